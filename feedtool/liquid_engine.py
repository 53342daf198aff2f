"""Runs Liquid: one template with the values and files that it may see, or the reason why it cannot be run.

The library parses and runs; which tags and filters there are is said here. Nothing that runs reaches the
machine, its files, its network or its clock, and none of it runs for long: `Budget` counts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial, wraps
from io import StringIO

from liquid import Environment, Token
from liquid.builtin.content import Literal
from liquid.builtin.filters import array, math, misc, string
from liquid.builtin.illegal import Illegal
from liquid.builtin.tags.assign_tag import AssignTag
from liquid.builtin.tags.capture_tag import CaptureTag
from liquid.builtin.tags.case_tag import CaseTag
from liquid.builtin.tags.comment_tag import CommentTag
from liquid.builtin.tags.decrement_tag import DecrementTag
from liquid.builtin.tags.for_tag import BreakTag, ContinueTag
from liquid.builtin.tags.if_tag import IfTag
from liquid.builtin.tags.ifchanged_tag import IfChangedTag
from liquid.builtin.tags.increment_tag import IncrementTag
from liquid.builtin.tags.unless_tag import UnlessTag
from liquid.exceptions import LiquidError

from feedtool.liquid_context import LiquidContext, get_context, get_setting, make_filter
from feedtool.liquid_counted import CountedForTag, CountedTablerowTag, OwnCycleTag, SpelledOutput
from feedtool.liquid_expressions import EXPRESSION_FILTERS
from feedtool.liquid_filters import PLAIN_FILTERS, SITE_FILTERS, Setting
from feedtool.liquid_lexer import tokenize
from feedtool.liquid_mending import mend
from feedtool.liquid_strings import to_number
from feedtool.liquid_tags import HighlightTag, IncludeRelativeTag, IncludeTag, LinkTag, PostUrlTag
from feedtool.liquid_text import Budget, spell
from feedtool.liquid_typing import RefusedError
from feedtool.liquid_values import LiquidSite, Record, SiteFiles
from feedtool.text import fold_space, shorten

_MOST_WORK = 2_000_000
#: What is told of an error is one line, however long the text that it cites.
_COLUMNS = 160
_OPENING = re.compile(r"\{[%{]")
_TAGS = (
    Literal,
    Illegal,
    SpelledOutput,
    AssignTag,
    BreakTag,
    CaptureTag,
    CaseTag,
    CommentTag,
    ContinueTag,
    CountedForTag,
    CountedTablerowTag,
    DecrementTag,
    HighlightTag,
    IfChangedTag,
    IfTag,
    IncludeRelativeTag,
    IncludeTag,
    IncrementTag,
    LinkTag,
    OwnCycleTag,
    PostUrlTag,
    UnlessTag,
)
#: The library's own filters that are Ruby's once they are given texts as Ruby writes them.
_TEXT_FILTERS: Mapping[str, Callable[..., object]] = {
    "append": string.append,
    "capitalize": string.capitalize,
    "downcase": string.downcase,
    "newline_to_br": string.newline_to_br,
    "prepend": string.prepend,
    "remove": string.remove,
    "remove_first": string.remove_first,
    "replace_first": string.replace_first,
    "strip_newlines": string.strip_newlines,
    "escape": string.escape,
    "escape_once": string.escape_once,
    "h": string.escape,
    "upcase": string.upcase,
    "url_decode": string.url_decode,
    "url_encode": string.url_encode,
}
#: The same once they are given numbers as Ruby reads them.
_NUMBER_FILTERS: Mapping[str, Callable[..., object]] = {
    "abs": math.abs_,
    "at_least": math.at_least,
    "at_most": math.at_most,
    "ceil": math.ceil,
    "divided_by": math.divided_by,
    "floor": math.floor,
    "minus": math.minus,
    "modulo": math.modulo,
    "plus": math.plus,
    "times": math.times,
}
#: The library's own filters that are Ruby's as they are.
_VALUE_FILTERS: Mapping[str, Callable[..., object]] = {
    "default": misc.default,
    "first": array.first,
    "last": array.last,
    "reverse": array.reverse,
    "size": misc.size,
    "slice": string.slice_,
}


class LiquidFailedError(Exception):
    """A template cannot be run: the 0-based line that it is about, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason


class _Environment(Environment):
    """Liquid as Jekyll runs it, and no tag or filter beside those named here."""

    #: Whether the site wants no tag mended that cannot be read.
    is_strict = False

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        del extra
        for tag in _TAGS:
            self.add_tag(tag)
        for name, work in _TEXT_FILTERS.items():
            self.add_filter(name, make_filter(name, _give(spell, self._bind(work))))
        for name, work in _NUMBER_FILTERS.items():
            self.add_filter(name, make_filter(name, _give(to_number, self._bind(work))))
        for name, work in _VALUE_FILTERS.items():
            self.add_filter(name, make_filter(name, self._bind(work)))
        for name, work in PLAIN_FILTERS.items():
            self.add_filter(name, make_filter(name, work))
        for name, work in SITE_FILTERS.items():
            self.add_filter(name, make_filter(name, work, lead=get_setting))
        for name, work in EXPRESSION_FILTERS.items():
            self.add_filter(name, make_filter(name, work, lead=get_context))

    def _bind(self, work: Callable[..., object]) -> Callable[..., object]:
        """Give what the library calls with the environment, without it."""
        return partial(work, environment=self) if getattr(work, "with_environment", False) else work

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        return tokenize if self.is_strict else lambda source: mend(self, tokenize(source))


class _StrictEnvironment(_Environment):
    is_strict = True


def _give(form: Callable[[object], object], work: Callable[..., object]) -> Callable[..., object]:
    @wraps(work)
    def run(*operands: object) -> object:
        return work(*map(form, operands))

    return run


@cache
def _make_environment(*, is_strict: bool) -> _Environment:
    return _StrictEnvironment() if is_strict else _Environment()


def run(source: str, names: Record, site: LiquidSite, files: SiteFiles) -> str:
    """Run a template that may use ``names``.

    Raises:
        LiquidFailedError: it cannot be run.
    """
    setting = Setting(site=site, budget=Budget(_MOST_WORK))
    buffer = StringIO()
    context: LiquidContext | None = None
    try:
        mode = site.read_option("error_mode")
        template = _make_environment(is_strict=mode == "strict").from_string(source)
        context = LiquidContext(template, names, setting, files)
        template.render_with_context(context, buffer)
    except LiquidError as error:
        line = _find_line(source, error.token)
        raise LiquidFailedError(line, _fold(f"{error.message}")) from error
    except Exception as error:  # whatever else the library raises: a text must not cost the site its post
        reason = f"{error}" if isinstance(error, RefusedError) else f"{type(error).__name__}: {error}"
        place = None if context is None else context.place
        raise LiquidFailedError(_find_line(source, place), _fold(reason)) from error
    return buffer.getvalue()


def _find_line(source: str, token: Token | None) -> int:
    """Give the line of a tag; that of the first one if the error does not say."""
    is_known = token is not None and token.source == source and token.start_index >= 0
    opening = _OPENING.search(source)
    start = token.start_index if token is not None and is_known else opening.start() if opening else 0
    return source.count("\n", 0, start)


def _fold(reason: str) -> str:
    return shorten(fold_space(reason), _COLUMNS)
