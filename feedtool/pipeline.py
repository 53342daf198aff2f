"""The stages in order, from the archive to the published files. Read `generate` from top to bottom."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feedtool.archive import PostFile, find_post_folders, find_posts, open_archive, read_post
from feedtool.audit import Audit, make_audit
from feedtool.collect import collect, label_categories
from feedtool.compare import Comparison, compare_feeds
from feedtool.config import Config, settle
from feedtool.duplicates import Duplicates, find_duplicates
from feedtool.entry import make_entry
from feedtool.errors import ArchiveError, ConfigError, FeedError
from feedtool.fetch import read
from feedtool.fingerprint import fingerprint
from feedtool.index import Index
from feedtool.index_file import open_index, run_with_index
from feedtool.inspection import Inspection
from feedtool.left_out import LeftOut
from feedtool.model import Entry, Head, Outline, Problem, Report
from feedtool.old_feed import read_old_feed
from feedtool.prepare import prepare
from feedtool.publish import Publisher, read_published
from feedtool.recurring import PostBlocks, find_recurring
from feedtool.settings import Settings
from feedtool.sift import Reason, sift
from feedtool.unused_rules import find_unused_rules
from feedtool.update import Updated, update_index

#: What fewer posts have in common is chance, and no audit tells it.
FEWEST_RECURRING = 3
#: No feed that readers are expected to fetch is as large.
_MOST_FEED_BYTES = 64 << 20


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
    with _open(
        settings,
        source,
        jobs=jobs,
        now=now,
        seconds=seconds,
        index_path=index_path,
        is_dry=is_dry,
        say=say,
    ) as judged:
        _refuse_empty(judged, source)
        with _timed("collect", seconds):
            outlines = collect(judged.heads, judged.labels, judged.config, judged.doubles)
        with _timed("publish", seconds):
            written, unchanged, removed = _publish(outlines, judged, output, jobs, is_dry=is_dry)
    return Report(
        posts=len(judged.files),
        published=len(judged.heads),
        feeds=len(outlines),
        files_written=tuple(written),
        files_unchanged=unchanged,
        files_removed=tuple(removed),
        problems=judged.problems,
        left_out=_count(judged.reasons.values()),
        duplicates=len(judged.doubles),
        unused_rules=find_unused_rules(judged.heads, judged.duplicates, judged.config.rules),
        credit=_count(head.rule for head in judged.heads),
        removed=_count_removed(judged.heads),
        index={"reused": len(judged.files) - judged.updated.prepared, "read": judged.updated.prepared},
        seconds=seconds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An archive as it is published: which posts, credited to whom, and what was found on the way."""

    config: Config
    root: Path
    files: tuple[PostFile, ...]
    index: Index
    updated: Updated
    #: The posts that are published, in the order of the folders, then of the paths.
    heads: tuple[Head, ...]
    #: What people read for each category.
    labels: dict[str, str]
    duplicates: tuple[Duplicates, ...]
    #: In the order of the paths.
    problems: tuple[Problem, ...]
    #: Why posts were left out, by their paths.
    reasons: Mapping[str, Reason]

    @property
    def doubles(self) -> frozenset[str]:
        """The paths of the posts whose article the feeds show under another file."""
        return frozenset(path for group in self.duplicates for path in group.others)


@contextmanager
def _open(
    settings: Settings,
    source: str,
    *,
    jobs: int | None = None,
    now: datetime | None = None,
    seconds: dict[str, float] | None = None,
    index_path: Path | None = None,
    has_blocks: bool = False,
    is_dry: bool = False,
    say: Callable[[str], None] = _be_silent,
) -> Iterator[Judged]:
    """Read a whole archive and say what is published of it, and whom it credits: while the context lasts.

    What is dated later than ``now`` (None: the clock's time) waits for its day, unless the site publishes it.
    The time of each stage is added to ``seconds``.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    seconds = {} if seconds is None else seconds
    with open_archive(source) as archive:
        if not (archive.site_config or settings.archive.posts or find_post_folders(archive)):
            message = "no _config.yml and no _posts folder is there; is it the folder of the site?"
            raise ArchiveError(source, message)
        config = settle(settings, archive.site_config, archive.authors, archive.names)
        with _timed("scan", seconds):
            files = find_posts(archive, config.archive.posts, config.jekyll)
        # The feeds are not in it: what they hold, and how, depends on nothing that is kept.
        own = fingerprint(config.archive, config.chrome, config.jekyll, config.rules, config.site)
        with open_index(index_path, own, say, is_dry=is_dry) as index:
            with _timed("read", seconds):
                updated = update_index(
                    index, archive.root, files, config, jobs, has_blocks=has_blocks or config.chrome.learn
                )
            with _timed("judge", seconds):
                judged = _judge(
                    files,
                    updated,
                    index,
                    config,
                    root=archive.root,
                    settings=settings,
                    now=now or datetime.now(UTC),
                )
            yield judged


def _judge(
    files: Sequence[PostFile],
    updated: Updated,
    index: Index,
    config: Config,
    *,
    root: Path,
    settings: Settings,
    now: datetime,
) -> Judged:
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
    problems += [*updated.problems, *sifted.problems, *_check_names(labels, settings)]
    return Judged(
        config=config,
        root=root,
        files=tuple(files),
        index=index,
        updated=updated,
        heads=sifted.heads,
        labels=labels,
        duplicates=find_duplicates(sifted.heads, config),
        problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code))),
        reasons={**reasons, **sifted.reasons},
    )


def inspect(settings: Settings, source: str, paths: Sequence[Path]) -> tuple[Inspection, ...]:
    """Tell what ``generate`` makes of single posts of the archive at ``source``.

    The whole archive is read: whom a digest credits can depend on what other posts say.

    Raises:
        FeedtoolError: the settings or the archive cannot be used, or a path is no post of it.
    """
    with _open(settings, source) as judged:
        files = {(judged.root / file.path).resolve(): file for file in judged.files}
        inspections = []
        for path in paths:
            file = files.get(path.resolve()) or files.get((judged.root / path).resolve())
            if file is None:
                raise ArchiveError(str(path), f"is no post of the archive {source}; see [archive] posts")
            inspections.append(_inspect(file, judged))
    return tuple(inspections)


def _inspect(file: PostFile, judged: Judged) -> Inspection:
    heads = {head.path for head in judged.heads}
    doubles = {other: group.kept for group in judged.duplicates for other in group.others}
    draft = entry = None
    if file.path in judged.updated.heads:
        learned = judged.index.read_learned(file.path)
        draft = prepare(read_post(judged.root, file), judged.config, learned)
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


def audit(settings: Settings, source: str, *, jobs: int | None = None) -> Audit:
    """Sum up the archive at ``source``: credit coverage, what recurs, duplicates, suspects, problems.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    with _open(settings, source, jobs=jobs, has_blocks=True) as judged:
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
            unused_rules=find_unused_rules(judged.heads, judged.duplicates, judged.config.rules),
            own_rules=judged.config.rules.own,
            problems=judged.problems,
        )


def compare(settings: Settings, source: str, names: Sequence[str], *, jobs: int | None = None) -> Comparison:
    """Tell what subscribers of the feeds at ``names`` (paths or URLs) would see if those were feedtool's.

    Every post of the archive at ``source`` counts, whether or not a feed of feedtool is long enough for it.

    Raises:
        FeedtoolError: a feed cannot be read, or the settings or the archive cannot be used.
    """
    old_feeds = [read_old_feed(name, read(name, FeedError, most=_MOST_FEED_BYTES)) for name in names]
    with _open(settings, source, jobs=jobs) as judged:
        _refuse_empty(judged, source)
        heads = judged.updated.heads
        left_out = LeftOut(
            reasons=judged.reasons,
            heads=[heads[path] for path in judged.reasons if path in heads],
            problems=judged.problems,
        )

        def read_entries(paths: Sequence[str]) -> Iterator[Entry]:
            for head, content, credit in judged.index.read_articles(paths):
                yield make_entry(head, content, credit, judged.config, judged.labels)

        new_feeds = collect(judged.heads, judged.labels, judged.config, judged.doubles)
        return compare_feeds(
            old_feeds, judged.heads, new_feeds, left_out, judged.config, read_entries=read_entries
        )


def _refuse_empty(judged: Judged, source: str) -> None:
    if not judged.heads:
        first = judged.problems[0] if judged.problems else "its posts are all marked as not to be published"
        raise ArchiveError(source, f"holds no post that can be published ({first})")


def _publish(
    outlines: Sequence[Outline], judged: Judged, output: Path, jobs: int | None, *, is_dry: bool
) -> tuple[list[str], int, list[str]]:
    """Publish feeds and their catalogue; give what was written, how many files were not, what was removed."""
    # feedgen and lxml take long to import; nothing needs them until there is something to render.
    from feedtool import release, render  # noqa: PLC0415
    from feedtool.render import catalogue  # noqa: PLC0415

    config, index = judged.config, judged.index
    names = {format_: render.FILE_NAMES[format_] for format_ in config.feeds.formats}
    formerly = read_published(output, catalogue.JSON_NAME)
    publisher = Publisher(output, is_dry=is_dry)
    publisher.probe()
    press = release.Press(output=output, config=config, labels=judged.labels, is_dry=is_dry)
    own = fingerprint(config)
    keys = release.key_feeds(outlines, judged.updated.heads, judged.labels, own)
    orders, files = release.find_due(press, outlines, keys, index)
    index.check_articles({path for order in orders for path in order.outline.paths})
    released = release.release(press, index, orders, jobs)
    files += [it.file for it in released]
    written = [it.file.path for it in released if it.is_written]
    # Before the catalogue: while a stale file is there, the catalogue lists it, and the next run removes it.
    removed = publisher.remove_stale(formerly, [file.path for file in files])
    index.replace_published(files)
    for name, data in (
        (catalogue.OPML_NAME, catalogue.render_opml(outlines, config.site, names)),
        (catalogue.JSON_NAME, catalogue.render_json(outlines, config.site, names)),
    ):
        if publisher.publish(name, data):
            written.append(name)
    return written, len(files) + 2 - len(written), removed


def _check_names(labels: dict[str, str], settings: Settings) -> Iterator[Problem]:
    """Tell which categories the settings name that no post has.

    Raises:
        ConfigError: not one of those that are to get a feed is there. Every feed would be removed.
    """
    only = settings.feeds.only
    if only and not set(only) & set(labels):
        subject = f"{settings.source}: [feeds] only"
        raise ConfigError(subject, f"no post has any of the categories it names: {', '.join(only)}")
    for key, names in (("only", settings.feeds.only), ("except", settings.feeds.except_)):
        for name in names:
            if name not in labels:
                message = f"[feeds] {key} names {name}, and no post has this category"
                yield Problem(
                    path=settings.source, line=1, code="category-unknown", severity="warning", message=message
                )


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
