"""The categories and tags of a post, as Jekyll makes words of what its front matter says. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, tzinfo
from functools import lru_cache
from typing import Any

from feedtool import jekyll, text
from feedtool.config import Config
from feedtool.front_matter import FrontMatter
from feedtool.post_fields import Warn
from feedtool.yaml_text import PlainBool, PlainDate, PlainNumber, is_false, is_on, is_text, spell_words

#: Aliases can make few lines endless: so many items of lists in lists are looked at.
_MOST_ITEMS = 10_000
_PLURALS = {"category": "categories", "tag": "tags"}
_TEXT = (str, type(None))
#: The types of values that Jekyll takes for words as they are written, or for nothing.
_WORDS = frozenset({str, PlainDate, type(None)})


def repair_words(fields: FrontMatter, warn: Warn) -> FrontMatter:
    """Read lists of categories and tags as words where YAML makes something else of them."""
    if fields.kinds <= _WORDS:
        return fields  # as in most posts
    repaired = dict(fields.values)
    for key in ("slug", "permalink"):
        if isinstance(fields.values.get(key), PlainNumber):
            message = f"the {key} is a number, and Jekyll fails on it; put it in quotes"
            warn("word-is-number", message, fields.line_of(key))
    for key in ("categories", "category", "tags", "tag"):
        items = _flatten(fields.values.get(key))
        if any(isinstance(item, dict) for item in items):
            words = fields.bracketed(key)
            if words:
                message = f"the words of {key} need quotes; they were read so"
                warn("front-matter-repaired", message, fields.line_of(key))
                repaired[key] = words
            else:
                message = f"{key} holds more than words, and that was passed over; write a list of words"
                warn("front-matter-ignored", message, fields.line_of(key))
        elif any(isinstance(item, PlainNumber) for item in items):
            message = f"a word of {key} is a number to Jekyll, which may fail on it; put it in quotes"
            warn("word-is-number", message, fields.line_of(key))
        elif any(isinstance(item, PlainBool) for item in items) and _may_fail(fields, key):
            message = f"a word of {key} is true or false to Jekyll, which may fail on it; put it in quotes"
            warn("word-is-boolean", message, fields.line_of(key))
    return replace(fields, values=repaired)


def _may_fail(fields: FrontMatter, key: str) -> bool:
    """Tell whether Jekyll takes what is true or false for a word: one that is false alone is none."""
    return key == "categories" or isinstance(fields.values[key], list) or not fields.is_false(key)


def read_words(fields: FrontMatter, kind: str, config: Config) -> tuple[str, ...]:
    """Give the categories or tags of the front matter: plural and singular key, the plural one first."""
    is_whole = config.archive.categories == "whole"
    plural, alone = fields.values.get(_PLURALS[kind]), fields.values.get(kind)
    are_texts = isinstance(plural, _TEXT) and isinstance(alone, _TEXT)
    return (_recall_words if are_texts else _find_words)(plural, alone, kind, is_whole)


def _find_words(stated: object, alone: object, kind: str, is_whole: bool) -> tuple[str, ...]:  # noqa: FBT001 - for the cache
    plural = _read_plural(stated, _PLURALS[kind], is_whole=is_whole)
    # One tag alone stands for all; a category is added to the others.
    if kind == "tag" and alone is not None and alone != "" and not is_false(alone):
        plural = []
    items = _flatten([plural, alone if is_on(alone) else None])
    words = (text.strip_illegal(word) for word in _spell(items) if word.strip())
    return tuple(dict.fromkeys(word for word in words if word))


#: Of texts: the same ones stand in thousands of posts. The text 2020 is equal to the number, and other words.
_recall_words = lru_cache(maxsize=1 << 12, typed=True)(_find_words)


def read_path_words(fields: FrontMatter, folders: tuple[str, ...], config: Config) -> tuple[str, ...]:
    """Give the categories as they stand in the address of the post, blank ones and all.

    Behind its ``folders`` Jekyll puts each item of the plural key there, a list or a table as Ruby shows it;
    then those of the singular key, else once more those of the plural one, now with the items of lists in
    lists (Jekyll::Document#populate_categories). Whatever is one category to the owner: the page is where
    Jekyll writes it.
    """
    plural, alone = fields.values.get("categories"), fields.values.get("category")
    are_texts = isinstance(plural, _TEXT) and isinstance(alone, _TEXT)
    find = _recall_path_words if are_texts else _find_path_words
    return find(plural, alone, folders, config.site.zone)


def _find_path_words(
    stated: object, alone: object, folders: tuple[str, ...], zone: tzinfo
) -> tuple[str, ...]:
    plural = _read_plural(stated, "categories", is_whole=False)
    items = [*plural, *_flatten(alone if is_on(alone) else plural)]
    return tuple(dict.fromkeys([*folders, *[text.strip_illegal(_show(item, zone)) for item in items]]))


_recall_path_words = lru_cache(maxsize=1 << 12, typed=True)(_find_path_words)


@lru_cache(maxsize=1 << 12)
def trim_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give words without the white space around them, each once."""
    return tuple(dict.fromkeys(word.strip() for word in words))


def read_lead_category(fields: FrontMatter) -> str | None:
    """Give the category that the singular key names, which jekyll-feed shows alone; None if it names none."""
    alone = fields.values.get("category")
    if not isinstance(alone, str) or is_false(alone):
        return None
    return text.strip_illegal("".join(_spell([alone]))).strip() or None


def _read_plural(value: object, key: str, *, is_whole: bool) -> list[Any]:
    if isinstance(value, list):
        return value
    # Of a number and the like Jekyll makes no tags, and fails on such categories.
    if not isinstance(value, str) or (key == "tags" and not is_text(value)):
        return []
    if is_whole or not is_text(value):
        return [value]
    return jekyll.split_words(value)


def _flatten(value: object) -> list[object]:
    """Give the items of a list, and of the lists in it, in order."""
    found: list[object] = []
    waiting = [value]
    for _ in range(_MOST_ITEMS):
        if not waiting or len(waiting) > _MOST_ITEMS:
            break
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        else:
            found.append(item)
    return found


def _spell(items: Iterable[object]) -> Iterator[str]:
    """Give the words among items, numbers as Ruby writes them."""
    return (str(spell_words(item)) for item in items if isinstance(item, str))


def _show(item: object, zone: tzinfo) -> str:
    """Write an item as Ruby's to_s does."""
    if isinstance(item, list | dict):
        # Few posts have one, and start-up counts.
        from feedtool.liquid_text import inspect  # noqa: PLC0415
        from feedtool.liquid_typing import RefusedError, Typing  # noqa: PLC0415

        try:
            return inspect(Typing().type(item, zone, UTC))
        except RefusedError:  # larger than any that a person writes
            return ""
    return "".join(_spell([item]))
