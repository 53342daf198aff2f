"""What the index knows of the files of an archive to tell changes by: stamps, and digests of bytes.

Those of all files lie in few rows, for every run needs all of them. `changes` decides by them; `index` holds
them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from feedtool.notes import Notes, seal_parts, unseal_parts
from feedtool.stamps import STAMP_BYTES, UNSURE, split_stamps

STAMPS_SCHEMA = """\
CREATE TABLE stamps (part INTEGER PRIMARY KEY, paths BLOB, stamps BLOB, digests BLOB, seal INTEGER);
"""
#: Under this name it is kept whether the stamp of some file does not tell the next change.
_UNSURE = "unsure"
#: So many files are in one row at the most: to make one takes as much memory again.
_FILES_A_PART = 20_000
#: So many rows beside those may hold what a few runs added: then they are as few as can be again.
_MOST_PARTS = 30
#: How many bytes a digest has; these say that there is none.
_DIGEST_BYTES = 16
_NO_DIGEST = bytes(_DIGEST_BYTES)

#: What tells whether a file was changed since it was read. Its size and times: others mean that it has to be
#: read, and `stamps.UNSURE` that they cannot tell. A digest of its bytes, as `text.digest_bytes` gives it:
#: another one means that it has to be prepared; empty: nor can that.
Stamp = tuple[bytes, str]
#: The paths of files, their stamps and their digests, as a row of the table holds them.
_Columns = tuple[bytes, bytes, bytes]


class StampRows:
    """What is to be known of files, in columns: a first run has that of all files in memory at once."""

    def __init__(self, rows: Iterable[tuple[str, Stamp]] = ()) -> None:
        #: No path is in it twice.
        self.paths: list[str] = []
        self._stamps = bytearray()
        self._digests = bytearray()
        for path, stamp in rows:
            self.add(path, stamp)

    def add(self, path: str, stamp: Stamp) -> None:
        """Take in one more file."""
        times, digest = stamp
        self.paths.append(path)
        self._stamps += times
        self._digests += bytes.fromhex(digest) or _NO_DIGEST

    def over(self, others: "StampRows") -> "StampRows":
        """Give these rows, and behind them those of the ``others`` that are of no file in them."""
        if not (self.paths and others.paths):
            return self if self.paths else others
        own = {*self.paths}
        return StampRows(chain(self, (row for row in others if row[0] not in own)))

    def has_unsure(self) -> bool:
        """Tell whether there is a stamp that tells nothing."""
        return any(UNSURE in split_stamps(stamps) for _, stamps, _ in self.parts())

    def __iter__(self) -> Iterator[tuple[str, Stamp]]:
        """Give the rows, each path with its stamp."""
        known = Known(self.parts())
        return ((path, (stamp, known.digests[path])) for path, stamp in known.stamps.items())

    def __len__(self) -> int:
        """Give how many files there are."""
        return len(self.paths)

    def parts(self) -> Iterator[_Columns]:
        """Give all of it in columns of so many files as one row of the table holds."""
        for start in range(0, len(self.paths), _FILES_A_PART):
            end = start + _FILES_A_PART
            stamps = self._stamps[start * STAMP_BYTES : end * STAMP_BYTES]
            digests = self._digests[start * _DIGEST_BYTES : end * _DIGEST_BYTES]
            yield "\0".join(self.paths[start:end]).encode(), bytes(stamps), bytes(digests)


class Known:
    """What the index knows of all files to tell changes by; see `StampRows.parts`."""

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
        rows = (zip(paths, _split_digests(part), strict=True) for paths, part in self._digests)
        return dict(chain.from_iterable(rows))


def _split_digests(row: bytes) -> Iterator[str]:
    parts = (row[start : start + _DIGEST_BYTES] for start in range(0, len(row), _DIGEST_BYTES))
    return ("" if part == _NO_DIGEST else part.hex() for part in parts)


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
        has_many = parts >= _MOST_PARTS + len(kept) // _FILES_A_PART
        if gone or has_many or 3 * len(new) > len(kept):
            self._connection.execute("DELETE FROM stamps")
            new = new.over(StampRows((path, (known.stamps[path], known.digests[path])) for path in kept))
        self._connection.executemany(
            "INSERT INTO stamps (paths, stamps, digests, seal) VALUES (?, ?, ?, ?)",
            ((*part, seal_parts(part)) for part in new.parts()),
        )
        self.remember(_UNSURE, "yes" if is_unsure else "")

    def has_unsure_files(self) -> bool:
        """Tell whether there are files whose stamps do not tell the next change."""
        return self.recall(_UNSURE) == "yes"
