"""Quotes, dashes and ellipses are set as kramdown 2.4.0 sets them."""

import pytest

from feedtool.typography import set_quote, set_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a -- b --- c... d", "a – b — c… d"),
        ("<< 甲 >> 与 <<乙>>", "«\u00a0甲\u00a0» 与 «乙»"),
        ("He said \"late\" and 'left'.", "He said “late” and ‘left’."),
        ("It's the captain's dog; don't.", "It’s the captain’s dog; don’t."),
        ("the '80s and 'til", "the ’80s and ‘til"),
        ("\"'So,' he said\"", "“‘So,’ he said”"),
        ('他说"今天停航"，又走了。', "他说”今天停航”，又走了。"),
        ('"今天"停航', "“今天”停航"),
        ('--"a', "–“a"),
        ('("so") ["and"] {"or"}', "(“so”) [“and”] {“or”}"),
        ('"', "”"),
        ("没有记号", "没有记号"),
    ],
)
def test_signs_and_quotes_are_typeset(text: str, expected: str) -> None:
    assert expected == set_type(text)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ('"*x', 0, ("", "“", 1)),
        ('", he', 0, ("", "”", 1)),
        ('"s ', 0, ("", "”", 1)),
        ('\n"x', 0, ("\n", "“", 2)),
        ("\n'`", 0, ("\n", "‘", 2)),
        ('说"x', 0, ("说", "”", 2)),
        ('说"x', 1, ("", "“", 2)),
        ('"[今天](x)"', 0, ("", "“", 1)),
        ('""x', 0, ('"', "”", 2)),
    ],
)
def test_what_stands_beside_a_quote_decides_what_it_becomes(
    text: str, start: int, expected: tuple[str, str, int]
) -> None:
    assert expected == set_quote(text, start)
