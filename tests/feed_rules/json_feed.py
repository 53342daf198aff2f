"""JSON Feed 1.1 (sections 1.1 and 2.4): bytes, keys, and the rules the JSON schema lacks."""

import json
import re
from collections.abc import Iterator, Mapping

from .address import check_address, same_address
from .finding import Finding, Report
from .html import HTML_TAGS, check_html
from .json_values import check_types, is_object, objects
from .text import check_rfc3339_date

_VERSION = "https://jsonfeed.org/version/1.1"
#: More is a burden for readers (section 2.3).
_HEAVY_BYTES = 1_000_000
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_DOUBTFUL_CHARACTER = re.compile("[\x80-\x9f\ufffd\ud800-\udfff]")
_ADDRESSES_IN_FEED = ("home_page_url", "feed_url", "next_url", "icon", "favicon")
_ADDRESSES_IN_ITEM = ("url", "external_url", "image", "banner_image")
#: Plain text. `content_text` may break its lines, the others may not.
_PLAIN_TEXT = ("title", "summary", "description")


def check_json_feed(data: bytes, *, url: str) -> tuple[Finding, ...]:
    """Check a JSON feed.

    Args:
        url: the address it is served at, compared with `feed_url`.
    """
    report = Report()
    if len(data) > _HEAVY_BYTES:
        report.add("HeavyDocument", "/", f"{len(data)} bytes")
    if data.startswith(b"\xef\xbb\xbf"):
        report.add("ByteOrderMark", "/", "U+FEFF before the text")
    try:
        text = data.decode("utf-8-sig")
        feed = json.loads(text, object_pairs_hook=_Reader(report).pairs, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        report.add("NotUtf8", "/", str(error))
        return report.findings()
    except ValueError as error:
        report.add("InvalidJson", "/", str(error))
        return report.findings()
    if not is_object(feed):
        report.add("InvalidType", "/", "the feed is no object")
        return report.findings()
    _check_everywhere(report, feed)
    check_types(report, feed)
    _check_feed(report, feed, url)
    for index, item in enumerate(objects(feed.get("items"))):
        _check_item(report, item, f"/items/{index}")
    _check_item_ids(report, feed)
    return report.findings()


class _Reader:
    """Builds objects and reports keys that come twice, which json.loads would hide."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                self._report.add("DuplicateKey", "/", key)
            found[key] = value
        return found


def _refuse(constant: str) -> object:
    message = f"{constant} is not JSON"
    raise ValueError(message)


def _walk(value: object, where: str = "") -> Iterator[tuple[str, object]]:
    yield where or "/", value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{where}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, f"{where}/{index}")


def _check_everywhere(report: Report, feed: Mapping[str, object]) -> None:
    """Nulls, characters, extension keys and dates, wherever they stand."""
    described: set[str] = set()
    extensions: dict[str, str] = {}
    for where, value in _walk(feed):
        key = where.rpartition("/")[2]
        if value is None:
            report.add("NullValue", where, "leave the key out")
        if isinstance(value, str) and _DOUBTFUL_CHARACTER.search(value):
            report.add("BadCharacters", where, ascii(value)[:60])
        if key.startswith("_") and not re.fullmatch(r"_[A-Za-z][^.]*", key):
            report.add("InvalidExtensionKey", where, "an underscore, a letter, no dots")
        elif key.startswith("_") and is_object(value):
            extensions.setdefault(key, where)
            if "about" in value:
                described.add(key)
    for key, where in extensions.items():
        if key not in described:
            report.add("MissingAbout", where, "say once what the extension is")


def _check_feed(report: Report, feed: Mapping[str, object], url: str) -> None:
    if feed.get("version") != _VERSION:
        report.add("InvalidVersion", "/version", f"{feed.get('version')!r}, expected {_VERSION}")
    if next(iter(feed), None) != "version":
        report.add("VersionNotFirst", "/", "version is the first key")
    for key, event in (("home_page_url", "MissingHomePageUrl"), ("feed_url", "MissingFeedUrl")):
        if key not in feed:
            report.add(event, "/", "to be considered required on the web")
    feed_url, next_url = feed.get("feed_url"), feed.get("next_url")
    if isinstance(feed_url, str) and not same_address(feed_url, url):
        report.add("SelfDoesntMatchLocation", "/feed_url", f"{feed_url}, served at {url}")
    if next_url is not None and next_url == feed_url:
        report.add("NextUrlIsFeedUrl", "/next_url", str(next_url))
    _check_addresses(report, feed, _ADDRESSES_IN_FEED, "")
    _check_people(report, feed, "")
    _check_plain_text(report, feed, "")
    for index, hub in enumerate(objects(feed.get("hubs"))):
        _check_addresses(report, hub, ("url",), f"/hubs/{index}")


def _check_item(report: Report, item: Mapping[str, object], where: str) -> None:
    identifier = item.get("id")
    if not isinstance(identifier, str) or not identifier:
        report.add("InvalidItemId", f"{where}/id", f"{identifier!r} is no non-empty string")
    if "content_html" not in item and "content_text" not in item:
        report.add("MissingContent", where, "content_html or content_text")
    if "url" not in item:
        report.add("MissingItemUrl", where, "the permalink, even if equal to id")
    html = item.get("content_html")
    if isinstance(html, str):
        if not html.strip():
            report.add("EmptyContentHtml", f"{where}/content_html", "leave the key out")
        check_html(report, f"{where}/content_html", html, absolute=True)
    for key in ("date_published", "date_modified"):
        value = item.get(key)
        if isinstance(value, str):
            check_rfc3339_date(report, f"{where}/{key}", value)
    _check_tags(report, item, where)
    _check_addresses(report, item, _ADDRESSES_IN_ITEM, where)
    _check_people(report, item, where)
    _check_plain_text(report, item, where)
    for index, attachment in enumerate(objects(item.get("attachments"))):
        _check_addresses(report, attachment, ("url",), f"{where}/attachments/{index}")


def _check_tags(report: Report, item: Mapping[str, object], where: str) -> None:
    """A tag has no domain, unlike an RSS category (section 2.4)."""
    tags = item.get("tags")
    for index, tag in enumerate(tags if isinstance(tags, list) else []):
        if isinstance(tag, str) and re.match(r"[a-z]+://", tag):
            report.add("DomainInTag", f"{where}/tags/{index}", tag)


def _check_addresses(report: Report, holder: Mapping[str, object], keys: tuple[str, ...], where: str) -> None:
    for key in keys:
        value = holder.get(key)
        if isinstance(value, str):
            check_address(report, f"{where}/{key}", value)


def _check_people(report: Report, holder: Mapping[str, object], where: str) -> None:
    if "author" in holder:
        report.add("DeprecatedAuthor", f"{where}/author", "write authors, a list")
    for index, author in enumerate(objects(holder.get("authors"))):
        _check_addresses(report, author, ("url", "avatar"), f"{where}/authors/{index}")


def _check_plain_text(report: Report, holder: Mapping[str, object], where: str) -> None:
    """No HTML outside content_html (section 2.4), no control characters in title and summary (1.1)."""
    for key in (*_PLAIN_TEXT, "content_text"):
        value = holder.get(key)
        if not isinstance(value, str):
            continue
        is_markup = any(name.lower() in HTML_TAGS for name in _TAG.findall(value))
        if is_markup or _ENTITY.search(value):
            report.add("ContainsHTML", f"{where}/{key}", value[:60])
        if key in _PLAIN_TEXT and _CONTROL.search(value):
            report.add("ControlCharacter", f"{where}/{key}", ascii(value)[:60])


def _check_item_ids(report: Report, feed: Mapping[str, object]) -> None:
    seen: set[str] = set()
    for index, item in enumerate(objects(feed.get("items"))):
        identifier = item.get("id")
        if isinstance(identifier, str) and identifier:
            if identifier in seen:
                report.add("DuplicateItemId", f"/items/{index}/id", identifier)
            seen.add(identifier)
