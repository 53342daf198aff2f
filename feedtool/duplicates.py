"""One article under several files: which posts those are, and which of them stands for all. Pure."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import get_args

from feedtool import rules
from feedtool.config import Config
from feedtool.head import Head
from feedtool.model import CreditRule
from feedtool.outlet_rules import Pattern

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


def find_duplicates(heads: Iterable[Head], config: Config) -> tuple[Duplicates, ...]:
    """Find the posts that are one article; what they are in the order of does not matter.

    Posts are one article if they have the same original, or originals that a rule of the settings knows to
    be the same, or the same outlet, title and day (in the site's time zone).
    """
    heads = tuple(heads)
    shared = [
        (name, sorted({head.path for head in group}))
        for name, keys_of in _find_rules(config)
        for group in _find_shared(heads, keys_of)
        if not (name == "same-original" and _has_many_titles(group))
    ]
    posts = {head.path: head for head in heads} if shared else {}
    groups = _Groups()
    for name, paths in sorted(shared, key=itemgetter(1, 0)):
        groups.join(name, paths)
    return tuple(sorted((_describe(group, names, posts) for group, names in groups), key=lambda it: it.kept))


def keys_of(head: Head, config: Config) -> Iterator[Hashable]:
    """Give all that makes a post one article with another that has one of these too."""
    return ((name, key) for name, keys in _find_rules(config) for key in keys(head))


def find_pages_of_many(heads: Iterable[Head]) -> dict[str, int]:
    """Give the originals that so many posts with other titles share that they are no article's address.

    With each how many posts those are.
    """
    shared = _find_shared(heads, lambda head: () if head.original_url is None else (head.original_url,))
    return {str(group[0].original_url): len(group) for group in shared if _has_many_titles(group)}


def _find_rules(config: Config) -> Iterator[tuple[str, Callable[[Head], Iterable[Hashable]]]]:
    """Give the rules in force: what a post has in common with the other files of its article, by each."""
    off = config.rules.off
    if "same-original" not in off:
        yield "same-original", _find_place
    for rule in config.rules.same_articles:
        yield rule.name, partial(_find_numbers, rule.patterns)
    if "same-title-and-day" not in off:
        yield "same-title-and-day", _find_title_and_day


def _find_shared(
    heads: Iterable[Head], keys_of: Callable[[Head], Iterable[Hashable]]
) -> Iterable[list[Head]]:
    """Group the posts that share a key. Most have one of their own, and no list is made for those."""
    first: dict[Hashable, Head] = {}
    shared: dict[Hashable, list[Head]] = {}
    for head in heads:
        for key in keys_of(head):
            other = first.setdefault(key, head)
            if other is not head:
                shared.setdefault(key, [other]).append(head)
    return shared.values()


def _find_place(head: Head) -> tuple[str, ...]:
    """Give the original's address; a server that answers to https and to http gives the same page."""
    place = (head.original_url or "").partition("://")[2]
    # Few addresses are that short, and to take one apart costs more than all else here.
    if (place.count("/") < 2 or "#" in place) and _is_home(place):  # noqa: PLR2004 - host, slash, page
        return ()
    return (place.rstrip("/"),)


def _is_home(place: str) -> bool:
    path, _, query = place.partition("/")[2].partition("#")[0].partition("?")
    return not query and f"/{path}" in rules.HOME_PATHS


def _find_numbers(patterns: Iterable[Pattern], head: Head) -> Iterator[str]:
    for pattern in patterns:
        match = pattern.search(head.original_url or "")
        if match and match[1]:  # a group that can be left out tells nothing where it is
            yield match[1]


def _find_title_and_day(head: Head) -> tuple[Hashable, ...]:
    return (
        ((head.common.outlets, head.title_key, head.day),) if head.common.outlets and head.title_key else ()
    )


def _has_many_titles(heads: list[Head]) -> bool:
    return len({head.title_key for head in heads}) > MOST_TITLES


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


def _describe(paths: list[str], names: set[str], posts: dict[str, Head]) -> Duplicates:
    def order(path: str) -> tuple[bool, int, int, float, str]:
        head = posts[path]
        # Only a post is in the feed of everything: there, a document could not stand for it.
        is_document = head.common.collection is not None
        return is_document, _RANKS.index(head.common.rule), -head.text_length, head.published, path

    kept, *others = sorted(paths, key=order)
    return Duplicates(kept=kept, others=tuple(sorted(others)), rules=tuple(sorted(names)))
