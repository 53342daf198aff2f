"""Liquid that was not run, as a rule for markdown-it: it stays as it is written, quotes, stars and bars.

Jekyll runs it before kramdown sees the text. So no rule of kramdown is meant for it.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from feedtool.kramdown_options import KramdownOptions

#: A variable or a tag; none holds another of its kind, so that no text is looked through twice.
LIQUID = r"\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}"
_LIQUID = re.compile(LIQUID, re.DOTALL)


def use_liquid(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a renderer leave Liquid as it is written, where a text holds any."""
    if options.keeps_liquid:
        renderer.inline.ruler.before("escape", "liquid", _parse_liquid)


def _parse_liquid(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    del silent
    tag = _LIQUID.match(state.src, state.pos, state.posMax)
    if tag is None:
        return False
    token = state.push("text_special", "", 0)
    token.content, token.info = tag[0], "liquid"
    state.pos = tag.end()
    return True
