"""Rules for URLs, tag URIs and their canonical form (sections 2.1 and 2.2)."""

import re
from unicodedata import normalize
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from .finding import Report

_URI_CHARACTERS = r"0-9A-Za-z;/?:@&=+$.\-_!~*'()%,#"
_FORBIDDEN_ASCII = re.compile(rf"(?![{_URI_CHARACTERS}])[\x00-\x7f]")
_SCHEME = re.compile(r"[A-Za-z][0-9A-Za-z+.\-]*:.")
_TAG_URI = re.compile(
    rf"tag:([a-z0-9._\-]+@)?[a-z0-9.\-]+,\d{{4}}(-\d\d(-\d\d)?)?:[{_URI_CHARACTERS}]*", re.ASCII
)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9\-]{1,31}:([a-z0-9()+,.:=@;$_!*'\-/]|%[0-9a-f]{2})+", re.IGNORECASE)
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NAMES = {"tag": (_TAG_URI, "InvalidTAG"), "urn": (_URN, "InvalidURN"), "uuid": (_UUID, "InvalidUUID")}
_NETWORK_SCHEMES = ("http", "https", "ftp")
_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21}
_HOST = re.compile(r"([A-Za-z0-9\-]+\.)+[A-Za-z0-9\-]+")


def check_address(
    report: Report,
    where: str,
    value: str,
    *,
    absolute: bool = True,
    international: bool = False,
    invalid: str = "InvalidFullLink",
) -> bool:
    """Check one URI or reference; True when it is valid.

    Args:
        absolute: a scheme is required.
        international: non-ASCII characters are allowed (Atom's IRIs), as far as IDNA can write
            them; elsewhere they are the error UriNotIri.
        invalid: the event for an address that is wrong as a whole.
    """
    event = _address_event(value, absolute=absolute, international=international, invalid=invalid)
    if event is not None:
        report.add(event, where, repr(value))
    return event is None


def _address_event(value: str, *, absolute: bool, international: bool, invalid: str) -> str | None:
    if international:
        value = _with_idna(value)
    scheme = value.partition(":")[0].lower()
    if scheme in ("tag", "urn"):
        is_uuid = value.lower().startswith("urn:uuid:")
        pattern, event = _NAMES["uuid" if is_uuid else scheme]
        return None if pattern.fullmatch(value) else event
    if _FORBIDDEN_ASCII.search(value):
        return "InvalidUriChar"
    has_host = scheme not in _NETWORK_SCHEMES or re.match(r"\w+://[^/]", value)
    if not has_host or (absolute and not _SCHEME.match(value)):
        return invalid
    if value.isascii():
        return None
    return invalid if international else "UriNotIri"


def _with_idna(value: str) -> str:
    """Write an IRI as a URI the way the validator tries to; unchanged where that fails."""
    try:
        return value.encode("idna").decode("ascii")
    except UnicodeError:
        return value


def is_web_address(value: str) -> bool:
    """Tell whether a value is an http(s) URL with a full host name (enclosure, OPML ownerId)."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if parts.scheme.lower() not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
        return False
    return value.isascii() and not _FORBIDDEN_ASCII.search(value)


def same_address(one: str, other: str) -> bool:
    """Compare two URLs in their canonical form, without fragment."""
    return canonical(one.partition("#")[0]) == canonical(other.partition("#")[0])


def canonical(value: str) -> str | None:
    """The form in which two equivalent URIs are equal character by character (section 2.2, id).

    Lower-case scheme and host, no default port, no dot segments, NFC, upper-case %XX, nothing
    escaped that need not be; None when an escape is broken.
    """
    head, has_scheme, rest = value.partition(":")
    scheme = head.lower() if has_scheme else ""
    try:
        if not rest.startswith("//"):
            return f"{scheme}:{_canonical_escapes(rest)}" if has_scheme else _canonical_escapes(value)
        parts = urlsplit(value)
        host = (parts.hostname or "").lower()
        port = "" if parts.port in (None, _DEFAULT_PORTS.get(scheme)) else f":{parts.port}"
        user, at, _ = parts.netloc.rpartition("@")
        path = urlsplit(urljoin(f"http://{host}/", parts.path or "/")).path or "/"
        query = f"?{parts.query}" if "?" in value.partition("#")[0] else ""
        fragment = f"#{parts.fragment}" if "#" in value else ""
        return _canonical_escapes(f"{scheme}://{user}{at}{host}{port}{path}{query}{fragment}")
    except ValueError:
        return None


def _canonical_escapes(text: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        message = f"broken escape in {text!r}"
        raise ValueError(message)
    # The character before an escape belongs to it: a combining accent may follow.
    return re.sub(r"[A-Za-z]?(?:%[0-9A-Fa-f]{2})+", _canonical_escape, text)


def _canonical_escape(match: re.Match[str]) -> str:
    # A byte that is no UTF-8 raises UnicodeDecodeError, which is a ValueError: not canonical.
    return quote(normalize("NFC", unquote_to_bytes(match.group()).decode("utf-8")), safe="~")
