"""Links and images as kramdown reads them, as a rule for markdown-it.

An address may hold spaces, and white space may stand between a text and the name of its address. Observed
with kramdown 2.4.0 (lib/kramdown/parser/kramdown/link.rb).
"""

import re
from functools import partial
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from feedtool.kramdown_liquid import LIQUID
from feedtool.kramdown_nesting import count_vain, has_ahead, is_worn_out, kinds_open, read_inside
from feedtool.kramdown_options import KramdownOptions

_SPACES = re.compile(r"\s+", re.ASCII)
#: The name of an address, the address in angle brackets or as it is, and the title, below it at the furthest.
_REFERENCE = re.compile(
    r" {0,3}\[([^\n\]]+)\]:[ \t]*(?:<(.*?)>|(.*?\S.*?))"
    r"(?:(?:[ \t]*\n|[ \t]+)[ \t]*([\"'])(.+?)\4)?[ \t]*$",
    re.MULTILINE,
)
_TITLE_NOT_CLOSED = re.compile(r"[ \t]+[\"']")
_OPENING = re.compile(r"!?\[(?!\^|\Z)")
_BRACKET = re.compile(r"\]|!?\[")
_NAME = re.compile(r"\s*?\[([^\]]+)?\]")
#: A parenthesis in an address, or what parts a title from it.
_IN_ADDRESS = re.compile(r"(\()|(\))|\s(?=['\"])")
#: The same where Liquid was not run: what stands in that is neither.
_IN_ADDRESS_WITH_LIQUID = re.compile(rf"(?:{LIQUID})|{_IN_ADDRESS.pattern}", re.DOTALL)
#: An address has no more of them.
_MOST_PARENTHESES = 100
_TITLE = re.compile(r"\s*?([\"'])(.+?)\1\s*?\)", re.DOTALL)
_TITLE_MARK = re.compile(r"\s*([\"'])")
_TITLE_ENDS = {mark: re.compile(rf"{mark}\s*\)") for mark in "\"'"}
_ESCAPE = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")


def use_links(renderer: MarkdownIt, options: KramdownOptions) -> None:
    """Make a CommonMark renderer read links and images as kramdown does."""
    in_address = _IN_ADDRESS_WITH_LIQUID if options.keeps_liquid else _IN_ADDRESS
    renderer.block.ruler.disable("reference")
    renderer.block.ruler.before("paragraph", "link_definition", _parse_reference)
    renderer.inline.ruler.at("link", partial(_parse_link, in_address=in_address))
    renderer.inline.ruler.disable("image")


def _parse_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001
    """Read what the name of an address stands for (link_definition); the last one of a name counts."""
    reference = _REFERENCE.match(state.src, state.bMarks[start], state.eMarks[end - 1])
    if reference is None or _TITLE_NOT_CLOSED.search(reference[3] or ""):
        return False
    label = _name_of(reference[1])
    address = state.md.normalizeLink(reference[2] if reference[2] is not None else reference[3])
    state.env.setdefault("references", {})[label] = {"href": address, "title": reference[5] or ""}
    state.line = start + 1 + reference[0].count("\n")
    return True


def _name_of(text: str) -> str:
    """Give the name of an address as names are compared (normalize_link_id)."""
    return _SPACES.sub(" ", text).lower()


def _parse_link(state: StateInline, silent: bool, *, in_address: re.Pattern[str]) -> bool:  # noqa: FBT001
    """Read a link or an image, or the bracket as a text."""
    del silent
    opening = _OPENING.match(state.src, state.pos, state.posMax)
    if opening is None:
        return False
    kind = "img" if opening[0] == "![" else "a"
    is_nested = kind == "a" and not {"a", "img"}.isdisjoint(kinds_open(state))
    start = opening.end()
    references = state.env.get("references", {})
    # A text behind which nothing can stand that leads anywhere is not read for that.
    can_end = state.src.rfind("]" if references else "](", start, state.posMax) >= 0
    is_read = can_end and not is_nested and not is_worn_out(state)
    inner = _read_text(state, kind, start) if is_read else None
    if inner is not None:
        text = state.src[start : state.pos]
        target = _read_target(state, state.pos + 1, text, references, in_address)
        if target is None:
            count_vain(state, len(text))
        else:
            address, title, state.pos = target
            _push(
                state, kind, {"href" if kind == "a" else "src": state.md.normalizeLink(address)}, title, inner
            )
            return True
    state.append_pending(opening[0])
    state.pos = start
    return True


def _read_text(state: StateInline, kind: str, start: int) -> list[Token] | None:
    """Read the text of a link on to the bracket that closes it."""
    depth, is_image = 1, False

    def is_end() -> bool:
        nonlocal depth, is_image
        if is_image and not state.pending and state.tokens[-1].type == "image":
            depth -= 1  # it has closed its bracket itself
        bracket = _BRACKET.match(state.src, state.pos, state.posMax)
        is_image = bracket is not None and bracket[0] == "!["
        depth += 0 if bracket is None else -1 if bracket[0] == "]" else 1
        return depth == 0

    return read_inside(state, kind, start, is_end)


def _read_target(
    state: StateInline,
    position: int,
    text: str,
    references: dict[str, dict[str, str]],
    in_address: re.Pattern[str],
) -> tuple[str, str, int] | None:
    """Give the address and the title that a link leads to, and where it ends; None if it is none."""
    source = state.src
    name = _NAME.match(source, position)
    if name is not None or not source.startswith("(", position):
        reference = references.get(_name_of((name and name[1]) or _ESCAPE.sub(r"\1", text)))
        if reference is None:
            return None
        return reference["href"], reference["title"], name.end() if name else position
    angle = source.find(">", position) if source.startswith("(<", position) else -1
    if angle >= 0 and source.find("\n", position, angle) < 0:
        address, end = source[position + 2 : angle], angle + 1
        is_closed = source.startswith(")", end)
        end += is_closed
    else:
        end, is_closed = _find_address_end(source, position, in_address)
        address = source[position + 1 : end - 1].strip()
    if is_closed:
        return address, "", end
    mark = _TITLE_MARK.match(source, end)
    has_end = mark is not None and has_ahead(state, _TITLE_ENDS[mark[1]], mark.end())
    title = _TITLE.match(source, end) if has_end else None
    return (address, title[2], title.end()) if title else None


def _find_address_end(source: str, position: int, in_address: re.Pattern[str]) -> tuple[int, bool]:
    """Give where an address in parentheses ends, and whether the parenthesis does."""
    depth, end = 0, position
    for mark in islice(in_address.finditer(source, position), _MOST_PARENTHESES):
        end = mark.end()
        if mark[1]:
            depth += 1
        elif mark[2]:
            depth -= 1
            if depth == 0:
                return end, True
        elif mark[0].isspace():
            break
    return end, False


def _push(state: StateInline, kind: str, attributes: dict[str, str], title: str, inner: list[Token]) -> None:
    named = attributes | ({"title": title} if title else {})
    if kind == "a":
        state.push("link_open", "a", 1).attrs = dict(named)
        state.tokens += inner
        state.push("link_close", "a", -1)
    else:
        image = state.push("image", "img", 0)
        image.attrs = {**named, "alt": ""}
        image.children = inner
