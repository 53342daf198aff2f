"""The stages in order, from the archive to the published files. Read `generate` from top to bottom."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from feedtool.aliases import find_aliases, make_problem
from feedtool.collect import collect
from feedtool.fingerprint import fingerprint
from feedtool.index_file import run_with_index
from feedtool.model import Head, Outline, Problem, Report
from feedtool.opening import (
    Judged,
    be_silent,
    bring_up_to_date,
    count,
    judge,
    open_site,
    refuse_empty,
    sort_problems,
    timed,
)
from feedtool.publish import Publisher, find_stale_aliases, read_aliases, read_published
from feedtool.settings import Settings
from feedtool.unchanged import (
    Start,
    digest_files,
    forget_report,
    has_same_files,
    recall_report,
    remember_files,
    remember_report,
)
from feedtool.unused_rules import find_unused_rules


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
) -> Report:
    """Publish the feeds of the archive at ``source`` (a path or URL) to the folder ``output``.

    ``jobs`` is the number of processes (None: one a core); it changes no byte. Posts dated after ``now``
    (None: the clock's time) wait for their day. With ``is_dry`` nothing is written, and the report says what
    would be. What a run reads it keeps in the index at ``index_path`` for the next one (None: it keeps
    nothing); what is to be known of that is said by ``say``.

    Raises:
        FeedtoolError: the settings, the archive or the output folder cannot be used.
    """
    now = now or datetime.now(UTC)

    def run(path: Path | None) -> Report:
        return _generate(
            settings, source, output, jobs=jobs, now=now, index_path=path, say=say, is_dry=is_dry
        )

    return run_with_index(run, index_path, say, is_dry=is_dry)


def _generate(
    settings: Settings,
    source: str,
    output: Path,
    *,
    jobs: int | None,
    now: datetime,
    index_path: Path | None,
    say: Callable[[str], None],
    is_dry: bool,
) -> Report:
    seconds: dict[str, float] = {}
    with open_site(settings, source, seconds, index_path, is_dry=is_dry, say=say) as opened:
        with timed("check", seconds):
            start = Start(
                index=opened.index,
                fingerprint=fingerprint(opened.config, settings.source),
                output=output,
                now=now.timestamp(),
            )
            posts = digest_files(opened.files)
            known = recall_report(start) if has_same_files(opened.index, posts) else None
        if known is not None:
            return replace(known, seconds=seconds)
        updated = bring_up_to_date(opened, seconds, now, jobs=jobs)
        remember_files(opened.index, posts)
        if updated.has_changed:
            forget_report(opened.index)
        elif (known := recall_report(start)) is not None:
            return replace(known, seconds=seconds)
        with timed("judge", seconds):
            judged = judge(opened, updated, now)
        refuse_empty(judged, source)
        with timed("collect", seconds):
            outlines = collect(judged.heads, judged.labels, judged.config, judged.doubles)
        with timed("publish", seconds):
            done = _publish(outlines, judged, output, jobs, settings.source, is_dry=is_dry)
        report = Report(
            posts=len(judged.files),
            published=len(judged.heads),
            feeds=len(outlines),
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
        if not (is_dry or done.is_hindered):
            remember_report(start, report, judged.updated.heads, judged.reasons)
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of the output folder."""

    #: Paths of the files that were written, and how many others are as they were; what was removed.
    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    #: Which old addresses cannot be had.
    problems: tuple[Problem, ...]
    #: Whether somebody else's file stands where one of ours is due: once it is gone, there is more to do.
    is_hindered: bool


def _publish(
    outlines: Sequence[Outline],
    judged: Judged,
    output: Path,
    jobs: int | None,
    source: str,
    *,
    is_dry: bool,
) -> Published:
    """Publish feeds, at old addresses too, and their catalogue; ``source`` names the settings file."""
    # feedgen and lxml take long to import; nothing needs them until there is something to render.
    from feedtool import release, render  # noqa: PLC0415
    from feedtool.render import catalogue  # noqa: PLC0415

    config, index = judged.config, judged.index
    names = {format_: render.FILE_NAMES[format_] for format_ in config.feeds.formats}
    files = {f"{outline.path}/{name}" for outline in outlines for name in names.values()}
    aliases = find_aliases(outlines, {*files, catalogue.JSON_NAME, catalogue.OPML_NAME}, config, source)
    problems = list(aliases.problems)
    formerly = read_published(output, catalogue.JSON_NAME)
    gone = find_stale_aliases(output, read_aliases(output, catalogue.JSON_NAME), files | aliases.paths)
    publisher = Publisher(output, is_dry=is_dry, gone=gone)
    publisher.probe()
    by_file, taken = release.part_free(publisher, aliases.by_file, index)
    press = release.Press(output=output, config=config, labels=judged.labels, is_dry=is_dry, gone=gone)
    own = fingerprint(config)
    keys = release.key_feeds(outlines, judged.updated.heads, judged.labels, own)
    orders, there = release.find_due(press, outlines, keys, index, by_file)
    index.check_articles({path for order in orders for path in order.outline.paths})
    removed = publisher.remove_gone()  # first: where an old address was a file, another can need a folder
    released = release.release(press, index, orders, jobs)
    there += [it.file for it in released]
    written = [it.file.path for it in released if it.is_written]
    # Before the catalogue: while a stale file is there, the catalogue lists it, and the next run removes it.
    removed += publisher.remove_stale(formerly, [file.path for file in there])
    pairs = [(path, file) for file, paths in by_file.items() for path in paths]
    for name, data in (
        (catalogue.OPML_NAME, catalogue.render_opml(outlines, config.site, names)),
        (catalogue.JSON_NAME, catalogue.render_json(outlines, config.site, names, pairs)),
    ):
        if publisher.publish(name, data):
            written.append(name)
        there.append(release.note_file(output, name, data))
    index.replace_published(there)
    message = "a file that is not feedtool's is there, and stays; move it away"
    problems += (make_problem("alias-taken", f"{path}: {message}", source) for path in taken)
    return Published(
        written=tuple(written),
        unchanged=len(there) - len(written),
        removed=tuple(removed),
        problems=tuple(problems),
        is_hindered=bool(taken),
    )


def _count_removed(heads: Iterable[Head]) -> dict[str, int]:
    removed: Counter[str] = Counter()
    for head in heads:
        for rule, times in head.removed:
            removed[rule] += times
    return dict(sorted(removed.items()))
