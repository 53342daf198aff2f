"""Markdown to HTML, by CommonMark with GFM's tables and strikethrough. Pure.

HTML blocks and inline HTML go through as they are: `clean` is where markup is judged.
"""

import re
from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers

#: A link destination with spaces, up to the parenthesis that closes the link on the same line.
_SPACED_DESTINATION = re.compile(r"(?:[^\s()<>\"']|\([^\s()]*\)|[ \t](?![ \t]*[\"'(]))+(?=[ \t]*\))")


def render(source: str) -> str:
    """Render a Markdown text as an HTML fragment."""
    return str(_renderer().render(source))


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
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
