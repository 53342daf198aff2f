"""Feed to Atom (RFC 4287), with atom:source and Media RSS."""

from feedtool.model import Feed
from feedtool.render import _feedgen

FILE_NAME = "atom.xml"
MEDIA_TYPE = "application/atom+xml"


def render(feed: Feed, rendered: _feedgen.Rendered | None = None) -> bytes:
    """Render a feed as a UTF-8 Atom document; dates are UTC.

    ``rendered`` holds what has been rendered of entries, by the paths of their posts; it grows.
    """
    self_link = {"rel": "self", "type": MEDIA_TYPE, "href": f"{feed.url}/{FILE_NAME}"}
    return _feedgen.build_atom(feed, self_link, {} if rendered is None else rendered)
