"""One article under several files: which posts those are, and which of them stands for all. Pure."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from feedtool import rules
from feedtool.config import Config
from feedtool.model import CreditRule, Head

_RANKS = get_args(CreditRule)
#: An address that posts with more titles give is that of a page with many articles on it.
MOST_TITLES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """One article under several files."""

    #: Path of the post that stands for all: the surest credit, then the most text.
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
    posts = {head.path: head for head in heads}
    found: dict[tuple[str, Hashable], list[str]] = {}
    for path in sorted(posts):
        for name, key in _keys_of(posts[path], config):
            if name not in config.rules.off:
                found.setdefault((name, key), []).append(path)
    shared = [(name, paths) for (name, _), paths in found.items() if len(paths) > 1]
    groups = _Groups()
    for name, paths in sorted(shared, key=lambda item: item[1]):
        if not _is_page_of_many(name, [posts[path] for path in paths]):
            groups.join(name, paths)
    return tuple(sorted((_describe(group, names, posts) for group, names in groups), key=lambda it: it.kept))


def find_pages_of_many(heads: Iterable[Head]) -> dict[str, int]:
    """Give the originals that so many posts with other titles share that they are no article's address.

    With each how many posts those are.
    """
    sharing: dict[str, list[Head]] = {}
    for head in heads:
        if head.original_url is not None:
            sharing.setdefault(head.original_url, []).append(head)
    return {url: len(group) for url, group in sharing.items() if _has_many_titles(group)}


def _keys_of(head: Head, config: Config) -> Iterator[tuple[str, Hashable]]:
    """Give what a post has in common with the other files of its article, each with the name of its rule."""
    address = head.original_url
    if address is not None:
        # A server that answers to https and to http gives the same page.
        place = address.partition("://")[2]
        path, _, query = place.partition("/")[2].partition("#")[0].partition("?")
        if query or f"/{path}" not in rules.HOME_PATHS:
            yield "same-original", place.rstrip("/")
        for rule in config.rules.same_articles:
            for match in filter(None, (pattern.search(address) for pattern in rule.patterns)):
                if match[1]:  # a group that can be left out tells nothing where it is
                    yield rule.name, match[1]
    if head.outlets and head.title_key:
        yield "same-title-and-day", (head.outlets, head.title_key, head.day)


def _is_page_of_many(name: str, heads: list[Head]) -> bool:
    return name == "same-original" and _has_many_titles(heads)


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
    def order(path: str) -> tuple[int, int, float, str]:
        head = posts[path]
        return _RANKS.index(head.rule), -head.text_length, head.published, path

    kept, *others = sorted(paths, key=order)
    return Duplicates(kept=kept, others=tuple(sorted(others)), rules=tuple(sorted(names)))
