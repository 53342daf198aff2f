"""What a post can ask of its site and of itself in Liquid, typed as YAML types it for Jekyll. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import lru_cache, partial
from typing import Any, Literal, Protocol, TypeVar, cast

from feedtool.liquid_blank import BLANK, Blank
from feedtool.liquid_typing import RefusedError, Typing
from feedtool.yaml_text import YamlError, read_yaml

#: What Jekyll's Drops::SiteDrop gives beside the configuration and is not known here: what of the site is no
#: post, what is guessed of all posts, and the time of the build.
_OF_THE_WHOLE_SITE = "collections documents html_files html_pages pages related_posts time".split()
#: What hangs on other posts: their text, and their order.
_OF_OTHER_POSTS = frozenset({"content", "next", "output", "previous"})
_NEIGHBOURS = ("next", "previous")


_Found = TypeVar("_Found")


class SiteFiles(Protocol):
    """The files of the site that a post can name."""

    def read_include(self, name: str) -> str | None:
        """Give the text of a file in ``_includes``; None if there is none.

        Raises:
            RefusedError: it cannot be used.
        """

    def read_beside(self, path: str, name: str) -> str | None:
        """Give the text of a file in the folder of the post at ``path``, or below it; None if there is none.

        Raises:
            RefusedError: it cannot be used.
        """

    def find_post(self, name: str) -> str | None:
        """Give the address path of the post with the name that ``post_url`` takes; None if there is none."""

    def find_page(self, path: str) -> str | None:
        """Give the address path of the post, page, document or file at ``path``; None if there is none."""

    def read_data(self, name: str) -> object:
        """Give what a file or folder in ``_data`` holds, as `yaml_text` reads it; None: it is not there.

        Raises:
            RefusedError: it cannot be used.
        """

    def list_posts(self) -> "list[Record]":
        """Give all posts of the site, the newest first."""

    def list_documents(self, label: str) -> "list[Record] | None":
        """Give the documents of a collection in its order; None: they or their order are not known."""

    def list_static_files(self) -> "list[Record] | None":
        """Give the files of the site that are neither posts nor pages; None: they are not known."""

    def find_neighbours(self, path: str) -> "tuple[Record | None, Record | None] | None":
        """Give the posts right after and right before the one at ``path``; None: it is none in an order."""

    def has_plugins(self) -> bool:
        """Tell whether the site may have filters and values of its own."""


class NoFiles:
    """A site without any file."""

    def read_include(self, name: str) -> str | None:
        """Give None."""

    def read_beside(self, path: str, name: str) -> str | None:
        """Give None."""

    def find_post(self, name: str) -> str | None:
        """Give None."""

    def find_page(self, path: str) -> str | None:
        """Give None."""

    def read_data(self, name: str) -> object:
        """Give None."""

    def list_posts(self) -> "list[Record]":
        """Give none."""
        return []

    def list_documents(self, label: str) -> "list[Record] | None":
        """Give None."""

    def list_static_files(self) -> "list[Record] | None":
        """Give None."""

    def find_neighbours(self, path: str) -> "tuple[Record | None, Record | None] | None":
        """Give None."""

    def has_plugins(self) -> bool:
        """Tell that it has none."""
        return False


NO_FILES = NoFiles()


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidSite:
    """A site as the Liquid in its posts knows it."""

    #: Its ``_config.yml``, and what the settings say instead of it.
    source: str
    stated: Mapping[str, str]
    zone: tzinfo
    #: Whether a date that states its time to the second and no zone is in the site's zone; else it is in UTC.
    is_naive_local: bool = False
    #: The form of addresses: see `urls.normalise`.
    form: Literal["NFC", "NFKC"] = "NFC"

    @property
    def values(self) -> Mapping[str, Any]:
        """Give the configuration as `yaml_text` reads it."""
        return {**_read_config(self.source), **self.stated}

    @property
    def naive_zone(self) -> tzinfo:
        """Give the zone of a date that states its time to the second and no zone."""
        return self.zone if self.is_naive_local else UTC

    def text(self, key: str) -> str:
        """Give the text that the configuration has under a key; empty if it has none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def read_option(self, key: str) -> object:
        """Give what the configuration tells Liquid under a key; None if it tells nothing."""
        options = self.values.get("liquid")
        return options.get(key) if isinstance(options, dict) else None

    def record(self, files: SiteFiles) -> "Record":
        """Give what ``site`` stands for in Liquid."""
        values = self.values
        stated = values.get("collections")
        labels = [*stated] if isinstance(stated, dict | list) else []
        refused = {*_OF_THE_WHOLE_SITE}
        if "github" not in values and files.has_plugins():
            refused.add("github")  # of a plugin that asks GitHub; without it, it is nil
        later: dict[str, Callable[[], object]] = {
            label: partial(_need, partial(files.list_documents, label), f"site.{label}")
            for label in map(str, labels)
            if label != "posts"
        }
        later = {
            **later,
            "categories": lambda: _group(files.list_posts(), "categories"),
            "data": lambda: Record(name="site.data", stated=_Data(files), site=self),
            "posts": files.list_posts,
            "static_files": partial(_need, files.list_static_files, "site.static_files"),
            "tags": lambda: _group(files.list_posts(), "tags"),
        }
        return Record(name="site", stated=values, later=later, refused=frozenset(refused), site=self)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record(Mapping[str, object]):
    """Values by name, typed when they are asked for; to ask for what is refused is an error."""

    name: str
    #: As `yaml_text` reads them.
    stated: Mapping[str, Any] = field(default_factory=dict)
    #: What stands before the others and needs no typing.
    ready: Mapping[str, object] = field(default_factory=dict)
    #: The same, made when it is asked for.
    later: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    site: LiquidSite
    #: What was asked for, and what it took.
    known: dict[str, object] = field(default_factory=dict)
    typing: Typing = field(default_factory=Typing)

    def __getitem__(self, key: str) -> object:
        if key in self.refused:
            raise RefusedError(f"{self.name}.{key} is not known to feedtool".removeprefix("."))
        if key in self.ready:
            return self.ready[key]
        if key not in self.known:
            make = self.later.get(key)
            self.known[key] = self._type(key) if make is None else make()
        return self.known[key]

    def _type(self, key: str) -> object:
        return self.typing.type(self.stated[key], self.site.zone, self.site.naive_zone)

    def __iter__(self) -> Iterator[str]:
        raise self._refuse()

    def __len__(self) -> int:
        raise self._refuse()

    def __bool__(self) -> bool:
        return True

    def _refuse(self) -> RefusedError:
        return RefusedError(f"all of {self.name} at once is not known to feedtool")


class _Data(dict[str, object]):
    """The files in ``_data``, read when they are asked for."""

    def __init__(self, files: SiteFiles) -> None:
        super().__init__()
        self.files = files

    def __missing__(self, key: str) -> object:
        value = self.files.read_data(key)
        if value is None:
            raise KeyError(key)
        return value


def _group(posts: Sequence["Record"], key: str) -> dict[str, list["Record"]]:
    """Give the posts of each category or tag, the newest first; the oldest post's word stands first.

    After Jekyll::Site#post_attr_hash.
    """
    groups: dict[str, list[Record]] = {}
    for post in reversed(posts):
        for word in cast("list[str]", post[key]):
            groups.setdefault(word, []).append(post)
    return {word: group[::-1] for word, group in groups.items()}


def _need(find: Callable[[], _Found | None], name: str) -> _Found:
    found = find()
    if found is None:
        raise RefusedError(f"{name} is not known to feedtool")
    return found


def make_globals(site: LiquidSite, page: Record, files: SiteFiles, *, is_markdown: bool) -> Record:
    """Give the names that a post can use before it assigns any (Jekyll::Drops::UnifiedPayloadDrop)."""
    feedtool = Record(
        name="jekyll", ready={"environment": "production"}, refused=frozenset({"version"}), site=site
    )
    ready = {
        BLANK: Blank(files.has_plugins),
        "site": site.record(files),
        "page": page,
        "jekyll": feedtool,
        "highlighter_prefix": "\n" if is_markdown else "",
    }
    return Record(name="", ready=ready, refused=frozenset({"layout", "theme"}), site=site)


def describe_post(
    site: LiquidSite,
    values: Mapping[str, Any],
    ready: Mapping[str, object],
    later: Mapping[str, Callable[[], object]],
) -> Record:
    """Give what another post stands for: its front matter below what Jekyll makes of it."""
    # Of a document without a day Jekyll says the time of the build.
    refused = (_OF_OTHER_POSTS | ({"excerpt"} - {*values}) | ({"date"} - {*ready})) - {*later}
    return Record(name="post", stated=values, ready=ready, later=later, refused=refused, site=site)


def make_page(
    site: LiquidSite,
    values: Mapping[str, Any],
    ready: Mapping[str, object],
    place: str = "",
    files: SiteFiles = NO_FILES,
) -> Record:
    """Give what ``page`` stands for: the front matter below what Jekyll makes of the post at ``place``."""

    def find(index: int) -> object:
        return _need(partial(files.find_neighbours, place), f"page.{_NEIGHBOURS[index]}")[index]

    later = {name: partial(find, index) for index, name in enumerate(_NEIGHBOURS)}
    refused = (_OF_OTHER_POSTS | ({"excerpt"} - {*values})) - {*ready, *later}
    return Record(name="page", stated=values, ready=ready, later=later, refused=refused, site=site)


@lru_cache(maxsize=1)
def _read_config(source: str) -> dict[str, Any]:
    """Read keys and values; whether they are such has been seen to before: they are taken for none if not."""
    try:
        values = read_yaml(source)
    except YamlError:
        values = None
    return {str(key): value for key, value in values.items()} if isinstance(values, dict) else {}
