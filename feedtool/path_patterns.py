"""Patterns of paths as Ruby reads them, as regular expressions for a whole path. Pure.

``File.fnmatch?`` without flags and ``Dir.glob`` differ in what a star stands for, and only the second one
knows braces.
"""

import re
from functools import cache

#: A character with a backslash before it, a star or stars, a question mark, a set.
_SPECIAL = re.compile(r"\\(.)|(\*\*/|\*+)|(\?)|\[([!^]?)((?:\\.|[^\]\\])*)\]|(.)", re.DOTALL)
_SET_CHARACTER = re.compile(r"\\(.)|(-)|(.)", re.DOTALL)
_BRACES = re.compile(r"\{([^{}]*)\}")
_NOTHING = r"(?!)"
#: Only inside of a name a dot may come next.
_NO_DOT = r"(?:(?<=[^/])|(?!\.))"


@cache
def compile_match(pattern: str) -> re.Pattern[str]:
    """Give what finds the paths that match: a star stands for any text, over slashes too."""
    return _compile(_translate(pattern, star=".*", stars=".*/", one="."))


@cache
def compile_glob(pattern: str) -> re.Pattern[str]:
    """Give what finds the paths that a glob lists: a star stands for one name, which a dot does not begin."""
    forms = [
        _translate(form, star=rf"{_NO_DOT}[^/]*", stars=r"(?:[^./][^/]*/)*", one=rf"{_NO_DOT}[^/]")
        for form in _expand(pattern)
    ]
    return _compile("|".join(forms))


def _translate(pattern: str, *, star: str, stars: str, one: str) -> str:
    def write(match: re.Match[str]) -> str:
        escaped, found_stars, question, negation, members, plain = match.groups()
        if found_stars:
            return stars if found_stars.endswith("/") else star
        if question:
            return one
        if members is not None:
            return _write_set(members, is_negated=bool(negation))
        return re.escape(escaped or plain)

    # What opens a set that nothing closes matches nothing.
    is_open = "[" in _SPECIAL.sub(lambda match: match[6] or "", pattern)
    return _NOTHING if is_open else _SPECIAL.sub(write, pattern)


def _write_set(members: str, *, is_negated: bool) -> str:
    if not members:
        return "." if is_negated else _NOTHING
    written = _SET_CHARACTER.sub(lambda match: match[2] or re.escape(match[1] or match[3]), members)
    return f"[{'^' if is_negated else ''}{written}]"


def _expand(pattern: str) -> list[str]:
    """Write out the braces: ``{a,b}c`` stands for ``ac`` and for ``bc``."""
    braces = _BRACES.search(pattern)
    if braces is None:
        return [pattern]
    head, tail = pattern[: braces.start()], pattern[braces.end() :]
    return [form for choice in braces[1].split(",") for form in _expand(head + choice + tail)]


def _compile(expression: str) -> re.Pattern[str]:
    try:
        return re.compile(expression, re.DOTALL)
    except re.error:  # a range that runs backwards
        return re.compile(_NOTHING)
