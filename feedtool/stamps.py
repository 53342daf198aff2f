"""What tells that a file may have changed since it was looked at last: its size and times. Reads those."""

import os
from collections.abc import Iterable
from hashlib import blake2b
from struct import Struct

#: How long before it is looked at a file must have been changed for its times to tell the next change, in
#: nanoseconds: file systems count in steps of up to two seconds.
STEP = 2_000_000_000
#: The stamp of a post: its size, when it was changed, and when its name or its rights were, in nanoseconds
#: since 1970. It is no text, for there are tens of thousands, and nobody reads them.
_NUMBERS = Struct("3q")
STAMP_BYTES = _NUMBERS.size
#: A stamp that tells nothing: of a link that leads nowhere, or of a file that was changed just now.
UNSURE = bytes(STAMP_BYTES)


def stamp_file(target: str) -> str | None:
    """Give the size and times of a file as one text: another one means that it may have changed.

    None if there is none.
    """
    try:
        status = os.stat(target)  # noqa: PTH116 - thousands of times a run; a Path costs more than the call
    except (OSError, ValueError):  # no name of a file holds U+0000
        return None
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def keep_sure(stamp: bytes, before: int) -> bytes:
    """Give the stamp of a post for the next run to go by: `UNSURE` if a time in it is not ``before`` that.

    Times are in nanoseconds since 1970.
    """
    _, modified, changed = _NUMBERS.unpack(stamp)
    return stamp if modified < before and changed < before else UNSURE


def split_stamps(row: bytes) -> list[bytes]:
    """Part the stamps of posts that lie in one row."""
    return [row[start : start + STAMP_BYTES] for start in range(0, len(row), STAMP_BYTES)]


def digest_stamps(stamps: Iterable[str | None]) -> str:
    """Give a digest of the stamps of files, in their order; None: there is none."""
    text = "\n".join([stamp or "" for stamp in stamps])
    return blake2b(text.encode(), digest_size=16).hexdigest()
