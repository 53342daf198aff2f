"""Whether a run has anything to do: the report of the last one holds if all that it looked at is as it was.

Reads the stamps of the files in the output folder.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

from feedtool.archive import PostFile
from feedtool.index import Index
from feedtool.model import Head, Problem, Report
from feedtool.publish import stamp_file
from feedtool.sift import Reason

_NAME = "report"


def key_run(fingerprint: str, files: Iterable[PostFile], output: Path) -> str:
    """Give a digest of what a run starts from: ``fingerprint`` stands for the code and all settings."""
    lines = [fingerprint, str(output.absolute())]
    lines += [f"{file.path}\n{file.stamp}" for file in files]
    return blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def recall_report(index: Index, key: str, output: Path, now: float) -> Report | None:
    """Give the report of the last run if this one would find the same, and leave the output as it is.

    None if it has to be found out: a post waits for a day that has come, a file of the output was changed.
    """
    text = index.recall(_NAME)
    kept = json.loads(text) if text else {"key": ""}
    if kept["key"] != key or not kept["since"] <= now < (kept["until"] or float("inf")):
        return None
    if kept["output"] != _digest_output(index, output):
        return None
    it = kept["report"]
    it["problems"] = tuple(Problem(**problem) for problem in it["problems"])
    it["unused_rules"] = tuple(it["unused_rules"])
    return Report(
        **it,
        files_written=(),
        files_removed=(),
        index={"reused": it["posts"], "read": 0},
    )


def remember_report(
    index: Index,
    key: str,
    report: Report,
    output: Path,
    heads: Mapping[str, Head],
    reasons: Mapping[str, Reason],
) -> None:
    """Keep a report for the next run, unless that cannot know by the stamps of the posts whether it holds.

    ``reasons`` say why posts are not published, by their paths: some wait for their day.
    """
    if index.has_unsure_files():
        index.remember(_NAME, "")
        return
    days = {True: [0.0], False: []}
    for path, head in heads.items():
        days[reasons.get(path) != "future"].append(head.published)
    it = asdict(report)
    for name in ("files_written", "files_removed", "index", "seconds"):
        del it[name]
    it["files_unchanged"] += len(report.files_written)
    kept = {
        "key": key,
        "since": max(days[True]),
        "until": min(days[False], default=None),
        "output": _digest_output(index, output),
        "report": it,
    }
    index.remember(_NAME, json.dumps(kept))


def _digest_output(index: Index, output: Path) -> str:
    stamps = [stamp_file(f"{output}/{path}") or "" for path in index.read_published()]
    return blake2b("\n".join(stamps).encode(), digest_size=16).hexdigest()
