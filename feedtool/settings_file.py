"""Which settings file a run has, and its table as TOML gives it; `settings` understands it. Reads files."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from feedtool.errors import ConfigError


def find_settings_file(folder: Path) -> Path | None:
    """Give the settings file of a folder: feedtool.toml, or a pyproject.toml with [tool.feedtool]."""
    own = folder / "feedtool.toml"
    try:
        if own.is_file():
            return own
    except OSError:  # no folder can have such a name
        return None
    project = folder / "pyproject.toml"
    return project if project.is_file() and _read_own_table(project) is not None else None


def find_source(table: Mapping[str, Any], path: Path | None) -> str:
    """Give the archive that the settings file at a path names, given its table: a path, or an address."""
    source = find_text(table, "archive", "path") or "."
    is_address = source.startswith(("http://", "https://"))
    return source if is_address or path is None else str(path.parent / source)


def find_text(table: Mapping[str, Any], section: str, key: str) -> str:
    """Give a text of the table; empty if there is none. Whether it may be there, `settings` says."""
    values = table.get(section)
    value = values.get(key) if isinstance(values, dict) else None
    return value if isinstance(value, str) else ""


def read_table(path: Path) -> dict[str, Any]:
    """Read the table of settings in a file: the whole of it, or of a pyproject.toml the one that is ours.

    Raises:
        ConfigError: it cannot be read, is no TOML, or holds what no name can hold.
    """
    table = _read_own_table(path) if path.name == "pyproject.toml" else _read_toml(path)
    if table is None:
        return {}
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.feedtool]", "must be a table")
    if _has_null(table):
        raise ConfigError(str(path), "a value holds the character U+0000; take it out")
    return table


def _has_null(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_null, value.values()))
    return any(map(_has_null, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def _read_own_table(project: Path) -> object:
    """Give what a pyproject.toml holds for feedtool, or None."""
    tool = _read_toml(project).get("tool")
    return tool.get("feedtool") if isinstance(tool, dict) else None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        message = "there is no such file; name another with -c, or write one with feedtool init"
        raise ConfigError(str(path), message) from error
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"is not valid TOML: {error}") from error
