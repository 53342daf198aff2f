"""The stages in order, from the archive to the published files. Read `generate` from top to bottom."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feedtool.aliases import find_aliases, make_problem
from feedtool.archive import PostFile, find_post_folders, open_archive, read_post
from feedtool.collect import collect, label_categories
from feedtool.config import Config, settle
from feedtool.documents import check_collections, find_files
from feedtool.duplicates import Duplicates, find_duplicates
from feedtool.entry import make_entry
from feedtool.errors import ArchiveError, ConfigError
from feedtool.fingerprint import fingerprint
from feedtool.index import Index
from feedtool.index_file import open_index, run_with_index
from feedtool.model import Head, Outline, Problem, Report
from feedtool.publish import Publisher, find_stale_aliases, read_aliases, read_published
from feedtool.recurring import PostBlocks, find_recurring
from feedtool.settings import Settings
from feedtool.sift import Reason, sift
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

if TYPE_CHECKING:
    from feedtool.audit import Audit
    from feedtool.inspection import Inspection
    from feedtool.update import Updated

#: What fewer posts have in common is chance, and no audit tells it.
FEWEST_RECURRING = 3


def _be_silent(message: str) -> None:
    """Say nothing."""


def generate(
    settings: Settings,
    source: str,
    output: Path,
    *,
    jobs: int | None = None,
    now: datetime | None = None,
    is_dry: bool = False,
    index_path: Path | None = None,
    say: Callable[[str], None] = _be_silent,
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
    with _open(settings, source, seconds, index_path, is_dry=is_dry, say=say) as opened:
        with _timed("check", seconds):
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
        updated = _update(opened, seconds, now, jobs=jobs)
        remember_files(opened.index, posts)
        if updated.has_changed:
            forget_report(opened.index)
        elif (known := recall_report(start)) is not None:
            return replace(known, seconds=seconds)
        with _timed("judge", seconds):
            judged = _judge(opened, updated, now)
        if not judged.heads:
            first = (
                judged.problems[0] if judged.problems else "its posts are all marked as not to be published"
            )
            raise ArchiveError(source, f"holds no post that can be published ({first})")
        with _timed("collect", seconds):
            doubles = frozenset(path for group in judged.duplicates for path in group.others)
            outlines = collect(judged.heads, judged.labels, judged.config, doubles)
        with _timed("publish", seconds):
            done = _publish(outlines, judged, output, jobs, settings.source, is_dry=is_dry)
        report = Report(
            posts=len(judged.files),
            published=len(judged.heads),
            feeds=len(outlines),
            files_written=done.written,
            files_unchanged=done.unchanged,
            files_removed=done.removed,
            problems=_sort((*judged.problems, *done.problems)),
            left_out=_count(judged.reasons.values()),
            duplicates=len(doubles),
            unused_rules=find_unused_rules(judged.heads, judged.duplicates, judged.config),
            credit=_count(head.rule for head in judged.heads),
            removed=_count_removed(judged.heads),
            index={"reused": len(judged.files) - judged.updated.prepared, "read": judged.updated.prepared},
            seconds=seconds,
        )
        if not (is_dry or done.is_hindered):
            remember_report(start, report, judged.updated.heads, judged.reasons)
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An archive as it is published: which posts, credited to whom, and what was found on the way."""

    config: Config
    root: Path
    files: tuple[PostFile, ...]
    index: Index
    updated: "Updated"
    #: The posts that are published, in the order of the folders, then of the paths.
    heads: tuple[Head, ...]
    #: What people read for each category.
    labels: dict[str, str]
    duplicates: tuple[Duplicates, ...]
    #: In the order of the paths.
    problems: tuple[Problem, ...]
    #: Why posts were left out, by their paths.
    reasons: Mapping[str, Reason]
    #: Posts dated later (seconds since 1970) wait for their day.
    latest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An archive before anything of it is read: its files, what to make of them, what is known of them."""

    settings: Settings
    config: Config
    root: Path
    files: tuple[PostFile, ...]
    index: Index


@contextmanager
def _open(
    settings: Settings,
    source: str,
    seconds: dict[str, float],
    index_path: Path | None = None,
    *,
    is_dry: bool = False,
    say: Callable[[str], None] = _be_silent,
) -> Iterator[Opened]:
    """Open an archive and its index for as long as the context lasts.

    The time of each stage is added to ``seconds``.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    with open_archive(source, has_liquid=settings.archive.liquid) as archive:
        if not (archive.site_config or settings.archive.posts or find_post_folders(archive)):
            message = "no _config.yml and no _posts folder is there; is it the folder of the site?"
            raise ArchiveError(source, message)
        with _timed("scan", seconds):
            config = settle(settings, archive.site_config, archive.authors, archive.names)
            files = find_files(archive, config)
        # The feeds are not in it: what they hold, and how, depends on nothing that is kept.
        own = fingerprint(config.archive, config.chrome, config.jekyll, config.rules, config.site)
        with open_index(index_path, own, say, is_dry=is_dry) as index:
            yield Opened(settings=settings, config=config, root=archive.root, files=files, index=index)


def _update(
    opened: Opened,
    seconds: dict[str, float],
    now: datetime,
    *,
    jobs: int | None = None,
    has_blocks: bool = False,
) -> "Updated":
    """Read what changed in an archive since its index was written.

    Liquid in a post can name those that are not dated later than ``now``.
    """
    # With it come the parsers, which take long to import: a run that finds nothing changed needs none.
    from feedtool.update import update_index  # noqa: PLC0415

    with _timed("read", seconds):
        return update_index(
            opened.index,
            opened.root,
            opened.files,
            opened.config,
            jobs,
            has_blocks=has_blocks or opened.config.chrome.learn,
            latest=now.timestamp(),
        )


def _judge(opened: Opened, updated: "Updated", now: datetime) -> Judged:
    """Say what is published of an archive, and whom it credits.

    What is dated later than ``now`` waits for its day, unless the site publishes it.
    """
    config, files, index = opened.config, opened.files, opened.index
    reasons: dict[str, Reason] = {path: state for path, state in updated.left_out.items() if state != "post"}
    latest = float("inf") if config.jekyll.has_future else now.timestamp()
    heads = (updated.heads[file.path] for file in files if file.path in updated.heads)
    sifted = sift(heads, latest, config.jekyll.limit_posts)
    labels = label_categories(sifted.heads)
    published = {head.path for head in sifted.heads}
    problems = [
        problem
        for problem in index.read_problems()
        # A post that waits or is a copy has none; one that could not be read has no head.
        if problem.path in published or problem.path not in updated.heads
    ]
    posts = (head for head in sifted.heads if head.collection is None)
    names = {name for post in posts for name in post.categories}
    problems += [*updated.problems, *sifted.problems, *_check_names(names, opened.settings, config)]
    problems += check_collections(config)
    return Judged(
        config=config,
        root=opened.root,
        files=files,
        index=index,
        updated=updated,
        heads=sifted.heads,
        labels=labels,
        duplicates=find_duplicates(sifted.heads, config),
        problems=_sort(problems),
        reasons={**reasons, **sifted.reasons},
        latest=now.timestamp(),
    )


def inspect(settings: Settings, source: str, paths: Sequence[Path]) -> "tuple[Inspection, ...]":
    """Tell what ``generate`` makes of single posts of the archive at ``source``.

    The whole archive is read: whom a digest credits can depend on what other posts say.

    Raises:
        FeedtoolError: the settings or the archive cannot be used, or a path is no post of it.
    """
    with _open(settings, source, {}) as opened:
        now = datetime.now(UTC)
        judged = _judge(opened, _update(opened, {}, now), now)
        files = {(judged.root / file.path).resolve(): file for file in judged.files}
        inspections = []
        for path in paths:
            file = files.get(path.resolve()) or files.get((judged.root / path).resolve())
            if file is None:
                raise ArchiveError(str(path), f"is no post of the archive {source}; see [archive] posts")
            inspections.append(_inspect(file, judged))
    return tuple(inspections)


def _inspect(file: PostFile, judged: Judged) -> "Inspection":
    from feedtool.inspection import Inspection  # noqa: PLC0415 - the run every minute asks for none
    from feedtool.named_files import make_named_files  # noqa: PLC0415 - as above
    from feedtool.prepare import prepare  # noqa: PLC0415 - as above

    heads = {head.path for head in judged.heads}
    doubles = {other: group.kept for group in judged.duplicates for other in group.others}
    draft = entry = None
    if file.path in judged.updated.heads:
        learned = judged.index.read_learned(file.path)
        named = make_named_files(judged.root, judged.config, judged.latest)
        draft = prepare(read_post(judged.root, file), judged.config, learned, named)
    if file.path in heads:
        ((head, content, credit),) = judged.index.read_articles([file.path])
        entry = make_entry(head, content, credit, judged.config, judged.labels)
    name = file.path.encode("utf-8", "backslashreplace").decode()  # a problem's path can be written down
    return Inspection(
        path=file.path,
        draft=draft,
        entry=entry,
        problems=tuple(problem for problem in judged.problems if problem.path == name),
        left_out=judged.reasons.get(file.path, ""),
        duplicate_of=doubles.get(file.path),
    )


def audit(settings: Settings, source: str, *, jobs: int | None = None) -> "Audit":
    """Sum up the archive at ``source``: credit coverage, what recurs, duplicates, suspects, problems.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    from feedtool.audit import make_audit  # noqa: PLC0415 - the run every minute asks for none

    with _open(settings, source, {}) as opened:
        now = datetime.now(UTC)
        judged = _judge(opened, _update(opened, {}, now, jobs=jobs, has_blocks=True), now)
        # What a site's own limit leaves out is of the same making as what it lets through.
        counted = {head.path for head in judged.heads}
        counted.update(path for path, reason in judged.reasons.items() if reason == "limit")

        def read_posts() -> Iterator[PostBlocks]:
            return (post for post in judged.index.read_blocks() if post.path in counted)

        evidence = judged.index.read_evidence([head.path for head in judged.heads])
        return make_audit(
            judged.heads,
            dict(evidence),
            posts=len(judged.files),
            left_out=_count(judged.reasons.values()),
            known=judged.updated.known,
            duplicates=judged.duplicates,
            recurring=find_recurring(read_posts, FEWEST_RECURRING),
            unused_rules=find_unused_rules(judged.heads, judged.duplicates, judged.config),
            config=judged.config,
            problems=judged.problems,
        )


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


def _sort(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code)))


def _check_names(categories: set[str], settings: Settings, config: Config) -> Iterator[Problem]:
    """Tell which categories the settings name that no post has, or those of the site where they hold.

    Raises:
        ConfigError: not one of those that are to get a feed is there. Every feed would be removed.
    """
    only = settings.feeds.only
    if only and not set(only) & categories:
        subject = f"{settings.source}: [feeds] only"
        raise ConfigError(subject, f"no post has any of the categories it names: {', '.join(only)}")
    own, site = settings.source, "_config.yml"
    named = [(own, "[feeds] only", name) for name in only]
    named += [(own, "[feeds] except", name) for name in settings.feeds.except_]
    named += [(site, "feed: categories:", name) for name in config.feeds.only if not only]
    for path, key, name in named:
        if name not in categories:
            message = f"{key} names {name}, and no post has this category"
            yield Problem(path=path, line=1, code="category-unknown", severity="warning", message=message)


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _count_removed(heads: Iterable[Head]) -> dict[str, int]:
    removed: Counter[str] = Counter()
    for head in heads:
        for rule, count in head.removed:
            removed[rule] += count
    return dict(sorted(removed.items()))


@contextmanager
def _timed(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - start, 3)
