"""A table in `_data` gives the rows that Jekyll gives, or is refused with a reason: none is lost unsaid."""

from pathlib import Path

import pytest
from archives import SITE
from test_named_files import name

from feedtool.data_tables import TableError, read_table
from feedtool.liquid_typing import RefusedError
from feedtool.yaml_text import read_yaml


def read(source: str, ending: str = ".csv", config: str = "") -> list[object]:
    values = read_yaml(config)
    return read_table(source, ending, values if isinstance(values, dict) else {})


# What Ruby's CSV gives was seen with its version 3.2.6.
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("a", []),
        ("a,b\n1,2\n\n3\n", [{"a": "1", "b": "2"}, {"a": None, "b": None}, {"a": "3", "b": None}]),
        ("a,b\n1,2,3,4\n", [{"a": "1", "b": "2", None: "3"}]),
        ("a,b,\n1,2,\n", [{"a": "1", "b": "2", None: None}]),
        ("a,a\n1,2\n", [{"a": "1"}]),
        (",b\n1,2\n", [{None: "1", "b": "2"}]),
        ("\na,b\n1,2\n", [{None: "a"}, {None: "1"}]),
        ("a,b\r\n 1 , 2\r\n", [{"a": " 1 ", "b": " 2"}]),
        ('a\n"x ""y"", z"\n', [{"a": 'x "y", z'}]),
        ('a\n"1\n2"\n', [{"a": "1\n2"}]),
    ],
)
def test_a_row_is_a_mapping_by_the_header(source: str, expected: list[object]) -> None:
    assert expected == read(source)


def test_tabs_part_the_fields_of_tsv() -> None:
    assert [{"a,b": "1,2", "c": "3"}] == read("a,b\tc\n1,2\t3\n", ".tsv")


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("csv_reader: {headers: true}", [{"a": "1", "b": None}]),
        ("csv_reader: {headers: false}", [["a", "b"], ["1", None]]),
        ("csv_reader: {headers: null}", [["a", "b"], ["1", None]]),
        ("tsv_reader: {headers: false}", [{"a": "1", "b": None}]),
        ("csv_reader: on", [{"a": "1", "b": None}]),
    ],
)
def test_a_site_can_say_that_its_tables_have_no_header(config: str, expected: list[object]) -> None:
    assert expected == read("a,b\n1,\n", config=config)


@pytest.mark.parametrize(
    ("source", "config", "reason"),
    [
        ('a,b\n"",1\n', "", r'^a field is an empty text in quotes, ""; leave it empty$'),
        ('a,b\n1,""\r\n', "", r'^a field is an empty text in quotes, ""; leave it empty$'),
        ('a\n"x\n', "", r"^unexpected end of data$"),
        (
            "a\n1\n",
            "csv_reader: {csv_converters: [numeric]}",
            r"^csv_reader in _config\.yml asks for what is not known to feedtool$",
        ),
        (
            "a\n1\n",
            "csv_reader: {headers: first_row}",
            r"^csv_reader in _config\.yml asks for what is not known to feedtool$",
        ),
    ],
)
def test_what_cannot_be_read_as_jekyll_does_is_refused(source: str, config: str, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        read(source, config=config)


def test_a_table_that_is_refused_is_named(tmp_path: Path) -> None:
    files = name(tmp_path, {"_data/ships.csv": 'a\n"x\n'}, SITE)

    with pytest.raises(RefusedError, match=r"^_data/ships\.csv cannot be read: unexpected end of data$"):
        files.read_data("ships")
