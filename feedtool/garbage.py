"""When Python looks for objects that nobody needs any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for waste while a great many objects are made that all stay.

    Python looks each time there are so many more: over the heads of 36,000 posts that took a tenth of a run
    in which five were new. Where posts are parsed there is waste, and it must go.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
