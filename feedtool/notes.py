"""What runs leave each other in the index: texts under names, sealed. Needs nothing but SQLite."""

import marshal
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any
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


def seal_parts(parts: Iterable[bytes]) -> int:
    """Give a checksum of bytes that lie in one row."""
    checksum = 0
    for part in parts:
        checksum = crc32(part, checksum)
    return checksum


def unseal_parts(parts: Sequence[object], checksum: object) -> list[bytes]:
    """Give bytes that lie in one row with what `seal_parts` gave for them.

    Raises:
        sqlite3.DatabaseError: they are damaged, or no bytes any more.
    """
    found = [part for part in parts if isinstance(part, bytes)]
    if len(found) < len(parts) or checksum != seal_parts(found):
        raise sqlite3.DatabaseError(DAMAGE)
    return found


def seal_row(row: Iterable[Any]) -> int:
    """Give a checksum of a row of a table: a wrong letter in one can be a wrong source."""
    # Nobody reads it again; what its version 0 writes depends on nothing but the values.
    return crc32(marshal.dumps(tuple(row), 0))


def unseal_row(row: Sequence[Any]) -> Sequence[Any]:
    """Give a row without the checksum at its end, which is what `seal_row` gave for it.

    Raises:
        sqlite3.DatabaseError: it is damaged.
    """
    if row[-1] != seal_row(row[:-1]):
        raise sqlite3.DatabaseError(DAMAGE)
    return row[:-1]


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
