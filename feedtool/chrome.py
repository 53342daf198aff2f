"""Which blocks of a post are the site's and not the article's: back-links go by rule, text stays. Pure."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from urllib.parse import unquote, urlsplit

from feedtool import rules
from feedtool.config import Config
from feedtool.model import Block, Link, Post
from feedtool.recurring import keys_of
from feedtool.text import is_same_title
from feedtool.urls import host_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def mark_chrome(
    blocks: Iterable[Block], post: Post, config: Config, learned: frozenset[str] = frozenset()
) -> tuple[Block, ...]:
    """Name the rule of each block that is the site's, not the article's; the others are given as they are.

    ``learned`` are the keys (see `recurring`) of blocks that the whole archive shows to be chrome.
    """
    blocks = tuple(blocks)
    midst = _find_midst(blocks)
    marked: list[Block] = []
    has_text = False
    for index, block in enumerate(blocks):
        rule = (
            None
            if index and _is_list_of_article(block, above=marked[index - 1])
            else _find_rule(block, post, config, is_first_text=not has_text, is_in_midst=index in midst)
        )
        if rule is None:
            has_text = has_text or bool(block.text)
            marked.append(block)
        else:
            marked.append(block.with_rule(rule))
    if learned and "learned-chrome" not in config.rules.off:
        _mark_learned(marked, learned)
    return tuple(marked)


def _find_midst(blocks: tuple[Block, ...]) -> range:
    """Give the indexes from the first to the last block that is text."""
    texts = [index for index, block in enumerate(blocks) if block.text and not is_links_only(block)]
    return range(texts[0], texts[-1]) if texts else range(0)


def _is_list_of_article(block: Block, above: Block) -> bool:
    """Tell whether a list of links is a part of the article: it stands below a heading that stays.

    One that says of each link that it leads back is none.
    """
    if block.tag not in {"ol", "ul"} or above.tag not in HEADINGS or above.rule is not None:
        return False
    return is_links_only(block) and not all(rules.BACK_LINK_TEXT.search(link.text) for link in block.links)


def _find_rule(
    block: Block, post: Post, config: Config, *, is_first_text: bool, is_in_midst: bool
) -> str | None:
    off = config.rules.off
    if "back-link" not in off and is_links_only(block):
        is_own = all(host_of(link.url) in config.site.hosts for link in block.links)
        is_own = is_own and not _is_contents(block.links, post)
        is_doubtful = is_in_midst and not rules.BACK_LINK_TEXT.search(block.text)
        if (is_own and not is_doubtful) or _leads_to_former_site(block.links, post.categories):
            return "back-link"
    is_heading = is_first_text and block.tag in HEADINGS and not block.links and not block.has_media
    if "title-heading" not in off and is_heading and is_same_title(block.text, post.title):
        return "title-heading"
    if (block.has_media and not block.images and block.tag != "table") or (
        len(block.text) > rules.LONGEST_CHROME
    ):
        return None
    for rule in config.rules.blocks:
        if rule.images == block.images and rule.pattern.fullmatch(block.text):
            return rule.name
    return None


def _mark_learned(blocks: list[Block], learned: frozenset[str]) -> None:
    """Mark what recurs all over the archive; a heading only if all that it stands above goes too."""
    for index in reversed(range(len(blocks))):
        block = blocks[index]
        if (
            block.rule is None
            and not learned.isdisjoint(keys_of(block))
            and (block.tag not in HEADINGS or all(below.rule for below in _section(blocks, index)))
        ):
            blocks[index] = block.with_rule("learned-chrome")


def _section(blocks: list[Block], index: int) -> Iterator[Block]:
    """Give what stands below a heading, up to the next one of its level."""
    level = blocks[index].tag
    return takewhile(lambda block: block.tag not in HEADINGS or block.tag > level, blocks[index + 1 :])


def is_links_only(block: Block) -> bool:
    """Tell whether a block shows nothing but links and what parts them."""
    if not block.links or block.has_media:
        return False
    links = [link for link in block.links if link.text]  # an anchor without text shows nothing
    if not links:
        return False
    rest = block.text
    for link in links:
        before, found, rest = rest.partition(link.text)
        if not found or not rules.LINK_SEPARATORS.fullmatch(before):
            return False
    return rules.LINK_SEPARATORS.fullmatch(rest) is not None


def _is_contents(links: tuple[Link, ...], post: Post) -> bool:
    """Tell whether links lead to parts of the post itself, and do not speak of a way back."""
    return all(
        link.url.startswith(f"{post.url}#") and not rules.BACK_LINK_TEXT.search(link.text) for link in links
    )


def _leads_to_former_site(links: tuple[Link, ...], categories: tuple[str, ...]) -> bool:
    """Tell whether links on one other host lead home and to the post's own category there.

    A site that moved leaves such links in its old posts. One link alone is no evidence: it may lead to an
    article elsewhere whose title begins with 返回.
    """
    if len(links) == 1 or len({host_of(link.url) for link in links}) != 1:
        return False
    paths = {unquote(urlsplit(link.url).path) for link in links}
    if paths.isdisjoint(rules.HOME_PATHS):
        return False
    category_paths = {
        path.format(category=category) for category in categories for path in rules.CATEGORY_PATHS
    }
    return not paths.isdisjoint(category_paths) and paths <= rules.HOME_PATHS | category_paths
