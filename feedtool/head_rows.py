"""Heads to rows of the index, and back. Pure."""

from collections.abc import Iterable, Iterator
from sys import intern
from typing import Any

from feedtool.head import Common, Head
from feedtool.notes import seal_row, unseal_row
from feedtool.records import dump_common, load_names, load_names_alone, load_names_shared

#: A head as the index holds it: its own values, as one text what it has in common with others, a checksum.
HeadRow = tuple[object, ...]

_NAMES = (*Head._fields, "seal")
#: The columns of such rows, as SQL has them, and as many marks for their values.
COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
MARKS = ", ".join("?" * len(_NAMES))
_DAY, _PUBLISHED, _UPDATED, _URL_END = map(Head._fields.index, ("day", "published", "updated", "url_end"))


def pack_head(head: Head) -> HeadRow:
    """Write a head as the index holds it."""
    *own, removed, common = head
    row = (*own, dump_common(removed), dump_common(common))
    return *row, seal_row(row)


def unpack_heads(rows: Iterable[tuple[Any, ...]]) -> Iterator[Head]:
    """Read what `pack_head` wrote; what many heads have alike is in memory once.

    Raises:
        sqlite3.DatabaseError: one is damaged.
    """
    commons: dict[str, Common] = {}
    for row in rows:
        *own, removed, text = unseal_row(row)
        common = commons.get(text)
        if common is None:
            common = commons[text] = Common._make(load_names_shared(text))
        own[_DAY], own[_URL_END] = intern(own[_DAY]), intern(own[_URL_END])
        # Most posts were updated when they were published.
        own[_UPDATED] = own[_PUBLISHED] if own[_UPDATED] == own[_PUBLISHED] else own[_UPDATED]
        yield Head._make((*own, load_names(removed), common))


def unpack_alone(row: tuple[Any, ...]) -> Head:
    """Read what `pack_head` wrote, for a moment, and look for nothing of it in memory.

    A process that publishes shares the memory of its run until it writes there, and to count who has a name
    is to write.

    Raises:
        sqlite3.DatabaseError: it is damaged.
    """
    *own, removed, common = unseal_row(row)
    return Head._make((*own, load_names_alone(removed), Common._make(load_names_alone(common))))
