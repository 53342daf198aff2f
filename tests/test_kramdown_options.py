"""What a site tells kramdown is read as kramdown reads it; seen in kramdown 2.4.0 and Jekyll 4.3.1."""

import pytest

from feedtool.kramdown_options import KramdownOptions, read_inline_options, read_options
from feedtool.markdown import render
from feedtool.yaml_text import read_yaml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", KramdownOptions()),
        ("nonsense", KramdownOptions()),
        ("{input: kramdown}", KramdownOptions(is_gfm=False)),
        ("{input: gfm, syntax_highlighter: rouge}", KramdownOptions()),
        ("{hard_wrap: true}", KramdownOptions(has_hard_wrap=True)),
        ("{hard_wrap: 'false'}", KramdownOptions()),
        ("{hard_wrap: }", KramdownOptions()),
        ("{auto_ids: false}", KramdownOptions(has_ids=False)),
        (
            "{parse_block_html: true, parse_span_html: false}",
            KramdownOptions(parses_blocks=True, parses_spans=False),
        ),
        ("{gfm_quirks: [no_auto_typographic]}", KramdownOptions(is_interruptible=False, has_signs=False)),
        ("{gfm_quirks: 'paragraph_end, no_auto_typographic'}", KramdownOptions(has_signs=False)),
        ("{smart_quotes: 'apos,apos,quot,quot'}", KramdownOptions(quotes=("'", "'", '"', '"'))),
        ("{smart_quotes: [171, 187, ldquo, rdquo]}", KramdownOptions(quotes=("«", "»", "“", "”"))),
        ("{smart_quotes: 'apos,apos'}", KramdownOptions()),
        ("{typographic_symbols: {hellip: ...}}", KramdownOptions(signs=(("hellip", "..."),))),
        ("{typographic_symbols: hellip}", KramdownOptions()),
        (
            "{footnote_nr: 5, footnote_backlink: '&#94;'}",
            KramdownOptions(footnote_start=5, footnote_backlink="^"),
        ),
        ("{footnote_nr: five}", KramdownOptions()),
        ("{math_engine: }", KramdownOptions(has_math_engine=False)),
        ("{math_engine: mathjax}", KramdownOptions()),
        ("{toc_levels: 2..3}", KramdownOptions(toc_levels=frozenset({2, 3}))),
        ("{toc_levels: [1, 2]}", KramdownOptions(toc_levels=frozenset({1, 2}))),
        ("{toc_levels: '1,4'}", KramdownOptions(toc_levels=frozenset({1, 4}))),
    ],
)
def test_the_table_of_kramdown_is_read(text: str, expected: KramdownOptions) -> None:
    assert expected == read_options(read_yaml(text.encode()))


def test_a_post_tells_kramdown_more() -> None:
    source = "{::options hard_wrap=\"true\" toc_levels='2' /}\n\n一\n二\n"

    expected = KramdownOptions(has_hard_wrap=True, has_ids=False, toc_levels=frozenset({2}))
    assert expected == read_inline_options(source, KramdownOptions(has_ids=False))


@pytest.mark.parametrize(
    ("options", "source", "expected"),
    [
        ({"hard_wrap": True}, "一\n二", "<p>一<br />\n二</p>\n"),
        ({"parse_block_html": True}, "<p>*一*</p>", "<p><em>一</em></p>\n"),
        ({"parse_block_html": True}, "<p>*一*", "<p><em>一</em>\n"),
        ({"parse_span_html": False}, "甲 <b>*一*</b>", "<p>甲 <b>*一*</b></p>\n"),
        ({"smart_quotes": "apos,apos,quot,quot"}, '"一"\'s', "<p>&quot;一&quot;'s</p>\n"),
        ({"typographic_symbols": {"mdash": "--x"}}, "一---二--", "<p>一--x二–</p>\n"),
        (
            {"gfm_quirks": ""},
            "一\n- 二\n\n- 三\n- 四",
            "<p>一\n- 二</p>\n<ul>\n<li>三</li>\n<li>四</li>\n</ul>\n",
        ),
        ({"input": "kramdown"}, "~~一~~\n\n- [ ] 二", "<p>~~一~~</p>\n<ul>\n<li>[ ] 二</li>\n</ul>\n"),
        ({"input": "kramdown"}, "#一\n\n 文\n#二", "<h1>一</h1>\n<p>文\n#二</p>\n"),
        ({"input": "kramdown"}, " ~~~\n一\n\n~~~\n二\n~~~", "<p>~~~\n一</p>\n<pre><code>二\n</code></pre>\n"),
        ({"math_engine": None}, "$$a$$\n\n甲 $$b$$", "<p>$$\na\n$$</p>\n<p>甲 $b$</p>\n"),
        ({"footnote_backlink": ""}, "甲[^1]\n\n[^1]: 乙", None),
        ({"toc_levels": "2"}, "- x\n{:toc}\n\n# 甲\n\n## 乙", None),
        ({"auto_ids": False}, "- x\n{:toc}\n\n# 甲\n\n## 乙 {#b}", None),
    ],
)
def test_what_kramdown_is_told_is_done(options: dict[str, object], source: str, expected: str | None) -> None:
    rendered = render(source, read_options(options))

    if expected is not None:
        assert expected == rendered
    elif "toc" in source:
        assert ("甲" in rendered.partition("<h1>")[0], "乙" in rendered.partition("<h1>")[0]) == (False, True)
    else:
        assert "↩" not in rendered
