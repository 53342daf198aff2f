"""Markdown has the text that kramdown gives it; data/kramdown.json was written down by kramdown 2.4.0."""

import json
from typing import Any

import pytest
from jekyll_runner import fold_text
from sample import ROOT

from feedtool.kramdown_options import read_options
from feedtool.markdown import render

RECORDED: list[dict[str, Any]] = json.loads((ROOT / "tests/data/kramdown.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("recorded", RECORDED, ids=str)
def test_a_text_reads_as_kramdown_renders_it(recorded: dict[str, Any]) -> None:
    assert recorded["text"] == fold_text(render(recorded["source"], read_options(recorded["options"])))


def test_marks_that_nothing_closes_are_text_however_many_there_are() -> None:
    source = "*a __b* **c__ " * 200

    assert source.count("a") == render(source).count("a")


@pytest.mark.parametrize("source", ["| a |\n`x|y`", "| `x|y`", "a | b\n---|---\n`x|y`"])
def test_a_line_whose_only_bar_is_code_makes_no_table(source: str) -> None:
    rendered = render(source)

    assert ("<code>x|y</code>" in rendered, "<table>" in rendered) == (True, source == "| `x|y`")


def test_what_is_struck_out_keeps_its_end_whatever_is_open_in_it() -> None:
    assert "<p><s><code>a</s></code> b</p>\n" == render("~~<code>a~~</code> b")


def test_a_link_inside_of_another_is_the_one_that_counts() -> None:
    source = "[一 [二] [a] 三](/x)\n\n[a]: /y\n"

    assert '<p>[一 <a href="/y">二</a> 三](/x)</p>\n' == render(source)
