"""Markdown has the text that kramdown gives it, as kramdown 2.4.0 wrote it down in data/."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from jekyll_markdown import POSTS
from jekyll_runner import fold_text
from sample import ROOT

from feedtool.kramdown_options import read_options
from feedtool.markdown import render

RECORDED: list[dict[str, Any]] = json.loads((ROOT / "tests/data/kramdown.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("recorded", RECORDED, ids=str)
def test_a_text_reads_as_kramdown_renders_it(recorded: dict[str, Any]) -> None:
    assert recorded["text"] == fold_text(render(recorded["source"], read_options(recorded["options"])))


@pytest.mark.parametrize("post", POSTS, ids=str)
def test_a_whole_post_reads_as_kramdown_renders_it(post: Mapping[str, str]) -> None:
    assert post.get("rendered", post["text"]) == fold_text(render(post["source"]))


def test_at_most_one_of_twenty_whole_posts_is_rendered_otherwise_and_each_says_why() -> None:
    otherwise = [post for post in POSTS if "rendered" in post]

    assert [] == [post for post in otherwise if not post["why"]]
    assert len(otherwise) <= len(POSTS) / 20


def test_marks_that_nothing_closes_are_text_however_many_there_are() -> None:
    source = "*a __b* **c__ " * 200

    assert source.count("a") == render(source).count("a")


@pytest.mark.parametrize("source", ["| a |\n`x|y`", "| `x|y`", "a | b\n---|---\n`x|y`"])
def test_a_line_whose_only_bar_is_code_makes_no_table(source: str) -> None:
    rendered = render(source)

    assert ("<code>x|y</code>" in rendered, "<table>" in rendered) == (True, source == "| `x|y`")


def test_what_is_struck_out_keeps_its_end_whatever_is_open_in_it() -> None:
    assert "<p><s><code>a</s></code> b</p>\n" == render("~~<code>a~~</code> b")


def test_no_link_stands_inside_of_another() -> None:
    source = "[一 [二] [a] 三](/x)\n\n[a]: /y\n"

    assert '<p><a href="/x">一 [二] [a] 三</a></p>\n' == render(source)


def test_elements_that_stand_too_deep_in_others_inside_of_a_line_keep_their_text() -> None:
    rendered = render("<b>" * 80 + "一 *二*")

    assert ("一 *二*</b>", 80) == (rendered[rendered.index("一") :][:9], rendered.count("<b>"))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("1" * 5_000 + ". 一\n", id="a number of thousands of digits"),
        pytest.param("二\n" + "{: .a}\n" * 2_000 + "| 一 |\n", id="thousands of lists of attributes"),
        pytest.param("> " * 2_000 + "一\n", id="quotations in quotations"),
        pytest.param("- " * 2_000 + "一\n", id="lists in lists"),
    ],
)
def test_what_nobody_writes_stops_nothing(source: str) -> None:
    assert 1 == render(source).count("一")
