"""What Ruby's Liquid takes of the words of a tag that it cannot read; `test_liquid_parity` asks Jekyll."""

from time import process_time
from zoneinfo import ZoneInfo

import pytest

from feedtool.liquid_engine import LiquidFailedError, run
from feedtool.liquid_lax import MOST_CHARACTERS, RELAXED
from feedtool.liquid_values import NO_FILES, LiquidSite, Record


@pytest.mark.parametrize(
    ("tag", "words", "expected"),
    [
        ("output", "a b | upcase", "a | upcase"),
        (
            "output",
            "a.b && c | append: 'x' 'y' , 1 | | default 'z' | x: k: 2, 'v'",
            'a["b"] | append: "x", 1 | default | x: "v", k: 2',
        ),
        ("output", "= | upcase", "nil | upcase"),
        ("output", ",", "nil"),
        ("output", "a[b][c.d]['e'][0].size.f x", 'a[b][c["d"]]["e"][0].size["f"]'),
        ("output", "-x y", "nil"),
        ("output", "1.2.3 x", "1.2"),
        ("output", "1. x", "1.0"),
        ("output", "12 x", "12"),
        ("output", "(a..b.c) x", '(a..b["c"])'),
        ("output", "true) x", "nil"),
        ("output", "empty x", "''"),
        ("output", "'a\"b' x", "'a\"b'"),
        ("if", "(a or b) and c", "a or b and c"),
        ("if", "a ==) and empty != b,", "a == nil and empty != b"),
        ("unless", "a &&", "a"),
        ("elsif", "!a", "a"),
        ("for", "x in y | reverse", "x in y"),
        ("for", "x in (1..3) limit:2 reversed", "x in (1..3) limit:2"),
        (
            "for",
            "x in y reversed limit: n z offset:continue cols:2",
            "x in y reversed limit:n offset:continue",
        ),
        ("assign", "x = a b", "x = a"),
        ("assign", "x == 5", "x = nil"),
        ("case", "a b", "a"),
        ("capture", "'x y'", "x"),
        ("cycle", "n: 'a' b, , c", 'n: "a", c'),
        ("cycle", "a b, 'c'", 'a, "c"'),
    ],
)
def test_what_is_known_of_the_words_is_taken(tag: str, words: str, expected: str) -> None:
    assert expected == RELAXED[tag](words)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("output", "a[nil] x"),
        ("output", "(a[nil]..2) x"),
        ("output", "x y | append: and"),
        ("output", "['a'] x"),
        ("output", """a["x"'y'"z"] b"""),
        ("if", "a = b"),
        ("if", "a is nil"),
        ("if", "and"),
        ("if", "|"),
        ("if", "a && b and"),
        ("for", "1 in y z"),
        ("for", "x of y"),
        ("for", "x in y z limit: and"),
        ("assign", "x.y = a b"),
        ("assign", "x a b"),
        ("case", ","),
        ("capture", "'"),
        ("capture", "and x"),
        ("cycle", "and: 'a' b"),
    ],
)
def test_of_words_that_mean_nothing_or_cannot_be_written_otherwise_nothing_is_made(
    tag: str, words: str
) -> None:
    assert RELAXED[tag](words) is None


def test_a_site_that_is_strict_has_no_tag_mended() -> None:
    strict = LiquidSite(source="liquid: {error_mode: strict}", stated={}, zone=ZoneInfo("UTC"))
    names = Record(name="", ready={"a": "一"}, site=strict)

    with pytest.raises(LiquidFailedError, match="expected end of expression, found word"):
        run("{{ a b }}", names, strict, NO_FILES)


def test_a_long_tag_is_not_mended() -> None:
    site = LiquidSite(source="", stated={}, zone=ZoneInfo("UTC"))
    names = Record(name="", ready={"a": "一"}, site=site)

    assert "一" == run("{{ a b }}", names, site, NO_FILES)
    with pytest.raises(LiquidFailedError, match="expected end of expression, found word"):
        run(f"{{{{ a {'b' * MOST_CHARACTERS} }}}}", names, site, NO_FILES)


@pytest.mark.parametrize(
    "unit", ["a", "a-", "'", "\"'", "a ", " ", "and ", "(", "[", "a:", "=", "|", ",", "a.b"]
)
@pytest.mark.parametrize("tag", sorted(RELAXED))
def test_no_words_take_long(tag: str, unit: str) -> None:
    words = (unit * MOST_CHARACTERS)[:MOST_CHARACTERS]

    start = process_time()
    RELAXED[tag](words)

    assert process_time() - start < 1
