"""What Ruby's Liquid makes of a tag that it cannot read: it warns, and takes the words it knows. Pure.

Jekyll reads so unless ``liquid: error_mode: strict`` forbids it. Each function gives the words of a tag as
they should have been written, or None where nothing is made of them: Jekyll stops too, or a name cannot be
written otherwise. After the ``lax_parse`` of Liquid::Variable, Liquid::If and Liquid::For.
"""

import re
from collections.abc import Callable, Mapping, Sequence

_QUOTED = r"\"[^\"]*\"|'[^']*'"
#: So much of a tag is read so; some of the patterns look through a word from each of its letters.
MOST_CHARACTERS = 300
#: Liquid::QuotedFragment, and what tags look for with it.
_FRAGMENT = rf"(?:{_QUOTED}|(?:[^\s,|'\"]|{_QUOTED})+)"
_FIRST = re.compile(_FRAGMENT, re.ASCII)
_FILTER = re.compile(rf"(?:\s+|{_FRAGMENT}|,)+", re.ASCII)
_FILTER_NAME = re.compile(r"\w+", re.ASCII)
_ARGUMENT = re.compile(rf"[:,]\s*((?:\w+\s*:\s*)?{_FRAGMENT})", re.ASCII)
_ATTRIBUTE = re.compile(rf"(\w[\w-]*)\s*:\s*({_FRAGMENT})", re.ASCII)
_CONDITION = re.compile(rf"({_FRAGMENT})\s*([=!<>a-z_]+)?\s*({_FRAGMENT})?", re.ASCII)
_LINK = r"\b(?:\s?and\s?|\s?or\s?)\b"
_CONDITIONS = re.compile(rf"{_LINK}|(?:\s*(?!{_LINK})(?:{_FRAGMENT}|\S+)\s*)+", re.ASCII)
_LOOP = re.compile(rf"([\w-]+)\s+in\s+({_FRAGMENT}+)\s*(reversed)?", re.ASCII)
_ASSIGNMENT = re.compile(r"((?:\(?[\w\-.\[\]]\)?)+)\s*=\s*(.*)\s*", re.ASCII | re.DOTALL)
_TURN_NAME = re.compile(rf"({_FRAGMENT})\s*:\s*", re.ASCII)
_WORD = re.compile(r"[\w-]+", re.ASCII)
#: Liquid::VariableParser.
_LOOKUP = re.compile(r"\[[^\]]+\]|[\w-]+\??", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][\w-]*\??", re.ASCII)
#: What begins the name of nothing.
_NO_LETTERS = frozenset("-0123456789")
_INTEGER = re.compile(r"-?[0-9]+")
_FLOAT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)[0-9.]*")
_RANGE = re.compile(r"\((?>(\S+)\.\.)(\S+)\)", re.ASCII)
_LITERALS = {"": "nil", "nil": "nil", "null": "nil", "true": "true", "false": "false", "blank": "''"}
_OPERATORS = frozenset({"==", "!=", "<>", "<", ">", "<=", ">=", "contains"})
#: What Liquid calls when a value has nothing under such a name.
_COMMANDS = frozenset({"first", "last", "size"})
#: Words of the library's own, which it reads nowhere as a name.
_KEYWORDS = frozenset(
    "and as blank cols contains continue else empty for if in limit not offset or required reversed"
    " with".split()
)


def relax_output(words: str) -> str | None:
    """Give a value and its filters; what stands between a value and the first bar is no matter."""
    first = _FIRST.search(words)
    if first is None:
        return "nil"
    value = _spell(first[0])
    _, bar, rest = words[first.end() :].partition("|")
    filters = [_spell_filter(part) for part in _FILTER.findall(rest) if bar and _FILTER_NAME.search(part)]
    return _join([value, *filters], " | ")


def relax_condition(words: str) -> str | None:
    """Give comparisons and the words between them; brackets are no matter."""
    pieces: list[str | None] = []
    for number, part in enumerate(_CONDITIONS.findall(words)):
        if number % 2:
            pieces.append(part.strip() if part.strip() in {"and", "or"} else None)
        else:
            pieces.append(_spell_comparison(part))
    return _join(pieces) if len(pieces) % 2 else None


def relax_loop(words: str) -> str | None:
    """Give the head of a loop; ``reversed`` counts right behind the list alone."""
    match = _LOOP.match(words)
    if match is None or not _NAME.fullmatch(match[1]):
        return None
    pieces = [match[1], "in", _spell(match[2])]
    pieces += [match[3]] if match[3] else []
    for key, value in _ATTRIBUTE.findall(words):
        if key in {"limit", "offset"}:
            written = value if value == "continue" else _spell(value)
            pieces.append(_join([key, written], ":"))
    return _join(pieces)


def relax_assignment(words: str) -> str | None:
    """Give an assignment."""
    match = _ASSIGNMENT.search(words)
    value = None if match is None else relax_output(match[2])
    if match is None or value is None or not _is_name(match[1]):
        return None
    return f"{match[1]} = {value}"


def relax_case(words: str) -> str | None:
    """Give the first value."""
    first = _FIRST.search(words)
    return None if first is None else _spell(first[0])


def relax_cycle(words: str) -> str | None:
    """Give what takes turns, and the name before it."""
    named = _TURN_NAME.match(words)
    firsts = [_FIRST.search(part) for part in (words[named.end() :] if named else words).split(",")]
    turns = _join([_spell(first[0]) for first in firsts if first is not None], ", ")
    return _join([_spell(named[1]), turns], ": ") if named else turns


def relax_name(words: str) -> str | None:
    """Give the first name."""
    first = _WORD.search(words)
    return first[0] if first is not None and _is_name(first[0]) else None


def _spell_filter(part: str) -> str | None:
    name = _FILTER_NAME.search(part)
    pieces: list[str] = []
    options: list[str] = []
    for argument in _ARGUMENT.findall(part):
        option = _ATTRIBUTE.fullmatch(argument)
        value = _spell(option[2] if option else argument)
        if value is None:
            return None
        (options if option else pieces).append(f"{option[1]}: {value}" if option else value)
    arguments = ", ".join([*pieces, *options])
    return f"{name[0]}: {arguments}" if name and arguments else name[0] if name else None


def _spell_comparison(part: str) -> str | None:
    match = _CONDITION.search(part)
    if match is None:
        return None
    left, operator, right = match.groups()
    if operator is None:
        return _spell_operand(left)
    pieces = [_spell_operand(left), operator, _spell_operand(right or "nil")]
    return _join(pieces) if operator in _OPERATORS else None


def _spell_operand(fragment: str) -> str | None:
    return "empty" if fragment == "empty" else _spell(fragment)


def _spell(fragment: str) -> str | None:
    """Give a value as it should have been written (Liquid::Expression.parse)."""
    if fragment[:1] in {"'", '"'} and fragment.endswith(fragment[0]):
        return _quote(fragment[1:-1])
    if fragment in _LITERALS or fragment == "empty":
        return _LITERALS.get(fragment, "''")
    if _INTEGER.fullmatch(fragment):
        return fragment
    if limits := _RANGE.fullmatch(fragment):
        ends = _join([_spell(limit) for limit in limits.groups()], "..")
        return None if ends is None else f"({ends})"
    if number := _FLOAT.fullmatch(fragment):
        return number[1] if "." in number[1] else f"{number[1]}.0"
    return _spell_path(_LOOKUP.findall(fragment))


def _spell_path(lookups: list[str]) -> str | None:
    """Give a name with those below it (Liquid::VariableLookup)."""
    if not lookups or lookups[0][0] in _NO_LETTERS or lookups[0] in {*_LITERALS, "empty"}:
        return "nil"
    if not _is_name(lookups[0]):
        return None
    return _join([lookups[0], *map(_spell_step, lookups[1:])], "")


def _spell_step(step: str) -> str | None:
    if step in _COMMANDS:
        return f".{step}"
    if not step.startswith("["):
        return f'["{step}"]'
    inner = _spell(step[1:-1].strip())
    return None if inner is None or inner in _LITERALS else f"[{inner}]"


def _quote(text: str) -> str | None:
    mark = next((mark for mark in "\"'" if mark not in text), None)
    return None if mark is None else f"{mark}{text}{mark}"


def _is_name(word: str) -> bool:
    return word not in _KEYWORDS and _NAME.fullmatch(word) is not None


def _join(pieces: Sequence[str | None], glue: str = " ") -> str | None:
    """Join what was spelled; None if any of it could not be."""
    written = [piece for piece in pieces if piece is not None]
    return glue.join(written) if len(written) == len(pieces) else None


#: What reads the words of a tag so, by its name.
RELAXED: Mapping[str, Callable[[str], str | None]] = {
    "assign": relax_assignment,
    "capture": relax_name,
    "case": relax_case,
    "cycle": relax_cycle,
    "elsif": relax_condition,
    "for": relax_loop,
    "if": relax_condition,
    "output": relax_output,
    "unless": relax_condition,
}
