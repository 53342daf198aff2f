"""A recurring block to a rule that takes it out, ready to paste into feedtool.toml. Pure."""

import hashlib
import json
import re
from urllib.parse import urlsplit

from feedtool.recurring import LINK_MARK, Recurring

_DIGIT_MARK = "0"


def write_rule(recurring: Recurring) -> str:
    """Write the rule for a recurring block and its likes, as TOML.

    A block that is nothing but an image goes by the image's address; any other by its whole text. One that
    shows an image with a text gets no rule: whoever writes it has to decide on the text.
    """
    block = recurring.block
    if not block.images:
        pattern = _make_pattern(recurring)
        return f"[[rules.blocks]]\nname = {_quote(_name(pattern))}\npattern = {_quote(pattern)}\n"
    if block.text:
        return ""
    selector = ", ".join(f'img[src$="{_ending_of(address)}"]' for address in block.images)
    name = _quote(_name(selector))
    return f'[[rules.elements]]\nname = {name}\nselector = {_quote(selector)}\naction = "remove"\n'


def _make_pattern(recurring: Recurring) -> str:
    """Write a regular expression that matches the whole text of the block, and of its likes."""
    if recurring.kind == "exact":
        return re.escape(recurring.block.text)
    shape = recurring.key.removeprefix("shape\n")
    pieces = (re.escape(piece).replace(_DIGIT_MARK, r"\d+") for piece in shape.split(LINK_MARK))
    return ".+?".join(pieces)


def _ending_of(address: str) -> str:
    """Give the end of an image's address that its post writes too, whether that is absolute or not."""
    parts = urlsplit(address)
    return parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")


def _name(rule: str) -> str:
    return f"recurring-{hashlib.sha256(rule.encode()).hexdigest()[:8]}"


def _quote(text: str) -> str:
    """Write a TOML string: literal if that can hold it, for a pattern is easier to read so."""
    is_literal = "'" not in text and text.isprintable()
    return f"'{text}'" if is_literal else json.dumps(text, ensure_ascii=False)
