"""Markdown to HTML, as the site renders it: CommonMark with GFM's tables, footnotes and the rest of kramdown.

HTML goes through as it is: `clean` is where markup is judged. Pure.
"""

import re
from functools import cache, lru_cache, partial
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt, helpers
from mdit_py_plugins.footnote import footnote_plugin

from feedtool.kramdown import use_kramdown
from feedtool.kramdown_liquid import LIQUID
from feedtool.kramdown_options import KramdownOptions, read_inline_options
from feedtool.plain_markdown import render_plainly

#: A link destination with spaces, up to the parenthesis that closes the link on the same line.
_SPACED_DESTINATION = re.compile(r"(?:[^\s()<>\"']|\([^\s()]*\)|[ \t](?![ \t]*[\"'(])){1,500}(?=[ \t]*\))")
#: A destination with Liquid in it, and what may stand behind one.
_LIQUID_DESTINATION = re.compile(
    rf"[^\s()<>\"'{{]*(?:{LIQUID})(?:[^\s()<>\"'{{]|{LIQUID})*(?=[ \t)])", re.DOTALL
)

#: An address on a line of its own, right below another line. HTML above it would swallow it, and a
#: paragraph take it in; it is a block by itself, as the archives mean it.
_LONE_ADDRESS = re.compile(r"([^\n])\n(<https?://[^\s<>]+>)[ \t]*(?=\n|$)")
#: What such begins with, which is sought several times as fast.
_ADDRESS_BELOW = re.compile(r"\n(?<=[^\n]\n)<http")
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


@cache
def _allow(address: str) -> bool:
    del address
    return True


@lru_cache(maxsize=8)  # it keeps nothing of a text, and takes as long to make as a short post to read
def _make_renderer(options: KramdownOptions) -> MarkdownIt:
    settings = {"html": True, "maxNesting": _MAX_NESTING, "breaks": options.has_hard_wrap}
    renderer = MarkdownIt("commonmark", settings)
    renderer.enable("strikethrough").use(footnote_plugin)
    # A note inside of a line is none to kramdown.
    renderer.disable("footnote_inline")
    use_kramdown(renderer, options)
    # Addresses that no feed may hold go in the sanitiser; to markdown-it a link with one is no link.
    renderer.validateLink = _allow  # type: ignore[method-assign]
    # As it is written: an address in another encoding than UTF-8 would be shown in pieces.
    renderer.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    parse = partial(_parse_destination, keeps_liquid=options.keeps_liquid)
    own_helpers: Any = SimpleNamespace(**vars(helpers) | {"parseLinkDestination": parse})
    renderer.helpers = own_helpers
    return renderer


def _parse_destination(source: str, start: int, end: int, *, keeps_liquid: bool) -> Any:  # noqa: ANN401
    """Parse a link destination, which may hold spaces.

    CommonMark ends it at the first one, and no link comes of it; kramdown, with which the site renders the
    same text, takes them, and a category with a space in its name has such links under every post. To Liquid
    that was not run it is one, whatever stands in it.
    """
    result = helpers.parseLinkDestination(source, start, end)
    liquid = _LIQUID_DESTINATION.match(source, start, end) if keeps_liquid else None
    if liquid is not None:
        result.ok, result.pos, result.str = True, liquid.end(), quote(liquid[0])
        return result
    spaced = _SPACED_DESTINATION.match(source, start, end) if result.ok else None
    if spaced is not None and spaced.end() > result.pos:
        result.str = spaced[0].strip().replace(" ", "%20")
        result.pos = spaced.end()
    return result
