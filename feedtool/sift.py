"""Which posts are published, and why the others are not: nothing vanishes in silence. Pure."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from feedtool.entry_filter import POST_FOLDERS
from feedtool.head import Head
from feedtool.model import Problem
from feedtool.text import is_same_title

#: Why a post is not published.
Reason = Literal["copy", "future", "limit", "problem", "unpublished"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """The posts of an archive, parted."""

    #: Those that are published, in the order of the folders, then of the paths.
    heads: tuple[Head, ...]
    #: Why the others are not, by path.
    reasons: Mapping[str, Reason]
    #: What follows from two posts being alike.
    problems: tuple[Problem, ...]


def sift(heads: Iterable[Head], latest: float, most: int = 0) -> Sifted:
    """Part what is published from what is not; ``heads`` are in the order of the folders, then of the paths.

    What is dated after ``latest`` (seconds since 1970) waits. With ``most``, so many of the newest posts are
    published. Of two posts with one id, that of the first folder is published, and of those that Jekyll reads
    the one whose page the site shows.
    """
    heads = tuple(heads)
    # One folder holds no copy of what is in it, and the names of all take much memory.
    has_copies = len({head.common.folder for head in heads}) > 1
    reasons: dict[str, Reason] = {}
    by_name: dict[Hashable, Head] = {}
    candidates: list[Head] = []
    shown: dict[str, Head] = {}
    for head in heads:
        if head.published > latest:
            reasons[head.path] = "future"
            continue
        if has_copies:
            same = by_name.setdefault(_name_of(head), head)
            if not (same is head or _are_neighbours(head, same)):
                reasons[head.path] = "copy"
                continue
        candidates.append(head)
        if (twin := shown.get(head.id)) is None or _is_page_instead(head, twin):
            shown[head.id] = head

    published: list[Head] = []
    problems: list[Problem] = []
    for head in candidates:
        twin = shown[head.id]
        if twin is head:
            published.append(head)
        elif _is_copy(head, twin):
            reasons[head.path] = "copy"
            problems += _find_difference(head, twin)
        else:
            reasons[head.path] = "problem"
            problems.append(_duplicate(head, twin))
    if most:
        posts = [head for head in published if head.common.collection is None]  # Jekyll::Site#limit_posts!
        older = sorted(posts, key=lambda head: (head.published, head.path))[:-most]
        reasons |= {head.path: "limit" for head in older}
        published = [head for head in published if head.path not in reasons]
    return Sifted(
        heads=tuple(published), reasons=reasons, problems=(*problems, *_find_shared_pages(published))
    )


def keys_of(head: Head) -> Iterator[Hashable]:
    """Give all that a post can share with another so that `sift` has to look at both."""
    yield "id", head.id
    yield "url", head.url
    yield "name", _name_of(head)


def _name_of(head: Head) -> tuple[str | None, str, str, bytes]:
    """Give what a post and its copy in another folder of posts have in common."""
    return head.common.collection, head.path.removeprefix(head.common.folder), head.title, head.text_key


def _find_shared_pages(heads: Collection[Head]) -> Iterator[Problem]:
    """Tell which posts have the address of another: the site can show only one of them there."""
    by_url: dict[str, Head] = {}
    for head in heads:
        other = by_url.setdefault(head.url, head)
        if other is not head:
            for own, twin in ((head, other), (other, head)):
                message = f"has the address of {twin.path}, and the site shows only one of them; change one"
                yield Problem(path=own.path, line=1, code="url-shared", severity="warning", message=message)


def _is_page_instead(head: Head, twin: Head) -> bool:
    """Tell whether Jekyll writes a post's page over its twin's: it goes by their dates, then by paths."""
    return _are_neighbours(head, twin) and (head.published, head.path) > (twin.published, twin.path)


def _are_neighbours(head: Head, twin: Head) -> bool:
    """Tell whether Jekyll reads two posts beside one another: from one folder, or from folders of its own."""
    names = {PurePosixPath(folder).name for folder in (head.common.folder, twin.common.folder)}
    is_neighbour = head.common.folder == twin.common.folder or names <= POST_FOLDERS
    return head.common.collection == twin.common.collection and is_neighbour


def _is_copy(head: Head, twin: Head) -> bool:
    """Tell whether a post is its twin, kept in another folder of posts."""
    is_same = twin.title == head.title or twin.text_key == head.text_key
    return twin.common.folder != head.common.folder and is_same


def _find_difference(copy: Head, twin: Head) -> Iterator[Problem]:
    """Tell that a copy says something else than its twin, which is published; chrome is no part of that."""
    is_titled_so = copy.title == twin.title or is_same_title(copy.title, twin.title)
    if is_titled_so and copy.text_key == twin.text_key:
        return
    message = (
        f"has the id of {twin.path}, which is published, and another {'text' if is_titled_so else 'title'}; "
        "delete the one that is out of date, or rename it if they are two articles"
    )
    yield Problem(path=copy.path, line=1, code="copy-differs", severity="warning", message=message)


def _duplicate(head: Head, twin: Head) -> Problem:
    message = f"has the same id as {twin.path}, which is published; rename one of the files"
    return Problem(path=head.path, line=1, code="id-duplicate", severity="error", message=message)
