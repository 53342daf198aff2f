"""HTML among Markdown as kramdown reads it, as rules for markdown-it.

An element on block level reaches to its end tag, whatever stands between; Markdown stands inside only where
it is asked for. Inside of lines, some elements hold Markdown and all others do not. Observed with kramdown
2.4.0 (lib/kramdown/parser/html.rb, and kramdown/html.rb beside it).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from feedtool.kramdown_blocks import IS_BOUNDARY, is_code
from feedtool.kramdown_nesting import IS_INSIDE_HTML
from feedtool.kramdown_options import KramdownOptions
from feedtool.kramdown_tags import (
    NAME,
    RAW_OPENING,
    SPAN_ELEMENTS,
    VOID,
    escape_strays,
    find_html_end,
    find_last_tag,
)

#: The key under which a token says that no Markdown is to be looked for in it.
IS_RAW = "is_raw"

Model = Literal["block", "span", "raw"]

#: Markdown is looked for in no more elements one in the other.
_DEEPEST = 50

#: What holds blocks, and what holds lines (HTML_CONTENT_MODEL); all else holds no Markdown.
BLOCK_MODEL = frozenset(
    "address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form "
    "header hgroup iframe li main map menu nav noscript object section summary td".split()
)
SPAN_MODEL = frozenset(
    "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend "
    "optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt".split()
)
#: What kramdown reads without the end of its line, which is a blank line then.
_WITHOUT_CONTENT = re.compile(rf"<(?:(?:{VOID}|script|style)\b|[^<>]*/>)", re.IGNORECASE)
_SPAN_TAG = re.compile(rf"</?(?:{SPAN_ELEMENTS})(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(rf"<{NAME}>", re.IGNORECASE)
MARKDOWN = re.compile(r"\smarkdown\s*=\s*[\"']?(0|1|block|span)(?=[\"'\s>])", re.IGNORECASE)


def use_html(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read HTML as kramdown does."""
    block = renderer.block.ruler
    block.before("html_block", "raw_html", _parse_html_block)
    block.at("html_block", _parse_other_html)
    renderer.core.ruler.after("block", "markdown_inside", _make_inside_rule(is_all=options.parses_blocks))
    renderer.core.ruler.at("inline", _parse_lines)


def _parse_html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Take a block of HTML for one to its end tag, whatever stands between; without one, to the end.

    CommonMark ends it at the first blank line (section 4.6, kind 6); what is left of a page that a program
    saved would be read as Markdown then, and every indented line of it as code.
    """
    del silent
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", position) or is_code(state, start):
        return False
    closing = find_html_end(state.src, position)
    if closing is None and RAW_OPENING.match(state.src, position):
        closing = state.eMarks[end - 1]
    if closing is None:
        return False
    line = start
    while state.eMarks[line] < closing:
        line += 1
    token = state.push("html_block", "", 0)
    token.content = state.src[position:closing] + "\n"
    token.meta[IS_BOUNDARY] = _WITHOUT_CONTENT.match(state.src, position) is not None
    state.line = line + 1
    if state.src[closing : state.eMarks[line]].strip():
        # What stands behind the end tag is a block of its own.
        state.bMarks[line] = closing
        state.tShift[line] = 0
        state.sCount[line] = 0
        next(rule for rule in state.md.block.ruler.getRules("") if rule(state, line, end, False))  # noqa: FBT003
    return True


def _parse_other_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Take HTML for a block by CommonMark's rules, unless it begins with what stands inside of lines."""
    position = state.bMarks[start] + state.tShift[start]
    if _SPAN_TAG.match(state.src, position) is not None or not html_block(state, start, end, silent):
        return False
    state.tokens[-1].meta[IS_BOUNDARY] = _WITHOUT_CONTENT.match(state.src, position) is not None
    return True


def _make_inside_rule(*, is_all: bool) -> Callable[[StateCore], None]:
    def parse(state: StateCore) -> None:
        state.tokens = list(_parse_all(state.tokens, state, is_all=is_all))

    return parse


def _parse_all(tokens: Iterable[Token], state: StateCore, *, is_all: bool, depth: int = 0) -> Iterator[Token]:
    """Give tokens with those of the Markdown that stands in their HTML."""
    for token in tokens:
        is_marked = token.type == "html_block" and (is_all or "markdown" in token.content)
        is_marked = is_marked and IS_RAW not in token.meta
        pieces = _parse_inside(token.content, state, is_all=is_all, depth=depth) if is_marked else [token]
        for piece in pieces:
            if piece.type == "html_block":
                piece.content = escape_strays(piece.content)
            yield piece


def _parse_inside(source: str, state: StateCore, *, is_all: bool, depth: int) -> Iterator[Token]:
    """Parse the Markdown inside of elements that are marked to hold some, or of all that can."""
    done = position = 0
    while tag := _TAG.search(source, position):
        position = tag.end()
        name = tag[1].lower()
        model = _model_of(name, tag[0], is_all=is_all) if depth < _DEEPEST else None
        last = find_last_tag(source, tag.start(), name) if model else None
        if model is None:
            continue
        end = last.start() if last else len(source)
        inside = source[tag.end() : end]
        yield Token("html_block", "", 0, content=source[done : tag.end()])
        if model == "raw":
            yield from _parse_inside(inside, state, is_all=False, depth=depth + 1)
        else:
            yield from _parse_marked(inside, state, model, is_all=is_all, depth=depth + 1)
        done = position = end
    yield Token("html_block", "", 0, content=source[done:])


def _parse_marked(source: str, state: StateCore, model: Model, *, is_all: bool, depth: int) -> list[Token]:
    if model == "span":
        inner = [Token("inline", "", 0, content=source, children=[])]
    else:
        inner = [Token("html_block", "", 0, content="\n")]
        state.md.block.parse(source, state.md, state.env, inner)
        inner = list(_parse_all(inner, state, is_all=is_all, depth=depth))
    for token in inner:
        token.meta[IS_INSIDE_HTML] = True
    return inner


def _parse_lines(state: StateCore) -> None:
    """Parse what stands inside of lines, by where they stand."""
    for token in state.tokens:
        if token.type == "inline":
            state.env[IS_INSIDE_HTML] = IS_INSIDE_HTML in token.meta
            token.children = state.md.inline.parse(token.content, state.md, state.env, token.children or [])


def _model_of(name: str, tag: str, *, is_all: bool) -> Model | None:
    """Tell what is inside of an element; None if nothing is said of it."""
    stated = MARKDOWN.search(tag)
    if stated is not None and stated[1] != "1":
        return "raw" if stated[1] == "0" else cast("Model", stated[1].lower())
    if stated is None and not is_all:
        return None
    return "block" if name in BLOCK_MODEL else "span" if name in SPAN_MODEL else "raw"
