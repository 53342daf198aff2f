"""The files of data of a site: how Jekyll names what they hold, and the authors among it. Pure.

After Jekyll::DataReader: a file is named without its ending, and without what no name in Liquid can hold.
"""

import posixpath
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from feedtool.errors import ConfigError
from feedtool.model import Contact
from feedtool.urls import make_absolute
from feedtool.yaml_text import YamlError, is_on, read_yaml, spell_words

#: Where a site keeps its data, if it does not say so.
DATA = "_data"
TABLE_ENDINGS = (".csv", ".tsv")
#: Of files with one name the one whose ending stands last here counts, and a folder more.
DATA_ENDINGS = (".yaml", ".yml", ".json", *TABLE_ENDINGS)
#: The file or folder of data in which jekyll-feed looks authors up.
AUTHORS = "authors"
#: The files of a site that names no authors.
NO_AUTHORS: Mapping[str, bytes] = MappingProxyType({})
_SPACE = r"[ \t\r\n\f\v]"
#: Jekyll::DataReader#sanitize_filename: signs and letters that are not ASCII go, and the space beside them.
_DROPPED = re.compile(
    rf"[^a-zA-Z0-9_ \t\r\n\f\v-]+|(?:^|(?<=\b{_SPACE})){_SPACE}+(?=$|{_SPACE}?\b)", re.MULTILINE
)
#: What Atom takes for an e-mail address (RFC 4287, appendix B), without what no feed can hold.
_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+")


def clean_name(name: str) -> str:
    """Give the name that a file or folder of data has in Liquid."""
    return re.sub(f"{_SPACE}+", "_", _DROPPED.sub("", name))


def read_data_dir(values: Mapping[str, Any]) -> str:
    """Give the folder of data that ``_config.yml`` names, relative to the site; empty: the site's own."""
    stated = values.get("data_dir")
    # Jekyll::PathManager.sanitized_path: whatever it says, no folder outside of the site is meant.
    return posixpath.normpath(f"/{stated}").lstrip("/") if isinstance(stated, str) else DATA


def parse_yaml(data: bytes, name: str) -> object:
    """Read a file of a site; ``name`` is its path.

    Raises:
        ConfigError: it is no YAML.
    """
    try:
        return read_yaml(data)
    except YamlError as error:
        place = "".join(f":{line + 1}" for line in error.lines[:1])
        raise ConfigError(f"{name}{place}", f"is not valid YAML: {error}") from error


def read_known_authors(files: Mapping[str, bytes], data_dir: str) -> dict[str, Contact]:
    """Give the authors of a site by their keys; numbers are spelt as Ruby spells them.

    ``files`` hold them, by their paths; that of a folder ends with a slash and has nothing in it. A list or a
    table of authors has no keys: nobody in it is named by one.

    Raises:
        ConfigError: one of them is no YAML.
    """
    values = _read_entries(files, f"{data_dir}/" if data_dir else "").get(AUTHORS)
    records = values if isinstance(values, dict) else {}
    found = {_spell_key(key): read_contact(record) for key, record in records.items()}
    return {key: author for key, author in found.items() if author.name}


def _read_entries(files: Mapping[str, bytes], prefix: str) -> dict[str, object]:
    """Give what the files and folders right below a folder hold, by their names in Liquid."""
    inside = {path.removeprefix(prefix).partition("/")[:2] for path in files if path.startswith(prefix)}
    own = [PurePosixPath(name) for name, slash in inside if name and not slash]
    own.sort(key=lambda it: (DATA_ENDINGS.index(it.suffix), it.name))
    values = {clean_name(it.stem): _read_entry(files[f"{prefix}{it}"], f"{prefix}{it}") for it in own}
    folders = sorted(name for name, slash in inside if slash)
    return values | {clean_name(name): _read_entries(files, f"{prefix}{name}/") for name in folders}


def _read_entry(data: bytes, path: str) -> object:
    return [] if path.endswith(TABLE_ENDINGS) else parse_yaml(data, path)


def _spell_key(value: object) -> str:
    return str(spell_words(value))


def find_author(value: object, known: Mapping[str, Contact]) -> Contact:
    """Give whom a value of the front matter or of ``_config.yml`` means: one of those known, by the key."""
    author = read_contact(value)
    is_key = bool(author.name) and not isinstance(value, dict)
    return known.get(_spell_key(value), author) if is_key else author


def read_contact(value: object) -> Contact:
    """Read an author: a name, or a table such as jekyll-feed and posts from WordPress have."""
    if not isinstance(value, dict):
        return Contact(name=_text(value) if is_on(value) else "")
    email, uri = _text(value.get("email")).strip(), _text(value.get("uri")).strip()
    address = make_absolute(uri, uri) if uri.startswith(("http://", "https://")) else None
    return Contact(
        name=_text(value.get("name")) or _text(value.get("display_name")),
        email=email if _EMAIL.fullmatch(email) else None,
        # As it is written, where that is an address without a slash at its end.
        uri=uri if address == f"{uri}/" else address,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
