"""What kramdown takes for paragraphs and headings, as rules for markdown-it, and what all blocks share.

Its paragraphs end where CommonMark's go on, and the other way round, and a heading stands at the start of its
line. What stands inside of another block is a text of its own to it, and is parsed as one. Observed with
kramdown 2.4.0 and its parser for GFM, whose parsers have the names of the rules here.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from feedtool.kramdown_options import KramdownOptions
from feedtool.kramdown_tags import SPAN_ELEMENTS

#: The key under which a token says that the end of its line is as good as a blank line.
IS_BOUNDARY = "is_boundary"
#: What a list begins with: the mark, and what stands behind it.
LIST_START = re.compile(r"( {0,3}(?:[+*-]|\d+\.))([\t| ].*)", re.ASCII)
DEFINITION_START = re.compile(r"( {0,3}:)([\t| ].*)")
#: The tag of an element that stands on a block level, and a list of attributes that is a line.
BLOCK_TAG = rf"<(?:/(?!(?:{SPAN_ELEMENTS}|script)\b)[\w:.-]+\s*>|(?!(?:{SPAN_ELEMENTS}|script)\b)[^\W\d])"
ATTRIBUTE_LIST = r"\{:(?![:/])(?:\\\}|[^}\n])+\}[ \t]*$"
END_OF_BLOCK = r"\^[ \t]*$"
#: What ends a block to which lines belong though they are not marked as its own.
LAZY_END = re.compile(rf" {{0,3}}(?:{ATTRIBUTE_LIST}|{BLOCK_TAG})|{END_OF_BLOCK}")
#: What ends a paragraph without a blank line (PARAGRAPH_END), and what does so besides with GFM.
_PARAGRAPH_END = re.compile(rf"{LAZY_END.pattern}|{DEFINITION_START.pattern}")
_PARAGRAPH_END_GFM = re.compile(
    rf"{_PARAGRAPH_END.pattern}|{LIST_START.pattern}|#{{1,6}}[ \t]| {{0,3}}(?:>|[~`]{{3}})", re.ASCII
)
_ATX_GFM = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]#+)?(?<![ \t])[ \t]*$")
_ATX = re.compile(r"(#{1,6})[ \t]*(?=[^ \t])(.*?)(?:(?<!\\)#+)?(?<![ \t])[ \t]*$")
_ATX_WITH_SPACE = re.compile(_ATX.pattern.replace(r"[ \t]*(?=", r"[ \t]+(?="))
#: Hashes before the id of a heading, which close it as those at its end do.
_HASHES_GFM = re.compile(r"[ \t]#+[ \t]*\Z")
_HASHES = re.compile(r"(?<!\\)#+[ \t]*\Z")
_SETEXT = re.compile(r"([-=])[-=]*[ \t]*$")
_HEADING_ID = re.compile(r"[ \t]\{#([^\W\d][\w:.-]*)\}[ \t]*$")
_BOUNDARY = re.compile(rf" {{0,3}}{ATTRIBUTE_LIST}|{END_OF_BLOCK}")
#: What is noted while a text is parsed: the lines of attributes above the one that was looked at last.
_ATTRIBUTES_ABOVE = "attributes_above"
#: An item and the list that it is in.
_LEVELS_OF_A_LIST = 2


def use_blocks(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read paragraphs and headings as kramdown does."""
    block = renderer.block.ruler
    is_interruptible = options.is_gfm and options.is_interruptible
    block.at("paragraph", _make_paragraph_rule(_PARAGRAPH_END_GFM if is_interruptible else _PARAGRAPH_END))
    block.disable("heading")
    heading = _parse_heading_gfm if is_interruptible else _make_heading_rule(options)
    block.before("hr", "atx_header", heading)
    block.at("lheading", _parse_setext_heading)


def line_of(state: StateBlock, number: int) -> str:
    """Give a line without the indent."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def whole_line_of(state: StateBlock, number: int) -> str:
    """Give a line with the indent."""
    return state.src[state.bMarks[number] : state.eMarks[number]]


def is_code(state: StateBlock, number: int) -> bool:
    """Tell whether a line is indented as code is."""
    return state.src.startswith(("\t", "    "), state.bMarks[number])


def is_after_boundary(state: StateBlock, number: int) -> bool:
    """Tell whether a blank line, a mark or nothing stands before a line (after_block_boundary?)."""
    if not state.tokens or state.tokens[-1].nesting == 1 or state.tokens[-1].meta.get(IS_BOUNDARY):
        return True
    before = number - 1
    # Attributes of what stands before them are no boundary; many are not gone through for each of them.
    runs: dict[str, range] = state.env.setdefault(_ATTRIBUTES_ABOVE, {})
    known = runs.get(state.src, range(0))
    while before >= 0 and line_of(state, before).startswith("{") and _is_mark(state, before):
        before = (known.start if before in known else before) - 1
    runs[state.src] = range(before + 1, number)
    return before < 0 or state.isEmpty(before) or _is_mark(state, before)


def _is_mark(state: StateBlock, number: int) -> bool:
    return _BOUNDARY.match(whole_line_of(state, number)) is not None


def is_before_boundary(state: StateBlock, number: int, end: int) -> bool:
    """Tell whether nothing, a blank line or a mark stands at a line (before_block_boundary?)."""
    return number >= end or state.isEmpty(number) or _is_mark(state, number)


def parse_inside(state: StateBlock, source: str) -> None:
    """Parse a text by itself, and put what it holds where the parser stands.

    Where blocks stand in so many others that the parser reads no further, it is a paragraph.
    """
    if state.level + _LEVELS_OF_A_LIST >= state.md.options.maxNesting:
        push_text(state, "paragraph", "p", source.strip(), state.line)
        return
    inner = StateBlock(source, state.md, state.env, state.tokens)
    inner.level = state.level
    state.md.block.tokenize(inner, inner.line, inner.lineMax)


def _make_paragraph_rule(ending: re.Pattern[str]) -> Callable[[StateBlock, int, int, bool], bool]:
    def parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
        del silent
        line = start + 1
        while line < end and not state.isEmpty(line):
            if ending.match(state.src, state.bMarks[line], state.eMarks[line]):
                break
            line += 1
        state.line = line
        content = state.src[state.bMarks[start] : state.eMarks[line - 1]].strip()
        is_apart = start == 0 or state.isEmpty(start - 1) or _is_mark(state, start - 1)
        if not is_apart and state.tokens and state.tokens[-1].type == "paragraph_close":
            # What looked like another block and is none goes on with the paragraph.
            opening, text = state.tokens[-3:-1]
            text.content += ("  \n" if state.src.endswith("  \n", 0, state.bMarks[start]) else "\n") + content
            opening.map = [start if opening.map is None else opening.map[0], line]
            return True
        push_text(state, "paragraph", "p", content, start)
        return True

    return parse


def push_text(state: StateBlock, name: str, tag: str, content: str, start: int) -> None:
    """Push an element that holds a line of text, and whose lines end where the parser stands."""
    lines = [start, state.line]
    state.push(f"{name}_open", tag, 1).map = lines
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content, lines, []
    state.push(f"{name}_close", tag, -1)


def _parse_heading_gfm(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Read a heading of hashes, which no space stands before (atx_header_gfm_quirk)."""
    return _parse_atx(state, start, _ATX_GFM, _HASHES_GFM)


def _make_heading_rule(options: KramdownOptions) -> Callable[[StateBlock, int, int, bool], bool]:
    pattern = _ATX_WITH_SPACE if options.is_gfm else _ATX

    def parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
        """Read a heading of hashes with a blank line before (atx_header)."""
        del end, silent
        return is_after_boundary(state, start) and _parse_atx(state, start, pattern, _HASHES)

    return parse


def _parse_atx(state: StateBlock, start: int, pattern: re.Pattern[str], hashes: re.Pattern[str]) -> bool:
    heading = pattern.match(whole_line_of(state, start))
    if heading is None or not heading[2]:
        return False
    state.line = start + 1
    text, mark = heading[2], _HEADING_ID.search(heading[2])
    text = text if mark is None else hashes.sub("", text[: mark.start()]) + mark[0]
    _push_heading(state, len(heading[1]), text, start)
    return True


def _parse_setext_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Read one line and a line of hyphens or equals signs below it (setext_header)."""
    following = start + 1
    if following >= end or is_code(state, start):
        return False
    underline = _SETEXT.match(whole_line_of(state, following))
    # Right below a comment it is none to kramdown; the title with the link to the original stands there.
    is_below_comment = bool(state.tokens) and state.tokens[-1].content.startswith("<!--")
    if underline is None or not (is_below_comment or is_after_boundary(state, start)):
        return False
    state.line = following + 1
    _push_heading(state, 2 if underline[1] == "-" else 1, line_of(state, start).strip(), start)
    return True


def _push_heading(state: StateBlock, level: int, text: str, start: int) -> None:
    mark = _HEADING_ID.search(text)
    push_text(state, "heading", f"h{level}", text[: mark.start()] if mark else text, start)
    if mark is not None:
        state.tokens[-3].meta["id"] = mark[1]
