"""Feed to RSS 2.0, with content:encoded, dc:creator, Media RSS, syndication and atom:link."""

from feedtool.model import Feed
from feedtool.render import _feedgen

FILE_NAME = "rss.xml"
MEDIA_TYPE = "application/rss+xml"


def render(feed: Feed, rendered: _feedgen.Rendered | None = None) -> bytes:
    """Render a feed as a UTF-8 RSS document; dates are GMT.

    ``rendered`` holds what has been rendered of entries, by the paths of their posts; it grows.
    """
    self_link = {"rel": "self", "type": MEDIA_TYPE, "href": f"{feed.url}/{FILE_NAME}"}
    return _feedgen.build_rss(feed, self_link, {} if rendered is None else rendered)
