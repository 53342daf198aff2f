"""What a command costs: its time, and the memory of all its processes together.

Time is taken by hyperfine, or by GNU time where hyperfine is not installed. Neither tells the memory of
several processes at one moment, so that is read from /proc in a run of its own, which is not timed: the
proportional share (PSS) of every process of the command's session, added up, so that what forked processes
share counts once.
"""

import json
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the memory, at least: it is never shorter than a look takes.
_PAUSE = 0.005
#: The field of /proc/PID/stat that holds the session, counted from 0 behind the process's name.
_SESSION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command and the folder that it runs in."""

    arguments: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """What a run took: seconds on the clock, and seconds of all processors, user and system."""

    wall: float
    processors: float


class CommandError(Exception):
    """A command that was to be measured failed."""


class TooSlowError(CommandError):
    """A command that was to be measured took longer than it may."""


def name_clock() -> str:
    """Say what takes the time.

    Raises:
        CommandError: nothing is installed that could.
    """
    if hyperfine := shutil.which("hyperfine"):
        return subprocess.run(
            [hyperfine, "--version"], capture_output=True, text=True, check=True
        ).stdout.strip()
    if shutil.which("time"):
        return "GNU time"
    raise CommandError("neither hyperfine nor GNU time is installed; on Debian: apt-get install hyperfine")


def take_time(command: Command, limit: float) -> Time:
    """Run a command once and say how long it took.

    Raises:
        CommandError: it failed, or ran for more than ``limit`` seconds.
    """
    # Nothing that was written before shall be written out while this one runs.
    os.sync()
    with tempfile.NamedTemporaryFile() as file:
        if shutil.which("hyperfine"):
            options = ["--shell=none", "--runs=1", "--show-output", "--export-json", file.name]
            run(
                Command(
                    arguments=("hyperfine", *options, shlex.join(command.arguments)), folder=command.folder
                ),
                limit,
            )
            (result,) = json.loads(Path(file.name).read_bytes())["results"]
            return Time(wall=result["mean"], processors=result["user"] + result["system"])
        options = ["--format=%e %U %S", "--output", file.name]
        run(Command(arguments=("time", *options, *command.arguments), folder=command.folder), limit)
        wall, user, system = map(float, Path(file.name).read_text(encoding="ascii").split())
        return Time(wall=wall, processors=user + system)


def take_memory(command: Command, limit: float) -> int:
    """Run a command once and give the most bytes that its processes had together at any one moment.

    Raises:
        CommandError: it failed, or ran for more than ``limit`` seconds.
    """
    peak, end = 0, time.monotonic() + limit
    with _started(command, limit) as process:
        while process.poll() is None and time.monotonic() < end:
            before = time.monotonic()
            peak = max(peak, sum(map(_read_memory, _find_session(process.pid))))
            time.sleep(max(_PAUSE, time.monotonic() - before))
    return peak


def run(command: Command, limit: float) -> None:
    """Run a command to its end.

    Raises:
        CommandError: it failed, or ran for more than ``limit`` seconds.
    """
    with _started(command, limit):
        pass


@contextmanager
def _started(command: Command, limit: float) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command in a session of its own, and wait for its end."""
    end = time.monotonic() + limit
    shown = shlex.join(command.arguments)
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
            status = process.wait(max(0, end - time.monotonic()))
        except BaseException as error:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                raise TooSlowError(f"took more than {limit:g} s: {shown}") from error
            raise
        if status:
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            raise CommandError(f"exit code {status}: {shown}\n{said[-2000:]}")


def _find_session(session: int) -> Iterator[Path]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):  # it ended meanwhile
                fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
                if int(fields[_SESSION]) == session:
                    yield entry


def _read_memory(process: Path) -> int:
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
