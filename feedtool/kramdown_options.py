"""What a site tells kramdown: the table ``kramdown`` of ``_config.yml``, and options inside of a post. Pure.

As Kramdown::Options reads them (2.4.0, with those of its parser for GFM). What changes no text is passed
over: ids, highlighting, how entities are written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from feedtool.yaml_text import is_false

#: ``{::options key="value" /}`` on a line of its own.
_INLINE = re.compile(r"^ {0,3}\{::options[ \t]([^{}\n]*)/\}[ \t]*$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"(\w+)=(?:\"([^\"]*)\"|'([^']*)')")
_LEVELS = frozenset(range(1, 7))


@dataclass(frozen=True, slots=True, kw_only=True)
class KramdownOptions:
    """How kramdown reads and writes the posts of a site."""

    #: Whether it reads GFM, and whether a list, heading, quotation or fence may follow a line of text there.
    is_gfm: bool = True
    is_interruptible: bool = True
    has_hard_wrap: bool = False
    #: What quotes become: the single opening and closing one, the double opening and closing one.
    quotes: tuple[str, str, str, str] = ("‘", "’", "“", "”")
    #: Whether dashes, ellipses and guillemets are set, and what those become that are not set as usual.
    has_signs: bool = True
    signs: tuple[tuple[str, str], ...] = ()
    #: Whether Markdown stands inside of elements.
    parses_blocks: bool = False
    parses_spans: bool = True
    footnote_start: int = 1
    footnote_backlink: str = "↩"
    has_math_engine: bool = True
    #: The headings that a table of contents lists.
    has_ids: bool = True
    toc_levels: frozenset[int] = _LEVELS
    #: Whether the text holds Liquid that was not run: no site says so, a post does.
    keeps_liquid: bool = False


def read_options(value: object, base: KramdownOptions | None = None) -> KramdownOptions:
    """Read a table of options; what it does not say is as ``base`` has it."""
    options = base or KramdownOptions()
    for key, item in value.items() if isinstance(value, dict) else ():
        reader = _READERS.get(str(key))
        # Jekyll lays the table over its own (Utils.deep_merge_hashes), and nothing takes a value away.
        if reader is not None and (item is not None or key == "math_engine"):
            options = replace(options, **reader(item))
    return options


def read_inline_options(source: str, options: KramdownOptions) -> KramdownOptions:
    """Read what a post itself tells kramdown."""
    if "{::options" not in source:
        return options
    for line in _INLINE.finditer(source):
        stated = {key: double or single for key, double, single in _ATTRIBUTE.findall(line[1])}
        options = read_options(stated, options)
    return options


def _is_on(value: object) -> bool:
    """Tell whether a switch is on (Kramdown::Options.parse): any text but "false" says so."""
    return not is_false(value) and str(value).strip().lower() not in {"", "false"}


def _read_input(value: object) -> dict[str, Any]:
    return {"is_gfm": str(value).lower() == "gfm"}


def _read_quirks(value: object) -> dict[str, Any]:
    quirks = value if isinstance(value, list) else str(value).split(",")
    names = {str(quirk).strip() for quirk in quirks}
    return {"is_interruptible": "paragraph_end" in names, "has_signs": "no_auto_typographic" not in names}


def _read_quotes(value: object) -> dict[str, Any]:
    names = value if isinstance(value, list) else str(value).split(",")
    quotes = tuple(_read_entity(str(name).strip()) for name in names)
    return {"quotes": quotes} if len(quotes) == 4 else {}  # noqa: PLR2004 - as many as there are kinds


def _read_entity(name: str) -> str:
    """Give the character that a name such as ``laquo`` or a number stands for."""
    return unescape(f"&#{name};" if name.isdecimal() else f"&{name};")


def _read_signs(value: object) -> dict[str, Any]:
    table = value if isinstance(value, dict) else {}
    return {"signs": tuple((str(key), str(item)) for key, item in table.items())}


def _read_levels(value: object) -> dict[str, Any]:
    if isinstance(value, list):
        levels = {str(item) for item in value}
    elif interval := re.fullmatch(r"(\d)\.\.(\d)", str(value)):
        levels = {str(level) for level in range(int(interval[1]), int(interval[2]) + 1)}
    else:
        levels = set(str(value).split(","))
    return {"toc_levels": frozenset(level for level in _LEVELS if str(level) in levels)}


def _read_start(value: object) -> dict[str, Any]:
    return {"footnote_start": int(str(value))} if str(value).isdecimal() else {}


_READERS: Mapping[str, Any] = {
    "auto_ids": lambda value: {"has_ids": _is_on(value)},
    "footnote_backlink": lambda value: {"footnote_backlink": unescape(str(value))},
    "footnote_nr": _read_start,
    "gfm_quirks": _read_quirks,
    "hard_wrap": lambda value: {"has_hard_wrap": _is_on(value)},
    "input": _read_input,
    # The others are libraries of their own; where one is missing, kramdown leaves formulas as they are.
    "math_engine": lambda value: {"has_math_engine": value == "mathjax"},
    "parse_block_html": lambda value: {"parses_blocks": _is_on(value)},
    "parse_span_html": lambda value: {"parses_spans": _is_on(value)},
    "smart_quotes": _read_quotes,
    "toc_levels": _read_levels,
    "typographic_symbols": _read_signs,
}
