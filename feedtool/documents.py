"""The files that a run reads: posts, and the documents of collections that get a feed. Reads files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from feedtool.archive import Archive
from feedtool.config import Config
from feedtool.entry_filter import EntryFilter
from feedtool.errors import ArchiveError
from feedtool.folders import Folders
from feedtool.model import Problem
from feedtool.post_files import PostFiles, PostFolder
from feedtool.post_folders import find_posts, walk_files
from feedtool.site_config import SiteConfig
from feedtool.site_files import SITE_CONFIG
from feedtool.stamps import UNSURE

#: Behind a byte-order mark too: there it is a slip, as in a post.
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_HEADER_BYTES = 80


def find_files(
    archive: Archive, config: Config, known: Mapping[str, bytes] = MappingProxyType({})
) -> PostFiles:
    """List the posts of an archive, then the documents of its collections that get a feed.

    ``known`` are the stamps of posts and documents of an earlier run, by path: what has the same is not
    opened to see what it is.

    Raises:
        ArchiveError: there is none of either.
    """
    posts = find_posts(archive, config.archive.posts, config.jekyll)
    documents = PostFiles(tuple(find_documents(archive.folders, config.jekyll, known)))
    if documents:
        documents = documents.without({*posts.paths()})
    files = PostFiles((*posts.folders, *documents.folders))
    if not files:
        places = ", ".join(collection.folder for collection in config.jekyll.collections)
        message = f"no posts found in _posts, and no documents in {places}; name folders in [archive] posts"
        raise ArchiveError(archive.name, message)
    return files


def find_documents(
    folders: Folders, site: SiteConfig, known: Mapping[str, bytes] = MappingProxyType({})
) -> Iterator[PostFolder]:
    """List the documents of every collection that gets a feed, collection by collection.

    A document is a file with front matter; what has none is a file of the site.
    """
    # Jekyll compares paths below the folder of the collections with what is excluded.
    patterns = replace(site, collections_dir="")
    prefix = f"{site.collections_dir}/" if site.collections_dir else ""
    for collection in site.collections:
        found = {
            path: stamp
            for path, stamp in _walk(folders, collection.folder, site.entries)
            if not patterns.is_excluded(path.removeprefix(prefix))
            and ((stamp != UNSURE and known.get(path) == stamp) or has_header(folders.root / path))
        }
        yield PostFolder(collection.folder, found, collection.name)


def _walk(folders: Folders, top: str, entries: EntryFilter) -> Iterator[tuple[str, bytes]]:
    """Give the stamps of the files in the folder of a collection that Jekyll's filter lets through."""
    for _, files in walk_files(folders, top):
        for path, stamp in files.items():
            if entries.is_document(path.removeprefix(f"{top}/")):
                yield path, stamp


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
