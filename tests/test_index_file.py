"""An index is safe to delete and never required: whatever is wrong with it is said, and costs no feed."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from archives import make_post, read_files, read_items, run_feedtool, write_archive
from build import open_index

from feedtool import index_file
from feedtool.errors import ArchiveError, IndexDamagedError, IndexUnusableError
from feedtool.index import Index
from feedtool.index_file import read_index, run_with_index


class Ear:
    """Hears what is said."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, message: str) -> None:
        self.heard.append(message)


@pytest.fixture
def ear() -> Ear:
    return Ear()


def fill(path: Path, value: str = "kept") -> None:
    """Let a run remember something."""
    with open_index(path, "own", Ear()) as index:
        index.remember("word", value)


def recall(path: Path | None, ear: Ear, *, fingerprint: str = "own", is_dry: bool = False) -> str:
    """Let a run recall it, and remember something else."""

    def run(place: Path | None) -> str:
        with open_index(place, fingerprint, ear, is_dry=is_dry) as index:
            found = index.recall("word")
            index.remember("word", "new")
            return found

    return run_with_index(run, path, ear, is_dry=is_dry)


@contextmanager
def hold(path: Path, *statements: str) -> Iterator[None]:
    """Be another program that has a database in use."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement).fetchall()
        yield


WRITING = ("BEGIN EXCLUSIVE",)
READING = ("BEGIN", "SELECT * FROM run")


# Kept


def test_what_a_run_keeps_the_next_one_finds(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "not" / "yet" / "there.sqlite"

    assert ["", "new", "new"] == [recall(path, ear) for _ in range(3)]
    assert [] == ear.heard
    assert ["there.sqlite"] == [*read_files(path.parent)]


def test_without_a_place_nothing_is_kept(tmp_path: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert ["", ""] == [recall(None, ear) for _ in range(2)]
    assert {} == read_files(tmp_path)


def test_a_name_with_marks_that_addresses_use_is_a_name(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "a?mode=memory#b%20c 索引.sqlite"
    fill(path)

    with read_index(path) as index:
        assert "kept" == index.recall("word")
    assert "kept" == recall(path, ear, is_dry=True)


def test_a_run_that_fails_keeps_nothing(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)

    def run(place: Path | None) -> None:
        with open_index(place, "own", ear) as index:
            index.remember("word", "half")
            raise ArchiveError("posts", "gone")

    with pytest.raises(ArchiveError):
        run_with_index(run, path, ear)

    assert "kept" == recall(path, ear)


def test_an_index_of_another_version_is_made_anew(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)

    assert "" == recall(path, ear, fingerprint="other")
    assert [
        "the index is of another version, or of other settings of feedtool or the site; it is made anew"
    ] == ear.heard
    assert "new" == recall(path, ear, fingerprint="other")


def test_what_was_shown_another_process_can_read(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"

    with open_index(path, "own", ear) as index:
        index.remember("word", "shown")
        index.show()
        with read_index(path) as other:
            assert "shown" == other.recall("word")


def test_what_was_shown_no_other_run_can_change_before_the_first_is_done(
    tmp_path: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_file, "_PATIENCE", 0.1)
    path = tmp_path / "index.sqlite"

    with open_index(path, "own", Ear()) as index:
        index.remember("word", "shown")
        index.show()

        assert "" == recall(path, ear)
        assert "shown" == index.recall("word")
    assert f"another run has the index {path}; waiting for it" == ear.heard[0]


# In use


@pytest.mark.parametrize("is_dry", [False, True])
def test_another_run_is_waited_for(tmp_path: Path, ear: Ear, *, is_dry: bool) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    is_held = threading.Event()

    def work() -> None:
        with hold(path, *WRITING, "UPDATE run SET value = 'theirs' WHERE name = 'word'"):
            is_held.set()
            time.sleep(0.3)
            # Closed without a commit: what was written is undone.

    other = threading.Thread(target=work)
    other.start()
    is_held.wait()

    assert "kept" == recall(path, ear, is_dry=is_dry)
    assert [f"another run has the index {path}; waiting for it"] == ear.heard
    other.join()


@pytest.mark.parametrize("is_dry", [False, True])
def test_a_run_that_another_one_lets_wait_too_long_goes_without(
    tmp_path: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch, *, is_dry: bool
) -> None:
    monkeypatch.setattr(index_file, "_PATIENCE", 0.1)
    path = tmp_path / "index.sqlite"
    fill(path)

    with hold(path, *WRITING):
        assert "" == recall(path, ear, is_dry=is_dry)

    waiting, without = ear.heard
    assert f"another run has the index {path}; waiting for it" == waiting
    assert f"the index {path} cannot be used (database is locked); this run goes without it" == without
    assert "kept" == recall(path, ear)


def test_two_runs_that_meet_both_keep_what_they_found(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    fill(path, "")

    def work(name: str) -> None:
        with open_index(path, "own", Ear()) as index:
            time.sleep(0.1)
            index.show()
            time.sleep(0.1)
            index.remember("word", index.recall("word") + name)

    others = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for other in others:
        other.start()
    for other in others:
        other.join()

    with open_index(path, "own", Ear()) as index:
        assert ["a", "b", "c"] == sorted(index.recall("word"))


def test_a_run_that_cannot_write_at_its_end_has_done_its_work(
    tmp_path: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_file, "_PATIENCE", 0.1)
    path = tmp_path / "index.sqlite"
    fill(path)

    with hold(path, *READING):
        assert "kept" == recall(path, ear)

    (said,) = ear.heard
    assert f"the index {path} could not be written (database is locked); the next run will read more" == said
    assert "kept" == recall(path, ear)


def test_a_dry_run_does_not_wait_for_a_run_that_has_not_written_yet(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)

    with hold(path, "BEGIN IMMEDIATE"):
        assert "kept" == recall(path, ear, is_dry=True)
    assert [] == ear.heard


# Damaged


Damage = Callable[[Path], object]


def cut(path: Path) -> None:
    os.truncate(path, 5000)


def scratch(path: Path) -> None:
    """Overwrite all pages but the first with garbage."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xfe" * (path.stat().st_size - 4096))


@pytest.mark.parametrize("damage", [cut, scratch])
def test_a_damaged_index_is_made_anew(tmp_path: Path, ear: Ear, damage: Damage) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    damage(path)
    path.with_name("index.sqlite-wal").write_bytes(b"left behind")

    assert "" == recall(path, ear)
    assert [f"the index {path} is damaged (database disk image is malformed); it is made anew"] == ear.heard
    assert ["index.sqlite"] == [*read_files(tmp_path)]
    assert "new" == recall(path, ear)


def overwrite(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"TABLE run", b"T\xffBLE run"),  # SQLite says so in words that are no text
        (b"run (name", b"r\xffn (name"),
        (b"published (path", b"published (p\xffth"),  # nobody has asked for that table yet
        (b"published (path", b"publ\xffshed (path"),
    ],
)
def test_an_index_whose_tables_have_names_that_are_no_text_is_made_anew(
    tmp_path: Path, ear: Ear, old: bytes, new: bytes
) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    overwrite(path, old, new)

    assert "" == recall(path, ear)
    (heard,) = ear.heard
    assert heard.startswith(f"the index {path} is damaged (")
    assert "new" == recall(path, ear)


def test_an_index_that_was_cut_to_nothing_is_a_new_one(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    path.write_bytes(b"")

    assert ["", "new"] == [recall(path, ear), recall(path, ear)]
    assert [] == ear.heard


def test_damage_that_shows_in_the_middle_of_a_run_begins_the_run_again(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    tries: list[Path | None] = []

    def run(place: Path | None) -> int:
        tries.append(place)
        with open_index(place, "own", ear) as index:
            if index.recall("word"):
                raise sqlite3.DatabaseError("found late")
        return len(tries)

    assert 2 == run_with_index(run, path, ear)
    assert [path, path] == tries
    assert [f"the index {path} is damaged (found late); it is made anew"] == ear.heard


def test_an_index_that_is_damaged_again_and_again_is_done_without(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"

    def run(place: Path | None) -> str:
        with open_index(place, "own", ear):
            if place is not None:
                raise sqlite3.DatabaseError("bad disk")
        return "done"

    assert "done" == run_with_index(run, path, ear)
    assert [f"the index {path} is damaged (bad disk); it is made anew"] * 2 == ear.heard


def test_what_is_no_index_is_kept_beside_the_new_one(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    path.write_text("a letter", encoding="utf-8")

    assert ["", "new"] == [recall(path, ear), recall(path, ear)]
    aside = tmp_path / "index.sqlite.damaged"
    assert [
        f"what was there is kept as {aside}",
        f"the index {path} is damaged (file is not a database); it is made anew",
    ] == ear.heard
    assert "a letter" == aside.read_text(encoding="utf-8")


def test_what_is_kept_beside_the_new_one_takes_no_other_file_s_place(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    for letter in ("first", "second", "third"):
        path.write_text(letter, encoding="utf-8")
        recall(path, ear)

    names = ("index.sqlite.damaged", "index.sqlite.damaged-2", "index.sqlite.damaged-3")
    assert ["first", "second", "third"] == [(tmp_path / name).read_text(encoding="utf-8") for name in names]


def test_the_database_of_another_program_is_left_alone(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "photos.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE run (name TEXT, value TEXT)")
    before = read_files(tmp_path)

    assert "" == recall(path, ear)
    reason = "it is a database of another program"
    assert [f"the index {path} cannot be used ({reason}); this run goes without it"] == ear.heard
    assert before == read_files(tmp_path)


# No place for it


def test_a_folder_in_its_place_is_left_alone(tmp_path: Path, ear: Ear) -> None:
    (tmp_path / "index.sqlite").mkdir()

    assert "" == recall(tmp_path / "index.sqlite", ear)
    reason = "unable to open database file"
    message = f"the index {tmp_path / 'index.sqlite'} cannot be used ({reason}); this run goes without it"
    assert [message] == ear.heard


def test_a_folder_in_the_place_of_its_journal_is_left_alone(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    (tmp_path / "index.sqlite-journal").mkdir()

    assert "" == recall(path, ear)
    (said,) = ear.heard
    assert said.startswith(f"the index {path} cannot be used (")
    assert said.endswith("); this run goes without it")
    assert (tmp_path / "index.sqlite-journal").is_dir()


def test_a_place_where_no_folder_can_be_is_done_without(tmp_path: Path, ear: Ear) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "index.sqlite"

    assert "" == recall(path, ear)
    (said,) = ear.heard
    assert said.startswith(f"the index {path} cannot be used (")
    assert said.endswith("); this run goes without it")


def test_a_damaged_index_that_cannot_be_removed_is_done_without(
    tmp_path: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index.sqlite"
    path.write_text("a letter", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    # No mode keeps the superuser, whom tests may run as, from renaming a file.
    monkeypatch.setattr(Path, "replace", refuse)

    assert "" == recall(path, ear)
    assert [f"the index {path} is damaged (file is not a database); this run goes without it"] == ear.heard
    assert "a letter" == path.read_text(encoding="utf-8")


def test_without_room_for_any_index_the_run_says_so(tmp_path: Path, ear: Ear) -> None:
    def run(place: Path | None) -> None:
        with open_index(place, "own", ear) as index:
            index._connection.execute("PRAGMA max_page_count = 1")
            index.remember("word", "x" * 100_000)

    with pytest.raises(IndexUnusableError, match="database or disk is full"):
        run_with_index(run, tmp_path / "index.sqlite", ear)

    (said,) = ear.heard
    assert "(database or disk is full); this run goes without it" in said


# A dry run


def test_a_dry_run_uses_an_index_and_changes_none(tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    before = path.read_bytes(), path.stat().st_mtime_ns

    assert "kept" == recall(path, ear, is_dry=True)
    assert "" == recall(path, Ear(), fingerprint="other", is_dry=True)
    assert before == (path.read_bytes(), path.stat().st_mtime_ns)
    assert ["index.sqlite"] == [*read_files(tmp_path)]
    assert [] == ear.heard


def test_a_dry_run_makes_no_index(tmp_path: Path, ear: Ear) -> None:
    assert "" == recall(tmp_path / "not" / "yet" / "there.sqlite", ear, is_dry=True)
    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("damage", [cut, scratch, lambda path: path.write_bytes(b"a letter" * 100)])
def test_a_dry_run_leaves_a_damaged_index_as_it_is(tmp_path: Path, ear: Ear, damage: Damage) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    damage(path)
    before = read_files(tmp_path)

    assert "" == recall(path, ear, is_dry=True)
    (said,) = ear.heard
    assert said.startswith(f"the index {path} is damaged (")
    assert said.endswith("); this run goes without it")
    assert before == read_files(tmp_path)


# For readers of what was shown


def test_what_is_read_from_a_damaged_index_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    fill(path)
    scratch(path)

    with pytest.raises(IndexDamagedError), read_index(path) as index:
        index.recall("word")


def test_an_index_that_is_gone_is_an_error_of_ours(tmp_path: Path) -> None:
    def use(index: Index) -> str:
        return index.recall("word")

    with pytest.raises(IndexUnusableError), read_index(tmp_path / "gone.sqlite") as index:
        use(index)


# As users see it


def test_the_command_says_what_is_wrong_with_its_index_and_publishes(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {"_posts/2022-05-01-a.md": make_post()})
    (site / "feedtool.toml").write_text('[index]\npath = "own.sqlite"\n', encoding="utf-8")
    run_feedtool(site, "generate")
    cut(site / "own.sqlite")
    before = read_files(site)

    checked = run_feedtool(site, "generate", "--check")
    assert before == read_files(site)
    assert (
        "own.sqlite is damaged (database disk image is malformed); this run goes without it" in checked.stderr
    )

    result = run_feedtool(site, "generate")
    assert "own.sqlite is damaged (database disk image is malformed); it is made anew" in result.stderr
    assert 0 == result.returncode
    assert ["标题"] == [item["title"] for item in read_items(site / "feeds")]
    assert "damaged" not in run_feedtool(site, "generate").stderr


def test_the_command_keeps_its_index_in_the_cache_folder_of_the_user(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {"_posts/2022-05-01-a.md": make_post()})
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path / "home")}

    run_feedtool(site, "generate", "--no-index", environment=cache)
    assert not (tmp_path / "cache").exists()
    run_feedtool(site, "generate", environment=cache)
    (name,) = read_files(tmp_path / "cache")
    assert name.startswith("feedtool/")
    assert name.endswith(".sqlite")
    assert {"_config.yml", "_posts", "feeds"} == {path.name for path in site.iterdir()}
