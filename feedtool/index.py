"""What earlier runs read, in SQLite: safe to delete at any time. `index_file` opens it.

A post is known by its path, its stamp (size and times) and a digest of its bytes; see `known_files`. With it
lie its head, what it says of its source, whom it credits and what its entry shows, so that the archive's text
need not be in memory. A run writes in one transaction until it publishes, and in another from then on.

SQLite finds out where its own pages are damaged, and nobody where a text in them is: what is known of posts
and files is sealed.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from feedtool import head_rows
from feedtool.basis import BASIS_SCHEMA, Basis
from feedtool.garbage import uncollected
from feedtool.head import Head
from feedtool.head_rows import HeadRow, pack_head, unpack_alone, unpack_heads
from feedtool.known_files import STAMPS_SCHEMA, Stamps
from feedtool.model import Content, Credit, Evidence, Problem
from feedtool.notes import DAMAGE, seal, seal_row, unseal, unseal_row
from feedtool.records import (
    dump_credit,
    load_blocks,
    load_content,
    load_credit,
    load_evidence,
    load_names,
    load_problems,
)
from feedtool.recurring import PostBlocks

#: Paths are asked for so many at a time: SQLite takes no more than 999 values in one statement everywhere.
_PATHS_A_QUERY = 500
SCHEMA = f"""
CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, state TEXT, problems TEXT, learned TEXT, names TEXT, seal INTEGER);
CREATE TABLE heads ({head_rows.COLUMNS}, PRIMARY KEY ("path"));
CREATE TABLE texts (path TEXT PRIMARY KEY, evidence TEXT, credit TEXT, content TEXT);
CREATE TABLE blocks (path TEXT PRIMARY KEY, categories TEXT, blocks TEXT);
CREATE TABLE published (path TEXT PRIMARY KEY, stamp TEXT, digest TEXT, key TEXT) WITHOUT ROWID;
{STAMPS_SCHEMA}{BASIS_SCHEMA}"""

State = Literal["post", "problem", "unpublished"]


class FileRow(NamedTuple):
    """What is known of one file of the archive."""

    path: str
    state: State
    #: As `records.dump_problems` writes them.
    problems: str
    #: Keys of its blocks that the archive shows to be chrome, as one text: they went.
    learned: str
    #: Names at the top of the site that it matters to whether they are there, as one text.
    names: str = "[]"


class PostRow(NamedTuple):
    """What is known of one post that can be published: texts as `records` writes them."""

    head: HeadRow
    evidence: str
    credit: str
    content: str
    #: Its categories and its blocks before anything learned went; None: nobody asked.
    blocks: tuple[str, str] | None


class PublishedFile(NamedTuple):
    """What is known of a file in the output folder."""

    path: str
    #: Its size and times, and a digest of its bytes.
    stamp: str
    digest: str
    #: A digest of what it was made of.
    key: str


class Index(Basis, Stamps):
    """The index of one archive, open for one run."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.path = path

    def recall_known(self) -> frozenset[str]:
        """Give the outlets that were known for certain when the credits of posts were settled last."""
        return frozenset(load_names(self.recall("known") or "[]"))

    def check_files(self) -> None:
        """Find out whether what is known of all files is as it was written.

        Raises:
            sqlite3.DatabaseError: it is damaged.
        """
        for row in self._connection.execute("SELECT * FROM files"):
            unseal_row(row)

    def is_empty(self) -> bool:
        """Tell whether nothing is known of any file."""
        return self._connection.execute("SELECT 1 FROM files LIMIT 1").fetchone() is None

    def read_all_learned(self) -> dict[str, str]:
        """Give by path the keys of the blocks that went from a file as chrome of the archive, as one text."""
        return dict(self._connection.execute("SELECT path, learned FROM files").fetchall())

    def read_asked_names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give the paths of the files that asked for names at the top of the site, each with those names."""
        for path, names in self._connection.execute("SELECT path, names FROM files WHERE names <> '[]'"):
            yield path, load_names(names)

    def read_heads(self, paths: Iterable[str] = ()) -> dict[str, Head]:
        """Give the heads of all posts that can be published, by path.

        Of ``paths`` that are in memory already, the heads make no copies.
        """
        shared = {path: path for path in paths}
        rows = self._connection.execute(f"SELECT {head_rows.COLUMNS} FROM heads")  # noqa: S608 - names of ours
        sharing = ((shared.get(path, path), *rest) for path, *rest in rows)
        with uncollected():
            return {head.path: head for head in unpack_heads(sharing)}

    def read_heads_of(self, paths: Sequence[str]) -> dict[str, Head]:
        """Give the heads of posts, by path.

        Raises:
            sqlite3.DatabaseError: one is not there, or damaged.
        """
        heads: dict[str, Head] = {}
        for start in range(0, len(paths), _PATHS_A_QUERY):
            some = paths[start : start + _PATHS_A_QUERY]
            marks = ", ".join("?" * len(some))
            query = f"SELECT {head_rows.COLUMNS} FROM heads WHERE path IN ({marks})"  # noqa: S608 - as above
            rows = self._connection.execute(query, some)
            heads.update((head.path, head) for head in unpack_heads(rows))
        if len(heads) < len(paths):
            raise sqlite3.DatabaseError(DAMAGE)
        return heads

    def store(self, rows: Iterable[tuple[FileRow, PostRow | None]]) -> None:
        """Note what is known of files of which nothing is, any more."""
        rows = tuple(rows)
        posts = [(file.path, post) for file, post in rows if post is not None]
        many = self._connection.executemany
        many("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)", ((*file, seal_row(file)) for file, _ in rows))
        many(f"INSERT INTO heads VALUES ({head_rows.MARKS})", (post.head for _, post in posts))  # noqa: S608 - marks
        texts = ((path, seal(post.evidence), seal(post.credit), seal(post.content)) for path, post in posts)
        many("INSERT INTO texts VALUES (?, ?, ?, ?)", texts)
        blocks = ((path, *map(seal, post.blocks)) for path, post in posts if post.blocks is not None)
        many("INSERT INTO blocks VALUES (?, ?, ?)", blocks)

    def forget(self, paths: Iterable[str], *, has_blocks: bool = True) -> None:
        """Forget files, and the posts in them; all but their blocks if those are to stay."""
        keys = [(path,) for path in paths]
        for table in ("files", "heads", "texts", "blocks")[: 4 if has_blocks else 3]:
            self._connection.executemany(f"DELETE FROM {table} WHERE path = ?", keys)  # noqa: S608 - as above

    def read_evidence(self, paths: Sequence[str]) -> Iterator[tuple[str, Evidence]]:
        """Give what posts say of their sources, with their paths, in no order."""
        for start in range(0, len(paths), _PATHS_A_QUERY):
            some = paths[start : start + _PATHS_A_QUERY]
            marks = ", ".join("?" * len(some))
            query = f"SELECT path, evidence FROM texts WHERE path IN ({marks})"  # noqa: S608 - as above
            for path, evidence in self._connection.execute(query, some):
                yield path, load_evidence(unseal(evidence))

    def read_articles(self, paths: Sequence[str]) -> Iterator[tuple[Head, Content, Credit]]:
        """Give all that the entries of posts are made of, in no order."""
        for start in range(0, len(paths), _PATHS_A_QUERY):
            some = paths[start : start + _PATHS_A_QUERY]
            marks = ", ".join("?" * len(some))
            query = (
                f"SELECT content, credit, heads.* FROM heads JOIN texts USING (path) WHERE path IN ({marks})"  # noqa: S608 - as above
            )
            for content, credit, *head in self._connection.execute(query, some):
                parts = load_content(unseal(content)), load_credit(unseal(credit))
                yield unpack_alone(tuple(head)), *parts

    def check_articles(self, paths: Iterable[str]) -> None:
        """Find out whether `read_articles` can give those posts: before anything is published, not between.

        Raises:
            sqlite3.DatabaseError: one of them is damaged.
        """
        for path in paths:
            row = self._connection.execute(
                "SELECT credit, content FROM heads JOIN texts USING (path) WHERE path = ?", (path,)
            ).fetchone()
            if row is None:
                raise sqlite3.DatabaseError(DAMAGE)
            for text in row:
                unseal(text)

    def change_credits(self, changes: Iterable[tuple[Head, Credit]]) -> None:
        """Note whom posts credit now; the heads say so too."""
        changes = tuple(changes)
        many = self._connection.executemany
        credits_ = ((seal(dump_credit(credit)), head.path) for head, credit in changes)
        many("UPDATE texts SET credit = ? WHERE path = ?", credits_)
        heads = ((*pack_head(head)[-2:], head.path) for head, _ in changes)
        many("UPDATE heads SET common = ?, seal = ? WHERE path = ?", heads)

    def read_left_out(self) -> dict[str, State]:
        """Give the paths of the files that hold no post that can be published, and why."""
        rows = self._connection.execute("SELECT path, state FROM files WHERE state <> 'post'")
        return dict(rows.fetchall())

    def read_problems(self) -> Iterator[Problem]:
        """Give the problems of all files, those of posts that are not published too."""
        for (problems,) in self._connection.execute("SELECT problems FROM files WHERE problems <> '[]'"):
            yield from load_problems(problems)

    def read_blocks(self) -> Iterator[PostBlocks]:
        """Give the blocks of all posts, one post at a time."""
        for path, categories, blocks in self._connection.execute("SELECT * FROM blocks"):
            yield PostBlocks(
                path=path,
                categories=load_names(unseal(categories)),
                blocks=load_blocks(unseal(blocks)),
            )

    def read_published(self) -> dict[str, PublishedFile]:
        """Give what is known of the files in the output folder, by path."""
        rows = self._connection.execute("SELECT * FROM published")
        return {row[0]: PublishedFile._make(row) for row in rows}

    def find_published(self, paths: Iterable[str]) -> dict[str, PublishedFile]:
        """Give what is known of those of these files that are in the output folder, by path."""
        query = "SELECT * FROM published WHERE path = ?"
        rows = (self._connection.execute(query, (path,)).fetchone() for path in paths)
        return {row[0]: PublishedFile._make(row) for row in rows if row}

    def announce(self, paths: Iterable[str]) -> None:
        """Note which files may be in the output folder from now on, for good: the run can be killed."""
        rows = ((path,) for path in paths)
        self._connection.executemany("INSERT OR IGNORE INTO published VALUES (?, '', '', '')", rows)
        self.remember("publishing", "yes")
        self.show()

    def was_killed(self) -> bool:
        """Tell whether the last run that published came to no end."""
        return self.recall("publishing") == "yes"

    def note_published(self, files: Iterable[PublishedFile]) -> None:
        """Note what has become of some files in the output folder; the others are as they were."""
        self.remember("publishing", "")
        self._connection.executemany("INSERT OR REPLACE INTO published VALUES (?, ?, ?, ?)", files)

    def replace_published(self, files: Iterable[PublishedFile]) -> None:
        """Note what is in the output folder now that all of it is written."""
        self.remember("publishing", "")
        self._connection.execute("DELETE FROM published")
        self._connection.executemany("INSERT INTO published VALUES (?, ?, ?, ?)", files)

    def read_learned(self, path: str) -> frozenset[str]:
        """Give the keys of the blocks that went from a post because the archive shows them to be chrome."""
        (learned,) = self._connection.execute("SELECT learned FROM files WHERE path = ?", (path,)).fetchone()
        return frozenset(load_names(learned))

    def show(self) -> None:
        """Let other processes read what was written so far."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")
