"""Rules that found nothing in a whole archive: a slip in the settings shows so. Pure."""

from collections.abc import Iterable

from feedtool.duplicates import Duplicates
from feedtool.model import Draft, Entry
from feedtool.rule_settings import names_of
from feedtool.rules import Rules
from feedtool.urls import host_of


def find_unused_rules(
    drafts: Iterable[Draft], entries: Iterable[Entry], duplicates: Iterable[Duplicates], rules: Rules
) -> tuple[str, ...]:
    """Name the rules that found nothing, in order; ``alias X`` and ``outlet X`` for names nobody says."""
    drafts, entries = tuple(drafts), tuple(entries)
    used = {removal.rule for draft in drafts for removal in draft.removals}
    used.update(name for draft in drafts for name in draft.evidence.matched)
    used.update(entry.credit.rule_name for entry in entries)
    used.update(name for group in duplicates for name in group.rules)
    said = {name for entry in entries for name in (*entry.credit.outlets, *entry.credit.authors)}
    for draft in drafts:
        said.update(_names_in(draft))
    unsaid = {f"alias {name}" for name in rules.aliases.keys() - said}
    unsaid |= {f"outlet {name}" for name in rules.known_outlets - said}
    return tuple(sorted((names_of(rules) - rules.off - used) | unsaid))


def _names_in(draft: Draft) -> set[str]:
    """Give every name that a post says in a place where an alias could stand."""
    evidence, post = draft.evidence, draft.post
    names = {*evidence.credit_line, *evidence.stated, *post.tags, *post.authors}
    names.update(*evidence.digests, (tag.removesuffix("新闻") for tag in post.tags))
    names.add(host_of(evidence.original_url or "").removeprefix("www."))
    return names
