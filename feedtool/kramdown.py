"""What kramdown reads otherwise than CommonMark, as rules for markdown-it: Jekyll renders posts with it.

HTML blocks reach to their end tags, attribute lists and abbreviations are no text; `kramdown_spans` has what
stands inside of lines. Observed with kramdown 2.4.0 and its parser for GFM.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from feedtool.kramdown_spans import use_spans

#: The elements that kramdown takes for blocks (HTML_BLOCK_ELEMENTS in its lib/kramdown/parser/html.rb),
#: without those that have no end tag.
_RAW_OPENING = re.compile(
    r"[ \t]*<(address|applet|article|aside|blockquote|body|button|center|dd|details|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|header|hgroup|html|iframe|legend|li|main|map|menu|nav|ol|optgroup|p"
    r"|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s>])[^<>]*>",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:[ \t]|<[bh]r[ \t/]*>)*")
#: What a block may follow without a blank line between, as CommonMark has it.
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]
#: A tag that says that Markdown stands inside.
_MARKDOWN_TAG = re.compile(
    r"<([a-z][a-z0-9]*)(?=\s)[^<>]*?\smarkdown\s*=\s*[\"']?(1|block|span)[\"']?(?=[\s>])[^<>]*>",
    re.IGNORECASE,
)
#: Elements whose content is a line of text.
_SPAN_CONTENT = frozenset({"dt", "h1", "h2", "h3", "h4", "h5", "h6", "p"})
#: A list of attributes, a definition of one, or an option, on a line of its own.
_ATTRIBUTE_LINE = re.compile(r"[ \t]*(?:\{::?[^\n]*\}|\^)[ \t]*$")
_HEADING_ID = re.compile(r"[ \t]*\{#[^\s{}]+\}[ \t]*$")
_ABBREVIATION_LINE = re.compile(r" {0,3}\*\[[^\]\n]+\]:")
_LEADING_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}[ \t]*")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_COMMENT_OPENING = re.compile(r"[ \t]*\{::comment\b[^\n}]*(?<!/)\}[ \t]*$")
_COMMENT_CLOSING = re.compile(r"[ \t]*\{:/(?:comment)?\}[ \t]*$")


def use_kramdown(renderer: MarkdownIt) -> None:
    """Make a CommonMark renderer read as kramdown does, with its GFM parser."""
    block = renderer.block.ruler
    block.before(
        "html_block", "raw_html", _parse_html_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    block.before("paragraph", "attribute_list", _parse_attribute_line, {"alt": _INTERRUPTED})
    block.before("reference", "abbreviation", _parse_abbreviation, {"alt": []})
    renderer.core.ruler.after("block", "marks", _drop_marks)
    use_spans(renderer)
    renderer.add_render_rule("footnote_caption", _render_footnote_caption)
    renderer.add_render_rule("footnote_anchor", _render_footnote_anchor)


def _parse_html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Take a block of HTML for one to its end tag, whatever stands between.

    CommonMark ends it at the first blank line (section 4.6, kind 6); what is left of a page that a program
    saved would be read as Markdown then, and every indented line of it as code.
    """
    position = state.bMarks[start] + state.tShift[start]
    opening = _RAW_OPENING.match(state.src, position)
    if state.level or state.is_code_block(start) or opening is None:
        return False
    closing = find_html_end(state.src, position)
    if closing is None or silent:
        return closing is not None
    line = start
    while state.eMarks[line] < closing:
        line += 1
    token = state.push("html_block", "", 0)
    token.content = _render_inside(state.src[position:closing], state.md) + "\n"
    state.line = line + 1
    if state.src[closing : state.eMarks[line]].strip():
        # What stands behind the end tag is a block of its own.
        state.bMarks[line] = closing
        state.tShift[line] = state.sCount[line] = 0
        next(rule for rule in state.md.block.ruler.getRules("") if rule(state, line, end, False))  # noqa: FBT003
    return True


def _render_inside(source: str, renderer: MarkdownIt) -> str:
    """Render the Markdown inside of elements that are marked to hold some."""
    pieces: list[str] = []
    done = 0
    while tag := _MARKDOWN_TAG.search(source, done):
        name = tag[1].lower()
        end = next((it for it in _walk_depth(source, tag.start(), name) if it[1] == 0), None)
        if end is None:
            break
        inside = source[tag.end() : end[0].start()]
        is_span = tag[2] == "span" or name in _SPAN_CONTENT
        rendered = renderer.renderInline(inside) if is_span else "\n" + renderer.render(inside)
        pieces += [source[done : tag.end()], str(rendered)]
        done = end[0].start()
    return "".join(pieces) + source[done:]


def _walk_depth(source: str, position: int, name: str) -> Iterator[tuple[re.Match[str], int]]:
    """Give the tags of an element from ``position`` on, and how deep each leaves it."""
    depth = 0
    for tag in _tags_of(name).finditer(source, position):
        if tag[1] is not None:
            depth += -1 if tag[1] else 1
            yield tag, depth


def find_html_end(source: str, position: int) -> int | None:
    """Give where the block of HTML ends that begins at ``position``, with those that follow on its last line.

    None if there is none, or it has no end tag.
    """
    end = None
    while opening := _RAW_OPENING.match(source, position):
        last = next((it for it in _walk_depth(source, position, opening[1].lower()) if it[1] == 0), None)
        if last is None:
            return end
        end = last[0].end()
        position = cast("re.Match[str]", _BETWEEN.match(source, end)).end()
    return end


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    """Give what finds the tags of an element (group 1: the slash, if any), and passes over comments."""
    skipped = r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>"
    return re.compile(rf"{skipped}|<(/?){name}(?=[\s/>])[^<>]*>", re.DOTALL | re.IGNORECASE)


def _parse_attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Pass over ``{: .class}`` or ``^`` on a line of its own, which part blocks, and over comments."""
    line = _line_of(state, start)
    if _ATTRIBUTE_LINE.match(line) is None:
        return False
    last = start
    if _COMMENT_OPENING.match(line):
        last = next((it for it in range(start, end) if _COMMENT_CLOSING.match(_line_of(state, it))), start)
    if not silent:
        state.line = last + 1
    return True


def _line_of(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _parse_abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Pass over the definition of an abbreviation, which no page shows."""
    line = state.src[state.bMarks[start] : state.eMarks[start]]
    if silent or _ABBREVIATION_LINE.match(line) is None:
        return False
    state.line = start + 1
    return True


def _drop_marks(state: StateCore) -> None:
    """Drop the ids of headings, and the boxes of tasks: no reader shows a form."""
    for index, token in enumerate(state.tokens):
        before = [it.type for it in state.tokens[max(index - 2, 0) : index]]
        if token.type == "inline" and before[-1:] == ["heading_open"]:
            token.content = _HEADING_ID.sub("", token.content)
        elif token.type == "inline" and before == ["list_item_open", "paragraph_open"]:
            mark = _TASK.match(token.content) or _LEADING_ATTRIBUTES.match(token.content)
            token.content = token.content[mark.end() :] if mark else token.content


def _render_footnote_caption(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    del self, options, env
    return str(tokens[index].meta["id"] + 1)


def _render_footnote_anchor(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    del self, options, env
    meta = tokens[index].meta
    again = f"<sup>{meta['subId'] + 1}</sup>" if meta["subId"] else ""
    return f' <a href="#fnref{meta["id"] + 1}">↩{again}</a>'
