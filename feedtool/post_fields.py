"""What the front matter of a post says, field by field, as Jekyll and jekyll-feed read it. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from feedtool import jekyll, text
from feedtool.config import Config, is_language
from feedtool.front_matter import FrontMatter
from feedtool.model import Contact
from feedtool.site_data import find_author
from feedtool.urls import make_absolute
from feedtool.yaml_text import PlainDate, is_false, is_on

#: The definition of what a link refers to (Jekyll::Excerpt::MARKDOWN_LINK_REFERENCE); group 1 is its name.
_LINK_DEFINITION = re.compile(r"^ {0,3}(\[[^\]\n]+\]):.+$", re.MULTILINE)
#: A permalink with what is in no path: another site's address, a step up, white space at an end or in a line.
_ODD_PERMALINK = re.compile(r"^[a-z][a-z0-9+.-]*://|^//|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f]", re.IGNORECASE)
_NESTED = frozenset({dict, list})
#: Takes the code of a problem, its message and the line of the file that it is about.
Warn = Callable[[str, str, int], None]


def read_authors(fields: FrontMatter, config: Config) -> tuple[Contact, ...]:
    """Give those whom ``author``, else ``authors`` names, with the keys of authors in ``_data`` spelt out."""
    for key in ("author", "authors"):
        value = fields.values.get(key)
        if value is None:
            continue  # as in most posts
        authors: dict[str, Contact] = {}
        for item in value if isinstance(value, list) else [value]:
            author = find_author(item, config.jekyll.authors)
            author = replace(author, name=text.make_plain(author.name))
            authors.setdefault(author.name, author)
        authors.pop("", None)
        if authors:
            return tuple(authors.values())
    return ()


def list_fields(fields: FrontMatter) -> dict[str, str]:
    """Give every text of the front matter by its key, and the address in a table by ``key.url``."""
    if fields.kinds.isdisjoint(_NESTED):
        return dict(fields.texts)
    texts = {key: fields.joined(key) for key in fields.values}
    addresses = {f"{key}.url": fields.address_of(key) for key in fields.values}
    return {key: value for key, value in (texts | addresses).items() if value is not None}


def read_updated(fields: FrontMatter, config: Config, warn: Warn) -> datetime | None:
    """Give the date of the last change, as jekyll-last-modified-at and jekyll-feed know it."""
    stated = fields.exact("last_modified_at")
    if stated is None:
        return None
    zone = config.site.zone
    if stated.isdecimal():  # Liquid's date filters take digits for seconds since 1970
        return datetime.fromtimestamp(int(stated), zone)
    is_quoted = not isinstance(fields.values["last_modified_at"], PlainDate)
    is_naive_local = config.archive.naive_dates == "site" or is_quoted
    updated = jekyll.parse_date(stated, zone, zone if is_naive_local else UTC)
    if updated is None:
        message = f"last_modified_at: {stated} is no date, and was passed over"
        warn("date-unreadable", message, fields.line_of("last_modified_at"))
    return updated


def is_excerpt_only(fields: FrontMatter) -> bool:
    """Tell whether the feed shows the excerpt of the post alone, as ``feed.excerpt_only`` asks for it."""
    feed = fields.values.get("feed")
    # Liquid's filter default takes an empty text for nothing, and "false" for what is said.
    return isinstance(feed, dict) and is_on(feed.get("excerpt_only")) and feed["excerpt_only"] != ""


def split_excerpt(fields: FrontMatter, body: str, config: Config) -> str | None:
    """Give what stands before the separator that the post or its site states; None if it is not there."""
    separator = fields.values.get("excerpt_separator", config.jekyll.excerpt_separator)
    if separator is None and (is_excerpt_only(fields) or config.jekyll.feed.is_excerpt_only):
        separator = "\n\n"  # Jekyll's own
    if not isinstance(separator, str) or not separator:
        return None
    head, found, tail = body.partition(separator)
    if not found:
        return None
    # What a link of it refers to may stand below (Jekyll::Excerpt#extract_excerpt).
    definitions = [it[0] for it in _LINK_DEFINITION.finditer(tail) if it[1] in head]
    return "\n\n".join([head, "\n".join(definitions)]) if definitions else head


def read_image(fields: FrontMatter, config: Config) -> str | None:
    """Give the address of the image, absolute and ASCII; None if the front matter names none."""
    value = fields.values.get("image")
    address = value.get("path") if isinstance(value, dict) else value
    if not isinstance(address, str) or not address or is_false(address):
        return None
    # Jekyll's absolute_url: below the site's baseurl, whether it begins with a slash or not.
    own = address if address.startswith("//") else address.removeprefix("/")
    return make_absolute(config.site.url + "/", own)


def read_language(fields: FrontMatter, warn: Warn) -> str | None:
    """Give the language tag of the post; None if it states none, or what is none."""
    language = (fields.exact("lang") or "").replace("_", "-")
    if not language or is_language(language):
        return language or None
    message = f"lang: {language} is no language tag; use one such as zh-CN"
    warn("language-unknown", message, fields.line_of("lang"))
    return None


def check_fields(fields: FrontMatter, title: str, warn: Warn) -> None:
    """Tell of what the front matter says and hardly means."""
    for key, line in fields.doubled():
        warn("front-matter-ignored", f"{key} is set twice; the last line counts, delete the other", line)
    if not title:
        is_text = isinstance(fields.values.get("title"), str | None)
        message = "the post has no title" if is_text else "the title is no text; put it in quotes"
        joined = f"{message}; its first words stand for it"
        warn("title-missing", joined, fields.line_of("title"))
    permalink = fields.values.get("permalink")
    if permalink is not None and (
        isinstance(permalink, list | dict) or _ODD_PERMALINK.search(fields.exact("permalink") or "")
    ):
        message = (
            "the permalink is no path on the site, and Jekyll makes one of it; write one such as /a/b.html"
        )
        warn("permalink-odd", message, fields.line_of("permalink"))
