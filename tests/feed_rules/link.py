"""The Atom link element, in Atom and in RSS (sections 2.1, 2.2 and 3.3)."""

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

from .address import check_address, same_address
from .document import ATOM, HISTORY, XML, Document, children, own_text, place
from .language import is_language
from .text import check_plain_text
from .words import words

LINK = f"{{{ATOM}}}link"
_NAME = r"[^\s()<>,;:\\\"/\[\]?=]+"
MEDIA_TYPE = re.compile(rf"{_NAME}/{_NAME}(\s*;\s*{_NAME}=(\"[^\"]*\"|{_NAME}))*")

#: RFC 5005; these belong to a feed, not to an entry.
_HISTORY_RELATIONS = words("current first last next next-archive prev-archive previous")
#: The relations the validator knows. `canonical` is registered with IANA, but not here (section 3.3).
_RELATIONS = _HISTORY_RELATIONS | words(
    """
    alternate describedby edit edit-media enclosure hub license payment related replies search self service up
    via
    """
)
_FEED_MEDIA_TYPES = ("application/atom+xml", "application/rss+xml", "application/rdf+xml")
_ABSOLUTE = re.compile(r"[A-Za-z][0-9A-Za-z+.\-]*:.+")


def relation(link: etree._Element) -> str:
    """The relation of a link; `alternate` when none is given."""
    return str(link.get("rel", "alternate"))


def check_link(document: Document, link: etree._Element) -> None:
    """Check one link element by itself."""
    where = place(link)
    parent = link.getparent()
    parent_name = "" if parent is None else str(etree.QName(parent).localname)
    document.check_attributes(link, "rel type title href length hreflang")
    document.check_no_children(link)
    if own_text(link).strip():
        document.add("AtomLinkNotEmpty", link, own_text(link).strip())
    for name in ("rel", "title"):
        if link.get(name) == "":
            document.add("AttrNotBlank", link, name)
    rel = relation(link)
    _check_relation(document, link, rel, in_entry=parent_name in ("entry", "item"))
    _check_type(document, link, rel)
    check_plain_text(
        document.report,
        where,
        link.get("title", ""),
        silenced=document.is_silenced(link),
        is_rss=document.root.tag == "rss",
    )
    length = link.get("length")
    if length is not None and not re.fullmatch(r"\d+", length, re.ASCII):
        document.add("InvalidNonNegativeInteger", link, f"length {length}")
    if rel == "enclosure" and length is None:
        # RFC 4287 says SHOULD; the validator does not look.
        document.add("MissingRecommendedAttribute", link, "length")
    language = link.get("hreflang")
    if language is not None and not is_language(language):
        document.add("InvalidLanguage", link, f"hreflang {language}")
    href = link.get("href")
    if href is None:
        document.add("MissingHref", link, rel)
        return
    report = document.report
    is_valid = check_address(report, where, href, absolute=False, international=True, invalid="InvalidIRI")
    if is_valid and rel == "self" and parent_name in ("feed", "channel"):
        _check_self(document, link, href)


def _check_relation(document: Document, link: etree._Element, rel: str, *, in_entry: bool) -> None:
    if rel and rel not in _RELATIONS and not _ABSOLUTE.fullmatch(rel):
        document.add("UnregisteredAtomLinkRel", link, rel)
    if rel in _HISTORY_RELATIONS and in_entry:
        document.add("FeedHistoryRelInEntry", link, rel)


def _check_type(document: Document, link: etree._Element, rel: str) -> None:
    media_type = link.get("type")
    if media_type is None:
        return
    if not MEDIA_TYPE.fullmatch(media_type):
        document.add("InvalidMIMEType", link, media_type)
    elif rel == "self" and media_type.partition(";")[0] not in _FEED_MEDIA_TYPES:
        document.add("SelfNotAtom", link, media_type)


def _check_self(document: Document, link: etree._Element, href: str) -> None:
    """rel=self is absolute and is the address the document is served at (section 2.1)."""
    base = document.url
    explicit_base = ""
    for element in reversed([link, *link.iterancestors()]):
        explicit_base = urljoin(explicit_base, element.get(f"{{{XML}}}base", ""))
        base = urljoin(base, element.get(f"{{{XML}}}base", ""))
    if not urlsplit(urljoin(explicit_base, href)).netloc:
        document.add("RelativeSelf", link, href)
    if not same_address(urljoin(base, href), document.url):
        document.add("SelfDoesntMatchLocation", link, f"{href}, served at {document.url}")


def check_links(document: Document, parent: etree._Element) -> list[etree._Element]:
    """Check every link of an element, and that no two alternates compete; the links."""
    links = children(parent, LINK)
    seen: set[tuple[str, str]] = set()
    for link in links:
        check_link(document, link)
        if relation(link) != "alternate":
            continue
        key = (link.get("type", ""), link.get("hreflang", ""))
        if key in seen:
            document.add("DuplicateAtomLink", link, "an alternate of the same type and language")
        seen.add(key)
    return links


def check_history(document: Document, parent: etree._Element) -> None:
    """The paging marks of RFC 5005 go together with the right links (measured in section 4.1)."""
    relations = {relation(link) for link in children(parent, LINK)}
    complete = bool(children(parent, f"{{{HISTORY}}}complete"))
    if complete and relations & _HISTORY_RELATIONS - {"current"}:
        document.add("FeedRelInCompleteFeed", parent, "fh:complete and an RFC 5005 link")
    if children(parent, f"{{{HISTORY}}}archive") and not complete and "current" not in relations:
        document.add("MissingCurrentInArchive", parent, "fh:archive without rel=current")
