"""The documents of a site's collections as Liquid in posts can name them. Reads files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from feedtool.config import Config
from feedtool.documents import find_documents
from feedtool.errors import PostError
from feedtool.folders import Folders
from feedtool.front_matter import FrontMatter
from feedtool.jekyll import split_file_name
from feedtool.jekyll_pages import collection_file_path
from feedtool.liquid_values import Record
from feedtool.model import Post, RawPost
from feedtool.named_posts import NamedPosts, give, read_fields, read_inside
from feedtool.post import parse_post
from feedtool.post_files import PostFiles
from feedtool.site_collections import Collection, read_collections
from feedtool.site_defaults import Defaults

#: Two days that no part of an address has in common.
_DAYS = ("2001-02-03 04:05:06", "1998-11-21 13:17:19")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDocuments(NamedPosts):
    """The documents of one archive beside its posts, and what was found of them so far."""

    def _locate_document(self, path: str) -> str | None:
        """Give the address path of the document or file at ``path``; None if the site shows none there."""
        folder, _, inner = path.partition("/")
        every = read_every_collection(self.site.values)
        found = next((it for it in every if it.has_pages and folder == f"_{it.label}"), None)
        data = read_inside(self.root, self._prefix + path) if found and self._is_read(path, inner) else None
        if found is None or data is None:
            return None
        if read_fields(data) is None:
            return collection_file_path(inner, found.label, found.permalink)
        if not self.config.jekyll.entries.is_document(inner):
            return None
        post = self._parse_document(self._prefix + path, data, found)
        is_due = self.config.jekyll.has_future or (post and post.published.timestamp() <= self.latest)
        return self._path_of(post.url) if post is not None and is_due else None

    def _parse_document(self, path: str, data: bytes, collection: Collection) -> Post | None:
        raw = RawPost(path=path, folder=collection.folder, data=data, collection=collection.name)
        jekyll = replace(self.config.jekyll, collections=(collection,), has_drafts=True)
        return _parse(raw, replace(self.config, jekyll=jekyll))

    def find_neighbours(self, path: str) -> tuple[Record | None, Record | None] | None:
        """Give the documents or posts right after and right before the one at ``path``; None: not known."""
        folder = path.partition("/")[0]
        if not folder.startswith("_") or folder in {"_posts", "_drafts"}:
            return NamedPosts.find_neighbours(self, path)
        documents = self.list_documents(folder.removeprefix("_")) or []
        number = next((at for at, it in enumerate(documents) if it["path"] == path), None)
        return None if number is None else (give(documents, number + 1), give(documents, number - 1))

    def list_documents(self, label: str) -> list[Record] | None:
        """Give the documents of a collection in its order (Jekyll::Collection#docs).

        None: that order, or the address of one of them, hangs on what is not known here.
        """
        return self._find("documents", label, lambda: self._list_documents(label))

    def _list_documents(self, label: str) -> list[Record] | None:
        found = next((it for it in read_every_collection(self.site.values) if it.label == label), None)
        if found is None or found.has_own_order:
            return None
        config = replace(self.config.jekyll, collections=(found,))
        described: list[tuple[Post, FrontMatter, bool]] = []
        for file in PostFiles(tuple(find_documents(Folders(self.root), config))):
            fields = self._read_front_matter(file.path)
            fields = fields.with_defaults(config.defaults_for(file.path.removeprefix(self._prefix), label))
            if fields.is_false("published") and not config.has_unpublished:
                continue
            post = self._parse_document(file.path, read_inside(self.root, file.path) or b"", found)
            if post is None:
                return None
            described.append((post, fields, _is_dated(fields, file.path)))
        # Jekyll compares the days of two, or their paths where one has none; that is no order of three.
        if len({is_dated for _, _, is_dated in described}) > 1:
            return None
        if described and described[0][2]:
            described.sort(key=lambda it: (it[0].published, it[0].path))
        records: list[Record] = []
        for number, (post, fields, is_dated) in enumerate(described):
            later = {
                "next": partial(give, records, number + 1),
                "previous": partial(give, records, number - 1),
            }
            own = {"date": post.published} if is_dated else {}
            records.append(self._describe(post, fields, label, own, later))
        return records

    def _is_read(self, path: str, inner: str) -> bool:
        """Tell whether Jekyll's filter lets a file of a collection through."""
        everywhere = replace(self.config.jekyll, collections_dir="")
        return everywhere.entries.is_let_through(inner) and not everywhere.is_excluded(path)


def _is_dated(fields: FrontMatter, path: str) -> bool:
    is_named_so = split_file_name(PurePosixPath(path).stem)[0] is not None
    return is_named_so or fields.values.get("date") not in (None, "")


def read_every_collection(values: Mapping[str, Any]) -> tuple[Collection, ...]:
    """Give all collections of a site, and not those alone that get a feed."""
    tables = values.get("collections")
    names = [name for name in tables if isinstance(name, str)] if isinstance(tables, list | dict) else []
    found, _ = read_collections({**values, "feed": {"collections": names}})
    return found


def _parse(raw: RawPost, config: Config) -> Post | None:
    """Read a document; None if it cannot be read, or if its address hangs on a day that it does not state.

    Jekyll takes the time of the build for the day (Jekyll::Document#date).
    """
    try:
        return parse_post(raw, config)
    except PostError as error:
        if error.code != "date-missing":
            return None
    try:
        first, second = (parse_post(raw, _give_day(config, day)) for day in _DAYS)
    except PostError:
        return None
    return first if first is not None and second is not None and first.url == second.url else None


def _give_day(config: Config, day: str) -> Config:
    """Settle a day for what states none."""
    given = Defaults(path="", kind=None, values={"date": day})
    return replace(config, jekyll=replace(config.jekyll, defaults=(given, *config.jekyll.defaults)))
