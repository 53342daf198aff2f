"""Built-in patterns of rules are those of re; those of a site are read as such, and never without end."""

import pickle
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from archives import make_post, write_archive
from hypothesis import given
from hypothesis import strategies as st

from feedtool import credit_rules, original_rules, outlet_rules, rules
from feedtool.errors import ConfigError
from feedtool.patterns import LatePattern, read_pattern
from feedtool.pipeline import generate
from feedtool.settings import load_settings

#: Each takes re longer than the universe is old on 60 letters and a sign.
ENDLESS = ("(?:a|aa)+[bc]", "(?:a|aa)+$", r"(?:\w|\w\w)+[。.]")
TEXT = "a" * 60 + "!"


@pytest.mark.parametrize("pattern", ENDLESS)
@pytest.mark.parametrize("way", ["fullmatch", "match", "search"])
def test_a_pattern_without_end_is_an_error_of_one_line(
    pattern: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedtool.patterns._SECONDS", 0.1)
    own = read_pattern("advert", pattern)

    with pytest.raises(ConfigError) as caught:
        getattr(own, way)(TEXT)

    assert "[rules] the pattern of advert" == caught.value.subject
    assert 1 == len(str(caught.value).splitlines())
    assert "(61 characters); let nothing that repeats hold another that repeats" in caught.value.message


@pytest.mark.parametrize("pattern", ["(a+)+b", r"(\w+\s?)+[。.]", r"(\w+)*-\d"])
def test_what_is_endless_to_re_alone_gives_an_answer(pattern: str) -> None:
    assert read_pattern("advert", pattern).search(TEXT) is None


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_stops_at_a_pattern_without_end_and_says_which(tmp_path: Path, jobs: int) -> None:
    posts = {
        f"_posts/2021-12-{n % 28 + 1:02}-{n}.md": make_post("一段。\n\n" + "港" * 60 + "!")
        for n in range(250)
    }
    site = write_archive(tmp_path / "site", posts)
    settings = tmp_path / "feedtool.toml"
    settings.write_text(
        "[[rules.blocks]]\nname = 'advert'\npattern = '(?:\\w|\\w\\w)+[。.]'\n", encoding="utf-8"
    )

    with pytest.raises(ConfigError) as caught:
        generate(load_settings(settings), str(site), tmp_path / "feeds", jobs=jobs)

    assert "[rules] the pattern of advert" == caught.value.subject
    assert not (tmp_path / "feeds" / "all").exists()


@given(
    st.sampled_from(
        [r"\d+ 次", r"(?i)ADVERT.*", r"^a|b$", r"(港|口)+", r"[^。]*。", r"(\w)\1", r"a{2,3}?", "."]
    ),
    st.text(alphabet="aAbBdDeErRtTvV港口。 次12\n", max_size=12),
)
def test_a_pattern_means_what_it_means_to_re(pattern: str, text: str) -> None:
    own = read_pattern("advert", pattern)

    for way in ("fullmatch", "match", "search"):
        expected, found = getattr(re.compile(pattern), way)(text), getattr(own, way)(text)
        assert (expected and (expected.span(), expected.groups())) == (
            found and (found.span(), found.groups())
        )
    assert re.compile(pattern).groups == own.groups


@pytest.mark.parametrize("pattern", ["(", "a{99999999999}", "[", r"\p{Han}", "(?<n>a)"])
def test_what_is_no_pattern_to_re_is_none(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"^the pattern of advert is not valid: "):
        read_pattern("advert", pattern)


def find_patterns(value: object) -> Iterator[LatePattern]:
    """Find the patterns in a table of rules, however deep they lie."""
    if isinstance(value, LatePattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from find_patterns(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from find_patterns(getattr(value, field.name))


BUILT_IN = [
    pattern
    for module in (credit_rules, original_rules, outlet_rules, rules)
    for value in vars(module).values()
    for pattern in find_patterns(value)
]


def test_every_built_in_pattern_is_one_of_re() -> None:
    assert len(BUILT_IN) > 50
    for late in BUILT_IN:
        assert re.compile(late.pattern, late.flags).groups == late.groups


def test_a_pattern_that_is_compiled_late_gives_what_re_gives() -> None:
    late, plain = LatePattern("(B)c*", re.IGNORECASE), re.compile("(B)c*", re.IGNORECASE)

    for text in ("abcb", "Bcc", "bcd", ""):
        for way in ("fullmatch", "match", "search"):
            expected, found = getattr(plain, way)(text), getattr(late, way)(text)
            assert (expected and expected.span(1)) == (found and found.span(1))
        expected = plain.findall(text), plain.split(text), plain.sub("-", text)
        assert expected == (late.findall(text), late.split(text), late.sub("-", text))
    assert late == LatePattern("(B)c*", re.IGNORECASE)
    assert late == pickle.loads(pickle.dumps(late))  # noqa: S301 - our own
