"""A long run tells on a terminal how far it is, and leaves nothing there."""

import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from archives import make_post, write_archive

from feedtool.pipeline import generate
from feedtool.progress import ProgressLine
from feedtool.settings import Settings


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give the time that it is, in seconds: what is put there."""
    times = [100.0]
    monkeypatch.setattr("feedtool.progress.time.monotonic", lambda: times[0])
    return times


def test_a_run_of_less_than_a_second_shows_nothing(clock: list[float]) -> None:
    stream = StringIO()
    line = ProgressLine(stream)

    clock[0] += 0.9
    line.show("posts read", 1, 2)
    line.clear()

    assert stream.getvalue() == ""


def test_a_longer_one_writes_one_line_over_and_over_and_takes_it_away(clock: list[float]) -> None:
    stream = StringIO()
    line = ProgressLine(stream)

    clock[0] += 1
    line.show("posts read", 1500, 36000)
    clock[0] += 0.05
    line.show("posts read", 1600, 36000)  # too soon after the last one
    clock[0] += 0.1
    line.show("feeds published", 7, 9)
    line.clear()
    line.clear()

    first, second = "posts read: 1,500 of 36,000", "feeds published: 7 of 9"
    blank = " " * len(second)
    assert f"\r{first}\r{second.ljust(len(first))}\r{blank}\r" == stream.getvalue()


def test_the_pipeline_tells_of_all_posts_and_of_all_feeds(tmp_path: Path) -> None:
    posts = {f"_posts/2022-05-01-{number}.md": make_post(f"第{number}。") for number in range(3)}
    source = write_archive(tmp_path / "site", posts)
    shown: list[tuple[str, int, int]] = []

    report = generate(
        Settings(),
        str(source),
        tmp_path / "feeds",
        show=lambda doing, done, total: shown.append((doing, done, total)),
    )

    assert shown[0] == ("posts read", 3, 3)
    assert shown[-1] == ("feeds published", report.feeds, report.feeds)


def read_terminal(site: Path, *options: str) -> str:
    """Run feedtool with a terminal for its messages, every run taken for a long one; give what that shows."""
    ours, theirs = pty.openpty()
    code = (
        "from feedtool import progress; progress._PATIENCE = progress._PACE = 0.0;"
        "from feedtool.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "generate", *options]
    subprocess.run(command, cwd=site, stderr=theirs, check=True)
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux says so where the other end is closed
        return b""


def test_a_terminal_shows_how_far_a_run_is_unless_it_is_to_be_quiet(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {"_posts/2022-05-01-a.md": make_post()})

    assert "\rposts read: 1 of 1" in read_terminal(site, "--no-index")
    assert "" == read_terminal(site, "--no-index", "--quiet")
