"""What of an archive is not as the index has it: told by stamps, then by bytes, and nothing is parsed.

Most runs find little, and in a fresh checkout all files are touched and none is changed: no rules and no
parsers are imported for that. Reads files.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

from feedtool import stamps
from feedtool.archive import read_bytes
from feedtool.index import Index
from feedtool.known_files import Known, StampRows
from feedtool.post_files import PostFile, PostFiles
from feedtool.progress import Show, show_nothing
from feedtool.records import dump_names, dump_texts, load_names
from feedtool.stamps import keep_sure
from feedtool.text import digest_bytes, find_illegal
from feedtool.workers import map_over

#: Below so many files another process costs more than it saves.
_FEW_FILES = 1000
_FILES_A_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What there is to do before the index is as the archive is, and what it is to know of the rest."""

    #: All files but those that no index can hold: SQLite's texts are UTF-8, and the names of these are none.
    files: PostFiles
    nameless: tuple[PostFile, ...]
    #: Whether there were others of those.
    has_other_nameless: bool
    #: Files to be prepared: new ones, those with other bytes, and those that can have become another text.
    to_read: PostFiles
    #: Files that are there no more: their paths.
    gone: frozenset[str]
    #: What the index knows of all files.
    known: Known
    #: The stamps of the files that were touched and hold what they held.
    touched: StampRows
    #: The names at the top of the site.
    names: frozenset[str]
    #: Whether the index is to hold the blocks of all posts.
    has_blocks: bool
    #: A stamp from this time on (nanoseconds since 1970) can be that of two states of a file.
    sure_before: int

    @property
    def is_none(self) -> bool:
        """Whether the archive is as the index has it, but for stamps."""
        return not (self.to_read or self.gone or self.has_other_nameless)


def find_changes(
    index: Index,
    root: Path,
    files: PostFiles,
    known: Known,
    names: frozenset[str],
    *,
    jobs: int | None = None,
    has_blocks: bool = False,
    show: Show = show_nothing,
) -> Changes:
    """Find out what changed since the index was written.

    ``known`` is what it knows of the files, ``names`` are those at the top of the site: a post can hang on
    one. With ``has_blocks`` the index is to hold the blocks of all posts. Touched files are read over
    ``jobs`` processes where that is worth it (None: one a core); how far that is, is told to ``show``.
    """
    sure_before = time.time_ns() - stamps.STEP
    files, nameless = _part_by_name(files)
    is_complete = index.recall("blocks") == "yes" or not has_blocks
    doubtful = _find_doubtful(index, names)
    before = known.stamps
    if doubtful or not is_complete:
        before = {path: stamp for path, stamp in before.items() if is_complete and path not in doubtful}
    changed = files.find_changed(before)
    # Of files that are new nobody has to know what others hold.
    asked = [
        (file, digest)
        for file in (changed if before else ())
        if file.path in before and (digest := known.digests[file.path])
    ]
    touched = StampRows(
        (file.path, (keep_sure(file.stamp, sure_before), digest))
        for file, digest in _find_same(root, asked, jobs, show)
    )
    return Changes(
        files=files,
        nameless=nameless,
        has_other_nameless=_dump_nameless(nameless) != (index.recall("nameless") or "[]"),
        to_read=changed.without({*touched.paths}),
        gone=files.find_gone(known.stamps),
        known=known,
        touched=touched,
        names=names,
        has_blocks=has_blocks,
        sure_before=sure_before,
    )


def remember_files(index: Index, changes: Changes, read: StampRows) -> None:
    """Leave what the next run tells changes by; ``read`` are the stamps of the files that were prepared."""
    index.remember("blocks", "yes" if changes.has_blocks else "no")
    index.remember("nameless", _dump_nameless(changes.nameless))
    index.remember("names", dump_texts(changes.names))
    index.write_stamps(read.over(changes.touched), changes.gone, changes.known)


def _part_by_name(files: PostFiles) -> tuple[PostFiles, tuple[PostFile, ...]]:
    """Part the files that an index can hold from those that none can."""
    paths = "".join(files.paths())
    if paths.isprintable() and "\ufffd" not in paths:
        return files, ()  # as nearly always, and one question for all
    nameless = tuple(file for file in files if find_illegal(file.path) is not None)
    return files.without({file.path for file in nameless}), nameless


def _dump_nameless(nameless: Sequence[PostFile]) -> str:
    return dump_names(file.path.encode("utf-8", "backslashreplace").decode() for file in nameless)


def _find_doubtful(index: Index, now: frozenset[str]) -> frozenset[str]:
    """Give the paths of the files that hang on a name at the top of the site that came or went."""
    before = index.recall("names") or "[]"
    if dump_texts(now) == before:
        return frozenset()
    changed = now.symmetric_difference(load_names(before))
    return frozenset(path for path, asked in index.read_asked_names() if not changed.isdisjoint(asked))


def _find_same(
    root: Path, touched: Sequence[tuple[PostFile, str]], jobs: int | None, show: Show
) -> Iterator[tuple[PostFile, str]]:
    """Give those of the files, each with the digest it had, that have it still."""
    jobs = jobs or os.cpu_count() or 1
    job = root, touched
    chunks = [slice(start, start + _FILES_A_CHUNK) for start in range(0, len(touched), _FILES_A_CHUNK)]
    if jobs == 1 or len(touched) < _FEW_FILES:
        answers: Iterable[list[bool]] = (_ask(job, chunk) for chunk in chunks)
    else:
        answers = map_over(_ask, job, chunks, jobs)
    done = 0
    for chunk, are_same in zip(chunks, answers, strict=True):
        yield from compress(touched[chunk], are_same)
        done += len(are_same)
        show("posts read", done, len(touched))


def _ask(job: tuple[Path, Sequence[tuple[PostFile, str]]], chunk: slice) -> list[bool]:
    root, touched = job
    return [_has_digest(root, file, digest) for file, digest in touched[chunk]]


def _has_digest(root: Path, file: PostFile, digest: str) -> bool:
    try:
        return digest_bytes(read_bytes(root, file)) == digest
    except OSError:
        return False  # who prepares it says so
