"""The time zone that a site means by its name: what the system makes of it on which Jekyll runs. Pure."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: A POSIX zone without summer time: a name of three letters at least, and hours to be added for UTC.
_POSIX = re.compile(
    r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)([-+]?)([0-9]+)(?::([0-9]{1,2}))?(?::([0-9]{1,2}))?"
)
_MOST_HOURS = 24


def find_zone(name: str) -> tzinfo | None:
    """Give the zone of a name in the time zone database, such as ``Asia/Shanghai``; None if it has none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def guess_zone(name: str) -> tzinfo | None:
    """Give the zone that a C library takes a name for that is not in the database.

    ``CST-8`` is eight hours east of Greenwich, and so ``UTC+8`` is eight hours west of it; what cannot be
    read is UTC. None: it spells out rules of summer time, which are not read here.
    """
    match = _POSIX.match(name)
    if match is None:
        return UTC
    if match.end() < len(name):
        return None
    hours, minutes, seconds = (int(match[group] or 0) for group in (2, 3, 4))
    offset = timedelta(hours=min(hours, _MOST_HOURS), minutes=minutes, seconds=seconds)
    # Python knows no zone that is a whole day away.
    offset = min(offset, timedelta(hours=_MOST_HOURS, seconds=-1))
    return timezone(offset if match[1] == "-" else -offset)
