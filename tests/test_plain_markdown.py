"""What is read without a parser reads as the parser reads it; what is not certainly plain is left to it."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedtool import markdown
from feedtool.kramdown_options import KramdownOptions, read_options
from feedtool.plain_markdown import render_plainly

#: Everything that means something to Markdown, kramdown or HTML, and what can stand beside it.
_PIECES = st.sampled_from(
    (
        *"甲乙a Z0 1.)、\\`*_~[]()<>&\"'{}$^|#+-=:!?，。：“”‘’「《（【…—\t\n　\xa0\x0b\x1c\x85\u2028",
        "\n\n",
        "\n \n",
        "\n\t\n",
        "  \n",
        "\\\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "***\n",
        "===\n",
        "---\n",
        "```\n",
        ": ",
        "| a | b |\n|---|---|\n",
        "[甲](http://e.x/a)",
        "[甲]: http://e.x/a\n",
        "[^1]",
        "[^1]: 注\n",
        "<http://e.x/a>",
        "\n<https://e.x/a?b=c>\n",
        "<http://e.x/&>",
        "<http://e.x/%41>",
        "http://e.x/a",
        "<b>",
        "</b>",
        "<br>",
        "<br/>\n",
        "<div>",
        "</div>",
        "<div>\n甲\n</div>\n",
        "<p>乙</p>\n",
        "<p>",
        "<pre>\n\n</pre>",
        "<!-- 丙 -->",
        "<!-- 丙\n\n丁 -->\n",
        "<!---->",
        "<!-->",
        "<?php ?>",
        "<![CDATA[x]]>",
        "<script>",
        "</script>",
        "<style>a\n\nb</style>\n",
        "<table>\n\n<tr><td>戊</td></tr>\n</table>\n",
        "<img src='a'>",
        '<a href="x\n\ny">',
        '<div markdown="1">',
        "{: .a}",
        "{::comment}",
        "*[HTML]: ab\n",
        "{% raw %}",
        "{{ 'a' | b: \"--\" }}",
        "{{",
        "}}",
        "&amp;",
        "&#65;",
        "--",
        "...",
        "<<",
        "2020年",
        "3. 3",
        "3) 3",
        "123",
    )
)
texts = st.lists(_PIECES, max_size=14).map("".join)
#: Texts such as archives hold: most of them are plain.
_LINES = st.sampled_from(
    (
        "新闻一则，股价上涨 3%。",
        "Reuters reports: a & b",
        "[原文](https://e.x/a_b*c)",
        "“引号”与'引号'",
        "2020年5月",
        "> 一段引文",
        "> [原文](https://e.x/)",
        "<https://e.x/a?b=c>",
        "<p>网页</p>",
        "<div><p>甲</p></div>",
        "<!-- 记号 -->",
        "<!-- 甲 --><p>乙</p><!-- 丙 -->",
        "[返回甲](//e.x/category/a-b_c.html)｜[返回首页](../)",
        "见[甲](http://e.x/?a=b&c)、[乙](/a//b?c?d)",
        "",
        " ",
        "甲  ",
        "甲<br>乙",
        "  <p>缩进</p>",
        "<p>甲</p> 乙",
    )
)
pages = st.lists(_LINES, max_size=8).map("\n".join)
#: The same with something in them that means something, in or between their lines.
spoilt = st.builds(
    lambda page, piece, place: page[: place % (len(page) + 1)] + piece + page[place % (len(page) + 1) :],
    pages,
    st.one_of(_PIECES, texts, st.characters()),
    st.integers(0, 200),
)


#: What a site can tell kramdown, each of which changes what some text becomes.
OPTIONS: tuple[dict[str, object], ...] = (
    {},
    {"input": "kramdown"},
    {"hard_wrap": True},
    {"gfm_quirks": "no_auto_typographic"},
    {"parse_block_html": True},
    {"parse_span_html": False},
    {"smart_quotes": "apos,apos,quot,quot", "typographic_symbols": {"mdash": "---", "hellip": "..."}},
    {"footnote_nr": 5, "footnote_backlink": "", "math_engine": None, "auto_ids": False, "toc_levels": "2..3"},
    {"input": "kramdown", "hard_wrap": True, "parse_block_html": True, "parse_span_html": False},
)


options_of_posts = st.builds(
    lambda options, keeps_liquid: replace(options, keeps_liquid=keeps_liquid),
    st.sampled_from(OPTIONS).map(read_options),
    st.booleans(),
)


@given(st.one_of(texts, pages, spoilt), options_of_posts)
@example("甲\n\n乙\n", KramdownOptions())
@example("<div>\n\n甲\n\n</div>\n\n乙", KramdownOptions())
@example("甲\n乙\n", KramdownOptions(has_hard_wrap=True))
@example("<div>*甲*</div>", KramdownOptions(parses_blocks=True))
@example("<!-- 甲 --> *乙*", KramdownOptions())
@example("<!-- 甲 -->*乙*", KramdownOptions())
@example("<!-- 甲 --><b>乙</b>", KramdownOptions())
@example("<!-- 甲 --><https://e.x/a>", KramdownOptions())
@example("<!-- 甲 --><p>乙</p>丙 -->", KramdownOptions())
@example("甲![乙](//e.x/a)", KramdownOptions())
@example("[甲](//e.x/a)\n[乙](//e.x/--)", KramdownOptions(has_hard_wrap=True))
@example("[a](//xn--a.x/a)", KramdownOptions())
@example("<!-- 甲 --> 乙 <!-- 丙 -->", KramdownOptions())
def test_what_needs_no_parser_reads_as_the_parser_reads_it(source: str, options: KramdownOptions) -> None:
    plain = render_plainly(source, options, markdown._parse)

    assert plain is None or markdown._parse(source, options) == plain


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        " \n\t\n",
        "新闻一则。",
        "甲。\n乙。\n\n丙。\n",
        "“甲”\n\n《乙》\n\n（丙）",
        "2020年\n\n3月",
        "A *b* c",
        "[原文](https://e.x/a)",
        "[返回甲](//e.x/category/a.html)｜[返回首页](//e.x/)",
        "甲[乙](../a/)\n丙，[丁](./b?c=d)。",
        "> 甲",
        "> 甲 *乙*\n",
        "<https://e.x/a>",
        "甲\n\n<https://e.x/a?b=c,d>  \n\n乙",
        "<p>甲</p>",
        "  <div>\n\n甲 *乙*\n\n</div>\n",
        "<p>甲</p>\n\n<p>乙</p>",
        "<!-- 甲\n\n乙 -->\n丙",
        "<p>甲</p><!-- 乙 -->\n丙\n",
        "<p>甲</p><!-- 乙 --><p>丙</p><!-- 丁 --><!-- 戊 -->\n",
    ],
)
def test_what_is_plain_is_read_without_a_parser(source: str) -> None:
    options = KramdownOptions()

    def refuse(text: str, options: KramdownOptions) -> str:
        assert set(text) & set("*“"), "this paragraph is mere text, or text and links"
        return markdown._parse(text, options)

    assert markdown._parse(source, options) == render_plainly(source, options, refuse)


@pytest.mark.parametrize(
    "source",
    [
        "# 甲",
        "- 甲",
        "1. 甲",
        "3、甲",
        "    甲",
        "\t甲",
        "| 甲 |",
        "```\n甲\n```",
        "甲\n===",
        "甲\n\n---",
        "甲\n- 乙",
        "甲\n: 乙",
        "> 甲\n> 乙",
        "> # 甲",
        "[甲]: https://e.x/a",
        "甲[^1]",
        "甲^[注]",
        "甲\n{: .a}",
        "*[HTML]: ab",
        "<div markdown='1'>甲</div>",
        "<div MARKDOWN =1>甲</div>",
        "甲\x0b乙",
        "<https://e.x/甲>",
        "<https://e.x/a>\n乙",
        "<p>甲",
        "<p>甲</p> 乙",
        "<!-- 甲",
        "<!-- 甲 --> 乙",
        "<!-->",
        "\\# 甲",
        "…甲",
    ],
)
def test_what_could_mean_something_is_left_to_the_parser(source: str) -> None:
    assert render_plainly(source, KramdownOptions(), markdown._parse) is None
