"""Values for tests: one small site, and what stands in its archive; keywords override each field."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import tzinfo
from pathlib import Path
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from feedtool.condense import make_content, make_head, settle_credit
from feedtool.config import Config, Site
from feedtool.credit import certain_outlets, known_outlets
from feedtool.entry import make_entry
from feedtool.head import Head
from feedtool.index import Index
from feedtool.index_file import take_index
from feedtool.model import Contact, Content, Credit, Draft, Entry, Feed, Outline, Post, RawPost
from feedtool.permalinks import STYLES
from feedtool.post import parse_post
from feedtool.rules import DEFAULT_RULES, Rules
from feedtool.settings import ArchiveSettings, ChromeSettings, FeedSettings
from feedtool.site_config import SiteConfig
from feedtool.urls import host_of

SHANGHAI = ZoneInfo("Asia/Shanghai")

SITE = Site(
    title="金融消息",
    description="金融消息",
    url="https://e.x",
    post_prefix="https://e.x",
    language="zh-CN",
    zone=SHANGHAI,
    author="林站长",
    permalink=STYLES["date"],
    category_page="",
    hosts=frozenset({"e.x"}),
)


class SiteFields(TypedDict, total=False):
    """The fields of a `Site`, each of which a test may set."""

    title: str
    description: str
    url: str
    post_prefix: str
    language: str
    zone: tzinfo
    author: str
    permalink: str
    category_page: str
    hosts: frozenset[str]
    contact: Contact


def make_site(**overrides: Unpack[SiteFields]) -> Site:
    """Make the site of the tests; its own host follows its address."""
    site = replace(SITE, **overrides)
    if "post_prefix" not in overrides:
        site = replace(site, post_prefix=site.url)
    site = replace(site, permalink=STYLES.get(site.permalink, site.permalink))
    return site if "hosts" in overrides else replace(site, hosts=frozenset({host_of(site.url)}))


def make_config(
    *,
    archive: ArchiveSettings = ArchiveSettings(),  # noqa: B008 - frozen
    feeds: FeedSettings = FeedSettings(),  # noqa: B008 - frozen
    chrome: ChromeSettings = ChromeSettings(),  # noqa: B008 - frozen
    rules: Rules = DEFAULT_RULES,
    jekyll: SiteConfig = SiteConfig(),  # noqa: B008 - frozen
    feeds_url: str = "",
    **site_overrides: Unpack[SiteFields],
) -> Config:
    """Make a configuration; keywords other than those named here are fields of the site."""
    site = make_site(**site_overrides)
    return Config(
        archive=archive,
        site=site,
        jekyll=jekyll,
        feeds=feeds,
        chrome=chrome,
        rules=rules,
        feeds_url=feeds_url or f"{site.url}/feeds",
    )


def make_raw(
    path: str = "_posts/2020-01-04-a.md",
    text: str | bytes = "---\ntitle: 标题\n---\n正文。\n",
    *,
    folder: str = "",
) -> RawPost:
    """Make an unread file; it lies in the first folder of its path unless ``folder`` says otherwise."""
    data = text if isinstance(text, bytes) else text.encode()
    return RawPost(path=path, folder=folder or path.partition("/")[0], data=data)


def read(
    text: str | bytes, path: str = "_posts/2020-01-04-a.md", *, config: Config | None = None, folder: str = ""
) -> Post:
    """Read a file that is to be published."""
    post = parse_post(make_raw(path, text, folder=folder), config or make_config())
    assert post is not None
    return post


def find_known(drafts: Iterable[Draft], rules: Rules = DEFAULT_RULES) -> frozenset[str]:
    """Give the outlets that an archive of these posts knows for certain."""
    return known_outlets((certain_outlets(it.evidence, rules) for it in drafts), rules)


def condense(
    draft: Draft, config: Config | None = None, known: frozenset[str] = frozenset()
) -> tuple[Head, Content, Credit]:
    """Make all that a run keeps of a post, in an archive that knows these outlets for certain."""
    config = config or make_config()
    content = make_content(draft)
    settled = settle_credit(draft.evidence, known, config)
    return make_head(draft, content, settled, "", config), content, settled.credit


def show(draft: Draft, config: Config | None = None, labels: Mapping[str, str] | None = None) -> Entry:
    """Make the entry of a post, alone in its archive; a category without a label goes by its name."""
    config = config or make_config()
    names = {category: category for category in draft.post.categories}
    return make_entry(*condense(draft, config), config, names | dict(labels or {}))


def fill(outline: Outline, entries: Iterable[Entry]) -> Feed:
    """Put the entries into a feed that its outline names."""
    by_path = {entry.path: entry for entry in entries}
    values = {field.name: getattr(outline, field.name) for field in fields(Outline)}
    return Feed(**values, entries=tuple(by_path[path] for path in outline.paths))


@contextmanager
def open_index(
    path: Path | None, fingerprint: str, say: Callable[[str], None], *, is_dry: bool = False
) -> Iterator[Index]:
    """Take the index at a path, and open it at once."""
    with take_index(path, say, is_dry=is_dry) as taken:
        yield taken.open(fingerprint)
