"""Files of the archive to rows of the index, over several processes where that is worth it. Reads files."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from feedtool.archive import read_post
from feedtool.asked_names import AskedNames
from feedtool.condense import find_problems, make_content, make_head, settle_credit
from feedtool.config import Config
from feedtool.errors import FeedtoolError, PostError
from feedtool.garbage import seldom_collected
from feedtool.head_rows import pack_head
from feedtool.index import FileRow, PostRow, State
from feedtool.known_files import Stamp
from feedtool.liquid import has_liquid
from feedtool.liquid_values import NO_FILES, SiteFiles
from feedtool.model import Draft, Problem
from feedtool.post_files import PostFile
from feedtool.prepare import prepare
from feedtool.records import (
    dump_blocks,
    dump_content,
    dump_credit,
    dump_evidence,
    dump_names,
    dump_problems,
    load_names,
)
from feedtool.recurring import blocks_of
from feedtool.stamps import UNSURE, keep_sure
from feedtool.text import digest_bytes
from feedtool.workers import map_over

#: Below so many files another process costs more than it saves.
_FEW_FILES = 200
_FILES_A_CHUNK = 50


class Task(NamedTuple):
    """A file to be read."""

    file: PostFile
    #: Keys of the blocks of the post that the archive shows to be chrome, as one text.
    learned: str = "[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What it takes to read any file."""

    root: Path
    config: Config
    #: Outlets that are known for certain so far.
    known: frozenset[str]
    #: Whether the blocks of the posts are wanted, to find those that recur.
    has_blocks: bool = False
    #: Posts dated later (seconds since 1970) wait for their day; no other post knows of them.
    latest: float = float("inf")
    #: A stamp from this time on (nanoseconds since 1970) can be that of two states of a file.
    sure_before: int


class Outcome(NamedTuple):
    """What became of a file."""

    file: FileRow
    #: None: it holds no post that can be published.
    post: PostRow | None
    stamp: Stamp


def read_files(job: Job, tasks: Iterable[Task], jobs: int | None) -> Iterator[Outcome]:
    """Read files, over ``jobs`` processes where that is worth it (None: one a core), in their order."""
    jobs = jobs or os.cpu_count() or 1
    tasks = iter(tasks)
    first = [*islice(tasks, _FEW_FILES)]
    chunks = _cut(chain(first, tasks))
    if jobs == 1 or len(first) < _FEW_FILES:
        results: Iterable[list[Outcome]] = (_read_chunk(job, chunk) for chunk in chunks)
    else:
        results = map_over(_read_chunk, job, chunks, jobs)
    return chain.from_iterable(results)


def _cut(tasks: Iterator[Task]) -> Iterator[list[Task]]:
    while chunk := [*islice(tasks, _FILES_A_CHUNK)]:
        yield chunk


def _read_chunk(job: Job, tasks: Iterable[Task]) -> list[Outcome]:
    named = _name_files(job)
    names = AskedNames(job.config.jekyll.names)
    job = replace(job, config=replace(job.config, jekyll=replace(job.config.jekyll, names=names)))
    with seldom_collected():
        return [_read_file(job, named, task, names) for task in tasks]


def _name_files(job: Job) -> SiteFiles:
    if job.config.liquid is None:
        return NO_FILES
    from feedtool.named_files import make_named_files  # noqa: PLC0415 - few sites need it, and it is slow

    return make_named_files(job.root, job.config, job.latest, job.sure_before)


def _read_file(job: Job, named: SiteFiles, task: Task, names: AskedNames) -> Outcome:
    file = task.file
    problems: tuple[Problem, ...] = ()
    post: PostRow | None = None
    state: State = "post"
    digest = ""
    can_change = False
    names.take_asked()  # those of the post before are not this one's
    try:
        raw = read_post(job.root, file)
        # What Liquid makes of a post hangs on other files too: it is read again in every run.
        can_change = job.config.liquid is not None and has_liquid(raw.data)
        digest = digest_bytes(raw.data)
        draft = prepare(raw, job.config, frozenset(load_names(task.learned)), named)
        if draft is None:
            state = "unpublished"
        else:
            problems = find_problems(draft, job.config)
            post = _make_row(job, draft, digest, task.learned, hangs_on_others=names.has_asked)
    except FeedtoolError:
        raise  # a fault of the settings, and of no post
    except PostError as error:
        problems = (_problem(file, error.code, error.message, error.line),)
    except OSError as error:
        problems = (
            _problem(
                file, "file-unreadable", f"the file cannot be read: {error.strerror}; mend or delete it", 1
            ),
        )
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the site its other posts
        message = f"feedtool failed on this post ({type(error).__name__}: {error}); please report it"
        problems = (_problem(file, "fault", message, 1),)
    if problems and post is None:
        state = "problem"
    is_fixed = bool(digest) and not can_change
    row = FileRow(
        path=file.path,
        state=state,
        problems=dump_problems(problems),
        learned=task.learned,
        names=dump_names(names.take_asked()),
    )
    stamp = (keep_sure(file.stamp, job.sure_before), digest) if is_fixed else (UNSURE, "")
    return Outcome(row, post, stamp)


def _make_row(job: Job, draft: Draft, digest: str, learned: str, *, hangs_on_others: bool) -> PostRow:
    content = make_content(draft)
    settled = settle_credit(draft.evidence, job.known, job.config)
    kept = blocks_of(draft) if job.has_blocks else None
    text = dump_content(content)
    if draft.post.has_run_liquid or hangs_on_others:  # the same bytes of the post can be another text
        digest += digest_bytes(text.encode())
    head = make_head(draft, content, settled, f"{digest}{learned}", job.config)
    return PostRow(
        head=pack_head(head),
        evidence=dump_evidence(draft.evidence),
        credit=dump_credit(settled.credit),
        content=text,
        blocks=(dump_names(kept.categories), dump_blocks(kept.blocks)) if kept else None,
    )


def refuse_name(file: PostFile) -> Problem:
    """Say of a file that its name is no text."""
    message = "the file's name is not valid UTF-8; rename the file"
    return _problem(file, "file-name-unreadable", message, 1)


def _problem(file: PostFile, code: str, message: str, line: int) -> Problem:
    path = file.path.encode("utf-8", "backslashreplace").decode()
    return Problem(path=path, line=line, code=code, severity="error", message=message)
