"""The index gives back what was stored, and finds out where it cannot."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from build import condense, make_config, make_raw, open_index

from feedtool import known_files
from feedtool.head import Head
from feedtool.head_rows import pack_head
from feedtool.index import FileRow, Index, PostRow, PublishedFile
from feedtool.known_files import Stamp, StampRows
from feedtool.model import Block, Content, Credit, Problem
from feedtool.prepare import prepare
from feedtool.records import (
    dump_blocks,
    dump_content,
    dump_credit,
    dump_evidence,
    dump_names,
    dump_problems,
)
from feedtool.recurring import PostBlocks
from feedtool.stamps import STAMP_BYTES, UNSURE

BLOCK = Block(tag="p", html="", text="以上内容。")
A_DIGEST = "0123456789abcdef" * 2
PROBLEM = Problem(path="_posts/2020-01-04-a.md", line=2, code="code", severity="warning", message="好")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with open_index(tmp_path / "index.sqlite", "own", print) as opened:
        yield opened


def store(index: Index, path: str = "_posts/2020-01-04-a.md") -> tuple[Head, Content, Credit]:
    """Store a post."""
    draft = prepare(make_raw(path), make_config())
    assert draft is not None
    head, content, credit = condense(draft)
    file = FileRow(path, "post", dump_problems([PROBLEM]), dump_names(["learned"]))
    post = PostRow(
        pack_head(head),
        dump_evidence(draft.evidence),
        dump_credit(credit),
        dump_content(content),
        (dump_names(["a"]), dump_blocks([BLOCK])),
    )
    index.store([(file, post)])
    return head, content, credit


def test_a_post_comes_back_whole(index: Index) -> None:
    head, content, credit = store(index)

    assert {head.path: head} == index.read_heads()
    assert [(head, content, credit)] == [*index.read_articles([head.path])]
    assert [PROBLEM] == [*index.read_problems()]
    assert frozenset({"learned"}) == index.read_learned(head.path)
    assert [PostBlocks(head.path, ("a",), (BLOCK,))] == [*index.read_blocks()]
    assert [head.path] == [path for path, _ in index.read_evidence([head.path])]
    assert {} == index.read_left_out()


def test_more_posts_than_one_question_takes_come_back(index: Index) -> None:
    paths = [f"_posts/2020-01-04-{number}.md" for number in range(1100)]
    head, _, _ = store(index, paths[0])
    row = index._connection.execute("SELECT * FROM texts").fetchone()
    for path in paths[1:]:
        index._connection.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", (path, *row[1:]))
        marks = ", ".join("?" * len(pack_head(head)))
        index._connection.execute(f"INSERT INTO heads VALUES ({marks})", pack_head(head._replace(path=path)))  # noqa: S608 - marks

    assert sorted(paths) == sorted(path for path, _ in index.read_evidence(paths))
    assert sorted(paths) == sorted(head.path for head, _, _ in index.read_articles(paths))


def test_a_file_that_is_no_post_has_only_a_reason(index: Index) -> None:
    index.store([(FileRow("a.md", "unpublished", "[]", "[]"), None)])

    assert {"a.md": "unpublished"} == index.read_left_out()
    assert ({}, []) == (index.read_heads(), [*index.read_problems()])


def test_what_is_forgotten_is_gone_and_blocks_can_stay(index: Index) -> None:
    head, _, _ = store(index)

    index.forget([head.path], has_blocks=False)
    assert {} == index.read_heads()
    assert 1 == len([*index.read_blocks()])

    index.forget([head.path])
    assert [] == [*index.read_blocks()]


def test_a_credit_changes_in_the_head_and_in_the_text(index: Index) -> None:
    head, content, credit = store(index)
    other = Credit(
        authors=("乙",), outlets=("乙",), original_url=None, rule="tag", rule_name="tag", evidence="乙"
    )
    common = head.common._replace(outlets=("乙",), rule="tag", asked=("丙",))
    changed = head._replace(common=common)

    index.change_credits([(changed, other)])

    assert credit != other
    assert [(changed, content, other)] == [*index.read_articles([head.path])]


def test_the_stamps_of_all_files_come_back(index: Index) -> None:
    assert {} == read_all_stamps(index)
    stamps = {"甲.md": (make_stamp(1), A_DIGEST), 'b"\n.md': (make_stamp(2), "")}

    index.write_stamps(StampRows(stamps.items()), (), index.read_stamps())
    assert (stamps, False) == (read_all_stamps(index), index.has_unsure_files())

    later = {"甲.md": (UNSURE, A_DIGEST)}
    index.write_stamps(StampRows(later.items()), {'b"\n.md'}, index.read_stamps())
    assert (later, True) == (read_all_stamps(index), index.has_unsure_files())

    index.write_stamps(StampRows(), {"甲.md"}, index.read_stamps())
    assert ({}, False) == (read_all_stamps(index), index.has_unsure_files())


def test_a_stamp_that_tells_nothing_is_not_forgotten_over_others(index: Index) -> None:
    index.write_stamps(StampRows([("甲.md", (UNSURE, ""))]), (), index.read_stamps())

    index.write_stamps(StampRows([("乙.md", (make_stamp(1), A_DIGEST))]), (), index.read_stamps())

    assert index.has_unsure_files()


def make_stamp(number: int) -> bytes:
    return number.to_bytes(STAMP_BYTES)


def read_all_stamps(index: Index) -> dict[str, Stamp]:
    known = index.read_stamps()
    assert known.stamps.keys() == known.digests.keys()
    return {path: (stamp, known.digests[path]) for path, stamp in known.stamps.items()}


@pytest.mark.parametrize("most_files", [3, 20_000])
def test_stamps_that_are_added_or_change_count_and_leave_no_heap_of_parts(
    index: Index, most_files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_files, "_FILES_A_PART", most_files)
    stamps: dict[str, Stamp] = {}
    for number in range(100):
        new = {
            f"{number}.md": (make_stamp(number + 1), A_DIGEST),
            f"{number // 2}.md": (make_stamp(number + 1), ""),
        }
        stamps |= new
        index.write_stamps(StampRows(new.items()), (), index.read_stamps())

        assert stamps == read_all_stamps(index)
        (parts,) = index._connection.execute("SELECT count(*) FROM stamps").fetchone()
        assert parts <= 31 + len(stamps) // most_files


@pytest.mark.parametrize(
    "damage", [lambda part: part.replace(b"a.md", b"b.md"), lambda part: part + b"\xff", len]
)
@pytest.mark.parametrize("column", ["paths", "stamps", "digests"])
def test_stamps_in_which_one_letter_changed_are_damage(
    index: Index, column: str, damage: Callable[[bytes], object]
) -> None:
    index.write_stamps(StampRows([("a.md", (b"a.md" * 6, b"a.md".hex() * 4))]), (), index.read_stamps())
    (part,) = index._connection.execute(f"SELECT {column} FROM stamps").fetchone()  # noqa: S608 - names of ours
    index._connection.execute(f"UPDATE stamps SET {column} = ?", (damage(part),))  # noqa: S608 - as above

    with pytest.raises(sqlite3.DatabaseError, match="not as it was written"):
        index.read_stamps()


def test_what_was_published_is_replaced(index: Index) -> None:
    files = [PublishedFile(name, "stamp", "digest", "key") for name in "ab"]
    index.replace_published(files)
    index.replace_published(files[1:])

    assert {"b": files[1]} == index.read_published()


def test_what_was_never_remembered_is_empty(index: Index) -> None:
    assert "" == index.recall("word")


@pytest.mark.parametrize("value", ["00000000word", b"\xff"])
def test_what_is_not_as_it_was_remembered_is_damage(index: Index, value: object) -> None:
    index.remember("word", "word")
    index._connection.execute("UPDATE run SET value = ? WHERE name = 'word'", (value,))

    with pytest.raises(sqlite3.DatabaseError, match="not as it was written"):
        index.recall("word")


@pytest.mark.parametrize("column", ["content", "credit"])
def test_a_text_in_which_one_letter_changed_is_not_published(index: Index, column: str) -> None:
    # SQLite has no checksums: another letter in a text is no damage to it.
    head, _, _ = store(index)
    index.check_articles([head.path])
    index._connection.execute(f"UPDATE texts SET {column} = replace({column}, '标', '本') || ' '")  # noqa: S608 - ours

    with pytest.raises(sqlite3.DatabaseError, match="not as it was written"):
        index.check_articles([head.path])
    with pytest.raises(sqlite3.DatabaseError, match="not as it was written"):
        next(index.read_articles([head.path]))


def test_a_post_that_is_not_there_is_found_out_before_it_is_needed(index: Index) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="not as it was written"):
        index.check_articles(["gone.md"])


@pytest.mark.parametrize("column", [*Head._fields, "seal"])
@pytest.mark.parametrize("value", ["other", 7])
def test_a_head_that_is_not_as_it_was_written_is_damage(index: Index, column: str, value: str | int) -> None:
    store(index)
    index._connection.execute(f'UPDATE heads SET "{column}" = ?', (value,))  # noqa: S608 - ours

    with pytest.raises(sqlite3.DatabaseError, match="not as it was written"):
        index.read_heads()


@pytest.mark.parametrize("value", [1, b"\xff", None])
@pytest.mark.parametrize("column", ["path", "state", "problems", "learned", "names", "seal"])
def test_what_is_known_of_a_file_and_is_not_as_it_was_written_is_damage(
    index: Index, column: str, value: object
) -> None:
    store(index)
    index._connection.execute(f"UPDATE files SET {column} = ?", (value,))  # noqa: S608 - ours

    with pytest.raises(sqlite3.DatabaseError, match="not as it was written"):
        index.check_files()


def test_nothing_of_the_text_of_a_post_is_in_its_head(index: Index) -> None:
    # All heads are in memory at once.
    head, content, _ = store(index)

    assert "正文" in content.html
    assert not any("正文" in str(value) for value in head)
