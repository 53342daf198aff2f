"""Who wrote an article and where its original is: evidence first, then the verdict. Pure.

`read_evidence` looks at one post alone and takes what it says of its source out of the body; `decide` ranks
that evidence, with the outlets that the whole archive knows for certain. The ranks, surest first: front
matter; a credit line; the parenthesis that closes a digest; a tag; the post's own author; the site.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from feedtool import rules
from feedtool.chrome import is_links_only
from feedtool.config import Site
from feedtool.model import Block, Credit, CreditRule, Draft, Evidence, Post, Removal
from feedtool.text import fold_space
from feedtool.urls import host_of, make_absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """An article without what it says of its source, and what it said."""

    evidence: Evidence
    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...]


def read_evidence(post: Post, blocks: tuple[Block, ...], site: Site) -> Attributed:
    """Read what a post says of its source; the credit line and the bare original link leave the body."""
    removals: list[Removal] = []
    credit_line, blocks, removed = _take_credit_line(blocks)
    removals += [Removal(rule="credit-line", text=text) for text in removed]
    stated = _stated_address(post, site)
    index, found = _find_original_link(blocks, post.title, site)
    if index is not None and (stated is None or stated == found):
        removals.append(Removal(rule="original-link", text=blocks[index].text))
        blocks = blocks[:index] + blocks[index + 1 :]
    evidence = Evidence(
        credit_line=credit_line,
        digest=_read_digest_end(blocks),
        original_url=stated or found,
    )
    return Attributed(evidence=evidence, blocks=blocks, removals=tuple(removals))


def _take_credit_line(
    blocks: tuple[Block, ...],
) -> tuple[str | None, tuple[Block, ...], tuple[str, ...]]:
    """Give the outlet of the last credit line, the blocks without it, and the text of what went.

    An earlier line that names another outlet belongs to an article that is quoted, and stays with it.
    """
    named = [_match_credit_line(block) for block in blocks]
    outlet = next((name for name in reversed(named) if name is not None), None)
    if outlet is None:
        return None, blocks, ()
    kept = tuple(block for block, name in zip(blocks, named, strict=True) if name != outlet)
    removed = tuple(block.text for block, name in zip(blocks, named, strict=True) if name == outlet)
    return outlet, kept, removed


def _match_credit_line(block: Block) -> str | None:
    if block.has_media:
        return None
    for pattern in rules.CREDIT_LINES:
        match = pattern.fullmatch(block.text)
        if match:
            return clean_outlet(match[1])
    return None


def clean_outlet(name: str) -> str | None:
    """Write the name of an outlet without title marks, quotes and a closing stop; None if it is no name."""
    name = fold_space(name).strip("《》〈〉「」『』“”\"' 。.；;，,")
    return name if 0 < len(name) <= rules.LONGEST_OUTLET else None


def _stated_address(post: Post, site: Site) -> str | None:
    """Give the address of the original that the front matter states."""
    for key in rules.SOURCE_URL_KEYS:
        address = _check_address(post.fields.get(key, ""), site)
        if address is not None:
            return address
    return None


def _check_address(text: str, site: Site) -> str | None:
    """Give an absolute web address in ASCII; None if it is none, or leads to the site itself."""
    if not text.startswith(("http://", "https://")):
        return None
    address = make_absolute(text, text)
    return None if address is None or host_of(address) in site.hosts else address


def _find_original_link(
    blocks: tuple[Block, ...], title: str, site: Site
) -> tuple[int, str] | tuple[None, None]:
    """Find the block that is nothing but the link to the original: its index and the address.

    Such a block closes the article. One that stands elsewhere counts only if it is the only one of its
    kind: a choice between two would be a guess.
    """
    found = [
        (index, address)
        for index, block in enumerate(blocks)
        if (address := _read_bare_link(block, title, site)) is not None
    ]
    if found and (len(found) == 1 or found[-1][0] == len(blocks) - 1):
        return found[-1]
    return None, None


def _read_bare_link(block: Block, title: str, site: Site) -> str | None:
    if block.has_media or len(block.links) > 1:
        return None
    if not block.links:
        is_address = " " not in block.text and block.text.isascii()
        return _check_address(block.text, site) if is_address else None
    link = block.links[0]
    if not is_links_only(block):
        return None
    is_named = link.text.lower() in rules.ORIGINAL_LINK_TEXTS or link.text == title
    return _check_address(link.url, site) if is_named or _is_address_of(link.text, link.url) else None


def _is_address_of(text: str, url: str) -> bool:
    """Tell whether a link's text is its address, as people and programs shorten one."""
    shown, address = (unquote(value).partition("://")[2] or unquote(value) for value in (text, url))
    return shown.rstrip("/") == address.rstrip("/")


def _read_digest_end(blocks: tuple[Block, ...]) -> str | None:
    """Give what stands in the parenthesis that closes the digest.

    The digest is the quotation that opens the post, else its last block of text.
    """
    texts = [block for block in blocks if block.text]
    if not texts:
        return None
    digest = texts[0] if texts[0].tag == "blockquote" else texts[-1]
    match = rules.DIGEST_END.search(digest.text)
    return clean_outlet(match[1]) if match else None


def known_outlets(drafts: Iterable[Draft]) -> frozenset[str]:
    """Collect the outlets that an archive knows from front matter and credit lines, in whatever order."""
    names = set()
    for draft in drafts:
        names.add(draft.evidence.credit_line)
        names.add(_stated_outlet(draft.post, draft.evidence))
    return frozenset(name for name in names if name is not None)


def decide(draft: Draft, known: frozenset[str], site: Site) -> Credit:
    """Rank the evidence of one post and say whom it credits.

    ``known`` are the outlets that the archive knows for certain. Where no outlet is found but the original
    is elsewhere, the source goes by the name of that host: a fact, and never the site itself.
    """
    post, evidence = draft.post, draft.evidence

    def credit(rule: CreditRule, outlet: str, words: str) -> Credit:
        return Credit(
            author=outlet, source=outlet, original_url=evidence.original_url, rule=rule, evidence=words
        )

    stated = _stated_outlet(post, evidence)
    if stated is not None:
        return credit("front-matter", stated, stated)
    if evidence.credit_line is not None:
        return credit("credit-line", evidence.credit_line, evidence.credit_line)
    if evidence.digest is not None and (evidence.digest in known or reads_like_outlet(evidence.digest)):
        return credit("digest", evidence.digest, f"（{evidence.digest}）")
    named = {outlet: tag for tag in post.tags if (outlet := name_of_tag(tag, known)) is not None}
    if len(named) == 1:  # tags that name two outlets are no evidence for either
        outlet, tag = named.popitem()
        return credit("tag", outlet, tag)
    host = host_of(evidence.original_url or "").removeprefix("www.")
    return Credit(
        author=post.author or site.author,
        source=host or None,
        original_url=evidence.original_url,
        rule="author" if post.author else "site",
        evidence=post.author or site.author,
    )


def _stated_outlet(post: Post, evidence: Evidence) -> str | None:
    """Give the outlet that the front matter states.

    An author is one when the front matter gives the address of the original too: it is the original's.
    """
    for key in rules.SOURCE_NAME_KEYS:
        name = post.fields.get(key, "")
        if "://" not in name and (outlet := clean_outlet(name)) is not None:
            return outlet
    is_stated = any("://" in post.fields.get(key, "") for key in rules.SOURCE_URL_KEYS)
    return clean_outlet(post.author) if post.author and is_stated and evidence.original_url else None


def reads_like_outlet(name: str) -> bool:
    """Tell whether a name ends as the names of outlets do, and is no phrase that does so by chance."""
    if name in rules.OUTLET_NAMES:
        return True
    ending = next((ending for ending in rules.OUTLET_ENDINGS if name.endswith(ending)), None)
    if ending is None or name == ending or rules.NO_OUTLETS.search(name):
        return False
    return ending not in rules.SUBJECT_ENDINGS or name.removesuffix(ending) not in rules.SUBJECTS


def name_of_tag(tag: str, known: frozenset[str]) -> str | None:
    """Give the outlet that a tag names by its ending, less one trailing 新闻; None if it names none."""
    name = tag.removesuffix("新闻")
    if name == tag:
        return tag if tag in known or reads_like_outlet(tag) else None
    if tag in known and name not in known:
        return tag
    return clean_outlet(name) if name not in rules.SUBJECTS else None
