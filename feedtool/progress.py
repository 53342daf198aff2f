"""A line on a terminal that tells how far a run is; a run of less than a second has none."""

import time
from collections.abc import Callable
from typing import TextIO

#: Takes what is being done, how much of it is done, and how much there is to do.
Show = Callable[[str, int, int], None]

#: Runs of less than so many seconds show nothing, and the line changes no more often than that.
_PATIENCE = 1.0
_PACE = 0.1


def show_nothing(doing: str, done: int, total: int) -> None:
    """Tell nobody."""


class ProgressLine:
    """A line that is written over and over, until it is cleared."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = time.monotonic() + _PATIENCE
        self._width = 0

    def show(self, doing: str, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` are done of a stage, such as ``posts read``."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _PACE
            self._write(f"{doing}: {done:,} of {total:,}")

    def clear(self) -> None:
        """Take the line away, before anything else is written."""
        if self._width:
            self._write("")
            self._stream.write("\r")
            self._width = 0

    def _write(self, text: str) -> None:
        self._stream.write(f"\r{text.ljust(self._width)}")
        self._stream.flush()
        self._width = len(text)
