"""Liquid that was not run, as rules for markdown-it: it stays as it is written, quotes, stars and bars.

Jekyll runs it before kramdown sees the text. So no rule of kramdown is meant for it, nor for the code in a
highlight.
"""

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from feedtool.kramdown_options import KramdownOptions

#: A variable or a tag; none holds another of its kind, so that no text is looked through twice.
LIQUID = r"\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}"
_LIQUID = re.compile(LIQUID, re.DOTALL)
#: A tag of HTML with Liquid in an attribute, whose quotes may be those around it.
_VALUE = rf"\"(?:[^\"{{]|\{{(?![{{%])|{LIQUID})*\"|'(?:[^'{{]|\{{(?![{{%])|{LIQUID})*'|[\w./:#-]+"
_TAG = re.compile(rf"<[A-Za-z][\w-]*(?:\s+[\w:-]+(?:\s*=\s*(?:{_VALUE}))?)+\s*/?>", re.DOTALL | re.ASCII)
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s[^%]*%\}")
_ENDHIGHLIGHT = re.compile(r"\{%-?\s*endhighlight\s*-?%\}[ \t]*$")
#: What is noted while a text is parsed: behind a line, no highlight ends.
_ENDLESS = "liquid_endless"
_MOST_INDENT = 4


def use_liquid(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a renderer leave Liquid as it is written, where a text holds any."""
    if options.keeps_liquid:
        renderer.inline.ruler.before("escape", "liquid", _parse_liquid)
        renderer.inline.ruler.before("escape", "liquid_in_tag", _parse_tag)
        renderer.block.ruler.before("code", "liquid_highlight", _parse_highlight)


def _parse_liquid(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    del silent
    tag = _LIQUID.match(state.src, state.pos, state.posMax)
    if tag is None:
        return False
    token = state.push("text_special", "", 0)
    token.content, token.info = tag[0], "liquid"
    state.pos = tag.end()
    return True


def _parse_tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    del silent
    tag = _TAG.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if tag is None or not _LIQUID.search(tag[0]):
        return False
    token = state.push("html_inline", "", 0)
    token.content = _LIQUID.sub(lambda liquid: escape(liquid[0]), tag[0])
    state.pos = tag.end()
    return True


def _parse_highlight(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Take a highlight with its tags for a block of code, as it is written."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    is_code = state.sCount[start] - state.blkIndent >= _MOST_INDENT
    endless: dict[str, int] = state.env.setdefault(_ENDLESS, {})  # by texts: what is in a list is another
    if is_code or not _HIGHLIGHT.match(first) or start >= endless.get(state.src, end):
        return False
    lines = range(start, end)
    last = next((it for it in lines if _ENDHIGHLIGHT.search(_read_line(state, it))), None)
    if last is None:
        endless[state.src] = start
        return False
    state.line = last + 1
    token = state.push("code_block", "code", 0)
    token.content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=True)
    token.map = [start, state.line]
    return True


def _read_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]]
