"""A block that says what the source is: the names of outlets in it, or an address alone. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from feedtool import credit_rules
from feedtool.config import Config
from feedtool.credit_rules import CreditLineRule
from feedtool.model import Block
from feedtool.original_address import read_original
from feedtool.originals import Original
from feedtool.outlet_rules import LONGEST_WIDE_OUTLET, NO_NAME
from feedtool.outlets import (
    clean_outlet,
    find_person,
    is_host_name,
    may_be_name,
    names_nobody,
    read_like_outlets,
    read_outlets,
    reads_like_outlet,
)
from feedtool.text import fold_name, fold_space
from feedtool.urls import host_of

#: An address that is all that is said; people leave out the scheme where a page is named.
_ADDRESS = re.compile(r"\s*<?(?:https?://\S+|(?:[\w-]+\.)+[a-z]{2,}/\S*)>?\s*", re.ASCII | re.IGNORECASE)
#: What may stand around it in a sentence.
_AROUND_ADDRESS = " <>。，；,;"
_SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """A block that names outlets by a rule; the address if the name is a link to the original."""

    rule: CreditLineRule
    #: If it is empty, none could be made out in `said`, or that says that nobody knows, or is the address.
    outlets: tuple[str, ...]
    said: str
    address: str | None = None
    #: Whether the block says nothing but that.
    is_pure: bool = False
    #: Whether it says for certain that there is an outlet.
    is_certain: bool = True

    @property
    def is_read(self) -> bool:
        """Whether it says whose the article is, or where the original lies."""
        return bool(self.outlets) or self.address is not None


def read_credit_line(block: Block, config: Config) -> CreditLine | None:
    """Read a block as a credit line; None if it is none. Whether it stands where one can: `is_in_place`."""
    if block.has_media or len(block.text) > credit_rules.LONGEST_CREDIT_LINE:
        return None
    is_opening = credit_rules.CREDIT_LINE_OPENING.match(block.text) is not None
    if not is_opening and not config.rules.own:
        return None
    found = None
    for rule in config.rules.credit_lines:
        if not is_opening and rule.name not in config.rules.own:
            continue  # most blocks: nobody need look further
        match = rule.pattern.fullmatch(block.text)
        if match is None:
            continue
        line = _read_said(rule, match[1] or "", block, config)
        if line is not None and line.is_read:
            # A pattern with more groups than that of the outlet finds more than the outlet.
            return replace(line, is_pure=line.is_pure and match.re.groups == 1)
        if line is not None and (found is None or (line.is_certain and not found.is_certain)):
            found = line
    return found


def _read_said(rule: CreditLineRule, said: str, block: Block, config: Config) -> CreditLine | None:
    """Read what a block says by a rule; None if the words of the rule mean something else there."""
    outlet_rules = config.rules.outlet_rules
    outlets, is_whole = read_outlets(said, outlet_rules)
    is_pure = is_whole and not rule.says_more
    if rule.is_title_like and block.links and not read_like_outlets(outlets, outlet_rules):
        return None
    if _ADDRESS.fullmatch(said) and not rule.is_title_like:
        return _read_address(rule, said, block, config)
    if outlets and rule.is_english and not _is_name(rule, outlets, said, block, config):
        is_doubt = rule.is_statement and not rule.has_title
        return CreditLine(rule=rule, outlets=(), said=said) if is_doubt else None
    if outlets:
        address = _find_address(rule, outlets, block, config)
        is_name = all(may_be_name(it, outlet_rules) for it in outlets)
        is_phrase = rule.is_english and rule.is_statement and not is_name
        if is_phrase or any(find_person(it, outlet_rules) for it in outlets):
            # A person gets no feed of an outlet; a link on the name leads to the original all the same.
            return CreditLine(rule=rule, outlets=(), said=said, address=address)
        return CreditLine(rule=rule, outlets=outlets, said=said, address=address, is_pure=is_pure)
    is_statement = rule.is_statement or (block.text[0] in credit_rules.BRACKETS and not rule.is_caption_like)
    has_address = "://" in said and not rule.is_title_like
    is_certain = (is_statement or has_address or _is_short(said)) and not names_nobody(said, outlet_rules)
    return CreditLine(rule=rule, outlets=(), said=said, is_certain=is_certain)


def _read_address(rule: CreditLineRule, said: str, block: Block, config: Config) -> CreditLine:
    """Read an address that is all that is said of the source; one of the site itself says nothing."""
    links = [link.url for link in block.links]
    url = links[0] if len(links) == 1 else said.strip(_AROUND_ADDRESS)
    address = read_original(url, config.site.hosts, config.rules) if len(links) < _SEVERAL else None
    is_own = host_of(url) in config.site.hosts
    return CreditLine(
        rule=rule, outlets=(), said=said, address=address, is_pure=not rule.says_more, is_certain=not is_own
    )


def _find_address(rule: CreditLineRule, outlets: tuple[str, ...], block: Block, config: Config) -> str | None:
    """Give the address of the original that the block links: on a word for it, the name, or the title."""
    words = [rule.pattern for rule in config.rules.original_links if rule.place == "text"]
    said = [link.url for link in block.links if any(word.fullmatch(link.text) for word in words)]
    if len(said) == 1:
        return read_original(said[0], config.site.hosts, config.rules)
    addresses = [
        read_original(link.url, config.site.hosts, config.rules)
        for link in block.links
        # A link on a part of the name, such as that of a stock, leads elsewhere.
        if any(outlet in fold_name(link.text) for outlet in outlets) != rule.has_title
    ]
    return addresses[0] if len(addresses) == 1 else None


def _is_name(rule: CreditLineRule, outlets: tuple[str, ...], said: str, block: Block, config: Config) -> bool:
    """Tell whether English words are a name: the settings or a link say so, or how they are written."""
    if all(it.casefold() in config.rules.aliases for it in outlets):
        return True
    if any(fold_space(link.text) == said.strip() for link in block.links):
        return True
    if rule.has_title:
        return bool(block.links)
    outlet_rules = config.rules.outlet_rules
    if rule.is_place_like:
        return all(is_host_name(it) or reads_like_outlet(it, outlet_rules) for it in outlets)
    return all(may_be_name(it, outlet_rules) for it in outlets)


def _is_short(said: str) -> bool:
    """Tell whether what is said to be the source is as short as a name, and no sentence."""
    is_sentence = NO_NAME.search(said) is not None
    has_letter = any(character.isalpha() for character in said)
    return has_letter and not is_sentence and len(said) <= LONGEST_WIDE_OUTLET


def is_in_place(rule: CreditLineRule, index: int, blocks: Sequence[Block], furniture: set[int]) -> bool:
    """Tell whether a block stands where its rule lets it be a credit line.

    The edge of an article is where only what speaks of the source is before or behind a block.
    """
    if rule.is_caption_like and index > 0 and blocks[index - 1].has_media:
        return False
    if not rule.is_edge:
        return True
    if not rule.is_caption_like:
        furniture = furniture | {number for number, block in enumerate(blocks) if not block.text}
    return furniture.issuperset(range(index)) or furniture.issuperset(range(index + 1, len(blocks)))


def find_unread(
    blocks: Sequence[Block], read: Collection[int], links: Sequence[Original | None], config: Config
) -> str:
    """Give what a block says of a source that no rule could read, or that stood where none could count."""
    for index, block in enumerate(blocks):
        is_caption = index > 0 and blocks[index - 1].has_media
        if index in read or is_caption or block.has_media or links[index] is not None:
            continue
        if block.text.endswith(("。", "！", "？")) and not block.text.endswith(("）。", ")。")):
            continue  # a sentence of the article
        if len(block.text) > credit_rules.LONGEST_CREDIT_LINE:
            continue
        is_opening = credit_rules.CREDIT_LINE_OPENING.match(block.text) is not None
        stated = credit_rules.STATES_SOURCE.fullmatch(block.text) if is_opening else None
        if stated and not names_nobody(stated[stated.lastindex or 0], config.rules.outlet_rules):
            return block.text
        if credit_rules.SPEAKS_OF_SOURCE.fullmatch(block.text):
            words = re.split(r"[\s，,、/；;|｜：:（）()【】\[\]—–-]+", block.text)
            if "公众号" in block.text or any(_may_be_outlet(word, config) for word in words):
                return block.text
    return ""


def _may_be_outlet(word: str, config: Config) -> bool:
    name = clean_outlet(word, config.rules.outlet_rules) or ""
    is_proper = name.isascii() and name[:1].isupper() and name not in {"Source", "Sources", "Via"}
    return reads_like_outlet(name, config.rules.outlet_rules) or is_proper
