"""Blocks of an article to the blocks that are the article: back-links go by rule, text stays. Pure."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from feedtool import rules
from feedtool.model import Block, Link, Removal
from feedtool.urls import host_of


def strip_chrome(
    blocks: Iterable[Block], *, categories: tuple[str, ...], own_hosts: frozenset[str]
) -> tuple[tuple[Block, ...], tuple[Removal, ...]]:
    """Take out the blocks that are the site's, not the article's; give what stays and what went.

    ``categories`` are the post's own, ``own_hosts`` every host whose pages are the site's.
    """
    kept: list[Block] = []
    removals: list[Removal] = []
    for block in blocks:
        rule = _find_rule(block, categories, own_hosts)
        if rule is None:
            kept.append(block)
        else:
            removals.append(Removal(rule=rule, text=block.text))
    return tuple(kept), tuple(removals)


def _find_rule(block: Block, categories: tuple[str, ...], own_hosts: frozenset[str]) -> str | None:
    if is_links_only(block):
        if all(host_of(link.url) in own_hosts for link in block.links):
            return "back-link"
        if _leads_to_former_site(block.links, categories):
            return "back-link"
    return "empty-link" if block.text == rules.EMPTY_LINK else None


def is_links_only(block: Block) -> bool:
    """Tell whether a block shows nothing but links and what parts them."""
    if not block.links or block.has_media:
        return False
    rest = block.text
    for link in block.links:
        before, found, rest = rest.partition(link.text)
        if not found or not rules.LINK_SEPARATORS.fullmatch(before):
            return False
    return rules.LINK_SEPARATORS.fullmatch(rest) is not None


def _leads_to_former_site(links: tuple[Link, ...], categories: tuple[str, ...]) -> bool:
    """Tell whether links on one other host lead home and to the post's own category there.

    A site that moved leaves such links in its old posts. One link alone is no evidence: it may lead to an
    article elsewhere whose title begins with 返回.
    """
    if len({host_of(link.url) for link in links}) != 1:
        return False
    paths = {unquote(urlsplit(link.url).path) for link in links}
    category_paths = {
        path.format(category=category) for category in categories for path in rules.CATEGORY_PATHS
    }
    return (
        bool(paths & rules.HOME_PATHS)
        and bool(paths & category_paths)
        and paths <= rules.HOME_PATHS | category_paths
    )
