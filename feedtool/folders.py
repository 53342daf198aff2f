"""The folders of an archive: each is looked at once a run, and it is kept which were. Reads names and stamps.

What a run finds in an archive hangs on what it saw there, and on nothing else: where the next look at the
same places sees the same, there is nothing new to find.
"""

import errno
import os
import stat
import time
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from feedtool import stamps
from feedtool.beside import do_both
from feedtool.paths import CATALOGUE, CATALOGUE_START

#: Stands behind the name of a link, which is another thing than what it leads to: no name holds it.
_LINK = "/"
#: Marks the mode of a link: no file has this bit.
_LINKED = 1 << 24
#: So many numbers tell of a file whether it was changed.
_NUMBERS = 3
#: From so many names on, two processes look at them in less time than one.
_MANY_NAMES = 4000
#: What says that there is no such folder: it is not there, is a file, or a link in a circle.
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
_NOTHING = "-"


class Places(NamedTuple):
    """Where in an archive a run looked: paths relative to it, sorted."""

    #: Folders in which the names of folders count, and at the top of the site those of files.
    named: tuple[str, ...]
    #: Folders in which the files count: those that hold posts, or can.
    stamped: tuple[str, ...]
    #: Files that count by themselves.
    files: tuple[str, ...]


class Names(NamedTuple):
    """What lies in a folder, by its names alone, sorted."""

    folders: tuple[str, ...]
    others: tuple[str, ...]
    #: Which of them are links: a link to a folder is a folder, and none of the archive's own.
    links: frozenset[str]


class Listing(NamedTuple):
    """What lies in a folder, in no order.

    A link to a folder is none of its own, as for os.walk, and one that leads nowhere is a file: whoever reads
    it says so. A pipe or a socket is nothing: whoever reads that waits for ever.
    """

    #: The stamps of the files by their names, as `stamps.keep_sure` takes them.
    files: dict[str, bytes]
    folders: list[str]


#: A file is what has a mode with these bits, a folder what has that one.
_FILES = frozenset({stat.S_IFREG, stat.S_IFREG | _LINKED})
_FOLDER = stat.S_IFDIR
_KIND_BITS = 0o170000 | _LINKED


class _Files(NamedTuple):
    """What lies in a folder, in no order, in columns: there may be hundreds of thousands."""

    #: As `encode_names` writes them.
    names: bytes
    modes: "array[int]"
    #: Three numbers of each: those of its stamp.
    times: "array[int]"
    #: When a name in it was changed last, in nanoseconds since 1970.
    changed: int


#: What is seen where there is no such folder.
_NO_FILES = _Files(_NOTHING.encode(), array("i"), array("q"), 0)


@dataclass(slots=True, kw_only=True)
class Memory:
    """What was seen of an archive, by paths relative to it; None: there is no such folder or file."""

    #: When it was begun to look, in nanoseconds since 1970.
    taken: int = field(default_factory=time.time_ns)
    names: dict[str, Names | None] = field(default_factory=dict)
    files: dict[str, _Files | None] = field(default_factory=dict)
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
            self.memory.names[folder] = _list_names(f"{self.root}/{folder}")
        return self.memory.names[folder]

    def list_files(self, folder: str) -> Listing | None:
        """Give what lies in a folder; None: there is no such folder.

        Raises:
            OSError: it cannot be listed.
        """
        found = self._see_files(folder)
        return None if found is None else _describe(found)

    def _see_files(self, folder: str) -> _Files | None:
        self._asked[1].add(folder)
        if folder not in self.memory.files:
            self.memory.files[folder] = _list_files(f"{self.root}/{folder}")
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
        """Forget what was seen of files: of all that is seen, this is what takes memory."""
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


def _has_feeds(folder: str) -> bool:
    path = f"{folder}/{CATALOGUE}"
    try:
        if not os.path.isfile(path):  # noqa: PTH113 - never fails, and a pipe would be waited for
            return False
        with open(path, "rb") as file:  # noqa: PTH123 - start-up counts
            return file.read(len(CATALOGUE_START)) == CATALOGUE_START
    except OSError:
        return False


def _list_names(folder: str) -> Names | None:
    folders, others, links = list[str](), list[str](), set[str]()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                (folders if _is_folder(entry) else others).append(entry.name)
                if entry.is_symlink():
                    links.add(entry.name)
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise
    return Names(folders=tuple(sorted(folders)), others=tuple(sorted(others)), links=frozenset(links))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle, or to what may not be entered: none, as for os.walk
        return False


def _list_files(folder: str) -> _Files | None:
    """Give what lies in a folder; None: there is no such folder."""
    # By its number: the path of each of tens of thousands of files would be walked down from the top.
    try:
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except ValueError:  # it is named with U+0000, which no name holds
        return None
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise
    try:
        changed = os.stat(number).st_mtime_ns  # noqa: PTH116 - a number; before its names are asked for
        names = os.listdir(number)  # noqa: PTH208 - as above
        look, middle = partial(_look_at_files, number), len(names) // 2
        later, (modes, times) = do_both(
            partial(look, names[middle:]),
            partial(look, names[:middle]),
            is_worth_it=len(names) >= _MANY_NAMES,
        )
        modes += later[0]
        times += later[1]
    finally:
        os.close(number)
    return _Files(encode_names(names), modes, times, changed)


def _look_at_files(folder: int, names: Iterable[str]) -> "tuple[array[int], array[int]]":
    """Give the modes and the stamps of files by the number of their folder, in one row each."""
    modes, times = array("i"), array("q")
    for name in names:
        try:
            it = os.stat(name, dir_fd=folder, follow_symlinks=False)
            linked = 0
            if stat.S_ISLNK(it.st_mode):
                linked = _LINKED
                it = os.stat(name, dir_fd=folder)
        except OSError:  # a link that leads nowhere
            modes.append(stat.S_IFREG | _LINKED)
            times.frombytes(stamps.UNSURE)
        else:
            modes.append(it.st_mode | linked)
            try:
                times.extend((it.st_size, it.st_mtime_ns, it.st_ctime_ns))
            except OverflowError:  # a time before 1678 or after 2262, as a broken clock or program leaves one
                del times[len(times) // _NUMBERS * _NUMBERS :]
                times.frombytes(stamps.UNSURE)
    return modes, times


def find_change(folder: str) -> int:
    """Tell when a name in a folder was changed last, in nanoseconds since 1970; 0: there is no folder."""
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - start-up counts
    except OSError:
        return 0


def _describe(found: _Files) -> Listing:
    names, modes = _decode_names(found.names), found.modes
    rows = stamps.split_stamps(found.times.tobytes())
    kinds = {mode: mode & _KIND_BITS for mode in set(modes)}  # there are few
    if _FILES.issuperset(kinds.values()):
        return Listing(dict(zip(names, rows, strict=True)), [])
    files = {name: row for name, mode, row in zip(names, modes, rows, strict=True) if kinds[mode] in _FILES}
    return Listing(files, [name for name, mode in zip(names, modes, strict=True) if kinds[mode] == _FOLDER])


def encode_names(names: Iterable[str]) -> bytes:
    """Write names so that no others give the same bytes."""
    # No name holds this character, and how many there are tells one folder from the next.
    names = list(names)
    return "\0".join([str(len(names)), *names]).encode("utf-8", "surrogateescape")


def _decode_names(encoded: bytes) -> list[str]:
    return encoded.decode("utf-8", "surrogateescape").split("\0")[1:]
