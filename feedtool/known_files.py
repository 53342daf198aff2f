"""What the index knows of the files of an archive to tell changes by: stamps, and digests of bytes.

Those of all files lie in few rows, for every run needs all of them. `changes` decides by them; `index` holds
them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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

    def write_stamps(self, new: Mapping[str, Stamp], gone: Collection[str], known: Known) -> None:
        """Note what tells of files whether they were changed, and forget those that are ``gone``.

        Of all others ``known`` is noted already.
        """
        if not (new or gone):
            return
        stamps = {path: known.stamps[path] for path in known.stamps if path not in gone}
        stamps |= {path: stamp for path, (stamp, _) in new.items()}
        (parts,) = self._connection.execute("SELECT count(*) FROM stamps").fetchone()
        if gone or parts >= _MOST_PARTS or len(new) > len(stamps) // 4:
            self._connection.execute("DELETE FROM stamps")
            digests = known.digests | {path: digest for path, (_, digest) in new.items()}
            new = {path: (stamp, digests[path]) for path, stamp in stamps.items()}
        if new:
            columns = [*zip(*new.values(), strict=True)]
            part = "\0".join(new).encode(), b"".join(columns[0]), "\0".join(columns[1]).encode()
            row = (*part, seal_parts(part))
            self._connection.execute(
                "INSERT INTO stamps (paths, stamps, digests, seal) VALUES (?, ?, ?, ?)", row
            )
        self.remember(_UNSURE, "yes" if UNSURE in stamps.values() else "")

    def has_unsure_files(self) -> bool:
        """Tell whether there are files whose stamps do not tell the next change."""
        return self.recall(_UNSURE) == "yes"
