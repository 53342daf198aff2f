"""The fence around python-feedgen 1.0.0: its gaps are closed here and nowhere else.

feedgen builds the documents; two extensions, its own way of being extended, correct what it writes: the time
of the build where a date belongs, links of an Atom entry that lose their relation (lkiesow/python-feedgen
issue 135), an RSS item that shows no author without an e-mail address, an atom:source without id and date.
A generator is built for one format only: what one format shows would be wrong in the other.
"""

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feedtool.model import Entry, Feed
from feedtool.render.dates import in_utc, rfc2822, rfc3339
from feedtool.urls import host_of

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_SY = "http://purl.org/rss/1.0/modules/syndication/"
#: How long a reader may keep a copy, in minutes; cron runs us more often than any reader asks.
_TTL = "60"
#: The year in a source's tag URI (RFC 4151 section 2.1): one in which the site can have been its owner's.
#: FROZEN: with another year every outlet would be another source.
_TAG_YEAR = "2026"

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'

#: Plain text in RSS is written with these for & < >, and the finished bytes with &#x26; &#x3C; &#x3E;: the
#: RSS profile asks for hexadecimal references (section "Character Data"), and lxml writes only its own.
#: No text holds them: `text.strip_illegal` dropped the noncharacters.
_MARKS = {ord("&"): "\ufdd0", ord("<"): "\ufdd1", ord(">"): "\ufdd2"}
_REFERENCES = {"\ufdd0": b"&#x26;", "\ufdd1": b"&#x3C;", "\ufdd2": b"&#x3E;"}


#: Ends every entry until the finished document is cut into them: no text holds it.
_CUT = "\ufdd3"
_CUT_LINE = re.compile(rb" *<!--%b-->\n" % _CUT.encode())
#: What has been rendered of entries, by the paths of their posts: in a run, an entry is in several feeds.
Rendered = MutableMapping[str, bytes]


def build_rss(feed: Feed, self_link: dict[str, str], rendered: Rendered) -> bytes:
    """Build an RSS 2.0 document (rssboard.org/rss-specification and its Best Practices Profile)."""
    generator = _begin(feed, _mark)
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.ttl(_TTL)
    generator.fence.feed, generator.fence.self_link = feed, self_link
    generator.link(rel="alternate", href=feed.home_url)
    missing = [entry for entry in feed.entries if entry.path not in rendered]
    for entry in missing:
        item = _add_entry(generator, entry, feed, entry.other_tags, _mark)
        item.link(rel="alternate", href=entry.url)
    document: bytes = generator.rss_str(pretty=True, xml_declaration=False)
    for mark, reference in _REFERENCES.items():
        document = document.replace(mark.encode(), reference)
    return _assemble(document, feed, missing, rendered, opening=b"    <item>\n", closing=b"  </channel>")


def build_atom(feed: Feed, self_link: dict[str, str], rendered: Rendered) -> bytes:
    """Build an Atom document (RFC 4287)."""
    generator = _begin(feed, str)
    generator.fence.feed = feed
    generator.author(name=feed.site_title, uri=feed.site_url)
    generator.link([dict(self_link), {"rel": "alternate", "type": "text/html", "href": feed.home_url}])
    missing = [entry for entry in feed.entries if entry.path not in rendered]
    for entry in missing:
        item = _add_entry(generator, entry, feed, _atom_tags(entry), str)
        # The alternate link first: some readers take the first link for the article's.
        item.link([dict(link) for link in _entry_links(entry)])
        item.published(in_utc(entry.published))
        for writer in entry.writers:
            known = {"name": writer.name, "email": writer.email, "uri": writer.uri}
            item.author({key: value for key, value in known.items() if value is not None})
    document: bytes = generator.atom_str(pretty=True, xml_declaration=False)
    return _assemble(document, feed, missing, rendered, opening=b"  <entry", closing=b"</feed>")


def _assemble(
    document: bytes,
    feed: Feed,
    missing: Sequence[Entry],
    rendered: Rendered,
    *,
    opening: bytes,
    closing: bytes,
) -> bytes:
    """Cut a document into head and entries, and put it together with those rendered before.

    ``document`` holds the entries that are ``missing``; the first of them begins with ``opening``, and what
    follows the last with ``closing``. All text in the head is escaped: nothing there reads like these.
    """
    body, _, _ = document.rpartition(closing)
    tail = document[len(body) :]
    start = body.find(opening) if missing else len(body)
    cuts = _CUT_LINE.split(body[start:])
    # A piece begins with the end of the entry before it.
    for entry, piece, following in zip(missing, cuts, cuts[1:], strict=False):
        end = following.find(b"\n") + 1
        begun = piece if entry is missing[0] else piece[piece.find(b"\n") + 1 :]
        rendered[entry.path] = begun + following[:end]
    return DECLARATION + body[:start] + b"".join(rendered[entry.path] for entry in feed.entries) + tail


def _begin(feed: Feed, write: Any) -> FeedGenerator:  # noqa: ANN401 - str, or a function like it
    generator = FeedGenerator()
    generator.register_extension("fence", _FeedFence, _EntryFence)
    # RFC 4287 section 4.2.6: permanent, and the same in every document of one feed (RFC 5005 section 4).
    generator.id(f"{feed.url}/")
    generator.title(write(feed.title))
    generator.description(write(feed.description))
    generator.language(feed.language)
    generator.generator("feedtool")  # without a version: a new one must not change every file
    generator.updated(in_utc(feed.updated))
    if feed.kind == "category":
        generator.category(_category(feed.key, feed.label, feed.category_scheme, write))
    return generator


def _atom_tags(entry: Entry) -> tuple[str, ...]:
    """Give the tags that are no term of a category, as jekyll-feed writes them."""
    terms = {category.key for category in entry.shown_categories}
    return tuple(tag for tag in entry.tags if tag not in terms)


def _add_entry(
    generator: FeedGenerator,
    entry: Entry,
    feed: Feed,
    tags: tuple[str, ...],
    write: Any,  # noqa: ANN401 - str, or a function like it
) -> Any:  # noqa: ANN401 - untyped
    item = generator.add_entry(order="append")
    item.fence.entry = entry
    item.id(entry.id)
    item.title(write(entry.title))
    item.updated(in_utc(entry.updated))
    item.category(
        [
            *(_category(it.key, it.label, feed.category_scheme, write) for it in entry.shown_categories),
            *(_category(tag, tag, None, write) for tag in tags),
        ]
    )
    if entry.summary is not None:
        item.summary(entry.summary)
    item.content(entry.content_html, type="html")
    if entry.credit.source is not None and entry.credit.original_url is not None:
        item.source(url=entry.credit.original_url, title=write(entry.credit.source))
    return item


def _category(key: str, label: str, scheme: str | None, write: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    category = {"term": key, "label": write(label)}
    return category | {"scheme": scheme} if scheme else category


def _entry_links(entry: Entry) -> list[dict[str, str]]:
    links = [{"rel": "alternate", "type": "text/html", "href": entry.url}]
    if entry.credit.source is not None and entry.credit.original_url is not None:
        links += [
            {"rel": rel, "type": "text/html", "title": entry.credit.source, "href": entry.credit.original_url}
            for rel in ("via", "related")
        ]
    return links


def _mark(text: str) -> str:
    return text.translate(_MARKS)


def _sub(parent: Any, tag: str, text: str | None = None, **attributes: str) -> None:  # noqa: ANN401 - an element
    element = etree.SubElement(parent, tag, attributes)
    element.text = text


class _FeedFence(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """Corrects the head of a feed; feedgen calls it before it appends the entries."""

    feed: Feed
    self_link: dict[str, str]

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC, "media": _MEDIA, "sy": _SY}

    def extend_rss(self, rss: Any) -> Any:  # noqa: ANN401 - an element
        channel = rss[0]
        # Named for the newest entry: feedgen's own text depends on the machine's locale settings.
        channel.find("lastBuildDate").text = rfc2822(self.feed.updated)
        _sub(channel, f"{{{_SY}}}updatePeriod", "hourly")
        _sub(channel, f"{{{_SY}}}updateFrequency", "1")
        _sub(channel, f"{_ATOM}link", **self.self_link)
        return rss

    def extend_atom(self, root: Any) -> Any:  # noqa: ANN401 - an element
        root.find("updated").text = rfc3339(self.feed.updated)
        return root


class _EntryFence(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """Corrects one entry."""

    entry: Entry

    def extend_rss(self, item: Any) -> Any:  # noqa: ANN401 - an element
        entry, credit = self.entry, self.entry.credit
        body = item.find(f"{_CONTENT}encoded")
        description = item.find("description")
        if body is None:
            body = description
        else:
            # The summary is plain text, and RSS reads a description as HTML.
            description.text = escape(description.text, quote=False)
        body.text = etree.CDATA(body.text)
        _sub(item, "pubDate", rfc2822(entry.published))
        _sub(item, f"{_ATOM}updated", rfc3339(entry.updated))
        # A bare name in <author> is an error: RSS wants an e-mail address there.
        for author in credit.authors:
            _sub(item, f"{{{_DC}}}creator", _mark(author))
        if entry.language is not None:
            _sub(item, f"{{{_DC}}}language", entry.language)
        if entry.image is not None:
            _sub(item, f"{{{_MEDIA}}}thumbnail", url=entry.image)
        if credit.source is not None and credit.original_url is not None:
            _sub(item, f"{_ATOM}link", rel="via", type="text/html", href=credit.original_url)
        item.append(etree.Comment(_CUT))
        return item

    def extend_atom(self, root: Any) -> Any:  # noqa: ANN401 - an element, whose children have no namespace here
        entry, credit = self.entry, self.entry.credit
        for element, link in zip(root.findall("link"), _entry_links(entry), strict=True):
            element.attrib.update(link)
        if entry.language is not None:
            root.set("{http://www.w3.org/XML/1998/namespace}lang", entry.language)
        root.find("published").text = rfc3339(entry.published)
        root.find("updated").text = rfc3339(entry.updated)
        if entry.image is not None:
            _sub(root, f"{{{_MEDIA}}}thumbnail", url=entry.image)
        source = root.find("source")
        if source is not None and credit.source is not None and credit.original_url is not None:
            source[:] = []
            _sub(source, "id", _source_id(entry, credit.source))
            _sub(source, "title", credit.source)
            _sub(source, "updated", rfc3339(entry.published))
            # Without a type: QuiteRSS takes the last typed alternate link for the article's (its issue 1603).
            _sub(source, "link", rel="alternate", href=credit.original_url)
            # The last child: sfeed takes id, link and title of whatever comes first.
            root.append(source)
        root.append(etree.Comment(_CUT))
        return root


def _source_id(entry: Entry, outlet: str) -> str:
    """Give a stable tag URI (RFC 4151) that groups by outlet and claims no address of its own."""
    return f"tag:{host_of(entry.id)},{_TAG_YEAR}:/sources/{quote(outlet, safe='')}"
