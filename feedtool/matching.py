"""Which post an entry of another feed is: by its id, else its page, else its title and day. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from math import inf

from feedtool.config import Config
from feedtool.head import Head
from feedtool.old_feed import OldEntry
from feedtool.original_address import drop_tracking
from feedtool.text import fold_space, fold_title
from feedtool.urls import make_absolute, normalise

#: A date that was read in another zone is off by so many seconds at the most.
_ZONES = 14 * 60 * 60
_HEAD = re.compile(r"https?://(?:www\.)?")
_ENDING = re.compile(r"(?:/index)?\.html?$|/(?:index\.html?)?$")


def match_entries(entries: Sequence[OldEntry], heads: Sequence[Head], config: Config) -> dict[str, Head]:
    """Give the post of each entry of one feed that has one, by the entry's id, whatever their order.

    A post whose id stands in the feed is that entry's and no other's: readers know it.
    """
    by_id = {head.id: head for head in heads}
    found = {entry.id: by_id[entry.id] for entry in entries if entry.id in by_id}
    others = [head for head in heads if head.id not in found]
    missing = [entry for entry in entries if entry.id not in found]
    if not missing:
        return found
    by_page = _match_pages(missing, others, config)
    claimed = {head.path for head in by_page.values()}
    by_title = _match_titles(
        [entry for entry in missing if entry.id not in by_page],
        [head for head in others if head.path not in claimed],
        config.site.zone,
    )
    return found | by_page | by_title


def _match_pages(entries: Iterable[OldEntry], heads: Iterable[Head], config: Config) -> dict[str, Head]:
    pages: dict[str, list[Head]] = {}
    paths: dict[str, list[Head]] = {}
    for head in heads:
        for key in {_page_of(head.url, config), _page_of(head.id, config)}:
            pages.setdefault(key, []).append(head)
            paths.setdefault(key.partition("/")[2], []).append(head)
    found = {}
    for entry in entries:
        keys = [_page_of(address, config) for address in (entry.link, entry.id)]
        same = next((pages[key] for key in keys if key in pages), [])
        if not same:  # the same path at another host could be a chance, on the same day it is none
            tails = [key.partition("/")[2] for key in keys]
            moved = next((paths[tail] for tail in tails if tail and tail in paths), [])
            same = [head for head in moved if _is_near(entry, head, config.site.zone)]
        if same:
            found[entry.id] = min(same, key=lambda head: _likeness(entry, head))
    return found


def _page_of(address: str, config: Config) -> str:
    """Write an address as all its spellings have in common; empty if it is none."""
    absolute = make_absolute(config.site.url + "/", address) if address else None
    if absolute is None or not absolute.startswith(("http://", "https://")):
        return ""
    page = normalise(drop_tracking(absolute, config.rules), "NFKC")
    return _ENDING.sub("", _HEAD.sub("", page, count=1), count=1)


def _likeness(entry: OldEntry, head: Head) -> tuple[bool, float, str]:
    """Rank the posts of one page: the most alike first."""
    return _title_of(entry.title) != _title_of(head.title), _distance(entry, head), head.path


def _match_titles(entries: Iterable[OldEntry], heads: Iterable[Head], zone: tzinfo) -> dict[str, Head]:
    """Pair what has one title and one day, the nearest first: a daily column has one title every day."""
    by_title: dict[str, list[Head]] = {}
    for head in heads:
        by_title.setdefault(_title_of(head.title), []).append(head)
    pairs = []
    for entry in entries:
        same = by_title.get(_title_of(entry.title), []) if entry.title else []
        is_only = len(same) == 1 and _moment_of(entry) is None
        pairs += [
            (_distance(entry, head), entry.id, head.path, head)
            for head in same
            if is_only or _is_near(entry, head, zone)
        ]
    found: dict[str, Head] = {}
    claimed: set[str] = set()
    for _, id_, path, head in sorted(pairs, key=lambda pair: pair[:3]):
        if id_ not in found and path not in claimed:
            found[id_] = head
            claimed.add(path)
    return found


def _title_of(title: str) -> str:
    return fold_title(title) or fold_space(title)


def _moment_of(entry: OldEntry) -> datetime | None:
    return entry.published or entry.updated


def _distance(entry: OldEntry, head: Head) -> float:
    moment = _moment_of(entry)
    return inf if moment is None else abs(moment.timestamp() - head.published)


def _is_near(entry: OldEntry, head: Head, zone: tzinfo) -> bool:
    """Tell whether two dates are of one day, in some zone."""
    moment = _moment_of(entry)
    return moment is not None and (
        _distance(entry, head) <= _ZONES or moment.astimezone(zone).date().isoformat() == head.day
    )
