"""What a running template can reach: the site's values and files, and no more work than its budget allows."""

from collections.abc import Callable
from inspect import signature
from typing import Any, cast

from liquid import BoundTemplate, RenderContext, Token
from liquid.exceptions import FilterArgumentError, LiquidError
from liquid.filter import with_context
from liquid.undefined import UNDEFINED, is_undefined
from liquid.utils import ReadOnlyChainMap

from feedtool.liquid_filters import Setting
from feedtool.liquid_typing import RefusedError
from feedtool.liquid_values import Record, SiteFiles
from feedtool.yaml_text import is_on

#: Filters of Jekyll and Liquid that feedtool has not.
_KNOWN_TO_JEKYLL = frozenset(
    "base64_decode base64_encode base64_url_safe_decode base64_url_safe_encode"
    " remove_last replace_last sample sassify scssify sum".split()
)


def _give_back(value: object, *_: object, **__: object) -> object:
    return value


class LiquidContext(RenderContext):
    """The names that a running template knows; to read a value costs what it is large."""

    def __init__(self, template: BoundTemplate, names: Record, setting: Setting, files: SiteFiles) -> None:
        super().__init__(template, globals=names)
        # The library's own context knows the time as well.
        self.scope = ReadOnlyChainMap(self.locals, self.globals, self.counters)
        self.setting = setting
        self.files = files
        #: Where the last name stood that was asked for.
        self.place: Token | None = None

    def get(self, path: list[object], *, token: Token | None, default: object = UNDEFINED) -> object:
        """Give the value of a name with those below it."""
        self.place = token
        try:
            value = super().get(path, token=token, default=default)
            self.setting.budget.take_value(value)
        except RefusedError as error:
            raise LiquidError(str(error), token=token) from error
        return to_plain(value)

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """Give a filter; one that the site does not know either gives what it is given (Liquid::Context)."""
        is_strict = is_on(self.setting.site.read_option("strict_filters"))
        if name in self.env.filters or name in _KNOWN_TO_JEKYLL or is_strict or self.files.has_plugins():
            return super().filter(name, token)
        return _give_back

    def get_item(self, obj: Any, key: Any) -> Any:  # noqa: ANN401 - as the library has it
        """Give what a value has under a name; the site and the page have no size."""
        return obj[key] if isinstance(obj, Record) else super().get_item(obj, key)


def spend(context: RenderContext, amount: int, token: Token | None) -> None:
    """Take some of the budget of a running template.

    Raises:
        LiquidError: so much is not left.
    """
    try:
        cast("LiquidContext", context).setting.budget.take(amount)
    except RefusedError as error:
        raise LiquidError(str(error), token=token) from error


def to_plain(value: object) -> object:
    """Give what filters and tags see of a value: what is not defined is nil."""
    return None if is_undefined(value) else value


def get_setting(context: LiquidContext) -> tuple[object, ...]:
    """Give what a filter takes first that has to know the site."""
    return (context.setting,)


def get_context(context: LiquidContext) -> tuple[object, ...]:
    """Give what a filter takes first that runs an expression."""
    return (context,)


def _get_nothing(_: LiquidContext) -> tuple[object, ...]:
    return ()


def make_filter(
    name: str,
    work: Callable[..., object],
    *,
    lead: Callable[[LiquidContext], tuple[object, ...]] = _get_nothing,
) -> Callable[..., object]:
    """Make a filter as the library calls one; to be given a value costs what it is large.

    ``lead`` gives what ``work`` takes before its value and arguments.
    """
    known = signature(work)

    @with_context
    def run(value: object, *arguments: object, context: LiquidContext, **options: object) -> object:
        operands = [to_plain(operand) for operand in (value, *arguments)]
        try:
            for operand in operands:
                context.setting.budget.take_value(operand)
            given = known.bind(*lead(context), *operands, **options)
            return work(*given.args, **given.kwargs)
        except (RefusedError, ValueError, TypeError, ArithmeticError, OSError) as error:
            raise FilterArgumentError(f"{name}: {error}", token=None) from error

    return run
