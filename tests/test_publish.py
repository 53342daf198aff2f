"""Files are written whole or not at all, only if they changed, and nobody else's are touched."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archives import read_files, read_stamps

from feedtool.errors import PublishError
from feedtool.publish import (
    Publisher,
    find_stale_aliases,
    list_aliases,
    list_published,
    read_catalogue,
    tells_case,
)
from feedtool.stamps import stamp_file

RSS = "category/a/rss.xml"
ATOM = "category/a/atom.xml"


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write files as somebody else would."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


# Writing


def test_whether_a_folder_tells_case_is_what_its_file_system_does(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    expected = not (tmp_path / "A").exists()

    for folder in (tmp_path, tmp_path / "not" / "there"):
        assert expected is tells_case(folder)


def test_names_without_letters_tell_nothing_of_case() -> None:
    assert not tells_case(Path("/"))


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path / "not" / "yet" / "there")

    is_written = publisher.publish(RSS, b"new")

    expected = {RSS: b"new"}
    assert expected == read_files(tmp_path / "not" / "yet" / "there")
    assert is_written


def test_a_file_that_changed_is_replaced_whole(tmp_path: Path) -> None:
    write(tmp_path, {RSS: b"a longer one than the new one"})
    reader = (tmp_path / RSS).open("rb")
    publisher = Publisher(tmp_path)

    is_written = publisher.publish(RSS, b"new")

    # Who opened the file before goes on reading the old one: its bytes are never written over.
    with reader:
        expected = b"a longer one than the new one"
        assert expected == reader.read()
    assert {RSS: b"new"} == read_files(tmp_path)
    assert is_written


def test_a_file_of_the_same_length_that_changed_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, {RSS: b"old"})

    Publisher(tmp_path).publish(RSS, b"new")

    expected = {RSS: b"new"}
    assert expected == read_files(tmp_path)


def test_a_file_that_did_not_change_is_not_touched(tmp_path: Path) -> None:
    write(tmp_path, {RSS: b"same"})
    os.utime(tmp_path / RSS, ns=(1, 1))
    publisher = Publisher(tmp_path)

    is_written = publisher.publish(RSS, b"same")

    expected = {RSS: 1}
    assert expected == read_stamps(tmp_path)
    assert not is_written


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077, 0o002])
def test_a_file_may_be_read_by_whom_the_umask_says(tmp_path: Path, umask: int) -> None:
    code = (
        "from pathlib import Path; from feedtool.publish import Publisher; "
        "Publisher(Path('feeds')).publish('all/rss.xml', b'new')"
    )

    # The umask is the whole process's: it is set for a child, not for the tests that run here.
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, umask=umask, check=True)

    actual = (tmp_path / "feeds" / "all" / "rss.xml").stat().st_mode & 0o777
    expected = 0o666 & ~umask
    assert expected == actual


def test_a_file_that_was_written_again_has_another_stamp(tmp_path: Path) -> None:
    assert None is stamp_file(f"{tmp_path}/{RSS}")

    write(tmp_path, {RSS: b"old"})
    before = stamp_file(f"{tmp_path}/{RSS}")
    assert before == stamp_file(f"{tmp_path}/{RSS}") != ""
    time.sleep(0.02)  # file systems count in ticks of some milliseconds
    write(tmp_path, {RSS: b"new"})

    assert before != stamp_file(f"{tmp_path}/{RSS}")


# Finding out only


def test_a_dry_run_writes_nothing_not_even_the_folder(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path / "feeds", is_dry=True)

    publisher.probe()
    is_written = publisher.publish(RSS, b"new")
    removed = publisher.remove_stale([ATOM], [RSS])

    assert [] == list(tmp_path.iterdir())
    assert (True, []) == (is_written, removed)


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    files = {RSS: b"old", ATOM: b"same", "category/b/rss.xml": b"stale"}
    write(tmp_path, files)
    publisher = Publisher(tmp_path, is_dry=True)

    written = {path: publisher.publish(path, data) for path, data in ((RSS, b"new"), (ATOM, b"same"))}
    removed = publisher.remove_stale(files, written)

    expected = ({RSS: True, ATOM: False}, ["category/b/rss.xml"])
    assert expected == (written, removed)
    assert files == read_files(tmp_path)


# Removing


def test_a_file_of_the_former_run_that_is_not_published_again_is_removed(tmp_path: Path) -> None:
    write(tmp_path, {RSS: b"a", "category/b/rss.xml": b"b", "category/b/atom.xml": b"b"})
    publisher = Publisher(tmp_path)

    publisher.publish(RSS, b"a")
    removed = publisher.remove_stale(
        [RSS, "category/b/rss.xml", "category/b/atom.xml", "category/gone/rss.xml"], [RSS]
    )

    expected = ["category/b/atom.xml", "category/b/rss.xml"]
    assert expected == removed
    assert {RSS: b"a"} == read_files(tmp_path)
    assert not (tmp_path / "category" / "b").exists()


def test_the_folder_of_a_removed_file_stays_while_somebody_else_has_a_file_in_it(tmp_path: Path) -> None:
    write(tmp_path, {RSS: b"a", "category/a/logo.png": b"logo"})

    Publisher(tmp_path).remove_stale([RSS], [])

    expected = {"category/a/logo.png": b"logo"}
    assert expected == read_files(tmp_path)


def test_the_output_folder_itself_stays_when_nothing_is_left_in_it(tmp_path: Path) -> None:
    write(tmp_path / "feeds", {RSS: b"a"})

    Publisher(tmp_path / "feeds").remove_stale([RSS], [])

    assert [tmp_path / "feeds"] == list(tmp_path.iterdir())
    assert [] == list((tmp_path / "feeds").iterdir())


def test_files_that_no_former_run_listed_are_not_touched(tmp_path: Path) -> None:
    others = {"CNAME": b"x", "category/b/rss.xml": b"somebody's", "all/feed.json": b"somebody's"}
    write(tmp_path, others)
    publisher = Publisher(tmp_path)

    publisher.publish(RSS, b"a")
    publisher.remove_stale([], [RSS])

    expected = others | {RSS: b"a"}
    assert expected == read_files(tmp_path)


@pytest.mark.parametrize("path", [f"category/{'x' * 300}/rss.xml", "category/\0/rss.xml"])
def test_a_stale_path_that_no_file_can_have_is_passed_over(tmp_path: Path, path: str) -> None:
    write(tmp_path, {RSS: b"a"})

    removed = Publisher(tmp_path).remove_stale([path], [])

    assert [] == removed
    assert {RSS: b"a"} == read_files(tmp_path)


# What the former run published


@pytest.mark.parametrize("kind", ["category", "source", "tag", "collection"])
def test_a_feed_of_any_kind_that_the_catalogue_lists_is_removed_when_it_is_stale(
    tmp_path: Path, kind: str
) -> None:
    feed = {"kind": kind, "rss": f"{kind}/b/rss.xml", "json": f"{kind}/b/feed.json"}
    files = {f"{kind}/b/rss.xml": b"b", f"{kind}/b/feed.json": b"b"}
    catalogue = {"feeds.json": json.dumps({"version": 1, "feeds": [feed]}).encode()}
    write(tmp_path, files | catalogue)

    Publisher(tmp_path).remove_stale(list_published(read_catalogue(tmp_path, "feeds.json")), [])

    assert catalogue == read_files(tmp_path)


def test_the_old_addresses_of_the_former_run_are_read_with_the_files_of_their_feed(tmp_path: Path) -> None:
    feeds = [
        {"rss": "all/rss.xml", "atom": "all/atom.xml", "aliases": ["feed.xml", "feed/渡口.xml", "../x", 7]},
        {"atom": ATOM, "aliases": "x.xml"},
        {"atom": "../x.xml", "aliases": ["y.xml"]},
        {"atom": ATOM},
    ]
    write(tmp_path, {"feeds.json": json.dumps({"version": 1, "feeds": feeds}).encode()})

    actual = list_aliases(read_catalogue(tmp_path, "feeds.json"))

    files = ("all/rss.xml", "all/atom.xml")
    assert {"feed.xml": files, "feed/渡口.xml": files, "y.xml": ()} == actual


def test_without_a_catalogue_there_are_no_old_addresses(tmp_path: Path) -> None:
    assert {} == list_aliases(read_catalogue(tmp_path, "feeds.json"))


def test_the_former_run_is_read_from_its_catalogue(tmp_path: Path) -> None:
    feeds = [{"kind": "all", "rss": "all/rss.xml", "json": "all/feed.json"}, {"atom": ATOM, "path": "x"}]
    write(tmp_path, {"feeds.json": json.dumps({"version": 1, "feeds": feeds}).encode()})

    actual = tuple(list_published(read_catalogue(tmp_path, "feeds.json")))

    expected = ("all/rss.xml", "all/feed.json", ATOM)
    assert expected == actual


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"7",
        b'{"feeds": 7}',
        b'{"feeds": "all"}',
        b'{"feeds": [7, null, "all/rss.xml"]}',
        b'{"feeds": [{"rss": 7, "atom": null, "json": ["all/feed.json"]}]}',
    ],
)
def test_a_catalogue_that_is_missing_or_none_of_ours_lists_nothing(
    tmp_path: Path, data: bytes | None
) -> None:
    if data is not None:
        write(tmp_path, {"feeds.json": data})

    actual = tuple(list_published(read_catalogue(tmp_path, "feeds.json")))

    assert () == actual


@pytest.mark.parametrize(
    "path",
    [
        "../precious.xml",
        "category/../../precious.xml",
        "all/../../precious.xml",
        "{folder}/precious.xml",
        "precious.xml",
        "./precious.xml",
        "..\\precious.xml",
        "category\\..\\..\\precious.xml",
        "category",
        "category/a/precious.txt",
        "",
        ".",
        "/",
    ],
)
def test_a_catalogue_edited_by_hand_removes_nothing_but_feed_files(tmp_path: Path, path: str) -> None:
    output = tmp_path / "feeds"
    entry = {"rss": path.format(folder=tmp_path)}
    others = {"precious.xml": b"x", "feeds/precious.xml": b"x", "feeds/category/a/precious.txt": b"x"}
    write(tmp_path, others | {"feeds/feeds.json": json.dumps({"feeds": [entry]}).encode()})
    expected = read_files(tmp_path)

    Publisher(output).remove_stale(list_published(read_catalogue(output, "feeds.json")), [])

    assert expected == read_files(tmp_path)


# Trouble


def check_error(error: PublishError, path: Path) -> None:
    """Check that an error names the path and says what to do, and how the command ends."""
    assert str(path) == error.subject
    assert error.message.startswith("cannot be written (")
    assert error.message.endswith("); choose another folder with -o")
    assert 1 == error.exit_code


@pytest.mark.parametrize("part", ["", "feeds"])
def test_a_file_where_the_folder_should_be_is_found_out_before_anything_is_written(
    tmp_path: Path, part: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x")

    with pytest.raises(PublishError) as caught:
        Publisher(file / part).probe()

    check_error(caught.value, file / part)
    assert {"file": b"x"} == read_files(tmp_path)


def test_a_dry_run_finds_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x")
    publisher = Publisher(file, is_dry=True)

    with pytest.raises(PublishError) as caught:
        publisher.publish(RSS, b"new")

    check_error(caught.value, file / RSS)


@pytest.mark.parametrize("size", [3, None])
def test_a_folder_where_a_file_should_be_is_an_error_and_leaves_no_temporary_file(
    tmp_path: Path, size: int | None
) -> None:
    target = tmp_path / RSS
    target.mkdir(parents=True)
    # A file system gives a folder a size too; it may be that of the new file.
    data = b"x" * (target.stat().st_size if size is None else size)

    with pytest.raises(PublishError) as caught:
        Publisher(tmp_path).publish(RSS, data)

    check_error(caught.value, target)
    assert [tmp_path / "category", tmp_path / "category" / "a", target] == sorted(tmp_path.rglob("*"))


def test_a_file_where_the_folder_of_a_file_should_be_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {"category": b"x"})

    with pytest.raises(PublishError) as caught:
        Publisher(tmp_path).publish(RSS, b"new")

    check_error(caught.value, tmp_path / RSS)
    assert {"category": b"x"} == read_files(tmp_path)


@contextmanager
def limit_file_size(size: int) -> Iterator[None]:
    """Make the system refuse every byte of a file beyond ``size``, as a full disk does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("size", [5000, 5_000_000], ids=["buffered", "larger than any buffer"])
def test_a_disk_that_is_full_leaves_the_old_file_and_no_temporary_one(tmp_path: Path, size: int) -> None:
    write(tmp_path, {RSS: b"old"})
    publisher = Publisher(tmp_path)

    with limit_file_size(1000), pytest.raises(PublishError) as caught:
        publisher.publish(RSS, b"x" * size)

    check_error(caught.value, tmp_path / RSS)
    assert {RSS: b"old"} == read_files(tmp_path)


def test_a_stale_file_that_cannot_be_removed_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {RSS: b"a"})
    publisher = Publisher(tmp_path)

    def refuse(_: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    # No mode keeps the superuser, whom tests may run as, from removing a file.
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PublishError) as caught:
        publisher.remove_stale([RSS], [])

    check_error(caught.value, tmp_path / RSS)


def test_an_old_address_that_cannot_be_read_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"feed.xml": b"a"})
    publisher = Publisher(tmp_path)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    # No mode keeps the superuser, whom tests may run as, from reading a file.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(PublishError) as caught:
        publisher.is_free("feed.xml")
    check_error(caught.value, tmp_path / "feed.xml")

    with pytest.raises(PublishError) as caught:
        find_stale_aliases(tmp_path, {"feed.xml": ("all/atom.xml",)}, ())
    check_error(caught.value, tmp_path / "feed.xml")


def test_an_error_without_a_text_of_the_system_says_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(PublishError) as caught:
        Publisher(tmp_path / "feeds").probe()

    expected = f"{tmp_path / 'feeds'}: cannot be written (BlockingIOError); choose another folder with -o"
    assert expected == str(caught.value)
