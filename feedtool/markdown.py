"""Markdown to HTML, by CommonMark with GFM's tables and strikethrough. Pure.

HTML blocks and inline HTML go through as they are: `clean` is where markup is judged.
"""

from functools import cache

from markdown_it import MarkdownIt


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def render(source: str) -> str:
    """Render a Markdown text as an HTML fragment."""
    return str(_renderer().render(source))
