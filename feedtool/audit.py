"""What the owner of an archive wants to know of it as a whole. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from feedtool.config import Config
from feedtool.duplicates import Duplicates, find_pages_of_many
from feedtool.head import Head
from feedtool.model import Evidence, Problem, join_names
from feedtool.outlet_rules import OutletRules
from feedtool.outlets import find_no_outlet, reads_like_outlet
from feedtool.recurring import Recurring
from feedtool.recurring_rules import write_rule
from feedtool.unsourced import Unsourced, find_reason
from feedtool.unused_rules import describe_unused

#: Endings in which two names of one outlet differ.
_ENDINGS = ("新闻", "客户端", "网", "社", "报")
_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet, how many entries credit it, and by which ranks of evidence."""

    name: str
    entries: int
    credit: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """Something that may be wrong, and that only a person can tell."""

    code: str
    #: The names or the address it is about.
    subject: str
    message: str
    #: Path of one of the posts.
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """An archive, summed up."""

    posts: int
    published: int
    left_out: Mapping[str, int]
    #: How many entries each single rule credited, by rank; how many originals each rule found.
    credit: Mapping[str, Mapping[str, int]]
    originals: Mapping[str, int]
    outlets: tuple[Outlet, ...]
    #: The posts whose entries name no source, and why: they are the site's own, or evidence is missing.
    without_source: tuple[Unsourced, ...]
    suspects: tuple[Suspect, ...]
    duplicates: tuple[Duplicates, ...]
    recurring: tuple[Recurring, ...]
    removed: Mapping[str, int]
    #: All rules that found nothing, and those of them that the settings add.
    unused_rules: tuple[str, ...]
    unused_own_rules: tuple[str, ...]
    problems: Mapping[str, tuple[Problem, ...]]


def make_audit(
    heads: Sequence[Head],
    evidence: Mapping[str, Evidence],
    *,
    posts: int,
    left_out: Mapping[str, int],
    known: frozenset[str],
    duplicates: tuple[Duplicates, ...],
    recurring: tuple[Recurring, ...],
    unused_rules: tuple[str, ...],
    config: Config,
    problems: Iterable[Problem],
) -> Audit:
    """Sum up an archive: its published posts, what each says of its source (by path), and what was found."""
    credit: dict[str, Counter[str]] = {}
    outlets: dict[str, Counter[str]] = {}
    removed: Counter[str] = Counter()
    for head in heads:
        credit.setdefault(head.common.rule, Counter())[head.common.rule_name] += 1
        removed.update(dict(head.removed))
        for outlet in head.common.outlets:
            outlets.setdefault(outlet, Counter())[head.common.rule] += 1
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    return Audit(
        posts=posts,
        published=len(heads),
        left_out=left_out,
        credit={rank: _sort(names) for rank, names in sorted(credit.items())},
        originals=_sort(Counter(head.common.original_rule or "none" for head in heads)),
        outlets=tuple(
            Outlet(name=name, entries=ranks.total(), credit=_sort(ranks))
            for name, ranks in sorted(outlets.items(), key=lambda item: (-item[1].total(), item[0]))
        ),
        without_source=tuple(
            find_reason(head, evidence[head.path], known, config) for head in heads if not head.common.outlets
        ),
        suspects=tuple(_find_suspects(heads, evidence, known, duplicates, config.rules.outlet_rules)),
        duplicates=duplicates,
        recurring=recurring,
        removed=_sort(removed),
        unused_rules=unused_rules,
        unused_own_rules=tuple(name for name in unused_rules if name in config.rules.own),
        problems={code: tuple(found) for code, found in sorted(by_code.items())},
    )


def describe_audit(audit: Audit) -> dict[str, Any]:
    """Give an audit as values that JSON can hold."""
    return {
        "posts": audit.posts,
        "published": audit.published,
        "left_out": audit.left_out,
        "credit": audit.credit,
        "originals": audit.originals,
        "outlets": [asdict(outlet) for outlet in audit.outlets],
        "without_source": [asdict(it) for it in audit.without_source],
        "suspects": [asdict(suspect) for suspect in audit.suspects],
        "duplicates": [asdict(group) for group in audit.duplicates],
        "recurring": [
            {
                "kind": it.kind,
                "posts": it.posts,
                "category": it.category,
                "category_posts": it.category_posts,
                "share": round(it.share, 4),
                "text": it.block.text,
                "images": it.block.images,
                "path": it.path,
                "rule": write_rule(it),
            }
            for it in audit.recurring
        ],
        "removed": audit.removed,
        **describe_unused(audit.unused_rules, audit.unused_own_rules),
        "problems": {
            code: {"count": len(found), "examples": [asdict(problem) for problem in found]}
            for code, found in audit.problems.items()
        },
    }


def _sort(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _find_suspects(
    heads: Sequence[Head],
    evidence: Mapping[str, Evidence],
    known: frozenset[str],
    duplicates: tuple[Duplicates, ...],
    rules: OutletRules,
) -> Iterator[Suspect]:
    yield from _find_guessed(heads, known, rules)
    yield from _find_closing_names(heads, evidence, known, rules)
    yield from _find_alike(heads)
    by_path = {head.path: head for head in heads}
    for group in duplicates:
        names = {join_names(by_path[path].common.outlets) for path in (group.kept, *group.others)} - {""}
        if len(names) > 1:
            yield Suspect(
                code="credits-differ",
                subject=", ".join(sorted(names)),
                message="one article under several files, which credit different outlets",
                path=group.kept,
            )
    for url, count in sorted(find_pages_of_many(heads).items()):
        path = next(head.path for head in heads if head.original_url == url)
        message = f"{count} posts with different titles give this for their original"
        yield Suspect(code="page-of-many", subject=url, message=message, path=path)


def _find_guessed(heads: Sequence[Head], known: frozenset[str], rules: OutletRules) -> Iterator[Suspect]:
    """Find the outlets that rest on tags only, and are no outlet by their names."""
    guessed: dict[str, list[str]] = {}
    for head in heads:
        for outlet in head.common.outlets:
            if head.common.rule == "tag" and outlet not in known and not reads_like_outlet(outlet, rules):
                guessed.setdefault(outlet, []).append(head.path)
    for outlet, paths in sorted(guessed.items()):
        message = f"credited for a tag in {len(paths)} posts, and nothing else says that it is an outlet"
        yield Suspect(code="only-a-tag", subject=outlet, message=message, path=paths[0])


def _find_closing_names(
    heads: Sequence[Head], evidence: Mapping[str, Evidence], known: frozenset[str], rules: OutletRules
) -> Iterator[Suspect]:
    """Find names in closing parentheses that may be outlets, and that nobody is credited for."""
    closing: dict[str, list[str]] = {}
    for head in heads:
        digests = evidence[head.path].digests
        is_sure = head.common.rule in {"front-matter", "credit-line", "digest"}
        for name in digests[-1] if digests and not is_sure else ():
            is_known = name in known or reads_like_outlet(name, rules)
            if not is_known and not find_no_outlet(name, rules):
                closing.setdefault(name, []).append(head.path)
    for name, paths in sorted(closing.items()):
        if len(paths) > 1:
            message = (
                f"closes {len(paths)} posts in parentheses; if it is an outlet, name it in [rules] outlets"
            )
            yield Suspect(code="closing-name", subject=name, message=message, path=paths[0])


def _find_alike(heads: Sequence[Head]) -> Iterator[Suspect]:
    """Find names that may be those of one outlet: they differ in case, signs or the usual endings."""
    alike: dict[str, dict[str, str]] = {}
    for head in heads:
        for outlet in head.common.outlets:
            alike.setdefault(_fold_outlet(outlet), {}).setdefault(outlet, head.path)
    for _, names in sorted(alike.items()):
        if len(names) > 1:
            yield Suspect(
                code="names-alike",
                subject=", ".join(sorted(names)),
                message="if they are one outlet, say so in [rules] aliases",
                path=min(names.values()),
            )


def _fold_outlet(name: str) -> str:
    folded = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
    while True:  # 海港日报, 海港日报网 and 海港日报客户端: with one ending, with two
        ending = next((ending for ending in _ENDINGS if folded.endswith(ending)), "")
        stem = folded.removesuffix(ending)
        if not ending or len(stem) < _SHORTEST_STEM:
            return folded
        folded = stem
