"""What lies in one folder, as one look finds it: names and stamps. Reads those."""

import errno
import os
import stat
from array import array
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from feedtool import stamps
from feedtool.beside import do_both

#: What says that there is no such folder: it is not there, is a file, or a link in a circle.
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
#: Marks the mode of a link: no file has this bit.
_LINKED = 1 << 24
#: A file is what has a mode with these bits, a folder what has that one.
_FILES = frozenset({stat.S_IFREG, stat.S_IFREG | _LINKED})
_FOLDER = stat.S_IFDIR
_KIND_BITS = 0o170000 | _LINKED
#: So many numbers tell of a file whether it was changed.
_NUMBERS = 3
#: From so many names on, two processes look at them in less time than one.
_MANY_NAMES = 4000


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

    #: The stamps of the files by their paths, as `stamps.keep_sure` takes them.
    files: dict[str, bytes]
    #: Paths.
    folders: list[str]


class Files(NamedTuple):
    """What lies in a folder, in no order, in columns: there may be hundreds of thousands."""

    #: As `encode_names` writes them.
    names: bytes
    modes: "array[int]"
    #: Three numbers of each: those of its stamp.
    times: "array[int]"
    #: When a name in it was changed last, in nanoseconds since 1970.
    changed: int


def list_names(folder: str) -> Names | None:
    """Give the names in a folder; None: there is no such folder.

    Raises:
        OSError: it cannot be listed.
    """
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


def list_files(folder: str) -> Files | None:
    """Give what lies in a folder; None: there is no such folder.

    Raises:
        OSError: it cannot be listed.
    """
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
    return Files(encode_names(names), modes, times, changed)


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


def describe(found: Files, prefix: str) -> Listing:
    """Part what was found in a folder into files and folders; a ``prefix`` and a name make a path."""
    paths, modes = _decode_names(found.names, prefix), found.modes
    rows = stamps.split_stamps(found.times.tobytes())
    kinds = {mode: mode & _KIND_BITS for mode in set(modes)}  # there are few
    if _FILES.issuperset(kinds.values()):
        return Listing(dict(zip(paths, rows, strict=True)), [])
    files = {path: row for path, mode, row in zip(paths, modes, rows, strict=True) if kinds[mode] in _FILES}
    return Listing(files, [path for path, mode in zip(paths, modes, strict=True) if kinds[mode] == _FOLDER])


def encode_names(names: Iterable[str]) -> bytes:
    """Write names so that no others give the same bytes."""
    # No name holds this character, and how many there are tells one folder from the next.
    names = list(names)
    # A name may be no text; written so, it is read as it was, whatever the system's encoding is.
    return "\0".join([str(len(names)), *names]).encode("utf-8", "surrogatepass")


def _decode_names(encoded: bytes, prefix: str) -> list[str]:
    """Read what `encode_names` wrote, each name behind a prefix."""
    text = encoded.decode("utf-8", "surrogatepass")
    return text.replace("\0", f"\0{prefix}").split("\0")[1:]
