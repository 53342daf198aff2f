"""YAML whose scalars stay as they are written: the title ``007`` is a text, and so is the tag ``no``.

PyYAML's own types would lose how a value was spelt, and raise errors of all kinds at odd ones (a 13th month,
``0b_``, ``=``). The one importer of yaml.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml


class YamlError(Exception):
    """A text is not valid YAML; ``lines`` are the 0-based lines it can be about, the likeliest first."""

    def __init__(self, reason: str, lines: tuple[int, ...]) -> None:
        super().__init__(reason)
        self.lines = lines


class PlainDate(str):
    """A value in YAML's own timestamp form that stands there without quotes.

    Jekyll reads it by YAML's rules, and the same characters in quotes by Ruby's.
    """

    __slots__ = ()


class PlainBool(str):
    """A value that is a boolean to YAML 1.1: yes, no, true, off and the like, without quotes."""

    __slots__ = ()


class PlainNumber(str):
    """A value that is a number to YAML 1.1, without quotes: the tag ``2020``."""

    __slots__ = ()


def is_true(value: object) -> bool:
    """Tell whether a value is a true boolean; the same word in quotes is a text."""
    return isinstance(value, PlainBool) and value.lower() in {"on", "true", "yes"}


def is_false(value: object) -> bool:
    """Tell whether a value is a false boolean; the same word in quotes is a text."""
    return isinstance(value, PlainBool) and value.lower() in {"false", "no", "off"}


def is_on(value: object) -> bool:
    """Tell whether Ruby takes a value for true, as it takes every text and every number: 0 and "no" too."""
    return value is not None and not is_false(value)


def is_text(value: str) -> bool:
    """Tell whether a scalar is a text to YAML 1.1 too, and no number, boolean or date."""
    return not isinstance(value, PlainBool | PlainDate | PlainNumber)


#: Psych::ScalarScanner: hours and minutes, and seconds where they are said.
_OF_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}")


def spell_number(value: PlainNumber) -> str:
    """Write a YAML 1.1 number in base ten, as Ruby reads it: 1:30 is an hour and a half, in seconds."""
    if _OF_SIXTIES.fullmatch(value):
        return str(sum(int(part) * 60 ** (2 - place) for place, part in enumerate(value.split(":"))))
    return str(yaml.load(str(value), Loader=yaml.CSafeLoader))


def spell_words(value: object) -> object:
    """Write numbers and booleans as Ruby does, which Jekyll makes words of: 1.50 is 1.5, yes is true."""
    if isinstance(value, list):
        return [spell_words(item) for item in value]
    if isinstance(value, PlainBool):
        return "true" if is_true(value) else "false"
    return spell_number(value) if isinstance(value, PlainNumber) else value


class _Loader(yaml.CSafeLoader):
    """The safe loader of libyaml, without its types."""


def _construct_text(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


def _construct_date(loader: _Loader, node: yaml.ScalarNode) -> PlainDate:
    return PlainDate(loader.construct_scalar(node))


def _construct_bool(loader: _Loader, node: yaml.ScalarNode) -> PlainBool:
    return PlainBool(loader.construct_scalar(node))


def _construct_number(loader: _Loader, node: yaml.ScalarNode) -> PlainNumber:
    return PlainNumber(loader.construct_scalar(node))


def _construct_table(loader: _Loader, node: yaml.MappingNode) -> Iterator[dict[Any, Any]]:
    return loader.construct_yaml_map(node)


for _tag in ("float", "int"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct_number)
_Loader.add_constructor("tag:yaml.org,2002:value", _construct_text)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _construct_date)
_Loader.add_constructor("tag:yaml.org,2002:bool", _construct_bool)
# A set of Python has another order in each run.
_Loader.add_constructor("tag:yaml.org,2002:set", _construct_table)


#: A line that sets a key to one value, in which nothing stands that has a meaning of its own to YAML.
_PLAIN_LINE = re.compile(
    r"([A-Za-z_][A-Za-z0-9_-]*):"
    r"(?: +(?:\"([^\"\\{odd}]*)\"|'([^'{odd}]*)'|([^\W_](?:[^{odd}:#]++|:(?! |$)|(?<! )#)*+)))? *".replace(
        "{odd}", "\\x00-\\x1f\\x7f-\\xa0\\u2028\\u2029\\ufeff\\ud800-\\udfff\\ufffe\\uffff"
    )
)


def _read_plainly(source: str) -> dict[str, str | None] | None:
    """Read lines of which each sets a key to one value; None if it takes a parser.

    That is the front matter of nearly every post, and the parser takes ten times as long over it.
    """
    values: dict[str, str | None] = {}
    for line in source.split("\n"):
        setting = _read_line(line)
        if setting is None:
            return None
        key, value = setting
        values[key] = value
    return values


@lru_cache(maxsize=1 << 11)  # the same categories, tags and layouts, over and over
def _read_line(line: str) -> tuple[str, str | None] | None:
    match = _PLAIN_LINE.fullmatch(line)
    if match is None or _resolve(match[1]) is not str:
        return None
    key, double, single, plain = match.groups()
    if plain is None:
        return key, single if double is None else double
    plain = plain.rstrip(" ")
    kind = _resolve(plain)
    return (key, kind(plain)) if kind is not None else None


@lru_cache(maxsize=1 << 12)  # the same keys, categories and tags, over and over
def _resolve(plain: str) -> type[str] | None:
    """Give what a value is to YAML 1.1, by the library's own table; None if it is nothing of ours."""
    for tag, pattern in _Loader.yaml_implicit_resolvers.get(plain[0], []):
        if pattern.match(plain):
            return _KINDS.get(tag)
    return str


_KINDS: Mapping[str, type[str]] = {
    "tag:yaml.org,2002:bool": PlainBool,
    "tag:yaml.org,2002:float": PlainNumber,
    "tag:yaml.org,2002:int": PlainNumber,
    "tag:yaml.org,2002:timestamp": PlainDate,
}


def read_yaml(source: str | bytes) -> object:
    """Read one YAML document: text, `PlainDate`, None, lists and dicts of such.

    Raises:
        YamlError: it is not valid YAML.
    """
    plain = _read_plainly(source) if isinstance(source, str) else None
    if plain is not None:
        return plain
    try:
        return yaml.load(source, Loader=_Loader)  # noqa: S506 - a safe loader, in C
    except yaml.YAMLError as error:
        marked = error if isinstance(error, yaml.MarkedYAMLError) else None
        marks = (marked.problem_mark, marked.context_mark) if marked else ()
        reason = marked.problem if marked else str(error)
        lines = tuple(mark.line for mark in marks if mark is not None)
        raise YamlError(" ".join((reason or "unreadable").split()), lines) from error
