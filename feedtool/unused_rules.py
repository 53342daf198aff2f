"""Rules that found nothing in a whole archive: a slip in the settings shows so. Pure."""

from collections.abc import Collection, Iterable
from typing import Any

from feedtool.config import Config
from feedtool.duplicates import Duplicates
from feedtool.model import Draft, Entry
from feedtool.outlets import find_rules_of
from feedtool.rule_names import names_of, words_of
from feedtool.rules import DEFAULT_RULES
from feedtool.text import fold_name
from feedtool.urls import host_of


def find_unused_rules(
    drafts: Iterable[Draft], entries: Iterable[Entry], duplicates: Iterable[Duplicates], config: Config
) -> tuple[str, ...]:
    """Name the rules that found nothing, in order; ``alias X``, ``ending X`` and so on for single words."""
    drafts, entries, rules = tuple(drafts), tuple(entries), config.rules
    used = {removal.rule for draft in drafts for removal in draft.removals}
    used.update(name for draft in drafts for name in draft.evidence.matched)
    used.update(entry.credit.rule_name for entry in entries)
    used.update(name for group in duplicates for name in group.rules)
    said = {name for entry in entries for name in (*entry.credit.outlets, *entry.credit.authors)}
    for draft in drafts:
        said.update(_names_in(draft))
    for name in said:
        used |= find_rules_of(name, rules.outlet_rules) | {f"alias {name}", f"outlet {name}"}
    asked = names_of(rules) if config.chrome.learn else names_of(rules) - {"learned-chrome"}
    return tuple(sorted(asked - used))


def _names_in(draft: Draft) -> set[str]:
    """Give every name that a post says in a place where a rule on names could apply to it."""
    evidence, post = draft.evidence, draft.post
    names = {*evidence.credit_line, *evidence.stated, *post.tags, *post.authors}
    names.update(*evidence.digests, (tag.removesuffix("新闻") for tag in post.tags))
    names.add(host_of(evidence.original_url or "").removeprefix("www."))
    return names | set(map(fold_name, names))


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
