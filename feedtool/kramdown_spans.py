"""What kramdown reads otherwise than CommonMark inside of lines, as rules for markdown-it.

Code keeps its spaces, comments and attribute
lists are no text, quotes and dashes are typeset. Observed with kramdown 2.4.0 and its parser for GFM.
"""

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from feedtool.kramdown_blocks import VOID
from feedtool.kramdown_emphasis import parse_emphasis
from feedtool.kramdown_options import KramdownOptions
from feedtool.typography import Style, make_style, set_type

_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}")
#: What a backslash takes its meaning from.
_ESCAPABLE = "\\.*_+`<>()[]{}#!:|\"'$=-~"
_EXTENSION = re.compile(r"\{::(comment|nomarkdown)\}(.*?)\{:/(?:\1)?\}", re.DOTALL)
_STRUCK = re.compile(r"~~(?![\s~]).*?[^\s~]~~", re.DOTALL)
#: An address in angle brackets (lib/kramdown/parser/kramdown/autolink.rb).
_AUTOLINK = re.compile(r"<((?:mailto|https?|ftps?):[^\n<>]+?|[\w.-]+@[\w.-]+)>")
_CLOSERS = frozenset(
    {"code_inline", "em_close", "footnote_ref", "image", "link_close", "s_close", "strong_close"}
)
#: A tag behind which an element has only begun.
_START_TAG = re.compile(rf"<(?!(?:{VOID})\b)[a-z][^<>]*(?<!/)>\Z", re.IGNORECASE)
#: What names the address of a link, at some distance from its text.
_REFERENCE = re.compile(r"\s+\[([^\]]*)\]")


def use_spans(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read the inside of lines as kramdown does."""
    inline = renderer.inline.ruler
    inline.at("emphasis", parse_emphasis)
    if options.is_gfm:
        inline.at("strikethrough", _parse_strikethrough)
    else:
        inline.disable("strikethrough")
    inline.before("emphasis", "extension", _parse_extension)
    inline.at("escape", _make_escape_rule(options))
    inline.at("backticks", _parse_code)
    inline.before("autolink", "guillemet", _parse_guillemet)
    inline.at("autolink", _parse_autolink)
    inline.before("emphasis", "attributes", _parse_attributes)
    inline.before("link", "far_reference", _parse_far_reference)
    renderer.core.ruler.before("text_join", "typography", _make_typography_rule(options))


def _parse_strikethrough(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read what is struck out: ``~~`` to ``~~``, no white space inside of them (kramdown-parser-gfm)."""
    struck = _STRUCK.match(state.src, state.pos, state.posMax)
    if struck is None:
        return False
    if not silent:
        state.push("s_open", "s", 1).markup = "~~"
        last, state.posMax, state.pos = state.posMax, struck.end() - 2, state.pos + 2
        state.md.inline.tokenize(state)
        state.posMax = last
        state.push("s_close", "s", -1).markup = "~~"
    state.pos = struck.end()
    return True


def _parse_extension(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Pass over a comment inside a line, and take what is no Markdown as it is."""
    extension = _EXTENSION.match(state.src, state.pos, state.posMax)
    if extension is None:
        return False
    if not silent and extension[1] == "nomarkdown":
        state.push("html_inline", "", 0).content = extension[2]
    state.pos = extension.end()
    return True


def _make_escape_rule(options: KramdownOptions) -> Callable[[StateInline, bool], bool]:
    escapable = frozenset(_ESCAPABLE if options.is_gfm else _ESCAPABLE.replace("~", ""))

    def parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        if state.src[state.pos] != "\\":
            return False
        following = state.src[state.pos + 1 : state.pos + 2]
        # Two at the end of a line break it, and with GFM one does.
        is_break = state.src.startswith("\\\\\n", state.pos) or (following == "\n" and options.is_gfm)
        if not is_break and following not in escapable:
            return False
        if is_break:
            if not silent:
                state.push("hardbreak", "br", 0)
            state.pos = state.src.index("\n", state.pos) + 1
            return True
        if not silent:
            token = state.push("text_special", "", 0)
            token.content = following
            token.markup = "\\" + following
            token.info = "escape"
        state.pos += 2
        return True

    return parse


def _parse_code(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read code: one back-tick to the next one, spaces and all, or several to as many (codespan)."""
    if state.src[state.pos] != "`":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == "`":
        end += 1
    marker = state.src[state.pos : end]
    is_single = len(marker) == 1
    before, after = state.src[max(state.pos - 1, 0) : state.pos], state.src[end : end + 1]
    is_lone = is_single and not before.strip() and (not after or after.isspace())
    closing = -1 if is_lone else state.src.find(marker, end, state.posMax)
    if closing < 0:
        if not silent:
            state.pending += marker
        state.pos = end
        return True
    if not silent:
        content = state.src[end:closing]
        if not is_single:
            content = content.removeprefix(" ").removesuffix(" ")
        token = state.push("code_inline", "code", 0)
        token.markup, token.content = marker, content
    state.pos = closing + len(marker)
    return True


def _parse_guillemet(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    if not state.src.startswith("<<", state.pos):
        return False
    if not silent:
        state.push("text", "", 0).content = "<<"
    state.pos += 2
    return True


def _parse_autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read an address in angle brackets, which may hold spaces."""
    address = _AUTOLINK.match(state.src, state.pos, state.posMax)
    if address is None:
        return False
    if not silent:
        href = address[1] if ":" in address[1] else f"mailto:{address[1]}"
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": state.md.normalizeLink(href)}
        opening.markup, opening.info = "autolink", "auto"
        state.push("text", "", 0).content = address[1].removeprefix("mailto:")
        closing = state.push("link_close", "a", -1)
        closing.markup, closing.info = "autolink", "auto"
    state.pos = address.end()
    return True


def _parse_attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Pass over ``{: .class}`` right behind emphasis, a link, code, an image or an element of HTML."""
    attributes = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if attributes is None or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    is_element = last.type == "html_inline" and _START_TAG.match(last.content) is None
    if last.type not in _CLOSERS and not is_element:
        return False
    del silent  # there is nothing to write
    state.pos = attributes.end()
    return True


def _parse_far_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read ``[text] [name]``, with white space between, for one link (LINK_INLINE_ID_RE)."""
    if state.src[state.pos] != "[":
        return False
    start, end = state.pos + 1, parseLinkLabel(state, state.pos, disableNested=True)
    name = _REFERENCE.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if name is None:
        return False
    label = normalizeReference(name[1] or state.src[start:end])
    reference = state.env.get("references", {}).get(label)
    if reference is None:
        return False
    if not silent:
        last, state.pos, state.posMax = state.posMax, start, end
        state.push("link_open", "a", 1).attrs = {"href": reference["href"]}
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
        state.posMax = last
    state.pos = name.end()
    return True


def _make_typography_rule(options: KramdownOptions) -> Callable[[StateCore], None]:
    style = make_style(options.quotes, has_signs=options.has_signs, signs=dict(options.signs))

    def set_types(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline" and token.children:
                _set_type_of(token.children, style)

    return set_types


def _set_type_of(tokens: Sequence[Token], style: Style) -> None:
    is_address = False
    for index, token in enumerate(tokens):
        if token.type == "link_open":
            is_address = token.info == "auto"
        elif token.type == "link_close":
            is_address = False
        elif token.type == "text" and not is_address:
            previous = tokens[index - 1].type if index else ""
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            token.content = set_type(
                token.content,
                style,
                before="\n" if previous == "softbreak" else "",
                after=_STAND_INS.get(following.type, "") if following else "",
            )


#: What stands in the source where an element begins, as far as the quote before it has to know.
_STAND_INS = {
    "code_inline": "`",
    "em_open": "*x",
    "hardbreak": "\n",
    "html_inline": "<",
    "image": "!",
    "link_open": "[",
    "softbreak": "\n",
    "strong_open": "**x",
    "text_special": "x",
}
