"""What kramdown reads otherwise than CommonMark, as rules for markdown-it: Jekyll renders posts with it.

Here are the marks that are no text: lists of attributes, comments, abbreviations, boxes of tasks. The modules
beside this one have its blocks, its tables, its HTML, its table of contents and what stands inside of lines.
Observed with kramdown 2.4.0 and its parser for GFM.
"""

import re
from collections.abc import Callable, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from feedtool import kramdown_contents
from feedtool.kramdown_blocks import line_of, use_blocks
from feedtool.kramdown_code import use_code
from feedtool.kramdown_contents import use_contents
from feedtool.kramdown_formulas import use_formulas
from feedtool.kramdown_html import use_html
from feedtool.kramdown_liquid import use_liquid
from feedtool.kramdown_options import KramdownOptions
from feedtool.kramdown_spans import use_spans
from feedtool.kramdown_tables import use_tables

#: What a block may follow without a blank line between, as CommonMark has it; but for paragraphs.
_INTERRUPTED = ["reference", "blockquote", "list"]
#: A list of attributes, a definition of one, or an option, on a line of its own.
_ATTRIBUTE_LINE = re.compile(r"[ \t]*(?:\{::?[^\n]*\}|\^)[ \t]*$")
_ABBREVIATION_LINE = re.compile(r" {0,3}\*\[[^\]\n]+\]:")
_LEADING_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}[ \t]*")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
#: On one line it is read as in a sentence.
_ONE_LINE = re.compile(r"[ \t]*\{::nomarkdown\b[^\n}]*(?<!/)\}.*\{:/(?:nomarkdown)?\}")
_EXTENSION_OPENING = re.compile(r"[ \t]*\{::(comment|nomarkdown)\b([^\n}]*)(?<!/)\}[ \t]*$")
_TYPE = re.compile(r"\btype=[\"']([^\"']*)")


def use_kramdown(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read as kramdown does, with its GFM parser."""
    block = renderer.block.ruler
    use_blocks(renderer, options)
    use_code(renderer, options)
    use_html(renderer, options)
    use_tables(renderer, options)
    block.before("paragraph", "attribute_list", _parse_attribute_line, {"alt": _INTERRUPTED})
    block.before("reference", "abbreviation", _parse_abbreviation, {"alt": []})
    renderer.core.ruler.after("block", "marks", _make_marks_rule(options))
    use_spans(renderer, options)
    use_liquid(renderer, options)
    use_formulas(renderer, options)
    use_contents(renderer, options)
    renderer.add_render_rule("footnote_caption", _make_caption_rule(options))
    renderer.add_render_rule("footnote_anchor", _make_anchor_rule(options))
    renderer.add_render_rule("footnote_anchor_name", _name_anchor)


def _parse_attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Pass over ``{: .class}`` or ``^`` on a line of its own, which part blocks, and over comments.

    What is not to be read as Markdown is shown as it is.
    """
    line = line_of(state, start)
    if _ATTRIBUTE_LINE.match(line) is None or _ONE_LINE.match(line) is not None:
        return False
    last = start
    extension = _EXTENSION_OPENING.match(line)
    if extension is not None:
        closing = re.compile(rf"[ \t]*\{{:/(?:{extension[1]})?\}}[ \t]*$")
        last = next((it for it in range(start, end) if closing.match(line_of(state, it))), start)
    if silent:
        return True
    if extension is not None and extension[1] == "nomarkdown":
        stated = _TYPE.search(extension[2])
        if stated is None or "html" in stated[1].split():
            content = state.getLines(start + 1, last, state.blkIndent, True)  # noqa: FBT003
            state.push("html_block", "", 0).content = content
    elif kramdown_contents.SPEAKS.match(line.strip()):
        state.push(kramdown_contents.MARK, "", 0).content = line
    state.line = last + 1
    return True


def _parse_abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Pass over the definition of an abbreviation, which no page shows."""
    line = state.src[state.bMarks[start] : state.eMarks[start]]
    if silent or _ABBREVIATION_LINE.match(line) is None:
        return False
    state.line = start + 1
    return True


def _make_marks_rule(options: KramdownOptions) -> Callable[[StateCore], None]:
    marks = (_TASK, _LEADING_ATTRIBUTES) if options.is_gfm else (_LEADING_ATTRIBUTES,)

    def drop(state: StateCore) -> None:
        """Drop the boxes of tasks, for no reader shows a form, and lists of attributes that begin an item.

        Two paragraphs without a blank line between are two all the same, as where attributes part them.
        """
        tokens = state.tokens
        for index, token in enumerate(tokens):
            if token.type != "paragraph_open" or index == 0:
                continue
            last, text = tokens[index - 1], tokens[index + 1]
            if last.type == "paragraph_close" and last.hidden:
                token.hidden = tokens[index + 2].hidden = False
            elif last.type == "list_item_open":
                mark = next((it for pattern in marks if (it := pattern.match(text.content))), None)
                text.content = text.content[mark.end() :] if mark else text.content

    return drop


RenderRule = Callable[[RendererHTML, Sequence[Token], int, OptionsDict, EnvType], str]


def _make_caption_rule(kramdown: KramdownOptions) -> RenderRule:
    def render(
        self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        del self, options, env
        return str(tokens[index].meta["id"] + kramdown.footnote_start)

    return render


def _make_anchor_rule(kramdown: KramdownOptions) -> RenderRule:
    def render(
        self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        del self, options, env
        meta = tokens[index].meta
        again = f"<sup>{meta['subId'] + 1}</sup>" if meta["subId"] else ""
        text = escape(kramdown.footnote_backlink)
        name = escape(f":{meta['label']}" + (f":{meta['subId']}" if meta["subId"] else ""))
        return f' <a href="#fnref{name}">{text}{again}</a>' if text else ""

    return render


def _name_anchor(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Name a footnote in its addresses as the page does (Kramdown::Converter::Html#convert_footnote)."""
    del self, options, env
    return escape(f":{tokens[index].meta['label']}")
