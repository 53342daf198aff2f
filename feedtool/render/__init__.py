"""Feeds to bytes: one module a format. Pure: the same feed gives the same bytes, anywhere, at any time."""

from collections.abc import MutableMapping
from typing import Protocol

from feedtool.model import Feed, Format
from feedtool.render import atom, jsonfeed, rss


class Renderer(Protocol):
    """Makes a feed's bytes; ``rendered`` holds what has been made of entries, by the paths of their posts."""

    def __call__(self, feed: Feed, rendered: MutableMapping[str, bytes] | None = None) -> bytes:
        """Render a feed."""


#: How each format is made, the name of its file in a feed's folder, and its media type.
RENDERERS: dict[Format, Renderer] = {
    "rss": rss.render,
    "atom": atom.render,
    "json": jsonfeed.render,
}
FILE_NAMES: dict[Format, str] = {"rss": rss.FILE_NAME, "atom": atom.FILE_NAME, "json": jsonfeed.FILE_NAME}
MEDIA_TYPES: dict[Format, str] = {"rss": rss.MEDIA_TYPE, "atom": atom.MEDIA_TYPE, "json": jsonfeed.MEDIA_TYPE}
