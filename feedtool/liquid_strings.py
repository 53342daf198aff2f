"""Liquid's filters of texts and numbers where the library's are not Ruby's. Pure.

After lib/liquid/standardfilters.rb. Each takes the value before the bar, then its arguments; nil is None.
What Ruby's would raise for is a ValueError or TypeError here.
"""

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from feedtool.liquid_text import spell

Number = int | float
#: What Ruby takes for white space, and strips: nothing beyond ASCII, so that an indented 　段 stays as it is.
SPACE = " \t\n\v\f\r"
_STRIPPED = SPACE + "\0"
_LEADING_INTEGER = re.compile(r"[ \t\n\v\f\r]*([-+]?[0-9]+)")
_WHOLE_NUMBER = re.compile(r"\s*[-+]?[0-9]{1,18}\s*")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")
_MOST_DIGITS = 18


def to_index(value: object) -> int:
    """Read an argument that must be a whole number (Liquid::Utils.to_integer)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = spell(value)
    if not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError(f"{text or 'nothing'} is no whole number")
    return int(text)


def split_words(text: str) -> list[str]:
    """Split a text at white space, as Ruby knows it."""
    return [word for word in re.split(f"[{SPACE}]+", text) if word]


def _truncate(value: object, length: object = 50, ending: object = "...") -> str:
    text, most, tail = spell(value), to_index(length), spell(ending)
    return text if len(text) <= most else text[: max(most - len(tail), 0)] + tail


def _truncate_words(value: object, count: object = 15, ending: object = "...") -> str:
    text, most = spell(value), max(to_index(count), 1)
    words = split_words(text)
    return text if len(words) <= most else " ".join(words[:most]) + spell(ending)


def _split(value: object, separator: object) -> list[str]:
    text, parting = spell(value), spell(separator)
    if parting == " ":
        return split_words(text)
    parts = text.split(parting) if parting else list(text)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _to_integer(value: object) -> int:
    """Read the whole number that a text begins with (String#to_i); nought if it begins with none."""
    if isinstance(value, int | float):
        return int(value)
    match = _LEADING_INTEGER.match(spell(value))
    return int(match[1]) if match else 0


def to_number(value: object) -> object:
    """Read a number as Liquid::Utils.to_number does: what a text begins with; nought if it is none."""
    if isinstance(value, str):
        text = value.strip(_STRIPPED)
        return value if _FRACTION.fullmatch(text) else _to_integer(text)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _round(value: object, digits: object = 0) -> Number:
    """Round a half away from nought; Python's own rounds it to the even number."""
    text = spell(value).strip(_STRIPPED)
    number = Decimal(text if isinstance(value, float) or _NUMBER.fullmatch(text) else 0)
    places = to_index(digits)
    if abs(places) > _MOST_DIGITS:
        raise ValueError("a number has no so many digits")
    if places >= 0 and "." not in text:
        return int(number)
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return int(rounded) if places <= 0 else float(rounded)


STRING_FILTERS: Mapping[str, Callable[..., object]] = {
    "lstrip": lambda value: spell(value).lstrip(_STRIPPED),
    "round": _round,
    "rstrip": lambda value: spell(value).rstrip(_STRIPPED),
    "split": _split,
    "strip": lambda value: spell(value).strip(_STRIPPED),
    "to_integer": _to_integer,
    "truncate": _truncate,
    "truncatewords": _truncate_words,
}
