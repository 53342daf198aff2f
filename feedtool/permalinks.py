"""The address of a post's page, by the permalink template of its site.

Behaviour observed with Jekyll 4.3.1 and Addressable 2.9.0. Pure functions.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from feedtool.jekyll import lower_letters, slugify
from feedtool.ruby_time import DAYS, MONTHS
from feedtool.urls import SEGMENT

#: Jekyll's built-in permalink styles (jekyllrb.com/docs/permalinks).
STYLES: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_SLASHES = re.compile(r"/{2,}")


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
    # An archive has many posts of each day and its categories.
    pieces = _fill_in_common(template, categories, date.date(), extension, collection)
    named = _Named(slug, file_path, categories, date, extension, collection)
    return tidy_path(
        "".join([piece if isinstance(piece, str) else _quote_value(piece(named)) for piece in pieces])
    )


class _Named(NamedTuple):
    """What the placeholders of a template can name."""

    slug: str
    file_path: str
    categories: tuple[str, ...]
    date: datetime
    extension: str
    collection: str


_Piece = str | Callable[[_Named], str]


@lru_cache(maxsize=1 << 10)
def _fill_in_common(
    template: str, categories: tuple[str, ...], day: date, extension: str, collection: str
) -> tuple[_Piece, ...]:
    """Fill in what a permalink template takes from a day, categories and the like, in few pieces.

    Raises:
        ValueError: it has a placeholder that Jekyll does not know.
    """
    named = _Named("", "", categories, datetime(day.year, day.month, day.day), extension, collection)  # noqa: DTZ001 - a day
    filled: list[_Piece] = [""]
    for piece in _read_template(template):
        value: _Piece = piece
        if not isinstance(piece, str) and piece not in _OWN:
            value = _quote_value(piece(named))
        if isinstance(value, str) and isinstance(filled[-1], str):
            filled[-1] += value
        else:
            filled.append(value)
    return tuple(filled)


@lru_cache(maxsize=1 << 4)  # a site has one template, and some of its posts have one of their own
def _read_template(template: str) -> tuple[_Piece, ...]:
    """Take a permalink template apart into what stands there, in ASCII, and what gives a post's values.

    Raises:
        ValueError: it has a placeholder that Jekyll does not know.
    """
    pieces: list[_Piece] = []
    for index, piece in enumerate(_PLACEHOLDER.split("/" + template)):
        if index % 2 == 0:
            pieces.append(quote(piece, safe=SEGMENT + "/%?#"))
            continue
        # Jekyll::URL#generate_url_from_drop lets one underscore follow a name, as in ":year_:month".
        name = piece if piece in _VALUES else piece.removesuffix("_")
        if name not in _VALUES:
            raise ValueError(f"unknown placeholder :{name} in the permalink {template}")
        pieces += [_VALUES[name], piece[len(name) :]]
    return tuple(pieces)


@lru_cache(maxsize=1 << 12)
def _join_categories(categories: tuple[str, ...]) -> str:
    return "/".join(dict.fromkeys(map(lower_letters, categories)))


_VALUES: Mapping[str, Callable[[_Named], str]] = {
    "categories": lambda it: _join_categories(it.categories),
    "collection": lambda it: it.collection,
    "day": lambda it: f"{it.date.day:02}",
    "hour": lambda it: f"{it.date.hour:02}",
    "i_day": lambda it: str(it.date.day),
    "i_month": lambda it: str(it.date.month),
    "long_day": lambda it: DAYS[it.date.weekday()],
    "long_month": lambda it: MONTHS[it.date.month - 1],
    "minute": lambda it: f"{it.date.minute:02}",
    "month": lambda it: f"{it.date.month:02}",
    "name": lambda it: slugify(it.file_path.rpartition("/")[2], pretty=False),
    "output_ext": lambda it: it.extension,
    # Jekyll::Document#cleaned_relative_path
    "path": lambda it: "/" + it.file_path.replace(f"_{it.collection}", "", 1).rstrip("."),
    "second": lambda it: f"{it.date.second:02}",
    "short_day": lambda it: DAYS[it.date.weekday()][:3],
    "short_month": lambda it: MONTHS[it.date.month - 1][:3],
    "short_year": lambda it: f"{it.date.year % 100:02}",
    "slug": lambda it: slugify(it.slug, pretty=False),
    "slugified_categories": lambda it: "/".join(
        dict.fromkeys(slugify(category, pretty=False) for category in it.categories)
    ),
    "title": lambda it: slugify(it.slug, pretty=True),
    "w_day": lambda it: str(it.date.isoweekday()),
    "w_year": lambda it: str(it.date.isocalendar().year),
    "week": lambda it: f"{it.date.isocalendar().week:02}",
    "y_day": lambda it: f"{it.date:%j}",
    "year": lambda it: f"{it.date.year:04}",
}
#: What gives values that two posts of one day, with the same categories, do not share.
_OWN = frozenset(map(_VALUES.__getitem__, ("hour", "minute", "name", "path", "second", "slug", "title")))


def tidy_path(path: str) -> str:
    """Take out of an address what would lead elsewhere, and doubled slashes (Jekyll::URL#sanitize_url)."""
    path = path.replace("..", "/").replace("./", "")
    return _SLASHES.sub("/", path) if "//" in path else path


@lru_cache(maxsize=1 << 12)  # the same categories, years and days, over and over
def _quote_value(value: str) -> str:
    if value.isascii() and value.isalnum():
        return value
    # Addressable encodes a value as a whole address: a question mark in it begins a query.
    return quote(value, safe=SEGMENT + "/?")
