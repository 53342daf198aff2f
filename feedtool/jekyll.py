"""The site's own rules: what Jekyll and jekyll-feed make of a post's name, date and categories.

Behaviour observed with Jekyll 4.3.1, jekyll-feed 0.17.0 and Addressable 2.9.0. Pure functions.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal
from urllib.parse import quote

from feedtool.ruby_time import DAYS, MONTHS
from feedtool.urls import SEGMENT, normalise

#: Endings of files whose body is Markdown (Jekyll's default ``markdown_ext``).
MARKDOWN_ENDINGS = frozenset({".markdown", ".md", ".mkd", ".mkdn", ".mkdown"})

#: Jekyll's built-in permalink styles (jekyllrb.com/docs/permalinks).
STYLES: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}

_FILE_NAME = re.compile(r"^(\d{2,4}-\d{1,2}-\d{1,2})-(.*)$", re.DOTALL)
_PLACEHOLDER = re.compile(r":([a-z_]+)")
#: ISO 8601 as people write it: seconds, fraction and zone may be missing, the T may be a space.
_ISO_DATE = re.compile(
    r"(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(:\d{2})?(?:\.\d+)?[ \t]*(Z|z|UTC|GMT|[-+]\d{1,2}(?::?\d{2})?)?)?"
)


def split_file_name(stem: str) -> tuple[str | None, str]:
    """Split ``2021-12-16-some-title`` into its date and its slug; the date is None if there is none.

    A two-digit year is of this century, as Ruby reads it. Dots at the end of the slug go.
    """
    match = _FILE_NAME.match(stem)
    if match is None:
        return None, stem.rstrip(".")
    year, month, day = match[1].split("-")
    century = "20" if len(year) == 2 else ""  # noqa: PLR2004 - two digits
    return f"{century}{year}-{month}-{day}", match[2].rstrip(".")


def parse_date(text: str, zone: tzinfo, naive_zone: tzinfo) -> datetime | None:
    """Read a date as Jekyll does and give it in the site's ``zone``; None if it is no complete date.

    ``naive_zone`` is the zone of a date that states its time to the second and no zone. One without a time
    is midnight in the site's zone, one without seconds is the site's time: YAML takes neither for a
    timestamp, so Jekyll parses them as local time. Nothing is ever filled in from the clock.
    """
    text = text.strip()
    match = _ISO_DATE.fullmatch(text)
    try:
        if match is None:
            return _check_range(_parse_free_date(text, zone))
        year, separator, month, day, hour, minute, second, offset = match.groups()
        if not separator and len(month + day) != len("MMDD"):
            return None
        if offset:
            own_zone: tzinfo = _parse_offset(offset)
        elif second and separator == "-":
            own_zone = naive_zone
        else:
            own_zone = zone
        # Ruby lets a day of no month, hour 24 and second 60 run over into what follows.
        days, hours, minutes = int(day), int(hour or 0), int(minute or 0)
        seconds = int((second or ":0")[1:])
        if not (0 < days < 32 and hours < 25 and minutes < 60 and seconds < 61):  # noqa: PLR2004
            return None
        moment = datetime(int(year), int(month), 1)  # noqa: DTZ001 - the zone follows
        moment += timedelta(days=days - 1, hours=hours, minutes=minutes, seconds=seconds)
        early, late = (moment.replace(tzinfo=own_zone, fold=fold) for fold in (0, 1))
        # Of an hour that the end of summer time repeats, Ruby means the second; one that it skips is no such.
        is_repeated = (late.utcoffset() or timedelta()) < (early.utcoffset() or timedelta())
        return _check_range((late if is_repeated else early).astimezone(zone))
    except (ValueError, OverflowError):
        return None


def _check_range(moment: datetime | None) -> datetime | None:
    """Give a date back that can be written in UTC too, as every feed does; else raise OverflowError."""
    if moment is not None:
        moment.astimezone(UTC)
    return moment


def has_naive_time(text: str) -> bool:
    """Tell whether a date states its time to the second and no zone: what Jekyll reads as UTC."""
    match = _ISO_DATE.fullmatch(text.strip())
    return match is not None and match[7] is not None and match[8] is None


def is_day_of_no_month(text: str) -> bool:
    """Tell whether a date names a day that its month does not have: Ruby reads 31 February as 2 March."""
    match = _ISO_DATE.match(text.strip())
    if match is None:
        return False
    year, _, month, day = match.groups()[:4]
    try:
        datetime(int(year), int(month), int(day))  # noqa: DTZ001 - a day, and no moment
    except ValueError:
        return True
    return False


def _parse_offset(text: str) -> tzinfo:
    if text in {"Z", "z", "UTC", "GMT"}:
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - hh or hhmm
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if text[0] == "-" else offset)


def _parse_free_date(text: str, zone: tzinfo) -> datetime | None:
    """Read a date such as ``Jan 2 2020 22:00``; None if its day, month or year is missing."""
    from dateutil import parser  # noqa: PLC0415 - few archives need it, and it takes long to import

    # dateutil fills what is missing from a default: two defaults that share no field tell whether it did.
    # A Monday and a Tuesday: a lone name of a day would move either one to another date.
    # And two weeks apart: a name of a day would move both to the same day of one week.
    defaults = (datetime(1970, 2, 2, tzinfo=zone), datetime(2001, 5, 15, tzinfo=zone))
    year = _YEAR.search(text)
    known = _name_zones(zone, int(year[0])) if year else _ZONES

    def find_zone(name: str | None, offset: int | None) -> tzinfo:
        if offset is not None:
            return timezone(timedelta(seconds=offset))
        # CST is five zones; dateutil would take the one that the machine happens to be in. Ruby passes over
        # the names that it does not know.
        return zone if name is None else known.get(name.upper(), zone)

    class ParserInfo(parser.parserinfo):
        def convertyear(self, year: int, century_specified: bool = False) -> int:  # noqa: FBT001, FBT002
            # Which century is meant dateutil would tell by the clock.
            if year < 100 and not century_specified:  # noqa: PLR2004 - two digits
                raise ValueError(f"no year: {year}")
            return year

    reader = parser.parser(ParserInfo())
    # To POSIX, GMT+8 is west of Greenwich, to people it is east; Ruby passes over it, as over other names.
    text = _spell_out(_drop_words(_EAST.sub("", text), known))
    is_day_first = _DAY_FIRST.match(text) is not None
    first, second = (
        reader.parse(text, default=default, tzinfos=find_zone, dayfirst=is_day_first) for default in defaults
    )
    return first.astimezone(zone) if first == second else None


_EAST = re.compile(r"\b(?:GMT|UTC)[+-]\d{1,2}\b")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
#: The zones whose names Ruby's Time.parse knows everywhere: hours east of Greenwich.
_ZONES: Mapping[str, tzinfo] = {
    name: timezone(timedelta(hours=hours))
    for name, hours in {
        "EDT": -4,
        "EST": -5,
        "CDT": -5,
        "CST": -6,
        "GMT": 0,
        "MDT": -6,
        "MST": -7,
        "PDT": -7,
        "PST": -8,
        "UT": 0,
        "UTC": 0,
        "Z": 0,
    }.items()
}
_DAY_FIRST = re.compile(r"\d{1,2}[-/.]")
#: A date and its time in numbers, and words behind them.
_WITH_WORDS = re.compile(
    r"(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}(?::\d{2})?)?)"
    r"[ \t]+\(?(?P<first>[^\W\d]+(?:/\w+)?)\D*"
)


def _name_zones(zone: tzinfo, year: int) -> Mapping[str, tzinfo]:
    """Give the zones that Ruby knows by a name: those, and the site's own in winter and in summer."""
    halves = (datetime(year, month, 1, tzinfo=zone) for month in (7, 1))
    own = {(half.tzname() or "").upper(): timezone(half.utcoffset() or timedelta()) for half in halves}
    return {**own, **_ZONES}


def _drop_words(text: str, known: Mapping[str, tzinfo]) -> str:
    """Take off what Ruby passes over: ``America/New_York`` or ``Uhr`` behind a date in numbers."""
    match = _WITH_WORDS.fullmatch(text)
    if match is None:
        return text
    word = match["first"].upper()
    is_read = word in known or word in {"AM", "PM"}
    return f"{match['date']} {word}" if is_read else match["date"]


def _spell_out(text: str) -> str:
    """Write the short forms that Ruby reads as whole dates: ``20-01-02``, ``2020-002``, ``Jan 2020``."""
    if re.fullmatch(r"\d{2}-\d{2}-\d{2}", text):
        return f"20{text}"
    if ordinal := re.fullmatch(r"(\d{4})-(\d{3})", text):
        first = datetime(int(ordinal[1]), 1, 1)  # noqa: DTZ001 - a day, and no moment
        return f"{first + timedelta(days=int(ordinal[2]) - 1):%Y-%m-%d}"
    return re.sub(r"^([A-Za-z]+) (\d{4})$", r"1 \1 \2", text)


def split_words(value: object, *, whole: bool) -> tuple[str, ...]:
    """Give the categories or tags that a front matter value holds, in order, without repetitions.

    A list is taken item by item. Jekyll splits a string at white space; ``whole`` keeps it as one.
    """
    if isinstance(value, list):
        words = [str(item) for item in value if item is not None]
    elif value is None:
        words = []
    else:
        words = [str(value)] if whole else str(value).split()
    return tuple(dict.fromkeys(word for word in words if word.strip()))


@lru_cache(maxsize=1 << 12)
def slugify(text: str, *, pretty: bool) -> str:
    """Make a slug as Jekyll's ``slugify`` does, mode "pretty" (case kept) or "default" (lower case).

    Letters, marks and decimal digits of any script stay; pretty keeps ``._~!$&'()+,;=@`` too. Every run of
    anything else becomes one hyphen, and one hyphen at either end goes.
    """
    kept = "._~!$&'()+,;=@" if pretty else ""
    characters: list[str] = []
    for character in text:
        if character in kept or unicodedata.category(character) in _WORD_CATEGORIES:
            characters.append(character)
        elif not characters or characters[-1] != "":
            characters.append("")  # stands for one hyphen, however long the run
    slug = "".join(character or "-" for character in characters)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if pretty else _lower(slug)


def _lower(text: str) -> str:
    """Lower each letter by itself, as Ruby does: a sigma at the end of a word is no final one."""
    return "".join(map(str.lower, text))


_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"})


def permalink_path(
    template: str,
    *,
    slug: str,
    file_path: str,
    categories: tuple[str, ...],
    date: datetime,
    extension: str = ".html",
    collection: str = "posts",
) -> str:
    """Fill a permalink template and give the post's path on the site, in ASCII.

    ``date`` is in the site's zone: the day in the URL is the local one. ``file_path`` is the post's path in
    the archive without its ending, ``collection`` the label of the collection that it is from.

    Raises:
        ValueError: the template has a placeholder that Jekyll does not know.
    """
    # Most templates name a few of them: each is made when it is asked for.
    values: Mapping[str, Callable[[], str]] = {
        "categories": lambda: "/".join(dict.fromkeys(_lower(category) for category in categories)),
        "collection": lambda: collection,
        "day": lambda: f"{date:%d}",
        "hour": lambda: f"{date:%H}",
        "i_day": lambda: str(date.day),
        "i_month": lambda: str(date.month),
        "long_day": lambda: DAYS[date.weekday()],
        "long_month": lambda: MONTHS[date.month - 1],
        "minute": lambda: f"{date:%M}",
        "month": lambda: f"{date:%m}",
        "name": lambda: slugify(file_path.rpartition("/")[2], pretty=False),
        "output_ext": lambda: extension,
        # Jekyll::Document#cleaned_relative_path
        "path": lambda: "/" + file_path.replace(f"_{collection}", "", 1).rstrip("."),
        "second": lambda: f"{date:%S}",
        "short_day": lambda: DAYS[date.weekday()][:3],
        "short_month": lambda: MONTHS[date.month - 1][:3],
        "short_year": lambda: f"{date.year % 100:02}",
        "slug": lambda: slugify(slug, pretty=False),
        "slugified_categories": lambda: "/".join(
            dict.fromkeys(slugify(category, pretty=False) for category in categories)
        ),
        "title": lambda: slugify(slug, pretty=True),
        "w_day": lambda: str(date.isoweekday()),
        "w_year": lambda: str(date.isocalendar().year),
        "week": lambda: f"{date.isocalendar().week:02}",
        "y_day": lambda: f"{date:%j}",
        "year": lambda: f"{date.year:04}",
    }

    def fill(match: re.Match[str]) -> str:
        # Jekyll::URL#generate_url_from_drop lets one underscore follow a name, as in ":year_:month".
        name = match[1] if match[1] in values else match[1].removesuffix("_")
        if name not in values:
            raise ValueError(f"unknown placeholder :{name} in the permalink {template}")
        # Addressable encodes a value as a whole address: a question mark in it begins a query.
        return _quote_value(values[name]()) + match[1][len(name) :]

    path = quote(_PLACEHOLDER.sub(fill, "/" + template), safe=SEGMENT + "/%?#")
    return tidy_path(path)


def tidy_path(path: str) -> str:
    """Take out of an address what would lead elsewhere, and doubled slashes (Jekyll::URL#sanitize_url)."""
    return re.sub(r"/{2,}", "/", path.replace("..", "/").replace("./", ""))


@lru_cache(maxsize=1 << 12)  # the same categories, years and days, over and over
def _quote_value(value: str) -> str:
    return quote(value, safe=SEGMENT + "/?")


def entry_id(site_url: str, path: str, slug: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Give the entry id that jekyll-feed gives a post, in NFC: FROZEN.

    ``site_url`` is the site's URL with its baseurl, ``path`` the post's path on the site and ``slug`` the raw
    one, from front matter or file name. The id is the folder of the path and the slug, unslugified, then
    normalised. If it ever changed, every subscriber would see every article again as new. With Addressable
    before 2.8.2 jekyll-feed wrote ids in NFKC; a site whose feed was made with it may stay with that form.
    """
    folder = path.rpartition("/")[0] if not path.endswith("/") else path.rstrip("/").rpartition("/")[0]
    return normalise(f"{site_url}{folder}/{slug}", form)
