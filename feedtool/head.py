"""What the decisions about a whole archive need of its posts. Those of all posts are in memory at once.

Named tuples, for it takes a tenth of the time to make these that a dataclass takes.
"""

from typing import NamedTuple

from feedtool.model import CreditRule
from feedtool.text import DIGEST_BYTES


class Common(NamedTuple):
    """What many posts have alike: it is in memory once for all of them."""

    #: The folder of posts it was found in.
    folder: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    original_rule: str
    #: The outlets that it makes known for certain, and all names that it says of its source: those depend on
    #: no other post.
    certain: tuple[str, ...]
    names: tuple[str, ...]
    #: Names of the rules that found something in it.
    matched: tuple[str, ...]
    #: Whom it credits, and by which rank and rule; see `Credit`.
    outlets: tuple[str, ...]
    rule: CreditRule
    rule_name: str
    #: The names of which being known or not decides whom it credits; see `condense.settle_credit`.
    asked: tuple[str, ...] = ()
    #: The collection of the site that it is a document of; None: it is a post.
    collection: str | None = None


class Head(NamedTuple):
    """What the decisions about a whole archive need of one post, and none of its text."""

    #: The path of the post, relative to the archive.
    path: str
    id: str
    #: What stands behind its id in its address, such as ``.html``; behind a space all of it, if it begins
    #: otherwise.
    url_end: str
    #: As the post says it.
    title: str
    #: Three digests: `text_key`, `key`, `title_key`. Each by itself would take twice the memory.
    keys: bytes
    #: How many characters its visible text has.
    text_length: int
    #: Seconds since 1970, in UTC, and the day in the site's time zone, such as ``2022-05-26``.
    published: float
    updated: float
    day: str
    original_url: str | None
    #: Bytes that its entry takes in a feed at most, beside its outlets and the labels of its categories: with
    #: the article, and with nothing but the summary.
    whole_bytes: int
    summary_bytes: int
    #: How often each rule took something out of it.
    removed: tuple[tuple[str, int], ...]
    common: Common

    @property
    def text_key(self) -> bytes:
        """A digest of its visible text."""
        return self.keys[:DIGEST_BYTES]

    @property
    def key(self) -> bytes:
        """A digest of all that its entry is made of, beside the names of its categories."""
        return self.keys[DIGEST_BYTES : 2 * DIGEST_BYTES]

    @property
    def title_key(self) -> bytes:
        """A digest of what its title has in common with itself in other typography.

        Empty if it holds nothing but signs.
        """
        return self.keys[2 * DIGEST_BYTES :]

    @property
    def url(self) -> str:
        """The address of its page."""
        return self.url_end[1:] if self.url_end.startswith(" ") else self.id + self.url_end
