"""Blocks that recur in an archive: what makes two of them the same, and how often they are there. Pure.

What an outlet's page or the site's own template put around every article recurs; an article does not.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from feedtool.model import Block, Draft

#: Stands for the text of a link in a shape; `text.strip_illegal` keeps it out of every post.
LINK_MARK = "\ufdd0"
_SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?", "”")
_DIGITS = re.compile(r"\d+")
#: A text with less than so many letters and digits is a rule or a bullet, and says nothing.
_FEWEST_CHARACTERS = 2
#: Counters of the first pass: a power of two, four mebibytes whatever the archive holds.
_BUCKETS = 1 << 22
_FULL = 255
#: What stands for the whole archive among the names of its categories.
EVERYWHERE = ""

#: Keys of blocks that are chrome, by category, and under `EVERYWHERE` for the whole archive.
Learned = Mapping[str, frozenset[str]]

Kind = Literal["exact", "shape"]


class PostBlocks(NamedTuple):
    """The blocks of a post in which those that recur are looked for."""

    path: str
    categories: tuple[str, ...]
    blocks: tuple[Block, ...]


def blocks_of(draft: Draft) -> PostBlocks:
    """Give the blocks that stay in a post."""
    blocks = tuple(block for block in draft.blocks if block.rule is None)
    return PostBlocks(path=draft.post.path, categories=draft.post.categories, blocks=blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A block that several posts have."""

    key: str
    #: "exact": to the letter and the link; "shape": up to digits and links.
    kind: Kind
    #: How many posts have it, in how many of which category, and what share of that category's posts it is.
    posts: int
    category: str
    category_posts: int
    share: float
    #: One of the blocks, and the path of its post.
    block: Block
    path: str


def keys_of(block: Block) -> tuple[str, ...]:
    """Give what a block has in common with the same block in another post: to the letter, and its shape.

    The shape leaves out digits, and the texts and addresses of links. None where there is too little to
    tell it by: a rule, a bullet, a video.
    """
    is_unknown = block.has_media and not block.images and block.tag != "table"
    if is_unknown or not (block.images or _is_telling(block.text)):
        return ()
    addresses = (*block.images, *(link.url for link in block.links))
    exact = "\n".join(("exact", block.text, *addresses))
    shape = None if block.images else _shape_of(block)
    return (exact,) if shape is None else (exact, f"shape\n{shape}")


def _shape_of(block: Block) -> str | None:
    shape = block.text
    for link in block.links:
        if link.text:
            shape = shape.replace(link.text, LINK_MARK, 1)
    if not _is_telling(shape):
        shape = block.text  # nothing but links: what they say has to be the same, where they lead need not
    shape = _DIGITS.sub("0", shape)
    return shape if _is_telling(shape.replace("0", "")) else None


def _is_telling(text: str) -> bool:
    found = 0
    for character in text:
        found += character.isalnum()
        if found == _FEWEST_CHARACTERS:
            return True
    return False


def find_recurring(read_posts: Callable[[], Iterable[PostBlocks]], fewest: int) -> tuple[Recurring, ...]:
    """Find the blocks that at least ``fewest`` posts have, the most frequent first.

    ``read_posts`` gives the posts each time it is called: they are passed over twice. A block is told once:
    by its shape if that finds more posts than the letters of any block that has it.
    """
    tally = _count(read_posts, fewest)
    by_letter: Counter[str] = Counter()
    for key in tally.counts:
        exact, *shapes = keys_of(tally.examples[key][0])
        if key == exact:
            for shape in shapes:
                by_letter[shape] = max(by_letter[shape], tally.posts_of(exact))
    found = []
    for key, groups in tally.counts.items():
        example = tally.examples[key]
        exact, *shapes = keys_of(example[0])
        is_by_shape = any(tally.posts_of(shape) > by_letter[shape] for shape in shapes)
        if is_by_shape == (key != exact):
            found.append(_describe(key, example, groups, tally.sizes, fewest))
    return tuple(sorted(found, key=lambda recurring: (-recurring.posts, recurring.key)))


def learn_chrome(read_posts: Callable[[], Iterable[PostBlocks]], *, share: float, fewest: int) -> Learned:
    """Give the keys of the blocks that are chrome by their number, for each category and for `EVERYWHERE`.

    A block is that where at least ``share`` of the posts of a category have it, and ``fewest`` of them.
    """
    tally = _count(read_posts, fewest)
    learned: dict[str, set[str]] = {}
    for key, groups in tally.counts.items():
        if _is_column(key, tally):
            continue
        for group, count in groups.items():
            # The quotient is the float nearest to the share; a product can be one beside it.
            if count >= fewest and count / tally.sizes[group] >= share:
                learned.setdefault(group, set()).add(key)
    return {group: frozenset(keys) for group, keys in learned.items()}


def _is_column(key: str, tally: "_Tally") -> bool:
    """Tell whether a shape is that of a sentence whose numbers are the news: a column's, every day."""
    text = tally.examples[key][0].text
    is_shape = key.startswith("shape") and text.endswith(_SENTENCE_ENDS)
    return is_shape and tally.posts_of(keys_of(tally.examples[key][0])[0]) < tally.posts_of(key)


def find_learned(post: PostBlocks, learned: Learned) -> frozenset[str]:
    """Give the keys of the blocks of a post that are chrome: everywhere, or in one of its categories."""
    groups = (EVERYWHERE, *post.categories) if learned else ()
    chrome = {key for group in groups for key in learned.get(group, ())}
    return frozenset(chrome.intersection(_keys_of_post(post)) if chrome else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """How often the keys that recur are there, in the archive and in each category."""

    counts: Mapping[str, Counter[str]]
    #: How many posts the archive and each category hold.
    sizes: Mapping[str, int]
    #: The block with the key in the first post by path, and that path.
    examples: Mapping[str, tuple[Block, str]]

    def posts_of(self, key: str) -> int:
        return self.counts[key][EVERYWHERE] if key in self.counts else 0


def _count(read_posts: Callable[[], Iterable[PostBlocks]], fewest: int) -> _Tally:
    """Count the keys that at least ``fewest`` posts have.

    The posts are passed over twice, so that memory does not grow with the archive's text: first every key is
    counted in one of a fixed number of counters, which several keys may share; then only what could reach the
    number is counted by itself. (Park, Chen and Yu, "An effective hash-based algorithm for mining association
    rules", SIGMOD 1995.) Neither the order of the posts nor a collision changes a number.
    """
    counters = bytearray(_BUCKETS)
    least = min(fewest, _FULL)
    for post in read_posts():
        for bucket in {hash(key) % _BUCKETS for key in _keys_of_post(post)}:
            if counters[bucket] < _FULL:
                counters[bucket] += 1
    counts: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    examples: dict[str, tuple[Block, str]] = {}
    for post in read_posts():
        groups = (EVERYWHERE, *post.categories)
        sizes.update(groups)
        for key, block in _keys_of_post(post).items():
            if counters[hash(key) % _BUCKETS] >= least:
                counts.setdefault(key, Counter()).update(groups)
                if key not in examples or post.path < examples[key][1]:
                    examples[key] = (block, post.path)
    return _Tally(
        counts={key: groups for key, groups in counts.items() if groups[EVERYWHERE] >= fewest},
        sizes=sizes,
        examples=examples,
    )


def _keys_of_post(post: PostBlocks) -> dict[str, Block]:
    """Give the keys of the blocks of a post, each once."""
    return {key: block for block in post.blocks for key in keys_of(block)}


def _describe(
    key: str, example: tuple[Block, str], groups: Counter[str], sizes: Mapping[str, int], fewest: int
) -> Recurring:
    """Describe a recurring block, with the category most of whose posts have it.

    A category in which fewer than ``fewest`` posts have it is told only if there is no other: all of one post
    is no share.
    """
    category = min(
        groups.keys() - {EVERYWHERE},
        default=EVERYWHERE,
        key=lambda name: (groups[name] < fewest, -groups[name] / sizes[name], -groups[name], name),
    )
    return Recurring(
        key=key,
        kind="shape" if key.startswith("shape") else "exact",
        posts=groups[EVERYWHERE],
        category=category,
        category_posts=groups[category],
        share=groups[category] / sizes[category],
        block=example[0],
        path=example[1],
    )
