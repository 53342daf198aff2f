"""Atom text constructs and content (sections 2.2 and 2.3)."""

from lxml import etree

from .address import check_address
from .document import XHTML, Document, children, local_name, own_text, place
from .html import check_element, check_html
from .link import MEDIA_TYPE
from .text import check_plain_text

_TEXT_TYPES = ("text", "html", "xhtml")


def check_text_construct(document: Document, element: etree._Element, _value: str) -> None:
    """title, subtitle, summary, rights: text, html or xhtml, and nothing else."""
    document.check_attributes(element, "type")
    kind = element.get("type", "text")
    if kind not in _TEXT_TYPES:
        # `type="CDATA"` is no media type either (section 2.2, content).
        document.add("InvalidTextType" if "/" in kind else "InvalidMIMEType", element, kind)
        return
    _check_value(document, element, kind)


def check_content(document: Document, content: etree._Element, *, has_summary: bool) -> None:
    """content: as a text construct, or a media type, or by reference."""
    document.check_attributes(content, "src type")
    source = content.get("src")
    kind = content.get("type", "" if source is not None else "text")
    if source is not None:
        document.check_no_children(content)
        document.check_no_text(content)
        check_address(document.report, place(content), source, absolute=False, invalid="InvalidURIAttribute")
        if not kind:
            document.add("MissingTypeAttr", content, "type")
    if kind and kind not in _TEXT_TYPES and not MEDIA_TYPE.fullmatch(kind):
        document.add("InvalidMIMEType", content, kind)
    is_text = kind in _TEXT_TYPES or kind.startswith("text/") or kind.endswith(("+xml", "/xml"))
    if not has_summary and (source is not None or ("/" in kind and not is_text)):
        # Nothing a reader could show: Base64 or content elsewhere (section 2.2, content html).
        document.add("MissingSummary", content, kind)
    if source is None and kind in _TEXT_TYPES:
        _check_value(document, content, kind)


def _check_value(document: Document, element: etree._Element, kind: str) -> None:
    value, where = own_text(element).strip(), place(element)
    if kind == "xhtml":
        _check_xhtml(document, element)
        return
    document.check_no_children(element)
    if not value and not children(element):
        document.add("NotBlank", element, local_name(element))
    elif kind == "html":
        # Relative addresses are legal here: Atom has xml:base (section 2.2, xml:lang).
        check_html(document.report, where, value, absolute=False)
    else:
        silenced = document.is_silenced(element)
        check_plain_text(document.report, where, value, silenced=silenced, event="ContainsUndeclaredHTML")


def _check_xhtml(document: Document, element: etree._Element) -> None:
    found = children(element)
    if [child.tag for child in found] != [f"{{{XHTML}}}div"] or own_text(element).strip():
        document.add("MissingXhtmlDiv", element, "one div and nothing else")
    for child in found:
        for inner in child.iter():
            if isinstance(inner.tag, str):
                name = etree.QName(inner)
                shown = name.localname if name.namespace == XHTML else str(inner.tag)
                attributes = [(str(key), str(value)) for key, value in inner.attrib.items()]
                plain = [(key, value) for key, value in attributes if not key.startswith("{")]
                check_element(document.report, place(inner), str(shown), plain)
