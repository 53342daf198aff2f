"""Rules that found nothing in a whole archive: a slip in the settings shows so. Pure."""

from collections.abc import Iterable

from feedtool.duplicates import Duplicates
from feedtool.model import Head
from feedtool.rule_settings import names_of
from feedtool.rules import Rules


def find_unused_rules(
    heads: Iterable[Head], duplicates: Iterable[Duplicates], rules: Rules
) -> tuple[str, ...]:
    """Name the rules that found nothing, in order; ``alias X`` and ``outlet X`` for names nobody says."""
    matched: set[tuple[str, ...]] = set()
    removed: set[tuple[tuple[str, int], ...]] = set()
    said: set[tuple[str, ...]] = set()
    used: set[str] = set()
    for head in heads:  # many posts have the same: to go through each once is enough
        matched.add(head.matched)
        removed.add(head.removed)
        said.update((head.names, head.outlets))
        used.add(head.rule_name)
    used.update(*matched, *(group.rules for group in duplicates))
    used.update(name for counts in removed for name, _ in counts)
    names = {name for group in said for name in group}
    unsaid = {f"alias {name}" for name in rules.aliases.keys() - names}
    unsaid |= {f"outlet {name}" for name in rules.known_outlets - names}
    return tuple(sorted((names_of(rules) - rules.off - used) | unsaid))
