"""A file is read by itself: what is wrong with it costs no other, and processes change nothing."""

from pathlib import Path
from typing import Any

import pytest
from archives import make_post, write_archive
from build import make_config

from feedtool import reading
from feedtool.archive import open_archive
from feedtool.post_files import PostFile
from feedtool.post_folders import find_posts
from feedtool.prepare import prepare
from feedtool.reading import Job, Outcome, Task, read_files, refuse_name
from feedtool.records import load_problems
from feedtool.stamps import STAMP_BYTES, UNSURE

A, B = "_posts/2022-05-01-a.md", "_posts/2022-05-02-b.md"
SURE = (1 << 63) - 1


def make_job(site: Path, **fields: Any) -> Job:
    return Job(root=site, config=make_config(), known=frozenset(), **{"sure_before": SURE, **fields})


def read(site: Path, jobs: int = 1, **fields: Any) -> list[Outcome]:
    with open_archive(str(site)) as archive:
        tasks = [Task(file) for file in find_posts(archive, ())]
        return [*read_files(make_job(site, **fields), tasks, jobs)]


def problems_of(outcome: Outcome) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in load_problems(outcome[0].problems)]


def test_a_post_that_cannot_be_used_costs_no_other(tmp_path: Path) -> None:
    site = write_archive(tmp_path, {A: "---\ntitle: 无正文\n---\n", B: make_post()})

    bad, good = read(site)

    assert ("problem", None) == (bad[0].state, bad[1])
    assert "post" == good[0].state
    assert good[1] is not None


def test_a_post_that_is_not_to_be_published_has_no_row(tmp_path: Path) -> None:
    (outcome,) = read(write_archive(tmp_path, {A: make_post(published="false")}))

    assert ("unpublished", "[]", None) == (outcome[0].state, outcome[0].problems, outcome[1])


def test_a_file_that_cannot_be_read_has_no_stamp_and_is_read_again(tmp_path: Path) -> None:
    site = write_archive(tmp_path, {})
    (outcome,) = read_files(make_job(site), [Task(PostFile(A, "_posts", bytes(range(STAMP_BYTES))))], 1)

    assert (UNSURE, "") == outcome.stamp
    message = "the file cannot be read: No such file or directory; mend or delete it"
    assert [("file-unreadable", message)] == problems_of(outcome)


def test_a_fault_of_ours_is_told_and_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_at_a(raw: Any, *rest: Any) -> Any:
        if raw.path == A:
            raise RuntimeError("oops")
        return prepare(raw, *rest)

    monkeypatch.setattr(reading, "prepare", fail_at_a)
    bad, good = read(write_archive(tmp_path, {A: make_post(), B: make_post()}))

    assert [("fault", "feedtool failed on this post (RuntimeError: oops); please report it")] == problems_of(
        bad
    )
    assert [] == problems_of(good)


def test_blocks_are_kept_where_they_are_asked_for(tmp_path: Path) -> None:
    site = write_archive(tmp_path, {A: make_post()})

    (without,), (with_them,) = read(site), read(site, has_blocks=True)

    assert without[1] is not None
    assert with_them[1] is not None
    assert without[1].blocks is None
    assert with_them[1].blocks is not None
    assert without[1]._replace(blocks=with_them[1].blocks) == with_them[1]


def test_processes_give_the_same_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_FEW_FILES", 2)
    monkeypatch.setattr(reading, "_FILES_A_CHUNK", 2)
    site = write_archive(
        tmp_path, {f"_posts/2022-05-01-{number}.md": make_post(f"{number}。") for number in range(9)}
    )

    assert read(site) == read(site, jobs=3)


def test_a_name_that_is_no_text_is_told_in_letters_that_can_be_shown() -> None:
    problem = refuse_name(PostFile("_posts/\udcff.md", "_posts"))

    assert ("_posts/\\udcff.md", "file-name-unreadable") == (problem.path, problem.code)
