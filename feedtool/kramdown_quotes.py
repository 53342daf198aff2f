"""Quotations as kramdown reads them, as a rule for markdown-it.

The lines of one are a text of their own. Observed with kramdown 2.4.0
(lib/kramdown/parser/kramdown/blockquote.rb).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from feedtool.kramdown_blocks import LAZY_END, parse_inside, whole_line_of

_QUOTE = re.compile(r"^ {0,3}> ?")


def use_quotes(renderer: MarkdownIt) -> None:
    """Make a CommonMark renderer read quotations as kramdown does."""
    renderer.block.ruler.at("blockquote", _parse_quotation)


def _parse_quotation(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Read lines that are marked, and those right below them, which need not be."""
    if _QUOTE.match(whole_line_of(state, start)) is None:
        return False
    following = start + 1
    while following < end and not (
        state.isEmpty(following) or LAZY_END.match(whole_line_of(state, following))
    ):
        following += 1
    lines = [_QUOTE.sub("", whole_line_of(state, number), count=1) for number in range(start, following)]
    state.push("blockquote_open", "blockquote", 1)
    parse_inside(state, "\n".join(lines) + "\n")
    state.push("blockquote_close", "blockquote", -1)
    state.line = following
    return True
