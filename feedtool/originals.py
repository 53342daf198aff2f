"""Where the original of an article is: front matter, bare links, notes, markup. Pure.

What is found is never the site itself, and never one of two that would do: a choice between them is a guess.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from feedtool import original_rules
from feedtool.chrome import HEADINGS, is_links_only
from feedtool.config import Config
from feedtool.model import Block, Post
from feedtool.original_address import find_no_original, read_original
from feedtool.original_rules import OriginalLinkRule
from feedtool.text import is_same_title
from feedtool.urls import host_of

_LISTS = frozenset({"dl", "ol", "ul"})


class Original(NamedTuple):
    """Where an original is, absolute and ASCII, and the name of the rule that found it."""

    address: str
    rule: str
    #: Whether the post says so in words, wherever they stand in it, and the rule that knows these words.
    is_named: bool = True
    named_by: str = ""
    #: The rule by which it is the address of no article, where the post does not say what it is.
    ruled_out_by: str = ""


def find_original(
    post: Post,
    blocks: Sequence[Block],
    links: Sequence[Original | None],
    furniture: set[int],
    config: Config,
) -> tuple[Original | None, tuple[int, str] | None]:
    """Find the original in front matter, in the heading that opens the article or in a bare link.

    ``links`` are the blocks that are nothing but a link to an original, ``furniture`` the indexes of all that
    speak of the source only. Also given: the index of the block that is nothing but the link to the original,
    and the rule that takes it out; None if there is none.
    """
    in_field = read_original_field(post, config)
    title_link = _read_title_link(blocks, post.title, in_field, config)
    if title_link is not None:
        return in_field or title_link, (0, title_link.rule)
    index = _choose_link(blocks, links, furniture)
    link = None if index is None else links[index]
    if index is None or link is None:
        return in_field, None
    if in_field is None:
        return link, (index, "original-link")
    return in_field, (index, "original-link") if link.address == in_field.address else None


def read_original_field(post: Post, config: Config) -> Original | None:
    """Read the address of the original that the front matter gives, by the first rule that finds one."""
    for rule in config.rules.fields:
        if rule.key in post.fields and rule.gives == "original":
            address = _read(post.fields[rule.key], config)
            is_home = address is not None and rule.is_of_outlet and find_no_original(address, config.rules)
            if address is not None and not is_home:
                return Original(address=address, rule=rule.name)
    return None


def read_copied_page(post: Post, config: Config) -> str | None:
    """Give the address of the page that a body is a copy of, as a program saved it; None if it is none.

    Such a body opens with ``[title](address)``, underlined, and the front matter gives the same address.
    """
    head = original_rules.COPIED_PAGE.match(post.body)
    original = read_original_field(post, config) if head else None
    is_copy = head is not None and original is not None and _read(head[1], config) == original.address
    return original.address if original is not None and is_copy else None


def _read_title_link(
    blocks: Sequence[Block], title: str, in_field: Original | None, config: Config
) -> Original | None:
    """Read a heading that opens the article and is nothing but its title and a link.

    Archives write it as ``[title](address)``, underlined: title and original in one, and no part of the text.
    A title with a bracket too many is no link to a Markdown reader; it is one to people.
    """
    if "title-link" in config.rules.off or not blocks or blocks[0].tag not in {"h1", "h2"}:
        return None
    block = blocks[0]
    written = original_rules.WRITTEN_LINK.fullmatch(block.text)
    if written is not None:
        shown, url = written.groups()
    elif len(block.links) == 1:
        shown, url = block.links[0].text if is_links_only(block) else "", block.links[0].url
    else:
        return None
    address = _read(url, config)
    is_stated = in_field is not None and address == in_field.address
    if address is None or not (is_stated or is_same_title(shown, title)):
        return None
    return Original(address=address, rule="title-link")


def _choose_link(
    blocks: Sequence[Block], links: Sequence[Original | None], furniture: set[int]
) -> int | None:
    """Choose the block that is nothing but the link to the original: it opens or closes the article.

    The only one of its kind may have a remark behind it; if it says in words what it is, it stands anywhere.
    """
    found = {index: link for index, link in enumerate(links) if link is not None and not link.ruled_out_by}
    if not found:
        return None
    first = last = max(found)
    while first - 1 in found:
        first -= 1
    if not found[last].is_named and (
        blocks[last].tag in _LISTS or (first > 0 and _announces(blocks[first - 1]))
    ):
        return None  # references, such as what stands below 相关： or 参考资料, and no original
    if not found[last].is_named and _leads_to_media(found[last].address):
        return None  # the post shows what is there
    is_first = len(found) == 1 and furniture.issuperset(range(last))
    behind = len(set(range(last, len(links))) - furniture)
    is_last = behind == 0 or (behind == 1 and len(found) == 1)
    return last if is_first or is_last or (len(found) == 1 and found[last].is_named) else None


def _announces(block: Block) -> bool:
    """Tell whether a block is the title of what follows it, or a sentence that goes on there."""
    is_title = block.tag in HEADINGS or block.text.endswith(("：", ":"))
    return (
        is_title
        or original_rules.UNFINISHED.search(block.text[-original_rules.LONGEST_UNFINISHED :]) is not None
    )


def _leads_to_media(address: str) -> bool:
    if host_of(address) in original_rules.MEDIA_HOSTS:
        return True
    place = address.partition("#")[0].partition("?")[0].lower()  # the path, if not only the host
    return place.endswith(original_rules.MEDIA_ENDINGS) and urlsplit(address).path != ""


def read_bare_link(block: Block, title: str, config: Config) -> Original | None:
    """Read a block that is nothing but a link to an original: its address, its title, or a word for it."""
    is_without = not block.links and "://" not in block.text
    if is_without or block.has_media or len(block.links) > 1 or "original-link" in config.rules.off:
        return None
    if block.tag == "figure":  # as WordPress has what it embeds
        return None
    label, named_by = _find_label(block.text, config)
    shown = block.text[len(label) :]
    if not block.links:
        address = _read(shown, config) if " " not in shown else None
        return _make_bare(address, config, is_named=bool(label), named_by=named_by)
    link = block.links[0]
    if not is_links_only(block) and not (label and is_links_only(block._replace(text=shown))):
        return None
    if not named_by and len(link.text) <= original_rules.LONGEST_NOTE:
        named_by = _find_name(link.text, config)
    is_named = named_by != "" or is_same_title(link.text, title)
    address = _read(link.url, config) if is_named or _is_address_of(link.text, link.url) else None
    return _make_bare(address, config, is_named=is_named, named_by=named_by)


def _make_bare(address: str | None, config: Config, *, is_named: bool, named_by: str) -> Original | None:
    if address is None:
        return None
    return Original(
        address=address,
        rule="original-link",
        is_named=is_named,
        named_by=named_by,
        ruled_out_by="" if is_named else find_no_original(address, config.rules),
    )


def _find_label(text: str, config: Config) -> tuple[str, str]:
    """Give the words with which a text begins that say that the original follows, and their rule's name."""
    text = text[: original_rules.LONGEST_NOTE]
    for rule in config.rules.original_links:
        if rule.place == "label" and (match := rule.pattern.match(text)) is not None:
            return match[0], rule.name
    return "", ""


def _find_name(text: str, config: Config) -> str:
    """Give the name of the rule by which the text of a link calls that the original; empty if none does."""
    for rule in config.rules.original_links:
        if rule.place == "text" and rule.pattern.fullmatch(text):
            return rule.name
    return ""


def find_noted(blocks: Sequence[Block], config: Config) -> Original | None:
    """Find the original in a note before or behind the article, which calls a link by that name."""
    texts = [block for block in blocks if block.text]
    for block in texts[:1] + texts[1:][-2:]:
        if len(block.text) > original_rules.LONGEST_NOTE:
            continue
        shown = [(link.text, link.url) for link in block.links if link.text]
        shown += [(address, address) for address in original_rules.ADDRESS.findall(block.text)]
        for rule in config.rules.original_links:
            found = {
                _read(url, config)
                for words, url in shown
                if rule.place == "note" and _is_called(words, block.text, rule)
            } - {None}
            if len(found) == 1:
                return Original(address=str(found.pop()), rule=rule.name)
    return None


def _is_called(words: str, text: str, rule: OriginalLinkRule) -> bool:
    """Tell whether a note calls a link so: right before it, in a sentence that is about nothing else."""
    parts = text.split(words)
    return any(
        rule.pattern.search(before) is not None
        and original_rules.DENIAL.search(before) is None
        and original_rules.NOTE_GOES_ON.match(after) is None
        for before, after in pairwise(parts)
    )


def find_stated(stated: Sequence[str], blocks: Sequence[Block], config: Config) -> Original | None:
    """Find the original that markup states: rel=canonical, else the cite of a quotation at the beginning."""
    cites = [block.cite for block in blocks[:1] if block.cite is not None]
    found = {_read(address, config) for address in stated or cites} - {None}
    if len(found) != 1 or "stated-in-markup" in config.rules.off:
        return None
    return Original(address=str(found.pop()), rule="stated-in-markup")


def _is_address_of(text: str, url: str) -> bool:
    """Tell whether a link's text is its address, as people and programs shorten one."""
    if text == url and url == url.lower() and "%" not in url:
        return True  # most are shown as they are
    shown, address = (unquote(value).partition("://")[2] or unquote(value) for value in (text, url))
    host, _, path = shown.rstrip("/").partition("/")
    return f"{host.lower()}/{path}".rstrip("/") == address.rstrip("/")


def _read(text: str, config: Config) -> str | None:
    return read_original(text, config.site.hosts, config.rules)
