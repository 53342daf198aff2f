"""The folders of an archive: each is looked at once a run, and it is kept which were. Reads names and stamps.

What a run finds in an archive hangs on what it saw there, and on nothing else: where the next look at the
same places sees the same, there is nothing new to find.
"""

import os
import time
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from feedtool import listing, stamps
from feedtool.listing import Files, Listing, Names, encode_names
from feedtool.paths import CATALOGUE, CATALOGUE_START

#: Stands behind the name of a link, which is another thing than what it leads to: no name holds it.
_LINK = "/"
_NOTHING = "-"


class Places(NamedTuple):
    """Where in an archive a run looked: paths relative to it, sorted."""

    #: Folders in which the names of folders count, and at the top of the site those of files.
    named: tuple[str, ...]
    #: Folders in which the files count: those that hold posts, or can.
    stamped: tuple[str, ...]
    #: Files that count by themselves.
    files: tuple[str, ...]


#: What is seen where there is no such folder.
_NO_FILES = Files(_NOTHING.encode(), array("i"), array("q"), 0)


@dataclass(slots=True, kw_only=True)
class Memory:
    """What was seen of an archive, by paths relative to it; None: there is no such folder or file."""

    #: When it was begun to look, in nanoseconds since 1970.
    taken: int = field(default_factory=time.time_ns)
    names: dict[str, Names | None] = field(default_factory=dict)
    files: dict[str, Files | None] = field(default_factory=dict)
    stamps: dict[str, str | None] = field(default_factory=dict)
    #: Whether folders have feeds of ours.
    outputs: dict[str, bool] = field(default_factory=dict)
    #: Whether the published files are as the last run left them; None: nobody has looked.
    has_output: bool | None = None


class Folders:
    """The folders of the archive at ``root``, as they were when each was first asked for.

    What is in ``memory``, somebody saw just before, and it holds.
    """

    def __init__(self, root: Path, memory: Memory | None = None) -> None:
        self.root = root
        self.memory = memory or Memory()
        #: What was asked for so far: of names, of files, of stamps.
        self._asked: tuple[set[str], set[str], set[str]] = set(), set(), set()

    def list_names(self, folder: str) -> Names | None:
        """Give the names in a folder; None: there is no such folder.

        Raises:
            OSError: it cannot be listed.
        """
        self._asked[0].add(folder)
        if folder not in self.memory.names:
            self.memory.names[folder] = listing.list_names(f"{self.root}/{folder}")
        return self.memory.names[folder]

    def list_files(self, folder: str) -> Listing | None:
        """Give what lies in a folder, by paths relative to the archive; None: there is no such folder.

        Raises:
            OSError: it cannot be listed.
        """
        found = self._see_files(folder)
        return None if found is None else listing.describe(found, prefix_of(folder))

    def _see_files(self, folder: str) -> Files | None:
        self._asked[1].add(folder)
        if folder not in self.memory.files:
            self.memory.files[folder] = listing.list_files(f"{self.root}/{folder}")
        return self.memory.files[folder]

    def stamp(self, file: str) -> str | None:
        """Give the size and times of a file; None: there is none. To be asked before it is read."""
        self._asked[2].add(file)
        if file not in self.memory.stamps:
            self.memory.stamps[file] = stamps.stamp_file(f"{self.root}/{file}")
        return self.memory.stamps[file]

    def is_output(self, folder: str) -> bool:
        """Tell whether a folder has feeds of ours: it is there from the second run on, and changes nothing.

        As for all else, what it was when it was first asked for holds: the run itself may publish there.
        """
        if folder not in self.memory.outputs:
            self.memory.outputs[folder] = _has_feeds(f"{self.root}/{folder}")
        return self.memory.outputs[folder]

    def look_at(self, places: Places) -> None:
        """Look where a run looked before.

        Raises:
            OSError: a folder cannot be listed.
        """
        for folder in places.named:
            self.list_names(folder)
        for folder in places.stamped:
            self._see_files(folder)
        for file in places.files:
            self.stamp(file)

    def forget_files(self) -> None:
        """Forget what was seen of files: of all that is seen, this is what takes memory.

        From then on nobody can ask what was seen in all: see `digest`, `list_changes` and `is_sure`.
        """
        self.memory.files.clear()

    @property
    def places(self) -> Places:
        """Where it was looked so far."""
        return Places._make(tuple(sorted(asked)) for asked in self._asked)

    def list_changes(self) -> list[int]:
        """Give of each folder in which the files count when a name in it was changed last; 0: there is none.

        In nanoseconds since 1970.
        """
        found = map(self.memory.files.get, self.places.stamped)
        return [files.changed if files else 0 for files in found]

    def digest(self) -> str:
        """Give a digest of what was seen in those places."""
        digest, places = blake2b(digest_size=16), self.places
        for folder in places.named:
            digest.update(encode_names([folder, *self._name_what_counts(folder)]))
        for folder in places.stamped:
            names, modes, times, _ = self.memory.files[folder] or _NO_FILES
            digest.update(encode_names([folder]))
            digest.update(names)
            digest.update(modes)
            digest.update(times)
        digest.update(stamps.digest_stamps(map(self.memory.stamps.get, places.files)).encode())
        return digest.hexdigest()

    def is_sure(self) -> bool:
        """Tell whether all of it was changed so long before the look that its times tell the next change."""
        places = self.places
        files = filter(None, map(self.memory.files.get, places.stamped))
        # No size is as large as a time.
        latest = [max(it.times, default=0) for it in files]
        stamped = filter(None, map(self.memory.stamps.get, places.files))
        latest += [int(number) for stamp in stamped for number in stamp.split()]
        return max(latest, default=0) < self.memory.taken - stamps.STEP

    def _name_what_counts(self, folder: str) -> Iterable[str]:
        found = self.memory.names[folder]
        if found is None:
            return (_NOTHING,)
        names = found.folders
        if not folder:
            # At the top of a site files count too: a post can hang on one.
            names = (*(name for name in names if not self.is_output(name)), "", *found.others)
        return (name + _LINK * (name in found.links) for name in names)


def prefix_of(folder: str) -> str:
    """Give what stands before the names of what lies in a folder, in paths relative to the archive."""
    return f"{folder}/" if folder != "." else ""


def _has_feeds(folder: str) -> bool:
    path = f"{folder}/{CATALOGUE}"
    try:
        if not os.path.isfile(path):  # noqa: PTH113 - never fails, and a pipe would be waited for
            return False
        with open(path, "rb") as file:  # noqa: PTH123 - start-up counts
            return file.read(len(CATALOGUE_START)) == CATALOGUE_START
    except OSError:
        return False
