"""Elements of other vocabularies inside a feed (section 2.6)."""

import re

from lxml import etree

from .address import check_address
from .document import (
    ATOM,
    CONTENT,
    DC,
    DCTERMS,
    HISTORY,
    MEDIA,
    SYNDICATION,
    XHTML,
    Document,
    children,
    local_name,
    own_text,
    place,
)
from .language import is_language
from .text import check_w3c_date

_DUBLIN_CORE = """
    title creator subject description publisher contributor date type format identifier source language
    relation coverage rights
"""
#: The validator knows only some of the terms; `source` is not among them (section 3.3).
_DUBLIN_CORE_TERMS = """
    abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available
    bibliographicCitation conformsTo created dateAccepted dateCopyrighted dateSubmitted educationLevel extent
    hasFormat hasPart hasVersion instructionalMethod isFormatOf isPartOf isReferencedBy isReplacedBy
    isRequiredBy isVersionOf issued license mediator modified provenance references replaces requires
    rightsHolder spatial tableOfContents temporal valid
"""
_MEDIA = """
    adult category copyright credit description keywords hash player rating restriction text title thumbnail
"""
_SYNDICATION = "updatePeriod updateFrequency updateBase"
_PERIODS = ("hourly", "daily", "weekly", "monthly", "yearly")

#: What each known vocabulary allows in a feed (or channel) and in an entry (or item).
_ALLOWED_IN_FEED = {
    DC: _DUBLIN_CORE,
    DCTERMS: _DUBLIN_CORE_TERMS,
    MEDIA: _MEDIA,
    SYNDICATION: _SYNDICATION,
    HISTORY: "archive complete",
    CONTENT: "",
}
_ALLOWED_IN_ENTRY = {
    DC: _DUBLIN_CORE,
    DCTERMS: _DUBLIN_CORE_TERMS,
    MEDIA: _MEDIA + "group content",
    SYNDICATION: "",
    HISTORY: "",
    CONTENT: "encoded items",
}
#: What Atom elements RSS allows (atom:source is an error, section 3.3).
_ATOM_IN_CHANNEL = "author category contributor generator icon id link logo rights subtitle title updated"
_ATOM_IN_ITEM = "author content contributor id link published summary title updated"


def check_extension(document: Document, element: etree._Element, *, in_entry: bool) -> None:
    """One namespaced element: may it stand here, and is its value right?"""
    name = local_name(element)
    namespace = etree.QName(element).namespace or ""
    allowed = dict(_ALLOWED_IN_ENTRY if in_entry else _ALLOWED_IN_FEED)
    if document.root.tag == "rss":
        allowed[ATOM] = _ATOM_IN_ITEM if in_entry else _ATOM_IN_CHANNEL
    if namespace == XHTML and (name != "body" or not in_entry):
        # For instance the polyfill `script` for style sheets (section 4.7).
        document.add("MisplacedXHTMLContent", element, f"<{name}>")
    elif namespace in allowed and name not in allowed[namespace].split():
        document.add("UndefinedElement", element, f"{{{namespace}}}{name}")
    elif namespace == SYNDICATION:
        _check_syndication(document, element, name)
    elif namespace == MEDIA:
        _check_media(document, element, name)
    elif namespace == DC:
        _check_dublin_core(document, element, name)


def _check_syndication(document: Document, element: etree._Element, name: str) -> None:
    value = own_text(element).strip()
    if name == "updatePeriod" and value not in _PERIODS:
        document.add("InvalidUpdatePeriod", element, value)
    elif name == "updateFrequency":
        check_positive_integer(document, element, value)
    elif name == "updateBase":
        check_w3c_date(document.report, place(element), value, now=document.now)


def _check_media(document: Document, element: etree._Element, name: str) -> None:
    if name == "group":
        contents = children(element, f"{{{MEDIA}}}content")
        if len(contents) < 2:
            document.add("MediaGroupWithoutAlternatives", element, f"{len(contents)} media:content")
        for child in children(element):
            check_extension(document, child, in_entry=True)
    if name == "thumbnail" and not element.get("url"):
        document.add("MissingAttribute", element, "url")
    if name in ("thumbnail", "content"):
        if element.get("url"):
            check_address(document.report, place(element), element.get("url", ""))
        for attribute in ("width", "height"):
            if element.get(attribute):
                check_positive_integer(document, element, element.get(attribute, ""))


def _check_dublin_core(document: Document, element: etree._Element, name: str) -> None:
    value = own_text(element).strip()
    if name == "date":
        check_w3c_date(document.report, place(element), value, now=document.now)
    elif name == "language" and not is_language(value):
        document.add("InvalidLanguage", element, value)


def check_positive_integer(document: Document, element: etree._Element, value: str) -> None:
    """A whole number above zero, such as `ttl`."""
    if not re.fullmatch(r"0*[1-9]\d*", value, re.ASCII):
        document.add("InvalidPositiveInteger", element, repr(value))
