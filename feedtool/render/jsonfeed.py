"""Feed to JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from collections.abc import MutableMapping
from typing import Any

from feedtool.model import Entry, Feed
from feedtool.render.dates import rfc3339
from feedtool.render.json_text import write_json

FILE_NAME = "feed.json"
MEDIA_TYPE = "application/feed+json"
#: What the ``_source`` extension means is what RSS 2.0 says of its source element: its name and its address.
_SOURCE_ABOUT = "https://www.rssboard.org/rss-specification#ltsourcegtSubelementOfLtitemgt"


def render(feed: Feed, rendered: MutableMapping[str, bytes] | None = None) -> bytes:
    """Render a feed as a UTF-8 JSON document; dates are UTC, RFC 3339.

    ``rendered`` holds what has been rendered of entries, by the paths of their posts; it grows.
    """
    rendered = {} if rendered is None else rendered
    for entry in feed.entries:
        if entry.path not in rendered:
            rendered[entry.path] = write_json(_make_item(entry), depth=2).encode()
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": f"{feed.url}/{FILE_NAME}",
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.site_title, "url": feed.site_url}],
        "items": [],
    }
    head = write_json(document).encode().removesuffix(b"[]\n}")
    items = b",\n  ".join(rendered[entry.path] for entry in feed.entries)
    return head + (b"[\n  " + items + b"\n ]" if items else b"[]") + b"\n}\n"


def _make_item(entry: Entry) -> dict[str, Any]:
    credit = entry.credit
    item: dict[str, Any] = {"id": entry.id, "url": entry.url}
    if credit.original_url is not None:
        item["external_url"] = credit.original_url
    item["title"] = entry.title
    if entry.summary is not None:
        item["summary"] = entry.summary
    item["content_html"] = entry.content_html
    if entry.image is not None:
        item["image"] = entry.image
    item["date_published"] = rfc3339(entry.published)
    item["date_modified"] = rfc3339(entry.updated)
    if entry.language is not None:
        item["language"] = entry.language
    item["authors"] = [
        {"name": it.name} if it.uri is None else {"name": it.name, "url": it.uri} for it in entry.writers
    ]
    tags = [*(category.label for category in entry.shown_categories), *entry.other_tags]
    if tags:
        item["tags"] = list(dict.fromkeys(tags))
    if credit.source is not None and credit.original_url is not None:
        item["_source"] = {"about": _SOURCE_ABOUT, "name": credit.source, "url": credit.original_url}
    return item
