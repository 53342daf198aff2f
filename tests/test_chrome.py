"""Back-links go, whatever their shape; text stays, whatever it looks like."""

import pytest
from build import make_config, read

from feedtool import markdown
from feedtool.chrome import mark_chrome
from feedtool.clean import split_article
from feedtool.model import Removal
from feedtool.urls import Base

BASE = Base(page="https://finews.example.org/emnews/2021/12/08/1.html")
CONFIG = make_config(url="https://finews.example.org")


def strip(source: str, category: str = "emnews") -> tuple[list[str], list[Removal]]:
    """Render and clean a body, and give the texts that stay and the removals."""
    blocks = split_article(markdown.render(source), BASE).blocks
    post = read(f"---\ntitle: 标题\ndate: 2021-12-08\ncategories: [{category}]\n---\n")
    marked = mark_chrome(blocks, post, CONFIG)
    kept = [block.text for block in marked if block.rule is None]
    return kept, [Removal(rule=block.rule, text=block.text) for block in marked if block.rule is not None]


@pytest.mark.parametrize(
    ("back_link", "category"),
    [
        ("[返回甲新闻](../emnews/)\n[返回首页](../)", "emnews"),
        ("[返回甲新闻](//old.example.net/emnews/)\n[返回首页](//old.example.net/)", "emnews"),
        ("[返回甲新闻](//finews.example.org/emnews/)｜[返回首页](//finews.example.org/)", "emnews"),
        ("[返回甲新闻](//finews.example.org/category/jia.html)｜[返回首页](//finews.example.org/)", "jia"),
        ("[返回甲新闻](/category/jia.html)｜[返回首页](/)", "jia"),
        ("[返回甲](//finews.example.org/category/jia yi.html)｜[返回首页](//finews.example.org/)", "jia yi"),
        ("[返回甲](//old.example.net/category/jia%20yi.html) | [返回首页](//old.example.net)", "jia yi"),
        ('<p><a href="/">返回首页</a></p>', "emnews"),
        ('<ul><li><a href="/">Home</a></li><li><a href="/emnews/">More</a></li></ul>', "emnews"),
        ("« [Back](/)", "emnews"),
    ],
)
def test_a_back_link_goes_whatever_its_shape(back_link: str, category: str) -> None:
    texts, removals = strip(f"新闻一则。\n\n{back_link}\n", category)

    assert ["新闻一则。"] == texts
    assert ["back-link"] == [removal.rule for removal in removals]


@pytest.mark.parametrize(
    "source",
    [
        "神舟返回舱着陆。",
        "返回首页",
        "[返回地球的第一夜](https://news.example/a)",
        "[返回甲新闻](//old.example.net/emnews/)",
        "[返回首页](//old.example.net/)",
        "[返回甲](//a.example/emnews/)｜[返回首页](//b.example/)",
        "[返回地球的第一夜](https://news.example/a)｜[返回地球的第二夜](https://news.example/b)",
        "[返回甲](//old.example.net/emnews/)｜[返回首页](//old.example.net/)｜[别处](//old.example.net/x/)",
        "点[返回首页](/)可见公告。",
        "[返回首页](/) 公告",
        '<a href="/"><img src="/logo.png"></a>',
        "![图](/a.png)",
        "<https://news.example/1.html>",
    ],
)
def test_text_stays_whatever_it_looks_like(source: str) -> None:
    texts, removals = strip(source)

    assert [block.text for block in split_article(markdown.render(source), BASE).blocks] == texts
    assert [] == removals


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (
            "正文。\n\n## 另见\n\n* [渡轮改点](/a/1.html)\n* [潮汐表](/a/2.html)\n",
            ["正文。", "另见", "渡轮改点 潮汐表"],
        ),
        ("## 目录\n\n* [首页](/)\n* [返回](/emnews/)\n\n正文。\n", ["目录", "正文。"]),
        ("* [渡轮改点](/a/1.html)\n* [潮汐表](/a/2.html)\n\n正文。\n", ["正文。"]),
    ],
)
def test_links_below_a_heading_are_a_part_of_the_article_unless_all_lead_back(
    source: str, kept: list[str]
) -> None:
    assert kept == strip(source)[0]


@pytest.mark.parametrize(("text", "stays"), [("渡轮", True), ("返回目录", False), ("Back to top", False)])
def test_links_to_parts_of_the_post_stay_unless_they_lead_back(text: str, *, stays: bool) -> None:
    source = f'<p>正文。</p><p><a href="/2021/12/08/a.html#b">{text}</a></p>'
    blocks = split_article(source, BASE).blocks
    post = read("---\ntitle: 标题\ndate: 2021-12-08\n---\n", "_posts/2021-12-08-a.md", config=CONFIG)

    assert [True, stays] == [block.rule is None for block in mark_chrome(blocks, post, CONFIG)]


def test_an_anchor_without_text_breaks_nothing() -> None:
    source = '<p><a href="http://a.example/x"></a>今天发布。</p>'

    assert (["今天发布。"], []) == strip(source)


def test_the_rest_of_a_link_without_address_goes() -> None:
    assert (["正文。"], [Removal(rule="empty-link", text="<>")]) == strip("正文。\n\n<>\n")
