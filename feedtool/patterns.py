"""The patterns of rules: built-in ones, which are compiled late, and a site's own, which cannot hang a run.

Pure but for the time that they take. `re` tries every way in which a text can be read, and some patterns,
such as ``(a+)+b``, have more of them than anyone can wait for. The library regex reads the same patterns, and
stops when the time is up. The rules that are built in do without it: theirs are known.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from feedtool.errors import ConfigError
from feedtool.text import shorten

if TYPE_CHECKING:
    from regex import Match, Pattern

#: What an honest pattern needs for the longest text is a thousandth of it.
_SECONDS = 2.0
_SHOWN_COLUMNS = 40


@dataclass(frozen=True)
class LatePattern:
    """A pattern of `re` that is compiled when it is first used, and used as one of those.

    There are dozens in the tables of rules. To compile them all takes longer than to read a few new posts,
    which need few of them.
    """

    pattern: str
    flags: int = 0

    # Each is found in the object itself from its first use on, and costs no more than that of `re`.

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        """The pattern of `re`."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """Match the whole of a text."""
        return self._compiled.fullmatch

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """Match the beginning of a text."""
        return self._compiled.match

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Find the first match in a text."""
        return self._compiled.search

    @cached_property
    def findall(self) -> Callable[[str], list[str]]:
        """Find all matches in a text."""
        return self._compiled.findall

    @cached_property
    def split(self) -> Callable[[str], list[str]]:
        """Part a text where it matches."""
        return self._compiled.split

    @cached_property
    def sub(self) -> Callable[[str, str], str]:
        """Replace what matches in a text."""
        return self._compiled.sub

    @property
    def groups(self) -> int:
        """The number of its groups."""
        return self._compiled.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPattern:
    """The pattern of a rule in the settings; used as those of `re` are.

    Raises:
        ConfigError: a text takes the pattern longer than anyone waits.
    """

    rule: str
    pattern: str

    def fullmatch(self, text: str) -> "Match[str] | None":
        """Match the whole of a text."""
        try:
            return _compile(self.pattern).fullmatch(text, timeout=_SECONDS)
        except TimeoutError:
            raise self._refuse(text) from None

    def match(self, text: str) -> "Match[str] | None":
        """Match the beginning of a text."""
        try:
            return _compile(self.pattern).match(text, timeout=_SECONDS)
        except TimeoutError:
            raise self._refuse(text) from None

    def search(self, text: str) -> "Match[str] | None":
        """Find the first match in a text."""
        try:
            return _compile(self.pattern).search(text, timeout=_SECONDS)
        except TimeoutError:
            raise self._refuse(text) from None

    @property
    def groups(self) -> int:
        """The number of its groups."""
        return _compile(self.pattern).groups

    def _refuse(self, text: str) -> ConfigError:
        return ConfigError(
            f"[rules] the pattern of {self.rule}",
            f"takes more than {_SECONDS:.0f} seconds on {shorten(text, _SHOWN_COLUMNS)} "
            f"({len(text)} characters); let nothing that repeats hold another that repeats, as in (a+)+",
        )


def read_pattern(rule: str, pattern: str) -> OwnPattern:
    """Read the pattern of a rule in the settings.

    Raises:
        ValueError: it is no regular expression.
    """
    import regex  # noqa: PLC0415 - start-up counts, and most sites have no pattern of their own

    try:
        re.compile(pattern)  # its dialect is that of re, and its words on what is wrong are plainer
        _compile(pattern)
    except (re.error, regex.error, OverflowError, RecursionError) as problem:
        raise ValueError(f"the pattern of {rule} is not valid: {problem}") from problem
    return OwnPattern(rule=rule, pattern=pattern)


@lru_cache(maxsize=1 << 10)
def _compile(pattern: str) -> "Pattern[str]":
    import regex  # noqa: PLC0415 - as above

    return regex.compile(pattern)
