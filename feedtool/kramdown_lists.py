"""Lists as kramdown reads them, numbered or not or of definitions, as rules for markdown-it.

The lines of an item are gathered first, by how far they are indented, and are a text of their own then. Where
a list begins among them without a blank line before it, another text begins, whatever is open there. Observed
with kramdown 2.4.0 (lib/kramdown/parser/kramdown/list.rb).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from feedtool.kramdown_blocks import (
    ATTRIBUTE_LIST,
    BLOCK_TAG,
    DEFINITION_START,
    END_OF_BLOCK,
    LIST_START,
    parse_inside,
    push_text,
    whole_line_of,
)

_BULLET = "[+*-]"
_NUMBER = r"\d+\."
_COLON = ":"
_MOST_SPACES = 3
_TAB = 4
#: A list that begins with a longer number does not say so (CommonMark, section 5.2).
_MOST_DIGITS = 9
#: How far what belongs to an item is indented whose own line holds nothing but the mark.
_INDENT_BELOW_BARE_MARK = 4
_ATTRIBUTES = re.compile(r"^[ \t]*\{:(?!\w[\w-]*:|[:/])(?:\\\}|[^}])+\}[ \t]*", re.ASCII)
_RULE = re.compile(r" {0,3}([*_-])[ \t]*\1[ \t]*\1(?:\1|[ \t])*$")
_END_OF_BLOCK = re.compile(END_OF_BLOCK)


@dataclass(slots=True)
class _Item:
    """An item of a list, as its lines are gathered."""

    #: How far its text is indented.
    indent: int
    #: The texts that it holds, each by its lines.
    texts: list[list[str]]
    #: Whether no other text can begin in it: one did, or a blank line was there.
    is_parted: bool
    #: Whether a blank line stands before it.
    is_apart: bool

    def holds(self, line: str, *, is_below_blank: bool) -> bool:
        """Tell whether a line belongs to the item."""
        indented, ending = _patterns_of(self.indent)
        return indented.match(line) is not None or not (is_below_blank or ending.match(line))

    def take(self, line: str, *, may_part: bool) -> None:
        """Add a line that belongs to the item; ``may_part`` lets a list begin another text."""
        if line.startswith("\t"):
            bare = line.lstrip("\t")
            line = " " * _TAB * (len(line) - len(bare)) + bare
        is_indented = line.startswith(" " * self.indent)
        line = line[self.indent :] if is_indented else line
        if may_part and LIST_START.match(line):
            if is_indented and not self.is_parted:
                self.texts.append([])
                self.is_parted = True
            elif self.is_parted and not is_indented:
                line = " " * (self.indent + _TAB) + line
        self.texts[-1].append(line)

    def take_blank(self) -> None:
        """Add a blank line."""
        self.texts[-1].append("")
        self.is_parted = True


@lru_cache(maxsize=256)
def _patterns_of(indent: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give what begins a line of an item, and what one begins with that is none, blank line or not."""
    steps, spaces = divmod(indent, _TAB)
    step = rf"(?:\t| {{{_TAB}}})"
    return (
        re.compile(rf"{step}{{{steps}}} {{{spaces}}}|{step}{{{steps + 1}}}"),
        re.compile(rf" {{0,{min(indent, _MOST_SPACES)}}}(?:{ATTRIBUTE_LIST}|{BLOCK_TAG})"),
    )


@lru_cache(maxsize=256)
def _mark_of(kind: str, indent: int) -> re.Pattern[str]:
    """Give what begins another item below one whose text is indented so far."""
    return re.compile(rf"( {{0,{min(indent - 1, _MOST_SPACES)}}}{kind})([\t| ].*)", re.ASCII)


def use_lists(renderer: MarkdownIt) -> None:
    """Make a CommonMark renderer read lists as kramdown does."""
    renderer.block.ruler.at("list", _parse_list)
    renderer.block.ruler.after("list", "definition_list", _parse_definition_list)


def _parse_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001 - a rule
    """Read a list; a parenthesis behind a number makes none."""
    mark = LIST_START.match(whole_line_of(state, start))
    if mark is None:
        return False
    number = mark[1].strip().rstrip(".")
    is_numbered = number.isdecimal()
    items, following = _read_items(state, start, end, _NUMBER if is_numbered else _BULLET)
    kind, tag = ("ordered", "ol") if is_numbered else ("bullet", "ul")
    opening = state.push(f"{kind}_list_open", tag, 1)
    if is_numbered and len(number) <= _MOST_DIGITS and int(number) != 1:
        opening.attrs = {"start": int(number)}
    is_cut = following < end and _END_OF_BLOCK.match(whole_line_of(state, following)) is not None
    _write_items(state, items, is_cut=is_cut)
    state.push(f"{kind}_list_close", tag, -1)
    state.line = following
    return True


def _read_items(state: StateBlock, start: int, end: int, kind: str) -> tuple[list[_Item], int]:
    """Give the items of a list, and the line behind it."""
    items: list[_Item] = []
    starting = _mark_of(kind, _TAB)
    is_below_blank = state.isEmpty(start - 1)
    for number in range(start, end):
        line = whole_line_of(state, number)
        is_rule = bool(items) and is_below_blank and _RULE.match(line) is not None
        if is_rule or _END_OF_BLOCK.match(line):
            return items, number
        if mark := starting.match(line):
            item = _begin_item(mark, is_apart=is_below_blank)
            items.append(item)
            starting = _mark_of(kind, item.indent)
            is_below_blank = False
        elif state.isEmpty(number):
            item.take_blank()
            is_below_blank = True
        elif item.holds(line, is_below_blank=is_below_blank):
            item.take(line, may_part=kind != _COLON)
            is_below_blank = False
        else:
            return items, number
    return items, end


def _begin_item(mark: re.Match[str], *, is_apart: bool) -> _Item:
    """Read the line that an item begins with (parse_first_list_line)."""
    rest, indent = mark[2], mark.end(1)
    attributes = _ATTRIBUTES.match(rest)
    text = rest[attributes.end() :] if attributes else rest.lstrip(" \t")
    if not text.strip():
        indent = _INDENT_BELOW_BARE_MARK
    else:
        for character in rest[: len(rest) - len(rest.lstrip(" \t"))]:
            indent += _TAB - indent % _TAB if character == "\t" else 1
    return _Item(
        indent=indent, texts=[[text]], is_parted=LIST_START.match(text) is not None, is_apart=is_apart
    )


def _write_items(state: StateBlock, items: Sequence[_Item], *, is_cut: bool) -> None:
    """Write the items of a list; a paragraph that no blank line parts from what is below it is mere text."""
    is_any_tight = len(items) == 1
    for item in items:
        state.push("list_item_open", "li", 1)
        first = len(state.tokens)
        for text in item.texts:
            parse_inside(state, "\n".join(text) + "\n")
        held = state.tokens[first:]
        state.push("list_item_close", "li", -1)
        if not held or held[0].type != "paragraph_open":
            is_any_tight = True
            continue
        is_last = item is items[-1]
        below = item.texts[0][held[0].map[1] if held[0].map else 0 :]
        is_tight = not below or bool(below[0].strip()) or (is_last and not is_cut and len(held) == _PARAGRAPH)
        if is_tight and (is_any_tight or not is_last):
            held[0].hidden = held[_PARAGRAPH - 1].hidden = is_any_tight = True


#: The tokens of a paragraph.
_PARAGRAPH = 3


def _parse_definition_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Read the definitions below a paragraph, each line of which is a term then."""
    if DEFINITION_START.match(whole_line_of(state, start)) is None:
        return False
    terms = state.tokens[-_PARAGRAPH:]
    if not terms or terms[-1].type != "paragraph_close" or terms[0].map is None:
        return False
    between = [whole_line_of(state, number) for number in range(terms[0].map[1], start)]
    if between not in ([], [""]):
        return False
    items, state.line = _read_items(state, start, end, _COLON)
    del state.tokens[-_PARAGRAPH:]
    if state.tokens and state.tokens[-1].type == "dl_close":
        state.tokens.pop()
        state.level += 1
    else:
        state.push("dl_open", "dl", 1)
    for term in terms[1].content.split("\n"):
        push_text(state, "dt", "dt", _ATTRIBUTES.sub("", term, count=1).strip(), start)
    for item in items:
        state.push("dd_open", "dd", 1)
        first = len(state.tokens)
        parse_inside(state, "\n".join(item.texts[0]) + "\n")
        if not item.is_apart and state.tokens[first:] and state.tokens[first].type == "paragraph_open":
            state.tokens[first].hidden = state.tokens[first + _PARAGRAPH - 1].hidden = True
        state.push("dd_close", "dd", -1)
    state.push("dl_close", "dl", -1)
    return True
