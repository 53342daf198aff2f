"""What a run kept is of use to the next one only if code, libraries and settings are the same."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from build import make_config

from feedtool.fingerprint import describe, fingerprint
from feedtool.rules import DEFAULT_RULES
from feedtool.settings import ChromeSettings, FeedSettings


def test_the_same_settings_have_the_same_fingerprint() -> None:
    assert fingerprint(make_config()) == fingerprint(make_config())


def test_another_process_gives_the_same_fingerprint() -> None:
    # Sets are in another order there: the hashes of texts are salted.
    code = "from feedtool.fingerprint import fingerprint; from feedtool.rules import DEFAULT_RULES as it;"
    prints = {
        subprocess.run(
            [sys.executable, "-c", f"{code} print(fingerprint(it))"],
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for _ in range(2)
    }

    assert {fingerprint(DEFAULT_RULES)} == prints


@pytest.mark.parametrize(
    "changed",
    [
        make_config(title="另一站"),
        make_config(zone=ZoneInfo("Europe/Berlin")),
        make_config(hosts=frozenset({"e.x", "old.e.x"})),
        make_config(feeds=FeedSettings(limit=1)),
        make_config(chrome=ChromeSettings(share=0.25)),
        make_config(rules=replace(DEFAULT_RULES, aliases={"甲": "乙"})),
        make_config(rules=replace(DEFAULT_RULES, aliases={"乙": "甲"})),
        make_config(rules=replace(DEFAULT_RULES, off=frozenset({"digest"}))),
    ],
)
def test_other_settings_have_another_fingerprint(changed: object) -> None:
    assert fingerprint(make_config()) != fingerprint(changed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", 1),
        (1, True),
        (None, "None"),
        ((), ("",)),
        (("a", "b"), ("a, b",)),
        (("a",), frozenset({"a"})),
        ({"a": "b"}, {"b": "a"}),
        (re.compile("a"), re.compile("a", re.IGNORECASE)),
        (re.compile("a"), "re('a', 32)"),
        (timezone(timedelta(hours=8)), timezone(timedelta(hours=-8))),
    ],
)
def test_values_that_differ_are_written_differently(one: object, other: object) -> None:
    assert describe(one) != describe(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["a"], ("a",)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (frozenset({"a", "b"}), frozenset({"b", "a"})),
        (re.compile("a"), re.compile("a")),
        (ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Shanghai")),
        (timezone(timedelta(hours=8)), timezone(timedelta(hours=8))),
    ],
)
def test_values_that_mean_the_same_are_written_the_same(one: object, other: object) -> None:
    assert describe(one) == describe(other)


@pytest.mark.parametrize("value", [b"bytes", object(), make_config, FeedSettings])
def test_what_no_setting_holds_is_refused(value: object) -> None:
    # Written by its address in memory, it would differ from run to run.
    with pytest.raises(TypeError, match="no setting"):
        describe(value)
