"""The address of an original: absolute, ASCII, without what tells only how a reader came to it. Pure."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from feedtool.original_rules import RewriteRule
from feedtool.rules import Rules
from feedtool.urls import host_of, make_absolute

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST_END = re.compile(r"[/?#]")
_PARAMETER = re.compile(r"[?&]([^=&#]+)")


def read_original(text: str, own_hosts: frozenset[str], rules: Rules) -> str | None:
    """Give the address of an original; None if the text is no web address, or one of the site itself.

    A proxy of the archive's own is rewritten first, ``http`` stays ``http``: the outlet may answer nothing
    else. Tracking parameters go; the others keep their order and their spelling.
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    if not text.lower().startswith(("http://", "https://")):
        return None
    rewrite = find_rewrite(text, rules.rewrites)
    if rewrite is not None:
        text = rewrite.new + _fold_place(text).removeprefix(_fold_place(rewrite.old))
    address = make_absolute(text, text)
    if address is None or host_of(address) in own_hosts:
        return None
    return drop_tracking(address, rules)


def find_no_original(address: str, rules: Rules) -> str:
    """Give the name of the rule by which an address is no article's; empty if it may be one's."""
    for rule in rules.no_originals:
        if rule.pattern.search(address):
            return rule.name
    return ""


def find_rewrite(text: str, rewrites: Iterable[RewriteRule]) -> RewriteRule | None:
    """Give the first rule that rewrites an address, or None.

    ``http`` or ``https``, and how the host is written, tell nothing about what an address stands for.
    """
    for rewrite in rewrites:
        if _fold_place(text).startswith(_fold_place(rewrite.old)):
            return rewrite
    return None


@lru_cache(maxsize=64)  # each rewrite is asked for with each address
def _fold_place(address: str) -> str:
    """Write an address, or its beginning, without the scheme, the host in lower case (RFC 3986, 6.2.2.1)."""
    place = _SCHEME.sub("", address, count=1) if _SCHEME.match(address) else address
    end = _HOST_END.search(place)
    host = place[: end.start()] if end else place
    return host.lower() + place[len(host) :]


def find_address_rules(address: str, rules: Rules) -> Iterator[str]:
    """Give the names of the rules that change an address: the rewrite, and ``tracking X`` for parameters."""
    rewrite = find_rewrite(address, rules.rewrites)
    if rewrite is not None:
        yield rewrite.name
    for name in _PARAMETER.findall(address) if "?" in address else ():
        if shape := _find_tracking(name, rules.tracking_parameters):
            yield f"tracking {shape}"


def drop_tracking(address: str, rules: Rules) -> str:
    """Drop the parameters of an absolute address that only follow its reader."""
    if "?" not in address:
        return address
    parts = urlsplit(address)
    if not parts.query:
        return address
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not _find_tracking(pair.partition("=")[0], rules.tracking_parameters)]
    return urlunsplit(parts._replace(query="&".join(kept))) if len(kept) < len(pairs) else address


@lru_cache(maxsize=4096)  # an archive has the same in thousands of addresses
def _find_tracking(name: str, shapes: tuple[str, ...]) -> str:
    """Give the shape that a parameter's name has; ``*`` stands for any letters. Empty if it has none."""
    patterns = ((shape, re.escape(shape).replace(r"\*", ".+")) for shape in shapes)
    return next((shape for shape, pattern in patterns if re.fullmatch(pattern, name)), "")
