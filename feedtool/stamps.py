"""What tells that a file may have changed since it was looked at last: its size and times. Reads those."""

import os
from collections.abc import Iterable
from hashlib import blake2b

#: How long before it is looked at a file must have been changed for its times to tell the next change, in
#: nanoseconds: file systems count in steps of up to two seconds.
STEP = 2_000_000_000


def stamp_file(target: str) -> str | None:
    """Give the size and times of a file as one text: another one means that it may have changed.

    None if there is none.
    """
    try:
        status = os.stat(target)  # noqa: PTH116 - thousands of times a run; a Path costs more than the call
    except (OSError, ValueError):  # no name of a file holds U+0000
        return None
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def digest_stamps(stamps: Iterable[str | None]) -> str:
    """Give a digest of the stamps of files, in their order; None: there is none."""
    text = "\n".join([stamp or "" for stamp in stamps])
    return blake2b(text.encode(), digest_size=16).hexdigest()
