"""Liquid that is left in a text stays as it is written, whatever kramdown would make of its signs."""

from html import unescape
from pathlib import Path
from time import perf_counter

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


def test_what_came_out_of_raw_text_is_set_as_kramdown_sets_it() -> None:
    assert "<p>{{ ‘a’ }}</p>\n" == markdown.render("{{ 'a' }}", KramdownOptions())


@given(st.lists(st.sampled_from("甲a '\"*_`\\-.<>|[]()&#:=+!$~"), max_size=12).map("".join))
def test_a_tag_is_found_again_among_whatever_signs(inside: str) -> None:
    tag = f"{{{{ x{inside} }}}}"

    assert f"<p>甲 {tag} 乙</p>\n" == unescape(markdown.render(f"甲 {tag} 乙", LEFT))


@pytest.mark.parametrize("unit", ["{{", "{%", "{{ a ", "{% a }}", "{", "{{}"])
def test_tags_without_end_do_not_take_long(unit: str) -> None:
    start = perf_counter()
    markdown.render(unit * 20_000, LEFT)

    assert perf_counter() - start < 5


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
