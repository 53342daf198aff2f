"""Where posts came and nothing else changed, only their feeds are made anew, and no byte is another."""

import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest.mock import patch

import pytest
from archives import SITE, make_post, read_files, write_archive
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from feedtool import growth, listing, stamps
from feedtool.glance import Request, take_glance
from feedtool.model import Report
from feedtool.pipeline import generate
from feedtool.settings import ChromeSettings, FeedSettings, Settings

NOW = datetime(2022, 6, 1, tzinfo=UTC)
#: A run that goes over all posts has these stages too.
LONG = ["scan", "check", "read", "judge", "collect", "publish"]
SHORT = ["scan", "check", "publish"]
LATER = datetime(2022, 6, 9, tzinfo=UTC)


def write_posts(site: Path, count: int, start: int = 0, **fields: str) -> None:
    """Write so many posts of two outlets in two categories, each a minute younger than the one before."""
    for number in range(start, start + count):
        outlet, category = (("海港日报", "gangkou"), ("林中早报", "linzhong"))[number % 2]
        moment = datetime(2022, 5, 1, tzinfo=UTC) + timedelta(minutes=number)
        values = {"title": f"标题{number}", "date": f"{moment:%Y-%m-%d %H:%M:%S}", "categories": category}
        post = make_post(
            f"第{number}条。\n\n（来源：{outlet}）", **values | {"tags": f"{outlet}新闻"} | fields
        )
        write_archive(site, {f"_posts/2022-05-01-{number:04}.md": post}, config="")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an archive of six posts whose times tell the next change at once."""
    monkeypatch.setattr(stamps, "STEP", 0)
    write_posts(write_archive(tmp_path / "site", {}), 6)
    return tmp_path / "site"


def run(site: Path, settings: Settings = Settings(), now: datetime = NOW, *, is_dry: bool = False) -> Report:  # noqa: B008 - frozen
    """Publish the archive with an index beside it."""
    index = site.parent / "index.sqlite"
    return generate(
        settings, str(site), site.parent / "feeds", now=now, index_path=index, jobs=1, is_dry=is_dry
    )


def tell(report: Report) -> dict[str, object]:
    """Give what a report says of the archive, and not of its run."""
    passing = {"files_written": (), "files_unchanged": 0, "files_removed": (), "index": {}, "seconds": {}}
    values = replace(report, **passing)  # type: ignore[arg-type]
    return {name: getattr(values, name) for name in Report.__slots__}


def check(site: Path, report: Report, settings: Settings = Settings(), now: datetime = NOW) -> None:  # noqa: B008
    """See that feeds and report are those of a build from nothing."""
    cold = site.parent / "cold"
    shutil.rmtree(cold, ignore_errors=True)
    expected = generate(settings, str(site), cold, now=now, jobs=1)
    assert read_files(cold) == read_files(site.parent / "feeds")
    assert tell(expected) == tell(report)


def test_new_posts_change_their_own_feeds_and_the_catalogue(site: Path) -> None:
    run(site)
    write_posts(site, 1, 6)

    report = run(site)

    assert SHORT == [*report.seconds]
    assert {"reused": 6, "read": 1} == report.index
    files = ("rss.xml", "atom.xml", "feed.json")
    folders = ("all", "category/gangkou", "source/海港日报")
    expected = {f"{folder}/{file}" for folder in folders for file in files}
    assert expected | {"feeds.json", "feeds.opml"} == {*report.files_written}
    assert 17 == len(report.files_written) + report.files_unchanged
    check(site, report)


def test_growth_goes_on_and_ends_in_a_run_that_finds_nothing_to_do(site: Path) -> None:
    run(site)
    for start in (6, 8, 10):
        write_posts(site, 2, start)
        assert SHORT == [*run(site).seconds]

    report = run(site)

    assert ["scan", "check"] == [*report.seconds]
    assert {"reused": 12, "read": 0} == report.index
    check(site, report)


def test_files_whose_times_cannot_tell_are_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(site)
    monkeypatch.setattr(stamps, "STEP", 3600 * 10**9)
    write_posts(site, 1, 6)
    assert SHORT == [*run(site).seconds]

    write_posts(site, 1, 7)
    report = run(site)
    assert SHORT == [*report.seconds]
    check(site, report)
    monkeypatch.setattr(stamps, "STEP", 0)
    report = run(site)
    assert ["scan", "check"] == [*report.seconds]
    check(site, report)

    monkeypatch.setattr(stamps, "STEP", 3600 * 10**9)
    write_posts(site, 1, 8)
    run(site)
    write_posts(site, 1, 8, title="另一标题")
    report = run(site)
    assert LONG == [*report.seconds]
    check(site, report)


def test_an_archive_without_any_feed_can_grow(site: Path) -> None:
    for path in site.glob("_posts/*"):
        path.unlink()
    settings = Settings(feeds=FeedSettings(by=("tag",)))
    write_posts(site, 2, tags="[]")
    assert 0 == run(site, settings).feeds
    write_posts(site, 1, 2, tags="[]")

    report = run(site, settings)

    assert SHORT == [*report.seconds]
    check(site, report, settings)


def test_what_would_change_is_told_and_nothing_is_written(site: Path) -> None:
    run(site)
    write_posts(site, 1, 6)
    before = read_files(site.parent)

    tried = run(site, is_dry=True)

    assert before == read_files(site.parent)
    assert SHORT == [*tried.seconds]
    done = run(site)
    assert done.files_written == tried.files_written
    assert tell(done) == tell(tried)


def test_a_problem_of_a_new_post_is_reported_with_those_there_were(site: Path) -> None:
    write_archive(site, {"_posts/2022-05-01-odd.md": "---\ntitle: [\n---\n\n怪。\n"}, config="")
    run(site)
    write_posts(site, 1, 6, title='"引"号"')

    report = run(site)

    assert SHORT == [*report.seconds]
    assert ["title-repaired", "title-repaired"] == sorted(problem.code for problem in report.problems)
    check(site, report)


@pytest.mark.parametrize("limit", [1, 2, 20])
@pytest.mark.parametrize("most_bytes", [0, 7000, 9000])
def test_a_feed_has_as_many_entries_as_it_may(site: Path, limit: int, most_bytes: int) -> None:
    settings = Settings(feeds=FeedSettings(limit=limit, max_bytes=most_bytes))
    run(site, settings)
    for start in (6, 7, 8):
        write_posts(site, 1, start)
        report = run(site, settings)
        assert SHORT == [*report.seconds]
    check(site, report, settings)


def write(site: Path, text: str, name: str = "_posts/2022-05-01-new.md") -> None:
    write_archive(site, {name: text}, config="")


def write_some(site: Path, count: int, *, body: str = "新闻。", **fields: str) -> None:
    for number in range(count):
        values = YOUNG | {"title": f"新{number}"} | fields
        write(site, make_post(f"{number}{body}", **values), f"_posts/2022-05-02-{number}.md")


YOUNG = {"date": "2022-05-02 10:00:00"}
#: What may have more to it than that posts came.
DOUBTS: dict[str, Callable[[Path], object]] = {
    "a post is gone": lambda site: (site / "_posts/2022-05-01-0003.md").unlink(),
    "a post was changed": lambda site: write_posts(site, 1, 3, title="另一标题"),
    "a post was moved": lambda site: (site / "_posts/2022-05-01-0003.md").rename(
        site / "_posts/2022-05-01-z.md"
    ),
    "a post was touched": lambda site: os.utime(site / "_posts/2022-05-01-0003.md"),
    "a feed was damaged": lambda site: (site.parent / "feeds/all/rss.xml").write_bytes(b""),
    "a name came to the top": lambda site: (site / "about.md").write_bytes(b""),
    "the site's settings changed": lambda site: write_archive(site, {}, SITE.replace("海港", "海湾")),
    "the index is gone": lambda site: (site.parent / "index.sqlite").unlink(),
    "the new post is broken": lambda site: write(site, "---\ntitle: [\n---\n\n坏。\n"),
    "the new post is not published": lambda site: write(site, make_post(published="false", **YOUNG)),
    "the new post waits": lambda site: write(site, make_post(date="2023-01-01")),
    "the new post is old": lambda site: write(site, make_post("旧闻。", title="旧", date="2022-04-01")),
    "the new post is a copy": lambda site: write(
        site, (site / "_posts/2022-05-01-0003.md").read_text(encoding="utf-8")
    ),
    "the new post has the id of another": lambda site: write(
        site, make_post("同名。", title="同", slug="0004", date="2022-05-01 00:04:00")
    ),
    "the new category is new": lambda site: write(
        site, make_post("新。", title="新", categories="xin", **YOUNG)
    ),
    "the new outlet is new": lambda site: write(
        site, make_post("新。\n\n（来源：新潮周报）", title="新", **YOUNG)
    ),
    "two new posts are one article": lambda site: write_some(
        site, 2, title="新", body="同。（来源：海港日报）"
    ),
    "its category gets another name": lambda site: write_some(site, 4, tags="港口"),
    "the name of a new file is no text": lambda site: Path(
        os.fsdecode(os.fsencode(site / "_posts") + b"/2022-05-03-\xff.md")
    ).write_text(make_post(), encoding="utf-8"),
}


@pytest.mark.parametrize("doubt", DOUBTS.values(), ids=DOUBTS)
def test_on_any_doubt_a_run_goes_over_all_posts(site: Path, doubt: Callable[[Path], object]) -> None:
    run(site)
    doubt(site)

    report = run(site)

    assert SHORT != [*report.seconds]
    check(site, report)
    write_posts(site, 1, 6)
    check(site, run(site))


def test_a_new_folder_of_posts_is_more_than_growth(site: Path) -> None:
    (site / "blog").mkdir()
    run(site)
    write(site, make_post("新。", title="新", **YOUNG), "blog/_posts/2022-05-02-new.md")

    report = run(site)

    assert LONG == [*report.seconds]
    check(site, report)


def test_a_run_goes_over_all_posts_where_many_are_new(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "_MOST", 2)
    run(site)
    write_posts(site, 3, 6)

    report = run(site)

    assert LONG == [*report.seconds]
    check(site, report)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(chrome=ChromeSettings(learn=True)),
        replace(Settings(), archive=replace(Settings().archive, liquid=True)),
        Settings(feeds=FeedSettings(aliases=replace(FeedSettings().aliases, has_jekyll_feed=True))),
    ],
)
def test_some_settings_let_a_run_go_over_all_posts(site: Path, settings: Settings) -> None:
    run(site, settings)
    write_posts(site, 1, 6)

    report = run(site, settings)

    assert LONG == [*report.seconds]
    check(site, report, settings)


def test_where_outlets_have_no_feeds_a_post_that_makes_one_known_is_no_plain_growth(site: Path) -> None:
    settings = Settings(feeds=FeedSettings(by=("all", "category")))
    run(site, settings)
    write(site, make_post("新。\n\n（来源：新潮周报）", title="新", **YOUNG))

    report = run(site, settings)

    assert LONG == [*report.seconds]
    check(site, report, settings)


def test_posts_that_wait_come_on_their_day_whatever_came_before(site: Path) -> None:
    write(site, make_post("到时。", title="到时", date="2022-06-08"), "_posts/2022-06-08-waiting.md")
    run(site)
    write_posts(site, 1, 6)
    assert SHORT == [*run(site).seconds]

    report = run(site, now=LATER)

    assert LONG == [*report.seconds]
    check(site, report, now=LATER)


def test_a_site_that_publishes_what_is_to_come_grows_by_it(site: Path) -> None:
    write_archive(site, {}, f"{SITE}future: true\n")
    run(site)
    write_posts(site, 1, 6, date="2023-01-01")

    report = run(site)

    assert SHORT == [*report.seconds]
    check(site, report)


def test_a_category_without_a_feed_keeps_its_part_in_the_names_of_folders(site: Path) -> None:
    settings = Settings(feeds=FeedSettings(except_=("foo",)))
    for name, category, hour in (("other", "other", 0), ("upper", "Foo", 10), ("lower", "foo", 20)):
        text = make_post(name, title=name, categories=category, date=f"2022-04-03 {hour:02}:00:00")
        write(site, text, f"_posts/2022-04-03-{name}.md")
    run(site, settings)
    write(site, make_post("旧。", title="旧", categories="foo", date="2022-04-03 05:00:00"))

    check(site, run(site, settings), settings)


def test_what_comes_and_changes_within_a_step_of_its_times_is_read_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    monkeypatch.setattr(stamps, "STEP", 3600 * 10**9)
    write(site, make_post("甲。", title="新", **YOUNG))
    assert SHORT == [*run(site).seconds]
    new = site / "_posts/2022-05-01-new.md"
    stamp = read_stamp(new)

    # As if the file system's clock had not moved on: the listing gives the stamp that it gave.
    new.write_bytes(new.read_bytes().replace("甲".encode(), "乙".encode()))
    with patch.object(listing, "describe", partial(keep_stamp, f"_posts/{new.name}", stamp)):
        report = run(site)

    check(site, report)


def read_stamp(path: Path) -> bytes:
    status = path.stat()
    return struct.pack("3q", status.st_size, status.st_mtime_ns, status.st_ctime_ns)


_describe = listing.describe


def keep_stamp(path: str, stamp: bytes, *seen: Any) -> listing.Listing:
    found = _describe(*seen)
    found.files.update({path: stamp} if path in found.files else {})
    return found


def test_a_new_post_that_becomes_a_link_to_nowhere_is_no_post(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    monkeypatch.setattr(stamps, "STEP", 3600 * 10**9)
    write(site, make_post("甲。", title="新", **YOUNG))
    run(site)
    new = site / "_posts/2022-05-01-new.md"
    new.unlink()
    new.symlink_to(site / "nowhere.md")

    report = run(site)

    assert {"problem": 1} == report.left_out
    check(site, report)


def test_a_problem_on_a_category_goes_when_a_post_has_it(site: Path) -> None:
    settings = Settings(feeds=FeedSettings(by=("all", "source"), except_=("linzhong2",)))
    first = run(site, settings)
    assert ["category-unknown"] == [problem.code for problem in first.problems]
    write(site, make_post("新。（来源：海港日报）", title="新", categories="linzhong2", **YOUNG))

    report = run(site, settings)

    assert () == report.problems
    check(site, report, settings)


def test_where_the_index_is_damaged_it_is_made_anew(site: Path) -> None:
    run(site)
    with closing(sqlite3.connect(site.parent / "index.sqlite")) as connection, connection:
        connection.execute("DELETE FROM heads WHERE path = '_posts/2022-05-01-0004.md'")
    write_posts(site, 1, 6)

    check(site, run(site))


def test_growth_can_be_told_at_a_glance_from_then_on(site: Path) -> None:
    index, output = site.parent / "index.sqlite", site.parent / "feeds"
    request = Request(settings_file=None, source=str(site), output=output)
    report = run(site)
    for start in (6, 7):
        write_posts(site, 1, start)
        glance = take_glance(request, index, NOW.timestamp())
        report = generate(Settings(), str(site), output, now=NOW, index_path=index, glance=glance)
        assert SHORT == [*report.seconds]

    glance = take_glance(request, index, NOW.timestamp())

    assert glance is not None
    assert glance.told is not None
    assert {"reused": 8, "read": 0} == glance.told.report["index"]
    assert report.published == glance.told.report["published"]


CREDITS = (
    "",
    "（来源：海港日报）",
    "（林中早报）",
    "来源：新潮周报",
    "[原文链接](https://tide.example/{number})",
)

_PROFILE = hypothesis_settings.default or hypothesis_settings()


@hypothesis_settings(max_examples=_PROFILE.max_examples // 5)  # each publishes up to ten times
@given(
    steps=st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(CREDITS),
                st.sampled_from(("gangkou", "linzhong", "[gangkou, linzhong]")),
                st.sampled_from(("[]", "[海港日报新闻]", "[林中早报新闻]", "[港口, 新潮]")),
                st.integers(0, 60),
            ),
            max_size=3,
        ),
        min_size=1,
        max_size=4,
    ),
    settings=st.sampled_from(
        (
            Settings(),
            Settings(feeds=FeedSettings(limit=3, by=("all", "category", "source", "tag"))),
            Settings(feeds=FeedSettings(max_bytes=12000, content="summary")),
            Settings(feeds=FeedSettings(except_=("linzhong",), formats=("json",))),
        )
    ),
)
def test_whatever_comes_the_feeds_are_those_of_a_build_from_nothing(
    steps: list[list[tuple[str, str, str, int]]], settings: Settings
) -> None:
    folder = Path(mkdtemp(prefix="feedtool-test-"))
    try:
        with patch.object(stamps, "STEP", 0):
            site = write_archive(folder / "site", {})
            write_posts(site, 6)
            run(site, settings)
            number = 100
            for step in steps:
                for credit, categories, tags, minute in step:
                    number += 1
                    body = f"第{number}条。\n\n{credit.format(number=number)}".strip()
                    date = f"2022-05-01 00:{minute:02}:00" if minute < 60 else "2022-05-02 00:00:00"
                    fields = {"title": f"题{number}", "date": date, "categories": categories, "tags": tags}
                    write(site, make_post(body, **fields), f"_posts/2022-05-01-{number}.md")
                check(site, run(site, settings), settings)
    finally:
        shutil.rmtree(folder)
