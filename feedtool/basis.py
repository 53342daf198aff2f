"""What a run leaves so that the next one can tell what new posts change: feeds, names, marks. In the index.

`growth` decides by it; `index` holds it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from feedtool.category_names import Votes
from feedtool.model import Outline
from feedtool.notes import Notes, seal, seal_parts, unseal, unseal_parts
from feedtool.records import dump_outline, load_outline

BASIS_SCHEMA = """\
CREATE TABLE feeds (position INTEGER PRIMARY KEY, kind TEXT, key TEXT, updated REAL, outline TEXT);
CREATE UNIQUE INDEX feeds_by_key ON feeds (kind, key);
CREATE INDEX feeds_by_update ON feeds (updated);
CREATE TABLE listed (position INTEGER PRIMARY KEY, json BLOB, opml BLOB, seal INTEGER);
CREATE TABLE votes (category TEXT PRIMARY KEY, votes TEXT) WITHOUT ROWID;
CREATE TABLE marks (mark INTEGER PRIMARY KEY);
"""
#: Under this name it is kept whether all of that is there.
_BASIS = "basis"


class Basis(Notes):
    """What is known of the feeds of the last run, and of all posts in them."""

    def has_basis(self) -> bool:
        """Tell whether the last run left what this one can go by."""
        return self.recall(_BASIS) == "yes"

    def start_basis(self, *, is_left: bool) -> None:
        """Forget what the last run left; ``is_left`` tells whether this one leaves anything."""
        for table in ("feeds", "listed", "votes", "marks"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        self.remember(_BASIS, "yes" if is_left else "")

    def find_feeds(self, keys: Iterable[tuple[str, str]]) -> Iterator[tuple[int, Outline] | None]:
        """Give feeds that the last run published, each with its position among all; None: it published none.

        ``keys`` are their kinds and keys.
        """
        query = "SELECT position, outline FROM feeds WHERE kind = ? AND key = ?"
        for key in keys:
            row = self._connection.execute(query, key).fetchone()
            yield (row[0], load_outline(unseal(row[1]))) if row else None

    def find_newest_feed(self) -> Outline | None:
        """Give the feed with the latest update; None: there are no feeds."""
        row = self._connection.execute("SELECT outline FROM feeds ORDER BY updated DESC LIMIT 1").fetchone()
        return load_outline(unseal(row[0])) if row else None

    def read_listed(self) -> Iterator[tuple[bytes, bytes]]:
        """Give what the lists of all feeds say of each of them, in order: in feeds.json and in feeds.opml.

        Raises:
            sqlite3.DatabaseError: it is damaged.
        """
        # Apart from the feeds themselves: for a few new posts all of it is read.
        query = "SELECT json, opml, seal FROM listed ORDER BY position"
        for *parts, checksum in self._connection.execute(query):
            json_, opml = unseal_parts(parts, checksum)
            yield json_, opml

    def store_feeds(self, feeds: Iterable[tuple[int, Outline, tuple[bytes, bytes]]]) -> None:
        """Note feeds, each with its position among all and what the lists say of it; others stay."""
        for position, feed, (json_, opml) in feeds:
            known = position, feed.kind, feed.key, feed.updated.timestamp(), seal(dump_outline(feed))
            self._connection.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", known)
            listed = position, json_, opml, seal_parts((json_, opml))
            self._connection.execute("INSERT OR REPLACE INTO listed VALUES (?, ?, ?, ?)", listed)

    def find_votes(self, categories: Iterable[str]) -> dict[str, Votes]:
        """Give what the posts of categories say of their names, where they have any."""
        query = "SELECT category, votes FROM votes WHERE category = ?"
        rows = (self._connection.execute(query, (category,)).fetchone() for category in categories)
        return {row[0]: Votes(*json.loads(unseal(row[1]))) for row in rows if row}

    def store_votes(self, votes: Mapping[str, Votes]) -> None:
        """Note what the posts of categories say of their names; that of others stays."""
        rows = ((category, seal(json.dumps(it))) for category, it in votes.items())
        self._connection.executemany("INSERT OR REPLACE INTO votes VALUES (?, ?)", rows)

    def has_marks(self, marks: Iterable[int]) -> bool:
        """Tell whether one of these marks was noted."""
        query = "SELECT 1 FROM marks WHERE mark = ?"
        return any(self._connection.execute(query, (mark,)).fetchone() for mark in marks)

    def store_marks(self, marks: Iterable[int]) -> None:
        """Note marks of posts."""
        self._connection.executemany("INSERT OR IGNORE INTO marks VALUES (?)", ((mark,) for mark in marks))
