"""The files of a site that are neither posts nor pages, as Liquid in posts can list them. Reads files.

After Jekyll::Reader and Jekyll::StaticFile: those of the site by their paths, then those of its collections.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from feedtool.documents import has_header
from feedtool.liquid_values import LiquidSite, Record
from feedtool.site_collections import Collection
from feedtool.site_config import SiteConfig

#: What stands in a folder to which feedtool has published: a run must not hang on what the last one wrote.
_OWN = frozenset({"feeds.json", "feeds.opml"})


def list_static_files(
    root: Path, config: SiteConfig, site: LiquidSite, collections: Iterable[Collection]
) -> list[Record]:
    """Give a record for each of these files; when one was changed is not known."""
    inner = replace(config, collections_dir="")  # its paths are relative to the folder of the collections
    paths = sorted(_walk_site(root, config, site.text("destination") or "_site"))
    records = [_describe(f"/{path}", None, config, site) for path in paths]
    for collection in collections:
        for path in sorted(_walk_collection(root, collection, config), key=lambda path: path.split("/")):
            relative = f"_{collection.label}/{path}"
            if not inner.is_excluded(relative):
                records.append(_describe(relative, collection.label, config, site))
    return records


def _walk_site(root: Path, config: SiteConfig, destination: str) -> Iterator[str]:
    entries = config.entries
    for parent, folders, names in os.walk(root):
        folder = Path(parent).relative_to(root).as_posix().removeprefix(".")
        if folder and (folder == destination.strip("./") or _OWN.issubset(names)):
            folders.clear()
            continue
        prefix = f"{folder}/" if folder else ""
        for name in names:
            is_shown = not entries.is_passed_over(folder, name, is_folder=False)
            if is_shown and not has_header(root / prefix / name):
                yield prefix + name
        folders[:] = [name for name in folders if not entries.is_passed_over(folder, name, is_folder=True)]


def _walk_collection(root: Path, collection: Collection, config: SiteConfig) -> Iterator[str]:
    top = root / collection.folder
    for parent, _, names in os.walk(top):
        for name in names:
            path = (Path(parent) / name).relative_to(top).as_posix()
            if config.entries.is_let_through(path) and not has_header(top / path):
                yield path


def _describe(path: str, collection: str | None, config: SiteConfig, site: LiquidSite) -> Record:
    """Give what a file stands for (Jekyll::Drops::StaticFileDrop), above what the site's defaults say."""
    name = PurePosixPath(path)
    ready = {
        "basename": name.name.removesuffix(name.suffix).rstrip("."),
        "collection": collection,
        "extname": name.suffix,
        "name": name.name,
        "path": path,
    }
    stated = config.defaults_for(path.removeprefix("/"), collection or "")
    return Record(name="file", stated=stated, ready=ready, refused=frozenset({"modified_time"}), site=site)
