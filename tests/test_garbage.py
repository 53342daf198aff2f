"""Nobody looks for waste where none can be, and as before afterwards."""

import gc
from contextlib import suppress

import pytest

from feedtool.garbage import seldom_collected, uncollected


@pytest.mark.parametrize("was_enabled", [True, False])
def test_what_was_said_of_the_collector_holds_again_afterwards(*, was_enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if was_enabled else gc.disable)()
        with suppress(ZeroDivisionError), uncollected():
            seen = gc.isenabled()
            raise ZeroDivisionError
        assert (False, was_enabled) == (seen, gc.isenabled())
    finally:
        (gc.enable if before else gc.disable)()


def test_waste_is_looked_for_as_often_as_before_once_the_posts_are_read() -> None:
    before = gc.get_threshold()
    with suppress(ZeroDivisionError), seldom_collected():
        seen = gc.get_threshold()
        raise ZeroDivisionError
    assert before == gc.get_threshold()
    assert before[0] < seen[0]
