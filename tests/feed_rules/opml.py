"""OPML 2.0 subscription lists (section 2.5)."""

from lxml import etree

from .address import check_address, is_web_address
from .document import Document, children, own_text, place, read_xml
from .extensions import check_positive_integer
from .finding import Finding, Report
from .html import check_html
from .language import is_language
from .text import check_rfc822_date, is_mail_address
from .words import words

#: OPML 2.0 defines `docs` as well, but the validator calls it an error (section 2.5).
_HEAD_ELEMENTS = words(
    """
    dateCreated dateModified expansionState ownerEmail ownerId ownerName title vertScrollState windowBottom
    windowLeft windowRight windowTop
    """
)
_WINDOW = ("vertScrollState", "windowBottom", "windowLeft", "windowRight", "windowTop")
_OUTLINE_ATTRIBUTES = """
    category created description htmlUrl isBreakpoint isComment language text title type url version xmlUrl
"""
_VERSIONS = ("RSS", "RSS1", "RSS2", "scriptingNews")
_FEED_ATTRIBUTES = ("description", "htmlUrl", "language", "title", "version", "xmlUrl")


def check_opml(data: bytes) -> tuple[Finding, ...]:
    """Check a subscription list."""
    report = Report()
    document = read_xml(data, marker=b"<opml", report=report)
    if document is not None:
        _check_root(document)
    return report.findings()


def _check_root(document: Document) -> None:
    root = document.root
    if root.tag != "opml":
        document.add("UndefinedElement", root, f"{root.tag} instead of opml")
        return
    document.check_attributes(root, "version")
    version = root.get("version")
    if version is None:
        document.add("MissingAttribute", root, "version")
    elif version != "2.0":
        # The validator also takes 1.0 and 1.1; section 2.5 wants 2.0.
        document.add("InvalidOPMLVersion", root, version)
    for name in ("head", "body"):
        if not children(root, name):
            document.add("MissingElement", root, name)
        for extra in children(root, name)[1:]:
            document.add("DuplicateElement", extra, name)
    for head in children(root, "head"):
        _check_head(document, head)
    for body in children(root, "body"):
        _check_outlines(document, body)
        if not children(body, "outline"):
            document.add("MissingElement", body, "outline")


def _check_head(document: Document, head: etree._Element) -> None:
    document.check_no_text(head)
    seen: set[str] = set()
    for element in children(head):
        name, value, where = str(element.tag), own_text(element).strip(), place(element)
        if etree.QName(element).namespace:
            continue
        if name not in _HEAD_ELEMENTS:
            document.add("UndefinedElement", element, name)
        if name in seen:
            document.add("DuplicateElement", element, name)
        seen.add(name)
        document.check_attributes(element)
        if name in ("dateCreated", "dateModified"):
            check_rfc822_date(document.report, where, value)
        elif name in ("title", "ownerName"):
            check_html(document.report, where, value, absolute=True)
        elif name == "ownerEmail" and not is_mail_address(value):
            document.add("InvalidContact", element, value)
        elif name == "ownerId" and not is_web_address(value):
            document.add("InvalidURLAttribute", element, value)
        elif name in _WINDOW:
            check_positive_integer(document, element, value)


def _check_outlines(document: Document, parent: etree._Element) -> None:
    """Folders are nested outlines; every one is checked alike."""
    document.check_no_text(parent)
    for element in children(parent):
        if etree.QName(element).namespace:
            continue
        if element.tag != "outline":
            document.add("UndefinedElement", element, str(element.tag))
            continue
        _check_outline(document, element)
        _check_outlines(document, element)


def _check_outline(document: Document, outline: etree._Element) -> None:
    document.check_attributes(outline, _OUTLINE_ATTRIBUTES)
    kind, text, title = outline.get("type"), outline.get("text"), outline.get("title")
    if text is None:
        document.add("MissingAttribute", outline, "text")
    elif title not in (None, text):
        document.add("TitleDiffersFromText", outline, f"{title} and {text}")
    if kind == "rss":
        if not outline.get("xmlUrl"):
            document.add("MissingXmlURL", outline, "xmlUrl")
        if title is None:
            document.add("MissingTitleAttr", outline, "title")
    elif kind is None and any(outline.get(name) is not None for name in _FEED_ATTRIBUTES):
        document.add("MissingOutlineType", outline, "type")
    elif kind is not None and outline.get("xmlUrl") is not None:
        # Section 2.5: `type="rss"` also for Atom. The validator says so only about OPML 1.
        document.add("InvalidOutlineType", outline, kind)
    _check_outline_values(document, outline)


def _check_outline_values(document: Document, outline: etree._Element) -> None:
    where, report = place(outline), document.report
    version = outline.get("version")
    if version is not None and version not in _VERSIONS:
        document.add("InvalidOutlineVersion", outline, version)
    language = outline.get("language")
    if language is not None and not is_language(language):
        document.add("InvalidLanguage", outline, language)
    for name in ("xmlUrl", "htmlUrl", "url"):
        if outline.get(name):
            check_address(report, where, outline.get(name, ""))
    for name in ("text", "title", "description"):
        check_html(report, where, outline.get(name, ""), absolute=True)
    if outline.get("created") is not None:
        check_rfc822_date(report, where, outline.get("created", ""))
