"""What one post says of its source, read and taken out of its body. Pure; `credit` ranks what it finds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from feedtool import rules
from feedtool.chrome import is_links_only
from feedtool.config import Config
from feedtool.model import Block, Evidence, Post
from feedtool.originals import find_rewrite, read_original
from feedtool.outlets import names_nobody, read_outlets, reads_like_outlet
from feedtool.rules import CreditLineRule
from feedtool.text import is_same_title


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


def _read_article(
    post: Post, blocks: tuple[Block, ...], config: Config, stated: tuple[str, ...]
) -> tuple[Evidence, dict[int, str]]:
    """Read the evidence of an article, and name the rules of the blocks that are nothing but that."""
    links = [_read_link(block, post.title, config) for block in blocks]
    candidates = [_read_credit_line(block, config) for block in blocks]
    furniture = {
        index
        for index, line in enumerate(candidates)
        if links[index] is not None or (line is not None and line.outlets)
    }
    lines = {
        index: line
        for index, line in enumerate(candidates)
        if line is not None and _is_in_place(line.rule, index, blocks, furniture)
    }
    named = {index: line for index, line in lines.items() if line.outlets}
    outlets = tuple(dict.fromkeys(outlet for line in named.values() for outlet in line.outlets))
    last = [*named.values()][-1] if named else None
    # Lines that name different outlets say which part is whose: they stay in their places, all credited.
    is_one = all(line.outlets == outlets for line in named.values())
    gone = {index: "credit-line" for index, line in named.items() if line.is_pure and is_one}

    in_field, original_rule = _read_original_field(post, config)
    original = in_field
    title_link = _read_title_link(blocks, post.title, in_field, config)
    index = 0 if title_link is not None else _choose_link(links, furniture, len(blocks))
    if index is not None:
        address = title_link or links[index]
        rule = "title-link" if title_link else "original-link"
        if original is None:
            original, original_rule = address, rule
        if title_link or address == original:
            gone[index] = rule
    if original is None and last is not None and last.address is not None:
        original, original_rule = last.address, "credit-line-link"
    if original is None:
        original, original_rule = _read_note(blocks, config)
    if original is None:
        cites = (blocks[0].cite,) if blocks and blocks[0].cite is not None else ()
        original, original_rule = _read_markup(stated or cites, config)
    kept = tuple(block for index, block in enumerate(blocks) if index not in gone)
    stated_outlets, stated_rule = _read_outlet_field(post, config)
    evidence = Evidence(
        stated=stated_outlets,
        stated_rule=stated_rule,
        credit_line=outlets,
        credit_line_rule=last.rule.name if last else "",
        unread=next((line.said for line in lines.values() if not line.outlets), ""),
        digests=_read_digest_ends(kept),
        original_url=original,
        original_rule=original_rule,
        matched=frozenset(
            {
                stated_rule,
                original_rule,
                *gone.values(),
                *(line.rule.name for line in lines.values()),
                *_find_rewrites(post, blocks, config),
            }
            - {""}
        ),
    )
    return evidence, gone


def _read_credit_line(block: Block, config: Config) -> _CreditLine | None:
    if block.has_media or len(block.text) > rules.LONGEST_CREDIT_LINE:
        return None
    unread = None
    for rule in config.rules.credit_lines:
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


def _read_outlet_field(post: Post, config: Config) -> tuple[tuple[str, ...], str]:
    """Give the outlets that the front matter states, and the name of the rule."""
    for rule in config.rules.fields:
        name = post.fields.get(rule.key, "")
        if rule.gives == "outlet" and "://" not in name and (outlets := read_outlets(name)[0]):
            return outlets, rule.name
    return (), ""


def _read_original_field(post: Post, config: Config) -> tuple[str | None, str]:
    """Give the address that the front matter states, and the name of the rule."""
    for rule in config.rules.fields:
        if rule.gives == "original":
            address = read_original(post.fields.get(rule.key, ""), config.site.hosts, config.rules.rewrites)
            if address is not None:
                return address, rule.name
    return None, ""


def _find_rewrites(post: Post, blocks: Sequence[Block], config: Config) -> Iterator[str]:
    """Name the rewrite rules that an address of the post is one for."""
    if config.rules.rewrites:
        for address in (*post.fields.values(), *(link.url for block in blocks for link in block.links)):
            rule = find_rewrite(address, config.rules.rewrites)
            if rule is not None:
                yield rule.name


def _read_markup(stated: tuple[str, ...], config: Config) -> tuple[str | None, str]:
    """Give the address that the markup states, if it states one only, and the name of the rule."""
    addresses = {read_original(text, config.site.hosts, config.rules.rewrites) for text in stated} - {None}
    return (addresses.pop(), "stated-in-markup") if len(addresses) == 1 else (None, "")


def _read_title_link(blocks: Sequence[Block], title: str, in_field: str | None, config: Config) -> str | None:
    """Give the address of a heading that opens the article and is nothing but its title and a link.

    Archives write it as ``[title](address)``, underlined: title and original in one, and no part of the text.
    A title with a bracket too many is no link to a Markdown reader; it is one to people.
    """
    if "title-link" in config.rules.off or not blocks or blocks[0].tag not in {"h1", "h2"}:
        return None
    block = blocks[0]
    written = rules.WRITTEN_LINK.fullmatch(block.text)
    if written is not None:
        shown, url = written.groups()
    elif len(block.links) == 1:
        shown, url = block.links[0].text if is_links_only(block) else "", block.links[0].url
    else:
        return None
    address = read_original(url, config.site.hosts, config.rules.rewrites)
    return address if is_same_title(shown, title) or address == in_field else None


def _read_note(blocks: Sequence[Block], config: Config) -> tuple[str | None, str]:
    """Give the address that a note before or behind the article calls that of its original."""
    texts = [block for block in blocks if block.text]
    for block in texts[:1] + texts[1:][-2:]:
        if len(block.text) > rules.LONGEST_NOTE or "labelled-link" in config.rules.off:
            continue
        shown = [(link.text, link.url) for link in block.links if link.text]
        shown += [(address, address) for address in rules.ADDRESS.findall(block.text)]
        for label in rules.LABELLED_ORIGINALS:
            found = {
                read_original(url, config.site.hosts, config.rules.rewrites)
                for words, url in shown
                if any(label.search(before) for before in block.text.split(words)[:-1])
            } - {None}
            if len(found) == 1:
                return found.pop(), "labelled-link"
    return None, ""


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
    is_named = "-".join(link.text.lower().split()) in rules.ORIGINAL_LINK_TEXTS
    is_named = is_named or is_same_title(link.text, title)
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
