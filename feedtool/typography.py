"""Quotes, dashes and ellipses as kramdown sets them, so that a text reads as it does on its site. Pure.

What kramdown does was observed with 2.4.0: its tables of signs and of quotes (lib/kramdown/parser/kramdown,
typographic_symbol.rb and smart_quotes.rb) say the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Longer signs first; guillemets take the space beside them.
_SIGNS = {
    "---": "—",
    "--": "–",
    "...": "…",
    "<< ": "«\u00a0",
    " >>": "\u00a0»",
    "<<": "«",
    ">>": "»",
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_QUOTE = re.compile("[\"']")
_MARKS = frozenset("\"'")
#: A quote behind one of these opens; behind any other character it closes.
_NOT_CLOSED_BEHIND = " \\\t\r\n[{(-"
_WORD = re.compile(r"\w", re.ASCII)
_EMPHASIS = re.compile(r"[_*]{1,2}\S")
_PUNCTUATION = re.compile(r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~](?!\.\.)(?!\w)", re.ASCII)
_ENDING = re.compile(r"\s|s\b|\Z", re.ASCII)
_DECADE = re.compile(r"\d\ds", re.ASCII)
#: What kramdown calls the signs.
_NAMES = {
    "mdash": "---",
    "ndash": "--",
    "hellip": "...",
    "laquo_space": "<< ",
    "raquo_space": " >>",
    "laquo": "<<",
    "raquo": ">>",
}
#: Stand-ins for signs that are set otherwise: no text holds them.
_STAND_INS = dict(zip(_NAMES, map(chr, range(0xFDD1, 0xFDD8)), strict=True))
_SET = frozenset({"—", "–", "…", "«", "»", *_STAND_INS.values()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What quotes and signs become."""

    opening: Mapping[str, str]
    closing: Mapping[str, str]
    #: Signs as they are written to what they become; empty: they stay.
    signs: Mapping[str, str]
    #: What becomes of that in the end.
    outcome: Mapping[int, str]


def make_style(
    quotes: tuple[str, str, str, str] = ("‘", "’", "“", "”"),
    *,
    has_signs: bool = True,
    signs: Mapping[str, str] | None = None,
) -> Style:
    """Make a style of the quotes, single ones first, and of signs by the names that kramdown gives them."""
    own = {name: text for name, text in (signs or {}).items() if name in _NAMES}
    return Style(
        opening={"'": quotes[0], '"': quotes[2]},
        closing={"'": quotes[1], '"': quotes[3]},
        signs=_SIGNS | {_NAMES[name]: _STAND_INS[name] for name in own} if has_signs else {},
        outcome={ord(_STAND_INS[name]): text for name, text in own.items()},
    )


USUAL = make_style()


def set_type(text: str, style: Style = USUAL, *, before: str = "", after: str = "") -> str:
    """Set the signs and quotes of a run of text.

    ``before`` is the character before the run if it is text too (white space at the end of a line), ``after``
    what stands behind it in the source.
    """
    if style.signs:
        text = _SIGN.sub(lambda match: style.signs[match[0]], text)
    text = _set_quotes(text, style, before, after)
    return text.translate(style.outcome) if style.outcome else text


def _set_quotes(text: str, style: Style, before: str, after: str) -> str:
    pieces: list[str] = []
    done = 0
    while match := _QUOTE.search(text, done):
        start = match.start()
        previous = text[start - 1] if start > done else (before if start == 0 else "")
        if previous in _SET:
            previous = ""  # a sign of its own, and no text before the quote
        rest = text[start + 1 :] + after
        pieces.append(text[done:start])
        done = start + 1
        if _opens_two(match[0], previous, rest):
            pieces.append(style.opening[match[0]] + style.opening[rest[0]])
            done += 1
        else:
            marks = style.opening if _opens(match[0], previous, rest) else style.closing
            pieces.append(marks[match[0]])
    return "".join(pieces) + text[done:]


def _opens_two(mark: str, previous: str, rest: str) -> bool:
    """Tell whether a quote inside a quote begins here."""
    is_pair = rest[:1] in _MARKS and rest[:1] != mark
    return is_pair and not previous.strip() and _WORD.match(rest, 1) is not None


def _opens(mark: str, previous: str, rest: str) -> bool:
    if not previous:
        if _EMPHASIS.match(rest):
            return True
        if _PUNCTUATION.match(rest):
            return False
    if mark == "'" and not previous.strip() and _DECADE.match(rest):
        return False
    if previous:
        return previous in _NOT_CLOSED_BEHIND
    return _ENDING.match(rest) is None
