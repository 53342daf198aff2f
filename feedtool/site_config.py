"""The site's own ``_config.yml``, and the authors it keeps in ``_data``: what feedtool honours of them. Pure.

What means nothing here is passed over, as Jekyll passes over what it does not know; a value of the wrong kind
is taken for none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from feedtool.errors import ConfigError
from feedtool.jekyll import STYLES
from feedtool.site_collections import Collection, read_collections
from feedtool.yaml_text import YamlError, is_true, read_yaml

#: What Jekyll leaves out by itself (Jekyll::Configuration::DEFAULT_EXCLUDES), as far as posts can lie there.
_EXCLUDED = ("node_modules/", "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """Front matter that posts below a folder have unless they say otherwise."""

    #: How the paths begin of the posts it is for, relative to the site; empty for all. May hold ``*``.
    path: str
    has_type: bool
    values: Mapping[str, Any]
    #: The label of the collection that it is for; empty for all.
    kind: str = ""


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
    author: str = ""
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
    #: Patterns of paths that are not read, and of those that are, whatever their names begin with.
    exclude: tuple[str, ...] = _EXCLUDED
    include: tuple[str, ...] = ()
    defaults: tuple[Defaults, ...] = ()
    #: What ends an excerpt; None if the site does not say.
    excerpt_separator: str | None = None
    #: The names of authors, by their keys in ``_data/authors.yml``.
    authors: Mapping[str, str] = field(default_factory=dict)
    feed: FeedPlugin = FeedPlugin()
    #: The names at the top of the site's folder, with and without their endings.
    names: frozenset[str] = frozenset()
    #: The collections that get a feed, and names given as such that are no collection's.
    collections: tuple[Collection, ...] = ()
    unknown_collections: tuple[str, ...] = ()

    def collection_named(self, name: str | None) -> Collection | None:
        """Give the collection of that name; None if there is none, as for posts."""
        return next((collection for collection in self.collections if collection.name == name), None)

    def defaults_for(self, path: str, kind: str = "posts") -> dict[str, Any]:
        """Give the front matter that a post at ``path`` (or a document of a collection) has by the defaults.

        The longest path wins, then one that names the type (Jekyll::FrontmatterDefaults#has_precedence?).
        """
        merged: dict[str, Any] = {}
        applying = [default for default in self.defaults if default.kind in ("", kind)]
        matching = [default for default in applying if _begins(path, default.path)]
        for default in sorted(matching, key=lambda default: (len(default.path), default.has_type)):
            merged |= default.values
        return merged

    def is_excluded(self, path: str) -> bool:
        """Tell whether the site leaves a file out (Jekyll::EntryFilter)."""
        if self.collections_dir and not path.startswith(self.collections_dir + "/"):
            return True
        is_out = any(_begins(path, pattern.lstrip("/")) for pattern in self.exclude)
        return is_out and not any(_begins(path, pattern.lstrip("/")) for pattern in self.include)


def read_site_config(data: bytes, authors: bytes = b"", names: Iterable[str] = ()) -> SiteConfig:
    """Read the bytes of ``_config.yml`` and of ``_data/authors.yml`` (empty if there is none).

    ``names`` are those of the files and folders at the top of the site.

    Raises:
        ConfigError: one of them is no YAML, or holds no keys and values.
    """
    values = _read_mapping(data, "_config.yml")
    author = values.get("author")
    if isinstance(author, dict):
        author = author.get("name")
    names_of_authors = _read_authors(_read_mapping(authors, "_data/authors.yml"))
    collections = values.get("collections")
    collection = collections.get("posts") if isinstance(collections, dict) else None
    permalink = collection.get("permalink") if isinstance(collection, dict) else None
    with_feed, unknown = read_collections(values)
    limit = _text(values.get("limit_posts"))
    style = _text(values.get("permalink")) or "date"
    return SiteConfig(
        title=_text(values.get("title")) or _text(values.get("name")),
        description=_text(values.get("description")),
        url=_text(values.get("url")),
        baseurl=_text(values.get("baseurl")),
        language=_text(values.get("lang")),
        timezone=_text(values.get("timezone")),
        author=names_of_authors.get(_text(author), _text(author)),
        # Only here a name stands for a template.
        permalink=_text(permalink) or STYLES.get(style, style),
        collections_dir=_text(values.get("collections_dir")).strip("/"),
        has_future=is_true(values.get("future")),
        has_unpublished=is_true(values.get("unpublished")),
        has_drafts=is_true(values.get("show_drafts")),
        limit_posts=int(limit) if limit.isdecimal() else 0,
        exclude=(*_EXCLUDED, *_texts(values.get("exclude"))),
        include=_texts(values.get("include")),
        defaults=tuple(_read_defaults(values.get("defaults"))),
        excerpt_separator=_optional(values.get("excerpt_separator")),
        authors=names_of_authors,
        feed=_read_feed(values.get("feed")),
        names=frozenset(form for name in names for form in (name, name.partition(".")[0])) - {""},
        collections=with_feed,
        unknown_collections=unknown,
    )


def _read_mapping(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        values = read_yaml(data)
    except YamlError as error:
        raise ConfigError(name, f"is not valid YAML: {error}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(name, "must hold keys and values")
    return {str(key): value for key, value in values.items()}


def _read_defaults(value: object) -> list[Defaults]:
    found = []
    for item in value if isinstance(value, list) else []:
        scope = item.get("scope") if isinstance(item, dict) else None
        values = item.get("values") if isinstance(item, dict) else None
        if isinstance(scope, dict) and isinstance(values, dict):
            path = _text(scope.get("path")).lstrip("/")
            kind = scope.get("type") or ""
            found.append(Defaults(path=path, has_type="type" in scope, values=values, kind=str(kind)))
    return found


def _read_authors(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: name
        for key, record in values.items()
        if (name := _text(record.get("name") if isinstance(record, dict) else record))
    }


def _read_feed(value: object) -> FeedPlugin:
    table = value if isinstance(value, dict) else {}
    limit = _text(table.get("posts_limit"))
    collections = table.get("collections")
    posts = collections.get("posts") if isinstance(collections, dict) else None
    posts = posts if isinstance(posts, dict) else {}
    return FeedPlugin(
        # JekyllFeed::Generator#normalize_posts_meta: what is said of the posts stands before the rest.
        path=_text(posts.get("path")) or _text(table.get("path")) or "/feed.xml",
        limit=int(limit) if limit.isdecimal() else None,
        is_excerpt_only=is_true(table.get("excerpt_only")),
        categories=_texts(posts.get("categories")) or _texts(table.get("categories")),
        tags=_read_tags(table.get("tags")),
    )


def _read_tags(value: object) -> TagFeeds | None:
    if isinstance(value, dict):
        return TagFeeds(
            only=_texts(value.get("only")),
            except_=_texts(value.get("except")),
            path=_text(value.get("path")) or TagFeeds().path,
        )
    return TagFeeds() if is_true(value) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _optional(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str) and item)


def _begins(path: str, pattern: str) -> bool:
    """Tell whether a path begins with a pattern, which may hold ``*``, or is all of it."""
    if "*" not in pattern:
        return path.startswith(pattern)
    parts = path.split("/")
    heads = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(fnmatchcase(head, pattern.rstrip("/")) for head in heads)
