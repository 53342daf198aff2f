"""The address of an original: absolute, ASCII, without what tells only how a reader came to it. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from feedtool.rules import RewriteRule, Rules
from feedtool.urls import host_of, make_absolute


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
        text = rewrite.new + text.removeprefix(rewrite.old)
    address = make_absolute(text, text)
    if address is None or host_of(address) in own_hosts:
        return None
    return _drop_tracking(address, rules)


def find_rewrite(text: str, rewrites: Iterable[RewriteRule]) -> RewriteRule | None:
    """Give the first rule that rewrites an address, or None."""
    return next((rewrite for rewrite in rewrites if text.startswith(rewrite.old)), None)


def find_address_rules(address: str, rules: Rules) -> frozenset[str]:
    """Give the names of the rules that change an address: the rewrite, and ``tracking X`` for parameters."""
    rewrite = find_rewrite(address, rules.rewrites)
    found = _compile_parameters(rules.tracking_parameters).finditer(address) if "?" in address else ()
    tracking = {f"tracking {rules.tracking_parameters[(match.lastindex or 1) - 1]}" for match in found}
    return frozenset(tracking | ({rewrite.name} if rewrite else set()))


def _drop_tracking(address: str, rules: Rules) -> str:
    """Drop the parameters of an absolute address that only follow its reader."""
    pattern = _compile_parameters(rules.tracking_parameters)
    parts = urlsplit(address)
    if not pattern.search(f"?{parts.query}"):
        return address
    kept = [pair for pair in parts.query.split("&") if not pattern.match(f"?{pair}")]
    return urlunsplit(parts._replace(query="&".join(kept)))


@lru_cache(maxsize=4)  # a run has one
def _compile_parameters(parameters: tuple[str, ...]) -> re.Pattern[str]:
    """Make what finds a parameter in an address, a group for each; ``*`` stands for any letters."""
    shapes = (re.escape(name).replace(r"\*", "[^=&#]+") for name in parameters)
    return re.compile(rf"[?&](?:{'|'.join(f'({shape})' for shape in shapes) or '(?!)'})(?=[=&#]|$)")
