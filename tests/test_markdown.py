"""Markdown comes out as the site renders it, and no sentence is lost on the way."""

import pytest

from feedtool.markdown import render


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[返回](//e.x/a b.html)", '<p><a href="//e.x/a%20b.html">返回</a></p>'),
        ('[a](b "t")', '<p><a href="b" title="t">a</a></p>'),
        ("[a](b(c) d)", '<p><a href="b(c)%20d">a</a></p>'),
        ("[a](b c\nd)", "<p>[a](b c\nd)</p>"),
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
