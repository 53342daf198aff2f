"""Whether a run has anything to do: the report of the last one holds if all that it looked at is as it was.

Reads the stamps of the files in the output folder.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from feedtool.archive import PostFile
from feedtool.glance import GLANCE, REPORT, is_current
from feedtool.index import Index
from feedtool.model import Head, Problem, Report
from feedtool.sift import Reason
from feedtool.stamps import digest_files_in, digest_stamps

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

    @property
    def key(self) -> str:
        """What a report depends on beside the posts and the time."""
        return f"{self.fingerprint} {self.output.absolute()}"


def digest_files(files: Iterable[PostFile], names: Iterable[str] = ()) -> str:
    """Give a digest of what can be told of the posts without opening one.

    ``names`` are those at the top of the site: a post can hang on one.
    """
    listing = blake2b(digest_size=16)
    for file in files:  # one by one: all in one text would take more memory than all else of such a run
        listing.update(f"{file.path}\n{file.stamp}\n".encode("utf-8", "surrogateescape"))
    listing.update("\n".join(["", *sorted(names)]).encode("utf-8", "surrogateescape"))
    return listing.hexdigest()


def has_same_files(index: Index, digest: str) -> bool:
    """Tell whether all posts are as they were when the index was written."""
    return index.recall("posts") == digest


def remember_files(index: Index, digest: str) -> None:
    """Keep what tells that the posts are as they are now, unless their stamps cannot tell it."""
    index.remember("posts", "" if index.has_unsure_files() else digest)


def recall_report(start: Start) -> Report | None:
    """Give the report of the last run, for posts that are as they were: this one would find the same.

    None if it has to be found out: a post waits for a day that has come, a file of the output was changed.
    """
    kept: dict[str, Any] = json.loads(start.index.recall(REPORT) or "{}")
    if kept.get("key") != start.key or not is_current(kept, start.now):
        return None
    if kept["output"] != digest_files_in(start.output, start.index.read_published_stamps()):
        return None
    it = kept["report"]
    it["problems"] = tuple(Problem(**problem) for problem in it["problems"])
    it["unused_rules"] = tuple(it["unused_rules"])
    return Report(**it, files_written=(), files_removed=(), index={"reused": it["posts"], "read": 0})


class Span(NamedTuple):
    """How long a report holds, in seconds since 1970: until the day of the next post that waits."""

    since: float
    until: float | None


def find_span(heads: Mapping[str, Head], reasons: Mapping[str, Reason]) -> Span:
    """Find out how long a report holds.

    ``heads`` are those of the posts that wait for their day, or did (where none does: none). ``reasons`` say
    why posts are not published.
    """
    come, waiting = [0.0], list[float]()
    for path, head in heads.items():
        (waiting if reasons.get(path) == "future" else come).append(head.published)
    return Span(since=max(come), until=min(waiting, default=None))


def recall_span(index: Index) -> Span:
    """Give how long the report of the last run holds, which there has to be."""
    kept = json.loads(index.recall(REPORT))
    return Span(since=kept["since"], until=kept["until"])


def remember_report(start: Start, report: Report, span: Span) -> None:
    """Keep a report for the next run."""
    it = {name: value for name, value in asdict(report).items() if name not in _OWN}
    it["files_unchanged"] += len(report.files_written)
    kept = {
        "key": start.key,
        "since": span.since,
        "until": span.until,
        # As the run left the files: what has become of them since then, the next run is to find out.
        "output": digest_stamps(start.index.read_published_stamps().values()),
        "report": it,
    }
    forget_report(start.index)
    start.index.remember(REPORT, json.dumps(kept))


def forget_report(index: Index) -> None:
    """Forget the report of the last run: posts are not as they were, and this run may end before its own.

    With it goes what a glance goes by: a later run may leave nothing for one.
    """
    index.remember(REPORT, "")
    index.remember(GLANCE, "")
