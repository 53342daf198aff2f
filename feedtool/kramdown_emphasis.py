"""Emphasis as kramdown reads it, as a rule for markdown-it.

CommonMark asks for more (section 6.2), and takes ``**句。**后`` for no emphasis: no space stands between
Chinese words. Here a mark opens unless white space follows, and is closed by the first that white space does
not stand before; none stands in another of its kind. Observed with kramdown 2.4.0
(lib/kramdown/parser/kramdown/emphasis.rb).
"""

import re

from markdown_it.rules_inline import StateInline

from feedtool.kramdown_nesting import has_ahead, kinds_open, read_inside

_KINDS = {1: "em", 2: "strong"}
#: What closes: one mark alone or three and more closes ``*``, and no letter stands behind ``_``.
_ENDINGS = {
    "*": re.compile(r"(?<!\s)\*(?!\*(?!\*))"),
    "_": re.compile(r"(?<!\s)_(?!_(?!_))(?![^\W_])"),
    "**": re.compile(r"(?<!\s)\*\*"),
    "__": re.compile(r"(?<!\s)__(?![^\W_])"),
}


def parse_emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Read what stands between marks of emphasis, or the mark as a text."""
    del silent
    marker = state.src[state.pos]
    if marker not in "*_":
        return False
    length = 2 if state.src.startswith(marker * 2, state.pos, state.posMax) else 1
    is_strong = length == 2  # noqa: PLR2004 - marks
    kinds = kinds_open(state)
    if _can_open(state, marker, length) and _KINDS[length] not in kinds:
        if _parse_inside(state, marker, length):
            return True
        # Two marks may be one, and a text that begins with the other.
        if is_strong and kinds[-1:] != ["em"] and _parse_inside(state, marker, 1):
            return True
    state.append_pending(marker * length)
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
    if not has_ahead(state, ending, start + length + 1):
        return False

    def is_end() -> bool:
        is_empty = not (state.tokens or state.pending)
        return not is_empty and ending.match(state.src, state.pos, state.posMax) is not None

    inner = read_inside(state, kind, start + length, is_end)
    if inner is None:
        return False
    state.push(f"{kind}_open", kind, 1).markup = delimiter
    state.tokens += inner
    state.push(f"{kind}_close", kind, -1).markup = delimiter
    state.pos += length
    return True
