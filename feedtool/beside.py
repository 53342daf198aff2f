"""Work that another process does while this one does other work. Forks.

Of a run in which little is new most is looking at files and importing modules, and each takes one core.
"""

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, TypeVar

_There = TypeVar("_There")
_Here = TypeVar("_Here")


def do_both(
    there: Callable[[], _There], here: Callable[[], _Here], *, is_worth_it: bool = True
) -> tuple[_There, _Here]:
    """Do one work in another process and one in this, and give the results of both.

    What is not worth a process, or for which there is none, is done here, before the other; what fails there
    is done here again: its errors are this process's.
    """
    # Elsewhere a process cannot be forked, or not with the libraries that the system has loaded into it.
    can_fork = is_worth_it and sys.platform == "linux" and (os.cpu_count() or 1) > 1
    process = _start(there) if can_fork else None
    if process is None:
        return there(), here()
    number, out = process
    try:
        own = here()
        with open(out, "rb", closefd=False) as file:
            data = file.read()
    finally:
        os.close(out)  # where nobody waits for its result, that process ends at this
        # Whoever started this process may have it ignore the ends of others: nobody is told of them then.
        with suppress(ChildProcessError):
            os.waitpid(number, 0)
    try:
        return pickle.loads(data), own  # noqa: S301 - of our own process
    except (EOFError, pickle.UnpicklingError):  # it came to no end, or was killed while it told the result
        return there(), own


def _start(work: Callable[[], object]) -> tuple[int, int] | None:
    """Start a process, and give its number and the end of a pipe from it; None: none can be started."""
    out, into = os.pipe()
    try:
        number = os.fork() or _do(work, out, into)
    except OSError:  # there are too many
        os.close(out)
        return None
    finally:
        os.close(into)
    return number, out


def _do(work: Callable[[], object], out: int, into: int) -> NoReturn:
    """Do the work of a process, and end it: what is above it on the stack is the other one's."""
    try:
        os.close(out)  # else it would wait for itself to read
        with open(into, "wb") as file:
            file.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
    finally:
        os._exit(0)
