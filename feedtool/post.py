"""RawPost to Post: encoding, title, date, categories, addresses. Pure.

What is evident is repaired and said (`Post.problems`); a post that would mislead is refused (`PostError`).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal

from feedtool import front_matter, jekyll, text
from feedtool.config import Config
from feedtool.errors import PostError
from feedtool.front_matter import FrontMatter
from feedtool.liquid_values import NO_FILES, SiteFiles
from feedtool.model import Post, Problem, RawPost
from feedtool.permalinks import permalink_path
from feedtool.post_fields import (
    Warn,
    check_fields,
    is_excerpt_only,
    list_fields,
    read_authors,
    read_image,
    read_language,
    read_updated,
)
from feedtool.post_liquid import render_liquid
from feedtool.post_words import read_lead_category, read_path_words, read_words, repair_words, trim_words
from feedtool.urls import normalise

_ID_FORMS: Mapping[str, Literal["NFC", "NFKC"]] = {"nfc": "NFC", "nfkc": "NFKC"}

#: What holds a summary, the first that does counting.
_SUMMARIES = ("description", "excerpt")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def parse_post(raw: RawPost, config: Config, files: SiteFiles = NO_FILES) -> Post | None:
    """Read one post; None if its owner marked it as a draft or not to be published.

    Liquid in it can name ``files`` of the site.

    Raises:
        PostError: it has no date, its front matter cannot be read, or its permalink cannot be built.
    """
    problems: list[Problem] = []

    def warn(code: str, message: str, line: int) -> None:
        problem = Problem(path=raw.path, line=line, code=code, severity="warning", message=message)
        problems.append(problem)

    source = _decode(raw.data, warn)
    found, body = front_matter.split(source)
    fields = found or FrontMatter(values={})
    collection = config.jekyll.collection_named(raw.collection) if raw.collection is not None else None
    kind = collection.label if collection else "posts"
    # Jekyll::Document#relative_path: below the folder of the collections.
    inside = _inside(raw.path, config)
    scoped = inside if collection else raw.path
    fields = fields.with_defaults(config.jekyll.defaults_for(scoped, kind))
    for key, line in fields.repairs:
        code = "title-repaired" if key == "title" else "front-matter-repaired"
        warn(code, f"the value of {key} needs quotes, and quotes inside it a backslash; it was read so", line)
    if _is_kept_back(fields, config):
        return None

    folder, _, file_name = raw.path.rpartition("/")
    stem, suffix = _split_ending(file_name)
    file_date, file_slug = jekyll.split_file_name(stem)
    published, date_in_use, is_certain = _read_date(fields, file_date, config)
    # Whatever time a date means to the owner: the page is where Jekyll writes it.
    addressed = published
    if config.archive.naive_dates == "site" and not fields.is_date_quoted():
        addressed = jekyll.parse_date(date_in_use, config.site.zone, UTC) or published
    if file_date is None and collection is None and "_posts" in folder.split("/"):
        message = "Jekyll makes no page of a file whose name does not begin with a date; rename the file"
        raise PostError("name-undated", message)
    _check_date(fields, warn, is_certain=is_certain)
    if jekyll.is_day_of_no_month(date_in_use):
        message = f"there is no {date_in_use}; like Jekyll, feedtool takes it for {published:%Y-%m-%d}"
        warn("date-impossible", message, fields.line_of("date"))
    title = fields.plain("title") or ("" if found else _titleize(file_slug))
    check_fields(fields, title, warn)
    folders = () if collection else _folder_categories(inside.rpartition("/")[0])
    written = read_path_words(fields, folders, config)
    fields = repair_words(fields, warn)
    categories = trim_words(folders + read_words(fields, "category", config))
    stated_slug = None if fields.is_false("slug") else fields.values.get("slug")
    slug = text.strip_illegal(stated_slug) if isinstance(stated_slug, str) else file_slug
    is_markdown = suffix.lower() in config.jekyll.markdown_endings
    try:
        path = permalink_path(
            fields.values["permalink"]
            if isinstance(fields.values.get("permalink"), str) and not fields.is_false("permalink")
            else (collection or config.site).permalink,
            slug=slug,
            file_path=inside.removesuffix(suffix),
            categories=written,
            date=addressed,
            extension=".html" if is_markdown else suffix,
            collection=kind,
        )
    except ValueError as error:
        raise PostError("permalink-invalid", str(error), line=fields.line_of("permalink")) from error
    tags = read_words(fields, "tag", config)
    authors = read_authors(fields, config)

    rendered = render_liquid(
        body,
        fields,
        config,
        files,
        describe=lambda: {
            **fill_in(fields, PurePosixPath(raw.path)),
            "categories": list(written),
            "collection": kind,
            "content": body,
            "date": published,
            "id": f"{path.removesuffix('/').rpartition('/')[0]}/{slug}",
            "path": inside,
            "relative_path": inside,
            "tags": list(tags),
            "url": path,
        },
        warn=warn,
        line=source.count("\n", 0, len(source) - len(body)) + 1,
        is_markdown=is_markdown,
    )
    return Post(
        path=raw.path,
        folder=raw.folder,
        title=title,
        published=published,
        categories=categories,
        tags=trim_words(tags),
        lead_category=read_lead_category(fields),
        authors=tuple([author.name for author in authors]),
        contacts=tuple([author for author in authors if author.email or author.uri]),
        updated=read_updated(fields, config, warn) or published,
        summary=_read_summary(fields),
        is_excerpt_only=is_excerpt_only(fields),
        excerpt=rendered.excerpt,
        image=read_image(fields, config),
        language=read_language(fields, warn),
        fields=list_fields(fields),
        url=normalise(config.site.post_prefix + path, _ID_FORMS[config.archive.ids]),
        id=jekyll.entry_id(config.site.post_prefix, path, slug, _ID_FORMS[config.archive.ids]),
        body=rendered.body,
        is_markdown=is_markdown,
        problems=tuple(problems),
        collection=raw.collection,
        has_run_liquid=rendered.has_run_liquid,
        has_liquid_left=rendered.has_liquid_left,
    )


def _is_kept_back(fields: FrontMatter, config: Config) -> bool:
    """Tell whether the owner does not want a post in the feed; ``published:`` without a value says so too."""
    values = fields.values
    is_unpublished = "published" in values and (values["published"] is None or fields.is_false("published"))
    if is_unpublished and not config.jekyll.has_unpublished:
        return True
    return "draft" in values and fields.is_true("draft") and not config.jekyll.has_drafts


def _read_summary(fields: FrontMatter) -> str | None:
    return fields.plain(*[key for key in _SUMMARIES if key in fields.texts and not fields.is_false(key)])


def _decode(data: bytes, warn: Warn) -> str:
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
    if "\r" in source:
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


def _read_date(fields: FrontMatter, file_date: str | None, config: Config) -> tuple[datetime, str, bool]:
    """Give the post's date in the site's zone, as it is written, and False if the stated one is none.

    Raises:
        PostError: there is a date neither in the front matter nor in the file name. It is never made up:
            Jekyll takes the time of the build then, and the entry would be new every day.
    """
    zone = config.site.zone
    is_naive_local = config.archive.naive_dates == "site" or fields.is_date_quoted()
    stated = fields.exact("date") or ""
    published = jekyll.parse_date(stated, zone, zone if is_naive_local else UTC)
    if published is not None:
        return published, stated, True
    published = jekyll.parse_date(file_date, zone, zone) if file_date else None
    if published is None or file_date is None:
        message = "no date in the front matter and none in the file name; add a line such as date: 2022-05-26"
        raise PostError("date-missing", message, line=fields.line_of("date"))
    return published, file_date, fields.values.get("date") in (None, "")


def _check_date(fields: FrontMatter, warn: Warn, *, is_certain: bool) -> None:
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


def fill_in(fields: FrontMatter, path: PurePosixPath) -> dict[str, object]:
    """Give what Jekyll makes for a post that states nothing of it (Document#populate_title and #draft?)."""
    slug = jekyll.split_file_name(path.stem)[1]
    made = {
        "draft": "_drafts" in path.parts,
        "ext": path.suffix,
        "name": path.name,
        "slug": slug,
        "title": _titleize(slug),
    }
    return {
        key: value for key, value in made.items() if fields.values.get(key) is None or fields.is_false(key)
    }


def _inside(path: str, config: Config) -> str:
    """Give a path relative to the folder in which the site keeps its collections."""
    folder = config.jekyll.collections_dir
    if not folder:
        return path
    whole = PurePosixPath(path)
    return str(whole.relative_to(folder)) if whole.is_relative_to(folder) else path


def _split_ending(name: str) -> tuple[str, str]:
    """Split a file's name into its stem and its ending, dot and all, as `PurePosixPath` does."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem and ending else (name, "")


@lru_cache(maxsize=1 << 8)
def _folder_categories(folder: str) -> tuple[str, ...]:
    """Give the folders above ``_posts``: Jekyll takes them for categories, before the front matter's.

    It cuts the path where these letters stand first, be it in the name of a folder
    (Jekyll::Document#categories_from_path).
    """
    if {"_posts", "_drafts"}.isdisjoint(folder.split("/")):
        return ()
    above, _, _ = folder.partition("_posts" if "_posts" in folder else "_drafts")
    return tuple(filter(None, above.split("/")))
