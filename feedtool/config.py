"""What a run depends on beside the posts: flags, else the settings file, else the site's _config.yml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feedtool import text, urls
from feedtool.errors import ConfigError
from feedtool.rules import Rules
from feedtool.settings import ArchiveSettings, ChromeSettings, FeedSettings, Settings
from feedtool.yaml_text import YamlError, read_yaml

#: The shape of a language tag (BCP 47, RFC 5646 section 2.1), as xml:lang and RSS take it.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site that republishes, settled."""

    title: str
    description: str
    #: URL with baseurl, ASCII, without a closing slash.
    url: str
    language: str
    zone: tzinfo
    author: str
    #: A permalink template or the name of a style.
    permalink: str
    #: Template of the address of a category's page, with ``{category}``; empty: there is none.
    category_page: str
    #: Every host whose pages are the site's own.
    hosts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All that a run depends on beside the posts."""

    archive: ArchiveSettings
    site: Site
    feeds: FeedSettings
    chrome: ChromeSettings
    rules: Rules
    #: Where the output folder is served, without a closing slash.
    feeds_url: str


def settle(settings: Settings, site_config: bytes) -> Config:
    """Merge the settings with the bytes of the site's ``_config.yml`` (empty if there is none).

    Raises:
        ConfigError: the site's address is nowhere, or a value cannot be used.
    """
    own = settings.site
    theirs = _read_site_config(site_config)
    author = theirs.get("author")
    if isinstance(author, dict):
        author = author.get("name")
    address = (own.url or str(theirs.get("url") or "")).rstrip("/")
    baseurl = own.baseurl if own.baseurl is not None else str(theirs.get("baseurl") or "")
    site_url = urls.make_absolute(address, address + "/" + baseurl.strip("/")) if address else None
    if site_url is None or not site_url.startswith(("http://", "https://")):
        raise ConfigError(
            "site.url",
            f"{address or 'missing'}: the site's address must be in _config.yml (url:) or in [site] url, "
            "such as https://example.org",
        )
    site_url = site_url.rstrip("/")
    collections = theirs.get("collections")
    collection = collections.get("posts") if isinstance(collections, dict) else None
    permalink = collection.get("permalink") if isinstance(collection, dict) else None
    title = own.title or str(theirs.get("title") or theirs.get("name") or urls.host_of(site_url))
    title = text.make_plain(title)
    language = text.strip_illegal(own.language or str(theirs.get("lang") or "en")).replace("_", "-")
    if not _LANGUAGE.fullmatch(language):
        raise ConfigError("site.language", f"{language} is no language tag; use one such as zh-CN")
    feeds_url = urls.make_absolute(site_url + "/", settings.feeds.url or f"{site_url}/feeds")
    if feeds_url is None or not feeds_url.startswith(("http://", "https://")):
        raise ConfigError("feeds.url", f"{settings.feeds.url}: must be an address")
    return Config(
        archive=settings.archive,
        site=Site(
            title=title,
            description=text.make_plain(str(theirs.get("description") or title)),
            url=site_url,
            language=language,
            zone=_read_zone(own.timezone or str(theirs.get("timezone") or "UTC")),
            author=text.make_plain(own.author or (author if isinstance(author, str) else "") or title),
            permalink=str(permalink or theirs.get("permalink") or "date"),
            category_page=own.category_page,
            hosts=frozenset({urls.host_of(site_url), *map(_read_host, own.hosts)}),
        ),
        feeds=settings.feeds,
        chrome=settings.chrome,
        rules=settings.rules,
        feeds_url=feeds_url.rstrip("/"),
    )


def _read_site_config(data: bytes) -> Mapping[str, Any]:
    try:
        values = read_yaml(data)
    except YamlError as error:
        raise ConfigError("_config.yml", f"is not valid YAML: {error}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError("_config.yml", "must hold keys and values")
    return values


def _read_zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"{name} is no time zone; use a name such as Asia/Shanghai"
        raise ConfigError("site.timezone", message) from error


def _read_host(name: str) -> str:
    """Give a host as `urls.make_absolute` writes it."""
    address = urls.make_absolute(f"http://{name}", f"http://{name}")
    host = urls.host_of(address) if address else ""
    if address != f"http://{host}/" or "/" in name:
        raise ConfigError("site.hosts", f"{name}: must be the name of a host, such as old.example.org")
    return host
