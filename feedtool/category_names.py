"""What people read for each category, by what its posts say. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from feedtool.head import Head
from feedtool.text import make_plain


class Votes(NamedTuple):
    """What the posts of a category say of its name."""

    #: How many posts it has.
    size: int
    #: How many of them say that a tag is its name.
    tags: dict[str, int]


def count_votes(
    heads: Iterable[Head], former: Mapping[str, Votes] = MappingProxyType({})
) -> dict[str, Votes]:
    """Count what posts say of the names of their categories, beside what ``former`` posts said.

    A post with one category and one tag says that the two name the same thing, where the category is a name
    for programs, in ASCII, and the tag is not.
    """
    sizes = Counter({key: votes.size for key, votes in former.items()})
    tags_of = {key: Counter(votes.tags) for key, votes in former.items()}
    # Most posts of a category have the same tags: to look at each kind once is enough.
    kinds = Counter((head.common.categories, head.common.tags) for head in heads)
    for (categories, tags), count in kinds.items():
        for category in categories:
            sizes[category] += count
        if len(categories) == 1 and len(tags) == 1 and categories[0].isascii():
            tags_of.setdefault(categories[0], Counter())[tags[0]] += count
    return {key: Votes(size, dict(tags_of.get(key, {}))) for key, size in sizes.items()}


def name_categories(votes: Mapping[str, Votes]) -> dict[str, str]:
    """Give what people read for each category: the tag that most of its posts have alone, else its own name.

    A category's page is not asked: in the archive this was made for, some carry the title of another outlet.
    """
    labels = {}
    for key, (size, tags) in votes.items():
        tag, count = min(tags.items(), key=lambda item: (-item[1], item[0]), default=(key, 0))
        labels[key] = make_plain(tag if count * 2 > size else key) or key
    return labels


def label_categories(heads: Iterable[Head]) -> dict[str, str]:
    """Give what people read for each category of these posts."""
    return name_categories(count_votes(heads))
