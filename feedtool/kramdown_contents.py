"""The table of contents that ``{:toc}`` asks for, as rules for markdown-it.

As Kramdown::Converter::Html writes it (2.4.0), with the ids that its parser for GFM gives to headings.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from feedtool.kramdown_options import KramdownOptions

#: A token that holds the list of attributes, where one speaks of the table.
MARK = "toc_mark"
#: The key under which it says that it stands by itself, and speaks of what is below it.
IS_APART = "is_apart"
#: What speaks of it: a reference to it in a list of attributes, or the class that keeps a heading out of it.
SPEAKS = re.compile(r"\{:.*\b(?:no_)?toc\b")
_ASKS = re.compile(r"\{:(?:[^}]*\s)?toc(?=[\s}])")
_REFUSES = re.compile(r"\.no_toc\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A heading, and those below it."""

    level: int
    html: str
    below: list["_Entry"] = field(default_factory=list)


_LISTS = {"bullet_list_close": "bullet_list_open", "ordered_list_close": "ordered_list_open"}


def use_contents(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Let a list that ``{:toc}`` stands beside become a table of contents."""
    renderer.core.ruler.after("text_join", "contents", _make_rule(options))


def _make_rule(options: KramdownOptions) -> Callable[[StateCore], None]:
    def place(state: StateCore) -> None:
        """Put the table in the place of its list, and take out the marks."""
        if all(token.type != MARK for token in state.tokens):
            return
        span = _find_list(state.tokens)
        if span is not None:
            first, last = span
            tag = state.tokens[first].tag
            contents = Token("html_block", "", 0, content=_write(_list_headings(state, options), tag))
            state.tokens[first : last + 1] = [contents]
        state.tokens = [token for token in state.tokens if token.type != MARK]

    return place


def _find_list(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Give the first and the last token of the list that is to become the table."""
    for index, token in enumerate(tokens):
        if token.type != MARK or _ASKS.search(token.content) is None:
            continue
        is_apart = token.meta[IS_APART]
        if index and not is_apart and tokens[index - 1].type in _LISTS:
            opening = _LISTS[tokens[index - 1].type]
            level = tokens[index - 1].level
            first = max(
                number
                for number in range(index)
                if (tokens[number].type, tokens[number].level) == (opening, level)
            )
            return first, index - 1
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if is_apart and following is not None and following.type in _LISTS.values():
            ends = (
                number
                for number in range(index + 1, len(tokens))
                if _LISTS.get(tokens[number].type) == following.type
                and tokens[number].level == following.level
            )
            return index + 1, next(ends)
    return None


def _list_headings(state: StateCore, options: KramdownOptions) -> Iterator[tuple[int, str, str]]:
    """Give the level, the id and the HTML of each heading that the table lists."""
    counts: Counter[str] = Counter()
    for index, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        children = state.tokens[index + 1].children or []
        identifier = token.meta.get("id") or (_make_id(children, counts) if options.has_ids else None)
        level = int(token.tag[1:])
        beside = state.tokens[max(index - 1, 0) : index] + state.tokens[index + 3 : index + 4]
        is_refused = any(it.type == MARK and _REFUSES.search(it.content) for it in beside)
        if identifier is not None and level in options.toc_levels and not is_refused:
            shown = [
                child for child in children if child.type not in {"footnote_ref", "link_open", "link_close"}
            ]
            yield (
                level,
                identifier,
                state.md.renderer.render(
                    [Token("inline", "", 0, children=shown)], state.md.options, state.env
                ),
            )


def _make_id(children: Sequence[Token], counts: Counter[str]) -> str:
    """Make the id of a heading (Kramdown::Parser::GFM#generate_gfm_header_id)."""
    text = "".join(
        child.content for child in children if child.type in {"code_inline", "text", "text_special"}
    )
    kept = "".join(character for character in text.lower() if _is_kept(character))
    identifier = kept.replace(" ", "-").replace("\t", "-")
    counts[identifier] += 1
    return identifier if counts[identifier] == 1 else f"{identifier}-{counts[identifier] - 1}"


def _is_kept(character: str) -> bool:
    return character in "-_ \t" or character.isalnum() or unicodedata.category(character).startswith("M")


def _write(headings: Iterable[tuple[int, str, str]], tag: str) -> str:
    """Write headings as lists in lists, by their levels (generate_toc_tree)."""
    entries: list[_Entry] = []
    above: list[_Entry] = []
    for level, identifier, html in headings:
        entry = _Entry(level=level, html=f'<a href="#{escape(identifier)}">{html}</a>')
        while above and above[-1].level >= level:
            above.pop()
        (above[-1].below if above else entries).append(entry)
        above.append(entry)
    return _write_list(entries, tag)


def _write_list(entries: Sequence["_Entry"], tag: str) -> str:
    items = "".join(f"<li>{entry.html}{_write_list(entry.below, tag)}</li>\n" for entry in entries)
    return f"<{tag}>\n{items}</{tag}>\n" if items else ""
