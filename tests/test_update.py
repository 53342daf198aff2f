"""An untouched file is not opened, a touched one not parsed; and processes change no byte."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from archives import SITE, make_post, read_files, read_stamps, write_archive
from build import make_config, open_index

from feedtool import changes, stamps
from feedtool.archive import open_archive
from feedtool.changes import find_changes
from feedtool.pipeline import generate
from feedtool.post_folders import find_posts
from feedtool.settings import ChromeSettings, Settings
from feedtool.update import Updated, update_index

A, B = "_posts/2022-05-01-a.md", "_posts/2022-05-02-b.md"
_opened: list[str] | None = None


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _opened is not None:
        _opened.append(str(arguments[0]))


sys.addaudithook(_listen)  # for good: the interpreter forgets no hook


@contextmanager
def hear_opened() -> Iterator[list[str]]:
    """Hear which files this process opens."""
    global _opened  # noqa: PLW0603 - the hook cannot be told otherwise
    _opened = []
    try:
        yield _opened
    finally:
        _opened = None


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an archive of two posts, whose times tell the next change at once."""
    monkeypatch.setattr(stamps, "STEP", 0)
    return write_archive(tmp_path / "site", {A: make_post("甲。"), B: make_post("乙。（来源：海港日报）")})


def measure(site: Path, **chrome: Any) -> tuple[tuple[int, int, int], Updated]:
    """Bring an index up to date; give how many files were not opened, were, and were prepared."""
    config = make_config(chrome=ChromeSettings(**chrome))
    with open_archive(str(site)) as archive, open_index(site / "index.sqlite", "own", print) as index:
        files = find_posts(archive, ())
        changes = find_changes(
            index, site, files, index.read_stamps(), frozenset(), jobs=1, has_blocks=config.chrome.learn
        )
        updated = update_index(index, site, changes, config, jobs=1)
    opened = len(changes.touched) + len(changes.to_read)
    return (len(changes.files) - opened, opened, updated.prepared), updated


def bring_up_to_date(site: Path, **chrome: Any) -> Updated:
    return measure(site, **chrome)[1]


def numbers(site: Path, **chrome: Any) -> tuple[int, int, int]:
    return measure(site, **chrome)[0]


def test_times_of_any_file_system_tell_a_change() -> None:
    assert stamps.STEP >= 2_000_000_000  # FAT counts in steps of two seconds


def test_an_untouched_file_is_not_opened(site: Path) -> None:
    assert (0, 2, 2) == numbers(site)

    with hear_opened() as opened:
        assert (2, 0, 0) == numbers(site)
    assert [] == [path for path in opened if path.endswith(".md")]


def test_a_document_of_a_collection_that_did_not_change_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "STEP", 0)
    config = f"{SITE}collections: {{news: {{output: true}}}}\nfeed: {{collections: [news]}}\n"
    document, other = "_news/2022-05-03-c.md", "_news/c.css"
    site = write_archive(
        tmp_path / "site", {A: make_post("甲。"), document: make_post("丙。"), other: ""}, config
    )
    index = tmp_path / "index.sqlite"
    generate(Settings(), str(site), tmp_path / "feeds", jobs=1, index_path=index)
    (site / A).write_text(make_post("乙。"), encoding="utf-8")

    with hear_opened() as opened:
        report = generate(Settings(), str(site), tmp_path / "feeds", jobs=1, index_path=index)

    assert (2, {"reused": 1, "read": 1}) == (report.posts, report.index)
    assert {str(site / A)} == {path for path in opened if path.endswith(".md")}


def test_a_touched_file_with_the_same_bytes_is_read_and_not_parsed(site: Path) -> None:
    bring_up_to_date(site)
    os.utime(site / A, (0, 0))

    with hear_opened() as opened:
        assert (1, 1, 0) == numbers(site)
    assert [str(site / A)] == [path for path in opened if path.endswith(".md")]
    assert (2, 0, 0) == numbers(site)


def test_touched_files_are_told_from_changed_ones_over_several_processes(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"_posts/2022-05-{day:02}-c.md" for day in range(1, 10)]
    write_archive(site, {name: make_post(f"第{name}条。") for name in names}, config="")
    bring_up_to_date(site)
    for name in (A, B, *names):
        os.utime(site / name, (0, 0))
    for name in names[::4]:
        (site / name).write_text(make_post("改。"), encoding="utf-8")
    monkeypatch.setattr(changes, "_FEW_FILES", 4)
    monkeypatch.setattr(changes, "_FILES_A_CHUNK", 3)

    with open_archive(str(site)) as archive, open_index(site / "index.sqlite", "own", print) as index:
        files = find_posts(archive, ())
        found = find_changes(index, site, files, index.read_stamps(), frozenset(), jobs=2)

    assert names[::4] == [file.path for file in found.to_read]
    assert 8 == len(found.touched)
    assert all(stamp != stamps.UNSURE and digest for _, (stamp, digest) in found.touched)


def test_a_changed_file_is_parsed(site: Path) -> None:
    bring_up_to_date(site)
    (site / A).write_text(make_post("丙。"), encoding="utf-8")

    assert (1, 1, 1) == numbers(site)


def test_a_file_that_was_changed_a_moment_ago_is_read_once_more(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two changes within one step of the file system's clock leave the same times.
    monkeypatch.setattr(stamps, "STEP", 3600 * 10**9)
    bring_up_to_date(site)

    assert (0, 2, 0) == numbers(site)


def test_a_file_whose_time_no_stamp_can_hold_is_read_each_time(site: Path) -> None:
    far = 10**19, 10**19  # a broken clock's: in the year 2286
    os.utime(site / A, ns=far)
    assert (0, 2, 2) == numbers(site)
    assert (1, 1, 0) == numbers(site)

    (site / A).write_text(make_post("丙。"), encoding="utf-8")
    os.utime(site / A, ns=far)
    assert (1, 1, 1) == numbers(site)


def test_a_file_that_is_gone_is_forgotten(site: Path) -> None:
    assert {A, B} == {*bring_up_to_date(site).heads}
    (site / B).unlink()

    updated = bring_up_to_date(site)
    assert ({A}, frozenset()) == ({*updated.heads}, updated.known)


def test_an_outlet_that_becomes_known_is_credited_by_posts_that_did_not_change(site: Path) -> None:
    (site / A).write_text(make_post("甲。（林中路）"), encoding="utf-8")
    assert () == bring_up_to_date(site).heads[A].common.outlets
    (site / B).write_text(make_post("乙。", source="林中路"), encoding="utf-8")

    done, updated = measure(site)
    assert ((1, 1, 1), ("林中路",)) == (done, updated.heads[A].common.outlets)

    (site / B).unlink()
    assert () == bring_up_to_date(site).heads[A].common.outlets


def test_blocks_that_nobody_kept_make_a_run_read_all(site: Path) -> None:
    bring_up_to_date(site)

    assert (0, 2, 2) == numbers(site, learn=True)


def test_what_the_archive_shows_to_be_chrome_goes_and_comes_back(site: Path) -> None:
    note = "以上内容不构成投资建议。"
    for path in (A, B):
        (site / path).write_text(make_post(f"{path}。\n\n{note}"), encoding="utf-8")

    # What cannot be published counts for nothing.
    (site / "_posts/2022-05-03-c.md").write_text("---\ntitle: 无正文\n---\n", encoding="utf-8")

    removed = [dict(head.removed) for head in bring_up_to_date(site, learn=True, posts=2).heads.values()]
    assert [1, 1] == [sum(it.values()) for it in removed]

    (site / B).unlink()
    done, updated = measure(site, learn=True, posts=2)
    assert (2, 0, 1) == done
    assert () == updated.heads[A].removed


def test_a_name_that_is_no_text_is_a_problem_and_stands_in_no_index(site: Path) -> None:
    name = "_posts/2022-05-03-\udcff.md"
    (site / name).write_text(make_post(), encoding="utf-8")

    updated = bring_up_to_date(site)

    assert ["file-name-unreadable"] == [problem.code for problem in updated.problems]
    assert {name: "problem"} == updated.left_out
    assert {A, B} == {*updated.heads}


def test_a_file_that_nobody_can_read_is_a_problem_each_time(site: Path) -> None:
    (site / "_posts/2022-05-03-c.md").symlink_to("nowhere")

    for prepared in (3, 1):
        updated = bring_up_to_date(site)
        assert {"_posts/2022-05-03-c.md": "problem"} == updated.left_out
        assert prepared == updated.prepared


# Over processes, and as runs


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive that is worth several processes: to read, and to publish."""
    posts: dict[str, str | bytes] = {
        f"_posts/2022-05-{1 + number % 28:02}-{number}.md": make_post(
            f"第{number}条新闻。\n\n（来源：第{number % 110}日报）", categories=f"c{number % 110}"
        )
        for number in range(230)
    }
    posts["_posts/2022-05-01-bad.md"] = "没有卷首。"
    return write_archive(tmp_path_factory.mktemp("large"), posts)


def tell(report: Any) -> dict[str, Any]:
    return {key: value for key, value in asdict(report).items() if key != "seconds"}


def test_the_number_of_processes_changes_no_byte(large: Path, tmp_path: Path) -> None:
    one = generate(Settings(), str(large), tmp_path / "one", jobs=1, index_path=tmp_path / "one.sqlite")
    three = generate(Settings(), str(large), tmp_path / "three", jobs=3, index_path=tmp_path / "three.sqlite")

    assert one.feeds > 200
    assert read_files(tmp_path / "one") == read_files(tmp_path / "three")
    assert tell(one) == tell(three)


def test_a_run_that_changes_nothing_writes_nothing(large: Path, tmp_path: Path) -> None:
    index = tmp_path / "index.sqlite"
    generate(Settings(), str(large), tmp_path / "feeds", jobs=1, index_path=index)
    stamps = read_stamps(tmp_path / "feeds")

    report = generate(Settings(), str(large), tmp_path / "feeds", jobs=3, index_path=index)

    assert stamps == read_stamps(tmp_path / "feeds")
    assert ((), ()) == (report.files_written, report.files_removed)
    assert {"reused": 231, "read": 0} == report.index


def test_an_index_that_vanishes_in_the_middle_of_a_run_costs_no_feed(
    large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # "Safe to delete at any time": also where its processes are about to open it.
    from feedtool import release  # noqa: PLC0415 - it takes long to import

    index = tmp_path / "index.sqlite"
    heard: list[str] = []
    find_due = release.find_due

    def delete_index(*arguments: Any) -> Any:
        index.unlink(missing_ok=True)
        return find_due(*arguments)

    monkeypatch.setattr(release, "find_due", delete_index)
    generate(Settings(), str(large), tmp_path / "one", jobs=2, index_path=index, say=heard.append)
    generate(Settings(), str(large), tmp_path / "two", jobs=1)

    assert read_files(tmp_path / "one") == read_files(tmp_path / "two")
    assert [
        f"the index {index} cannot be used (unable to open database file); this run goes without it"
    ] == heard


def test_categories_that_vanish_take_their_feeds_along_and_no_file_of_others(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {A: make_post(categories="a"), B: make_post(categories="b")})
    output, index = tmp_path / "feeds", tmp_path / "index.sqlite"
    generate(Settings(), str(site), output, jobs=1, index_path=index)
    (output / "category" / "b" / "mine.txt").write_text("mine", encoding="utf-8")
    (site / B).unlink()

    report = generate(Settings(), str(site), output, jobs=1, index_path=index)

    assert {f"category/b/{name}" for name in ("rss.xml", "atom.xml", "feed.json")} == {*report.files_removed}
    assert ["category/b/mine.txt"] == [path for path in read_files(output) if path.startswith("category/b")]
