"""An article's HTML to blocks, and blocks to safe HTML.

The order is fixed. First the HTML is written in the normal form (`markup`). Then elements that are no part of
the article go, and addresses become absolute (`elements`). Then the article is cut into its top-level blocks,
on which `chrome` and `evidence` judge. The allow-list sanitiser runs last, always.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple, cast

from feedtool import markup, rules, tree
from feedtool.element_rules import apply_rules
from feedtool.elements import EMBEDDED, settle
from feedtool.markup import (
    BLOCKS,
    CONTAINERS,
    Token,
    find_end,
    read_attribute,
    read_attributes,
    read_words,
)
from feedtool.model import Block, Link, Removal
from feedtool.rules import ElementRule
from feedtool.text import fold_space
from feedtool.urls import Base

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: What is cut open where it stands among blocks: the groups, and parts without a whole.
_OPENED = CONTAINERS | {"dd", "dt", "figcaption", "li", "summary"}
_BLOCK_LEVEL = BLOCKS | CONTAINERS
_PROSE = _HEADINGS | {"p"}
#: What is a block whatever it holds.
_WHOLE = BLOCKS - _OPENED - _HEADINGS
_SHOWN = frozenset({"audio", "hr", "img", "table", "video"})
#: The attribute as it stands in a tag: no value of another can hold these quotes.
_EMBEDDED = f' {EMBEDDED}=""'
#: What parts two blocks in the sanitiser: `text.strip_illegal` keeps it out of every article.
_BLOCK_MARK = "\ufdd0"
#: As many tokens has an element with two links and nothing else.
_TWO_LINKS = 8
_PARAGRAPH: Token = ("", "", "p", "")
_PARAGRAPH_END: Token = ("", "/", "p", "")


class Article(NamedTuple):
    """An article cut into blocks, and what was taken out of it on the way."""

    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...] = ()
    #: Absolute addresses that the markup states as those of the original: rel=canonical.
    stated: tuple[str, ...] = ()


def split_article(
    source: str,
    base: Base,
    element_rules: Iterable[ElementRule] = rules.ELEMENT_RULES,
    off: Collection[str] = (),
) -> Article:
    """Parse an HTML fragment and cut it into its top-level blocks.

    ``base`` is what relative addresses are resolved against, ``off`` the names of the rules that are switched
    off. Every visible word of the fragment is in one of the blocks, in order, or in one of the removals. What
    goes uncounted is what HTML does not show as text of an article: scripts, styles, templates, titles,
    comments; drawings and formulas (``<svg>``, ``<math>``) with their labels; ``<noscript>`` and ``<iframe>``
    with what they say to readers without scripts or frames; and the tags, but not the content, of elements
    that HTML does not have, such as ``<iPhone>``.

    Raises:
        PostError: elements are nested hundreds deep.
    """
    tokens, removals = apply_rules(markup.normalise(source), element_rules)
    settled = settle(tokens, base, keeps_trackers="tracker" in off)
    blocks = map(_make_block, _split(settled.tokens))
    return Article(
        blocks=tuple([block for block in blocks if block is not None]),
        removals=(*removals, *settled.removals),
        stated=tuple(settled.stated),
    )


def sanitise(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Sanitise the blocks that stay, by the allow-list: nothing that is not on it comes through.

    The others have no HTML any more. All go through the sanitiser in one piece, which is several times as
    fast, but for blocks that are proved to hold nothing that it would change.
    """
    blocks = list(blocks)
    doubtful: list[int] = []
    for index, block in enumerate(blocks):
        if block.rule is not None:
            blocks[index] = block.with_html("")
        elif not markup.is_safe(block.html):
            doubtful.append(index)
    if doubtful:
        joined = _BLOCK_MARK.join(blocks[index].html for index in doubtful)
        for index, html in zip(doubtful, markup.sanitise(joined).split(_BLOCK_MARK), strict=True):
            blocks[index] = blocks[index].with_html(html.strip())
    return tuple(blocks)


def _split(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut tokens into elements on block level; what stands between two becomes a paragraph."""
    run: list[Token] = []
    index = 0
    while index < len(tokens):
        end, is_block_level, is_opened = _measure(tokens, index)
        if is_block_level:
            if run:
                yield [_PARAGRAPH, *run, _PARAGRAPH_END]
                run = []
            if not is_opened:
                yield tokens[index : end + 1]
        elif run or not tokens[index][0].isspace():
            run += tokens[index : end + 1]
        index = end + 1
    if run:
        yield [_PARAGRAPH, *run, _PARAGRAPH_END]


def _measure(tokens: Sequence[Token], index: int) -> tuple[int, bool, bool]:
    """Give where the text or element at ``index`` ends, and whether it is on block level.

    And whether it is cut open: its tag is passed over, and what is inside stands for itself.
    """
    _, slash, name, _ = tokens[index]
    if not name:
        return index, False, False
    if slash or name in _OPENED:  # what ends here was opened
        return index, True, True
    if name in _PROSE and tokens[index + 1][0] and tokens[index + 2][1]:
        return index + 2, True, False  # mere text, as most of an article
    end = find_end(tokens, index)
    holds_block = name not in _WHOLE and not _BLOCK_LEVEL.isdisjoint(
        [inner for _, _, inner, _ in tokens[index + 1 : end]]
    )
    if holds_block and name in _HEADINGS:
        return index, True, True
    return end, holds_block or name in BLOCKS, False


def _make_block(element: Sequence[Token]) -> Block | None:
    """Make the block of an element; None if it shows nothing."""
    if len(element) == 3 and element[1][0] and element[0][2] in _PROSE:  # noqa: PLR2004 - tag, text, tag
        return _make_plain_block(element[0], element[1][0])
    if len(element) >= _TWO_LINKS and element[1][2] == "a":
        return _make_known_block(tuple(element))
    return _make_any_block(element)


@lru_cache(maxsize=1 << 12)  # the links home under the posts of one category are the same
def _make_known_block(element: tuple[Token, ...]) -> Block | None:
    return _make_any_block(element)


def _make_any_block(element: Sequence[Token]) -> Block | None:
    names = {name for _, _, name, _ in element}
    if len(names) == 2 and "" in names and element[0][2] in _PROSE:  # noqa: PLR2004 - its own, and that of text
        return _make_plain_block(element[0], "".join([text for text, _, _, _ in element]))
    if not names.isdisjoint(CONTAINERS):
        element = tree.regroup(element)
    _, _, tag, own_attributes = element[0]
    if tag == "p":
        element = _drop_indent(element)
        if "br" in names:
            element = _drop_indents_of_lines(element)
    words = read_words(element)
    html = markup.write_tokens(element)
    is_linked = "a" in names
    has_media = not names.isdisjoint(_SHOWN) or (
        is_linked and _EMBEDDED in html and any(_EMBEDDED in token[3] for token in element)
    )
    if not (words or has_media):
        return None
    return Block(
        tag=tag,
        html=html,
        text=words,
        links=_read_links(element) if is_linked else (),
        images=tuple(_read_images(element)) if "img" in names else (),
        has_media=has_media,
        cite=read_attributes(own_attributes).get("cite") if own_attributes else None,
    )


def _make_plain_block(tag: Token, text: str) -> Block | None:
    """Make the block of a paragraph or heading of mere text: most of an article, and quickly told."""
    _, _, name, attributes = tag
    if name == "p":
        text = text.lstrip()
    words = fold_space(unescape(text))
    return Block(name, f"<{name}{attributes}>{text}</{name}>", words) if words else None


def _drop_indent(paragraph: Sequence[Token]) -> Sequence[Token]:
    """Drop the white space that a paragraph begins with, the ideographic and the no-break space too."""
    if paragraph[1][0][:1].strip():
        return paragraph  # it begins with a word, as most do
    for index, (text, _, _, _) in enumerate(paragraph):
        if stripped := text.lstrip():
            before = [token for token in paragraph[:index] if token[2]]
            return [*before, (stripped, "", "", ""), *paragraph[index + 1 :]]
    return [token for token in paragraph if token[2]]


def _drop_indents_of_lines(paragraph: Sequence[Token]) -> list[Token]:
    """Drop the white space that stands right behind a line break."""
    kept: list[Token] = []
    is_behind = False
    for token in paragraph:
        text, _, name, _ = token
        if name:
            is_behind = name == "br"
        elif is_behind:
            token = (text.lstrip(), "", "", "")  # noqa: PLW2901 - the same text, less of it
            is_behind = not token[0]
        kept.append(token)
    return kept


def _read_links(tokens: Sequence[Token]) -> tuple[Link, ...]:
    links: list[Link] = []
    for index, (_, slash, name, attributes) in enumerate(tokens):
        if name == "a" and not slash:
            text = read_words(tokens[index : find_end(tokens, index)])
            links.append(Link(cast("str", read_attribute(attributes, "href")), text))
    return tuple(links)


def _read_images(tokens: Iterable[Token]) -> Iterator[str]:
    for _, _, name, attributes in tokens:
        if name == "img":
            yield read_attributes(attributes)["src"]
