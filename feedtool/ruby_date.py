"""Dates as Ruby reads them in whatever notation: what its Time.parse makes of a text. Pure.

Ruby looks for a time of day, then for the first notation of a date that it finds, and passes over the rest.
It fills in what is missing from the clock; here a text without a year is no date.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from feedtool.ruby_time import make_moment

#: Ruby gives up on longer texts.
_MOST_CHARACTERS = 128
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})"
_NOTHING_OF_A_DATE = re.compile(r"(?:[^-+',./:@\w\[\]]|_)+")
_DAY_OF_WEEK = re.compile(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*", re.IGNORECASE)
_HALF = r"([ap])(?:m\b|\.m\.)"
_TIME = re.compile(
    rf"""(?P<hour>[0-9]+)\s*
    (?: (?: :\s*(?P<minute>[0-9]+) (?:\s*:\s*(?P<second>[0-9]+)(?:[,.][0-9]*)?)?
          | h (?:\s*(?P<minute_h>[0-9]+)m? (?:\s*(?P<second_h>[0-9]+)s?)?)? )
        (?:\s*(?P<half>{_HALF}))?
      | (?P<half_alone>{_HALF}) )
    (?: \s* (?P<zone> (?:gmt|utc?)?[-+][0-9]+(?:[,.:][0-9]+(?::[0-9]+)?)?
                    | (?:[^\W\d_]|[.\s])+(?:standard|daylight)\stime\b
                    | [^\W\d_]+(?:\sdst)?\b ) )?""",
    re.IGNORECASE | re.VERBOSE,
)
#: An era may stand before a year.
_ERA = r"(?:c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"
_DAY_MONTH_YEAR = re.compile(
    rf"('?[0-9]+)[^-\d\s]*\s*{_MONTH}[^-\d\s']*(?:\s*{_ERA}\s*('?-?[0-9]+(?:(?:st|nd|rd|th)\b)?))?",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(
    rf"\b{_MONTH}[^-\d\s']*\s*('?[0-9]+)[^-\d\s']*(?:\s*,?\s*{_ERA}\s*('?-?[0-9]+))?", re.IGNORECASE
)
_HYPHENS = re.compile(r"('?[-+]?[0-9]+)-([0-9]+)-('?-?[0-9]+)")
_JAPANESE = re.compile(r"\b([mtshr])([0-9]+)\.([0-9]+)\.([0-9]+)", re.IGNORECASE)
_DAY_NAME_YEAR = re.compile(rf"('?-?[0-9]+)-{_MONTH}[^-/.]*-('?-?[0-9]+)", re.IGNORECASE)
_NAME_DAY_YEAR = re.compile(rf"\b{_MONTH}[^-/.]*-('?[0-9]+)(?:-('?-?[0-9]+))?", re.IGNORECASE)
_SLASHES = re.compile(r"('?-?[0-9]+)/\s*('?[0-9]+)(?:\D\s*('?-?[0-9]+))?")
_DOTS = re.compile(r"('?-?[0-9]+)\.\s*('?[0-9]+)\.\s*('?-?[0-9]+)")
#: Weeks, and dates without a year: Time.parse makes nothing of them.
_WEEK = re.compile(
    r"\b(?:\d{2}|\d{4})?-?w\d{2}(?:-?\d)?\b|-w-\d\b|--(?:\d{2})?-\d{2}\b|--\d{2,4}\b", re.IGNORECASE
)
_DAY_OF_YEAR = re.compile(r"\b([0-9]{2}|[0-9]{4})-([0-9]{3})\b")
_FRACTION_OF_A_DAY = re.compile(r"[,.](?:[0-9]{2}|[0-9]{4})-[0-9]{3}(?![0-9])\b")
_YEAR_ALONE = re.compile(r"'([0-9]+)\b")
_MONTH_ALONE = re.compile(rf"\b{_MONTH}\S*", re.IGNORECASE)
_DAY_ALONE = re.compile(r"[0-9]+(?:st|nd|rd|th)\b", re.IGNORECASE)
_DIGITS = re.compile(
    r"([-+]?)([0-9]{2,14})(?:\s*t?\s*([0-9]{2,6})?(?:[,.]([0-9]*))?)?\s*(z\b|[-+][0-9]{1,4}\b)?",
    re.IGNORECASE,
)
#: A number that nothing else has taken: the day of a time, the hour of a day.
_REST = re.compile(r"\s*([0-9]{1,2})\s*")
#: What the digits of a run mean, by how many they are: so many for each field.
_RUNS = {
    2: ("day", 2),
    3: ("day_of_year", 3),
    4: ("month", 2, "day", 2),
    5: ("year", 2, "day_of_year", 3),
    6: ("year", 2, "month", 2, "day", 2),
    7: ("year", 4, "day_of_year", 3),
}
_LONG_RUN = ("year", 4, "month", 2, "day", 2, "hour", 2, "minute", 2, "second", 2)
_TIME_RUN = ("hour", 2, "minute", 2, "second", 2)
#: The years before the first one of Japan's eras.
_ERAS = {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}
#: Years of two digits below this one are of this century.
_LAST_CENTURY = 69
#: The names of zones that Ruby knows everywhere, and their hours east of Greenwich.
_ZONE_HOURS = {
    **dict.fromkeys(("UTC", "UT", "GMT", "Z"), 0),
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", start=1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)},
}
_OFFSET = re.compile(r"([-+])([0-9]{2})(?:(:?)([0-9]{2})(?:\3([0-9]{2}))?)?", re.ASCII)


@dataclass(slots=True)
class _Found:
    """What a text says of a date."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    day_of_year: int | None = None
    hour: int | None = None
    minute: int = 0
    second: int = 0
    zone: str = ""
    #: Whether a year of two digits is one of a century.
    is_short: bool = True


def read_date(text: str, zone: tzinfo) -> datetime | None:
    """Read a date as Ruby's ``Time.parse`` does on a machine in ``zone``, and give it there.

    None: it is none, or its year is missing.
    """
    found = _find(text) if len(text) <= _MOST_CHARACTERS else _Found()
    year = found.year
    if year is None:
        return None
    if found.is_short and 0 <= year < 100:  # noqa: PLR2004 - two digits
        year += 1900 if year >= _LAST_CENTURY else 2000
    time = found.hour or 0, found.minute, found.second
    try:
        if found.day_of_year is None:
            day = (year, 1 if found.month is None else found.month, 1 if found.day is None else found.day)
        else:
            day = _find_day(year, found.day_of_year)
        stated = _find_zone(found.zone, year, zone)
        if stated is not None and stated.utcoffset(None):
            return _shift(day, time, stated).astimezone(zone)
        return make_moment(day, time, stated or zone).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _shift(day: tuple[int, int, int], time: tuple[int, int, int], stated: timezone) -> datetime:
    """Make a moment in UTC of a day and a time of another zone, as Ruby's Time.parse does (its apply_offset).

    Where the day is another one in UTC, one that the month does not have is the last day of its month.
    """
    (year, month, number), (hour, minute, second) = day, time
    if minute > 59 or second > 60:  # noqa: PLR2004
        raise ValueError(f"no time: {time}")
    seconds = (hour * 60 + minute) * 60 + second - int(stated.utcoffset(None).total_seconds())
    days, rest = divmod(seconds, 24 * 60 * 60)
    number += days
    length = monthrange(year, month)[1]
    if days > 0 and number > length:
        moment = datetime(year, month, length, tzinfo=UTC) + timedelta(days=1)
    elif days < 0 and number < 1:
        moment = datetime(year, month, 1, tzinfo=UTC) - timedelta(days=1)
    else:
        moment = make_moment((year, month, number), (0, 0, 0), UTC)
    return moment + timedelta(seconds=rest)


def _find_day(year: int, number: int) -> tuple[int, int, int]:
    day = datetime(year, 1, 1) + timedelta(days=number - 1)  # noqa: DTZ001 - a day, and no moment
    if day.year != year:
        raise ValueError(f"no day {number} in {year}")
    return day.year, day.month, day.day


def _find_zone(name: str, year: int, own: tzinfo) -> timezone | None:
    """Give the zone that a text names; None if Ruby knows none of this name, and passes over it.

    What it knows beside its own table are the names of the machine's zone, in winter and in summer.
    """
    name = name.upper()
    if match := _OFFSET.fullmatch(name):
        hours, minutes, seconds = (int(match[group] or 0) for group in (2, 4, 5))
        offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return timezone(-offset if match[1] == "-" else offset)
    if name in _ZONE_HOURS:
        return timezone(timedelta(hours=_ZONE_HOURS[name]))
    for month in (1, 7) if name else ():
        moment = datetime(year, month, 1, tzinfo=own)
        if (moment.tzname() or "").upper() == name:
            return timezone(moment.utcoffset() or timedelta())
    return None


def _find(text: str) -> _Found:
    found = _Found()
    text = _NOTHING_OF_A_DATE.sub(" ", text)
    text = _DAY_OF_WEEK.sub(" ", text, count=1)
    if time := _TIME.search(text):
        hour = int(time["hour"])
        if half := time["half"] or time["half_alone"]:
            hour = hour % 12 + (12 if half[0] in "pP" else 0)
        found.hour = hour
        found.minute = int(time["minute"] or time["minute_h"] or 0)
        found.second = int(time["second"] or time["second_h"] or 0)
        found.zone = time["zone"] or ""
        text = f"{text[: time.start()]} {text[time.end() :]}"
    for pattern, take in _NOTATIONS:
        if (match := pattern.search(text)) and take(match, found):
            text = f"{text[: match.start()]} {text[match.end() :]}"
            break
    if rest := _REST.fullmatch(text):
        number = int(rest[1])
        if found.hour is not None and found.day is None:
            found.day = number if 0 < number < 32 else None  # noqa: PLR2004
        elif found.hour is None and found.day is not None:
            found.hour = number if number < 25 else None  # noqa: PLR2004
    return found


def _take_day_month_year(match: re.Match[str], found: _Found) -> bool:
    day, month, year = match.groups()
    return _settle(found, year, month, day)


def _take_month_day_year(match: re.Match[str], found: _Found) -> bool:
    month, day, year = match.groups()
    return _settle(found, year, month, day)


def _take_year_month_day(match: re.Match[str], found: _Found) -> bool:
    return _settle(found, *match.groups())


def _take_japanese(match: re.Match[str], found: _Found) -> bool:
    found.year = _ERAS[match[1].lower()] + int(match[2])
    found.month, found.day = int(match[3]), int(match[4])
    found.is_short = False
    return True


def _take_nothing(match: re.Match[str], found: _Found) -> bool:
    del match, found
    return True


def _take_day_of_year(match: re.Match[str], found: _Found) -> bool:
    if _FRACTION_OF_A_DAY.search(match.string):
        return False
    found.year, found.day_of_year = int(match[1]), int(match[2])
    return True


def _take_year(match: re.Match[str], found: _Found) -> bool:
    found.year = int(match[1])
    return True


def _take_digits(match: re.Match[str], found: _Found) -> bool:
    sign, digits, time, fraction, zone = match.groups()
    if time is None and fraction is not None:
        return True  # a time of day with a fraction, and no date
    length = len(digits)
    run = _RUNS.get(length, _LONG_RUN)
    if length > max(_RUNS) and length % 2:
        return True
    _spread(found, digits, run)
    if sign == "-" and found.year is not None:
        found.year = -found.year
    if length > max(_RUNS) or length == 7:  # noqa: PLR2004 - a year of four digits
        found.is_short = False
    if time is not None and len(time) % 2 == 0:
        # With a fraction they end in the second, without one they begin with the hour.
        _spread(found, time, _TIME_RUN if fraction is None else _TIME_RUN[-len(time) :])
    if zone is not None:
        found.zone = zone
    return True


def _spread(found: _Found, digits: str, run: tuple[str | int, ...]) -> None:
    for name, width in zip(run[::2], run[1::2], strict=True):
        part, digits = digits[: int(width)], digits[int(width) :]
        if part:
            setattr(found, str(name), int(part))


def _settle(found: _Found, year: str | None, month: str | None, day: str | None) -> bool:
    """Tell the year from the day, as Ruby does: by an apostrophe, by its length, by what follows it."""
    if year is not None and month is not None and day is None:
        year, month, day = None, year, month
    if year is None and day is not None and _is_year(day):
        year, day = day, None
    if year is not None and re.search(r"[0-9](?=[^0-9])", year):  # 2nd
        digits = year.rstrip("stndrh")
        year, day = day, digits
    if month is not None and _is_year(month):
        year, month, day = month, day, year
    if day is not None and _is_year(day):
        year, day = day, year
    if year is not None and (number := re.search(r"[-+]?[0-9]+", year)):
        found.year = int(number[0])
        found.is_short = "'" in year or not (number[0][0] in "+-" or len(number[0]) > 2)  # noqa: PLR2004
    if month is not None:
        name = month[:3].lower()
        found.month = _MONTHS.index(name) + 1 if name in _MONTHS else _number(month)
    if day is not None:
        found.day = _number(day)
    return True


def _is_year(text: str) -> bool:
    return text.startswith("'") or (len(text) > 2 and text[:3].lower() not in _MONTHS)  # noqa: PLR2004


def _number(text: str) -> int | None:
    match = re.search(r"[0-9]+", text)
    return int(match[0]) if match else None


#: In Ruby's order. Each takes what it finds, and tells whether that was a date.
_NOTATIONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Found], bool]], ...] = (
    (_DAY_MONTH_YEAR, _take_day_month_year),
    (_MONTH_DAY_YEAR, _take_month_day_year),
    (_HYPHENS, _take_year_month_day),
    (_JAPANESE, _take_japanese),
    (_DAY_NAME_YEAR, _take_day_month_year),
    (_NAME_DAY_YEAR, _take_month_day_year),
    (_SLASHES, _take_year_month_day),
    (_DOTS, _take_year_month_day),
    (_WEEK, _take_nothing),
    (_DAY_OF_YEAR, _take_day_of_year),
    (_YEAR_ALONE, _take_year),
    (_MONTH_ALONE, _take_nothing),
    (_DAY_ALONE, _take_nothing),
    (_DIGITS, _take_digits),
)
