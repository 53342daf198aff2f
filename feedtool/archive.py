"""Where posts lie: a folder, a packed archive or an address of one. Reads files, and the network.

Gives every post as a `RawPost`, unread, in one fixed order, whatever the file system's own order is.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NoReturn

from feedtool.entry_filter import SPECIAL, has_hidden_name
from feedtool.errors import ArchiveError
from feedtool.fetch import fetch, is_address
from feedtool.folders import Folders, Memory
from feedtool.jekyll import split_file_name
from feedtool.listing import Names
from feedtool.model import RawPost
from feedtool.paths import CATALOGUE
from feedtool.post_files import PostFile, PostFiles, PostFolder
from feedtool.site_config import SiteConfig
from feedtool.site_files import POST_ENDINGS, SITE_CONFIG, is_post

POST_FOLDERS = ("_posts", "_drafts")
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
    found = _list_names(folders, "")
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


def find_posts(
    archive: Archive,
    folders: tuple[str, ...],
    site: SiteConfig = SiteConfig(),  # noqa: B008 - frozen
) -> PostFiles:
    """List the posts in ``folders`` (empty: every ``_posts`` folder), folder by folder.

    What the ``site`` leaves out is no post. A folder that is not there yet is passed over: an archive's first
    months have no ``old_post``.

    Raises:
        ArchiveError: there is no post in any of them, and the site has no collection that gets a feed.
    """
    chosen = folders or find_post_folders(archive.folders, site)
    found: list[PostFolder] = []
    for folder in chosen:
        name = PurePosixPath(folder).as_posix()
        if name.startswith("/"):
            message = f"the folder of posts {folder} must be named relative to the archive"
            raise ArchiveError(archive.name, message)
        files = _walk_posts(archive.folders, name, site)
        for other in found:  # one may lie in the other
            for path in files.keys() & other.stamps.keys():
                del files[path]
        if files:
            found.append(PostFolder(name, files))
    if not found and not site.collections:
        places = ", ".join(chosen) or "_posts"
        message = f"no posts found in {places}; name the folders that hold them in [archive] posts"
        raise ArchiveError(archive.name, message)
    return PostFiles(tuple(found))


def find_unread_folders(archive: Archive, folders: tuple[str, ...]) -> tuple[str, ...]:
    """List the top-level folders beside ``folders`` that hold files named like posts, for `starter`."""
    site = SiteConfig()
    return tuple(
        name
        for name in _list_names(archive.folders, "").folders
        if name not in folders
        and not site.entries.is_passed_over("", name, is_folder=True)
        and any(
            split_file_name(PurePosixPath(path).stem)[0] for path in _walk_posts(archive.folders, name, site)
        )
    )


def find_post_folders(
    folders: Folders,
    site: SiteConfig = SiteConfig(),  # noqa: B008 - frozen
) -> tuple[str, ...]:
    """List every ``_posts`` folder of an archive, relative to it, sorted, and ``_drafts`` where they show."""
    wanted = POST_FOLDERS if site.has_drafts else POST_FOLDERS[:1]
    found = (
        f"{folder}/{name}".lstrip("/")
        for folder, names in _walk_site(folders, site)
        for name in wanted
        if name in names
    )
    return tuple(sorted(found))


def _walk_site(folders: Folders, site: SiteConfig) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give every folder of a site that can hold a folder of posts, relative to it, and the folders in it."""
    parts = [""]
    while parts:
        folder = parts.pop()
        found = _list_names(folders, folder)
        yield folder, found.folders
        own = (name for name in found.folders if name not in found.links)
        paths = (
            f"{folder}/{name}".lstrip("/")
            for name in own
            if not site.entries.is_passed_over(folder, name, is_folder=True)
        )
        # Feeds of ours lie in thousands of folders.
        parts += (path for path in paths if not folders.is_output(path))


def _list_names(folders: Folders, folder: str) -> Names:
    """Give the names in a folder that is there."""
    try:
        names = folders.list_names(folder)
    except OSError as error:
        _refuse_folder(error)
    return names or Names((), (), frozenset())


def _walk_posts(folders: Folders, folder: str, site: SiteConfig) -> dict[str, bytes]:
    """Give the stamps of the files below a folder that can be posts, by their paths.

    What the ``site`` leaves out is none.
    """
    found: dict[str, bytes] = {}
    # Below its own folders Jekyll looks into all but the hidden ones (Jekyll::Reader#get_entries).
    passed_over = "." if PurePosixPath(folder).name in POST_FOLDERS else SPECIAL
    for parent, files in walk_files(folders, folder, passed_over):
        is_plain = parent.startswith(folder) and not parent[len(folder) + 1 :].startswith(SPECIAL)
        # A folder may hold tens of thousands of posts: what is the same for all is asked once.
        names_decide = is_plain and site.lets_names_decide(parent)
        prefix = _prefix_of(parent)
        if names_decide and _are_posts(files):  # as nearly always; what follows says the same of each
            found.update(zip(map(prefix.__add__, files), files.values(), strict=True))
            continue
        for name, stamp in files.items():
            path = prefix + name
            if not name.startswith(".") and is_post(path):
                inside = path if folder == "." else path[len(folder) + 1 :]
                if (names_decide and not has_hidden_name(name)) or not (
                    site.entries.is_passed_over(folder, inside, is_folder=False) or site.is_excluded(path)
                ):
                    found[path] = stamp
    return found


def _are_posts(names: Iterable[str]) -> bool:
    """Tell whether all files of a folder are named as posts: one question for all."""
    first = {name[:1] for name in names}
    return first.isdisjoint(SPECIAL) and all(name.endswith(POST_ENDINGS) for name in names)


def walk_files(
    folders: Folders, top: str, passed_over: str | tuple[str, ...] = "."
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Give each folder from ``top`` down that is there, and the stamps of its files by their names.

    Folders are relative to the archive; those whose names begin with what is ``passed_over`` are left out.

    Raises:
        ArchiveError: one cannot be listed. To pass over it in silence would let its posts vanish.
    """
    parts = [top]
    while parts:
        folder = parts.pop()
        try:
            found = folders.list_files(folder)
        except OSError as error:
            _refuse_folder(error)
        if found is None:
            continue
        prefix = _prefix_of(folder)
        parts += (prefix + name for name in found.folders if not name.startswith(passed_over))
        yield folder, found.files


def _prefix_of(folder: str) -> str:
    """Give what stands before the name of a file in its path relative to the archive."""
    return f"{folder}/" if folder != "." else ""


def _refuse_folder(error: OSError) -> NoReturn:
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
