"""The values that flow through the pipeline: one type per stage, frozen, in the order of the flow.

Every datetime is aware (`Post` and `Entry` check it); every URL is absolute and ASCII where its field says.
This module imports nothing of ours.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

Severity = Literal["warning", "error"]
Format = Literal["rss", "atom", "json"]
FeedKind = Literal["all", "category", "collection", "source", "tag"]
#: The ranks of evidence, surest first.
CreditRule = Literal["front-matter", "credit-line", "digest", "tag", "author", "site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about one file that its owner should know; the run went on."""

    #: Path of the file, relative to the archive, with forward slashes.
    path: str
    #: The 1-based line it is about.
    line: int
    #: Stable name, for programs and for tables.
    code: str
    #: "error": the post was left out; "warning": it was repaired and published.
    severity: Severity
    #: One sentence: what is wrong, and what was done or is to do.
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.code}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPost:
    """A file of the archive, unread."""

    #: Path relative to the archive, with forward slashes; the last tie-break of every order.
    path: str
    #: The folder of posts it was found in, relative to the archive, such as ``_posts``.
    folder: str
    #: The file, to the byte.
    data: bytes
    #: The collection of the site that it is a document of; None: it is a post.
    collection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An author, and where that person can be reached as far as the site says."""

    name: str
    email: str | None = None
    #: Absolute, ASCII.
    uri: str | None = None


NOBODY = Contact(name="")


@lru_cache(maxsize=1 << 12)  # an archive names the same outlets in thousands of posts
def join_names(names: tuple[str, ...]) -> str:
    """Write several names as one text, by the custom of their script."""
    return (", " if all(name.isascii() for name in names) else "、").join(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a file says of itself, by the site's own rules."""

    path: str
    folder: str
    #: Plain text, without markup; empty if the post has none.
    title: str
    #: In the site's time zone.
    published: datetime
    #: Exactly as the post spells them, without repetitions.
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    #: The one that the key ``category`` names: the only one that jekyll-feed writes for the post.
    lead_category: str | None
    #: The last change; the date of publication if the post does not say.
    updated: datetime
    #: The writers whom the front matter names.
    authors: tuple[str, ...]
    #: What the front matter says in short: plain text.
    summary: str | None
    #: Whether the feed shows that alone.
    is_excerpt_only: bool
    #: The body up to where the post or its site ends the excerpt; None if it is not marked.
    excerpt: str | None
    #: The image that the front matter names: absolute, ASCII.
    image: str | None
    #: A language tag; None: the site's.
    language: str | None
    #: Every value of the front matter that is one text, as written there.
    fields: dict[str, str]
    #: Where the site shows the post: absolute, ASCII.
    url: str
    #: The entry id that jekyll-feed gives it.
    id: str
    body: str
    #: Whether the body is Markdown (else HTML).
    is_markdown: bool
    #: Repairs that were made while reading.
    problems: tuple[Problem, ...] = ()
    #: The collection of the site that it is a document of; None: it is a post.
    collection: str | None = None
    #: Whether Liquid was run in it: other files of the archive can change what it says.
    has_run_liquid: bool = False
    #: Whether any stands in it as it is written.
    has_liquid_left: bool = False
    #: Those of its writers who can be reached.
    contacts: tuple[Contact, ...] = ()

    def __post_init__(self) -> None:
        if self.published.utcoffset() is None or self.updated.utcoffset() is None:
            raise ValueError(f"{self.path}: a naive date")

    @property
    def author(self) -> str | None:
        """The writers as one text; None if there is none."""
        return join_names(self.authors) or None


class Link(NamedTuple):
    """A link inside a block. A named tuple, for an archive has hundreds of thousands: see `Head`."""

    #: Absolute, ASCII.
    url: str
    #: Its visible text, white space folded.
    text: str


class Block(NamedTuple):
    """One top-level element of an article: a paragraph, a quotation, a list, a table, a figure.

    A named tuple, for an article has dozens: see `Head`.
    """

    #: Name of the element, in lower case.
    tag: str
    #: The element, serialised; sanitised only in a `Draft`.
    html: str
    #: Its visible text, white space folded.
    text: str
    links: tuple[Link, ...] = ()
    #: Absolute addresses of its images, in order.
    images: tuple[str, ...] = ()
    #: Whether it shows something that is not text (an image, a video, a table, a rule).
    has_media: bool = False
    #: The address that a quotation states as its source: absolute, ASCII.
    cite: str | None = None
    #: Name of the rule that takes it out of the article; None: it stays.
    rule: str | None = None

    def with_rule(self, rule: str) -> "Block":
        """Give the block as one that the rule takes out, without its HTML, which nobody is shown."""
        return self._replace(html="", rule=rule)

    def with_html(self, html: str) -> "Block":
        """Give the block with this HTML: most have it already, and a copy takes long."""
        return self if html == self.html else self._replace(html=html)


class Removal(NamedTuple):
    """Something that stood in a post and does not stand in its entry."""

    #: Name of the rule that took it out.
    rule: str
    #: The visible text that went, or the address of a link that was unwrapped.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that one post says of its source, before the rest of the archive is asked."""

    #: The outlets that the front matter states, in order, and the name of the rule.
    stated: tuple[str, ...]
    stated_rule: str
    #: The outlets that the credit line names, in order, and the name of its rule.
    credit_line: tuple[str, ...]
    credit_line_rule: str
    #: What the parentheses that close digests name, a tuple for each; the last one closes the post.
    digests: tuple[tuple[str, ...], ...]
    #: What such a parenthesis says that may be part of a sentence: then it has to be known for certain.
    part_of_sentence: str = ""
    #: What a credit line says in which no outlet could be made out; empty if there is none such.
    unread: str
    #: Where the original is, absolute and ASCII, and the name of the rule that found it.
    original_url: str | None
    original_rule: str
    #: Where an address of the original could stand: one of the site itself.
    own_address: str = ""
    #: The writers and the tags that the front matter names.
    writers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    #: Names of all rules that found something, whether it counted or not.
    matched: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post whose body is judged and clean; all about an entry that depends on this one post alone."""

    post: Post
    evidence: Evidence
    #: All blocks of the body, in order. Those that stay are sanitised, the others have no HTML any more.
    blocks: tuple[Block, ...]
    #: What went from inside of blocks.
    element_removals: tuple[Removal, ...]
    #: What the post itself says in short: plain text.
    summary: str | None

    @property
    def content_html(self) -> str:
        """The article, without chrome and without what it says of its source: sanitised."""
        return "\n".join(block.html for block in self.blocks if block.html)

    @property
    def text(self) -> str:
        """The visible text of the article, white space folded."""
        return " ".join(block.text for block in self.blocks if block.rule is None and block.text)

    @property
    def image(self) -> str | None:
        """The image that the post names, else the first that the article shows."""
        if self.post.image is not None:
            return self.post.image
        return next((image for block in self.blocks if block.rule is None for image in block.images), None)

    @property
    def removals(self) -> tuple[Removal, ...]:
        """All that stood in the post and does not stand in its entry."""
        gone = (Removal(rule=block.rule, text=block.text) for block in self.blocks if block.rule is not None)
        return (*self.element_removals, *gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whom an entry credits, and how we know."""

    #: Who are shown as the authors; at least one.
    authors: tuple[str, ...]
    #: The outlets that are shown as the source; none for the site's own posts, which have none.
    outlets: tuple[str, ...]
    #: The original article: absolute, ASCII, never on the site itself.
    original_url: str | None
    #: The rank, and the name of the single rule.
    rule: CreditRule
    rule_name: str
    #: Where a name alone tells that it is an outlet's: the rules that take each for one.
    name_rules: tuple[str, ...] = ()
    #: The words of the post that the rule rests on.
    evidence: str

    @property
    def source(self) -> str | None:
        """The outlets as one text; None if there is none."""
        return join_names(self.outlets) or None


class Content(NamedTuple):
    """What an entry shows that depends on its post alone.

    A named tuple, for one is made of each post that is read, and again where it is published: see `Head`.
    """

    #: Plain text, never empty.
    title: str
    #: In the site's time zone.
    published: datetime
    updated: datetime
    lead_category: str | None
    #: Absolute, ASCII.
    image: str | None
    #: A language tag; None: the site's.
    language: str | None
    #: What the post itself says in short, and how its text begins: plain text.
    summary: str | None
    opening: str
    #: Whether the opening is all of its text.
    is_whole: bool
    #: Whether the feed shows the summary alone.
    is_excerpt_only: bool
    #: The article, sanitised, without a credit line of ours.
    html: str
    #: The writers that its post names who can be reached.
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Category:
    """A category of entries: how the posts spell it, and what people read."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a reader sees."""

    #: Frozen for ever: see `jekyll.entry_id`.
    id: str
    #: Path of its post, the tie-break between entries of one second.
    path: str
    #: Absolute, ASCII.
    url: str
    #: Plain text, never empty.
    title: str
    published: datetime
    updated: datetime
    credit: Credit
    categories: tuple[Category, ...]
    tags: tuple[str, ...]
    #: Plain text; None if the content is not longer than a summary.
    summary: str | None
    #: Sanitised, with the visible credit line.
    content_html: str
    image: str | None
    #: A language tag; None: the feed's.
    language: str | None = None
    #: The key of the one category that it shows; None: it shows all.
    lead_category: str | None = None
    #: The authors who can be reached.
    contacts: tuple[Contact, ...] = ()

    def __post_init__(self) -> None:
        if self.published.utcoffset() is None or self.updated.utcoffset() is None:
            raise ValueError(f"{self.path}: a naive date")

    @property
    def shown_categories(self) -> tuple[Category, ...]:
        """Give the categories that an entry shows, of those that it is in."""
        if self.lead_category is None:
            return self.categories
        return tuple(it for it in self.categories if it.key == self.lead_category)

    @property
    def writers(self) -> tuple[Contact, ...]:
        """The authors, each with what is known of how to reach that person."""
        known = {contact.name: contact for contact in self.contacts}
        return tuple(known.get(name) or Contact(name=name) for name in self.credit.authors)

    @property
    def other_tags(self) -> tuple[str, ...]:
        """The tags that say something else than the categories."""
        said = {name for category in self.categories for name in (category.key, category.label)}
        return tuple(tag for tag in self.tags if tag not in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed before its entries are read: which they are, newest first, under which title."""

    kind: FeedKind
    #: The category as the posts spell it, or the outlet, or the collection (with a category of it behind a
    #: slash); empty for the feed of everything.
    key: str
    label: str
    #: Folder of its files below the output folder.
    path: str
    title: str
    description: str
    language: str
    #: The page that the feed accompanies; the site's home page, and its name.
    home_url: str
    site_url: str
    site_title: str
    #: Where the folder ``path`` is served, without a closing slash.
    url: str
    #: Names the site's system of categories, if it has pages for them.
    category_scheme: str | None
    #: The newest ``updated`` of its entries, in the site's time zone: no clock in the output.
    updated: datetime
    #: The paths of the posts of its entries, in order.
    paths: tuple[str, ...]
    #: How many posts it could hold, were there no limit.
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Outline):
    """A list of entries, newest first, under one title; what every format is rendered from."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one run did. Only ``index`` depends on earlier runs, and only ``seconds`` on the machine."""

    posts: int
    published: int
    feeds: int
    files_written: tuple[str, ...]
    files_unchanged: int
    files_removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    #: How many posts were left out on purpose, by reason.
    left_out: dict[str, int]
    #: How many entries stand in their categories only: another file has the same article.
    duplicates: int
    #: Names of the rules that found nothing.
    unused_rules: tuple[str, ...]
    #: How many entries each rule credited, and how many blocks each rule removed.
    credit: dict[str, int]
    removed: dict[str, int]
    #: How many files of the archive were as the index knows them, and how many were read.
    index: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
