"""The files that a run reads: posts, and the documents of collections that get a feed. Reads files."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from feedtool.archive import (
    POST_FOLDERS,
    Archive,
    PostFile,
    find_posts,
    make_post_file,
    refuse_folder,
    walk_site,
)
from feedtool.author_files import find_author_places
from feedtool.config import Config
from feedtool.entry_filter import EntryFilter
from feedtool.errors import ArchiveError
from feedtool.glance import Places
from feedtool.model import Problem
from feedtool.paths import folders_of
from feedtool.site_config import SiteConfig
from feedtool.site_files import SITE_CONFIG

#: Behind a byte-order mark too: there it is a slip, as in a post.
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_HEADER_BYTES = 80


def find_files(archive: Archive, config: Config) -> tuple[PostFile, ...]:
    """List the posts of an archive, then the documents of its collections that get a feed.

    Raises:
        ArchiveError: there is none of either.
    """
    posts = find_posts(archive, config.archive.posts, config.jekyll)
    documents = tuple(find_documents(archive.root, config.jekyll))
    listed = {file.path for file in posts} if documents else frozenset()
    files = (*posts, *(file for file in documents if file.path not in listed))
    if not files:
        places = ", ".join(collection.folder for collection in config.jekyll.collections)
        message = f"no posts found in _posts, and no documents in {places}; name folders in [archive] posts"
        raise ArchiveError(archive.name, message)
    return files


def find_places(root: Path, config: Config) -> Places:
    """Say where in an archive `find_files` and the settings of its site are looked for.

    Raises:
        ArchiveError: a folder cannot be listed.
    """
    folders = config.archive.posts
    named = {above for folder in folders for above in ("", *folders_of(PurePosixPath(folder).as_posix()))}
    if not folders:
        inside = [*walk_site(root, config.jekyll)]
        named.update(folder for folder, _ in inside)
        folders = tuple(
            f"{folder}/{name}" for folder, names in inside for name in names if name in POST_FOLDERS
        )
    collections = tuple(collection.folder for collection in config.jekyll.collections)
    named.update(above for folder in collections for above in ("", *folders_of(folder)))
    folders += collections
    stamped = {below for folder in folders for below in _walk_folders(root, folder.lstrip("/"))}
    files, beside = find_author_places(root, config.jekyll.data_dir)
    is_there = [folder for folder in sorted(named) if (root / folder).is_dir()]
    return Places(
        named=tuple(is_there), stamped=tuple(sorted({*stamped, *beside})), files=(SITE_CONFIG, *files)
    )


def _walk_folders(root: Path, folder: str) -> Iterator[str]:
    """Give a folder, and all below it in which a file can count."""
    for parent, names, _ in os.walk(root / folder):
        names[:] = [name for name in names if not name.startswith(".")]
        yield Path(parent).relative_to(root).as_posix()


def find_documents(root: Path, site: SiteConfig) -> Iterator[PostFile]:
    """List the documents of every collection that gets a feed, collection by collection, each sorted by path.

    A document is a file with front matter; what has none is a file of the site.
    """
    # Jekyll compares paths below the folder of the collections with what is excluded.
    patterns = replace(site, collections_dir="")
    prefix = f"{site.collections_dir}/" if site.collections_dir else ""
    for collection in site.collections:
        for path in sorted(_walk(root, collection.folder, site.entries)):
            if not patterns.is_excluded(path.removeprefix(prefix)) and has_header(root / path):
                yield make_post_file(path, collection.folder, root / path, collection.name)


def _walk(root: Path, folder: str, entries: EntryFilter) -> Iterator[str]:
    """List the files below a folder that Jekyll's filter lets through."""
    if not (root / folder).is_dir():
        return
    for parent, names, files in os.walk(root / folder, onerror=refuse_folder):
        names[:] = [name for name in names if not name.startswith(".")]
        for name in files:
            path = (Path(parent) / name).relative_to(root).as_posix()
            if entries.is_document(path.removeprefix(f"{folder}/")):
                yield path


def has_header(path: Path) -> bool:
    """Tell whether a file begins as one with front matter does (Jekyll::Utils.has_yaml_header?)."""
    try:
        with path.open("rb") as file:
            return _HEADER.match(file.read(_HEADER_BYTES)) is not None
    except OSError:
        return True  # who reads it whole tells why that cannot be done


def check_collections(config: Config) -> Iterator[Problem]:
    """Tell which collections get no feed because the site has none such, and which have no pages."""
    for name in config.jekyll.unknown_collections:
        message = (
            f"feed: collections: names {name}, and the site has no such collection; add it to collections:"
        )
        yield Problem(
            path=SITE_CONFIG, line=1, code="collection-unknown", severity="warning", message=message
        )
    folders = {rule.folder for rule in config.archive.pages}
    for collection in config.jekyll.collections:
        if not collection.has_pages and collection.folder not in folders:
            message = (
                f"the site writes no pages of {collection.name}, and links to them are dead; set output: "
                "true there, or say what its entries link to: "
                f'[[archive.pages]] with folder = "{collection.folder}"'
            )
            yield Problem(
                path=SITE_CONFIG, line=1, code="collection-pages-missing", severity="warning", message=message
            )
