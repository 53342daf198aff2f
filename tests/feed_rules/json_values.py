"""The shape of a JSON feed (section 2.4): which keys there are, and what kind of value each takes.

Stands in for the JSON schema, which is published only as an npm package.
"""

from collections.abc import Mapping
from typing import TypeGuard

from .finding import Report

_STRING, _LIST, _TRUTH, _NUMBER = "string", "list", "truth value", "number"

_FEED = {
    "version": _STRING,
    "title": _STRING,
    "home_page_url": _STRING,
    "feed_url": _STRING,
    "description": _STRING,
    "user_comment": _STRING,
    "next_url": _STRING,
    "icon": _STRING,
    "favicon": _STRING,
    "author": "object",
    "authors": _LIST,
    "language": _STRING,
    "expired": _TRUTH,
    "hubs": _LIST,
    "items": _LIST,
}
_ITEM = {
    "id": _STRING,
    "url": _STRING,
    "external_url": _STRING,
    "title": _STRING,
    "content_html": _STRING,
    "content_text": _STRING,
    "summary": _STRING,
    "image": _STRING,
    "banner_image": _STRING,
    "date_published": _STRING,
    "date_modified": _STRING,
    "author": "object",
    "authors": _LIST,
    "tags": _LIST,
    "language": _STRING,
    "attachments": _LIST,
}
_AUTHOR = {"name": _STRING, "url": _STRING, "avatar": _STRING}
_HUB = {"type": _STRING, "url": _STRING}
_ATTACHMENT = {
    "url": _STRING,
    "mime_type": _STRING,
    "title": _STRING,
    "size_in_bytes": _NUMBER,
    "duration_in_seconds": _NUMBER,
}


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def objects(value: object) -> list[dict[str, object]]:
    """The objects in a list; none if the value is no list."""
    return [inner for inner in value if is_object(inner)] if isinstance(value, list) else []


def check_types(report: Report, feed: Mapping[str, object]) -> None:
    """Check keys and kinds of value in the feed, its items, authors, hubs and attachments."""
    _check_object(report, feed, _FEED, "", required=("version", "title", "items"))
    _check_list(report, feed, "authors", _AUTHOR, "")
    _check_list(report, feed, "hubs", _HUB, "", required=("type", "url"))
    _check_list(report, feed, "items", _ITEM, "")
    for index, item in enumerate(objects(feed.get("items"))):
        where = f"/items/{index}"
        _check_list(report, item, "authors", _AUTHOR, where)
        _check_list(report, item, "attachments", _ATTACHMENT, where, required=("url", "mime_type"))
        tags = item.get("tags")
        for position, tag in enumerate(tags if isinstance(tags, list) else []):
            if not isinstance(tag, str):
                report.add("InvalidType", f"{where}/tags/{position}", f"{tag!r} is no string")


def _check_list(
    report: Report,
    holder: Mapping[str, object],
    key: str,
    kinds: Mapping[str, str],
    where: str,
    *,
    required: tuple[str, ...] = (),
) -> None:
    values = holder.get(key)
    for index, value in enumerate(values if isinstance(values, list) else []):
        place = f"{where}/{key}/{index}"
        if not is_object(value):
            report.add("InvalidType", place, "no object")
            continue
        _check_object(report, value, kinds, place, required=required)
        if key == "authors" and not any(name in value for name in _AUTHOR):
            report.add("MissingKey", place, "one of name, url, avatar")


def _check_object(
    report: Report,
    holder: Mapping[str, object],
    kinds: Mapping[str, str],
    where: str,
    *,
    required: tuple[str, ...],
) -> None:
    for key in required:
        if key not in holder:
            report.add("MissingKey", f"{where}/{key}", "required")
    for key, value in holder.items():
        if key.startswith("_") or value is None:
            # Extensions and nulls are judged elsewhere.
            continue
        if key not in kinds:
            report.add("UnknownKey", f"{where}/{key}", "extensions start with an underscore")
        elif not _is_kind(value, kinds[key]) and key != "id":
            # A wrong id has an event of its own.
            report.add("InvalidType", f"{where}/{key}", f"no {kinds[key]}")


def _is_kind(value: object, kind: str) -> bool:
    if kind == _STRING:
        return isinstance(value, str)
    if kind == _LIST:
        return isinstance(value, list)
    if kind == _TRUTH:
        return isinstance(value, bool)
    if kind == _NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return is_object(value)
