"""A feed that is served today, by whatever made it: its bytes to what readers know of its entries. Pure.

feedparser reads Atom and every RSS, well-formed or not. It is given bytes, and never fetches anything.
"""

import json
import re
from calendar import timegm
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from html import unescape
from io import BytesIO
from time import struct_time
from typing import Any

from feedtool.errors import FeedError
from feedtool.text import make_plain

_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldEntry:
    """An entry, as readers that have shown it know it; empty texts where it says nothing."""

    #: What readers tell it from others by, to the letter, without the white space around it.
    id: str
    #: Whether the feed gives that; else it is the link, and without one the title.
    has_id: bool
    #: As it is written, or absolute.
    link: str
    #: Plain text.
    title: str
    published: datetime | None
    updated: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFeed:
    """A feed that is served today."""

    #: Its path or URL, as the user gave it.
    name: str
    #: Such as ``Atom 1.0``, for people.
    format: str
    entries: tuple[OldEntry, ...]
    #: What is wrong with it, though it can be read; empty if nothing is.
    flaw: str


def read_old_feed(name: str, data: bytes) -> OldFeed:
    """Read the bytes of an Atom, RSS or JSON feed.

    Raises:
        FeedError: it is none, is broken, or holds no entry.
    """
    is_json = data.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] == b"{"
    feed = _read_json(name, data) if is_json else _read_xml(name, data)
    if not feed.entries:
        broken = f" ({feed.flaw})" if feed.flaw else ""
        raise FeedError(name, f"holds no entry, and there is nothing to compare{broken}")
    return feed


def _read_xml(name: str, data: bytes) -> OldFeed:
    import feedparser  # noqa: PLC0415 - start-up counts, and one command needs it

    try:
        # Out of a stream: bytes alone feedparser first takes for the name of a file.
        parsed = feedparser.parse(BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # what it trips over in a broken file is not told by its contract
        raise FeedError(name, f"is broken, and cannot be read ({error})") from error
    if not parsed.get("version"):
        raise FeedError(name, "is no feed: neither Atom nor RSS nor JSON Feed; is the address right?")
    # Without the position, which is that in feedparser's own copy.
    flaw = str(parsed.get("bozo_exception")).rpartition(": ")[2] if parsed.bozo else ""
    ids = _read_exact_ids(data)
    if ids is None or len(ids) != len(parsed.entries):
        ids = [_decode(dict(entry).get("id", "")) for entry in parsed.entries]
    is_atom = parsed.version.startswith("atom")
    return OldFeed(
        name=name,
        format=_name_format(parsed.version),
        entries=_list_entries(
            # Its own kind of dict gives the value of another key for one that is not there.
            _read_entry(dict(entry), id_, is_atom=is_atom)
            for entry, id_ in zip(parsed.entries, ids, strict=True)
        ),
        flaw=flaw,
    )


def _name_format(version: str) -> str:
    """Write ``Atom 1.0`` for feedparser's ``atom10``."""
    kind = version.rstrip("0123456789u")
    number = version.removeprefix(kind).rstrip("u")
    word = "Atom" if kind == "atom" else kind.upper()
    return f"{word} {number[0]}.{number[1:]}" if number else word


def _read_exact_ids(data: bytes) -> list[str] | None:
    """Give the ids of a feed's entries to the letter; None if the file is not well-formed.

    feedparser resolves an id against ``xml:base``, be it that of the content of the entry before. An id is
    never resolved (RFC 4287 section 4.2.6.1: it is compared character by character).
    """
    from lxml import etree  # noqa: PLC0415 - start-up counts

    try:
        root = etree.fromstring(data, etree.XMLParser(no_network=True))
    except etree.XMLSyntaxError:
        return None
    ids = []
    for node in root.iter("{*}entry", "{*}item"):
        found = node.find("{*}guid" if etree.QName(node).localname == "item" else "{*}id")
        about = node.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")  # of RSS 1.0
        ids.append((about if found is None else str(found.xpath("string()"))).strip())
    return ids


def _decode(id_: str) -> str:
    """Decode what feedparser leaves as it is in a broken file, such as jekyll-feed's with an & in a link."""
    return _REFERENCE.sub(lambda reference: unescape(reference[0]), id_)


def _read_entry(entry: Mapping[str, Any], id_: str, *, is_atom: bool) -> OldEntry:
    published = _read_moment(entry.get("published_parsed"))
    updated = _read_moment(entry.get("updated_parsed"))
    if published is None and not is_atom:  # feedparser takes dc:date for a change: in RSS it is the date
        published, updated = updated, None
    link, title = entry.get("link") or "", make_plain(entry.get("title") or "")
    if is_atom and all(link != it.get("href") for it in entry.get("links", ())):
        link = ""  # an id that feedparser takes for a permalink, as it does in RSS
    return OldEntry(
        id=id_ or link or title,
        has_id=bool(id_),
        link=link,
        title=title,
        published=published,
        updated=updated,
    )


def _read_moment(moment: struct_time | None) -> datetime | None:
    try:
        return None if moment is None else _check(datetime.fromtimestamp(timegm(moment), UTC))
    except ValueError:  # the year 0, or 10000
        return None


def _check(moment: datetime) -> datetime | None:
    """Give a moment back if it is one in every zone: for a page without date Hugo writes the year 1."""
    return moment if MINYEAR < moment.year < MAXYEAR else None


def _read_json(name: str, data: bytes) -> OldFeed:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FeedError(name, f"is no valid JSON ({error})") from error
    version = _text(document, "version")
    if not version.startswith(("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")):
        raise FeedError(name, "is JSON, but no JSON Feed: its version does not say so")
    items = document.get("items")
    return OldFeed(
        name=name,
        format=f"JSON Feed {version.rpartition('/')[2]}",
        entries=_list_entries(
            _read_item(item) for item in (items if isinstance(items, list) else ()) if isinstance(item, dict)
        ),
        flaw="",
    )


def _read_item(item: Mapping[str, object]) -> OldEntry:
    id_, link, title = item.get("id"), _text(item, "url").strip(), make_plain(_text(item, "title"))
    if isinstance(id_, int | float) and not isinstance(id_, bool):
        id_ = str(id_)  # JSON Feed 1.1, items, id: a reader makes a string of a number
    id_ = id_.strip() if isinstance(id_, str) else ""
    return OldEntry(
        id=id_ or link or title,
        has_id=bool(id_),
        link=link,
        title=title,
        published=_read_rfc3339(_text(item, "date_published")),
        updated=_read_rfc3339(_text(item, "date_modified")),
    )


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _read_rfc3339(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        return _check((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _list_entries(entries: Iterable[OldEntry]) -> tuple[OldEntry, ...]:
    """Leave out what has neither id nor link nor title: no reader can tell it from others."""
    return tuple(entry for entry in entries if entry.id)
