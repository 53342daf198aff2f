"""Times as Ruby makes and writes them, whatever the locale: its Time.local and Time#strftime. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo

#: Written out: strftime would follow the machine's locale.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
#: Flags, width, the colons of %z, what asks for another calendar or script and gets none, and the letter.
_DIRECTIVE = re.compile(r"%([-0^#_]*)(\d*)(:{0,3})(E(?=[cCxXyY])|O(?=[deHkIlmMSuUVwWy]))?([A-Za-z%])")
#: Letters that stand for several others.
_COMPOSED = {
    "D": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "R": "%H:%M",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "c": "%a %b %e %H:%M:%S %Y",
    "r": "%I:%M:%S %p",
    "v": "%e-%^b-%Y",
    "x": "%m/%d/%y",
}
_MOST_WIDTH = 100
#: Those that a hash sign writes in lower case, not in capitals.
_LOWERED = frozenset("pZ")


def make_moment(day: tuple[int, int, int], time: tuple[int, int, int], zone: tzinfo) -> datetime:
    """Make a moment of year, month and day, and of hour, minute and second, as Ruby's ``Time.local`` does.

    A day that the month does not have, hour 24 and second 60 run over into what follows. Of an hour that the
    end of summer time repeats, Ruby means the second; one that it skips is the hour after it.

    Raises:
        ValueError, OverflowError: there is no such day or time, or Python has no date for it.
    """
    (year, month, number), (hour, minute, second) = day, time
    is_time = (hour < 24 and minute < 60 and second < 61) or (hour, minute, second) == (24, 0, 0)  # noqa: PLR2004
    if not (0 < number < 32 and is_time):  # noqa: PLR2004
        raise ValueError(f"no time: {day} {time}")
    moment = datetime(year, month, 1, tzinfo=zone) + timedelta(number - 1, (hour * 60 + minute) * 60 + second)
    if isinstance(zone, timezone):
        return moment  # one offset for ever: it repeats no hour, and skips none
    early, late = moment.replace(fold=0), moment.replace(fold=1)
    is_repeated = (late.utcoffset() or timedelta()) < (early.utcoffset() or timedelta())
    # By way of UTC: Python leaves an hour that no clock shows as it is.
    return (late if is_repeated else early).astimezone(UTC).astimezone(zone)


def format_time(moment: datetime, template: str) -> str:
    """Write an aware moment as Ruby's ``strftime`` does; what is no directive stays as it is.

    Raises:
        ValueError: a directive asks for a field wider than any that a person reads.
    """

    def fill(match: re.Match[str]) -> str:
        flags, width, colons, _, letter = match.groups()
        if len(width) > len(str(_MOST_WIDTH)) or int(width or 0) > _MOST_WIDTH:
            raise ValueError(f"a date cannot be written {width} characters wide")
        if letter == "z":
            return _pad(_spell_offset(moment, colons), flags, int(width or 0), "0")
        if colons:
            return match[0]
        if letter in _COMPOSED:
            composed = format_time(moment, _COMPOSED[letter])
            padding = "0" if "0" in flags else " "
            return (composed.upper() if "^" in flags else composed).rjust(int(width or 0), padding)
        if letter in "LN":
            digits = int(width or (3 if letter == "L" else 9))
            return f"{moment.microsecond:06}".ljust(digits, "0")[:digits]
        return _fill(moment, letter, flags, int(width or 0)) or match[0]

    return _DIRECTIVE.sub(fill, template)


def _fill(moment: datetime, letter: str, flags: str, width: int) -> str | None:
    """Give what a letter stands for; None if it stands for nothing."""
    if letter in _NUMBERS:
        number, digits, padding = _NUMBERS[letter]
        if "-" in flags and not width:
            digits = 1
        return _pad(str(number(moment)), flags, width or digits, padding)
    if letter in _WORDS:
        word = _WORDS[letter](moment)
        if "^" in flags or ("#" in flags and letter not in _LOWERED):
            word = word.upper()
        elif "#" in flags:
            word = word.lower()
        return _pad(word, flags, width, " ")
    return None


def _pad(text: str, flags: str, width: int, padding: str) -> str:
    for flag in flags:
        padding = {"-": "", "_": " ", "0": "0"}.get(flag, padding)
    if not padding:
        return text
    return text.zfill(width) if padding == "0" and text[:1] in "+-" else text.rjust(width, padding)


def _spell_offset(moment: datetime, colons: str) -> str:
    offset = moment.utcoffset() or timedelta()
    sign = "-" if offset < timedelta() else "+"
    seconds = int(abs(offset).total_seconds())
    hours, minutes, rest = f"{seconds // 3600:02}", f"{seconds // 60 % 60:02}", f"{seconds % 60:02}"
    parts = {"": [hours + minutes], ":": [hours, minutes], "::": [hours, minutes, rest]}
    shortest = [hours, minutes, rest] if rest != "00" else [hours, minutes] if minutes != "00" else [hours]
    return sign + ":".join(parts.get(colons, shortest))


def _week(moment: datetime, first: int) -> int:
    """Give the week of the year; the one with the first day ``first`` (0 is Monday) in it is week 1."""
    return (moment.timetuple().tm_yday + 6 - (moment.weekday() - first) % 7) // 7


#: The number that a letter stands for, its digits and what pads it.
_NUMBERS: Mapping[str, tuple[Callable[[datetime], int], int, str]] = {
    "C": (lambda moment: moment.year // 100, 2, "0"),
    "G": (lambda moment: moment.isocalendar().year, 4, "0"),
    "H": (lambda moment: moment.hour, 2, "0"),
    "I": (lambda moment: moment.hour % 12 or 12, 2, "0"),
    "M": (lambda moment: moment.minute, 2, "0"),
    "S": (lambda moment: moment.second, 2, "0"),
    "U": (lambda moment: _week(moment, 6), 2, "0"),
    "V": (lambda moment: moment.isocalendar().week, 2, "0"),
    "W": (lambda moment: _week(moment, 0), 2, "0"),
    "Y": (lambda moment: moment.year, 4, "0"),
    "d": (lambda moment: moment.day, 2, "0"),
    "e": (lambda moment: moment.day, 2, " "),
    "g": (lambda moment: moment.isocalendar().year % 100, 2, "0"),
    "j": (lambda moment: moment.timetuple().tm_yday, 3, "0"),
    "k": (lambda moment: moment.hour, 2, " "),
    "l": (lambda moment: moment.hour % 12 or 12, 2, " "),
    "m": (lambda moment: moment.month, 2, "0"),
    "s": (lambda moment: int(moment.timestamp() // 1), 1, "0"),
    "u": (lambda moment: moment.isoweekday(), 1, "0"),
    "w": (lambda moment: moment.isoweekday() % 7, 1, "0"),
    "y": (lambda moment: moment.year % 100, 2, "0"),
}
#: The word that a letter stands for.
_WORDS: Mapping[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "A": lambda moment: DAYS[moment.weekday()],
    "B": lambda moment: MONTHS[moment.month - 1],
    "P": lambda moment: "am" if moment.hour < 12 else "pm",  # noqa: PLR2004 - noon
    "Z": lambda moment: moment.tzname() or "",
    "a": lambda moment: DAYS[moment.weekday()][:3],
    "b": lambda moment: MONTHS[moment.month - 1][:3],
    "h": lambda moment: MONTHS[moment.month - 1][:3],
    "n": lambda _: "\n",
    "p": lambda moment: "AM" if moment.hour < 12 else "PM",  # noqa: PLR2004 - noon
    "t": lambda _: "\t",
}


def spell_time(moment: datetime) -> str:
    """Write ``2021-12-16 11:32:37 +0800`` (Time#to_s)."""
    return format_time(moment, "%Y-%m-%d %H:%M:%S %z")


def spell_xmlschema(moment: datetime) -> str:
    """Write ``2021-12-16T11:32:37+08:00`` (Time#xmlschema)."""
    return format_time(moment, "%Y-%m-%dT%H:%M:%S%:z")


def spell_rfc822(moment: datetime) -> str:
    """Write ``Thu, 16 Dec 2021 11:32:37 +0800`` (Time#rfc822)."""
    return format_time(moment, "%a, %d %b %Y %H:%M:%S %z")
