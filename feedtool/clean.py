"""An article's HTML to blocks, and blocks to safe HTML. The one importer of bs4 and nh3.

The order is fixed. First the HTML is parsed by the HTML5 algorithm and written out well-formed, so that what
follows sees what a browser would show, whatever was scraped. Then elements that are no part of the article
go, addresses become absolute, and the article is cut into its top-level blocks, on which `chrome` and
`evidence` judge. The allow-list sanitiser runs last, always.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

import nh3
from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from feedtool import rules, text
from feedtool.errors import PostError
from feedtool.model import Block, Link, Removal
from feedtool.rules import ElementRule
from feedtool.urls import make_absolute

_BLOCKS = frozenset(
    "address blockquote caption col colgroup dd details dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p "
    "pre summary table tbody td tfoot th thead tr ul".split()
)
#: Elements that group blocks and mean nothing in a feed: what is inside stands for itself.
_CONTAINERS = frozenset("article aside center div footer header main nav section".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: What is cut open where it stands among blocks: the groups, what means nothing, and parts without a whole.
_UNWRAPPED = _CONTAINERS | {"dd", "dt", "figcaption", "font", "li", "span", "summary"}
_INLINE = frozenset(
    "a abbr audio b bdi bdo br cite code del dfn em i img ins kbd mark picture q rp rt ruby s samp small "
    "source strong sub sup time track u var video wbr".split()
)
_ALLOWED_TAGS = _BLOCKS | _INLINE
_ALLOWED_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "audio": {"controls", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "source": {"src", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"kind", "label", "src", "srclang"},
    "video": {"controls", "height", "poster", "src", "width"},
}
#: What rules may look at, beside what readers may see.
_EVIDENCE_ATTRIBUTES = {"class", "hidden", "id", "rel", "style"}
#: Where pages keep the address of an image that their script loads late; the first one counts.
_LATE_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc")
_URL_ATTRIBUTES = frozenset({"cite", "href", "poster", "src"})
_URL_SCHEMES = {"ftp", "http", "https", "magnet", "mailto", "tel"}
_SHOWN = frozenset({"audio", "hr", "img", "table", "video"})
#: Elements whose content is never text of the article.
_WITHOUT_CONTENT = set("noembed noframes noscript script style template title".split())

#: Everything that `_normaliser` lets through. White space is kept in all of it: bs4 would fold some of it.
_KNOWN_TAGS = set(_ALLOWED_TAGS | _CONTAINERS | {"font", "iframe", "link", "span"})
_normaliser = nh3.Cleaner(
    tags=_KNOWN_TAGS,
    attributes={
        **_ALLOWED_ATTRIBUTES,
        "*": _ALLOWED_ATTRIBUTES["*"] | _EVIDENCE_ATTRIBUTES,
        "iframe": {"height", "src", "width"},
        "img": _ALLOWED_ATTRIBUTES["img"] | set(_LATE_SOURCES),
        "link": {"href"},
        "video": _ALLOWED_ATTRIBUTES["video"] | {"data-src"},
    },
    clean_content_tags=_WITHOUT_CONTENT,
    url_schemes=_URL_SCHEMES,
    link_rel=None,
)
_sanitiser = nh3.Cleaner(
    tags=set(_ALLOWED_TAGS),
    attributes=_ALLOWED_ATTRIBUTES,
    clean_content_tags=_WITHOUT_CONTENT | {"iframe"},
    url_schemes=_URL_SCHEMES,
    link_rel=None,
)

# The normaliser's output is well-formed, so these see every tag of their kind and nothing but tags.
_ATTRIBUTES = r"((?:\s[^\s=>]+=\"[^\"]*\")*)\s*"
_PLAIN_PARAGRAPH = re.compile(r"\s*<p>([^<]*)</p>\s*")
_TAG = re.compile(rf"<(/?)([a-z][^\s/>]*){_ATTRIBUTES}>")
#: What stands inside is for readers without frames, and the parser leaves its tags as they are.
_IFRAME = re.compile(rf"<iframe{_ATTRIBUTES}>.*?</iframe>", re.DOTALL)
_SPAN = re.compile(rf"</?span{_ATTRIBUTES}>")
_VOID = frozenset({"br", "col", "hr", "img", "link", "source", "track", "wbr"})
#: White space at the beginning of a paragraph, with which Chinese typesetting indents it.
_INDENT = re.compile(r"(?:[\s\u3000]|&nbsp;)+")

_SIMPLE_SELECTOR = re.compile(r"([a-z][a-z0-9]*|)(?:\.([A-Za-z_][\w-]*)|\[([a-z][a-z-]*)(?:\*='([^']+)')?\])")
#: Marks a link that stands for what was embedded: it shows something, and is no link to an original.
_EMBEDDED = "data-embedded"
#: `text.strip_illegal` keeps it out of every article.
_BLOCK_MARK = "\ufdd0"
#: What wraps a piece while it is parsed: no element of HTML, and none that the normaliser lets through.
_PIECE = "x-piece"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article cut into blocks, and what was taken out of it on the way."""

    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...] = ()
    #: Absolute addresses that the markup states as those of the original: rel=canonical, cite.
    stated: tuple[str, ...] = ()


def split_article(
    source: str, base_url: str, element_rules: Iterable[ElementRule] = rules.ELEMENT_RULES
) -> Article:
    """Parse an HTML fragment and cut it into its top-level blocks.

    ``base_url`` is the absolute address that relative ones are resolved against. Every visible word of the
    fragment is in one of the blocks, in order, or in one of the removals.

    Raises:
        PostError: elements are nested hundreds deep.
    """
    element_rules = tuple(element_rules)
    normal = _IFRAME.sub(r"<iframe\1></iframe>", text.strip_illegal(_normaliser.clean(source)))
    # A rule that could match any element has to be shown all of them.
    is_all_marked_up = any("" in rule.hints for rule in element_rules)
    if not is_all_marked_up:
        normal = _drop_spans(normal, element_rules)
    pieces = ((False, normal),) if is_all_marked_up and normal else tuple(_split_pieces(normal))
    marked_up = "".join(f"<{_PIECE}>{piece}</{_PIECE}>" for is_plain, piece in pieces if not is_plain)
    # One parser for all pieces: to make one takes as long as to parse several.
    soup = _parse(marked_up) if marked_up else Tag(name=_PIECE)
    parsed = iter(soup.contents)
    blocks: list[Block] = []
    try:
        removals = [*_apply_element_rules(soup, marked_up, element_rules), *_settle_elements(soup, base_url)]
        stated = _take_stated(soup, marked_up)
        for is_plain, piece in pieces:
            blocks += _make_paragraph(piece) if is_plain else _cut(cast("Tag", next(parsed)).contents)
    except RecursionError as error:
        message = "elements are nested too deep to be an article; remove most of them"
        raise PostError("nesting-too-deep", message) from error
    return Article(blocks=tuple(blocks), removals=tuple(removals), stated=stated)


def sanitise(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Sanitise the blocks that stay, by the allow-list: nothing that is not on it comes through.

    The others lose their HTML. All go through the sanitiser in one piece, which is several times as fast;
    the mark that parts them is a character that no block holds.
    """
    blocks = tuple(blocks)
    joined = _BLOCK_MARK.join(block.html for block in blocks if block.rule is None)
    cleaned = iter(_sanitiser.clean(joined).split(_BLOCK_MARK))
    return tuple(replace(block, html=next(cleaned).strip() if block.rule is None else "") for block in blocks)


def _drop_spans(source: str, element_rules: Iterable[ElementRule]) -> str:
    """Drop the tags of all spans, which mean nothing in a feed, unless a rule could be about one of them."""
    hints = {hint for rule in element_rules for hint in rule.hints}
    spans = _SPAN.findall(source)
    is_ruled = any(hint in attributes for attributes in spans for hint in hints)
    return source if is_ruled else _SPAN.sub("", source)


def _split_pieces(source: str) -> Iterator[tuple[bool, str]]:
    """Cut well-formed HTML into paragraphs of mere text (True: its content) and anything else (False).

    Most of an article is plain paragraphs, which no rule about elements can touch: only the rest is worth
    the time that a parser takes.
    """
    start = position = 0
    while position < len(source):
        plain = _PLAIN_PARAGRAPH.match(source, position)
        if plain is None:
            position = _end_of_node(source, position)
            continue
        if start < position:
            yield False, source[start:position]
        yield True, plain[1]
        start = position = plain.end()
    if start < position:
        yield False, source[start:position]


def _end_of_node(source: str, start: int) -> int:
    """Give the end of the text or of the element that begins at ``start``."""
    if source[start] != "<":
        end = source.find("<", start)
        return len(source) if end < 0 else end
    depth, end = 0, start
    while True:
        # Every element is closed: the normaliser wrote them.
        tag = cast("re.Match[str]", _TAG.search(source, end))
        end = tag.end()
        if tag[1]:
            depth -= 1
        elif tag[2] not in _VOID:
            depth += 1
        if depth == 0:
            return end


def _parse(source: str) -> BeautifulSoup:
    return BeautifulSoup(source, "html.parser", preserve_whitespace_tags=_KNOWN_TAGS)


def _make_paragraph(content: str) -> Iterator[Block]:
    words = text.fold_space(html.unescape(content))
    if words:
        indent = _INDENT.match(content)
        content = content[indent.end() :] if indent else content
        yield Block(tag="p", html=f"<p>{content}</p>", text=words)


def _apply_element_rules(soup: Tag, source: str, element_rules: Iterable[ElementRule]) -> Iterator[Removal]:
    elements = [node for node in soup.descendants if isinstance(node, Tag) and node.attrs]
    for element in elements:
        if "style" in element.attrs:
            element["style"] = "".join(str(element["style"]).lower().split())
    for rule in element_rules:
        if not any(hint in source for hint in rule.hints):
            continue
        tests = _read_selector(rule.selector)
        if tests:
            chosen = [element for element in elements if any(test(element) for test in tests)]
        else:
            chosen = soup.select(rule.selector)
        for element in chosen:
            if element.decomposed or element.name == _PIECE:
                continue  # inside one that went before, or no element of the article at all
            if rule.action == "remove":
                yield Removal(rule=rule.name, text=text.fold_space(_visible_text(element)))
                element.decompose()
            else:
                yield Removal(rule=rule.name, text=str(element.get("href", "")))
                element.unwrap()


@cache
def _read_selector(selector: str) -> tuple[Callable[[Tag], bool], ...]:
    """Read a list of simple selectors (``a.keytip``, ``[hidden]``, ``[style*='x']``); none if one is not.

    Most rules are of this kind, and the CSS engine takes ten times as long to match them.
    """
    matches = [_SIMPLE_SELECTOR.fullmatch(part.strip()) for part in selector.split(",")]
    return tuple(_make_test(*match.groups()) for match in matches if match) if all(matches) else ()


def _make_test(name: str, class_: str | None, key: str | None, part: str | None) -> Callable[[Tag], bool]:
    def test(element: Tag) -> bool:
        if name and element.name != name:
            return False
        if class_ is not None:
            return class_ in element.get_attribute_list("class")
        return key in element.attrs and (part is None or part in str(element[str(key)]))

    return test


def _settle_elements(soup: Tag, base_url: str) -> Iterator[Removal]:
    """Make addresses absolute, and elements that no reader can show into what a reader can."""
    for element in [node for node in soup.descendants if isinstance(node, Tag)]:
        late = next((element[name] for name in _LATE_SOURCES if name in element.attrs), None)
        if late is not None:
            element["src"] = late  # what stands in src is a place holder
        for name in _URL_ATTRIBUTES & element.attrs.keys():
            value = str(element[name])
            absolute = make_absolute(base_url, value)
            if absolute is None:
                yield Removal(rule="bad-address", text=value)
                del element[name]
            else:
                element[name] = absolute
        if element.name in {"iframe", "img"} and _is_tracker(element):
            yield Removal(rule="tracker", text=str(element.get("src", "")))
            element.decompose()
        elif element.name == "a" and "href" not in element.attrs:
            element.unwrap()  # it leads nowhere (any more)
        elif element.name == "img" and "src" not in element.attrs:
            element.replace_with(str(element.get("alt", "")))
        elif element.name == "iframe":
            element.replace_with(*_link_to(element))
        elif element.name in {"audio", "video"} and "src" in element.attrs and not element.find("a"):
            element.extend(_link_to(element))  # for readers that show no media


def _is_tracker(element: Tag) -> bool:
    sides = [str(element[side]).strip() for side in ("height", "width") if side in element.attrs]
    return bool(sides) and all(side in {"0", "1", "0px", "1px"} for side in sides)


def _link_to(element: Tag) -> list[Tag]:
    """Give a link to what an element embeds."""
    address = element.get("src")
    if address is None:
        return []
    link = Tag(name="a", attrs={"href": str(address), _EMBEDDED: ""})
    link.string = str(address)
    return [link]


def _take_stated(soup: Tag, source: str) -> tuple[str, ...]:
    """Take out links that state where the original is, and give their addresses."""
    stated: list[str] = []
    if "canonical" not in source:
        return ()
    for element in soup.find_all(["a", "link"], rel="canonical"):
        stated.append(str(element.get("href", "")))
        if element.name == "link":
            element.decompose()
    return tuple(stated)


def _cut(nodes: Iterable[PageElement]) -> Iterator[Block]:
    """Cut a list of nodes into blocks; text and inline elements between two blocks are a paragraph."""
    for element in _group(nodes):
        children = element.find_all(recursive=False)
        is_heading_of_blocks = element.name in _HEADINGS and any(map(_holds_block, children))
        if element.name in _UNWRAPPED or is_heading_of_blocks:
            yield from _cut(element.contents)
        else:
            yield from _make_block(element)


def _group(nodes: Iterable[PageElement]) -> Iterator[Tag]:
    """Give the elements on block level in a list of nodes; what stands between two becomes a paragraph."""
    run: list[PageElement] = []
    for node in [*nodes, None]:
        is_block_level = isinstance(node, Tag) and _holds_block(node)
        if node is not None and not is_block_level:
            run.append(node)
            continue
        if any(isinstance(item, Tag) or str(item).strip() for item in run):
            yield _wrap(run)
        run = []
        if isinstance(node, Tag):
            yield node


def _wrap(nodes: list[PageElement]) -> Tag:
    paragraph = Tag(name="p")
    paragraph.extend(nodes)
    return paragraph


def _holds_block(element: Tag) -> bool:
    return _is_block(element) or any(
        isinstance(node, Tag) and _is_block(node) for node in element.descendants
    )


def _is_block(element: Tag) -> bool:
    return element.name in _BLOCKS or element.name in _CONTAINERS


def _make_block(element: Tag) -> Iterator[Block]:
    """Give the block of an element, or none if it shows nothing."""
    tags = [node for node in element.descendants if isinstance(node, Tag)]
    for container in [tag for tag in reversed(tags) if tag.name in _CONTAINERS]:
        # The sanitiser would join the words of two neighbours: in a quotation or a cell they are paragraphs.
        container.extend(list(_group(list(container.contents))))
        container.unwrap()
    if not _holds_block(element):  # what it held was empty
        element = _wrap([element])
    if element.name == "p":
        _drop_indent(element)
    words = text.fold_space(_visible_text(element))
    inside = [element, *(node for node in element.descendants if isinstance(node, Tag))]
    has_media = any(tag.name in _SHOWN or _EMBEDDED in tag.attrs for tag in inside)
    if words or has_media:
        yield Block(
            tag=element.name,
            html=str(element),
            text=words,
            links=tuple(
                Link(url=str(tag["href"]), text=text.fold_space(_visible_text(tag)))
                for tag in inside
                if tag.name == "a" and tag.has_attr("href")
            ),
            images=tuple(str(tag["src"]) for tag in inside if tag.name == "img" and tag.has_attr("src")),
            has_media=has_media,
            cite=str(element["cite"]) if "cite" in element.attrs else None,
        )


def _drop_indent(paragraph: Tag) -> None:
    for node in list(paragraph.descendants):
        if isinstance(node, Tag):
            continue
        stripped = str(node).lstrip()  # the ideographic and the no-break space too
        node.replace_with(stripped)
        if stripped:
            break


def _visible_text(element: Tag) -> str:
    """Give the text of an element as people see it: a line break and the ends of a block part words."""
    return "".join(_walk_text(element))


def _walk_text(element: Tag) -> Iterator[str]:
    for node in element.children:
        if not isinstance(node, Tag):
            yield str(node)
            continue
        edge = "\n" if node.name == "br" or _is_block(node) else ""
        yield edge
        yield from _walk_text(node)
        yield edge
