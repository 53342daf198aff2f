"""What tells whether what an earlier run kept is of use to this one: code, libraries, settings.

Reads the package's own files.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import timezone
from functools import cache
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from feedtool.installed import find_versions
from feedtool.text import digest_bytes

#: Libraries whose next version may make other bytes of the same post.
LIBRARIES = (
    "beautifulsoup4",
    "feedgen",
    "lxml",
    "markdown-it-py",
    "mdit-py-plugins",
    "nh3",
    "pyyaml",
    "regex",
    "soupsieve",
    "tzdata",
)


def fingerprint(*values: object) -> str:
    """Give a digest of this version of the code and of settings: the same for the same, on any machine."""
    return digest_bytes(f"{digest_code()}\n{describe(values)}".encode())


@cache
def digest_code() -> str:
    """Give a digest of this version of the code and of its libraries."""
    versions = [sys.version, *sorted(find_versions(LIBRARIES).items())]
    code = blake2b(repr(versions).encode(), digest_size=16)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()


def describe(value: object) -> str:
    """Write settings as a text that depends on nothing else: sets are sorted, patterns written in full.

    Raises:
        TypeError: it is of a kind that settings do not hold.
    """
    if isinstance(value, str | int | float | None):
        kind = type(value).__name__
        return f"{kind} {value!r}"  # the kind too: a text of the front matter can be a boolean to YAML
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ", ".join(f"{field.name}={describe(getattr(value, field.name))}" for field in fields(value))
        return f"{type(value).__name__}({pairs})"
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(sorted(f"{describe(key)}: {describe(item)}" for key, item in value.items())) + "}"
        )
    if isinstance(value, frozenset | tuple | list):
        items = map(describe, value)
        return f"{{{', '.join(sorted(items))}}}" if isinstance(value, frozenset) else f"({', '.join(items)})"
    if isinstance(value, re.Pattern):
        return f"re({value.pattern!r}, {value.flags})"
    if isinstance(value, ZoneInfo | timezone):
        name = value.key if isinstance(value, ZoneInfo) else value.utcoffset(None)
        return f"zone({name!r})"
    raise TypeError(f"no setting: {type(value).__name__}")
