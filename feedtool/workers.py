"""Processes of a run: they end with it, however it ends. Asks the system who their parent is."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from threading import Thread

#: How often a process looks whether the run is still there, in seconds.
_PACE = 0.5


def end_with(parent: int) -> None:
    """Let this process end soon after the one that started it, which may be killed and can tell nobody."""
    # What the run does about this signal is not for its processes to do.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=watch, args=(parent, partial(os._exit, 1)), daemon=True).start()


def watch(parent: int, end: Callable[[], object]) -> None:
    """Wait until this process is no child of ``parent`` any more, then ``end`` it."""
    while os.getppid() == parent:
        time.sleep(_PACE)
    end()
