"""Emphasis as kramdown reads it, as a rule for markdown-it.

CommonMark asks for more (section 6.2), and takes ``**句。**后`` for no emphasis: no space stands between
Chinese words. Here a mark opens unless white space follows, and is closed by the first that white space does
not stand before; none stands in another of its kind. Observed with kramdown 2.4.0
(lib/kramdown/parser/kramdown/emphasis.rb).
"""

import re

from markdown_it.rules_inline import StateInline

_KINDS = {1: "em", 2: "strong"}
#: What closes: one mark alone or three and more closes ``*``, and no letter stands behind ``_``.
_ENDINGS = {
    "*": re.compile(r"(?<!\s)\*(?!\*(?!\*))"),
    "_": re.compile(r"(?<!\s)_(?!_(?!_))(?![^\W_])"),
    "**": re.compile(r"(?<!\s)\*\*"),
    "__": re.compile(r"(?<!\s)__(?![^\W_])"),
}
#: What has to stand somewhere for that: the same at the beginning of a run of marks.
_RUNS = {
    mark: re.compile(ending.pattern.replace(r"(?<!\s)", rf"(?<![\s{mark[0]}])"))
    for mark, ending in _ENDINGS.items()
}
_OPEN = "emphasis_open"
_FAILED = "emphasis_failed"
_WITHOUT_END = "emphasis_without_end"
#: So many marks without an end are looked into in one post: what has more is no text.
_MOST_FAILED = 50


def parse_emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read what stands between marks of emphasis, or the mark as a text."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    length = 2 if state.src.startswith(marker * 2, state.pos, state.posMax) else 1
    is_strong = length == 2  # noqa: PLR2004 - marks
    kinds: list[str] = state.env.setdefault(_OPEN, [])
    if _can_open(state, marker, length) and _KINDS[length] not in kinds:
        if _parse_inside(state, marker, length):
            return True
        # Two marks may be one, and a text that begins with the other.
        if is_strong and kinds[-1:] != ["em"] and _parse_inside(state, marker, 1):
            return True
    state.pending += marker * length
    state.pos += length
    return True


def _can_open(state: StateInline, marker: str, length: int) -> bool:
    following = state.src[state.pos + length : state.pos + length + 1]
    before = state.src[max(state.pos - 2, 0) : state.pos]
    is_inside_word = before[-1:].isalpha() or (before[-1:] == "-" and before[:1].isalpha())
    return not following.isspace() and not (marker == "_" and is_inside_word)


def _parse_inside(state: StateInline, marker: str, length: int) -> bool:
    """Read emphasis to its end; if there is none, nothing is changed."""
    start, kind, delimiter = state.pos, _KINDS[length], marker * length
    ending = _ENDINGS[delimiter]
    without: set[tuple[str, int, str]] = state.env.setdefault(_WITHOUT_END, set())
    if (key := (state.src, state.posMax, delimiter)) in without:
        return False
    if _RUNS[delimiter].search(state.src, start + length, state.posMax) is None:
        without.add(key)  # and so there is none for what comes later
        return False
    if state.env.get(_FAILED, 0) > _MOST_FAILED:
        return False
    outer, pending = state.tokens, state.pending
    state.tokens, state.pending, state.pos = [], "", start + length
    state.env[_OPEN].append(kind)
    is_closed = _read_to(state, ending)
    state.env[_OPEN].pop()
    if is_closed and state.pending:
        state.pushPending()
    inner = state.tokens
    state.tokens, state.pending = outer, pending
    if not is_closed:
        state.pos = start
        state.env[_FAILED] = state.env.get(_FAILED, 0) + 1
        return False
    state.push(f"{kind}_open", kind, 1).markup = delimiter
    state.tokens += inner
    state.push(f"{kind}_close", kind, -1).markup = delimiter
    state.pos += length
    return True


def _read_to(state: StateInline, ending: re.Pattern[str]) -> bool:
    """Read on to what ends the emphasis, and tell whether it is there."""
    rules = state.md.inline.ruler.getRules("")
    while state.pos < state.posMax:
        if (state.tokens or state.pending) and ending.match(state.src, state.pos, state.posMax):
            return True
        if not any(rule(state, False) for rule in rules):  # noqa: FBT003 - as they are called
            state.pending += state.src[state.pos]
            state.pos += 1
    return False
