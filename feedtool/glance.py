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
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from feedtool import stamps
from feedtool.beside import do_both
from feedtool.folders import Folders, Memory, Places
from feedtool.installed import name_libraries
from feedtool.listing import encode_names, find_change
from feedtool.notes import Notes, read_columns

#: Under these names a run leaves what the next look needs, and its report with what makes that hold.
GLANCE, REPORT = "glance", "report"
#: And under this one the files in the output folder, with their stamps, in columns.
OUTPUT = "output"
#: Below so many files another process costs more than it saves.
_FEW_FILES = 2000


def _wait() -> None:
    """Do nothing while it is looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a run is asked for, before any of it is understood."""

    settings_file: Path | None
    #: A folder; nothing else can be looked at.
    source: str
    output: Path
    #: What the command line says that changes what is published.
    flags: tuple[str, ...] = ()


class Told(NamedTuple):
    """What a run told: its report as JSON has it, and the names of the owner's rules."""

    report: dict[str, Any]
    own_rules: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What was seen before a run, and what follows from it."""

    #: Stands for the code and for the settings.
    key: str
    #: What the last run left for this look; empty: nothing that is of use.
    note: str = ""
    #: What was seen where that run looked. It holds for this run too if nobody had a turn in between.
    memory: Memory | None = None
    #: What this run would tell; None: it has to find out.
    told: Told | None = None


def take_glance(
    request: Request, index: Path, now: float, hurry: Callable[[], None] = _wait
) -> Glance | None:
    """Look whether all is as the last run left it; ``now`` is in seconds since 1970.

    None if nothing can be told: the archive is no folder, the index is damaged or somebody else has it. Where
    it shows early that there is something to do, ``hurry`` is called while another process looks on: it can
    prepare the run, if there is reason to look at many files.
    """
    start = time.perf_counter()
    root = Path(request.source)
    try:
        if not root.is_dir():
            return None
        key = _digest_request(request)
        text, last, output = _recall(index) if index.exists() else ("", {}, "")
        note = json.loads(text or "{}")
        if note.get("key") != key:
            return Glance(key=key)
        places = Places(*map(tuple, note["places"]))
        folders = Folders(root, _look(root, places, note["changed"], request.output, output, hurry))
        folders.look_at(places)
        is_same = note["seen"] == folders.digest() and is_current(last, now)
        if not (is_same and folders.memory.has_output):
            return Glance(key=key, note=text, memory=folders.memory)
    except (OSError, sqlite3.Error, UnicodeDecodeError):  # what SQLite says of damage can quote it
        return None
    report = last["told"]
    report["files_unchanged"] += report["files_written"]
    report |= {"files_written": 0, "files_removed": 0, "index": {"reused": report["posts"], "read": 0}}
    report["seconds"] = {"look": round(time.perf_counter() - start, 3)}
    told = Told(report=report, own_rules=frozenset(last["own_rules"]))
    return Glance(key=key, note=text, memory=folders.memory, told=told)


def leave_note(notes: Notes, key: str, folders: Folders) -> None:
    """Leave what the next look needs beside the report, behind a run that looked at ``folders``.

    ``key`` is that of the glance before it.
    """
    note = {
        "key": key,
        "places": folders.places,
        "changed": folders.list_changes(),
        "seen": folders.digest(),
    }
    # In ASCII: the name of a folder may be no text, and SQLite's texts are UTF-8.
    notes.remember(GLANCE, json.dumps(note))


def is_current(last: Mapping[str, Any], now: float) -> bool:
    """Tell whether at a time what the last run reported still holds: no post's day came since then."""
    return bool(last) and last["since"] <= now < (last["until"] or float("inf"))


def _look(  # noqa: PLR0917 - one of each
    root: Path, places: Places, changed: list[int], output: Path, stamped: str, hurry: Callable[[], None]
) -> Memory:
    """Look at an archive and at what was published, over two processes where that is many files."""

    def look_at_output() -> bool:
        return has_files(output, stamped)

    def look_at_archive() -> Memory:
        folders = Folders(root)
        folders.look_at(places)
        return folders.memory

    def look_at_both() -> tuple[bool, Memory]:
        return look_at_output(), look_at_archive()

    is_worth_it = stamped.count("\0") > _FEW_FILES
    if changed == [find_change(f"{root}/{folder}") for folder in places.stamped]:
        has_output, memory = do_both(look_at_output, look_at_archive, is_worth_it=is_worth_it)
    else:
        (has_output, memory), _ = do_both(look_at_both, hurry, is_worth_it=is_worth_it)
    memory.has_output = has_output
    return memory


def has_files(output: Path, stamped: str) -> bool:
    """Tell whether the files in the output folder are as the last run left them, by their sizes and times.

    False too where it is not known how it left them.
    """
    if not stamped:
        return False
    place = str(output)  # a Path would be written anew for each of thousands
    rows = zip(*read_columns(stamped), strict=True)
    return all(stamps.stamp_file(f"{place}/{path}") == stamp for path, stamp in rows)


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
    digest.update(encode_names([sys.version, *places, *request.flags, *code, *name_libraries()]))
    return digest.hexdigest()


def _recall(index: Path) -> tuple[str, dict[str, Any], str]:
    """Give what the last run left: its note for this look, its report and its files; empty if there is none.

    Raises:
        sqlite3.Error: there is no such index, it is another run's, or it is damaged.
    """
    address = f"{index.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, timeout=0, isolation_level=None, uri=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")  # while a run publishes, nothing is as the last one left it
        notes = Notes(connection)
        return notes.recall(GLANCE), json.loads(notes.recall(REPORT) or "{}"), notes.recall(OUTPUT)
