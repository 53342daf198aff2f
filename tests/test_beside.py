"""Work that another process does while this one does other work: it is as if one had done both."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

import pytest

from feedtool.beside import do_both


def test_each_process_gives_its_result() -> None:
    there, here = do_both(os.getpid, os.getpid)

    assert os.getpid() == here
    assert os.getpid() != there


def test_a_large_result_comes_whole() -> None:
    names = [f"{number}.md" for number in range(100_000)]

    assert (names, None) == do_both(lambda: names, lambda: None)


def test_what_cannot_be_done_there_is_done_here() -> None:
    own = os.getpid()

    def fail_elsewhere() -> int:
        if os.getpid() != own:
            raise OSError
        return 1

    assert (1, 2) == do_both(fail_elsewhere, lambda: 2)


def test_what_is_told_by_half_is_done_here() -> None:
    own = os.getpid()
    out, into = os.pipe()

    def name_process() -> tuple[int, bytes]:
        os.write(into, str(os.getpid()).encode())
        return os.getpid(), bytes(1 << 20)  # more than a pipe holds

    def kill_that() -> None:
        number = int(os.read(out, 20))
        time.sleep(0.1)
        os.kill(number, signal.SIGKILL)

    assert ((own, bytes(1 << 20)), None) == do_both(name_process, kill_that)
    os.close(out)
    os.close(into)


def test_it_works_where_the_ends_of_processes_are_ignored() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        there, here = do_both(os.getpid, os.getpid)
    finally:
        signal.signal(signal.SIGCHLD, before)

    assert os.getpid() == here
    assert os.getpid() != there


def fail() -> NoReturn:
    raise ValueError("nothing")


def test_an_error_there_is_raised_here_and_said_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="nothing"):
        do_both(fail, os.getpid)

    assert ("", "") == capfd.readouterr()


def list_open_files() -> list[str]:
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


def test_an_error_here_leaves_no_process_and_nothing_open() -> None:
    before = list_open_files()

    with pytest.raises(ValueError, match="nothing"):
        do_both(lambda: bytes(1 << 20), fail)

    assert before == list_open_files()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_where_no_process_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> NoReturn:
        raise BlockingIOError

    before = list_open_files()
    monkeypatch.setattr(os, "fork", refuse)

    assert (os.getpid(), os.getpid()) == do_both(os.getpid, os.getpid)
    assert before == list_open_files()


@pytest.mark.parametrize(("platform", "cores"), [("linux", 1), ("linux", None), ("win32", 2)])
def test_one_core_or_another_system_needs_no_process(
    platform: str, cores: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)

    assert (os.getpid(), os.getpid()) == do_both(os.getpid, os.getpid)


def test_what_is_not_worth_a_process_gets_none() -> None:
    assert (os.getpid(), os.getpid()) == do_both(os.getpid, os.getpid, is_worth_it=False)
