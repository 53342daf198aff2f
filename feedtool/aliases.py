"""Old addresses: which files are written once more, at paths where a feed used to be. Pure.

Those of jekyll-feed are as JekyllFeed::Generator of 0.17.0 makes them.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from feedtool.config import Config
from feedtool.model import FeedKind, Outline, Problem
from feedtool.paths import fold_path, folders_of, is_inside
from feedtool.permalinks import tidy_path
from feedtool.site_config import SiteConfig, TagFeeds
from feedtool.text import fold_space, shorten

#: jekyll-feed passes over any other tag (Generator#generate_tag_feed).
_TAG = re.compile(r"[a-zA-Z0-9_]+")
#: The file that has the bytes which jekyll-feed's addresses stand for.
_ATOM = "atom.xml"
_COLUMNS = 100
#: The order in which feeds get their old addresses, where two would have one.
_ORDER: Mapping[FeedKind, int] = {"all": 0, "collection": 1, "category": 2, "tag": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aliases:
    """Old addresses, and what is to say of those that cannot be had."""

    #: Paths at which a file is written once more, by its own path; all relative to the output folder.
    by_file: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]

    @property
    def paths(self) -> frozenset[str]:
        """All old addresses."""
        return frozenset(path for paths in self.by_file.values() for path in paths)


def find_aliases(
    feeds: Iterable[Outline],
    files: Collection[str],
    config: Config,
    source: str,
    *,
    tells_case: bool = False,
) -> Aliases:
    """Find the old addresses that the settings ask for.

    ``files`` are the paths of all that is published, ``source`` names the settings file in problems. An old
    address is never one of our own files or below one, and never outside of the output folder. Two that
    differ in their case alone can only be had where the file system ``tells_case``.
    """
    by_file: dict[str, list[str]] = {}
    problems: list[Problem] = []
    taken = {fold_path(path, tells_case=tells_case): path for path in files}
    folders = {folder for path in taken for folder in folders_of(path)}
    for path, target in _wanted(feeds, config):
        folded = fold_path(path, tells_case=tells_case)
        other = next((taken[it] for it in (folded, *folders_of(folded)) if it in taken), None)
        name = shorten(fold_space(path), _COLUMNS)
        if target not in files:
            message = f"{name}: there is no {target} to be written there; name a file that is published"
            problems.append(make_problem("alias-unknown", message, source))
        elif path == target or path in by_file.get(target, ()):
            continue  # it is there anyhow, or has been asked for twice
        elif not is_inside(path):
            message = f"{name}: no file can have this name, so nothing is written there; the feed is {target}"
            problems.append(make_problem("alias-impossible", message, source))
        elif other is not None or folded in folders:
            message = f"{name}: {other or 'a folder'} is there, and {target} is not written there too"
            problems.append(make_problem("alias-collision", message, source))
        else:
            by_file.setdefault(target, []).append(path)
            taken[folded] = path
            folders.update(folders_of(folded))
    if config.feeds.aliases.has_jekyll_feed:
        problems += (make_problem("alias-unknown", it, source) for it in _find_missing(feeds, config.jekyll))
    return Aliases(
        by_file={target: tuple(paths) for target, paths in by_file.items()}, problems=tuple(problems)
    )


def make_problem(code: str, message: str, source: str) -> Problem:
    """Make what is said of an old address; ``source`` names the settings file."""
    message = f"[feeds] aliases: {message}"
    return Problem(path=source, line=1, code=code, severity="warning", message=message)


def _wanted(feeds: Iterable[Outline], config: Config) -> Iterator[tuple[str, str]]:
    """Give each old path and the file that shall be there: what the settings spell out comes first."""
    yield from config.feeds.aliases.files
    if config.feeds.aliases.has_jekyll_feed:
        yield _tidy(config.jekyll.feed.path), f"all/{_ATOM}"
        # Of two feeds whose names differ in their case only, the younger one has a mark in its path.
        ranked = sorted(
            (feed for feed in feeds if feed.kind in _ORDER and feed.kind != "all"),
            key=lambda feed: (_ORDER[feed.kind], len(feed.path), feed.path),
        )
        for feed in ranked:
            address = _jekyll_feed_address(feed, config.jekyll)
            if address is not None:
                yield _tidy(address), f"{feed.path}/{_ATOM}"


def _find_missing(feeds: Iterable[Outline], site: SiteConfig) -> Iterator[str]:
    """Tell which feeds jekyll-feed has and we have not: it makes each one that it is told of, if empty."""
    there = {(feed.kind, feed.key) for feed in feeds}
    told = [("category", name) for name in site.feed.categories]
    for collection in site.collections:
        names = [collection.name, *(f"{collection.name}/{name}" for name in collection.categories)]
        told += (("collection", name) for name in names)
    for kind, name in told:
        if (kind, name) not in there:
            yield f"jekyll-feed has a feed of the {kind} {name}, and none is published at its address"


def _jekyll_feed_address(feed: Outline, site: SiteConfig) -> str | None:
    """Give the address that jekyll-feed has for the feed of a category, tag or collection, untidied."""
    if feed.kind == "tag":
        path = (site.feed.tags or TagFeeds()).path
        return f"{path}{feed.key}.xml" if _TAG.fullmatch(feed.key) else None
    collection = site.collection_named(feed.key) if feed.kind == "collection" else None
    return collection.feed_path if collection else f"/feed/{feed.key}.xml"


def _tidy(address: str) -> str:
    """Give the path of the file that Jekyll writes at an address (Page#process, URL#sanitize_url).

    One of dots stays as it is: what leads out of a folder is no address that anybody had.
    """
    if not {".", ".."}.isdisjoint(part.removesuffix(".xml") for part in address.split("/")):
        return address
    stem, ending = posixpath.splitext(address)
    return tidy_path(f"/{stem.rstrip('.')}{ending}").removeprefix("/")
