"""The parameters of an address that only follow its reader go; all else stays as it is."""

import pytest

from feedtool.original_address import drop_tracking
from feedtool.rules import DEFAULT_RULES


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://e.x/a", "https://e.x/a"),
        ("https://e.x/a?", "https://e.x/a?"),
        ("https://e.x/a?id=1&utm_source=feed", "https://e.x/a?id=1"),
        ("https://e.x/a?utm_source=feed", "https://e.x/a"),
        ("https://e.x/a#b?utm_source=feed", "https://e.x/a#b?utm_source=feed"),
    ],
)
def test_parameters_that_follow_the_reader_go(address: str, expected: str) -> None:
    assert expected == drop_tracking(address, DEFAULT_RULES)
