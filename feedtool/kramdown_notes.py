"""Notes as kramdown reads and numbers them, as rules for markdown-it and its plugin for footnotes.

The lines of a note are a text of their own. Observed with kramdown 2.4.0
(lib/kramdown/parser/kramdown/footnote.rb). Unlike there, the name of a note may be in any script: the page
loses such a note.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from feedtool.kramdown_blocks import parse_inside, whole_line_of
from feedtool.kramdown_code import find_code_end
from feedtool.kramdown_options import KramdownOptions

RenderRule = Callable[[RendererHTML, Sequence[Token], int, OptionsDict, EnvType], str]

_NOTE = re.compile(r" {0,3}\[\^(\w[\w-]*)\]:(.*)")
_MARK = re.compile(r"\[\^(\w[\w-]*)\]")
_INDENT = re.compile(r"^(?:\t| {4})", re.MULTILINE)


def use_notes(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read notes as kramdown does."""
    # A note inside of a line is none to kramdown.
    renderer.use(footnote_plugin, inline=False)
    renderer.block.ruler.disable("footnote_def")
    renderer.block.ruler.before("paragraph", "footnote_definition", _parse_note)
    renderer.inline.ruler.at("footnote_ref", _parse_mark)
    renderer.core.ruler.before("footnote_tail", "footnote_numbers", _number_notes)
    renderer.add_render_rule("footnote_caption", _make_caption_rule(options))
    renderer.add_render_rule("footnote_anchor", _make_anchor_rule(options))
    renderer.add_render_rule("footnote_anchor_name", _name_anchor)


def _parse_note(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    """Read a note, which goes on as code does, for its lines are indented."""
    del silent
    note = _NOTE.match(whole_line_of(state, start))
    if note is None:
        return False
    state.line = find_code_end(state, start + 1, end, is_inside=False)
    lines = [note[2], *(whole_line_of(state, number) for number in range(start + 1, state.line))]
    state.env.setdefault("footnotes", {"refs": {}, "list": {}})["refs"][f":{note[1]}"] = -1
    state.tokens.append(Token("footnote_reference_open", "", 1, level=state.level, meta={"label": note[1]}))
    state.level += 1  # a note may stand in a note, in no more than other blocks do
    parse_inside(state, _INDENT.sub("", "\n".join(lines)) + "\n")
    state.level -= 1
    state.tokens.append(Token("footnote_reference_close", "", -1, level=state.level))
    return True


def _parse_mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read a mark that refers to a note; its number is not known yet."""
    del silent
    mark = _MARK.match(state.src, state.pos, state.posMax)
    if mark is None:
        return False
    if f":{mark[1]}" in state.env.get("footnotes", {"refs": ()})["refs"]:
        state.push("footnote_ref", "", 0).meta = {"label": mark[1]}
    else:
        state.append_pending(mark[0])
    state.pos = mark.end()
    return True


def _number_notes(state: StateCore) -> None:
    """Give each note its number, by the first mark that refers to it: in the text first, then in notes."""
    if "footnotes" not in state.env:
        return
    text, notes = _part_notes(state.tokens)
    state.tokens = [*text, *(token for note in notes.values() for token in note)]
    counts: dict[str, int] = {}
    numbers: dict[str, int] = {}
    waiting = [text]
    for tokens in waiting:
        for mark in _find_marks(tokens):
            label = mark.meta["label"]
            if label not in numbers:
                numbers[label] = len(numbers)
                waiting.append(notes[label])
            mark.meta |= {"id": numbers[label], "subId": counts.get(label, 0)}
            counts[label] = counts.get(label, 0) + 1
    state.env["footnotes"]["list"] = {
        number: {"label": label, "count": counts[label]} for label, number in numbers.items()
    }


def _part_notes(tokens: Iterable[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Give the tokens that are in no note, and those of each by its name; one in another is one, too."""
    text: list[Token] = []
    notes: dict[str, list[Token]] = {}
    places = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            notes[token.meta["label"]] = []
            places.append(notes[token.meta["label"]])
        places[-1].append(token)
        if token.type == "footnote_reference_close":
            places.pop()
    return text, notes


def _find_marks(tokens: Iterable[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or () if child.type == "footnote_ref"]


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
