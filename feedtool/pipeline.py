"""The stages in order, from the archive to the published files. Read `generate` from top to bottom."""

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from feedtool import clean, markdown
from feedtool.archive import PostFile, find_posts, open_archive, read_post
from feedtool.chrome import strip_chrome
from feedtool.collect import collect, label_categories
from feedtool.config import Config, settle
from feedtool.credit import decide, known_outlets
from feedtool.entry import make_entry
from feedtool.errors import ArchiveError, ConfigError, PostError
from feedtool.evidence import read_evidence
from feedtool.model import Credit, Draft, Entry, Feed, Post, Problem, RawPost, Report
from feedtool.post import parse_post
from feedtool.publish import Publisher, read_published
from feedtool.settings import Settings

#: A file that gives a draft, a problem, or None where its owner does not want it published.
Outcome = Draft | Problem | None

#: Below so many files another process costs more than it saves.
_FEW_FILES = 200
_FILES_A_CHUNK = 50


def generate(
    settings: Settings, source: str, output: Path, *, jobs: int | None = None, is_dry: bool = False
) -> Report:
    """Publish the feeds of the archive at ``source`` (a path or URL) to the folder ``output``.

    ``jobs`` is the number of processes that read posts (None: one a core); it changes no byte. With
    ``is_dry`` nothing is written, and the report says what would be.

    Raises:
        FeedtoolError: the settings, the archive or the output folder cannot be used.
    """
    seconds: dict[str, float] = {}
    with open_archive(source) as archive:
        config = settle(settings, archive.site_config)
        with _timed("scan", seconds):
            files = find_posts(archive, config.archive.posts)
        with _timed("read", seconds):
            outcomes = _prepare_all(archive.root, files, config, jobs)
    drafts, problems, left_out = _sift(files, outcomes)
    if not drafts:
        first = problems[0] if problems else "its posts are all marked as not to be published"
        raise ArchiveError(source, f"holds no post that can be published ({first})")
    with _timed("credit", seconds):
        known = known_outlets(drafts, config.rules)
        labels = label_categories(draft.post for draft in drafts)
        problems += _check_names(labels, settings)
        entries = [make_entry(draft, decide(draft, known, config), config, labels) for draft in drafts]
    with _timed("collect", seconds):
        feeds = collect(entries, labels, config)
    with _timed("publish", seconds):
        publisher = Publisher(output, is_dry=is_dry)
        _publish(feeds, publisher, output, config)
    return Report(
        posts=len(files),
        published=len(entries),
        feeds=len(feeds),
        files_written=tuple(publisher.written),
        files_unchanged=publisher.unchanged,
        files_removed=tuple(publisher.removed),
        problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code))),
        left_out=dict(sorted(left_out.items())),
        credit=_count(entry.credit.rule for entry in entries),
        removed=_count(removal.rule for draft in drafts for removal in draft.removals),
        seconds=seconds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What became of one post; without a draft it is not published, for a problem or by its own mark."""

    path: str
    draft: Draft | None
    credit: Credit | None
    entry: Entry | None
    problems: tuple[Problem, ...]
    #: Why it is left out on purpose.
    left_out: str


def inspect(settings: Settings, source: str, paths: Sequence[Path]) -> tuple[Inspection, ...]:
    """Tell what ``generate`` makes of single posts of the archive at ``source``.

    The whole archive is read: whom a digest credits can depend on what other posts say.

    Raises:
        FeedtoolError: the settings or the archive cannot be used, or a path is no post of it.
    """
    with open_archive(source) as archive:
        config = settle(settings, archive.site_config)
        files = find_posts(archive, config.archive.posts)
        positions = {(archive.root / file.path).resolve(): index for index, file in enumerate(files)}
        chosen = []
        for path in paths:
            index = positions.get(path.resolve(), positions.get((archive.root / path).resolve()))
            if index is None:
                raise ArchiveError(str(path), f"is no post of the archive {source}; see [archive] posts")
            chosen.append(index)
        outcomes = _prepare_all(archive.root, files, config, None)
    drafts, problems, _ = _sift(files, outcomes)
    published = {draft.post.path for draft in drafts}
    known = known_outlets(drafts, config.rules)
    labels = label_categories(draft.post for draft in drafts)
    inspections = []
    for index in chosen:
        outcome = outcomes[index]
        if isinstance(outcome, Draft) and outcome.post.path in published:
            credit = decide(outcome, known, config)
            entry = make_entry(outcome, credit, config, labels)
            inspection = Inspection(
                path=files[index].path,
                draft=outcome,
                credit=credit,
                entry=entry,
                problems=outcome.post.problems,
                left_out="",
            )
        else:
            own = tuple(problem for problem in problems if problem.path == files[index].path)
            inspection = Inspection(
                path=files[index].path,
                draft=None,
                credit=None,
                entry=None,
                problems=own,
                left_out="marked so by its owner" if outcome is None else "copy of a post in another folder",
            )
        inspections.append(inspection)
    return tuple(inspections)


def _prepare_all(root: Path, files: Sequence[PostFile], config: Config, jobs: int | None) -> list[Outcome]:
    """Prepare every post, over processes where that is worth it; outcomes are in the order of the files."""
    jobs = jobs or os.cpu_count() or 1
    work = partial(_prepare_files, root, config)
    chunks = [files[start : start + _FILES_A_CHUNK] for start in range(0, len(files), _FILES_A_CHUNK)]
    if jobs == 1 or len(files) < _FEW_FILES:
        prepared: Iterable[list[Outcome]] = map(work, chunks)
        return [outcome for chunk in prepared for outcome in chunk]
    with ProcessPoolExecutor(jobs) as executor:
        return [outcome for chunk in executor.map(work, chunks) for outcome in chunk]


def _prepare_files(root: Path, config: Config, files: Sequence[PostFile]) -> list[Outcome]:
    return [_prepare_file(root, config, file) for file in files]


def _prepare_file(root: Path, config: Config, file: PostFile) -> Outcome:
    try:
        return prepare(read_post(root, file), config)
    except PostError as error:
        code, message, line = error.code, error.message, error.line
    except OSError as error:
        code, message, line = "file-unreadable", f"the file cannot be read: {error.strerror}", 1
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the site its other posts
        name = type(error).__name__
        code, message, line = "fault", f"feedtool failed on this post ({name}: {error}); please report it", 1
    path = file.path.encode("utf-8", "backslashreplace").decode()
    return Problem(path=path, line=line, code=code, severity="error", message=message)


def prepare(raw: RawPost, config: Config) -> Draft | None:
    """Do all that can be done with one post alone; None if its owner does not want it published.

    Raises:
        PostError: the post cannot be used.
    """
    post = parse_post(raw, config)
    return None if post is None else _make_draft(post, config)


def _make_draft(post: Post, config: Config) -> Draft:
    body = markdown.render(post.body) if post.is_markdown else post.body
    article = clean.split_article(body, post.url, config.rules.elements)
    blocks, chrome = strip_chrome(article.blocks, post, config)
    attributed = read_evidence(post, blocks, config, stated=article.stated)
    text = " ".join(block.text for block in attributed.blocks if block.text)
    if not text and not any(block.has_media for block in attributed.blocks):
        message = "the post has no text beside links and its source; write some, or delete it"
        raise PostError("text-missing", message)
    return Draft(
        post=post,
        evidence=attributed.evidence,
        content_html=clean.sanitise(attributed.blocks),
        text=text,
        image=next((image for block in attributed.blocks for image in block.images), None),
        removals=(*article.removals, *chrome, *attributed.removals),
    )


def _sift(
    files: Sequence[PostFile], outcomes: Sequence[Outcome]
) -> tuple[list[Draft], list[Problem], Counter[str]]:
    """Part what is published from what is not, and say why: nothing vanishes in silence.

    Of two posts with one id the first is published, in the order of the folders, then of the paths.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    left_out: Counter[str] = Counter()
    by_id: dict[str, Draft] = {}
    by_name: dict[tuple[str, str, str], Draft] = {}
    for file, outcome in zip(files, outcomes, strict=True):
        if outcome is None:
            left_out["unpublished"] += 1
        elif isinstance(outcome, Problem):
            problems.append(outcome)
            left_out["problem"] += 1
        else:
            post = outcome.post
            name = (file.path.removeprefix(file.folder + "/"), post.title, outcome.text)
            twin = by_id.get(post.id) or by_name.get(name)
            if twin is None:
                by_id[post.id] = by_name[name] = outcome
                drafts.append(outcome)
                problems += post.problems
            elif _is_copy(outcome, twin):
                left_out["copy"] += 1
            else:
                left_out["problem"] += 1
                problems.append(_duplicate(post, twin.post))
    return drafts, problems, left_out


def _is_copy(draft: Draft, twin: Draft) -> bool:
    """Tell whether a post is its twin, kept in another folder of posts."""
    is_same = twin.post.title == draft.post.title or twin.text == draft.text
    return twin.post.folder != draft.post.folder and is_same


def _duplicate(post: Post, twin: Post) -> Problem:
    message = f"has the same id as {twin.path}, which is published; rename one of the files"
    return Problem(path=post.path, line=1, code="id-duplicate", severity="error", message=message)


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
