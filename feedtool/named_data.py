"""The data of a site as Liquid in its posts can name them: the files in ``_data``. Reads files."""

from dataclasses import dataclass
from pathlib import Path

from feedtool.data_tables import TableError, read_table
from feedtool.liquid_typing import RefusedError
from feedtool.named_documents import NamedDocuments
from feedtool.named_posts import read_inside
from feedtool.site_data import DATA_ENDINGS, TABLE_ENDINGS, clean_name
from feedtool.yaml_text import YamlError, read_yaml

#: A file is no longer.
MOST_BYTES = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedData(NamedDocuments):
    """The data of one archive beside its documents, and what was found of them so far."""

    def read_data(self, name: str) -> object:
        """Give what a file or folder in ``_data`` holds, as `yaml_text` reads it; None: it is not there.

        Raises:
            RefusedError: it is too large, not in UTF-8, or no valid YAML, JSON, CSV or TSV.
        """
        return self._find("data", name, lambda: self._read_data(name))

    def _read_data(self, name: str) -> object:
        top = self.root.resolve() / self.config.jekyll.data_dir
        path = self._find("data names", "", lambda: _name_entries(top, top)).get(name)
        return None if path is None else self._read_entry(path, top, top)

    def _read_entry(self, path: str, folder: Path, top: Path) -> object:
        """Give what the file or folder at ``path`` in a folder holds."""
        entry = folder / path
        if not entry.is_dir():
            data_dir, name = self.config.jekyll.data_dir, entry.relative_to(top).as_posix()
            source = read_text(self.root, data_dir, name)
            place = f"{data_dir}/{name}".lstrip("/")
            return None if source is None else self._parse_data(source, place, entry.suffix)
        return {name: self._read_entry(it, entry, top) for name, it in _name_entries(entry, top).items()}

    def _parse_data(self, source: str, place: str, ending: str) -> object:
        try:
            if ending in TABLE_ENDINGS:
                return read_table(source, ending, self.site.values)
            return read_yaml(source)
        except TableError as error:
            raise RefusedError(f"{place} cannot be read: {error}") from error
        except YamlError as error:
            raise RefusedError(f"{place} is no valid YAML: {error}") from error


def read_text(root: Path, folder: str, name: str) -> str | None:
    """Give the text of a file in a folder of an archive; None if there is none.

    Raises:
        RefusedError: it is too large, or not in UTF-8.
    """
    data = read_inside(root, name, folder, MOST_BYTES + 1)
    if data is None:
        return None
    if len(data) > MOST_BYTES:
        raise RefusedError(f"{folder}/{name} is larger than {MOST_BYTES} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{folder}/{name} is not in UTF-8") from error


def _name_entries(folder: Path, top: Path) -> dict[str, str]:
    """Give the files and folders of a folder below ``top`` by the names that Liquid has for them."""
    try:
        entries = [entry for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")]
    except OSError:  # not there
        return {}
    files = [it for it in entries if it.suffix in DATA_ENDINGS and it.is_file()]
    files.sort(key=lambda it: (DATA_ENDINGS.index(it.suffix), it))
    folders = [it for it in entries if _is_inner(it, top)]
    return {clean_name(it.stem): it.name for it in files} | {clean_name(it.name): it.name for it in folders}


def _is_inner(entry: Path, top: Path) -> bool:
    """Tell whether an entry is a folder below ``top``, and none that a link leads up to, without end."""
    try:
        place = entry.resolve(strict=True)
        above = {folder.resolve() for folder in entry.parents}
    except (OSError, RuntimeError):  # gone, a ring of links
        return False
    return place.is_dir() and place.is_relative_to(top) and place not in above
