"""A run that finds all as the last one left it gives the same report, and does nothing else."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from archives import make_post, read_stamps, write_archive

from feedtool import pipeline, stamps
from feedtool.errors import PublishError
from feedtool.judging import judge
from feedtool.model import Report
from feedtool.opening import Opened
from feedtool.pipeline import generate
from feedtool.render import catalogue
from feedtool.settings import FeedSettings, Settings

A, B, WAITING = "_posts/2022-05-01-a.md", "_posts/2022-05-02-b.md", "_posts/2022-06-02-c.md"
NOW = datetime(2022, 6, 1, tzinfo=UTC)
LONG = ["scan", "check", "read", "judge", "collect", "publish"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an archive whose times tell the next change at once; one of its posts waits, one has a problem."""
    monkeypatch.setattr(stamps, "STEP", 0)
    posts = {
        A: make_post("甲。（来源：海港日报）"),
        B: make_post("乙。\x08", date="2022-04-05"),
        WAITING: make_post("丙。", date="2022-06-02"),
    }
    return write_archive(tmp_path / "site", posts)


def run(site: Path, now: datetime = NOW, settings: Settings = Settings()) -> Report:  # noqa: B008 - frozen
    """Publish the archive with an index beside it."""
    index = site.parent / "index.sqlite"
    return generate(settings, str(site), site.parent / "feeds", now=now, index_path=index)


def what_stays(report: Report) -> Report:
    """Give what a report says of the archive, and not of its run."""
    count = report.files_unchanged + len(report.files_written)
    return replace(report, files_written=(), files_unchanged=count, index={}, seconds={})


def test_where_nothing_changed_the_report_is_the_same_and_nothing_is_done(site: Path) -> None:
    first = run(site)
    before = read_stamps(site.parent)

    second = run(site)

    assert (LONG, ["scan", "check"]) == ([*first.seconds], [*second.seconds])
    assert what_stays(first) == what_stays(second)
    assert first.problems != ()
    assert () == second.files_written == second.files_removed
    assert {"reused": 3, "read": 0} == second.index
    assert before == read_stamps(site.parent)


def test_posts_that_were_but_touched_are_read_and_nothing_more(site: Path) -> None:
    first = run(site)
    for path in (A, B, WAITING):
        os.utime(site / path)

    second = run(site)
    assert ["scan", "check"] == [*second.seconds]
    assert what_stays(first) == what_stays(second)

    assert ["scan", "check"] == [*run(site).seconds]


@pytest.mark.parametrize("day", [datetime(2022, 6, 3, tzinfo=UTC), datetime(2022, 4, 6, tzinfo=UTC)])
def test_a_post_whose_day_has_come_or_is_to_come_again_is_no_unchanged_archive(
    site: Path, day: datetime
) -> None:
    first = run(site)
    assert ["scan", "check"] == [*run(site, datetime(2022, 6, 1, 12, tzinfo=UTC)).seconds]

    second = run(site, day)

    assert LONG == [*second.seconds]
    assert first.published != second.published


def test_a_file_of_the_output_that_was_changed_or_is_gone_comes_back(site: Path) -> None:
    run(site)
    feeds = site.parent / "feeds"
    (feeds / "all" / "rss.xml").write_text("mine", encoding="utf-8")
    (feeds / "feeds.opml").unlink()

    assert ("all/rss.xml", "feeds.opml") == run(site).files_written
    assert () == run(site).files_written


def test_where_it_is_not_known_how_the_output_was_left_it_is_looked_at(site: Path) -> None:
    run(site)
    with closing(sqlite3.connect(site.parent / "index.sqlite")) as connection, connection:
        connection.execute("DELETE FROM run WHERE name = 'output'")

    report = run(site)

    assert (LONG, ()) == ([*report.seconds], report.files_written)


def test_a_file_of_the_output_that_was_changed_while_the_run_published_comes_back(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = site.parent / "feeds" / "all" / "rss.xml"
    render_opml = catalogue.render_opml

    def change_and_render(*arguments: Any) -> bytes:
        feed.write_text("mine", encoding="utf-8")
        return render_opml(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "render_opml", change_and_render)
        run(site)

    assert ("all/rss.xml",) == run(site).files_written
    assert b"mine" != feed.read_bytes()
    assert () == run(site).files_written


@pytest.mark.parametrize(
    "settings", [Settings(feeds=FeedSettings(formats=("rss",))), Settings(source="other.toml")]
)
def test_other_settings_are_looked_at_anew(site: Path, settings: Settings) -> None:
    run(site)

    assert LONG == [*run(site, settings=settings).seconds]


def test_where_posts_do_not_wait_for_their_day_one_of_a_later_day_changes_nothing(site: Path) -> None:
    with (site / "_config.yml").open("a", encoding="utf-8") as config:
        config.write("future: true\n")
    first = run(site)

    assert 3 == first.published
    assert ["scan", "check"] == [*run(site).seconds]


def test_who_names_a_category_that_no_post_has_is_told_as_it_is_now(site: Path) -> None:
    with (site / "_config.yml").open("a", encoding="utf-8") as config:
        config.write("feed: {categories: [gangkou, neu]}\n")
    feeds = FeedSettings(only=("gangkou", "neu"))
    own = Settings(feeds=feeds, stated=frozenset({"feeds.only"}), source="feedtool.toml")

    def find_paths(settings: Settings) -> list[str]:
        problems = run(site, settings=settings).problems
        return [problem.path for problem in problems if problem.code == "category-unknown"]

    theirs = Settings(source="feedtool.toml")
    assert ["_config.yml"] == find_paths(theirs)
    assert ["feedtool.toml"] == find_paths(own)
    assert ["_config.yml"] == find_paths(theirs)


def test_another_output_folder_is_written(site: Path) -> None:
    run(site)
    (site.parent / "feeds").rename(site.parent / "elsewhere")

    report = run(site)

    assert report.files_written != ()


def test_posts_too_new_for_their_times_to_tell_are_read_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "STEP", 10**12)
    run(site)
    assert ["scan", "check"] == [*run(site).seconds]

    status = (site / A).stat()
    (site / A).write_bytes((site / A).read_bytes().replace("甲".encode(), "丁".encode()))
    os.utime(site / A, ns=(status.st_atime_ns, status.st_mtime_ns))

    report = run(site)
    assert LONG == [*report.seconds]
    assert "all/rss.xml" in report.files_written


def test_a_post_whose_name_is_no_text_is_seen_when_it_comes_and_when_it_goes(site: Path) -> None:
    first = run(site)
    nameless = os.fsencode(site / "_posts") + b"/2022-05-09-\xff.md"
    Path(os.fsdecode(nameless)).write_text(make_post("坏名。"), encoding="utf-8")

    came = run(site)
    assert ["file-name-unreadable"] == [it.code for it in came.problems if it not in first.problems]
    assert what_stays(came) == what_stays(run(site))

    os.unlink(nameless)  # noqa: PTH108 - a Path holds no bytes
    assert what_stays(first) == what_stays(run(site))


@contextmanager
def broken(name: str) -> Iterator[None]:
    """Let a stage of the run fail."""

    def fail(*_: object, **__: object) -> None:
        raise PublishError("feeds", "the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, name, fail)
        yield


def test_a_run_that_ended_before_it_had_published_is_made_up_for(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    (site / A).write_text(make_post("丁。（来源：海港日报）"), encoding="utf-8")
    # As where processes of its own have to read what is new: it is written before anything is published.
    monkeypatch.setattr(pipeline, "judge", show_first(judge))
    with broken("_publish"), pytest.raises(PublishError):
        run(site)

    report = run(site)

    assert LONG == [*report.seconds]
    assert "all/rss.xml" in report.files_written


def show_first(stage: object) -> object:
    def judge_shown(opened: Opened, *rest: object) -> object:
        opened.index.show()
        return stage(opened, *rest)  # type: ignore[operator] # it is the function that it stands for

    return judge_shown
