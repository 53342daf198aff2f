"""The index brought up to date with the archive: what changed is read, all else is as it was."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from feedtool import stamps
from feedtool.archive import PostFile
from feedtool.condense import settle_credit
from feedtool.config import Config
from feedtool.credit import known_outlets
from feedtool.index import Index, State
from feedtool.model import Head, Problem
from feedtool.progress import Show, show_nothing
from feedtool.reading import Job, Task, read_files, refuse_name
from feedtool.records import dump_names, dump_texts, load_names
from feedtool.recurring import PostBlocks, find_learned, learn_chrome
from feedtool.text import find_illegal

#: Rows are written so many at a time.
_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What the index knows now, and how much there was to do."""

    #: The heads of all posts that can be published, by path; none where nobody needs them.
    heads: Mapping[str, Head]
    #: The outlets that are known for certain.
    known: frozenset[str]
    #: Why there is none of the other files, by path; and the problems of those that no index can hold.
    left_out: Mapping[str, State]
    problems: tuple[Problem, ...]
    #: Files that were not opened, that were, and those of them that were not as they had been.
    untouched: int
    read: int
    prepared: int
    #: Whether anything but stamps is not as the index had it.
    has_changed: bool


def update_index(
    index: Index,
    root: Path,
    files: Sequence[PostFile],
    config: Config,
    jobs: int | None,
    *,
    has_blocks: bool,
    latest: float = float("inf"),
    needs_heads: bool = True,
    show: Show = show_nothing,
) -> Updated:
    """Read what changed since the index was written; forget what is there no more.

    With ``has_blocks`` the index also holds the blocks of all posts, to find those that recur. Posts dated
    after ``latest`` (seconds since 1970) wait for their day: other posts list none of them. Unless it
    ``needs_heads``, a run that finds nothing but stamps changed is given none. How far it is, is told to
    ``show``.
    """
    # SQLite's texts are UTF-8, and such a name is none.
    nameless = tuple(file for file in files if find_illegal(file.path) is not None)
    files = [file for file in files if file not in nameless] if nameless else files
    known = index.recall_known()
    before = index.read_stamps()
    is_complete = index.recall("blocks") == "yes" or not has_blocks
    index.remember("blocks", "yes" if has_blocks else "no")
    refused = tuple(map(refuse_name, nameless))
    names = dump_names(problem.path for problem in refused)
    has_other_names = names != (index.recall("nameless") or "[]")
    index.remember("nameless", names)
    gone = before.keys() - {file.path for file in files}
    index.forget(gone)
    job = Job(
        root=root,
        config=config,
        known=known,
        has_blocks=has_blocks,
        latest=latest,
        sure_before=time.time_ns() - stamps.STEP,
    )
    doubtful = _find_doubtful(index, config.jekyll.names)
    tasks = []
    for file in files:
        stamp, digest = before.get(file.path, ("", ""))
        if not is_complete or file.path in doubtful:
            tasks.append(Task(file))
        elif stamp != file.stamp or not stamp:
            tasks.append(Task(file, digest))
    prepared = _read(index, job, tasks, jobs, show)
    if config.chrome.learn:
        prepared |= _learn(index, job, files, jobs, show)
    has_changed = bool(prepared or gone) or has_other_names
    heads, now = _settle_credits(index, known, config) if has_changed or needs_heads else ({}, known)
    return Updated(
        heads=heads,
        known=now,
        left_out={**index.read_left_out(), **dict.fromkeys((file.path for file in nameless), "problem")},
        problems=refused,
        untouched=len(files) - len(tasks),
        read=len(tasks),
        prepared=len(prepared),
        has_changed=has_changed or now != known,
    )


def _find_doubtful(index: Index, names: frozenset[str]) -> frozenset[str]:
    """Give the paths of the files that hang on a name at the top of the site that came or went."""
    now = dump_texts(names)
    before = index.recall("names") or "[]"
    if now == before:
        return frozenset()
    index.remember("names", now)
    changed = {*load_names(before)}.symmetric_difference(load_names(now))
    return frozenset(path for path, asked in index.read_asked_names() if not changed.isdisjoint(asked))


def _read(
    index: Index, job: Job, tasks: Sequence[Task], jobs: int | None, show: Show, *, has_blocks: bool = True
) -> set[str]:
    """Read files, note what they are, and give the paths of those that had to be prepared."""
    outcomes = read_files(job, tasks, jobs)
    by_path = {task.file.path: task.file for task in tasks}
    prepared: set[str] = set()
    done = 0
    while some := list(islice(outcomes, _ROWS)):
        rows = [outcome for outcome in some if not isinstance(outcome, str)]
        same = (by_path[outcome] for outcome in some if isinstance(outcome, str))
        index.touch((file.path, job.stamp_of(file)) for file in same)
        index.forget((row.path for row, _ in rows), has_blocks=has_blocks)
        index.store(rows)
        prepared.update(row.path for row, _ in rows)
        done += len(some)
        show("posts read", done, len(tasks))
    return prepared


def _learn(index: Index, job: Job, files: Sequence[PostFile], jobs: int | None, show: Show) -> set[str]:
    """Take what the archive shows to be chrome out of the posts that hold it, and give the paths of those.

    What goes from a post depends on all others: it is found anew each time. Of several files with one id,
    such as a post and its copies in other folders, the first is counted.
    """
    chrome = job.config.chrome
    heads = index.read_heads()
    first: dict[str, str] = {}
    for file in files:
        if file.path in heads:
            first.setdefault(heads[file.path].id, file.path)
    counted = frozenset(first.values())

    def read_posts() -> Iterator[PostBlocks]:
        return (post for post in index.read_blocks() if post.path in counted)

    learned = learn_chrome(read_posts, share=chrome.share, fewest=chrome.posts)
    rows = index.read_all_learned()
    by_path = {file.path: file for file in files}
    tasks = []
    for post in index.read_blocks():
        keys = dump_names(sorted(find_learned(post, learned)))
        if keys != rows[post.path]:
            tasks.append(Task(by_path[post.path], learned=keys))
    return _read(index, replace(job, has_blocks=False), tasks, jobs, show, has_blocks=False)


def _settle_credits(
    index: Index, known: frozenset[str], config: Config
) -> tuple[dict[str, Head], frozenset[str]]:
    """Decide again whom those posts credit that asked for an outlet which is known now, or is no more.

    What they credit was decided when ``known`` were the outlets that are known for certain.
    """
    heads = index.read_heads()
    now = known_outlets({head.certain for head in heads.values()}, config.rules)
    changed = now ^ known
    paths = [
        head.path for head in heads.values() if changed and not changed.isdisjoint((*head.names, *head.asked))
    ]
    changes = []
    for path, evidence in index.read_evidence(paths):
        credit, asked = settle_credit(evidence, now, config)
        heads[path] = heads[path]._replace(
            outlets=credit.outlets,
            rule=credit.rule,
            rule_name=credit.rule_name,
            asked=tuple(sorted(asked.difference(heads[path].names))),
        )
        changes.append((heads[path], credit))
    index.change_credits(changes)
    index.remember("known", dump_names(sorted(now)))
    return heads, now
