"""With `[archive] liquid = true` feedtool makes of the Liquid in a post what Jekyll makes of it.

Jekyll built every site of `liquid_sites`; the texts of its feed lie in `data/liquid.json`. Where Jekyll is
installed, that they are its own is tested too, and ``--write-golden`` writes them anew.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jekyll_runner import AtomEntry, JekyllError, build_site, find_missing, fold_text, parse_atom
from liquid_sites import LIQUID_FAILURES, LIQUID_SITES, write_failing_site, write_liquid_site

from feedtool.pipeline import generate
from feedtool.settings import ArchiveSettings, FeedSettings, Settings

GOLDEN = Path(__file__).parent / "data" / "liquid.json"
needs_jekyll = pytest.mark.skipif(bool(find_missing()), reason=f"no comparison with Jekyll: {find_missing()}")
SETTINGS = replace(
    Settings(),
    archive=ArchiveSettings(liquid=True),
    feeds=FeedSettings(limit=0, max_bytes=0, credit_line="none", formats=("atom",)),
)


def text_of(entry: AtomEntry) -> str:
    """Give the text of an entry's content; jekyll-feed leaves a summary alone where a site wants excerpts."""
    return fold_text(entry.content if entry.content is not None else entry.summary)


def publish(site: Path, output: Path) -> tuple[dict[str, str], list[tuple[str, int, str]]]:
    """Publish a site; give the texts of its entries by id, and what it says of Liquid."""
    report = generate(SETTINGS, str(site), output, jobs=1)
    entries = parse_atom((output / "all" / "atom.xml").read_bytes())
    problems = [
        (problem.path, problem.line, problem.message)
        for problem in report.problems
        if problem.code.startswith("liquid")
    ]
    return {entry.id: text_of(entry) for entry in entries}, problems


@needs_jekyll
@pytest.mark.parametrize("name", sorted(LIQUID_SITES))
def test_the_texts_are_those_of_jekyll(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    (tmp_path / "work").mkdir()
    built = build_site(write_liquid_site(name, tmp_path / "site"), tmp_path / "work")
    texts = {entry.id: text_of(entry) for entry in built.entries.values()}

    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    if pytestconfig.getoption("--write-golden"):
        golden[name] = texts
        written = json.dumps(golden, ensure_ascii=False, indent=0, sort_keys=True)
        GOLDEN.write_text(f"{written}\n", encoding="utf-8")
    assert golden[name] == texts


@pytest.mark.parametrize("name", sorted(LIQUID_SITES))
def test_every_post_says_what_jekyll_makes_of_it(name: str, tmp_path: Path) -> None:
    expected = json.loads(GOLDEN.read_text(encoding="utf-8"))[name]

    texts, problems = publish(write_liquid_site(name, tmp_path / "site"), tmp_path / "feeds")

    assert [] == problems
    assert expected == {key: texts.get(key) for key in expected}


@needs_jekyll
@pytest.mark.parametrize("name", sorted(LIQUID_FAILURES))
def test_what_cannot_be_run_stops_jekyll(name: str, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()

    with pytest.raises(JekyllError):
        build_site(write_failing_site(name, tmp_path / "site"), tmp_path / "work")


@pytest.mark.parametrize("name", sorted(LIQUID_FAILURES))
def test_what_stops_jekyll_is_a_problem_of_the_post_alone(name: str, tmp_path: Path) -> None:
    texts, problems = publish(write_failing_site(name, tmp_path / "site"), tmp_path / "feeds")

    way_out = "mend it, or put {% raw %} and {% endraw %} around it"
    message = f"Liquid cannot be run here, and all is left as text: {LIQUID_FAILURES[name][1]}; {way_out}"
    assert [("_posts/2021-03-05-bad.md", 4, message)] == problems
    assert "好的 港口新闻。" == texts["https://port.example/2021/03/05/good"]
    assert "https://port.example/2021/03/05/bad" in texts
