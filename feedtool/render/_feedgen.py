"""The fence around python-feedgen 1.0.0: its gaps are closed here and nowhere else.

feedgen builds the documents; two extensions, its own way of being extended, correct what it writes: the time
of the build where a date belongs, links of an Atom entry that lose their relation (lkiesow/python-feedgen
issue 135), an RSS item that shows no author without an e-mail address, an atom:source without id and date.
A generator is built for one format only: what one format shows would be wrong in the other.
"""

from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feedtool.model import Credit, Entry, Feed
from feedtool.render.dates import rfc2822, rfc3339
from feedtool.urls import host_of

_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_ATOM_LINK, _ATOM_UPDATED = f"{_ATOM}link", f"{_ATOM}updated"
_DC_CREATOR, _DC_LANGUAGE = f"{{{_DC}}}creator", f"{{{_DC}}}language"
_MEDIA_THUMBNAIL = f"{{{_MEDIA}}}thumbnail"
#: How long a reader may keep a copy, in minutes; cron runs us more often than any reader asks.
_TTL = "60"
#: The year in a source's tag URI (RFC 4151 section 2.1): one in which the site can have been its owner's.
#: FROZEN: with another year every outlet would be another source.
_TAG_YEAR = "2026"

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'

#: Plain text in RSS is written with these for & < >, and the finished bytes with &#x26; &#x3C; &#x3E;: the
#: RSS profile asks for hexadecimal references (section "Character Data"), and lxml writes only its own.
#: No text holds them: `text.strip_illegal` dropped the noncharacters.
_MARKS = {"&": "\ufdd0", "<": "\ufdd1", ">": "\ufdd2"}
_REFERENCES = {"\ufdd0": b"&#x26;", "\ufdd1": b"&#x3C;", "\ufdd2": b"&#x3E;"}


#: Ends every entry until the finished document is cut into them: no text holds it.
_CUT = "\ufdd3"
_CUT_MARK = b"<!--%b-->" % _CUT.encode()
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
        if entry.summary is not None:
            # The summary is plain text, and RSS reads a description as HTML.
            item.summary(escape(entry.summary, quote=False))
        item.content(entry.content_html, type="CDATA")
        if (source := _linked_source(entry.credit)) is not None:
            item.source(url=source.url, title=_mark(source.name))
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
        if entry.summary is not None:
            item.summary(entry.summary)
        item.content(entry.content_html, type="html")
        item.fence.links = _entry_links(entry)
        item.link(item.fence.links)
        item.published(entry.published)
        item.updated(entry.updated)
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
    # Each mark is alone on its line; a piece begins with the end of the entry before it.
    cuts = body[start:].split(_CUT_MARK)
    begun = cuts[0]
    for entry, following in zip(missing, cuts[1:], strict=True):
        end = following.find(b"\n", 1) + 1
        rendered[entry.path] = begun.rstrip(b" ") + following[1:end]
        begun = following[end:]
    return DECLARATION + body[:start] + b"".join([rendered[entry.path] for entry in feed.entries]) + tail


def _begin(feed: Feed, write: Any) -> FeedGenerator:  # noqa: ANN401 - str, or a function like it
    generator = FeedGenerator()
    generator.register_extension("fence", _FeedFence, _EntryFence)
    # RFC 4287 section 4.2.6: permanent, and the same in every document of one feed (RFC 5005 section 4).
    generator.id(f"{feed.url}/")
    generator.title(write(feed.title))
    generator.description(write(feed.description))
    generator.language(feed.language)
    generator.generator("feedtool")  # without a version: a new one must not change every file
    generator.updated(feed.updated)
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
    item.category(
        [
            *(_category(it.key, it.label, feed.category_scheme, write) for it in entry.shown_categories),
            *(_category(tag, tag, None, write) for tag in tags),
        ]
    )
    return item


def _category(key: str, label: str, scheme: str | None, write: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    category = {"term": key, "label": write(label)}
    return category | {"scheme": scheme} if scheme else category


def _entry_links(entry: Entry) -> list[dict[str, str]]:
    # The alternate link first: some readers take the first link for the article's.
    links = [{"rel": "alternate", "type": "text/html", "href": entry.url}]
    if (source := _linked_source(entry.credit)) is not None:
        links += [
            {"rel": rel, "type": "text/html", "title": source.name, "href": source.url}
            for rel in ("via", "related")
        ]
    return links


class _Source(NamedTuple):
    """What an entry is from, where both are known."""

    name: str
    url: str


def _linked_source(credit: Credit) -> _Source | None:
    name, url = credit.source, credit.original_url
    return _Source(name, url) if name is not None and url is not None else None


def _mark(text: str) -> str:
    for character, mark in _MARKS.items():
        text = text.replace(character, mark)
    return text


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
        _child(channel, "lastBuildDate").text = rfc2822(self.feed.updated)
        _sub(channel, f"{{{_SY}}}updatePeriod", "hourly")
        _sub(channel, f"{{{_SY}}}updateFrequency", "1")
        _sub(channel, _ATOM_LINK, **self.self_link)
        return rss

    def extend_atom(self, root: Any) -> Any:  # noqa: ANN401 - an element
        _child(root, "updated").text = rfc3339(self.feed.updated)
        return root


class _EntryFence(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """Corrects one entry."""

    entry: Entry
    #: The links of an Atom entry, as feedgen was given them.
    links: list[dict[str, str]]

    def extend_rss(self, item: Any) -> Any:  # noqa: ANN401 - an element
        entry, credit = self.entry, self.entry.credit
        _sub(item, "pubDate", rfc2822(entry.published))
        _sub(item, _ATOM_UPDATED, rfc3339(entry.updated))
        # A bare name in <author> is an error: RSS wants an e-mail address there.
        for author in credit.authors:
            _sub(item, _DC_CREATOR, _mark(author))
        if entry.language is not None:
            _sub(item, _DC_LANGUAGE, entry.language)
        if entry.image is not None:
            _sub(item, _MEDIA_THUMBNAIL, url=entry.image)
        if (source := _linked_source(credit)) is not None:
            _sub(item, _ATOM_LINK, rel="via", type="text/html", href=source.url)
        item.append(etree.Comment(_CUT))
        return item

    def extend_atom(self, root: Any) -> Any:  # noqa: ANN401 - an element, whose children have no namespace here
        entry = self.entry
        for element, link in zip(root.iterchildren("link"), self.links, strict=True):
            for name, value in link.items():
                element.set(name, value)
        if entry.language is not None:
            root.set("{http://www.w3.org/XML/1998/namespace}lang", entry.language)
        _child(root, "published").text = rfc3339(entry.published)
        _child(root, "updated").text = rfc3339(entry.updated)
        if entry.image is not None:
            _sub(root, _MEDIA_THUMBNAIL, url=entry.image)
        if (linked := _linked_source(entry.credit)) is not None:
            # The last child: sfeed takes id, link and title of whatever comes first.
            source = etree.SubElement(root, "source")
            _sub(source, "id", _source_id(_site_of(entry.id), linked.name))
            _sub(source, "title", linked.name)
            _sub(source, "updated", rfc3339(entry.published))
            # Without a type: QuiteRSS takes the last typed alternate link for the article's (its issue 1603).
            _sub(source, "link", rel="alternate", href=linked.url)
        root.append(etree.Comment(_CUT))
        return root


def _child(parent: Any, name: str) -> Any:  # noqa: ANN401 - elements
    return next(parent.iterchildren(name))


def _site_of(url: str) -> str:
    """Give an address up to its path: all entries of a site have that in common."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


@lru_cache(maxsize=1 << 12)  # a site shows the same outlets over and over
def _source_id(site: str, outlet: str) -> str:
    """Give a stable tag URI (RFC 4151) that groups by outlet and claims no address of its own."""
    return f"tag:{host_of(site)},{_TAG_YEAR}:/sources/{quote(outlet, safe='')}"
