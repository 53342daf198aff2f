"""The list of all feeds: feeds.json for programs, feeds.opml for feed readers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from lxml import etree

from feedtool.config import Site
from feedtool.model import Format, Outline
from feedtool.paths import CATALOGUE
from feedtool.render.dates import rfc2822, rfc3339_local
from feedtool.render.json_text import write_json

JSON_NAME = CATALOGUE
OPML_NAME = "feeds.opml"


class Listed(NamedTuple):
    """What the lists say of one feed, as it stands in them, in UTF-8."""

    json: bytes
    opml: bytes


def list_feed(feed: Outline, file_names: Mapping[Format, str], aliases: Iterable[str] = ()) -> Listed:
    """Write what the lists say of a feed; dates are in the site's zone.

    ``file_names`` gives the name of the file of every format that is published, ``aliases`` the old paths at
    which one of them was written too. The paths in feeds.json are relative to its folder. In OPML a feed is
    listed once, in the format that most readers take.
    """
    aliases = sorted(aliases)
    described: dict[str, Any] = {
        "kind": feed.kind,
        "key": feed.key,
        "label": feed.label,
        "path": feed.path,
        "entries": len(feed.paths),
        "total": feed.total,
        "updated": rfc3339_local(feed.updated),
        **{format_: f"{feed.path}/{name}" for format_, name in file_names.items()},
        **({"aliases": aliases} if aliases else {}),
    }
    name = next(file_names[format_] for format_ in ("rss", "atom", "json") if format_ in file_names)
    attributes = {
        "type": "rss",
        "text": feed.label,
        "title": feed.label,
        "description": feed.description,
        "language": feed.language,
        "xmlUrl": f"{feed.url}/{name}",
        "htmlUrl": feed.home_url,
    }
    opml: str = etree.tostring(etree.Element("outline", attributes), encoding="unicode")
    return Listed(json=write_json(described, depth=2).encode(), opml=opml.encode())


def render_json(feeds: Sequence[bytes], updated: datetime | None, site: Site) -> bytes:
    """Render feeds.json, version 1, of what it says of each feed.

    ``updated`` is when the newest of them was; None: there is none. What it lists is what feedtool published,
    and nothing else.
    """
    document: dict[str, Any] = {
        "version": 1,
        "title": site.title,
        "home_page_url": f"{site.url}/",
        "language": site.language,
    }
    if updated is not None:
        document["updated"] = rfc3339_local(updated)
    document["feeds"] = []
    text = write_json(document).encode()
    if feeds:
        text = text.removesuffix(b"[]\n}") + b"[\n  " + b",\n  ".join(feeds) + b"\n ]\n}"
    return text + b"\n"


def render_opml(feeds: Sequence[bytes], updated: datetime | None, site: Site) -> bytes:
    """Render an OPML 2.0 subscription list (opml.org/spec2.opml, "Subscription lists").

    ``feeds`` are what it says of each, ``updated`` is when the newest of them was; None: there is none.
    """
    root = etree.Element("opml", {"version": "2.0"})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = site.title
    if updated is not None:
        etree.SubElement(head, "dateModified").text = rfc2822(updated)
    etree.SubElement(head, "ownerId").text = f"{site.url}/"
    etree.SubElement(root, "body")
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    if feeds:
        lines = b"\n    ".join(feeds)
        body = b"<body>\n    " + lines + b"\n  </body>\n</opml>\n"
        document = document.removesuffix(b"<body/>\n</opml>\n") + body
    return document
