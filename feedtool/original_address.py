"""The address of an original: absolute, ASCII, without what tells only how a reader came to it. Pure."""

from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from feedtool import rules
from feedtool.rules import RewriteRule
from feedtool.urls import host_of, make_absolute


def read_original(text: str, own_hosts: frozenset[str], rewrites: Iterable[RewriteRule] = ()) -> str | None:
    """Give the address of an original; None if the text is no web address, or one of the site itself.

    A proxy of the archive's own is rewritten first, ``http`` stays ``http``: the outlet may answer nothing
    else. Tracking parameters go; the others keep their order and their spelling.
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    if not text.lower().startswith(("http://", "https://")):
        return None
    rewrite = find_rewrite(text, rewrites)
    if rewrite is not None:
        text = rewrite.new + text.removeprefix(rewrite.old)
    address = make_absolute(text, text)
    if address is None or host_of(address) in own_hosts:
        return None
    return drop_tracking(address)


def find_rewrite(text: str, rewrites: Iterable[RewriteRule]) -> RewriteRule | None:
    """Give the first rule that rewrites an address, or None."""
    return next((rewrite for rewrite in rewrites if text.startswith(rewrite.old)), None)


def drop_tracking(address: str) -> str:
    """Drop the parameters of an absolute address that only follow its reader."""
    parts = urlsplit(address)
    if not parts.query:
        return address
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not rules.TRACKING_PARAMETERS.fullmatch(pair.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept))) if len(kept) < len(pairs) else address
