"""What was measured: as Markdown for people, as plain values for programs.

Pure but for what it asks of the machine.
"""

import os
import platform
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from measure import Time
from scenarios import Scenario

_MIB = 1024 * 1024
#: How many times as much an archive of ten times as many posts may cost.
_GROWTH_TARGET, _MEMORY_GROWTH_TARGET = 12, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command costs: its timed runs, and the bytes of all its processes at their peak."""

    times: tuple[Time, ...]
    memory: int

    @property
    def wall(self) -> float:
        """Seconds on the clock: the median of the runs."""
        return statistics.median(time.wall for time in self.times)

    @property
    def processors(self) -> float:
        """Seconds of all processors: the median of the runs."""
        return statistics.median(time.processors for time in self.times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A scenario, the one that it is compared with, and which share of its time and memory it may take."""

    scenario: Scenario
    against: Scenario | None = None
    target: float | None = None
    memory_target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Which share of another's cost something costs."""

    wall: float
    processors: float
    memory: float


def describe_machine() -> str:
    """Say what it is measured on: nothing that tells whose machine it is."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    (total,) = (int(line.split()[1]) for line in lines if line.startswith("MemTotal:"))
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({platform.machine()}), {total / _MIB:.0f} GiB of memory, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def draw_comparison(rows: Sequence[Row], costs: Mapping[str, Cost], limit: float) -> str:
    """Draw what each row costs, and its shares of the cost of what it is compared with."""
    lines = [
        "| | wall, s | CPU, s | memory, MiB | share of wall | target | of CPU | of memory | target |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        cells = [f"> {limit:.0f}", "", ""]
        if cost := costs.get(row.scenario.name):
            cells = [f"{cost.wall:.2f}", f"{cost.processors:.2f}", f"{cost.memory / _MIB:.0f}"]
        shares = ["", "", ""]
        if share := _find_shares(row, costs):
            shares = [f"{each:.3f}" for each in (share.wall, share.processors, share.memory)]
        targets = ["" if target is None else f"≤ {target:g}" for target in (row.target, row.memory_target)]
        cells += [shares[0], targets[0], *shares[1:], targets[1]]
        lines.append(f"| {row.scenario.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def describe_comparison(rows: Sequence[Row], costs: Mapping[str, Cost]) -> list[dict[str, object]]:
    """Say the same as values for JSON; what took too long has no cost."""
    described: list[dict[str, object]] = []
    for row in rows:
        cost, shares = costs.get(row.scenario.name), _find_shares(row, costs)
        described.append(
            {
                "name": row.scenario.name,
                "against": row.against.name if row.against else None,
                "wall": cost.wall if cost else None,
                "processors": cost.processors if cost else None,
                "memory": cost.memory if cost else None,
                "runs": [asdict(time) for time in cost.times] if cost else [],
                "shares": asdict(shares) if shares else None,
                "targets": {"wall": row.target, "memory": row.memory_target},
            }
        )
    return described


def find_missed(rows: Sequence[Row], costs: Mapping[str, Cost]) -> Iterator[str]:
    """Name the targets that are not met; what took too long meets none."""
    for row in rows:
        shares = _find_shares(row, costs)
        pairs = (
            ("wall", shares.wall if shares else None, row.target),
            ("memory", shares.memory if shares else None, row.memory_target),
        )
        for what, share, target in pairs:
            if row.against and target is not None and (share is None or share > target):
                yield f"{row.scenario.name}: {what}"


def draw_growth(small: Mapping[str, Cost], large: Mapping[str, Cost]) -> str:
    """Draw how many times as much everything costs that was measured for both of two archives."""
    lines = [
        "| ten times as many posts | wall, times | target | memory, times | target |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {name} | {times.wall:.1f} | ≤ {_GROWTH_TARGET} | {times.memory:.1f} | ≤ {_MEMORY_GROWTH_TARGET} |"
        for name, times in _find_growth(small, large)
    ]
    return "\n".join(lines)


def describe_growth(small: Mapping[str, Cost], large: Mapping[str, Cost]) -> list[dict[str, object]]:
    """Say the same as values for JSON."""
    targets = {"wall": _GROWTH_TARGET, "memory": _MEMORY_GROWTH_TARGET}
    return [
        {"name": name, "times": asdict(times), "targets": targets}
        for name, times in _find_growth(small, large)
    ]


def find_outgrown(small: Mapping[str, Cost], large: Mapping[str, Cost]) -> Iterator[str]:
    """Name what grows more than it may."""
    for name, times in _find_growth(small, large):
        if times.wall > _GROWTH_TARGET:
            yield f"{name}: growth of wall"
        if times.memory > _MEMORY_GROWTH_TARGET:
            yield f"{name}: growth of memory"


def _find_shares(row: Row, costs: Mapping[str, Cost]) -> Shares | None:
    cost = costs.get(row.scenario.name)
    other = costs.get(row.against.name) if row.against else None
    return _divide(cost, other) if cost and other else None


def _find_growth(small: Mapping[str, Cost], large: Mapping[str, Cost]) -> Iterator[tuple[str, Shares]]:
    for name, cost in large.items():
        if name in small:
            yield name, _divide(cost, small[name])


def _divide(cost: Cost, other: Cost) -> Shares:
    return Shares(
        wall=cost.wall / other.wall,
        processors=cost.processors / other.processors,
        memory=cost.memory / other.memory,
    )
