"""Names that remember which of them somebody asked for: nobody else hangs on whether they are there."""

from collections.abc import Iterable
from typing import Self


class AskedNames(frozenset[str]):
    """Names that remember for which names it was asked whether they are among them."""

    _asked: set[str]

    def __new__(cls, names: Iterable[str]) -> Self:
        """Make them of names; nobody has asked for any."""
        made = super().__new__(cls, names)
        made._asked = set()
        return made

    def __contains__(self, name: object) -> bool:
        """Tell whether a name is among them, and remember that it was asked for."""
        self._asked.add(str(name))
        return super().__contains__(name)

    @property
    def has_asked(self) -> bool:
        """Whether `take_asked` would give any."""
        return bool(self._asked)

    def take_asked(self) -> tuple[str, ...]:
        """Give the names that were asked for since this was called last, sorted."""
        if not self._asked:
            return ()
        asked = tuple(sorted(self._asked))
        self._asked.clear()
        return asked
