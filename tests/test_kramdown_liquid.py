"""Liquid that is left in a text stays as it is written, whatever kramdown would make of its signs."""

from html import unescape
from pathlib import Path
from time import process_time

import pytest
from archives import make_post, read_items, write_archive
from hypothesis import given
from hypothesis import strategies as st

from feedtool import markdown
from feedtool.kramdown_options import KramdownOptions
from feedtool.pipeline import generate
from feedtool.settings import ArchiveSettings, Settings

LEFT = KramdownOptions(keeps_liquid=True)
PATH = "_posts/2021-12-08-a.md"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("今天 {{ 'now' | date: \"%Y--%m...\" }} 好", "<p>今天 {{ 'now' | date: \"%Y--%m...\" }} 好</p>\n"),
        ("*{{ a*b }}* {% x _y_ **z** %}", "<p><em>{{ a*b }}</em> {% x _y_ **z** %}</p>\n"),
        ("{{ a\\'b }}", "<p>{{ a\\'b }}</p>\n"),
        ("{% if a <b and b> c %}一{% endif %}", "<p>{% if a <b and b> c %}一{% endif %}</p>\n"),
        ("{{ a\n  | b }}", "<p>{{ a\n  | b }}</p>\n"),
        ("# {{ 'a' }} '一'", "<h1>{{ 'a' }} ‘一’</h1>\n"),
        ("一 '{{ 'a' }}'", "<p>一 ‘{{ 'a' }}’</p>\n"),
        ("[{{ 'a' }}](http://e.x)", "<p><a href=\"http://e.x\">{{ 'a' }}</a></p>\n"),
        ("![{{ 'a' }}](http://e.x)", '<p><img src="http://e.x" alt="{{ \'a\' }}" /></p>\n'),
        ("`{{ 'a' }}` <b>{{ 'a' }}</b>", "<p><code>{{ 'a' }}</code> <b>{{ 'a' }}</b></p>\n"),
        (
            '<img src="{{ "/a.png" | relative_url }}" alt="\'一\'"> \'一\'',
            '<p><img src="{{ "/a.png" | relative_url }}" alt="\'一\'"> ‘一’</p>\n',
        ),
        (
            "<a href='{% post_url a %}' title='{x}' data-a=b.c hidden>一</a>",
            "<p><a href='{% post_url a %}' title='{x}' data-a=b.c hidden>一</a></p>\n",
        ),
        (
            "[<b title=\"{{ 'a' }}\">一</b>](http://e.x)",
            '<p><a href="http://e.x"><b title="{{ \'a\' }}">一</b></a></p>\n',
        ),
        ("a <b and {{ 'a' }}> c", "<p>a <b and {{ 'a' }}> c</p>\n"),
        ("{{ 'a' {{ 'b' }}", "<p>{{ ‘a’ {{ 'b' }}</p>\n"),
        ("{% 'a' 一", "<p>{% ‘a’ 一</p>\n"),
    ],
)
def test_a_tag_stays_as_it_is_written(source: str, expected: str) -> None:
    assert expected == unescape(markdown.render(source, LEFT))


def test_a_bar_in_a_tag_parts_no_cells() -> None:
    source = "| {{ a | b }} | c |\n|---|---|\n| {% d | e %} | f |\n"

    rendered = markdown.render(source, LEFT)

    assert (1, 1, 2) == (
        rendered.count("<th>{{ a | b }}</th>"),
        rendered.count("<td>{% d | e %}</td>"),
        rendered.count("<td>"),
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "一\n{% highlight rb linenos %}\n# a -- 'b'\n\n  *c*\n{% endhighlight %}\n二",
            "<p>一</p>|{% highlight rb linenos %}\n# a -- 'b'\n\n  *c*\n{% endhighlight %}|<p>二</p>",
        ),
        (
            '- {%- highlight sh -%}ls -- "x"{%- endhighlight -%}',
            '<ul>\n<li>|{%- highlight sh -%}ls -- "x"{%- endhighlight -%}|</li>\n</ul>',
        ),
        (
            "> {% highlight sh %}\n> ls\n> {% endhighlight %}",
            "<blockquote>|{% highlight sh %}\nls\n{% endhighlight %}|</blockquote>",
        ),
    ],
)
def test_a_highlight_is_code_as_it_is_written(source: str, expected: str) -> None:
    before, code, after = expected.split("|")

    rendered = unescape(markdown.render(source, LEFT)).replace("\n</code>", "</code>")
    assert f"{before}\n<pre><code>{code}</code></pre>\n{after}\n" == rendered


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("    {% highlight sh %}\n    ls\n", "<pre><code>{% highlight sh %}\nls\n</code></pre>\n"),
        (
            "{% highlight sh %}\n*ls*\n\n{% highlight sh %}\nls",
            "<p>{% highlight sh %}\n<em>ls</em></p>\n<p>{% highlight sh %}\nls</p>\n",
        ),
        ("{% highlight sh %}ls{% endhighlight %} 一", "<p>{% highlight sh %}ls{% endhighlight %} 一</p>\n"),
    ],
)
def test_a_highlight_that_does_not_end_with_its_line_is_text(source: str, expected: str) -> None:
    assert expected == unescape(markdown.render(source, LEFT))


def test_what_came_out_of_raw_text_is_set_as_kramdown_sets_it() -> None:
    assert "<p>{{ ‘a’ }}</p>\n" == markdown.render("{{ 'a' }}", KramdownOptions())


@given(st.lists(st.sampled_from("甲a '\"*_`\\-.<>|[]()&#:=+!$~"), max_size=12).map("".join))
def test_a_tag_is_found_again_among_whatever_signs(inside: str) -> None:
    tag = f"{{{{ x{inside} }}}}"

    assert f"<p>甲 {tag} 乙</p>\n" == unescape(markdown.render(f"甲 {tag} 乙", LEFT))


@pytest.mark.parametrize("unit", ["{{", "{%", "{{ a ", "{% a }}", "{", "{{}", '<a b="{{ a }}', "<a b='{{"])
def test_tags_without_end_do_not_take_long(unit: str) -> None:
    start = process_time()
    markdown.render(unit * 20_000, LEFT)

    assert process_time() - start < 5


@pytest.mark.parametrize(
    ("body", "is_run", "expected"),
    [
        ("{{ 'now' }} '一'", False, "{{ 'now' }} ‘一’"),
        ("{% raw %}{{ 'now' }}{% endraw %} '一'", False, "{{ ‘now’ }} ‘一’"),
        ("{{ 'now' | date: '%Y' }} '一'", True, "{{ 'now' | date: '%Y' }} ‘一’"),
        ("{% raw %}{{ 'now' }}{% endraw %} {{ '一' }}", True, "{{ ‘now’ }} 一"),
    ],
)
def test_what_is_left_is_published_as_it_is_written(
    tmp_path: Path, body: str, expected: str, *, is_run: bool
) -> None:
    write_archive(tmp_path / "site", {PATH: make_post(body)})
    settings = Settings(archive=ArchiveSettings(liquid=is_run))

    generate(settings, str(tmp_path / "site"), tmp_path / "feeds", jobs=1)

    (item,) = read_items(tmp_path / "feeds")
    assert f"<p>{expected}</p>" == unescape(item["content_html"].partition("\n")[0])


@pytest.mark.parametrize(
    "body",
    [
        "[一]({{ site.baseurl }}/a/)二。",
        "[一]({% post_url 2021-01-01-a %})二。",
        '<a href="{{ "/a" | relative_url }}">一</a>二。',
        '<p><a href="{{ "/a" | relative_url }}">一</a>二。</p>',
        '![一]({{ "/a.png" | relative_url }})二。',
    ],
)
def test_an_address_that_is_liquid_leads_nowhere_and_goes(tmp_path: Path, body: str) -> None:
    write_archive(tmp_path / "site", {PATH: make_post(body)})

    report = generate(Settings(), str(tmp_path / "site"), tmp_path / "feeds", jobs=1)

    (item,) = read_items(tmp_path / "feeds")
    assert "<p>一二。</p>" == item["content_html"].partition("\n")[0]
    assert ["liquid-left"] == [problem.code for problem in report.problems]
    assert {"bad-address": 1} == report.removed


def test_an_address_with_brackets_of_a_post_without_liquid_stays(tmp_path: Path) -> None:
    write_archive(tmp_path / "site", {PATH: make_post("[一](https://a.example/%7B%7Bb%7D%7D)二。")})

    generate(Settings(), str(tmp_path / "site"), tmp_path / "feeds", jobs=1)

    (item,) = read_items(tmp_path / "feeds")
    assert 'href="https://a.example/%7B%7Bb%7D%7D"' in item["content_html"]
