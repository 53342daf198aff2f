"""The files of an archive that Liquid in its posts can name: includes, data, posts, pages. Reads files.

A file is read when a post asks for it, and none that lies elsewhere: what a post says is not to be trusted.
"""

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from feedtool.config import Config
from feedtool.entry_filter import SPECIAL
from feedtool.jekyll_pages import page_path
from feedtool.liquid_values import NO_FILES, Record, SiteFiles
from feedtool.named_data import MOST_BYTES, NamedData, read_text
from feedtool.named_documents import read_every_collection
from feedtool.named_posts import read_fields, read_inside
from feedtool.static_files import list_static_files
from feedtool.yaml_text import is_on

_INCLUDES = "_includes"
#: Plugins that add no filter and no value, and bring no part of Rails; what they add is pages and tags.
_WITHOUT_FILTERS = frozenset(
    "jekyll-archives jekyll-compose jekyll-feed jekyll-gist jekyll-include-cache jekyll-paginate"
    " jekyll-paginate-v2 jekyll-redirect-from jekyll-seo-tag jekyll-sitemap".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFiles(NamedData):
    """The files of one archive, and what was found of them so far."""

    def read_include(self, name: str) -> str | None:
        """Give the text of a file in ``_includes``; None if there is none.

        Raises:
            RefusedError: it is too large, or not in UTF-8.
        """
        return self._find("include", name, lambda: read_text(self.root, _INCLUDES, name))

    def read_beside(self, path: str, name: str) -> str | None:
        """Give the text of a file in the folder of the post at ``path``, or below it; None if there is none.

        Raises:
            RefusedError: it is too large, or not in UTF-8.
        """
        folder = (self._prefix + path).rpartition("/")[0]
        return self._find("beside", f"{folder}//{name}", lambda: read_text(self.root, folder, name))

    def list_static_files(self) -> list[Record] | None:
        """Give the files of the site that are no posts or pages; None: a theme or plugin may add some."""
        if self.has_plugins() or is_on(self.site.values.get("theme")):
            return None
        collections = read_every_collection(self.site.values)
        listed = partial(list_static_files, self.root, self.config.jekyll, self.site, collections)
        return self._find("static files", "", listed)

    def has_plugins(self) -> bool:
        """Tell whether the site may have filters and values that no Jekyll has by itself."""
        values = self.site.values
        named = [name for key in ("gems", "plugins", "whitelist") for name in values.get(key) or ()]
        return not _WITHOUT_FILTERS.issuperset(map(str, named)) or (self.root / "_plugins").exists()

    def find_page(self, path: str) -> str | None:
        """Give the address path of the post, page, document or file at ``path``; None if there is none."""
        return self._find("page", path, lambda: self._find_page(path))

    def _find_page(self, path: str) -> str | None:
        is_post = path.startswith("_posts/") or "/_posts/" in path
        if is_post or path.startswith("_"):
            return self._locate_post(self._prefix + path) if is_post else self._locate_document(path)
        parts = path.removeprefix("/").split("/")
        everywhere = replace(self.config.jekyll, collections_dir="")
        if any(not part or part.startswith(SPECIAL) for part in parts) or everywhere.is_excluded(path):
            return None
        data = read_inside(self.root, path, most=MOST_BYTES)
        if data is None:
            return None
        fields = read_fields(data)
        if fields is None:
            return f"/{'/'.join(parts)}"
        if path.startswith("/") or fields.is_false("published"):  # only other files can be named with a slash
            return None
        return page_path(path, fields.exact("permalink"), self.site.text("permalink") or "date")


def make_named_files(root: Path, config: Config, latest: float, run: int | None = None) -> SiteFiles:
    """Give the files that Liquid in the posts of an archive can name; none where it is not run.

    Posts dated after ``latest`` (seconds since 1970) wait for their day. What one process finds in a ``run``
    it knows to its end (None: each time anew).
    """
    if config.liquid is None:
        return NO_FILES
    settled = replace(config, liquid=None)
    found = {} if run is None else _found_in(run)
    return NamedFiles(root=root, config=settled, site=config.liquid, latest=latest, found=found)


@lru_cache(maxsize=1)
def _found_in(run: int) -> dict[tuple[str, str], Any]:
    del run
    return {}
