"""Where posts lie: a folder, a packed archive or an address of one. Reads files, and the network.

Gives a post as a `RawPost`, unread; which files are posts says `post_folders`.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NoReturn

from feedtool.errors import ArchiveError
from feedtool.fetch import fetch, is_address
from feedtool.folders import Folders, Memory
from feedtool.listing import Names
from feedtool.model import RawPost
from feedtool.paths import CATALOGUE
from feedtool.post_files import PostFile
from feedtool.site_files import SITE_CONFIG

#: Files are read so many bytes at a time: nearly all in one.
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive that lies open in a folder."""

    #: What the user called it, for messages.
    name: str
    root: Path
    #: What was seen of it so far.
    folders: Folders
    #: The bytes of its _config.yml; empty if it has none.
    site_config: bytes
    #: The names of the files and folders at its top.
    names: frozenset[str]


@contextmanager
def open_archive(source: str, *, has_liquid: bool = False, before: Memory | None = None) -> Iterator[Archive]:
    """Open the archive at a path or an http(s) URL, for as long as the context lasts.

    A packed archive is unpacked to a temporary folder, and only what a run can need of it; where Liquid is
    run (``has_liquid``), that is of every file what a post can ask for. What was seen of a folder ``before``
    is not looked at again.

    Raises:
        ArchiveError: it is not there, cannot be read or is of an unknown kind.
    """
    with ExitStack() as stack:
        path = Path(source)
        if is_address(source):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="feedtool-")))
            path = _download(source, folder / "archive")
        packed: list[str] = []
        if _is_file(path, source):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="feedtool-")))
            from feedtool.unpacking import skip_wrapper, unpack  # noqa: PLC0415 - start-up counts, and most are folders

            members = unpack(path, folder, source, has_liquid=has_liquid)
            path = skip_wrapper(folder)
            packed = _find_inside(members, path.name if path != folder else "")
        if not path.is_dir():
            message = "no such folder; name the folder that holds _config.yml and the posts"
            raise ArchiveError(source, message)
        folders = Folders(path, before)
        yield Archive(
            name=source,
            root=path,
            folders=folders,
            site_config=read_if_there(folders, SITE_CONFIG, source),
            names=_name_top(folders, packed),
        )


def _name_top(folders: Folders, packed: Iterable[str]) -> frozenset[str]:
    """Name the files and folders at the top of a site, whether or not they were unpacked.

    A folder with feeds of ours is none of them: it is there from the second run on, and changes no entry.
    """
    found = list_names(folders, "")
    outputs = {name for name in found.folders if folders.is_output(name)}
    outputs |= {PurePosixPath(name).parent.name for name in packed if name.endswith(f"/{CATALOGUE}")}
    names = {*found.folders, *found.others, *(PurePosixPath(name).parts[0] for name in packed)}
    return frozenset(names - outputs)


def _find_inside(members: Iterable[str], wrapper: str) -> list[str]:
    """Give the paths of what is packed below the folder wrapped around all (empty: there is none)."""
    paths = [PurePosixPath(member) for member in members]
    if wrapper:
        paths = [path.relative_to(wrapper) for path in paths if path.parts[:1] == (wrapper,)]
    return [path.as_posix() for path in paths if path.parts]


def read_if_there(folders: Folders, name: str, source: str) -> bytes:
    """Give the bytes of a file of the archive that is called ``source``; empty if there is none.

    Raises:
        ArchiveError: it cannot be read.
    """
    path = folders.root / name
    try:
        return path.read_bytes() if folders.stamp(name) and path.is_file() else b""
    except OSError as error:
        raise ArchiveError(source, f"{name} cannot be read: {error.strerror}") from error


def _is_file(path: Path, source: str) -> bool:
    try:
        return path.is_file()
    except OSError as error:  # a name too long, a folder that may not be entered
        raise ArchiveError(source, f"cannot be read: {error.strerror}") from error


def _download(url: str, target: Path) -> Path:
    with target.open("wb") as file:
        fetch(url, file, ArchiveError)
    return target


def list_names(folders: Folders, folder: str) -> Names:
    """Give the names in a folder that is there.

    Raises:
        ArchiveError: it cannot be listed.
    """
    try:
        names = folders.list_names(folder)
    except OSError as error:
        refuse_folder(error)
    return names or Names((), (), frozenset())


def refuse_folder(error: OSError) -> NoReturn:
    """Say which folder cannot be listed.

    Raises:
        ArchiveError: always.
    """
    raise ArchiveError(str(error.filename), f"cannot be read: {error.strerror}") from error


def read_post(root: Path, file: PostFile) -> RawPost:
    """Read one post, to the byte.

    Raises:
        OSError: the file cannot be read.
    """
    data = read_bytes(root, file)
    return RawPost(path=file.path, folder=file.folder, data=data, collection=file.collection)


def read_bytes(root: Path, file: PostFile) -> bytes:
    """Read the bytes of one file.

    Raises:
        OSError: it cannot be read.
    """
    # By its name and its number: a path object, and one for the file, take as long to make as most to read.
    # Not to wait: by now a pipe may stand in the place of the file, and nobody who writes to it.
    number = os.open(f"{root}/{file.path}", os.O_RDONLY | os.O_NONBLOCK)
    try:
        parts = [os.read(number, _CHUNK)]
        while parts[-1]:
            parts.append(os.read(number, _CHUNK))
    finally:
        os.close(number)
    return parts[0] if len(parts) == 2 else b"".join(parts)  # noqa: PLR2004 - one, and the end of the file
