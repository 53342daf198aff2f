"""Front matter is found where Jekyll finds it, read without types, repaired where the intent is evident."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtool.errors import PostError
from feedtool.front_matter import FrontMatter, split
from feedtool.text import strip_illegal
from feedtool.yaml_text import PlainDate


def read(block: str) -> FrontMatter:
    """Read the lines between the dashes."""
    found, body = split(f"---\n{block}\n---\n正文")
    assert "正文" == body
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "values", "body"),
    [
        ("---\na: b\n---\nbody\n", {"a": "b"}, "body\n"),
        ("--- \t\na: b\n---  \nbody", {"a": "b"}, "body"),
        ("---\na: b\n...\nbody", {"a": "b"}, "body"),
        # blank lines after it are swallowed
        ("---\na: b\n---\n\n\nbody", {"a": "b"}, "body"),
        ("---\na: b\n---", {"a": "b"}, ""),
        ("---\n---\nbody", {}, "body"),
        ("---\n# nothing\n---\nbody", {}, "body"),
        # a rule of the body ends nothing
        ("---\na: b\n---\nbody\n---\nmore", {"a": "b"}, "body\n---\nmore"),
        ("---\na: ----\nb: c---\n---\nbody", {"a": "----", "b": "c---"}, "body"),
    ],
)
def test_front_matter_stands_between_dashes(source: str, values: dict[str, object], body: str) -> None:
    found, rest = split(source)

    assert found is not None
    assert (values, body) == (found.values, rest)


def test_front_matter_that_is_not_closed_is_refused_and_not_published_as_text() -> None:
    with pytest.raises(PostError, match="not closed"):
        split("---\ntitle: a\ndate: 2020-01-02\n\nbody\n")


@pytest.mark.parametrize(
    "source", ["", "body", "\n---\na: b\n---\n", "---\na rule\n", "----\na: b\n---\n", " ---\na: b\n---\n"]
)
def test_a_file_without_front_matter_is_all_body(source: str) -> None:
    assert (None, source) == split(source)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("007", "007"),
        ("no", "no"),
        ("true", "true"),
        ("1.50", "1.50"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2020-13-45", "2020-13-45"),
        (".nan", ".nan"),
        ("'it''s'", "it's"),
        (r'"a\"b\u4e2d"', 'a"b中'),
        ("[007, no]", ["007", "no"]),
        ("{name: 007}", {"name": "007"}),
        ("", None),
        ("~", None),
        ("!!int 5", "5"),
    ],
)
def test_a_value_is_what_is_written_there_without_types(written: str, expected: object) -> None:
    assert {"a": expected} == read(f"a: {written}").values


def test_a_key_is_text_too() -> None:
    assert {"2020": "a", "True": "b", "None": "c"} == read("2020: a\nTrue: b\n~: c").values


@pytest.mark.parametrize(
    ("written", "is_quoted"),
    [
        ("2020-01-02", False),
        ("2020-01-02 22:00:00", False),
        ("2020-01-02T22:00:00Z", False),
        ('"2020-01-02 22:00:00"', True),
        ("2020-01-02 22:00", True),
        ("2020-01-02 22:00:00 +0800", True),
        ("", True),
    ],
)
def test_a_date_in_quotes_is_told_from_one_without(written: str, *, is_quoted: bool) -> None:
    assert is_quoted is read(f"date: {written}").is_date_quoted()


def test_a_plain_date_is_the_text_that_is_written_there() -> None:
    assert "2020-01-02" == PlainDate("2020-01-02")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"白酒"突然爆发"', '白酒"突然爆发'),
        ('""入世"20年"', '"入世"20年'),
        ('"未完', "未完"),
        ("'it's'", "it's"),
        ("'tis", "tis"),
        ("快讯: 央行: 降准", "快讯: 央行: 降准"),
        ("@所有人", "@所有人"),
        ("`a`", "`a`"),
        ("%涨", "%涨"),
        ("[公告] 停牌", "[公告] 停牌"),
        ("[未完", "[未完"),
        ("{{ page.title }}", "{{ page.title }}"),
        ("*ST海航", "*ST海航"),
        ("!注意", "!注意"),
        ("- 5%", "- 5%"),
        ("=", "="),
        ("<<", "<<"),
        (r'"C:\d"', r"C:\d"),
        ('"', ""),
        ("'\"'", '"'),
        (r'"It\'s \"here\""', 'It\'s "here"'),
        (r'"中国\“品牌\“"', "中国“品牌“"),
        ('a"b: c', 'a"b: c'),
        ('"a" "b"', 'a" "b'),
    ],
)
def test_a_title_that_yaml_cannot_read_is_what_it_evidently_says(written: str, expected: str) -> None:
    assert expected == (read(f"layout: post\ntitle: {written}\ntags: 甲").exact("title") or "")


@pytest.mark.parametrize("line", ["categories: {a: ", "tags: [甲, 乙", "permalink: [x", "date: {2020"])
def test_a_list_or_table_without_end_is_no_word_of_an_address(line: str) -> None:
    with pytest.raises(PostError, match="the front matter is not valid YAML"):
        read(f"title: 甲\n{line}")


def test_a_line_separator_inside_a_title_is_repaired_like_anything_else() -> None:
    # U+2028 comes along when text is copied from a web page; for YAML it ends the line.
    assert "上 下" == read("title: 上\u2028下\ndate: 2020-01-02").plain("title")


def test_every_repair_names_its_key_and_its_line() -> None:
    found = read('layout: post\ntitle: "a"b"\ndate: 2020-01-02\nsubtitle: c: d')

    assert (("title", 3), ("subtitle", 5)) == found.repairs


def test_what_can_be_read_is_not_repaired() -> None:
    assert () == read('title: "a\\"b"\ntags: [a, "b: c"]\nauthor:\n  name: 甲').repairs


@pytest.mark.parametrize(
    "block",
    [
        'title: "未完\ndate: 2020-01-02 22:00:00',
        'layout: post\ntitle: "未完\ndate: 2020-01-02 22:00:00\ntags: 甲',
        'layout: post\ntitle: "未完\ndate: 2020-01-02 22:00:00\ntags: "甲"',
        "layout: post\ntitle: [未完\ndate: 2020-01-02 22:00:00\ntags: 甲",
    ],
)
def test_a_quote_that_is_not_closed_leaves_the_other_lines_alone(block: str) -> None:
    found = read(block)

    assert ["title"] == [key for key, _ in found.repairs]
    # A date in quotes would be read in another time zone.
    assert not found.is_date_quoted()


def test_the_lines_are_those_of_the_file() -> None:
    found = read('title: "a"b"\n# comment\ntags: 甲')

    assert ('title: "a"b"', "# comment", "tags: 甲") == found.lines
    assert (2, 4, 1) == (found.line_of("title"), found.line_of("tags"), found.line_of("tag"))


@pytest.mark.parametrize(
    ("block", "line", "reason"),
    [
        ("a: b\n  c: d: e", 3, "mapping values are not allowed"),
        ("title: 甲\nauthor:\n  name: @x", 4, "cannot start any token"),
        ("? [a]\n: b", 2, "unhashable key"),
        ("%YAML 3.0\n--- a", 2, "incompatible YAML document"),
        ("\x01", 2, "control characters are not allowed"),
        ("- a\n- b", 2, "must hold keys and values"),
        ("just words", 2, "must hold keys and values"),
    ],
)
def test_what_has_no_evident_meaning_is_refused_with_its_line(block: str, line: int, reason: str) -> None:
    with pytest.raises(PostError) as caught:
        split(f"---\n{block}\n---\n")

    assert ("front-matter-invalid", line) == (caught.value.code, caught.value.line)
    assert reason in caught.value.message
    assert "\n" not in caught.value.message


def test_a_key_holds_text_or_nothing() -> None:
    found = read('a: " 甲 "\nb: [甲]\nc: {name: 甲}\nd: {email: x}\ne: ""\nf:\ng: "甲\\0"')

    assert ["甲", None, "甲", None, None, None, "甲", None] == [found.exact(key) for key in "abcdefgh"]


@given(st.dictionaries(st.text("ab"), st.text(" a甲\0\x1c\x85\ufffd\u3000\n"), max_size=3))
def test_a_text_is_what_is_legal_of_it_without_the_space_around_it(values: dict[str, str]) -> None:
    found = FrontMatter(values=values)

    assert [strip_illegal(value).strip() or None for value in values.values()] == [
        found.exact(key) for key in values
    ]


def test_plain_text_is_taken_from_the_first_key_that_holds_any() -> None:
    found = read('a:\nb: "<br>"\nc: "<b>甲</b> &amp; 乙"')

    assert "甲 & 乙" == found.plain("a", "b", "c")
    assert found.plain("a", "b") is None


@pytest.mark.parametrize(
    ("written", "is_true", "is_false"),
    [
        ("No", False, True),
        ("FALSE", False, True),
        ("off", False, True),
        ("Yes", True, False),
        ("true", True, False),
        ("on", True, False),
        ('"false"', False, False),
        ("'yes'", False, False),
        ("n", False, False),
        ("", False, False),
        ("[no]", False, False),
    ],
)
def test_a_boolean_is_one_to_yaml_and_no_text_that_says_so(
    written: str, *, is_true: bool, is_false: bool
) -> None:
    found = read(f"published: {written}")

    assert (is_true, is_false) == (found.is_true("published"), found.is_false("published"))


#: What may stand on one line of a file that was decoded: see `post`.
_one_line = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufdd0\ufffd\ufffe\uffff")
)


@given(_one_line.filter(lambda text: not set(text) & set('"\\\u2028\u2029')))
def test_a_title_wrapped_in_quotes_is_the_title(title: str) -> None:
    assert title == read(f'title: "{title}"').values["title"]


@given(st.one_of(_one_line, st.lists(st.sampled_from("\"'\\:#[]{}&*!|>%@`,-?=<中a \t\u2028")).map("".join)))
def test_a_title_wrapped_naively_is_read_or_refused(title: str) -> None:
    try:
        found, _ = split(f'---\nlayout: post\ntitle: "{title}"\ndate: 2020-01-02\n---\n正文')
    except PostError as error:
        assert "front-matter-invalid" == error.code  # noqa: PT017 - either outcome is allowed
    else:
        assert found is not None
        assert isinstance(found.values["title"], str)
        assert "2020-01-02" == found.values["date"]


def test_brackets_that_are_nested_without_end_are_refused() -> None:
    with pytest.raises(PostError, match="front-matter-invalid"):
        split("---\ntitle: " + "[ " * 20_000 + "\n---\n")


@pytest.mark.parametrize(("key", "level"), [("a: ", "["), ("a: ", "{a: "), ("a:\n", "- ")])
def test_nothing_that_is_written_there_ends_the_process(key: str, level: str) -> None:
    # In a process of its own: libyaml calls itself for every level, until there is no stack left.
    script = f"""
from feedtool.errors import PostError
from feedtool.front_matter import split
try:
    split("---\\n" + {key!r} + {level!r} * 300_000 + "\\n---\\n")
except PostError as error:
    print(error.code)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (0, "front-matter-invalid\n") == (done.returncode, done.stdout)


@pytest.mark.parametrize(
    ("block", "line", "advice"),
    [
        ("title: 一\ntags:\n\t- 甲\n", 4, "indent with spaces: YAML knows no tabs there"),
        (
            "title: 一\n<<<<<<< HEAD\ntags: 甲\n=======\ntags: 乙\n>>>>>>> b\n",
            4,
            "two versions of the post stand there, as a merge left them; keep one",
        ),
        ("title：一\ndate: 2021-03-05\n", 3, "write : and a space behind the key, not ："),
        ("title: 一\n  tags: [甲]\n", 3, "mend this line or the one above it"),
    ],
)
def test_it_is_told_what_to_do_about_a_line_that_is_no_yaml(block: str, line: int, advice: str) -> None:
    with pytest.raises(PostError) as caught:
        split(f"---\n{block}---\n一段。\n")

    assert (line, advice) == (caught.value.line, caught.value.message.rpartition("); ")[2])
