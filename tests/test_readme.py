"""The README says what is so."""

import re
import subprocess

from sample import ROOT

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
