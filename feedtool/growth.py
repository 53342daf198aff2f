"""An archive that has grown and is else as it was: only the feeds that hold the new posts are outlined anew.

An archive of news grows by a few posts every few minutes, and what they change is little. Whether that is so
is decided here, by what the last run left for it. On the least doubt the answer is None, and the stages go
over all posts: a new post that could be another's double, that makes an outlet known, that opens a feed or
names a category; a post that was changed or is gone. Reads files.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from feedtool import stamps
from feedtool.collect import Votes, count_votes, extend_feed, feeds_of, name_categories
from feedtool.config import Config
from feedtool.index import FileRow, Index, PostRow, unpack_head
from feedtool.marks import marks_of
from feedtool.model import Head, Outline, Report
from feedtool.opening import Judged, Opened
from feedtool.records import dump_texts
from feedtool.text import find_illegal

#: More files are not a few: to go over all takes no longer.
_MOST = 500
_VOTES = "votes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What came to an archive, and what that makes of its feeds."""

    added: tuple[Head, ...]
    #: What the index is to know of their files, and the stamps of others that are as they were.
    rows: tuple[tuple[FileRow, PostRow | None], ...]
    stamps: tuple[tuple[str, str], ...]
    #: All feeds, in order, and the positions of those that are not as they were.
    outlines: tuple[Outline, ...]
    fresh: tuple[int, ...]
    #: The heads of all posts with an entry in those.
    heads: Mapping[str, Head]
    votes: Mapping[str, Votes]
    #: What people read for each category.
    labels: Mapping[str, str]


def find_growth(opened: Opened, last: Report, now: datetime) -> Growth | None:
    """Find out what came to an archive since the last run; None if that is not all that happened to it.

    ``last`` is the report of that run, which has to hold still.
    """
    config, index = opened.config, opened.index
    votes = _recall_votes(index)
    # What hangs on other files than its own: posts on names at the top, a problem on a name that is no text,
    # and one on a category that no post has.
    is_free = index.recall("nameless") == "[]" and index.recall("names") == dump_texts(config.jekyll.names)
    is_free = is_free and not any(problem.code == "category-unknown" for problem in last.problems)
    if not votes or not is_free or not _allows(config):
        return None
    came = _read_new(opened)
    if came is None:
        return None
    added = tuple(unpack_head(post.head) for _, post in came.rows if post is not None)
    latest = float("inf") if config.jekyll.has_future else now.timestamp()
    counted = count_votes(added, votes)
    labels = name_categories(counted)
    is_plain = len(added) == len(came.rows) and name_categories(votes) == labels
    if not is_plain or not _stand_apart(added, latest, index, config):
        return None
    extended = _extend_feeds(added, labels, index, config)
    if extended is None:
        return None
    outlines, fresh, heads = extended
    return Growth(
        added=added,
        rows=came.rows,
        stamps=came.stamps,
        outlines=outlines,
        fresh=fresh,
        heads=heads,
        votes=counted,
        labels=labels,
    )


class _Came(NamedTuple):
    """What is known of the files that came, and the stamps of those that may have changed and did not."""

    rows: tuple[tuple[FileRow, PostRow | None], ...]
    stamps: tuple[tuple[str, str], ...]


def _read_new(opened: Opened) -> _Came | None:
    """Read the files that the last run did not know, and those whose times could not tell the next change.

    None if they are many, or if there is another difference to what the last run knew.
    """
    # With it come the parsers, which take long to import: a run that finds nothing changed needs none.
    from feedtool.reading import Job, Task, read_files  # noqa: PLC0415

    index = opened.index
    lines = index.read_lines()
    # A file without a stamp is a link that leads nowhere.
    new = [it for it in opened.files if not it.stamp or f"{it.path}\t{it.stamp}" not in lines]
    doubtful = {file.path for file in new if f"{file.path}\t" in lines}
    is_all = len(lines) == len(opened.files) - len(new) + len(doubtful)
    is_plain = all(file.stamp and find_illegal(file.path) is None for file in new)
    if not is_all or not is_plain or len(new) > _MOST:
        return None
    folders = Counter(file.folder for file in new if file.path not in doubtful)
    if not folders.keys() <= (Counter(file.folder for file in opened.files) - folders).keys():
        return None  # a new folder of posts may be the one that is published to
    sure_before = time.time_ns() - stamps.STEP
    known = index.recall_known()
    job = Job(root=opened.root, config=opened.config, known=known, sure_before=sure_before)
    digests = index.read_digests_of(sorted(doubtful))
    outcomes = [*read_files(job, [Task(file, digests.get(file.path, "")) for file in new], 1)]
    rows = tuple(outcome for outcome in outcomes if not isinstance(outcome, str))
    if len(outcomes) - len(rows) != len(doubtful):
        return None
    touched = tuple((file.path, job.stamp_of(file)) for file in new if file.path in doubtful)
    return _Came(rows=rows, stamps=touched)


def _extend_feeds(
    added: Iterable[Head], labels: Mapping[str, str], index: Index, config: Config
) -> tuple[tuple[Outline, ...], tuple[int, ...], dict[str, Head]] | None:
    """Give all outlines, the positions of those that new posts change, and the heads of the posts in those.

    None if a feed is new, or takes more than its entries to tell what becomes of it.
    """
    outlines = [*index.read_outlines()]
    positions = {(outline.kind, outline.key): position for position, outline in enumerate(outlines)}
    fresh: dict[int, list[Head]] = {}
    for head in added:
        for feed in feeds_of(head, config):
            fresh.setdefault(positions.get(feed, -1), []).append(head)
    if -1 in fresh:
        return None
    heads = index.read_heads_of(sorted({path for it in fresh for path in outlines[it].paths}))
    for position, posts in fresh.items():
        former = outlines[position]
        outline = extend_feed(former, [heads[path] for path in former.paths], posts, labels, config)
        if outline is None:
            return None
        outlines[position] = outline
    return tuple(outlines), tuple(sorted(fresh)), heads | {head.path: head for head in added}


def leave_basis(index: Index, judged: Judged, outlines: Iterable[Outline]) -> None:
    """Leave what the next run needs to find out what came since this one."""
    index.forget_basis()
    if _allows(judged.config):
        index.store_outlines(enumerate(outlines))
        heads = judged.updated.heads.values()
        index.store_marks({mark for head in heads for mark in marks_of(head, judged.config)})
        index.remember(_VOTES, json.dumps(count_votes(judged.heads)))
    else:
        index.remember(_VOTES, "")


def store_growth(index: Index, growth: Growth, config: Config) -> None:
    """Note what came, and leave what the next run needs."""
    index.touch(growth.stamps)
    index.store(growth.rows)
    index.store_outlines((position, growth.outlines[position]) for position in growth.fresh)
    index.store_marks({mark for head in growth.added for mark in marks_of(head, config)})
    index.remember(_VOTES, json.dumps(growth.votes))


def _allows(config: Config) -> bool:
    """Tell whether a new post can leave all others as they are, and all feeds but its own."""
    is_free = not (config.chrome.learn or config.liquid or config.jekyll.limit_posts)
    return is_free and not (config.feeds.aliases.has_jekyll_feed or config.feeds.aliases.files)


def _recall_votes(index: Index) -> dict[str, Votes]:
    return {key: Votes(*values) for key, values in json.loads(index.recall(_VOTES) or "{}").items()}


def _stand_apart(added: Iterable[Head], latest: float, index: Index, config: Config) -> bool:
    """Tell whether posts are published, nobody's double, and say nothing new of the outlets of others."""
    known = index.recall_known()
    seen: set[int] = set()
    for head in added:
        marks = {*marks_of(head, config)}
        if head.published > latest or not known.issuperset(head.certain) or head.collection is not None:
            return False
        if not seen.isdisjoint(marks) or index.has_marks(marks):
            return False
        seen |= marks
    return True
