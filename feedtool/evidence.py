"""What one post says of its source, read and taken out of its body. Pure; `credit` ranks what it finds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from feedtool import credit_rules, original_rules
from feedtool.config import Config
from feedtool.credit_lines import CreditLine, find_unread, is_in_place, read_credit_line
from feedtool.model import Block, Evidence, Post
from feedtool.original_address import find_address_rules, find_no_original
from feedtool.originals import Original, find_noted, find_original, find_stated, read_bare_link
from feedtool.outlets import (
    find_no_outlet,
    find_nobodies,
    find_person,
    names_nobody,
    read_like_outlets,
    read_outlets,
    reads_like_outlet,
)
from feedtool.text import fold_name
from feedtool.urls import host_of


def read_evidence(
    post: Post, blocks: tuple[Block, ...], config: Config, *, stated: tuple[str, ...] = ()
) -> tuple[Evidence, tuple[Block, ...]]:
    """Read what a post says of its source, and mark the credit line and the bare original link to go.

    ``blocks`` are all blocks of the post, of which those with a rule are chrome. ``stated`` are absolute
    addresses that the article's markup states as those of its original.
    """
    places = [index for index, block in enumerate(blocks) if block.rule is None]
    found, gone = _read_article(post, tuple([blocks[index] for index in places]), config, stated)
    marked = list(blocks)
    for index, rule in gone.items():
        marked[places[index]] = marked[places[index]].with_rule(rule)
    return found, tuple(marked)


def speaks_of_source(block: Block, title: str, config: Config) -> bool:
    """Tell whether a block could say, by itself, whose the article is or where its original lies."""
    line = read_credit_line(block, config)
    digests = _read_digests((end[1] for end in _find_digest_ends((block,))), config)
    return (
        (line is not None and line.is_read)
        or read_bare_link(block, title, config) is not None
        or any(read_like_outlets(outlets, config.rules.outlet_rules) for outlets in digests if outlets)
    )


def _read_article(
    post: Post, blocks: tuple[Block, ...], config: Config, stated: tuple[str, ...]
) -> tuple[Evidence, dict[int, str]]:
    """Read the evidence of an article, and name the rules of the blocks that are nothing but that."""
    outlet_rules = config.rules.outlet_rules
    links = [
        read_bare_link(block, post.title, config) if block.links or "://" in block.text else None
        for block in blocks
    ]
    candidates = [read_credit_line(block, config) for block in blocks]
    furniture = {
        index
        for index, line in enumerate(candidates)
        if links[index] is not None or (line is not None and line.is_read)
    }
    lines = _find_lines_in_place(candidates, blocks, furniture)
    named = {index: line for index, line in lines.items() if line.outlets} if lines else {}
    outlets, gone = _join_outlets(named) if named else ((), {})
    last = named[max(named)] if named else None
    stated_outlets, stated_rule, unread_field = _read_outlet_field(post, config)

    original, removed = find_original(post, blocks, links, furniture, config)
    if removed is not None:
        index, rule = removed
        gone[index] = rule
    address, ruled_out_by = _choose_address(last, lines.values(), config) if lines else (None, "")
    if original is None and address is not None and "credit-line-link" not in config.rules.off:
        original = Original(address=address, rule="credit-line-link")
    if original is not None and lines:
        gone |= {
            index: "credit-line"
            for index, line in lines.items()
            if not line.outlets and line.is_pure and line.address == original.address
        }
    original = original or find_noted(blocks, config) or find_stated(stated, blocks, config)
    kept = [block for index, block in enumerate(blocks) if index not in gone]
    ends = _find_digest_ends(kept)
    part_of_sentence = _find_part_of_sentence(ends, config)
    digest_ends = tuple([end[1] for end in ends])
    matched = {stated_rule, ruled_out_by, *gone.values()}
    if original is not None:
        matched.add(original.rule)
    if part_of_sentence:
        matched.add("part-of-sentence")
    for link in links:
        if link is not None:
            matched |= {link.named_by, link.ruled_out_by}
    said = [line for line in candidates if line is not None]
    if said:
        matched.update([line.rule.name for line in lines.values()])
        matched.update([find_person(fold_name(line.said), outlet_rules) for line in said if not line.outlets])
    matched.update(_find_address_rules(post, blocks, stated, config))
    matched.update(_find_nobodies(post, (*digest_ends, *[line.said for line in said]), config))
    matched.discard("")
    evidence = Evidence(
        stated=stated_outlets,
        stated_rule=stated_rule,
        credit_line=outlets,
        credit_line_rule=last.rule.name if last else "",
        unread=""
        if named or stated_outlets
        else next((line.said for line in lines.values() if not _is_understood(line, original)), "")
        or unread_field
        or _find_unread(blocks, lines.keys(), candidates, links, config),
        digests=_read_digests(digest_ends, config),
        part_of_sentence=part_of_sentence,
        original_url=original.address if original else None,
        original_rule=original.rule if original else "",
        own_address="" if original else next(_find_own_addresses(post, blocks, config), ""),
        writers=post.authors,
        tags=post.tags,
        matched=frozenset(matched),
    )
    return evidence, gone


def _find_lines_in_place(
    candidates: Sequence[CreditLine | None], blocks: Sequence[Block], furniture: set[int]
) -> dict[int, CreditLine]:
    """Give the credit lines that stand where one can, by the indexes of their blocks.

    ``furniture`` are the indexes of all that speak of the source only; so does who else had a hand in it.
    """
    certain = {index: line for index, line in enumerate(candidates) if line is not None and line.is_certain}
    signed = furniture
    if any(line.rule.is_edge for line in certain.values()):  # the others may stand anywhere
        signed = furniture | {
            index
            for index, block in enumerate(blocks)
            if len(block.text) <= credit_rules.LONGEST_SIGNATURE
            and credit_rules.SIGNATURE_LINE.fullmatch(block.text)
        }
    return {index: line for index, line in certain.items() if is_in_place(line.rule, index, blocks, signed)}


def _join_outlets(named: Mapping[int, CreditLine]) -> tuple[tuple[str, ...], dict[int, str]]:
    """Give the outlets that credit lines name, and the rule of each line that is nothing else.

    Lines that name different outlets say which part is whose: they stay in their places, all credited.
    """
    outlets = tuple(dict.fromkeys([outlet for line in named.values() for outlet in line.outlets]))
    if any(line.outlets != outlets for line in named.values()):
        return outlets, {}
    return outlets, {index: "credit-line" for index, line in named.items() if line.is_pure}


def _choose_address(
    last: CreditLine | None, lines: Iterable[CreditLine], config: Config
) -> tuple[str | None, str]:
    """Give the address that the credit line has for the original, and the rule by which one is none.

    It is on the name of the last outlet, or stands there instead of a name; of two neither is the one.
    """
    linked = last.address if last is not None else None
    ruled_out_by = find_no_original(linked, config.rules) if linked is not None else ""
    if linked is not None and not ruled_out_by:
        return linked, ""
    given = {line.address for line in lines if not line.outlets} - {None}
    return (given.pop() if len(given) == 1 else None), ruled_out_by


def _find_unread(
    blocks: Sequence[Block],
    read: Iterable[int],
    candidates: Sequence[CreditLine | None],
    links: Sequence[Original | None],
    config: Config,
) -> str:
    """Give what a block says of a source that was not read; what says that nobody knows was."""
    nobodies = {
        index
        for index, line in enumerate(candidates)
        if line is not None and not line.is_read and names_nobody(line.said, config.rules.outlet_rules)
    }
    return find_unread(blocks, nobodies.union(read), links, config)


def _is_understood(line: CreditLine, original: Original | None) -> bool:
    return bool(line.outlets) or (original is not None and line.address == original.address)


def _read_outlet_field(post: Post, config: Config) -> tuple[tuple[str, ...], str, str]:
    """Give the outlets that the front matter states, the name of the rule, and what could not be read."""
    unread = ""
    outlet_rules = config.rules.outlet_rules
    for rule in config.rules.fields:
        name = post.fields.get(rule.key)
        if not name or "://" in name:
            continue
        if rule.gives == "outlet" and not credit_rules.FILE.fullmatch(name):
            if outlets := read_outlets(name, outlet_rules)[0]:
                return outlets, rule.name, ""
            is_nobody = names_nobody(name, outlet_rules) or credit_rules.FILE.fullmatch(name) is not None
            unread = unread or ("" if is_nobody else name)
        elif reads_like_outlet(name, outlet_rules):
            unread = unread or name
    return (), "", unread


def _find_address_rules(
    post: Post, blocks: Sequence[Block], stated: Sequence[str], config: Config
) -> Iterator[str]:
    """Name the rules that change an address of the post, whether that is a link or not."""
    addresses = [*post.fields.values(), *stated]
    for block in blocks:  # most are plain paragraphs
        if block.links:
            addresses += [link.url for link in block.links]
        if "://" in block.text:
            addresses += original_rules.ADDRESS.findall(block.text)
        if block.cite is not None:
            addresses.append(block.cite)
    for address in addresses:
        if config.rules.rewrites or "?" in address:
            yield from find_address_rules(address, config.rules)


def _find_own_addresses(post: Post, blocks: Sequence[Block], config: Config) -> Iterator[str]:
    """Give the addresses of the site itself that stand where that of an original could."""
    keys = (rule.key for rule in config.rules.fields if rule.gives == "original")
    addresses = [post.fields.get(key, "") for key in keys]
    for block in blocks:
        if block.links and " " not in block.text and "://" in block.text:
            addresses += [link.url for link in block.links]
    for address in filter(None, addresses):
        if host_of(address) in config.site.hosts:
            yield address


def _find_nobodies(post: Post, said: Iterable[str], config: Config) -> Iterator[str]:
    """Name the rules by which what was read as a credit says that nobody knows."""
    fields = [
        post.fields[rule.key]
        for rule in config.rules.fields
        if rule.key in post.fields and rule.gives == "outlet"
    ]
    for words in (*said, *fields):
        if words and "://" not in words:
            yield from find_nobodies(words, config.rules.outlet_rules)


def _read_digests(ends: Iterable[str], config: Config) -> tuple[tuple[str, ...], ...]:
    """Give the names in the parentheses that close digests: a tuple for each."""
    return tuple([read_outlets(end, config.rules.outlet_rules)[0] for end in ends])


def _find_part_of_sentence(ends: Sequence[re.Match[str]], config: Config) -> str:
    """Give what a parenthesis says that may be part of a sentence, and no digest's; empty if none is so.

    One that is known to name no outlet is nothing to be in doubt about, unless it closes the post.
    """
    if "part-of-sentence" in config.rules.off:
        return ""
    for end in ends:
        if not credit_rules.DIGEST_STOP.search(end.string, 0, end.start()) and not all(
            find_no_outlet(name, config.rules.outlet_rules)
            for name in read_outlets(end[1], config.rules.outlet_rules)[0]
        ):
            return end[1]
    return ""


def _find_digest_ends(blocks: Sequence[Block]) -> tuple[re.Match[str], ...]:
    """Give the parentheses that close the digests of a post, in order; what they say is their group.

    The digest is the quotation that opens the post; a post without one can hold several, a paragraph each.
    """
    digests = [block for block in blocks if block.text]
    if digests and digests[0].tag == "blockquote":
        digests = digests[:1]
    if not digests or not digests[-1].text.endswith(("）", ")")):  # most posts: nobody need look further
        return ()
    found = [credit_rules.DIGEST_END.search(block.text) for block in digests]
    if None in found:  # paragraphs of one text, and not digests
        found = found[-1:]
    return tuple(match for match in found if match)
