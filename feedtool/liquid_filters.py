"""The filters that Jekyll adds to Liquid's, and those that need to know the site. Pure.

After Jekyll::Filters with its URLFilters and DateFilters. What only a whole site, a clock or chance could
answer is not among them.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from html import escape
from urllib.parse import quote, quote_plus, unquote_to_bytes

from feedtool import jekyll, markdown
from feedtool.liquid_lists import LIST_FILTERS, to_items
from feedtool.liquid_strings import SPACE, STRING_FILTERS, split_words, to_index
from feedtool.liquid_text import Budget, inspect, spell, to_json
from feedtool.liquid_typing import RefusedError
from feedtool.liquid_values import LiquidSite
from feedtool.ruby_time import format_time, spell_rfc822, spell_xmlschema
from feedtool.typography import set_type
from feedtool.urls import normalise

_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*:")
#: RFC 3986, section 2: the reserved and the unreserved characters.
_URI = ":/?#[]@!$&'()*+,;=-._~"
_HOST = "http://host"
#: Liquid::StandardFilters::STRIP_HTML_BLOCKS.
_SILENT = re.compile("<script.*?</script>|<!--.*?-->|<style.*?</style>", re.DOTALL)
_SAYS_TIME = re.compile(r"[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
#: The zone behind a time.
_ZONE = re.compile(r"[0-9]\s*(?:Z|UTC|GMT|([-+])([0-9]{2}):?([0-9]{2}))\s*$", re.IGNORECASE)
#: Ruby's Date._parse reads no longer text.
_MOST_OF_A_DATE = 128
#: What becomes a hyphen in a slug, for the modes that know no letters (Jekyll::Utils).
_SLUG_GAPS = {"ascii": re.compile("[^A-Za-z0-9]+"), "raw": re.compile(f"[{SPACE}]+")}
#: The scripts in which a sign counts as a word: Han, Hiragana, Katakana, Hangul.
_CJK = re.compile(
    "[\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufa6d\ufa70-\ufad9\U00020000-\U000323af"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\u32d0-\u32fe\u3300-\u3357\uff66-\uff6f"
    "\uff71-\uff9d\u1100-\u11ff\u302e-\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7c6\ud7cb-\ud7fb\uffa0-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc]"
)
#: Markdown takes longer to read than other texts.
_MARKDOWN_COST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a filter or a tag can know beside its arguments."""

    site: LiquidSite
    budget: Budget


def to_moment(value: object, site: LiquidSite) -> datetime | None:
    """Read a date as Liquid::Utils.to_date does, in the zone that it states, else in the site's.

    None if it is no date.

    Raises:
        RefusedError: only a clock could tell what date it is.
    """
    zone = site.zone
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    is_seconds = isinstance(value, str) and re.fullmatch("[0-9]+", value)
    if is_seconds or (isinstance(value, int) and not isinstance(value, bool)):
        return datetime.fromtimestamp(to_index(value), zone)
    return _read_moment(value, zone) if isinstance(value, str) else None


def _read_moment(value: str, zone: tzinfo) -> datetime | None:
    if len(value) > _MOST_OF_A_DATE:
        return None
    moment = jekyll.parse_date(value, zone, zone)
    if moment is None:
        if value.lower() in {"now", "today"} or _SAYS_TIME.search(value):
            raise RefusedError(f"{value} is no whole date, and feeds hold no clock to complete it")
        return None
    stated = _ZONE.search(value)
    return moment.astimezone(_read_zone(stated)) if stated else moment


def _read_zone(stated: re.Match[str]) -> tzinfo:
    sign, hours, minutes = stated.groups()
    if sign is None:
        return UTC
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)


def _date(setting: Setting, value: object, template: object = None) -> object:
    moment = to_moment(value, setting.site) if spell(template) else None
    return value if moment is None else format_time(moment, spell(template))


def _to_string(month: str) -> Callable[..., object]:
    def write(setting: Setting, value: object, kind: object = None, style: object = None) -> object:
        moment = _need_moment(setting, value)
        if moment is None:
            return value
        if kind != "ordinal":
            return format_time(moment, f"%d {month} %Y")
        day = f"{moment.day}{_ordinal(moment.day)}"
        return format_time(moment, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")

    return write


def _ordinal(number: int) -> str:
    is_teen = 11 <= number <= 13  # noqa: PLR2004 - 11th, 12th, 13th
    return "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _need_moment(setting: Setting, value: object) -> datetime | None:
    """Give a date, or None for what is empty; what is neither stops Jekyll."""
    moment = to_moment(value, setting.site) if spell(value) else None
    if moment is None and spell(value):
        raise ValueError(f"{spell(value)} is no date")
    return None if moment is None else moment.astimezone(setting.site.zone)


def _to_xmlschema(setting: Setting, value: object) -> object:
    moment = _need_moment(setting, value)
    return value if moment is None else spell_xmlschema(moment)


def _to_rfc822(setting: Setting, value: object) -> object:
    moment = _need_moment(setting, value)
    return value if moment is None else spell_rfc822(moment)


def relative_url(site: LiquidSite, address: str) -> str:
    """Put the site's baseurl before an address path (Jekyll::Filters::URLFilters#relative_url)."""
    if _HAS_SCHEME.match(address):
        return address
    parts = (site.text("baseurl").removesuffix("/"), address)
    path = "".join("/" + part if part and not part.startswith("/") else part for part in parts)
    return normalise(_HOST + path, site.form).removeprefix(_HOST)


def _relative_url(setting: Setting, value: object) -> object:
    return None if value is None else relative_url(setting.site, spell(value))


def _absolute_url(setting: Setting, value: object) -> object:
    if value is None or _HAS_SCHEME.match(spell(value)):
        return value
    path = relative_url(setting.site, spell(value))
    url = setting.site.text("url")
    if not url:
        return path
    absolute = normalise(url + path, setting.site.form)
    return absolute if "/" in absolute.partition("://")[2] else absolute + "/"


def _strip_index(value: object) -> object:
    return re.sub(r"/index\.html?$", "/", spell(value), count=1, flags=re.MULTILINE) if value else value


def _replace(setting: Setting, value: object, old: object, new: object = "") -> str:
    text, sought, put = spell(value), spell(old), spell(new)
    setting.budget.take((text.count(sought) if sought else len(text)) * len(put))
    return text.replace(sought, put)


def _join(setting: Setting, value: object, glue: object = " ") -> str:
    items, link = to_items(value), spell(glue)
    setting.budget.take(len(items) * len(link))
    return link.join(map(spell, items))


def _markdownify(setting: Setting, value: object) -> str:
    setting.budget.take(_MARKDOWN_COST * len(spell(value)))
    return markdown.render(spell(value))


def _smartify(setting: Setting, value: object) -> str:
    text = spell(value)
    # For each quote the text behind it is looked at.
    setting.budget.take((text.count('"') + text.count("'")) * len(text) // 1000)
    parts = re.split(r"(<[^<>]*>)", text)
    return "".join(part if part.startswith("<") else set_type(part) for part in parts)


def _strip_html(setting: Setting, value: object) -> str:
    text = spell(value)
    # For each tag the text behind it can be looked at.
    setting.budget.take(text.count("<") * len(text) // 200)
    return re.sub("<.*?>", "", _SILENT.sub("", text), flags=re.DOTALL)


def _slugify(value: object, mode: object = "default") -> str | None:
    if value is None:
        return None
    text = need_text(value)
    if mode == "latin":  # its table of letters without their marks is a library's
        raise ValueError(
            "latin is no way to make a slug that feedtool knows; ascii, default, pretty and raw are"
        )
    if mode in {None, "default", "pretty"}:
        text = jekyll.slugify(text, pretty=mode == "pretty")
    elif isinstance(mode, str) and mode in _SLUG_GAPS:
        text = _SLUG_GAPS[mode].sub("-", text).removeprefix("-").removesuffix("-")
    return "".join(map(str.lower, text))


def _count_words(value: object, mode: object = None) -> int:
    text = need_text(value)
    signs = len(_CJK.findall(text)) if mode in {"auto", "cjk"} else 0
    if not signs:
        return len(split_words(text))
    return signs + len(split_words(_CJK.sub(" ", text)))


def need_text(value: object) -> str:
    """Give a value that must be a text.

    Raises:
        TypeError: it is none; Ruby knows no way on, and Jekyll stops.
    """
    if isinstance(value, str):
        return value
    raise TypeError("only a text can be used so")


def _escape_xml(value: object) -> str:
    return escape(spell(value), quote=False).replace('"', "&quot;")


def _escape_uri(setting: Setting, value: object) -> str | None:
    if value is None:
        return None
    decoded = unquote_to_bytes(need_text(value)).decode("utf-8", errors="replace")
    return quote(unicodedata.normalize(setting.site.form, decoded), safe=_URI)


def _normalise_space(value: object) -> str:
    return re.sub(f"[{SPACE}]+", " ", spell(value)).strip(" ")


#: Filters that take their value and arguments.
PLAIN_FILTERS: Mapping[str, Callable[..., object]] = {
    **STRING_FILTERS,
    **LIST_FILTERS,
    "cgi_escape": lambda value: quote_plus(need_text(value)),
    "inspect": lambda value: _escape_xml(inspect(value)),
    "jsonify": to_json,
    "normalize_whitespace": _normalise_space,
    "number_of_words": _count_words,
    "slugify": _slugify,
    "strip_index": _strip_index,
    "xml_escape": _escape_xml,
}
#: Filters that take the `Setting` before these.
SITE_FILTERS: Mapping[str, Callable[..., object]] = {
    "absolute_url": _absolute_url,
    "date": _date,
    "date_to_long_string": _to_string("%B"),
    "date_to_rfc822": _to_rfc822,
    "date_to_string": _to_string("%b"),
    "date_to_xmlschema": _to_xmlschema,
    "join": _join,
    "markdownify": _markdownify,
    "relative_url": _relative_url,
    "replace": _replace,
    "smartify": _smartify,
    "strip_html": _strip_html,
    "uri_escape": _escape_uri,
}
