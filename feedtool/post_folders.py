"""Which files of an archive are posts, by the names of folders and files. Reads those.

Files come in one fixed order, whatever the file system's own order is.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from feedtool.archive import Archive, list_names, refuse_folder
from feedtool.entry_filter import POST_FOLDERS, SPECIAL, has_hidden_name
from feedtool.errors import ArchiveError
from feedtool.folders import Folders, prefix_of
from feedtool.jekyll import split_file_name
from feedtool.post_files import PostFiles, PostFolder
from feedtool.site_config import SiteConfig
from feedtool.site_files import POST_ENDINGS, is_post


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
        for name in list_names(archive.folders, "").folders
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
    wanted = POST_FOLDERS if site.has_drafts else {"_posts"}
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
        found = list_names(folders, folder)
        yield folder, found.folders
        own = (name for name in found.folders if name not in found.links)
        paths = (
            f"{folder}/{name}".lstrip("/")
            for name in own
            if not site.entries.is_passed_over(folder, name, is_folder=True)
        )
        # Feeds of ours lie in thousands of folders.
        parts += (path for path in paths if not folders.is_output(path))


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
        start = len(prefix_of(parent))
        if names_decide and _are_posts(files, start):  # as nearly always; what follows says the same of each
            found = found | files if found else files
            continue
        for path, stamp in files.items():
            name = path[start:]
            if not name.startswith(".") and is_post(path):
                inside = path if folder == "." else path[len(folder) + 1 :]
                if (names_decide and not has_hidden_name(name)) or not (
                    site.entries.is_passed_over(folder, inside, is_folder=False) or site.is_excluded(path)
                ):
                    found[path] = stamp
    return found


def _are_posts(paths: Iterable[str], start: int) -> bool:
    """Tell whether all files of a folder are named as posts: one question for all.

    Their names begin so far behind the start of their paths.
    """
    first = {path[start] for path in paths}
    return first.isdisjoint(SPECIAL) and all(path.endswith(POST_ENDINGS) for path in paths)


def walk_files(
    folders: Folders, top: str, passed_over: str | tuple[str, ...] = "."
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Give each folder from ``top`` down that is there, and the stamps of its files by their paths.

    Paths are relative to the archive; those whose names begin with what is ``passed_over`` are left out.

    Raises:
        ArchiveError: one cannot be listed. To pass over it in silence would let its posts vanish.
    """
    parts = [top]
    while parts:
        folder = parts.pop()
        try:
            found = folders.list_files(folder)
        except OSError as error:
            refuse_folder(error)
        if found is None:
            continue
        start = len(prefix_of(folder))
        parts += (path for path in found.folders if not path.startswith(passed_over, start))
        yield folder, found.files
