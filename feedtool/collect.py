"""Heads to outlines of feeds: which entries, in which order, under which name and address. Pure."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Literal
from urllib.parse import quote

from feedtool.condense import count_bytes
from feedtool.config import Config, Site
from feedtool.model import Category, Head, Outline
from feedtool.text import make_plain
from feedtool.urls import SEGMENT

#: What an entry takes beside its content, in the most talkative format: markup, dates, repeated addresses.
_ENTRY_OVERHEAD = 1600
_CATEGORY_OVERHEAD = 200
_FEED_OVERHEAD = 4096
#: Most file systems take 255 bytes for a name; the rest is room for what others put before or behind it.
_LONGEST_SLUG = 120
#: Names that Windows keeps for devices, whatever their ending.
_DEVICES = re.compile(r"(?:aux|con|nul|prn|com\d|lpt\d)(?:\..*)?", re.ASCII)
_UNSAFE = re.compile(r"[^\w.()+,=@~-]+")


def label_categories(heads: Iterable[Head]) -> dict[str, str]:
    """Give what people read for each category: the tag that most of its posts have alone, else its own name.

    A post with one category and one tag says that the two name the same thing, where the category is a name
    for programs, in ASCII, and the tag is not. A category's page is not asked: in the archive this was made
    for, some carry the title of another outlet.
    """
    sizes: Counter[str] = Counter()
    votes: dict[str, Counter[str]] = {}
    for head in heads:
        sizes.update(head.categories)
        if len(head.categories) == 1 and len(head.tags) == 1 and head.categories[0].isascii():
            votes.setdefault(head.categories[0], Counter())[head.tags[0]] += 1
    labels = {}
    for key, size in sizes.items():
        tag, count = min(votes.get(key, Counter({key: 0})).items(), key=lambda item: (-item[1], item[0]))
        labels[key] = make_plain(tag if count * 2 > size else key) or key
    return labels


def collect(
    heads: Iterable[Head], labels: Mapping[str, str], config: Config, doubles: Collection[str] = ()
) -> tuple[Outline, ...]:
    """Outline every feed that the settings ask for: of everything, by category, by outlet, by tag.

    Entries are ordered newest first, those of one second by path, whatever order they come in. ``doubles``
    are the paths of those whose article has another entry: they stand in their own categories only.
    """
    ordered = sorted(heads, key=_order)

    @cache  # an entry is in several feeds
    def weigh(head: Head) -> int:
        return _estimate_bytes(head, labels, config)

    articles = [head for head in ordered if head.path not in doubles] if doubles else ordered
    by_category = _group(ordered, lambda head: head.categories)
    by_tag = _group(ordered, lambda head: head.tags)
    by_source = _group(articles, lambda head: head.outlets)
    feeds = []
    if "all" in config.feeds.by and articles:
        feeds.append(_make_feed("all", Category(key="", label=""), "all", articles, config, weigh=weigh))
    if "category" in config.feeds.by:
        feeds += _make_group("category", by_category, labels, config, weigh=weigh)
    if "tag" in config.feeds.by:
        feeds += _make_group("tag", by_tag, {}, config, weigh=weigh)
    if "source" in config.feeds.by:
        feeds += _make_group("source", by_source, {}, config, weigh=weigh)
    return tuple(feeds)


def _make_group(
    kind: Literal["category", "source", "tag"],
    groups: Mapping[str, list[Head]],
    labels: Mapping[str, str],
    config: Config,
    *,
    weigh: Callable[[Head], int],
) -> Iterator[Outline]:
    """Make the feeds of one kind, each named by its key unless it has a label."""
    slugs = make_slugs({key: _age(group) for key, group in groups.items()})
    for key in sorted(groups):
        if _is_wanted(kind, key, config):
            category = Category(key=key, label=labels.get(key) or make_plain(key) or key)
            yield _make_feed(kind, category, f"{kind}/{slugs[key]}", groups[key], config, weigh=weigh)


def _order(head: Head) -> tuple[float, str]:
    return -head.published, head.path


def _age(group: list[Head]) -> tuple[float, str]:
    """Give the order of seniority of a category: its oldest entry."""
    return group[-1].published, group[-1].path


def _group(heads: Iterable[Head], keys_of: Callable[[Head], Iterable[str]]) -> dict[str, list[Head]]:
    groups: dict[str, list[Head]] = {}
    for head in heads:
        for key in keys_of(head):
            groups.setdefault(key, []).append(head)
    return groups


def _is_wanted(kind: str, key: str, config: Config) -> bool:
    feeds = config.feeds
    only, except_ = {
        "category": (feeds.only, feeds.except_),
        "tag": (feeds.only_tags, feeds.except_tags),
    }.get(kind, ((), ()))
    return key not in except_ and (not only or key in only)


def _make_feed(
    kind: Literal["all", "category", "source", "tag"],
    category: Category,
    path: str,
    group: list[Head],
    config: Config,
    *,
    weigh: Callable[[Head], int],
) -> Outline:
    site = config.site
    heads = _limit(group, config, weigh)
    key, label = category.key, category.label
    page = _category_page(site, key) if kind == "category" else ""
    return Outline(
        kind=kind,
        key=key,
        label=label or site.title,
        path=path,
        title=f"{label} - {site.title}" if label else site.title,
        description=_describe(site, label),
        language=site.language,
        home_url=page or f"{site.url}/",
        site_url=f"{site.url}/",
        site_title=site.title,
        url=f"{config.feeds_url}/{quote(path, safe=SEGMENT + '/')}",
        category_scheme=_category_page(site, "").rpartition("/")[0] + "/" if site.category_page else None,
        updated=datetime.fromtimestamp(max(head.updated for head in heads), UTC).astimezone(site.zone),
        paths=tuple(head.path for head in heads),
        total=len(group),
    )


def _describe(site: Site, label: str) -> str:
    if not label:
        return site.description
    return (
        f"{site.title}转载的{label}" if site.language.startswith("zh") else f"{label}, by way of {site.title}"
    )


def _category_page(site: Site, key: str) -> str:
    if not site.category_page:
        return ""
    path = site.category_page.replace("{category}", quote(key, safe="-._~!$'()*,;=:@"))
    return site.url + "/" + path.lstrip("/")


def _limit(group: list[Head], config: Config, weigh: Callable[[Head], int]) -> list[Head]:
    """Keep the newest entries, as many as the limits on number and bytes allow, and always the newest one."""
    chosen = group[: config.feeds.limit or None]
    if not config.feeds.max_bytes:
        return chosen
    room = config.feeds.max_bytes - _FEED_OVERHEAD
    for index, head in enumerate(chosen):
        room -= weigh(head)
        if room < 0 and index:
            return chosen[:index]
    return chosen


def _estimate_bytes(head: Head, labels: Mapping[str, str], config: Config) -> int:
    """Give an upper bound of what an entry takes in any format."""
    is_summed_up = config.feeds.content == "summary" or head.is_excerpt_only
    # The credit line, author, via, related and atom:source name the source; its tag URI spells it in three
    # letters a byte.
    source = 10 * sum(map(count_bytes, head.outlets)) + 5 * count_bytes(head.original_url or "")
    categories = [name for key in head.categories for name in (key, labels.get(key, key))]
    return (
        # A post without a text has no summary, and shows its images.
        (head.summary_bytes if is_summed_up and head.summary_bytes else head.content_bytes)
        + head.summary_bytes
        + head.other_bytes
        + source
        + sum(map(count_bytes, (*categories, *head.names)))
        + _CATEGORY_OVERHEAD * (len(head.categories) + len(head.tags))
        + _ENTRY_OVERHEAD
    )


def make_slugs(ages: Mapping[str, tuple[float, str]]) -> dict[str, str]:
    """Give each key a name of its own for its folder: readable, safe on every file system.

    Letters of any script stay, in lower case. Where two keys would share a name (case ignored), the older
    one keeps it and the other gets a mark made from its spelling, so that the address of a feed does not
    change when a category is added later. ``ages`` gives the order of seniority.
    """
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(ages, key=lambda key: (ages[key], key)):
        slug = _slugify(key)
        if not slug or _fold(slug) in taken:
            mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
            length = 6
            while _fold(f"{slug}-{mark[:length]}") in taken:
                length += 1
            slug = f"{slug}-{mark[:length]}".lstrip("-")
        taken.add(_fold(slug))
        slugs[key] = slug
    return slugs


def _slugify(key: str) -> str:
    slug = _UNSAFE.sub("-", unicodedata.normalize("NFC", key).lower())
    while len(slug.encode()) > _LONGEST_SLUG:
        slug = slug[:-1]
    slug = slug.strip("-._~")
    return f"{slug}-" if _DEVICES.fullmatch(slug) else slug


def _fold(slug: str) -> str:
    """Write a name as the most forgetful file system compares it."""
    return unicodedata.normalize("NFKC", slug).casefold()
