"""Where a site keeps its authors: in one file of its data, or in a folder with one for each. Reads files."""

import os
from pathlib import Path

from feedtool.archive import Archive, read_if_there, refuse_folder
from feedtool.site_config import read_values
from feedtool.site_data import AUTHORS, DATA, DATA_ENDINGS, read_data_dir


def read_author_files(archive: Archive) -> dict[str, bytes]:
    """Read the files that hold the authors of a site, for `site_data.read_known_authors`.

    Raises:
        ArchiveError: one of them cannot be read.
        ConfigError: the site's ``_config.yml`` is no YAML.
    """
    # Start-up counts, and hardly any site names the folder: its settings are read once more only for that.
    is_stated = b"data_dir" in archive.site_config
    data_dir = read_data_dir(read_values(archive.site_config)) if is_stated else DATA
    files, folders = find_author_places(archive.root, data_dir)
    names = [name for name in files if _is_data(archive.root / name)]
    names += [
        f"{folder}/{it.name}"
        for folder in folders
        for it in (archive.root / folder).iterdir()
        if _is_data(it)
    ]
    found = {name: read_if_there(archive.root, name, archive.name) for name in names}
    return found | {f"{folder}/": b"" for folder in folders}


def find_author_places(root: Path, data_dir: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the paths of what a site has authors in where it is there, and of the folders that are there.

    A link to a folder is none below the first, as for posts.

    Raises:
        ArchiveError: a folder cannot be listed.
    """
    place = f"{data_dir}/{AUTHORS}" if data_dir else AUTHORS
    files = (place, *(f"{place}{ending}" for ending in DATA_ENDINGS))
    folders = list[str]()
    if (root / place).is_dir():
        for parent, names, _ in os.walk(root / place, onerror=refuse_folder):
            names[:] = [name for name in names if not name.startswith(".")]
            folders.append(Path(parent).relative_to(root).as_posix())
    return files, tuple(folders)


def _is_data(entry: Path) -> bool:
    return entry.suffix in DATA_ENDINGS and not entry.name.startswith(".") and entry.is_file()
