"""``[rules]`` of a settings file: the site's own rules, added to the tables of `rules`. Pure.

A rule with the name of one that is there replaces it; ``off`` switches rules off by name. What is added
stands before the tables: the owner knows the archive best.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeVar

from feedtool.credit_rules import CreditLineRule, FieldRule
from feedtool.errors import suggest
from feedtool.original_rules import OriginalLinkRule, RewriteRule
from feedtool.outlet_rules import PhraseRule
from feedtool.patterns import OwnPattern, read_pattern
from feedtool.rule_names import Named, switch_off, words_of
from feedtool.rules import DEFAULT_RULES, BlockRule, ElementRule, Rules, SameArticleRule
from feedtool.text import fold_name

_Rule = TypeVar("_Rule", bound=Named)


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
            raise ValueError(f"{key}: {suggest('unknown key', key, _READERS)}")
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
    own |= {f"outlet {name}" for name in rules.known_outlets}
    default = words_of(DEFAULT_RULES)
    for kind, words in words_of(rules).items():
        own |= {f"{kind} {word}" for word in words if word not in default[kind]}
    return switch_off(replace(rules, own=frozenset(own)))


def _merge(table: tuple[_Rule, ...], added: list[_Rule]) -> tuple[_Rule, ...]:
    names = {rule.name for rule in added}
    return (*added, *(rule for rule in table if rule.name not in names))


def _compile(row: Mapping[str, Any]) -> OwnPattern:
    return read_pattern(row["name"], row["pattern"])


def _rows(
    value: object,
    required: set[str],
    optional: frozenset[str] = frozenset(),
    lists: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """Read a list of tables; the values of the keys that are required are texts, but for ``lists``."""
    rows: list[Any] = value if isinstance(value, list) else [None]
    for row in rows:
        for key in row.keys() - required - optional if isinstance(row, dict) else ():
            raise ValueError(suggest(f"{key} is no key of such a rule", key, required | optional))
        if not isinstance(row, dict) or not required <= row.keys():
            keys = ", ".join(sorted(required)) + "".join(f", [{key}]" for key in sorted(optional))
            raise ValueError(f"each rule is a table with the keys {keys}")
        if not all(isinstance(row[key], str) and row[key] for key in required - lists):
            raise ValueError(f"the values of {', '.join(sorted(required - lists))} must be texts")
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
                f"the selector of {row['name']} is not valid: {str(error).splitlines()[0]}"
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
    added = []
    for row in _rows(value, {"name", "patterns"}, lists=frozenset({"patterns"})):
        texts = _texts(row["patterns"])
        patterns = tuple(_compile({"name": row["name"], "pattern": text}) for text in texts)
        if not patterns or any(pattern.groups != 1 for pattern in patterns):
            raise ValueError(f"each pattern of {row['name']} needs one group, around what tells the article")
        added.append(SameArticleRule(name=row["name"], patterns=patterns))
    return replace(rules, same_articles=_merge(rules.same_articles, added))


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("must be a list of texts")
    return value


def _words(value: object) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(map(fold_name, _texts(value))))
    if not all(any(character.isalnum() for character in word) for word in words):
        raise ValueError("each text needs a letter at least")
    return words


def _off(rules: Rules, value: object) -> Rules:
    return replace(rules, off=frozenset(_texts(value)))


def _outlets(rules: Rules, value: object) -> Rules:
    known = frozenset(_words(value))
    names = rules.outlet_rules.names | known
    return replace(rules, known_outlets=known, outlet_rules=replace(rules.outlet_rules, names=names))


def _outlet_endings(rules: Rules, value: object) -> Rules:
    endings = tuple(dict.fromkeys((*_words(value), *rules.outlet_rules.endings)))
    return replace(rules, outlet_rules=replace(rules.outlet_rules, endings=endings))


def _phrases(value: object) -> list[PhraseRule]:
    return [PhraseRule(name=row["name"], pattern=_compile(row)) for row in _rows(value, {"name", "pattern"})]


def _no_originals(rules: Rules, value: object) -> Rules:
    return replace(rules, no_originals=_merge(rules.no_originals, _phrases(value)))


def _no_outlets(rules: Rules, value: object) -> Rules:
    no_outlets = _merge(rules.outlet_rules.no_outlets, _phrases(value))
    return replace(rules, outlet_rules=replace(rules.outlet_rules, no_outlets=no_outlets))


def _nobodies(rules: Rules, value: object) -> Rules:
    nobodies = rules.outlet_rules.nobodies | {word.lower() for word in _words(value)}
    return replace(rules, outlet_rules=replace(rules.outlet_rules, nobodies=nobodies))


def _subjects(rules: Rules, value: object) -> Rules:
    subjects = rules.outlet_rules.subjects | set(_words(value))
    return replace(rules, outlet_rules=replace(rules.outlet_rules, subjects=subjects))


def _tracking_parameters(rules: Rules, value: object) -> Rules:
    parameters = tuple(dict.fromkeys((*_words(value), *rules.tracking_parameters)))
    return replace(rules, tracking_parameters=parameters)


def _aliases(rules: Rules, value: object) -> Rules:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValueError('must be written as "another name" = "the name"')
    # As `outlets.find_alias` looks for them: an outlet has one name in whatever case.
    aliases: dict[str, str] = {}
    for key, name in value.items():
        other = fold_name(key).casefold()
        if aliases.setdefault(other, fold_name(name)) != fold_name(name):
            raise ValueError(
                f"{key} is another name of {aliases[other]} and of {name}; it can be of one only"
            )
    names = {name.casefold(): name for name in aliases.values()}
    # That another case of a name is that name makes no chain.
    chained = sorted(key for key in aliases.keys() & names if aliases[key].casefold() != key)
    if chained:
        raise ValueError(f"{', '.join(chained)} must be a name or another name, not both")
    return replace(rules, aliases=aliases)


_READERS: Mapping[str, Callable[[Rules, object], Rules]] = {
    "aliases": _aliases,
    "blocks": _blocks,
    "credit_lines": _credit_lines,
    "elements": _elements,
    "front_matter": _fields,
    "no_originals": _no_originals,
    "no_outlets": _no_outlets,
    "nobodies": _nobodies,
    "off": _off,
    "original_links": _original_links,
    "outlet_endings": _outlet_endings,
    "outlets": _outlets,
    "rewrites": _rewrites,
    "same_articles": _same_articles,
    "subjects": _subjects,
    "tracking_parameters": _tracking_parameters,
}
#: The keys of the table.
KEYS = tuple(_READERS)
