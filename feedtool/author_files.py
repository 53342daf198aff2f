"""Where a site keeps its authors: in one file of its data, or in a folder with one for each. Reads files."""

from pathlib import PurePosixPath

from feedtool.archive import Archive, read_if_there
from feedtool.post_folders import walk_files
from feedtool.site_config import read_values
from feedtool.site_data import AUTHORS, DATA, DATA_ENDINGS, read_data_dir


def read_author_files(archive: Archive) -> dict[str, bytes]:
    """Read the files that hold the authors of a site, for `site_data.read_known_authors`.

    A link to a folder is none below the folder of authors, as for posts.

    Raises:
        ArchiveError: one of them cannot be read, or a folder cannot be listed.
        ConfigError: the site's ``_config.yml`` is no YAML.
    """
    # Start-up counts, and hardly any site names the folder: its settings are read once more only for that.
    is_stated = b"data_dir" in archive.site_config
    data_dir = read_data_dir(read_values(archive.site_config)) if is_stated else DATA
    place = f"{data_dir}/{AUTHORS}" if data_dir else AUTHORS
    found: dict[str, bytes] = {}
    names = [name for ending in DATA_ENDINGS if archive.folders.stamp(name := f"{place}{ending}")]
    for folder, inside in walk_files(archive.folders, place):
        found[f"{folder}/"] = b""
        paths = map(PurePosixPath, inside)
        names += (
            path.as_posix() for path in paths if not path.name.startswith(".") and path.suffix in DATA_ENDINGS
        )
    files = (name for name in names if (archive.root / name).is_file())
    return found | {name: read_if_there(archive.folders, name, archive.name) for name in files}
