"""The tables of what says whose an article is: credit lines, digests, front matter. Data only.

Each rule has the name that reports show. What applies them: `credit_lines`, `evidence` and `credit`.
"""

import re
from dataclasses import dataclass
from typing import Literal

from feedtool.outlet_rules import Pattern
from feedtool.patterns import LatePattern


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLineRule:
    """A block that says what the source is, and nothing else: its whole text; the group is the outlet."""

    name: str
    pattern: Pattern
    #: Whether it counts only as the first or the last text of an article.
    is_edge: bool = False
    #: Whether it can name the title of an article as well: a linked name counts only if it is an outlet's.
    is_title_like: bool = False
    #: Whether it can say whose picture or figures those are that stand right above it: there it is no credit.
    is_caption_like: bool = False
    #: Whether its words begin English sentences too: what follows has to be written as a name, or linked.
    is_english: bool = False
    #: Whether what follows can be a place or a person too: it has to be linked, a host or an outlet's.
    is_place_like: bool = False
    #: Whether it says in so many words that there is a source: if none can be made out, that is told.
    is_statement: bool = False
    #: Whether it names the title of the article too, the link of which leads to the original.
    has_title: bool = False
    #: Whether it says more than the outlet: then it stays where it is.
    says_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """A key of the front matter that names the outlet, or gives the address of the original.

    That of a table has the key of its address behind it: ``source.url`` is the one in ``source: {url: …}``.
    """

    name: str
    key: str
    gives: Literal["outlet", "original"]
    #: Whether the address can be that of the outlet as well: a home page is no original there.
    is_of_outlet: bool = False


_SOURCE = r"(?:来源|來源|出处|出處)"
#: Words for taking an article from elsewhere, as a pattern.
REPOSTED = r"(?:转载?自|轉載?自|转载于|轉載於)"
_STATED = r"(?:文章|本文|原文|稿件|新闻|信息)\s*"
_COLON = r"[：:|｜丨]"
#: Who wrote it and when: what stands before the source in the same line.
_SIGNED = (
    r"(?:(?:作者|撰文|文字|文|记者|記者|编辑|編輯|责编|責編|编译|編譯|译者|譯者)\s*[：:/／|｜丨]\s*"
    r"[^：:/／|｜丨。]{1,30}?[\s，,；;、|｜丨]+){1,3}"
)
_DATED = (
    r"(?:(?:[发發][布佈表]|更新)?(?:[时時][间間]|日期)\s*[：:]\s*)?"
    r"\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[：:]\d{2}(?:[：:]\d{2})?)?[\s，,；;|｜丨]+"
)
#: The article itself: with a plain "the" it may be another that the text is about.
_ARTICLE = (
    r"(?:This|The\s+(?:above|following))"
    r"\s+(?:article|blog\s+post|column|commentary|essay|interview|piece|post|report|story)"
)
_PUBLISHED = r"(?:appeared|posted|printed|published|ran|released|run|written)"
_FIRST = (
    rf"(?:(?:was|is|has\s+been)\s+)?"
    rf"(?:(?:first|originally|previously)\s+{_PUBLISHED}|{_PUBLISHED}\s+(?:first|originally|previously))"
)
_AGAIN = (
    r"(?:Re-?(?:posted|printed|published)|Cross-?posted|Syndicated)"
    r"(?:\s+(?:here\s+)?with\s+(?:kind\s+|the\s+)?permission)?\s+(?:from|of)"
)
_LICENCE = r"(?:\s+under\s+an?\s+[\w\s.-]{1,60}?licen[cs]e)?(?:\.\s+Read\s+the\s+original(?:\s+article)?)?"
#: On a day, in a month: no name.
_NO_TIME = (
    r"(?!(?:(?:early|late|the)\s+)?(?:\d|(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|spring|summer|autumn|fall|winter)\b))"
)
#: Brackets and colons may be full-width or half-width.
CREDIT_LINE_RULES = (
    CreditLineRule(
        name="bracketed-source",
        pattern=LatePattern(rf"[（(【\[]\s*(?:{_STATED}{_SOURCE}|稿源)\s*[：:]\s*(.+?)\s*[）)】\]]"),
    ),
    CreditLineRule(
        name="bracketed-source-and-editor",
        pattern=LatePattern(
            rf"[（(]\s*(?:{_STATED}{_SOURCE}|稿源)\s*[：:]\s*([^（）()]+?)\s*[）)]"
            r"(\s*[（(][^（）()]*[）)])+"
        ),
    ),
    CreditLineRule(
        name="bracketed-plain-source",
        pattern=LatePattern(rf"[（(【\[]\s*{_SOURCE}\s*[：:]\s*(.+?)\s*[）)】\]]"),
        is_caption_like=True,
    ),
    CreditLineRule(
        name="bracketed-plain-source-and-editor",
        pattern=LatePattern(rf"[（(]\s*{_SOURCE}\s*[：:]\s*([^（）()]+?)\s*[）)](\s*[（(][^（）()]*[）)])+"),
        is_caption_like=True,
    ),
    CreditLineRule(
        name="bracketed-source-english",
        pattern=LatePattern(
            r"[（(\[]\s*(?:Sources?\s*[：:]\s*|Via\s*[：:]?\s+)(.+?)\s*[）)\]]", re.IGNORECASE
        ),
        is_english=True,
    ),
    CreditLineRule(
        name="plain-source",
        pattern=LatePattern(rf"{_SOURCE}\s*{_COLON}\s*(.+?)"),
        is_edge=True,
        is_caption_like=True,
    ),
    CreditLineRule(
        name="reposted-from",
        pattern=LatePattern(rf"(?:注\s*[：:]\s*)?(?:本文|文章|原文)?\s*{REPOSTED}\s*[：:]\s*(.+?)"),
        is_edge=True,
        is_title_like=True,
    ),
    CreditLineRule(
        name="plain-source-english",
        pattern=LatePattern(r"(?:Sources?\s*[：:]\s*|Via\s*(?:[：:]\s*|\s))(.+?)", re.IGNORECASE),
        is_edge=True,
        is_caption_like=True,
        is_english=True,
    ),
    CreditLineRule(
        name="stated-source",
        pattern=LatePattern(rf"(?:(?:文章|本文|原文|稿件){_SOURCE}|稿源)\s*{_COLON}\s*(.+?)"),
    ),
    CreditLineRule(
        name="author-and-source",
        pattern=LatePattern(rf"{_SIGNED}(?:文章|本文)?(?:{_SOURCE}|稿源)\s*[：:/／|｜丨]\s*(.+?)"),
        is_edge=True,
        is_caption_like=True,
        is_statement=True,
        says_more=True,
    ),
    CreditLineRule(
        name="date-and-source",
        pattern=LatePattern(rf"{_DATED}(?:文章|本文)?(?:{_SOURCE}|稿源)\s*{_COLON}\s*(.+?)"),
        is_edge=True,
        is_caption_like=True,
        says_more=True,
    ),
    CreditLineRule(
        name="post-appeared-first",
        pattern=LatePattern(
            r"The\s+post\s+.+?\s+(?:appeared\s+first|first\s+appeared)\s+on\s+(.+?)\.?", re.IGNORECASE
        ),
        is_edge=True,
        is_english=True,
        is_place_like=True,
        is_statement=True,
        has_title=True,
    ),
    CreditLineRule(
        name="article-first-appeared-on",
        pattern=LatePattern(rf"{_ARTICLE}\s+{_FIRST}\s+on\s+{_NO_TIME}(.+?)\.?", re.IGNORECASE),
        is_edge=True,
        is_english=True,
        is_statement=True,
    ),
    CreditLineRule(
        name="originally-published-at",
        pattern=LatePattern(
            rf"(?:{_ARTICLE}\s+)?(?:{_FIRST}\s+(?:at|by|in|on)|(?:(?:was|is)\s+)?{_AGAIN})\s+{_NO_TIME}(.+?){_LICENCE}\.?",
            re.IGNORECASE,
        ),
        is_edge=True,
        is_caption_like=True,
        is_english=True,
        is_place_like=True,
        is_statement=True,
    ),
)
#: How a block begins that one of them can match.
CREDIT_LINE_OPENING = LatePattern(
    r"[（(【\[]|[注文本原稿新信来來出转轉]|Source|Via|作者|撰文|[记記]者|[编編][辑輯译譯]|[责責][编編]|[译譯]者|[发發更时時日]\w|\d{4}\s*[年/.-]"
    rf"|{_ARTICLE}\b|The\s+post\b|Cross|First|Originally|Previously|Re-?p|Syndicated",
    re.IGNORECASE,
)
#: How a block begins that cannot be a sentence of the article.
BRACKETS = "（(【["
#: Who else had a hand in the article: such a line may stand between a credit line and the article's edge.
SIGNATURE_LINE = LatePattern(
    r"[（(【\[]?\s*(?:责任编辑|责编|编辑|值班编辑|本文编辑|校对|审核|审校|审读|监制|排版|制作|统筹|作者|记者|撰文|文字|摄影|图片"
    r"|原标题|编译|翻译|译者|Editors?|Edited by|Reporters?|Photos?)\s*[：:／/|｜ ].{1,40}"
    r"|.{0,20}(?:不代表本(?:站|网|报|平台)|不构成投资建议|版权归原作者).{0,60}",
    re.IGNORECASE,
)
LONGEST_SIGNATURE = 90
#: A longer block is a paragraph of the article, and no pattern need look at it.
LONGEST_CREDIT_LINE = 200
#: Where a block goes on to say what no name can be made out of, or where it could not stand to count.
SPEAKS_OF_SOURCE = LatePattern(
    r"[—–-]*[（(【\[]?\s*(?:本文|文章|原文|稿件|新闻)?(?:来源|來源|出处|出處|稿源|来自|转载?自|轉載?自|首发于)"
    r"\s*(?:[：:/／|｜丨]|微信|公众号).+"
    r"|(?:作者|记者|\d{4}[年/.-]\d).{0,60}\s(?:来源|來源)\s*[：:].+"
    r"|[(\[]?\s*(?:Sources?|Via)\s*[：:].+",
    re.IGNORECASE | re.DOTALL,
)
#: What is such a statement for certain, wherever it stands: what it says is told if it could not be read.
STATES_SOURCE = LatePattern(
    rf"{_SIGNED}(?:文章|本文)?(?:{_SOURCE}|稿源)\s*[：:/／|｜丨]\s*(.+)"
    rf"|(?:{_ARTICLE}\s+)?(?:{_FIRST}\s+(?:at|by|in|on)|{_AGAIN})\s+{_NO_TIME}((?-i:[A-Z]|the\s+[A-Z]|(?:my|our)\s).{{1,60}})",
    re.IGNORECASE,
)
#: What closes a digest: one parenthesis with no other inside, at the very end.
DIGEST_END = LatePattern(r"[（(]\s*(?:(?:文章|本文)?来源\s*[：:]\s*)?([^（）()]{2,40}?)\s*[）)]$")
#: What stands before it: the end of a sentence, or nothing. 他订了一份报（甲日报） says what he reads. Other
#: parentheses may stand between.
DIGEST_STOP = LatePattern(r"(?:^|[。．｡！？!?.…][”」』’\"')）】》]*)\s*(?:[（(][^（）()]*[）)]\s*)*$")
#: A file that a program made the post of, and no outlet.
FILE = LatePattern(
    r"/.*|[\w.-]+(?:/[\w.-]+)+|[\w.-]+\.(?:docx?|html?|ipynb|markdown|md|org|rst|tex|txt)", re.ASCII
)
#: The first of each kind that is there counts.
FIELD_RULES = (
    FieldRule(name="source", key="source", gives="outlet"),
    FieldRule(name="source-name", key="source_name", gives="outlet"),
    FieldRule(name="publisher", key="publisher", gives="outlet"),
    FieldRule(name="source-url", key="source_url", gives="original"),
    FieldRule(name="url-of-source", key="source.url", gives="original", is_of_outlet=True),
    FieldRule(name="original-url", key="original_url", gives="original"),
    FieldRule(name="canonical-url", key="canonical_url", gives="original"),
    FieldRule(name="from", key="from", gives="original"),
    FieldRule(name="source-address", key="source", gives="original"),
    FieldRule(name="original-link-field", key="original_link", gives="original"),
    FieldRule(name="external-url", key="external_url", gives="original"),
    FieldRule(name="source-link", key="source_link", gives="original"),
    FieldRule(name="canonical", key="canonical", gives="original"),
    FieldRule(name="original", key="original", gives="original"),
    FieldRule(name="via", key="via", gives="original"),
    FieldRule(name="link", key="link", gives="original"),
)
#: How the visible credit line begins, by language; the original's address stands behind it.
CREDIT_LABELS = {"en": "Source: ", "ja": "出典：", "zh": "来源："}
