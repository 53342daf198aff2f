"""The values of Liquid as text, as Ruby writes them, and how large they are. Pure."""

import json
import math
from datetime import datetime
from typing import Any

from feedtool.liquid_typing import RefusedError
from feedtool.liquid_values import Record
from feedtool.ruby_time import spell_time

_MOST_BITS = 4096


class Budget:
    """What is left of the work that one post may ask for; unlike a clock, it is the same on every machine.

    Counted are the characters of the templates that run again (in loops, in includes) and of the values that
    are read and written: what cannot be read in time cannot be written either.
    """

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, amount: int) -> None:
        """Take some of it.

        Raises:
            RefusedError: so much is not left.
        """
        if amount > self.left:
            raise RefusedError("it is endless, or far longer than a post")
        self.left -= amount

    def take_value(self, value: object) -> None:
        """Take what a value is large.

        Raises:
            RefusedError: so much is not left.
        """
        self.take(_measure(value, self.left))


def _measure(value: object, most: int) -> int:
    """Give the size of a value with all that is in it, or some number above ``most``."""
    total = 0
    waiting = [value]
    while waiting and total <= most:
        item = waiting.pop()
        total += 1
        if isinstance(item, str):
            total += len(item)
        elif isinstance(item, int):
            # To calculate with a number of a million digits takes longer than a post may.
            total += most if item.bit_length() > _MOST_BITS else 0
        elif isinstance(item, range):
            total += max(item.stop - item.start, 0)
        elif isinstance(item, list | tuple):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
    return total


def spell(value: object) -> str:
    """Write a value as Ruby's ``to_s`` does.

    Raises:
        RefusedError: it stands for all that is known of a page or a site.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list | tuple | dict):
        return inspect(value)
    return _spell_plain(value)


def show(value: object) -> str:
    """Write a value as Liquid puts it into a text: the items of a list stand side by side.

    Raises:
        RefusedError: it stands for all that is known of a page or a site.
    """
    return "".join(map(show, value)) if isinstance(value, list | tuple) else spell(value)


def _spell_plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _spell_float(value)
    if isinstance(value, datetime):
        return spell_time(value)
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    if isinstance(value, Record):
        raise RefusedError(f"all of {value.name} at once is not known to feedtool")
    return str(value)


def _spell_float(value: float) -> str:
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    mantissa, e, exponent = repr(value).partition("e")
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}{e}{exponent}"


def inspect(value: object) -> str:
    """Write a value as Ruby's ``inspect`` does."""
    if value is None:
        return "nil"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(inspect, value))}]"
    if isinstance(value, dict):
        pairs = (f"{inspect(key)}=>{inspect(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    return _spell_plain(value)


def to_json(value: object) -> str:
    """Write a value as Jekyll's ``jsonify`` does."""
    return json.dumps(_to_plain(value), ensure_ascii=False, separators=(",", ":"))


def _to_plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, list | tuple):
        return [_to_plain(item) for item in value]
    if isinstance(value, dict):
        return {spell(key): _to_plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    return spell(value)
