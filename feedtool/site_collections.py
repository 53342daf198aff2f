"""The collections of a site that jekyll-feed makes feeds of: ``collections`` and ``feed.collections``. Pure.

Behaviour observed with Jekyll 4.3.1 and jekyll-feed 0.17.0. A value of the wrong kind is taken for none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feedtool.yaml_text import is_false

#: Jekyll::Collection#sanitize_label.
_NO_LABEL = re.compile(r"[^a-z0-9_.-]", re.IGNORECASE | re.ASCII)
#: What Jekyll reads in another way (Jekyll::CollectionReader::SPECIAL_COLLECTIONS).
_SPECIAL = frozenset({"data", "posts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection that gets a feed."""

    #: As the site's configuration spells it: the key of its feed.
    name: str
    #: Its name in addresses and in the scopes of defaults.
    label: str
    #: Where its documents lie, relative to the site.
    folder: str
    #: A permalink template.
    permalink: str
    #: Whether the site writes a page for each document.
    has_pages: bool
    #: Where jekyll-feed's feed of it was: an address path.
    feed_path: str
    #: Those of its categories that get feeds of their own.
    categories: tuple[str, ...] = ()
    #: Whether the site says how its documents are sorted.
    has_own_order: bool = False


def read_collections(values: Mapping[str, Any]) -> tuple[tuple[Collection, ...], tuple[str, ...]]:
    """Give the collections that ``feed.collections`` names, and the names there that are no collection's.

    ``values`` are those of ``_config.yml``. What it says there of ``posts`` is no matter of this module.
    """
    plugin = values.get("feed")
    asked = _read_tables(plugin.get("collections")) if isinstance(plugin, dict) else {}
    tables = _read_tables(values.get("collections"))
    base = _text(values.get("collections_dir")).strip("/")
    style = "date" if values.get("permalink") is None else _text(values["permalink"])
    wanted = {name: meta for name, meta in asked.items() if name != "posts"}
    found = tuple(
        _make_collection(name, meta, tables, base, style)
        for name, meta in wanted.items()
        if name in tables and name not in _SPECIAL
    )
    known = {collection.name for collection in found}
    return found, tuple(name for name in wanted if name not in known)


def _make_collection(
    name: str,
    meta: Mapping[str, Any],
    tables: Mapping[str, Mapping[str, Any]],
    base: str,
    style: str,
) -> Collection:
    label = _NO_LABEL.sub("", name)
    table = tables.get(label, {})  # Jekyll::Collection#extract_metadata: not by the name as it is written
    output = table.get("output")
    categories = meta.get("categories")
    return Collection(
        name=name,
        label=label,
        folder=f"{base}/_{label}" if base else f"_{label}",
        permalink=_text(table.get("permalink")) or _default_permalink(style),
        has_pages=output is not None and not is_false(output),
        feed_path=_text(meta.get("path")) or f"/feed/{name}.xml",
        categories=tuple(
            dict.fromkeys(filter(None, map(_text, categories if isinstance(categories, list) else [])))
        ),
        has_own_order=not table.keys().isdisjoint(("order", "sort_by")),
    )


def _default_permalink(style: str) -> str:
    """Give a collection's own template, with the ending of the site's (Utils.add_permalink_suffix)."""
    if style == "pretty" or style.endswith("/"):
        return "/:collection/:path/"
    has_ending = style in {"date", "ordinal", "none"} or style.endswith(":output_ext")
    return "/:collection/:path:output_ext" if has_ending else "/:collection/:path"


def _read_tables(value: object) -> dict[str, Mapping[str, Any]]:
    """Give the tables of a mapping by their names; the names of a list have empty ones."""
    if isinstance(value, list):
        return {item: {} for item in value if isinstance(item, str)}
    if isinstance(value, dict):
        return {str(name): table if isinstance(table, dict) else {} for name, table in value.items()}
    return {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
