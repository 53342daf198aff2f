"""What a reader sees of a post: title, link, summary and the visible credit line."""

from dataclasses import replace

import pytest
from build import make_config, make_raw, show
from hypothesis import given
from hypothesis import strategies as st

from feedtool.config import Config
from feedtool.model import Category, Contact, Entry
from feedtool.prepare import prepare
from feedtool.settings import ArchiveSettings, FeedSettings, PageRule

ORIGINAL = "http://news.example/a?b=1&c=2"
BODY = f"正文。\n\n（文章来源：甲日报）\n\n<{ORIGINAL}>"
LONG = "这是一句二十个字的话用来凑成一篇很长的文章。" * 20


def entry(
    body: str = BODY,
    front_matter: str = "title: 标题",
    *,
    config: Config | None = None,
    folder: str = "_posts",
) -> Entry:
    config = config or make_config()
    dated = f"{front_matter}\ndate: 2022-01-02 03:04:05 +0800\ncategories: jia\ntags: 甲日报新闻"
    text = f"---\n{dated}\n---\n{body}\n"
    draft = prepare(make_raw(path=f"{folder}/2022-01-02-a.md", text=text, folder=folder), config)
    assert draft is not None
    return show(draft, config, {"jia": "甲日报新闻"})


@pytest.mark.parametrize(
    ("place", "language", "expected"),
    [
        (
            "bottom",
            "zh-CN",
            '<p>正文。</p>\n<p>来源：<a href="http://news.example/a?b=1&amp;c=2">甲日报</a></p>',
        ),
        ("top", "zh", '<p>来源：<a href="http://news.example/a?b=1&amp;c=2">甲日报</a></p>\n<p>正文。</p>'),
        ("none", "zh-CN", "<p>正文。</p>"),
        (
            "bottom",
            "en",
            '<p>正文。</p>\n<p>Source: <a href="http://news.example/a?b=1&amp;c=2">甲日报</a></p>',
        ),
        (
            "bottom",
            "fr",
            '<p>正文。</p>\n<p>Source: <a href="http://news.example/a?b=1&amp;c=2">甲日报</a></p>',
        ),
        (
            "bottom",
            "ja",
            '<p>正文。</p>\n<p>出典：<a href="http://news.example/a?b=1&amp;c=2">甲日报</a></p>',
        ),
    ],
)
def test_the_content_holds_one_credit_line_linked_to_the_original(
    place: str, language: str, expected: str
) -> None:
    feeds = replace(FeedSettings(), credit_line=place)  # type: ignore[arg-type] # one of its words

    assert expected == entry(config=make_config(feeds=feeds, language=language)).content_html


def test_a_source_without_address_is_named_without_a_link() -> None:
    assert "<p>正文。</p>\n<p>来源：A&amp;B日报</p>" == entry("正文。\n\n（文章来源：A&B日报）").content_html


def test_the_site_s_own_post_has_no_credit_line() -> None:
    draft = prepare(make_raw(text="---\ntitle: 开站\n---\n祝贺开站\n"), make_config())
    assert draft is not None

    made = show(draft)

    assert ("<p>祝贺开站</p>", "林站长", None) == (
        made.content_html,
        made.credit.authors[0],
        made.credit.source,
    )


def test_a_long_text_has_a_summary_that_ends_with_a_sentence() -> None:
    assert entry(LONG).summary == "这是一句二十个字的话用来凑成一篇很长的文章。" * 6


def test_a_text_no_longer_than_a_summary_is_not_given_twice() -> None:
    assert None is entry("短文。").summary


def test_content_can_be_the_summary_with_its_credit_line() -> None:
    config = make_config(feeds=replace(FeedSettings(), content="summary"))

    made = entry(f"{LONG}1 < 2\n\n<{ORIGINAL}>", config=config)

    assert made.content_html.startswith("<p>这是一句")
    assert len(made.content_html) < 300
    assert made.content_html.endswith(">甲日报</a></p>")
    assert None is made.summary


def test_an_image_without_text_stays_even_where_content_is_the_summary() -> None:
    config = make_config(feeds=replace(FeedSettings(), content="summary", credit_line="none"))

    assert (
        '<p><img alt="" src="https://i.example/a.png"></p>'
        == entry("![](https://i.example/a.png)", config=config).content_html
    )


@pytest.mark.parametrize(
    ("front_matter", "body", "title"),
    [
        ("title: 标题", "正文。", "标题"),
        ('title: ""', "第一句。" + LONG, "第一句。这是一句二十个字的话用来凑成一篇很长的文章。"),
        ('title: ""', "![](https://i.example/a.png)", "2022-01-02"),
        ('title: ""', "&amp;lt;b&gt;", "&lt;b>"),
    ],
)
def test_every_entry_has_a_title(front_matter: str, body: str, title: str) -> None:
    assert title == entry(body, front_matter).title


@pytest.mark.parametrize(
    ("link", "folder", "body", "url"),
    [
        ("original", "old_post", BODY, ORIGINAL),
        ("original", "old_post", "正文。", "https://e.x/jia/2022/01/02/a.html"),
        ("https://g.example/{path}", "old_post", BODY, "https://g.example/old_post/2022-01-02-a.md"),
        ("/p/{path}", "old_post", BODY, "https://e.x/p/old_post/2022-01-02-a.md"),
        ("javascript:{path}", "old_post", BODY, "https://e.x/jia/2022/01/02/a.html"),
        ("original", "old_post/2020", BODY, ORIGINAL),
        ("original", "_posts", BODY, "https://e.x/jia/2022/01/02/a.html"),
        ("original", "old_posts", BODY, "https://e.x/jia/2022/01/02/a.html"),
    ],
)
def test_a_post_without_a_page_links_to_what_stands_for_it(
    link: str, folder: str, body: str, url: str
) -> None:
    archive = ArchiveSettings(pages=(PageRule(folder="old_post", link=link),))

    assert url == entry(body, config=make_config(archive=archive), folder=folder).url


def test_an_id_does_not_follow_the_link() -> None:
    archive = ArchiveSettings(pages=(PageRule(folder="_posts", link="original"),))

    assert "https://e.x/jia/2022/01/02/a" == entry(config=make_config(archive=archive)).id


def test_a_tag_that_says_the_same_as_a_category_is_not_said_twice() -> None:
    made = replace(entry(), tags=("甲日报新闻", "科普"))

    assert (Category(key="jia", label="甲日报新闻"),) == made.categories
    assert ("科普",) == made.other_tags


@given(st.text(max_size=200))
def test_whatever_the_text_the_entry_ends_in_its_credit_line(words: str) -> None:
    made = entry(
        "<p>开头</p>\n\n" + words.replace("<", "") + f"\n\n<p>（文章来源：甲日报）</p>\n\n<{ORIGINAL}>"
    )

    assert made.content_html.endswith('">甲日报</a></p>')


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("title: 甲", (("林站长", "lin@e.x"),)),
        ("title: 甲\nauthor: {name: 陈船长, email: chen@e.x}", (("陈船长", "chen@e.x"),)),
        ("title: 甲\nauthor: {name: 林站长}", (("林站长", None),)),
        # An outlet is nobody whom the site can tell how to reach.
        ("title: 甲\nauthor: {name: 陈船长, email: chen@e.x}\nsource: 乙日报", (("乙日报", None),)),
    ],
)
def test_an_author_is_reached_where_the_post_or_the_site_says_how(
    lines: str, expected: tuple[tuple[str, str | None], ...]
) -> None:
    config = make_config(contact=Contact(name="林站长", email="lin@e.x"))
    draft = prepare(make_raw(text=f"---\n{lines}\n---\n正文。\n"), config)
    assert draft is not None

    shown = show(draft, config, {})

    assert expected == tuple((writer.name, writer.email) for writer in shown.writers)
