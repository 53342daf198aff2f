"""RSS 2.0 and the Best Practices Profile: the document and its channel (section 2.1)."""

from datetime import datetime
from functools import partial

from lxml import etree

from .document import ATOM, DC, XML, Document, children, own_text, place, read_xml
from .extensions import check_extension, check_positive_integer
from .finding import Finding, Report
from .link import LINK, check_history, check_links, relation
from .rss_item import check_duplicate_guids, check_item, item_dates
from .rss_values import (
    Check,
    check_date,
    check_docs,
    check_filled_text,
    check_language,
    check_mail,
    check_text,
    check_url,
)
from .text import check_rfc822_date, check_rfc3339_date
from .words import words


def _check_size(document: Document, element: etree._Element, value: str, *, limit: int) -> None:
    if not (value.isdecimal() and 0 < int(value) <= limit):
        event = "InvalidWidth" if element.tag == "width" else "InvalidHeight"
        document.add(event, element, f"{value}, at most {limit}")


_CHANNEL_ELEMENTS = words(
    """
    category cloud copyright description docs generator image item language lastBuildDate link managingEditor
    pubDate rating skipDays skipHours textInput title ttl webMaster
    """
)
_REPEATABLE = ("category", "item")
_WITH_CHILDREN = ("item", "image", "textInput", "skipDays", "skipHours")
_ATTRIBUTES = {"category": "domain", "cloud": "domain path port protocol registerProcedure"}
_CHECKS: dict[str, Check] = {
    "category": check_text,
    "copyright": check_text,
    "description": check_text,
    "docs": check_docs,
    "language": check_language,
    "lastBuildDate": check_date,
    "link": check_url,
    "managingEditor": check_mail,
    "pubDate": check_date,
    "title": check_filled_text,
    "ttl": check_positive_integer,
    "webMaster": check_mail,
}
_IMAGE_CHECKS: dict[str, Check] = {
    "description": check_text,
    "height": partial(_check_size, limit=400),
    "link": check_url,
    "title": check_text,
    "url": check_url,
    "width": partial(_check_size, limit=144),
}
#: An element of the core and the extension that says the same (section 2.1, duplicates).
_SAME_MEANING = {
    "copyright": f"{{{DC}}}rights",
    "language": f"{{{DC}}}language",
    "managingEditor": f"{{{DC}}}creator",
    "pubDate": f"{{{DC}}}date",
    "category": f"{{{DC}}}subject",
    "webMaster": f"{{{DC}}}publisher",
}


def check_rss(data: bytes, *, url: str, now: datetime | None = None) -> tuple[Finding, ...]:
    """Check an RSS document.

    Args:
        url: the address it is served at, compared with rel=self.
        now: dates later than this are implausible; None: the future is not checked.
    """
    report = Report()
    document = read_xml(data, marker=b"<rss", report=report, url=url, now=now)
    if document is not None:
        _check_root(document)
    return report.findings()


def _check_root(document: Document) -> None:
    root = document.root
    if root.tag != "rss":
        document.add("UndefinedElement", root, f"{root.tag} instead of rss")
        return
    document.check_attributes(root, "version")
    document.check_no_text(root)
    version = root.get("version")
    if version is None:
        document.add("MissingAttribute", root, "version")
    elif version != "2.0":
        document.add("InvalidRSSVersion", root, version)
    channels = children(root, "channel")
    if not channels:
        document.add("MissingElement", root, "channel")
    for extra in channels[1:]:
        document.add("DuplicateElement", extra, "channel")
    for channel in channels[:1]:
        _check_channel(document, channel)


def _check_channel(document: Document, channel: etree._Element) -> None:
    elements = children(channel)
    names = [element.tag for element in elements]
    document.check_no_text(channel)
    for name in ("title", "link", "description"):
        if name not in names:
            document.add(f"Missing{name.title()}", channel, name)
    has_language = {"language", f"{{{DC}}}language"} & set(names) or document.root.get(f"{{{XML}}}lang")
    if not has_language:
        document.add("MissingDCLanguage", channel, "language")
    for core, extension in _SAME_MEANING.items():
        if core in names and extension in names:
            document.add("DuplicateSemantics", channel, f"{core} and {extension}")
    if "item" in names and set(names[names.index("item") :]) != {"item"}:
        document.add("MisplacedItem", channel, "items come last")
    _check_channel_elements(document, elements)
    if not any(relation(link) == "self" for link in check_links(document, channel)):
        document.add("MissingAtomSelfLink", channel, "atom:link rel=self")
    check_history(document, channel)
    check_duplicate_guids(document, channel)
    _check_build_date(document, channel)


def _check_channel_elements(document: Document, elements: list[etree._Element]) -> None:
    seen: set[str] = set()
    for element in elements:
        name = str(element.tag)
        if not etree.QName(element).namespace:
            if name in seen and name not in _REPEATABLE:
                document.add("DuplicateElement", element, name)
            seen.add(name)
            _check_channel_element(document, element)
        elif name != LINK:
            check_extension(document, element, in_entry=False)
            _check_atom(document, element)


def _check_channel_element(document: Document, element: etree._Element) -> None:
    name = str(element.tag)
    if name not in _CHANNEL_ELEMENTS:
        document.add("UndefinedElement", element, name)
        return
    document.check_attributes(element, _ATTRIBUTES.get(name, ""))
    if name not in _WITH_CHILDREN:
        document.check_no_children(element)
    if name == "item":
        check_item(document, element)
    elif name == "image":
        _check_image(document, element)
    elif name in _CHECKS:
        _CHECKS[name](document, element, own_text(element).strip())


def _check_atom(document: Document, element: etree._Element) -> None:
    if element.tag == f"{{{ATOM}}}updated":
        check_rfc3339_date(document.report, place(element), own_text(element).strip(), now=document.now)


def _check_image(document: Document, image: etree._Element) -> None:
    """url, title and link; the last two are the channel's; at most 144 by 400 (section 2.1, image)."""
    channel = image.getparent()
    values = {str(child.tag): own_text(child).strip() for child in children(image)}
    for name, event in (("title", "MissingTitle"), ("link", "MissingLink"), ("url", "MissingElement")):
        if name not in values:
            document.add(event, image, name)
    for child in children(image):
        if child.tag in _IMAGE_CHECKS:
            _IMAGE_CHECKS[str(child.tag)](document, child, own_text(child).strip())
        else:
            document.add("UndefinedElement", child, str(child.tag))
    for name, event in (("link", "ImageLinkDoesntMatch"), ("title", "ImageTitleDoesntMatch")):
        core = None if channel is None else channel.find(name)
        if name in values and core is not None and own_text(core).strip() != values[name]:
            document.add(event, image, values[name])
    suffix = values.get("url", "").rpartition(".")[2].lower()
    if suffix.isalnum() and suffix not in ("jpg", "jpeg", "gif", "png"):
        document.add("ImageUrlFormat", image, suffix)


def _check_build_date(document: Document, channel: etree._Element) -> None:
    """lastBuildDate is the newest date of the items, never now (section 2.1; no event of the validator)."""
    built = channel.find("lastBuildDate")
    dates = [item_dates(item) for item in children(channel, "item")]
    if built is None or not dates or not all(dates):
        return
    moment = check_rfc822_date(Report(), "", own_text(built).strip())
    newest = max(date for found in dates for date in found)
    if moment is not None and moment != newest:
        document.add("LastBuildDateNotNewest", built, f"the newest item is of {newest.isoformat()}")
