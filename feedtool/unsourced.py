"""Why an entry names no source: what its post says, and what is missing. Pure."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

from feedtool.config import Config
from feedtool.head import Head
from feedtool.model import Evidence
from feedtool.outlets import (
    find_no_outlet,
    fold_outlet,
    name_of_tag,
    reads_like_outlet,
    settle_name,
    spell_alias,
)

#: From what a person could put right in the post or the settings to where there is nothing to put right.
Reason = Literal[
    "credit-unreadable",
    "tags-differ",
    "name-unknown",
    "part-of-sentence",
    "nobody",
    "own-address",
    "no-original",
    "author",
    "no-evidence",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsourced:
    """A post whose entry names no source."""

    path: str
    reason: Reason
    #: The words of the post that the reason rests on; for "nobody" the names of the rules that know them.
    words: str


def find_reason(head: Head, evidence: Evidence, known: Container[str], config: Config) -> Unsourced:
    """Tell why the entry of a post names no source.

    ``known`` are the outlets that the archive knows for certain.
    """
    reason, words = next(_find_reasons(head, evidence, known, config))
    return Unsourced(path=head.path, reason=reason, words=words)


def _find_reasons(
    head: Head, evidence: Evidence, known: Container[str], config: Config
) -> Iterator[tuple[Reason, str]]:
    rules, aliases = config.rules.outlet_rules, config.rules.aliases
    if evidence.unread:
        yield "credit-unreadable", evidence.unread
    tags = (spell_alias(fold_outlet(tag, rules), aliases) for tag in evidence.tags)
    tagged = {
        settle_name(name, known, aliases, rules)
        for tag in tags
        if (name := name_of_tag(tag, known, rules)) is not None
    }
    if len(tagged) > 1:
        yield "tags-differ", ", ".join(sorted(tagged))
    closing = evidence.digests[-1] if evidence.digests else ()
    inside = evidence.part_of_sentence
    if reads_like_outlet(inside, rules):
        yield "part-of-sentence", inside
    elif closing and not (inside or any(find_no_outlet(name, rules) for name in closing)):
        yield "name-unknown", ", ".join(closing)
    nobodies = sorted(name for name in evidence.matched if name.startswith("nobody"))
    if nobodies:
        yield "nobody", ", ".join(nobodies)
    if evidence.own_address:
        yield "own-address", evidence.own_address
    no_originals = sorted(evidence.matched & {rule.name for rule in config.rules.no_originals})
    if no_originals:
        yield "no-original", ", ".join(no_originals)
    if head.common.rule == "author":
        yield "author", ", ".join(evidence.writers)
    yield "no-evidence", ""
