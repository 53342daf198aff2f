"""The names of outlets: what is one, how it is written, which are the same. Pure."""

import re
from collections.abc import Mapping

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
    longest = rules.LONGEST_OUTLET if name.isascii() else rules.LONGEST_WIDE_OUTLET
    is_name = 0 < len(name) <= longest and _is_balanced(name) and not rules.NO_NAME.search(name)
    has_letter = any(character.isalpha() for character in name)
    return name if is_name and has_letter and name.lower() not in rules.NOBODIES else None


def names_nobody(said: str) -> bool:
    """Tell whether a credit says in so many words that nobody knows the outlet."""
    names = rules.OUTLET_SEPARATOR.split(fold_name(rules.OUTLET_TAIL.sub("", said)))
    words = {name.strip(_MARKS).lower() for name in names}
    return words <= rules.NOBODIES | {""}


def settle_name(name: str, known: frozenset[str], aliases: Mapping[str, str]) -> str:
    """Give the one name of an outlet: by the settings' aliases, and without 新闻 behind a whole name."""
    name = aliases.get(name, name)
    stem = name.removesuffix("新闻")
    if stem != name and name not in rules.OUTLET_NAMES and (stem in known or reads_like_outlet(stem)):
        return aliases.get(stem, stem)
    return name


def _is_balanced(name: str) -> bool:
    closing = {"）": "（", ")": "(", "》": "《", "】": "【", "”": "“", "」": "「", "』": "『"}
    open_: list[str] = []
    for character in name:
        if character in closing.values():
            open_.append(character)
        elif character in closing and (not open_ or open_.pop() != closing[character]):
            return False
    return not open_


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
    names = [clean_outlet(part) for part in rules.OUTLET_SEPARATOR.split(rules.OUTLET_PREFIX.sub("", named))]
    if None in names and "，" in named and all(map(reads_like_outlet, parts := named.split("，"))):
        names = [clean_outlet(part) for part in parts]  # a comma parts names where each is one for certain
    found = tuple(dict.fromkeys(name for name in names if name is not None))
    is_sentence = named.endswith(("。", "！", "？", ".", "!", "?"))
    if None in names or (is_sentence and not all(map(reads_like_outlet, found))):
        return (), False
    return found, named == text


def reads_like_outlet(name: str) -> bool:
    """Tell whether a name ends as the names of outlets do, and is no phrase that does so by chance."""
    if name in rules.OUTLET_NAMES:
        return True
    ending = next((ending for ending in rules.OUTLET_ENDINGS if name.endswith(ending)), None)
    if ending is None or name == ending or rules.NO_OUTLETS.search(name):
        return False
    return ending not in rules.SUBJECT_ENDINGS or name.removesuffix(ending) not in rules.SUBJECTS


def name_of_tag(tag: str, known: frozenset[str]) -> str | None:
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
