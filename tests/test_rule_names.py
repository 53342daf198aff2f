"""Every rule has a name: reports show it, and the settings add words, change rules and switch them off."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from archives import make_post, write_archive
from build import find_known, make_config, make_raw
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from feedtool.audit import describe_audit
from feedtool.cli import app
from feedtool.credit import decide
from feedtool.model import Credit, Draft
from feedtool.outlet_rules import DEFAULT_OUTLET_RULES
from feedtool.outlets import find_no_outlet, find_nobody, find_outlet_rule, find_rules_of
from feedtool.pipeline import generate
from feedtool.prepare import prepare
from feedtool.questions import audit, inspect
from feedtool.rule_names import GROUPS, PERMANENT, STEPS, names_of, words_of
from feedtool.rule_settings import read_rules
from feedtool.rules import DEFAULT_RULES, Rules
from feedtool.settings import Settings


def draft(body: str, rules: Rules, **fields: str) -> Draft:
    made = prepare(make_raw(text=make_post(body, **fields)), make_config(rules=rules))
    assert made is not None
    return made


def credit(body: str, table: dict[str, Any], **fields: str) -> Credit:
    """Give the verdict on a post alone in its archive, under a table of rules."""
    rules = read_rules(table)
    made = draft(body, rules, **fields)
    return decide(made.evidence, find_known([made], rules), make_config(rules=rules))


def source(body: str, table: dict[str, Any], **fields: str) -> str | None:
    return credit(body, table, **fields).source


#: How a post of the archive ends in a digest, and in a tag.
DIGEST = "> 货轮进港，一切如常。（{}）"


@pytest.mark.parametrize(
    ("table", "body", "fields", "without", "expected"),
    [
        # An ending that the built-in table does not have, and one that it has.
        ({"outlet_endings": ["港讯台"]}, DIGEST.format("海岸港讯台"), {}, None, "海岸港讯台"),
        ({"off": ["ending 日报"]}, DIGEST.format("海港日报"), {}, "海港日报", None),
        # What is none, by its shape: added, replaced by its name, switched off.
        (
            {"no_outlets": [{"name": "own-bulletin", "pattern": "^港务"}]},
            DIGEST.format("港务日报"),
            {},
            "港务日报",
            None,
        ),
        ({"off": ["no-outlet-report"]}, DIGEST.format("公司公众号"), {}, None, "公司公众号"),
        (
            {"no_outlets": [{"name": "no-outlet-report", "pattern": "^港务"}]},
            DIGEST.format("公司公众号"),
            {},
            None,
            "公司公众号",
        ),
        # Nobodies: a word, in any case, and a word of the built-in table.
        ({"nobodies": ["Staff Desk"]}, "货轮进港。\n\n（文章来源：staff desk）", {}, "staff desk", None),
        ({"off": ["nobody 编辑部"]}, "货轮进港。", {"source": "编辑部"}, None, "编辑部"),
        ({"off": ["nobody-but-media"]}, "货轮进港。", {"source": "多家媒体"}, None, "多家媒体"),
        # Subjects: what a tag is about.
        ({"subjects": ["渔港"]}, "货轮进港。", {"tags": "渔港新闻"}, "渔港", None),
        ({"off": ["subject 汽车"]}, "货轮进港。", {"tags": "汽车新闻"}, None, "汽车"),
        # Names.
        ({"off": ["outlet 新华社"]}, DIGEST.format("新华社"), {}, "新华社", None),
        ({"outlets": ["海岸灯"]}, DIGEST.format("海岸灯"), {}, None, "海岸灯"),
        ({"outlets": ["佚名"]}, "货轮进港。", {"source": "佚名"}, None, "佚名"),
    ],
)
def test_a_word_of_the_tables_is_added_and_switched_off_by_its_name(
    table: dict[str, Any], body: str, fields: dict[str, str], without: str | None, expected: str | None
) -> None:
    assert (without, expected) == (source(body, {}, **fields), source(body, table, **fields))


@pytest.mark.parametrize(
    ("table", "address", "expected"),
    [
        ({}, "https://e.example/1?a=1&utm_source=x&fbclid=y", "https://e.example/1?a=1"),
        ({}, "https://e.example/1?utm_=x&a", "https://e.example/1?utm_=x&a"),
        (
            {"tracking_parameters": ["from", "hs_*"]},
            "https://e.example/1?from=app&hs_a=1",
            "https://e.example/1",
        ),
        ({"off": ["tracking utm_*"]}, "https://e.example/1?utm_id=1&gclid=2", "https://e.example/1?utm_id=1"),
    ],
)
def test_parameters_that_follow_a_reader_are_rules_with_names(
    table: dict[str, Any], address: str, expected: str
) -> None:
    rules = read_rules(table)

    assert expected == draft("货轮进港。", rules, source_url=address).evidence.original_url


def test_a_tracker_stays_where_its_rule_is_off() -> None:
    body = '货轮进港。<img src="https://t.example/p.gif" width="1" height="1">'

    assert ["tracker"] == [it.rule for it in draft(body, DEFAULT_RULES).removals]
    off = draft(body, read_rules({"off": ["tracker"]}))
    assert ([], True) == ([it.rule for it in off.removals], "t.example/p.gif" in off.content_html)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("digset", "off: no rule is named digset; did you mean digest?"),
        ("utm_*", "off: no rule is named utm_*; did you mean tracking utm_*?"),
        ("日报", "off: no rule is named 日报; did you mean ending 日报?"),
        ("ending 日抱", "off: no rule is named ending 日抱; did you mean ending 日报?"),
        (
            "!!",
            "off: no rule is named !!; the names are those that inspect, audit and the report show",
        ),
        (
            "bad-address",
            f"off: bad-address cannot be switched off: {PERMANENT['bad-address']}",
        ),
        (
            "site",
            f"off: site cannot be switched off: {PERMANENT['site']}",
        ),
    ],
)
def test_a_name_that_no_rule_has_is_an_error_that_says_which_was_meant(name: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"^off: ") as caught:
        read_rules({"off": ["tag", name]})
    assert message == str(caught.value)


@pytest.mark.parametrize("name", GROUPS)
def test_a_rank_of_evidence_is_switched_off_with_all_its_rules(name: str) -> None:
    body, fields = "货轮进港。\n\n（文章来源：海港日报）", {"source": "灯塔晚报"}
    expected = {"credit-line": ("灯塔晚报", None), "front-matter": ("海港日报", "海港日报")}

    table = {"off": [name]}
    assert expected[name] == (source(body, table, **fields), source(body, table))


@pytest.mark.parametrize(
    "name", sorted(set(STEPS) - {"learned-chrome", "same-original", "same-title-and-day"})
)
def test_a_step_that_is_off_finds_nothing(name: str) -> None:
    body = (
        "# 标题\n\n货轮进港。\n\n> 一切如常。（海港日报）\n\n（文章来源：[灯塔晚报](https://d.example/1)）\n\n"
        '<https://e.example/2>\n\n[返回首页](/)<link rel="canonical" href="https://c.example/3">'
    )
    table = {"off": [name]}
    made = draft(body, read_rules(table), tags="海港日报新闻", author="小王")

    found = {*made.evidence.matched, *(it.rule for it in made.removals), made.evidence.original_rule}
    assert name not in found | {credit("货轮进港。", table, author="小王", tags="岛上茶馆新闻").rule_name}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"outlet_endings": "日报"}, "outlet_endings: must be a list of texts"),
        ({"outlet_endings": [""]}, "outlet_endings: each text needs a letter at least"),
        ({"nobodies": ["。"]}, "nobodies: each text needs a letter at least"),
        ({"subjects": [1]}, "subjects: must be a list of texts"),
        ({"tracking_parameters": ["*"]}, "tracking_parameters: each text needs a letter at least"),
        ({"no_outlets": [{"name": "a"}]}, "no_outlets: each rule is a table with the keys name, pattern"),
    ],
)
def test_words_that_could_hide_everything_are_refused(table: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=r"^\w+: ") as caught:
        read_rules(table)
    assert message == str(caught.value)


def test_every_name_is_that_of_one_rule_alone() -> None:
    rows = [
        rule.name
        for table in (
            DEFAULT_RULES.elements,
            DEFAULT_RULES.blocks,
            DEFAULT_RULES.credit_lines,
            DEFAULT_RULES.fields,
            DEFAULT_RULES.original_links,
            DEFAULT_RULES.no_originals,
            DEFAULT_RULES.outlet_rules.no_outlets,
            DEFAULT_RULES.outlet_rules.nobody_phrases,
            DEFAULT_RULES.outlet_rules.persons,
        )
        for rule in table
    ]
    words = [f"{kind} {word}" for kind, found in words_of(DEFAULT_RULES).items() for word in found]
    names = [*rows, *words, *STEPS, *GROUPS, *PERMANENT]

    assert sorted(set(names)) == sorted(names)
    assert names_of(DEFAULT_RULES) == {*rows, *words, *STEPS}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("海港日报", {"ending 日报"}),
        ("新华社", {"outlet 新华社"}),
        ("网络整理", {"nobody-but-web-or-own"}),
        ("佚名", {"nobody 佚名"}),
        ("汽车新闻", {"subject 汽车"}),
        ("汽车", {"subject 汽车"}),
        ("每日快报", {"no-outlet-report", "subject 每日"}),
        ("日报", set()),
        ("港口", set()),
    ],
)
def test_what_the_rules_say_of_a_name_has_their_names(name: str, expected: set[str]) -> None:
    assert expected == find_rules_of(name, DEFAULT_OUTLET_RULES)


@given(st.text(alphabet="日报晚新闻汽车网络公司原载佚名abc ", max_size=8))
def test_all_that_is_said_of_a_name_is_the_name_of_a_rule(name: str) -> None:
    rules = DEFAULT_OUTLET_RULES
    said = {find_outlet_rule(name, rules), find_nobody(name, rules), find_no_outlet(name, rules)} - {""}

    assert said <= names_of(DEFAULT_RULES)
    assert find_rules_of(name, rules) <= names_of(DEFAULT_RULES)


def test_words_that_found_something_are_not_named_as_unused(tmp_path: Path) -> None:
    posts = {
        "_posts/2021-12-01-a.md": make_post("货轮进港。\n\n> 一切如常。（海港日报）", title="甲"),
        "_posts/2021-12-02-b.md": make_post("货轮乙进港。", title="乙", tags="汽车新闻", source="佚名"),
        "_posts/2021-12-03-c.md": make_post(
            "货轮丙进港。", title="丙", source_url="https://e.example/1?gclid=1"
        ),
        "_posts/2021-12-04-d.md": make_post("货轮丁进港。\n\n来源：网络整理", title="丁"),
    }
    site = write_archive(tmp_path / "site", posts)
    unused = set(generate(Settings(), str(site), tmp_path / "feeds").unused_rules)

    used = {"ending 日报", "subject 汽车", "nobody 佚名", "tracking gclid", "nobody-but-web-or-own"}
    assert used == names_of(DEFAULT_RULES) & used - unused
    assert {"ending 晚报", "nobody 未知", "tracking fbclid", "outlet 新华社", "nobody-but-media"} <= unused


def test_the_json_of_reports_has_the_words_of_the_tables_in_a_line_each(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {"_posts/2021-12-01-a.md": make_post("货轮进港。")})
    settings = site / "feedtool.toml"
    settings.write_text("[rules]\nsubjects = ['渔港']\n", encoding="utf-8")
    report = tmp_path / "report.json"
    arguments = ["generate", str(site), "-o", str(tmp_path / "feeds"), "--report", str(report), "--no-index"]
    assert 0 == CliRunner().invoke(app, [*arguments, "--config", str(settings)]).exit_code
    told = json.loads(report.read_text(encoding="utf-8"))

    assert "subject 渔港" in told["unused_rules"]
    assert "no-outlet-report" in told["unused_rules"]
    assert "ending 日报" not in told["unused_rules"]
    assert "日报" in told["unused_words"]["ending"].split(", ")
    assert ["ending", "nobody", "outlet", "subject", "tracking"] == sorted(told["unused_words"])
    assert told["unused_words"] == describe_audit(audit(Settings(), str(site)))["unused_words"]


def test_inspect_names_the_rule_that_takes_a_name_for_an_outlets(tmp_path: Path) -> None:
    path = "_posts/2021-12-01-a.md"
    site = write_archive(tmp_path, {path: make_post("货轮进港。\n\n> 一切如常。（海港日报）")})

    (found,) = inspect(Settings(), str(site), [Path(path)])

    assert found.entry is not None
    assert ("digest", ("ending 日报",)) == (found.entry.credit.rule, found.entry.credit.name_rules)


def test_a_process_that_is_sent_rules_twice_has_them_once() -> None:
    rules = read_rules({"subjects": ["渔港"]}).outlet_rules

    one, other = (pickle.loads(pickle.dumps(rules)) for _ in range(2))  # noqa: S301 - bytes of our own
    assert one is other
    assert (rules, hash(rules)) == (one, hash(one))


def test_of_two_credit_lines_that_nobody_can_read_the_first_is_told() -> None:
    rules = read_rules({"credit_lines": [{"name": "own", "pattern": "（文章(.+)）"}]})

    assert (
        "来源：他们说，谁知道呢"
        == draft("货轮进港。\n\n（文章来源：他们说，谁知道呢）", rules).evidence.unread
    )


@pytest.mark.parametrize(("length", "expected"), [(20, "https://e.example/1"), (320, None)])
def test_a_long_block_that_names_an_original_is_the_article_and_no_note(
    length: int, expected: str | None
) -> None:
    body = f"{'港' * length}。原文链接：[看这里](https://e.example/1)\n\n货轮进港。\n\n又及。"

    assert expected == draft(body, DEFAULT_RULES).evidence.original_url
