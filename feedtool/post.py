"""RawPost to Post: encoding, title, date, categories, addresses. Pure.

What is evident is repaired and said (`Post.problems`); a post that would mislead is refused (`PostError`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Literal

from feedtool import front_matter, jekyll, text
from feedtool.config import Config, is_language
from feedtool.errors import PostError
from feedtool.front_matter import FrontMatter
from feedtool.liquid import unwrap_raw
from feedtool.model import Post, Problem, RawPost
from feedtool.urls import make_absolute, normalise
from feedtool.yaml_text import PlainBool, PlainDate, PlainNumber, is_true, spell_number

_ID_FORMS: Mapping[str, Literal["NFC", "NFKC"]] = {"nfc": "NFC", "nfkc": "NFKC"}

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def parse_post(raw: RawPost, config: Config) -> Post | None:
    """Read one post; None if its owner marked it as a draft or not to be published.

    Raises:
        PostError: it has no date, its front matter cannot be read, or its permalink cannot be built.
    """
    if text.find_illegal(raw.path) is not None:
        raise PostError("file-name-unreadable", "the file's name is not valid UTF-8; rename the file")
    problems: list[Problem] = []

    def warn(code: str, message: str, line: int) -> None:
        problem = Problem(path=raw.path, line=line, code=code, severity="warning", message=message)
        problems.append(problem)

    source = _decode(raw.data, warn)
    found, body = front_matter.split(source)
    fields = found or FrontMatter(values={})
    fields = fields.with_defaults(config.jekyll.defaults_for(raw.path))
    body_lines = body.count("\n")
    body, liquid_line = unwrap_raw(body)
    if liquid_line is not None:
        message = "a Liquid tag stands in the text, and is left as it is: feedtool runs none"
        warn("liquid-left", message, source.count("\n") - body_lines + liquid_line + 1)
    for key, line in fields.repairs:
        code = "title-repaired" if key == "title" else "front-matter-repaired"
        warn(code, f"the value of {key} needs quotes, and quotes inside it a backslash; it was read so", line)
    if _is_kept_back(fields, config):
        return None

    name = PurePosixPath(raw.path)
    file_date, file_slug = jekyll.split_file_name(name.stem)
    published, is_certain = _read_date(fields, file_date, config)
    if file_date is None and "_posts" in name.parts:
        message = "Jekyll makes no page of a file whose name does not begin with a date; rename the file"
        raise PostError("name-undated", message)
    _check_date(fields, warn, is_certain=is_certain)
    title = fields.plain("title") or ("" if found else _titleize(file_slug))
    if not title:
        warn("title-missing", "the post has no title; its first words stand for it", fields.line_of("title"))
    fields = _repair_words(fields, warn)
    folders = _folder_categories(_inside(name, config))
    written = tuple(dict.fromkeys(folders + _words(fields, "category", config)))
    categories = tuple(dict.fromkeys(word.strip() for word in written))
    stated_slug = fields.values.get("slug")
    slug = text.strip_illegal(stated_slug) if isinstance(stated_slug, str) else file_slug
    is_markdown = name.suffix.lower() in jekyll.MARKDOWN_ENDINGS
    try:
        path = jekyll.permalink_path(
            fields.values["permalink"]
            if isinstance(fields.values.get("permalink"), str)
            else config.site.permalink,
            slug=slug,
            file_path=str(_inside(name, config).with_suffix("")),
            categories=written,
            date=published,
            extension=".html" if is_markdown else name.suffix,
        )
    except ValueError as error:
        raise PostError("permalink-invalid", str(error), line=fields.line_of("permalink")) from error
    return Post(
        path=raw.path,
        folder=raw.folder,
        title=title,
        published=published,
        categories=categories,
        tags=tuple(dict.fromkeys(word.strip() for word in _words(fields, "tag", config))),
        lead_category=text.strip_illegal(fields.exact("category") or "").strip() or None,
        authors=_read_authors(fields, config),
        updated=_read_updated(fields, config, warn) or published,
        summary=fields.plain("description", "excerpt"),
        is_excerpt_only=_is_excerpt_only(fields),
        excerpt=_split_excerpt(fields, body, config),
        image=_read_image(fields, config),
        language=_read_language(fields, warn),
        fields={key: value for key in fields.values if (value := fields.joined(key)) is not None},
        url=normalise(config.site.post_prefix + path, _ID_FORMS[config.archive.ids]),
        id=jekyll.entry_id(config.site.post_prefix, path, slug, _ID_FORMS[config.archive.ids]),
        body=body,
        is_markdown=is_markdown,
        problems=tuple(problems),
    )


def _is_kept_back(fields: FrontMatter, config: Config) -> bool:
    """Tell whether the owner does not want a post in the feed; ``published:`` without a value says so too."""
    is_unpublished = fields.is_false("published") or fields.values.get("published", "") is None
    is_draft = fields.is_true("draft")
    return (is_unpublished and not config.jekyll.has_unpublished) or (
        is_draft and not config.jekyll.has_drafts
    )


def _decode(data: bytes, warn: Callable[[str, str, int], None]) -> str:
    """Decode a file: UTF-8, else GB18030, the encoding that Chinese pages are otherwise saved in."""
    if data.startswith(_BYTE_ORDER_MARK):
        warn("byte-order-mark", "the file begins with a byte-order mark; save it without", 1)
        data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            source = data.decode("gb18030")
        except UnicodeDecodeError as error:
            message = "the file is neither UTF-8 nor GB18030; save it as UTF-8"
            line = data.count(b"\n", 0, error.start) + 1
            raise PostError("encoding-unknown", message, line=line) from error
        warn("encoding-repaired", "the file is not UTF-8 and was read as GB18030; save it as UTF-8", 1)
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    illegal = text.find_illegal(source)
    if illegal is not None:
        line = source.count("\n", 0, illegal) + 1
        message = (
            f"the character U+{ord(source[illegal]):04X} cannot stand in a feed; it and its like were dropped"
        )
        warn("character-dropped", message, line)
        source = text.strip_illegal(source)
    return source


def _read_date(fields: FrontMatter, file_date: str | None, config: Config) -> tuple[datetime, bool]:
    """Give the post's date in the site's zone, and False if the one in its front matter is none.

    Raises:
        PostError: there is a date neither in the front matter nor in the file name. It is never made up:
            Jekyll takes the time of the build then, and the entry would be new every day.
    """
    zone = config.site.zone
    is_naive_local = config.archive.naive_dates == "site" or fields.is_date_quoted()
    stated = fields.exact("date") or ""
    published = jekyll.parse_date(stated, zone, zone if is_naive_local else UTC)
    if published is not None:
        return published, True
    published = jekyll.parse_date(file_date, zone, zone) if file_date else None
    if published is None:
        message = "no date in the front matter and none in the file name; add a line such as date: 2022-05-26"
        raise PostError("date-missing", message, line=fields.line_of("date"))
    return published, fields.values.get("date") in (None, "")


def _read_authors(fields: FrontMatter, config: Config) -> tuple[str, ...]:
    """Give those whom ``author``, else ``authors`` names, with keys of ``_data/authors.yml`` spelt out."""
    for key in ("author", "authors"):
        value = fields.values.get(key)
        items = value if isinstance(value, list) else [value]
        found = (item.get("name") if isinstance(item, dict) else item for item in items)
        words = (config.jekyll.authors.get(name, name) for name in found if isinstance(name, str))
        names = tuple(dict.fromkeys(filter(None, map(text.make_plain, words))))
        if names:
            return names
    return ()


def _read_updated(
    fields: FrontMatter, config: Config, warn: Callable[[str, str, int], None]
) -> datetime | None:
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


def _is_excerpt_only(fields: FrontMatter) -> bool:
    feed = fields.values.get("feed")
    return isinstance(feed, dict) and is_true(feed.get("excerpt_only"))


def _split_excerpt(fields: FrontMatter, body: str, config: Config) -> str | None:
    """Give what stands before the separator that the post or its site states; None if it is not there."""
    separator = fields.values.get("excerpt_separator", config.jekyll.excerpt_separator)
    if separator is None and _is_excerpt_only(fields):
        separator = "\n\n"  # Jekyll's own
    if not isinstance(separator, str) or not separator:
        return None
    head, found, _ = body.partition(separator)
    return head if found else None


def _read_image(fields: FrontMatter, config: Config) -> str | None:
    value = fields.values.get("image")
    address = value.get("path") if isinstance(value, dict) else value
    # Jekyll's absolute_url: below the site's baseurl, whether it begins with a slash or not.
    base = config.site.url + "/"
    return make_absolute(base, address.removeprefix("/")) if isinstance(address, str) and address else None


def _read_language(fields: FrontMatter, warn: Callable[[str, str, int], None]) -> str | None:
    language = (fields.exact("lang") or "").replace("_", "-")
    if language and not is_language(language):
        message = f"lang: {language} is no language tag; use one such as zh-CN"
        warn("language-unknown", message, fields.line_of("lang"))
    return language if is_language(language) else None


def _repair_words(fields: FrontMatter, warn: Callable[[str, str, int], None]) -> FrontMatter:
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


def _check_date(fields: FrontMatter, warn: Callable[[str, str, int], None], *, is_certain: bool) -> None:
    if not is_certain:
        date = fields.exact("date") or "in the front matter"
        message = f"the date {date} is no date; the day in the file name stands for it"
        warn("date-unreadable", message, fields.line_of("date"))
    if fields.values.get("date", "unsaid") in (None, ""):
        message = "the date is empty; the day in the file name stands for it"
        warn("date-empty", message, fields.line_of("date"))


def _titleize(slug: str) -> str:
    """Make a title of a file name, as Jekyll does for a post without front matter (Utils.titleize_slug)."""
    return text.make_plain(" ".join(word.capitalize() for word in slug.split("-")))


def _holds_words(value: object) -> bool:
    items = value if isinstance(value, list) else [value]
    return all(item is None or isinstance(item, str) for item in items)


def _holds_number(value: object) -> bool:
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, PlainNumber) for item in items)


def _spell(value: object) -> object:
    """Write numbers and booleans as Ruby does, which Jekyll makes words of: 1.50 is 1.5, yes is true."""
    if isinstance(value, list):
        return [_spell(item) for item in value]
    if isinstance(value, PlainBool):
        return "true" if is_true(value) else "false"
    return spell_number(value) if isinstance(value, PlainNumber) else value


def _words(fields: FrontMatter, kind: str, config: Config) -> tuple[str, ...]:
    """Give the categories or tags of the front matter: plural and singular key, the plural one first."""
    # Jekyll splits the plural key only (Utils.pluralized_array_from_hash).
    plural = {"category": "categories", "tag": "tags"}[kind]
    # One tag alone stands for all; a category is added to the others.
    is_alone = kind == "tag" and bool(fields.values.get("tag"))
    values = {key: fields.values.get(key) for key in ((kind,) if is_alone else (plural, kind))}
    words = (
        text.strip_illegal(word)
        for key, value in values.items()
        if _holds_words(value)
        for word in jekyll.split_words(
            _spell(value), whole=key == kind or config.archive.categories == "whole"
        )
    )
    return tuple(dict.fromkeys(word for word in words if word))


def _inside(path: PurePosixPath, config: Config) -> PurePosixPath:
    """Give a path relative to the folder in which the site keeps its collections."""
    folder = config.jekyll.collections_dir
    return path.relative_to(folder) if folder and path.is_relative_to(folder) else path


def _folder_categories(path: PurePosixPath) -> tuple[str, ...]:
    """Give the folders above ``_posts``: Jekyll takes them for categories, before the front matter's."""
    parts = path.parent.parts
    return next((parts[: parts.index(name)] for name in ("_posts", "_drafts") if name in parts), ())
