"""The stages in order, from the archive to the published files. Read `generate` from top to bottom."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from feedtool.changes import Changes, remember_files
from feedtool.collect import collect
from feedtool.fingerprint import fingerprint
from feedtool.garbage import uncollected
from feedtool.glance import Glance, Told, leave_note
from feedtool.growth import Growth, find_growth, store_growth
from feedtool.head import Head
from feedtool.index_file import run_with_index
from feedtool.judging import Judged, count, judge, refuse_empty, refuse_own_folder, sort_problems
from feedtool.known_files import StampRows
from feedtool.model import Outline, Report
from feedtool.opening import (
    Opened,
    Target,
    be_silent,
    bring_up_to_date,
    look_for_changes,
    open_site,
    timed,
    without_names,
)
from feedtool.progress import Show, show_nothing
from feedtool.records import load_problems
from feedtool.report_text import describe_report
from feedtool.settings import Settings
from feedtool.unchanged import (
    Last,
    Start,
    find_span,
    forget_report,
    recall_report,
    remember_report,
)
from feedtool.unused_rules import find_unused_rules

if TYPE_CHECKING:
    from feedtool.output import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run was asked for; see `generate`."""

    settings: Settings
    source: str
    #: None: the clock's time, once it is this run's turn.
    now: datetime | None
    target: Target
    say: Callable[[str], None]
    #: What was seen before it; None: nothing.
    glance: Glance | None


def generate(
    settings: Settings,
    source: str,
    output: Path,
    *,
    jobs: int | None = None,
    now: datetime | None = None,
    is_dry: bool = False,
    index_path: Path | None = None,
    say: Callable[[str], None] = be_silent,
    show: Show = show_nothing,
    glance: Glance | None = None,
) -> Report:
    """Publish the feeds of the archive at ``source`` (a path or URL) to the folder ``output``.

    ``jobs`` is the number of processes (None: one a core); it changes no byte. Posts dated after ``now``
    (None: the clock's time) wait for their day. With ``is_dry`` nothing is written, and the report says what
    would be. What a run reads it keeps in the index at ``index_path`` for the next one (None: it keeps
    nothing); what is to be known of that is said by ``say``. How far it is, is told to ``show``. Where there
    was a ``glance`` before, the next one can tell whether there is anything to do.

    Raises:
        FeedtoolError: the settings, the archive or the output folder cannot be used.
    """
    run = Run(
        settings=settings,
        source=source,
        now=now,
        target=Target(
            output=output,
            settings=settings.source,
            jobs=jobs,
            is_dry=is_dry,
            is_kept=index_path is not None,
            show=show,
        ),
        say=say,
        glance=glance,
    )
    return run_with_index(partial(_generate, run), index_path, say, is_dry=is_dry)


def _generate(run: Run, index_path: Path | None) -> Report:
    seconds: dict[str, float] = {}
    is_dry, show = run.target.is_dry, run.target.show
    with open_site(
        run.settings, run.source, seconds, index_path, is_dry=is_dry, say=run.say, glance=run.glance
    ) as opened:
        now = run.now or datetime.now(UTC)
        with timed("check", seconds):
            start = Start(
                index=opened.index,
                # Of the categories it is also told who names them: the settings, or the site.
                fingerprint=fingerprint(
                    without_names(opened.config),
                    run.settings.source,
                    run.settings.feeds.only,
                    run.settings.feeds.except_,
                ),
                output=run.target.output,
                now=now.timestamp(),
                has_output=opened.folders.memory.has_output,
            )
            last = recall_report(start)
        changes = look_for_changes(opened, seconds, jobs=run.target.jobs, show=show)
        if last is not None:
            report = _go_on(last, opened, changes, start, run, seconds)
            if report is not None:
                return replace(report, seconds=seconds)
        updated = bring_up_to_date(opened, changes, seconds, now, jobs=run.target.jobs, show=show)
        if updated.has_changed:
            forget_report(opened.index)
        with timed("judge", seconds), uncollected():
            judged = judge(opened, updated, now)
        refuse_empty(judged, run.source)
        refuse_own_folder(judged, run.target.output)
        with timed("collect", seconds), uncollected():
            outlines = collect(judged.heads, judged.labels, judged.config, judged.doubles)
        with timed("publish", seconds):
            done = _publish(outlines, judged, run)
        report = _report(judged, len(outlines), done, seconds)
        if not (is_dry or done.is_hindered):
            heads = {} if opened.config.jekyll.has_future else judged.updated.heads
            _keep(Last(report, find_span(heads, judged.reasons), done.stamps), start, run)
            _leave_note(opened, run)
    return report


def _go_on(  # noqa: PLR0917 - one of each
    last: Last, opened: Opened, changes: Changes, start: Start, run: Run, seconds: dict[str, float]
) -> Report | None:
    """Report on an archive that is as ``last`` has it but for a few new posts; None: there is more to do."""
    if changes.is_none:
        remember_files(opened.index, changes, StampRows())
        report = last.report
    else:
        with timed("check", seconds):
            growth = find_growth(opened, changes, last.report, datetime.fromtimestamp(start.now, UTC))
        if growth is None:
            return None
        store_growth(opened.index, growth, changes, opened.config)
        report = _grow(growth, opened, last, start, run, seconds)
    _leave_note(opened, run)
    return report


def _grow(  # noqa: PLR0917 - one of each
    growth: Growth, opened: Opened, last: Last, start: Start, run: Run, seconds: dict[str, float]
) -> Report:
    """Publish what came to an archive of which all else is as ``last`` reported, and report on it."""
    config, former = opened.config, last.report
    with timed("publish", seconds):
        done = _publish_growth(growth, opened, run)
    came = [head.published for head in growth.added]
    problems = (problem for file, _ in growth.rows for problem in load_problems(file.problems))
    output = {**last.output, **done.stamps}
    report = replace(
        former,
        posts=former.posts + len(growth.added),
        published=former.published + len(growth.added),
        files_written=done.written,
        files_unchanged=len(output) - len(done.written),
        problems=sort_problems((*former.problems, *problems)),
        unused_rules=tuple(sorted({*former.unused_rules} & {*find_unused_rules(growth.added, (), config)})),
        credit=_add(former.credit, count(head.common.rule for head in growth.added)),
        removed=_add(former.removed, _count_removed(growth.added)),
        index={"reused": former.posts, "read": len(growth.added)},
    )
    if not run.target.is_dry:
        since = last.span.since if config.jekyll.has_future else max(last.span.since, *came)
        _keep(Last(report, last.span._replace(since=since), output), start, run)
    return report


def _keep(last: Last, start: Start, run: Run) -> None:
    own = run.settings.rules.own
    remember_report(start, last, Told(report=describe_report(last.report, own), own_rules=own))


def _publish(outlines: Sequence[Outline], judged: Judged, run: Run) -> "Published":
    """Publish all feeds, with what takes long to import and nothing else needs."""
    from feedtool import output  # noqa: PLC0415

    return output.publish(outlines, judged, run.target)


def _publish_growth(growth: Growth, opened: Opened, run: Run) -> "Published":
    """Publish the feeds that hold what came to an archive."""
    from feedtool import output  # noqa: PLC0415 - as above

    return output.publish_growth(growth, opened, run.target)


def _leave_note(opened: Opened, run: Run) -> None:
    """Let the next run see at a glance whether it has anything to do, if names and stamps can tell that."""
    index, folders = opened.index, opened.folders
    if run.glance is not None and folders.is_sure() and not index.has_unsure_files():
        leave_note(index, run.glance.key, folders)


def _report(judged: Judged, feeds: int, done: "Published", seconds: dict[str, float]) -> Report:
    return Report(
        posts=len(judged.files),
        published=len(judged.heads),
        feeds=feeds,
        files_written=done.written,
        files_unchanged=len(done.stamps) - len(done.written),
        files_removed=done.removed,
        problems=sort_problems((*judged.problems, *done.problems)),
        left_out=count(judged.reasons.values()),
        duplicates=len(judged.doubles),
        unused_rules=find_unused_rules(judged.heads, judged.duplicates, judged.config),
        credit=count(head.common.rule for head in judged.heads),
        removed=_count_removed(judged.heads),
        index={"reused": len(judged.files) - judged.updated.prepared, "read": judged.updated.prepared},
        seconds=seconds,
    )


def _add(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Add up counts by their names, in the order of those."""
    return dict(sorted((Counter(one) + Counter(other)).items()))


def _count_removed(heads: Iterable[Head]) -> dict[str, int]:
    removed: Counter[str] = Counter()
    for head in heads:
        for rule, times in head.removed:
            removed[rule] += times
    return dict(sorted(removed.items()))
