"""What the index knows of the files of an archive to tell changes by: stamps, and digests of bytes.

Those of all files lie in few rows, for every run needs all of them. `changes` decides by them; `index` holds
them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from feedtool.notes import Notes, seal_parts, unseal_parts
from feedtool.stamps import UNSURE, split_stamps

STAMPS_SCHEMA = """\
CREATE TABLE stamps (part INTEGER PRIMARY KEY, paths BLOB, stamps BLOB, digests BLOB, seal INTEGER);
"""
#: Under this name it is kept whether the stamp of some file does not tell the next change.
_UNSURE = "unsure"
#: The stamps of all files are one text, and those that a few runs added others: then they are one again.
_MOST_PARTS = 30

#: What tells whether a file was changed since it was read. Its size and times: others mean that it has to be
#: read, and `stamps.UNSURE` that they cannot tell. A digest of its bytes: another one means that it has to be
#: prepared; empty: nor can that.
Stamp = tuple[bytes, str]


class StampRows:
    """What is to be known of files, in columns: a first run has that of all files in memory at once."""

    def __init__(self, rows: Iterable[tuple[str, Stamp]] = ()) -> None:
        #: No path is in it twice.
        self.paths: list[str] = []
        self._stamps = bytearray()
        #: Each behind a separator.
        self._digests = bytearray()
        for path, stamp in rows:
            self.add(path, stamp)

    def add(self, path: str, stamp: Stamp) -> None:
        """Take in one more file."""
        self.paths.append(path)
        self._stamps += stamp[0]
        self._digests += f"\0{stamp[1]}".encode()

    def over(self, others: "StampRows") -> "StampRows":
        """Give these rows, and behind them those of the ``others`` that are of no file in them."""
        if not others.paths:
            return self
        own = {*self.paths}
        return StampRows(chain(self, (row for row in others if row[0] not in own)))

    def has_unsure(self) -> bool:
        """Tell whether there is a stamp that tells nothing."""
        return UNSURE in split_stamps(bytes(self._stamps))

    def __iter__(self) -> Iterator[tuple[str, Stamp]]:
        """Give the rows, each path with its stamp."""
        digests = self._digests.decode().split("\0")[1:]
        return zip(self.paths, zip(split_stamps(bytes(self._stamps)), digests, strict=True), strict=True)

    def __len__(self) -> int:
        """Give how many files there are."""
        return len(self.paths)

    def columns(self) -> tuple[bytes, bytes, bytes]:
        """Give paths, stamps and digests as `Known` takes them."""
        return "\0".join(self.paths).encode(), bytes(self._stamps), bytes(self._digests[1:])


class Known:
    """What the index knows of all files to tell changes by."""

    def __init__(self, parts: Iterable[Sequence[bytes]] = ()) -> None:
        self.stamps: dict[str, bytes] = {}
        self._digests: list[tuple[list[str], bytes]] = []
        for names, stamps, digests in parts:
            paths = names.decode().split("\0")
            self.stamps.update(zip(paths, split_stamps(stamps), strict=True))
            self._digests.append((paths, digests))

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digests of the files by path: few runs need them."""
        rows = (zip(paths, part.decode().split("\0"), strict=True) for paths, part in self._digests)
        return dict(chain.from_iterable(rows))


class Stamps(Notes):
    """The stamps of the files of an archive, in its index."""

    def read_stamps(self) -> Known:
        """Give what tells of the files of the archive whether they were changed.

        Raises:
            sqlite3.DatabaseError: it is damaged.
        """
        rows = self._connection.execute("SELECT paths, stamps, digests, seal FROM stamps ORDER BY part")
        return Known(unseal_parts(parts, checksum) for *parts, checksum in rows)

    def write_stamps(self, new: StampRows, gone: Collection[str], known: Known) -> None:
        """Note what tells of files whether they were changed, and forget those that are ``gone``.

        Of all others ``known`` is noted already.
        """
        if not (new or gone):
            return
        superseded = {*gone, *new.paths} if known.stamps else ()
        kept = [path for path in known.stamps if path not in superseded]
        is_unsure = new.has_unsure() or UNSURE in map(known.stamps.get, kept)
        (parts,) = self._connection.execute("SELECT count(*) FROM stamps").fetchone()
        if gone or parts >= _MOST_PARTS or 3 * len(new) > len(kept):
            self._connection.execute("DELETE FROM stamps")
            new = new.over(StampRows((path, (known.stamps[path], known.digests[path])) for path in kept))
        if new:
            columns = new.columns()
            row = (*columns, seal_parts(columns))
            self._connection.execute(
                "INSERT INTO stamps (paths, stamps, digests, seal) VALUES (?, ?, ?, ?)", row
            )
        self.remember(_UNSURE, "yes" if is_unsure else "")

    def has_unsure_files(self) -> bool:
        """Tell whether there are files whose stamps do not tell the next change."""
        return self.recall(_UNSURE) == "yes"
