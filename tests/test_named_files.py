"""Liquid in a post finds the files that Jekyll finds, and none outside the archive."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from archives import SITE, make_post, write_archive

from feedtool.config import settle
from feedtool.liquid_typing import RefusedError
from feedtool.liquid_values import NO_FILES, LiquidSite, SiteFiles
from feedtool.named_files import make_named_files
from feedtool.settings import ArchiveSettings, Settings

A = "_posts/2021-12-08-a.md"
NOW = datetime(2022, 1, 1, tzinfo=UTC).timestamp()
SETTINGS = replace(Settings(), archive=ArchiveSettings(liquid=True))


def name(folder: Path, files: Mapping[str, str | bytes], config: str = SITE) -> SiteFiles:
    """Write a site, and give what Liquid in its posts can name."""
    write_archive(folder / "site", files, config)
    return make_named_files(folder / "site", settle(SETTINGS, config.encode()), NOW)


def test_where_liquid_is_not_run_no_file_can_be_named(tmp_path: Path) -> None:
    assert NO_FILES is make_named_files(tmp_path, settle(Settings(), SITE.encode()), NOW)


@pytest.mark.parametrize(
    "path", ["../secret.html", "/../secret.html", "link.html", "folder/secret.html", "\0", "ring"]
)
def test_nothing_outside_of_its_folder_is_an_include_or_data(tmp_path: Path, path: str) -> None:
    files = name(tmp_path, {A: make_post(), "_includes/a.html": "片段", "_data/a.yml": "a"})
    secret = tmp_path / "secret.html"
    secret.write_text("秘密", encoding="utf-8")
    (tmp_path / "secret.yml").write_text("秘密", encoding="utf-8")
    for folder in (tmp_path / "site" / "_includes", tmp_path / "site" / "_data"):
        (folder / "link.html").symlink_to(secret)
        (folder / "folder").symlink_to(tmp_path)
        (folder / "ring").symlink_to(folder / "ring")

    found = files.read_include(path), files.read_data(path.removesuffix(".html")), files.find_page(path)

    assert (None, None, None) == found


def test_a_file_beside_a_post_is_one_in_its_folder_or_below(tmp_path: Path) -> None:
    outside = {"_posts/one.txt": "一", "two.txt": "二"}
    files = name(
        tmp_path, {"_posts/deep/2021-12-08-a.md": make_post(), "_posts/deep/er/part.txt": "片段", **outside}
    )
    (tmp_path / "site" / "_posts" / "deep" / "link.txt").symlink_to(tmp_path / "site" / "two.txt")
    path = "_posts/deep/2021-12-08-a.md"

    assert "片段" == files.read_beside(path, "er/part.txt")
    assert [None] * 5 == [
        files.read_beside(path, it) for it in ("../one.txt", "one.txt", "two.txt", "link.txt", "er")
    ]


def test_an_include_is_a_text_of_no_great_size(tmp_path: Path) -> None:
    files = name(
        tmp_path,
        {
            "_includes/a.html": b"\xef\xbb\xbfa",
            "_includes/b.html": b"\xff",
            "_includes/c.html": b"c" * (1 << 19),
        },
    )

    assert "a" == files.read_include("a.html")
    with pytest.raises(RefusedError, match=r"^_includes/b\.html is not in UTF-8$"):
        files.read_include("b.html")
    with pytest.raises(RefusedError, match=r"^_includes/c\.html is larger than 262144 bytes$"):
        files.read_include("c.html")


def test_data_is_read_from_yaml_and_json_and_from_folders(tmp_path: Path) -> None:
    files = name(
        tmp_path,
        {
            "_data/a.yml": "x: 1",
            "_data/b.json": '{"y": [2]}',
            "_data/deep/c.yaml": "z",
            "_data/deep/er/d.yml": "w",
            "_data/deep/e.txt": "1,2",
            "_data/bad.yml": "a: [",
        },
    )

    found = [files.read_data(it) for it in ("a", "b", "deep", "none", "")]

    assert [{"x": "1"}, {"y": ["2"]}, {"c": "z", "er": {"d": "w"}}, None, None] == found
    with pytest.raises(RefusedError, match=r"^_data/bad\.yml is no valid YAML: "):
        files.read_data("bad")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("about.md", "/about.html"),
        ("off.md", None),
        ("/about.md", None),
        ("_config.yml", None),
        ("a//b.png", None),
        ("shut/a.png", None),
        ("a.png", "/a.png"),
        ("open.html", "/open.html"),
        (A, "/gangkou/2021/12/08/a.html"),
        ("_posts/2021-12-09-broken.md", None),
        ("_posts/2021-12-10-draft.md", None),
    ],
)
def test_a_link_leads_to_what_the_site_shows(tmp_path: Path, path: str, expected: str | None) -> None:
    files = name(
        tmp_path,
        {
            A: make_post(),
            "_posts/2021-12-09-broken.md": "---\ntitle: x\n",
            "_posts/2021-12-10-draft.md": make_post(draft="true"),
            "about.md": "---\ntitle: 关于\n---\n",
            "off.md": "---\npublished: false\n---\n",
            "open.html": "---\ntitle: [\n",
            "a.png": b"\x89PNG",
            "shut/a.png": b"\x89PNG",
        },
        f"{SITE}exclude: [shut]\n",
    )

    assert expected == files.find_page(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_docs/one.md", "/docs/one.html"),
        ("_docs/deep/own.md", "/mine/"),
        ("_docs/dated.md", "/docs/dated.html"),
        ("_docs/draft.md", "/docs/draft.html"),
        ("_docs/_in.md", "/docs/_in.html"),
        ("_docs/none.md", None),
        ("_docs/future.md", None),
        ("_docs/off.md", None),
        ("_docs/_out.md", None),
        ("_docs/plain.md", "/docs/plain.md"),
        ("_docs/bad.md", None),
        ("_docs/bad-date.md", None),
        ("_docs/copy.md~", None),
        ("_docs/table.yml", "/docs/table.yml"),
        ("_docs/data.yml", None),
        ("_docs/shut.md", None),
        ("_days/one.md", None),
        ("_days/dated.md", "/2020/dated"),
        ("_hidden/one.md", None),
        ("_nosuch/one.md", None),
    ],
)
def test_a_link_leads_to_a_document_where_the_site_has_a_page_of_it(
    tmp_path: Path, path: str, expected: str | None
) -> None:
    files = name(
        tmp_path,
        {
            "_docs/one.md": "---\ntitle: 一\n---\n",
            "_docs/deep/own.md": "---\npermalink: /mine/\n---\n",
            "_docs/dated.md": "---\ndate: 2020-01-01\n---\n",
            "_docs/draft.md": "---\ndraft: true\n---\n",
            "_docs/_in.md": "---\n---\n",
            "_docs/future.md": "---\ndate: 2099-01-01\n---\n",
            "_docs/off.md": "---\npublished: false\n---\n",
            "_docs/_out.md": "---\n---\n",
            "_docs/plain.md": "一",
            "_docs/bad.md": "---\ntitle: x\n",
            "_docs/bad-date.md": "---\ndate: 夏天\n---\n",
            "_docs/copy.md~": "---\n---\n",
            "_docs/table.yml": "a: 1\n",
            "_docs/data.yml": "---\na: 1\n",
            "_docs/shut.md": "---\n---\n",
            "_days/one.md": "---\n---\n",
            "_days/dated.md": "---\ndate: 2020-01-01\n---\n",
            "_hidden/one.md": "---\n---\n",
        },
        f"{SITE}exclude: [_docs/shut.md]\ninclude: [_in.md]\ncollections:\n  docs: {{output: true}}\n"
        "  days: {output: true, permalink: '/:year/:name'}\n  hidden:\n",
    )

    assert expected == files.find_page(path)


def test_a_collection_that_is_named_in_a_list_has_no_pages(tmp_path: Path) -> None:
    files = name(tmp_path, {"_docs/one.md": "---\n---\n"}, f"{SITE}collections: [docs]\n")

    assert files.find_page("_docs/one.md") is None


def test_a_post_is_found_by_its_name_in_whatever_folder_it_lies(tmp_path: Path) -> None:
    files = name(
        tmp_path,
        {"_posts/deep/2021-12-08-a.md": make_post(), "_posts/undated.md": make_post(date="2021-12-08")},
    )

    found = [files.find_post(it) for it in ("2021-12-8-a", "deep/2021-12-08-a", "2021-12-08-b", "undated")]

    assert ["/gangkou/2021/12/08/a.html", "/gangkou/2021/12/08/a.html", None, None] == found


@pytest.mark.parametrize(
    ("config", "expected"),
    [("", ["乙", "甲"]), ("future: true\n", ["丙", "乙", "甲"]), ("limit_posts: 1\n", ["乙"])],
)
def test_the_posts_of_the_site_are_those_that_it_shows_the_newest_first(
    tmp_path: Path, config: str, expected: list[str]
) -> None:
    posts = {
        f"_posts/20{year}-01-01-a.md": make_post(title=title)
        for year, title in ((20, "甲"), (21, "乙"), (99, "丙"))
    }
    posts["_posts/2021-12-10-draft.md"] = make_post(draft="true")

    files = name(tmp_path, posts, SITE + config)

    assert expected == [post["title"] for post in files.list_posts()]


@pytest.mark.parametrize(
    ("path", "config", "expected"),
    [
        ("_posts/2020-01-01-a.md", "", ("乙", None)),
        ("_posts/2021-01-01-a.md", "", (None, "甲")),
        ("_posts/2099-01-01-a.md", "", (None, None)),
        ("_posts/2099-01-01-a.md", "future: true\n", (None, "乙")),
        ("old_post/2020-01-01-a.md", "", None),
        ("_posts/2020-01-01-a.md", "collections: {posts: {sort_by: title}}\n", ("乙", None)),
    ],
)
def test_a_post_has_neighbours_by_day(
    tmp_path: Path, path: str, config: str, expected: tuple[str | None, str | None] | None
) -> None:
    posts = {
        f"_posts/20{year}-01-01-a.md": make_post(title=title)
        for year, title in ((20, "甲"), (21, "乙"), (99, "丙"))
    }
    files = name(tmp_path, {**posts, "old_post/2020-01-01-a.md": make_post()}, SITE + config)

    found = files.find_neighbours(path)

    assert expected == (None if found is None else tuple(post and post["title"] for post in found))


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("", ["/a.png", "/empty/b.png", "/feeds/feeds.json", "/out/c.png"]),
        ("destination: ./out/\n", ["/a.png", "/empty/b.png", "/feeds/feeds.json"]),
        ("theme: minima\n", None),
        ("plugins: [jekyll-toc]\n", None),
    ],
)
def test_the_files_of_the_site_are_listed_unless_somebody_else_may_add_some(
    tmp_path: Path, config: str, expected: list[str] | None
) -> None:
    own = {f"published/{it}": "" for it in ("feeds.json", "feeds.opml", "all/rss.xml", "all/a.png")}
    paths = ("a.png", "empty/b.png", "feeds/feeds.json", "out/c.png")
    others = {A: make_post(), "about.md": "---\n---\n", **own, **dict.fromkeys(paths, "")}
    files = name(tmp_path, others, SITE + config)

    found = files.list_static_files()

    assert expected == (None if found is None else [file["path"] for file in found])


@pytest.mark.parametrize(
    ("label", "config", "expected"),
    [
        ("docs", "", ["A", "二"]),
        ("docs", "unpublished: true\n", ["A", "二", "Off"]),
        ("days", "", None),
        ("mixed", "", None),
        ("sorted", "", None),
        ("empty", "", []),
        ("nosuch", "", None),
    ],
)
def test_the_documents_of_a_collection_are_listed_where_their_order_is_known(
    tmp_path: Path, label: str, config: str, expected: list[str] | None
) -> None:
    files = name(
        tmp_path,
        {
            A: make_post(),
            "_docs/a.md": "---\n---\n",
            "_docs/b.md": "---\ntitle: 二\n---\n",
            "_docs/off.md": "---\npublished: false\n---\n",
            "_docs/plain.md": "一",
            "_days/a.md": "---\n---\n",
            "_mixed/a.md": "---\n---\n",
            "_mixed/2020-01-01-b.md": "---\n---\n",
            "_sorted/a.md": "---\n---\n",
        },
        f"{SITE}{config}collections:\n  docs:\n  days: {{permalink: '/:year/:name'}}\n  mixed:\n"
        "  sorted: {sort_by: title}\n  empty:\n",
    )

    found = files.list_documents(label)

    assert expected == (None if found is None else [document["title"] for document in found])


def test_a_document_has_neighbours_in_its_collection(tmp_path: Path) -> None:
    documents = {f"_docs/{it}.md": f"---\ntitle: {it}\n---\n" for it in ("a", "b", "c")}
    files = name(tmp_path, {A: make_post(), **documents}, f"{SITE}collections: [docs]\n")

    found = files.find_neighbours("_docs/b.md")

    assert found is not None
    assert ["c", "a"] == [document and document["title"] for document in found]
    assert [None, None] == [files.find_neighbours(it) for it in ("_docs/none.md", "_nosuch/a.md")]


def test_the_day_of_a_document_is_known_where_it_states_one(tmp_path: Path) -> None:
    documents = {"_docs/a.md": "---\n---\n", "_days/2020-01-01-b.md": "---\n---\n"}
    files = name(tmp_path, {A: make_post(), **documents}, f"{SITE}collections: [docs, days]\n")
    docs, days = files.list_documents("docs"), files.list_documents("days")

    assert docs is not None
    assert days is not None
    assert "2020-01-01 00:00:00 +0800" == f"{days[0]['date']:%F %T %z}"
    with pytest.raises(RefusedError, match=r"^post\.date is not known to feedtool$"):
        docs[0]["date"]


def test_when_a_file_was_changed_is_not_known(tmp_path: Path) -> None:
    files = name(tmp_path, {A: make_post(), "a.png": b"\x89PNG"}).list_static_files()

    assert files is not None
    with pytest.raises(RefusedError, match=r"^file\.modified_time is not known to feedtool$"):
        files[0]["modified_time"]


def test_a_site_without_data_has_none(tmp_path: Path) -> None:
    assert name(tmp_path, {A: make_post()}).read_data("a") is None


@pytest.mark.parametrize(("config", "is_known"), [("", True), ("plugins: [jekyll-github-metadata]\n", False)])
def test_what_a_plugin_may_say_of_github_is_not_known(tmp_path: Path, config: str, *, is_known: bool) -> None:
    files = name(tmp_path, {A: make_post()}, SITE + config)
    site = LiquidSite(source=SITE + config, stated={}, zone=ZoneInfo("UTC"))

    assert is_known is ("github" not in site.record(files).refused)


def test_data_of_folders_that_links_lead_to_have_an_end(tmp_path: Path) -> None:
    files = name(tmp_path, {A: make_post(), "_data/a/b.yml": "c"})
    data = tmp_path / "site" / "_data"
    (data / "a" / "up").symlink_to(data / "a")
    (data / "d").symlink_to(data / "a")
    (data / "e").symlink_to(tmp_path)
    (data / "f.yml").symlink_to(tmp_path / "site" / A)

    (data / "g").symlink_to(data / "g")

    found = [files.read_data(it) for it in "adefg"]

    assert [{"b": "c"}, {"b": "c"}, None, None, None] == found


def test_a_site_without_posts_has_none(tmp_path: Path) -> None:
    files = name(tmp_path, {"about.md": "一"})

    assert ([], None) == (files.list_posts(), files.find_post("2021-12-08-a"))


def test_what_another_post_says_is_typed_as_yaml_types_it_and_its_text_is_not_known(tmp_path: Path) -> None:
    (post,) = name(tmp_path, {A: make_post(berth="007", closed="no")}).list_posts()

    assert (7, False, "/gangkou/2021/12/08/a.html") == (post["berth"], post["closed"], post["url"])
    with pytest.raises(RefusedError, match=r"^post\.content is not known to feedtool$"):
        post["content"]


@pytest.mark.parametrize(
    ("files", "config", "expected"),
    [
        ({}, "", False),
        ({}, "plugins: [jekyll-feed, jekyll-seo-tag, jekyll-sitemap]\n", False),
        ({}, "plugins: [jekyll-feed, jekyll-toc]\n", True),
        ({}, "gems: [jekyll-toc]\n", True),
        ({"_plugins/a.rb": ""}, "", True),
    ],
)
def test_a_plugin_may_add_filters(
    tmp_path: Path, files: Mapping[str, str], config: str, *, expected: bool
) -> None:
    assert expected == name(tmp_path, files, SITE + config).has_plugins()
