"""What kramdown takes for paragraphs, headings and definitions, as rules for markdown-it.

Its paragraphs end where CommonMark's go on, and the other way round, and a heading stands at the start of its
line. Observed with kramdown 2.4.0 and its parser for GFM, whose parsers have the names of the rules here.
"""

import re
from collections.abc import Callable
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block

from feedtool.kramdown_options import KramdownOptions

#: Elements that stand inside of lines (HTML_SPAN_ELEMENTS in lib/kramdown/parser/html.rb).
SPAN_ELEMENTS = (
    "a|abbr|acronym|b|big|bdo|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|option|q|rb|rbc|rp|rt"
    "|rtc|ruby|samp|select|small|span|strong|sub|sup|tt|u|var"
)
#: Elements that have no end tag.
VOID = "area|base|br|col|command|embed|hr|img|input|keygen|link|meta|param|source|track|wbr"
_BLOCK_TAG = rf"</?(?!(?:{SPAN_ELEMENTS}|script)\b)[A-Za-z_]"
_LIST_MARK = r"(?:[+*-]|\d+\.)[ \t]"
_ATTRIBUTE_LIST = r"\{:(?![:/])[^\n]*\}[ \t]*$"
#: What ends a block to which lines belong though they are not marked as its own.
LAZY_END = re.compile(rf"{_ATTRIBUTE_LIST}|\^[ \t]*$|{_BLOCK_TAG}")
_END = rf"{LAZY_END.pattern}|:[ \t]"
#: What ends a paragraph without a blank line (PARAGRAPH_END), and what does so where that is asked for.
_PARAGRAPH_END = re.compile(_END)
_PARAGRAPH_END_GFM = re.compile(rf"{_END}|{_LIST_MARK}|#{{1,6}}[ \t]|>|[~`]{{3}}")
_PARAGRAPH_END_IN_LIST = re.compile(rf"{_END}|{_LIST_MARK}")
_ATX_GFM = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]#+)?[ \t]*$")
_ATX = re.compile(r"(#{1,6})[ \t]*(?=[^ \t])(.*?)(?<!\\)#*[ \t]*$")
#: Hashes before the id of a heading, which close it as those at its end do.
_HASHES_GFM = re.compile(r"[ \t]#+[ \t]*\Z")
_HASHES = re.compile(r"(?<!\\)#+[ \t]*\Z")
_SETEXT = re.compile(r"([-=])[-=]*[ \t]*$")
_HEADING_ID = re.compile(r"[ \t]\{#([^\s{}]+)\}[ \t]*$")
_PARENTHESIS = re.compile(r"\d+\)")
#: The mark of an item with nothing behind it.
_BARE_MARK = re.compile(r"(?:[+*-]|\d+\.)(?=[ \t]*$)")
_INDENT_BELOW_BARE_MARK = 4
_DEFINITION = re.compile(r":([ \t]+)")
_BOUNDARY = re.compile(rf"{_ATTRIBUTE_LIST}|\^[ \t]*$")
_MOST_SPACES = 3
#: How deep the text of a list stands that nothing holds.
_LEVEL_IN_LIST = 2


def use_blocks(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read paragraphs and headings as kramdown does."""
    block = renderer.block.ruler
    block.at("paragraph", _make_paragraph_rule(options))
    heading = _parse_heading_gfm if options.is_gfm and options.is_interruptible else _parse_heading
    block.at("heading", heading, {"alt": ["reference", "blockquote"]})
    block.at("lheading", _parse_setext_heading)
    block.at("list", _parse_list, {"alt": ["reference", "blockquote"]})


def line_of(state: StateBlock, number: int) -> str:
    """Give a line without the indent."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def is_after_boundary(state: StateBlock, number: int) -> bool:
    """Tell whether a blank line, a mark or nothing stands before a line (after_block_boundary?)."""
    if not state.tokens or state.tokens[-1].nesting == 1 or state.isEmpty(number - 1):
        return True
    before = line_of(state, number - 1)
    if before.startswith("{"):  # attributes of what stands before them are no boundary
        return _BOUNDARY.match(before) is not None and is_after_boundary(state, number - 1)
    return _BOUNDARY.match(before) is not None


def is_before_boundary(state: StateBlock, number: int, end: int) -> bool:
    """Tell whether nothing, a blank line or a mark stands at a line (before_block_boundary?)."""
    is_end = number >= end or state.isEmpty(number) or state.sCount[number] < state.blkIndent
    return is_end or _BOUNDARY.match(line_of(state, number)) is not None


def parse_inside(state: StateBlock, source: str) -> None:
    """Parse a text by itself, and put what it holds where the parser stands."""
    inner = StateBlock(source, state.md, state.env, state.tokens)
    inner.level = state.level
    state.md.block.tokenize(inner, inner.line, inner.lineMax)


def _make_paragraph_rule(options: KramdownOptions) -> Callable[[StateBlock, int, int, bool], bool]:
    is_interruptible = options.is_gfm and options.is_interruptible
    ending_in_list = _PARAGRAPH_END_GFM if is_interruptible else _PARAGRAPH_END_IN_LIST
    ending_elsewhere = _PARAGRAPH_END_GFM if is_interruptible else _PARAGRAPH_END

    def parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
        del end, silent
        line = start + 1
        is_note = state.parentType == "footnote"
        ending = ending_in_list if state.parentType == "list" else ending_elsewhere
        while line < state.lineMax and not state.isEmpty(line):
            indent = state.sCount[line] - state.blkIndent
            # A note goes on in lines that are indented; a negative count is a line that a quotation takes in.
            if is_note and indent < 0:
                break
            # A line that stands to the left of the list's item is read with all of its spaces.
            if indent < 0 and state.level == _LEVEL_IN_LIST and state.parentType == "list":
                indent = state.sCount[line]
            if (
                indent <= _MOST_SPACES
                and state.sCount[line] >= 0
                and ending.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
            ):
                break
            line += 1
        content = state.getLines(start, line, state.blkIndent, False).strip()  # noqa: FBT003
        if _parse_definitions(state, line, content):
            return True
        state.line = line
        last = state.tokens[-1] if state.tokens else None
        is_apart = start == 0 or state.isEmpty(start - 1) or _BOUNDARY.match(line_of(state, start - 1))
        if last is not None and last.type == "paragraph_close" and not is_apart:
            # What looked like another block and is none goes on with the paragraph.
            state.tokens[-2].content += "\n" + content
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
    is_indented = state.sCount[start] > state.blkIndent
    return not is_indented and _parse_atx(state, start, _ATX_GFM, _HASHES_GFM, silent=silent)


def _parse_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Read a heading of hashes, which needs no space behind them, but a blank line before (atx_header)."""
    is_indented = state.sCount[start] > state.blkIndent
    if is_indented or not is_after_boundary(state, start):
        return False
    return _parse_atx(state, start, _ATX, _HASHES, silent=silent)


def _parse_atx(
    state: StateBlock, start: int, pattern: re.Pattern[str], hashes: re.Pattern[str], *, silent: bool
) -> bool:
    if not state.src.startswith("#", state.bMarks[start] + state.tShift[start]):
        return False
    heading = pattern.match(line_of(state, start))
    if heading is None or not heading[2]:
        return False
    if not silent:
        state.line = start + 1
        text, mark = heading[2], _HEADING_ID.search(heading[2])
        text = text if mark is None else hashes.sub("", text[: mark.start()]) + mark[0]
        _push_heading(state, len(heading[1]), text, start)
    return True


def _parse_setext_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Read one line and a line of hyphens or equals signs below it (setext_header)."""
    following = start + 1
    # The line may stand to the left of the item of a list that it goes on with.
    is_indented = following < end and state.sCount[following] > state.blkIndent
    if silent or following >= end or state.is_code_block(start) or is_indented:
        return False
    underline = _SETEXT.match(line_of(state, following))
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


def _parse_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Read a list; a parenthesis behind a number makes none."""
    if _PARENTHESIS.match(state.src, state.bMarks[start] + state.tShift[start]) is not None:
        return False
    if not silent:
        _move_bare_marks(state, start, end)
    return list_block(state, start, end, silent)


def _move_bare_marks(state: StateBlock, start: int, end: int) -> None:
    """Move marks with nothing behind them to where four spaces are enough for what stands below them.

    kramdown asks for no more, wherever the mark stands (parse_first_list_line).
    """
    for line in range(start, end):
        indent = state.sCount[line] - state.blkIndent
        mark = _BARE_MARK.match(line_of(state, line)) if 0 < indent <= _MOST_SPACES else None
        if mark is not None:
            most = max(_INDENT_BELOW_BARE_MARK - 1 - len(mark[0]), 0)
            state.sCount[line] = state.blkIndent + min(indent, most)


def _parse_definitions(state: StateBlock, line: int, terms: str) -> bool:
    """Read the definitions below a paragraph, each line of which is a term then (definition_list)."""
    number = line + 1 if line < state.lineMax and state.isEmpty(line) else line
    if not _is_definition(state, number):
        return False
    is_apart = number > line
    if state.tokens and state.tokens[-1].type == "dl_close":
        state.tokens.pop()
        state.level += 1
    else:
        state.push("dl_open", "dl", 1)
    state.line = number
    for term in terms.split("\n"):
        push_text(state, "dt", "dt", term.strip(), number)
    while _is_definition(state, number):
        source, following = _read_definition(state, number)
        state.push("dd_open", "dd", 1)
        opening = len(state.tokens)
        parse_inside(state, source)
        if not is_apart and len(state.tokens) > opening and state.tokens[opening].type == "paragraph_open":
            state.tokens[opening].hidden = state.tokens[opening + 2].hidden = True
        state.push("dd_close", "dd", -1)
        is_apart = state.isEmpty(following - 1)
        number = state.line = following
    state.push("dl_close", "dl", -1)
    return True


def _is_definition(state: StateBlock, number: int) -> bool:
    if number >= state.lineMax or not state.src.startswith(":", state.bMarks[number] + state.tShift[number]):
        return False
    is_near = 0 <= state.sCount[number] - state.blkIndent <= _MOST_SPACES
    return is_near and _DEFINITION.match(line_of(state, number)) is not None


def _read_definition(state: StateBlock, number: int) -> tuple[str, int]:
    """Give the text of a definition, and the line behind it."""
    mark = cast("re.Match[str]", _DEFINITION.match(line_of(state, number)))
    indent = state.sCount[number] + mark.end()
    lines = [line_of(state, number)[mark.end() :]]
    is_blank = False
    for following in range(number + 1, state.lineMax):
        is_inside = state.sCount[following] >= indent
        is_lazy = not is_blank and _PARAGRAPH_END.match(line_of(state, following)) is None
        if state.isEmpty(following):
            is_blank = True
        elif _is_definition(state, following) or state.sCount[following] < state.blkIndent:
            return "\n".join(lines), following
        elif is_inside or is_lazy:
            is_blank = False
        else:
            return "\n".join(lines), following
        lines.append(state.getLines(following, following + 1, indent, False))  # noqa: FBT003
    return "\n".join(lines), state.lineMax
