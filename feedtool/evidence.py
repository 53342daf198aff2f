"""What one post says of its source, read and taken out of its body. Pure; `credit` ranks what it finds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from feedtool import rules
from feedtool.chrome import is_links_only
from feedtool.config import Config
from feedtool.model import Block, Evidence, Post, Removal
from feedtool.originals import read_original
from feedtool.outlets import read_outlets
from feedtool.rules import CreditLineRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """An article without what it says of its source, and what it said."""

    evidence: Evidence
    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _CreditLine:
    """A block that names outlets by a rule; the address if the name is a link to the original."""

    rule: CreditLineRule
    outlets: tuple[str, ...]
    address: str | None
    #: Whether the block says nothing but that.
    is_pure: bool


def read_evidence(
    post: Post, blocks: tuple[Block, ...], config: Config, *, stated: tuple[str, ...] = ()
) -> Attributed:
    """Read what a post says of its source; the credit line and the bare original link leave the body.

    ``stated`` are absolute addresses that the article's markup states as those of its original.
    """
    links = [_read_link(block, post.title, config) for block in blocks]
    lines = [_read_credit_line(block, config) for block in blocks]
    furniture = {
        index for index in range(len(blocks)) if links[index] is not None or lines[index] is not None
    }
    lines = [
        line if line is not None and _is_in_place(line.rule, index, blocks, furniture) else None
        for index, line in enumerate(lines)
    ]
    found = [line for line in lines if line is not None]
    line = found[-1] if found else None
    outlets = tuple(dict.fromkeys(outlet for line in found for outlet in line.outlets))
    # Lines that name different outlets say which part is whose: they stay in their places, all credited.
    is_one = all(line.outlets == outlets for line in found)
    gone = {
        index: "credit-line"
        for index, line in enumerate(lines)
        if line is not None and line.is_pure and is_one
    }

    original, original_rule = _read_field(post, config)
    title_link = _read_title_link(blocks, post.title, config)
    index = 0 if title_link is not None else _choose_link(links, furniture, len(blocks))
    if index is not None:
        address = title_link or links[index]
        rule = "title-link" if title_link else "original-link"
        if original is None:
            original, original_rule = address, rule
        if title_link or address == original:
            gone[index] = rule
    if original is None and line is not None and line.address is not None:
        original, original_rule = line.address, "credit-line-link"
    if original is None:
        cites = (blocks[0].cite,) if blocks and blocks[0].cite is not None else ()
        original, original_rule = _read_markup(stated or cites, config)
    kept = tuple(block for index, block in enumerate(blocks) if index not in gone)
    return Attributed(
        evidence=Evidence(
            credit_line=outlets,
            credit_line_rule=line.rule.name if line else "",
            digests=_read_digest_ends(kept),
            original_url=original,
            original_rule=original_rule,
        ),
        blocks=kept,
        removals=tuple(Removal(rule=rule, text=blocks[index].text) for index, rule in sorted(gone.items())),
    )


def _read_credit_line(block: Block, config: Config) -> _CreditLine | None:
    if block.has_media or len(block.text) > rules.LONGEST_CREDIT_LINE:
        return None
    for rule in config.rules.credit_lines:
        match = rule.pattern.fullmatch(block.text)
        outlets, is_pure = read_outlets(match[1] or "") if match else ((), False)
        if match and outlets:
            addresses = [
                read_original(link.url, config.site.hosts, config.rules.rewrites) for link in block.links
            ]
            return _CreditLine(
                rule=rule,
                outlets=outlets,
                address=addresses[0] if len(addresses) == 1 else None,
                is_pure=is_pure and match.re.groups == 1,
            )
    return None


def _is_in_place(rule: CreditLineRule, index: int, blocks: Sequence[Block], furniture: set[int]) -> bool:
    """Tell whether a block stands where its rule lets it be a credit line.

    The edge of an article is where only what speaks of the source is before or behind a block.
    """
    if rule.is_caption_like and index > 0 and blocks[index - 1].has_media:
        return False
    is_first = furniture.issuperset(range(index))
    is_last = furniture.issuperset(range(index + 1, len(blocks)))
    return not rule.is_edge or is_first or is_last


def _read_field(post: Post, config: Config) -> tuple[str | None, str]:
    """Give the address that the front matter states, and the name of the rule."""
    for rule in config.rules.fields:
        if rule.gives == "original":
            address = read_original(post.fields.get(rule.key, ""), config.site.hosts, config.rules.rewrites)
            if address is not None:
                return address, rule.name
    return None, ""


def _read_markup(stated: tuple[str, ...], config: Config) -> tuple[str | None, str]:
    """Give the address that the markup states, if it states one only, and the name of the rule."""
    addresses = {read_original(text, config.site.hosts, config.rules.rewrites) for text in stated} - {None}
    return (addresses.pop(), "stated-in-markup") if len(addresses) == 1 else (None, "")


def _read_title_link(blocks: Sequence[Block], title: str, config: Config) -> str | None:
    """Give the address of a heading that opens the article and is nothing but its title and a link.

    Archives write it as ``[title](address)``, underlined: title and original in one, and no part of the text.
    """
    if "title-link" in config.rules.off or not blocks or blocks[0].tag not in {"h1", "h2"}:
        return None
    if len(blocks[0].links) != 1 or blocks[0].links[0].text != title or not is_links_only(blocks[0]):
        return None
    return read_original(blocks[0].links[0].url, config.site.hosts, config.rules.rewrites)


def _choose_link(links: Sequence[str | None], furniture: set[int], count: int) -> int | None:
    """Choose the block that is nothing but the link to the original.

    It closes the article. One that stands elsewhere counts only if it is the only one of its kind: a choice
    between two would be a guess.
    """
    found = [index for index, address in enumerate(links) if address is not None]
    if found and (len(found) == 1 or furniture.issuperset(range(found[-1], count))):
        return found[-1]
    return None


def _read_link(block: Block, title: str, config: Config) -> str | None:
    """Give the original that a block is nothing but a link to."""
    if block.has_media or len(block.links) > 1:
        return None
    hosts, rewrites = config.site.hosts, config.rules.rewrites
    label = rules.ORIGINAL_LABEL.match(block.text)
    shown = block.text[label.end() :] if label else block.text
    if not block.links:
        return read_original(shown, hosts, rewrites) if " " not in shown else None
    link = block.links[0]
    if not is_links_only(block) and not is_links_only(replace(block, text=shown)):
        return None
    is_named = "-".join(link.text.lower().split()) in rules.ORIGINAL_LINK_TEXTS or link.text == title
    is_bare = label is not None or is_named or _is_address_of(link.text, link.url)
    return read_original(link.url, hosts, rewrites) if is_bare else None


def _is_address_of(text: str, url: str) -> bool:
    """Tell whether a link's text is its address, as people and programs shorten one."""
    shown, address = (unquote(value).partition("://")[2] or unquote(value) for value in (text, url))
    return shown.rstrip("/") == address.rstrip("/")


def _read_digest_ends(blocks: Sequence[Block]) -> tuple[tuple[str, ...], ...]:
    """Give the names in the parentheses that close the digests of a post: a tuple for each, in order.

    The digest is the quotation that opens the post; a post without one can hold several, a paragraph each.
    """
    texts = [block for block in blocks if block.text]
    digests = texts[:1] if texts and texts[0].tag == "blockquote" else texts
    matches = [rules.DIGEST_END.search(block.text) for block in digests]
    if not matches or matches[-1] is None:
        return ()
    if None in matches:  # paragraphs of one text, and not digests
        matches = matches[-1:]
    return tuple(read_outlets(match[1])[0] for match in matches if match)
