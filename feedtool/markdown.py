"""Markdown to HTML, as the site renders it: CommonMark with GFM's tables, footnotes and the rest of kramdown.

HTML goes through as it is: `clean` is where markup is judged. Pure.
"""

import re
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from feedtool.kramdown import use_kramdown
from feedtool.plain_markdown import render_plainly

#: A link destination with spaces, up to the parenthesis that closes the link on the same line.
_SPACED_DESTINATION = re.compile(r"(?:[^\s()<>\"']|\([^\s()]*\)|[ \t](?![ \t]*[\"'(])){1,500}(?=[ \t]*\))")

#: An address on a line of its own, right below another line. HTML above it would swallow it, and a
#: paragraph take it in; it is a block by itself, as the archives mean it.
_LONE_ADDRESS = re.compile(r"([^\n])\n(<https?://[^\s<>]+>)[ \t]*(?=\n|$)")
#: Deeper quotations and lists than the parser's default of 20, below which it drops text in silence.
_MAX_NESTING = 100


def render(source: str) -> str:
    """Render a Markdown text as an HTML fragment."""
    source = _LONE_ADDRESS.sub(r"\1\n\n\2\n", source)
    plain = render_plainly(source, _render_paragraph)
    return _parse(source) if plain is None else plain


def _parse(source: str) -> str:
    return str(_renderer().render(source))


@lru_cache(maxsize=1 << 13)  # the links home under the posts of one category are the same
def _render_paragraph(text: str) -> str:
    return _parse(text)


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
    renderer.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    use_kramdown(renderer)
    # As it is written: an address in another encoding than UTF-8 would be shown in pieces.
    renderer.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    own_helpers: Any = SimpleNamespace(**vars(helpers) | {"parseLinkDestination": _parse_destination})
    renderer.helpers = own_helpers
    return renderer


def _parse_destination(source: str, start: int, end: int) -> Any:  # noqa: ANN401 - markdown-it's own result type
    """Parse a link destination, which may hold spaces.

    CommonMark ends it at the first one, and no link comes of it; kramdown, with which the site renders the
    same text, takes them, and a category with a space in its name has such links under every post.
    """
    result = helpers.parseLinkDestination(source, start, end)
    spaced = _SPACED_DESTINATION.match(source, start, end) if result.ok else None
    if spaced is not None and spaced.end() > result.pos:
        result.str = spaced[0].strip().replace(" ", "%20")
        result.pos = spaced.end()
    return result
