"""A template gives what Jekyll gives; what it cannot have, or takes too long over, is refused with a reason.

What tags and filters make is in `test_liquid_parity`.
"""

from zoneinfo import ZoneInfo

import pytest

from feedtool.liquid_engine import LiquidFailedError, run
from feedtool.liquid_text import spell
from feedtool.liquid_typing import RefusedError
from feedtool.liquid_values import NO_FILES, LiquidSite, NoFiles, SiteFiles, make_globals, make_page
from feedtool.yaml_text import PlainDate, PlainNumber, read_yaml

SITE = LiquidSite(
    source="title: 港口新闻\ncollections: [notes]\n",
    stated={"baseurl": "/blog"},
    zone=ZoneInfo("Asia/Shanghai"),
)
TOO_LONG = "it is endless, or far longer than a post"
TEN = "{% assign x = 'aaaaaaaaaa' %}"


def render(
    source: str,
    front_matter: str = "title: 渡轮",
    site: LiquidSite = SITE,
    files: SiteFiles = NO_FILES,
) -> str:
    values = read_yaml(front_matter)
    assert isinstance(values, dict)
    page = make_page(site, values, {"content": "正文", "path": "_posts/a.md"})
    return run(source, make_globals(site, page, files, is_markdown=True), site, files)


def refuse(
    source: str,
    front_matter: str = "title: 渡轮",
    site: LiquidSite = SITE,
    files: SiteFiles = NO_FILES,
) -> tuple[int, str]:
    """Give the line and the reason of a template that cannot be run."""
    with pytest.raises(LiquidFailedError) as caught:
        render(source, front_matter, site, files)
    return caught.value.line, caught.value.reason


class _Plugins(NoFiles):
    """A site that may have brought Rails."""

    def has_plugins(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% # a word on one line %}一", "一"),
        ("{{ '1e999' | plus: 1 }} {{ '-1e999' | plus: 1 }} {{ 'nan' | plus: 1 }}", "2 0 1"),
        ("{{ 'abc' | group_by: 'a' }}{{ 'abc' | find: 'a', 'b' }}", "abcabc"),
        ("{{ '/a' | absolute_url }}", "/blog/a"),
        ("{{ page.date_text | date: '%Y' }}" + "{{ page.long | date: '%Y' | size }}", "夏天129"),
        ("{{ 1 | date: '%:Y %Y' }}", "%:Y 1970"),
        ("{{ 'a' | round }} {{ nil | round: 2 }} {{ 1.25 | round: 1 }} {{ '15' | round: 2 }}", "0 0 1.3 15"),
        ("{% if '1..2' == \"blank\" %}{% else %}一{% endif %}", "一"),
        ("{% if page.none == blank or page.empty_text == blank %}{% else %}一{% endif %}", "一"),
        ("{{ '1,,2' | split: ',' | where_exp: 'a', 'a != blank' | size }}", "3"),
        (
            "{% cycle page.a, '二' %}{% cycle page.a, '二' %}{% cycle '一', '二' %}{% cycle '一', '二' %}",
            "一二",
        ),
        ("{{ site.posts.size }} {{ site.data.none }}。", "0 。"),
        ("{% if page and site.data %}{% if site.data.none %}{% else %}一{% endif %}{% endif %}", "一"),
    ],
)
def test_a_template_gives_what_jekyll_gives(source: str, expected: str) -> None:
    matter = f"empty_text: ''\ndate_text: 夏天\nlong: {'夏' * 129}"
    assert expected == render(source, matter)


@pytest.mark.parametrize("value", ["", "''", "' '", "[]", "{}"])
def test_whether_nothing_is_blank_is_not_known_where_a_plugin_may_have_brought_rails(value: str) -> None:
    matter = f"title: 渡轮\nvalue: {value}"
    source = "{{ page.title }}\n{% if page.value == blank %}{% endif %}"

    reason = "what is blank hangs on the plugins of the site; compare with empty or nil"
    assert (1, reason) == refuse(source, matter, files=_Plugins())
    assert "渡轮\n" == render(source, matter)
    assert "一" == render(
        "{% if page.title != blank and page.berth != blank %}一{% endif %}",
        "title: a\nberth: 0",
        files=_Plugins(),
    )


def test_what_looks_like_a_date_or_a_number_and_is_none_stays_as_it_is_written() -> None:
    page = make_page(
        SITE, {"day": PlainDate("2020-13-45"), "number": PlainNumber("1" * 5000)}, {"content": ""}
    )
    names = make_globals(SITE, page, NO_FILES, is_markdown=False)

    assert "2020-13-45 5000" == run("{{ page.day }} {{ page.number | size }}", names, SITE, NO_FILES)


def test_a_configuration_that_is_no_yaml_has_no_keys() -> None:
    site = LiquidSite(source="a: [", stated={"title": "站"}, zone=ZoneInfo("UTC"))

    assert "站。" == render("{{ site.title }}{{ site.a }}。", site=site)


def test_numbers_that_are_none_are_written_as_ruby_writes_them() -> None:
    assert ["Infinity", "-Infinity", "NaN"] == [spell(float(it)) for it in ("inf", "-inf", "nan")]


def test_a_date_without_zone_is_in_the_zone_of_the_site_if_the_settings_say_so() -> None:
    source = "{{ page.date }}"
    local = LiquidSite(source="", stated={}, zone=ZoneInfo("Asia/Shanghai"), is_naive_local=True)

    assert ["2020-02-29 20:13:14 +0800", "2020-02-29 12:13:14 +0800"] == [
        render(source, "date: 2020-02-29 12:13:14", site) for site in (SITE, local)
    ]


def test_what_a_plugin_of_github_says_is_nil_unless_the_configuration_states_it() -> None:
    stated = LiquidSite(source="github: {owner: lin}", stated={}, zone=ZoneInfo("UTC"))

    assert ("lin", "") == (
        render("{{ site.github.owner }}", site=stated),
        render("{{ site.github.owner }}"),
    )


def test_a_filter_that_nobody_knows_is_passed_over_unless_the_site_is_strict() -> None:
    strict = LiquidSite(source="liquid: {strict_filters: true}", stated={}, zone=ZoneInfo("UTC"))

    assert ("A", (0, "unknown filter 'nosuch'")) == (
        render("{{ 'a' | nosuch: 1, b: 2 | upcase }}"),
        refuse("{{ 'a' | nosuch }}", site=strict),
    )


# What a post cannot have


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ site.time | date: '%Y' }}", "site.time is not known to feedtool"),
        ("{{ site.pages }}", "site.pages is not known to feedtool"),
        ("{{ site.static_files }}", "site.static_files is not known to feedtool"),
        ("{{ site.notes }}", "site.notes is not known to feedtool"),
        ("{{ page.next.url }}", "page.next is not known to feedtool"),
        ("{{ layout.a }}", "layout is not known to feedtool"),
        ("{{ page }}", "all of page at once is not known to feedtool"),
        ("{% for a in site %}{% endfor %}", "all of site at once is not known to feedtool"),
        ("{{ site | size }}", "size: all of site at once is not known to feedtool"),
        ("{{ site | jsonify }}", "jsonify: all of site at once is not known to feedtool"),
        ("{{ site.data | size }}", "size: all of site.data at once is not known to feedtool"),
        ("{% for a in site.data %}{% endfor %}", "all of site.data at once is not known to feedtool"),
        ("{{ 'now' | date: '%Y' }}", "date: now is no whole date, and feeds hold no clock to complete it"),
        (
            "{{ 'March 3' | date: '%Y' }}",
            "date: March 3 is no whole date, and feeds hold no clock to complete it",
        ),
        (
            "{{ site | append: 'x' | append: page.__class__.__mro__ }}",
            "append: all of site at once is not known to feedtool",
        ),
        ("{% render 'a' %}", "unexpected tag 'render'"),
        ("{{ 'a' | sample }}", "unknown filter 'sample'"),
        ("{% include a.html %}", "there is no file _includes/a.html"),
        ("{% include_relative a.html %}", "there is no file a.html beside the post"),
        ("{% include_relative ../a.html %}", "../a.html is no name of an include"),
        ("{% post_url a %}", "no post is called a"),
        ("{% link a %}", "no post, page or file lies at a"),
    ],
)
def test_what_a_post_cannot_have_is_refused_with_a_reason(source: str, reason: str) -> None:
    assert (1, reason) == refuse(f"一\n{source}")


def test_all_of_a_site_at_once_is_refused_by_whatever_asks_for_it() -> None:
    with pytest.raises(RefusedError, match=r"^all of site at once is not known to feedtool$"):
        next(iter(SITE.record(NO_FILES)))


def test_nothing_of_python_can_be_reached() -> None:
    source = "{{ __class__ }}{{ page.__class__ }}{{ page.site }}{{ site.source }}{{ page.title.__class__ }}。"

    assert "。" == render(source)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{%  %}", "a tag has no name"),
        ("{{ 'a' 'b' | upcase | true }}", "expected word, found true"),
        ("{{ (1..3) | where_exp: 'a', '(1..3) contains a' }}", "where_exp: a condition cannot ask a range"),
        ("{{ (1..3) | find_exp: 'a', page.none }}", "find_exp: only a text can be used so"),
        ("{{ (1..3) | group_by_exp: 'a', page.words }}", "group_by_exp: an expression is too long"),
        ("{{ (1..3) | group_by_exp: 'a', 'a | true' }}", "group_by_exp: expected word, found true"),
        ("{{ site.pages b }}", "site.pages is not known to feedtool"),
        ("{% if (1..9) contains 3 %}{% endif %}", "a condition cannot ask a range"),
        ("{{ 'a' | strip: 'b' }}", "strip: too many positional arguments"),
        ("{{ 'a' | upcase: 'b' }}", "upcase: too many positional arguments"),
        ("{{ 'a' | append }}", "append: missing a required argument: 'arg'"),
        ("{{ 'a' | truncate: 'b' }}", "truncate: b is no whole number"),
        ("{% raw %}x", "raw is not closed with {% endraw %}"),
        ("{% comment %}x", "comment is not closed with {% endcomment %}"),
        ("{% link %}", "link needs a name"),
        ("{% include } %}", "include needs the name of a file"),
        ("{% include_relative } %}", "include_relative needs the name of a file"),
        (
            "{% include a.html b='{{ page.title }}' %}",
            "a parameter of include is a variable without {{ }}, or a text without any",
        ),
        ("{{ 'a' | date_to_string }}", "date_to_string: a is no date"),
        (
            "{{ 'a' | slugify: 'latin' }}",
            "slugify: latin is no way to make a slug that feedtool knows; ascii, default, pretty and raw are",
        ),
        (
            "{{ 'a' | split: '' | sort: 'b', 'c' }}",
            "sort: c is no order of what has no b; it is first or last",
        ),
        ("{{ 'a' | split: '' | concat: 'b' }}", "concat: only a list can be put behind a list"),
        (
            "{{ 'a' | array_to_sentence_string }}",
            "array_to_sentence_string: only a list can be made a sentence of",
        ),
        ("{{ 1 | round: 99 }}", "round: a number has no so many digits"),
        ("{{ 99999999999999999 | date: '%Y' }}", "date: [Errno 75] Value too large for defined data type"),
        ("{{ 1 | date: '%999Y' }}", "date: a date cannot be written 999 characters wide"),
    ],
)
def test_what_is_written_wrongly_is_refused_with_a_reason(source: str, reason: str) -> None:
    assert (1, reason) == refuse(f"一\n{source}", f"words: {'a' * 1001}")


def test_a_fault_of_the_library_is_a_reason_too() -> None:
    source = "{% if page.ships contains page.names %}{% endif %}"

    assert (1, "TypeError: unhashable type: 'list'") == refuse(f"一\n{source}", "ships: {a: 1}\nnames: [a]")


# No work without bounds


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{% for a in (1..1000000000) %}{% endfor %}", TOO_LONG),
        ("{% for a in (1..1000000000) reversed %}{% endfor %}", TOO_LONG),
        ("{% tablerow a in (1..1000000000) %}{% endtablerow %}", TOO_LONG),
        (
            "{% tablerow a in (1..3000) %}{% tablerow b in (1..3000) %}{% endtablerow %}{% endtablerow %}",
            TOO_LONG,
        ),
        ("{% for a in (1..1000000000) offset:999999999 %}{% endfor %}", TOO_LONG),
        ("{% for a in (1..3000) %}{% for b in (1..3000) %}{{ b }}{% endfor %}{% endfor %}", TOO_LONG),
        (TEN + "{% assign x = x | append: x %}" * 40, f"append: {TOO_LONG}"),
        (TEN + "{% assign x = x | replace: 'a', x %}" * 40, f"replace: {TOO_LONG}"),
        (TEN + "{% capture x %}{{ x }}{{ x }}{% endcapture %}" * 40, TOO_LONG),
        ("{% assign x = 99999 %}" + "{% assign x = x | times: x %}" * 40, TOO_LONG),
        ("{{ (1..100000000) | join }}", f"join: {TOO_LONG}"),
        ("{{ '" + "<" * 30_000 + "' | strip_html }}", f"strip_html: {TOO_LONG}"),
        ("{{ (1..1000) | where_exp: 'a', '1' }}" * 500, f"where_exp: {TOO_LONG}"),
        ("{{ x }}" * 5_001, "there are more than 5000 tags"),
        ("{{ " + "(" * 101 + " }}", "a tag is too long"),
        ("{{ '" + "a" * 40_000 + "' }}", "a tag is too long"),
        ("{% if a %}" * 100 + "{% endif %}" * 100, "block nesting limit reached"),
        ("{{ 'a' }}" + "{{" * 10_000, "{{ is not closed with }}"),
        ("{% raw %}" + "{% endraw" * 10_000, "raw is not closed with {% endraw %}"),
    ],
)
def test_what_is_endless_ends(source: str, reason: str) -> None:
    assert (0, reason) == refuse(source)


@pytest.mark.parametrize("front_matter", ["a: &a [" + "x" * 300_001 + "]", f"a: {'[' * 60}{']' * 60}"])
def test_a_value_that_is_far_too_large_is_refused(front_matter: str) -> None:
    reason = "a value of the front matter, of _config.yml or of _data is too large for Liquid"

    assert (0, reason) == refuse("{{ page.a }}", front_matter)


def test_lines_of_aliases_that_grow_without_end_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 20)]

    _, reason = refuse("{{ page.a19 }}", "\n".join(lines))

    assert reason == "a value of the front matter, of _config.yml or of _data is too large for Liquid"
