"""Blocks of an article to the blocks that are the article: back-links go by rule, text stays. Pure."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from feedtool import rules
from feedtool.config import Config
from feedtool.model import Block, Link, Post, Removal
from feedtool.urls import host_of

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def strip_chrome(
    blocks: Iterable[Block], post: Post, config: Config
) -> tuple[tuple[Block, ...], tuple[Removal, ...]]:
    """Take out the blocks that are the site's, not the article's; give what stays and what went."""
    kept: list[Block] = []
    removals: list[Removal] = []
    for block in blocks:
        rule = _find_rule(block, post, config, is_first=not kept)
        if rule is None or rule in config.rules.off:
            kept.append(block)
        else:
            removals.append(Removal(rule=rule, text=block.text))
    return tuple(kept), tuple(removals)


def _find_rule(block: Block, post: Post, config: Config, *, is_first: bool) -> str | None:
    if is_links_only(block):
        is_own = all(host_of(link.url) in config.site.hosts for link in block.links)
        if is_own or _leads_to_former_site(block.links, post.categories):
            return "back-link"
    if is_first and block.tag in _HEADINGS and block.text == post.title and not block.links:
        return "title-heading"
    if block.has_media:
        return None
    return next((rule.name for rule in config.rules.blocks if rule.pattern.fullmatch(block.text)), None)


def is_links_only(block: Block) -> bool:
    """Tell whether a block shows nothing but links and what parts them."""
    links = [link for link in block.links if link.text]  # an anchor without text shows nothing
    if not links or block.has_media:
        return False
    rest = block.text
    for link in links:
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
    is_nothing_else = paths <= rules.HOME_PATHS | category_paths
    return bool(paths & rules.HOME_PATHS) and bool(paths & category_paths) and is_nothing_else
