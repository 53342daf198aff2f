"""What a run depends on beside the posts: flags, else the settings file, else the site's _config.yml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from feedtool import text, urls
from feedtool.errors import ConfigError
from feedtool.liquid_values import LiquidSite
from feedtool.model import NOBODY, Contact, Problem
from feedtool.rules import Rules
from feedtool.settings import ArchiveSettings, ChromeSettings, FeedSettings, Settings
from feedtool.site_config import SiteConfig, read_site_config
from feedtool.site_data import NO_AUTHORS
from feedtool.site_files import SITE_CONFIG
from feedtool.zones import find_zone, guess_zone

#: The shape of a language tag (BCP 47, RFC 5646 section 2.1), as xml:lang and RSS take it.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site that republishes, settled."""

    title: str
    description: str
    #: URL with baseurl, ASCII, without a closing slash.
    url: str
    #: The same as the site writes it before the paths of its posts, a slash too many and all.
    post_prefix: str
    language: str
    zone: tzinfo
    #: Its author; the site itself where it names none.
    author: str
    #: A permalink template.
    permalink: str
    #: Template of the address of a category's page, with ``{category}``; empty: there is none.
    category_page: str
    #: Every host whose pages are the site's own.
    hosts: frozenset[str]
    #: How to reach its author.
    contact: Contact = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All that a run depends on beside the posts."""

    archive: ArchiveSettings
    site: Site
    #: What else the site's own configuration says.
    jekyll: SiteConfig
    feeds: FeedSettings
    chrome: ChromeSettings
    rules: Rules
    #: Where the output folder is served, without a closing slash.
    feeds_url: str
    #: The site as Liquid in posts knows it; None: Liquid is not run.
    liquid: LiquidSite | None = None


def settle(
    settings: Settings,
    site_config: bytes,
    authors: Mapping[str, bytes] = NO_AUTHORS,
    names: Iterable[str] = (),
) -> Config:
    """Merge the settings with the bytes of the site's ``_config.yml`` and of the files with its authors.

    Those are as `author_files.read_author_files` gives them. ``names`` are those of the files and folders at
    the top of the site.

    Raises:
        ConfigError: the site's address is nowhere, or a value cannot be used.
    """
    own, theirs = settings.site, read_site_config(site_config, authors, names)
    address = (own.url or theirs.url).rstrip("/")
    baseurl = own.baseurl if own.baseurl is not None else theirs.baseurl
    site_url = urls.make_absolute(address, address + "/" + baseurl.strip("/")) if address else None
    if site_url is None or not site_url.startswith(("http://", "https://")):
        raise ConfigError(
            _name_setting(settings, "site", "url") if own.url else f"{SITE_CONFIG}: url",
            f"{address}: must begin with http:// or https://, as in https://example.org"
            if address
            else "missing: the site's address must be there or in [site] url, such as https://example.org; "
            "is it the folder of the site?",
        )
    site_url = site_url.rstrip("/")
    title = text.make_plain(own.title or theirs.title or urls.host_of(site_url))
    author = text.make_plain(own.author or theirs.author.name or title)
    language = _spell_language(own.language or theirs.language or "en")
    if not is_language(language):
        if own.language:
            subject = _name_setting(settings, "site", "language")
            raise ConfigError(subject, f"{language} is no language tag; use one such as zh-CN")
        language = "en"
    feeds_url = urls.make_absolute(site_url + "/", settings.feeds.url or f"{site_url}/feeds")
    if feeds_url is None or not feeds_url.startswith(("http://", "https://")):
        raise ConfigError(
            _name_setting(settings, "feeds", "url"), f"{settings.feeds.url}: must be an address"
        )
    feeds = _settle_feeds(settings, theirs)
    if feeds.aliases.has_jekyll_feed and "atom" not in feeds.formats:
        subject = _name_setting(settings, "feeds", "aliases")
        raise ConfigError(subject, 'jekyll-feed has Atom at its addresses; add "atom" to the formats')
    if "collection" not in feeds.by:
        theirs = replace(theirs, collections=(), unknown_collections=())
    return Config(
        archive=settings.archive,
        site=Site(
            title=title,
            description=text.make_plain(theirs.description or title),
            url=site_url,
            post_prefix=_join_prefix(own.url or theirs.url, baseurl),
            language=language,
            zone=_settle_zone(settings, theirs),
            author=author,
            contact=replace(NOBODY if own.author else theirs.author, name=author),
            permalink=theirs.permalink,
            category_page=own.category_page,
            hosts=_with_www({urls.host_of(site_url), *_read_hosts(settings)}),
        ),
        jekyll=theirs,
        feeds=feeds,
        chrome=settings.chrome,
        rules=settings.rules,
        feeds_url=feeds_url.rstrip("/"),
        liquid=_settle_liquid(settings, site_config, theirs) if settings.archive.liquid else None,
    )


def _settle_liquid(settings: Settings, site_config: bytes, theirs: SiteConfig) -> LiquidSite:
    """Give the site's own configuration, with what the settings say instead."""
    own = settings.site
    stated = {
        "title": own.title,
        "url": own.url,
        "baseurl": own.baseurl,
        "lang": own.language,
        "timezone": own.timezone,
        "author": own.author,
    }
    return LiquidSite(
        source=site_config.decode("utf-8-sig", errors="replace"),
        stated={
            key: value for key, value in stated.items() if value or (key == "baseurl" and value is not None)
        },
        zone=_settle_zone(settings, theirs),
        is_naive_local=settings.archive.naive_dates == "site",
        form="NFKC" if settings.archive.ids == "nfkc" else "NFC",
    )


def _join_prefix(url: str, baseurl: str) -> str:
    """Join URL and baseurl as Jekyll's absolute_url does (Jekyll::Filters::URLFilters)."""
    path = baseurl.removesuffix("/")
    return url + (path if path.startswith("/") or not path else f"/{path}")


def is_language(tag: str) -> bool:
    """Tell whether a text has the shape of a language tag."""
    return _LANGUAGE.fullmatch(tag) is not None


def _settle_feeds(settings: Settings, theirs: SiteConfig) -> FeedSettings:
    """Let the site's settings of jekyll-feed stand where the settings say nothing and they mean the same."""
    feeds, default, plugin = settings.feeds, FeedSettings(), theirs.feed

    def is_open(key: str) -> bool:
        return f"feeds.{key}" not in settings.stated and getattr(feeds, key) == getattr(default, key)

    if plugin.limit and is_open("limit"):
        feeds = replace(feeds, limit=plugin.limit)
    if plugin.is_excerpt_only and is_open("content"):
        feeds = replace(feeds, content="summary")
    if plugin.categories and is_open("only"):
        feeds = replace(feeds, only=plugin.categories)
    is_by_open = is_open("by")
    if is_by_open and (theirs.collections or theirs.unknown_collections):
        feeds = replace(feeds, by=(*feeds.by, "collection"))
    if is_by_open and plugin.tags is not None:
        tags = plugin.tags
        feeds = replace(feeds, by=(*feeds.by, "tag"), only_tags=tags.only, except_tags=tags.except_)
    return feeds


def _settle_zone(settings: Settings, theirs: SiteConfig) -> tzinfo:
    own = settings.site.timezone
    name = own or theirs.timezone or "UTC"
    zone = find_zone(name)
    if zone is None and not own:
        zone = guess_zone(name)
    if zone is None:
        subject = _name_setting(settings, "site", "timezone") if own else f"{SITE_CONFIG}: timezone"
        raise ConfigError(subject, f"{name} is no time zone; use a name such as Asia/Shanghai")
    return zone


def _name_setting(settings: Settings, section: str, key: str) -> str:
    """Name a setting as other errors of its file do."""
    return f"{settings.source}: [{section}] {key}" if settings.source else f"{section}.{key}"


def check_site(config: Config, settings: Settings) -> Iterator[Problem]:
    """Tell what the site's own configuration says of itself that is not what its owner means."""
    stated = config.jekyll

    def warn(code: str, message: str) -> Problem:
        return Problem(path=SITE_CONFIG, line=1, code=code, severity="warning", message=message)

    if stated.timezone and not settings.site.timezone and find_zone(stated.timezone) is None:
        hours = datetime(2000, 1, 1, tzinfo=config.site.zone).strftime("%z")
        message = (
            f"timezone: {stated.timezone} is not in the time zone database; systems that run Jekyll take it "
            f"for UTC{hours}, and so does feedtool; use a name such as Asia/Shanghai"
        )
        yield warn("timezone-unknown", message)
    if not settings.site.language and not is_language(_spell_language(stated.language or "en")):
        message = f"lang: {stated.language} is no language tag, and en stands for it; use one such as zh-CN"
        yield warn("language-unknown", message)


def _spell_language(tag: str) -> str:
    return text.strip_illegal(tag).replace("_", "-")


def _with_www(hosts: Iterable[str]) -> frozenset[str]:
    """Add each host with and without ``www.``: both are one site."""
    bare = {host.removeprefix("www.") for host in hosts}
    return frozenset(bare | {f"www.{host}" for host in bare})


def _read_hosts(settings: Settings) -> Iterator[str]:
    """Give the other hosts of the site as `urls.make_absolute` writes them."""
    for name in settings.site.hosts:
        address = urls.make_absolute(f"http://{name}", f"http://{name}")
        host = urls.host_of(address) if address else ""
        if address != f"http://{host}/" or "/" in name:
            subject = _name_setting(settings, "site", "hosts")
            raise ConfigError(subject, f"{name}: must be the name of a host, such as old.example.org")
        yield host
