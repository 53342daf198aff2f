"""Whether anything can have changed since the last run: a look at names and stamps, and nothing is parsed.

Most runs of cron find nothing to do. What those look at is here, and imports nothing else: no rules and no
parsers. A look errs on one side only: where it says that nothing changed, a run would write nothing; where
it cannot tell, `pipeline` finds out. Reads files.
"""

import json
import os
import sqlite3
import sys
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from feedtool import stamps
from feedtool.notes import Notes
from feedtool.paths import CATALOGUE

#: Under these names a run leaves what the next look needs, and its report with what makes that hold.
GLANCE, REPORT = "glance", "report"
#: Stands behind the name of a link, which is another thing than what it leads to: no name holds it.
_LINK = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a run is asked for, before any of it is understood."""

    settings_file: Path | None
    #: A folder; nothing else can be looked at.
    source: str
    output: Path
    #: What the command line says that changes what is published.
    flags: tuple[str, ...] = ()


class Places(NamedTuple):
    """Where in an archive a run looks: paths relative to it."""

    #: Folders in which the names of folders count.
    named: tuple[str, ...]
    #: Folders in which the files count: those that hold posts, or can.
    stamped: tuple[str, ...]
    #: Files of which it counts whether they are there.
    files: tuple[str, ...]


class Told(NamedTuple):
    """What a run told: its report as JSON has it, and the names of the owner's rules."""

    report: dict[str, Any]
    own_rules: frozenset[str]


class Listing(NamedTuple):
    """What lies in places."""

    digest: str
    #: Whether all of it was changed so long ago that its times tell the next change.
    is_sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What was seen before a run, and what follows from it."""

    #: Stands for the code and for the settings.
    key: str
    #: Where the last run looked, and what lies there now; None: there was none, or nobody knows.
    places: Places | None = None
    listing: Listing | None = None
    #: What this run would tell; None: it has to find out.
    told: Told | None = None


def take_glance(request: Request, index: Path, now: float) -> Glance | None:
    """Look whether all is as the last run left it; ``now`` is in seconds since 1970.

    None if nothing can be told: the archive is no folder, the index is damaged or somebody else has it.
    """
    start = time.perf_counter()
    root = Path(request.source)
    try:
        if not root.is_dir():
            return None
        key = _digest_request(request)
        note, last = _recall(index) if index.exists() else ({}, {})
        if note.get("key") != key:
            return Glance(key=key)
        places = Places(*map(tuple, note["places"]))
        listing = list_places(root, places)
        is_same = note["listing"] == listing.digest and is_current(last, now)
        if not (is_same and last["output"] == stamps.digest_files_in(request.output, note["published"])):
            return Glance(key=key, places=places, listing=listing)
    except (OSError, sqlite3.Error):
        return None
    report = note["report"]
    report["files_unchanged"] += report["files_written"]
    report |= {"files_written": 0, "files_removed": 0, "index": {"reused": report["posts"], "read": 0}}
    report["seconds"] = {"look": round(time.perf_counter() - start, 3)}
    told = Told(report=report, own_rules=frozenset(note["own_rules"]))
    return Glance(key=key, places=places, listing=listing, told=told)


def leave_note(  # noqa: PLR0917 - one of each
    notes: Notes, key: str, places: Places, listing: Listing, told: Told, published: Iterable[str]
) -> None:
    """Leave what the next look needs, behind a run that found what lies in ``places`` to be ``listing``.

    ``key`` is that of the glance before it. ``published`` are the paths of all files in the output folder, in
    the order in which the report has a digest of them.
    """
    note = {
        "key": key,
        "places": places,
        "listing": listing.digest,
        "report": told.report,
        "own_rules": sorted(told.own_rules),
        "published": list(published),
    }
    notes.remember(GLANCE, json.dumps(note, ensure_ascii=False))


def is_current(last: Mapping[str, Any], now: float) -> bool:
    """Tell whether at a time what the last run reported still holds: no post's day came since then."""
    return bool(last) and last["since"] <= now < (last["until"] or float("inf"))


def list_places(root: Path, places: Places, *, is_late: bool = False) -> Listing:
    """Look at what lies in places of an archive.

    If it is late (a run has listed its files by other means before), a folder to which something has just
    been added makes it unsure as well: the run may not know of that.

    Raises:
        OSError: one of the folders is not there, or may not be read.
    """
    taken = time.time_ns()
    digest = blake2b(digest_size=16)
    changed = 0
    for folder in (*places.named, *places.stamped) if is_late else ():
        status = os.stat(root / folder)  # noqa: PTH116 - as below
        changed = max(changed, status.st_mtime_ns, status.st_ctime_ns)
    for folder in places.named:
        with os.scandir(root / folder) as entries:
            names = sorted(
                it.name + _LINK * it.is_symlink()
                for it in entries
                # At the top of a site files count too: a post can hang on one.
                if (it.is_dir() if folder else not is_output(it.path))
            )
        digest.update(_encode([folder, *names]))
    for folder in places.stamped:
        names, numbers = _list_files(f"{root}/{folder}")
        digest.update(_encode([folder, *names]))
        digest.update(array("q", numbers).tobytes())
        changed = max(changed, max(numbers, default=0))  # no size is as large as a time
    beside = [stamps.stamp_file(f"{root}/{file}") for file in places.files]
    times = (int(time) for stamp in beside if stamp for time in stamp.split()[1:])
    digest.update(stamps.digest_stamps(beside).encode())
    return Listing(digest=digest.hexdigest(), is_sure=max([changed, *times]) < taken - stamps.STEP)


def _list_files(folder: str) -> tuple[list[str], list[int]]:
    """Give the names in a folder, and of each file its size and when it and its name were changed last."""
    names, numbers = list[str](), list[int]()
    # By its number: the path of each of tens of thousands of files would be walked down from the top.
    number = os.open(folder, os.O_RDONLY)
    try:
        with os.scandir(number) as entries:
            for entry in entries:
                names.append(entry.name)
                if entry.is_symlink():
                    names.append(_LINK)
                try:
                    status = entry.stat()
                    numbers += (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
                except OSError:  # a link that leads nowhere
                    numbers += (0, 0, 0)
    finally:
        os.close(number)
    return names, numbers


def is_output(folder: str) -> bool:
    """Tell whether a folder has feeds of ours: it is there from the second run on, and changes nothing."""
    return os.path.isfile(f"{folder}/{CATALOGUE}")  # noqa: PTH113 - never fails


def _encode(names: Sequence[str]) -> bytes:
    # No name holds this character, and how many there are tells one folder from the next.
    return "\0".join([str(len(names)), *names]).encode("utf-8", "surrogateescape")


def _digest_request(request: Request) -> str:
    """Give a digest of what is asked for, by which code and which libraries."""
    settings = request.settings_file.read_bytes() if request.settings_file else b""
    places = (str(request.settings_file), os.path.realpath(request.source), os.path.realpath(request.output))
    code = (
        f"{folder}/{name} {stamps.stamp_file(f'{folder}/{name}')}"
        for folder, _, names in sorted(os.walk(Path(__file__).parent))
        for name in sorted(names)
        if name.endswith(".py")
    )
    digest = blake2b(settings, digest_size=16)
    digest.update(_encode([sys.version, *places, *request.flags, *code, *_name_libraries()]))
    return digest.hexdigest()


def _name_libraries() -> Iterator[str]:
    """Name all libraries that are installed, with their versions."""
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):  # noqa: PTH112 - it is a text
            names = os.listdir(folder)  # noqa: PTH208 - start-up counts
            yield from sorted(name for name in names if name.endswith(("dist-info", "egg-info")))


def _recall(index: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give what the last run left: its note for this look, and its report; empty if there is none.

    Raises:
        sqlite3.Error: there is no such index, it is another run's, or it is damaged.
    """
    address = f"{index.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, timeout=0, isolation_level=None, uri=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")  # while a run publishes, nothing is as the last one left it
        notes = Notes(connection)
        note, last = (json.loads(notes.recall(name) or "{}") for name in (GLANCE, REPORT))
        return note, last
