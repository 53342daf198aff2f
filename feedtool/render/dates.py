"""Dates as feeds write them: in UTC, to the second, without the machine's locale."""

from datetime import UTC, datetime, timedelta, timezone

from feedtool.ruby_time import DAYS, MONTHS


def rfc3339(moment: datetime) -> str:
    """Write ``2021-12-16T03:32:37Z`` (RFC 4287 section 3.3): no format has an offset such as +08:05:43."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def rfc2822(moment: datetime) -> str:
    """Write ``Thu, 16 Dec 2021 03:32:37 GMT``: the zone of RSS that every reader understands."""
    # As email.utils.format_datetime writes it, which takes longer to import than a feed to render.
    at = moment.astimezone(UTC)
    day = f"{DAYS[at.weekday()][:3]}, {at.day:02} {MONTHS[at.month - 1][:3]} {at.year:04}"
    return f"{day} {at.hour:02}:{at.minute:02}:{at.second:02} GMT"


def rfc3339_local(moment: datetime) -> str:
    """Write ``2021-12-16T11:32:37+08:00``: in the moment's own zone, its offset in whole minutes."""
    offset = moment.utcoffset() or timedelta()
    if not offset % timedelta(minutes=1):
        return moment.isoformat(timespec="seconds")
    zone = timezone(timedelta(minutes=offset // timedelta(minutes=1)))
    return moment.astimezone(zone).isoformat(timespec="seconds")
