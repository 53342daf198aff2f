"""The tables of credit lines and site chrome: data only, each rule with the name that reports show.

What applies them: `elements`, `chrome` (blocks), `evidence`, `credit`, `outlets` and `originals`
(sources). The settings of a site add rules, replace one by its name, or switch one off.
"""

import re
from dataclasses import dataclass, field
from typing import Literal


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
    pattern: re.Pattern[str] = re.compile("")
    #: Their absolute addresses, in order.
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLineRule:
    """A block that says what the source is, and nothing else: its whole text; the group is the outlet."""

    name: str
    pattern: re.Pattern[str]
    #: Whether it counts only as the first or the last text of an article.
    is_edge: bool = False
    #: Whether it can name the title of an article as well: a linked name counts only if it is an outlet's.
    is_title_like: bool = False
    #: Whether it can say whose picture or figures those are that stand right above it: there it is no credit.
    is_caption_like: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """A key of the front matter that names the outlet, or gives the address of the original."""

    name: str
    key: str
    gives: Literal["outlet", "original"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalLinkRule:
    """Words that say that a link leads to the original, and where they stand.

    "text": they are the whole text of a link that is a block of its own; "label": they begin a block that is
    nothing else but that link; "note": they stand right before a link in a note at either end of the article.
    """

    name: str
    place: Literal["text", "label", "note"]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteRule:
    """An address that is the archive's own proxy, and the one it stands for: beginnings of addresses."""

    name: str
    old: str
    new: str


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
    BlockRule(name="empty-link", pattern=re.compile(r"<>")),
)

_SOURCE = r"(?:来源|來源|出处|出處)"
_REPOSTED = r"(?:转载?自|轉載?自|转载于|轉載於)"
_STATED = r"(?:文章|本文|原文|稿件|新闻|信息)\s*"
#: Brackets and colons may be full-width or half-width.
CREDIT_LINE_RULES = (
    CreditLineRule(
        name="bracketed-source",
        pattern=re.compile(rf"[（(【\[]\s*{_STATED}{_SOURCE}\s*[：:]\s*(.+?)\s*[）)】\]]"),
    ),
    CreditLineRule(
        name="bracketed-source-and-editor",
        pattern=re.compile(
            rf"[（(]\s*{_STATED}{_SOURCE}\s*[：:]\s*([^（）()]+?)\s*[）)]"
            r"(\s*[（(][^（）()]*[）)])+"
        ),
    ),
    CreditLineRule(
        name="bracketed-plain-source",
        pattern=re.compile(rf"[（(【\[]\s*{_SOURCE}\s*[：:]\s*(.+?)\s*[）)】\]]"),
        is_caption_like=True,
    ),
    CreditLineRule(
        name="bracketed-plain-source-and-editor",
        pattern=re.compile(rf"[（(]\s*{_SOURCE}\s*[：:]\s*([^（）()]+?)\s*[）)](\s*[（(][^（）()]*[）)])+"),
        is_caption_like=True,
    ),
    CreditLineRule(
        name="bracketed-source-english",
        pattern=re.compile(
            r"[（(\[]\s*(?:Sources?\s*[：:]\s*|Via\s*[：:]?\s+)(.+?)\s*[）)\]]", re.IGNORECASE
        ),
    ),
    CreditLineRule(
        name="plain-source",
        pattern=re.compile(rf"{_SOURCE}\s*[：:|｜]\s*(.+?)"),
        is_edge=True,
        is_caption_like=True,
    ),
    CreditLineRule(
        name="reposted-from",
        pattern=re.compile(rf"(?:注\s*[：:]\s*)?(?:本文|文章|原文)?\s*{_REPOSTED}\s*[：:]\s*(.+?)"),
        is_edge=True,
        is_title_like=True,
    ),
    CreditLineRule(
        name="plain-source-english",
        pattern=re.compile(r"(?:Sources?\s*[：:]\s*|Via\s*(?:[：:]\s*|\s))(.+?)", re.IGNORECASE),
        is_edge=True,
        is_caption_like=True,
    ),
    CreditLineRule(
        name="stated-source",
        pattern=re.compile(r"(?:文章|本文|原文|稿件)(?:来源|來源)\s*[：:]\s*(.+?)"),
    ),
)
#: How a block begins that one of them can match.
CREDIT_LINE_OPENING = re.compile(r"[（(【\[]|[注文本原稿新信来來出转轉]|Source|Via", re.IGNORECASE)
#: How a block begins that cannot be a sentence of the article.
BRACKETS = "（(【["
#: Who else had a hand in the article: such a line may stand between a credit line and the article's edge.
SIGNATURE_LINE = re.compile(
    r"[（(【\[]?\s*(?:责任编辑|责编|编辑|值班编辑|本文编辑|校对|审核|审校|审读|监制|排版|制作|统筹|作者|记者|撰文|文字|摄影|图片"
    r"|原标题|编译|翻译|译者|Editors?|Edited by|Reporters?|Photos?)\s*[：:／/|｜ ].{1,40}"
    r"|.{0,20}(?:不代表本(?:站|网|报|平台)|不构成投资建议|版权归原作者).{0,60}",
    re.IGNORECASE,
)
LONGEST_SIGNATURE = 90
#: A longer block is a paragraph of the article, and no pattern need look at it.
LONGEST_CREDIT_LINE = 200
#: A name is short: so many characters, or so many where they are not Chinese or the like.
LONGEST_WIDE_OUTLET = 20
LONGEST_OUTLET = 40
#: What stands between the outlets of one credit line.
OUTLET_SEPARATOR = re.compile(r"\s*[、/／；;|｜]\s*")
#: What stands before the names, and is no part of them.
OUTLET_PREFIX = re.compile(
    r"^(?:(?:(?:本站|本网|本报|本刊)?综合自?|转载?自|据)\s*[：:]?\s*)?(?:微信)?(?:公众号\s*[：:]?\s*)?(?=\S)"
)
#: What stands behind the name of an outlet, and is no part of it.
OUTLET_SUFFIX = re.compile(r"(?:综合)?(?:报道|消息|讯)$|(?:记者|作者)[\u4e00-\u9fff]{2,4}$")
#: What a credit line says beside the outlet, from here to its end.
OUTLET_TAIL = re.compile(
    r"[\s，,；;、。|｜/]+"
    r"(?:(?:作者|记者|编辑|责任编辑|责编|文|原标题|版权|日期|时间|撰文|供稿)(?:[：:\s]|(?<=[作记]者))"
    r"|转载请注明|本文不代表).*$"
    r"|[\s，,；;]+\d{2,4}[年/.-]\d.*$"
    # A dateline: the agency's name ends where the place begins.
    r"|(?:(?<=新华社)|(?<=中新社)|(?<=新华网)|(?<=中新网)|(?<=人民网))"
    r"[\u4e00-\u9fff]{0,10}\d{1,2}月\d{1,2}日(?:电|讯|报道).*$"
    r"|[（(](?:ID|微信|公众号|代码|作者|记者)[^（）()]*[）)]$"
)
#: What no name holds: it is a sentence, or a part of one.
NO_NAME = re.compile(
    r"[，,。！!？?：:；;…]|://|表示|认为|指出|他们|我们|没有|如何|什么|(?:供图|截图|图库|摄图网)$"
)
#: What says that nobody knows, or that it is the site's own.
NOBODIES = frozenset(
    (
        "网络 互联网 网友 网上 本站 本网 本报 原创 转载 综合 其他 其它 未知 不详 佚名 作者 自己 我不知道 "
        "无 暂无 官网 公开资料 公开信息 公司公告 公司官网 网络综合 自有资金 本报讯 本报记者 "
        "本站原创 本站讯 本网讯 原创文章 "
        "本刊 本公众号 本号 编辑部 综合报道 报道 "
        "true false yes no null on off author internet unknown n/a none self original web"
    ).split()
)

#: The same, put together from words: 网络整理, 作者提供, 本站原创.
NOBODY = re.compile(
    r"(?:来自|源于)?(?:本站|本网|本报|本刊|网络|互联网|网上|网友|读者|用户|作者|编辑|小编|笔者|综合|原创|独家)"
    r"(?:综合|整理|原创|转载|编辑|提供|投稿|爆料|供稿|首发|搜集|收集|来信|自制)*"
    r"|(?:国内|多家|各大)?(?:媒体|外媒)(?:综合|报道)*|不明|匿名|同上|如上|见上|见下|见文末|略|我|自己写的"
    r"|原文|链接|网页链接|原文链接|点击这里|点此|查看原文|阅读原文"
    r"|anonymous|various|own(?: work)?|me|myself|here|link|this article|read more|the internet"
    r"|multiple sources",
    re.IGNORECASE,
)
#: Where a block goes on to say what no name can be made out of, or where it could not stand to count.
SPEAKS_OF_SOURCE = re.compile(
    r"[—–-]*[（(【\[]?\s*(?:本文|文章|原文|稿件|新闻)?(?:来源|來源|出处|出處|来自|转载?自|轉載?自|首发于)"
    r"\s*(?:[：:|｜]|微信|公众号).+"
    r"|(?:作者|记者|\d{4}[年/.-]\d).{0,60}\s(?:来源|來源)\s*[：:].+"
    r"|[(\[]?\s*(?:Sources?|Via)\s*[：:].+",
    re.IGNORECASE | re.DOTALL,
)

#: What closes a digest: one parenthesis with no other inside, at the very end.
DIGEST_END = re.compile(r"[（(]\s*(?:(?:文章|本文)?来源\s*[：:]\s*)?([^（）()]{2,40}?)\s*[）)]$")

#: The first of each kind that is there counts.
FIELD_RULES = (
    FieldRule(name="source", key="source", gives="outlet"),
    FieldRule(name="source-name", key="source_name", gives="outlet"),
    FieldRule(name="publisher", key="publisher", gives="outlet"),
    FieldRule(name="source-url", key="source_url", gives="original"),
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

#: Outlets whose short names have no telling ending.
OUTLET_NAMES = frozenset(
    "中新社 中新网 人民网 凤凰新闻 央广网 央视新闻 新华社 新华网 澎湃新闻 界面新闻 网易新闻 腾讯新闻".split()
)
#: How the name of an outlet ends.
OUTLET_ENDINGS = (
    "专刊",
    "信使报",
    "公众号",
    "农民报",
    "参考报",
    "周刊",
    "周报",
    "商报",
    "在线",
    "基金报",
    "客户端",
    "导报",
    "工人报",
    "广播",
    "快报",
    "文汇报",
    "新报",
    "新闻",
    "新闻社",
    "新闻网",
    "日报",
    "早报",
    "时报",
    "晚报",
    "晨报",
    "杂志",
    "法治报",
    "消费报",
    "理财报",
    "电台",
    "电视台",
    "画报",
    "经济报",
    "经营报",
    "观察报",
    "观察网",
    "观察者网",
    "证券报",
    "证券网",
    "评论报",
    "财经",
    "财经网",
    "财讯",
    "质量报",
    "通讯社",
    "邮报",
    "都市报",
    "金融报",
    "金融网",
    "青年报",
)
#: What may stand in a closing parenthesis, ends like an outlet, and is none.
NO_OUTLETS = re.compile(
    r"^(?:图[源据片]|数据|资料|以下简?称|原[名为称]|现[名为称]|今(?!日|晚)|即|前身|又[名称]|隶属|刊载|@|扫码|关注|下载|来自|摘编|编译|下称|简称|后改|曾用|改名|更名|旧称|全称|英文名|供职|任职|就职|时任|曾任|现任|首发|首刊|发表|刊登|登载|载于|源自|节选|选自|译自|以及|包括|例如|比如|主办|承办|授权|独家授权|采访|订阅|该|某|当地|同名|一[份家本]|这[份家本]|那[份家本]|以下简称|视频|图源|图片|封面|供图|刊于|微信公众号|未经|附|详见|参见|参阅|见|如图|如下|含|图为|图/|表|摘自|摘要|更新|未完|完$|注|按|原标题|原载|原文|据|转|记者|作者|编辑|责编|截至|点击)"
    r"|(?:业绩|盘中|盘后|每日|每周|研究|策略|市场|行业|公司|官方|学校|医院|政府)"
    r"(?:快报|周报|日报|早报|晚报|公众号|客户端|新闻|在线)$"
    r"|[，,。；;：:！？!?、\s]"
)
#: What stands before the 新闻 of a tag that names a subject, not an outlet.
SUBJECTS = frozenset(
    (
        "上市公司 上海 专题 世界 两岸 产业 今日 体育 健康 党建 公司 军事 农业 北京 区域 医疗 国内 "
        "国际 图片 地方 城市 基金 头条 娱乐 市场 广州 房产 政治 教育 文化 旅游 时事 时政 最新 期货 "
        "本地 本站 校园 每日 民生 汽车 法治 海外 深圳 游戏 滚动 热点 焦点 独家 环保 生活 疫情 社会 "
        "科学 科技 突发 站内 站长 经济 综合 网站 网络 股票 苹果 行业 要闻 视频 证券 财经 重要 金融 "
        "银行 "
        # Countries, regions, leagues and trades: 美国新闻 is about one, and no outlet.
        "世界杯 东南亚 中东 中国 中央 中超 乌克兰 云南 互联网 亚洲 交通 人工智能 以色列 企业 伊拉克 "
        "伊朗 俄罗斯 保险 信托 债券 全国 全球 养生 内蒙古 创业 制造 加拿大 区块链 医药 南非 印尼 印度 "
        "原油 台湾 吉林 商业 四川 国家 土耳其 埃及 墨西哥 外汇 天津 奥运 奥运会 女性 宁夏 安徽 家居 "
        "山东 山西 工业 巴勒斯坦 巴西 广东 广西 彩票 德国 德甲 意大利 意甲 手机 投资 排球 数字货币 "
        "数码 新加坡 新疆 新西兰 日本 时尚 明星 星座 朝鲜 棋牌 楼市 欧冠 欧洲 欧盟 比特币 江苏 江西 "
        "河北 河南 法国 法甲 泰国 浙江 海南 消费 湖北 湖南 澳大利亚 澳洲 澳门 物流 环球 理财 甘肃 "
        "电影 电竞 电脑 电视 福建 篮球 综艺 缅甸 网球 美国 美洲 美食 育儿 能源 航空 英国 英超 菲律宾 "
        "西班牙 西甲 西藏 贵州 越南 足球 辽宁 重庆 铁路 阿根廷 陕西 零售 青海 非洲 韩国 音乐 餐饮 "
        "香港 马来西亚 黄金 黑龙江 "
    ).split()
) | {""}
#: Endings that follow the name of a subject as often as that of an outlet: 国际新闻, 每日快报.
SUBJECT_ENDINGS = frozenset({"在线", "广播", "快报", "新闻", "财经"})

#: The first that finds a link counts. A note that gives two by one rule gives none.
ORIGINAL_LINK_RULES = (
    OriginalLinkRule(
        name="original-text",
        place="text",
        pattern=re.compile(
            r"原文|原文地址|原文链接|原文網址|查看原文|点击查看原文|閱讀原文|阅读原文|阅读全文"
            r"|original(?:[ -]article)?|read[ -]more|read[ -]the[ -]original|source",
            re.IGNORECASE,
        ),
    ),
    OriginalLinkRule(
        name="original-label",
        place="label",
        pattern=re.compile(
            r"(?:原文(?:链接|地址|网址)?|来源链接|阅读原文|Original(?: article)?|Read more)\s*[：:]\s*",
            re.IGNORECASE,
        ),
    ),
    OriginalLinkRule(
        name="original-note",
        place="note",
        pattern=re.compile(r"(?:原文(?:链接|地址|网址|出处|鏈接|網址|出處)?\s*[：:]?|来源链接\s*[：:])\s*$"),
    ),
    OriginalLinkRule(name="repost-note", place="note", pattern=re.compile(rf"{_REPOSTED}\s*[：:]?\s*$")),
)
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
#: An address in a text.
ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%-]+", re.ASCII)
#: How a page begins that a program saved: comments, its title with a link to it, and a line under that.
COPIED_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*\[.*\]\(\s*<?(\S+?)>?\s*\)[ \t]*\n(?:-{3,}|={3,})[ \t]*\n")
#: A link that Markdown does not see as one: ``[what it says](address)``.
WRITTEN_LINK = re.compile(r"\[(.+)\]\(\s*<?(https?://[^\s<>]+?)>?\s*\)")
#: Parameters that tell how a reader came to an address, and nothing about what is there.
TRACKING_PARAMETERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|[gw]braid|_ga|spm|spm_id_from|vd_source|share_token|isappinstalled|_hs(?:enc|mi)"
    r"|mc_(?:cid|eid)|yclid|igshid|_openstat|wt_mc"
)

#: What may stand between the links of a back-link block.
LINK_SEPARATORS = re.compile(r"[\s|｜/／·•・>»«<←→↑,，、\-—–\[\]【】]*")
#: What links say that lead back into the site.
BACK_LINK_TEXT = re.compile(
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

#: How the visible credit line begins, by language; the original's address stands behind it.
CREDIT_LABELS = {"en": "Source: ", "ja": "出典：", "zh": "来源："}


@dataclass(frozen=True, slots=True, kw_only=True)
class SameArticleRule:
    """Addresses of one article on several pages: where any of the patterns finds the same group in them."""

    name: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Every rule that a run applies: the tables above, with what the settings change."""

    elements: tuple[ElementRule, ...] = ELEMENT_RULES
    blocks: tuple[BlockRule, ...] = BLOCK_RULES
    credit_lines: tuple[CreditLineRule, ...] = CREDIT_LINE_RULES
    fields: tuple[FieldRule, ...] = FIELD_RULES
    original_links: tuple[OriginalLinkRule, ...] = ORIGINAL_LINK_RULES
    rewrites: tuple[RewriteRule, ...] = ()
    same_articles: tuple[SameArticleRule, ...] = ()
    #: Names of single rules that have no table: back-link, digest, ... ; those that are switched off.
    off: frozenset[str] = frozenset()
    #: Outlets that the owner knows, beside those that the archive names for certain.
    known_outlets: frozenset[str] = frozenset()
    #: The one name of an outlet, by each of its other names.
    aliases: dict[str, str] = field(default_factory=dict)
    #: Names of the rules that the settings add or replace; ``alias X`` and ``outlet X`` for names.
    own: frozenset[str] = frozenset()


DEFAULT_RULES = Rules()
