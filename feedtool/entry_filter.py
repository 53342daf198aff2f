"""Which files and folders of a site are read: ``exclude`` and ``include``, as Jekyll has them. Pure.

Every path is relative to the site. Jekyll::EntryFilter is asked for each folder on the way to ``_posts`` by
its name, and for each file below that by its path from there. What is excluded is compared with the whole
path, what is included with that name or path alone.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from feedtool.path_patterns import compile_match

#: Jekyll::Configuration::DEFAULT_EXCLUDES.
_EXCLUDED = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)
#: How names begin that Jekyll passes over (Jekyll::EntryFilter::SPECIAL_LEADING_CHAR_REGEX).
SPECIAL = (".", "_", "#", "~")
#: How the names of copies and of files of data end, which are no documents.
_COPIES = ("~", ".")
_DATA = (".yaml", ".yml")
#: What makes a text a pattern.
_WILD = re.compile(r"[\\*?\[]")
#: The folders in which Jekyll looks for posts.
POST_FOLDERS = frozenset({"_drafts", "_posts"})
#: What paths may begin with, and the patterns for whole ones; a plain text is no pattern.
_Patterns = tuple[tuple[str, ...], tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """What a site leaves out, and what it reads though its name begins as that of a hidden file."""

    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()

    def is_excluded(self, path: str) -> bool:
        """Tell whether a post's file, or a folder above it, is excluded."""
        folder, _, _ = path.rpartition("/")
        start = _find_entry(self, folder)
        if start is None:
            return True
        return self._refuses(path[: max(start - 1, 0)], path[start:], is_folder=False)

    def is_passed_over(self, folder: str, entry: str, *, is_folder: bool) -> bool:
        """Tell whether Jekyll passes over an entry of a folder: a name, or below ``_posts`` a path."""
        if entry.endswith(".") or self._refuses(folder, entry, is_folder=is_folder):
            return True
        name = entry.rpartition("/")[2]
        is_hidden = entry.startswith(SPECIAL) or name.startswith(SPECIAL) or entry.endswith("~")
        return is_hidden and not self._includes(entry, is_folder=is_folder)

    def is_document(self, inner: str) -> bool:
        """Tell whether a file of a collection can be a document, by its path below the folder of that."""
        return self.is_let_through(inner) and not inner.endswith(_DATA)

    def is_let_through(self, inner: str) -> bool:
        """Tell whether a file of a collection is let through, by its path below the folder of that."""
        name = inner.rpartition("/")[2]
        is_special = inner.startswith(SPECIAL) or name.startswith(SPECIAL) or "/." in inner
        is_included = name in self.include or inner in self.include
        return not name.endswith(_COPIES) and (is_included or not is_special)

    def _refuses(self, folder: str, entry: str, *, is_folder: bool) -> bool:
        path = f"{folder}/{entry}" if folder else entry
        is_refused = _is_any(_refusing(self.exclude, self.include), path, is_folder=is_folder)
        return is_refused and not self._includes(entry, is_folder=is_folder)

    def _includes(self, entry: str, *, is_folder: bool) -> bool:
        patterns, name = _compile(self.include), entry.rpartition("/")[2]
        return any(_is_any(patterns, text, is_folder=is_folder) for text in (entry, name))


@lru_cache(maxsize=1 << 10)  # a folder may hold tens of thousands of posts
def _find_entry(filter_: EntryFilter, folder: str) -> int | None:
    """Give where in the path of a post in a folder the entry begins that Jekyll asks for.

    None: it is excluded, for a folder above it is.
    """
    names = folder.split("/") if folder else []
    # Jekyll looks into each of these by itself, and asks for none.
    depth = next((index for index, name in enumerate(names) if name in POST_FOLDERS), None)
    above = names if depth is None else names[:depth]
    folders = ["/".join(above[:count]) for count in range(len(above))]
    if any(
        filter_._refuses(parent, name, is_folder=True)  # noqa: SLF001 - it is kept beside its class for the cache
        for parent, name in zip(folders, above, strict=True)
    ):
        return None
    start = names if depth is None else names[: depth + 1]
    return len("/".join(start)) + 1 if start else 0


def _is_any(patterns: _Patterns, path: str, *, is_folder: bool) -> bool:
    """Tell whether a path matches a pattern, or begins with one (Jekyll::EntryFilter#glob_include?)."""
    beginnings, whole = patterns
    if path.startswith(beginnings) or (is_folder and f"{path}/" in beginnings):
        return True
    return bool(whole) and any(pattern.fullmatch(path) for pattern in whole)


def has_hidden_name(name: str) -> bool:
    """Tell whether a file is passed over for its name alone, unless something includes it."""
    return name.startswith(SPECIAL) or name.endswith(("~", "."))


def names_decide(filter_: EntryFilter, folder: str) -> bool:
    """Tell whether no pattern can leave out a file right in a folder: nothing but its own name can."""
    beginnings, whole = _refusing(filter_.exclude, filter_.include)
    prefix = f"{folder}/"
    can_match = any(it.startswith(prefix) or prefix.startswith(it) for it in beginnings)
    return not whole and not can_match and _find_entry(filter_, folder) is not None


@cache
def _compile(patterns: tuple[str, ...]) -> _Patterns:
    beginnings = tuple(pattern.lstrip("/") for pattern in patterns)
    return beginnings, tuple(map(compile_match, filter(_WILD.search, beginnings)))


@cache
def _refusing(exclude: tuple[str, ...], include: tuple[str, ...]) -> _Patterns:
    """Give the patterns of what is left out: what is included by the same pattern is not."""
    return _compile(tuple(pattern for pattern in exclude + _EXCLUDED if pattern not in include))
