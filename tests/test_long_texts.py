"""A text that is all marks, or nested without end, takes no long time, breaks nothing, and is kept as text.

None of these tests looks at a clock: what went through its text once for every mark took minutes over them.
"""

import sys
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtool.kramdown_options import KramdownOptions
from feedtool.markdown import render


@pytest.mark.parametrize(
    "text",
    [
        "`" * 20_000,
        "~" * 20_000,
        "~~a " * 10_000,
        "[" * 50_000,
        "[" * 5_000 + "]" * 5_000,
        "[a][" * 12_000,
        "![" * 20_000,
        "](" * 20_000,
        "[a](b 'c " * 8_000,
        "{::l} " * 8_000,
        "a {::comment} " * 4_000,
        "< " * 25_000,
    ],
    ids=lambda text: f"{len(text)} of {text[:8]}",
)
def test_marks_that_mark_nothing_are_kept_as_text(text: str) -> None:
    shown = render(f"{text}.").replace("‘", "'").replace("’", "'")

    assert f"{text}.".split() == unescape(shown).removeprefix("<p>").removesuffix("</p>\n").split()


@pytest.mark.parametrize(
    "text",
    [
        "*" * 20_000,
        "_a" * 20_000,
        "<b>" * 5_000,
        '"' * 5_000,
        "[a](<b " * 8_000,
        '[a](b "c ' * 8_000,
        "> " * 2_000,
        "- a\n" * 10_000,
        "[^a]: " * 9_000,
        "|<code>" * 2_000,
        "# a" + " " * 20_000 + "b",
        '<div markdown="1">\n' * 2_000,
        "<table markdown='0'>\n" * 2_000,
        "![" * 45 + "]" * 45,
        "[q]: /a\n\n" + "[" * 2_000 + "]" * 2_000,
        "{::comment}\n" * 4_000,
        "```` a b\n```\n" * 4_000,
        "\n".join(f"[r{number}]: /a" for number in range(5_000)),
        "\n".join("|" + "a|" * 200 for _ in range(100)),
        " ".join(f"[^{number}]" for number in range(3_000))
        + "".join(f"\n\n[^{number}]: a" for number in range(3_000)),
    ],
    ids=lambda text: f"{len(text)} of {text[:18]!r}",
)
def test_what_stands_above_marks_without_end_is_kept(text: str) -> None:
    rendered = render(f"先\n\n{text}\n")

    assert "<p>先</p>\n" == rendered[:9]


@pytest.mark.parametrize(
    "unit",
    [
        "`",
        "~",
        "[",
        "[a][",
        "[a](b ",
        "{::comment}\n",
        "```` a b\n",
        "````a\n```\n",
        "{:toc}\n",
        "*a ",
        "- a\n",
        "> a\n",
    ],
)
def test_twice_the_text_takes_twice_the_work(unit: str) -> None:
    render(unit)  # what is made once and kept

    assert _count_calls(unit * 2_000) < 2.2 * _count_calls(unit * 1_000)


def _count_calls(source: str) -> int:
    """Count the functions that are called to render a text."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        render(source)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("opening", ["<div markdown='1'>\n\n", "<table markdown='0'>\n\n", "> ", "- "])
def test_the_text_inside_of_elements_nested_without_end_is_kept(opening: str) -> None:
    assert 1 == render(opening * 1_000 + "深").count("深")


def test_the_text_inside_of_elements_nested_without_end_is_kept_where_all_are_read() -> None:
    rendered = render("<div>\n" * 1_000 + "深", KramdownOptions(parses_blocks=True))

    assert (1_000, 1) == (rendered.count("<div>"), rendered.count("深"))


def test_links_behind_many_brackets_are_links() -> None:
    assert render("[1] " * 5_000 + "[a](b)").endswith('[1] <a href="b">a</a></p>\n')


def test_names_behind_brackets_that_are_none_are_looked_up() -> None:
    rendered = render("[q]: /a\n\n" + "[1], " * 2_000 + "[q]")

    assert rendered.endswith('[1], <a href="/a">q</a></p>\n')


@given(
    st.lists(
        st.sampled_from(["```", "````", "`````", "``", "```` a", "``` a b", "   ```", "甲"]), max_size=12
    )
)
def test_a_fence_reaches_to_the_next_that_is_as_long(lines: list[str]) -> None:
    """Each is sought anew here, from its full length down to the shortest that it can be read with."""
    rendered = render("\n".join(["甲", "", *lines]) + "\n")

    assert _count_fences(lines) == rendered.count("<pre>")


def _count_fences(lines: list[str]) -> int:
    count, number = 0, 0
    while number < len(lines):
        last = _find_fence_end(lines, number)
        count += last is not None
        number = number + 1 if last is None else last + 1
    return count


def _find_fence_end(lines: list[str], start: int) -> int | None:
    words = lines[start].split()
    longest = len(words[0]) if set(words[0]) == {"`"} else 0
    if longest < 3 or len(words) > 2:
        return None
    below = range(start + 1, len(lines))
    for length in range(longest, 2 if len(words) == 1 else longest - 1, -1):
        for number in below:
            if set(lines[number].strip()) == {"`"} and len(lines[number].strip()) >= length:
                return number
    return None


def test_a_highlight_without_end_in_an_item_is_none_of_the_text_below() -> None:
    source = "- {% highlight a %}\n\n{% highlight b %}\n*x*\n{% endhighlight %}\n"

    assert "*x*\n" in render(source, KramdownOptions(keeps_liquid=True))
