"""The documents of a site's collections as Liquid in posts can name them. Reads files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from feedtool.config import Config
from feedtool.errors import PostError
from feedtool.jekyll_pages import collection_file_path
from feedtool.model import Post, RawPost
from feedtool.named_posts import NamedPosts, read_fields, read_inside
from feedtool.post import parse_post
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
        raw = RawPost(path=self._prefix + path, folder=found.folder, data=data, collection=found.name)
        jekyll = replace(self.config.jekyll, collections=(found,), has_drafts=True)
        post = _parse(raw, replace(self.config, jekyll=jekyll))
        is_shown = post is not None and (jekyll.has_future or post.published.timestamp() <= self.latest)
        return self._path_of(post.url) if post is not None and is_shown else None

    def _is_read(self, path: str, inner: str) -> bool:
        """Tell whether Jekyll's filter lets a file of a collection through."""
        everywhere = replace(self.config.jekyll, collections_dir="")
        return everywhere.entries.is_let_through(inner) and not everywhere.is_excluded(path)


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
