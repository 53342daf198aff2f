"""The README says what is so."""

import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
from sample import ROOT, SAMPLE, sample_settings

from feedtool.audit_text import render_audit
from feedtool.questions import audit
from feedtool.rule_settings import KEYS
from feedtool.settings import (
    ArchiveSettings,
    ChromeSettings,
    FeedSettings,
    IndexSettings,
    SiteSettings,
    load_settings,
)

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_excerpt_of_a_feed_is_in_that_feed() -> None:
    match = re.search(r"\((feeds/[^)]+)\), as published:\n\n```xml\n(.*?)\n```", README, re.DOTALL)
    assert match is not None

    feed = (ROOT / match[1]).read_text(encoding="utf-8")
    assert [] == [line for line in match[2].splitlines() if line not in feed]


def test_ci_takes_the_test_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (extraction,) = re.findall(r"^command=\$\((.*)\)$", script, re.MULTILINE)

    taken = subprocess.run(
        ["/bin/sh", "-c", extraction], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert re.findall(r"^\(python3 .*pytest.*$", README, re.MULTILINE) == taken.stdout.splitlines()


def test_the_excerpt_of_an_audit_is_in_that_audit() -> None:
    match = re.search(r"```\n(\d+ of \d+ posts are published.*?)\n```", README, re.DOTALL)
    assert match is not None

    told = render_audit(audit(sample_settings(), str(SAMPLE))).splitlines()
    assert [] == [line for line in match[1].splitlines() if line not in told]


def read_settings_blocks() -> list[str]:
    return re.findall(r"```toml\n(.*?)\n```", README, re.DOTALL)


@pytest.mark.parametrize("block", read_settings_blocks())
def test_every_setting_that_it_shows_can_be_set(block: str, tmp_path: Path) -> None:
    path = tmp_path / "feedtool.toml"
    path.write_text(block, encoding="utf-8")

    assert str(path) == load_settings(path).source


def test_every_setting_that_can_be_set_is_shown() -> None:
    shown = "\n".join(read_settings_blocks())

    keys = {
        item.metadata["key"] or item.name
        for section in (ArchiveSettings, ChromeSettings, FeedSettings, IndexSettings, SiteSettings)
        for item in fields(section)
    }
    assert set() == {
        key for key in keys | set(KEYS) if not re.search(rf"^(?:\[.*\.)?{key}\b", shown, re.MULTILINE)
    }


def test_every_module_is_in_the_table_of_modules() -> None:
    modules = {path.name for path in (ROOT / "feedtool").glob("*.py")} - {"__init__.py", "__main__.py"}

    assert set() == {name for name in modules if f"`{name}`" not in README}
