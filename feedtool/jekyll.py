"""The site's own rules: what Jekyll and jekyll-feed make of a post's name, date and categories.

Behaviour observed with Jekyll 4.3.1, jekyll-feed 0.17.0 and Addressable 2.9.0. Pure functions.
"""

import re
import unicodedata
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

from feedtool.ruby_time import make_moment
from feedtool.urls import normalise

#: Endings of files whose body is Markdown (Jekyll's default ``markdown_ext``).
MARKDOWN_ENDINGS = frozenset({".markdown", ".md", ".mkd", ".mkdn", ".mkdown"})

_FILE_NAME = re.compile(r"^(\d{2,4}-\d{1,2}-\d{1,2})-(.*)$", re.ASCII | re.DOTALL)
_WORD = re.compile(r"[^\0\t-\r ]+")
#: ISO 8601 as people write it: seconds, fraction and zone may be missing, the T may be a space.
_ISO_DATE = re.compile(
    r"(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(:\d{2})?(?:\.\d*)?[ \t]*(Z|z|UTC|GMT|[-+]\d{1,2}(?::?\d{2})?)?)?",
    re.ASCII,
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
            from feedtool.ruby_date import read_date  # noqa: PLC0415 - few archives need it, and start-up counts

            return _check_range(read_date(text, zone))
        year, separator, month, day, hour, minute, second, offset = match.groups()
        if not separator and len(month + day) != len("MMDD"):
            return None
        own_zone = zone
        is_yaml_only = offset is not None and offset[0] in "+-" and len(offset) == len("+8")
        if offset and (second or not is_yaml_only):
            own_zone = _parse_offset(offset)
        elif second and separator == "-":
            own_zone = naive_zone
        moment = make_moment(
            (int(year), int(month), int(day)),
            (int(hour or 0), int(minute or 0), int((second or ":0")[1:])),
            own_zone,
        )
        return _check_range(moment.astimezone(zone))
    except (ValueError, OverflowError):
        return None


def _check_range(moment: datetime | None) -> datetime | None:
    """Give a date back that can be written in UTC too, as every feed does; else raise OverflowError."""
    if moment is not None and not MINYEAR < moment.year < MAXYEAR:
        moment.astimezone(UTC)
    return moment


def has_naive_time(text: str) -> bool:
    """Tell whether a date states its time to the second and no zone: what Jekyll reads as UTC."""
    match = _ISO_DATE.fullmatch(text.strip())
    return match is not None and match[7] is not None and match[8] is None


def is_day_of_no_month(text: str) -> bool:
    """Tell whether a date names a day that its month does not have: Ruby reads 31 February as 2 March."""
    return _begins_with_no_day(text.strip()[: len("YYYY-MM-DD")])


@lru_cache(maxsize=1 << 10)  # most days have several posts, one after the other
def _begins_with_no_day(text: str) -> bool:
    match = _ISO_DATE.match(text)
    if match is None:
        return False
    year, _, month, day = match.groups()[:4]
    try:
        datetime(int(year), int(month), int(day))  # noqa: DTZ001 - a day, and no moment
    except ValueError:
        return True
    return False


@lru_cache(maxsize=64)
def _parse_offset(text: str) -> tzinfo:
    if text in {"Z", "z", "UTC", "GMT"}:
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - hh or hhmm
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if text[0] == "-" else offset)


def split_words(text: str) -> list[str]:
    """Split a text at white space, as Ruby does: that of ASCII alone, a wide space is part of a word."""
    return _WORD.findall(text)


#: What a slug of either mode is already, but for its case.
_SLUG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


@lru_cache(maxsize=1 << 12)
def slugify(text: str, *, pretty: bool) -> str:
    """Make a slug as Jekyll's ``slugify`` does, mode "pretty" (case kept) or "default" (lower case).

    Letters, marks and decimal digits of any script stay; pretty keeps ``._~!$&'()+,;=@`` too. Every run of
    anything else becomes one hyphen, and one hyphen at either end goes.
    """
    if _SLUG.fullmatch(text):
        return text if pretty else text.lower()
    kept = "._~!$&'()+,;=@" if pretty else ""
    characters: list[str] = []
    for character in text:
        if character in kept or unicodedata.category(character) in _WORD_CATEGORIES:
            characters.append(character)
        elif not characters or characters[-1] != "":
            characters.append("")  # stands for one hyphen, however long the run
    slug = "".join(character or "-" for character in characters)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if pretty else lower_letters(slug)


def lower_letters(text: str) -> str:
    """Lower each letter by itself, as Ruby does: a sigma at the end of a word is no final one."""
    return "".join(map(str.lower, text))


_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"})


def entry_id(site_url: str, path: str, slug: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Give the entry id that jekyll-feed gives a post, in NFC: FROZEN.

    ``site_url`` is the site's URL with its baseurl, ``path`` the post's path on the site and ``slug`` the raw
    one, from front matter or file name. The id is the folder of the path and the slug, unslugified, then
    normalised. If it ever changed, every subscriber would see every article again as new. With Addressable
    before 2.8.2 jekyll-feed wrote ids in NFKC; a site whose feed was made with it may stay with that form.
    """
    folder = path.rpartition("/")[0] if not path.endswith("/") else path.rstrip("/").rpartition("/")[0]
    # As Ruby's File.join: of the slashes at the seam, those of the slug stay.
    own = slug if slug.startswith("/") else f"/{slug}"
    return normalise(f"{site_url}{folder.rstrip('/')}{own}", form)
