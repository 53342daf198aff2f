"""Tags that cannot be read, as Ruby's Liquid reads them all the same: see `liquid_lax`.

The library refuses such a tag. So the words of each are read once before it sees them.
"""

from collections.abc import Callable, Iterator, Mapping

from liquid import Environment, Token
from liquid.builtin.expressions import (
    BooleanExpression,
    FilteredExpression,
    LoopExpression,
    parse_identifier,
    parse_primitive,
    tokenize,
)
from liquid.exceptions import LiquidSyntaxError
from liquid.expression import Expression
from liquid.stream import TokenStream
from liquid.token import (
    TOKEN_ASSIGN,
    TOKEN_COLON,
    TOKEN_COMMA,
    TOKEN_EOF,
    TOKEN_EXPRESSION,
    TOKEN_OUTPUT,
    TOKEN_REVERSED,
)

from feedtool.liquid_lax import MOST_CHARACTERS, RELAXED

Read = Callable[[Environment, TokenStream], object]


def mend(env: Environment, tokens: Iterator[Token]) -> Iterator[Token]:
    """Give the tokens of a template, those among them mended that can be read in one way only."""
    name = ""
    for token in tokens:
        if token.kind == TOKEN_EXPRESSION:
            yield _mend(env, name, token)
        else:
            name = "output" if token.kind == TOKEN_OUTPUT else token.value
            yield token


def read_value(env: Environment, words: str, token: Token) -> Expression:
    """Read a value with its filters.

    Raises:
        LiquidSyntaxError: it cannot be read.
    """
    expression = Token(TOKEN_EXPRESSION, words, token.start_index, token.source)
    mended = _mend(env, "output", expression)
    return FilteredExpression.parse(env, TokenStream(tokenize(mended.value, mended)))


def _mend(env: Environment, name: str, token: Token) -> Token:
    read = _READERS.get(name)
    if read is None:
        return token
    try:
        read(env, TokenStream(tokenize(token.value, token)))
    except LiquidSyntaxError:
        words = RELAXED[name](token.value) if len(token.value) <= MOST_CHARACTERS else None
        return token if words is None else token._replace(value=words)
    return token


def _read_assignment(env: Environment, stream: TokenStream) -> object:
    parse_identifier(env, stream, allow_trailing_question_mark=False)
    stream.eat(TOKEN_ASSIGN)
    return FilteredExpression.parse(env, stream)


def _read_loop(env: Environment, stream: TokenStream) -> object:
    kinds = [token.kind for token in stream.tokens]
    if TOKEN_REVERSED in kinds and TOKEN_COLON in kinds[: kinds.index(TOKEN_REVERSED)]:
        raise LiquidSyntaxError("reversed stands right behind the list", token=stream.current)
    return LoopExpression.parse(env, stream)


def _read_turns(env: Environment, stream: TokenStream) -> None:
    kind = TOKEN_COLON
    while stream.current.kind != TOKEN_EOF:
        parse_primitive(env, stream)
        if stream.current.kind not in {TOKEN_COMMA, TOKEN_EOF, kind}:
            raise LiquidSyntaxError("values that take turns are parted by commas", token=stream.current)
        next(stream)
        kind = TOKEN_COMMA


def _read_name(env: Environment, stream: TokenStream) -> object:
    name = parse_identifier(env, stream)
    stream.expect_eos()
    return name


def _read_primitive(env: Environment, stream: TokenStream) -> object:
    value = parse_primitive(env, stream)
    stream.expect_eos()
    return value


_READERS: Mapping[str, Read] = {
    "assign": _read_assignment,
    "capture": _read_name,
    "case": _read_primitive,
    "cycle": _read_turns,
    "elsif": BooleanExpression.parse,
    "for": _read_loop,
    "if": BooleanExpression.parse,
    "output": FilteredExpression.parse,
    "unless": BooleanExpression.parse,
}
