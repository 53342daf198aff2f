"""The stages in order, from the archive to the published files. Read `generate` from top to bottom."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feedtool.archive import PostFile, find_post_folders, find_posts, open_archive
from feedtool.audit import Audit, make_audit
from feedtool.collect import collect, label_categories
from feedtool.compare import Comparison, compare_feeds
from feedtool.config import Config, settle
from feedtool.credit import decide, known_outlets
from feedtool.duplicates import Duplicates, find_duplicates
from feedtool.entry import make_entry
from feedtool.errors import ArchiveError, ConfigError, FeedError
from feedtool.fetch import read
from feedtool.inspection import Inspection
from feedtool.left_out import LeftOut
from feedtool.model import Draft, Entry, Feed, Problem, Report
from feedtool.old_feed import read_old_feed
from feedtool.prepare import Outcome, Reason, prepare_all, sift
from feedtool.publish import Publisher, read_published
from feedtool.recurring import Learned, Recurring, find_recurring, has_learned, learn_chrome
from feedtool.settings import Settings
from feedtool.unused_rules import find_unused_rules

#: What fewer posts have in common is chance, and no audit tells it.
FEWEST_RECURRING = 3
#: No feed that readers are expected to fetch is as large.
_MOST_FEED_BYTES = 64 << 20


def generate(
    settings: Settings,
    source: str,
    output: Path,
    *,
    jobs: int | None = None,
    now: datetime | None = None,
    is_dry: bool = False,
) -> Report:
    """Publish the feeds of the archive at ``source`` (a path or URL) to the folder ``output``.

    ``jobs`` is the number of processes that read posts (None: one a core); it changes no byte. Posts
    dated after ``now`` (None: the clock's time) wait for their day. With ``is_dry`` nothing is written, and
    the report says what would be.

    Raises:
        FeedtoolError: the settings, the archive or the output folder cannot be used.
    """
    seconds: dict[str, float] = {}
    judged = judge(settings, source, jobs=jobs, now=now, seconds=seconds)
    _refuse_empty(judged, source)
    with _timed("collect", seconds):
        feeds = collect(judged.entries, judged.labels, judged.config, judged.doubles)
    with _timed("publish", seconds):
        publisher = Publisher(output, is_dry=is_dry)
        _publish(feeds, publisher, output, judged.config)
    return Report(
        posts=len(judged.files),
        published=len(judged.entries),
        feeds=len(feeds),
        files_written=tuple(publisher.written),
        files_unchanged=publisher.unchanged,
        files_removed=tuple(publisher.removed),
        problems=judged.problems,
        left_out=_count(judged.reasons.values()),
        duplicates=len(judged.doubles),
        unused_rules=find_unused_rules(judged.drafts, judged.entries, judged.duplicates, judged.config.rules),
        credit=_count(entry.credit.rule for entry in judged.entries),
        removed=_count(removal.rule for draft in judged.drafts for removal in draft.removals),
        seconds=seconds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An archive as it is published: which posts, credited to whom, and what was found on the way."""

    config: Config
    #: The folder that the paths of the files are relative to; it may be gone.
    root: Path
    files: tuple[PostFile, ...]
    #: What became of each file, in the same order.
    outcomes: tuple[Outcome, ...]
    #: The posts that are published, and the entry of each.
    drafts: tuple[Draft, ...]
    entries: tuple[Entry, ...]
    #: What people read for each category.
    labels: dict[str, str]
    #: Outlets that the archive knows for certain.
    known: frozenset[str]
    duplicates: tuple[Duplicates, ...]
    #: Blocks that recur, before those that were learned went; none if nobody asked.
    recurring: tuple[Recurring, ...]
    #: In the order of the paths.
    problems: tuple[Problem, ...]
    #: Why posts were left out, by their paths.
    reasons: dict[str, Reason]

    @property
    def doubles(self) -> frozenset[str]:
        """The paths of the posts whose article the feeds show under another file."""
        return frozenset(path for group in self.duplicates for path in group.others)


def judge(
    settings: Settings,
    source: str,
    *,
    jobs: int | None = None,
    now: datetime | None = None,
    seconds: dict[str, float] | None = None,
    fewest: int | None = None,
) -> Judged:
    """Read a whole archive and say what is published of it, and whom it credits; nothing is written.

    What is dated later than ``now`` (None: the clock's time) waits for its day, unless the site publishes it.
    The time of each stage is added to ``seconds``. With ``fewest``, blocks that so many posts have are told.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    seconds = {} if seconds is None else seconds
    now = now or datetime.now(UTC)
    with open_archive(source) as archive:
        if not (archive.site_config or settings.archive.posts or find_post_folders(archive)):
            message = "no _config.yml and no _posts folder is there; is it the folder of the site?"
            raise ArchiveError(source, message)
        config = settle(settings, archive.site_config, archive.authors, archive.names)
        with _timed("scan", seconds):
            files = find_posts(archive, config.archive.posts, config.jekyll)
        with _timed("read", seconds):
            outcomes = prepare_all(archive.root, files, config, jobs)
        latest = datetime.max.replace(tzinfo=UTC) if config.jekyll.has_future else now
        recurring = () if fewest is None else find_recurring(sift(files, outcomes, latest)[0], fewest)
        if config.chrome.learn:
            with _timed("learn", seconds):
                learned = learn_chrome(
                    sift(files, outcomes, latest)[0], share=config.chrome.share, fewest=config.chrome.posts
                )
                outcomes = _prepare_again(archive.root, files, outcomes, config, learned, jobs=jobs)
        root = archive.root
    drafts, problems, left_out = sift(files, outcomes, latest, config.jekyll.limit_posts)
    with _timed("credit", seconds):
        known = known_outlets(drafts, config.rules)
        labels = label_categories(draft.post for draft in drafts)
        problems += _check_names(labels, settings)
        entries = [make_entry(draft, decide(draft, known, config), config, labels) for draft in drafts]
        credited = zip(drafts, (entry.credit for entry in entries), strict=True)
        duplicates = find_duplicates(credited, config)
    return Judged(
        config=config,
        root=root,
        files=tuple(files),
        outcomes=tuple(outcomes),
        drafts=tuple(drafts),
        entries=tuple(entries),
        labels=labels,
        known=known,
        duplicates=duplicates,
        recurring=recurring,
        problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code))),
        reasons=left_out,
    )


def inspect(settings: Settings, source: str, paths: Sequence[Path]) -> tuple[Inspection, ...]:
    """Tell what ``generate`` makes of single posts of the archive at ``source``.

    The whole archive is read: whom a digest credits can depend on what other posts say.

    Raises:
        FeedtoolError: the settings or the archive cannot be used, or a path is no post of it.
    """
    judged = judge(settings, source)
    positions = {(judged.root / file.path).resolve(): index for index, file in enumerate(judged.files)}
    entries = {entry.path: entry for entry in judged.entries}
    doubles = {other: group.kept for group in judged.duplicates for other in group.others}
    inspections = []
    for path in paths:
        index = positions.get(path.resolve(), positions.get((judged.root / path).resolve()))
        if index is None:
            raise ArchiveError(str(path), f"is no post of the archive {source}; see [archive] posts")
        name, outcome = judged.files[index].path, judged.outcomes[index]
        left_out = judged.reasons.get(name, "")
        inspections.append(
            Inspection(
                path=name,
                draft=outcome if isinstance(outcome, Draft) else None,
                entry=entries.get(name),
                problems=tuple(problem for problem in judged.problems if problem.path == name),
                left_out=left_out,
                duplicate_of=doubles.get(name),
            )
        )
    return tuple(inspections)


def audit(settings: Settings, source: str, *, jobs: int | None = None) -> Audit:
    """Sum up the archive at ``source``: credit coverage, what recurs, duplicates, suspects, problems.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    judged = judge(settings, source, jobs=jobs, fewest=FEWEST_RECURRING)
    return make_audit(
        judged.drafts,
        judged.entries,
        posts=len(judged.files),
        left_out=_count(judged.reasons.values()),
        known=judged.known,
        duplicates=judged.duplicates,
        recurring=judged.recurring,
        unused_rules=find_unused_rules(judged.drafts, judged.entries, judged.duplicates, judged.config.rules),
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
    judged = judge(settings, source, jobs=jobs)
    _refuse_empty(judged, source)
    paths = (file.path for file in judged.files)
    left_out = LeftOut(
        outcomes=dict(zip(paths, judged.outcomes, strict=True)),
        reasons=judged.reasons,
        problems=judged.problems,
    )
    new_feeds = collect(judged.entries, judged.labels, judged.config, judged.doubles)
    return compare_feeds(old_feeds, judged.entries, new_feeds, left_out, judged.config)


def _refuse_empty(judged: Judged, source: str) -> None:
    if not judged.entries:
        first = judged.problems[0] if judged.problems else "its posts are all marked as not to be published"
        raise ArchiveError(source, f"holds no post that can be published ({first})")


def _prepare_again(
    root: Path,
    files: Sequence[PostFile],
    outcomes: Sequence[Outcome],
    config: Config,
    learned: Learned,
    *,
    jobs: int | None,
) -> list[Outcome]:
    """Take what was learned to be chrome out of the posts that hold it."""
    is_affected = [isinstance(outcome, Draft) and has_learned(outcome, learned) for outcome in outcomes]
    again = [file for file, is_in in zip(files, is_affected, strict=True) if is_in]
    prepared = iter(prepare_all(root, again, config, jobs, learned))
    return [
        next(prepared) if is_in else outcome for outcome, is_in in zip(outcomes, is_affected, strict=True)
    ]


def _publish(feeds: Iterable[Feed], publisher: Publisher, output: Path, config: Config) -> None:
    # feedgen and lxml take long to import; nothing needs them until there is something to render.
    from feedtool import render  # noqa: PLC0415
    from feedtool.render import catalogue  # noqa: PLC0415

    feeds = tuple(feeds)
    names = {format_: render.FILE_NAMES[format_] for format_ in config.feeds.formats}
    formerly = read_published(output, catalogue.JSON_NAME)
    for feed in feeds:
        for format_, name in names.items():
            publisher.publish(f"{feed.path}/{name}", render.RENDERERS[format_](feed))
    # Before the catalogue: while a stale file is there, the catalogue lists it, and the next run removes it.
    publisher.remove_stale(formerly)
    publisher.publish(catalogue.OPML_NAME, catalogue.render_opml(feeds, config.site, names))
    publisher.publish(catalogue.JSON_NAME, catalogue.render_json(feeds, config.site, names))


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


@contextmanager
def _timed(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - start, 3)
