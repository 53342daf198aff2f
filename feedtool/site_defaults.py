"""Front matter that a site gives its posts unless they say otherwise: ``defaults`` in ``_config.yml``. Pure.

The documents of its collections too.

As Jekyll::FrontmatterDefaults and Jekyll::Utils.deep_merge_hashes have it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from feedtool.path_patterns import compile_glob
from feedtool.yaml_text import is_text

#: A name of former days, and what stands for it now.
_FORMER = {"post": "posts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """Front matter that the posts below a folder have unless they say otherwise."""

    #: How the paths begin of the posts it is for, relative to the site; empty for all. May hold ``*``.
    path: str
    #: What it is for: ``posts``, or the label of a collection. None: everything.
    kind: str | None
    values: Mapping[str, Any]


def read_defaults(value: object) -> tuple[Defaults, ...]:
    """Read the defaults of a site."""
    found = []
    for item in value if isinstance(value, list) else []:
        values = item.get("values") if isinstance(item, dict) else None
        scope = item.get("scope", {}) if isinstance(item, dict) else None
        if isinstance(scope, dict) and isinstance(values, dict):
            path = scope.get("path")
            path = path if isinstance(path, str) and is_text(path) else ""
            kind = scope.get("type")  # Jekyll fails at one without a value
            kind = None if kind is None else _FORMER.get(str(kind), str(kind))
            found.append(Defaults(path=path, kind=kind, values=values))
    return tuple(found)


def merge_defaults(
    defaults: Iterable[Defaults], path: str, kind: str, collections_dir: str
) -> dict[str, Any]:
    """Give the front matter that a post, or a document of the collection ``kind``, at ``path`` has by them.

    Each that has precedence over the last that had is laid over the others, else under them all
    (Jekyll::FrontmatterDefaults#all).
    """
    merged: dict[str, Any] = {}
    last: Defaults | None = None
    for default in defaults:
        if default.kind not in (None, kind) or not _is_for(default, path, collections_dir):
            continue
        if last is None or _has_precedence(default, last):
            merged = merge_tables(merged, default.values)
            last = default
        else:
            merged = merge_tables(default.values, merged)
    return merged


def merge_tables(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another, and tables inside of them too; nothing takes no value away."""
    merged = dict(under)
    for key, value in over.items():
        own = merged.get(key)
        if isinstance(own, Mapping) and isinstance(value, Mapping):
            merged[key] = merge_tables(own, value)
        elif value is not None or key not in merged:
            merged[key] = value
    return merged


def _has_precedence(default: Defaults, other: Defaults) -> bool:
    if len(default.path) != len(other.path):
        return len(default.path) > len(other.path)
    return default.kind is not None or other.kind is None


def _is_for(default: Defaults, path: str, collections_dir: str) -> bool:
    """Tell whether a default is for a post: its path begins the post's, from the folder of collections on."""
    prefix = f"{collections_dir}/" if collections_dir else ""
    inside = path.removeprefix(prefix)
    if "*" not in default.path:
        return inside.startswith(default.path.removeprefix(prefix))
    # Jekyll lists the files that a glob finds in the site, and takes each for the path of a default.
    glob = compile_glob(default.path.rstrip("/"))
    ends = [index for index, character in enumerate(f"{path}/") if character == "/" and index > len(prefix)]
    return any(glob.fullmatch(path, 0, end) is not None for end in ends)
