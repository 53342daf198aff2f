"""Quotes, dashes and ellipses as kramdown sets them, so that a text reads as it does on its site. Pure.

What kramdown does was observed with 2.4.0: its tables of signs and of quotes (lib/kramdown/parser/kramdown,
typographic_symbol.rb and smart_quotes.rb) say the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Longer signs first; guillemets take the space beside them, but for those with a backslash.
_SIGNS = {
    "---": "—",
    "--": "–",
    "...": "…",
    "\\<<": "<<",
    "\\>>": ">>",
    "<< ": "«\u00a0",
    " >>": "\u00a0»",
    "<<": "«",
    ">>": "»",
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
QUOTES = frozenset("\"'")
#: A quote, and the character before it.
_QUOTE = re.compile(r"[^\\]?[\"']", re.DOTALL)
_MARK = re.compile(rf"{_QUOTE.pattern}|{_SIGN.pattern}", re.DOTALL)
_PUNCTUATION = r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
#: Where quotes stand (group 1: what stands before them, group 2: they), and whether they open there. The
#: first that fits counts.
_RULES = tuple(
    (re.compile(pattern, flags), is_opening)
    for pattern, flags, is_opening in (
        (r"()([\"'])(?=[_*]{1,2}\S)", re.ASCII, True),
        (rf"()([\"'])(?={_PUNCTUATION}(?!\.\.)\B)", re.NOFLAG, False),
        (r"(\s?)(\"'|'\")(?=\w)", re.ASCII, True),
        (r"(\s?)(')(?=\d\ds)", re.ASCII, False),
        (r"(\s)([\"'])(?=\w)", re.ASCII, True),
        (r"([^ \\\t\r\n\[{(-])([\"'])", re.NOFLAG, False),
        (r"()([\"'])(?=[ \t\r\n\f\v]|s\b|\Z)", re.NOFLAG, False),
        (r"(.?)(')", re.DOTALL, True),
        (r"(.?)(\")", re.DOTALL, True),
    )
)
#: Behind any other character a quote closes, whatever the other rules say.
_UNSETTLED = frozenset(" \\\t\r\n\f\v[{(-\"'")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What quotes and signs become."""

    opening: Mapping[str, str]
    closing: Mapping[str, str]
    #: Signs as they are written to what they become; empty: they stay.
    signs: Mapping[str, str]


def make_style(
    quotes: tuple[str, str, str, str] = ("‘", "’", "“", "”"),
    *,
    has_signs: bool = True,
    signs: Mapping[str, str] | None = None,
) -> Style:
    """Make a style of the quotes, single ones first, and of signs by the names that kramdown gives them."""
    own = {_NAMES[name]: text for name, text in (signs or {}).items() if name in _NAMES}
    return Style(
        opening={"'": quotes[0], '"': quotes[2]},
        closing={"'": quotes[1], '"': quotes[3]},
        signs=_SIGNS | own if has_signs else {},
    )


USUAL = make_style()


def set_type(text: str) -> str:
    """Set the signs and quotes of a text that is nothing else."""
    pieces: list[str] = []
    done = 0
    while mark := _MARK.search(text, done):
        start = mark.start()
        is_quote = mark[0][-1] in QUOTES
        before, shown, end = set_quote(text, start) if is_quote else ("", _SIGNS[mark[0]], mark.end())
        pieces += [text[done:start], before, shown]
        done = end
    return "".join(pieces) + text[done:]


def has_quote(text: str, start: int) -> bool:
    """Tell whether a quote stands at a place, or right behind the character there."""
    return _QUOTE.match(text, start) is not None


def set_quote(text: str, start: int, style: Style = USUAL) -> tuple[str, str, int]:
    """Set the quotes at a place, or right behind the character there: `has_quote` says that there are some.

    Gives that character, if it is none of the quotes, what these become, and where they end. What stands
    behind decides, too, and what stands before does not.
    """
    if text[start] not in _UNSETTLED:
        return text[start], style.closing[text[start + 1]], start + 2
    found, is_opening = next(
        (found, is_opening) for pattern, is_opening in _RULES if (found := pattern.match(text, start))
    )
    marks = style.opening if is_opening else style.closing
    return found[1], "".join([marks[mark] for mark in found[2]]), found.end()


def find_sign(text: str, start: int, style: Style = USUAL) -> str | None:
    """Give the sign that stands at a place, as it is written, if it is set."""
    sign = _SIGN.match(text, start) if style.signs else None
    return sign[0] if sign else None
