"""Paths below the output folder: which can be those of a file, and which two are one. Pure text."""

import unicodedata

#: The list of all feeds, for programs: it tells which folder is one of ours.
CATALOGUE = "feeds.json"
#: How it begins, and hardly any file of somebody else's.
CATALOGUE_START = b'{\n "version": 1,\n "title": '
#: What most file systems take for a name, and what systems take for a path with room to spare; both in bytes.
_LONGEST_NAME = 255
_LONGEST_PATH = 1000


def is_inside(path: str) -> bool:
    """Tell whether a path is that of a file below the folder that it is relative to, whatever the system."""
    try:
        size = len(path.encode())
    except UnicodeEncodeError:  # half a surrogate pair, which no file system takes
        return False
    return size <= _LONGEST_PATH and all(map(_is_name, path.split("/")))


def _is_name(name: str) -> bool:
    has_control = any(character < " " or character == "\x7f" for character in name)
    is_place = name in {"", ".", ".."}
    return not is_place and not has_control and "\\" not in name and len(name.encode()) <= _LONGEST_NAME


def fold_path(path: str, *, tells_case: bool = False) -> str:
    """Write a path as file systems compare it: those that know no case, unless it ``tells_case``."""
    composed = unicodedata.normalize("NFC", path)
    return composed if tells_case else composed.casefold()


def folders_of(path: str) -> tuple[str, ...]:
    """Give the folders above a file, the nearest one last."""
    parts = path.split("/")
    return tuple("/".join(parts[:count]) for count in range(1, len(parts)))
