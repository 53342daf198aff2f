"""Plain text holds what every reader can show, and is cut where a person would cut it."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedtool.text import find_illegal, fold_space, make_plain, shorten, strip_illegal, wrap

any_text = st.text(st.characters())  # surrogates too
#: Texts with what matters to a cut: wide and narrow, marks, ends of sentences and of words.
cut_texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*"中文。！？…”）.!?\"' ,，aB1é", "\u0301", "\u093f", "\ufe0f"])).map("".join),
)


ILLEGAL = [*map(chr, range(9)), "\v", "\f", "\x0e", "\x1f", "\x7f", "\x85", "\x9f"]
ILLEGAL += ["\ud800", "\udfff", "\ufdd0", "\ufdef", "\ufffd", "\ufffe", "\uffff"]


@pytest.mark.parametrize("character", ILLEGAL, ids=ascii)
def test_a_character_that_no_feed_may_hold_is_found_and_dropped(character: str) -> None:
    assert 2 == find_illegal(f"中文{character}字")
    assert "中文字" == strip_illegal(f"中文{character}字")


@pytest.mark.parametrize(
    "text", ["", "\t\n\r ", "~\xa0", "\ud7ff\ue000", "\ufdcf\ufdf0", "\ufffc", "😀", "\ufeff"], ids=ascii
)
def test_a_character_that_feeds_may_hold_stays(text: str) -> None:
    assert find_illegal(text) is None
    assert text == strip_illegal(text)


@given(any_text)
def test_dropping_illegal_characters_leaves_none(text: str) -> None:
    stripped = strip_illegal(text)

    assert find_illegal(stripped) is None
    assert stripped == strip_illegal(stripped)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a \t b\r\nc ", "a b c"),
        ("\u3000中\u3000\u3000文\u3000", "中 文"),
        ("a\xa0b\u2028c", "a b c"),
        ("", ""),
    ],
)
def test_every_run_of_white_space_becomes_one_space(text: str, expected: str) -> None:
    assert expected == fold_space(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>白酒</b>突然<br/>爆发", "白酒突然爆发"),
        ('<SPAN style="color: red">红</SPAN >', "红"),
        ("A &amp; B &#65281;", "A & B ！"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("List<String> 与 <中文>", "List<String> 与 <中文>"),
        ("AT&T 上涨", "AT&T 上涨"),
        # Only one layer is taken off: what is left was meant to be read.
        ("&lt;b&gt; 是标签", "是标签"),
        ("一\n 二\x00&#0;", "一 二"),
        # what no page shows, unless it is escaped
        ("<!-- 旧 -->新<script>alert(1)</script>闻<STYLE>b{}</STYLE>", "新闻"),
        ("一 <!-- 二", "一 <!-- 二"),
        ("&lt;script&gt;是&lt;/script&gt; 标签", "是 标签"),
        ("", ""),
    ],
)
def test_a_title_becomes_one_line_of_plain_text(text: str, expected: str) -> None:
    assert expected == make_plain(text)


@given(any_text)
def test_a_title_is_one_line_without_illegal_characters(text: str) -> None:
    plain = make_plain(text)

    assert find_illegal(plain) is None
    assert plain == fold_space(plain)


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 10, ""),
        ("中文", 4, "中文"),
        ("abcd", 4, "abcd"),
        # at the end of a sentence, if one ends in the last half
        ("一二三。四五六七", 10, "一二三。"),
        ("他说：“好！”然后走了很远", 16, "他说：“好！”"),
        ("It rose. It fell again", 12, "It rose."),
        ("一。二三四五六七八九", 12, "一。二三四…"),
        # a decimal point ends no sentence
        ("up 3.14 percent now", 12, "up 3.14…"),
        # between words, without what joined them
        ("alpha beta gamma", 13, "alpha beta…"),
        ("alpha, beta gamma", 9, "alpha…"),
        ("一二，三四五", 8, "一二…"),
        # a word longer than all there is room for
        ("abcdefghij", 5, "abcd…"),
        ("中文", 1, "…"),
        # marks take no column and stay with their letter
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_a_text_is_cut_where_a_person_would_cut_it(text: str, columns: int, expected: str) -> None:
    assert expected == shorten(text, columns)


@pytest.mark.parametrize("columns", [46, 48], ids=["before the word", "inside the word"])
def test_a_latin_word_between_chinese_ones_takes_only_itself_away(columns: int) -> None:
    # Chinese has no spaces to fall back to: the last one may be at the very beginning.
    text = "财经 " + "长" * 20 + "ABC大涨大涨"

    assert shorten(text, columns) == "财经 " + "长" * 20 + "…"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("किकिकि", 2),  # vowel signs that stand in columns of their own
        ("❤\ufe0f❤\ufe0f❤\ufe0f", 2),  # a sign that makes an emoji of a heart
        ("一。\u0301二三", 5),  # a mark on the end of a sentence
    ],
    ids=ascii,
)
def test_a_character_keeps_its_marks(text: str, columns: int) -> None:
    kept = shorten(text, columns).removesuffix("…")

    assert not unicodedata.category(text[len(kept)]).startswith("M")


@given(text=cut_texts, columns=st.integers(1, 40))
@example(text="一。\u0301二三", columns=5)
def test_a_cut_text_fits_and_begins_like_the_text(text: str, columns: int) -> None:
    cut = shorten(text, columns)
    kept = cut.removesuffix("…")

    assert columns >= sum(_columns(character) for character in cut)
    assert text == cut or text.startswith(kept)
    # The rest begins with a character of its own, not with the mark of one that was kept.
    rest = text[len(kept) :]
    assert not (kept and rest and unicodedata.category(rest[0]).startswith("M"))


@given(cut_texts)
def test_a_text_that_fits_is_not_cut(text: str) -> None:
    assert text == shorten(text, 2 * len(text))


def _columns(character: str) -> int:
    if unicodedata.category(character).startswith("M"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"F", "W"} else 1


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("港口日报 开放", 8, ["港口日报", "开放"]),
        ("港口日报开放", 8, ["港口日报", "开放"]),
        ("a-long-path-of-ascii.md x", 8, ["a-long-path-of-ascii.md", "x"]),
    ],
)
def test_a_text_is_wrapped_at_spaces_and_between_wide_characters(
    text: str, columns: int, expected: list[str]
) -> None:
    assert expected == wrap(text, columns)
