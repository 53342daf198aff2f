"""The rules that hold for every XML document: its bytes, its namespaces, its characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from lxml import etree

from .finding import Report
from .language import is_language

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
HISTORY = "http://purl.org/syndication/history/1.0"
MEDIA = "http://search.yahoo.com/mrss/"
SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"

#: The validator reads no more than this (section 2.3).
SIZE_LIMIT = 5_000_000
#: With a generic media type the validator looks for the root element in so many bytes (section 2.3).
SNIFFED_BYTES = 512

#: Namespaces the validator knows, with the prefix it reserves for each (section 2.2, last rule).
_KNOWN_NAMESPACES = {
    ATOM: "atom",
    CONTENT: "content",
    DC: "dc",
    DCTERMS: "dcterms",
    HISTORY: "fh",
    MEDIA: "media",
    SYNDICATION: "sy",
    XHTML: "xhtml",
    XML: "xml",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://web.resource.org/cc/": "cc",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://www.georss.org/georss": "georss",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.opml.org/spec2": "opml",
    "http://www.w3.org/1998/Math/MathML": "mathml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.w3.org/2007/app": "app",
}
_RESERVED_PREFIXES = {prefix: namespace for namespace, prefix in _KNOWN_NAMESPACES.items()}
_DOUBTFUL_CHARACTER = re.compile("[\x80-\x9f\ufffd]")


def place(element: etree._Element) -> str:
    """Say where an element is, as local names with positions: `/rss/channel/item[2]/title`."""
    steps: list[str] = []
    current: etree._Element | None = element
    while current is not None:
        parent = current.getparent()
        twins = [] if parent is None else [child for child in parent if child.tag == current.tag]
        position = f"[{twins.index(current) + 1}]" if len(twins) > 1 else ""
        steps.append(local_name(current) + position)
        current = parent
    return "/" + "/".join(reversed(steps))


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)


def is_element(node: object) -> bool:
    """Tell an element from a comment or a processing instruction, whose tags are functions."""
    return isinstance(getattr(node, "tag", None), str)


def children(element: etree._Element, tag: str | None = None) -> list[etree._Element]:
    """The child elements (no comments, no processing instructions), all or those of one name."""
    return [child for child in element if is_element(child) and tag in (None, child.tag)]


def own_text(element: etree._Element) -> str:
    """The character data directly inside an element, comments left out."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed XML document together with what a tree does not keep: its lines."""

    root: etree._Element
    report: Report
    url: str = ""
    now: datetime | None = None
    silent: frozenset[etree._Element] = field(default_factory=frozenset)

    def add(self, event: str, element: etree._Element, message: str) -> None:
        """Note a rule that an element breaks."""
        self.report.add(event, place(element), message)

    def is_silenced(self, element: etree._Element) -> bool:
        """Tell whether the line of the element's start tag holds `&#x` (section 2.1, plain text)."""
        return element in self.silent

    def check_attributes(self, element: etree._Element, allowed: str = "") -> None:
        """Attributes without a namespace must be known; those of extensions may be anything."""
        for name in map(str, element.attrib):
            if not name.startswith("{") and name not in allowed.split():
                self.add("UnexpectedAttribute", element, f"attribute {name}")

    def check_no_text(self, element: etree._Element) -> None:
        """An element that holds elements holds no character data of its own."""
        if own_text(element).strip():
            self.add("UnexpectedText", element, own_text(element).strip()[:60])

    def check_no_children(self, element: etree._Element) -> None:
        """An element that holds text holds no elements, such as tags that should be escaped."""
        for child in children(element):
            self.add("UndefinedElement", child, f"inside {local_name(element)}")


def read_xml(
    data: bytes, *, marker: bytes, report: Report, url: str = "", now: datetime | None = None
) -> Document | None:
    """Parse a document and check its bytes; None when there is nothing left to check."""
    if len(data) > SIZE_LIMIT:
        report.add("ValidatorLimit", "/", f"{len(data)} bytes, limit {SIZE_LIMIT}")
        return None
    if marker not in data[:SNIFFED_BYTES]:
        report.add("NonSpecificMediaType", "/", f"no {marker.decode()} in the first {SNIFFED_BYTES} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
        lines, namespaces = _positions(data)
    except (etree.XMLSyntaxError, expat.ExpatError) as error:
        report.add("SAXError", "/", str(error))
        return None
    raw = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    elements = [element for element in root.iter() if is_element(element)]
    silent = frozenset(
        element for element, line in zip(elements, lines, strict=True) if b"&#x" in raw[line - 1]
    )
    document = Document(root=root, report=report, url=url, now=now, silent=silent)
    _check_namespaces(document, namespaces)
    for element in elements:
        _check_characters(document, element)
        language = element.get(f"{{{XML}}}lang")
        if language and not is_language(language):
            document.add("InvalidLanguage", element, f"xml:lang {language}")
    return document


def _positions(data: bytes) -> tuple[list[int], list[tuple[str, str]]]:
    """The line of every start tag and every namespace declaration, in document order.

    expat and not lxml, because lxml reports the line on which a start tag ends.
    """
    lines: list[int] = []
    namespaces: list[tuple[str, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda _name, _attributes: lines.append(parser.CurrentLineNumber)
    parser.StartNamespaceDeclHandler = lambda prefix, uri: namespaces.append((prefix or "", uri or ""))
    parser.Parse(data, True)  # noqa: FBT003 (it takes no keywords)
    return lines, namespaces


def _check_namespaces(document: Document, declarations: list[tuple[str, str]]) -> None:
    """Section 2.2 (prefixes, unknown namespaces) and section 2.6 (the slash of Media RSS)."""
    is_atom = document.root.tag == f"{{{ATOM}}}feed"
    for prefix, namespace in declarations:
        if not namespace:
            continue
        where = f"xmlns:{prefix}" if prefix else "xmlns"
        reserved = _RESERVED_PREFIXES.get(prefix)
        if namespace == MEDIA.rstrip("/"):
            document.report.add("MediaRssNamespace", where, namespace)
        elif reserved is not None and reserved != namespace:
            document.report.add("ReservedPrefix", where, f"{prefix} stands for {reserved}")
        elif namespace not in _KNOWN_NAMESPACES:
            document.report.add("UnknownNamespace", where, namespace)
        if is_atom and prefix and namespace in (ATOM, XHTML):
            document.report.add("AvoidNamespacePrefix", where, "some readers know no prefix here")


def _check_characters(document: Document, element: etree._Element) -> None:
    """Section 2.3: C1 controls and U+FFFD are legal, but traces of a wrong decoding."""
    for text in _strings(element):
        found = _DOUBTFUL_CHARACTER.search(text)
        if found:
            document.add("BadCharacters", element, f"U+{ord(found.group()):04X}")


def _strings(element: etree._Element) -> Iterator[str]:
    yield own_text(element)
    for value in element.attrib.values():
        yield str(value)
