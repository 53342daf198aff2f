"""What one post says of its source, read and taken out of its body. Pure; `credit` ranks what it finds."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from feedtool import rules
from feedtool.config import Config
from feedtool.model import Block, Evidence, Post
from feedtool.original_address import find_rewrite, read_original
from feedtool.originals import Original, find_noted, find_original, find_stated, read_bare_link
from feedtool.outlets import clean_outlet, names_nobody, read_outlets, reads_like_outlet
from feedtool.rules import CreditLineRule


@dataclass(frozen=True, slots=True, kw_only=True)
class _CreditLine:
    """A block that names outlets by a rule; the address if the name is a link to the original."""

    rule: CreditLineRule
    #: None could be made out in `said`, if it is empty.
    outlets: tuple[str, ...]
    said: str
    address: str | None
    #: Whether the block says nothing but that.
    is_pure: bool


def read_evidence(
    post: Post, blocks: tuple[Block, ...], config: Config, *, stated: tuple[str, ...] = ()
) -> tuple[Evidence, tuple[Block, ...]]:
    """Read what a post says of its source, and mark the credit line and the bare original link to go.

    ``blocks`` are all blocks of the post, of which those with a rule are chrome. ``stated`` are absolute
    addresses that the article's markup states as those of its original.
    """
    article = tuple(block for block in blocks if block.rule is None)
    found, gone = _read_article(post, article, config, stated)
    marked: list[Block] = []
    index = 0
    for block in blocks:
        if block.rule is None:
            rule = gone.get(index)
            marked.append(block if rule is None else replace(block, rule=rule))
            index += 1
        else:
            marked.append(block)
    return found, tuple(marked)


def speaks_of_source(block: Block, title: str, config: Config) -> bool:
    """Tell whether a block could say, by itself, whose the article is or where its original lies."""
    line = _read_credit_line(block, config)
    return (
        (line is not None and bool(line.outlets))
        or read_bare_link(block, title, config) is not None
        or any(all(map(reads_like_outlet, outlets)) for outlets in _read_digest_ends((block,)) if outlets)
    )


def _read_article(
    post: Post, blocks: tuple[Block, ...], config: Config, stated: tuple[str, ...]
) -> tuple[Evidence, dict[int, str]]:
    """Read the evidence of an article, and name the rules of the blocks that are nothing but that."""
    links = [read_bare_link(block, post.title, config) for block in blocks]
    candidates = [_read_credit_line(block, config) for block in blocks]
    furniture = {
        index
        for index, line in enumerate(candidates)
        if links[index] is not None or (line is not None and line.outlets)
    }
    signed = furniture | {
        index
        for index, block in enumerate(blocks)
        if len(block.text) <= rules.LONGEST_SIGNATURE and rules.SIGNATURE_LINE.fullmatch(block.text)
    }
    lines = {
        index: line
        for index, line in enumerate(candidates)
        if line is not None and _is_in_place(line.rule, index, blocks, signed)
    }
    named = {index: line for index, line in lines.items() if line.outlets}
    outlets = tuple(dict.fromkeys(outlet for line in named.values() for outlet in line.outlets))
    last = [*named.values()][-1] if named else None
    # Lines that name different outlets say which part is whose: they stay in their places, all credited.
    is_one = all(line.outlets == outlets for line in named.values())
    gone = {index: "credit-line" for index, line in named.items() if line.is_pure and is_one}

    original, removed = find_original(post, blocks, links, furniture, config)
    if removed is not None:
        index, rule = removed
        gone[index] = rule
    is_on = "credit-line-link" not in config.rules.off
    if original is None and last is not None and last.address is not None and is_on:
        original = Original(address=last.address, rule="credit-line-link")
    original = original or find_noted(blocks, config) or find_stated(stated, blocks, config)
    kept = tuple(block for index, block in enumerate(blocks) if index not in gone)
    stated_outlets, stated_rule, unread_field = _read_outlet_field(post, config)
    evidence = Evidence(
        stated=stated_outlets,
        stated_rule=stated_rule,
        credit_line=outlets,
        credit_line_rule=last.rule.name if last else "",
        unread=""
        if named or stated_outlets
        else next((line.said for line in lines.values() if not line.outlets), "")
        or unread_field
        or _find_unread(blocks, lines.keys(), links),
        digests=_read_digest_ends(kept),
        original_url=original.address if original else None,
        original_rule=original.rule if original else "",
        writers=post.authors,
        tags=post.tags,
        matched=frozenset(
            {
                stated_rule,
                original.rule if original else "",
                *gone.values(),
                *(line.rule.name for line in lines.values()),
                *(link.named_by for link in links if link is not None),
                *_find_rewrites(post, blocks, stated, config),
            }
            - {""}
        ),
    )
    return evidence, gone


def _read_credit_line(block: Block, config: Config) -> _CreditLine | None:
    if block.has_media or len(block.text) > rules.LONGEST_CREDIT_LINE:
        return None
    unread = None
    is_opening = rules.CREDIT_LINE_OPENING.match(block.text) is not None
    for rule in config.rules.credit_lines:
        if not is_opening and rule.name not in config.rules.own:
            continue  # most blocks: nobody need look further
        match = rule.pattern.fullmatch(block.text)
        if match is None:
            continue
        said = match[1] or ""
        outlets, is_pure = read_outlets(said)
        if rule.is_title_like and block.links and not all(map(reads_like_outlet, outlets)):
            continue
        if outlets:
            addresses = [
                read_original(link.url, config.site.hosts, config.rules.rewrites) for link in block.links
            ]
            return _CreditLine(
                rule=rule,
                outlets=outlets,
                said=said,
                address=addresses[0] if len(addresses) == 1 else None,
                is_pure=is_pure and match.re.groups == 1,
            )
        is_certain = block.text[0] in rules.BRACKETS and not rule.is_caption_like
        if unread is None and is_certain and not names_nobody(said):
            unread = _CreditLine(rule=rule, outlets=(), said=said, address=None, is_pure=False)
    return unread


def _is_in_place(rule: CreditLineRule, index: int, blocks: Sequence[Block], furniture: set[int]) -> bool:
    """Tell whether a block stands where its rule lets it be a credit line.

    The edge of an article is where only what speaks of the source is before or behind a block.
    """
    if rule.is_caption_like and index > 0 and blocks[index - 1].has_media:
        return False
    if not rule.is_caption_like:
        furniture = furniture | {number for number, block in enumerate(blocks) if not block.text}
    is_first = furniture.issuperset(range(index))
    is_last = furniture.issuperset(range(index + 1, len(blocks)))
    return not rule.is_edge or is_first or is_last


def _read_outlet_field(post: Post, config: Config) -> tuple[tuple[str, ...], str, str]:
    """Give the outlets that the front matter states, the name of the rule, and what could not be read."""
    unread = ""
    for rule in config.rules.fields:
        name = post.fields.get(rule.key, "")
        if "://" in name or not name:
            continue
        if rule.gives == "outlet":
            if outlets := read_outlets(name)[0]:
                return outlets, rule.name, ""
            unread = unread or ("" if names_nobody(name) or name.startswith("/") else name)
        elif reads_like_outlet(name):
            unread = unread or name
    return (), "", unread


def _find_unread(blocks: Sequence[Block], read: Collection[int], links: Sequence[Original | None]) -> str:
    """Give what a block says of a source that no rule could read, or that stood where none could count."""
    for index, block in enumerate(blocks):
        is_caption = index > 0 and blocks[index - 1].has_media
        if index in read or is_caption or block.has_media or links[index] is not None:
            continue
        if block.text.endswith(("。", "！", "？")) and not block.text.endswith(("）。", ")。")):
            continue  # a sentence of the article
        if len(block.text) <= rules.LONGEST_CREDIT_LINE and rules.SPEAKS_OF_SOURCE.fullmatch(block.text):
            words = map(clean_outlet, re.split(r"[\s，,、/；;|｜：:（）()【】\[\]—–-]+", block.text))
            if "公众号" in block.text or any(name and _may_be_outlet(name) for name in words):
                return block.text
    return ""


def _may_be_outlet(name: str) -> bool:
    is_proper = name.isascii() and name[:1].isupper() and name not in {"Source", "Sources", "Via"}
    return reads_like_outlet(name) or is_proper


def _find_rewrites(
    post: Post, blocks: Sequence[Block], stated: Sequence[str], config: Config
) -> Iterator[str]:
    """Name the rewrite rules that an address of the post is one for, a link or not."""
    if config.rules.rewrites:
        linked = [link.url for block in blocks for link in block.links]
        written = [address for block in blocks for address in rules.ADDRESS.findall(block.text)]
        cited = [block.cite for block in blocks if block.cite is not None]
        for address in (*post.fields.values(), *linked, *written, *cited, *stated):
            rule = find_rewrite(address, config.rules.rewrites)
            if rule is not None:
                yield rule.name


def _read_digest_ends(blocks: Sequence[Block]) -> tuple[tuple[str, ...], ...]:
    """Give the names in the parentheses that close the digests of a post: a tuple for each, in order.

    The digest is the quotation that opens the post; a post without one can hold several, a paragraph each.
    """
    texts = [block for block in blocks if block.text]
    digests = texts[:1] if texts and texts[0].tag == "blockquote" else texts
    if not digests or not digests[-1].text.endswith(("）", ")")):  # most posts: nobody need look further
        return ()
    matches = [rules.DIGEST_END.search(block.text) for block in digests]
    if matches[-1] is None:
        return ()
    if None in matches:  # paragraphs of one text, and not digests
        matches = matches[-1:]
    return tuple(read_outlets(match[1])[0] for match in matches if match)
