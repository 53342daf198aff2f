"""What was measured, as Markdown. Pure but for what it asks of the machine."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenarios import Scenario

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command costs: seconds on the clock, seconds of processors, bytes of all processes."""

    wall: float
    processors: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A scenario, the one that it is compared with, and which share of its time and memory it may take."""

    scenario: Scenario
    against: Scenario | None = None
    target: float | None = None
    memory_target: float | None = None


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
        cost = costs.get(row.scenario.name)
        other = costs.get(row.against.name) if row.against else None
        cells = [f"> {limit:.0f}", "", ""]
        if cost:
            cells = [f"{cost.wall:.2f}", f"{cost.processors:.2f}", f"{cost.memory / _MIB:.0f}"]
        shares = ["", "", ""]
        if cost and other:
            pairs = (
                (cost.wall, other.wall),
                (cost.processors, other.processors),
                (cost.memory, other.memory),
            )
            shares = [f"{one / two:.3f}" for one, two in pairs]
        targets = ["" if target is None else f"{target:g}" for target in (row.target, row.memory_target)]
        cells += [shares[0], targets[0], *shares[1:], targets[1]]
        lines.append(f"| {row.scenario.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def draw_growth(small: Mapping[str, Cost], large: Mapping[str, Cost]) -> str:
    """Draw how many times as much everything costs that was measured for both of two archives."""
    lines = [
        "| ten times as many posts | wall, times | target | memory, times | target |",
        "|---|--:|--:|--:|--:|",
    ]
    for name in (name for name in large if name in small):
        wall, memory = large[name].wall / small[name].wall, large[name].memory / small[name].memory
        lines.append(f"| {name} | {wall:.1f} | 12 | {memory:.1f} | 4 |")
    return "\n".join(lines)
