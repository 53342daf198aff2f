"""The site's own ``_config.yml``, and the authors it keeps in ``_data``: what feedtool honours of them. Pure.

What means nothing here is passed over, as Jekyll passes over what it does not know; a value of the wrong kind
is taken for none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from feedtool.entry_filter import EntryFilter, names_decide
from feedtool.errors import ConfigError
from feedtool.jekyll import MARKDOWN_ENDINGS
from feedtool.kramdown_options import KramdownOptions, read_options
from feedtool.model import NOBODY, Contact
from feedtool.permalinks import STYLES
from feedtool.site_collections import Collection, read_collections
from feedtool.site_data import DATA, NO_AUTHORS, find_author, parse_yaml, read_data_dir, read_known_authors
from feedtool.site_defaults import Defaults, merge_defaults, read_defaults
from feedtool.site_files import SITE_CONFIG
from feedtool.yaml_text import is_on, is_text, spell_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFeeds:
    """Which tags get a feed: ``feed.tags`` of jekyll-feed; nobody named in ``only`` stands for all."""

    only: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    #: The folder of the feeds at jekyll-feed's addresses.
    path: str = "/feed/by_tag/"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlugin:
    """The table ``feed`` of jekyll-feed."""

    #: Where the main feed was: an address path.
    path: str = "/feed.xml"
    #: Entries a feed; None if the site does not say.
    limit: int | None = None
    is_excerpt_only: bool = False
    categories: tuple[str, ...] = ()
    #: None: tags get no feeds.
    tags: TagFeeds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """What a site says of itself; empty texts where it says nothing."""

    title: str = ""
    description: str = ""
    url: str = ""
    baseurl: str = ""
    language: str = ""
    timezone: str = ""
    author: Contact = NOBODY
    #: A permalink template.
    permalink: str = STYLES["date"]
    #: Where ``_posts`` folders are looked for, relative to the site; empty for everywhere.
    collections_dir: str = ""
    #: Whether posts of a day to come are published, and those marked as unpublished or as drafts.
    has_future: bool = False
    has_unpublished: bool = False
    has_drafts: bool = False
    #: So many of the newest posts are published; 0 for all.
    limit_posts: int = 0
    #: Which files and folders are read.
    entries: EntryFilter = field(default_factory=EntryFilter)
    defaults: tuple[Defaults, ...] = ()
    #: What ends an excerpt; None if the site does not say.
    excerpt_separator: str | None = None
    #: Where its files of data are looked for, relative to the site.
    data_dir: str = DATA
    #: The authors in those by their keys, numbers as Ruby spells them.
    authors: Mapping[str, Contact] = field(default_factory=dict)
    feed: FeedPlugin = FeedPlugin()
    #: The endings of files that hold Markdown, and how it is rendered.
    markdown_endings: frozenset[str] = MARKDOWN_ENDINGS
    kramdown: KramdownOptions = field(default_factory=KramdownOptions)
    #: The names at the top of the site's folder, with and without their endings.
    names: frozenset[str] = frozenset()
    #: The collections that get a feed, and names given as such that are no collection's.
    collections: tuple[Collection, ...] = ()
    unknown_collections: tuple[str, ...] = ()

    def collection_named(self, name: str | None) -> Collection | None:
        """Give the collection of that name; None if there is none, as for posts."""
        return next((collection for collection in self.collections if collection.name == name), None)

    def defaults_for(self, path: str, kind: str = "posts") -> dict[str, Any]:
        """Give the front matter that a post at ``path``, or a document of ``kind``, has by the defaults."""
        return merge_defaults(self.defaults, path, kind, self.collections_dir) if self.defaults else {}

    def is_excluded(self, path: str) -> bool:
        """Tell whether the site leaves a post's file out."""
        if self.collections_dir and not path.startswith(self.collections_dir + "/"):
            return True
        return self.entries.is_excluded(path)

    def lets_names_decide(self, folder: str) -> bool:
        """Tell whether of a folder's files none but those with hidden names can be left out."""
        is_out = self.collections_dir and not f"{folder}/".startswith(self.collections_dir + "/")
        return not is_out and names_decide(self.entries, folder)


def read_site_config(
    data: bytes, authors: Mapping[str, bytes] = NO_AUTHORS, names: Iterable[str] = ()
) -> SiteConfig:
    """Read the bytes of ``_config.yml`` (empty if there is none) and of the files that hold the authors.

    Those are as `author_files.read_author_files` gives them. ``names`` are those of the files and folders at
    the top of the site.

    Raises:
        ConfigError: one of them is no YAML, or holds no keys and values.
    """
    values = read_values(data)
    data_dir = read_data_dir(values)
    known = read_known_authors(authors, data_dir)
    collections = values.get("collections")
    collection = collections.get("posts") if isinstance(collections, dict) else None
    permalink = collection.get("permalink") if isinstance(collection, dict) else None
    with_feed, unknown = read_collections(values)
    limit = _text(values.get("limit_posts"))
    style = "date" if values.get("permalink") is None else _text(values["permalink"])
    return SiteConfig(
        title=_text(values.get("title")) or _text(values.get("name")),
        description=_text(values.get("description")),
        url=_text(values.get("url")),
        baseurl=_text(values.get("baseurl")),
        language=_text(values.get("lang")),
        timezone=_text(values.get("timezone")),
        author=find_author(values.get("author"), known),
        # Only here a name stands for a template.
        permalink=_text(permalink) or STYLES.get(style, style),
        collections_dir=_text(values.get("collections_dir")).strip("/"),
        has_future=is_on(values.get("future")),
        has_unpublished=is_on(values.get("unpublished")),
        has_drafts=is_on(values.get("show_drafts")),
        limit_posts=int(limit) if limit.isdecimal() else 0,
        entries=EntryFilter(
            exclude=_patterns(values.get("exclude")), include=_patterns(values.get("include"))
        ),
        defaults=read_defaults(values.get("defaults")),
        excerpt_separator=_optional(values.get("excerpt_separator")),
        data_dir=data_dir,
        authors=known,
        feed=_read_feed(values.get("feed")),
        markdown_endings=_read_endings(values.get("markdown_ext")),
        kramdown=read_options(values.get("kramdown")),
        names=frozenset(form for name in names for form in (name, name.partition(".")[0])) - {""},
        collections=with_feed,
        unknown_collections=unknown,
    )


def read_values(data: bytes) -> Mapping[str, Any]:
    """Read the bytes of ``_config.yml``.

    Raises:
        ConfigError: it is no YAML, or holds no keys and values.
    """
    values = parse_yaml(data, SITE_CONFIG)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(SITE_CONFIG, "must hold keys and values")
    return {str(key): value for key, value in values.items()}


def _read_endings(value: object) -> frozenset[str]:
    """Read ``markdown_ext``: endings with commas between, as Jekyll::Converters::Markdown does."""
    endings = frozenset(f".{ending}" for ending in _text(value).lower().split(","))
    return endings if _text(value) else MARKDOWN_ENDINGS


def _read_feed(value: object) -> FeedPlugin:
    table = value if isinstance(value, dict) else {}
    limit = _text(table.get("posts_limit"))
    if "posts_limit" in table and (not is_on(table["posts_limit"]) or table["posts_limit"] == ""):
        limit = "10"  # what Liquid's filter default makes of nothing in jekyll-feed's template
    collections = table.get("collections")
    posts = collections.get("posts") if isinstance(collections, dict) else None
    posts = posts if isinstance(posts, dict) else {}
    return FeedPlugin(
        # JekyllFeed::Generator#normalize_posts_meta: what is said of the posts stands before the rest.
        path=_text(posts.get("path")) or _text(table.get("path")) or "/feed.xml",
        # With 0 or less jekyll-feed writes a feed without entries, which is of no use to anybody: feedtool's
        # own limit holds then, as where the site says nothing.
        limit=int(limit) if limit.isdecimal() and int(limit) else None,
        is_excerpt_only=is_on(table.get("excerpt_only")),
        categories=_texts(posts.get("categories")) or _texts(table.get("categories")),
        tags=_read_tags(table.get("tags")),
    )


def _read_tags(value: object) -> TagFeeds | None:
    if isinstance(value, dict) and value.get("only") != []:
        return TagFeeds(
            only=_texts(spell_words(value.get("only"))),
            except_=_texts(spell_words(value.get("except"))),
            path=_text(value.get("path")) or TagFeeds().path,
        )
    return TagFeeds() if is_on(value) and not isinstance(value, dict) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _optional(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str) and item)


def _patterns(value: object) -> tuple[str, ...]:
    # A number is no pattern to Jekyll, nor is a date.
    return tuple(item for item in _texts(value) if is_text(item))
