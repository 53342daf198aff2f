"""Which collections of a site get a feed, and where their documents and pages are, as Jekyll reads it."""

from typing import Any

import pytest

from feedtool.site_collections import Collection
from feedtool.site_config import SiteConfig, read_site_config


def read(text: str) -> SiteConfig:
    return read_site_config(text.encode())


def make_collection(**fields: Any) -> Collection:
    plain: dict[str, Any] = {
        "name": "news",
        "label": "news",
        "folder": "_news",
        "permalink": "/:collection/:path:output_ext",
        "has_pages": False,
        "feed_path": "/feed/news.xml",
    }
    return Collection(**plain | fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("collections: [news]\nfeed: {collections: [news]}", make_collection()),
        ("collections: {news: }\nfeed: {collections: {news: }}", make_collection()),
        ("collections: {news: {output: true}}\nfeed: {collections: [news]}", make_collection(has_pages=True)),
        ("collections: {news: {output: false}}\nfeed: {collections: [news]}", make_collection()),
        (
            "collections: [news]\nfeed: {collections: {news: {path: /news.xml, categories: [甲, 乙, 甲]}}}",
            make_collection(feed_path="/news.xml", categories=("甲", "乙")),
        ),
        (
            "collections: [news]\nfeed: {collections: {news: {path: [a], categories: 甲}}}",
            make_collection(),
        ),
        (
            "collections: {news: {permalink: '/n/:title/'}}\nfeed: {collections: [news]}",
            make_collection(permalink="/n/:title/"),
        ),
        (
            "collections_dir: /content/\ncollections: [news]\nfeed: {collections: [news]}",
            make_collection(folder="content/_news"),
        ),
        # The folder and the table go by what is left of the name, the feed by the name.
        (
            "collections: {My news: {output: true}}\nfeed: {collections: [My news]}",
            make_collection(name="My news", label="Mynews", folder="_Mynews", feed_path="/feed/My news.xml"),
        ),
    ],
)
def test_a_collection_is_read_as_jekyll_and_jekyll_feed_read_it(text: str, expected: Collection) -> None:
    assert (expected,) == read(text).collections


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("date", "/:collection/:path:output_ext"),
        ("ordinal", "/:collection/:path:output_ext"),
        ("none", "/:collection/:path:output_ext"),
        ("pretty", "/:collection/:path/"),
        ("weekdate", "/:collection/:path"),
        ("/:title/", "/:collection/:path/"),
        ("/:title:output_ext", "/:collection/:path:output_ext"),
        ("/:title.html", "/:collection/:path"),
    ],
)
def test_the_permalinks_of_a_collection_end_as_those_of_the_site_do(style: str, expected: str) -> None:
    (collection,) = read(
        f"permalink: '{style}'\ncollections: [news]\nfeed: {{collections: [news]}}"
    ).collections

    assert expected == collection.permalink


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("collections: [news, notes]", (), ()),
        ("collections: [news, notes]\nfeed: {collections: [notes, news]}", ("notes", "news"), ()),
        ("collections: [news]\nfeed: {collections: [posts, news, gone]}", ("news",), ("gone",)),
        ("feed: {collections: {posts: {path: /p.xml}, gone: {}}}", (), ("gone",)),
        ("collections: [data]\nfeed: {collections: [data]}", (), ("data",)),
        ("collections: 5\nfeed: {collections: news}", (), ()),
        ("collections: [news]\nfeed: /feed.xml", (), ()),
    ],
)
def test_those_get_a_feed_that_jekyll_feed_is_told_of_and_the_site_has(
    text: str, known: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    site = read(text)

    assert known == tuple(collection.name for collection in site.collections)
    assert unknown == site.unknown_collections


def test_a_collection_is_found_by_its_name() -> None:
    site = read("collections: [news]\nfeed: {collections: [news]}")

    assert (make_collection(), None, None) == (
        site.collection_named("news"),
        site.collection_named("gone"),
        site.collection_named(None),
    )


def test_defaults_are_those_of_the_collection_and_of_all() -> None:
    site = read(
        "defaults:\n"
        "  - {scope: {path: '', type: news}, values: {author: 甲}}\n"
        "  - {scope: {path: '', type: posts}, values: {author: 乙}}\n"
        "  - {scope: {path: ''}, values: {lang: en, author: 丙}}\n"
        "  - {scope: {path: '', type: pages}, values: {author: 丁}}\n"
    )

    assert {"lang": "en", "author": "甲"} == site.defaults_for("_news/a.md", "news")
    assert {"lang": "en", "author": "乙"} == site.defaults_for("_posts/a.md")
    assert {"lang": "en", "author": "丙"} == site.defaults_for("_notes/a.md", "notes")
