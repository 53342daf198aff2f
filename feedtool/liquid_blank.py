"""What ``blank`` is in the conditions of a template: what is empty with Rails, and nothing without. Pure.

Ruby asks a value whether it is blank, and no value can answer unless Rails has taught it (Liquid::Condition).
"""

from collections.abc import Callable
from dataclasses import dataclass

from feedtool.liquid_typing import RefusedError

#: The name by which a running template reaches it.
BLANK = "liquid_blank"
#: What is blank with Rails, and space too.
_EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True, eq=False)
class Blank:
    """What no value is equal to, as far as that can be known."""

    #: Whether the site has plugins, of which one may have brought Rails along.
    has_plugins: Callable[[], bool]

    def __eq__(self, other: object) -> bool:
        """Tell that a value is not equal to it.

        Raises:
            RefusedError: with Rails it would be.
        """
        value = other.strip() if isinstance(other, str) else other
        if any(type(value) is type(empty) and value == empty for empty in _EMPTY) and self.has_plugins():
            raise RefusedError("what is blank hangs on the plugins of the site; compare with empty or nil")
        return False

    __hash__ = None  # type: ignore[assignment]  # no key of anything
