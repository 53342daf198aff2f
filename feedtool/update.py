"""The index brought up to date with the archive: what changed is prepared, all else is as it was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, tee
from pathlib import Path

from feedtool.changes import Changes, remember_files
from feedtool.condense import settle_credit
from feedtool.config import Config
from feedtool.credit import known_outlets
from feedtool.head import Head
from feedtool.index import Index, State
from feedtool.known_files import StampRows
from feedtool.model import Problem
from feedtool.post_files import PostFiles
from feedtool.progress import Show, show_nothing
from feedtool.reading import Job, Task, read_files, refuse_name
from feedtool.records import dump_names
from feedtool.recurring import PostBlocks, find_learned, learn_chrome

#: Rows are written so many at a time.
_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What the index knows now, and how much there was to do."""

    #: The heads of all posts that can be published, by path.
    heads: Mapping[str, Head]
    #: The outlets that are known for certain.
    known: frozenset[str]
    #: Why there is none of the other files, by path; and the problems of those that no index can hold.
    left_out: Mapping[str, State]
    problems: tuple[Problem, ...]
    #: Files that were prepared.
    prepared: int
    #: Whether anything but stamps is not as the index had it.
    has_changed: bool


def update_index(
    index: Index,
    root: Path,
    changes: Changes,
    config: Config,
    *,
    jobs: int | None = None,
    latest: float = float("inf"),
    show: Show = show_nothing,
) -> Updated:
    """Read what changed since the index was written; forget what is there no more.

    Posts dated after ``latest`` (seconds since 1970) wait for their day: other posts list none of them. How
    far it is, is told to ``show``.
    """
    known = index.recall_known()
    index.check_files()
    index.forget(changes.gone)
    job = Job(
        root=root,
        config=config,
        known=known,
        has_blocks=changes.has_blocks,
        latest=latest,
        sure_before=changes.sure_before,
    )
    prepared = _read_changes(index, job, changes, jobs, show)
    heads, now = _settle_credits(index, known, changes.files.paths(), config)
    refused = tuple(map(refuse_name, changes.nameless))
    return Updated(
        heads=heads,
        known=now,
        left_out={**index.read_left_out(), **dict.fromkeys((it.path for it in changes.nameless), "problem")},
        problems=refused,
        prepared=prepared,
        has_changed=bool(prepared) or not changes.is_none or now != known,
    )


def _read_changes(index: Index, job: Job, changes: Changes, jobs: int | None, show: Show) -> int:
    """Prepare what changed, and what the archive shows to be chrome now or no more; give how many files."""
    read = _read(index, job, map(Task, changes.to_read), len(changes.to_read), jobs, show)
    if job.config.chrome.learn:
        read = _learn(index, job, changes.files, jobs, show).over(read)
    remember_files(index, changes, read)
    return len(read)


def _read(  # noqa: PLR0917 - one of each
    index: Index,
    job: Job,
    tasks: Iterable[Task],
    number: int,
    jobs: int | None,
    show: Show,
    *,
    has_blocks: bool = True,
) -> StampRows:
    """Prepare a number of files, note what they are, and give their stamps by path."""
    tasks, given = tee(tasks)
    outcomes = zip((task.file.path for task in given), read_files(job, tasks, jobs), strict=True)
    read = StampRows()
    is_empty = index.is_empty()
    while some := list(islice(outcomes, _ROWS)):
        if not is_empty:
            index.forget((path for path, _ in some), has_blocks=has_blocks)
        index.store((it.file, it.post) for _, it in some)
        # The paths that are in memory already: those of outcomes are copies.
        for path, it in some:
            read.add(path, it.stamp)
        show("posts read", len(read), number)
    return read


def _learn(index: Index, job: Job, files: PostFiles, jobs: int | None, show: Show) -> StampRows:
    """Take what the archive shows to be chrome out of the posts that hold it, and give the stamps of those.

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
    return _read(index, replace(job, has_blocks=False), tasks, len(tasks), jobs, show, has_blocks=False)


def _settle_credits(
    index: Index, known: frozenset[str], paths: Iterable[str], config: Config
) -> tuple[dict[str, Head], frozenset[str]]:
    """Decide again whom those posts credit that asked for an outlet which is known now, or is no more.

    What they credit was decided when ``known`` were the outlets that are known for certain. ``paths`` are
    those of all files.
    """
    heads = index.read_heads(paths)
    now = known_outlets({head.common.certain for head in heads.values()}, config.rules)
    changed = now ^ known
    concerned = [head.path for head in heads.values() if not changed.isdisjoint(head.common.asked)]
    changes = []
    for path, evidence in index.read_evidence(concerned):
        credit, _, asked = settle_credit(evidence, now, config)
        common = heads[path].common._replace(
            outlets=credit.outlets,
            rule=credit.rule,
            rule_name=credit.rule_name,
            asked=tuple(sorted(asked)),
        )
        heads[path] = heads[path]._replace(common=common)
        changes.append((heads[path], credit))
    index.change_credits(changes)
    index.remember("known", dump_names(sorted(now)))
    return heads, now
