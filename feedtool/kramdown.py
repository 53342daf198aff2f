"""What kramdown reads otherwise than CommonMark, as rules for markdown-it: Jekyll renders posts with it.

Here are the marks that are no text: lists of attributes, comments, abbreviations, boxes of tasks. The modules
beside this one have its blocks, its tables, its HTML, its table of contents and what stands inside of lines.
Observed with kramdown 2.4.0 and its parser for GFM.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from feedtool import kramdown_contents
from feedtool.kramdown_blocks import is_after_boundary, line_of, use_blocks, whole_line_of
from feedtool.kramdown_code import use_code
from feedtool.kramdown_contents import use_contents
from feedtool.kramdown_formulas import use_formulas
from feedtool.kramdown_html import IS_RAW, use_html
from feedtool.kramdown_html_spans import use_html_spans
from feedtool.kramdown_links import use_links
from feedtool.kramdown_liquid import use_liquid
from feedtool.kramdown_lists import use_lists
from feedtool.kramdown_notes import use_notes
from feedtool.kramdown_options import KramdownOptions
from feedtool.kramdown_quotes import use_quotes
from feedtool.kramdown_spans import use_spans
from feedtool.kramdown_tables import use_tables
from feedtool.kramdown_text import use_text

#: A list of attributes, a definition of one, or an option, on a line of its own.
_ATTRIBUTE_LINE = re.compile(r" {0,3}\{::?[^\n]*\}[ \t]*$|\^[ \t]*$")
_ABBREVIATION_LINE = re.compile(r" {0,3}\*\[[^\]\n]+\]:")
_TASK = re.compile(r"\A\[[ xX]\]\s+")
#: On one line it is read as in a sentence.
_ONE_LINE = re.compile(r"[ \t]*\{::nomarkdown\b[^\n}]*(?<!/)\}.*\{:/(?:nomarkdown)?\}")
_EXTENSION_OPENING = re.compile(r"[ \t]*\{::(comment|nomarkdown)\b([^\n}]*)(?<!/)\}[ \t]*$")
#: What is noted while a text is parsed: that nothing closes another comment in it.
_WITHOUT_END = "comments_without_end"
_TYPE = re.compile(r"\btype=[\"']([^\"']*)")


def use_kramdown(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read as kramdown does, with its GFM parser."""
    block = renderer.block.ruler
    use_blocks(renderer, options)
    use_lists(renderer)
    use_quotes(renderer)
    use_notes(renderer, options)
    use_code(renderer, options)
    use_html(renderer, options)
    use_html_spans(renderer, options)
    use_tables(renderer, options)
    block.before("paragraph", "attribute_list", _parse_attribute_line)
    block.before("paragraph", "abbreviation", _parse_abbreviation)
    renderer.core.ruler.before("inline", "marks", _make_marks_rule(options))
    use_spans(renderer, options)
    use_links(renderer, options)
    use_text(renderer, options)
    use_liquid(renderer, options)
    use_formulas(renderer, options)
    use_contents(renderer, options)


def _parse_attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Pass over ``{: .class}`` or ``^`` on a line of its own, which part blocks, and over comments.

    What is not to be read as Markdown is shown as it is.
    """
    del silent
    line = whole_line_of(state, start)
    if _ATTRIBUTE_LINE.match(line) is None or _ONE_LINE.match(line) is not None:
        return False
    last = start
    extension = _EXTENSION_OPENING.match(line)
    if extension is not None:
        last = _find_closing(state, range(start, end), extension[1])
    if extension is not None and extension[1] == "nomarkdown":
        stated = _TYPE.search(extension[2])
        if stated is None or "html" in stated[1].split():
            raw = state.push("html_block", "", 0)
            raw.content, raw.meta = state.getLines(start + 1, last, 0, True), {IS_RAW: True}  # noqa: FBT003
    elif extension is not None:
        state.push("html_block", "", 0)  # a block that shows nothing is one
    elif kramdown_contents.SPEAKS.match(line.strip()):
        mark = state.push(kramdown_contents.MARK, "", 0)
        mark.content, mark.meta = line, {kramdown_contents.IS_APART: is_after_boundary(state, start)}
    state.line = last + 1
    return True


def _find_closing(state: StateBlock, lines: range, name: str) -> int:
    """Give the line that closes a comment or the like; the first one if none does."""
    without: set[tuple[str, int, str]] = state.env.setdefault(_WITHOUT_END, set())
    key = (state.src, lines.stop, name)
    if key in without:  # from one above on
        return lines.start
    closing = re.compile(rf"[ \t]*\{{:/(?:{name})?\}}[ \t]*$")
    last = next((number for number in lines if closing.match(line_of(state, number))), None)
    if last is None:
        without.add(key)
        return lines.start
    return last


def _parse_abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Pass over the definition of an abbreviation, which no page shows."""
    if _ABBREVIATION_LINE.match(whole_line_of(state, start)) is None:
        return False
    state.line = start + 1
    return True


def _make_marks_rule(options: KramdownOptions) -> Callable[[StateCore], None]:
    def drop(state: StateCore) -> None:
        """Drop the boxes of tasks, for no reader shows a form.

        Two paragraphs without a blank line between are two all the same, as where attributes part them.
        """
        tokens = state.tokens
        for index, token in enumerate(tokens):
            if token.type != "paragraph_open" or index == 0:
                continue
            last, text = tokens[index - 1], tokens[index + 1]
            if last.type == "paragraph_close" and last.hidden:
                token.hidden = tokens[index + 2].hidden = False
            elif last.type == "list_item_open" and options.is_gfm:
                text.content = _TASK.sub("", text.content, count=1)

    return drop
