"""Jekyll's filters of lists, and those of Liquid where the library's are not Ruby's. Pure.

After Jekyll::Filters, its GroupingFilters, and lib/liquid/standardfilters.rb. Each takes the value before the
bar, then its arguments; nil is None.
"""

import re
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from feedtool.liquid_strings import to_index
from feedtool.liquid_text import inspect, spell

_FLOAT_LIKE = re.compile(r"\s*-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)\s*")
_INTEGER_LIKE = re.compile(r"\s*-?[0-9]+\s*")
#: What is longer is no number that a person compares.
_MOST_DIGITS = 100


def to_items(value: object) -> list[object]:
    """Give what a filter of lists goes through (Liquid::StandardFilters::InputIterator)."""
    if value is None:
        return []
    if isinstance(value, range):
        return list(value)
    return _flatten(value) if isinstance(value, list | tuple) else [value]


def _flatten(items: list[object] | tuple[object, ...]) -> list[object]:
    flat: list[object] = []
    for item in items:
        if isinstance(item, list | tuple):
            flat += _flatten(item)
        else:
            flat.append(item)
    return flat


def _property_of(item: object, keys: list[str]) -> object:
    """Give what an item has under a name and the names below it; a number where it looks like one."""
    for key in keys:
        item = item.get(key) if isinstance(item, Mapping) else None
    written = spell(item)
    if isinstance(item, list | dict) or len(written) > _MOST_DIGITS:
        return item
    if _INTEGER_LIKE.fullmatch(written):
        return int(written)
    return float(written) if _FLOAT_LIKE.fullmatch(written) else item


def _has(item: object, keys: list[str], target: object) -> bool:
    value = _property_of(item, keys)
    if target is None:
        return value is None
    if isinstance(value, str):
        return value == spell(target)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return spell(target) in map(spell, values)


def _can_be_searched(value: object, name: object, target: object) -> bool:
    is_named = name is not None and name is not False and not isinstance(target, list | dict)
    return is_named and isinstance(value, list | dict)


def _where(value: Any, name: object, target: object) -> object:  # noqa: ANN401 - a list, a dict, or neither
    if not _can_be_searched(value, name, target):
        return value
    keys = spell(name).split(".")
    items = value.values() if isinstance(value, dict) else value
    return [item for item in items if _has(item, keys, target)]


def _find(value: Any, name: object, target: object) -> object:  # noqa: ANN401 - the same
    if not _can_be_searched(value, name, target):
        return value
    found: Any = _where(value, name, target)
    return found[0] if found else None


def _group_by(value: object, name: object) -> object:
    if not isinstance(value, list):
        return value
    keys = spell(name).split(".")
    groups: dict[str, list[object]] = {}
    for item in value:
        groups.setdefault(spell(_property_of(item, keys)), []).append(item)
    return [{"name": key, "items": items, "size": len(items)} for key, items in groups.items()]


def _sort(value: object, name: object = None, nils: object = "first") -> list[object]:
    if name is None and isinstance(value, dict | range):  # of a table Ruby sorts the names with their values
        value = [[*pair] for pair in value.items()] if isinstance(value, dict) else [*value]
    if not isinstance(value, list):
        raise TypeError("only a list can be sorted")
    if name is None:
        return sorted(value)
    if nils not in {"first", "last"}:
        raise ValueError(f"{spell(nils)} is no order of what has no {spell(name)}; it is first or last")
    keys = spell(name).split(".")
    pairs: list[tuple[Any, object]] = [(_property_of(item, keys), item) for item in value]
    without = [item for key, item in pairs if key is None]
    ordered = sorted((pair for pair in pairs if pair[0] is not None), key=itemgetter(0))
    rest = [item for _, item in ordered]
    return without + rest if nils == "first" else rest + without


def _sort_natural(value: object, name: object = None) -> list[object]:
    def key_of(item: object) -> tuple[bool, str]:
        found = item if name is None else item.get(spell(name)) if isinstance(item, Mapping) else None
        return found is None, spell(found).lower()

    return sorted(to_items(value), key=key_of)


def _map(value: object, name: object) -> list[object]:
    return [item.get(spell(name)) if isinstance(item, Mapping) else None for item in to_items(value)]


def _uniq(value: object, name: object = None) -> list[object]:
    items = to_items(value)
    keys = items if name is None else _map(items, name)
    first: dict[str, object] = {}
    for key, item in zip(keys, items, strict=True):
        first.setdefault(inspect(key), item)
    return list(first.values())


def _compact(value: object, name: object = None) -> list[object]:
    items = to_items(value)
    keys = items if name is None else _map(items, name)
    return [item for key, item in zip(keys, items, strict=True) if key is not None]


def _concat(value: object, other: object) -> list[object]:
    if not isinstance(other, list | tuple):
        raise TypeError("only a list can be put behind a list")
    return [*to_items(value), *other]


def _pop(value: object, count: object = 1) -> object:
    return value[: max(len(value) - to_index(count), 0)] if isinstance(value, list) else value


def _shift(value: object, count: object = 1) -> object:
    return value[to_index(count) :] if isinstance(value, list) else value


def _push(value: object, item: object) -> object:
    return [*value, item] if isinstance(value, list) else value


def _unshift(value: object, item: object) -> object:
    return [item, *value] if isinstance(value, list) else value


def _to_sentence(value: object, connector: object = "and") -> str:
    if not isinstance(value, list):
        raise TypeError("only a list can be made a sentence of")
    words, link = [spell(item) for item in value], spell(connector)
    if len(words) < 3:  # noqa: PLR2004 - two need no comma
        return f" {link} ".join(words)
    return f"{', '.join(words[:-1])}, {link} {words[-1]}"


LIST_FILTERS: Mapping[str, Callable[..., object]] = {
    "array_to_sentence_string": _to_sentence,
    "compact": _compact,
    "concat": _concat,
    "find": _find,
    "group_by": _group_by,
    "map": _map,
    "pop": _pop,
    "push": _push,
    "shift": _shift,
    "sort": _sort,
    "sort_natural": _sort_natural,
    "uniq": _uniq,
    "unshift": _unshift,
    "where": _where,
}
