"""Text as kramdown sets it, as rules for markdown-it: quotes, dashes, ellipses.

What a quote becomes hangs on the character before it, if no other rule has read that, and on what is behind.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from feedtool.kramdown_options import KramdownOptions
from feedtool.typography import QUOTES, Style, find_sign, has_quote, make_style, set_quote

#: Where something other than plain text may stand; signs and quotes are set at once.
_STOP = re.compile(r"[\"'*_`<\[\]!$&{\\~\n]")
_STOP_OR_SIGN = re.compile(rf"{_STOP.pattern}|---?|\.\.\.| ?>>")
_BREAKS = frozenset({"hardbreak", "softbreak"})
_Rule = Callable[[StateInline, bool], bool]


def use_text(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read text as kramdown does."""
    style = make_style(options.quotes, has_signs=options.has_signs, signs=dict(options.signs))
    inline = renderer.inline.ruler
    inline.at("text", _make_text_rule(style))
    inline.before("escape", "sign", _make_sign_rule(style))
    inline.before("entity", "quote", _make_quote_rule(style))


def _make_text_rule(style: Style) -> _Rule:
    pattern = _STOP_OR_SIGN if style.signs else _STOP

    def parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        """Read on to where something else may stand."""
        del silent
        source, position = state.src, state.pos
        # The end of a line before a quote has been read, but is text all the same.
        is_behind_break = (
            source[position] in QUOTES
            and not state.pending
            and bool(state.tokens)
            and state.tokens[-1].type in _BREAKS
        )
        while (stop := pattern.search(source, position, state.posMax)) is not None:
            start, mark = stop.start(), stop[0]
            if mark in QUOTES:
                first = start - (start > position or is_behind_break)
                before, shown, end = set_quote(source, first, style)
                before = "" if is_behind_break else source[position:first] + before
                is_behind_break = False
            elif mark in style.signs:
                before, shown, end = source[position:start], style.signs[mark], stop.end()
            else:
                break
            state.append_pending(before + shown)
            position = end
        else:
            start = state.posMax
        state.append_pending(source[position:start])
        is_read = start > state.pos
        state.pos = start
        return is_read

    return parse


def _make_sign_rule(style: Style) -> _Rule:
    def parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        """Set a sign that begins with what something else begins with, too: guillemets."""
        del silent
        sign = find_sign(state.src, state.pos, style)
        if sign is None:
            return False
        state.append_pending(style.signs[sign])
        state.pos += len(sign)
        return True

    return parse


def _make_quote_rule(style: Style) -> _Rule:
    def parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        """Set a quote behind a character that something else could have begun with."""
        del silent
        if not has_quote(state.src, state.pos):
            return False
        before, shown, state.pos = set_quote(state.src, state.pos, style)
        state.append_pending(before + shown)
        return True

    return parse
