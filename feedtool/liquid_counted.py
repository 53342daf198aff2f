"""What of Liquid can make a text endless, with its cost: loops, and what ``{{ }}`` writes."""

from copy import copy
from typing import TextIO, cast

from liquid import RenderContext, Token
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions.primitive import Literal
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.cycle_tag import CycleNode, CycleTag
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.builtin.tags.tablerow_tag import TablerowNode, TablerowTag
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.stream import TokenStream

from feedtool.liquid_context import spend, to_plain
from feedtool.liquid_text import show
from feedtool.liquid_typing import RefusedError


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
    """A loop; over a range it costs what that is long, for the library may go through all of it.

    Bounds that are nil are none.
    """

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Render the loop."""
        values = self.expression.iterable.evaluate(context)
        _spend_range(context, values, self.token)
        stated = self.expression
        self.expression = copy(stated)
        is_text = isinstance(values, str)  # which Ruby gives whole
        self.expression.limit = None if is_text else _drop_nil(stated.limit, context)
        self.expression.offset = None if is_text else _drop_nil(stated.offset, context)
        try:
            return super().render_to_output(context, buffer)
        finally:
            self.expression = stated


def _spend_range(context: RenderContext, values: object, token: Token) -> None:
    if isinstance(values, range):
        spend(context, max(values.stop - values.start, 0), token)


def _drop_nil(bound: Expression | None, context: RenderContext) -> Expression | None:
    return None if bound is None or to_plain(bound.evaluate(context)) is None else bound


class CountedForTag(ForTag):
    """``for``, counted."""

    node_class = _CountedForNode

    def parse(self, stream: TokenStream) -> Node:
        """Parse the loop up to its end."""
        node = cast("ForNode", super().parse(stream))
        cost = stream.current.start_index - node.token.start_index
        node.block = _CountedBlock(node.block, cost, node.token)
        return node


class _CountedTablerowNode(TablerowNode):
    """The rows of a table; of nothing there is none, and of an empty list one without cells."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Render the rows."""
        values = self.expression.iterable.evaluate(context)
        _spend_range(context, values, self.token)
        if isinstance(values, list) and not values:
            return buffer.write('<tr class="row1">\n</tr>\n')
        return super().render_to_output(context, buffer)


class CountedTablerowTag(TablerowTag):
    """``tablerow``, counted."""

    node_class = _CountedTablerowNode

    def parse(self, stream: TokenStream) -> TablerowNode:
        """Parse the rows up to their end."""
        node = super().parse(stream)
        cost = stream.current.start_index - node.token.start_index
        node.block = _CountedBlock(node.block, cost, node.token)
        return node


class _OwnCycleNode(CycleNode):
    """Values that take turns; those with a variable among them and no name take theirs by themselves."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the value whose turn it is."""
        if self.group is not None or all(isinstance(value, Literal) for value in self.args):
            return super().render_to_output(context, buffer)
        turn = context.cycle(("cycle", id(self)), len(self.args))
        return buffer.write(show(to_plain(self.args[turn].evaluate(context))))


class OwnCycleTag(CycleTag):
    """``cycle``, as Ruby tells one from the other."""

    node_class = _OwnCycleNode


class _SpelledNode(OutputNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        try:
            text = show(to_plain(self.expression.evaluate(context)))
        except RefusedError as error:
            raise LiquidError(str(error), token=self.token) from error
        spend(context, len(text), self.token)
        return buffer.write(text)


class SpelledOutput(Output):
    """``{{ }}``, which writes values as Ruby does."""

    node_class = _SpelledNode
