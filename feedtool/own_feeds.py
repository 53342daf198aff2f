"""Which bytes are a feed that feedtool wrote, or one that jekyll-feed made. Pure."""

import re
from collections.abc import Collection
from urllib.parse import unquote

from feedtool.paths import is_inside

_KINDS = frozenset({"all", "category", "collection", "source", "tag"})
#: How our own feed files begin.
_OWN_HEAD = re.compile(
    rb'<\?xml version="1\.0" encoding="UTF-8"\?>\n<(?:rss|feed) '
    rb'|\{\n "version": "https://jsonfeed\.org/version/1\.1",'
)
#: What says in each where it is; the entries come behind it.
_SELF_LINK = re.compile(
    rb'<link href="([^"]+)" rel="self"'
    rb'|<atom:link rel="self" [^>]*href="([^"]+)"'
    rb'|\n "feed_url": "([^"]+)",'
)
#: What a feed that jekyll-feed made says of itself; the template of one has a Liquid variable for a number.
_JEKYLL = re.compile(rb'<generator uri="https://jekyllrb\.com/" version="[\d.]+">Jekyll</generator>')
_HEAD_BYTES = 1000


def is_feed_file(path: str) -> bool:
    """Tell whether a path, relative to the output folder, is one where we write feeds."""
    parts = path.split("/")
    return is_inside(path) and parts[0] in _KINDS and parts[-1].endswith((".json", ".xml"))


def is_one_of(data: bytes, files: Collection[str]) -> bool:
    """Tell whether bytes are one of these feed files, whatever the address of their folder was."""
    address = _own_address(data)
    return any(address.endswith(f"/{file}") for file in files)


def is_own(data: bytes) -> bool:
    """Tell whether bytes are any feed of ours."""
    parts = _own_address(data).split("/")
    return any(is_feed_file("/".join(parts[start:])) for start in range(len(parts)))


def is_replaceable(data: bytes) -> bool:
    """Tell whether bytes are any feed of ours, or one that jekyll-feed made."""
    return is_own(data) or _JEKYLL.search(data[:_HEAD_BYTES]) is not None


def _own_address(data: bytes) -> str:
    """Give the address that a feed of ours says it has, decoded; empty if it is none of ours."""
    match = _SELF_LINK.search(data) if _OWN_HEAD.match(data) else None
    return unquote(next(filter(None, match.groups())).decode("utf-8", "replace")) if match else ""
