"""When Python looks for objects that nobody needs any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: So many new objects are some megabytes. Python's own number is 700, which is one post's.
_SELDOM = 50_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look for waste after a great many objects: a post makes hundreds, and nearly no waste."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


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


@contextmanager
def frozen() -> Iterator[None]:
    """Let nobody look for waste among what there is now: to look there is to write to it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
