"""Addresses: absolute, ASCII, comparable. Pure text in, text out.

RFC 3986 for URIs, RFC 3987 section 3.1 for the way from an IRI to a URI.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

#: RFC 3986 section 3.3: what may stand in a path segment as it is.
SEGMENT = "-._~!$&'()*+,;=:@"
_PATH = SEGMENT + "/%"
_QUERY = SEGMENT + "/?%"
#: Schemes that a reader can do something with.
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "magnet"})
#: What most addresses are: nothing in them would be changed, and to take one apart takes ten times as long.
#: No port (it may need rewriting), no ``;`` (an empty parameter goes), no query that is there and empty.
_PLAIN = re.compile(
    r"(https?:)(//[a-z0-9.-]+)"
    r"/(?:[-._~!$&'()*+,=:@/A-Za-z0-9]++|%[0-9A-Fa-f]{2})*+"
    r"(?:\?(?:[-._~!$&'()*+,=:@/?A-Za-z0-9]++|%[0-9A-Fa-f]{2})++)?"
)
#: The attributes of most links, and what in them is the scheme, if it is there: all that an address of this
#: form can lack, and it is written in HTML as it is.
_PLAIN_LINK = re.compile(
    r' href="(https?:)?(//[a-z0-9.-]+/(?:[-._~!$()*+,=:@/A-Za-z0-9]++|%[0-9A-Fa-f]{2})*'
    r"(?:\?(?:[-._~!$()*+,=:@/?A-Za-z0-9]|%[0-9A-Fa-f]{2})+)?\")"
)
#: What begins with a host, and what that is where nothing about it has to be rewritten.
_WITH_HOST = re.compile(r"(?:https?:)?//[^/?#\s]")
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)/")
#: An address in which nothing would be decoded, encoded or written in lower case.
_NORMAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*/[-._~!$&'()*+,;=:@/A-Za-z0-9]*")
#: What browsers drop from an address wherever it stands (WHATWG URL, basic URL parser, steps 1 to 3).
_DROPPED = {0x09: None, 0x0A: None, 0x0D: None}
_TRIMMED = "".join(map(chr, range(0x21)))


def make_absolute(base: str, reference: str) -> str | None:
    """Resolve ``reference`` against ``base`` and write it in ASCII.

    None if it is no address a feed may hold: no host where there must be one, or a scheme such as
    ``javascript`` or ``data``.
    """
    completed = reference
    if reference.startswith("/") and "/." not in reference and (origin := _PLAIN.match(base)):
        completed = origin[1] + ("" if reference.startswith("//") else origin[2]) + reference
    if _PLAIN.fullmatch(completed):
        return completed
    if _WITH_HOST.match(reference) and (origin := _PLAIN.match(base)):
        base = origin[1] + "//-/"  # of the page only the scheme can matter
    return _resolve(base, reference)


@lru_cache(maxsize=1 << 12)  # links home and to categories, over and over
def _resolve(base: str, reference: str) -> str | None:
    reference = reference.translate(_DROPPED).strip(_TRIMMED)
    try:
        parts = urlsplit(urljoin(base, reference))
        if parts.scheme not in _SCHEMES:
            return None
        if parts.scheme in {"mailto", "tel", "magnet"}:
            # "mailto://" is a common slip: there is no host, and what stands there is the address.
            path = (parts.netloc + parts.path).lstrip("/")
            return urlunsplit((parts.scheme, "", _encode_path(path), _encode(parts.query), ""))
        if not parts.hostname:
            return None
        user, at, place = parts.netloc.rpartition("@")
        host = _encode_host(parts.hostname, is_bracketed=place.startswith("["))
        port = f":{parts.port}" if parts.port is not None else ""
        netloc = _keep_escapes(quote(user, safe=SEGMENT + "%")) + at + host + port
        path = _encode_path(parts.path) or "/"
        return urlunsplit((parts.scheme, netloc, path, _encode(parts.query), _encode(parts.fragment)))
    except ValueError:  # a broken port, bracket or host, half a surrogate pair: each raises this
        return None


#: The beginning of a tag or a variable, as it is written or as Markdown writes it into an address.
_LIQUID = re.compile(r"\{[{%]|%7B(?:%7B|%25)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What the relative addresses of a post are resolved against.

    An article taken over as it stood on another page has that page's addresses; the archive's own, of
    images that it keeps and of links home, stand beside them.
    """

    #: The post's own page: absolute.
    page: str
    #: The page that the article was taken from: absolute; None if it is not known for certain.
    original: str | None = None
    #: The names at the top of the site, with which the paths of its own files begin.
    own_names: frozenset[str] = frozenset()
    #: The folder that the whole site lies in, where it lies in one.
    own_folder: str = ""
    #: Names, one of which is in the path of every page of the site that the post belongs to.
    own_parts: frozenset[str] = frozenset()
    #: Whether an address may be Liquid that was not run: it leads nowhere.
    has_liquid_left: bool = False

    def settle_link(self, attributes: str) -> str | None:
        """Give the attributes of a link, as they are written, with its address as `resolve` gives it.

        None if there is more to do than most links need.
        """
        link = _PLAIN_LINK.fullmatch(attributes)
        if link is None or self.has_liquid_left:
            return None
        if link[1]:
            return attributes
        origin = _PLAIN.match(self.page) if self.original is None and "/." not in link[2] else None
        return f' href="{origin[1]}{link[2]}' if origin else None

    def resolve(self, reference: str) -> str | None:
        """Give an address made absolute, in ASCII; None if it is none that a feed may hold."""
        if self.has_liquid_left and _LIQUID.search(reference):
            return None
        if self.original is None:
            return make_absolute(self.page, reference)
        reference = reference.translate(_DROPPED).strip(_TRIMMED)
        path = reference.partition("#")[0].partition("?")[0]
        parts = [unquote(part) for part in path.split("/") if part.strip(".")]
        stems = {part.partition(".")[0] for part in parts}
        is_own = not parts or parts[0] == self.own_folder or not self.own_parts.isdisjoint(stems)
        is_own = is_own or parts[0] in self.own_names  # last: the post is read again when the answer changes
        return make_absolute(self.page if is_own else self.original, reference)


def _encode_path(text: str) -> str:
    return _keep_escapes(quote(text, safe=_PATH))


def _encode(text: str) -> str:
    return _keep_escapes(quote(text, safe=_QUERY))


def _keep_escapes(text: str) -> str:
    """Escape every ``%`` that does not begin an escape (``50%`` is not an address, ``50%25`` is)."""
    if "%" not in text:
        return text
    head, *tails = text.split("%")
    return head + "".join(
        ("%" if len(tail) > 1 and _is_hexadecimal(tail[:2]) else "%25") + tail for tail in tails
    )


def _is_hexadecimal(text: str) -> bool:
    return all(character in "0123456789abcdefABCDEF" for character in text)


def _encode_host(host: str, *, is_bracketed: bool) -> str:
    if is_bracketed:  # an IPv6 literal, which urlsplit gives without its brackets, and in lower case
        if not set(host) <= set("0123456789abcdef:."):
            raise ValueError(f"no IPv6 address: {host}")
        return f"[{host}]"
    encoded = host if host.isascii() else host.encode("idna").decode("ascii")
    if quote(encoded, safe=SEGMENT) != encoded:
        raise ValueError(f"no host: {host}")
    return encoded.lower()


@lru_cache(maxsize=1 << 10)
def host_of(url: str) -> str:
    """Return the host of an absolute URL in lower case, without port; empty if it has none."""
    plain = _PLAIN_HOST.match(url)
    return plain[1] if plain else urlsplit(url).hostname or ""


def normalise(url: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Write an absolute IRI the way Addressable normalises it: 2.8.2 and newer in NFC, older ones in NFKC.

    Every component is decoded, brought to the form (RFC 3987 section 5.3.2.2) and encoded again; the host is
    lower-cased and written in ASCII, and the scheme's own port goes.
    jekyll-feed sends each entry id through this, so the result is frozen with the ids.
    """
    if "/." not in url and _NORMAL.fullmatch(url):
        return url
    scheme, _, rest = url.partition("://")
    authority, slash, tail = rest.partition("/")
    tail, _, fragment = tail.partition("#")
    path, _, query = tail.partition("?")
    path = path.strip()
    segments = [_normalise_component(segment, SEGMENT, form) for segment in path.split("/")]
    if not {".", ".."}.isdisjoint(segments):
        segments = _remove_dots(segments)
    scheme = scheme.lower()
    return (
        f"{scheme}://{_normalise_authority(scheme, authority, form)}{slash}{'/'.join(segments)}"
        + ("?" * bool(query) + _normalise_component(query, SEGMENT + "/?", form))
        + ("#" * bool(fragment) + _normalise_component(fragment, SEGMENT + "/?", form))
    )


def _remove_dots(segments: list[str]) -> list[str]:
    """Walk the way that ``.`` and ``..`` lead (RFC 3986 section 5.2.4)."""
    walked: list[str] = []
    for segment in segments:
        if segment == ".." and walked and walked[-1]:
            walked.pop()
        elif segment not in {".", ".."}:
            walked.append(segment)
    return [*walked, ""] if segments[-1] in {".", ".."} else walked


@lru_cache(maxsize=1 << 4)
def _normalise_authority(scheme: str, authority: str, form: Literal["NFC", "NFKC"]) -> str:
    """Write the host as Addressable::URI#normalized_host does, and drop the port as #normalized_port does."""
    user, at, place = unicodedata.normalize(form, authority).lower().rpartition("@")
    place = place.removesuffix(":80" if scheme == "http" else ":443").removesuffix(".")
    labels = [
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        for label in place.split(".")
    ]
    return user + at + ".".join(labels)


@lru_cache(maxsize=1 << 12)  # hosts, categories and years, over and over
def _normalise_component(text: str, safe: str, form: Literal["NFC", "NFKC"]) -> str:
    data = unquote_to_bytes(text)
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:  # Addressable leaves the form of such text as it is
        return quote(data, safe=safe)
    return quote(unicodedata.normalize(form, decoded), safe=safe)
