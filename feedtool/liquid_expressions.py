"""Jekyll's filters that are given an expression of Liquid as a text, and run it for every item.

After Jekyll::Filters#where_exp and #find_exp, and GroupingFilters#group_by_exp.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from liquid import Token
from liquid.builtin.expressions import BooleanExpression, tokenize
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.stream import TokenStream
from liquid.token import TOKEN_EXPRESSION

from feedtool.liquid_context import LiquidContext, spend, to_plain
from feedtool.liquid_filters import need_text
from feedtool.liquid_lexer import check_condition, quote_keywords
from feedtool.liquid_mending import read_value
from feedtool.liquid_text import inspect, spell

_MOST_CHARACTERS = 1_000
#: What it costs to run an expression once more, beside what it reads: the site may list many thousand posts.
_ITEM_COST = 4
_CHARACTERS_AT_ONCE = 10


def _read_condition(context: LiquidContext, words: str) -> Expression:
    token = _make_token(words)
    token = token._replace(value=check_condition(token.value, token))
    return BooleanExpression.parse(context.env, TokenStream(tokenize(token.value, token)))


def _read_value(context: LiquidContext, words: str) -> Expression:
    return read_value(context.env, quote_keywords(words), _make_token(words))


def _make_token(words: str) -> Token:
    if len(words) > _MOST_CHARACTERS:
        raise ValueError("an expression is too long")
    return Token(TOKEN_EXPRESSION, quote_keywords(words), 0, words)


def _evaluate(
    context: LiquidContext,
    items: Sequence[object],
    variable: object,
    words: object,
    read: Callable[[LiquidContext, str], Expression],
) -> Iterator[tuple[object, object]]:
    """Give each item with what an expression makes of it that calls it by the name of a variable.

    Raises:
        TypeError: the expression is no text.
        ValueError: it cannot be read or run.
    """
    name, source = spell(variable), need_text(words)
    try:
        expression = read(context, source)
        cost = _ITEM_COST + len(source) // _CHARACTERS_AT_ONCE
        for item in items:
            spend(context, cost, expression.token)
            with context.extend({name: item}):
                value = to_plain(expression.evaluate(context))
            yield item, value
    except LiquidError as error:
        raise ValueError(error.message) from error


def _where(context: LiquidContext, value: object, variable: object, words: object) -> object:
    if not isinstance(value, list | dict | range):
        return value
    found = _evaluate(context, _to_values(value), variable, words, _read_condition)
    return [item for item, is_met in found if is_met]


def _find(context: LiquidContext, value: object, variable: object, words: object) -> object:
    if not isinstance(value, list | dict | range):
        return value
    found = _evaluate(context, _to_values(value), variable, words, _read_condition)
    return next((item for item, is_met in found if is_met), None)


def _group_by(context: LiquidContext, value: object, variable: object, words: object) -> object:
    if not isinstance(value, list | dict | range):
        return value
    items = [[*pair] for pair in value.items()] if isinstance(value, dict) else [*value]
    groups: dict[str, tuple[object, list[object]]] = {}
    for item, key in _evaluate(context, items, variable, words, _read_value):
        groups.setdefault(inspect(key), (key, []))[1].append(item)
    return [{"name": key, "items": members, "size": len(members)} for key, members in groups.values()]


def _to_values(value: list[object] | dict[str, object] | range) -> list[object]:
    return [*value.values()] if isinstance(value, dict) else [*value]


#: Filters that take the context before their value and arguments.
EXPRESSION_FILTERS: Mapping[str, Callable[..., object]] = {
    "find_exp": _find,
    "group_by_exp": _group_by,
    "where_exp": _where,
}
