"""What runs leave each other in the index: texts under names, sealed. Needs nothing but SQLite."""

import sqlite3
from collections.abc import Iterable
from zlib import crc32

DAMAGE = "a text in it is not as it was written"


def seal(text: str) -> str:
    """Write a text with its checksum before it: SQLite does not find out where one is damaged."""
    return f"{crc32(text.encode()):08x}{text}"


def unseal(sealed: object) -> str:
    """Read what `seal` wrote.

    Raises:
        sqlite3.DatabaseError: it is damaged, or no text any more.
    """
    if not isinstance(sealed, str) or sealed != seal(text := sealed[8:]):
        raise sqlite3.DatabaseError(DAMAGE)
    return text


def write_columns(*columns: Iterable[str]) -> str:
    """Write columns of names and stamps as one text: to read it takes a fifth of what JSON takes."""
    # No name of a file holds this character.
    return "\0\n\0".join("\0".join(column) for column in columns)


def read_columns(text: str) -> list[list[str]]:
    """Read what `write_columns` wrote; of no rows nothing comes back but empty names."""
    return [column.split("\0") for column in text.split("\0\n\0")]


class Notes:
    """The notes in an index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def recall(self, name: str) -> str:
        """Give what an earlier run remembered under a name; empty if none did."""
        row = self._connection.execute("SELECT value FROM run WHERE name = ?", (name,)).fetchone()
        return unseal(row[0]) if row else ""

    def remember(self, name: str, value: str) -> None:
        """Keep a text for the next run; a run that changes nothing writes nothing."""
        sealed = seal(value)
        if self._connection.execute("SELECT value FROM run WHERE name = ?", (name,)).fetchone() != (sealed,):
            self._connection.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (name, sealed))
