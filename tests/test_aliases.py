"""Old addresses: the bytes of a feed where it used to be, never outside of the folder or over other files."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import SITE, make_post, read_files, read_stamps, run_feedtool, write_archive
from build import make_config
from hypothesis import given
from hypothesis import strategies as st

from feedtool.aliases import find_aliases
from feedtool.model import FeedKind, Outline, Problem, Report
from feedtool.paths import fold_path, is_inside
from feedtool.pipeline import generate
from feedtool.settings import AliasSettings, FeedSettings, Settings
from feedtool.site_config import SiteConfig, read_site_config
from feedtool.slugs import make_slugs

JEKYLL_FEED = AliasSettings(has_jekyll_feed=True)
CATALOGUE = ("feeds.json", "feeds.opml")


def make_feed(kind: FeedKind, key: str = "", path: str = "") -> Outline:
    """Make a feed of which nothing but its name and its place is asked."""
    path = path or f"{kind}/{key}".rstrip("/").lower()
    return Outline(
        kind=kind,
        key=key,
        label=key or "海港新闻",
        path=path,
        title="海港新闻",
        description="海港新闻",
        language="zh-CN",
        home_url="https://e.x/",
        site_url="https://e.x/",
        site_title="海港新闻",
        url=f"https://e.x/feeds/{path}",
        category_scheme=None,
        updated=datetime(2021, 12, 16, tzinfo=UTC),
        paths=(),
        total=1,
    )


def find(
    feeds: Sequence[Outline],
    aliases: AliasSettings = JEKYLL_FEED,
    jekyll: SiteConfig | None = None,
    *,
    tells_case: bool = False,
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Give each old path with its file, and the codes and messages of the problems."""
    config = make_config(feeds=FeedSettings(aliases=aliases), jekyll=jekyll or SiteConfig())
    files = [f"{feed.path}/{name}" for feed in feeds for name in ("rss.xml", "atom.xml", "feed.json")]
    found = find_aliases(feeds, {*files, *CATALOGUE}, config, "feedtool.toml", tells_case=tells_case)
    assert all(("feedtool.toml", 1, "warning") == (it.path, it.line, it.severity) for it in found.problems)
    paths = {path: file for file, paths in found.by_file.items() for path in paths}
    assert paths.keys() == found.paths
    return paths, [(it.code, it.message.removeprefix("[feeds] aliases: ")) for it in found.problems]


ALL = make_feed("all")


# Those of jekyll-feed


@pytest.mark.parametrize(
    ("feed", "config", "expected"),
    [
        (ALL, "", "feed.xml"),
        (ALL, "feed: {path: /atom.xml}", "atom.xml"),
        (ALL, "feed: {path: blog/feed}", "blog/feed"),
        (ALL, "feed: {collections: {posts: {path: /p.xml}}}", "p.xml"),
        (make_feed("category", "Wall Street 见闻"), "", "feed/Wall Street 见闻.xml"),
        (make_feed("tag", "ferry_2"), "", "feed/by_tag/ferry_2.xml"),
        (make_feed("tag", "ferry"), "feed: {tags: {path: t-}}", "t-ferry.xml"),
        (make_feed("collection", "news"), "", "feed/news.xml"),
        (
            make_feed("collection", "news"),
            "collections: [news]\nfeed: {collections: {news: {path: /n.xml}}}",
            "n.xml",
        ),
        (make_feed("collection", "news/甲", "collection/news/category/甲"), "", "feed/news/甲.xml"),
    ],
)
def test_a_feed_is_at_the_address_that_jekyll_feed_gives_it_as_the_site_says(
    feed: Outline, config: str, expected: str
) -> None:
    paths, problems = find([ALL, feed], jekyll=read_site_config(config.encode()))

    assert f"{feed.path}/atom.xml" == paths[expected]
    assert [] == problems


# As seen in the files of Jekyll 4.3.1; test_jekyll_feed_parity looks at them again.
@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("A/B", "feed/A/B.xml"),
        ("a..b", "feed/a/b.xml"),
        ("News...", "feed/News.xml"),
        ("tail.", "feed/tail.xml"),
        ("a./b", "feed/ab.xml"),
        ("x%20y", "feed/x%20y.xml"),
        ("q?r#s", "feed/q?r#s.xml"),
        (".hid", "feed/.hid.xml"),
        ("/a//b/", "feed/a/b/.xml"),
    ],
)
def test_the_name_of_a_category_is_tidied_as_jekyll_tidies_an_address(key: str, expected: str) -> None:
    feed = make_feed("category", key, "category/x")

    assert expected in find([ALL, feed])[0]


@pytest.mark.parametrize("tag", ["渡轮", "a-b", "a b", "a.b", ""])
def test_a_tag_that_jekyll_feed_makes_no_feed_of_has_no_old_address(tag: str) -> None:
    assert ({"feed.xml": "all/atom.xml"}, []) == find([ALL, make_feed("tag", tag, "tag/x")])


def test_outlets_have_no_old_address() -> None:
    assert ({"feed.xml": "all/atom.xml"}, []) == find([ALL, make_feed("source", "甲报", "source/甲报")])


@pytest.mark.parametrize(
    "key", ["..", "../up", "../../../etc/passwd", "a/../b", "C:\\x", "a\nb", ".", "文" * 84, "a/" * 600]
)
def test_a_name_that_leads_out_or_that_no_file_can_have_is_told_and_not_written(key: str) -> None:
    paths, ((code, message),) = find([ALL, make_feed("category", key, "category/x")])

    assert {"feed.xml": "all/atom.xml"} == paths
    assert "alias-impossible" == code
    assert message.endswith(
        ": no file can have this name, so nothing is written there; the feed is category/x/atom.xml"
    )
    assert message.isprintable()
    assert len(message) < 250


def test_a_main_feed_that_is_not_published_is_told() -> None:
    paths, problems = find([make_feed("category", "a")])

    assert {"feed/a.xml": "category/a/atom.xml"} == paths
    expected = "feed.xml: there is no all/atom.xml to be written there; name a file that is published"
    assert [("alias-unknown", expected)] == problems


def test_the_feeds_that_jekyll_feed_is_told_of_and_that_are_not_published_are_told() -> None:
    config = "collections: [news]\nfeed: {categories: [a, 无], collections: {news: {categories: [甲]}}}\n"
    feeds = [ALL, make_feed("category", "a"), make_feed("collection", "news")]

    paths, problems = find(feeds, jekyll=read_site_config(config.encode()))

    assert {"feed.xml", "feed/a.xml", "feed/news.xml"} == set(paths)
    assert [
        (
            "alias-unknown",
            f"jekyll-feed has a feed of the {what}, and none is published at its address",
        )
        for what in ("category 无", "collection news/甲")
    ] == problems
    assert ({}, []) == find(feeds, AliasSettings(), read_site_config(config.encode()))


def test_of_two_names_that_differ_in_case_only_the_older_one_keeps_its_address() -> None:
    slugs = make_slugs({"News": (1.0, "a"), "NEWS": (2.0, "b"), "news": (3.0, "c")})
    feeds = [make_feed("category", key, f"category/{slugs[key]}") for key in sorted(slugs)]

    paths, problems = find([ALL, *feeds])

    assert {"feed.xml": "all/atom.xml", "feed/News.xml": "category/news/atom.xml"} == paths
    assert {
        f"feed/{key}.xml: feed/News.xml is there, and category/{slugs[key]}/atom.xml is not written there too"
        for key in ("NEWS", "news")
    } == {message for _, message in problems}
    assert ["alias-collision"] * 2 == [code for code, _ in problems]


def test_names_that_differ_in_case_only_have_an_address_each_where_they_can() -> None:
    feeds = [
        make_feed("category", "News", "category/news"),
        make_feed("category", "news", "category/news-a1b2c3"),
    ]

    expected = {"feed.xml": "all/atom.xml", "feed/News.xml": "category/news/atom.xml"}
    expected["feed/news.xml"] = "category/news-a1b2c3/atom.xml"
    assert (expected, []) == find([ALL, *feeds], tells_case=True)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/all/rss.xml", "all/rss.xml"),
        ("/ALL/Rss.xml", "all/rss.xml"),
        ("/feeds.json", "feeds.json"),
        ("/FEEDS.OPML", "feeds.opml"),
        ("/all", "a folder"),
        ("/Category/A", "a folder"),
        ("/all/atom.xml/x.xml", "all/atom.xml"),
    ],
)
def test_an_old_address_is_never_a_file_of_ours_or_above_or_below_one(path: str, other: str) -> None:
    jekyll = read_site_config(f"feed: {{path: {path}}}".encode())

    paths, problems = find([ALL, make_feed("category", "a")], jekyll=jekyll)

    assert {"feed/a.xml": "category/a/atom.xml"} == paths
    message = f"{path[1:]}: {other} is there, and all/atom.xml is not written there too"
    assert [("alias-collision", message)] == problems


def test_the_address_that_a_feed_has_anyhow_needs_no_other_file() -> None:
    jekyll = read_site_config(b"feed: {path: /all/atom.xml}")

    assert ({}, []) == find([ALL], jekyll=jekyll)


def test_an_old_address_is_no_folder_of_another() -> None:
    feeds = [
        make_feed("category", "b.xml", "category/b"),
        make_feed("category", "b.xml.xml/c", "category/bcd"),
    ]

    paths, problems = find([ALL, *feeds])

    assert {"feed.xml": "all/atom.xml", "feed/b.xml.xml": "category/b/atom.xml"} == paths
    assert ["alias-collision"] == [code for code, _ in problems]


# Those that the settings spell out


def test_an_old_path_of_any_name_stands_for_any_file() -> None:
    files = (("atom", "all/atom.xml"), ("rss/新闻.rdf", "category/a/rss.xml"), ("x.json", "all/feed.json"))

    assert (dict(files), []) == find([ALL, make_feed("category", "a")], AliasSettings(files=files))


@pytest.mark.parametrize("target", ["category/gone/rss.xml", "all", "all/atom", "", "atom.xml"])
def test_a_file_that_is_not_published_is_told_and_nothing_is_written(target: str) -> None:
    paths, problems = find([ALL], AliasSettings(files=(("atom.xml", target),)))

    message = f"atom.xml: there is no {target} to be written there; name a file that is published"
    assert ({}, [("alias-unknown", message)]) == (paths, problems)


def test_what_the_settings_spell_out_comes_before_what_jekyll_feed_had() -> None:
    aliases = replace(JEKYLL_FEED, files=(("feed.xml", "category/a/atom.xml"),))

    paths, problems = find([ALL, make_feed("category", "a")], aliases)

    assert {"feed.xml": "category/a/atom.xml", "feed/a.xml": "category/a/atom.xml"} == paths
    assert ["alias-collision"] == [code for code, _ in problems]


def test_an_address_that_is_asked_for_twice_is_had_once() -> None:
    aliases = replace(JEKYLL_FEED, files=(("feed.xml", "all/atom.xml"),))

    assert ({"feed.xml": "all/atom.xml"}, []) == find([ALL], aliases)


NAMES = st.text(alphabet=st.sampled_from("aA./\\é渡 _\n"), min_size=1, max_size=6)


@given(
    st.lists(NAMES, max_size=6, unique=True),
    st.lists(NAMES, max_size=4, unique=True),
    st.text(alphabet=st.sampled_from("/.al xm"), max_size=8),
)
def test_whatever_names_there_are_no_two_files_share_a_path_and_none_is_outside(
    categories: list[str], tags: list[str], path: str
) -> None:
    feeds = [
        ALL,
        *(make_feed("category", key, f"category/{number}") for number, key in enumerate(categories)),
        *(make_feed("tag", key, f"tag/{number}") for number, key in enumerate(tags)),
    ]
    files = {f"{feed.path}/{name}" for feed in feeds for name in ("rss.xml", "atom.xml", "feed.json")}
    jekyll = read_site_config(f"feed: {{path: '{path}', tags: {{path: '{path}'}}}}".encode())

    paths, _ = find(feeds, jekyll=jekyll)

    every = [*files, *CATALOGUE, *paths]
    assert len(every) == len({fold_path(it) for it in every})
    assert all(map(is_inside, paths))
    assert not any(fold_path(other).startswith(f"{fold_path(it)}/") for it in every for other in every)


# What a run publishes


POSTS = {
    "_posts/2021-12-07-a.md": make_post("一。", categories="[Wall Street, 甲]", tags="[ferry]"),
    "_posts/2021-12-08-b.md": make_post("二。", title="二", categories="甲"),
}


def publish(
    folder: Path,
    aliases: AliasSettings = JEKYLL_FEED,
    posts: dict[str, str] | None = None,
    config: str = "",
    *,
    is_dry: bool = False,
    url: str = "",
    has_index: bool = False,
) -> Report:
    """Publish a site to the folder ``feeds`` beside it; ``has_index``: by what the run before it kept."""
    site = write_archive(folder / "site", dict(posts or POSTS), SITE + config)
    settings = Settings(source="feedtool.toml", feeds=FeedSettings(aliases=aliases, url=url))
    index = folder / "index.sqlite" if has_index else None
    return generate(settings, str(site), folder / "feeds", is_dry=is_dry, index_path=index)


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def test_an_old_address_has_the_very_bytes_of_the_file_that_it_stands_for(tmp_path: Path) -> None:
    files = (("rss", "category/甲/rss.xml"), ("x/feed.json", "source/海港日报/feed.json"))
    posts = POSTS | {"_posts/2021-12-09-c.md": make_post("三。\n\n（来源：海港日报）", title="三")}
    aliases = replace(JEKYLL_FEED, files=files)

    report = publish(tmp_path, aliases, posts, "feed: {tags: true}\n")

    written = read_files(tmp_path / "feeds")
    expected = {
        "feed.xml": "all/atom.xml",
        "feed/Wall Street.xml": "category/wall-street/atom.xml",
        "feed/gangkou.xml": "category/gangkou/atom.xml",
        "feed/甲.xml": "category/甲/atom.xml",
        "feed/by_tag/ferry.xml": "tag/ferry/atom.xml",
        **dict(files),
    }
    assert {path: written[file] for path, file in expected.items()} == {
        path: written[path] for path in expected
    }
    assert b'<link href="https://news.example.org/feeds/all/atom.xml" rel="self"' in written["feed.xml"]
    assert len(written) == len(report.files_written)
    assert [] == codes(report)


def test_the_catalogue_lists_old_addresses_with_the_feed_that_has_them(tmp_path: Path) -> None:
    publish(tmp_path, replace(JEKYLL_FEED, files=(("a.json", "all/feed.json"),)))

    feeds = json.loads((tmp_path / "feeds" / "feeds.json").read_bytes())["feeds"]

    expected = {
        "all": ["a.json", "feed.xml"],
        "category/甲": ["feed/甲.xml"],
        "category/wall-street": ["feed/Wall Street.xml"],
    }
    assert expected == {feed["path"]: feed["aliases"] for feed in feeds if "aliases" in feed}


def test_a_second_run_leaves_old_addresses_untouched(tmp_path: Path) -> None:
    first = publish(tmp_path)
    stamps = read_stamps(tmp_path / "feeds")

    second = publish(tmp_path)

    assert stamps == read_stamps(tmp_path / "feeds")
    assert ((), (), len(first.files_written)) == (
        second.files_written,
        second.files_removed,
        second.files_unchanged,
    )


def test_old_addresses_follow_what_their_feed_holds(tmp_path: Path) -> None:
    publish(tmp_path)

    report = publish(
        tmp_path, posts=POSTS | {"_posts/2021-12-09-c.md": make_post("三。", title="三", categories="甲")}
    )

    written = read_files(tmp_path / "feeds")
    assert {"feed.xml", "feed/甲.xml"} <= set(report.files_written)
    assert (written["all/atom.xml"], written["category/甲/atom.xml"]) == (
        written["feed.xml"],
        written["feed/甲.xml"],
    )
    assert written["feed.xml"].count(b"<entry>") == 3


def test_old_addresses_that_are_not_due_any_more_are_removed(tmp_path: Path) -> None:
    publish(tmp_path)

    report = publish(tmp_path, AliasSettings())

    assert ("feed.xml", "feed/Wall Street.xml", "feed/甲.xml") == tuple(sorted(report.files_removed))
    assert not (tmp_path / "feeds" / "feed").exists()
    assert b"aliases" not in (tmp_path / "feeds" / "feeds.json").read_bytes()


def test_the_old_address_of_a_category_that_is_gone_is_removed_with_its_feeds(tmp_path: Path) -> None:
    publish(tmp_path)
    (tmp_path / "site" / "_posts" / "2021-12-07-a.md").unlink()

    report = publish(tmp_path, posts={"_posts/2021-12-08-b.md": POSTS["_posts/2021-12-08-b.md"]})

    assert "feed/Wall Street.xml" in report.files_removed
    assert not (tmp_path / "feeds" / "feed" / "Wall Street.xml").exists()
    assert (tmp_path / "feeds" / "feed" / "甲.xml").exists()


def test_a_dry_run_tells_of_old_addresses_and_touches_none(tmp_path: Path) -> None:
    publish(tmp_path)
    before = read_files(tmp_path / "feeds")

    report = publish(tmp_path, AliasSettings(files=(("new.xml", "all/atom.xml"),)), is_dry=True)

    assert {"new.xml", "feeds.json"} == set(report.files_written)
    assert {"feed.xml", "feed/Wall Street.xml", "feed/甲.xml"} == set(report.files_removed)
    assert before == read_files(tmp_path / "feeds")


@pytest.mark.parametrize(
    ("before", "after"), [(("feed",), ("feed/a/b.xml",)), (("feed/a/b.xml", "feed/c.xml"), ("feed",))]
)
def test_a_file_can_become_the_folder_of_another_old_address_and_the_other_way_round(
    tmp_path: Path, before: Sequence[str], after: Sequence[str]
) -> None:
    publish(tmp_path, AliasSettings(files=tuple((path, "all/atom.xml") for path in before)))
    aliases = AliasSettings(files=tuple((path, "all/atom.xml") for path in after))

    tried = publish(tmp_path, aliases, is_dry=True)
    done = publish(tmp_path, aliases)

    assert replace(tried, seconds={}) == replace(done, seconds={})
    assert ({*after, "feeds.json"}, {*before}) == ({*done.files_written}, {*done.files_removed})
    assert [] == codes(done)
    written = read_files(tmp_path / "feeds")
    assert {written["all/atom.xml"]} == {written[path] for path in after}


@pytest.mark.parametrize("other", ["feed/mine.txt", "feed/empty/"])
def test_a_folder_in_which_somebody_has_something_does_not_become_a_file(tmp_path: Path, other: str) -> None:
    publish(tmp_path, AliasSettings(files=(("feed/a.xml", "all/atom.xml"),)))
    place = tmp_path / "feeds" / other
    place.mkdir() if other.endswith("/") else place.write_bytes(b"mine")
    aliases = AliasSettings(files=(("feed", "all/atom.xml"),))

    tried = publish(tmp_path, aliases, is_dry=True)
    done = publish(tmp_path, aliases)

    assert [["alias-taken"]] * 2 == [codes(tried), codes(done)]
    assert (("feeds.json",), ("feed/a.xml",)) == (done.files_written, done.files_removed)
    assert place.exists()


def test_an_old_address_can_give_way_to_the_feeds_of_tags(tmp_path: Path) -> None:
    publish(tmp_path, AliasSettings(files=(("tag", "all/atom.xml"),)))

    tried, done = (
        publish(tmp_path, AliasSettings(), config="feed: {tags: true}\n", is_dry=is_dry)
        for is_dry in (True, False)
    )

    assert replace(tried, seconds={}) == replace(done, seconds={})
    assert ("tag",) == done.files_removed
    assert (tmp_path / "feeds" / "tag" / "ferry" / "rss.xml").is_file()


def test_the_feed_of_a_category_that_was_renamed_can_stay_where_it_was(tmp_path: Path) -> None:
    publish(tmp_path, AliasSettings())
    posts = {path: text.replace("甲", "乙") for path, text in POSTS.items()}

    report = publish(tmp_path, AliasSettings(files=(("category/甲/rss.xml", "category/乙/rss.xml"),)), posts)

    written = read_files(tmp_path / "feeds")
    assert written["category/乙/rss.xml"] == written["category/甲/rss.xml"]
    assert {"category/甲/atom.xml", "category/甲/feed.json"} == set(report.files_removed)
    assert [] == codes(report)


def test_tags_of_any_script_get_feeds_and_those_of_jekyll_feed_their_old_addresses(tmp_path: Path) -> None:
    tags = ["Ελλάδα", "a b", "ferry", "हिन्दी", "渡轮", "새 소식"]
    posts = {"_posts/2021-12-07-a.md": make_post("一。", tags=json.dumps(tags, ensure_ascii=False))}

    publish(tmp_path, posts=posts, config="feed: {tags: true}\n")

    feeds = json.loads((tmp_path / "feeds" / "feeds.json").read_bytes())["feeds"]
    found = {feed["key"]: feed.get("aliases") for feed in feeds if feed["kind"] == "tag"}
    assert {**dict.fromkeys(tags), "ferry": ["feed/by_tag/ferry.xml"]} == found
    assert (tmp_path / "feeds" / "tag" / "हिन्दी" / "rss.xml").is_file()


# What the run before kept


def test_old_addresses_that_are_as_they_were_are_not_written_again(tmp_path: Path) -> None:
    first = publish(tmp_path, has_index=True)
    stamps = read_stamps(tmp_path / "feeds")

    second = publish(tmp_path, has_index=True)

    assert stamps == read_stamps(tmp_path / "feeds")
    assert ((), (), len(first.files_written)) == (
        second.files_written,
        second.files_removed,
        second.files_unchanged,
    )


def test_a_change_of_the_settings_alone_writes_and_removes_old_addresses(tmp_path: Path) -> None:
    publish(tmp_path, AliasSettings(), has_index=True)

    more = publish(tmp_path, has_index=True)
    other = publish(tmp_path, AliasSettings(files=(("feed.xml", "all/rss.xml"),)), has_index=True)
    none = publish(tmp_path, AliasSettings(), has_index=True)

    aliases = {"feed.xml", "feed/Wall Street.xml", "feed/甲.xml"}
    assert (aliases | {"feeds.json"}, ()) == (set(more.files_written), more.files_removed)
    assert ({"feed.xml", "feeds.json"}, aliases - {"feed.xml"}) == (
        set(other.files_written),
        set(other.files_removed),
    )
    assert (("feeds.json",), ("feed.xml",)) == (none.files_written, none.files_removed)


def test_an_old_address_that_somebody_removed_comes_back_though_its_feed_is_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, has_index=True)
    expected = read_files(tmp_path / "feeds")
    (tmp_path / "feeds" / "feed" / "甲.xml").unlink()

    report = publish(tmp_path, has_index=True)

    assert ("feed/甲.xml",) == report.files_written
    assert expected == read_files(tmp_path / "feeds")


def test_an_old_address_that_was_damaged_is_mended(tmp_path: Path) -> None:
    publish(tmp_path, has_index=True)
    expected = read_files(tmp_path / "feeds")
    (tmp_path / "feeds" / "feed.xml").write_bytes(expected["feed.xml"][:-9])

    report = publish(tmp_path, has_index=True)

    assert ("feed.xml",) == report.files_written
    assert expected == read_files(tmp_path / "feeds")


def test_an_old_address_that_falls_to_another_feed_gets_the_bytes_of_that_though_it_is_as_it_was(
    tmp_path: Path,
) -> None:
    aliases = replace(JEKYLL_FEED, files=(("feed/甲.xml", "category/wall-street/atom.xml"),))
    path = "_posts/2021-12-07-a.md"
    post = make_post("一。", categories="[Wall Street]")
    first = publish(tmp_path, aliases, POSTS | {path: post}, has_index=True)
    before = read_files(tmp_path / "feeds")

    second = publish(tmp_path, aliases, POSTS | {path: post.replace("Wall Street", "丙")}, has_index=True)

    after = read_files(tmp_path / "feeds")
    assert "feed/甲.xml" in second.files_written
    assert "category/甲/atom.xml" not in second.files_written
    assert (["alias-collision"], ["alias-unknown"]) == (codes(first), codes(second))
    assert before["category/wall-street/atom.xml"] == before["feed/甲.xml"]
    assert after["category/甲/atom.xml"] == after["feed/甲.xml"]


def test_a_file_that_somebody_put_at_an_old_address_is_told_by_every_run_and_stays(tmp_path: Path) -> None:
    publish(tmp_path, has_index=True)
    (tmp_path / "feeds" / "feed.xml").write_bytes(b"somebody's")

    reports = [publish(tmp_path, has_index=True) for _ in range(2)]

    assert [["alias-taken"]] * 2 == [codes(report) for report in reports]
    assert [("feeds.json",), ()] == [report.files_written for report in reports]
    assert b"somebody's" == (tmp_path / "feeds" / "feed.xml").read_bytes()
    (tmp_path / "feeds" / "feed.xml").unlink()
    assert {"feed.xml", "feeds.json"} == set(publish(tmp_path, has_index=True).files_written)


@pytest.mark.parametrize("has_index", [False, True])
def test_without_what_the_run_before_kept_old_addresses_are_found_as_they_are(
    tmp_path: Path, *, has_index: bool
) -> None:
    publish(tmp_path, has_index=has_index)
    stamps = read_stamps(tmp_path / "feeds")

    report = publish(tmp_path, has_index=not has_index)

    assert ((), ()) == (report.files_written, report.files_removed)
    assert stamps == read_stamps(tmp_path / "feeds")


def test_the_number_of_processes_changes_no_old_address(tmp_path: Path) -> None:
    posts: dict[str, str | bytes] = {
        f"_posts/2021-12-07-{number}.md": make_post("文。", title=f"文{number}", categories=f"甲{number}")
        for number in range(120)
    }
    site = write_archive(tmp_path / "site", posts, SITE)
    settings = Settings(feeds=FeedSettings(by=("category",), formats=("atom",), aliases=JEKYLL_FEED))

    for jobs in (1, 3):
        generate(settings, str(site), tmp_path / str(jobs), jobs=jobs)

    written = read_files(tmp_path / "3")
    assert read_files(tmp_path / "1") == written
    assert written["category/甲119/atom.xml"] == written["feed/甲119.xml"]
    assert 2 * 120 + 2 == len(written)


# Files of others


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'---\nlayout: null\n---\n<?xml version="1.0"?>\n<feed>{{ site.title }}</feed>\n',
        b'<html><link href="https://news.example.org/feeds/all/atom.xml" rel="self"></html>',
        b'<?xml version="1.0" encoding="UTF-8"?>\n<feed ><link href="https://e.x/a.xml" rel="self"/></feed>',
        b'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="a"><link href="\xff" rel="self"/></feed>',
        b'<generator uri="https://jekyllrb.com/" version="{{ jekyll.version }}">Jekyll</generator>',
    ],
)
@pytest.mark.parametrize("is_dry", [True, False])
def test_a_file_that_is_not_feedtools_stays_and_is_told(tmp_path: Path, data: bytes, *, is_dry: bool) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "feed.xml").write_bytes(data)

    report = publish(tmp_path, is_dry=is_dry)

    assert data == (tmp_path / "feeds" / "feed.xml").read_bytes()
    assert "feed.xml" not in report.files_written
    expected = Problem(
        path="feedtool.toml",
        line=1,
        code="alias-taken",
        severity="warning",
        message="[feeds] aliases: feed.xml: a file that is not feedtool's is there, and stays; move it away",
    )
    assert (expected,) == report.problems
    if not is_dry:
        assert b'"feed.xml"' not in (tmp_path / "feeds" / "feeds.json").read_bytes()


def test_a_folder_or_a_file_in_the_way_of_an_old_address_stays_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "feeds" / "feed.xml").mkdir(parents=True)
    (tmp_path / "feeds" / "feed").write_bytes(b"x")

    report = publish(tmp_path)

    assert ["alias-taken"] * 3 == codes(report)
    assert (tmp_path / "feeds" / "all" / "rss.xml").is_file()


def test_the_feed_that_jekyll_feed_made_gives_way(tmp_path: Path) -> None:
    made = (
        b'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" >'
        b'<generator uri="https://jekyllrb.com/" version="4.3.1">Jekyll</generator>'
    )
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "feed.xml").write_bytes(made)

    report = publish(tmp_path)

    written = read_files(tmp_path / "feeds")
    assert written["all/atom.xml"] == written["feed.xml"]
    assert [] == codes(report)


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_an_old_address_can_be_given_to_another_file_wherever_the_folder_was_served(
    tmp_path: Path, name: str
) -> None:
    publish(tmp_path, AliasSettings(files=(("x", f"all/{name}"),)), url="https://old.example/a/b")

    report = publish(tmp_path, AliasSettings(files=(("x", "category/甲/rss.xml"),)))

    written = read_files(tmp_path / "feeds")
    assert written["category/甲/rss.xml"] == written["x"]
    assert [] == codes(report)


def test_a_file_that_somebody_put_at_an_old_address_is_not_removed(tmp_path: Path) -> None:
    publish(tmp_path)
    (tmp_path / "feeds" / "feed.xml").write_bytes(b"somebody's")

    report = publish(tmp_path, AliasSettings())

    assert b"somebody's" == (tmp_path / "feeds" / "feed.xml").read_bytes()
    assert "feed.xml" not in report.files_removed


@pytest.mark.parametrize(
    "path",
    ["../precious.xml", "{folder}/precious.xml", "a/../../precious.xml", "..\\precious.xml", "precious.xml"],
)
def test_a_catalogue_edited_by_hand_removes_no_file_but_the_feed_that_it_lists(
    tmp_path: Path, path: str
) -> None:
    publish(tmp_path, AliasSettings())
    feed = (tmp_path / "feeds" / "category" / "甲" / "atom.xml").read_bytes()
    # Even a feed of ours is somebody's where it is not the one that the catalogue gives the address to.
    for precious in (tmp_path / "precious.xml", tmp_path / "feeds" / "precious.xml"):
        precious.write_bytes(feed)
    catalogue = tmp_path / "feeds" / "feeds.json"
    document = json.loads(catalogue.read_bytes())
    document["feeds"][0]["aliases"] = [path.format(folder=tmp_path), 7, None]
    document["feeds"][1]["aliases"] = "precious.xml"
    catalogue.write_text(json.dumps(document), encoding="utf-8")

    report = publish(tmp_path, AliasSettings())

    assert () == report.files_removed
    assert {feed} == {(tmp_path / name).read_bytes() for name in ("precious.xml", "feeds/precious.xml")}


# As a user runs it


def test_the_command_counts_old_addresses_and_check_lists_them(tmp_path: Path) -> None:
    write_archive(tmp_path, dict(POSTS), SITE)
    (tmp_path / "feedtool.toml").write_text('[feeds]\naliases = "jekyll-feed"\n', encoding="utf-8")

    checked = run_feedtool(tmp_path, "generate", "--check", "--quiet")
    generated = run_feedtool(tmp_path, "generate", "--report", "report.json")
    again = run_feedtool(tmp_path, "generate", "--check")

    assert (1, 0, 0) == (checked.returncode, generated.returncode, again.returncode)
    assert {"feeds/feed.xml", "feeds/feed/甲.xml", "feeds/feed/Wall Street.xml"} <= set(
        checked.stdout.splitlines()
    )
    written = len(read_files(tmp_path / "feeds"))
    assert len(checked.stdout.splitlines()) == written
    assert written == json.loads((tmp_path / "report.json").read_bytes())["files_written"]
    assert f"0 files would be written, {written} unchanged" in again.stderr


def test_an_old_address_that_cannot_be_had_fails_a_strict_run(tmp_path: Path) -> None:
    write_archive(tmp_path, {"_posts/2021-12-07-a.md": make_post("一。", categories="['../up']")}, SITE)
    (tmp_path / "feedtool.toml").write_text('[feeds]\naliases = "jekyll-feed"\n', encoding="utf-8")

    run = run_feedtool(tmp_path, "generate", "--strict")

    assert 1 == run.returncode
    assert (
        "feedtool.toml:1: warning: alias-impossible: [feeds] aliases: /feed/../up.xml: no file can"
        in run.stderr
    )
    assert not (tmp_path / "up.xml").exists()
    assert not list(tmp_path.rglob("up.xml"))
