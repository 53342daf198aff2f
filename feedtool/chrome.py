"""Which blocks of a post are the site's and not the article's: back-links go by rule, text stays. Pure."""

from collections.abc import Iterable, Iterator, Sequence
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
    are_links = [is_links_only(block) if block.links else False for block in blocks]
    midst = _find_midst(blocks, are_links)
    marked: list[Block] = []
    has_text = False
    for index, block in enumerate(blocks):
        rule = None
        if are_links[index]:
            if not index or not _is_list_of_article(block, above=marked[index - 1]):
                rule = _find_link_rule(block, post, config, is_in_midst=index in midst)
                rule = rule or _find_rule(block, config)
        elif not has_text and _is_title(block, post, config):
            rule = "title-heading"
        else:
            rule = _find_rule(block, config)
        if rule is None:
            has_text = has_text or block.text != ""
            marked.append(block)
        else:
            marked.append(block.with_rule(rule))
    if learned and "learned-chrome" not in config.rules.off:
        _mark_learned(marked, learned)
    return tuple(marked)


def _find_midst(blocks: Sequence[Block], are_links: Sequence[bool]) -> range:
    """Give the indexes from the first to the last block that is text."""
    texts = [index for index, block in enumerate(blocks) if block.text and not are_links[index]]
    return range(texts[0], texts[-1]) if texts else range(0)


def _is_list_of_article(block: Block, above: Block) -> bool:
    """Tell whether a block of links is a part of the article: a list below a heading that stays.

    One that says of each link that it leads back is none.
    """
    if block.tag not in {"ol", "ul"} or above.tag not in HEADINGS or above.rule is not None:
        return False
    return not all(rules.BACK_LINK_TEXT.search(link.text) for link in block.links)


def _find_link_rule(block: Block, post: Post, config: Config, *, is_in_midst: bool) -> str | None:
    """Name the rule by which a block of links leads back into the site; None if it does not."""
    if "back-link" in config.rules.off:
        return None
    is_own = all(host_of(link.url) in config.site.hosts for link in block.links)
    is_own = is_own and not _is_contents(block.links, post)
    is_doubtful = is_in_midst and not rules.BACK_LINK_TEXT.search(block.text)
    if (is_own and not is_doubtful) or _leads_to_former_site(block.links, post.categories):
        return "back-link"
    return None


def _is_title(block: Block, post: Post, config: Config) -> bool:
    """Tell whether the first text of an article is a heading that says its title once more."""
    if block.tag not in HEADINGS or block.links or block.has_media or "title-heading" in config.rules.off:
        return False
    return is_same_title(block.text, post.title)


def _find_rule(block: Block, config: Config) -> str | None:
    """Name the rule of the tables by which a block is no part of the article; None if none says so."""
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
        if not found or (before and not rules.LINK_SEPARATORS.fullmatch(before)):
            return False
    return not rest or rules.LINK_SEPARATORS.fullmatch(rest) is not None


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
