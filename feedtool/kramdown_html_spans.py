"""HTML inside of lines as kramdown reads it, as a rule for markdown-it.

Some elements hold Markdown and all others do not. Observed with kramdown 2.4.0
(parse_span_html in lib/kramdown/parser/kramdown/html.rb).
"""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from feedtool.kramdown_html import BLOCK_MODEL, MARKDOWN, SPAN_MODEL
from feedtool.kramdown_nesting import read_inside
from feedtool.kramdown_options import KramdownOptions
from feedtool.kramdown_tags import NAME, VOID, escape_strays, find_last_tag

#: What stands on block level alone (HTML_BLOCK_ELEMENTS); inside of a line, its tags are text to kramdown.
_BLOCK_ELEMENTS = (
    "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol optgroup "
    "p pre section summary table tbody td th thead tfoot tr ul"
).split()
_BLOCK_CLOSING = re.compile(rf"</({'|'.join(_BLOCK_ELEMENTS)})\s*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"(<!--.*?-->|</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>)", re.DOTALL | re.IGNORECASE)
_SPAN_OPENING = re.compile(rf"<(?!(?:{VOID})\b){NAME}(?<!/)>", re.IGNORECASE)


def use_html_spans(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read HTML inside of lines as kramdown does."""
    renderer.inline.ruler.before("html_inline", "raw_span", _make_span_rule(is_all=options.parses_spans))


def _make_span_rule(*, is_all: bool) -> Callable[[StateInline, bool], bool]:
    def parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        """Take an element inside of a line; what it holds is spans, or stays as it is."""
        del silent
        tag = _SPAN_OPENING.match(state.src, state.pos, state.posMax)
        if tag is None:
            closing = _BLOCK_CLOSING.match(state.src, state.pos, state.posMax)
            return closing is not None and _is_code(state) and _parse_block_tag(state, closing)
        if tag[1].lower() in _BLOCK_ELEMENTS:
            return _parse_block_tag(state, tag)
        stated = MARKDOWN.search(tag[0])
        is_parsed = tag[1].lower() in SPAN_MODEL | BLOCK_MODEL
        if stated is None:
            is_parsed = is_parsed and is_all
        elif stated[1] != "1":
            is_parsed = stated[1] != "0"
        return _parse_span(state, tag) if is_parsed else _take_span(state, tag)

    return parse


def _parse_block_tag(state: StateInline, tag: re.Match[str]) -> bool:
    """Take the tag of an element on block level for text if nothing ends it, or if it is meant as code.

    To kramdown all such tags inside of lines are text; those of an element that has an end are markup here.
    """
    if not _is_code(state) and _end_tag_of(tag[1]).search(state.src, tag.end()):
        return False
    state.append_pending(tag[0])
    state.pos = tag.end()
    return True


def _is_code(state: StateInline) -> bool:
    """Tell whether the line is indented as code is that a blank line should have stood before."""
    start = state.src.rfind("\n", 0, state.pos) + 1
    return state.src.startswith(("    ", "\t"), start)


def _parse_span(state: StateInline, tag: re.Match[str]) -> bool:
    """Read an element that holds spans to its end tag; without one, to the end of the text."""
    ending = _end_tag_of(tag[1])

    def is_end() -> bool:
        return ending.match(state.src, state.pos, state.posMax) is not None

    inner = read_inside(state, "html", tag.end(), is_end, is_auto_closed=True)
    if inner is None:
        return False
    state.push("html_inline", "", 0).content = tag[0]
    state.tokens += inner
    closing = ending.match(state.src, state.pos, state.posMax)
    state.push("html_inline", "", 0).content = closing[0] if closing else f"</{tag[1]}>"
    state.pos = closing.end() if closing else state.posMax
    return True


def _take_span(state: StateInline, tag: re.Match[str]) -> bool:
    """Take an element that holds no Markdown as it is."""
    last = find_last_tag(state.src, state.pos, tag[1].lower())
    is_closed = last is not None and last.end() <= state.posMax
    end = last.end() if last is not None and is_closed else state.posMax
    if is_closed:
        state.push("html_inline", "", 0).content = escape_strays(state.src[state.pos : end])
    else:
        _push_raw(state, state.src[state.pos : end])
    state.pos = end
    return True


@cache
def _end_tag_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE)


def _push_raw(state: StateInline, source: str) -> None:
    """Push what stands behind a tag that nothing closes: other tags, and text that is no Markdown."""
    for index, piece in enumerate(_ANY_TAG.split(source)):
        if piece:
            state.push("html_inline" if index % 2 else "text_special", "", 0).content = piece
