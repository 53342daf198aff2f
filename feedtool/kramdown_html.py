"""HTML among Markdown as kramdown reads it, as rules for markdown-it.

An element on block level reaches to its end tag, whatever stands between; Markdown stands inside only where
it is asked for. Inside of lines, some elements hold Markdown and all others do not. Observed with kramdown
2.4.0 (lib/kramdown/parser/html.rb, and kramdown/html.rb beside it).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.utils import EnvType

from feedtool.kramdown_blocks import SPAN_ELEMENTS, VOID
from feedtool.kramdown_options import KramdownOptions

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType

Model = Literal["block", "span", "raw"]

#: What holds blocks, and what holds lines (HTML_CONTENT_MODEL); all else holds no Markdown.
_BLOCK_MODEL = frozenset(
    "address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form "
    "header hgroup iframe li main map menu nav noscript object section summary td".split()
)
_SPAN_MODEL = frozenset(
    "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend "
    "optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt".split()
)
#: What follows the name; a value in quotes may hold what ends a tag elsewhere, and quotes may be left open.
_VALUE = r"\"[^\"]*\"|'[^']*'|[^\s<>\"']+"
_ATTRIBUTE = r"[a-z_:@][\w:.@-]*+"
_ATTRIBUTES = rf"(?:(?:\s*+{_ATTRIBUTE}(?:\s*+=\s*+(?:{_VALUE}))?+)*+\s*+/?|\s+{_ATTRIBUTE}\s*=[^<>]*)"
_NAME = rf"([a-z][a-z0-9-]*)(?=[\s/>]){_ATTRIBUTES}"
#: The start tag of an element on block level that has an end tag.
_RAW_OPENING = re.compile(
    rf"[ \t]*<(?!(?:{SPAN_ELEMENTS}|{VOID}|script|style)\b){_NAME}(?<!/)>", re.IGNORECASE
)
#: Paragraphs one behind the other, as most articles are, in which no tag is that `_tags_of` would look at.
_PARAGRAPHS = re.compile(
    r"(?:<p(?: [a-z][a-z-]*+=\"[^\"]*+\")*+>(?:[^<]++|<(?!(?i:/?p[\s/>]|!--|script|style)))*+</p>)++"
)
_VOID_BLOCK = re.compile(rf"[ \t]*<(?!(?:br|img|input)\b)(?:{VOID})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SPAN_TAG = re.compile(rf"</?(?:{SPAN_ELEMENTS})(?=[\s/>])", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:[ \t]|<[bh]r[ \t/]*>)*")
_TAG = re.compile(rf"<{_NAME}>", re.IGNORECASE)
#: What begins like a tag and is none, such as an address (group 1: what is to stay as it is).
_STRAY = re.compile(
    r"(<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\2\s*>|\Z)"
    rf"|<[a-z][\w:.-]*+(?=[\s/>]){_ATTRIBUTES}>)|<(?=[a-z])",
    re.DOTALL | re.IGNORECASE,
)
#: A tag as programs write it: a part of what the pattern below takes for one, and told in half the time.
_PLAIN_TAG = r"(?-i:<(?!(?:script|style)\b)[a-z][a-z0-9]*+(?: [a-z][a-z-]*+=\"[^\"]*+\")*+ ?/?>)"
#: A text that has none: nearly every one, and to replace each tag by itself takes long.
_WITHOUT_STRAYS = re.compile(
    rf"(?:[^<]++|</|{_PLAIN_TAG}|<(?!(?:script|style)\b)[a-z][\w:.-]*+(?=[\s/>]){_ATTRIBUTES}>|<(?![a-z!]))*+",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"\smarkdown\s*=\s*[\"']?(0|1|block|span)(?=[\"'\s>])", re.IGNORECASE)


def use_html(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read HTML as kramdown does."""
    block = renderer.block.ruler
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    block.before("html_block", "raw_html", _parse_html_block, alternatives)
    block.at("html_block", _parse_other_html, alternatives)
    renderer.core.ruler.after("block", "markdown_inside", _make_inside_rule(is_all=options.parses_blocks))
    renderer.inline.ruler.before("html_inline", "raw_span", _make_span_rule(is_all=not options.parses_spans))


def _parse_html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Take a block of HTML for one to its end tag, whatever stands between; without one, to the end.

    CommonMark ends it at the first blank line (section 4.6, kind 6); what is left of a page that a program
    saved would be read as Markdown then, and every indented line of it as code.
    """
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", position) or state.is_code_block(start):
        return False
    closing = find_html_end(state.src, position)
    if closing is None and _RAW_OPENING.match(state.src, position):
        closing = state.eMarks[end - 1]
    if closing is None:
        return False
    line = start
    while state.eMarks[line] < closing:
        line += 1
    if line >= end or not _is_whole(state, start, line):
        return False
    if silent:
        return True
    token = state.push("html_block", "", 0)
    token.content = state.src[position:closing] + "\n"
    state.line = line + 1
    if state.src[closing : state.eMarks[line]].strip():
        # What stands behind the end tag is a block of its own.
        state.bMarks[line] = closing
        state.tShift[line] = 0
        state.sCount[line] = state.blkIndent
        next(rule for rule in state.md.block.ruler.getRules("") if rule(state, line, end, False))  # noqa: FBT003
    return True


def _is_whole(state: StateBlock, start: int, last: int) -> bool:
    """Tell whether lines stand in the source as they stand in the element that holds them.

    In a quotation a mark is before each of them, and a list ends with a line that is not indented.
    """
    return all(
        state.src[state.bMarks[line] - 1] == "\n"
        and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent)
        for line in range(start + 1, last + 1)
    )


def _parse_other_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Take HTML for a block by CommonMark's rules, unless it begins with what stands inside of lines."""
    position = state.bMarks[start] + state.tShift[start]
    return _SPAN_TAG.match(state.src, position) is None and html_block(state, start, end, silent)


def find_html_end(source: str, position: int) -> int | None:
    """Give where the block of HTML ends that begins at ``position``, with those that follow on its last line.

    None if it has no end tag.
    """
    comment = _COMMENT.match(source, position) or _VOID_BLOCK.match(source, position)
    if comment is not None:
        return comment.end()
    end = None
    while last := _PARAGRAPHS.match(source, position) or _find_element_end(source, position):
        end = last.end()
        position = cast("re.Match[str]", _BETWEEN.match(source, end)).end()
    return end


def _find_element_end(source: str, position: int) -> re.Match[str] | None:
    """Give what ends where the element on block level ends that begins at ``position``; None if none does."""
    opening = _RAW_OPENING.match(source, position)
    if opening is None:
        return None
    name = opening[1].lower()
    return _plain_end_of(name).match(source, opening.end()) or _find_last_tag(source, position, name)


def _find_last_tag(source: str, position: int, name: str) -> re.Match[str] | None:
    """Give the tag that ends the element whose start tag is the first of its name from ``position`` on."""
    return next((tag for tag, depth in _walk_depth(source, position, name) if depth == 0), None)


def _walk_depth(source: str, position: int, name: str) -> Iterator[tuple[re.Match[str], int]]:
    """Give the tags of an element from ``position`` on, and how deep each leaves it."""
    depth = 0
    for tag in _tags_of(name).finditer(source, position):
        if tag[1] is not None:
            depth += -1 if tag[1] else 1
            yield tag, depth


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    """Give what finds the tags of an element (group 1: the slash, if any), and passes over comments."""
    skipped = r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>"
    return re.compile(rf"{skipped}|<(/?){name}(?=[\s/>]){_ATTRIBUTES}>", re.DOTALL | re.IGNORECASE)


@cache
def _plain_end_of(name: str) -> re.Pattern[str]:
    """Give what matches up to the end tag of an element in which nothing is that `_tags_of` would look at."""
    inside = rf"(?:[^<]++|<(?!/?{name}[\s/>]|!--|script|style))*+"
    return re.compile(rf"{inside}</{name}(?=[\s/>]){_ATTRIBUTES}>", re.DOTALL | re.IGNORECASE)


def _make_inside_rule(*, is_all: bool) -> Callable[[StateCore], None]:
    def render(state: StateCore) -> None:
        # Only now it is known what the references lead to that stand inside.
        for token in state.tokens:
            if token.type != "html_block":
                continue
            if is_all or "markdown" in token.content:
                token.content = _render_inside(token.content, state.md, state.env, is_all=is_all)
            token.content = escape_strays(token.content)

    return render


def _render_inside(source: str, renderer: MarkdownIt, env: EnvType, *, is_all: bool) -> str:
    """Render the Markdown inside of elements that are marked to hold some, or of all that can."""
    pieces: list[str] = []
    done = position = 0
    while tag := _TAG.search(source, position):
        position = tag.end()
        name = tag[1].lower()
        model = _model_of(name, tag[0], is_all=is_all)
        last = _find_last_tag(source, tag.start(), name) if model else None
        if model is None:
            continue
        end = last.start() if last else len(source)
        inside = source[tag.end() : end]
        if model == "raw":
            rendered = _render_inside(inside, renderer, env, is_all=False)
        else:
            shared = {"references": env.get("references", {})}
            rendered = str(
                renderer.renderInline(inside, shared)
                if model == "span"
                else "\n" + renderer.render(inside, shared)
            )
        pieces += [source[done : tag.end()], rendered]
        done = position = end
    return "".join(pieces) + source[done:]


def _model_of(name: str, tag: str, *, is_all: bool) -> Model | None:
    """Tell what is inside of an element; None if nothing is said of it."""
    stated = _MARKDOWN.search(tag)
    if stated is not None and stated[1] != "1":
        return "raw" if stated[1] == "0" else cast("Model", stated[1].lower())
    if stated is None and not is_all:
        return None
    return "block" if name in _BLOCK_MODEL else "span" if name in _SPAN_MODEL else "raw"


def _make_span_rule(*, is_all: bool) -> Callable[[StateInline, bool], bool]:
    def parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        """Take an element inside of a line as it is, if it holds no Markdown."""
        if state.src[state.pos] != "<":
            return False
        tag = _RAW_SPAN.match(state.src, state.pos, state.posMax)
        if tag is None or (tag[1].lower() in _SPAN_MODEL and not is_all):
            return False
        last = _find_last_tag(state.src, state.pos, tag[1].lower())
        is_closed = last is not None and last.end() <= state.posMax
        end = last.end() if last is not None and is_closed else state.posMax
        if not silent and is_closed:
            state.push("html_inline", "", 0).content = escape_strays(state.src[state.pos : end])
        elif not silent:
            _push_raw(state, state.src[state.pos : end])
        state.pos = end
        return True

    return parse


def escape_strays(source: str) -> str:
    """Make text of what only looks like a tag (parse_raw_html): as markup it would be lost."""
    if _WITHOUT_STRAYS.fullmatch(source):
        return source
    return _STRAY.sub(lambda match: match[1] or "&lt;", source)


def _push_raw(state: StateInline, source: str) -> None:
    """Push what stands behind a tag that nothing closes: other tags, and text that is no Markdown."""
    for index, piece in enumerate(_ANY_TAG.split(source)):
        if piece:
            state.push("html_inline" if index % 2 else "text_special", "", 0).content = piece


_ANY_TAG = re.compile(r"(<!--.*?-->|</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>)", re.DOTALL | re.IGNORECASE)
_RAW_SPAN = re.compile(rf"<(?!(?:{VOID})\b){_NAME}(?<!/)>", re.IGNORECASE)
