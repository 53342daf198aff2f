"""Atom, RFC 4287: the document, the feed and atom:source (sections 1.1, 2.2 and 3.3)."""

from collections.abc import Callable
from datetime import datetime

from lxml import etree

from .address import canonical, check_address
from .atom_text import check_content, check_text_construct
from .document import ATOM, XML, Document, children, local_name, own_text, place, read_xml
from .extensions import check_extension
from .finding import Finding, Report
from .link import check_history, check_links, relation
from .text import check_plain_text, check_rfc3339_date, is_mail_address

_ONCE_IN_FEED = "generator icon id logo rights subtitle title updated"
_ONCE_IN_ENTRY = "content id published rights source summary title updated"
_REPEATABLE = "author category contributor link"
_FILLED = ("generator", "icon", "id", "logo")
_NO_SPACE_AROUND = ("icon", "id", "logo", "published", "updated")


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def check_atom(data: bytes, *, url: str, now: datetime | None = None) -> tuple[Finding, ...]:
    """Check an Atom feed, the grammar's three Schematron assertions included.

    Args:
        url: the address it is served at, compared with rel=self.
        now: dates later than this are implausible; None: the future is not checked.
    """
    report = Report()
    document = read_xml(data, marker=b"<feed", report=report, url=url, now=now)
    if document is not None:
        _check_feed(document)
    return report.findings()


def _check_feed(document: Document) -> None:
    feed = document.root
    if feed.tag != _atom("feed"):
        document.add("UndefinedElement", feed, f"{feed.tag} instead of atom:feed")
        return
    if feed.get(f"{{{XML}}}lang") is None:
        document.add("MissingDCLanguage", feed, "xml:lang")
    _check_required(document, feed, "MissingElement")
    entries = children(feed, _atom("entry"))
    # First Schematron assertion.
    if not children(feed, _atom("author")) and not all(children(entry, _atom("author")) for entry in entries):
        document.add("MissingElement", feed, "author, as not every entry has one")
    seen_entry = False
    for element in children(feed):
        if element.tag == _atom("entry"):
            seen_entry = True
            _check_entry(document, element)
        elif seen_entry and etree.QName(element).namespace == ATOM:
            document.add("MisplacedMetadata", element, "metadata comes before the entries")
    _check_container(document, feed, once=_ONCE_IN_FEED, further="entry")
    if not any(relation(link) == "self" for link in check_links(document, feed)):
        document.add("MissingSelf", feed, "link rel=self")
    check_history(document, feed)
    _check_repeated_ids(document, entries)
    _check_repeated_dates(document, entries)


def _check_required(document: Document, parent: etree._Element, event: str) -> None:
    for name in ("id", "title", "updated"):
        if not children(parent, _atom(name)):
            document.add(event, parent, name)


def _check_entry(document: Document, entry: etree._Element) -> None:
    _check_required(document, entry, "MissingElement")
    _check_container(document, entry, once=_ONCE_IN_ENTRY)
    links = check_links(document, entry)
    sources, contents = children(entry, _atom("source")), children(entry, _atom("content"))
    feed = document.root
    # Third Schematron assertion.
    if not any(children(holder, _atom("author")) for holder in (entry, feed, *sources)):
        document.add("MissingElement", entry, "author")
    # Second Schematron assertion.
    if not contents and not any(relation(link) == "alternate" for link in links):
        document.add("MissingContentOrAlternate", entry, "neither content nor rel=alternate")
    if not contents and not children(entry, _atom("summary")):
        document.add("MissingTextualContent", entry, "neither content nor summary")
    for content in contents:
        check_content(document, content, has_summary=bool(children(entry, _atom("summary"))))
    relations = [relation(link) for link in links]
    if "alternate" in relations[1:] and relations[0] != "alternate":
        # Section 3.3: one reader takes the first link of an entry, whatever its relation.
        document.add("AlternateNotFirst", entry, ", ".join(relations))
    for source in sources:
        _check_source(document, source)
        if children(entry)[-1] is not source:
            # Section 3.3: one reader takes id, link and title of a source that comes first.
            document.add("SourceNotLast", source, "atom:source is the last child")


def _check_source(document: Document, source: etree._Element) -> None:
    """Section 2.2: id, title and updated SHOULD be there."""
    _check_required(document, source, "MissingSourceElement")
    _check_container(document, source, once=_ONCE_IN_FEED)
    check_links(document, source)


def _check_container(document: Document, parent: etree._Element, *, once: str, further: str = "") -> None:
    """Check the children of feed, entry or source: known, not too many, right in themselves."""
    document.check_attributes(parent)
    document.check_no_text(parent)
    seen: set[str] = set()
    for element in children(parent):
        name, namespace = local_name(element), etree.QName(element).namespace
        if namespace is None:
            document.add("UndeterminableVocabulary", element, f"{name} has no namespace")
        elif namespace != ATOM:
            check_extension(document, element, in_entry=local_name(parent) == "entry")
        elif name not in f"{once} {_REPEATABLE} {further}".split():
            document.add("UndefinedElement", element, name)
        else:
            if name in once.split() and name in seen:
                document.add("DuplicateElement", element, name)
            seen.add(name)
            _check_element(document, element, name)


def _check_element(document: Document, element: etree._Element, name: str) -> None:
    value = own_text(element)
    if name in _NO_SPACE_AROUND:
        document.check_attributes(element)
        document.check_no_children(element)
        if value != value.strip():
            document.add("UnexpectedWhitespace", element, repr(value))
    if name in _FILLED and not value.strip():
        document.add("NotBlank", element, name)
    elif name in _CHECKS:
        _CHECKS[name](document, element, value.strip())


def _check_id(document: Document, element: etree._Element, value: str) -> None:
    is_valid = check_address(document.report, place(element), value)
    if is_valid and canonical(value) != value:
        document.add("NonCanonicalURI", element, f"{value}, better {canonical(value)}")


def _check_picture(document: Document, element: etree._Element, value: str) -> None:
    check_address(document.report, place(element), value, absolute=False, invalid="InvalidLink")


def _check_date(document: Document, element: etree._Element, value: str) -> None:
    check_rfc3339_date(document.report, place(element), value, now=document.now)


def _check_generator(document: Document, element: etree._Element, _value: str) -> None:
    document.check_attributes(element, "uri version")
    uri = element.get("uri", "")
    check_address(document.report, place(element), uri, absolute=False, invalid="InvalidURIAttribute")


def _check_person(document: Document, person: etree._Element, _value: str) -> None:
    document.check_attributes(person)
    document.check_no_text(person)
    if not children(person, _atom("name")):
        document.add("MissingElement", person, "name")
    seen: set[str] = set()
    for element in children(person):
        if etree.QName(element).namespace != ATOM:
            continue
        name = local_name(element)
        if name in seen:
            document.add("DuplicateElement", element, name)
        seen.add(name)
        _check_person_element(document, element, name)


def _check_person_element(document: Document, element: etree._Element, name: str) -> None:
    value, where, report = own_text(element).strip(), place(element), document.report
    document.check_attributes(element)
    document.check_no_children(element)
    if name == "name":
        check_plain_text(report, where, value, silenced=document.is_silenced(element))
        if not value:
            document.add("NotBlank", element, name)
    elif name == "email":
        if not is_mail_address(value):
            document.add("InvalidContact", element, value)
    elif name == "uri":
        check_address(report, where, value, absolute=False, international=True, invalid="InvalidIRI")
    else:
        document.add("UndefinedElement", element, name)


def _check_category(document: Document, category: etree._Element, _value: str) -> None:
    document.check_attributes(category, "label scheme term")
    document.check_no_children(category)
    if category.get("term") is None:
        document.add("MissingAttribute", category, "term")
    scheme = category.get("scheme")
    if scheme is not None:
        check_address(document.report, place(category), scheme)
    label = category.get("label", "")
    check_plain_text(document.report, place(category), label, silenced=document.is_silenced(category))


_CHECKS: dict[str, Callable[[Document, etree._Element, str], None]] = {
    "author": _check_person,
    "category": _check_category,
    "contributor": _check_person,
    "generator": _check_generator,
    "icon": _check_picture,
    "id": _check_id,
    "logo": _check_picture,
    "published": _check_date,
    "rights": check_text_construct,
    "subtitle": check_text_construct,
    "summary": check_text_construct,
    "title": check_text_construct,
    "updated": _check_date,
}


def _check_repeated_ids(document: Document, entries: list[etree._Element]) -> None:
    """Entries with one id are one entry (section 2.2); the validator waits for ten before the error."""
    ids = [own_text(element).strip() for entry in entries for element in children(entry, _atom("id"))]
    if len(ids) > 1 and len(set(ids)) == 1:
        document.add("DuplicateIds", document.root, f"every entry is {ids[0]}")
    elif len(set(ids)) < len(ids):
        repeated = sorted({identifier for identifier in ids if ids.count(identifier) > 1})
        document.add("DuplicateEntries", document.root, ", ".join(repeated))


def _check_repeated_dates(document: Document, entries: list[etree._Element]) -> None:
    """Equal stamps: a warning only, `no action is necessary` if really simultaneous (section 2.2)."""
    seen: set[str] = set()
    for entry in entries:
        for updated in children(entry, _atom("updated")):
            value = own_text(updated).strip()
            if value in seen:
                document.add("DuplicateUpdated", updated, value)
            seen.add(value)
