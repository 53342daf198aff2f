"""Addresses and embeds become what a reader can use; what only counts its readers goes. Pure.

All of it works on the tokens of the normal form (`markup`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from feedtool.markup import (
    EVIDENCE_ATTRIBUTES,
    LATE_SOURCES,
    SOURCE_SETS,
    SPACED,
    STYLES,
    Token,
    drop_evidence,
    escape,
    find_end,
    read_attributes,
    write_attributes,
)
from feedtool.model import Removal
from feedtool.urls import Base

#: Marks a link that stands for what was embedded: it shows something, and is no link to an original.
EMBEDDED = "data-embedded"

_URL_ATTRIBUTES = ("cite", "href", "poster", "src")
#: Elements that have addresses, or of which more than the attributes may have to change.
_SETTLED = (
    STYLES | SPACED | set("a audio blockquote del iframe img ins link q source strike track video".split())
)
#: What stands for each tag of an element that no feed needs.
_LEFT_OF_TAGS: Mapping[str, tuple[Token, ...]] = {
    **dict.fromkeys(SPACED, ((" ", "", "", ""),)),
    **dict.fromkeys(STYLES, ()),
}
#: Where the address of an image can be beside its ``src``.
_SOURCES = frozenset({*LATE_SOURCES, *SOURCE_SETS})
#: As `markup.normalise` leaves it, around one image.
_NOSCRIPT: Token = ("", "", "noscript", "")
_LINK_END: Token = ("", "/", "a", "")
_EMBEDS = frozenset({"audio", "iframe", "video"})
_SOURCED = frozenset({"audio", "img", "source", "video"})
_UNSEEN = EVIDENCE_ATTRIBUTES | _SOURCES
#: One of the addresses in a set of sources, and its width or density.
_SIZED_SOURCE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)[wx])?[^,]*(?:,|$)")


class Settled(NamedTuple):
    """The tokens of an article as a reader may have them."""

    tokens: list[Token]
    #: Addresses that no feed may hold, and images that only count their readers.
    removals: list[Removal]
    #: Absolute addresses that the markup states as those of the original: rel=canonical.
    stated: list[str]


def settle(tokens: list[Token], base: Base, *, keeps_trackers: bool = False) -> Settled:
    """Make addresses absolute, and elements that no reader can show into what a reader can.

    ``base`` is what relative addresses are resolved against. What only rules look at
    goes, too, and what only counts its readers unless ``keeps_trackers``.
    """
    if _NOSCRIPT in tokens:
        tokens = _show_noscript_images(tokens, base)
    settled: list[Token] = []
    removals: list[Removal] = []
    stated: list[str] = []
    ends: dict[int, list[Token]] = {}  # what stands for an end tag, by its index
    link_end = 0  # of the outermost link that is open
    position = 0
    for index in [index for index, token in enumerate(tokens) if token[3] or token[2] in _SETTLED]:
        settled += tokens[position:index]
        position = index + 1
        _, slash, name, attributes = tokens[index]
        if name in _LEFT_OF_TAGS:
            settled += _LEFT_OF_TAGS[name]
        elif slash:
            settled += ends[index]
        elif name not in _SETTLED:
            settled.append(("", "", name, drop_evidence(attributes)))
        elif name == "a" and (link := base.settle_link(attributes)) is not None:
            settled.append(("", "", name, link))
            end = find_end(tokens, index)
            ends[end] = [_LINK_END]
            link_end = max(link_end, end)
        else:
            values = read_attributes(attributes)
            removals += _settle_addresses(name, values, base)
            is_tracker = not keeps_trackers and _is_tracker(name, values)
            if is_tracker:
                removals.append(Removal(rule="tracker", text=values.get("src", "")))
            stated += _read_stated(values)
            end = find_end(tokens, index)
            embedded: list[Token] = []
            if name in _EMBEDS and not is_tracker:
                around = ends[link_end] if index < link_end else None
                embedded = _stand_in(name, values, tokens[index + 1 : end], base, around)
            tags, ends[end] = ([], []) if is_tracker else _replace_tags(name, values, embedded)
            link_end = max(link_end, end) if name == "a" and tags else link_end
            settled += tags
    settled += tokens[position:]
    return Settled(tokens=settled, removals=removals, stated=stated)


def _read_stated(values: Mapping[str, str]) -> list[str]:
    """Give the address that an element states as that of the original, if any."""
    is_stated = "rel" in values and "href" in values and "canonical" in values["rel"].split()
    return [values["href"]] if is_stated else []


def _settle_addresses(name: str, values: dict[str, str], base: Base) -> list[Removal]:
    """Make the addresses among the attributes of an element absolute; give those that no feed may hold."""
    removals: list[Removal] = []
    if name in _SOURCED:
        _choose_source(values, base)
    for key in _URL_ATTRIBUTES:
        if key in values:
            is_blank = key != "href" and not values[key].strip()  # else that would be the address of the post
            absolute = None if is_blank else base.resolve(values[key])
            if absolute is None:
                removals.append(Removal(rule="bad-address", text=values.pop(key)))
            else:
                values[key] = absolute
    return removals


def _choose_source(values: dict[str, str], base: Base) -> None:
    """Take the first address that can be used: what stands in ``src`` may be a place holder."""
    if _SOURCES.isdisjoint(values):
        return
    sources = [values[key] for key in (*LATE_SOURCES, "src") if key in values]
    sources += [source for key in SOURCE_SETS for source in _read_sized_sources(values.get(key, ""))]
    usable = (source for source in sources if source.strip() and base.resolve(source) is not None)
    values["src"] = next(usable, sources[0] if sources else "")


def _read_sized_sources(sources: str) -> list[str]:
    """Give the addresses in a ``srcset``, the largest image first."""
    found = [(match[1], float(match[2] or 1)) for match in _SIZED_SOURCE.finditer(sources)]
    return [address for address, _ in sorted(found, key=lambda source: -source[1])]


def _is_tracker(name: str, values: Mapping[str, str]) -> bool:
    """Tell whether an element is so small that it only counts its readers."""
    if name not in {"iframe", "img"}:
        return False
    sides = [values[side].strip() for side in ("height", "width") if side in values]
    return bool(sides) and all(side in {"0", "1", "0px", "1px"} for side in sides)


def _stand_in(
    name: str, values: Mapping[str, str], inside: list[Token], base: Base, link_end: list[Token] | None
) -> list[Token]:
    """Give what a reader is shown that does not show what an element embeds: a link, if it can stand there.

    HTML has no link in a link. ``link_end`` is what ends the link that the element stands in, if any: there
    the link to a frame follows it, and media hold the address alone, or the words that they have for such
    readers. What embeds nothing, or has a link of its own, needs none.
    """
    if any(token[2] == "a" and _read_address(token, "href", base) for token in inside):
        return []
    sources = (_read_address(token, "src", base) for token in inside if token[2] == "source")
    address = values.get("src") or next(filter(None, sources), None)
    if address is None:
        return []
    if link_end is None:
        return _link_to(address)
    if name == "iframe":
        link_end += _link_to(address)
        return []
    return [] if any(text.strip() for text, *_ in inside) else [(escape(address), "", "", "")]


def _replace_tags(
    name: str, values: Mapping[str, str], embedded: list[Token]
) -> tuple[list[Token], list[Token]]:
    """Give what stands for the two tags of an element whose addresses are settled.

    ``embedded`` is what `_stand_in` gives.
    """
    leads_nowhere = name == "a" and "href" not in values  # not any more, or it never did
    is_empty = name in {"source", "track"} and "src" not in values  # a picture's has sizes of its image
    if name == "link" or leads_nowhere or is_empty:
        return [], []
    if name == "iframe":
        return embedded, []
    if name == "img" and "src" not in values:
        return [(escape(values.get("alt", "")), "", "", "")], []
    if name == "strike":
        name = "s"  # HTML, section 16.2: what stands for it where nothing was edited
    shown = {key: value for key, value in values.items() if key not in _UNSEEN}
    # A reader that shows no media shows what stands inside.
    return [("", "", name, write_attributes(shown))], [*embedded, ("", "/", name, "")]


def _link_to(address: str) -> list[Token]:
    """Give a link to what an element embeds."""
    attributes = write_attributes({"href": address, EMBEDDED: ""})
    return [("", "", "a", attributes), (escape(address), "", "", ""), ("", "/", "a", "")]


def _show_noscript_images(tokens: list[Token], base: Base) -> list[Token]:
    """Let an image for readers without scripts stand for the one beside it that only a script would show."""
    starts = [index for index, token in enumerate(tokens) if token == _NOSCRIPT]
    replaced: dict[int, list[Token]] = {}
    for start in starts:
        end = find_end(tokens, start)
        image = tokens[start + 1 : end]
        replaced |= {index: [] for index in range(start, end + 1)}
        for index in _neighbours(tokens, start, end):
            is_lost = (
                index not in replaced
                and tokens[index][2] == "img"
                and not _read_address(tokens[index], "src", base)
            )
            if is_lost and any(_read_address(token, "src", base) for token in image):
                replaced[index] = image
                break
    return [shown for index, token in enumerate(tokens) for shown in replaced.get(index, [token])]


def _neighbours(tokens: Sequence[Token], start: int, end: int) -> Iterator[int]:
    """Give the indices of what stands right before and right behind an element, white space aside."""
    before, after = start - 1, end + 1
    while before >= 0 and tokens[before][0].isspace():
        before -= 1
    while after < len(tokens) and tokens[after][0].isspace():
        after += 1
    yield from (index for index in (before, after) if 0 <= index < len(tokens))


def _read_address(token: Token, key: str, base: Base) -> str | None:
    """Give an address of an element as it will be settled."""
    values = read_attributes(token[3])
    _settle_addresses(token[2], values, base)
    return values.get(key)
