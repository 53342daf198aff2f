"""One article under several files: which posts those are, and which of them stands for all. Pure."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlsplit

from feedtool import rules
from feedtool.config import Config
from feedtool.model import Credit, CreditRule, Draft
from feedtool.text import fold_title

_RANKS = get_args(CreditRule)
#: An address that posts with more titles give is that of a page with many articles on it.
MOST_TITLES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """One article under several files."""

    #: Path of the one that stands for all: a post if there is one, the surest credit, then the most text.
    kept: str
    #: Paths of the others, in order.
    others: tuple[str, ...]
    #: Names of the rules that found them to be one.
    rules: tuple[str, ...]


def find_duplicates(credited: Iterable[tuple[Draft, Credit]], config: Config) -> tuple[Duplicates, ...]:
    """Find the posts that are one article; what they are in the order of does not matter.

    Posts are one article if they have the same original, or originals that a rule of the settings knows to
    be the same, or the same outlet, title and day (in the site's time zone).
    """
    posts = {draft.post.path: (draft, credit) for draft, credit in credited}
    found: dict[tuple[str, Hashable], list[str]] = {}
    for path in sorted(posts):
        for name, key in _keys_of(*posts[path], config):
            if name not in config.rules.off:
                found.setdefault((name, key), []).append(path)
    groups = _Groups()
    for (name, _), paths in sorted(found.items(), key=lambda item: item[1]):
        if len(paths) > 1 and not _is_page_of_many(name, [posts[path][0] for path in paths]):
            groups.join(name, paths)
    return tuple(sorted((_describe(group, names, posts) for group, names in groups), key=lambda it: it.kept))


def find_pages_of_many(credited: Iterable[tuple[Draft, Credit]]) -> dict[str, int]:
    """Give the originals that so many posts with other titles share that they are no article's address.

    With each how many posts those are.
    """
    sharing: dict[str, list[Draft]] = {}
    for draft, credit in credited:
        if credit.original_url is not None:
            sharing.setdefault(credit.original_url, []).append(draft)
    return {url: len(drafts) for url, drafts in sharing.items() if _has_many_titles(drafts)}


def _keys_of(draft: Draft, credit: Credit, config: Config) -> Iterator[tuple[str, Hashable]]:
    """Give what a post has in common with the other files of its article, each with the name of its rule."""
    address = credit.original_url
    if address is not None:
        parts = urlsplit(address)
        if parts.path not in rules.HOME_PATHS or parts.query:
            # A server that answers to https and to http gives the same page.
            yield "same-original", address.partition("://")[2].rstrip("/")
        for rule in config.rules.same_articles:
            for match in filter(None, (pattern.search(address) for pattern in rule.patterns)):
                if match[1]:  # a group that can be left out tells nothing where it is
                    yield rule.name, match[1]
    title = fold_title(draft.post.title)
    if credit.outlets and title:
        yield "same-title-and-day", (credit.outlets, title, draft.post.published.date())


def _is_page_of_many(name: str, drafts: list[Draft]) -> bool:
    return name == "same-original" and _has_many_titles(drafts)


def _has_many_titles(drafts: list[Draft]) -> bool:
    return len({fold_title(draft.post.title) for draft in drafts}) > MOST_TITLES


class _Groups:
    """Paths that were joined, by whatever chain of rules."""

    def __init__(self) -> None:
        self._members: dict[str, list[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._home: dict[str, str] = {}

    def join(self, name: str, paths: list[str]) -> None:
        homes = sorted({self._home.get(path, path) for path in paths})
        members = [path for home in homes for path in self._members.pop(home, [home])]
        names = {name}.union(*(self._names.pop(home, set()) for home in homes))
        self._members[homes[0]], self._names[homes[0]] = members, names
        self._home.update(dict.fromkeys(members, homes[0]))

    def __iter__(self) -> Iterator[tuple[list[str], set[str]]]:
        return ((members, self._names[home]) for home, members in self._members.items())


def _describe(paths: list[str], names: set[str], posts: dict[str, tuple[Draft, Credit]]) -> Duplicates:
    def order(path: str) -> tuple[bool, int, int, float, str]:
        draft, credit = posts[path]
        # Only a post is in the feed of everything: there, a document could not stand for it.
        is_document = draft.post.collection is not None
        rank, moment = _RANKS.index(credit.rule), draft.post.published.timestamp()
        return is_document, rank, -len(draft.text), moment, path

    kept, *others = sorted(paths, key=order)
    return Duplicates(kept=kept, others=tuple(sorted(others)), rules=tuple(sorted(names)))
