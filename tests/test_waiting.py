"""A run that waits for another one publishes what is there when its turn has come."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import SITE, make_post, pack_zip, read_files, write_archive

from feedtool.pipeline import generate
from feedtool.settings import Settings

A, B = "_posts/2022-05-01-a.md", "_posts/2022-05-02-b.md"


@pytest.mark.parametrize("is_dry", [False, True])
def test_what_changes_while_a_run_waits_is_seen(tmp_path: Path, *, is_dry: bool) -> None:
    site = write_archive(tmp_path / "site", {A: make_post("甲。")})
    index = tmp_path / "index.sqlite"
    generate(Settings(), str(site), tmp_path / "feeds", index_path=index)
    with closing(sqlite3.connect(index, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        def go_on(_: str) -> None:
            write_archive(site, {B: make_post("乙。")}, "")
            other.execute("ROLLBACK")

        report = generate(
            Settings(), str(site), tmp_path / "feeds", index_path=index, is_dry=is_dry, say=go_on
        )

    assert 2 == report.posts
    assert "wait" == next(iter(report.seconds))


def test_a_post_whose_time_comes_while_a_run_waits_is_published(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {A: make_post("甲。")})
    index = tmp_path / "index.sqlite"
    generate(Settings(), str(site), tmp_path / "feeds", index_path=index)
    with closing(sqlite3.connect(index, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        def go_on(_: str) -> None:
            now = datetime.now(UTC).isoformat()
            write_archive(site, {B: make_post("乙。", date=f"'{now}'")}, "")
            other.execute("ROLLBACK")

        generate(Settings(), str(site), tmp_path / "feeds", index_path=index, say=go_on)
    generate(Settings(), str(site), tmp_path / "cold")

    assert read_files(tmp_path / "cold") == read_files(tmp_path / "feeds")
    assert "乙".encode() in read_files(tmp_path / "feeds")["all/rss.xml"]


def test_a_run_tells_how_long_a_packed_archive_took_to_unpack(tmp_path: Path) -> None:
    packed = pack_zip(tmp_path / "site.zip", {"_config.yml": SITE, A: make_post("甲。")})

    assert ["unpack", "scan"] == [*generate(Settings(), str(packed), tmp_path / "feeds").seconds][:2]
