"""Code as kramdown reads it, indented or fenced, as rules for markdown-it.

Observed with kramdown 2.4.0 and its parser for GFM (CODEBLOCK_MATCH and FENCED_CODEBLOCK_MATCH).
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from feedtool.kramdown_blocks import LAZY_END, is_code, line_of, whole_line_of
from feedtool.kramdown_options import KramdownOptions

#: The mark of a fence and one word behind it; with two it is none.
_FENCE_GFM = re.compile(r"([~`])\1{2,}[ \t]*(?:\S*[^\s~`]\S*)?[ \t]*$")
_FENCE = re.compile(r"(~)~{2,}[ \t]*(?:\S*[^\s~]\S*)?[ \t]*$")
_FEWEST = 3
#: What is noted while a text is parsed: how many marks a fence has at the most from a line on.
_MOST_MARKS = "fences_most_marks"
_INDENT = 4


def use_code(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read code as kramdown does."""
    renderer.block.ruler.at("code", _parse_code)
    renderer.block.ruler.at("fence", _make_fence_rule(options))


def _parse_code(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001 - a rule
    """Read lines that are indented, and those right below them, which need not be."""
    if not is_code(state, start):
        return False
    state.line = find_code_end(state, start + 1, end, is_inside=True)
    token = state.push("code_block", "code", 0)
    token.content = state.getLines(start, state.line, _INDENT, False) + "\n"  # noqa: FBT003
    token.map = [start, state.line]
    return True


def find_code_end(state: StateBlock, line: int, end: int, *, is_inside: bool) -> int:
    """Give the line behind those that are indented and those right below them, from ``line`` on.

    ``is_inside`` says that one which is indented stands right above it.
    """
    last = line
    for number in range(line, end):
        if state.isEmpty(number):
            is_inside = False
        elif is_code(state, number) or (is_inside and not LAZY_END.match(whole_line_of(state, number))):
            is_inside = True
            last = number + 1
        else:
            break
    return last


def _make_fence_rule(options: KramdownOptions) -> Callable[[StateBlock, int, int, bool], bool]:
    opening = _FENCE_GFM if options.is_gfm else _FENCE
    most_spaces = 3 if options.is_gfm else 0

    def parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
        """Read what stands between two fences; one that nothing closes is none."""
        indent = state.sCount[start]
        fence = opening.match(line_of(state, start))
        if silent or fence is None or indent > most_spaces:
            return False
        longest = _length_of(fence[0], fence[1])
        # Where no fence of that length follows, some of it is read as the name of the language.
        shortest = _FEWEST if len(fence[0].split()) == 1 else longest
        closing = _find_closing(state, range(start + 1, end), fence[1], longest, most_spaces)
        if closing is None or closing[1] < shortest:
            return False
        last, length = closing
        token = state.push("fence", "code", 0)
        token.info = fence[0][length:].strip()
        token.content = state.getLines(start + 1, last, 0, True)  # noqa: FBT003
        token.markup, token.map = fence[1] * length, [start, last + 1]
        state.line = last + 1
        return True

    return parse


def _find_closing(
    state: StateBlock, lines: range, mark: str, longest: int, most_spaces: int
) -> tuple[int, int] | None:
    """Give the first line that is a fence of ``longest`` marks or more, and that number.

    If there is none, it is the first of those with the most marks; None if no line is a fence.
    """
    # What was not found in the lines from one on is in none below it: so no text is gone through for each.
    most: dict[tuple[str, int, str], int] = state.env.setdefault(_MOST_MARKS, {})
    key = (state.src, lines.stop, mark)
    longest = min(longest, most.get(key, longest))
    found: tuple[int, int] | None = None
    for number in lines if longest else ():
        line = line_of(state, number)
        if not line.startswith(mark) or state.sCount[number] > most_spaces:
            continue
        length = _length_of(line, mark)
        if length > (found[1] if found else 0) and not line[length:].strip(" \t"):
            found = (number, min(length, longest))
            if length >= longest:
                return found
    most[key] = found[1] if found else 0
    return found


def _length_of(line: str, mark: str) -> int:
    return len(line) - len(line.lstrip(mark))
