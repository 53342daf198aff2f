"""The files that a run reads: posts, and the documents of collections that get a feed. Reads files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from feedtool.archive import Archive, PostFile, find_posts, walk_files
from feedtool.config import Config
from feedtool.entry_filter import EntryFilter
from feedtool.errors import ArchiveError
from feedtool.folders import Folders
from feedtool.model import Problem
from feedtool.site_collections import Collection
from feedtool.site_config import SiteConfig
from feedtool.site_files import SITE_CONFIG

#: Behind a byte-order mark too: there it is a slip, as in a post.
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_HEADER_BYTES = 80


def find_files(
    archive: Archive, config: Config, known: Mapping[str, tuple[str, str]] = MappingProxyType({})
) -> tuple[PostFile, ...]:
    """List the posts of an archive, then the documents of its collections that get a feed.

    ``known`` are the stamps of posts and documents of an earlier run, by path, as `Index.read_stamps` gives
    them: what has the same is not opened to see what it is.

    Raises:
        ArchiveError: there is none of either.
    """
    posts = find_posts(archive, config.archive.posts, config.jekyll)
    documents = tuple(find_documents(archive.folders, config.jekyll, known))
    listed = {file.path for file in posts} if documents else frozenset()
    files = (*posts, *(file for file in documents if file.path not in listed))
    if not files:
        places = ", ".join(collection.folder for collection in config.jekyll.collections)
        message = f"no posts found in _posts, and no documents in {places}; name folders in [archive] posts"
        raise ArchiveError(archive.name, message)
    return files


def find_documents(
    folders: Folders, site: SiteConfig, known: Mapping[str, tuple[str, str]] = MappingProxyType({})
) -> Iterator[PostFile]:
    """List the documents of every collection that gets a feed, collection by collection, each sorted by path.

    A document is a file with front matter; what has none is a file of the site.
    """
    # Jekyll compares paths below the folder of the collections with what is excluded.
    patterns = replace(site, collections_dir="")
    prefix = f"{site.collections_dir}/" if site.collections_dir else ""
    for collection in site.collections:
        for file in sorted(_walk(folders, collection, site.entries)):
            if patterns.is_excluded(file.path.removeprefix(prefix)):
                continue
            stamp, _ = known.get(file.path, ("", ""))
            if (stamp and stamp == file.stamp) or has_header(folders.root / file.path):
                yield file


def _walk(folders: Folders, collection: Collection, entries: EntryFilter) -> Iterator[PostFile]:
    """List the files in the folder of a collection that Jekyll's filter lets through."""
    folder = collection.folder
    for _, files in walk_files(folders, folder):
        for _, path, stamp, changed in files:
            if entries.is_document(path.removeprefix(f"{folder}/")):
                yield PostFile(path, folder, stamp, changed, collection.name)


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
