"""The names by which rules are known: reports show them, and ``off`` in the settings takes them. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from feedtool.errors import suggest
from feedtool.rules import Rules

#: Rules that are steps of the code and have no table.
STEPS = (
    "author",
    "author-of-original",
    "back-link",
    "credit-line-link",
    "digest",
    "learned-chrome",
    "original-link",
    "part-of-sentence",
    "same-original",
    "same-title-and-day",
    "stated-in-markup",
    "tag",
    "title-heading",
    "title-link",
    "tracker",
)
#: What reports call several rules at once: ranks of evidence.
GROUPS = ("credit-line", "front-matter")
#: What no setting can switch off, and why.
PERMANENT = {
    "bad-address": "no feed may hold such an address: it leads nowhere, or runs what stands in it",
    "site": "every entry has an author, and where nothing names another it is the site's",
}


class Named(Protocol):
    """A rule of any table."""

    @property
    def name(self) -> str:
        """The name that reports show."""


_Rule = TypeVar("_Rule", bound=Named)


def names_of(rules: Rules) -> frozenset[str]:
    """Give the names of all rules that can match."""
    tables: tuple[tuple[Named, ...], ...] = (
        rules.elements,
        rules.blocks,
        rules.credit_lines,
        rules.fields,
        rules.original_links,
        rules.no_originals,
        rules.rewrites,
        rules.same_articles,
        rules.outlet_rules.no_outlets,
        rules.outlet_rules.nobody_phrases,
        rules.outlet_rules.persons,
    )
    rows = {rule.name for table in tables for rule in table}
    words = {f"{kind} {word}" for kind, found in words_of(rules).items() for word in found}
    return frozenset(rows | words | set(STEPS) - rules.off)


def words_of(rules: Rules) -> Mapping[str, Collection[str]]:
    """Give the words that are rules by themselves, by the kind that stands before each in its name."""
    return {
        "alias": rules.aliases,
        "ending": rules.outlet_rules.endings,
        "nobody": rules.outlet_rules.nobodies,
        "outlet": rules.outlet_rules.names,
        "subject": rules.outlet_rules.subjects,
        "tracking": rules.tracking_parameters,
    }


def switch_off(rules: Rules) -> Rules:
    """Take out the rules that are switched off.

    Raises:
        ValueError: a name is no rule's, or that of a rule that cannot be switched off.
    """
    known = names_of(rules) | {*GROUPS, *STEPS}
    for name in sorted(rules.off - known):
        if name in PERMANENT:
            raise ValueError(f"off: {name} cannot be switched off: {PERMANENT[name]}")
        where = "the names are those that inspect, audit and the report show"
        raise ValueError(f"off: {suggest(f'no rule is named {name}', name, known, where)}")
    off = set(rules.off)
    if "credit-line" in off:
        off.update(rule.name for rule in rules.credit_lines)
    if "front-matter" in off:
        off.update(rule.name for rule in rules.fields if rule.gives == "outlet")
        off.add("author-of-original")

    def keep(table: tuple[_Rule, ...]) -> tuple[_Rule, ...]:
        return tuple(rule for rule in table if rule.name not in off)

    def keep_words(kind: str, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(word for word in words if f"{kind} {word}" not in off)

    names_only = rules.outlet_rules
    return replace(
        rules,
        elements=keep(rules.elements),
        blocks=keep(rules.blocks),
        credit_lines=keep(rules.credit_lines),
        fields=keep(rules.fields),
        original_links=keep(rules.original_links),
        no_originals=keep(rules.no_originals),
        rewrites=keep(rules.rewrites),
        same_articles=keep(rules.same_articles),
        outlet_rules=replace(
            names_only,
            names=frozenset(keep_words("outlet", names_only.names)),
            endings=keep_words("ending", names_only.endings),
            subjects=frozenset(keep_words("subject", names_only.subjects)),
            no_outlets=keep(names_only.no_outlets),
            nobodies=frozenset(keep_words("nobody", names_only.nobodies)),
            nobody_phrases=keep(names_only.nobody_phrases),
            persons=keep(names_only.persons),
        ),
        tracking_parameters=keep_words("tracking", rules.tracking_parameters),
        known_outlets=frozenset(keep_words("outlet", rules.known_outlets)),
        aliases={key: rules.aliases[key] for key in keep_words("alias", rules.aliases)},
        off=frozenset(off),
    )
