"""The verdict: who wrote an article, ranked from the evidence that its post and its archive give. Pure.

The ranks, surest first: front matter; a credit line; the parenthesis that closes a digest; a tag; the post's
own author; the site.
"""

from collections.abc import Container, Iterable

from feedtool.config import Config
from feedtool.model import Credit, CreditRule, Evidence, join_names
from feedtool.outlet_rules import OutletRules
from feedtool.outlets import (
    find_alias,
    find_no_outlet,
    find_outlet_rule,
    fold_outlet,
    is_known_or,
    name_of_tag,
    names_nobody,
    reads_like_outlet,
    settle_name,
    spell_alias,
)
from feedtool.rules import Rules
from feedtool.text import fold_name
from feedtool.urls import host_of


def certain_outlets(evidence: Evidence, rules: Rules) -> frozenset[str]:
    """Give the outlets that one post makes known for certain: by its front matter and its credit line."""
    # A plain 来源 can name whose figures those are; that makes no outlet of it in other posts.
    vague = {rule.name for rule in rules.credit_lines if rule.is_caption_like}
    outlet_rules = rules.outlet_rules
    is_certain = evidence.credit_line_rule not in vague
    names = {name for name in evidence.credit_line if is_certain or reads_like_outlet(name, outlet_rules)}
    return frozenset(names.union(evidence.stated) - outlet_rules.subjects - {""})


def known_outlets(certain: Iterable[Iterable[str]], rules: Rules) -> frozenset[str]:
    """Collect the outlets known for certain: by the settings, and by each post, in any order."""
    names = rules.known_outlets | rules.aliases.keys() | set(rules.aliases.values())
    return frozenset((names - rules.outlet_rules.subjects - {""}).union(*certain))


def decide(evidence: Evidence, known: Container[str], config: Config) -> Credit:
    """Rank the evidence of one post and say whom it credits.

    ``known`` are the outlets that the archive knows for certain. Where no outlet is found but the original
    is elsewhere, the source goes by the name of that host: a fact, and never the site itself.
    """
    rules, outlet_rules = config.rules, config.rules.outlet_rules

    def credit(
        rule: CreditRule, rule_name: str, outlets: tuple[str, ...], words: str, taken: tuple[str, ...] = ()
    ) -> Credit:
        named = tuple(dict.fromkeys([find_alias(outlet, rules.aliases) for outlet in outlets]))
        return Credit(
            authors=named,
            outlets=named,
            original_url=evidence.original_url,
            rule=rule,
            rule_name=rule_name,
            name_rules=tuple(filter(None, (find_outlet_rule(name, outlet_rules) for name in taken))),
            evidence=words,
        )

    def settle(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple([settle_name(name, known, rules.aliases, outlet_rules) for name in names])

    if evidence.stated:
        words = join_names(evidence.stated)
        return credit("front-matter", evidence.stated_rule, settle(evidence.stated), words)
    authors = find_authors(evidence, outlet_rules)
    if authors and is_of_original(evidence, config):
        # A person is called as the post writes the name; an outlet has one name, however it is written.
        folded = {name: fold_outlet(name, outlet_rules) for name in authors}
        names = tuple(
            settle((folded[name],))[0] if reads_like_outlet(folded[name], outlet_rules) else name
            for name in authors
        )
        return credit("front-matter", "author-of-original", names, join_names(authors))
    if evidence.credit_line:
        words = join_names(evidence.credit_line)
        return credit("credit-line", evidence.credit_line_rule, settle(evidence.credit_line), words)
    # A credit line that cannot be read says that it is somebody else than weaker evidence may name.
    digest = () if "digest" in rules.off or evidence.unread else _read_digests(evidence, known, rules)
    if digest:
        return credit("digest", "digest", settle(digest), f"（{join_names(digest)}）", digest)
    tags = () if "tag" in rules.off or evidence.unread else evidence.tags
    spelt = {tag: spell_alias(fold_outlet(tag, outlet_rules), rules.aliases) for tag in tags}
    named = {
        settle((outlet,))[0]: (tag, outlet)
        for tag, name in spelt.items()
        if (outlet := name_of_tag(name, known, outlet_rules)) is not None
        # Whoever signs a post is surer than a tag that only ends in 新闻: 编程新闻 is about something.
        and (not authors or is_known_or(outlet, known, otherwise=_is_about_outlet(tag, outlet, outlet_rules)))
    }
    if len(named) == 1:  # tags that name two outlets are no evidence for either
        name, (tag, outlet) = named.popitem()
        return credit("tag", "tag", (name,), tag, (outlet,))
    host = host_of(evidence.original_url or "").removeprefix("www.")
    host = find_alias(host, rules.aliases)
    authors, signed = ((), ()) if "author" in rules.off else (authors, evidence.writers)
    # An article that is elsewhere was not written by the site's author, whoever did write it.
    writers = (authors or (host,)) if host else (signed or (config.site.author,))
    return Credit(
        authors=writers,
        outlets=(host,) if host else (),
        original_url=evidence.original_url,
        rule="author" if writers == signed else "site",
        rule_name="author" if writers == signed else "site",
        evidence=join_names(writers),
    )


def _is_about_outlet(tag: str, outlet: str, rules: OutletRules) -> bool:
    """Tell whether a tag stands for the news of an outlet; 技术周刊 alone may be a series of the site's."""
    return fold_name(tag) != outlet and reads_like_outlet(outlet, rules)


def find_authors(evidence: Evidence, rules: OutletRules) -> tuple[str, ...]:
    """Give the authors that a post names, but for addresses and for what is nobody's name."""
    return tuple(name for name in evidence.writers if "://" not in name and not names_nobody(name, rules))


def is_of_original(evidence: Evidence, config: Config) -> bool:
    """Tell whether the author is the original's: the front matter gives the address of the original too.

    The site's own author who links to an article elsewhere has not written that.
    """
    keys = {rule.name for rule in config.rules.fields if rule.gives == "original"}
    is_own = join_names(evidence.writers) == config.site.author
    return evidence.original_rule in keys and not is_own and "author-of-original" not in config.rules.off


def _read_digests(evidence: Evidence, known: Container[str], rules: Rules) -> tuple[str, ...]:
    """Give the outlets that the digests name; none if the one that closes the post names none.

    What may be part of a sentence has to name outlets that are known for certain.
    """
    is_doubtful = evidence.part_of_sentence != ""
    named = [
        outlets
        for outlets in evidence.digests
        if all(
            is_known_or(
                spell_alias(outlet, rules.aliases),
                known,
                otherwise=not is_doubtful and reads_like_outlet(outlet, rules.outlet_rules),
            )
            for outlet in outlets
        )
    ]
    if not named or named[-1] != evidence.digests[-1]:
        return ()
    # Another digest may be of an outlet that nobody knows: then these are not all of the post's source.
    others = {outlet for outlets in evidence.digests if outlets not in named for outlet in outlets}
    if any(not find_no_outlet(outlet, rules.outlet_rules) for outlet in others):
        return ()
    return tuple(dict.fromkeys([outlet for outlets in named for outlet in outlets]))
