"""Markdown to HTML, as the site renders it: CommonMark with GFM's tables, footnotes and the rest of kramdown.

HTML goes through as it is: `clean` is where markup is judged. Pure.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from feedtool.kramdown_options import KramdownOptions, read_inline_options
from feedtool.plain_markdown import render_plainly

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

#: An address on a line of its own, right below another line. HTML above it would swallow it, and a
#: paragraph take it in; it is a block by itself, as the archives mean it.
_LONE_ADDRESS = re.compile(r"([^\n\\])\n(<https?://[^\s<>]+>)[ \t]*(?=\n|$)")
#: What such begins with, which is sought several times as fast.
_ADDRESS_BELOW = re.compile(r"\n(?<=[^\n\\]\n)<http")
#: The end of a line right above a highlight that was not run: what Jekyll makes of it stands apart.
_HIGHLIGHT_BELOW = re.compile(r"(?<!\n)\n(?= {0,3}\{%-?\s*highlight\s)")
#: Deeper quotations and lists than the parser's default of 20, below which it drops text in silence.
_MAX_NESTING = 100


def render(source: str, options: KramdownOptions = KramdownOptions()) -> str:  # noqa: B008 - frozen
    """Render a Markdown text as an HTML fragment, as a site does that tells kramdown the ``options``."""
    if _ADDRESS_BELOW.search(source):
        source = _LONE_ADDRESS.sub(r"\1\n\n\2\n", source)
    if options.keeps_liquid:
        source = _HIGHLIGHT_BELOW.sub("\n\n", source)
    options = read_inline_options(source, options)
    plain = render_plainly(source, options, _render_paragraph)
    return _parse(source, options) if plain is None else plain


def _parse(source: str, options: KramdownOptions) -> str:
    return str(_make_renderer(options).render(source))


@lru_cache(maxsize=1 << 13)  # the links home under the posts of one category are the same
def _render_paragraph(text: str, options: KramdownOptions) -> str:
    return _parse(text, options)


@lru_cache(maxsize=8)  # it keeps nothing of a text, and takes as long to make as a short post to read
def _make_renderer(options: KramdownOptions) -> "MarkdownIt":
    # A run that reads a few plain posts needs no parser, and it takes long to import.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    from feedtool.kramdown import use_kramdown  # noqa: PLC0415

    settings = {"html": True, "maxNesting": _MAX_NESTING, "breaks": options.has_hard_wrap}
    renderer = MarkdownIt("commonmark", settings)
    renderer.enable("strikethrough")
    use_kramdown(renderer, options)
    # As it is written: an address in another encoding than UTF-8 would be shown in pieces.
    renderer.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    return renderer
