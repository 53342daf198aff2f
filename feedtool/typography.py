"""Quotes, dashes and ellipses as kramdown sets them, so that a text reads as it does on its site. Pure.

What kramdown does was observed with 2.4.0: its tables of signs and of quotes (lib/kramdown/parser/kramdown,
typographic_symbol.rb and smart_quotes.rb) say the same.
"""

import re

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
_OPENING = {'"': "“", "'": "‘"}
_CLOSING = {'"': "”", "'": "’"}
#: A quote behind one of these opens; behind any other character it closes.
_NOT_CLOSED_BEHIND = " \\\t\r\n[{(-"
_WORD = re.compile(r"\w", re.ASCII)
_EMPHASIS = re.compile(r"[_*]{1,2}\S")
_PUNCTUATION = re.compile(r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~](?!\.\.)(?!\w)", re.ASCII)
_ENDING = re.compile(r"\s|s\b|\Z", re.ASCII)
_DECADE = re.compile(r"\d\ds", re.ASCII)


def set_type(text: str, *, before: str = "", after: str = "") -> str:
    """Set the signs and quotes of a run of text.

    ``before`` is the character before the run if it is text too (white space at the end of a line), ``after``
    what stands behind it in the source.
    """
    text = _SIGN.sub(lambda match: _SIGNS[match[0]], text)
    pieces: list[str] = []
    done = 0
    while match := _QUOTE.search(text, done):
        start = match.start()
        previous = text[start - 1] if start > done else (before if start == 0 else "")
        if previous in {"—", "–", "…", "«", "»"}:
            previous = ""  # a sign of its own, and no text before the quote
        rest = text[start + 1 :] + after
        pieces.append(text[done:start])
        done = start + 1
        if _opens_two(match[0], previous, rest):
            pieces.append(_OPENING[match[0]] + _OPENING[rest[0]])
            done += 1
        else:
            pieces.append((_OPENING if _opens(match[0], previous, rest) else _CLOSING)[match[0]])
    return "".join(pieces) + text[done:]


def _opens_two(mark: str, previous: str, rest: str) -> bool:
    """Tell whether a quote inside a quote begins here."""
    is_pair = rest[:1] in _OPENING and rest[:1] != mark
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
