"""Feeds to bytes: one module a format. Pure: the same feed gives the same bytes, anywhere, at any time."""

from collections.abc import Callable

from feedtool.model import Feed, Format
from feedtool.render import atom, jsonfeed, rss

#: How each format is made, the name of its file in a feed's folder, and its media type.
RENDERERS: dict[Format, Callable[[Feed], bytes]] = {
    "rss": rss.render,
    "atom": atom.render,
    "json": jsonfeed.render,
}
FILE_NAMES: dict[Format, str] = {"rss": rss.FILE_NAME, "atom": atom.FILE_NAME, "json": jsonfeed.FILE_NAME}
MEDIA_TYPES: dict[Format, str] = {"rss": rss.MEDIA_TYPE, "atom": atom.MEDIA_TYPE, "json": jsonfeed.MEDIA_TYPE}
