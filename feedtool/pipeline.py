"""The stages in order, from the archive to the published files. Read `generate` from top to bottom."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from feedtool.collect import collect
from feedtool.documents import find_places
from feedtool.fingerprint import fingerprint
from feedtool.garbage import uncollected
from feedtool.glance import Glance, Listing, Places, Told, leave_note, list_places
from feedtool.growth import Growth, find_growth, leave_basis, store_growth
from feedtool.index import Index
from feedtool.index_file import run_with_index
from feedtool.model import Head, Outline, Report
from feedtool.opening import (
    Judged,
    Opened,
    Target,
    be_silent,
    bring_up_to_date,
    count,
    judge,
    open_site,
    refuse_empty,
    refuse_own_folder,
    sort_problems,
    timed,
    without_names,
)
from feedtool.progress import Show, show_nothing
from feedtool.records import load_problems
from feedtool.report_text import describe_report
from feedtool.settings import Settings
from feedtool.unchanged import (
    Start,
    digest_files,
    find_span,
    forget_report,
    has_same_files,
    recall_report,
    recall_span,
    remember_files,
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
        target=Target(output=output, settings=settings.source, jobs=jobs, is_dry=is_dry, show=show),
        say=say,
        glance=glance,
    )
    return run_with_index(partial(_generate, run), index_path, say, is_dry=is_dry)


def _generate(run: Run, index_path: Path | None) -> Report:
    seconds: dict[str, float] = {}
    with open_site(
        run.settings, run.source, seconds, index_path, is_dry=run.target.is_dry, say=run.say
    ) as opened:
        now = run.now or datetime.now(UTC)
        with timed("check", seconds):
            seen = _look_again(opened, run.glance)
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
            )
            posts = digest_files(opened.files, opened.config.jekyll.names)
            known = recall_report(start)
            is_same = known is not None and has_same_files(opened.index, posts)
            growth = find_growth(opened, known, now) if known is not None and not is_same else None
        if known is not None and (is_same or growth is not None):
            if growth is not None:
                known = _grow(growth, opened, known, start, run, seconds)
                remember_files(opened.index, posts)
            _leave_note(opened.index, run, seen, known)
            return replace(known, seconds=seconds)
        # Where all turns out to be as the last run left it, its report is enough.
        needs_heads = known is None
        updated = bring_up_to_date(
            opened, seconds, now, jobs=run.target.jobs, needs_heads=needs_heads, show=run.target.show
        )
        remember_files(opened.index, posts)
        if updated.has_changed:
            forget_report(opened.index)
        elif known is not None:
            _leave_note(opened.index, run, seen, known)
            return replace(known, seconds=seconds)
        with timed("judge", seconds), uncollected():
            judged = judge(opened, updated, now)
        refuse_empty(judged, run.source)
        refuse_own_folder(judged, run.target.output)
        with timed("collect", seconds), uncollected():
            outlines = collect(judged.heads, judged.labels, judged.config, judged.doubles)
        with timed("publish", seconds):
            if index_path is not None:
                # Before anything is published: where the index is damaged, it shows now. Nothing of it
                # counts until the report is kept.
                leave_basis(opened.index, judged, outlines)
            done = _publish(outlines, judged, run)
        report = _report(judged, len(outlines), done, seconds)
        if not (run.target.is_dry or done.is_hindered):
            heads = {} if opened.config.jekyll.has_future else judged.updated.heads
            remember_report(start, report, find_span(heads, judged.reasons))
            _leave_note(opened.index, run, seen, report)
    return report


def _grow(  # noqa: PLR0917 - one of each
    growth: Growth, opened: Opened, last: Report, start: Start, run: Run, seconds: dict[str, float]
) -> Report:
    """Publish what came to an archive of which all else is as ``last`` reported, and report on it."""
    index, config, span = opened.index, opened.config, recall_span(opened.index)
    store_growth(index, growth, config)
    if not growth.added:
        return last
    with timed("publish", seconds):
        done = _publish_growth(growth, opened, run)
    came = [head.published for head in growth.added]
    problems = (problem for file, _ in growth.rows for problem in load_problems(file.problems))
    report = replace(
        last,
        posts=last.posts + len(growth.added),
        published=last.published + len(growth.added),
        files_written=done.written,
        files_unchanged=done.unchanged,
        problems=sort_problems((*last.problems, *problems)),
        unused_rules=tuple(sorted({*last.unused_rules} & {*find_unused_rules(growth.added, (), config)})),
        credit=_add(last.credit, count(head.rule for head in growth.added)),
        removed=_add(last.removed, _count_removed(growth.added)),
        index={"reused": last.posts, "read": len(growth.added)},
    )
    if not run.target.is_dry:
        since = span.since if config.jekyll.has_future else max(span.since, *came)
        remember_report(start, report, span._replace(since=since))
    return report


def _publish(outlines: Sequence[Outline], judged: Judged, run: Run) -> "Published":
    """Publish all feeds, with what takes long to import and nothing else needs."""
    from feedtool import output  # noqa: PLC0415

    return output.publish(outlines, judged, run.target)


def _publish_growth(growth: Growth, opened: Opened, run: Run) -> "Published":
    """Publish the feeds that hold what came to an archive."""
    from feedtool import output  # noqa: PLC0415 - as above

    return output.publish_growth(growth, opened, run.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a run saw before it read anything."""

    #: That of the glance.
    key: str
    places: Places
    listing: Listing


def _look_again(opened: Opened, glance: Glance | None) -> Seen | None:
    """Give what was seen in the places that a run looks into, or else is there now; None without a glance."""
    if glance is None:
        return None
    places = find_places(opened.root, opened.config)
    if glance.listing is not None and glance.places == places:
        return Seen(key=glance.key, places=places, listing=glance.listing)
    return Seen(key=glance.key, places=places, listing=list_places(opened.root, places, is_late=True))


def _leave_note(index: Index, run: Run, seen: Seen | None, report: Report) -> None:
    """Let the next run see at a glance whether it has anything to do, if names and stamps can tell that."""
    if seen is None or not seen.listing.is_sure or index.has_unsure_files():
        return
    own = run.settings.rules.own
    told = Told(report=describe_report(report, own), own_rules=own)
    leave_note(index, seen.key, seen.places, seen.listing, told, index.read_published_stamps())


def _report(judged: Judged, feeds: int, done: "Published", seconds: dict[str, float]) -> Report:
    return Report(
        posts=len(judged.files),
        published=len(judged.heads),
        feeds=feeds,
        files_written=done.written,
        files_unchanged=done.unchanged,
        files_removed=done.removed,
        problems=sort_problems((*judged.problems, *done.problems)),
        left_out=count(judged.reasons.values()),
        duplicates=len(judged.doubles),
        unused_rules=find_unused_rules(judged.heads, judged.duplicates, judged.config),
        credit=count(head.rule for head in judged.heads),
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
