"""The posts of an archive as Liquid in others of them can name or list them. Reads files."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from feedtool import front_matter, jekyll
from feedtool.archive import Archive
from feedtool.config import Config
from feedtool.errors import ArchiveError, PostError
from feedtool.folders import Folders
from feedtool.front_matter import FrontMatter
from feedtool.liquid_values import LiquidSite, Record, describe_post
from feedtool.model import Post, RawPost
from feedtool.post import fill_in, parse_post
from feedtool.post_folders import find_posts
from feedtool.urls import normalise

_Found = TypeVar("_Found")
_ENDINGS = (*sorted(jekyll.MARKDOWN_ENDINGS), ".html", ".htm")
#: Jekyll::Tags::PostComparer: folders, the date, the rest.
_POST_NAME = re.compile(r"/?((?:.+/)?)([0-9]+-[0-9]+-[0-9]+)-(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPosts:
    """The posts of one archive, and what was found of its files so far."""

    root: Path
    #: Settled without Liquid: what a post says of its address needs none.
    config: Config
    site: LiquidSite
    #: Posts dated later (seconds since 1970) wait for their day.
    latest: float
    found: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)

    def find_post(self, name: str) -> str | None:
        """Give the address path of the post with the name that ``post_url`` takes; None if there is none."""
        return self._find("post", name, lambda: self._find_post(name))

    def list_posts(self) -> list[Record]:
        """Give all posts of the site, the newest first (Jekyll::Drops::SiteDrop#posts)."""
        return self._find("posts", "", self._list_posts)

    def find_neighbours(self, path: str) -> tuple[Record | None, Record | None] | None:
        """Give the posts right after and right before the one at ``path`` (Jekyll::Document#next_doc).

        None: it is none of the posts that Jekyll reads.
        """
        posts = self.list_posts()
        number = self._find("places", "", lambda: {post["path"]: at for at, post in enumerate(posts)}).get(
            path
        )
        if number is None:  # one that waits for its day is in no order yet
            return (None, None) if self._prefix + path in self._list_paths() else None
        return give(posts, number - 1), give(posts, number + 1)

    def _find(self, kind: str, name: str, find: Callable[[], _Found]) -> _Found:
        if (kind, name) not in self.found:
            self.found[kind, name] = find()
        found: _Found = self.found[kind, name]
        return found

    def _find_post(self, name: str) -> str | None:
        match = _POST_NAME.fullmatch(name)
        if match is None:
            return None
        folder, day, slug = match.groups()
        places = (f"_posts/{folder}", f"{folder}_posts/")
        paths = (f"{self._prefix}{place}{day}-{slug}{ending}" for place in places for ending in _ENDINGS)
        found = next(filter(None, map(self._locate_post, paths)), None)
        if found is not None:
            return found
        # Jekyll takes a post in any folder then, and says that one day it will not.
        path = self._find("names", "", self._name_posts).get(f"{_fold_day(day)}-{slug}")
        return None if path is None else self._locate_post(path)

    def _name_posts(self) -> dict[str, str]:
        """Give the paths of all posts by day and slug."""
        names: dict[str, str] = {}
        for path in self._list_paths():
            day, slug = jekyll.split_file_name(PurePosixPath(path).stem)
            if day is not None:
                names.setdefault(f"{_fold_day(day)}-{slug}", path)
        return names

    def _list_paths(self) -> tuple[str, ...]:
        """Give the paths of all posts, where Jekyll looks for them."""
        archive = Archive(
            name="", root=self.root, folders=Folders(self.root), site_config=b"", names=frozenset()
        )
        try:
            return tuple(file.path for file in find_posts(archive, (), self.config.jekyll))
        except ArchiveError:  # there is no post
            return ()

    def _list_posts(self) -> list[Record]:
        posts = [post for path in self._list_paths() if (post := self._read_post(path)) is not None]
        if not self.config.jekyll.has_future:
            posts = [post for post in posts if post.published.timestamp() <= self.latest]
        posts.sort(key=lambda post: (post.published, post.path), reverse=True)
        records: list[Record] = []
        for number, post in enumerate(posts[: self.config.jekyll.limit_posts or None]):
            later = {
                "next": partial(give, records, number - 1),
                "previous": partial(give, records, number + 1),
            }
            fields = self._read_front_matter(post.path).with_defaults(
                self.config.jekyll.defaults_for(post.path)
            )
            records.append(self._describe(post, fields, "posts", {"date": post.published}, later))
        return records

    def _read_front_matter(self, path: str) -> FrontMatter:
        return read_fields(read_inside(self.root, path) or b"") or FrontMatter(values={})

    def _describe(
        self,
        post: Post,
        fields: FrontMatter,
        kind: str,
        own: Mapping[str, object],
        later: Mapping[str, Callable[[], object]],
    ) -> Record:
        """Give what a post or a document of the collection ``kind`` stands for, with its ``own`` values."""
        made = fill_in(fields, PurePosixPath(post.path))
        url = self._path_of(post.url)
        slug = made.get("slug", fields.exact("slug"))
        ready = {
            **made,
            "categories": list(post.categories),
            "collection": kind,
            "id": f"{url.removesuffix('/').rpartition('/')[0]}/{slug}",
            "path": post.path.removeprefix(self._prefix),
            "relative_path": post.path.removeprefix(self._prefix),
            "tags": list(post.tags),
            "url": url,
            **own,
        }
        return describe_post(self.site, fields.values, ready, later)

    def _locate_post(self, path: str) -> str | None:
        """Give the address path of the post at ``path``; None if it is none that is published."""
        post = self._read_post(path)
        return None if post is None else self._path_of(post.url)

    def _read_post(self, path: str) -> Post | None:
        data = None if self.config.jekyll.is_excluded(path) else read_inside(self.root, path)
        if data is None:
            return None
        try:
            return parse_post(RawPost(path=path, folder=path.partition("/")[0], data=data), self.config)
        except PostError:
            return None

    def _path_of(self, address: str) -> str:
        return address.removeprefix(normalise(self.config.site.post_prefix, self.site.form))

    @property
    def _prefix(self) -> str:
        folder = self.config.jekyll.collections_dir
        return f"{folder}/" if folder else ""


def read_inside(root: Path, name: str, below: str = "", most: int = -1) -> bytes | None:
    """Give so many bytes of a file in an archive; None if it is not there, or lies elsewhere by a link."""
    folder = root.resolve() / below
    try:
        path = (folder / name.lstrip("/")).resolve(strict=True)
        if not path.is_file() or not path.is_relative_to(folder):
            return None
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, ValueError, RuntimeError):  # not there, no name of a file, a ring of links
        return None


def read_fields(data: bytes) -> FrontMatter | None:
    """Read the front matter of a file; None if it has none."""
    source = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    try:
        return front_matter.split(source)[0]
    except PostError:  # Jekyll takes it for a page that says nothing of itself
        return FrontMatter(values={})


def give(posts: Sequence[Record], number: int) -> Record | None:
    """Give the post with a number; None if there is none."""
    return posts[number] if 0 <= number < len(posts) else None


def _fold_day(day: str) -> str:
    return "-".join(str(int(number)) for number in day.split("-"))
