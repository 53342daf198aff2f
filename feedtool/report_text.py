"""What a run did, for people and for programs: the report as JSON has it, and lines that sum it up. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedtool.model import Report

_SHOWN_PROBLEMS = 20


def describe_report(report: "Report", own_rules: frozenset[str]) -> dict[str, Any]:
    """Give a report as values for JSON; ``own_rules`` are the names of the rules in the settings."""
    from feedtool.unused_rules import describe_unused  # noqa: PLC0415 - start-up counts

    return (
        asdict(report)
        | {"files_written": len(report.files_written), "files_removed": len(report.files_removed)}
        | describe_unused(report.unused_rules, own_rules)
    )


def sum_up(report: Mapping[str, Any], own_rules: Collection[str], *, is_dry: bool) -> Iterator[str]:
    """Sum up a report, as `describe_report` gives it, in lines."""
    problems = report["problems"]
    for it in problems[:_SHOWN_PROBLEMS]:
        yield "{path}:{line}: {severity}: {code}: {message}".format_map(it)
    if len(problems) > _SHOWN_PROBLEMS:
        yield f"... and {len(problems) - _SHOWN_PROBLEMS} more: see --report"
    left_out = "".join(f", {count} left out ({reason})" for reason, count in report["left_out"].items())
    published, posts, feeds = report["published"], report["posts"], report["feeds"]
    yield f"{published} of {posts} posts published in {feeds} feeds{left_out}"
    unused = ", ".join(name for name in report["unused_rules"] if name in own_rules)
    if unused:
        yield f"rules of yours that found nothing: {unused}"
    yield f"credited by {', '.join(f'{rule} {count}' for rule, count in report['credit'].items())}"
    would = "would be " if is_dry else ""
    seconds = sum(report["seconds"].values())
    yield (
        f"{report['files_written']} files {would}written, {report['files_unchanged']} unchanged, "
        f"{report['files_removed']} {would}removed in {seconds:.1f} s"
    )
