"""Rules for plain text and for dates (sections 2.1, 2.2 and 2.3)."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from html.entities import name2codepoint

from .finding import Report
from .html import HTML_TAGS

_END_TAG = re.compile(r"</(\w+)>")
_ENTITY = re.compile(r"&(#?\w+)")
_MARKUP_START = re.compile(r"&#[x0-9]|<[/a-zA-Z]")
_MAIL_ADDRESS = re.compile(r"[\w.+'\-]+@([A-Za-z0-9\-]+\.)+[A-Za-z0-9\-]+", re.ASCII)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = "|".join(_DAYS)
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_ZONE = r"UT|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT"
_RFC_2822 = re.compile(
    rf"(({_DAY}), )?\d\d? ({_MONTH}) \d{{4}} \d\d:\d\d(:\d\d)? (?P<zone>[+-]\d\d[03]0|{_ZONE}|Z)", re.ASCII
)
_RFC_822 = re.compile(
    rf"(({_DAY})\s*,\s*)?\d\d?\s+({_MONTH})\s+\d\d(\d\d)?\s+\d\d:\d\d(:\d\d)?\s+([+-]\d{{4}}|{_ZONE}|[A-IK-Z])",
    re.ASCII | re.IGNORECASE,
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII)
_W3C_DATE = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?)?)?", re.ASCII
)
#: The only zones that worked in all 18 readers the RSS profile tested (section 2.1, dates).
_SAFE_ZONES = ("GMT", "+0000", "-0000")
_OLDEST_YEAR = 1990
#: How far a date may lie ahead of now.
_TOLERANCE = timedelta(minutes=10)


def check_plain_text(
    report: Report,
    where: str,
    value: str,
    *,
    silenced: bool = False,
    event: str = "ContainsHTML",
    is_rss: bool = False,
) -> None:
    """Plain text must hold no markup (section 2.1, plain text; measured in section 2.3).

    Args:
        silenced: the line holds `&#x`: the writer is taken to know the RSS profile. A real end
            tag is reported all the same.
        is_rss: report a mere `<x` or `&#1` as CharacterData.
    """
    end_tag = next((name for name in _END_TAG.findall(value) if name.lower() in HTML_TAGS), None)
    if end_tag is not None:
        report.add(event, where, f"</{end_tag}>")
        return
    names = [str(name) for name in _ENTITY.findall(value)]
    if names:
        # `R&D` is text, but `R&amp;D` and `&1` look like references.
        known = next((n for n in names if n in name2codepoint or n == "apos" or not n.isalpha()), None)
        if known is not None and not silenced:
            report.add(event, where, f"&{known};")
    elif is_rss and not silenced and _MARKUP_START.search(value):
        report.add("CharacterData", where, "write & < > as &#x26; &#x3C; &#x3E;")


def is_mail_address(value: str) -> bool:
    """Tell whether a value is an e-mail address, alone or in `address (name)` form."""
    return _MAIL_ADDRESS.fullmatch(re.sub(r"\s*\([^()]*\)\s*$", "", value).strip()) is not None


def check_mail_with_name(report: Report, where: str, value: str) -> None:
    """RSS author, managingEditor and webMaster: `address (name)` (section 2.1, author)."""
    if value.find("@") <= 0 or (value.endswith(")") and not is_mail_address(value)):
        report.add("InvalidContact", where, repr(value))
    elif not value.endswith(")"):
        report.add("EmailFormat" if " " in value else "MissingRealName", where, repr(value))


def check_rfc822_date(
    report: Report, where: str, value: str, *, now: datetime | None = None, safe_zone: bool = False
) -> datetime | None:
    """A date of RSS or OPML; the moment it names, if it names one.

    Args:
        now: dates later than this (and ten minutes) are implausible; None: the future is not checked.
        safe_zone: accept only the zones every reader understands. The validator does not insist.
    """
    match = _RFC_2822.fullmatch(value)
    if match is None:
        bare = re.sub(r"\([^()]*\)", " ", value).strip()
        loose = _RFC_822.fullmatch(bare) is not None
        report.add("ProblematicalRFC822Date" if loose else "InvalidRFC2822Date", where, repr(value))
        return None
    try:
        moment = parsedate_to_datetime(value)
    except ValueError as error:
        report.add("InvalidRFC2822Date", where, f"{value!r}: {error}")
        return None
    moment = moment.replace(tzinfo=moment.tzinfo or UTC)
    if "," in value and value[:3] != _DAYS[moment.weekday()]:
        report.add("IncorrectDOW", where, repr(value))
    elif safe_zone and match["zone"] not in _SAFE_ZONES:
        report.add("ProblematicalRFC822Date", where, f"{value!r}: convert to GMT")
    _check_plausible(report, where, moment, now)
    return moment


def check_rfc3339_date(
    report: Report, where: str, value: str, *, now: datetime | None = None
) -> datetime | None:
    """A date of Atom or JSON Feed: T, Z or ±hh:mm, full seconds (section 2.2, dates)."""
    if _RFC_3339.fullmatch(value) is None:
        report.add("InvalidRFC3339Date", where, repr(value))
        return None
    try:
        # A leap second (23:59:60) is no date here: the grammar of RFC 4287 refuses it too.
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        report.add("InvalidRFC3339Date", where, f"{value!r}: {error}")
        return None
    _check_plausible(report, where, moment, now)
    return moment


def check_w3c_date(report: Report, where: str, value: str, *, now: datetime | None = None) -> None:
    """A date of Dublin Core or the syndication module: RFC 3339, or shorter (section 2.6)."""
    if _W3C_DATE.fullmatch(value) is None:
        report.add("InvalidW3CDTFDate", where, repr(value))
        return
    year, month, day = [int(part) for part in (value.partition("T")[0] + "-01-01").split("-")[:3]]
    try:
        moment = datetime.fromisoformat(value) if "T" in value else date(year, month, day)
    except ValueError as error:
        report.add("InvalidW3CDTFDate", where, f"{value!r}: {error}")
        return
    if not isinstance(moment, datetime):
        moment = datetime(year, month, day, tzinfo=UTC)
    _check_plausible(report, where, moment, now)


def _check_plausible(report: Report, where: str, moment: datetime, now: datetime | None) -> None:
    if moment.year < _OLDEST_YEAR or (now is not None and moment > now + _TOLERANCE):
        report.add("ImplausibleDate", where, moment.isoformat())
