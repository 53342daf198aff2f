"""Feeds that are served today against what feedtool publishes: what a subscriber sees of the change. Pure.

Readers tell entries apart by their ids, character by character (RFC 4287 section 4.2.6.1): an entry whose id
is another one is shown again, whatever else is the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from feedtool.config import Config
from feedtool.head import Head
from feedtool.left_out import LeftOut, explain_absence
from feedtool.matching import match_entries
from feedtool.model import Entry, Outline
from feedtool.new_ids import Reason, explain_new_id
from feedtool.old_feed import OldEntry, OldFeed
from feedtool.render.dates import rfc3339
from feedtool.text import make_plain
from feedtool.urls import make_absolute, normalise

#: "kept": no reader shows it again; "again": every reader does; "gone": feedtool publishes no such entry.
Status = Literal["kept", "again", "gone"]
Field = Literal["link", "title", "published", "updated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEntry:
    """What becomes of one entry of a feed that is served today."""

    #: The feed, as the user named it.
    feed: str
    #: What readers know the entry by, and its title there.
    old_id: str
    old_title: str
    #: Its id in the feeds of feedtool; None if it is in none.
    id: str | None
    #: Its post; None if the archive has none.
    path: str | None
    status: Status
    #: Why it is not kept.
    reason: Reason | None
    #: What it says otherwise, of what the old feed says: the old value and the new one.
    changed: Mapping[Field, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFeed:
    """One feed that is served today, in numbers."""

    name: str
    format: str
    #: What is wrong with it, though it can be read; empty if nothing is.
    flaw: str
    entries: int
    kept: int
    again: int
    gone: int
    #: The feed of feedtool that would stand in its place, by its path; None if it has none at all.
    new_feed: str | None
    #: How many entries that one shows besides: readers show these once, as new.
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that subscribers would see of a change to feedtool."""

    feeds: tuple[ComparedFeed, ...]
    #: An entry that stands in several feeds is told once.
    entries: tuple[ComparedEntry, ...]

    @property
    def has_again(self) -> bool:
        """Whether any reader would show an entry again."""
        return any(entry.status == "again" for entry in self.entries)

    def count(self, status: Status) -> int:
        """Count the entries that one thing becomes of."""
        return sum(entry.status == status for entry in self.entries)

    def count_changed(self, field: Field) -> int:
        """Count the entries that say something else in one field."""
        return sum(field in entry.changed for entry in self.entries)


def compare_feeds(
    old_feeds: Iterable[OldFeed],
    heads: Sequence[Head],
    new_feeds: Sequence[Outline],
    left_out: LeftOut,
    config: Config,
    *,
    read_entries: Callable[[Sequence[str]], Iterable[Entry]],
) -> Comparison:
    """Compare feeds that are served today with the posts and the feeds that feedtool publishes.

    ``read_entries`` gives the entries of posts by their paths: of those alone that stand in the old feeds.
    """
    feeds = []
    told: dict[str, ComparedEntry] = {}
    for old_feed in old_feeds:
        compared = _compare_entries(old_feed, heads, left_out, config, read_entries)
        feeds.append(_sum_up(old_feed, compared, new_feeds))
        for entry in compared:
            # Readers of another feed may know the same entry by a link that we can follow.
            if entry.old_id not in told or (entry.status, told[entry.old_id].status) == ("again", "gone"):
                told[entry.old_id] = entry
    return Comparison(feeds=tuple(feeds), entries=tuple(told.values()))


def _compare_entries(
    old_feed: OldFeed,
    heads: Sequence[Head],
    left_out: LeftOut,
    config: Config,
    read_entries: Callable[[Sequence[str]], Iterable[Entry]],
) -> list[ComparedEntry]:
    by_id = {old.id: old for old in sorted(old_feed.entries, key=_order, reverse=True)}
    olds = sorted(by_id.values(), key=_order)
    matched = match_entries(olds, heads, config)
    entries = {entry.path: entry for entry in read_entries(sorted({head.path for head in matched.values()}))}
    absent = explain_absence([old for old in olds if old.id not in matched], left_out, config)
    compared = []
    for old in olds:
        entry = entries[matched[old.id].path] if old.id in matched else None
        path, reason = absent.get(old.id, (None, None))
        if entry is not None and entry.id != old.id:
            reason = explain_new_id(old, entry.id, entry.url)
        compared.append(
            ComparedEntry(
                feed=old_feed.name,
                old_id=old.id,
                old_title=old.title,
                id=entry.id if entry else None,
                path=entry.path if entry else path,
                status="gone" if entry is None else "again" if reason else "kept",
                reason=reason,
                changed=_find_changes(old, entry, config) if entry else {},
            )
        )
    return compared


def _order(old: OldEntry) -> tuple[float, str, str, str, float]:
    """Give the order of the entries of a feed, whatever order they stand in: the newest first."""
    return -_seconds(old.published), old.id, old.link, old.title, -_seconds(old.updated)


def _seconds(moment: datetime | None) -> float:
    return 0 if moment is None else moment.timestamp()


def _find_changes(old: OldEntry, entry: Entry, config: Config) -> dict[Field, tuple[str, str]]:
    """Give what an entry says otherwise, of what the old feed says."""
    changes: dict[Field, tuple[str, str]] = {}
    if old.link and _normalise(old.link, config) != _normalise(entry.url, config):
        changes["link"] = (old.link, entry.url)
    title = make_plain(entry.title)
    if old.title and old.title != title:
        changes["title"] = (old.title, title)
    dates: tuple[tuple[Field, datetime | None, datetime], ...] = (
        ("published", old.published, entry.published),
        ("updated", old.updated, entry.updated),
    )
    for field, then, now in dates:
        if then is not None and rfc3339(then) != rfc3339(now):
            changes[field] = (rfc3339(then), rfc3339(now))
    return changes


def _normalise(link: str, config: Config) -> str:
    absolute = make_absolute(config.site.url + "/", link)
    return normalise(absolute) if absolute else link


def _sum_up(
    old_feed: OldFeed, compared: Sequence[ComparedEntry], new_feeds: Sequence[Outline]
) -> ComparedFeed:
    counts = Counter(entry.status for entry in compared)
    matched = {entry.path for entry in compared}
    new_feed = min(new_feeds, key=lambda feed: _unlikeness(feed, matched), default=None)
    return ComparedFeed(
        name=old_feed.name,
        format=old_feed.format,
        flaw=old_feed.flaw,
        entries=len(compared),
        kept=counts["kept"],
        again=counts["again"],
        gone=counts["gone"],
        new_feed=new_feed.path if new_feed else None,
        new=sum(path not in matched for path in new_feed.paths) if new_feed else 0,
    )


def _unlikeness(feed: Outline, matched: set[str | None]) -> tuple[int, int]:
    """Rank the feeds that could stand in the place of an old one: the most shared, then the fewest gaps."""
    shared = [index for index, path in enumerate(feed.paths) if path in matched]
    return -len(shared), shared[-1] + 1 - len(shared) if shared else 0
