"""Tables as kramdown reads them, as a rule for markdown-it.

A table may have several bodies and a foot, need have no head, and a bar inside of code parts no cells. To
kramdown every line with a bar in it is one; here it takes a line of hyphens or a bar at the beginning, for a
sentence with a bar is a sentence, and what names its source may hold one. Observed with kramdown 2.4.0
(lib/kramdown/parser/kramdown/table.rb).
"""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from feedtool.kramdown_blocks import is_after_boundary, is_before_boundary, is_code, line_of
from feedtool.kramdown_liquid import LIQUID
from feedtool.kramdown_options import KramdownOptions

_BAR = re.compile(r"\||.*?[^\\\n]\|")
_SEPARATOR = re.compile(r"[+|: \t-]*-[+|: \t-]*$")
_FOOT_SEPARATOR = re.compile(r"[+|: \t=]*=[+|: \t=]*$")
_ALIGNMENT = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
#: What a bar is no bar in, an escaped bar, a bar.
_CODE = r"<code[^>]*+>.*?</code>|(`{2,}).*?\2|(?:(?<=\S)`|`(?!\s))[^`]*`"
_PIECE = re.compile(rf"({_CODE})|(\\\|)|(\|)")
_PIECE_BESIDE_LIQUID = re.compile(rf"({_CODE}|{LIQUID})|(\\\|)|(\|)")
_ALIGNMENTS = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}


@dataclass(slots=True)
class _Table:
    """What was read of a table so far."""

    alignments: list[str] = field(default_factory=list)
    #: The head, the bodies and the foot by their tags, each with its rows.
    parts: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    has_foot: bool = False

    def close_part(self, tag: str) -> None:
        if self.rows:
            self.parts.append((tag, self.rows))
            self.rows = []


def use_tables(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a renderer read tables."""
    piece = _PIECE_BESIDE_LIQUID if options.keeps_liquid else _PIECE

    def parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
        return _parse_table(state, start, end, piece, is_silent=silent)

    renderer.block.ruler.after("lheading", "kramdown_table", parse)


def _parse_table(state: StateBlock, start: int, end: int, piece: re.Pattern[str], *, is_silent: bool) -> bool:
    first = line_of(state, start)
    if is_silent or "|" not in first or is_code(state, start) or not is_after_boundary(state, start):
        return False
    lines = []
    for number in range(start, end):
        line = line_of(state, number)
        if state.isEmpty(number) or _BAR.match(line) is None:
            break
        lines.append(line.rstrip())
    following = start + len(lines)
    if not lines or not is_before_boundary(state, following, end):
        return False
    table = _read(lines, piece)
    if table is None:
        return False
    state.line = following
    _write(state, table, start)
    return True


def _read(lines: list[str], piece: re.Pattern[str]) -> _Table | None:
    """Read the lines of a table; None if they are none."""
    has_bar = lines[0].startswith("|")
    if not has_bar and not any(map(_SEPARATOR.match, lines)):
        return None
    table = _Table()
    for number, line in enumerate(lines):
        if separator := _SEPARATOR.match(line):
            if number == 0 or not table.rows:
                continue
            is_head = not table.alignments and not table.has_foot
            if is_head:
                found = _ALIGNMENT.findall(separator[0])
                table.alignments = [_ALIGNMENTS[sides] for sides in found]
                table.close_part("thead")
            elif not table.has_foot:
                table.close_part("tbody")
        elif _FOOT_SEPARATOR.match(line):
            table.close_part("tbody")
            table.has_foot = True
        else:
            cells = _split(line, piece, has_bar=has_bar)
            if cells is None:
                return None
            table.rows.append(cells)
    table.close_part("tfoot" if table.has_foot else "tbody")
    return table if any(tag == "tbody" for tag, _ in table.parts) else None


def _split(line: str, pattern: re.Pattern[str], *, has_bar: bool) -> list[str] | None:
    """Give the cells of a line; None if no bar parts any."""
    cells, done = [""], 0
    for piece in pattern.finditer(line):
        cells[-1] += line[done : piece.start()]
        done = piece.end()
        if piece[4]:
            cells.append("")
        else:
            cells[-1] += "|" if piece[3] else piece[0]
    cells[-1] += line[done:]
    if len(cells) == 1:
        return None
    if has_bar and not cells[0].strip():
        del cells[0]
    if cells and not cells[-1].strip():
        del cells[-1]
    return [cell.strip() for cell in cells]


def _write(state: StateBlock, table: _Table, start: int) -> None:
    columns = max(len(cells) for _, rows in table.parts for cells in rows)
    lines = [start, state.line]
    state.push("table_open", "table", 1).map = lines
    for part, rows in table.parts:
        state.push(f"{part}_open", part, 1)
        for cells in rows:
            state.push("tr_open", "tr", 1)
            for column in range(columns):
                _write_cell(state, table, part, cells[column] if column < len(cells) else "", column)
            state.push("tr_close", "tr", -1)
        state.push(f"{part}_close", part, -1)
    state.push("table_close", "table", -1)


def _write_cell(state: StateBlock, table: _Table, part: str, text: str, column: int) -> None:
    tag = "th" if part == "thead" else "td"
    opening = state.push(f"{tag}_open", tag, 1)
    alignment = table.alignments[column] if column < len(table.alignments) else ""
    if alignment:
        opening.attrs = {"style": f"text-align:{alignment}"}
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [state.line - 1, state.line], []
    state.push(f"{tag}_close", tag, -1)
