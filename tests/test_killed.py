"""What a run that was killed leaves in the output folder, the next one knows and clears away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from archives import make_post, read_files, write_archive

from feedtool import stamps
from feedtool.pipeline import generate
from feedtool.settings import Settings

A, NEW = "_posts/2022-05-01-a.md", "_posts/2022-05-09-n.md"
#: A run that kills itself before, or after, it has moved the first file of a new category into place.
KILLED = """
import os, sys
from pathlib import Path
from feedtool.pipeline import generate
from feedtool.settings import Settings

when, site, output, index = sys.argv[1:]
replace = os.replace

def move(path, target):
    if "neu" in str(target) and when == "before":
        os.kill(os.getpid(), 9)
    replace(path, target)
    if "neu" in str(target):
        os.kill(os.getpid(), 9)

os.replace = move
generate(Settings(), site, Path(output), jobs=1, index_path=Path(index))
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_a_killed_run_left_of_a_post_that_is_withdrawn_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    monkeypatch.setattr(stamps, "STEP", 0)
    site, output, index = tmp_path / "site", tmp_path / "feeds", tmp_path / "index.sqlite"
    write_archive(site, {A: make_post("甲。")})
    generate(Settings(), str(site), output, index_path=index)
    expected = read_files(output)
    write_archive(site, {NEW: make_post("新。", categories="neu")}, "")
    arguments = map(str, (when, site, output, index))
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False, env=os.environ)
    assert -9 == done.returncode
    assert expected != read_files(output)

    (site / NEW).unlink()
    generate(Settings(), str(site), output, index_path=index)

    assert expected == read_files(output)
    assert not (output / "category" / "neu").exists()


def test_without_its_catalogue_a_run_knows_what_it_published_all_the_same(tmp_path: Path) -> None:
    site, output, index = tmp_path / "site", tmp_path / "feeds", tmp_path / "index.sqlite"
    write_archive(site, {A: make_post("甲。")})
    generate(Settings(), str(site), output, index_path=index)
    expected = read_files(output)
    write_archive(site, {NEW: make_post("新。", categories="neu")}, "")
    generate(Settings(), str(site), output, index_path=index)

    (output / "feeds.json").unlink()
    (site / NEW).unlink()
    generate(Settings(), str(site), output, index_path=index)

    assert expected == read_files(output)


def test_a_feed_in_whose_place_somebody_has_put_a_file_stays_when_its_category_goes(tmp_path: Path) -> None:
    site, output, index = tmp_path / "site", tmp_path / "feeds", tmp_path / "index.sqlite"
    write_archive(site, {A: make_post("甲。"), NEW: make_post("新。", categories="neu")})
    generate(Settings(), str(site), output, index_path=index)
    (output / "category" / "neu" / "rss.xml").write_text("mine", encoding="utf-8")
    (site / NEW).unlink()

    report = generate(Settings(), str(site), output, index_path=index)

    assert ("category/neu/atom.xml", "category/neu/feed.json") == report.files_removed
    assert "mine" == (output / "category" / "neu" / "rss.xml").read_text(encoding="utf-8")
