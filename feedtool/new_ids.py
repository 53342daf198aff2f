"""Why an entry has another id than in a feed that is served today, as far as the two ids show it. Pure.

Where a setting of feedtool or of the site bears on it, that setting is named.
"""

import re
from dataclasses import dataclass
from typing import Literal

from feedtool.old_feed import OldEntry
from feedtool.urls import normalise

_ADDRESS = re.compile(r"(https?)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_DAY_IN_PATH = re.compile(r"/\d{4}/\d{1,2}/\d{1,2}(?=/)")
_ANY_HOST = "http://host"
_SITE_URL = "see url in _config.yml, or [site] url"
_BASEURL = "baseurl in _config.yml, or [site] baseurl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why readers show an entry again, or why feedtool publishes none."""

    #: A stable name, for programs; several are parted by commas.
    code: str
    #: The same for people.
    message: str


_NO_ID = Reason(code="no-id", message="the old feed gives no id, and readers go by the link")
_PERMALINK = Reason(
    code="permalink", message="the old feed takes the link for the id, as WordPress and Hugo do"
)
_TAG = Reason(code="tag", message="the old id is a tag: URI, such as Pelican writes")
_OTHER = Reason(code="other", message="the old feed makes its ids in another way")
_ENCODING = Reason(code="encoding", message="the old id is not percent-encoded, or in another way")
_NFKC = Reason(code="nfkc", message='the old id is in NFKC: set ids = "nfkc" in [archive]')
_NFC = Reason(code="nfc", message='the old id is in NFC: set ids = "nfc" in [archive]')
_SLASH = Reason(code="slash", message="one id ends in a slash, and the other does not")
_DAY = Reason(
    code="day", message="the day in it is another one: see timezone in _config.yml, and [archive] naive_dates"
)
_FOLDERS = Reason(
    code="folders",
    message=f"the folders before the day are others: see {_BASEURL}, and [archive] categories",
)


def explain_new_id(old: OldEntry, new_id: str, new_link: str) -> Reason:
    """Tell why readers know an entry by another id than ``new_id``."""
    if not old.has_id:
        return _NO_ID
    one, other = _ADDRESS.fullmatch(old.id), _ADDRESS.fullmatch(new_id)
    if one is None or other is None:
        return _TAG if old.id.startswith("tag:") else _OTHER
    hosts = _compare_hosts(one[1].lower(), one[2].lower(), other[1].lower(), other[2].lower())
    paths = _compare_spellings(one[3], other[3])
    if paths is None:
        # A link that is the id too is no accident, whatever else differs.
        if old.id == old.link or normalise(old.id) == normalise(new_link):
            return _PERMALINK
        paths = _compare_paths(_fold(one[3], "NFKC"), _fold(other[3], "NFKC"))
    if paths is None:
        return _OTHER
    reasons = [*hosts, *paths] or [_ENCODING]  # "HTTP://" and the like
    return Reason(
        code=", ".join(reason.code for reason in reasons),
        message="; ".join(reason.message for reason in reasons),
    )


def _compare_hosts(old_scheme: str, old_host: str, scheme: str, host: str) -> list[Reason]:
    reasons = []
    if old_scheme != scheme:
        message = f"the old id begins with {old_scheme}://, the new one with {scheme}://: {_SITE_URL}"
        reasons.append(Reason(code="scheme", message=message))
    if old_host != host:
        is_www = old_host.removeprefix("www.") == host.removeprefix("www.")
        message = f"the old id is at {old_host}, the new one at {host}: {_SITE_URL}"
        reasons.append(Reason(code="www" if is_www else "host", message=message))
    return reasons


def _compare_spellings(old: str, new: str) -> list[Reason] | None:
    """Tell how the path of an id is spelt otherwise; None if it is another path."""
    if old == new:
        return []
    if old == _fold(new, "NFKC"):
        return [_NFKC]
    if _fold(old, "NFKC") == new and _fold(old, "NFC") == old:
        return [_NFC]
    return [_ENCODING] if _fold(old, "NFKC") == _fold(new, "NFKC") else None


def _compare_paths(old: str, new: str) -> list[Reason] | None:
    """Tell what parts of the path of an id are others; None if too much is."""
    if old.rstrip("/") == new.rstrip("/"):
        return [_SLASH]
    for word, longer, shorter in (("begins", old, new), ("does not begin", new, old)):
        if len(shorter) > 1 and longer.endswith(shorter):
            prefix = longer.removesuffix(shorter)
            message = f"the path of the old id {word} with {prefix}: see {_BASEURL}, and the categories"
            return [Reason(code="baseurl", message=message)]
    if _DAY_IN_PATH.sub("", old) == _DAY_IN_PATH.sub("", new):
        return [_DAY]
    one, other = _DAY_IN_PATH.search(old), _DAY_IN_PATH.search(new)
    if one is not None and other is not None and old[one.start() :] == new[other.start() :]:
        return [_FOLDERS]
    return None


def _fold(path: str, form: Literal["NFC", "NFKC"]) -> str:
    return normalise(_ANY_HOST + path, form).removeprefix(_ANY_HOST)
