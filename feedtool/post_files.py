"""The files of posts and documents by their names and stamps, unread. Pure.

There are tens of thousands, and most runs look at few of them: they lie together folder by folder, and are
made single ones where they are asked for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from feedtool.stamps import UNSURE


class PostFile(NamedTuple):
    """Where one post lies: its path and its folder of posts, both relative to the archive."""

    path: str
    folder: str
    #: Its size and times: others mean that the file was changed, or may have been; see `stamps`.
    stamp: bytes = UNSURE
    #: The collection of the site that it is a document of; None: it is a post.
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class PostFolder:
    """The posts of one folder, or the documents of one collection."""

    folder: str
    #: The stamp of each by its path, in no order; both as in `PostFile`.
    stamps: Mapping[str, bytes]
    collection: str | None = None

    def __iter__(self) -> Iterator[PostFile]:
        """Give the posts, sorted by path."""
        return (
            PostFile(path, self.folder, self.stamps[path], self.collection) for path in sorted(self.stamps)
        )

    def pick(self, paths: Iterable[str]) -> "PostFolder":
        """Give the folder with some of them only."""
        return replace(self, stamps={path: self.stamps[path] for path in paths})


@dataclass(frozen=True, slots=True)
class PostFiles:
    """The files of an archive: no path is in two of the folders."""

    folders: tuple[PostFolder, ...]

    def __iter__(self) -> Iterator[PostFile]:
        """Give the files folder by folder, each sorted by path."""
        return chain.from_iterable(self.folders)

    def __len__(self) -> int:
        """Give how many files there are."""
        return sum(len(folder.stamps) for folder in self.folders)

    def paths(self) -> Iterator[str]:
        """Give their paths, in no order."""
        return chain.from_iterable(folder.stamps for folder in self.folders)

    def find_changed(self, known: Mapping[str, bytes]) -> "PostFiles":
        """Give the files whose stamps are not those that are ``known``, by path, or tell nothing."""
        if not known:  # a first run: of all files there are no two tables
            return self
        before = known.get
        has_unsure = UNSURE in known.values()
        folders = []
        for folder in self.folders:
            changed = [path for path, stamp in folder.stamps.items() if before(path) != stamp]
            if has_unsure:
                changed += (path for path, stamp in folder.stamps.items() if stamp == before(path) == UNSURE)
            folders.append(folder.pick(changed))
        return PostFiles(tuple(folders))

    def without(self, paths: Collection[str]) -> "PostFiles":
        """Give all of the files but those at some paths."""
        if not paths:
            return self
        folders = (
            folder.pick(path for path in folder.stamps if path not in paths) for folder in self.folders
        )
        return PostFiles(tuple(folders))

    def find_gone(self, known: Mapping[str, object]) -> frozenset[str]:
        """Give those of the ``known`` paths at which there is no file."""
        gone = {*known}
        for folder in self.folders:
            gone.difference_update(folder.stamps)
        return frozenset(gone)
