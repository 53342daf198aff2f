"""Which article an entry of another feed is: by its id, else its page, else its title and day. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Protocol, TypeVar

from feedtool.config import Config
from feedtool.old_feed import OldEntry
from feedtool.original_address import drop_tracking
from feedtool.text import fold_space, fold_title
from feedtool.urls import make_absolute, normalise

#: A date that was read in another zone is off by so much at the most.
_ZONES = timedelta(hours=14)
_FOREVER = timedelta.max
_HEAD = re.compile(r"https?://(?:www\.)?")
_ENDING = re.compile(r"(?:/index)?\.html?$|/(?:index\.html?)?$")


class Article(Protocol):
    """What a post and its entry have in common."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> datetime: ...  # noqa: D102


_Article = TypeVar("_Article", bound=Article)


def match_entries(
    entries: Sequence[OldEntry], articles: Iterable[_Article], config: Config
) -> dict[str, _Article]:
    """Give the article of each entry of one feed that has one, by the entry's id, whatever their order.

    An article whose id stands in the feed is that entry's and no other's: readers know it.
    """
    articles = tuple(articles)
    by_id = {article.id: article for article in articles}
    found = {entry.id: by_id[entry.id] for entry in entries if entry.id in by_id}
    others = [article for article in articles if article.id not in found]
    missing = [entry for entry in entries if entry.id not in found]
    by_page = _match_pages(missing, others, config)
    claimed = {article.path for article in by_page.values()}
    by_title = _match_titles(
        [entry for entry in missing if entry.id not in by_page],
        [article for article in others if article.path not in claimed],
        config.site.zone,
    )
    return found | by_page | by_title


def _match_pages(
    entries: Iterable[OldEntry], articles: Iterable[_Article], config: Config
) -> dict[str, _Article]:
    pages: dict[str, list[_Article]] = {}
    paths: dict[str, list[_Article]] = {}
    for article in articles:
        for key in {_page_of(article.url, config), _page_of(article.id, config)}:
            pages.setdefault(key, []).append(article)
            paths.setdefault(key.partition("/")[2], []).append(article)
    found = {}
    for entry in entries:
        keys = [_page_of(address, config) for address in (entry.link, entry.id)]
        same = next((pages[key] for key in keys if key in pages), [])
        if not same:  # the same path at another host could be a chance, on the same day it is none
            tails = [key.partition("/")[2] for key in keys]
            moved = next((paths[tail] for tail in tails if tail and tail in paths), [])
            same = [article for article in moved if _is_near(entry, article, config.site.zone)]
        if same:
            found[entry.id] = min(same, key=lambda article: _likeness(entry, article))
    return found


def _page_of(address: str, config: Config) -> str:
    """Write an address as all its spellings have in common; empty if it is none."""
    absolute = make_absolute(config.site.url + "/", address) if address else None
    if absolute is None or not absolute.startswith(("http://", "https://")):
        return ""
    return _ENDING.sub("", _HEAD.sub("", normalise(drop_tracking(absolute), "NFKC"), count=1), count=1)


def _likeness(entry: OldEntry, article: Article) -> tuple[bool, timedelta, str]:
    """Rank the articles of one page: the most alike first."""
    return _title_of(entry.title) != _title_of(article.title), _distance(entry, article), article.path


def _match_titles(
    entries: Iterable[OldEntry], articles: Iterable[_Article], zone: tzinfo
) -> dict[str, _Article]:
    """Pair what has one title and one day, the nearest first: a daily column has one title every day."""
    by_title: dict[str, list[_Article]] = {}
    for article in articles:
        by_title.setdefault(_title_of(article.title), []).append(article)
    pairs = []
    for entry in entries:
        same = by_title.get(_title_of(entry.title), []) if entry.title else []
        is_only = len(same) == 1 and _moment_of(entry) is None
        pairs += [
            (_distance(entry, article), entry.id, article.path, article)
            for article in same
            if is_only or _is_near(entry, article, zone)
        ]
    found: dict[str, _Article] = {}
    claimed: set[str] = set()
    for _, id_, path, article in sorted(pairs, key=lambda pair: pair[:3]):
        if id_ not in found and path not in claimed:
            found[id_] = article
            claimed.add(path)
    return found


def _title_of(title: str) -> str:
    return fold_title(title) or fold_space(title)


def _moment_of(entry: OldEntry) -> datetime | None:
    return entry.published or entry.updated


def _distance(entry: OldEntry, article: Article) -> timedelta:
    moment = _moment_of(entry)
    return _FOREVER if moment is None else abs(moment - article.published)


def _is_near(entry: OldEntry, article: Article, zone: tzinfo) -> bool:
    """Tell whether two dates are of one day, in some zone."""
    moment = _moment_of(entry)
    return moment is not None and (
        _distance(entry, article) <= _ZONES
        or moment.astimezone(zone).date() == article.published.astimezone(zone).date()
    )
