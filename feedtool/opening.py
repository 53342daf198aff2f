"""An archive opened, and brought up to date in its index: what every command begins with."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feedtool.archive import open_archive
from feedtool.author_files import read_author_files
from feedtool.changes import Changes, find_changes
from feedtool.config import Config, settle
from feedtool.documents import find_files
from feedtool.errors import ArchiveError
from feedtool.fingerprint import fingerprint
from feedtool.folders import Folders
from feedtool.garbage import uncollected
from feedtool.glance import GLANCE, Glance
from feedtool.index import Index
from feedtool.index_file import take_index
from feedtool.known_files import Known
from feedtool.post_files import PostFiles
from feedtool.post_folders import find_post_folders
from feedtool.progress import Show, show_nothing
from feedtool.settings import Settings

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


@contextmanager
def timed(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    """Add to ``seconds`` the time that a stage takes."""
    start = time.perf_counter()
    yield
    seconds[stage] = round(seconds.get(stage, 0.0) + time.perf_counter() - start, 3)
