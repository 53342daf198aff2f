"""A comparison with feeds that are served today: as text for people, as JSON for programs. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, get_args

from feedtool.compare import ComparedEntry, ComparedFeed, Comparison, Field
from feedtool.text import fold_space, is_same_title, strip_illegal

#: So many entries of a kind are shown; the JSON has all.
_ROWS = 10
#: How far a zone can be from UTC, and in what steps.
_ZONES = timedelta(hours=14)
_ZONE_STEP = timedelta(minutes=15)
_FIELDS: tuple[Field, ...] = get_args(Field)


def describe_comparison(comparison: Comparison) -> dict[str, Any]:
    """Give a comparison as values that JSON can hold; dates are UTC, RFC 3339."""
    return {
        "version": 1,
        "feeds": [
            {
                "feed": feed.name,
                "format": feed.format,
                "flaw": feed.flaw or None,
                "entries": feed.entries,
                "kept": feed.kept,
                "again": feed.again,
                "gone": feed.gone,
                "new_feed": feed.new_feed,
                "new": feed.new,
            }
            for feed in comparison.feeds
        ],
        "entries": [
            {
                "feed": entry.feed,
                "old_id": entry.old_id,
                "id": entry.id,
                "path": entry.path,
                "status": entry.status,
                "reason": entry.reason.code if entry.reason else None,
                "message": entry.reason.message if entry.reason else None,
                "changed": {field: list(values) for field, values in entry.changed.items()},
            }
            for entry in comparison.entries
        ],
        "summary": {
            "entries": len(comparison.entries),
            "kept": comparison.count("kept"),
            "again": comparison.count("again"),
            "gone": comparison.count("gone"),
            "changed": {field: comparison.count_changed(field) for field in _FIELDS},
        },
    }


def render_comparison(comparison: Comparison) -> str:
    """Render a comparison: a line for each feed, then what differs, by kind."""
    lines = [_render_feed(feed) for feed in comparison.feeds]
    groups = list(_group(comparison.entries))
    for title, rows in groups:
        lines += ["", f"{title}: {len(rows)}", *(f"  {fold_space(strip_illegal(row))}" for row in _cut(rows))]
    if not groups:
        lines += ["", "Every entry keeps its id, link, title and date: no reader shows an article again."]
    return "\n".join(lines) + "\n"


def _render_feed(feed: ComparedFeed) -> str:
    counts = f"{feed.kept} kept, {feed.again} shown again, {feed.gone} not published"
    more = f"; {feed.new_feed}/ has {feed.new} more, which readers show once, as new" if feed.new else ""
    return f"{feed.name} ({feed.format}): {_count(feed.entries)}: {counts}{more}"


def _count(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"


def _group(entries: Sequence[ComparedEntry]) -> Iterator[tuple[str, list[str]]]:
    """Give each kind of difference that there is, and a row for each entry that has it."""
    again: dict[str, list[str]] = {}
    gone: dict[str, list[str]] = {}
    for entry in entries:
        if entry.reason is None:
            continue
        if entry.status == "again":
            title = f"shown again, for {entry.reason.message}"
            again.setdefault(title, []).append(f"{entry.old_id} -> {entry.id}")
        else:
            title = f" ({entry.old_title})" if entry.old_title else ""
            row = f"{entry.old_id}{title}: {entry.reason.message}"
            gone.setdefault("not published by feedtool", []).append(row)
    changed: dict[str, list[str]] = {}
    for field in _FIELDS:
        for entry in entries:
            if field in entry.changed:
                old, new = entry.changed[field]
                title = f"{field} differs{_explain_change(field, old, new)}"
                changed.setdefault(title, []).append(f"{entry.path}: {old} -> {new}")
    yield from (again | changed | gone).items()


def _explain_change(field: Field, old: str, new: str) -> str:
    if field == "title":
        return " in case or punctuation" if is_same_title(old, new) else ""
    if field == "link":
        return ""
    shift = abs(datetime.fromisoformat(old) - datetime.fromisoformat(new))
    is_zone = shift <= _ZONES and not shift % _ZONE_STEP
    return " by a time zone: see timezone in _config.yml, and [archive] naive_dates" if is_zone else ""


def _cut(rows: Sequence[str]) -> Iterator[str]:
    yield from rows[:_ROWS]
    if len(rows) > _ROWS:
        yield f"... and {len(rows) - _ROWS} more: see --json"
