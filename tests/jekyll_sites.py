"""Jekyll sites for the comparison with Jekyll: what a site can say about permalinks, dates, words and texts.

`SITES` composes each by its name; the same bytes on every machine. What holds for a whole site (the permalink
style, the time zone, the defaults) has a site of its own, all else is in ``main``. Every text is our own, and
none holds what feedtool takes out on purpose: back-links, credit lines, links to an original.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jekyll_kept_sites import KEPT_SITES
from jekyll_markdown import CONSTRUCTS, POSTS, WITH_WINDOWS_LINE_ENDS

#: Path in the site to content.
Files = Mapping[str, str | bytes]

_BASE = {"title": "港口新闻", "url": "https://port.example", "author": "林站长"}
MARKDOWN = "_posts/markdown/"
WINDOWS = "_posts/windows/"


def write_site(name: str, folder: Path) -> Path:
    """Write the site called ``name`` into a folder that is not there yet."""
    _write(folder, SITES[name]())
    return folder


def _write(folder: Path, files: Files) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def _config(extra: str = "", **values: str) -> str:
    settings = {**_BASE, "timezone": "Asia/Shanghai", **values}
    return "".join(f"{key}: {value}\n" for key, value in settings.items() if value) + extra


def _post(front_matter: str = "", body: str = "今天的渡轮照常开航。\n") -> str:
    """Write a post; ``front_matter`` is YAML, a line each."""
    lines = front_matter.rstrip("\n") + "\n" if front_matter else ""
    return f"---\n{lines}---\n{body}"


def _numbered(folder: str, posts: Mapping[str, str], day: str = "2021-03-05") -> dict[str, str | bytes]:
    """Name posts by what they show; each with one file's date, so that all else is the front matter's."""
    return {f"{folder}{day}-{name}.md": content for name, content in posts.items()}


# Addresses.

#: File names less the date, each with a post that says nothing of its address.
_NAMES = (
    "plain-name",
    "Mixed-Case_and.dots",
    "under_score",
    "渡口的雾",
    "中文 空格 标题",
    "a..b",
    "a...b",
    "a. b.",
    "trailing dots...",
    "-lead-",
    "--two--hyphens--",
    "100%25",
    "50% off",
    "a%2Fb",
    "a+b, c;d=e&f@g!h~i'j$k",
    "x [y] (z) {w}",
    "one#1",
    "two#1#2",
    "why?and=1&so",
    "a*star",
    "back\\slash",
    'pipe|caret^tick`quote"lt<gt>',
    "colon: and：wide",
    "😀emoji",
    "em—dash–en",
    "第三章",
    "café composed",
    "cafe\u0301 decomposed",
    "ΣΟΦΟΣ",
    "Straße ẞ",
    "İstanbul",
    "हिन्दी में",
    "a\u00a0no-break",
    "tab\there",
    "1.2.3",
    ".hidden-slug",
    "~tilde",
    "index",
    "",
)
#: Names that NFKC changes: Addressable before 2.8.2 gave such posts other addresses.
_WIDE_NAMES = (
    "ａｂｃ①㈱ﬁ",
    "《书名》：上？",
    "你好，世界！",
    "（一）ＡＢ／ＣＤ",
    "㎡与½",
    "半角ｶﾅ",
    "？！",
    "中文 标题#1，你好？",
)


def _addresses() -> dict[str, str | bytes]:
    """Make the posts whose address every permalink style has something to say about."""
    return {
        "_posts/2020-01-04-plain-name.md": _post("title: 一"),
        "_posts/2020-01-04-中文 空格 标题.md": _post("title: 二\ncategories: [新闻]"),
        "_posts/2019-12-30-week-of-next-year.md": _post("title: 三\ncategories: [One, Two Three, one]"),
        "_posts/2021-01-03-week-of-last-year.markdown": _post("title: 四\ncategory: Deep/Down & Up"),
        "_posts/2020-2-9-single-digits.md": _post("title: 五\ndate: 2020-02-09 03:04:05 +0800"),
        "_posts/20-2-9-short-year.md": _post("title: 六"),
        "_posts/2020-01-04-a..b.md": _post("title: 七\ncategories: a b"),
        "_posts/2020-01-04-Mixed-Case.html": _post("title: 八", "<p>一段。</p>\n"),
        "_posts/2020-01-04-text.txt": _post("title: 九", "一段。\n"),
        "_posts/2020-01-04-slug-of-its-own.md": _post("title: 十\nslug: Own Slug_1.2"),
        "_posts/2020-01-04-chinese-slug.md": _post("title: 十一\nslug: 自己的 名字"),
        "_posts/2020-01-04-permalink.md": _post("title: 十二\npermalink: /about/ferry.html"),
        "_posts/2020-01-04-permalink-folder.md": _post("title: 十三\npermalink: /about/ferries/"),
        "_posts/2020-01-04-permalink-template.md": _post(
            "title: 十四\ncategories: [Big News]\n"
            "permalink: /x/:slugified_categories/:short_year-:i_month/:title:output_ext"
        ),
        "_posts/2020-01-04-permalink-style.md": _post("title: 十五\npermalink: pretty"),
        "_posts/deep/er/2020-01-04-below.md": _post("title: 十六"),
        "Movies/Horror/_posts/2020-01-04-above.md": _post("title: 十七\ncategories: [夜场, horror]"),
        "海港/_posts/2020-01-04-above-chinese.md": _post("title: 十八"),
        "_posts/2020-10-11-dated.md": _post(
            "title: 十九\ndate: 2020-10-11 23:30:00 +0000\ncategories: 财经In China"
        ),
    }


def _make_style_site(permalink: str, extra: str = "", **values: str) -> Files:
    return {"_config.yml": _config(extra, permalink=permalink, **values), **_addresses()}


def _style_name_of_the_collection() -> Files:
    """Make a site of one post: the name of a style is none here, and every post would have one address."""
    config = _config("collections:\n  posts:\n    permalink: pretty\n")
    return {"_config.yml": config, "_posts/2020-01-04-plain-name.md": _post("title: 一\ncategories: [甲]")}


_EVERY_PLACEHOLDER = (
    "/:categories/:slugified_categories/:collection/:year/:short_year/:month/:i_month/:short_month/:long_month"
    "/:day/:i_day/:y_day/:w_year/:week/:w_day/:short_day/:long_day/:hour:minute:second/:title/:slug/:name/:path"
    "/:year_:month_:output_ext"
)

_FRONT_MATTER_ADDRESSES = {
    "permalink-without-slash": "title: 甲\npermalink: no/slash.html",
    "permalink-with-dots": "title: 乙\npermalink: /a/../b/./c//d.html",
    "permalink-with-chinese": "title: 丙\npermalink: /渡口/页 面.html",
    "permalink-with-escapes": "title: 丁\npermalink: /a%20b/%E6%B8%A1.html",
    "permalink-without-ending": "title: 戊\npermalink: /about",
    "permalink-of-root": "title: 己\npermalink: /",
    "permalink-with-hash": "title: 庚\npermalink: /a#b.html",
    "permalink-with-query": "title: 辛\npermalink: /a?b=c.html",
    "permalink-with-underscore": "title: 壬\npermalink: /:year_:month/:title_.html",
    "permalink-with-time": (
        "title: 癸\ndate: 2021-03-05 08:09:10 +0800\npermalink: /:hour/:minute/:second/:y_day.html"
    ),
    "permalink-of-a-style": "title: 子\npermalink: none",
    "permalink-empty": 'title: 丑\npermalink: ""',
    "permalink-null": "title: 寅\npermalink:",
    "slug-with-slash": "title: 卯\nslug: a/b",
    "slug-with-marks": "title: 辰\nslug: '你好，世界 #1?'",
    "slug-empty": 'title: 巳\nslug: ""',
    "slug-with-dots": "title: 午\nslug: a.b..",
    "slug-of-digits": "title: 未\nslug: '2021'",
    "slug-in-capitals": "title: 申\nslug: ABC Def",
    "id-in-front-matter": "title: 酉\nid: my-own-id",
    "url-in-front-matter": "title: 戌\nurl: /elsewhere.html",
    "category-with-dots": "title: 亥\ncategories: ['..', a.b, 'c/./d']",
    "category-with-space": "title: 角\ncategories: ['Wall Street 见闻']",
    "category-with-slash": "title: 亢\ncategories: [A/B c]",
    "category-in-capitals": "title: 氐\ncategories: [ΣΟΦΟΣ, İst, ÉTÉ]",
    "category-twice": "title: 房\ncategories: [News, news, NEWS]",
    "category-with-marks": "title: 心\ncategories: ['C# & F?', '100%']",
    "category-full-width": "title: 尾\ncategories: [财经 In China]",
}


# Dates.

#: Forms of ``date:`` as they stand in the front matter; Ruby reads every one of them.
_DATES = (
    "2020-01-02 22:00:00",
    "2020-01-02T22:00:00",
    "2020-01-02t22:00:00",
    "2020-01-02  22:00:00",
    "2020-01-02T22:00:00Z",
    "2020-01-02 22:00:00 Z",
    "2020-01-02T22:00:00.123Z",
    "2020-01-02 22:00:00.5",
    "2020-01-02 22:00",
    "2020-01-02T22:00",
    "2020-01-02T22:00Z",
    "2020-01-02T22:00+08:00",
    "2020-01-02 22:00 +0800",
    '"2020-01-02 22:00:00"',
    "'2020-01-02T22:00:00'",
    '"2020-01-02T22:00:00Z"',
    '"2020-01-02"',
    "2020-01-02",
    "2020-1-2",
    "2020-1-2 22:00",
    "2020-1-2 2:03:04",
    "2020-01-02 9:05:00",
    "2020-01-02 22:00:00 +0800",
    "2020-01-02 22:00:00 +08:00",
    "2020-01-02 22:00:00+08",
    "2020-01-02 22:00:00 +8",
    "2020-01-02 22:00:00 -5",
    "2020-01-02 22:00:00 +0530",
    "2020-01-02T22:00:00+08:00",
    "2020-01-02 22:00:00 UTC",
    "2020-01-02 22:00:00 GMT+8",
    "2020-01-02 22:00:00 EST",
    "2020-01-02 22:00:00 CST",
    "2020-01-02 22:00:00 JST",
    "2020-01-02 22:00 CET",
    "2020-07-02 22:00:00 CEST",
    "2020-07-02 22:00 CET",
    "2020-01-02 22:00 (cest)",
    "2020-01-02 22:00 UT",
    "Thu Jan  2 22:00:00 CET 2020",
    "2020/01/02 22:00",
    "2020-01-02 22:00 America/New_York",
    "2020-01-02 22:00:10 Asia/Tokyo",
    "2020-01-02 22:00 Uhr",
    "2020-01-02 22:00 (EST)",
    "2020/01/02 22:00:00",
    "2020/01/02",
    "2020.01.02",
    "20200102",
    "20200102T220000",
    "20200102T220000Z",
    "2020-002",
    "20-01-02",
    "02-01-2020",
    "2/1/2020",
    "Jan 2 2020 22:00",
    "2 January 2020",
    "02 Jan 2020",
    "Jan 2020",
    "Thu, 02 Jan 2020 22:00:00 +0800",
    "Thursday, January 2, 2020",
    "January 2, 2020 10:00 PM",
    "2020-01-02 10:00 PM",
    "2020-01-02 10pm",
    "2020-01-02, 22:00",
    "2020-01-02 24:00",
    "2020-01-02 22:00:60",
    "2020-02-30",
    "2020-06-15 16:30:00",
    "2019-12-31 16:00:00",
    "1999-12-31 23:59:59 +0800",
    "2020-01-02 11:30 p.m.",
    "2020-01-02 22:00 +1",
    "2020-01-02_22:00",
    "2020-01-02 22h30",
    "2020-01-02 22:00 A",
    "2020-01-02 22:00:00.",
    "20-1-2",
    "2. Januar 2020",
    "02-Jan-20",
    "Jan 2 '20",
    "Thu Jan 02 2020 22:00:00 GMT+0200 (EET)",
    "R2.01.02",
    "2021-03-14 02:30",
    "1969-07-20",
)
#: Forms of ``last_modified_at:``, which jekyll-feed reads by Liquid's rules.
_CHANGES = (
    "2021-05-06 22:00:00",
    "2021-05-06",
    "2021-05-06 22:00",
    '"2021-05-06 22:00:00"',
    "2021-05-06T22:00:00Z",
    "2021-05-06 22:00:00 +0800",
    "2020-01-01",
    "2021/05/06",
    "20210506",
    "1620266400",
    "Thu, 06 May 2021 22:00:00 +0800",
    "2021-05-06 10:00 p.m.",
    "6. August 2021",
    "~",
    '""',
)


def _dates() -> dict[str, str | bytes]:
    posts: dict[str, str | bytes] = {}
    for number, form in enumerate(_DATES):
        posts[f"_posts/dates/2018-07-08-date-{number:02}.md"] = _post(f"title: 日期 {number}\ndate: {form}")
    for number, form in enumerate(_CHANGES):
        front_matter = f"title: 改动 {number}\ndate: 2020-03-04 05:06:07 +0800\nlast_modified_at: {form}"
        posts[f"_posts/dates/2018-07-08-changed-{number:02}.md"] = _post(front_matter)
    return posts


# Words, authors, descriptions, images.

_WORDS = {
    "category-alone": "category: Wall Street 见闻",
    "category-list": "category: [甲, 乙]",
    "categories-string": "categories: 新浪财经 财联社",
    "categories-string-with-comma": "categories: 甲, 乙",
    "categories-list": "categories: [ 财经In China ]",
    "categories-block-list": "categories:\n  - 甲 乙\n  - 丙",
    "categories-nested-list": "categories: [甲, [乙, 丙]]",
    "categories-with-null": "categories: [甲, ~, 乙]",
    "categories-null": "categories:",
    "categories-empty-string": 'categories: ""',
    "categories-empty-list": "categories: []",
    "categories-with-empty-text": 'categories: ["", 甲]',
    "categories-with-spaces": 'categories: [" 甲 ", "乙  丙"]',
    "categories-twice": "categories: [甲, 甲, 乙]",
    "category-and-categories": "category: 丙\ncategories: [甲, 乙]",
    "category-among-categories": "category: 乙\ncategories: [甲, 乙]",
    "category-and-string": "category: 丙 丁\ncategories: 甲 乙",
    "category-empty-and-categories": 'category: ""\ncategories: [甲]',
    "category-null-and-categories": "category:\ncategories: [甲]",
    "categories-numbers": "categories: [36, 1.50, 007, 0x10, 1_000]",
    "categories-booleans": "categories: [yes, No, true, off]",
    "categories-dates": "categories: [2020-01-02]",
    "category-number": "category: 2020",
    "categories-quoted-number": 'categories: ["007"]',
    "tag-alone": "tag: 渡轮 码头",
    "tag-list": "tag: [渡轮, 码头]",
    "tags-string": "tags: 渡轮 码头",
    "tags-list": "tags: [渡轮, 两个 词]",
    "tags-twice": "tags: [渡轮, 渡轮]",
    "tag-and-tags": "tag: 渡轮\ntags: [码头, 潮汐]",
    "tags-null": "tags:",
    "tags-like-the-category": "categories: [渡轮]\ntags: [渡轮, 码头]",
    "tag-beside-category": "categories: [duhe]\ntags: [渡河]",
    "tag-with-markup": "tags: ['<b>&amp;', 'R&D', '\"q\"']",
    "tags-with-null": "tags: [渡轮, ~]",
    "folder-and-category": "category: 甲",
}
_AUTHORS = {
    "author": "author: 陈船长",
    "author-with-markup": "author: 'A & B <c>'",
    "author-object": "author:\n  name: 周轮机\n  email: zhou@port.example\n  uri: https://port.example/zhou",
    "author-object-without-name": "author:\n  email: zhou@port.example",
    "author-key": "author: chen",
    "author-key-chinese": "author: 老王",
    "author-key-without-name": "author: nameless",
    "authors-list": "authors: [陈船长, 周轮机]",
    "authors-keys": "authors: [chen, lin]",
    "authors-objects": "authors:\n  - name: 甲\n  - name: 乙",
    "authors-string": "authors: 陈船长",
    "author-and-authors": "author: 甲\nauthors: [乙]",
    "author-null": "author:",
    "author-empty": 'author: ""',
    "author-number": "author: 1984",
    "author-empty-authors": "authors: []",
}
_SUMMARIES = {
    "description": "description: 一句话的说明。",
    "description-of-lines": "description: >\n  第一行\n  第二行",
    "description-with-markup": "description: '<b>粗</b> & \"引号\"'",
    "description-empty": 'description: ""',
    "excerpt": "excerpt: 自己写的摘要。",
    "excerpt-with-markdown": "excerpt: '*斜* 的摘要'",
    "excerpt-and-description": "excerpt: 摘要。\ndescription: 说明。",
    "excerpt-separator": "excerpt_separator: <!--more-->",
    "excerpt-separator-word": "excerpt_separator: 二段",
    "excerpt-separator-empty": 'excerpt_separator: ""',
    "excerpt-separator-absent": "excerpt_separator: <!--nowhere-->",
    "excerpt-only": "feed:\n  excerpt_only: true",
}
_IMAGES = {
    "image": "image: https://img.example/a.png",
    "image-relative": "image: /assets/a b.png",
    "image-relative-without-slash": "image: assets/a.png",
    "image-object": "image:\n  path: /assets/b.png\n  alt: 图",
    "image-object-absolute": "image:\n  path: https://img.example/b.png",
    "image-chinese": "image: /图/一.png",
}
_LANGUAGES = {"lang": "lang: en", "lang-with-region": "lang: zh-TW"}
_TITLES = {
    "title-with-quotes": "title: '\"Late\" -- it''s late... <<so>>'",
    "title-with-markup": "title: 'A <b>bold</b> & <i>new</i> day'",
    "title-with-entities": "title: 'Q&amp;A &lt;b&gt;'",
    "title-of-a-number": "title: 007",
    "title-of-lines": "title: >-\n  第一行\n  第二行",
    "title-empty": 'title: ""',
    "title-null": "title:",
    "title-absent": "layout: post",
    "title-of-a-date": "title: 2020-01-02",
    "title-with-chinese-quotes": "title: '他说\"停航\"--真的...'",
    "title-with-spaces": "title: '  两  个   空格  '",
    "title-with-liquid": "title: '{{ site.title }}'",
}
_PARAGRAPHS = "一段，说渡轮。\n\n二段，说码头。\n\n<!--more-->\n\n三段，说潮汐。\n"


def _words() -> dict[str, str | bytes]:
    groups = {"words": _WORDS, "authors": _AUTHORS, "images": _IMAGES, "languages": _LANGUAGES}
    posts: dict[str, str | bytes] = {}
    for group, table in groups.items():
        posts |= _numbered(
            f"_posts/{group}/", {name: _post(f"title: {name}\n{text}") for name, text in table.items()}
        )
    posts |= _numbered(
        "_posts/summaries/",
        {name: _post(f"title: {name}\n{text}", _PARAGRAPHS) for name, text in _SUMMARIES.items()},
    )
    posts |= _numbered("_posts/titles/", {name: _post(text) for name, text in _TITLES.items()})
    return posts | {
        "文章/_posts/2021-03-05-folder-and-category.md": _post("title: 文件夹\ncategory: 甲"),
        "文章/深/_posts/2021-03-05-folder-and-categories.md": _post(
            "title: 文件夹二\ncategories: [甲, 文章]"
        ),
        "文章/_posts/2021-03-05-folder-alone.md": _post("title: 文件夹三"),
        "_data/authors.yml": (
            "chen:\n  name: 陈远\n  email: chen@port.example\nlin:\n  name: 林渡\n老王:\n  name: 王建国\n"
            "nameless:\n  email: nobody@port.example\n"
        ),
    }


# What is a post.

_STATES = {
    "published-false": "published: false",
    "published-no": "published: no",
    "published-off": "published: Off",
    "published-true": "published: true",
    "published-quoted": 'published: "false"',
    "published-null": "published:",
    "published-zero": "published: 0",
    "published-n": "published: n",
    "draft-true": "draft: true",
    "draft-yes": "draft: yes",
    "draft-false": "draft: false",
    "draft-quoted": 'draft: "true"',
    "draft-one": "draft: 1",
    "hidden": "hidden: true",
    "feed-false": "feed: false",
    "sitemap-false": "sitemap: false",
    "layout-null": "layout: null",
    "layout-absent": "layout: nosuchlayout",
    "future": "date: 2199-01-01 00:00:00 +0800",
    "future-without-file-date": "date: 2198-01-01",
}


def _posts_of_all_kinds() -> dict[str, str | bytes]:
    posts = _numbered(
        "_posts/states/", {name: _post(f"title: {name}\n{text}") for name, text in _STATES.items()}
    )
    body = "一段。\n\n二段。\n"
    return posts | {
        "_posts/2199-01-01-future-by-name.md": _post("title: 未来"),
        "_posts/kinds/2021-03-05-no-front-matter.md": body,
        "_posts/kinds/2021-03-05-no-front-matter-标题 与-hyphens.md": body,
        "_posts/kinds/2021-03-05-front-matter-empty.md": "---\n---\n" + body,
        "_posts/kinds/2021-03-05-front-matter-of-spaces.md": "---  \ntitle: 空格\n---\t\n" + body,
        "_posts/kinds/2021-03-05-front-matter-closed-by-dots.md": "---\ntitle: 点\n...\n" + body,
        "_posts/kinds/2021-03-05-front-matter-not-closed.md": "---\n\n没有结尾的正文。\n",
        "_posts/kinds/2021-03-05-front-matter-and-rule.md": "---\ntitle: 线\n---\n\n一\n\n---\n\n二\n",
        "_posts/kinds/2021-03-05-blank-line-first.md": "\n---\ntitle: 空行\n---\n" + body,
        "_posts/kinds/2021-03-05-byte-order-mark.md": b"\xef\xbb\xbf" + _post("title: 字节序", body).encode(),
        "_posts/kinds/2021-03-05-windows.md": _post("title: 回车\ntags: [渡轮]", body).replace("\n", "\r\n"),
        "_posts/kinds/2021-03-05-gb18030.md": _post("title: 国标", body).encode("gb18030"),
        "_posts/kinds/2021-03-05-comment-in-front-matter.md": "---\n# 注\ntitle: 注 # 尾\n---\n" + body,
        "_posts/kinds/2021-03-05-anchors.md": "---\ntitle: &t 锚\ndescription: *t\n---\n" + body,
        "_posts/kinds/2021-03-05-key-twice.md": "---\ntitle: 甲\ntitle: 乙\n---\n" + body,
        "_posts/kinds/2021-03-05-upper.MD": _post("title: 大写\n", "**粗**\n"),
        "_posts/kinds/2021-03-05-page.html": _post("title: 网页", '<p>**不粗** "q"</p>\n'),
        "_posts/kinds/2021-03-05-page-old.htm": _post("title: 网页二", "<p>正文</p>\n"),
        "_posts/kinds/2021-03-05-text.txt": _post("title: 纯文本", "一行 & 二行\n"),
        "_posts/kinds/2021-03-05-mkd.mkd": _post("title: mkd", "**粗**\n"),
        "_posts/kinds/2021-03-05-mkdn.mkdn": _post("title: mkdn", "**粗**\n"),
        "_posts/kinds/2021-03-05-mkdown.mkdown": _post("title: mkdown", "**粗**\n"),
        "_posts/kinds/2021-03-05-two.dots.md": _post("title: 两点"),
        "_posts/kinds/no-date-in-the-name.md": _post("title: 无日期\ndate: 2021-03-05"),
        "_posts/kinds/2021-03-no-day.md": _post("title: 无日\ndate: 2021-03-05"),
        "_posts/kinds/20210305-no-hyphens.md": _post("title: 无横线\ndate: 2021-03-05"),
        "_posts/kinds/2021-03-05 space.md": _post("title: 空格名"),
        "_posts/kinds/2021-03-05-backup.md~": _post("title: 备份"),
        "_posts/kinds/_2021-03-05-underscore.md": _post("title: 下划线"),
        "_posts/kinds/.2021-03-05-dot.md": _post("title: 点名"),
        "_posts/kinds/#2021-03-05-hash.md": _post("title: 井号"),
        "_posts/_below/2021-03-05-below-underscore.md": _post("title: 下划线之下"),
        "_posts/.below/2021-03-05-below-dot.md": _post("title: 点之下"),
        "_posts/node_modules/2021-03-05-below-node-modules.md": _post("title: 依赖之下"),
        "_posts/vendor/2021-03-05-below-vendor.md": _post("title: 供应商之下"),
        "vendor/_posts/2021-03-05-in-vendor.md": _post("title: 供应商"),
        "node_modules/_posts/2021-03-05-in-node-modules.md": _post("title: 依赖"),
        "_site/_posts/2021-03-05-in-site.md": _post("title: 输出"),
        "_drafts/draft.md": _post("title: 草稿\ndate: 2021-03-05"),
        "_drafts/2021-03-05-dated-draft.md": _post("title: 草稿二"),
        "文章/_drafts/2021-03-05-draft-in-folder.md": _post("title: 草稿三"),
        "_hidden/_posts/2021-03-05-in-underscore.md": _post("title: 下划线文件夹"),
        ".hidden/_posts/2021-03-05-in-dot.md": _post("title: 点文件夹"),
        "_posts/kinds/2021-03-05-liquid-variable.md": _post("title: 变量", "站名是 {{ site.title }} 吧。\n"),
        "_posts/kinds/2021-03-05-liquid-off.md": _post(
            "title: 不执行\nrender_with_liquid: false", "站名是 {{ site.title }} 吧。\n"
        ),
    }


# Texts.


def _texts() -> dict[str, str | bytes]:
    posts: dict[str, str | bytes] = {}
    for name, source in CONSTRUCTS.items():
        posts[f"{MARKDOWN}2021-06-07-{name}.md"] = _post(f"title: 写法 {name}", source)
    for name in WITH_WINDOWS_LINE_ENDS:
        text = _post(f"title: 回车 {name}", CONSTRUCTS[name]).replace("\n", "\r\n")
        posts[f"{WINDOWS}2021-06-08-{name}.md"] = text
    for number in range(40):
        posts[f"_posts/long/2021-07-{number % 28 + 1:02}-long-{number:02}.md"] = _long_post(number)
    return posts


_SENTENCES = (
    "青禾镇的渡口在春天又开了，第一班船早上六点离岸。",
    "摆渡人说，水位比去年低了将近一米，要绕过沙洲走。",
    "镇上的档案室里有一张九十年前的船票，票面写着“单程、二角”。",
    "据介绍，新码头（东侧）将在年底前完工；旧码头改作他用。",
    "《潮汐表》每天更新两次，分别在早上和傍晚。",
    "记者看到，候船室里坐满了人——有赶集的，有走亲戚的，也有看热闹的。",
    "“船小，风大，”她说，“可是总得有人过江。”",
    "票价没有变：成人两元，学生一元，老人免费……",
    "The ferry's captain, aged 61, says he'll retire \"next year -- maybe\".",
    "统计显示，今年前5个月客流达到12.8万人次，同比增长3.5%。",
    "大桥通车以后，渡轮的班次从每天24班减到8班。",
    "雾散的时候，对岸的钟楼先露出尖顶，然后是屋顶，最后是人。",
)


def _long_post(number: int) -> str:
    """Write an ordinary article: paragraphs, with now and then a heading, a list, a quotation, a table."""

    def sentence(step: int) -> str:
        return _SENTENCES[(number * 5 + step * 7) % len(_SENTENCES)]

    def paragraph(step: int) -> str:
        return "".join(sentence(step + index) for index in range(2 + (number + step) % 4))

    extras = (
        f"## 第{number}节\n\n{paragraph(3)}",
        f"- {sentence(1)}\n- **{sentence(2)}**{sentence(3)}\n- {sentence(4)}",
        f"> {sentence(5)}\n> {sentence(6)}",
        "| 站 | 时刻 |\n|----|------|\n| 东 | 06:00 |\n| 西 | 06:25 |",
        f"{sentence(2)}[^1]\n\n[^1]: {sentence(9)}",
        f"1. {sentence(1)}\n2. {sentence(2)}\n\n   {sentence(3)}\n3. {sentence(4)}",
        f"***{sentence(7)}***",
        f"见[时刻表](https://tide.example/table?day={number})与`tide --day {number}`。{sentence(8)}",
    )
    blocks = [paragraph(0), extras[number % 8], paragraph(1), extras[(number + 3) % 8], paragraph(2)]
    if number % 3 == 0:
        blocks = [f"<p>{paragraph(step)}</p>" for step in range(4)] + blocks[1:2]
    body = "\n\n".join(blocks) + "\n"
    return _post(f"title: 长文 {number}\ncategories: [渡口]\ntags: [渡轮]\nauthor: 陈船长", body)


# Sites.


def _main() -> Files:
    return {"_config.yml": _config(lang="zh-CN"), **_texts(), **_words(), **_posts_of_all_kinds(), **_dates()}


def _names() -> Files:
    posts = {
        f"_posts/2020-01-04-{name}.md": _post(f"title: 名字 {number}") for number, name in enumerate(_NAMES)
    }
    front = {name: _post(text) for name, text in _FRONT_MATTER_ADDRESSES.items()}
    return {"_config.yml": _config(), **posts, **_numbered("_posts/own/", front)}


def _wide_names() -> Files:
    posts = {
        f"_posts/2020-01-04-{name}.md": _post(f"title: 名字 {number}")
        for number, name in enumerate(_WIDE_NAMES)
    }
    category = "_posts/2020-01-04-full-width-category.md"
    return {"_config.yml": _config(), **posts, category: _post("title: 类\ncategories: [（Ａ）：新闻！]")}


_DEFAULTS = """\
defaults:
  - scope: {path: "", type: posts}
    values: {author: 站务组, categories: [全部], lang: zh-CN, tags: [默认]}
  - scope: {path: "_posts/old"}
    values: {author: 档案员, categories: [旧闻], permalink: "/old/:title.html"}
  - scope: {path: "_posts/old/older", type: posts}
    values: {author: 老档案员, image: /old.png}
  - scope: {path: "_posts/*/star"}
    values: {author: 星号, tag: 星}
  - scope: {path: "_posts/off"}
    values: {published: false}
  - scope: {path: "_posts/on", type: posts}
    values: {last_modified_at: 2022-02-02 02:02:02, description: 默认的说明。}
  - scope: {path: "_posts/pages", type: pages}
    values: {author: 不是我}
  - scope: {path: "海港/_posts"}
    values: {category: 港}
  - scope: {path: ""}
    values: {excerpt_separator: 完}
  - scope: {path: "_posts/dated"}
    values: {date: 2020-05-05 05:05:05}
  - scope: {path: "_posts/2021-03-05-by-file.md"}
    values: {author: 单篇, slug: slug-by-default}
"""


def _defaults() -> Files:
    return {
        "_config.yml": _config(_DEFAULTS),
        "_posts/2021-03-05-plain.md": _post("title: 一"),
        "_posts/2021-03-05-own.md": _post(
            "title: 二\nauthor: 自己\ncategories: [自己]\ntags: [自己]\nlang: en"
        ),
        "_posts/2021-03-05-null.md": _post("title: 三\nauthor:\ncategories:\ntags:"),
        "_posts/2021-03-05-string.md": _post("title: 四\ncategories: 甲 乙\ntags: 丙 丁"),
        "_posts/2021-03-05-category.md": _post("title: 五\ncategory: 甲"),
        "_posts/2021-03-05-by-file.md": _post("title: 六"),
        "_posts/2021-03-05-no-front-matter.md": "没有抬头的正文。\n",
        "_posts/old/2021-03-05-old.md": _post("title: 七"),
        "_posts/old/2021-03-05-old-own.md": _post("title: 八\npermalink: /own.html\ncategories: [自己]"),
        "_posts/old/older/2021-03-05-older.md": _post("title: 九"),
        "_posts/older-by-prefix/2021-03-05-prefix.md": _post("title: 十"),
        "_posts/a/star/2021-03-05-star.md": _post("title: 十一"),
        "_posts/off/2021-03-05-off.md": _post("title: 十二"),
        "_posts/off/2021-03-05-on.md": _post("title: 十三\npublished: true"),
        "_posts/on/2021-03-05-changed.md": _post("title: 十四"),
        "_posts/pages/2021-03-05-page.md": _post("title: 十五"),
        "_posts/dated/2021-03-05-dated.md": _post("title: 十六"),
        "_posts/dated/2021-03-06-dated-itself.md": _post("title: 十七\ndate: 2021-03-06 07:08:09 +0800"),
        "海港/_posts/2021-03-05-port.md": _post("title: 十八"),
        "海港/_posts/2021-03-05-port-own.md": _post("title: 十九\ncategories: [甲]"),
    }


_EXCLUDE = """\
exclude: [old_post, "_posts/secret", "*.txt", "_posts/2021-03-05-one.md", "drafts/**", "README.md", "海港/"]
include: ["_archive", "_posts/kept/_2021-03-05-underscore.md"]
"""


def _exclude() -> Files:
    return {
        "_config.yml": _config(_EXCLUDE),
        "_posts/2021-03-05-kept.md": _post("title: 一"),
        "_posts/2021-03-05-one.md": _post("title: 二"),
        "_posts/2021-03-05-one.markdown": _post("title: 三"),
        "_posts/2021-03-05-text.txt": _post("title: 四"),
        "_posts/secret/2021-03-05-secret.md": _post("title: 五"),
        "_posts/secretary/2021-03-05-prefix.md": _post("title: 六"),
        "old_post/_posts/2021-03-05-old.md": _post("title: 七"),
        "old_posts/_posts/2021-03-05-old.md": _post("title: 八"),
        "drafts/_posts/2021-03-05-draft.md": _post("title: 九"),
        "海港/_posts/2021-03-05-port.md": _post("title: 十"),
        "海港二/_posts/2021-03-05-port.md": _post("title: 十一"),
        "_archive/_posts/2021-03-05-archive.md": _post("title: 十二"),
        "_other/_posts/2021-03-05-other.md": _post("title: 十三"),
        "_posts/kept/_2021-03-05-underscore.md": _post("title: 十四"),
        "vendor/_posts/2021-03-05-vendor.md": _post("title: 十五"),
        "node_modules/_posts/2021-03-05-node.md": _post("title: 十六"),
        "vendor/bundle/_posts/2021-03-05-bundle.md": _post("title: 十七"),
        "a/b/c/_posts/2021-03-05-deep.md": _post("title: 十八"),
    }


def _switches() -> Files:
    return {
        "_config.yml": _config("future: true\nshow_drafts: true\nunpublished: true\nlimit_posts: 0\n"),
        "_posts/2199-01-01-future.md": _post("title: 一"),
        "_posts/2021-03-05-unpublished.md": _post("title: 二\npublished: false"),
        "_posts/2021-03-05-draft.md": _post("title: 三\ndraft: true"),
        "_posts/2021-03-05-plain.md": _post("title: 四"),
        "_drafts/idea.md": _post("title: 五\ndate: 2021-03-05 06:00:00 +0800"),
        "_drafts/2021-03-06-dated.md": _post("title: 六\ndate: 2021-03-06"),
        "海港/_drafts/port-idea.md": _post("title: 七\ndate: 2021-03-05"),
    }


def _limit_posts() -> Files:
    posts = {f"_posts/2021-03-{day:02}-day.md": _post(f"title: 第 {day} 天") for day in range(1, 9)}
    return {"_config.yml": _config("limit_posts: 3\n"), **posts}


def _collections_dir() -> Files:
    config = _config(
        "collections_dir: content\ncollections:\n  posts:\n    permalink: /p/:categories/:path:output_ext\n"
    )
    return {
        "_config.yml": config,
        "content/_posts/2021-03-05-inside.md": _post("title: 一\ncategories: [甲]"),
        "content/_posts/deep/2021-03-05-deeper.md": _post("title: 二"),
        "content/海港/_posts/2021-03-05-folder.md": _post("title: 三"),
        "_posts/2021-03-05-outside.md": _post("title: 四"),
        "other/_posts/2021-03-05-elsewhere.md": _post("title: 五"),
    }


def _excerpts() -> Files:
    reference = "见[表][t]，说渡轮。\n\n二段。\n\n[t]: https://tide.example/\n"
    return {
        "_config.yml": _config("excerpt_separator: <!--more-->\nfeed:\n  excerpt_only: true\n"),
        "_posts/2021-03-05-with.md": _post("title: 一", _PARAGRAPHS),
        "_posts/2021-03-05-without.md": _post("title: 二", "一段。\n\n二段。\n"),
        "_posts/2021-03-05-own.md": _post("title: 三\nexcerpt_separator: 二段", _PARAGRAPHS),
        "_posts/2021-03-05-reference.md": _post('title: 四\nexcerpt_separator: "\\n\\n"', reference),
        "_posts/2021-03-05-whole.md": _post("title: 五\nfeed:\n  excerpt_only: false", _PARAGRAPHS),
        "_posts/2021-03-05-description.md": _post("title: 六\ndescription: 说明。", _PARAGRAPHS),
        "_posts/2021-03-05-windows.md": _post(
            'title: 七\nexcerpt_separator: "\\n\\n"', "一段。\n\n二段。\n"
        ).replace("\n", "\r\n"),
        "_posts/2021-03-05-html.html": _post("title: 八", "<p>一段。</p>\n<!--more-->\n<p>二段。</p>\n"),
    }


_FEED_SETTINGS = """\
feed:
  posts_limit: 3
  categories: [新闻, Wall Street, none]
  tags:
    only: [ferry, harbour, tide, 渡轮]
    except: [tide]
  collections:
    notes:
      path: /notes.xml
collections:
  notes:
    output: true
"""


def _feed_settings() -> Files:
    posts: dict[str, str | bytes] = {}
    for day in range(1, 13):
        category = ("新闻", "Wall Street", "其他")[day % 3]
        tags = ("ferry, tide", "harbour, 渡轮", "渡轮, other")[day % 3]
        front_matter = f"title: 第 {day} 天\ncategories: [{category}]\ntags: [{tags}]"
        posts[f"_posts/2021-03-{day:02}-day-{day}.md"] = _post(front_matter)
    notes = {
        f"_notes/note-{day}.md": _post(f"title: 便条 {day}\ndate: 2021-04-{day:02}") for day in range(1, 6)
    }
    return {"_config.yml": _config(_FEED_SETTINGS), **posts, **notes}


_COLLECTIONS = """\
collections:
  news: {output: true}
  notes: {output: false, permalink: "/n/:year/:title"}
  My news: {output: true, permalink: "/my/:name/"}
  every: {output: true, permalink: "/e/:categories/:collection/:path/:name/:slug/:title/:year:output_ext"}
  alone: {output: true}
feed:
  collections:
    news: {path: /news.xml, categories: [甲, A/B]}
    notes: {}
    My news: {}
    every: {}
defaults:
  - {scope: {path: "", type: news}, values: {author: 新闻员}}
  - {scope: {path: "", type: posts}, values: {author: 站务组}}
  - {scope: {path: "_news/sub"}, values: {lang: en}}
"""
#: Documents of every kind, each with the time of its date, so that no two have one.
_DOCUMENTS: Files = {
    "_news/plain.md": _post("title: 一\ndate: 2021-03-05 10:00\ncategories: [甲]"),
    "_news/2021-03-06-dated.md": _post("title: 二\ncategories: 甲 A/B"),
    "_news/sub/in.md": _post("title: 三\ndate: 2021-03-05 10:01"),
    "_news/sub/2021-03-07-dated-sub.md": _post("title: 四\ncategory: 乙"),
    "_news/sub/_deep/below.md": _post("title: 五\ndate: 2021-03-05 10:02"),
    "_news/_top/passed-over.md": _post("title: 六\ndate: 2021-03-05 10:03"),
    "_news/.hidden.md": _post("title: 七\ndate: 2021-03-05 10:04"),
    "_news/README.md": "没有抬头。\n",
    "_news/text.txt": _post("title: 八\ndate: 2021-03-05 10:05"),
    "_news/noext": _post("title: 九\ndate: 2021-03-05 10:06"),
    "_news/中文 名 #1.md": _post("title: 十\ndate: 2021-03-05 10:07\ntags: [渡轮]"),
    "_news/dots...md": _post("title: 十一\ndate: 2021-03-05 10:08"),
    "_news/slug.md": _post("title: 十二\ndate: 2021-03-05 10:09\nslug: Own Slug"),
    "_news/permalink.md": _post("title: 十三\ndate: 2021-03-05 10:10\npermalink: /p/:collection/:title.html"),
    "_news/page.html": _post("title: 十四\ndate: 2021-03-05 10:11", "<p>一段。</p>\n"),
    "_news/x_news_y.md": _post("title: 十五\ndate: 2021-03-05 10:12\nauthor: 陈船长"),
    "_news/draft.md": _post("title: 十六\ndate: 2021-03-05 10:13\ndraft: true"),
    "_news/unpublished.md": _post("title: 十七\ndate: 2021-03-05 10:14\npublished: false"),
    "_news/changed.md": _post("title: 十八\ndate: 2021-03-05 10:15\nlast_modified_at: 2021-04-05 10:15"),
    "_notes/2021-03-05-note.md": _post("title: 十九"),
    "_notes/older.md": _post("title: 二十\ndate: 2021-01-01"),
    "_Mynews/mine.md": _post("title: 廿一\ndate: 2021-03-05"),
    "_every/sub/Ab_c.D.md": _post("title: 廿二\ndate: 2021-03-05 10:00\ncategories: [X y, Z]"),
    "_every/2021-03-06-Ab_c.D.md": _post("title: 廿三\ncategories: [X y, Z]"),
    "_alone/alone.md": _post("title: 廿四\ndate: 2021-03-05"),
}
#: What Jekyll lists and writes no page of, or dates by the time of the build.
_ODD_DOCUMENTS: Files = {
    "_news/undated.md": _post("title: 子"),
    "_news/future.md": _post("title: 丑\ndate: 2199-03-05"),
    "_news/published-null.md": _post("title: 寅\ndate: 2021-03-05\npublished:"),
}


def _collections(extra: str = "", folder: str = "", **values: str) -> Files:
    posts = {"_posts/2021-03-05-plain.md": _post("title: 帖\ncategories: [甲]")}
    files = {**posts, **_DOCUMENTS, **_ODD_DOCUMENTS}
    below = {f"{folder}{path}": content for path, content in files.items()}
    return {"_config.yml": _config(_COLLECTIONS + extra, **values), **below}


_ADDRESSES = """\
feed:
  path: /blog/atom.xml
  categories: [A/B, c..d, News..., tail., Wall Street 见闻, x%20y, "q?r#s", .hid, none, 港口]
  tags: {path: tagged/t-}
"""


def _feed_addresses(extra: str = "") -> Files:
    names = ["A/B", "c..d", "News...", "tail.", "Wall Street 见闻", "x%20y", "q?r#s", ".hid", "港口"]
    posts = {
        f"_posts/2021-03-{day:02}-day.md": _post(
            f"title: 第 {day} 天\ncategories: ['{name}']\n"
            f"tags: [ferry_{day}, 渡轮, a-b, {'Port' if day % 2 else 'port'}]"
        )
        for day, name in enumerate(names, start=1)
    }
    return {"_config.yml": _config(extra or _ADDRESSES, permalink="/:year/:month/:day/:title.html"), **posts}


_KRAMDOWN_SAMPLE = (
    "footnote",
    "straight-quotes",
    "dashes",
    "ellipses",
    "soft-break-between-chinese",
    "hard-breaks",
    "html-block-with-markdown-inside",
    "strikethrough",
    "code-fence-python",
    "heading-levels",
    "math-block",
    "table",
    "html-less-than-as-text",
    "entities",
    "list-right-below-text",
    "quotation-right-below-text",
)


def _kramdown(settings: str) -> Files:
    posts = {
        f"_posts/2021-06-07-{name}.md": _post(f"title: 写法 {name}", CONSTRUCTS[name])
        for name in _KRAMDOWN_SAMPLE
    }
    return {"_config.yml": _config(settings), **posts}


def _without_author() -> Files:
    config = "title: 港口新闻\nurl: https://port.example\n"
    return {
        "_config.yml": config,
        "_posts/2021-03-05-plain.md": _post("title: 一\ndate: 2021-03-05 22:00"),
        "_posts/2021-03-05-own.md": _post("title: 二\nauthor: 陈船长\ndate: 2021-03-05 22:00:00"),
    }


def _author_object() -> Files:
    config = (
        "title: 港口新闻\nurl: https://port.example\nauthor:\n  name: 林站长\n  email: lin@port.example\n"
    )
    return {
        "_config.yml": config,
        "_posts/2021-03-05-plain.md": _post("title: 一"),
        "_posts/2021-03-05-own.md": _post("title: 二\nauthor: 陈船长"),
    }


def _author_key() -> Files:
    return {
        "_config.yml": _config(author="lin"),
        "_data/authors.yaml": "lin:\n  name: 林渡\nchen:\n  name: 陈远\n",
        "_posts/2021-03-05-plain.md": _post("title: 一"),
        "_posts/2021-03-05-own.md": _post("title: 二\nauthor: chen"),
    }


_HARD_WRAP = "kramdown:\n  hard_wrap: true\n  auto_ids: false\n  smart_quotes: [apos, apos, quot, quot]\n"
_PLAIN_KRAMDOWN = "kramdown:\n  input: kramdown\n  parse_block_html: true\n"
_KRAMDOWN_OPTIONS = """\
kramdown:
  parse_span_html: false
  footnote_nr: 5
  footnote_backlink: "&#8617;&#xfe0e;"
  math_engine: ~
  smart_quotes: laquo,raquo,8222,8220
  typographic_symbols: {mdash: ---, ndash: "–", hellip: ...}
  toc_levels: 2..3
"""
_WITHOUT_SIGNS = "kramdown:\n  gfm_quirks: [no_auto_typographic]\n  parse_block_html: true\n"
_FOUND = """\
markdown_ext: "markdown,MD,text"
permalink: /:categories/:year/:title
feed:
  excerpt_only: true
"""


def _found() -> Files:
    text = "见[表][t]，**停航**。\n\n二段 [t]。\n\n[t]: https://tide.example/\n"
    return {
        "_config.yml": _config(_FOUND),
        "_posts/2021-03-05-text.text": _post("title: 一\ntags: 2021", text),
        "_posts/2021-03-05-other.mkd": _post("title: 二\ntags: [2021, true]", text),
        "_posts/2021-03-05-sure?.md": _post("title: 三", text),
    }


def _whole_posts() -> Files:
    posts = {
        name_post(number): _post(f"title: {number}", post["source"]) for number, post in enumerate(POSTS)
    }
    windows = {
        path.replace(".md", "-windows.md"): post.replace("\n", "\r\n")
        for (path, post), recorded in zip(posts.items(), POSTS, strict=True)
        if "why" not in recorded
    }
    return {"_config.yml": _config(), **posts, **windows}


def name_post(number: int) -> str:
    """Give the path of one of the whole posts in their site."""
    return f"_posts/2021-06-09-{number:03}.md"


#: Every site by its name.
SITES: Mapping[str, Callable[[], Files]] = {
    "main": _main,
    "whole-posts": _whole_posts,
    "names": _names,
    "wide-names": _wide_names,
    "style-date": lambda: _make_style_site("date"),
    "style-pretty": lambda: _make_style_site("pretty"),
    "style-ordinal": lambda: _make_style_site("ordinal"),
    "style-weekdate": lambda: _make_style_site("weekdate"),
    "style-none": lambda: _make_style_site("none"),
    "style-own": lambda: _make_style_site("/:year-:month-:day/:title/"),
    "style-without-slash": lambda: _make_style_site('":title"'),
    "style-without-ending": lambda: _make_style_site("/blog/:slug"),
    "style-every-placeholder": lambda: _make_style_site(_EVERY_PLACEHOLDER),
    "style-of-the-collection": lambda: _make_style_site(
        "pretty", "collections:\n  posts:\n    permalink: /c/:collection/:year/:name.html\n"
    ),
    "style-name-of-the-collection": _style_name_of_the_collection,
    "baseurl": lambda: _make_style_site("date", url="https://Port.Example:8443", baseurl="/站点/a b/"),
    "baseurl-without-slash": lambda: _make_style_site("pretty", baseurl="news"),
    "url-with-slash": lambda: _make_style_site("date", url="http://port.example/"),
    "url-with-slash-and-baseurl": lambda: _make_style_site(
        "none", url="http://port.example/", baseurl="/news"
    ),
    "url-of-another-script": lambda: _make_style_site("date", url="https://例子.测试"),
    "url-with-the-port-of-http": lambda: _make_style_site("date", url="http://Port.example:80"),
    "url-with-the-port-of-https": lambda: _make_style_site("date", url="https://port.example:443"),
    "url-with-path": lambda: _make_style_site("date", url="http://port.example/~lin"),
    "baseurl-of-a-slash": lambda: _make_style_site("pretty", baseurl="/"),
    "new-york": lambda: {**_make_style_site("date", timezone="America/New_York"), **_dates()},
    "berlin": lambda: {**_make_style_site("date", timezone="Europe/Berlin"), **_dates()},
    "no-time-zone": lambda: {**_make_style_site("date", timezone=""), **_dates()},
    "defaults": _defaults,
    "exclude": _exclude,
    "switches": _switches,
    "limit-posts": _limit_posts,
    "collections-dir": _collections_dir,
    "excerpts": _excerpts,
    "feed-settings": _feed_settings,
    "collections": _collections,
    "collections-pretty": lambda: _collections(permalink="pretty"),
    "collections-weekdate": lambda: _collections(permalink="weekdate"),
    "collections-below": lambda: _collections("collections_dir: content\n", "content/"),
    "feed-addresses": _feed_addresses,
    "feed-path-of-the-posts": lambda: _feed_addresses(
        "feed: {path: /a.xml, categories: [tail.], collections: {posts: {path: p, categories: [港口]}}}\n"
    ),
    "kramdown-hard-wrap": lambda: _kramdown(_HARD_WRAP),
    "kramdown-without-gfm": lambda: _kramdown(_PLAIN_KRAMDOWN),
    "kramdown-options": lambda: _kramdown(_KRAMDOWN_OPTIONS),
    "kramdown-without-signs": lambda: _kramdown(_WITHOUT_SIGNS),
    "found": _found,
    "without-author": _without_author,
    "author-object": _author_object,
    "author-key": _author_key,
    **KEPT_SITES,
}


# Bad input.


@dataclass(frozen=True, slots=True, kw_only=True)
class BadPost:
    """A post that something is wrong with."""

    path: str
    content: str | bytes
    #: Whether Jekyll publishes nothing at all because of it; else it publishes nonsense, or nothing of it.
    kills_jekyll: bool = True
    #: What stands in the site's _config.yml beside the usual.
    config: str = ""


def _bad(front_matter: str, *, kills_jekyll: bool = True, config: str = "") -> BadPost:
    return BadPost(
        path="_posts/2021-03-05-bad.md",
        content=_post(front_matter),
        kills_jekyll=kills_jekyll,
        config=config,
    )


BAD_POSTS: Mapping[str, BadPost] = {
    "placeholder-unknown": _bad("title: 坏\npermalink: /:nosuch/:title.html"),
    "date-impossible": _bad("title: 坏\ndate: 2020-13-45"),
    "date-of-chinese-words": _bad("title: 坏\ndate: 2020年01月02日"),
    "date-of-seconds": _bad("title: 坏\ndate: 1577973600"),
    "date-no-date": _bad("title: 坏\ndate: not a date"),
    "date-empty": _bad('title: 坏\ndate: ""'),
    "date-null": _bad("title: 坏\ndate:"),
    "change-no-date": _bad("title: 坏\nlast_modified_at: not a date"),
    "yaml-error": _bad("title: 坏\n\t- : [", kills_jekyll=False),
    "yaml-colon-in-title": _bad("title: 坏: 了: 的", kills_jekyll=False),
    "tag-of-a-number": _bad("title: 坏\ntags: [2020]", config="feed:\n  tags: true\n"),
    "categories-of-a-number": _bad("title: 坏\ncategories: 2020", kills_jekyll=False),
    "slug-of-a-number": _bad("title: 坏\nslug: 2020"),
    "front-matter-no-map": _bad("- 坏", kills_jekyll=False),
    "one-url-for-two": _bad("title: 坏\npermalink: /2021/03/05/good-one.html", kills_jekyll=False),
    "one-id-for-two": BadPost(
        path="_posts/2021-03-05-good-one.markdown",
        content=_post("title: 坏", "另一段。\n"),
        kills_jekyll=False,
    ),
    "liquid-unknown-tag": BadPost(
        path="_posts/2021-03-05-bad.md", content=_post("title: 坏", "一 {% nosuch %} 二。\n")
    ),
    "liquid-variable": BadPost(
        path="_posts/2021-03-05-bad.md",
        content=_post("title: 坏", "一 {{ x | y: }} 二。\n"),
        kills_jekyll=False,
    ),
    "not-utf-8": BadPost(
        path="_posts/2021-03-05-bad.md",
        content=_post("title: 坏", "\u6e21\u53e3\n").encode("gb18030"),
        kills_jekyll=False,
    ),
    "no-text": BadPost(path="_posts/2021-03-05-bad.md", content=_post("title: 坏", ""), kills_jekyll=False),
}


def write_bad_site(name: str, folder: Path) -> Path:
    """Write a site of two good posts and a bad one into a folder that is not there yet."""
    bad = BAD_POSTS[name]
    good = {
        "_posts/2021-03-05-good-one.md": _post("title: 好的一"),
        "_posts/2021-03-05-good-two.md": _post("title: 好的二"),
    }
    _write(folder, {"_config.yml": _config(bad.config), **good, bad.path: bad.content})
    return folder
