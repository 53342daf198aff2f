"""What a run did is summed up in a few lines."""

from dataclasses import replace

from feedtool.model import Problem, Report
from feedtool.report_text import describe_report, sum_up

PROBLEM = Problem(
    path="_posts/a.md", line=3, code="title-repaired", severity="warning", message="it was read so"
)
REPORT = Report(
    posts=30,
    published=28,
    feeds=4,
    files_written=("a", "b"),
    files_unchanged=10,
    files_removed=("c",),
    problems=(PROBLEM,),
    left_out={"future": 2},
    duplicates=0,
    unused_rules=("ending 日报", "mine"),
    credit={"credit-line": 20, "tag": 8},
    removed={},
    seconds={"scan": 0.5, "read": 1.25},
)


def test_the_report_is_summed_up() -> None:
    report = describe_report(REPORT, frozenset({"mine"}))

    assert [
        "_posts/a.md:3: warning: title-repaired: it was read so",
        "28 of 30 posts published in 4 feeds, 2 left out (future)",
        "rules of yours that found nothing: mine",
        "credited by credit-line 20, tag 8",
        "2 files written, 10 unchanged, 1 removed in 1.8 s",
    ] == [*sum_up(report, {"mine"}, is_dry=False)]


def test_twenty_problems_are_shown_and_the_others_counted() -> None:
    problems = tuple(replace(PROBLEM, line=line) for line in range(1, 24))
    report = describe_report(replace(REPORT, problems=problems, unused_rules=()), frozenset())

    lines = [*sum_up(report, (), is_dry=True)]

    assert "_posts/a.md:20: warning: title-repaired: it was read so" == lines[19]
    assert "... and 3 more: see --report" == lines[20]
    assert "2 files would be written, 10 unchanged, 1 would be removed in 1.8 s" == lines[-1]
    assert 24 == len(lines)
