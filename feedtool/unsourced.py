"""Why an entry names no source: what its post says, and what is missing. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from feedtool.config import Config
from feedtool.model import Draft, Entry
from feedtool.outlets import find_no_outlet, name_of_tag, settle_name
from feedtool.text import fold_name
from feedtool.urls import host_of

#: From what a person could put right in the post or the settings to where there is nothing to put right.
Reason = Literal[
    "credit-unreadable", "tags-differ", "name-unknown", "nobody", "own-address", "author", "no-evidence"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsourced:
    """A post whose entry names no source."""

    path: str
    reason: Reason
    #: The words of the post that the reason rests on; for "nobody" the names of the rules that know them.
    words: str


def find_reason(draft: Draft, entry: Entry, known: frozenset[str], config: Config) -> Unsourced:
    """Tell why the entry of a post names no source.

    ``known`` are the outlets that the archive knows for certain.
    """
    reason, words = next(_find_reasons(draft, entry, known, config))
    return Unsourced(path=entry.path, reason=reason, words=words)


def _find_reasons(
    draft: Draft, entry: Entry, known: frozenset[str], config: Config
) -> Iterator[tuple[Reason, str]]:
    evidence, rules = draft.evidence, config.rules.outlet_rules
    if evidence.unread:
        yield "credit-unreadable", evidence.unread
    tagged = {
        settle_name(name, known, config.rules.aliases, rules)
        for tag in draft.post.tags
        if (name := name_of_tag(fold_name(tag), known, rules)) is not None
    }
    if len(tagged) > 1:
        yield "tags-differ", ", ".join(sorted(tagged))
    closing = evidence.digests[-1] if evidence.digests else ()
    if closing and not any(find_no_outlet(name, rules) for name in closing):
        yield "name-unknown", ", ".join(closing)
    nobodies = sorted(name for name in evidence.matched if name.startswith("nobody"))
    if nobodies:
        yield "nobody", ", ".join(nobodies)
    for address in _find_addresses(draft, config):
        if host_of(address) in config.site.hosts:
            yield "own-address", address
    if entry.credit.rule == "author":
        yield "author", ", ".join(entry.credit.authors)
    yield "no-evidence", ""


def _find_addresses(draft: Draft, config: Config) -> Iterator[str]:
    """Give the addresses that stand where that of an original could."""
    for rule in config.rules.fields:
        if rule.gives == "original":
            yield draft.post.fields.get(rule.key, "")
    for block in draft.blocks:
        if "://" in block.text and " " not in block.text:
            yield from (link.url for link in block.links)
