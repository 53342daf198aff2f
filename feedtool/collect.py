"""Heads to outlines of feeds: which entries, in which order, under which name and address. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from feedtool.config import Config, Site
from feedtool.head import Head
from feedtool.model import Category, FeedKind, Outline
from feedtool.slugs import make_slugs
from feedtool.text import count_bytes, make_plain
from feedtool.urls import SEGMENT

_FEED_OVERHEAD = 4096


def collect(
    heads: Iterable[Head], labels: Mapping[str, str], config: Config, doubles: Collection[str] = ()
) -> tuple[Outline, ...]:
    """Outline every feed that the settings ask for: of everything, by category, tag, outlet or collection.

    Entries are ordered newest first, those of one second by path, whatever order they come in. ``doubles``
    are the paths of those whose article has another entry: they stand in their own categories only. What is
    from a collection stands in the feeds of that collection and of its outlet, as jekyll-feed parts the two.
    """
    ordered = sorted(heads, key=_order)
    weights: dict[str, int] = {}

    def weigh(head: Head) -> int:
        weight = weights.get(head.path)  # an entry is in several feeds
        if weight is None:
            weight = weights[head.path] = _estimate_bytes(head, labels, config)
        return weight

    posts = [head for head in ordered if head.common.collection is None]
    articles = [head for head in posts if head.path not in doubles]
    by_category = _group(posts, lambda head: head.common.categories)
    by_tag = _group(posts, lambda head: head.common.tags)
    originals = (head for head in ordered if head.path not in doubles)
    by_source = _group(originals, lambda head: head.common.outlets)
    feeds = []
    if "all" in config.feeds.by and articles:
        feeds.append(_make_feed("all", Category(key="", label=""), "all", articles, config, weigh=weigh))
    if "category" in config.feeds.by:
        feeds += _make_group("category", by_category, labels, config, weigh=weigh)
    if "tag" in config.feeds.by:
        feeds += _make_group("tag", by_tag, {}, config, weigh=weigh)
    if "source" in config.feeds.by:
        feeds += _make_group("source", by_source, {}, config, weigh=weigh)
    if "collection" in config.feeds.by:
        feeds += _make_collections(ordered, labels, config, weigh=weigh)
    return tuple(feeds)


def feeds_of(head: Head, config: Config) -> Iterator[tuple[FeedKind, str]]:
    """Give kind and key of every feed that a post is in, or would be, were that one wanted.

    It has to stand for its article. What is not wanted counts where feeds are given their places.
    """
    common = head.common
    keys: Mapping[FeedKind, tuple[str, ...]]
    keys = {"all": ("",), "category": common.categories, "tag": common.tags, "source": common.outlets}
    for kind, names in keys.items():
        if kind in config.feeds.by:
            yield from ((kind, name) for name in names)


def extend_feed(
    outline: Outline,
    former: Iterable[Head],
    added: Iterable[Head],
    labels: Mapping[str, str],
    config: Config,
) -> Outline | None:
    """Outline a feed anew to which posts were added; ``former`` are the posts of its entries, in order.

    None if one of the new ones is older than those: then it takes the other posts of the feed to tell which
    entries it has, and how old it is.
    """
    former, added = list(former), list(added)
    if any(_order(head) > _order(former[-1]) for head in added):
        return None
    group = sorted([*former, *added], key=_order)
    name = Category(key=outline.key, label=outline.label if outline.kind != "all" else "")

    def weigh(head: Head) -> int:
        return _estimate_bytes(head, labels, config)

    feed = _make_feed(outline.kind, name, outline.path, group, config, weigh=weigh)
    return replace(feed, total=outline.total + len(added))


def _make_collections(
    ordered: Iterable[Head], labels: Mapping[str, str], config: Config, *, weigh: Callable[[Head], int]
) -> Iterator[Outline]:
    """Make the feed of each collection, and of those of its categories that the site names."""
    groups = _group(ordered, lambda head: [head.common.collection] if head.common.collection else [])
    for feed in _make_group("collection", groups, {}, config, weigh=weigh):
        yield feed
        collection = config.jekyll.collection_named(feed.key)
        by_category = _group(groups[feed.key], lambda head: head.common.categories)
        slugs = make_slugs({key: _age(group) for key, group in by_category.items()})
        for key in collection.categories if collection else ():
            if key in by_category:
                name = Category(key=f"{feed.key}/{key}", label=f"{labels[key]} - {feed.label}")
                path = f"{feed.path}/category/{slugs[key]}"
                yield _make_feed("collection", name, path, by_category[key], config, weigh=weigh)


def _make_group(
    kind: FeedKind,
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
    kind: FeedKind,
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
    named = "".join(labels.get(key, key) for key in head.common.categories)
    # The credit line, author, via, related and atom:source name the source; its tag URI spells it in three
    # letters a byte.
    source = 10 * count_bytes("".join(head.common.outlets))
    own = head.summary_bytes if config.feeds.content == "summary" else head.whole_bytes
    return own + source + count_bytes(named)
