"""Tables of CSV and TSV as Jekyll reads them from ``_data``: a row is a mapping by the header. Pure.

After Jekyll::DataReader#read_config and Ruby's CSV, where a field of nothing is nil and one of two quotes is
an empty text.
"""

import csv
import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from feedtool.yaml_text import is_false, is_true

_SEPARATORS = {".csv": ",", ".tsv": "\t"}
_EMPTY_TEXT = re.compile(r"(?:^|[,\t])\"\"(?=[,\t\r]|$)", re.MULTILINE)


class TableError(ValueError):
    """A table cannot be read as Jekyll reads it; the text says why."""


def read_table(source: str, ending: str, values: Mapping[str, Any]) -> list[Any]:
    """Read a file of data with this ending; ``values`` are those of ``_config.yml``.

    Raises:
        TableError: it is no table, or Jekyll would make of it what is not known here.
    """
    has_header = _has_header(f"{ending.removeprefix('.')}_reader", values)
    if _EMPTY_TEXT.search(source):  # Python's reader does not tell it from nothing
        raise TableError('a field is an empty text in quotes, ""; leave it empty')
    separator = _SEPARATORS[ending]
    try:
        rows = [*csv.reader(StringIO(source, newline=""), delimiter=separator, strict=True)]
    except csv.Error as error:
        raise TableError(f"{error}") from error
    if not has_header:
        return [[field or None for field in row] for row in rows]
    return [_name_fields(rows[0], row) for row in rows[1:]]


def _has_header(name: str, values: Mapping[str, Any]) -> bool:
    settings = values.get(name)
    settings = settings if isinstance(settings, dict) else {}
    stated = settings.get("headers")
    has_header = "headers" not in settings or is_true(stated)
    if settings.get("csv_converters") or not (has_header or stated is None or is_false(stated)):
        raise TableError(f"{name} in _config.yml asks for what is not known to feedtool")
    return has_header


def _name_fields(header: list[str], row: list[str]) -> dict[str | None, str | None]:
    """Give the fields of a row by their names; of two with one name, the first."""
    named: dict[str | None, str | None] = {}
    for number in range(max(len(header), len(row))):
        name = header[number] if number < len(header) else ""
        named.setdefault(name or None, (row[number] if number < len(row) else "") or None)
    return named
