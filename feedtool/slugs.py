"""Names of folders for feeds, made of the names of categories. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

#: Most file systems take 255 bytes for a name; the rest is room for what others put before or behind it.
_LONGEST_SLUG = 120
#: Names that Windows keeps for devices, whatever their ending.
_DEVICES = re.compile(r"(?:aux|con|nul|prn|com\d|lpt\d)(?:\..*)?", re.ASCII)
_SAFE = re.compile(r"[\w.()+,=@~-]")
#: They choose between the looks of a character, and nobody sees them.
_SELECTORS = re.compile("[\ufe00-\ufe0f]")


def make_slugs(ages: Mapping[str, tuple[float, str]]) -> dict[str, str]:
    """Give each key a name of its own for its folder: readable, safe on every file system.

    Letters of any script stay, in lower case. Where two keys would share a name (case ignored), the older
    one keeps it and the other gets a mark made from its spelling, so that the address of a feed does not
    change when a category is added later. ``ages`` gives the order of seniority.
    """
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(ages, key=lambda key: (ages[key], key)):
        slug = _slugify(key)
        if not slug or _fold(slug) in taken:
            mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
            length = 6
            while _fold(f"{slug}-{mark[:length]}") in taken:
                length += 1
            slug = f"{slug}-{mark[:length]}".lstrip("-")
        taken.add(_fold(slug))
        slugs[key] = slug
    return slugs


def _slugify(key: str) -> str:
    slug = _replace_unsafe(unicodedata.normalize("NFC", key).lower())
    while len(slug.encode()) > _LONGEST_SLUG:
        slug = slug[:-1]
    slug = slug.strip("-._~")
    return f"{slug}-" if _DEVICES.fullmatch(slug) else slug


def _replace_unsafe(text: str) -> str:
    """Put a hyphen for each run of what is no part of a name; a vowel sign is, as the letter before it is."""
    kept: list[str] = []
    is_letter = is_hole = False
    for character in _SELECTORS.sub("", text):
        is_mark = unicodedata.category(character) in {"Mc", "Mn"}
        if _SAFE.match(character) or (is_mark and is_letter):
            is_letter = is_mark or character.isalnum()
            is_hole = False
            kept.append(character)
        else:
            if not is_hole:
                kept.append("-")
            is_letter, is_hole = False, True
    return "".join(kept)


def _fold(slug: str) -> str:
    """Write a name as the most forgetful file system compares it."""
    return unicodedata.normalize("NFKC", slug).casefold()
