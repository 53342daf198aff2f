"""What kramdown reads otherwise than CommonMark inside of lines, as rules for markdown-it.

Emphasis asks only for white space, formulas stand in dollars, comments and attribute lists are no text,
quotes and dashes are typeset. Observed with kramdown 2.4.0 and its parser for GFM.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from feedtool.typography import set_type

_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}")
#: What a backslash takes its meaning from.
_ESCAPABLE = "\\.*_+`<>()[]{}#!:|\"'$=-~"
_COMMENT = re.compile(r"\{::comment\}.*?\{:/(?:comment)?\}", re.DOTALL)
_STRUCK = re.compile(r"~~(?![\s~]).*?[^\s~]~~", re.DOTALL)
_FORMULA = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)
_BLANK = re.compile(r"\s")
_CLOSERS = frozenset({"code_inline", "image", "link_close", "s_close"})


def use_spans(renderer: MarkdownIt) -> None:
    """Make a CommonMark renderer read the inside of lines as kramdown does."""
    inline = renderer.inline.ruler
    inline.at("emphasis", _parse_emphasis)
    inline.at("strikethrough", _parse_strikethrough)
    inline.before("emphasis", "extension", _parse_extension)
    inline.at("escape", _parse_escape)
    inline.before("emphasis", "formula", _parse_formula)
    inline.before("autolink", "guillemet", _parse_guillemet)
    inline.before("emphasis", "attributes", _parse_attributes)
    renderer.core.ruler.before("text_join", "typography", _set_type)


def _parse_emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read a run of ``*`` or ``_``: it opens unless white space follows, and closes unless it stands before.

    CommonMark asks for more (section 6.2), and takes ``**句。**后`` for no emphasis: between Chinese words
    stands no space. An underscore inside a word is none of either.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before, after = state.src[state.pos - 1 : state.pos] if state.pos else "", state.src[end : end + 1]
    can_open = bool(after) and not _BLANK.match(after) and not (marker == "_" and before.isalnum())
    can_close = bool(before) and not _BLANK.match(before) and not (marker == "_" and after.isalnum())
    length = end - state.pos
    for _ in range(length):
        state.push("text", "", 0).content = marker
        delimiter = Delimiter(
            marker=ord(marker),
            length=length,
            token=len(state.tokens) - 1,
            end=-1,
            open=can_open,
            close=can_close,
        )
        state.delimiters.append(delimiter)
    state.pos = end
    return True


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
    """Pass over a comment inside a line."""
    comment = _COMMENT.match(state.src, state.pos, state.posMax)
    if comment is None:
        return False
    del silent  # there is nothing to write
    state.pos = comment.end()
    return True


def _parse_escape(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    following = state.src[state.pos + 1 : state.pos + 2]
    if state.src[state.pos] != "\\" or not following or following not in _ESCAPABLE + "\n":
        return False
    if following == "\n" and not silent:
        state.push("hardbreak", "br", 0)
    elif not silent:
        token = state.push("text_special", "", 0)
        token.content = following
        token.markup = "\\" + following
        token.info = "escape"
    state.pos += 2
    return True


def _parse_formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read a formula; pages and readers without MathJax show it in MathJax's own marks."""
    formula = _FORMULA.match(state.src, state.pos, state.posMax)
    if formula is None:
        return False
    if not silent:
        is_block = formula[0] == state.src.strip()
        opening, closing = (r"\[", r"\]") if is_block else (r"\(", r"\)")
        token = state.push("text_special", "", 0)
        token.content = opening + formula[1].strip() + closing
        token.info = "formula"
    state.pos = formula.end()
    return True


def _parse_guillemet(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    if not state.src.startswith("<<", state.pos):
        return False
    if not silent:
        state.push("text", "", 0).content = "<<"
    state.pos += 2
    return True


def _parse_attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Pass over ``{: .class}`` right behind emphasis, a link, code or an image."""
    attributes = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    is_behind = not state.pending and bool(state.tokens) and _ends_element(state)
    if attributes is None or not is_behind:
        return False
    del silent  # there is nothing to write
    state.pos = attributes.end()
    return True


def _ends_element(state: StateInline) -> bool:
    last = state.tokens[-1]
    # What will be the end of emphasis is still a text while the line is read.
    return last.type in _CLOSERS or (last.type == "text" and last.content in {"*", "_"})


def _set_type(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _set_type_of(token.children)


def _set_type_of(tokens: Sequence[Token]) -> None:
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
