"""What the front matter of a post says, field by field, as Jekyll and jekyll-feed read it. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from feedtool import jekyll, text
from feedtool.config import Config, is_language
from feedtool.front_matter import FrontMatter
from feedtool.urls import make_absolute
from feedtool.yaml_text import (
    PlainDate,
    PlainNumber,
    is_false,
    is_on,
    is_text,
    spell_words,
)

#: The definition of what a link refers to (Jekyll::Excerpt::MARKDOWN_LINK_REFERENCE); group 1 is its name.
_LINK_DEFINITION = re.compile(r"^ {0,3}(\[[^\]\n]+\]):.+$", re.MULTILINE)
#: A permalink with what is in no path: another site's address, a step up, white space at an end or in a line.
_ODD_PERMALINK = re.compile(r"^[a-z][a-z0-9+.-]*://|^//|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f]", re.IGNORECASE)
#: Takes the code of a problem, its message and the line of the file that it is about.
Warn = Callable[[str, str, int], None]


def read_authors(fields: FrontMatter, config: Config) -> tuple[str, ...]:
    """Give those whom ``author``, else ``authors`` names, with keys of ``_data/authors.yml`` spelt out."""
    for key in ("author", "authors"):
        value = fields.values.get(key)
        items = value if isinstance(value, list) else [value]
        found = (_read_name(item) if isinstance(item, dict) else item for item in items)
        words = (
            config.jekyll.authors.get(name, name)
            for name in found
            if isinstance(name, str) and not is_false(name)
        )
        names = tuple(dict.fromkeys(filter(None, map(text.make_plain, words))))
        if names:
            return names
    return ()


def _read_name(author: Mapping[str, Any]) -> object:
    """Give the name of an author, as sites state it or as posts have it that came from WordPress."""
    return author.get("name") or author.get("display_name")


def list_fields(fields: FrontMatter) -> dict[str, str]:
    """Give every text of the front matter by its key, and the address in a table by ``key.url``."""
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
    return make_absolute(config.site.url + "/", address.removeprefix("/"))


def read_language(fields: FrontMatter, warn: Warn) -> str | None:
    """Give the language tag of the post; None if it states none, or what is none."""
    language = (fields.exact("lang") or "").replace("_", "-")
    if language and not is_language(language):
        message = f"lang: {language} is no language tag; use one such as zh-CN"
        warn("language-unknown", message, fields.line_of("lang"))
    return language if is_language(language) else None


def check_fields(fields: FrontMatter, title: str, warn: Warn) -> None:
    """Tell of what the front matter says and hardly means."""
    for key, line in fields.doubled():
        warn("front-matter-ignored", f"{key} is set twice; the last line counts, delete the other", line)
    if not title:
        is_text = isinstance(fields.values.get("title"), str | None)
        message = "the post has no title" if is_text else "the title is no text; put it in quotes"
        joined = f"{message}; its first words stand for it"
        warn("title-missing", joined, fields.line_of("title"))
    permalink = fields.exact("permalink") or ""
    if _ODD_PERMALINK.search(permalink) or isinstance(fields.values.get("permalink"), list | dict):
        message = (
            "the permalink is no path on the site, and Jekyll makes one of it; write one such as /a/b.html"
        )
        warn("permalink-odd", message, fields.line_of("permalink"))


def repair_words(fields: FrontMatter, warn: Warn) -> FrontMatter:
    """Read lists of categories and tags as words where YAML makes something else of them."""
    repaired = dict(fields.values)
    if isinstance(fields.values.get("slug"), PlainNumber):
        warn(
            "word-is-number",
            "the slug is a number, and Jekyll fails on it; put it in quotes",
            fields.line_of("slug"),
        )
    for key in ("categories", "category", "tags", "tag"):
        if not _holds_words(fields.values.get(key)):
            word = fields.bracketed(key)
            if word is None:
                message = f"{key} holds more than words and was passed over; write a list of words"
                warn("front-matter-ignored", message, fields.line_of(key))
            else:
                message = f"the word of {key} needs quotes; it was read so"
                warn("front-matter-repaired", message, fields.line_of(key))
                repaired[key] = [word]
        elif _holds_number(fields.values.get(key)):
            message = f"a word of {key} is a number to Jekyll, which may fail on it; put it in quotes"
            warn("word-is-number", message, fields.line_of(key))
    return replace(fields, values=repaired)


def _is_plural(value: object) -> bool:
    """Tell whether a value is a list or a text: of all else Jekyll takes no tags, but a category."""
    return isinstance(value, list) or (isinstance(value, str) and is_text(value))


def _holds_words(value: object) -> bool:
    items = value if isinstance(value, list) else [value]
    return all(item is None or isinstance(item, str) for item in items)


def _holds_number(value: object) -> bool:
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, PlainNumber) for item in items)


def read_words(fields: FrontMatter, kind: str, config: Config) -> tuple[str, ...]:
    """Give the categories or tags of the front matter: plural and singular key, the plural one first."""
    # Jekyll splits the plural key only (Utils.pluralized_array_from_hash).
    plural = {"category": "categories", "tag": "tags"}[kind]
    # One tag alone stands for all; a category is added to the others.
    is_alone = kind == "tag" and bool(fields.values.get("tag"))
    values = {key: fields.values.get(key) for key in ((kind,) if is_alone else (plural, kind))}
    words = (
        text.strip_illegal(word)
        for key, value in values.items()
        if _holds_words(value) and (key != "tags" or _is_plural(value))
        for word in jekyll.split_words(
            spell_words(value), whole=key == kind or config.archive.categories == "whole"
        )
    )
    return tuple(dict.fromkeys(word for word in words if word))
