"""The list of all feeds: feeds.json for programs, feeds.opml for feed readers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from feedtool.config import Site
from feedtool.model import Format, Outline
from feedtool.paths import CATALOGUE
from feedtool.render.dates import rfc2822, rfc3339_local
from feedtool.render.json_text import write_json

JSON_NAME = CATALOGUE
OPML_NAME = "feeds.opml"


def render_json(
    feeds: Sequence[Outline],
    site: Site,
    file_names: Mapping[Format, str],
    aliases: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Render feeds.json, version 1; dates are in the site's zone.

    ``file_names`` gives the name of the file of every format that is published, ``aliases`` each old path and
    the file that was written there too. The paths in it are relative to the folder of feeds.json; what it
    lists is what feedtool published, and nothing else.
    """
    by_feed: dict[str, list[str]] = {}
    for path, target in sorted(aliases):
        by_feed.setdefault(target.rpartition("/")[0], []).append(path)
    document: dict[str, Any] = {
        "version": 1,
        "title": site.title,
        "home_page_url": f"{site.url}/",
        "language": site.language,
    }
    if feeds:
        document["updated"] = rfc3339_local(max((feed.updated for feed in feeds), key=datetime.timestamp))
    document["feeds"] = [
        {
            "kind": feed.kind,
            "key": feed.key,
            "label": feed.label,
            "path": feed.path,
            "entries": len(feed.paths),
            "total": feed.total,
            "updated": rfc3339_local(feed.updated),
            **{format_: f"{feed.path}/{name}" for format_, name in file_names.items()},
            **({"aliases": by_feed[feed.path]} if feed.path in by_feed else {}),
        }
        for feed in feeds
    ]
    return (write_json(document) + "\n").encode()


def render_opml(feeds: Sequence[Outline], site: Site, file_names: Mapping[Format, str]) -> bytes:
    """Render an OPML 2.0 subscription list (opml.org/spec2.opml, "Subscription lists").

    A feed is listed once, in the format that most readers take.
    """
    name = next(file_names[format_] for format_ in ("rss", "atom", "json") if format_ in file_names)
    root = etree.Element("opml", {"version": "2.0"})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = site.title
    if feeds:
        etree.SubElement(head, "dateModified").text = rfc2822(
            max((feed.updated for feed in feeds), key=datetime.timestamp)
        )
    etree.SubElement(head, "ownerId").text = f"{site.url}/"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        attributes = {
            "type": "rss",
            "text": feed.label,
            "title": feed.label,
            "description": feed.description,
            "language": feed.language,
            "xmlUrl": f"{feed.url}/{name}",
            "htmlUrl": feed.home_url,
        }
        etree.SubElement(body, "outline", attributes)
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return document
