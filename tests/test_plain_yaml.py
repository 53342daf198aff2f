"""Front matter that is read without a parser reads as the parser reads it, to the kind of each value."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from feedtool import yaml_text
from feedtool.yaml_text import PlainBool, PlainDate, PlainNumber, YamlError, read_yaml, spell_number

_KEYS = ("title", "date", "tags", "a-b", "_x", "on", "no", "y", "null", "true", "1", "<<", "=", "标题", "A1")
_VALUES = (
    *("甲", "甲 乙", "a: b", "a:b", "a #b", "a#b", "#", "a:", ":a", "- a", "-a", "[a, b]", "[", "{a: b}", "{"),
    *("'a'", "'a''b'", "'a", '"a"', '"a\\n"', '"a', "'a' b", "'a' #b", '"甲：乙"', "''", '""', "a'b", 'a"b'),
    *("true", "No", "on", "y", "null", "Null", "~", "007", "1_000", "0b_", "0x1F", "1:30", "1.5", "-1", "+1"),
    *(".5", "1e3", "1.e3", ".inf", "190:20:30", "2020-01-02", "2020-1-2", "2020-01-02 10:00:00", "2020-13-01"),
    *("2020-01-02T10:00:00Z", "=", "<<", "a=b", "|", ">", "| a", "&a", "*a", "!a", "!!str 1", "%a", "@a", "`a"),
    *("? a", "?a", ", a", "]", "}", "—", "（甲）", "3%", "a\\b", "a  b", "甲 ", " 甲", "\t甲", "甲\t", "a\tb"),
    *("\ufeff", "a\ufeff", "\x85", "a\x85b", "\u2028", "a\u2028b", "\xa0", "a\xa0b", "\x7f", "\ud800", "\uffff"),
    *("😀", "a 😀", "9", "9a", "²", "٣", "٣٤", "a…", "...", "---", "--- a"),
)
values = st.one_of(
    st.sampled_from(_VALUES),
    st.text("ab1-:#'\" ,[]{}&*!|>%@`\\?=~.\t甲", max_size=8),
    st.text(max_size=4),
)
keys = st.one_of(st.sampled_from(_KEYS), st.text("ab1_-. ?甲", max_size=4))
lines = st.one_of(
    st.tuples(keys, st.sampled_from((": ", ":", ":  ", " : ", ":\t")), values).map("".join),
    values,
    st.sampled_from(("", " ", "# a", "---", "...", "- a", "  a: b", "\ta: b")),
)
blocks = st.lists(lines, max_size=5).map("\n".join)


def kinds(value: Any) -> Any:
    return [(key, type(item), item) for key, item in value.items()]


@given(blocks)
@example("title: 甲\ndate: 2020-01-02\ntags: 007\npublished: no\nempty:")
@example("a: b\na: c")
def test_what_needs_no_parser_reads_as_the_parser_reads_it(source: str) -> None:
    plain = yaml_text._read_plainly(source)

    if plain is not None:
        assert kinds(yaml.load(source, Loader=yaml_text._Loader)) == kinds(plain)  # noqa: S506 - a safe one


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("title: 甲 乙", {"title": "甲 乙"}),
        ("a: 'b: c'", {"a": "b: c"}),
        ('a: "b # c"', {"a": "b # c"}),
        ("a: ''", {"a": ""}),
        ("a:", {"a": None}),
        ("a: b:c#d ", {"a": "b:c#d"}),
        ("a: 2020-01-02", {"a": PlainDate("2020-01-02")}),
        ("a: 007", {"a": PlainNumber("007")}),
        ("a: no", {"a": PlainBool("no")}),
        ("a: b\nc: d", {"a": "b", "c": "d"}),
        ("a: b\na: c", {"a": "c"}),
    ],
)
def test_a_key_with_one_value_on_a_line_is_read_without_a_parser(
    source: str, expected: dict[str, str]
) -> None:
    plain = yaml_text._read_plainly(source)

    assert plain is not None
    assert kinds(expected) == kinds(plain)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "a: [b]",
        "a: {b: c}",
        "a: b: c",
        "a: b #c",
        "a: 'b''c'",
        'a: "b\\n"',
        "a: |",
        "a: &b c",
        "a: ~",
        "a: null",
        "on: b",
        "a: b\n  c",
        "- a",
        "a: b\tc",
        "a: b\x85c",
        "# a",
        "...",
    ],
)
def test_what_could_mean_something_is_left_to_the_parser(source: str) -> None:
    assert yaml_text._read_plainly(source) is None


def test_what_is_no_yaml_is_told_with_its_lines() -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml("a: b\nc: [}\nd: e")

    assert "did not find expected node content" in str(caught.value)
    assert 1 in caught.value.lines


def test_bytes_that_are_no_text_have_no_line() -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(b"a: \xff\xfe\xfa")

    assert caught.value.lines == ()


@pytest.mark.parametrize(("written", "said"), [("007", "7"), ("0x1F", "31"), ("1_000", "1000"), ("1.50", "1.5")])
def test_a_number_is_spelt_as_a_program_that_reads_it_spells_it(written: str, said: str) -> None:
    assert said == spell_number(PlainNumber(written))
