"""Whether a run has anything to do: the report of the last one holds if all that it looked at is as it was.

Reads the stamps of the files in the output folder.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from feedtool.glance import GLANCE, OUTPUT, REPORT, Told, has_files, is_current
from feedtool.head import Head
from feedtool.index import Index
from feedtool.model import Problem, Report
from feedtool.notes import read_columns, write_columns
from feedtool.sift import Reason

#: What of a report is of its run alone.
_OWN = ("files_removed", "files_written", "index", "seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a run starts from."""

    index: Index
    #: Stands for the code and all settings.
    fingerprint: str
    output: Path
    #: Seconds since 1970.
    now: float
    #: Whether the files in the output folder are as the last run left them; None: nobody has looked.
    has_output: bool | None = None

    @property
    def key(self) -> str:
        """What a report depends on beside the posts and the time."""
        return f"{self.fingerprint} {self.output.absolute()}"


class Span(NamedTuple):
    """How long a report holds, in seconds since 1970: until the day of the next post that waits."""

    since: float
    until: float | None


class Last(NamedTuple):
    """What the last run left of itself."""

    report: Report
    span: Span
    #: The stamps of the files in the output folder by path, as they were then.
    output: Mapping[str, str]


def recall_report(start: Start) -> Last | None:
    """Give the report of the last run, for posts that are as they were: this one would find the same.

    None if it has to be found out: a post waits for a day that has come, a file of the output was changed.
    """
    kept: dict[str, Any] = json.loads(start.index.recall(REPORT) or "{}")
    output = start.index.recall(OUTPUT)
    if kept.get("key") != start.key or not is_current(kept, start.now):
        return None
    has_output = has_files(start.output, output) if start.has_output is None else start.has_output
    if not has_output:
        return None
    it = kept["report"]
    it["problems"] = tuple(Problem(**problem) for problem in it["problems"])
    it["unused_rules"] = tuple(it["unused_rules"])
    index = {"reused": it["posts"], "read": 0}
    return Last(
        report=Report(**it, files_written=(), files_removed=(), index=index),
        span=Span(since=kept["since"], until=kept["until"]),
        output=dict(zip(*read_columns(output), strict=True)),
    )


def find_span(heads: Mapping[str, Head], reasons: Mapping[str, Reason]) -> Span:
    """Find out how long a report holds.

    ``heads`` are those of the posts that wait for their day, or did (where none does: none). ``reasons`` say
    why posts are not published.
    """
    come, waiting = [0.0], list[float]()
    for path, head in heads.items():
        (waiting if reasons.get(path) == "future" else come).append(head.published)
    return Span(since=max(come), until=min(waiting, default=None))


def remember_report(start: Start, last: Last, told: Told) -> None:
    """Keep a report for the next run, and what this one ``told`` of it."""
    report = last.report
    it = {name: value for name, value in asdict(report).items() if name not in _OWN}
    it["files_unchanged"] += len(report.files_written)
    kept = {
        "key": start.key,
        "since": last.span.since,
        "until": last.span.until,
        "report": it,
        "told": told.report,
        "own_rules": sorted(told.own_rules),
    }
    forget_report(start.index)
    # In ASCII: the path of the output or of the settings may be no text, and SQLite's texts are UTF-8.
    start.index.remember(REPORT, json.dumps(kept))
    # As the run left the files: what has become of them since then, the next run is to find out.
    start.index.remember(OUTPUT, write_columns(last.output, last.output.values()))


def forget_report(index: Index) -> None:
    """Forget the report of the last run: posts are not as they were, and this run may end before its own.

    With it goes what a glance goes by: a later run may leave nothing for one.
    """
    index.remember(REPORT, "")
    index.remember(GLANCE, "")
