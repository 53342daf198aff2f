"""Liquid that is not run: the text of an archive was taken from other pages, and is no program. Pure."""

import re

#: A hyphen at either end of a tag takes the white space with it.
_RAW = re.compile(
    r"(?:\{%|\s*\{%-)\s*raw\s*(?:%\}|-%\}\s*)(.*?)(?:\{%|\s*\{%-)\s*endraw\s*(?:%\}|-%\}\s*)", re.DOTALL
)
_TAG = re.compile(r"\{%-?\s*\w|\{\{")


def has_liquid(source: str | bytes) -> bool:
    """Tell whether anything in a text can be Liquid (Jekyll::Utils.has_liquid_construct?)."""
    if isinstance(source, bytes):
        return b"{%" in source or b"{{" in source
    return "{%" in source or "{{" in source


def unwrap_raw(source: str) -> tuple[str, int | None]:
    """Take ``{% raw %}`` off what it wraps; all else stays as it is.

    Also gives the 0-based line of the first tag or variable that Jekyll would run; None if there is none.
    """
    if not has_liquid(source):
        return source, None
    pieces: list[str] = []
    line = None
    done = 0
    for raw in [*_RAW.finditer(source), None]:
        outside = source[done : raw.start() if raw else len(source)]
        tag = _TAG.search(outside)
        if tag is not None and line is None:
            line = source.count("\n", 0, done + tag.start())
        pieces.append(outside)
        if raw is not None:
            pieces.append(raw[1])
            done = raw.end()
    return "".join(pieces), line
