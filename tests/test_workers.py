"""However a run ends, nothing of it stays: no process, no unpacked archive."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import SITE, make_post, pack_zip

from feedtool import workers

POSTS = {
    f"_posts/2022-05-{day:02}-{number}.md": make_post("新闻。" * 200 + f"{day} {number}")
    for day in range(1, 29)
    for number in range(30)
}


def find_processes(session: int) -> list[str]:
    """Give the processes of a session that are no zombies."""
    command = ["ps", "-eo", "sid,stat,args"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 2) for line in told.splitlines()[1:])
    return [row[2] for row in rows if row[0] == str(session) and not row[1].startswith("Z")]


def wait_for(has_come: object, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not has_come() and time.monotonic() < deadline:  # type: ignore[operator]
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_nobody_behind(tmp_path: Path, number: int) -> None:
    packed = pack_zip(tmp_path / "site.zip", POSTS | {"_config.yml": SITE})
    (tmp_path / "unpacked").mkdir()
    command = [sys.executable, "-m", "feedtool", "generate", packed, "-o", tmp_path / "feeds", "--no-index"]
    run = subprocess.Popen(
        [*map(str, command), "--jobs", "3"],
        env=os.environ | {"TMPDIR": str(tmp_path / "unpacked")},
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: len(find_processes(run.pid)) > 3)
    assert len(find_processes(run.pid)) > 3

    run.send_signal(number)

    assert run.wait(20) == (143 if number == signal.SIGTERM else -9)
    wait_for(lambda: not find_processes(run.pid))
    assert [] == find_processes(run.pid)
    if number == signal.SIGTERM:  # from a process that is killed outright nobody can take anything away
        assert [] == [*(tmp_path / "unpacked").iterdir()]


def test_ctrl_c_ends_a_run_and_its_processes_tell_nothing_of_it(tmp_path: Path) -> None:
    packed = pack_zip(tmp_path / "site.zip", POSTS | {"_config.yml": SITE})
    command = [sys.executable, "-m", "feedtool", "generate", packed, "-o", tmp_path / "feeds", "--no-index"]
    run = subprocess.Popen(
        [*map(str, command), "--jobs", "3"], start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    wait_for(lambda: len(find_processes(run.pid)) > 3)

    os.killpg(run.pid, signal.SIGINT)  # as a terminal does it

    assert ("", 130) == (run.communicate(timeout=20)[1].strip(), run.returncode)
    assert [] == find_processes(run.pid)


def make_numbers(made: list[int]) -> Iterator[int]:
    for number in range(10):
        made.append(number)
        yield number


def add(job: int, chunk: int) -> int:
    return job + chunk


def leave_file(folder: Path, chunk: int) -> None:
    time.sleep(0.2)
    (folder / str(chunk)).touch()


def test_chunks_are_made_as_results_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_AHEAD", 3)
    monkeypatch.setattr(workers, "_AHEAD_EACH", 1)
    made: list[int] = []

    results = workers.map_over(add, 100, make_numbers(made), 2)

    assert (100, [0, 1, 2]) == (next(results), made)
    assert [*range(101, 110)] == [*results]


def test_who_takes_no_more_results_ends_the_processes_and_looks_for_waste_again(tmp_path: Path) -> None:
    results = workers.map_over(leave_file, tmp_path, make_numbers([]), 2)
    next(results)
    assert (2, True) == (len(multiprocessing.active_children()), gc.get_freeze_count() > 0)

    results.close()

    assert ([], 0) == (multiprocessing.active_children(), gc.get_freeze_count())
    assert len([*tmp_path.iterdir()]) < 10


def test_a_process_ends_once_its_parent_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_PACE", 0)
    parents = iter([7, 7, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    ended: list[str] = []

    workers.watch(7, lambda: ended.append("now"))

    assert (["now"], []) == (ended, [*parents])
