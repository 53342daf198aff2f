"""A recurring block to a rule that takes it out, ready to paste into feedtool.toml. Pure."""

import hashlib
import json
import re

from feedtool.recurring import LINK_MARK, Recurring

_DIGIT_MARK = "0"


def write_rule(recurring: Recurring) -> str:
    """Write the rule for a recurring block and its likes, as TOML: by its whole text and its images."""
    pattern = _make_pattern(recurring) if recurring.block.text else ""
    images = recurring.block.images
    lines = ["[[rules.blocks]]", f"name = {_quote(_name(pattern, *images))}"]
    if pattern:
        lines.append(f"pattern = {_quote(pattern)}")
    if images:
        lines.append(f"images = [{', '.join(map(_quote, images))}]")
    return "\n".join(lines) + "\n"


def _make_pattern(recurring: Recurring) -> str:
    """Write a regular expression that matches the whole text of the block, and of its likes.

    Of several links each but the last ends where what stands behind it is found first: a pattern that tried
    every place for every link would take for ever on a long list.
    """
    if recurring.kind == "exact":
        return re.escape(recurring.block.text)
    shape = recurring.key.removeprefix("shape\n")
    first, *pieces = (re.escape(piece).replace(_DIGIT_MARK, r"\d+") for piece in shape.split(LINK_MARK))
    if not pieces:
        return first
    between = "".join(f"(?>.+?{_leave_digits(piece)})" for piece in pieces[:-1])
    return f"{first}{between}.+?{pieces[-1]}"


def _leave_digits(piece: str) -> str:
    """Let digits behind a piece that ends in some be those of the link."""
    return f"{piece}?" if piece.endswith(r"\d+") else piece


def _name(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"recurring-{digest[:8]}"


def _quote(text: str) -> str:
    """Write a TOML string: literal if that can hold it, for a pattern is easier to read so."""
    is_literal = "'" not in text and text.isprintable()
    return f"'{text}'" if is_literal else json.dumps(text, ensure_ascii=False)
