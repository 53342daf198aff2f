"""The tables of what leads to the original of an article, and of what looks so and does not. Data only.

Each rule has the name that reports show. What applies them: `original_address` and `originals`.
"""

import re
from dataclasses import dataclass
from typing import Literal

from feedtool.credit_rules import REPOSTED
from feedtool.outlet_rules import Pattern, PhraseRule
from feedtool.patterns import LatePattern


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalLinkRule:
    """Words that say that a link leads to the original, and where they stand.

    "text": they are the whole text of a link that is a block of its own; "label": they begin a block that is
    nothing else but that link; "note": they stand right before a link in a note at either end of the article.
    """

    name: str
    place: Literal["text", "label", "note"]
    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteRule:
    """An address that is the archive's own proxy, and the one it stands for: beginnings of addresses."""

    name: str
    old: str
    new: str


#: The first that finds a link counts. A note that gives two by one rule gives none.
ORIGINAL_LINK_RULES = (
    OriginalLinkRule(
        name="original-text",
        place="text",
        pattern=LatePattern(
            r"原文|原文地址|原文链接|原文網址|查看原文|点击查看原文|閱讀原文|阅读原文|阅读全文"
            r"|original(?:[ -]article)?|read[ -]more|read[ -]the[ -]original|source",
            re.IGNORECASE,
        ),
    ),
    OriginalLinkRule(
        name="original-label",
        place="label",
        pattern=LatePattern(
            r"(?:原文(?:链接|地址|网址)?|来源链接|阅读原文|Original(?: article)?|Read more)\s*[：:]\s*",
            re.IGNORECASE,
        ),
    ),
    OriginalLinkRule(
        name="original-note",
        place="note",
        pattern=LatePattern(r"(?:原文(?:链接|地址|网址|出处|鏈接|網址|出處)?\s*[：:]?|来源链接\s*[：:])\s*$"),
    ),
    OriginalLinkRule(name="repost-note", place="note", pattern=LatePattern(rf"{REPOSTED}\s*[：:]?\s*$")),
)
#: What a note says before a link that is not the original's, and how a sentence goes on behind one.
DENIAL = LatePattern(r"[不没未非无勿别][^。！？!?；;]{0,6}$")
NOTE_GOES_ON = LatePattern(r"\s*的")
#: A longer block is no such note.
LONGEST_NOTE = 300
#: What a bare address shows that leads to a picture, a recording or a film: content, and no original.
MEDIA_ENDINGS = (
    ".avif",
    ".gif",
    ".jpeg",
    ".jpg",
    ".m4a",
    ".m4v",
    ".mov",
    ".mp3",
    ".mp4",
    ".png",
    ".webm",
    ".webp",
)
MEDIA_HOSTS = frozenset(
    "youtu.be m.youtube.com www.youtube.com youtube.com vimeo.com www.bilibili.com b23.tv v.qq.com".split()
)
#: Addresses that are no article's, by what is there: programs, people, shops, sites. A bare link to one,
#: or one on the name of an outlet, leads to no original. Searched for.
NO_ORIGINALS = (
    PhraseRule(
        name="no-original-code-or-licence",
        pattern=LatePattern(
            r"^https?://(?:www\.)?"
            r"(?:(?:bitbucket|codeberg|gist\.github|gitee|github|gitlab|npmjs|rubygems)\.(?:com|org)"
            r"|pypi\.org|crates\.io|creativecommons\.org|opensource\.org|(?:apache|gnu)\.org/licenses)(?:[/?#]|$)",
            re.IGNORECASE,
        ),
    ),
    PhraseRule(
        name="no-original-home-page",
        pattern=LatePattern(r"^(?i:https?)://[^/?#]++/?(?:(?i:default|home|index)\.\w+)?(?:#.*)?$"),
    ),
    PhraseRule(
        name="no-original-profile",
        pattern=LatePattern(
            r"^https?://(?:(?:m|mobile|www)\.)?(?:"
            r"(?:facebook|gitee|github|instagram|linktr|medium|patreon|pinterest|threads|tiktok|twitter|weibo|x)"
            r"\.(?:com|ee|net)"
            r"|(?:buymeacoffee|ko-fi)\.com|paypal\.me|t\.me|space\.bilibili\.com"
            r"|weibo\.com/[nu]|zhihu\.com/(?:org|people)|douban\.com/people|jianshu\.com/u|juejin\.cn/user"
            r"|xiaohongshu\.com/user/profile|linkedin\.com/(?:company|in)|bsky\.app/profile"
            r"|reddit\.com/(?:r|u|user)|youtube\.com/(?:c|channel|user)"
            r"|[^/?#]+(?=/@)"  # as Mastodon and others write it, on whatever host
            r")/(?![^/]*\.php)[^/?#]+/?(?:#.*)?$",
            re.IGNORECASE,
        ),
    ),
    PhraseRule(
        name="no-original-shop",
        pattern=LatePattern(
            r"^https?://(?:(?:mall|shop|store)\.[^/?#]+|(?:(?:m|smile|www)\.)?amazon\.[a-z.]+"
            r"|(?:[\w-]+\.)*(?:aliexpress|dangdang|etsy|gumroad|jd|myshopify|pinduoduo|taobao|tmall|weidian"
            r"|yangkeduo|youzan)\.com)(?:[/?#]|$)",
            re.IGNORECASE,
        ),
    ),
)
#: How a sentence ends that goes on with an address: "You may obtain a copy of the License at".
UNFINISHED = LatePattern(r"\b(?:and|at|by|from|here|in|is|see|the|to|via|visit|with)$", re.IGNORECASE)
#: The longest of these words, and the character before it.
LONGEST_UNFINISHED = 6
#: An address in a text.
ADDRESS = LatePattern(r"https?://[\w.~:/?#@!$&*+,;=%-]+", re.ASCII)
#: How a page begins that a program saved: comments, its title with a link to it, and a line under that.
COPIED_PAGE = LatePattern(
    r"\s*(?:(?><!--.*?-->)\s*)*\[.*\]\(\s*<?(\S+?)>?\s*\)[ \t]*\n(?:-{3,}|={3,})[ \t]*\n"
)
#: A link that Markdown does not see as one: ``[what it says](address)``.
WRITTEN_LINK = LatePattern(r"\[(.+)\]\(\s*<?(https?://[^\s<>]+?)>?\s*\)")
#: Parameters that tell how a reader came to an address, and nothing about what is there; ``*``: any letters.
TRACKING_PARAMETERS = tuple(
    (
        "_ga _hsenc _hsmi _openstat dclid fbclid gbraid gclid igshid isappinstalled mc_cid mc_eid msclkid "
        "share_token spm spm_id_from utm_* vd_source wbraid wt_mc yclid"
    ).split()
)
