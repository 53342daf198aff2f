"""Processes of a run: what they share, and how they end with it. Asks the system who their parent is."""

import gc
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from threading import Thread
from typing import Any, TypeVar

from feedtool.garbage import frozen

#: How often a process looks whether the run is still there, in seconds.
_PACE = 0.5
#: So many chunks are given to the processes before the first result is waited for, and so many to each of
#: them at least: while one takes long, there are others to do.
_AHEAD, _AHEAD_EACH = 64, 4

_Job = TypeVar("_Job")
_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")
#: The work and the job of this process, if it is one of a run's: once for all, for a job takes long to send.
_taken: list[tuple[Callable[[Any, Any], Any], Any]] = []


def map_over(
    work: Callable[[_Job, _Chunk], _Result], job: _Job, chunks: Iterable[_Chunk], jobs: int
) -> Generator[_Result, None, None]:
    """Do the work on each chunk, over processes that have the job in common; give the results in order.

    Chunks are made as results are taken: some dozens of either are in memory at once.
    """
    # Start-up counts, and most runs do all by themselves.
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415

    most = max(_AHEAD, _AHEAD_EACH * jobs)
    due: deque[Future[_Result]] = deque()
    # What there is now, this process shares with those it starts, until it writes there; and to write a chunk
    # down is to write to all that it holds (beside a value stands how often it is named), as to look for
    # waste is. So the first chunks are written down before, and nobody looks for waste.
    packed = map(pickle.dumps, chunks)
    first = [*islice(packed, most)]
    with (
        frozen(),
        ProcessPoolExecutor(jobs, initializer=_take, initargs=(work, job, os.getpid())) as executor,
    ):
        try:
            for chunk in chain(first, packed):
                with _uninterrupted():
                    due.append(executor.submit(_work, chunk))
                if len(due) == most:
                    yield due.popleft().result()
            while due:
                yield due.popleft().result()
        finally:
            # Not one by one: where a process died, those would keep the executor from coming to its end.
            executor.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: it goes to all of a run, and the run ends its own."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _take(work: Callable[[Any, Any], Any], job: object, parent: int) -> None:
    end_with(parent)
    # What the process was born with stays: to look there for waste would make a copy of all of it.
    gc.freeze()
    _taken[:] = [(work, job)]


def _work(chunk: bytes) -> Any:  # noqa: ANN401 - whatever the work gives
    work, job = _taken[0]
    return work(job, pickle.loads(chunk))  # noqa: S301 - our own


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
