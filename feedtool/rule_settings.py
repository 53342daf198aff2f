"""``[rules]`` of a settings file: the site's own rules, added to the tables of `rules`. Pure.

A rule with the name of one that is there replaces it; ``off`` switches rules off by name. What is added
stands before the tables: the owner knows the archive best.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal, Protocol, TypeVar

from feedtool.rules import (
    DEFAULT_RULES,
    BlockRule,
    CreditLineRule,
    ElementRule,
    FieldRule,
    OriginalLinkRule,
    RewriteRule,
    Rules,
    SameArticleRule,
)
from feedtool.text import fold_name


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Rule = TypeVar("_Rule", bound=_Named)
#: Rules that are steps of the code and have no table.
STEPS = (
    "author-of-original",
    "back-link",
    "credit-line-link",
    "digest",
    "original-link",
    "same-original",
    "same-title-and-day",
    "stated-in-markup",
    "tag",
    "title-heading",
    "title-link",
)


def read_rules(table: object) -> Rules:
    """Read the table ``[rules]``.

    Raises:
        ValueError: a key or a name is unknown, or a rule is not written as one; the message begins with
            the key.
    """
    if not isinstance(table, dict):
        raise ValueError("must be a table")  # noqa: TRY004 - a fault of the settings, as every other
    rules = DEFAULT_RULES
    for key, value in table.items():
        if key not in _READERS:
            raise ValueError(f"{key}: unknown; known are {', '.join(sorted(_READERS))}")
        try:
            rules = _READERS[key](rules, value)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from error
    own = {
        row["name"]
        for rows in table.values()
        if isinstance(rows, list)
        for row in rows
        if isinstance(row, dict)
    }
    own |= {f"alias {name}" for name in rules.aliases} | {f"outlet {name}" for name in rules.known_outlets}
    return _switch_off(replace(rules, own=frozenset(own)))


def _switch_off(rules: Rules) -> Rules:
    unknown = sorted(rules.off - names_of(rules))
    if unknown:
        raise ValueError(f"off: no rule is named {', '.join(unknown)}")

    def keep(table: tuple[_Rule, ...]) -> tuple[_Rule, ...]:
        return tuple(rule for rule in table if rule.name not in rules.off)

    return replace(
        rules,
        elements=keep(rules.elements),
        blocks=keep(rules.blocks),
        credit_lines=keep(rules.credit_lines),
        fields=keep(rules.fields),
        original_links=keep(rules.original_links),
        rewrites=keep(rules.rewrites),
        same_articles=keep(rules.same_articles),
    )


def names_of(rules: Rules) -> frozenset[str]:
    """Give the names of all rules that can match."""
    tables = (
        rules.elements,
        rules.blocks,
        rules.credit_lines,
        rules.fields,
        rules.original_links,
        rules.rewrites,
        rules.same_articles,
    )
    return frozenset(rule.name for table in tables for rule in table) | set(STEPS)


def _merge(table: tuple[_Rule, ...], added: list[_Rule]) -> tuple[_Rule, ...]:
    names = {rule.name for rule in added}
    return (*added, *(rule for rule in table if rule.name not in names))


def _compile(row: Mapping[str, Any]) -> re.Pattern[str]:
    try:
        return re.compile(row["pattern"])
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"the pattern of {row['name']} is none: {error}") from error


def _rows(value: object, required: set[str], optional: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    rows: list[Any] = value if isinstance(value, list) else [None]
    for row in rows:
        if not isinstance(row, dict) or not required <= row.keys() <= required | optional:
            keys = ", ".join(sorted(required)) + "".join(f", [{key}]" for key in sorted(optional))
            raise ValueError(f"each rule is a table with the keys {keys}")
        if not all(isinstance(row[key], str) and row[key] for key in required):
            raise ValueError(f"the values of {', '.join(sorted(required))} must be texts")
    return rows


def _elements(rules: Rules, value: object) -> Rules:
    # It takes Beautiful Soup with it; few settings have rules of their own for elements, and start-up counts.
    import soupsieve  # noqa: PLC0415

    added = []
    for row in _rows(value, {"name", "selector", "action"}):
        if row["action"] not in {"remove", "unwrap"}:
            raise ValueError(f"the action of {row['name']} must be remove or unwrap")
        try:
            soupsieve.compile(row["selector"])
        except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:
            raise ValueError(
                f"the selector of {row['name']} is none: {str(error).splitlines()[0]}"
            ) from error
        added.append(ElementRule(name=row["name"], selector=row["selector"], action=row["action"]))
    return replace(rules, elements=_merge(rules.elements, added))


def _blocks(rules: Rules, value: object) -> Rules:
    added = []
    for row in _rows(value, {"name"}, frozenset({"images", "pattern"})):
        images = tuple(_texts(row.get("images", [])))
        if not images and not row.get("pattern"):
            raise ValueError(f"{row['name']} needs a pattern, images or both")
        pattern = row.get("pattern", "")
        if not isinstance(pattern, str):
            raise ValueError(f"the pattern of {row['name']} must be a text")  # noqa: TRY004 - as above
        added.append(BlockRule(name=row["name"], pattern=_compile(row | {"pattern": pattern}), images=images))
    return replace(rules, blocks=_merge(rules.blocks, added))


def _credit_lines(rules: Rules, value: object) -> Rules:
    added = []
    for row in _rows(value, {"name", "pattern"}, frozenset({"edge"})):
        pattern = _compile(row)
        if pattern.groups != 1:
            raise ValueError(f"the pattern of {row['name']} needs one group, around the outlet")
        if not isinstance(row.get("edge", False), bool):
            raise ValueError(f"edge of {row['name']} must be true or false")  # noqa: TRY004 - as above
        added.append(
            CreditLineRule(
                name=row["name"],
                pattern=pattern,
                is_edge=row.get("edge", False),
            )
        )
    return replace(rules, credit_lines=_merge(rules.credit_lines, added))


def _fields(rules: Rules, value: object) -> Rules:
    added = []
    for row in _rows(value, {"name", "key", "gives"}):
        gives: Literal["outlet", "original"] | None = _GIVES.get(row["gives"])
        if gives is None:
            raise ValueError(f"{row['name']} must give outlet or original")
        added.append(FieldRule(name=row["name"], key=row["key"], gives=gives))
    return replace(rules, fields=_merge(rules.fields, added))


_GIVES: Mapping[str, Literal["outlet", "original"]] = {"outlet": "outlet", "original": "original"}


def _original_links(rules: Rules, value: object) -> Rules:
    added = []
    for row in _rows(value, {"name", "place", "pattern"}):
        place = _PLACES.get(row["place"])
        if place is None:
            raise ValueError(f"the place of {row['name']} must be {', '.join(_PLACES)}")
        pattern = _compile(row | {"pattern": f"(?:{row['pattern']})$"} if place == "note" else row)
        added.append(OriginalLinkRule(name=row["name"], place=place, pattern=pattern))
    return replace(rules, original_links=_merge(rules.original_links, added))


_PLACES: Mapping[str, Literal["text", "label", "note"]] = {"text": "text", "label": "label", "note": "note"}


def _rewrites(rules: Rules, value: object) -> Rules:
    rows = _rows(value, {"name", "old", "new"})
    added = [RewriteRule(name=row["name"], old=row["old"], new=row["new"]) for row in rows]
    return replace(rules, rewrites=_merge(rules.rewrites, added))


def _same_articles(rules: Rules, value: object) -> Rules:
    rows: list[Any] = value if isinstance(value, list) else [None]
    added = []
    for row in rows:
        if (
            not isinstance(row, dict)
            or row.keys() != {"name", "patterns"}
            or not isinstance(row["name"], str)
        ):
            raise ValueError("each rule is a table with the keys name, patterns")
        patterns = tuple(_compile({"name": row["name"], "pattern": text}) for text in _texts(row["patterns"]))
        if not patterns or any(pattern.groups != 1 for pattern in patterns):
            raise ValueError(f"each pattern of {row['name']} needs one group, around what tells the article")
        added.append(SameArticleRule(name=row["name"], patterns=patterns))
    return replace(rules, same_articles=_merge(rules.same_articles, added))


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("must be a list of texts")
    return value


def _off(rules: Rules, value: object) -> Rules:
    return replace(rules, off=frozenset(_texts(value)))


def _outlets(rules: Rules, value: object) -> Rules:
    return replace(rules, known_outlets=frozenset(map(fold_name, _texts(value))))


def _aliases(rules: Rules, value: object) -> Rules:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValueError('must be written as "another name" = "the name"')
    aliases = {fold_name(key): fold_name(name) for key, name in value.items()}
    chained = sorted(aliases.keys() & set(aliases.values()))
    if chained:
        raise ValueError(f"{', '.join(chained)} must be a name or another name, not both")
    return replace(rules, aliases=aliases)


_READERS: Mapping[str, Callable[[Rules, object], Rules]] = {
    "aliases": _aliases,
    "blocks": _blocks,
    "credit_lines": _credit_lines,
    "elements": _elements,
    "front_matter": _fields,
    "off": _off,
    "original_links": _original_links,
    "outlets": _outlets,
    "rewrites": _rewrites,
    "same_articles": _same_articles,
}
#: The keys of the table.
KEYS = tuple(_READERS)
