"""What of Liquid can make a text endless, with its cost: loops, and what ``{{ }}`` writes."""

import re
from typing import TextIO, cast

from liquid import RenderContext, Token
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import parse_primitive, tokenize
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.exceptions import LiquidError, LiquidSyntaxError
from liquid.stream import TokenStream

from feedtool.liquid_context import spend, to_plain
from feedtool.liquid_text import show
from feedtool.liquid_typing import RefusedError

#: A name or a text, and behind it what is no filter: Ruby's Liquid warns of it and passes over it.
_LAX = re.compile(r"([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*|'[^']*'|\"[^\"]*\")[\s,][^|]*", re.ASCII)


class _CountedBlock(BlockNode):
    """A block that may run many times: each time it costs what its source is long."""

    def __init__(self, block: BlockNode, cost: int, token: Token) -> None:
        super().__init__(block.token, block.nodes)
        self.cost = cost
        self.tag = token

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Render the block once more."""
        spend(context, self.cost, self.tag)
        return super().render_to_output(context, buffer)


class _CountedForNode(ForNode):
    """A loop; over a range it costs what that is long, for the library may go through all of it."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Render the loop."""
        values = self.expression.iterable.evaluate(context)
        if isinstance(values, range):
            spend(context, max(values.stop - values.start, 0), self.token)
        return super().render_to_output(context, buffer)


class CountedForTag(ForTag):
    """``for``, counted."""

    node_class = _CountedForNode

    def parse(self, stream: TokenStream) -> Node:
        """Parse the loop up to its end."""
        node = cast("ForNode", super().parse(stream))
        cost = stream.current.start_index - node.token.start_index
        node.block = _CountedBlock(node.block, cost, node.token)
        return node


class _SpelledNode(OutputNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        try:
            text = show(to_plain(self.expression.evaluate(context)))
        except RefusedError as error:
            raise LiquidError(str(error), token=self.token) from error
        spend(context, len(text), self.token)
        return buffer.write(text)


class SpelledOutput(Output):
    """``{{ }}``, which writes values as Ruby does, and reads no more of what it cannot than Ruby does."""

    node_class = _SpelledNode

    def parse(self, stream: TokenStream) -> OutputNode:
        """Parse the expression, or the value that it begins with (Liquid::Variable#lax_parse)."""
        token, expression = stream.current, stream.peek
        try:
            return super().parse(stream)
        except LiquidSyntaxError:
            match = _LAX.fullmatch(expression.value)
            if match is None:
                raise
            tokens = TokenStream(tokenize(match[1], expression))
            return self.node_class(token, parse_primitive(self.env, tokens))
