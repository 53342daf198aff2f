"""An archive that has grown and is else as it was: only the feeds that hold the new posts are outlined anew.

An archive of news grows by a few posts every few minutes, and what they change is little. Whether that is so
is decided here, by what the last run left for it. On the least doubt the answer is None, and the stages go
over all posts: a new post that could be another's double, that makes an outlet known, that opens a feed or
names a category; a post that was changed or is gone. Reads files.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from feedtool.category_names import Votes, count_votes, name_categories
from feedtool.changes import Changes, remember_files
from feedtool.collect import extend_feed, feeds_of
from feedtool.config import Config
from feedtool.head import Head
from feedtool.head_rows import unpack_heads
from feedtool.index import FileRow, Index, PostRow
from feedtool.judging import Judged
from feedtool.known_files import StampRows
from feedtool.marks import marks_of
from feedtool.model import Outline, Report
from feedtool.opening import Opened

if TYPE_CHECKING:
    from feedtool.reading import Outcome

#: More files are not a few: to go over all takes no longer.
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What came to an archive, and what that makes of its feeds."""

    added: tuple[Head, ...]
    #: What the index is to know of their files.
    rows: tuple[tuple[FileRow, PostRow | None], ...]
    stamps: StampRows
    #: The feeds that are not as they were, by their positions among all.
    outlines: Mapping[int, Outline]
    #: The heads of all posts with an entry in those.
    heads: Mapping[str, Head]
    #: What the posts of the categories of those say of their names.
    votes: Mapping[str, Votes]
    #: What people read for each category of those.
    labels: Mapping[str, str]


def find_growth(opened: Opened, changes: Changes, last: Report, now: datetime) -> Growth | None:
    """Find out what came to an archive since the last run; None if that is not all that happened to it.

    ``last`` is the report of that run, which has to hold still.
    """
    config, index = opened.config, opened.index
    # A problem with a category that no post has hangs on no file.
    is_free = _allows(config) and not any(problem.code == "category-unknown" for problem in last.problems)
    if not (is_free and index.has_basis() and _has_grown(changes)):
        return None
    outcomes = _read_new(opened, changes)
    added = tuple(unpack_heads(it.post.head for it in outcomes if it.post is not None))
    latest = float("inf") if config.jekyll.has_future else now.timestamp()
    if len(added) < len(outcomes) or not _stand_apart(added, latest, index, config):
        return None
    posts = _part_by_feed(added, config)
    former = [*filter(None, index.find_feeds(posts))]
    if len(former) < len(posts):
        return None
    heads = index.read_heads_of(sorted({path for _, feed in former for path in feed.paths}))
    heads |= {head.path: head for head in added}
    votes = index.find_votes({category for head in heads.values() for category in head.common.categories})
    counted = count_votes(added, votes)
    labels = name_categories(counted)
    if labels != name_categories(votes):
        return None
    outlines = _extend_feeds(former, posts.values(), heads, labels, config)
    if outlines is None:
        return None
    return Growth(
        added=added,
        rows=tuple((it.file, it.post) for it in outcomes),
        stamps=StampRows((it.file.path, it.stamp) for it in outcomes),
        outlines=outlines,
        heads=heads,
        votes=counted,
        labels=labels,
    )


def _has_grown(changes: Changes) -> bool:
    """Tell whether a few files came to an archive, to folders that had some, and nothing else happened."""
    new = changes.to_read
    is_all = not (changes.gone or changes.nameless or changes.has_other_nameless) and 0 < len(new) <= _MOST
    if not is_all or not changes.known.stamps.keys().isdisjoint(file.path for file in new):
        return False
    came = Counter(file.folder for file in new)
    # A new folder of posts may be the one that is published to.
    return all(len(it.stamps) > came[it.folder] for it in changes.files.folders if it.folder in came)


def _read_new(opened: Opened, changes: Changes) -> "list[Outcome]":
    # With it come the parsers, which take long to import: a run that finds nothing new needs none.
    from feedtool.reading import Job, Task, read_files  # noqa: PLC0415

    known = opened.index.recall_known()
    job = Job(root=opened.root, config=opened.config, known=known, sure_before=changes.sure_before)
    return [*read_files(job, [Task(file) for file in changes.to_read], 1)]


def _part_by_feed(added: Iterable[Head], config: Config) -> dict[tuple[str, str], list[Head]]:
    """Part new posts by the feeds that hold them: their kinds and keys."""
    posts: dict[tuple[str, str], list[Head]] = {}
    for head in added:
        for key in feeds_of(head, config):
            posts.setdefault(key, []).append(head)
    return posts


def _extend_feeds(
    former: Iterable[tuple[int, Outline]],
    added: Iterable[Iterable[Head]],
    heads: Mapping[str, Head],
    labels: Mapping[str, str],
    config: Config,
) -> dict[int, Outline] | None:
    """Give feeds with the posts that are ``added`` to each, by their positions among all.

    None if for one it takes more than its entries to tell what becomes of it.
    """
    outlines: dict[int, Outline] = {}
    for (position, feed), new in zip(former, added, strict=True):
        outline = extend_feed(feed, [heads[path] for path in feed.paths], new, labels, config)
        if outline is None:
            return None
        outlines[position] = outline
    return dict(sorted(outlines.items()))


def leave_basis(
    index: Index, judged: Judged, feeds: Iterable[tuple[int, Outline, tuple[bytes, bytes]]]
) -> None:
    """Leave what the next run needs to find out what came since this one.

    ``feeds`` are as `Basis.store_feeds` takes them.
    """
    is_left = _allows(judged.config)
    index.start_basis(is_left=is_left)
    if is_left:
        index.store_feeds(feeds)
        index.store_votes(count_votes(judged.heads))
        heads = judged.updated.heads.values()
        index.store_marks(mark for head in heads for mark in marks_of(head, judged.config))


def store_growth(index: Index, growth: Growth, changes: Changes, config: Config) -> None:
    """Note what came, and leave what the next run needs."""
    remember_files(index, changes, growth.stamps)
    index.store(growth.rows)
    index.store_votes(growth.votes)
    index.store_marks({mark for head in growth.added for mark in marks_of(head, config)})


def _allows(config: Config) -> bool:
    """Tell whether a new post can leave all others as they are, and all feeds but its own."""
    is_free = not (config.chrome.learn or config.liquid or config.jekyll.limit_posts)
    return is_free and not (config.feeds.aliases.has_jekyll_feed or config.feeds.aliases.files)


def _stand_apart(added: Iterable[Head], latest: float, index: Index, config: Config) -> bool:
    """Tell whether posts are published, nobody's double, and say nothing new of the outlets of others."""
    known = index.recall_known()
    seen: set[int] = set()
    for head in added:
        marks, common = {*marks_of(head, config)}, head.common
        if head.published > latest or not known.issuperset(common.certain) or common.collection is not None:
            return False
        if not seen.isdisjoint(marks) or index.has_marks(marks):
            return False
        seen |= marks
    return True
