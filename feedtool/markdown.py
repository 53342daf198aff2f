"""Markdown to HTML, by CommonMark with GFM's tables and strikethrough. Pure.

A block of HTML is read as kramdown reads it, with which Jekyll renders the same text: up to its end tag, not
to the next blank line. HTML goes through as it is: `clean` is where markup is judged.
"""

import re
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.footnote import footnote_plugin

#: A link destination with spaces, up to the parenthesis that closes the link on the same line.
_SPACED_DESTINATION = re.compile(r"(?:[^\s()<>\"']|\([^\s()]*\)|[ \t](?![ \t]*[\"'(])){1,500}(?=[ \t]*\))")

#: An address on a line of its own, right below another line. HTML above it would swallow it, and a
#: paragraph take it in; it is a block by itself, as the archives mean it.
_LONE_ADDRESS = re.compile(r"([^\n])\n(<https?://[^\s<>]+>)[ \t]*(?=\n|$)")
#: The elements that kramdown takes for blocks (HTML_BLOCK_ELEMENTS in its lib/kramdown/parser/html.rb),
#: without those that have no end tag.
_RAW_OPENING = re.compile(
    r"[ \t]*<(address|applet|article|aside|blockquote|body|button|center|dd|details|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|header|hgroup|html|iframe|legend|li|main|map|menu|nav|ol|optgroup|p"
    r"|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s>])[^<>]*>",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:[ \t]|<[bh]r[ \t/]*>)*")
#: What a block of HTML may follow without a blank line between, as CommonMark has it.
_INTERRUPTED = ["paragraph", "reference", "blockquote"]
#: Deeper quotations and lists than the parser's default of 20, below which it drops text in silence.
_MAX_NESTING = 100


def render(source: str) -> str:
    """Render a Markdown text as an HTML fragment."""
    return str(_renderer().render(_LONE_ADDRESS.sub(r"\1\n\n\2\n", source)))


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
    renderer.enable(["table", "strikethrough"]).use(footnote_plugin)
    renderer.block.ruler.before("html_block", "raw_html", _parse_html_block, {"alt": _INTERRUPTED})
    own_helpers: Any = SimpleNamespace(**vars(helpers) | {"parseLinkDestination": _parse_destination})
    renderer.helpers = own_helpers
    return renderer


def _parse_html_block(
    state: StateBlock,
    start: int,
    end: int,
    silent: bool,  # noqa: FBT001 - the signature of a rule
) -> bool:
    """Take a block of HTML for one to its end tag, whatever stands between.

    CommonMark ends it at the first blank line (section 4.6, kind 6); what is left of a page that a program
    saved would be read as Markdown then, and every indented line of it as code.
    """
    position = state.bMarks[start] + state.tShift[start]
    if state.level or state.is_code_block(start) or not _RAW_OPENING.match(state.src, position):
        return False
    closing = _find_end(state.src, position)
    if closing is None:
        return False
    if silent:
        return True
    line = start + 1
    while line < end and state.eMarks[line - 1] < closing:
        line += 1
    state.line = line
    token = state.push("html_block", "", 0)
    token.map = [start, line]
    token.content = state.getLines(start, line, state.blkIndent, keepLastLF=True)
    return True


def _find_end(source: str, position: int) -> int | None:
    """Give where the element ends that begins at ``position``, and those that follow it on its last line.

    None if it has no end tag.
    """
    end = None
    while opening := _RAW_OPENING.match(source, position):
        depth = 0
        for tag in _tags_of(opening[1].lower()).finditer(source, position):
            if tag[1] is not None:
                depth += -1 if tag[1] else 1
            if depth == 0:
                end = tag.end()
                break
        else:
            return end
        position = cast("re.Match[str]", _BETWEEN.match(source, end)).end()
    return end


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    """Give what finds the tags of an element (group 1: the slash, if any), and passes over comments."""
    skipped = r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>"
    return re.compile(rf"{skipped}|<(/?){name}(?=[\s/>])[^<>]*>", re.DOTALL | re.IGNORECASE)


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
