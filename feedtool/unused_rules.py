"""Rules that found nothing in a whole archive: a slip in the settings shows so. Pure."""

from collections.abc import Collection, Iterable
from typing import Any

from feedtool.config import Config
from feedtool.duplicates import Duplicates
from feedtool.head import Head
from feedtool.outlets import find_rules_of
from feedtool.rule_names import names_of, words_of
from feedtool.rules import DEFAULT_RULES
from feedtool.text import fold_name


def find_unused_rules(
    heads: Iterable[Head], duplicates: Iterable[Duplicates], config: Config
) -> tuple[str, ...]:
    """Name the rules that found nothing, in order; ``alias X``, ``ending X`` and so on for single words."""
    matched: set[tuple[str, ...]] = set()
    removed: set[tuple[tuple[str, int], ...]] = set()
    said: set[tuple[str, ...]] = set()
    used: set[str] = set()
    for head in heads:  # many posts have the same: to go through each once is enough
        matched.add(head.common.matched)
        removed.add(head.removed)
        said.update((head.common.names, head.common.outlets))
        used.add(head.common.rule_name)
    used.update(*matched, *(group.rules for group in duplicates))
    used.update(name for counts in removed for name, _ in counts)
    names = {name for group in said for name in group}
    for name in names | set(map(fold_name, names)):
        used |= find_rules_of(name, config.rules.outlet_rules)
        used |= {f"alias {name.casefold()}", f"outlet {name}"}
    asked = names_of(config.rules)
    return tuple(sorted((asked if config.chrome.learn else asked - {"learned-chrome"}) - used))


def describe_unused(names: Iterable[str], own: Collection[str]) -> dict[str, Any]:
    """Give the rules that found nothing as values for JSON.

    The words of the built-in tables are hundreds, of which an archive never says most: they stand in one
    line for each kind.
    """
    names = tuple(names)
    asked = set(names).difference(own)
    words = {
        kind: [word for word in sorted(words) if f"{kind} {word}" in asked]
        for kind, words in words_of(DEFAULT_RULES).items()
    }
    in_words = {f"{kind} {word}" for kind, found in words.items() for word in found}
    return {
        "unused_rules": [name for name in names if name not in in_words],
        "unused_words": {kind: ", ".join(found) for kind, found in words.items() if found},
    }
