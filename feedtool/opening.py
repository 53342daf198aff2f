"""An archive opened, brought up to date in its index and judged: what every command begins with."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from feedtool.archive import find_post_folders, open_archive
from feedtool.author_files import read_author_files
from feedtool.category_names import label_categories
from feedtool.changes import Changes, find_changes
from feedtool.config import Config, check_site, settle
from feedtool.documents import check_collections, find_files
from feedtool.duplicates import Duplicates, find_duplicates
from feedtool.errors import ArchiveError, ConfigError, PublishError
from feedtool.fingerprint import fingerprint
from feedtool.folders import Folders
from feedtool.garbage import uncollected
from feedtool.glance import GLANCE, Glance
from feedtool.head import Head
from feedtool.index import Index
from feedtool.index_file import take_index
from feedtool.known_files import Known
from feedtool.model import Problem
from feedtool.post_files import PostFiles
from feedtool.progress import Show, show_nothing
from feedtool.settings import Settings
from feedtool.sift import Reason, sift

if TYPE_CHECKING:
    from feedtool.update import Updated


def be_silent(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An archive before anything of it is read: its files, what to make of them, what is known of them."""

    settings: Settings
    config: Config
    root: Path
    #: What was seen of it.
    folders: Folders
    files: PostFiles
    index: Index
    #: What the index knows of all files.
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An archive as it is published: which posts, credited to whom, and what was found on the way."""

    config: Config
    root: Path
    files: PostFiles
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

    @property
    def doubles(self) -> frozenset[str]:
        """The paths of the posts whose article the feeds show under another file."""
        return frozenset(path for group in self.duplicates for path in group.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a run publishes, and how."""

    output: Path
    #: What the settings file is called, for problems.
    settings: str
    #: So many processes (None: one a core).
    jobs: int | None
    #: Whether nothing is written.
    is_dry: bool
    #: Whether what is known of the archive is kept for the next run.
    is_kept: bool
    #: Is told how far the run is.
    show: Show


@contextmanager
def open_site(
    settings: Settings,
    source: str,
    seconds: dict[str, float],
    index_path: Path | None = None,
    *,
    is_dry: bool = False,
    say: Callable[[str], None] = be_silent,
    glance: Glance | None = None,
) -> Iterator[Opened]:
    """Open an archive and its index for as long as the context lasts.

    Another run that has the index is waited for before the archive is looked at: what a ``glance`` saw of it
    holds if none had. The time of each stage is added to ``seconds``.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    with ExitStack() as stack:
        # First of all: what is looked at before another run is waited for can be older than what that one
        # has published.
        taken = stack.enter_context(take_index(index_path, say, is_dry=is_dry))
        if taken.waited:
            seconds["wait"] = round(taken.waited, 3)
        start = time.perf_counter()
        before = glance.memory if glance is not None and taken.recall(GLANCE) == glance.note else None
        archive = stack.enter_context(open_archive(source, has_liquid=settings.archive.liquid, before=before))
        if archive.root != Path(source):
            seconds["unpack"] = round(time.perf_counter() - start, 3)
        if not (archive.site_config or settings.archive.posts or find_post_folders(archive.folders)):
            message = "no _config.yml and no _posts folder is there; is it the folder of the site?"
            raise ArchiveError(source, message)
        with timed("scan", seconds), uncollected():
            authors = read_author_files(archive)
            config = settle(settings, archive.site_config, authors, archive.names)
            # The feeds are not in it: what they hold, and how, depends on nothing that is kept.
            kept = without_names(config)
            own = fingerprint(kept.archive, kept.chrome, kept.jekyll, kept.rules, kept.site)
            index = taken.open(own)
            known = index.read_stamps()
            files = find_files(archive, config, known.stamps)
            if glance is None:  # then this run leaves no note of what it saw
                archive.folders.forget_files()
        yield Opened(
            settings=settings,
            config=config,
            root=archive.root,
            folders=archive.folders,
            files=files,
            index=index,
            known=known,
        )


def without_names(config: Config) -> Config:
    """Leave out the names at the top of the site: few posts hang on one, and those tell on which."""
    return replace(config, jekyll=replace(config.jekyll, names=frozenset()))


def look_for_changes(
    opened: Opened,
    seconds: dict[str, float],
    *,
    jobs: int | None = None,
    has_blocks: bool = False,
    show: Show = show_nothing,
) -> Changes:
    """Find out what changed in an archive since its index was written; see `changes.find_changes`."""
    with timed("check", seconds):
        return find_changes(
            opened.index,
            opened.root,
            opened.files,
            opened.known,
            opened.config.jekyll.names,
            jobs=jobs,
            has_blocks=has_blocks or opened.config.chrome.learn,
            show=show,
        )


def bring_up_to_date(
    opened: Opened,
    changes: Changes,
    seconds: dict[str, float],
    now: datetime,
    *,
    jobs: int | None = None,
    show: Show = show_nothing,
) -> "Updated":
    """Read what changed in an archive since its index was written; see `update.update_index`.

    Liquid in a post can name those that are not dated later than ``now``. How far it is, is told to ``show``.
    """
    # With it come the parsers, which take long to import: a run that finds nothing changed needs none.
    from feedtool.update import update_index  # noqa: PLC0415

    with timed("read", seconds):
        return update_index(
            opened.index,
            opened.root,
            changes,
            opened.config,
            jobs=jobs,
            latest=now.timestamp(),
            show=show,
        )


def judge(opened: Opened, updated: "Updated", now: datetime) -> Judged:
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
    posts = (head for head in sifted.heads if head.common.collection is None)
    names = {name for post in posts for name in post.common.categories}
    problems += [*updated.problems, *sifted.problems, *_check_names(names, opened.settings, config)]
    problems += [*check_collections(config), *check_site(config, opened.settings)]
    return Judged(
        config=config,
        root=opened.root,
        files=files,
        index=index,
        updated=updated,
        heads=sifted.heads,
        labels=labels,
        duplicates=find_duplicates(sifted.heads, config),
        problems=sort_problems(problems),
        reasons={**reasons, **sifted.reasons},
        latest=now.timestamp(),
    )


@contextmanager
def read_site(
    settings: Settings, source: str, *, jobs: int | None = None, has_blocks: bool = False
) -> Iterator[Judged]:
    """Open and judge an archive as it is now, with an index that lasts as long as the context.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    now = datetime.now(UTC)
    with open_site(settings, source, {}) as opened:
        changes = look_for_changes(opened, {}, jobs=jobs, has_blocks=has_blocks)
        yield judge(opened, bring_up_to_date(opened, changes, {}, now, jobs=jobs), now)


def refuse_empty(judged: Judged, source: str) -> None:
    """Stop where there is nothing to publish.

    Raises:
        ArchiveError: not one post can be published.
    """
    if not judged.heads:
        first = judged.problems[0] if judged.problems else "its posts are all marked as not to be published"
        raise ArchiveError(source, f"holds no post that can be published ({first})")


def refuse_own_folder(judged: Judged, output: Path) -> None:
    """Stop where feeds would come to lie among the posts.

    Raises:
        PublishError: the output folder is one of the folders of posts.
    """
    folders = {it.folder for it in judged.files.folders if it.stamps and PurePosixPath(it.folder).name}
    if output.resolve() in {(judged.root / folder).resolve() for folder in folders}:
        raise PublishError(str(output), "holds the posts; choose another folder with -o")


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems in the order of their places."""
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


def count(names: Iterable[str]) -> dict[str, int]:
    """Count names, in their order."""
    return dict(sorted(Counter(names).items()))


@contextmanager
def timed(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    """Add to ``seconds`` the time that a stage takes."""
    start = time.perf_counter()
    yield
    seconds[stage] = round(seconds.get(stage, 0.0) + time.perf_counter() - start, 3)
