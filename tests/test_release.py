"""A feed is due where what it is made of changed, or where nobody knows what lies in its place."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import make_post, read_files, write_archive
from build import condense, make_config, make_raw

from feedtool import release
from feedtool.collect import collect
from feedtool.errors import PublishError
from feedtool.head import Head
from feedtool.index import PublishedFile
from feedtool.model import Outline
from feedtool.pipeline import generate
from feedtool.prepare import prepare
from feedtool.settings import Settings

PATH = "_posts/2020-01-04-a.md"
NOW = datetime(2030, 1, 1, tzinfo=UTC)
LABELS = {"gangkou": "港口"}


def outline_one() -> tuple[Outline, Head]:
    """Outline the feed of everything in an archive of one post."""
    draft = prepare(make_raw(PATH, make_post()), make_config())
    assert draft is not None
    head = condense(draft)[0]
    return collect([head], LABELS, make_config())[0], head


def key(outline: Outline, head: Head, label: str = "港口", fingerprint: str = "own") -> str:
    (found,) = release.key_feeds([outline], {PATH: head}, {"gangkou": label}, fingerprint)
    return found


def test_what_a_feed_is_made_of_changes_its_key() -> None:
    outline, head = outline_one()
    keys = [
        key(outline, head),
        key(replace(outline, title="另一标题"), head),
        key(outline, head, label="码头"),
        key(outline, head, fingerprint="other"),
        key(outline, head._replace(keys=head.text_key + head.key[::-1] + head.title_key)),
        key(outline, head._replace(common=head.common._replace(outlets=("海港日报",)))),
        key(outline, head._replace(common=head.common._replace(rule="tag"))),
        key(outline, head._replace(original_url="https://paper.example/")),
    ]

    assert len(keys) == len({*keys})
    assert keys[0] == key(outline, head)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    posts: dict[str, str | bytes] = {
        f"_posts/2022-05-0{day}-a.md": make_post(f"第{day}条。", categories=f"c{day % 3}")
        for day in range(1, 8)
    }
    return write_archive(tmp_path / "site", posts)


def publish(site: Path) -> tuple[str, ...]:
    output = site.parent / "feeds"
    return generate(
        Settings(), str(site), output, jobs=1, now=NOW, index_path=site.parent / "index.sqlite"
    ).files_written


def test_a_file_that_was_only_touched_is_not_written_again(site: Path) -> None:
    publish(site)
    file = site.parent / "feeds" / "all" / "rss.xml"
    file.touch()

    assert () == publish(site)
    assert () == publish(site)


def test_a_file_that_somebody_changed_is_written_again(site: Path) -> None:
    publish(site)
    before = read_files(site.parent / "feeds")
    file = site.parent / "feeds" / "all" / "rss.xml"
    file.write_bytes(file.read_bytes().replace(b"rss", b"RSS"))
    (site.parent / "feeds" / "category" / "c1" / "feed.json").unlink()

    assert {"all/rss.xml", "category/c1/feed.json"} == {*publish(site)}
    assert before == read_files(site.parent / "feeds")


def test_a_folder_in_the_place_of_a_feed_is_told_as_what_it_is(site: Path) -> None:
    publish(site)
    feed = site.parent / "feeds/all/rss.xml"
    feed.unlink()
    feed.mkdir()

    with pytest.raises(PublishError) as caught:
        publish(site)

    assert str(feed) == caught.value.subject


def test_what_cannot_be_read_is_not_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").mkdir()
    size = (tmp_path / "rss.xml").stat().st_size
    known = PublishedFile(path="rss.xml", stamp=f"{size} 0 0", digest="", key="key")

    assert release._find_file(str(tmp_path), known, "key") is None


def test_memory_that_is_given_back_changes_no_byte(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site)
    monkeypatch.setattr(release, "_MOST_ENTRIES", 1)

    generate(Settings(), str(site), tmp_path / "other", jobs=1, now=NOW)

    assert read_files(tmp_path / "feeds") == read_files(tmp_path / "other")


def test_feeds_stand_beside_those_that_they_share_most_entries_with() -> None:
    feeds = [("a", "b", "c", "d"), ("x", "y"), ("d", "e"), ("b", "c", "d"), ("e",), ("y", "x")]

    # From the first to the one with three of its entries, on by one entry each; then anew.
    assert [0, 3, 2, 4, 1, 5] == release._line_up(feeds)


@pytest.mark.parametrize("jobs", [2, 3])
def test_feeds_over_processes_are_the_same(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    written = publish(site)
    monkeypatch.setattr(release, "_FEW_FEEDS", 1)
    monkeypatch.setattr(release, "_FEEDS_A_CHUNK", 1)

    report = generate(Settings(), str(site), tmp_path / "other", jobs=jobs, now=NOW)

    assert written == report.files_written
    assert read_files(tmp_path / "feeds") == read_files(tmp_path / "other")
