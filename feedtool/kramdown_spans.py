"""What kramdown reads otherwise than CommonMark inside of lines, as rules for markdown-it.

Code keeps its spaces, comments and attribute lists are no text. Observed with kramdown 2.4.0 and its parser
for GFM.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from feedtool.kramdown_emphasis import parse_emphasis
from feedtool.kramdown_nesting import IS_INSIDE_HTML, has_ahead, kinds_open
from feedtool.kramdown_options import KramdownOptions
from feedtool.kramdown_tags import VOID

_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}")
#: What a backslash takes its meaning from.
_ESCAPABLE = "\\.*_+`<>()[]{}#!:|\"'$=-~"
_EXTENSION = re.compile(r"\{::(comment|nomarkdown)\}(.*?)\{:/(?:\1)?\}", re.DOTALL)
_EXTENSION_ENDS = {name: re.compile(rf"\{{:/(?:{name})?\}}") for name in ("comment", "nomarkdown")}
_EXTENSION_OPENING = re.compile(r"\{::(comment|nomarkdown)\}")
_STRUCK = re.compile(r"~~(?![\s~]).*?[^\s~]~~", re.DOTALL)
_STRUCK_END = re.compile(r"[^\s~]~~")
#: An address in angle brackets (lib/kramdown/parser/kramdown/autolink.rb).
_AUTOLINK = re.compile(r"<((?:mailto|https?|ftps?):[^\n<>]+?|[\w.-]+@[\w.-]+)>")
_CLOSERS = frozenset(
    {"code_inline", "em_close", "footnote_ref", "image", "link_close", "s_close", "strong_close"}
)
#: A tag behind which an element has only begun.
_START_TAG = re.compile(rf"<(?!(?:{VOID})\b)[a-z][^<>]*(?<!/)>\Z", re.IGNORECASE)


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
    inline.at("autolink", _parse_autolink)
    inline.before("emphasis", "attributes", _parse_attributes)


def _parse_strikethrough(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read what is struck out: ``~~`` to ``~~``, no white space inside of them (kramdown-parser-gfm)."""
    del silent
    if not state.src.startswith("~~", state.pos, state.posMax):
        return False
    has_end = has_ahead(state, _STRUCK_END, state.pos + 2)
    struck = _STRUCK.match(state.src, state.pos, state.posMax) if has_end else None
    if struck is None:
        return False
    state.push("s_open", "s", 1).markup = "~~"
    last, state.posMax, state.pos = state.posMax, struck.end() - 2, state.pos + 2
    kinds = kinds_open(state)
    outer, kinds[:] = kinds[:], ["html"]  # it is a text of its own
    state.md.inline.tokenize(state)
    kinds[:] = outer
    state.posMax = last
    state.push("s_close", "s", -1).markup = "~~"
    state.pos = struck.end()
    return True


def _parse_extension(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Pass over a comment inside a line, and take what is no Markdown as it is."""
    del silent
    opening = _EXTENSION_OPENING.match(state.src, state.pos, state.posMax)
    has_end = opening is not None and has_ahead(state, _EXTENSION_ENDS[opening[1]], opening.end())
    extension = _EXTENSION.match(state.src, state.pos, state.posMax) if has_end else None
    if extension is None:
        return False
    if extension[1] == "nomarkdown":
        state.push("html_inline", "", 0).content = extension[2]
    state.pos = extension.end()
    return True


def _make_escape_rule(options: KramdownOptions) -> Callable[[StateInline, bool], bool]:
    escapable = frozenset(_ESCAPABLE if options.is_gfm else _ESCAPABLE.replace("~", ""))
    can_break = not (options.is_gfm and options.has_hard_wrap)

    def parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        del silent
        if state.src[state.pos] != "\\":
            return False
        following = state.src[state.pos + 1 : min(state.pos + 2, state.posMax)]
        # Two at the end of a line break it, and with GFM one does; where all lines break, they are text.
        is_break = can_break and (
            state.src.startswith("\\\\\n", state.pos)
            or (following == "\n" and options.is_gfm and not _is_inside_html(state))
        )
        if not is_break and following not in escapable:
            return False
        if is_break:
            state.push("hardbreak", "br", 0)
            state.pos = state.src.index("\n", state.pos) + 1
            return True
        token = state.push("text_special", "", 0)
        token.content = following
        token.markup = "\\" + following
        token.info = "escape"
        state.pos += 2
        return True

    return parse


def _is_inside_html(state: StateInline) -> bool:
    return state.env.get(IS_INSIDE_HTML, False) or "html" in kinds_open(state)


def _parse_code(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read code: one back-tick to the next one, spaces and all, or several to as many (codespan)."""
    del silent
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
        state.append_pending(marker)
        state.pos = end
        return True
    content = state.src[end:closing]
    if not is_single:
        content = content.removeprefix(" ").removesuffix(" ")
    token = state.push("code_inline", "code", 0)
    token.markup, token.content = marker, content
    state.pos = closing + len(marker)
    return True


def _parse_autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read an address in angle brackets, which may hold spaces."""
    del silent
    address = _AUTOLINK.match(state.src, state.pos, state.posMax)
    if address is None:
        return False
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
    del silent
    attributes = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if attributes is None or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    is_element = last.type == "html_inline" and _START_TAG.match(last.content) is None
    if last.type not in _CLOSERS and not is_element:
        return False
    state.pos = attributes.end()
    return True
