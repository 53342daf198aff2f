"""Formulas in ``$$``, alone or in a line, as rules for markdown-it.

Pages and readers without MathJax show a formula in MathJax's own marks, or in what stands for them where the
site has no engine for formulas. Observed with kramdown 2.4.0 (lib/kramdown/parser/kramdown/math.rb).
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from feedtool.kramdown_blocks import is_after_boundary, is_before_boundary, is_code, push_text
from feedtool.kramdown_options import KramdownOptions

_BLOCK = re.compile(r"\$\$((?:(?!\$\$).)*)\$\$[ \t]*$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)


def use_formulas(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a renderer read formulas."""
    renderer.block.ruler.before("lheading", "formula_block", _make_block_rule(options))
    renderer.inline.ruler.before("emphasis", "formula", _make_span_rule(options))


def _make_block_rule(options: KramdownOptions) -> Callable[[StateBlock, int, int, bool], bool]:
    def parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
        """Read a formula that is a block, whatever its lines look like (block_math)."""
        position = state.bMarks[start] + state.tShift[start]
        del silent
        if not state.src.startswith("$$", position) or is_code(state, start):
            return False
        formula = _BLOCK.match(state.src, position, state.eMarks[end - 1])
        if formula is None or not is_after_boundary(state, start):
            return False
        line = start + 1
        while line < end and state.bMarks[line] < formula.end():
            line += 1
        if not is_before_boundary(state, line, end):
            return False
        state.line = line
        push_text(state, "paragraph", "p", "", start)
        content = _write(formula[1], options, is_block=True)
        state.tokens[-2].children = [Token("text_special", "", 0, content=content, info="formula")]
        return True

    return parse


def _make_span_rule(options: KramdownOptions) -> Callable[[StateInline, bool], bool]:
    def parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        del silent
        formula = _SPAN.match(state.src, state.pos, state.posMax)
        if formula is None:
            return False
        token = state.push("text_special", "", 0)
        token.content, token.info = _write(formula[1], options, is_block=False), "formula"
        state.pos = formula.end()
        return True

    return parse


def _write(formula: str, options: KramdownOptions, *, is_block: bool) -> str:
    formula = formula.strip()
    if options.has_math_engine:
        return rf"\[{formula}\]" if is_block else rf"\({formula}\)"
    return f"$$\n{formula}\n$$" if is_block else f"${formula}$"
