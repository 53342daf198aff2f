"""`feedtool init` writes a settings file that fits the archive it looked at, and that feedtool reads."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archives import EXAMPLE, SITE, make_post, need_corpus, write_archive

from feedtool.errors import ArchiveError
from feedtool.settings import Settings, load_settings
from feedtool.starter import make_settings_file

A = "_posts/2021-12-08-a.md"
B = "_posts/2021-12-09-b.md"


def look_at(folder: Path) -> dict[str, Any]:
    """Make a settings file for a folder and give what is set in it, beside the path."""
    settings = tomllib.loads(make_settings_file(str(folder)))
    assert str(folder) == settings["archive"].pop("path")
    return settings


def test_a_plain_archive_needs_nothing_set(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post(date="2021-12-08 10:00:00 +0800")})

    actual = look_at(tmp_path)

    sections = ("archive", "site", "feeds", "chrome", "index", "rules")
    expected: dict[str, Any] = {section: {} for section in sections}
    assert expected == actual


@pytest.mark.parametrize("part", ["", 'in "quotes"', "back\\slash", "杭州 {date}"])
def test_the_file_is_read_by_feedtool_whatever_the_folder_is_called(tmp_path: Path, part: str) -> None:
    folder = write_archive(tmp_path / part, {A: make_post(), 'old "post"/2021-01-01-a.md': make_post()})
    file = tmp_path / "feedtool.toml"
    file.write_text(make_settings_file(str(folder)), encoding="utf-8")

    actual = load_settings(file).archive

    assert str(folder) == actual.path
    expected = ("_posts", 'old "post"')
    assert expected == actual.posts


def uncomment(text: str, examples: tuple[str, ...] = ()) -> str:
    """Take the # from every setting of a file, and leave out the ``examples``: keys, or whole lines."""
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    keys = [line.partition(" = ")[0] for line in lines]
    return "\n".join(
        line
        for line, key in zip(lines, keys, strict=True)
        if line.startswith("[") or (key != line and key.isidentifier())
        if key not in examples and line not in examples
    )


def test_a_setting_in_a_comment_shows_the_default(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post()})
    file = tmp_path / "feedtool.toml"
    # These have no default that anybody would write down.
    names = ("[[archive.pages]]", "folder", "link", "posts", "url", "category_page", "hosts", "aliases")
    examples = (*names, 'path = ".feedtool/index.sqlite"')
    text = uncomment(make_settings_file(str(tmp_path)), examples)
    file.write_text(text, encoding="utf-8")

    actual = load_settings(file)

    expected = replace(Settings(), source=str(file), archive=replace(Settings().archive, path=str(tmp_path)))
    assert expected == actual
    assert "\nlimit = " in text


def test_a_setting_in_a_comment_can_be_taken_out_of_it(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post()})
    file = tmp_path / "feedtool.toml"
    file.write_text(uncomment(make_settings_file(str(tmp_path))), encoding="utf-8")

    actual = load_settings(file)

    expected = ("old_post", ("old.example.org",), "https://example.org/feeds", ".feedtool/index.sqlite")
    assert expected == (
        actual.archive.pages[0].folder,
        actual.site.hosts,
        actual.feeds.url,
        actual.index.path,
    )


def test_folders_of_posts_beside_the_usual_one_are_named(tmp_path: Path) -> None:
    posts: dict[str, str | bytes] = {
        A: make_post(),
        "old_post/2020-01-01-a.md": make_post(),
        "pages/about.md": "x",
    }
    write_archive(tmp_path, posts)

    actual = look_at(tmp_path)["archive"]

    # Jekyll makes no posts of what lies there: it has no page where they had one.
    expected = {"posts": ["_posts", "old_post"], "pages": [{"folder": "old_post", "link": "original"}]}
    assert expected == actual


def test_an_archive_whose_posts_folders_lie_deeper_is_searched_by_default(tmp_path: Path) -> None:
    write_archive(tmp_path, {"blog/_posts/2021-12-08-a.md": make_post(), "old/2020-01-01-a.md": make_post()})

    actual = look_at(tmp_path)["archive"]

    expected: dict[str, Any] = {}
    assert expected == actual


@pytest.mark.parametrize(
    ("date", "times"),
    [
        ("2021-12-08 10:00:00", 1),
        ("2021-12-08 10:00:00 +0800", 0),
        # Jekyll reads these by other rules than the one that the setting is about.
        ("2021-12-08", 0),
        ("2021-12-08 10:00", 0),
        ("'2021-12-08 10:00:00'", 0),
    ],
)
def test_dates_without_zone_are_spoken_of_and_stay_what_they_are_to_jekyll(
    tmp_path: Path, date: str, times: int
) -> None:
    write_archive(tmp_path, {A: make_post(date="2021-12-08 10:00:00 +0800"), B: make_post(date=date)})

    actual = make_settings_file(str(tmp_path))

    assert times == actual.count("Some posts here have one.")
    assert {} == look_at(tmp_path)["archive"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [("category/zhong wen.html", {"categories": "whole"}), ("category/zhong.html", {}), ("about.html", {})],
)
def test_a_category_with_a_space_is_one_if_the_site_has_a_page_of_that_name(
    tmp_path: Path, page: str, expected: dict[str, str]
) -> None:
    write_archive(tmp_path, {A: make_post(categories="zhong wen"), B: make_post(), page: "x"})

    actual = look_at(tmp_path)["archive"]

    assert expected == actual


@pytest.mark.parametrize(
    ("page", "expected"),
    [("category/a.html", {"category_page": "/category/{category}.html"}), ("a.html", {})],
)
def test_the_address_of_category_pages_is_set_if_there_are_any(
    tmp_path: Path, page: str, expected: dict[str, str]
) -> None:
    write_archive(tmp_path, {A: make_post(), page: "x"})

    actual = look_at(tmp_path)["site"]

    assert expected == actual


@pytest.mark.parametrize("config", ["", "title: 海港新闻\n", "url: ''\n"])
def test_no_address_is_made_up_where_the_site_names_none(tmp_path: Path, config: str) -> None:
    write_archive(tmp_path, {A: make_post()}, config=config)

    actual = look_at(tmp_path)["site"]

    expected: dict[str, Any] = {}
    assert expected == actual


def test_an_archive_without_the_usual_folder_is_searched_where_its_posts_are(tmp_path: Path) -> None:
    write_archive(tmp_path, {"old_post/2020-01-01-a.md": make_post()})

    actual = look_at(tmp_path)["archive"]

    expected = {"posts": ["old_post"]}
    assert expected == actual


@pytest.mark.parametrize(
    "config", [SITE.replace("Asia/Shanghai", "Nowhere"), "a: [\n" + SITE], ids=["zone", "YAML"]
)
def test_settings_of_the_site_that_have_another_fault_do_not_change_its_address(
    tmp_path: Path, config: str
) -> None:
    write_archive(tmp_path, {A: make_post()}, config=config)

    # Entry ids hold the address: a wrong one that works is worse than the fault, which generate reports.
    actual = look_at(tmp_path)["site"]

    assert "url" not in actual


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", "---\ntitle: [\n---\nx", "just text"],
    ids=["no UTF-8", "broken front matter", "no front matter"],
)
def test_a_post_that_cannot_be_read_is_passed_over(tmp_path: Path, content: str | bytes) -> None:
    # It comes before the one that tells how the archive writes its dates.
    write_archive(tmp_path, {A: content, B: make_post(date="2021-12-08 10:00:00")})

    assert "Some posts here have one." in make_settings_file(str(tmp_path))


def test_an_archive_without_posts_is_an_error(tmp_path: Path) -> None:
    write_archive(tmp_path, {})

    with pytest.raises(ArchiveError) as caught:
        make_settings_file(str(tmp_path))

    assert str(tmp_path) == caught.value.subject


def test_the_sample_archive_gets_the_settings_that_it_needs() -> None:
    actual = look_at(EXAMPLE)

    expected = {
        "archive": {
            "posts": ["_posts", "old_post"],
            "categories": "whole",
            "pages": [{"folder": "old_post", "link": "original"}],
        },
        "site": {"category_page": "/category/{category}.html"},
        "feeds": {},
        "chrome": {},
        "index": {},
        "rules": {},
    }
    assert expected == actual


def test_the_real_archive_gets_the_settings_that_it_needs() -> None:
    actual = look_at(need_corpus())["archive"]

    # No post there is in the category with a space: its pages alone do not tell.
    expected = {"posts": ["_posts", "old_post"], "pages": [{"folder": "old_post", "link": "original"}]}
    assert expected == actual
