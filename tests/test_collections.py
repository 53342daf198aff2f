"""A collection that jekyll-feed is told of has a feed of its documents, which are no posts."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from archives import SITE, make_post, read_files, read_items, write_archive
from build import make_config, make_raw, read

from feedtool.config import Config
from feedtool.errors import PostError
from feedtool.model import Report
from feedtool.pipeline import generate
from feedtool.post import parse_post
from feedtool.questions import audit, inspect
from feedtool.settings import ArchiveSettings, FeedSettings, PageRule, Settings
from feedtool.site_config import read_site_config

NOW = datetime(2022, 1, 1, tzinfo=UTC)
NEWS = "collections: {news: {output: true}}\nfeed: {collections: [news]}\n"
POST = {"_posts/2021-12-07-a.md": make_post("一。", title="一")}


def publish(
    folder: Path,
    files: Mapping[str, str | bytes],
    config: str = NEWS,
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> Report:
    site = write_archive(folder / "site", {**POST, **files}, SITE + config)
    return generate(settings, str(site), folder / "feeds", now=NOW)


def feeds_of(output: Path) -> dict[str, list[str]]:
    """Give the titles in each feed of a run, by the feed's path."""
    feeds = json.loads((output / "feeds.json").read_bytes())["feeds"]
    return {feed["path"]: [item["title"] for item in read_items(output, feed["path"])] for feed in feeds}


def find_feed(output: Path, path: str) -> dict[str, Any]:
    feeds: list[dict[str, Any]] = json.loads((output / "feeds.json").read_bytes())["feeds"]
    return next(feed for feed in feeds if feed["path"] == path)


def config_of(text: str = NEWS, **fields: Any) -> Config:
    return make_config(jekyll=read_site_config(text.encode()), **fields)


def read_document(text: str, path: str = "_news/a.md", config: Config | None = None) -> Any:
    raw = replace(make_raw(path, text), collection="news")
    return parse_post(raw, config or config_of())


# What is in which feed


def test_documents_stand_in_the_feeds_of_their_collection_and_of_their_outlets_alone(tmp_path: Path) -> None:
    documents = {
        "_news/b.md": make_post(
            "二。\n\n（来源：海港日报）", title="二", date="2021-12-08", categories="甲", tags="[渡轮]"
        ),
        "_news/2021-12-09-c.md": make_post("三。\n\n（来源：海港日报）", title="三", categories="gangkou"),
    }

    report = publish(
        tmp_path,
        documents,
        f"{NEWS}  tags: true\n".replace("feed: {collections: [news]}", "feed:\n  collections: [news]"),
    )

    assert {
        "all": ["一"],
        "category/gangkou": ["一"],
        "source/海港日报": ["三", "二"],
        "collection/news": ["三", "二"],
    } == feeds_of(tmp_path / "feeds")
    assert (3, 3, 4, ()) == (report.posts, report.published, report.feeds, report.problems)


def test_the_feed_of_a_collection_goes_by_its_name(tmp_path: Path) -> None:
    publish(
        tmp_path,
        {"_Mynews/b.md": make_post("二。", title="二", date="2021-12-08")},
        "collections: {My news: {}, Mynews: {output: true}}\nfeed: {collections: [My news]}\n",
    )

    feed = find_feed(tmp_path / "feeds", "collection/my-news")
    assert ("collection", "My news", "My news", 1) == (
        feed["kind"],
        feed["key"],
        feed["label"],
        feed["total"],
    )
    document = json.loads((tmp_path / "feeds" / feed["json"]).read_bytes())
    assert "My news - 海港新闻" == document["title"]
    assert "https://news.example.org/feeds/collection/my-news/feed.json" == document["feed_url"]


def test_those_categories_of_a_collection_get_a_feed_that_the_site_names(tmp_path: Path) -> None:
    config = (
        "collections: {news: {output: true}}\nfeed: {collections: {news: {categories: [甲, NEWS, 无]}}}\n"
    )
    documents = {
        "_news/b.md": make_post("二。", title="二", date="2021-12-08", categories="[甲, News]"),
        "_news/c.md": make_post("三。", title="三", date="2021-12-09", categories="[甲, NEWS, 乙]"),
    }

    publish(tmp_path, documents, config)

    feeds = feeds_of(tmp_path / "feeds")
    # The older spelling has the plain name, whether it gets a feed or not.
    (marked,) = (path for path in feeds if path.startswith("collection/news/category/news-"))
    assert {
        "collection/news": ["三", "二"],
        "collection/news/category/甲": ["三", "二"],
        marked: ["三"],
    } == {path: titles for path, titles in feeds.items() if path.startswith("collection/")}
    feed = find_feed(tmp_path / "feeds", "collection/news/category/甲")
    assert ("collection", "news/甲", "甲 - news") == (feed["kind"], feed["key"], feed["label"])


def test_the_limits_of_a_feed_hold_for_that_of_a_collection(tmp_path: Path) -> None:
    documents = {
        f"_news/{n}.md": make_post("文。", title=f"文{n}", date=f"2021-12-0{n}") for n in range(1, 6)
    }

    publish(tmp_path, documents, settings=Settings(feeds=FeedSettings(limit=2)))

    assert ["文5", "文4"] == feeds_of(tmp_path / "feeds")["collection/news"]
    assert 5 == find_feed(tmp_path / "feeds", "collection/news")["total"]


def test_a_collection_that_jekyll_feed_is_not_told_of_is_left_alone(tmp_path: Path) -> None:
    documents = {"_news/b.md": make_post(date="2021-12-08"), "_news/broken.md": "---\ntitle: [\n---\n"}
    expected = publish(tmp_path / "one", {}, "")
    actual = publish(tmp_path / "other", documents, "collections: {news: {output: true}}\n")

    assert replace(expected, seconds={}) == replace(actual, seconds={})
    assert read_files(tmp_path / "one" / "feeds") == read_files(tmp_path / "other" / "feeds")


def test_a_collection_is_left_alone_where_the_settings_want_other_feeds(tmp_path: Path) -> None:
    settings = Settings(feeds=FeedSettings(by=("all",)), stated=frozenset({"feeds.by"}))

    report = publish(tmp_path, {"_news/b.md": make_post()}, settings=settings)

    assert (1, ("all/atom.xml", "all/feed.json", "all/rss.xml")) == (
        report.posts,
        tuple(sorted(path for path in report.files_written if path.startswith("all"))),
    )


def test_a_site_of_documents_alone_is_published(tmp_path: Path) -> None:
    site = write_archive(
        tmp_path / "site", {"_news/b.md": make_post("二。", title="二", date="2021-12-08")}, SITE + NEWS
    )

    generate(Settings(), str(site), tmp_path / "feeds", now=NOW)

    assert {"collection/news": ["二"]} == feeds_of(tmp_path / "feeds")


def test_the_feed_of_a_collection_that_is_gone_is_removed(tmp_path: Path) -> None:
    publish(tmp_path, {"_news/b.md": make_post(date="2021-12-08")})

    report = publish(tmp_path, {}, "feed: {}\n")

    assert {"collection/news/rss.xml", "collection/news/atom.xml", "collection/news/feed.json"} == set(
        report.files_removed
    )
    assert not (tmp_path / "feeds" / "collection").exists()


def test_stale_feeds_of_tags_are_removed(tmp_path: Path) -> None:
    publish(
        tmp_path, {"_posts/2021-12-08-b.md": make_post(title="二", tags="[渡轮]")}, "feed: {tags: true}\n"
    )
    assert (tmp_path / "feeds" / "tag" / "渡轮" / "rss.xml").exists()

    publish(tmp_path, {}, "")

    assert not (tmp_path / "feeds" / "tag").exists()


# Which documents are published


@pytest.mark.parametrize(
    ("fields", "config", "expected"),
    [
        ({}, "", ""),
        ({"published": "false"}, "", "unpublished"),
        # Jekyll lists it, and writes no page of it: the link would be dead.
        ({"published": ""}, "", "unpublished"),
        ({"published": "false"}, "unpublished: true\n", ""),
        ({"draft": "true"}, "", "unpublished"),
        ({"draft": "true"}, "show_drafts: true\n", ""),
        ({"date": "2022-01-02"}, "", "future"),
        ({"date": "2022-01-02"}, "future: true\n", ""),
        ({}, "limit_posts: 1\n", ""),
    ],
)
def test_a_document_is_published_when_the_site_writes_its_page(
    tmp_path: Path, fields: dict[str, str], config: str, expected: str
) -> None:
    document = make_post("二。", **{"title": "二", "date": "2020-12-08"} | fields)

    report = publish(tmp_path, {"_news/b.md": document}, NEWS + config)

    assert ({expected: 1} if expected else {}) == report.left_out
    assert (not expected) == ("collection/news" in feeds_of(tmp_path / "feeds"))
    assert ["一"] == feeds_of(tmp_path / "feeds")["all"]


def test_limit_posts_counts_posts_and_no_documents(tmp_path: Path) -> None:
    files = {
        "_posts/2021-12-06-b.md": make_post("二。", title="二"),
        **{f"_news/{n}.md": make_post("文。", title=f"文{n}", date=f"2021-12-1{n}") for n in range(3)},
    }

    report = publish(tmp_path, files, f"{NEWS}limit_posts: 1\n")

    assert {"limit": 1} == report.left_out
    assert (["一"], ["文2", "文1", "文0"]) == tuple(
        feeds_of(tmp_path / "feeds")[path] for path in ("all", "collection/news")
    )


def test_a_document_without_any_date_is_told_and_never_dated_by_the_clock(tmp_path: Path) -> None:
    report = publish(tmp_path, {"_news/b.md": make_post("二。", title="二")})

    assert [("_news/b.md", "date-missing")] == [(it.path, it.code) for it in report.problems]
    assert "collection/news" not in feeds_of(tmp_path / "feeds")


def test_a_post_and_a_document_that_are_one_article_both_stay_and_the_post_stands_for_both(
    tmp_path: Path,
) -> None:
    body = "港口今日开放。\n\n（来源：海港日报）\n\n<https://press.example/1.html>"
    files = {
        "_posts/2021-12-08-b.md": make_post(body, title="二"),
        "_news/2021-12-08-b.md": make_post(body, title="二"),
        "_news/c.md": make_post(f"更多文字。\n\n{body}", title="二", date="2021-12-08", source="海港日报"),
    }

    report = publish(tmp_path, files)

    feeds = feeds_of(tmp_path / "feeds")
    assert {} == report.left_out
    assert 2 == report.duplicates
    assert ["二", "一"] == feeds["all"]
    assert ["二", "二"] == feeds["collection/news"]
    (item,) = read_items(tmp_path / "feeds", "source/海港日报")
    assert "https://news.example.org/gangkou/2021/12/08/b" == item["id"]


def test_a_category_that_only_documents_have_is_none_that_a_feed_can_be_asked_of(tmp_path: Path) -> None:
    documents = {"_news/b.md": make_post(categories="甲", date="2021-12-08")}
    settings = Settings(source="feedtool.toml", feeds=FeedSettings(only=("甲", "gangkou")))

    report = publish(tmp_path, documents, settings=settings)

    assert ["[feeds] only names 甲, and no post has this category"] == [it.message for it in report.problems]


def test_a_category_that_jekyll_feed_is_told_of_and_no_post_has_is_told_unless_the_settings_name_others(
    tmp_path: Path,
) -> None:
    config = "feed: {categories: [甲, gangkou]}\n"
    settings = Settings(source="feedtool.toml", feeds=FeedSettings(only=("gangkou",)))

    (problem,) = publish(tmp_path, {}, config).problems

    assert (
        "_config.yml:1: warning: category-unknown: feed: categories: names 甲, and no post has this category"
    ) == str(problem)
    assert () == publish(tmp_path, {}, config, settings).problems


def test_a_collection_without_pages_is_told_and_its_entries_can_lead_to_the_originals(tmp_path: Path) -> None:
    config = "collections: [news]\nfeed: {collections: [news]}\n"
    body = "二。\n\n（来源：海港日报）\n\n<https://press.example/1.html>"
    documents = {"_news/b.md": make_post(body, date="2021-12-08")}
    pages = (PageRule(folder="_news", link="original"),)

    before = publish(tmp_path, documents, config)
    after = publish(tmp_path, documents, config, Settings(archive=ArchiveSettings(pages=pages)))

    assert (["collection-pages-missing"], []) == tuple(
        [it.code for it in run.problems] for run in (before, after)
    )
    (item,) = read_items(tmp_path / "feeds", "collection/news")
    assert ("https://press.example/1.html", "https://news.example.org/news/b") == (item["url"], item["id"])


def test_a_collection_that_is_not_there_is_told(tmp_path: Path) -> None:
    report = publish(tmp_path, {}, "feed: {collections: [gone]}\n")

    assert [("_config.yml", "collection-unknown")] == [(it.path, it.code) for it in report.problems]


def test_documents_can_be_inspected_and_are_audited(tmp_path: Path) -> None:
    documents = {"_news/b.md": make_post("二。\n\n（来源：海港日报）", title="二", date="2021-12-08")}
    site = write_archive(tmp_path, {**POST, **documents}, SITE + NEWS)

    (inspection,) = inspect(Settings(), str(site), [site / "_news" / "b.md"])

    assert inspection.entry is not None
    assert ("二", "海港日报") == (inspection.entry.title, inspection.entry.credit.source)
    assert 2 == audit(Settings(), str(site)).posts


# Its address, its id and what else the site says of it


@pytest.mark.parametrize(
    ("path", "front_matter", "permalink", "url", "id_"),
    [
        ("_news/a.md", "", "", "/news/a.html", "/news/a"),
        ("_news/deep/er.md", "", "", "/news/deep/er.html", "/news/deep/er"),
        ("_news/2021-12-08-a.md", "", "", "/news/2021-12-08-a.html", "/news/a"),
        ("_news/dots...md", "", "", "/news/dots.html", "/news/dots"),
        ("_news/x_news_y.md", "", "", "/news/x_news_y.html", "/news/x_news_y"),
        ("_news/page.html", "", "", "/news/page.html", "/news/page"),
        ("_news/text.txt", "", "", "/news/text.txt", "/news/text"),
        ("_news/noext", "", "", "/news/noext", "/news/noext"),
        ("_news/a.md", "slug: Own Slug", "", "/news/a.html", "/news/Own%20Slug"),
        ("_news/a.md", "slug: Own Slug", "/:title/", "/Own-Slug/", "/Own%20Slug"),
        ("_news/Ab_c.D.md", "", "/:collection/:name", "/news/ab-c-d", "/news/Ab_c.D"),
        (
            "_news/a.md",
            "categories: [X y, Z]",
            "/:categories/:year/a.html",
            "/x%20y/z/2021/a.html",
            "/x%20y/z/2021/a",
        ),
        ("_news/a.md", "permalink: /p/:collection/:title.html", "/n/a/", "/p/news/a.html", "/p/news/a"),
        ("_news/_posts/a.md", "", "", "/news/_posts/a.html", "/news/_posts/a"),
    ],
)
def test_the_address_and_the_id_of_a_document_are_those_that_jekyll_gives_it(
    path: str, front_matter: str, permalink: str, url: str, id_: str
) -> None:
    table = f"{{output: true, permalink: '{permalink}'}}" if permalink else "{output: true}"
    config = config_of(f"collections: {{news: {table}}}\nfeed: {{collections: [news]}}\n")

    post = read_document(f"---\ntitle: a\ndate: 2021-12-08\n{front_matter}\n---\n正文。\n", path, config)

    assert (f"https://e.x{url}", f"https://e.x{id_}") == (post.url, post.id)


def test_a_folder_of_the_collections_is_no_part_of_an_address() -> None:
    config = config_of(f"{NEWS}collections_dir: content\n")

    post = read_document("---\ntitle: a\ndate: 2021-12-08\n---\n正文。\n", "content/_news/a.md", config)

    assert ("https://e.x/news/a.html", ()) == (post.url, post.categories)


def test_the_defaults_of_a_collection_are_those_of_its_documents() -> None:
    config = config_of(
        f"{NEWS}defaults:\n"
        "  - {scope: {path: '', type: news}, values: {author: 甲}}\n"
        "  - {scope: {path: '', type: posts}, values: {author: 乙}}\n"
    )
    text = "---\ntitle: a\ndate: 2021-12-08\n---\n正文。\n"

    assert (("甲",), ("乙",)) == (
        read_document(text, config=config).authors,
        read(text, config=config).authors,
    )


def test_a_document_has_a_date_in_its_front_matter_or_in_its_name() -> None:
    text = "---\ntitle: a\n---\n正文。\n"

    assert datetime(2021, 12, 8).date() == read_document(text, "_news/2021-12-08-a.md").published.date()  # noqa: DTZ001 - a day
    with pytest.raises(PostError, match="date-missing"):
        read_document(text)
