"""Where HTML among Markdown begins and ends as kramdown reads it. Pure: text alone, and no parser.

Observed with kramdown 2.4.0 (lib/kramdown/parser/html.rb, and kramdown/html.rb beside it).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

#: Elements that stand inside of lines (HTML_SPAN_ELEMENTS in lib/kramdown/parser/html.rb).
SPAN_ELEMENTS = (
    "a|abbr|acronym|b|big|bdo|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|option|q|rb|rbc|rp|rt"
    "|rtc|ruby|samp|select|small|span|strong|sub|sup|tt|u|var"
)
#: Elements that have no end tag.
VOID = "area|base|br|col|command|embed|hr|img|input|keygen|link|meta|param|source|track|wbr"
#: What follows the name; a value in quotes may hold what ends a tag elsewhere, and quotes may be left open.
_VALUE = r"\"[^\"]*\"|'[^']*'|[^\s<>\"']+"
_ATTRIBUTE = r"[a-z_:@][\w:.@-]*+"
_ATTRIBUTES = rf"(?:(?:\s*+{_ATTRIBUTE}(?:\s*+=\s*+(?:{_VALUE}))?+)*+\s*+/?|\s+{_ATTRIBUTE}\s*=[^<>]*)"
NAME = rf"([a-z][a-z0-9-]*)(?=[\s/>]){_ATTRIBUTES}"
#: The start tag of an element on block level that has an end tag.
RAW_OPENING = re.compile(rf"[ \t]*<(?!(?:{SPAN_ELEMENTS}|{VOID}|script|style)\b){NAME}(?<!/)>", re.IGNORECASE)
#: Paragraphs one behind the other, as most articles are, in which no tag is that `_tags_of` would look at.
_PARAGRAPHS = re.compile(
    r"(?:<p(?: [a-z][a-z-]*+=\"[^\"]*+\")*+>(?:[^<]++|<(?!(?i:/?p[\s/>]|!--|script|style)))*+</p>)++"
)
_VOID_BLOCK = re.compile(rf"[ \t]*<(?!(?:br|img|input)\b)(?:{VOID})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BETWEEN = re.compile(r"(?:[ \t]|<[bh]r[ \t/]*>)*")
#: What begins like a tag and is none, such as an address (group 1: what is to stay as it is).
_STRAY = re.compile(
    r"(<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\2\s*>|\Z)"
    rf"|<[a-z][\w:.-]*+(?=[\s/>]){_ATTRIBUTES}>)|<(?=[a-z])",
    re.DOTALL | re.IGNORECASE,
)
#: A tag as programs write it: a part of what the pattern below takes for one, and told in half the time.
_PLAIN_TAG = r"(?-i:<(?!(?:script|style)\b)[a-z][a-z0-9]*+(?: [a-z][a-z-]*+=\"[^\"]*+\")*+ ?/?>)"
#: A text that has none: nearly every one, and to replace each tag by itself takes long.
_WITHOUT_STRAYS = re.compile(
    rf"(?:[^<]++|</|{_PLAIN_TAG}|<(?!(?:script|style)\b)[a-z][\w:.-]*+(?=[\s/>]){_ATTRIBUTES}>|<(?![a-z!]))*+",
    re.IGNORECASE,
)


def find_html_end(source: str, position: int) -> int | None:
    """Give where the block of HTML ends that begins at ``position``, with those that follow on its last line.

    None if it has no end tag.
    """
    comment = _COMMENT.match(source, position) or _VOID_BLOCK.match(source, position)
    if comment is not None:
        return comment.end()
    end = None
    while last := _PARAGRAPHS.match(source, position) or _find_element_end(source, position):
        end = last.end()
        position = cast("re.Match[str]", _BETWEEN.match(source, end)).end()
        if not source.startswith("<", position):
            break
    return end


def _find_element_end(source: str, position: int) -> re.Match[str] | None:
    """Give what ends where the element on block level ends that begins at ``position``; None if none does."""
    opening = RAW_OPENING.match(source, position)
    if opening is None:
        return None
    name = opening[1].lower()
    return _plain_end_of(name).match(source, opening.end()) or find_last_tag(source, position, name)


def find_last_tag(source: str, position: int, name: str) -> re.Match[str] | None:
    """Give the tag that ends the element whose start tag is the first of its name from ``position`` on."""
    return next((tag for tag, depth in _walk_depth(source, position, name) if depth == 0), None)


def _walk_depth(source: str, position: int, name: str) -> Iterator[tuple[re.Match[str], int]]:
    """Give the tags of an element from ``position`` on, and how deep each leaves it."""
    depth = 0
    for tag in _tags_of(name).finditer(source, position):
        if tag[1] is not None:
            depth += -1 if tag[1] else 1
            yield tag, depth


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    """Give what finds the tags of an element (group 1: the slash, if any), and passes over comments."""
    skipped = r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>"
    return re.compile(rf"{skipped}|<(/?){name}(?=[\s/>]){_ATTRIBUTES}>", re.DOTALL | re.IGNORECASE)


@cache
def _plain_end_of(name: str) -> re.Pattern[str]:
    """Give what matches up to the end tag of an element in which nothing is that `_tags_of` would look at."""
    inside = rf"(?:[^<]++|<(?!/?{name}[\s/>]|!--|script|style))*+"
    return re.compile(rf"{inside}</{name}(?=[\s/>]){_ATTRIBUTES}>", re.DOTALL | re.IGNORECASE)


def escape_strays(source: str) -> str:
    """Make text of what only looks like a tag (parse_raw_html): as markup it would be lost."""
    if _WITHOUT_STRAYS.fullmatch(source):
        return source
    return _STRAY.sub(lambda match: match[1] or "&lt;", source)
