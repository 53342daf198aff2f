"""What a settings file can say: feedtool.toml, or [tool.feedtool] in pyproject.toml.

`load_settings` reads one file; everything else here is pure. A key that feedtool does not know is an error,
so that a misspelt one cannot be taken for a setting.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

from feedtool.errors import ConfigError, suggest
from feedtool.model import FeedKind, Format
from feedtool.paths import is_inside
from feedtool.rule_settings import read_rules
from feedtool.rules import DEFAULT_RULES, Rules
from feedtool.settings_file import read_table

FORMATS: tuple[Format, ...] = ("rss", "atom", "json")
#: Stands for the old addresses that jekyll-feed had.
JEKYLL_FEED = "jekyll-feed"

_Section = TypeVar("_Section")
_Reader = Callable[[object], Any]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("must be a string")


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(dict.fromkeys(value))
    raise ValueError("must be a list of strings")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("must be true or false")


def _at_least(least: int) -> _Reader:
    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        raise ValueError(f"must be a whole number, {least} or more")

    return read


def _share(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1:
        return float(value)
    raise ValueError("must be a number above 0, and 1 at the most")


def _one_of(*choices: str) -> _Reader:
    def read(value: object) -> str:
        if value in choices:
            return str(value)
        raise ValueError(f"must be one of: {', '.join(choices)}")

    return read


def _some_of(*choices: str) -> _Reader:
    def read(value: object) -> tuple[str, ...]:
        chosen = _texts(value)
        if chosen and set(chosen) <= set(choices):
            return tuple(choice for choice in choices if choice in chosen)
        raise ValueError(f"must be a list of one or more of: {', '.join(choices)}")

    return read


def _pages(value: object) -> "tuple[PageRule, ...]":
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError("must be written as [[archive.pages]] tables")
    rules = []
    for table in value:
        if set(table) != {"folder", "link"} or not all(isinstance(item, str) for item in table.values()):
            raise ValueError("each table needs the two strings folder and link, and nothing else")
        link = table["link"]
        if link != "original" and not link.startswith(("/", "http://", "https://")):
            raise ValueError(f'link must be "original" or an address, not {link}')
        rules.append(PageRule(folder=table["folder"].strip("/"), link=link))
    return tuple(rules)


def _category_page(value: object) -> str:
    page = _text(value)
    if page and "{category}" not in page:
        raise ValueError("must hold {category}, such as /category/{category}.html")
    return page


def _aliases(value: object) -> "AliasSettings":
    if value == JEKYLL_FEED:
        return AliasSettings(has_jekyll_feed=True)
    if not isinstance(value, dict) or not all(
        isinstance(target, str) for path, target in value.items() if path != JEKYLL_FEED
    ):
        raise ValueError(f'must be "{JEKYLL_FEED}", or a table such as {{ "atom.xml" = "all/atom.xml" }}')
    files = {path: target for path, target in value.items() if path != JEKYLL_FEED}
    for path in files:
        if not is_inside(path):
            raise ValueError(f"{path} must be the path of a file below the output folder, such as atom.xml")
    is_wanted = _flag(value.get(JEKYLL_FEED, False))
    return AliasSettings(has_jekyll_feed=is_wanted, files=tuple(sorted(files.items())))


def _setting(reader: _Reader, default: Any, *, key: str = "") -> Any:  # noqa: ANN401 - as dataclasses.field
    return field(default=default, metadata={"reader": reader, "key": key})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """What the entries of a folder link to whose posts have no page on the site (any more)."""

    folder: str
    #: "original", or a template with ``{path}`` (the post's path in the archive).
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """``[archive]``: where the posts lie and how they are read."""

    #: A folder, a .zip or .tar.gz, or an http(s) URL of one; relative to the settings file.
    path: str = _setting(_text, ".")
    #: Folders searched, with all below them; empty: every _posts folder, as Jekyll does.
    posts: tuple[str, ...] = _setting(_texts, ())
    #: How a date to the second without zone is read: "utc" as Jekyll does, or in the "site"'s zone.
    naive_dates: Literal["utc", "site"] = _setting(_one_of("utc", "site"), "utc")
    #: Whether a string of categories or tags is split at white space ("jekyll") or one ("whole").
    categories: Literal["jekyll", "whole"] = _setting(_one_of("jekyll", "whole"), "jekyll")
    pages: tuple[PageRule, ...] = _setting(_pages, ())
    #: The form of the entry ids: "nfkc" for a site whose feed was made with Addressable before 2.8.2.
    ids: Literal["nfc", "nfkc"] = _setting(_one_of("nfc", "nfkc"), "nfc")
    #: Whether Liquid in posts is run, as Jekyll does; else it stays as text.
    liquid: bool = _setting(_flag, default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """``[site]``: overrides what the site's _config.yml says; empty: as it says."""

    title: str = _setting(_text, "")
    url: str = _setting(_text, "")
    baseurl: str | None = _setting(_text, None)
    language: str = _setting(_text, "")
    timezone: str = _setting(_text, "")
    author: str = _setting(_text, "")
    #: Path of the site's page for a category, such as ``/category/{category}.html``; empty: it has none.
    category_page: str = _setting(_category_page, "")
    #: Other hosts that this site was reached at; links there are links into the site.
    hosts: tuple[str, ...] = _setting(_texts, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasSettings:
    """``[feeds] aliases``: old addresses at which files are written once more."""

    #: Whether those that jekyll-feed had are among them.
    has_jekyll_feed: bool = False
    #: Old path and the file that is written there, both relative to the output folder.
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """``[feeds]``: what is published."""

    by: tuple[FeedKind, ...] = _setting(
        _some_of("category", "source", "all", "tag", "collection"), ("category", "source", "all")
    )
    formats: tuple[Format, ...] = _setting(_some_of(*FORMATS), FORMATS)
    #: Entries a feed; 0 is no limit.
    limit: int = _setting(_at_least(0), 20)
    #: Bytes a file; 0 is no limit. A feed keeps its newest entry even if that alone is larger.
    max_bytes: int = _setting(_at_least(0), 524288)
    content: Literal["full", "summary"] = _setting(_one_of("full", "summary"), "full")
    credit_line: Literal["bottom", "top", "none"] = _setting(_one_of("bottom", "top", "none"), "bottom")
    #: Where the output folder is served; empty: ``feeds`` below the site.
    url: str = _setting(_text, "")
    #: Categories that get a feed; empty: all. And those that get none.
    only: tuple[str, ...] = _setting(_texts, ())
    except_: tuple[str, ...] = _setting(_texts, (), key="except")
    #: The same for tags, where they get feeds.
    only_tags: tuple[str, ...] = _setting(_texts, ())
    except_tags: tuple[str, ...] = _setting(_texts, ())
    aliases: AliasSettings = _setting(_aliases, AliasSettings())  # noqa: RUF009 - a field


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromeSettings:
    """``[chrome]``: blocks that recur across posts."""

    #: Whether blocks above both bounds are taken out of the articles.
    learn: bool = _setting(_flag, default=False)
    #: The share of a category's posts that have the block, and how many they are at least.
    share: float = _setting(_share, 0.5)
    posts: int = _setting(_at_least(2), 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    """``[index]``: what one run keeps for the next."""

    #: The file, relative to the settings file; empty: one in the user's cache folder.
    path: str = _setting(_text, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One settings file. ``source`` is its path, or empty if there is none."""

    source: str = ""
    #: The keys that it or the command line sets, such as ``feeds.limit``.
    stated: frozenset[str] = field(default=frozenset(), compare=False)
    archive: ArchiveSettings = ArchiveSettings()
    site: SiteSettings = SiteSettings()
    feeds: FeedSettings = FeedSettings()
    chrome: ChromeSettings = ChromeSettings()
    index: IndexSettings = IndexSettings()
    rules: Rules = DEFAULT_RULES


def parse_formats(words: str) -> tuple[Format, ...]:
    """Read a list of formats as the command line takes it, such as ``rss,atom``.

    Raises:
        ConfigError: one of them is none, or there is none.
    """
    if not words.strip(" ,"):
        message = f"names no format; name one or more of {', '.join(FORMATS)}, such as --formats rss,atom"
        raise ConfigError("--formats", message)
    try:
        formats: tuple[Format, ...] = _some_of(*FORMATS)([word.strip() for word in words.split(",")])
    except ValueError as error:
        raise ConfigError("--formats", f"{words}: {error}") from error
    return formats


def load_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises:
        ConfigError: it cannot be read, a key is unknown or a value of the wrong kind.
    """
    table = read_table(path)
    sections = {"archive", "chrome", "feeds", "index", "rules", "site"}
    for name in table:
        if name not in sections:
            raise ConfigError(f"{path}: [{name}]", suggest("unknown section", name, sections))
    try:
        rules = read_rules(table.get("rules", {}))
    except ValueError as error:
        raise ConfigError(f"{path}: [rules]", str(error)) from error
    tables = {name: section for name, section in table.items() if isinstance(section, dict)}
    return Settings(
        source=str(path),
        stated=frozenset(f"{name}.{key}" for name, section in tables.items() for key in section),
        archive=_read_section(ArchiveSettings, table.get("archive", {}), f"{path}: [archive]"),
        site=_read_section(SiteSettings, table.get("site", {}), f"{path}: [site]"),
        feeds=_read_section(FeedSettings, table.get("feeds", {}), f"{path}: [feeds]"),
        chrome=_read_section(ChromeSettings, table.get("chrome", {}), f"{path}: [chrome]"),
        index=_read_section(IndexSettings, table.get("index", {}), f"{path}: [index]"),
        rules=rules,
    )


def _read_section(section: type[_Section], table: object, where: str) -> _Section:
    if not isinstance(table, dict):
        raise ConfigError(where, "must be a table")
    known = {item.metadata["key"] or item.name: item for item in fields(section)}  # type: ignore[arg-type]
    values = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{where} {key}", suggest("unknown key", key, known))
        try:
            values[known[key].name] = known[key].metadata["reader"](value)
        except ValueError as error:
            raise ConfigError(f"{where} {key}", str(error)) from error
    return section(**values)
