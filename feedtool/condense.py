"""A draft to what a run keeps of it: a head for decisions, content for the entry, the credit. Pure."""

from collections.abc import Container, Iterable
from html import escape
from typing import NamedTuple

from feedtool.config import Config
from feedtool.credit import certain_outlets, decide, find_authors, is_of_original
from feedtool.head import Common, Head
from feedtool.model import Content, Credit, Draft, Evidence, Post, Problem, join_names
from feedtool.outlets import AskedOutlets, find_alias
from feedtool.text import count_bytes, digest_text, fold_title, shorten
from feedtool.urls import host_of

#: Columns of a summary and of a title made from the text: a CJK character takes two.
_SUMMARY_COLUMNS = 280
_TITLE_COLUMNS = 60
#: What an entry takes beside its text, in the most talkative format: markup, dates, repeated addresses.
_ENTRY_OVERHEAD = 1600
_CATEGORY_OVERHEAD = 200


class Settled(NamedTuple):
    """Whom a post credits, and on what other posts that hangs."""

    credit: Credit
    #: The names of which it matters whether they are outlets'.
    names: frozenset[str]
    #: Those of them that decide it by being known or not: nothing else that is known can change it.
    asked: frozenset[str]


def settle_credit(evidence: Evidence, known: Container[str], config: Config) -> Settled:
    """Say whom a post credits where ``known`` are the outlets that are known for certain."""
    outlets = AskedOutlets(known)
    credit = decide(evidence, outlets, config)
    return Settled(credit, frozenset(outlets.names), frozenset(outlets.decisive))


def make_content(draft: Draft) -> Content:
    """Make what an entry shows of a post alone."""
    post, text = draft.post, draft.text
    opening = shorten(text, _SUMMARY_COLUMNS)
    return Content(
        title=post.title or shorten(text, _TITLE_COLUMNS) or post.published.date().isoformat(),
        published=post.published,
        updated=post.updated,
        lead_category=post.lead_category,
        image=draft.image,
        language=post.language,
        summary=draft.summary,
        opening=opening,
        is_whole=opening == text,
        is_excerpt_only=post.is_excerpt_only,
        html=draft.content_html,
        contacts=post.contacts,
    )


def make_head(draft: Draft, content: Content, settled: Settled, key: str, config: Config) -> Head:
    """Make what decisions about the archive need of a post; ``key`` tells it from any other."""
    post, evidence, credit = draft.post, draft.evidence, settled.credit
    text = content.opening if content.is_whole else draft.text
    # Which names matter can depend on the answers, that is on other posts; its names must not.
    plain = settle_credit(evidence, frozenset(), config) if settled.asked else settled
    names = plain.names | _names_in(evidence)
    rules = [removal.rule for removal in draft.removals]
    weight = _weigh(post, content, evidence.original_url or "", names, config)
    summary_bytes = count_bytes(escape(content.summary or content.opening))
    article_bytes = count_bytes(content.html) + content.html.count('"')
    folded = fold_title(post.title)
    published = post.published.timestamp()
    # A post without a text has no summary, and shows its images.
    summed_bytes = weight + summary_bytes + (summary_bytes or article_bytes)
    return Head(
        path=post.path,
        id=post.id,
        url_end=_part_url(post),
        title=post.title,
        keys=digest_text(text) + digest_text(key) + (digest_text(folded) if folded else b""),
        text_length=len(text),
        published=published,
        updated=published if post.updated is post.published else post.updated.timestamp(),
        day=post.published.date().isoformat(),
        original_url=evidence.original_url,
        whole_bytes=summed_bytes if content.is_excerpt_only else weight + summary_bytes + article_bytes,
        summary_bytes=summed_bytes,
        removed=tuple([(rule, rules.count(rule)) for rule in sorted(set(rules))]),
        common=Common(
            folder=post.folder,
            categories=post.categories,
            tags=post.tags,
            original_rule=evidence.original_rule,
            certain=tuple(sorted(certain_outlets(evidence, config.rules))),
            names=tuple(sorted(names)),
            matched=tuple(sorted(evidence.matched)),
            outlets=credit.outlets,
            rule=credit.rule,
            rule_name=credit.rule_name,
            asked=tuple(sorted(settled.asked)),
            collection=post.collection,
        ),
    )


def _part_url(post: Post) -> str:
    """Give `Head.url_end`: nearly all of an address is in its id too."""
    return post.url.removeprefix(post.id) if post.url.startswith(post.id) else f" {post.url}"


def _weigh(post: Post, content: Content, original_url: str, names: Iterable[str], config: Config) -> int:
    """Give the bytes that an entry takes at most beside text, outlets and the labels of its categories."""
    once = (content.title, post.id, post.url, content.image or "", *post.tags, *post.categories, *names)
    for contact in content.contacts or (config.site.contact,):
        once += (contact.email or "", contact.uri or "")
    markup = _ENTRY_OVERHEAD + _CATEGORY_OVERHEAD * (len(post.categories) + len(post.tags))
    return markup + count_bytes("".join(once)) + 5 * count_bytes(original_url)


def find_problems(draft: Draft, config: Config) -> tuple[Problem, ...]:
    """Tell what the owner of a published post should know of it."""
    evidence = draft.evidence
    aliases = config.rules.aliases
    named = evidence.stated
    if not named and is_of_original(evidence, config):
        named = find_authors(evidence, config.rules.outlet_rules)
    stated = {find_alias(name, aliases) for name in named}
    if stated and not {find_alias(name, aliases) for name in evidence.credit_line} <= stated:
        message = (
            f"the front matter names {join_names(named)}, who is credited, and the credit line "
            f"{join_names(evidence.credit_line)}; mend the one that is wrong"
        )
        conflict = Problem(
            path=draft.post.path, line=1, code="credit-conflict", severity="warning", message=message
        )
        return (*draft.post.problems, conflict)
    if not evidence.unread or evidence.credit_line or evidence.stated:
        return draft.post.problems
    message = f"no outlet can be made out in the credit line {evidence.unread}; name it in [rules] outlets"
    unread = Problem(
        path=draft.post.path, line=1, code="credit-unreadable", severity="warning", message=message
    )
    return (*draft.post.problems, unread)


def _names_in(evidence: Evidence) -> set[str]:
    """Give every name that a post says in a place where an alias could stand."""
    names = {*evidence.credit_line, *evidence.stated, *evidence.tags, *evidence.writers}
    names.update(*evidence.digests, [tag.removesuffix("新闻") for tag in evidence.tags])
    if evidence.original_url:
        names.add(host_of(evidence.original_url).removeprefix("www."))
    names.discard("")
    return names
