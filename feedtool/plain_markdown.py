"""Markdown that needs no parser: plain paragraphs, lone addresses and HTML. Pure.

Nine tenths of an archive are such posts, and a parser that is ready for anything takes several times as long
over them. What is not certainly as plain as that is left to it: a test compares the two on any text.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from feedtool.kramdown_options import KramdownOptions
from feedtool.kramdown_tags import escape_strays, find_html_end

_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
#: What can change the meaning of other blocks: footnotes, attribute lists and options, abbreviations; control
#: characters, which some take for white space; and HTML that says that it holds Markdown.
#: A pattern that begins with a set is sought several times as fast as one that begins with alternatives.
_FAR_REACHING = re.compile(
    rf"[\[^{{*Mm{_CONTROL}](?:(?<=\[)\^|(?<=[\^*])\[|(?<=\{{):|(?<=[Mm])(?i:arkdown)\s*=|(?<=[{_CONTROL}]))"
)
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)+[ \t]*\Z|(?:[ \t]*\n)+")
#: A line that begins with a letter, a number that counts nothing, an opening mark or a link is no list, no
#: heading, no table and no definition.
_LINE = r"(?:[^\W\d_]|[“‘「『《（【〈]|\d+(?![\d.)、])|\[[^\[\]\n]*\]\()[^\n]*"
_BEFORE_BLANK = r"(?=\n[ \t]*(?:\n|\Z)|\Z)"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*{_BEFORE_BLANK}")
_QUOTATION = re.compile(rf"> ({_LINE}){_BEFORE_BLANK}")
#: Text in which nothing is marked up or typeset.
_PLAIN = re.compile(r"[^\\`*_~\[\]<>&\"'{}$^|\t\x00-\x08\x0b-\x1f\xa0]*")
#: A link on such text, to an address in which nothing is written otherwise but its Chinese characters.
_PLAIN_LINK = re.compile(
    r"(?<!!)\[([^\\`*_~\[\]<>&\"'{}$^|\s\x00-\x1f\xa0]+)\]\(((?:(?:https?:)?//[a-z0-9.-]+|\.\.?)?/"
    r"(?:[A-Za-z0-9/.,_?=\u4e00-\u9fff-]++|\([A-Za-z0-9]*\))*)\)"
)
#: What stands in such an address as it is, beside letters and digits.
_AS_WRITTEN = "/.,_?=-():"
_LONE_ADDRESS = re.compile(r"<(https?://[a-z0-9.-]+/[A-Za-z0-9/.,_?=-]*)>[ \t]*" + _BEFORE_BLANK)
#: A line of HTML that is nothing but paragraphs of mere text, as most articles are.
_HTML_PARAGRAPHS = re.compile(r" {0,3}((?:<p(?: [a-z][a-z-]*+=\"[^\"]*+\")*+>[^<]*+</p>)++)[ \t]*(?:\n|\Z)")
_INDENT = re.compile(r" {0,3}(?=<[a-zA-Z])")
#: What may stand behind an element: nothing, or a comment.
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)|(?=<!--)")
#: A comment and the end of its line, or what begins right behind it and is HTML as well.
_COMMENT = re.compile(r" {0,3}((?><!--(?!-?>).*?-->))(?:[ \t]*(?:\n|\Z)|(?=<(?:!--|[a-zA-Z])))", re.DOTALL)


def render_plainly(
    source: str, options: KramdownOptions, render_paragraph: Callable[[str, KramdownOptions], str]
) -> str | None:
    """Render a text as HTML, or give None if that takes a parser.

    ``render_paragraph`` renders a paragraph by itself, as the parser does.
    """
    if _FAR_REACHING.search(source):
        return None
    pieces: list[str] = []
    position = 0
    while position < len(source):
        blank = _BLANK_LINES.match(source, position) if source[position].isspace() else None
        if blank:
            position = blank.end()
            continue
        if source[position] in " <":
            piece = _read_html(source, position, options)
        else:
            piece = _read_text(source, position, options, render_paragraph)
        if piece is None:
            return None
        html, position = piece
        pieces.append(html)
    return "".join(pieces)


def _read_text(
    source: str,
    position: int,
    options: KramdownOptions,
    render_paragraph: Callable[[str, KramdownOptions], str],
) -> tuple[str, int] | None:
    """Give the text that begins at ``position`` as HTML, and where it ends; None if it takes a parser."""
    if paragraph := _PARAGRAPH.match(source, position):
        return _render_text(paragraph[0].strip(), options, render_paragraph), paragraph.end()
    if quotation := _QUOTATION.match(source, position):
        text = _render_text(quotation[1].strip(), options, render_paragraph)
        return f"<blockquote>\n{text}</blockquote>\n", quotation.end()
    return None


def _read_html(source: str, position: int, options: KramdownOptions) -> tuple[str, int] | None:
    """Give what begins at ``position`` with a tag as HTML, and where it ends; None if it takes a parser."""
    if not options.parses_blocks and (lines := _HTML_PARAGRAPHS.match(source, position)):
        return lines[1] + "\n", lines.end()
    if address := _LONE_ADDRESS.match(source, position):
        return f'<p><a href="{address[1]}">{address[1]}</a></p>\n', address.end()
    if comment := _COMMENT.match(source, position):
        return comment[1] + "\n", comment.end()
    html = None if options.parses_blocks else _INDENT.match(source, position)
    end = find_html_end(source, html.end()) if html else None
    rest = _REST_OF_LINE.match(source, end) if end is not None else None
    if html is None or rest is None:
        return None
    return escape_strays(source[html.end() : end]) + "\n", rest.end()


def _render_text(
    text: str, options: KramdownOptions, render_paragraph: Callable[[str, KramdownOptions], str]
) -> str:
    if not _is_typeset(text) and not (options.has_hard_wrap and "\n" in text):
        if _PLAIN.fullmatch(text):
            return f"<p>{text}</p>\n"
        if "](" in text and (linked := _render_links(text)) is not None:
            return linked
    return render_paragraph(text, options)


def _is_typeset(text: str) -> bool:
    return "--" in text or "..." in text or " \n" in text or "  " in text


@lru_cache(maxsize=1 << 12)  # the links home under the posts of one category are the same
def _render_links(text: str) -> str | None:
    """Render a paragraph of plain text and plain links; None if there is more in it."""
    if _PLAIN.fullmatch(_PLAIN_LINK.sub("", text)):
        return f"<p>{_PLAIN_LINK.sub(_write_link, text)}</p>\n"
    return None


def _write_link(link: re.Match[str]) -> str:
    address = link[2] if link[2].isascii() else quote(link[2], safe=_AS_WRITTEN)
    return f'<a href="{address}">{link[1]}</a>'
