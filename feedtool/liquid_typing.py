"""Values of YAML as Liquid knows them: `yaml_text` keeps how numbers, truth and dates are written. Pure."""

from datetime import date, tzinfo

from feedtool import jekyll
from feedtool.yaml_text import PlainBool, PlainDate, PlainNumber, is_true, spell_number

#: So many values and characters may all names of a record stand for: aliases can make few lines endless.
_MOST = 300_000
_MOST_DEPTH = 50


class RefusedError(Exception):
    """A post asks for what it cannot have; the text says for what."""


class Typing:
    """Makes of values what YAML makes of them for Ruby, and counts."""

    def __init__(self) -> None:
        self.left = _MOST

    def type(self, value: object, zone: tzinfo, naive_zone: tzinfo, depth: int = 0) -> object:
        """Give a value in Python's types; a date that states a time and no zone is in ``naive_zone``.

        Raises:
            RefusedError: it is larger than any that a person writes.
        """
        self.left -= 1 + (len(value) if isinstance(value, str) else 0)
        if self.left < 0 or depth > _MOST_DEPTH:
            raise RefusedError(
                "a value of the front matter, of _config.yml or of _data is too large for Liquid"
            )
        if isinstance(value, list):
            return [self.type(item, zone, naive_zone, depth + 1) for item in value]
        if isinstance(value, dict):
            # A table has nil for the name of what its header does not name.
            return {
                None if key is None else str(key): self.type(item, zone, naive_zone, depth + 1)
                for key, item in value.items()
            }
        if isinstance(value, PlainBool):
            return is_true(value)
        if isinstance(value, PlainNumber):
            return _read_number(value)
        if isinstance(value, PlainDate):
            return _read_date(value, zone, naive_zone)
        return value


def _read_date(value: str, zone: tzinfo, naive_zone: tzinfo) -> object:
    parts = value.split("-")
    if value.replace("-", "").isdecimal() and len(parts) == 3:  # noqa: PLR2004 - a day and no time
        try:
            return date(*map(int, parts))
        except ValueError:
            return str(value)
    moment = jekyll.parse_date(value, zone, naive_zone)
    return str(value) if moment is None else moment


def _read_number(value: PlainNumber) -> object:
    try:
        written = spell_number(value)
        return int(written) if written.lstrip("-").isdecimal() else float(written)
    except ValueError:  # nothing that Python's reader takes for a number, or more digits than it reads
        return str(value)
