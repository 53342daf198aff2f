"""What stands inside of emphasis, links and HTML in a line, for rules of markdown-it.

It is read on to the end of the span, and kept if there is one; what begins inside may go on beyond, and then
there is none. So kramdown 2.4.0 does it (parse_spans in lib/kramdown/parser/kramdown.rb).
"""

import re
from collections.abc import Callable

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

#: The key under which a parser knows that it reads what stands in an element of HTML.
IS_INSIDE_HTML = "is_inside_html"
_OPEN = "spans_open"
_FAILED = "spans_failed"
_VAIN = "spans_vain"
_WITHOUT = "spans_without"
#: So many spans without an end are looked into in one paragraph: what has more is no text.
_MOST_FAILED = 20
#: So many times the length of a paragraph is read in texts of links that turn out to be none.
_MOST_VAIN = 10
#: Spans stand in no more of others.
_DEEPEST = 50


def kinds_open(state: StateInline) -> list[str]:
    """Give the kinds of the spans that are being read, the innermost last."""
    kinds: list[str] = state.env.setdefault(_OPEN, [])
    return kinds


def has_ahead(state: StateInline, pattern: re.Pattern[str], start: int) -> bool:
    """Tell whether what a pattern matches stands anywhere from ``start`` on.

    A text is looked through once for what it does not hold, however often it is asked for.
    """
    # From where on there is none, in a text up to a place.
    without: dict[tuple[str, int, re.Pattern[str]], int] = state.env.setdefault(_WITHOUT, {})
    key = (state.src, state.posMax, pattern)
    if start >= without.get(key, start + 1):
        return False
    if pattern.search(state.src, start, state.posMax) is None:
        without[key] = start
        return False
    return True


def is_worn_out(state: StateInline) -> bool:
    """Tell whether so much of a paragraph was read in vain that no more is looked into."""
    vain: dict[str, int] = state.env.get(_VAIN, {})
    return vain.get(state.src, 0) > _MOST_VAIN * len(state.src)


def count_vain(state: StateInline, length: int) -> None:
    """Note that so many characters were read for a span that is none."""
    vain: dict[str, int] = state.env.setdefault(_VAIN, {})
    vain[state.src] = vain.get(state.src, 0) + length


def read_inside(
    state: StateInline, kind: str, start: int, is_end: Callable[[], bool], *, is_auto_closed: bool = False
) -> list[Token] | None:
    """Read from ``start`` on to where ``is_end`` says so, and give what stands between.

    The position is that of the end then. If there is none, nothing is changed, and None is given; but what
    ``is_auto_closed`` ends with the text.
    """
    failed: dict[str, int] = state.env.setdefault(_FAILED, {})
    kinds = kinds_open(state)
    if failed.get(state.src, 0) > _MOST_FAILED or len(kinds) > _DEEPEST:
        return None
    outer, pending, position = state.tokens, state.pending, state.pos
    state.tokens, state.pending, state.pos = [], "", start
    kinds.append(kind)
    is_closed = _read_to(state, is_end) or is_auto_closed
    kinds.pop()
    if is_closed and state.pending:
        state.pushPending()
    inner = state.tokens
    state.tokens, state.pending = outer, pending
    if is_closed:
        return inner
    state.pos = position
    failed[state.src] = failed.get(state.src, 0) + 1
    return None


def _read_to(state: StateInline, is_end: Callable[[], bool]) -> bool:
    """Read on to what ends the span, and tell whether it is there."""
    rules = state.md.inline.ruler.getRules("")
    while state.pos < state.posMax:
        if is_end():
            return True
        if not any(rule(state, False) for rule in rules):  # noqa: FBT003 - as they are called
            state.append_pending(state.src[state.pos])
            state.pos += 1
    return False
