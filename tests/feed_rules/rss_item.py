"""RSS 2.0 and the Best Practices Profile: the item (sections 2.1 and 3.3)."""

import re
from datetime import datetime

from lxml import etree

from .address import check_address, is_web_address
from .document import ATOM, CONTENT, DC, Document, children, own_text, place
from .extensions import check_extension
from .finding import Report
from .html import check_html
from .link import LINK, MEDIA_TYPE, check_links
from .rss_values import (
    Check,
    check_date,
    check_filled_text,
    check_mail,
    check_markup,
    check_text,
    check_url,
)
from .text import check_rfc822_date, check_rfc3339_date

_ATTRIBUTES = {"category": "domain", "enclosure": "length type url", "guid": "isPermaLink", "source": "url"}
_ENCODED = f"{{{CONTENT}}}encoded"
_ATOM_DATES = (f"{{{ATOM}}}updated", f"{{{ATOM}}}published")
#: An element of the core and the extension that says the same (section 2.1, author and duplicates).
_SAME_MEANING = (
    ("author", f"{{{DC}}}creator"),
    ("category", f"{{{DC}}}subject"),
    ("guid", f"{{{ATOM}}}id"),
    ("pubDate", f"{{{ATOM}}}published"),
    ("pubDate", f"{{{DC}}}date"),
    ("source", f"{{{DC}}}source"),
)
_FORMATTED = (f"{{{ATOM}}}content", f"{{{ATOM}}}title")


def _check_source(document: Document, source: etree._Element, value: str) -> None:
    """The url is required and absolute (section 3.3: without it, or empty, an error)."""
    check_text(document, source, value)
    url = source.get("url")
    if url is None:
        document.add("MissingAttribute", source, "url")
    else:
        check_address(document.report, place(source), url)


def _check_guid(document: Document, guid: etree._Element, value: str) -> None:
    """A guid is a permanent URL unless it says it is not (section 2.1, guid)."""
    flag = guid.get("isPermaLink", "true")
    if flag not in ("true", "false"):
        document.add("InvalidBooleanAttribute", guid, f"isPermaLink {flag}")
    if flag != "true":
        if len(value) < 9 and value.isdecimal():
            document.add("NotSufficientlyUnique", guid, value)
        return
    is_valid = check_address(document.report, place(guid), value, invalid="InvalidHttpGUID")
    if is_valid and value.lower().startswith(("tag:", "urn:uuid:")):
        document.add("InvalidPermalink", guid, value)


def _check_enclosure(document: Document, enclosure: etree._Element, _value: str) -> None:
    """url, type and length are required; the length is 0 if unknown (section 2.1, enclosure)."""
    for name in ("url", "type", "length"):
        if enclosure.get(name) is None:
            document.add("MissingAttribute", enclosure, name)
    length = enclosure.get("length", "0")
    if length == "-1":
        document.add("UseZeroForUnknown", enclosure, length)
    elif not re.fullmatch(r"\d+", length, re.ASCII):
        document.add("InvalidIntegerAttribute", enclosure, f"length {length}")
    if not MEDIA_TYPE.fullmatch(enclosure.get("type", "text/html")):
        document.add("InvalidMIMEAttribute", enclosure, enclosure.get("type", ""))
    if not is_web_address(enclosure.get("url", "http://example.org/")):
        document.add("InvalidURLAttribute", enclosure, enclosure.get("url", ""))


_CHECKS: dict[str, Check] = {
    "author": check_mail,
    "category": check_filled_text,
    "comments": check_url,
    "description": check_markup,
    "enclosure": _check_enclosure,
    "guid": _check_guid,
    "link": check_url,
    "pubDate": check_date,
    "source": _check_source,
    "title": check_filled_text,
}
_ONCE = {*_CHECKS, _ENCODED} - {"category"}


def check_item(document: Document, item: etree._Element) -> None:
    """Check one item."""
    elements = children(item)
    names = [element.tag for element in elements]
    document.check_no_text(item)
    if "title" not in names and "description" not in names:
        document.add("ItemMustContainTitleOrDescription", item, "neither title nor description")
    if "guid" not in names:
        document.add("MissingGuid", item, "guid")
    for core, extension in _SAME_MEANING:
        if core in names and extension in names:
            document.add("DuplicateItemSemantics", item, f"{core} and {extension}")
    if _ENCODED in names and "description" not in names[: names.index(_ENCODED)]:
        document.add("NeedDescriptionBeforeContent", item, "a summary belongs before content:encoded")
    _check_elements(document, elements)
    check_links(document, item)


def _check_elements(document: Document, elements: list[etree._Element]) -> None:
    seen: set[str] = set()
    for element in elements:
        name = str(element.tag)
        if name in seen and name in _ONCE:
            event = "DuplicateEnclosure" if name == "enclosure" else "DuplicateElement"
            document.add(event, element, name)
        seen.add(name)
        if not etree.QName(element).namespace:
            _check_element(document, element, name)
        elif name != LINK:
            check_extension(document, element, in_entry=True)
            _check_namespaced(document, element)


def _check_element(document: Document, element: etree._Element, name: str) -> None:
    if name not in _CHECKS:
        document.add("UndefinedElement", element, name)
        return
    document.check_attributes(element, _ATTRIBUTES.get(name, ""))
    document.check_no_children(element)
    _CHECKS[name](document, element, own_text(element).strip())


def _check_namespaced(document: Document, element: etree._Element) -> None:
    value, where = own_text(element).strip(), place(element)
    if element.tag == _ENCODED:
        check_html(document.report, where, value, absolute=True)
    elif element.tag in _ATOM_DATES:
        check_rfc3339_date(document.report, where, value, now=document.now)
    elif element.tag in _FORMATTED:
        document.add("DuplicateSemantics", element, "the core element says the same")


def check_duplicate_guids(document: Document, channel: etree._Element) -> None:
    """A guid is unique in its feed."""
    seen: set[str] = set()
    for guid in channel.iterfind("item/guid"):
        value = own_text(guid).strip()
        if value in seen:
            document.add("DuplicateValue", guid, value)
        seen.add(value)


def item_dates(item: etree._Element) -> list[datetime]:
    """The dates an item gives: pubDate and atom:updated, as far as they are valid."""
    silent = Report()
    published = [own_text(date).strip() for date in children(item, "pubDate")]
    updated = [own_text(date).strip() for date in children(item, f"{{{ATOM}}}updated")]
    found = [check_rfc822_date(silent, "", value) for value in published]
    found += [check_rfc3339_date(silent, "", value) for value in updated]
    return [date for date in found if date is not None]
