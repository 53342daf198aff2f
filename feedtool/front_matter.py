"""The YAML between the dashes: found, repaired where the intent is evident, read without types. Pure."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from feedtool import text
from feedtool.errors import PostError
from feedtool.jekyll import split_words
from feedtool.site_defaults import merge_tables
from feedtool.yaml_text import PlainDate, YamlError, is_false, is_true, read_yaml

#: Jekyll::Document::YAML_FRONT_MATTER_REGEXP: "---" or "..." closes, blank lines after it are swallowed.
#: The two ends of it, the line end before the closing line being that of the line above.
_BLOCK = re.compile(r"---[ \t]*(?=\n)")
_BLOCK_END = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n+|\Z)")
#: What begins as front matter does; a text that opens with a rule has no key under it.
_OPENING = re.compile(r"---[ \t]*\n[A-Za-z_][\w-]*:(?:[ \t]|\n)")
#: libyaml calls itself for every level of nesting; so many characters are no level too many.
_MAX_CHARACTERS = 1 << 15
#: A quotation mark escaped as programs do it, not YAML.
_ESCAPED_MARK = re.compile(r"\\(['\"“”‘’])")
_CONFLICT = re.compile(r"<{7}|={7}$|>{7}")
_KEY = re.compile(r"([A-Za-z_][\w-]*):(?= |$)")
#: What the address of a post, or of a feed with it, is made of.
_ADDRESSING = frozenset({"categories", "category", "date", "permalink", "slug", "tag", "tags"})
_SETTING_LINE = re.compile(r"([A-Za-z_][\w-]*):[ \t]+(\S.*?)[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What the front matter of one post says. A value is text, None, a list or a mapping of such."""

    values: dict[str, Any]
    #: The lines as they stand in the file, the opening dashes not among them.
    lines: tuple[str, ...] = ()
    #: The key and the 1-based line of every value that was put in quotes to make it readable.
    repairs: tuple[tuple[str, int], ...] = ()
    #: The text of each key that has one, without the characters no feed may hold; none is empty.
    texts: Mapping[str, str] = field(init=False, repr=False, compare=False)
    #: Which types the values have.
    kinds: frozenset[type] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", _read_texts(self.values))
        object.__setattr__(self, "kinds", frozenset(map(type, self.values.values())))

    def line_of(self, key: str) -> int:
        """Give the 1-based line of the file that sets ``key``, or 1."""
        for number, line in enumerate(self.lines, start=2):
            if line.startswith(f"{key}:"):
                return number
        return 1

    def doubled(self) -> list[tuple[str, int]]:
        """Give the keys that are set more than once, each with the 1-based line that counts, the last."""
        heads = {line.partition(":")[0] for line in self.lines}
        if len(heads) == len(self.lines):
            return []  # no two lines begin alike, as in nearly all
        found = [
            (match[1], number)
            for number, line in enumerate(self.lines, start=2)
            if (match := _KEY.match(line))
        ]
        counted = Counter(key for key, _ in found)
        last = dict(found)
        return [(key, last[key]) for key, count in counted.items() if count > 1]

    def exact(self, key: str) -> str | None:
        """Give the text of ``key``, without the characters no feed may hold; None if it is none or empty."""
        return self.texts.get(key)

    def with_defaults(self, defaults: Mapping[str, Any]) -> "FrontMatter":
        """Give what stands where the front matter says nothing; its categories are added to the defaults'."""
        if not defaults:
            return self
        values = merge_tables(defaults, self.values)
        own, given = self.values.get("categories"), defaults.get("categories")
        if own is not None and given is not None:
            values["categories"] = [*_words(given), *_words(own)]
        return replace(self, values=values)

    def bracketed(self, key: str) -> list[str]:
        """Give the words that stand in brackets on the line of ``key``, whatever they are to YAML."""
        line = next((line for line in self.lines if line.startswith(f"{key}:")), "")
        value = line.partition(":")[2].strip()
        is_list = value.startswith("[") and value.endswith("]") and "{" not in value
        return split_list(value) if is_list else []

    def joined(self, key: str) -> str | None:
        """Give the text of ``key``, or those of a list as one text."""
        value = self.values.get(key)
        if isinstance(value, list):
            items = [item.get("name") if isinstance(item, dict) else item for item in value]
            names = [text.strip_illegal(item).strip() for item in items if isinstance(item, str)]
            if names and len(names) == len(items):
                return "、".join(names)
        return self.exact(key)

    def address_of(self, key: str) -> str | None:
        """Give the address of what ``key`` names, where it is a table with ``url``, or a list of one such."""
        value = self.values.get(key)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        url = value.get("url") if isinstance(value, dict) else None
        return (text.strip_illegal(url).strip() or None) if isinstance(url, str) else None

    def plain(self, *keys: str) -> str | None:
        """Give the first of ``keys`` that holds text, as one line of plain text."""
        for key in keys:
            if key in self.texts and (plain := text.make_plain(self.texts[key])):
                return plain
        return None

    def is_date_quoted(self) -> bool:
        """Tell whether the date is no YAML timestamp, so that Jekyll reads it by Ruby's rules."""
        return not isinstance(self.values.get("date"), PlainDate)

    def is_true(self, key: str) -> bool:
        """Tell whether ``key`` is true, and not a text that says so."""
        return is_true(self.values.get(key))

    def is_false(self, key: str) -> bool:
        """Tell whether ``key`` is false, and not a text that says so."""
        return is_false(self.values.get(key))


def _read_texts(values: Mapping[str, Any]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in values.items():
        named = value.get("name") if isinstance(value, dict) else value
        if isinstance(named, str) and (stripped := named.strip()):
            texts[key] = stripped
    if text.find_illegal("".join(texts.values())) is None:
        return texts  # as in nearly all
    legal = {key: text.strip_illegal(it).strip() for key, it in texts.items()}
    return {key: it for key, it in legal.items() if it}


def _words(value: object) -> list[Any]:
    """Give the words of a list, or of a text (Jekyll::Document#merge_categories!)."""
    return value if isinstance(value, list) else split_words(str(value))


def split(source: str) -> tuple[FrontMatter | None, str]:
    """Split a file with Unix line ends into front matter (None if it has none) and body.

    Raises:
        PostError: the front matter is not closed, or is no YAML even with its values in quotes.
    """
    start = _BLOCK.match(source)
    end = _BLOCK_END.search(source, start.end()) if start else None
    if start is None or end is None:
        if _OPENING.match(source):
            message = "the front matter is not closed; put a line with --- below its last key"
            raise PostError("front-matter-invalid", message)
        return None, source
    return _read(source[start.end() + 1 : end.start() + 1]), source[end.end() :]


def _read(block: str) -> FrontMatter:
    """Read the YAML; put the value of a line in quotes that stops the reader, and read again.

    Scraped titles hold quotes, colons and brackets that YAML gives a meaning. What the value of a line of
    the form ``key: value`` is meant to be is evident; anything else is not repaired.
    """
    if len(block) > _MAX_CHARACTERS:
        message = "the front matter is longer than any that a person writes; close it with ---"
        raise PostError("front-matter-invalid", message)
    source = block.removesuffix("\n")
    # Not splitlines: an editor's line ends where a line feed is, whatever YAML makes of U+2028.
    written = tuple(source.split("\n"))
    lines = list(written)
    repairs: dict[int, str] = {}
    while True:
        try:
            values = read_yaml(source)
        except YamlError as error:
            candidates = (*error.lines, *range(len(lines)))
            index = next((i for i in candidates if i not in repairs and _quote(lines, i)), None)
            if index is None:
                line = error.lines[0] if error.lines else 0
                message = f"the front matter is not valid YAML ({error}); {_advise(written, line)}"
                raise PostError("front-matter-invalid", message, line=line + 2) from error
            repairs[index] = lines[index].partition(":")[0]
            source = "\n".join(lines)
        else:
            break
    if values is not None and not isinstance(values, dict):
        raise PostError("front-matter-invalid", "the front matter must hold keys and values", line=2)
    values = values or {}
    return FrontMatter(
        values=dict(zip(map(str, values), values.values(), strict=True)),
        lines=written,
        repairs=tuple([(key, index + 2) for index, key in sorted(repairs.items())]),
    )


def _advise(lines: Sequence[str], index: int) -> str:
    """Say what is to be done about a line that is no YAML."""
    line = lines[index] if index < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces: YAML knows no tabs there"
    if any(map(_CONFLICT.match, lines)):
        return "two versions of the post stand there, as a merge left them; keep one"
    if any("：" in it and ":" not in it for it in lines[max(index - 1, 0) : index + 1]):
        return "write : and a space behind the key, not ："
    return (
        "put the value in quotes" if _SETTING_LINE.fullmatch(line) else "mend this line or the one above it"
    )


def split_list(value: str) -> list[str]:
    """Give the items of a list in brackets, whatever they are to YAML: ``[ @name, a: b ]`` are two words."""
    return [item.strip().strip("\"'") for item in value.strip()[1:-1].split(",") if item.strip()]


def _is_readable(line: str) -> bool:
    try:
        read_yaml(line)
    except YamlError:
        return False
    return True


def _quote(lines: list[str], index: int) -> bool:
    """Put the value of one line in quotes; False if the line is of another form, or fine by itself."""
    match = _SETTING_LINE.fullmatch(lines[index]) if index < len(lines) else None
    if match is None or _is_readable(lines[index]):
        return False
    key, value = match.groups()
    if key in _ADDRESSING and value[0] in "[{" and value[-1] not in "]}":
        return False  # a list or table that goes on: as a text it would make an address that no page has
    if value.startswith("[") and value.endswith("]"):
        # A JSON list is a YAML flow sequence.
        lines[index] = f"{key}: {json.dumps(split_list(value), ensure_ascii=False)}"
        return True
    for mark in ('"', "'"):
        if len(value) > 1 and value.startswith(mark) and value.endswith(mark):
            value = _ESCAPED_MARK.sub(r"\1", value[1:-1])
            break
    else:
        value = value.lstrip("\"'") if value[:1] in "\"'" and value.count(value[0]) == 1 else value
    # A JSON string is a YAML double-quoted scalar.
    lines[index] = f"{key}: {json.dumps(value, ensure_ascii=False)}"
    return True
