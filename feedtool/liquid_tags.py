"""Jekyll's own tags, and those of Liquid that run a text more than once, with their cost.

After Jekyll::Tags: HighlightBlock, IncludeTag, Link and PostUrl.
"""

import re
from abc import abstractmethod
from functools import lru_cache
from typing import TYPE_CHECKING, TextIO, cast

from liquid import BoundTemplate, Environment, RenderContext, Token
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import parse_primitive, tokenize
from liquid.exceptions import LiquidError, LiquidSyntaxError
from liquid.expression import Expression
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG

from feedtool.liquid_context import LiquidContext, spend, to_plain
from feedtool.liquid_filters import relative_url
from feedtool.liquid_lexer import quote_keywords
from feedtool.liquid_text import spell
from feedtool.liquid_typing import RefusedError

if TYPE_CHECKING:
    from feedtool.liquid_values import Record

_LANGUAGE = re.compile(r"([a-zA-Z0-9.+#_-]+)((?:\s+\w+(?:=(?:\w+|\"[0-9\s]+\"))?)*)", re.ASCII)
_CODE_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
#: The name of an include, of which parts may be variables, up to white space.
_INCLUDE_NAME = re.compile(r"(?:[^\s{}]|\{\{[^{}]*\}\})+")
_PARAMETER = re.compile(
    r"([\w-]+)\s*=\s*(?:\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))(?:\s+|\Z)",
    re.ASCII | re.DOTALL,
)
#: Jekyll::Tags::IncludeTag::VARIABLE_SYNTAX.
_VARIABLE_IN_PARAMETER = re.compile(r"\{\{\s*[\w\-.]+\s*(?:\|.*)?\}\}", re.ASCII | re.DOTALL)
#: What the path of a post ends with while its excerpt runs.
_EXCERPT = "/#excerpt"
_FILE_NAME = re.compile(r"[\w/.\-()+~#@]+", re.ASCII)
_NO_FILE_NAME = re.compile(r"[./]{2}")
#: What it costs to look up a file, beside its length.
_FILE_COST = 2_000
_ENDHIGHLIGHT = "endhighlight"


@lru_cache(maxsize=256)
def _compile(environment: Environment, source: str) -> BoundTemplate:
    return environment.from_string(source)


def _render_name(context: RenderContext, name: str) -> str:
    """Give a name of which parts may be variables."""
    if "{{" not in name:
        return name
    buffer = context.get_buffer()
    _compile(context.env, name).render_with_context(context, buffer, partial=True)
    return buffer.getvalue()


class _MarkupTag(Tag):
    """A tag whose words are no expression of Liquid."""

    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Read the words behind the tag's name."""
        token = stream.eat(TOKEN_TAG)
        if stream.current.kind != TOKEN_EXPRESSION:
            raise LiquidSyntaxError(f"{self.name} needs a name", token=token)
        return self.make_node(token, stream.current.value)

    @abstractmethod
    def make_node(self, token: Token, words: str) -> Node:
        """Make the node of these words."""


class _IncludeError(LiquidError):
    """Something is wrong in an include; the message names it already."""


class _IncludeNode(Node):
    place = "_includes/%s"

    def __init__(self, token: Token, name: str, parameters: dict[str, Expression | str] | None) -> None:
        super().__init__(token)
        self.blank = False
        self.name = name
        self.parameters = parameters

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        name = _render_name(context, self.name)
        if not _FILE_NAME.fullmatch(name) or _NO_FILE_NAME.search(name):
            raise LiquidError(f"{name} is no name of an include", token=self.token)
        try:
            source = self.read(cast("LiquidContext", context), name)
        except RefusedError as error:
            raise LiquidError(str(error), token=self.token) from error
        if source is None:
            raise LiquidError(f"there is no file {self.place % name}", token=self.token)
        spend(context, len(source) + _FILE_COST, self.token)
        names: dict[str, object] = {}
        if self.parameters is not None:
            given = self.parameters.items()
            names["include"] = {
                key: value if isinstance(value, str) else to_plain(value.evaluate(context))
                for key, value in given
            }
        try:
            template = _compile(context.env, source)
            with context.extend(names, template=template):
                template.render_with_context(context, buffer, partial=True)
        except _IncludeError as error:
            error.token = self.token
            raise
        except LiquidError as error:
            raise _IncludeError(f"{name}: {error.message}", token=self.token) from error
        return 1

    def read(self, context: LiquidContext, name: str) -> str | None:
        """Give the text of the file with this name; None if there is none."""
        return context.files.read_include(name)


class _IncludeRelativeNode(_IncludeNode):
    place = "%s beside the post"

    def read(self, context: LiquidContext, name: str) -> str | None:
        """Give the text of the file with this name beside the post; None if there is none."""
        page = cast("Record", context.globals["page"])
        return context.files.read_beside(spell(page["path"]).removesuffix(_EXCERPT), name)


class IncludeTag(_MarkupTag):
    """``include``, with Jekyll's parameters."""

    name = "include"
    node_class: type[_IncludeNode] = _IncludeNode

    def make_node(self, token: Token, words: str) -> Node:
        """Read the name and the parameters."""
        match = _INCLUDE_NAME.match(words)
        if match is None:
            raise LiquidSyntaxError(f"{self.name} needs the name of a file", token=token)
        written = words[match.end() :].strip()
        if "{{" not in match[0] and _VARIABLE_IN_PARAMETER.search(written):
            # Jekyll takes all before it for the name of the file then.
            message = f"a parameter of {self.name} is a variable without {{{{ }}}}, or a text without any"
            raise LiquidSyntaxError(message, token=token)
        return self.node_class(token, match[0], self._read(written, token) if written else None)

    def _read(self, written: str, token: Token) -> dict[str, Expression | str]:
        parameters: dict[str, Expression | str] = {}
        done = 0
        while done < len(written):
            match = _PARAMETER.match(written, done)
            if match is None:
                raise LiquidSyntaxError(f"{self.name} cannot read {written[done:]}", token=token)
            key, double, single, variable = match.groups()
            if variable is not None:
                parameters[key] = parse_primitive(
                    self.env, TokenStream(tokenize(quote_keywords(variable), token))
                )
            elif single is not None:
                parameters[key] = single.replace("\\'", "'")
            else:
                parameters[key] = double.replace('\\"', '"')
            done = match.end()
        return parameters


class IncludeRelativeTag(IncludeTag):
    """``include_relative``: a file in the folder of the post, or below it."""

    name = "include_relative"
    node_class = _IncludeRelativeNode


class _AddressNode(Node):
    def __init__(self, token: Token, name: str, *, is_post: bool) -> None:
        super().__init__(token)
        self.blank = False
        self.name = name
        self.is_post = is_post

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        running = cast("LiquidContext", context)
        spend(context, _FILE_COST, self.token)
        name = self.name if self.is_post else _render_name(context, self.name)
        path = running.files.find_post(name) if self.is_post else running.files.find_page(name)
        if path is None:
            kind = "post is called" if self.is_post else "post, page or file lies at"
            raise LiquidError(f"no {kind} {name}", token=self.token)
        return buffer.write(relative_url(running.setting.site, path))


class LinkTag(_MarkupTag):
    """``link``: the address of what lies at a path."""

    name = "link"

    def make_node(self, token: Token, words: str) -> Node:
        """Take the words for a path."""
        return _AddressNode(token, words, is_post=False)


class PostUrlTag(_MarkupTag):
    """``post_url``: the address of a post."""

    name = "post_url"

    def make_node(self, token: Token, words: str) -> Node:
        """Take the words for the name of a post."""
        return _AddressNode(token, words, is_post=True)


class _HighlightNode(Node):
    def __init__(self, token: Token, language: str, block: BlockNode, *, is_numbered: bool) -> None:
        super().__init__(token)
        self.blank = False
        self.language = language.lower()
        self.block = block
        self.is_numbered = is_numbered

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        inner = context.get_buffer(buffer)
        self.block.render(context, inner)
        code = inner.getvalue().strip("\r\n").translate(_CODE_ESCAPES)
        values = cast("LiquidContext", context).setting.site.values
        if values.get("highlighter", "rouge") not in {"rouge", "pygments"}:
            code = code.strip()
        elif self.is_numbered:
            code = _number(code)
        classes = f'class="language-{self.language.replace("+", "-")}" data-lang="{self.language}"'
        figure = f'<figure class="highlight"><pre><code {classes}>{code}</code></pre></figure>'
        # Jekyll::Converters::Markdown parts it from the text around it.
        around = spell(to_plain(context.get(["highlighter_prefix"], token=self.token)))
        return buffer.write(around + figure + around)


def _number(code: str) -> str:
    """Set numbers beside the lines of a code (Rouge::Formatters::HTMLTable)."""
    lines = "\n".join(map(str, range(1, code.count("\n") + 2)))
    return (
        '<table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">'
        f'{lines}\n</pre></td><td class="code"><pre>{code}\n</pre></td></tr></tbody></table>'
    )


class HighlightTag(Tag):
    """``highlight``: a block of code, without its colours."""

    name = "highlight"
    end = _ENDHIGHLIGHT

    def parse(self, stream: TokenStream) -> Node:
        """Parse the block up to its end."""
        token = stream.eat(TOKEN_TAG)
        words = stream.current.value if stream.current.kind == TOKEN_EXPRESSION else ""
        match = _LANGUAGE.fullmatch(words)
        if match is None:
            raise LiquidSyntaxError("highlight needs a language, then options such as linenos", token=token)
        next(stream)
        block = get_parser(self.env).parse_block(stream, frozenset({_ENDHIGHLIGHT}))
        stream.expect(TOKEN_TAG, value=_ENDHIGHLIGHT)
        options = {option.partition("=")[0] for option in match[2].split()}
        return _HighlightNode(token, match[1], block, is_numbered="linenos" in options)
