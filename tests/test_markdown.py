"""Markdown comes out as the site renders it, and no sentence is lost on the way."""

import re

import pytest

from feedtool.markdown import render


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[返回](//e.x/a b.html)", '<p><a href="//e.x/a%20b.html">返回</a></p>'),
        ('[a](b "t")', '<p><a href="b" title="t">a</a></p>'),
        ("[a](b(c) d)", '<p><a href="b(c)%20d">a</a></p>'),
        ("[a](b c\nd)", '<p><a href="b%20c%0Ad">a</a></p>'),
        ("~~a~~", "<p><s>a</s></p>"),
        ("<p>正文</p>\n<http://a.x/1>", '<p>正文</p>\n<p><a href="http://a.x/1">http://a.x/1</a></p>'),
        (
            "正文\n<http://a.x/1>\n[b](c)",
            '<p>正文</p>\n<p><a href="http://a.x/1">http://a.x/1</a></p>\n<p><a href="c">b</a></p>',
        ),
    ],
)
def test_markdown_is_rendered(source: str, expected: str) -> None:
    assert expected == render(source).strip()


def test_a_footnote_is_no_link_definition() -> None:
    rendered = render("见下[^1]。\n\n[^1]: 数据截至五月底\n")

    assert "数据截至五月底" in rendered
    assert 'href="数据' not in rendered


@pytest.mark.parametrize("source", ["> " * 40 + "深处", "".join(f"{'  ' * n}- {n}\n" for n in range(20))])
def test_text_that_is_nested_deep_is_not_dropped(source: str) -> None:
    rendered = render(source)

    assert "深处" in rendered or ">19<" in rendered.replace("\n", "")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<div>\n<p>一</p>\n\n    二\n\n- 三\n</div>\n\n*四*",
            "<div>\n<p>一</p>\n\n    二\n\n- 三\n</div>\n<p><em>四</em></p>",
        ),
        ("<div><div>一\n\n    二</div>\n\n# 三</div>", "<div><div>一\n\n    二</div>\n\n# 三</div>"),
        ("<p>一</p>\n*二*", "<p>一</p>\n<p><em>二</em></p>"),
        (
            "<div>一</div><br/><hr> <ul>\n\n    <li>二</ul>\n三",
            "<div>一</div><br/><hr> <ul>\n\n    <li>二</ul>\n<p>三</p>",
        ),
        ("正文\n<DIV>\n\n    一\n</div>", "<p>正文</p>\n<DIV>\n\n    一\n</div>"),
        (
            "<div><!-- </div> --><script>'</div>'</script>\n\n    一</div>",
            "<div><!-- </div> --><script>'</div>'</script>\n\n    一</div>",
        ),
        (
            "<figure>\n\n    <figcaption>一\n\n    </figcaption></figure>",
            "<figure>\n\n    <figcaption>一\n\n    </figcaption></figure>",
        ),
        ("<div>没有结尾\n\n*一*", "<div>没有结尾\n\n*一*"),
        ("<div>一</div><p>没有结尾\n\n*二*", "<div>一</div>\n<p>没有结尾\n\n*二*"),
        ("<divers>\n\n*一*", "<divers>\n\n*一*"),
        ("    <div>\n    </div>", "<pre><code>&lt;div&gt;\n&lt;/div&gt;\n</code></pre>"),
        ("> <div>\n> 一\n> </div>", "<blockquote>\n<div>\n一\n</div>\n</blockquote>"),
    ],
)
def test_a_block_of_html_ends_with_its_end_tag_as_on_the_site(source: str, expected: str) -> None:
    assert expected == render(source).strip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("他说**今天停航。**后来", "<p>他说<strong>今天停航。</strong>后来</p>"),
        ("a_b_c _d_ ** e **", "<p>a_b_c <em>d</em> ** e **</p>"),
        ("五星*", "<p>五星*</p>"),
        ("~~全程。~~后 ~~ x ~~", "<p><s>全程。</s>后 ~~ x ~~</p>"),
        ("\\* \\% \\\n二", "<p>* \\% <br />\n二</p>"),
        ("$$x^2$$ 与", "<p>\\(x^2\\) 与</p>"),
        ("$$\ny\n$$", "<p>\\[y\\]</p>"),
        ("$5 与 $6", "<p>$5 与 $6</p>"),
        ("一\n{: .a}\n\n{:.b}\n二\n^\n三", "<p>一</p>\n<p>二</p>\n<p>三</p>"),
        (
            "*一*{: .a} [二](x){:.b} `三`{:.c} 四{: .d}",
            '<p><em>一</em> <a href="x">二</a> <code>三</code> 四{: .d}</p>',
        ),
        (
            "[*一*{: .a}](x) ![*一*{::comment}二{:/}](y)",
            '<p><a href="x"><em>一</em></a> <img src="y" alt="一" /></p>',
        ),
        (
            "[~~一~~ \\* $$z$$](x)",
            '<p><a href="x"><s>一</s> * \\(z\\)</a></p>',
        ),
        ("## 题 {#t}", "<h2>题</h2>"),
        ("*[HTML]: Hyper\n\nHTML", "<p>HTML</p>"),
        ("{::comment}\n看不见\n{:/comment}\n\n一 {::comment}也是{:/} 二", "<p>一  二</p>"),
        ("{::comment}\n没有结尾", "<p>没有结尾</p>"),
        ("- [x] 一\n- {: .a} 二\n- 三", "<ul>\n<li>一</li>\n<li>二</li>\n<li>三</li>\n</ul>"),
        ('<<渡口>> -- "好"', "<p>«渡口» – “好”</p>"),
        ("[<<一>>](x)", '<p><a href="x">«一»</a></p>'),
        ("<http://a.x/--b>", '<p><a href="http://a.x/--b">http://a.x/--b</a></p>'),
        ("<http://a.x/s?q=%B9%C9>", '<p><a href="http://a.x/s?q=%B9%C9">http://a.x/s?q=%B9%C9</a></p>'),
        ('一\n"二"', "<p>一\n“二”</p>"),
        ('<div markdown="1">\n*一*\n</div>', '<div markdown="1">\n<p><em>一</em></p>\n</div>'),
        ('<p markdown="1">*一*</p>', '<p markdown="1"><em>一</em></p>'),
        ('<div><div markdown="span">*一*</div></div>', '<div><div markdown="span"><em>一</em></div></div>'),
        ('<div><i markdown="1">*一*</div>', '<div><i markdown="1"><em>一</em></div>'),
        ("<p>一</p>二 *三*", "<p>一</p>\n<p>二 <em>三</em></p>"),
        ("渡轮\n: 过江的船。", "<dl>\n<dt>渡轮</dt>\n<dd>过江的船。</dd>\n</dl>"),
    ],
)
def test_markdown_is_kramdowns(source: str, expected: str) -> None:
    assert expected == render(source).strip()


def test_a_footnote_is_marked_by_its_number() -> None:
    rendered = render("一[^a]，二[^a]。\n\n[^a]: 注。\n")

    assert 2 == rendered.count(">1</a></sup>")
    assert ">↩</a>" in rendered
    assert ">↩<sup>2</sup></a>" in rendered


def test_footnotes_have_the_addresses_that_they_have_on_the_page() -> None:
    # As kramdown 2.4.0 writes them (but names in other scripts); readers that follow one land on the site.
    source = "甲[^1] 乙[^注] 丙[^1]\n\n[^1]: 丁\n[^注]: 戊\n"

    shown = render(source)

    assert re.findall(r'href="(#[^"]+)"', shown) == [
        "#fn:1",
        "#fn:注",
        "#fn:1",
        "#fnref:1",
        "#fnref:1:1",
        "#fnref:注",
    ]


@pytest.mark.parametrize("address", ["javascript:history.back()", "data:text/html,x", "vbscript:x"])
def test_a_link_with_an_address_that_no_feed_may_hold_is_a_link_all_the_same(address: str) -> None:
    # The sanitiser takes the address; its words stay, and none of its source.
    assert f'<a href="{address}">' in render(f"去[返回]({address})。")


@pytest.mark.parametrize("end", ["{:/nomarkdown}", "{:/}"])
def test_what_is_no_markdown_on_one_line_stays(end: str) -> None:
    assert "<b>一行</b>" in render(f"前\n\n{{::nomarkdown}}<b>一行</b>{end}\n\n后")
