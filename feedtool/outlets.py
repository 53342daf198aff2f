"""The names of outlets: what is one, how it is written, which are the same. Pure."""

import re
from collections.abc import Container, Mapping
from functools import lru_cache

from feedtool import rules
from feedtool.text import fold_name, fold_space

#: What stands around a name, and is no part of it.
_MARKS = " 。.；;，,"
#: Marks that stand around a whole name.
_PAIRS = tuple(map(tuple, ("〈〉", "「」", "『』", "“”", "‘’", '""', "''", "《》")))
#: A name in marks behind or before the word for an account.
_ACCOUNT = re.compile(
    r"(?:微信)?公众号\s*[：:]?\s*[“「《]([^”」》]+)[”」》]|[“「《]([^”」》]+)[”」》]\s*(?:微信)?公众号"
)
_COMMA = re.compile(r"\s*[，,]\s*")
#: A name of capitals, as agencies have: of two such with a comma between neither can be half a sentence.
_PLAIN_NAME = re.compile(r"(?:The )?[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,2}")


def clean_outlet(name: str) -> str | None:
    """Write the name of an outlet without title marks, quotes and a closing stop; None if it is no name.

    A sentence is no name, nor is a word that says nobody knows.
    """
    name = fold_name(name).strip(_MARKS)
    if account := _ACCOUNT.fullmatch(name):
        name = account[1] or account[2]
    for opening, closing in _PAIRS:
        inside = name.removeprefix(opening).removesuffix(closing)
        if not {opening, closing} & {*inside}:
            name = inside.strip(_MARKS)  # a whole pair, or the half of one that was cut off
    if reads_like_outlet(stem := rules.OUTLET_SUFFIX.sub("", name)):
        name = stem
    longest = rules.LONGEST_OUTLET if name.isascii() else rules.LONGEST_WIDE_OUTLET
    is_name = 0 < len(name) <= longest and _is_balanced(name) and not rules.NO_NAME.search(name)
    has_letter = any(character.isalpha() for character in name)
    return name if is_name and has_letter and not _is_nobody(name) else None


def _is_nobody(name: str) -> bool:
    return name.lower() in rules.NOBODIES or rules.NOBODY.fullmatch(name) is not None


def names_nobody(said: str) -> bool:
    """Tell whether a credit says in so many words that nobody knows the outlet."""
    names = rules.OUTLET_SEPARATOR.split(fold_name(rules.OUTLET_TAIL.sub("", said)))
    words = [name.strip(_MARKS) for name in names]
    return all(not word or _is_nobody(word) for word in words)


def settle_name(name: str, known: Container[str], aliases: Mapping[str, str]) -> str:
    """Give the one name of an outlet: by the settings' aliases, and without 新闻 behind a whole name."""
    name = aliases.get(name, name)
    stem = name.removesuffix("新闻")
    if stem != name and name not in rules.OUTLET_NAMES and (stem in known or reads_like_outlet(stem)):
        return aliases.get(stem, stem)
    return name


def _is_balanced(name: str) -> bool:
    closing = {"）": "（", ")": "(", "》": "《", "】": "【", "”": "“", "」": "「", "』": "『", "〉": "〈"}
    open_: list[str] = []
    for character in name:
        if character in closing.values():
            open_.append(character)
        elif character in closing and (not open_ or open_.pop() != closing[character]):
            return False
    return not open_


@lru_cache(maxsize=4096)  # an archive names the same outlets in thousands of posts
def read_outlets(text: str) -> tuple[tuple[str, ...], bool]:
    """Read the outlets that a credit names, in order, and whether it says nothing beside them.

    None if any of them is no name: a credit half understood would be half wrong. What ends in a full stop
    is a sentence, unless what it says reads like an outlet.
    """
    text = fold_space(text)
    if len(text) > rules.LONGEST_CREDIT_LINE or text in rules.NOBODIES:
        return (), False
    named = rules.OUTLET_TAIL.sub("", text)
    shorter = named.removesuffix("等")
    if shorter != named and reads_like_outlet(rules.OUTLET_SEPARATOR.split(shorter)[-1]):
        named = shorter  # "and others", of whom nothing is said
    names = [
        name
        for part in rules.OUTLET_SEPARATOR.split(rules.OUTLET_PREFIX.sub("", named))
        for name in _clean_spaced(part)
    ]
    if None in names:  # a comma parts names where each is one for certain, or all are of one plain word
        parts = [part.strip() for part in _COMMA.split(named)]
        if all(map(reads_like_outlet, parts)) or all(map(_PLAIN_NAME.fullmatch, parts)):
            names = [clean_outlet(part) for part in parts]
    found = tuple(dict.fromkeys(name for name in names if name is not None))
    is_sentence = named.endswith(("。", "！", "？", ".", "!", "?"))
    if None in names or (is_sentence and not all(map(reads_like_outlet, found))):
        return (), False
    return found, named == text


def _clean_spaced(text: str) -> list[str | None]:
    """Read a name in which white space may stand: between names, inside one, or before what is none."""
    parts = text.split(" ")
    if len(parts) > 1 and all(map(reads_like_outlet, parts)):
        return [clean_outlet(part) for part in parts]
    name = clean_outlet(text)
    heads = ("".join(parts[:count]) for count in range(1, len(parts)))
    is_half = name is not None and not reads_like_outlet(name) and any(map(reads_like_outlet, heads))
    return [None if is_half else name]


@lru_cache(maxsize=4096)
def reads_like_outlet(name: str) -> bool:
    """Tell whether a name ends as the names of outlets do, and is no phrase that does so by chance."""
    if name in rules.OUTLET_NAMES:
        return True
    ending = next((ending for ending in rules.OUTLET_ENDINGS if name.endswith(ending)), None)
    if ending is None or name == ending or rules.NO_OUTLETS.search(name):
        return False
    return ending not in rules.SUBJECT_ENDINGS or name.removesuffix(ending) not in rules.SUBJECTS


def name_of_tag(tag: str, known: Container[str]) -> str | None:
    """Give the outlet that a tag names by its ending, less one trailing 新闻; None if it names none."""
    if tag in rules.OUTLET_NAMES:
        return tag
    name = tag.removesuffix("新闻")
    if name == tag:
        return tag if tag in known or reads_like_outlet(tag) else None
    if tag in known and name not in known:
        return tag
    is_named = name in known or sum(not character.isascii() for character in name) > 1
    return clean_outlet(name) if is_named and name not in rules.SUBJECTS else None
