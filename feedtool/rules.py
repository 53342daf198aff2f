"""The tables of site chrome, and all rules of a run: data only, each with the name that reports show.

What applies chrome: `elements` and `chrome` (blocks). What speaks of sources is in `credit_rules` and
`original_rules`, what is the name of an outlet in `outlet_rules`. The settings of a site add rules, replace
one by its name, or switch one off.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from feedtool.credit_rules import CREDIT_LINE_RULES, FIELD_RULES, CreditLineRule, FieldRule
from feedtool.original_rules import (
    NO_ORIGINALS,
    ORIGINAL_LINK_RULES,
    TRACKING_PARAMETERS,
    OriginalLinkRule,
    RewriteRule,
)
from feedtool.outlet_rules import DEFAULT_OUTLET_RULES, OutletRules, Pattern, PhraseRule
from feedtool.patterns import LatePattern

_NO_TEXT = LatePattern("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRule:
    """An element that is not part of the article: a CSS selector, and what happens to what it selects."""

    name: str
    selector: str
    #: "remove" takes its content too; "unwrap" leaves the content where it is.
    action: Literal["remove", "unwrap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRule:
    """A block that is not part of the article: what its whole text is, and which images it shows."""

    name: str
    #: Without, the block has no text.
    pattern: Pattern = _NO_TEXT
    #: Their absolute addresses, in order.
    images: tuple[str, ...] = ()


ELEMENT_RULES = (
    ElementRule(
        name="hidden",
        selector=(
            # A style is compared without its spaces, in lower case, a semicolon before and behind each part.
            "[hidden], [style*=';display:none;'], [style*=';visibility:hidden;']"
        ),
        action="remove",
    ),
    # Links that a site's script lays over the names of companies and shares, in the middle of sentences.
    ElementRule(name="infokey", selector="a.infokey", action="unwrap"),
    ElementRule(name="keytip", selector="a.keytip", action="unwrap"),
)
BLOCK_RULES = (
    # What is left of a link whose address the archive did not know.
    BlockRule(name="empty-link", pattern=LatePattern(r"<>")),
)
#: A longer block is the article itself, and no pattern of chrome need look at it.
LONGEST_CHROME = 20_000
#: What may stand between the links of a back-link block.
LINK_SEPARATORS = LatePattern(r"[\s|｜/／·•・>»«<←→↑,，、\-—–\[\]【】]*")
#: What links say that lead back into the site.
BACK_LINK_TEXT = LatePattern(
    r"返回|回到|首页|主页|上一篇|下一篇|目录|\b(?:back|home|index|more|next|previous)\b", re.IGNORECASE
)
#: Addresses that a block of links has when it leads home and to the post's own category, on whatever host.
HOME_PATHS = frozenset({"", "/", "/index.html"})
CATEGORY_PATHS = (
    "/{category}/",
    "/{category}",
    "/category/{category}.html",
    "/category/{category}/",
    "/categories/{category}/",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameArticleRule:
    """Addresses of one article on several pages: where any of the patterns finds the same group in them."""

    name: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Every rule that a run applies: the tables above, with what the settings change."""

    elements: tuple[ElementRule, ...] = ELEMENT_RULES
    blocks: tuple[BlockRule, ...] = BLOCK_RULES
    credit_lines: tuple[CreditLineRule, ...] = CREDIT_LINE_RULES
    fields: tuple[FieldRule, ...] = FIELD_RULES
    original_links: tuple[OriginalLinkRule, ...] = ORIGINAL_LINK_RULES
    no_originals: tuple[PhraseRule, ...] = NO_ORIGINALS
    rewrites: tuple[RewriteRule, ...] = ()
    same_articles: tuple[SameArticleRule, ...] = ()
    #: What is the name of an outlet, and what is none.
    outlet_rules: OutletRules = DEFAULT_OUTLET_RULES
    tracking_parameters: tuple[str, ...] = TRACKING_PARAMETERS
    #: Names of the rules that are switched off; those of steps that have no table too: back-link, digest, ...
    off: frozenset[str] = frozenset()
    #: Outlets that the owner knows, beside those that the archive names for certain.
    known_outlets: frozenset[str] = frozenset()
    #: The one name of an outlet, by each of its other names.
    aliases: dict[str, str] = field(default_factory=dict)
    #: Names of the rules that the settings add or replace; ``alias X``, ``outlet X`` and so on for words.
    own: frozenset[str] = frozenset()


DEFAULT_RULES = Rules()
