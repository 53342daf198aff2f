"""Posts in every shape, each with the answer: who is credited, what stays, what goes.

A post is put together from six parts: front matter, the address of the original, an article, a credit, a link
to the original and back-links. Each part carries its own answer; where parts disagree, `_label` ranks them,
by the rules of the project and not by its code: nothing here imports feedtool. A new shape is one more part
in a table; it is built into posts by itself.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

#: The address of the site, and of one that it had before.
SITE_URL = "https://e.x"
#: Outlets that this archive knows for certain, and that do not read like one.
KNOWN = frozenset({"半岛橘灯"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One labelled post."""

    #: The names of its parts, joined by `SEPARATOR`.
    name: str
    path: str
    #: The whole file.
    text: str
    outlets: tuple[str, ...]
    original: str | None
    #: Visible text that stands in the content exactly once each, in this order.
    kept: tuple[str, ...]
    #: What does not occur in the content, neither in its text nor in its markup.
    gone: tuple[str, ...]
    #: Addresses that links and media of the content have.
    addresses: tuple[str, ...] = ()
    #: Whether ``kept`` is all the visible text of the content.
    is_whole: bool = True


SEPARATOR = " + "


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the original lies: as posts spell it, and as a feed does."""

    name: str
    raw: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A front matter. ``{title}`` and ``{url}`` (the address of the original) are filled in."""

    name: str
    lines: str
    #: Whom it credits for certain.
    outlets: tuple[str, ...] = ()
    #: Whom its tags credit.
    tag_outlets: tuple[str, ...] = ()
    category: str = "emnews"

    @property
    def has_url(self) -> bool:
        return "{url}" in self.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article. ``{end}`` is where a closing parenthesis may stand."""

    name: str
    title: str
    #: A heading before everything else.
    head: str = ""
    body: str
    kept: tuple[str, ...]
    gone: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    #: Whether it is HTML to the last byte.
    is_html: bool = False
    is_whole: bool = True
    #: Whether its first block is a quotation, and whom that one's closing parenthesis credits.
    opens_with_quotation: bool = False
    digest_outlets: tuple[str, ...] = ()
    #: Whether its last block is an image or a table: what stands directly below is a caption.
    ends_with_media: bool = False
    #: Whether links stand alone in it, of which none is known to be the original.
    has_bare_links: bool = False
    #: The original that its markup states.
    original: str | None = None


#: line: a credit wherever it stands; short: the same, but not tested below an image; plain: a credit as the
#: last block of text, unless it stands below an image; first: the same as the first block; suffix: a
#: parenthesis that closes the article; note: no credit, and text that stays.
CreditKind = Literal["none", "line", "short", "plain", "first", "suffix", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What an article says of its source, or seems to."""

    name: str
    kind: CreditKind
    text: str = ""
    #: Its visible text, if that is not ``text`` itself.
    shown: str = ""
    outlets: tuple[str, ...] = ()
    #: The original that it links to.
    original: str | None = None
    #: Text after it, which stays.
    tail: str = ""
    gone: tuple[str, ...] = ()
    is_html: bool = False
    #: Whether it follows the article's last element on the same line.
    is_glued: bool = False

    @property
    def words(self) -> str:
        return self.shown or self.text


#: last: after the credit; before: between article and credit; first: at the top, being the title too;
#: middle: after the credit, with more beside it; other: after the credit, and not what the front matter says.
LinkKind = Literal["none", "last", "before", "first", "middle", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to the original. ``{url}``, ``{href}`` (for an attribute) and ``{title}`` are filled in."""

    name: str
    kind: LinkKind
    text: str = ""
    kept: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    is_original: bool = True
    is_html: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Links into the site itself at the end of a post. ``{category}`` is filled in."""

    name: str
    text: str = ""
    kept: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_html: bool = False


ADDRESSES = (
    Address(
        name="a page",
        raw="https://news.jia.example/2021/12/08/1001.html",
        label="https://news.jia.example/2021/12/08/1001.html",
    ),
    Address(
        name="http with a comma",
        raw="http://finance.yun.example/news/11060,202112082206672930.html",
        label="http://finance.yun.example/news/11060,202112082206672930.html",
    ),
    Address(
        name="a host with www", raw="https://www.dukou.example/p/47", label="https://www.dukou.example/p/47"
    ),
    Address(
        name="a query that names the article",
        raw="http://share.jia.example/html_News/NewsShare.html?infoCode=NW202112162215870464",
        label="http://share.jia.example/html_News/NewsShare.html?infoCode=NW202112162215870464",
    ),
    Address(
        name="trackers between parameters",
        raw="https://news.yun.example/read?id=7&utm_source=rss&utm_medium=feed&page=2",
        label="https://news.yun.example/read?id=7&page=2",
    ),
    Address(
        name="nothing but trackers",
        raw="https://m.dukou.example/read/9?spm=a2.b3&fbclid=Zx9",
        label="https://m.dukou.example/read/9",
    ),
    Address(
        name="trackers around a parameter",
        raw="https://harbour-post.example/2021/ferry-lines?utm_campaign=autumn&lang=en&gclid=77",
        label="https://harbour-post.example/2021/ferry-lines?lang=en",
    ),
    Address(
        name="a path in Chinese",
        raw="https://news.jia.example/要闻/第一版.html",
        label="https://news.jia.example/%E8%A6%81%E9%97%BB/%E7%AC%AC%E4%B8%80%E7%89%88.html",
    ),
    Address(
        name="a query in Chinese",
        raw="https://search.qinghe.example/s?q=渡口&page=1",
        label="https://search.qinghe.example/s?q=%E6%B8%A1%E5%8F%A3&page=1",
    ),
    Address(
        name="an encoded path",
        raw="http://news.yun.example/%E8%A6%81%E9%97%BB/2.html",
        label="http://news.yun.example/%E8%A6%81%E9%97%BB/2.html",
    ),
)

_DATED = 'layout: post\ntitle: "{title}"\ndate: 2021-12-08 10:46:18 +0800\ncategories: emnews\n'

FRONTS = (
    Front(name="front of the archive", lines=_DATED),
    Front(
        name="no zone in the date",
        lines='layout: post\ntitle: "{title}"\ndate: 2021-12-08 10:46:18\ncategories: emnews\ntags: Linux\n',
    ),
    Front(name="no category", lines="title: {title}\n", category=""),
    Front(
        name="a category with a space",
        lines='title: "{title}"\ncategories: ["bei shan"]\n',
        category="bei shan",
    ),
    Front(name="a category in Chinese", lines='title: "{title}"\ncategories: [甲州]\n', category="甲州"),
    # tags
    Front(
        name="a tag that names an outlet",
        lines='layout: post\ntitle: "{title}"\ndate: 2021-12-16 11:32:37 +0800\n'
        "categories: jiazhouribao\ntags: 甲州日报新闻\n",
        tag_outlets=("甲州日报",),
        category="jiazhouribao",
    ),
    Front(
        name="a tag with 新闻 twice",
        lines='title: "{title}"\ncategories: yunfanxinwen\ntags: 云帆新闻新闻\n',
        tag_outlets=("云帆新闻",),
        category="yunfanxinwen",
    ),
    Front(
        name="a tag without 新闻",
        lines='title: "{title}"\ncategories: emnews\ntags:\n  - 鹿鸣晚报\n  - 科普\n',
        tag_outlets=("鹿鸣晚报",),
    ),
    Front(
        name="two tags for one outlet",
        lines="title: '{title}'\ncategories: [emnews]\ntags: [柳林周刊新闻, 柳林周刊]\n",
        tag_outlets=("柳林周刊",),
    ),
    Front(
        name="two tags for two outlets",
        lines='title: "{title}"\ncategories: emnews\ntags: [甲州日报新闻, 鹿鸣晚报新闻]\n',
    ),
    Front(name="a tag of the site's own", lines=_DATED + "tags: 站长消息\n"),
    Front(name="tags for subjects", lines=_DATED + "tags: [国际新闻, 体育新闻]\n"),
    Front(name="a tag in English", lines=_DATED + "tag: Linux\n"),
    # names and addresses
    Front(
        name="source and source_url",
        lines=_DATED + "source: 甲州日报\nsource_url: {url}\n",
        outlets=("甲州日报",),
    ),
    Front(
        name="source and source_url, quoted",
        lines=_DATED + "source: \"渡口通讯\"\nsource_url: '{url}'\ntags: 云帆新闻新闻\n",
        outlets=("渡口通讯",),
    ),
    Front(name="source alone", lines=_DATED + "source: 山脚下\ntags: Linux\n", outlets=("山脚下",)),
    Front(
        name="source and author",
        lines=_DATED + "author: 王若水\nsource: 云帆新闻\n",
        outlets=("云帆新闻",),
    ),
    Front(name="publisher alone", lines=_DATED + "publisher: 青禾周刊\n", outlets=("青禾周刊",)),
    Front(
        name="publisher in English and link",
        lines=_DATED + "publisher: The Harbour Post\nlink: {url}\n",
        outlets=("The Harbour Post",),
    ),
    Front(
        name="source_name and original_url",
        lines=_DATED + "source_name: 渡口通讯\noriginal_url: {url}\n",
        outlets=("渡口通讯",),
    ),
    Front(
        name="source and canonical_url of the site",
        lines=_DATED + "source: 甲州日报\ncanonical_url: https://e.x/emnews/own.html\n",
        outlets=("甲州日报",),
    ),
    Front(
        name="source and from",
        lines="source: みなと通信\nfrom: {url}\ntitle: {title}\ncategory: emnews\n",
        outlets=("みなと通信",),
    ),
    Front(
        name="author and from",
        lines="author: Mara Quill\nfrom: {url}\ntitle: '{title}'\ndate: '2021-12-08 22:10:00'\n"
        "category: 技术\ntags:\n- Linux\n- 终端\nexcerpt: 一句话的提要。\n",
        outlets=("Mara Quill",),
        category="技术",
    ),
    Front(
        name="author and canonical_url",
        lines=_DATED + "author: 沈望舒\ncanonical_url: {url}\n",
        outlets=("沈望舒",),
    ),
    Front(
        name="author and link, with a tag",
        lines=_DATED + "author: 沈望舒\nlink: {url}\ntags: 甲州日报新闻\n",
        outlets=("沈望舒",),
    ),
    Front(
        name="author and original_url",
        lines=_DATED + 'author: "Reed, Ines"\noriginal_url: "{url}"\n',
        outlets=("Reed, Ines",),
    ),
    Front(
        name="author among nested values",
        lines=_DATED
        + "author: 纪如纸\nsource_url: {url}\ncomments:\n- who: 读者\n  text: 来源：网友\ncount:\n"
        "  likes: 3\n",
        outlets=("纪如纸",),
    ),
    Front(name="author alone", lines=_DATED + "author: 王编辑\n"),
    Front(name="author that reads like an outlet", lines=_DATED + "author: 甲州日报\n"),
    Front(
        name="author and a tag that names an outlet",
        lines=_DATED + "author: 王编辑\ntags: 甲州日报新闻\n",
        tag_outlets=("甲州日报",),
    ),
    Front(
        name="author and from the site itself",
        lines=_DATED + "author: 王编辑\nfrom: https://e.x/emnews/own.html\n",
    ),
    Front(name="author and from no address", lines=_DATED + "author: 王编辑\nfrom: 渡口\n"),
    Front(name="author and a relative link", lines=_DATED + "author: 王编辑\nlink: /emnews/1.html\n"),
    Front(name="empty values", lines=_DATED + 'source: ""\npublisher:\nsource_url: ""\nauthor: ~\n'),
    # addresses alone
    Front(name="source that is an address", lines=_DATED + "source: {url}\n"),
    Front(name="link alone", lines=_DATED + "link: {url}\n"),
    Front(name="canonical_url alone", lines=_DATED + 'canonical_url: "{url}"\ntags: Linux\n'),
    Front(
        name="original_url and a tag",
        lines=_DATED + "original_url: {url}\ntags: 鹿鸣晚报新闻\n",
        tag_outlets=("鹿鸣晚报",),
    ),
)

ARTICLES = (
    Article(
        name="one paragraph",
        title="石桥镇的渡船加了一班",
        body="石桥镇的晚渡从今天起多开一班，末班船九点离岸。{end}",
        kept=("石桥镇的晚渡从今天起多开一班，末班船九点离岸。{end}",),
    ),
    Article(
        name="a paragraph that is the title",
        title="灯塔要换灯泡了吗？一张表看懂（附名单）",
        body="灯塔要换灯泡了吗？一张表看懂（附名单）",
        kept=("灯塔要换灯泡了吗？一张表看懂（附名单）",),
    ),
    Article(
        name="three paragraphs",
        title="茶山开园",
        body="茶山昨日开园，头一批采茶人凌晨四点上山。\n\n山路新铺了石板，\n下雨天也不打滑。\n\n"
        "镇上预计今年的春茶比去年多收两成。{end}",
        kept=(
            "茶山昨日开园，头一批采茶人凌晨四点上山。",
            "山路新铺了石板， 下雨天也不打滑。",
            "镇上预计今年的春茶比去年多收两成。{end}",
        ),
    ),
    Article(
        name="paragraphs in HTML",
        title="智慧税务走进街道",
        body="<p>南河街道的网格员上周走访了一百零三家店铺。</p>\n <p>夯实基础</p>\n"
        " <p>“拍一张照片就算核实，再也不用填表。”网格员说。{end}</p>",
        kept=(
            "南河街道的网格员上周走访了一百零三家店铺。",
            "夯实基础",
            "“拍一张照片就算核实，再也不用填表。”网格员说。{end}",
        ),
        is_html=True,
    ),
    Article(
        name="paragraphs on one line",
        title="铁匠铺重开",
        body="<p>老街的铁匠铺关了十一年，今天又生了火。</p><p><strong>炉火</strong>是从邻镇借来的。</p>"
        "<p>第一把锄头卖给了种菜的<em>吴婆婆</em>。{end}</p>",
        kept=(
            "老街的铁匠铺关了十一年，今天又生了火。",
            "炉火是从邻镇借来的。",
            "第一把锄头卖给了种菜的吴婆婆。{end}",
        ),
        is_html=True,
    ),
    Article(
        name="a digest and its article",
        title="电车用上新制冷剂",
        body="> 雨城客车宣布在新车上使用低温室效应的制冷剂。（北山晚报）\n\n"
        "<p>首批四十辆客车下月上路。</p><p>工程师说，换装一辆车要六个小时。</p>",
        kept=(
            "雨城客车宣布在新车上使用低温室效应的制冷剂。（北山晚报）",
            "首批四十辆客车下月上路。",
            "工程师说，换装一辆车要六个小时。",
        ),
        opens_with_quotation=True,
        digest_outlets=("北山晚报",),
    ),
    Article(
        name="a digest in HTML and its article",
        title="渔港晨雾",
        body="<blockquote><p>渔港因大雾推迟开港两小时。（海西证券报）</p></blockquote>\n"
        "<p>上午十点，第一艘船驶出防波堤。</p>",
        kept=("渔港因大雾推迟开港两小时。（海西证券报）", "上午十点，第一艘船驶出防波堤。"),
        is_html=True,
        opens_with_quotation=True,
        digest_outlets=("海西证券报",),
    ),
    Article(
        name="a digest that names nobody",
        title="十只股票涨停",
        body="> 今天有十只股票收在涨停板上。（附股）\n\n<p>其中三只属于造船业。</p>",
        kept=("今天有十只股票收在涨停板上。（附股）", "其中三只属于造船业。"),
        opens_with_quotation=True,
    ),
    Article(
        name="a quotation with cite that opens the post",
        title="给候鸟让路",
        body='<blockquote cite="https://www.bird-watch.example/notes/12"><p>施工队为候鸟停工三周。'
        "</p></blockquote>\n"
        "<p>湿地管理处说，鸟群比往年来得早。</p>",
        kept=("施工队为候鸟停工三周。", "湿地管理处说，鸟群比往年来得早。"),
        is_html=True,
        opens_with_quotation=True,
        original="https://www.bird-watch.example/notes/12",
    ),
    Article(
        name="widget links in a sentence",
        title="两家公司签约",
        body='<p>宣布为<span id="stock_1">'
        '<a href="http://q.example/u/1" class="keytip" data-code="1">蔚蓝</a></span>'
        '<span id="quote_1"></span>旗下客车供货，<span id="Info.3321">'
        '<a href="http://q.example/bbsj/" class="infokey">'
        "业绩</a></span>影响尚待评估。{end}</p>",
        kept=("宣布为蔚蓝旗下客车供货，业绩影响尚待评估。{end}",),
        gone=("q.example", "keytip", "infokey", "data-code"),
        is_html=True,
    ),
    Article(
        name="widget spans in a sentence",
        title="化工厂扩产",
        body="<p>产能达到"
        '<span web="1" href="http://q.example/u/2" class="em_stock_key_common" data-code="2">每年</span>'
        "五千吨。</p><p>厂里另有<span></span>两条线在<span id=bkquote_9></span>检修。{end}</p>",
        kept=("产能达到每年五千吨。", "厂里另有两条线在检修。{end}"),
        gone=("q.example", "em_stock_key_common", "<span"),
        is_html=True,
    ),
    Article(
        name="a hidden paragraph and comments",
        title="夜市搬家",
        body='<p style="display:none;height:1px;overflow:hidden;">不可见的计数文字<br /></p>'
        "<!-- Img_Start -->"
        "<p>夜市从桥头搬到了旧车站。</p><!-- Img_End --><p></p><p>&nbsp;</p>"
        "<p>摊主们说，车站遮雨。{end}</p>",
        kept=("夜市从桥头搬到了旧车站。", "摊主们说，车站遮雨。{end}"),
        gone=("不可见的计数文字", "display", "Img_Start", "<p></p>"),
        is_html=True,
    ),
    Article(
        name="hidden elements of other kinds",
        title="旧图书馆通电",
        body='<div style="visibility: hidden">占位的文字</div><p>旧图书馆昨夜重新通电。</p>'
        "<p hidden>给机器的文字</p>"
        '<p>阅览室<span style="DISPLAY : none">水印</span>的灯亮到十点。{end}</p>',
        kept=("旧图书馆昨夜重新通电。", "阅览室的灯亮到十点。{end}"),
        gone=("占位的文字", "给机器的文字", "水印", "visibility"),
        is_html=True,
    ),
    Article(
        name="trackers, scripts and styles",
        title="雪路通车",
        body="<p>积雪的山路中午恢复通车。"
        '<img src="https://t.example/pixel.gif" width="1" height="1" alt=""></p>\n'
        "<script>count('雪')</script>\n"
        "<style>.ad { color: red }</style>\n"
        "<p onclick=\"go()\" style='color:#333'>养路工换了三班。{end}</p>",
        kept=("积雪的山路中午恢复通车。", "养路工换了三班。{end}"),
        gone=("t.example", "count(", "color", "onclick", "<style"),
        is_html=True,
    ),
    Article(
        name="a heading that repeats the title",
        title="盐田的第三个夏天",
        head="# 盐田的第三个夏天",
        body="盐工说，今年的太阳很好。\n\n第一批盐已经装船。{end}",
        kept=("盐工说，今年的太阳很好。", "第一批盐已经装船。{end}"),
        gone=("盐田的第三个夏天",),
    ),
    Article(
        name="a heading in HTML that repeats the title",
        title="旧船厂改成了学校",
        head="<h1> <strong>旧船厂</strong>改成了学校 </h1>",
        body="<p>船台成了操场，龙门吊留在原处。</p>\n<p>九月开学时有两百名学生。{end}</p>",
        kept=("船台成了操场，龙门吊留在原处。", "九月开学时有两百名学生。{end}"),
        gone=("改成了学校", "<h1"),
        is_html=True,
    ),
    Article(
        name="headings that say more",
        title="一座桥的两种修法",
        body="## 先说木头\n\n木匠主张把桥板全换掉。\n\n## 再说石头\n\n石匠主张只补桥墩。{end}",
        kept=("先说木头", "木匠主张把桥板全换掉。", "再说石头", "石匠主张只补桥墩。{end}"),
    ),
    Article(
        name="full-width indents in HTML",
        title="粮站收秋粮",
        body="<p>　　粮站昨天开秤，队伍排到了街口。</p>\n<p>&#12288;&#12288;今年的稻谷比往年干。{end}</p>",
        kept=("粮站昨天开秤，队伍排到了街口。", "今年的稻谷比往年干。{end}"),
        gone=("　",),
        is_html=True,
    ),
    Article(
        name="full-width indents in Markdown",
        title="水文站的早晨",
        body="　　水位在五点钟涨到警戒线下半米。\n\n　　六点钟开始回落。{end}",
        kept=("水位在五点钟涨到警戒线下半米。", "六点钟开始回落。{end}"),
        gone=("　",),
    ),
    Article(
        name="a table at the end",
        title="各港吞吐量",
        body="九月各港的吞吐量如下。\n\n| 港口 | 万吨 |\n| --- | --- |\n| 鹭洲 | 412 |\n| 雁门 | 387 |",
        kept=("九月各港的吞吐量如下。", "港口", "万吨", "鹭洲", "412", "雁门", "387"),
        ends_with_media=True,
    ),
    Article(
        name="a table amid the text",
        title="班车时刻有变",
        body="<p>班车时刻从周一起调整。</p><table><tr><th>站名</th><th>首班</th></tr>"
        '<tr><td colspan="1">槐树口</td><td>6:05</td></tr></table><p>月票照旧可用。{end}</p>',
        kept=("班车时刻从周一起调整。", "站名", "首班", "槐树口", "6:05", "月票照旧可用。{end}"),
        is_html=True,
    ),
    Article(
        name="lists",
        title="赶集要带什么",
        body="赶集的人说要带三样东西：\n\n- 竹篮\n- 零钱\n  1. 硬币\n  2. 小票\n- 雨伞\n\n"
        "少一样都不方便。{end}",
        kept=("赶集的人说要带三样东西：", "竹篮", "零钱", "硬币", "小票", "雨伞", "少一样都不方便。{end}"),
    ),
    Article(
        name="a figure with the source of its picture",
        title="岛上的新码头",
        body="<p>岛上的新码头昨日启用。</p><figure>"
        '<img src="https://img.example/pier.jpg" alt="码头" width="552">'
        "<figcaption>图片来源：岛民摄影社</figcaption></figure><p>渡轮缩短了一半的航程。{end}</p>",
        kept=("岛上的新码头昨日启用。", "图片来源：岛民摄影社", "渡轮缩短了一半的航程。{end}"),
        addresses=("https://img.example/pier.jpg",),
        is_html=True,
    ),
    Article(
        name="an image at the end",
        title="山顶的新观测站",
        body="观测站今天拍下第一张照片。\n\n![银河](https://img.example/milky-way.jpg)",
        kept=("观测站今天拍下第一张照片。",),
        addresses=("https://img.example/milky-way.jpg",),
        ends_with_media=True,
    ),
    Article(
        name="an image at the end, in HTML",
        title="冰面上的集市",
        body='<p>湖面结冰后，集市开到了湖上。</p>\n<p style="text-align:center">'
        '<img src="/img/ice.jpg" alt="冰" /></p>',
        kept=("湖面结冰后，集市开到了湖上。",),
        addresses=("https://e.x/img/ice.jpg",),
        gone=("text-align",),
        is_html=True,
        ends_with_media=True,
    ),
    Article(
        name="code",
        title="一行命令备份日记",
        body="备份日记只要一行命令：\n\n```sh\ntar cf 日记.tar 日记 # （文章来源：范例）\n```\n\n"
        "其中 `tar` 每台机器都有。{end}",
        kept=(
            "备份日记只要一行命令：",
            "tar cf 日记.tar 日记 # （文章来源：范例）",
            "其中 tar 每台机器都有。{end}",
        ),
    ),
    Article(
        name="code in HTML",
        title="终端里的小工具",
        body="<p>先装上这个小工具。</p>\n<pre><code>make &amp;&amp; make install\n  # 完毕</code></pre>\n"
        "<p>再按 <kbd>q</kbd> 退出。{end}</p>",
        kept=("先装上这个小工具。", "make && make install # 完毕", "再按 q 退出。{end}"),
        is_html=True,
    ),
    Article(
        name="lazy images: data-src",
        title="梯田进入灌水期",
        body='<p>梯田昨日开始灌水。</p><p><img data-src="https://img.example/terrace.jpg" alt="梯田"></p>'
        "<p>最高的一层要等到周末。{end}</p>",
        kept=("梯田昨日开始灌水。", "最高的一层要等到周末。{end}"),
        gone=("data-src",),
        addresses=("https://img.example/terrace.jpg",),
        is_html=True,
    ),
    Article(
        name="lazy images: data-original",
        title="戏台修好了",
        body="<p>"
        '<img src="/img/blank.png" data-original="https://img.example/stage.jpg" width="640" alt=""></p>'
        "<p>戏台的飞檐换了新瓦。</p><p>首场演的是老戏。{end}</p>",
        kept=("戏台的飞檐换了新瓦。", "首场演的是老戏。{end}"),
        gone=("data-original", "blank.png"),
        addresses=("https://img.example/stage.jpg",),
        is_html=True,
    ),
    Article(
        name="center and font",
        title="灯会的最后一夜",
        body='<center>灯会昨晚收场</center>\n<p><font color="red" size=3>三千盏灯'
        "</font>在零点同时熄灭。{end}</p>",
        kept=("灯会昨晚收场", "三千盏灯在零点同时熄灭。{end}"),
        gone=("<center", "<font", "color"),
        is_html=True,
    ),
    Article(
        name="an iframe",
        title="合唱团的直播",
        body='<p>合唱团今晚直播排练。</p><iframe src="https://video.example/embed/7" width="640"></iframe>'
        "<p>指挥是一位退休的船长。{end}</p>",
        kept=("合唱团今晚直播排练。", "指挥是一位退休的船长。{end}"),
        gone=("<iframe",),
        addresses=("https://video.example/embed/7",),
        is_html=True,
        is_whole=False,
    ),
    Article(
        name="a video",
        title="第一场雪的录像",
        body='<p>有人录下了第一场雪。</p><video controls src="https://media.example/snow.mp4"></video>'
        "<p>录像长四分钟。{end}</p>",
        kept=("有人录下了第一场雪。", "录像长四分钟。{end}"),
        addresses=("https://media.example/snow.mp4",),
        is_html=True,
        is_whole=False,
    ),
    Article(
        name="sentences with 返回",
        title="返回舱落在草原",
        body="返回舱凌晨落在草原上。\n\n返回目录\n\n点[返回上一版](/)可以看到往期的报道。\n\n"
        "牧民说，他们看见了降落伞。{end}",
        kept=(
            "返回舱凌晨落在草原上。",
            "返回目录",
            "点返回上一版可以看到往期的报道。",
            "牧民说，他们看见了降落伞。{end}",
        ),
    ),
    Article(
        name="a link elsewhere that begins with 返回",
        title="三篇旧作",
        body="编辑部选了三篇旧作重登。\n\n[返回地球的第一夜](https://space.example/night)\n\n"
        "另外两篇写的是[返回故乡的火车](https://rail.example/home)和海。{end}",
        kept=("编辑部选了三篇旧作重登。", "返回地球的第一夜", "另外两篇写的是返回故乡的火车和海。{end}"),
        addresses=("https://space.example/night", "https://rail.example/home"),
    ),
    Article(
        name="English",
        title="Harbour reopens after storm",
        body="The harbour reopened on Monday, two days after the storm.\n\n"
        "Sources close to the ferry line said *every* boat is safe, via the north channel.{end}",
        kept=(
            "The harbour reopened on Monday, two days after the storm.",
            "Sources close to the ferry line said every boat is safe, via the north channel.{end}",
        ),
    ),
    Article(
        name="Japanese",
        title="港町の朝市が再開",
        body="<p>港町の朝市が三年ぶりに再開した。</p><p><ruby>鰯<rt>いわし</rt>"
        "</ruby>は昼前に売り切れた。{end}</p>",
        kept=("港町の朝市が三年ぶりに再開した。", "いわし", "は昼前に売り切れた。{end}"),
        is_html=True,
        is_whole=False,
    ),
    Article(
        name="nested wrappers",
        title="井水变甜了",
        body='<div class="content"><div id="main"><p>村里的井水今年变甜了。</p><div>化验员来了两次。'
        "</div></div>"
        "<section><p>结论下周公布。{end}</p></section></div>",
        kept=("村里的井水今年变甜了。", "化验员来了两次。", "结论下周公布。{end}"),
        is_html=True,
    ),
    Article(
        name="line breaks for paragraphs",
        title="磨坊转了起来",
        body="<p>磨坊的水轮停了七年。<br><br>上周清了河道，<br/>今天它转了起来。{end}</p>",
        kept=("磨坊的水轮停了七年。", "上周清了河道，", "今天它转了起来。{end}"),
        is_html=True,
    ),
    Article(
        name="words about sources in sentences",
        title="谣言是怎么来的",
        body="他说，文章来源：一位不愿具名的邻居。\n\n记者问起消息来源，对方没有回答。\n\n"
        "数据来源：统计站\n\n这条消息的来源：至今不明。{end}",
        kept=(
            "他说，文章来源：一位不愿具名的邻居。",
            "记者问起消息来源，对方没有回答。",
            "数据来源：统计站",
            "这条消息的来源：至今不明。{end}",
        ),
    ),
    Article(
        name="a plain source amid the text",
        title="利率的一张图",
        body="<p>利率连降三次。</p><p>来源：万象数据</p><p>分析人士预计年底前不再下调。{end}</p>",
        kept=("利率连降三次。", "来源：万象数据", "分析人士预计年底前不再下调。{end}"),
        is_html=True,
    ),
    Article(
        name="two links alone amid the text",
        title="两份公告",
        body="公司发了两份公告。\n\n<http://notice.example/1>\n\n第二份更正了日期：\n\n"
        "<http://notice.example/2>\n\n"
        "交易明天恢复。{end}",
        kept=(
            "公司发了两份公告。",
            "http://notice.example/1",
            "第二份更正了日期：",
            "http://notice.example/2",
            "交易明天恢复。{end}",
        ),
        addresses=("http://notice.example/1", "http://notice.example/2"),
        has_bare_links=True,
    ),
    Article(
        name="a canonical link element",
        title="旧历书的新版",
        body='<link rel="canonical" href="https://almanac.example/2021/new?utm_source=mirror">\n'
        "<p>旧历书出了新版，加了潮汐表。</p>\n<p>印数是三千册。{end}</p>",
        kept=("旧历书出了新版，加了潮汐表。", "印数是三千册。{end}"),
        gone=("utm_source", "<link"),
        is_html=True,
        original="https://almanac.example/2021/new",
    ),
    Article(
        name="a canonical link in a sentence",
        title="镇志修订完成",
        body="镇志修订完成，添了四章。\n\n本文首发于"
        '<a rel="canonical" href="https://annals.example/v4">镇志网页</a>，'
        "有删节。{end}",
        kept=("镇志修订完成，添了四章。", "本文首发于镇志网页，有删节。{end}"),
        addresses=("https://annals.example/v4",),
        original="https://annals.example/v4",
    ),
    Article(
        name="markup inside sentences",
        title="实验室的水",
        body="<p>水（H<sub>2</sub>O）在<abbr title='零度'>冰点</abbr>结冰，<del>不</del>会<b><i>膨胀"
        "</i></b>。</p>"
        '<p>详见<a href="https://lab.example/ice?a=1&amp;b=2" target="_blank" rel="nofollow">实验记录</a>。'
        "{end}</p>",
        kept=("水（H2O）在冰点结冰，不会膨胀。", "详见实验记录。{end}"),
        addresses=("https://lab.example/ice?a=1&b=2",),
        gone=("nofollow",),
        is_html=True,
    ),
    Article(
        name="definitions and details",
        title="潮汐的词汇",
        body="<dl><dt>大潮</dt><dd>朔望前后的潮。</dd></dl><details><summary>为什么"
        "</summary>日月同向。</details>"
        "<p>渔民按此出海。{end}</p>",
        kept=("大潮", "朔望前后的潮。", "为什么", "日月同向。", "渔民按此出海。{end}"),
        is_html=True,
    ),
    Article(
        name="a quotation and a rule amid the text",
        title="两位老人的信",
        body="两位老人通了四十年的信。\n\n> 今年的梅花开得早。\n\n---\n\n回信写的是同一棵树。{end}",
        kept=("两位老人通了四十年的信。", "今年的梅花开得早。", "回信写的是同一棵树。{end}"),
    ),
    Article(
        name="signs that look like markup",
        title="数学竞赛的题目",
        body="题目问：若 5 < 6 且 a & b 为真，c 是几？\n\n答案写作 \\<特别\\>，占一行。{end}",
        kept=("题目问：若 5 < 6 且 a & b 为真，c 是几？", "答案写作 <特别>，占一行。{end}"),
    ),
    Article(
        name="an article with all of it",
        title="客车换装在即",
        body="> 客车换装新制冷剂，下月开始。（丘陵新闻网）\n\n"
        '<p style="display:none;height:1px;overflow:hidden;"><br /></p><!-- StockImg_Start -->'
        '<p style="text-align:center;">'
        '<a href="http://q.example/r/106" class="EmImageRemark" target="_blank">'
        '<img src="https://img.example/chart.png" border="0" alt="K图" width="578" height="276" /></a></p>'
        '<!-- StockImg_End --><p>首款<span id="bk_90">'
        '<a href="http://q.example/r/90" class="keytip">新能源</a></span>'
        '<span id="bkquote_90"></span>客车来了！<br /></p><center>'
        '<img src="https://img.example/bus.jpg" alt="Image" '
        'style="border:1px solid" /></center><p style="text-align:center;">图片来源：雨城客车官网</p>'
        "<p><strong>什么是换装</strong></p><p>换装就是把旧管路全部拆下。</p>",
        kept=(
            "客车换装新制冷剂，下月开始。（丘陵新闻网）",
            "首款新能源客车来了！",
            "图片来源：雨城客车官网",
            "什么是换装",
            "换装就是把旧管路全部拆下。",
        ),
        gone=("display", "StockImg", "keytip", "q.example/r/90", "border"),
        addresses=("https://img.example/chart.png", "https://img.example/bus.jpg"),
        opens_with_quotation=True,
        digest_outlets=("丘陵新闻网",),
    ),
)

_JIA_LINK = "https://news.jia.example/credit/1"
_DISCLAIMER = "免责声明：本文不构成投资建议。"

CREDITS = (
    Credit(name="no credit", kind="none"),
    # lines that say 文章来源 and the like
    Credit(
        name="em_media",
        kind="line",
        text='<p class="em_media">（文章来源：甲州日报）</p>',
        shown="（文章来源：甲州日报）",
        outlets=("甲州日报",),
        is_html=True,
        is_glued=True,
    ),
    Credit(
        name="em_media with a widget inside",
        kind="line",
        text='<p class="em_media">（文章来源：上海<span id="bk_90">'
        '<a href="http://q.example/1" class="keytip">证券</a>'
        '</span><span id="bkquote_90"></span>报）</p>',
        shown="（文章来源：上海证券报）",
        outlets=("上海证券报",),
        gone=("q.example/1",),
        is_html=True,
        is_glued=True,
    ),
    Credit(name="full-width line", kind="line", text="（文章来源：云帆新闻）", outlets=("云帆新闻",)),
    Credit(name="half-width line", kind="line", text="(文章来源:甲州日报)", outlets=("甲州日报",)),
    Credit(name="mixed widths", kind="line", text="(文章来源：渡口通讯)", outlets=("渡口通讯",)),
    Credit(
        name="white space inside",
        kind="line",
        text="<p>（文章来源：&nbsp; 甲州日报 ）</p>",
        shown="（文章来源： 甲州日报 ）",
        outlets=("甲州日报",),
        is_html=True,
    ),
    Credit(name="文章来源 without brackets", kind="line", text="文章来源：渡口通讯", outlets=("渡口通讯",)),
    Credit(
        name="文章来源 in a div",
        kind="line",
        text='<div class="from">文章来源：云帆新闻</div>',
        shown="文章来源：云帆新闻",
        outlets=("云帆新闻",),
        is_html=True,
    ),
    Credit(name="本文来源", kind="line", text="本文来源：青禾周刊", outlets=("青禾周刊",)),
    Credit(name="本文来源, half-width", kind="line", text="本文来源: 甲州日报", outlets=("甲州日报",)),
    Credit(name="原文来源", kind="line", text="原文来源：渡口通讯", outlets=("渡口通讯",)),
    Credit(
        name="稿件来源 in HTML",
        kind="line",
        text="<p>稿件来源：青禾周刊</p>",
        shown="稿件来源：青禾周刊",
        outlets=("青禾周刊",),
        is_html=True,
        is_glued=True,
    ),
    Credit(name="【本文来源】", kind="line", text="【本文来源：云帆新闻】", outlets=("云帆新闻",)),
    Credit(
        name="strong in HTML",
        kind="line",
        text="<p><strong>（文章来源：渡口通讯）</strong></p>",
        shown="（文章来源：渡口通讯）",
        outlets=("渡口通讯",),
        is_html=True,
    ),
    Credit(
        name="strong in Markdown",
        kind="line",
        text="**（文章来源：甲州日报）**",
        shown="（文章来源：甲州日报）",
        outlets=("甲州日报",),
    ),
    Credit(
        name="centred in a font",
        kind="line",
        text='<center><font color="gray">（文章来源：青禾周刊）</font></center>',
        shown="（文章来源：青禾周刊）",
        outlets=("青禾周刊",),
        is_html=True,
    ),
    Credit(
        name="to the right, in nested elements",
        kind="line",
        text='<div><p style="text-align:right"><span>（文章来源：</span><em>云帆新闻</em>）</p></div>',
        shown="（文章来源：云帆新闻）",
        outlets=("云帆新闻",),
        is_html=True,
    ),
    Credit(
        name="a name with brackets",
        kind="line",
        text="（文章来源：南屿财经(香港)）",
        outlets=("南屿财经(香港)",),
    ),
    Credit(
        name="a name in title marks", kind="line", text="（文章来源：《甲州日报》）", outlets=("甲州日报",)
    ),
    Credit(
        name="with a disclaimer below",
        kind="line",
        text="（文章来源：云帆新闻）",
        outlets=("云帆新闻",),
        tail=_DISCLAIMER,
    ),
    Credit(
        name="two sources in one line",
        kind="line",
        text="（文章来源：甲州日报、云帆新闻）",
        outlets=("甲州日报", "云帆新闻"),
    ),
    Credit(
        name="two sources with a slash",
        kind="line",
        text="文章来源：甲州日报/渡口通讯",
        outlets=("甲州日报", "渡口通讯"),
    ),
    Credit(
        name="two sources with a semicolon",
        kind="line",
        text='<p class="em_media">（文章来源：渡口通讯；青禾周刊）</p>',
        shown="（文章来源：渡口通讯；青禾周刊）",
        outlets=("渡口通讯", "青禾周刊"),
        is_html=True,
        is_glued=True,
    ),
    Credit(
        name="two sources in title marks",
        kind="line",
        text="（文章来源：《青禾周刊》、《甲州日报》）",
        outlets=("青禾周刊", "甲州日报"),
    ),
    # short lines in brackets
    Credit(name="来源 in brackets", kind="short", text="（来源：渡口通讯）", outlets=("渡口通讯",)),
    Credit(name="【来源】", kind="short", text="【来源：云帆新闻】", outlets=("云帆新闻",)),
    Credit(
        name="two sources in short brackets",
        kind="short",
        text="（来源：甲州日报、云帆新闻）",
        outlets=("甲州日报", "云帆新闻"),
    ),
    Credit(name="来源 in Japanese", kind="short", text="（来源：みなと通信）", outlets=("みなと通信",)),
    Credit(
        name="Source in brackets",
        kind="short",
        text="(Source: The Harbour Post)",
        outlets=("The Harbour Post",),
    ),
    Credit(
        name="Source in square brackets",
        kind="short",
        text="[Source: The Harbour Post]",
        outlets=("The Harbour Post",),
    ),
    Credit(
        name="Source with an entity",
        kind="short",
        text="<p>(Source: Reed &amp; Ferry Weekly)</p>",
        shown="(Source: Reed & Ferry Weekly)",
        outlets=("Reed & Ferry Weekly",),
        is_html=True,
    ),
    # plain lines at the end
    Credit(name="plain 来源", kind="plain", text="来源：甲州日报", outlets=("甲州日报",)),
    Credit(
        name="plain 来源 in HTML",
        kind="plain",
        text="<p>来源：云帆新闻</p>",
        shown="来源：云帆新闻",
        outlets=("云帆新闻",),
        is_html=True,
        is_glued=True,
    ),
    Credit(name="plain Source", kind="plain", text="Source: The Harbour Post", outlets=("The Harbour Post",)),
    Credit(name="via", kind="plain", text="via 云帆新闻", outlets=("云帆新闻",)),
    Credit(name="Via", kind="plain", text="Via: The Harbour Post", outlets=("The Harbour Post",)),
    Credit(
        name="two plain sources",
        kind="plain",
        text="来源：甲州日报/云帆新闻",
        outlets=("甲州日报", "云帆新闻"),
    ),
    Credit(
        name="a linked name in HTML",
        kind="plain",
        text=f'<p>来源：<a href="{_JIA_LINK}">甲州日报</a></p>',
        shown="来源：甲州日报",
        outlets=("甲州日报",),
        original=_JIA_LINK,
        gone=(_JIA_LINK,),
        is_html=True,
    ),
    Credit(
        name="a linked name in Markdown",
        kind="plain",
        text=f"来源：[甲州日报]({_JIA_LINK})",
        shown="来源：甲州日报",
        outlets=("甲州日报",),
        original=_JIA_LINK,
        gone=(_JIA_LINK,),
    ),
    Credit(
        name="a linked name in brackets",
        kind="line",
        text=f'<p>（文章来源：<a href="{_JIA_LINK}?utm_source=x" target="_blank">甲州日报</a>）</p>',
        shown="（文章来源：甲州日报）",
        outlets=("甲州日报",),
        original=_JIA_LINK,
        gone=(_JIA_LINK,),
        is_html=True,
    ),
    # plain lines at the top
    Credit(name="来源 at the top", kind="first", text="来源：渡口通讯", outlets=("渡口通讯",)),
    Credit(
        name="来源 at the top in HTML",
        kind="first",
        text="<p>来源：甲州日报</p>",
        shown="来源：甲州日报",
        outlets=("甲州日报",),
        is_html=True,
    ),
    Credit(
        name="Source at the top", kind="first", text="Source: The Harbour Post", outlets=("The Harbour Post",)
    ),
    Credit(
        name="文章来源 at the top",
        kind="first",
        text="文章来源：青禾周刊",
        outlets=("青禾周刊",),
    ),
    # parentheses that close the article
    Credit(name="closing 日报", kind="suffix", text="（雁门日报）", outlets=("雁门日报",), is_html=True),
    Credit(name="closing 晚报", kind="suffix", text="（北山晚报）", outlets=("北山晚报",), is_html=True),
    Credit(
        name="closing 证券报", kind="suffix", text="（海西证券报）", outlets=("海西证券报",), is_html=True
    ),
    Credit(name="closing 新闻网", kind="suffix", text="(丘陵新闻网)", outlets=("丘陵新闻网",), is_html=True),
    Credit(
        name="closing 客户端",
        kind="suffix",
        text="（松岭新闻客户端）",
        outlets=("松岭新闻客户端",),
        is_html=True,
    ),
    Credit(name="closing 周刊", kind="suffix", text="（柳林周刊）", outlets=("柳林周刊",), is_html=True),
    Credit(
        name="closing name the archive knows",
        kind="suffix",
        text="（半岛橘灯）",
        outlets=("半岛橘灯",),
        is_html=True,
    ),
    Credit(name="closing name nobody knows", kind="suffix", text="（无名小巷）", is_html=True),
    Credit(name="closing 附名单", kind="suffix", text="（附名单）", is_html=True),
    Credit(name="closing 附股", kind="suffix", text="（附股）", is_html=True),
    Credit(name="closing 附年报", kind="suffix", text="（附年报）", is_html=True),
    Credit(name="closing 更新中", kind="suffix", text="（更新中）", is_html=True),
    Credit(name="closing 详见公告", kind="suffix", text="（详见公告）", is_html=True),
    Credit(name="closing 记者", kind="suffix", text="（记者 王若水）", is_html=True),
    # no credit
    Credit(name="caption at the end", kind="note", text="图片来源：海港摄影社"),
    Credit(name="source of figures at the end", kind="note", text="数据来源：统计站"),
    Credit(
        name="caption in HTML at the end",
        kind="note",
        text='<p style="text-align:center">图片来源：邮轮相册</p>',
        shown="图片来源：邮轮相册",
        is_html=True,
    ),
)

LINKS = (
    Link(name="no link", kind="none", is_original=False, is_html=True),
    Link(name="autolink", kind="last", text="<{url}>"),
    Link(name="bare address", kind="last", text="{url}"),
    Link(name="阅读原文", kind="last", text="[阅读原文]({url})", gone=("阅读原文",)),
    Link(name="the title as a link", kind="last", text="[{title}]({url})"),
    Link(
        name="阅读原文 in HTML",
        kind="last",
        text='<p><a href="{href}" target="_blank">阅读原文</a></p>',
        gone=("阅读原文",),
        is_html=True,
    ),
    Link(
        name="address as its own text", kind="last", text='<p><a href="{href}">{href}</a></p>', is_html=True
    ),
    Link(name="bare address in HTML", kind="last", text="<div>{href}</div>", is_html=True),
    Link(name="autolink above the credit", kind="before", text="<{url}>"),
    Link(
        name="阅读原文 above the credit",
        kind="before",
        text='<p><a href="{href}">阅读原文</a></p>',
        gone=("阅读原文",),
        is_html=True,
    ),
    Link(
        name="阅读原文 with text below",
        kind="middle",
        text="[阅读原文]({url})\n\n转载请先询问编辑部。",
        kept=("转载请先询问编辑部。",),
        gone=("阅读原文",),
    ),
    Link(
        name="another link above it",
        kind="middle",
        text="<https://elsewhere.example/x/9>\n\n<{url}>",
        kept=("https://elsewhere.example/x/9",),
        addresses=("https://elsewhere.example/x/9",),
    ),
    Link(name="underlined title", kind="first", text="[{title}]({url})\n------"),
    Link(
        name="underlined title after a comment",
        kind="first",
        text="<!--1600000000000-->\n[{title}]({url})\n----------------------",
        gone=("1600000000000",),
    ),
    Link(
        name="a link that is not the stated original",
        kind="other",
        text="<https://elsewhere.example/x/9>",
        kept=("https://elsewhere.example/x/9",),
        addresses=("https://elsewhere.example/x/9",),
        is_original=False,
    ),
    Link(name="empty link", kind="last", text="<>", gone=("<>",), is_original=False),
    Link(
        name="a link to the site itself",
        kind="last",
        text="<https://e.x/emnews/own.html>",
        gone=("https://e.x/emnews/own.html",),
        is_original=False,
    ),
)

_BACK_WORDS = ("返回甲州", "返回首页")

BACKS = (
    Back(name="no back-links", is_html=True),
    Back(name="relative, two lines", text="[返回甲州新闻](../emnews/)\n[返回首页](../)", gone=_BACK_WORDS),
    Back(
        name="own host, two lines",
        text="[返回甲州新闻](//e.x/emnews/)\n[返回首页](//e.x/)\n",
        gone=_BACK_WORDS,
    ),
    Back(
        name="own host, one line", text="[返回甲州新闻](//e.x/emnews/)｜[返回首页](//e.x/)", gone=_BACK_WORDS
    ),
    Back(
        name="category page",
        text="[返回甲州新闻](//e.x/category/{category}.html)｜[返回首页](//e.x/)",
        gone=_BACK_WORDS,
    ),
    Back(
        name="category page by path",
        text="[返回甲州新闻](/category/{category}.html)｜[返回首页](/)\n\n",
        gone=_BACK_WORDS,
    ),
    Back(
        name="full address, a bar between",
        text="[返回甲州新闻](https://e.x/category/{category}.html) | [返回首页](https://e.x/)",
        gone=_BACK_WORDS,
    ),
    Back(
        name="former host, two lines",
        text="[返回甲州新闻](//old.example/{category}/)\n[返回首页](//old.example/)",
        gone=(*_BACK_WORDS, "old.example"),
    ),
    Back(
        name="former host, category page",
        text="[返回甲州新闻](//old.example/category/{category}.html)｜[返回首页](//old.example/)",
        gone=(*_BACK_WORDS, "old.example"),
    ),
    Back(name="home alone", text='<p><a href="/">返回首页</a></p>', gone=_BACK_WORDS, is_html=True),
    Back(
        name="one line in HTML",
        text='<p><a href="/category/{category}.html">返回甲州新闻</a>｜'
        '<a href="https://e.x/">返回首页</a></p>',
        gone=_BACK_WORDS,
        is_html=True,
    ),
    Back(
        name="a list in HTML",
        text='<ul><li><a href="/">返回首页</a></li><li><a href="/emnews/">返回甲州新闻</a></li></ul>',
        gone=_BACK_WORDS,
        is_html=True,
    ),
    Back(
        name="former host, one line in HTML",
        text='<div><a href="http://old.example/{category}/">返回甲州新闻</a> '
        '<a href="http://old.example/">返回首页</a></div>',
        gone=(*_BACK_WORDS, "old.example"),
        is_html=True,
    ),
    Back(name="one link to another host", text="[返回首页](//old.example/)", kept=("返回首页",)),
)


Part = Address | Front | Article | Credit | Link | Back
PARTS: tuple[Sequence[Part], ...] = (FRONTS, ADDRESSES, ARTICLES, CREDITS, LINKS, BACKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """One part of each kind, and whether the file is HTML to the last byte, and not Markdown."""

    front: Front
    address: Address
    article: Article
    credit: Credit
    link: Link
    back: Back
    is_html: bool = False

    @property
    def is_credited(self) -> bool:
        """Whether its credit is one where it stands: below an image a plain line is a caption."""
        kind = self.credit.kind
        return kind in {"line", "short", "first"} or (kind == "plain" and not self.article.ends_with_media)

    @property
    def has_address(self) -> bool:
        return self.front.has_url or self.link.is_original

    @property
    def name(self) -> str:
        parts: list[Part] = [self.front, self.article, self.credit, self.link, self.back]
        if self.has_address:
            parts.append(self.address)
        return SEPARATOR.join([part.name for part in parts] + ["HTML file"] * self.is_html)


def _can_meet(plan: _Plan) -> bool:
    """Tell whether the parts can stand together at all, and the rules settle what they mean then."""
    article, credit, link = plan.article, plan.credit, plan.link
    ends_the_text = credit.kind in {"plain", "suffix"}
    has_other_link = link.kind == "other" or bool(plan.back.kept)
    impossible = (
        # The parenthesis has a place, and it is the only one where the rule looks.
        (credit.kind == "suffix" and ("{end}" not in article.body or article.opens_with_quotation))
        or (credit.kind == "first" and article.opens_with_quotation)
        or (article.ends_with_media and (credit.kind == "short" or (ends_the_text and bool(credit.original))))
        or (article.ends_with_media and ends_the_text and link.kind == "before")
        or (link.kind == "before" and credit.kind not in {"line", "short", "plain"})
        # With text or a link that stays below, the credit is not the last block of text.
        or (ends_the_text and (link.kind == "middle" or has_other_link))
        or (link.kind == "first" and bool(article.head))
        or (link.kind == "other" and not plan.front.has_url)
        or ("{category}" in plan.back.text and not plan.front.category)
    )
    # Two statements of the original, of which no rule says which is the surer one.
    ambiguous = (
        (article.original is not None and (plan.has_address or has_other_link))
        or (article.has_bare_links and link.kind not in {"none", "last"})
        or (article.has_bare_links and (credit.original is not None or has_other_link))
        or (bool(plan.back.kept) and link.kind not in {"none", "first"})
    )
    return not impossible and not ambiguous


def _shows(plan: _Plan, part: Part) -> bool:
    """Tell whether ``part`` decides something in this post, and no surer part speaks over it."""
    article, credit, front = plan.article, plan.credit, plan.front
    says_nothing = credit.kind in {"none", "note"}
    match part:
        case Front():
            return bool(front.outlets) or (not credit.outlets and not article.digest_outlets)
        case Address():
            return plan.has_address
        case Article():
            is_digest_shown = says_nothing and not front.outlets
            return is_digest_shown or not article.digest_outlets
        case Credit():
            is_link_shown = not plan.has_address and article.original is None
            is_name_shown = not front.outlets and not article.digest_outlets
            return (
                plan.is_credited >= (credit.kind == "plain")
                and is_name_shown >= (credit.kind != "none")
                and (is_link_shown or credit.original is None)
            )
        case Link():
            return plan.link.kind == "other" or not front.has_url
        case Back():
            return True


def _fill(template: str, plan: _Plan) -> str:
    raw = plan.address.raw
    words = {"{url}": raw, "{href}": html.escape(raw), "{title}": plan.article.title}
    words["{category}"] = plan.front.category
    words["{end}"] = plan.credit.text if plan.credit.kind == "suffix" else ""
    for mark, word in words.items():
        template = template.replace(mark, word)
    return template


def _write(plan: _Plan) -> str:
    """Write the file."""
    article, credit, link = plan.article, plan.credit, plan.link
    is_first = credit.kind == "first"
    is_glued = credit.is_glued and article.is_html and not article.ends_with_media and link.kind != "before"
    at_end = credit.text if credit.kind in {"line", "short", "plain", "note"} else ""
    blocks = (
        link.text if link.kind == "first" else "",
        article.head,
        credit.text if is_first else "",
        article.body + (at_end if is_glued else ""),
        link.text if link.kind == "before" else "",
        "" if is_glued else at_end,
        credit.tail,
        link.text if link.kind in {"last", "middle", "other"} else "",
        plan.back.text,
    )
    gap = "\n" if plan.is_html else "\n\n"
    body = gap.join(_fill(block, plan) for block in blocks if block)
    return f"---\n{_fill(plan.front.lines, plan)}---\n{body}"


def _label(plan: _Plan, number: int) -> Case:
    """Rank the answers of the parts."""
    front, article, credit, link, back = plan.front, plan.article, plan.credit, plan.link, plan.back
    stated = plan.address.label if plan.has_address else article.original
    original = stated or (credit.original if plan.is_credited else None)
    named = (
        front.outlets
        or (credit.outlets if plan.is_credited else ())
        or article.digest_outlets
        or (credit.outlets if credit.kind == "suffix" else ())
        or front.tag_outlets
    )
    host = ((urlsplit(original).hostname or "").removeprefix("www."),) if original else ()
    stays = credit.words if credit.kind == "note" or (credit.kind == "plain" and not plan.is_credited) else ""
    kept = (*article.kept, stays, credit.tail, *link.kept, *back.kept)
    gone = list(article.gone)
    if plan.is_credited:
        gone += [credit.words, *credit.outlets, *credit.gone]
    if link.is_original:
        gone += [plan.address.raw, plan.address.label]
    gone += [*link.gone, *back.gone]
    folder = "old_post" if number % 7 == 0 else "_posts"
    ending = "html" if plan.is_html else "markdown" if number % 10 == 0 else "md"
    return Case(
        name=plan.name,
        path=f"{folder}/2021-12-08-{number:04}.{ending}",
        text=_write(plan),
        outlets=named or host,
        original=original,
        kept=tuple(_fill(words, plan) for words in kept if words),
        gone=tuple(dict.fromkeys(gone)),
        addresses=(*article.addresses, *link.addresses),
        is_whole=article.is_whole,
    )


def _walk(start: int) -> Iterator[_Plan]:
    """Walk through the plans, in steps that differ from kind to kind: neighbours have little in common."""
    for step in range(20_000):
        yield _Plan(
            front=FRONTS[(start * 5 + step * 7) % len(FRONTS)],
            address=ADDRESSES[(start + step) % len(ADDRESSES)],
            article=ARTICLES[(start * 3 + step * 11) % len(ARTICLES)],
            credit=CREDITS[(start * 7 + step * 13) % len(CREDITS)],
            link=LINKS[(start + step * 5) % len(LINKS)],
            back=BACKS[(start * 3 + step * 9) % len(BACKS)],
        )


def _put(plan: _Plan, part: Part) -> _Plan:
    match part:
        case Front():
            return replace(plan, front=part)
        case Address():
            return replace(plan, address=part)
        case Article():
            return replace(plan, article=part)
        case Credit():
            return replace(plan, credit=part)
        case Link():
            return replace(plan, link=part)
        case Back():
            return replace(plan, back=part)


def _as_html(plan: _Plan) -> _Plan | None:
    """Make an HTML file of the plan, if its article, link and back-links are HTML; another credit goes."""
    if not (plan.article.is_html and plan.link.is_html and plan.back.is_html):
        return None
    credit = plan.credit if plan.credit.is_html else CREDITS[0]
    return replace(plan, credit=credit, is_html=True)


def _find(part: Part, start: int, *, must_show: bool, is_lone: bool) -> _Plan:
    """Find a plan with ``part``; ``is_lone``: no link beside it says who published the article."""
    for plan in _walk(start):
        found = _put(replace(plan, link=LINKS[0]) if is_lone else plan, part)
        if _can_meet(found) and (not must_show or _shows(found, part)):
            return found
    raise LookupError(part.name)


def _plans() -> Iterator[_Plan]:
    start = 0
    # Each part three times: twice where it decides, first without a link, then once wherever the walk leads.
    for parts in PARTS:
        for part in parts:
            is_lone = not isinstance(part, Address | Link)
            for must_show, without_link in ((True, is_lone), (True, False), (False, False)):
                start += 1
                yield _find(part, start, must_show=must_show, is_lone=without_link)
    # Each plain credit line below each image and table, where it is a caption.
    below = [article for article in ARTICLES if article.ends_with_media]
    for credit in CREDITS:
        if credit.kind == "plain" and credit.original is None:
            for article in below:
                start += 1
                plans = (replace(plan, article=article, credit=credit) for plan in _walk(start))
                yield next(filter(_can_meet, plans))
    # Files that are HTML, with each article that is.
    for article in ARTICLES:
        if article.is_html:
            for _ in range(2):
                start += 1
                files = (_as_html(replace(plan, article=article)) for plan in _walk(start))
                yield next(it for it in files if it is not None and _can_meet(it))


#: Every case once: plans that the walk leads to twice are dropped.
CASES = tuple(_label(plan, number) for number, plan in enumerate(dict.fromkeys(_plans()), start=1))
