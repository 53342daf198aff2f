r"""Whether a regular expression could take for ever: a pattern of a site's own must not hang a run. Pure.

A backtracking engine tries every way in which a text can be read. Where the ways multiply with each
character, twenty more of them take a million times as long; that is so just where a state of the pattern's
automaton can be left and reached again in two ways by one text (Weber and Seidl, "On the degree of ambiguity
of finite automata", Theoretical Computer Science 88, 1991: the criterion EDA). The automaton has a state for
each character that the pattern can match (Glushkov's construction).

What stands in the way of a match (``\b``, ``$``, a look ahead, a back-reference) is not asked, so that a
pattern may be refused that only such a sign makes harmless.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from re import _parser  # type: ignore[attr-defined]  # the only one that reads patterns as re does
from typing import Any

#: A repeat of up to so many is written out, so that what it holds is not taken for a loop.
_FEW = 4
#: Characters that stand for all that a pattern does not name, and two of them that ordinary text is made of.
_SAMPLES = "龘q中aZé09_ ，\n\t\0"
_ORDINARY = "龘q"
_CHARACTERS = frozenset({"ANY", "IN", "LITERAL", "NOT_LITERAL"})
_ASSERTIONS = frozenset({"ASSERT", "ASSERT_NOT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
#: What never gives back what it matched.
_SETTLED = frozenset({"ATOMIC_GROUP", "POSSESSIVE_REPEAT"})
_CATEGORIES = {
    "CATEGORY_DIGIT": re.compile(r"\d"),
    "CATEGORY_NOT_DIGIT": re.compile(r"\D"),
    "CATEGORY_NOT_SPACE": re.compile(r"\S"),
    "CATEGORY_NOT_WORD": re.compile(r"\W"),
    "CATEGORY_SPACE": re.compile(r"\s"),
    "CATEGORY_WORD": re.compile(r"\w"),
}


def find_danger(pattern: re.Pattern[str]) -> str | None:
    """Tell why a pattern could take for ever on some text; None if it cannot."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    named = {near for code in _find_codes(tree) for near in (code - 1, code, code + 1)}
    samples = "".join(chr(code) for code in named if code in range(0x110000))
    automaton = _Automaton(samples=frozenset(samples + samples.lower() + samples.upper() + _SAMPLES))
    automaton.read(tree, tree.state.flags)
    if any(map(automaton.is_ambiguous, automaton.loops)):
        return "could take for ever: a part that repeats holds one that repeats the same text, as in (a+)+"
    if any(map(automaton.has_three_in_a_row, _ORDINARY)):
        return "could take for ever: three parts in a row match any text, as in .*.*.*"
    return None


def _find_codes(items: Any, *, is_inside: bool = False) -> Iterator[int]:  # noqa: ANN401 - re has no types for it
    """Give the characters that the loops of a pattern name: only in these does it count which they share."""
    for operator, value in items:
        name = str(operator)
        if is_inside:
            yield from _read_codes(name, value)
        is_loop = name in _REPEATS and value[1] > _FEW
        for part in _parts_of(name, value):
            yield from _find_codes(part, is_inside=is_inside or is_loop)


def _read_codes(name: str, value: Any) -> Iterator[int]:  # noqa: ANN401 - as above
    if name in {"LITERAL", "NOT_LITERAL"}:
        yield value
    elif name == "RANGE":
        yield from value
    elif name == "IN":
        for kind, member in value:
            yield from _read_codes(str(kind), member)


def _parts_of(name: str, value: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Give the sequences that an item of a pattern holds."""
    if name in _REPEATS:
        return [value[2]]
    if name == "BRANCH":
        return list(value[1])
    if name == "GROUPREF_EXISTS":
        return [part or [] for part in value[1:]]
    held = {"ASSERT": 1, "ASSERT_NOT": 1, "SUBPATTERN": 3}
    return [value] if name == "ATOMIC_GROUP" else [value[held[name]]] if name in held else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of a pattern: the states that it begins and ends with, and whether it can match nothing.

    Each with the number of ways.
    """

    first: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)
    nothing: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loop:
    """States one behind the other in a pattern, and the ways from each to others that can be tried again."""

    states: range
    ways: Mapping[int, Counter[int]]


def _multiply(ways: Counter[int], times: int) -> Counter[int]:
    return Counter({state: count * times for state, count in ways.items() if times})


@dataclass(slots=True, kw_only=True)
class _Automaton:
    """The automaton of a pattern, built while its tree is read."""

    samples: frozenset[str]
    #: For each state the characters that it matches.
    states: list[frozenset[str]] = field(default_factory=list)
    #: For each state those that can follow it, and in how many ways.
    follow: list[Counter[int]] = field(default_factory=list)
    #: The outermost loops: of the states of each one every one can be reached from every other.
    loops: list[_Loop] = field(default_factory=list)
    #: The parts that never give back what they matched, and the ways from state to state in them.
    settled: list[_Loop] = field(default_factory=list)
    _depth: int = 0

    def read(self, items: Iterable[Any], flags: int) -> _Part:
        """Read a sequence."""
        whole = _Part()
        for operator, value in items:
            whole = self._join(whole, self._read_item(str(operator), value, flags))
        return whole

    def _read_item(self, name: str, value: Any, flags: int) -> _Part:  # noqa: ANN401 - as above
        if name == "LITERAL" and not flags & re.IGNORECASE:
            return self._add(self.samples & {chr(value)})
        if name in _CHARACTERS:
            return self._add(frozenset(filter(_make_test(name, value, flags), self.samples)))
        parts = _parts_of(name, value)
        if name == "SUBPATTERN":
            _, added, removed, _ = value
            return self.read(parts[0], (flags | added) & ~removed)
        if name in _SETTLED or name in _ASSERTIONS:
            depth, self._depth = self._depth, 0  # loops in it are loops of their own
            start = len(self.states)
            part = self._repeat(value, flags) if name in _REPEATS else self.read(parts[0], flags)
            self._depth = depth
            states = range(start, len(self.states))
            self.settled.append(_Loop(states=states, ways={it: Counter(self.follow[it]) for it in states}))
            return _Part() if name in _ASSERTIONS else part
        if name in _REPEATS:
            return self._repeat(value, flags)
        branches = [self.read(part, flags) for part in parts]
        return _Part(
            first=sum((branch.first for branch in branches), Counter()),
            last=sum((branch.last for branch in branches), Counter()),
            nothing=sum(branch.nothing for branch in branches) if branches else 1,
        )

    def _add(self, characters: frozenset[str]) -> _Part:
        self.states.append(characters)
        self.follow.append(Counter())
        own = Counter([len(self.states) - 1])
        return _Part(first=own, last=own, nothing=0)

    def _link(self, last: Counter[int], first: Counter[int]) -> None:
        for state, ways in last.items():
            self.follow[state].update(_multiply(first, ways))

    def _join(self, one: _Part, other: _Part) -> _Part:
        self._link(one.last, other.first)
        return _Part(
            first=one.first + _multiply(other.first, one.nothing) if one.nothing else one.first,
            last=other.last + _multiply(one.last, other.nothing) if other.nothing else other.last,
            nothing=one.nothing * other.nothing,
        )

    def _repeat(self, value: Any, flags: int) -> _Part:  # noqa: ANN401 - as above
        """Read a repeat: a copy for each time it has to match, or may where those are few, else a loop."""
        least, most, inside = value
        is_loop = most > _FEW
        copies = min(max(least, 1), _FEW) if is_loop else most
        whole, ends = _Part(), Counter[int]()
        for number in range(1, copies + 1):
            is_last = is_loop and number == copies
            part = self._read_loop(inside, flags) if is_last else self.read(inside, flags)
            whole = self._join(whole, part)
            if number >= min(least, copies):
                ends |= whole.last
        return _Part(first=whole.first, last=ends, nothing=whole.nothing + (least == 0))

    def _read_loop(self, inside: Any, flags: int) -> _Part:  # noqa: ANN401 - as above
        start = len(self.states)
        self._depth += 1
        part = self.read(inside, flags)
        self._depth -= 1
        self._link(part.last, part.first)
        if not self._depth:
            states = range(start, len(self.states))
            settled = [it for it in self.settled if it.states.start >= start]
            ways = {state: Counter(self.follow[state]) for state in states}
            for state, found in ((state, it.ways[state]) for it in settled for state in it.states):
                ways[state] = Counter(self.follow[state]) - found
            self.loops.append(_Loop(states=states, ways=ways))
        return part

    def is_ambiguous(self, loop: _Loop) -> bool:
        """Tell whether one text can lead round a loop in two ways."""
        if any(count > 1 for found in loop.ways.values() for count in found.values()):
            return True
        states = loop.states
        by_character = {state: self._sort_by_character(state, states) for state in states}
        waiting = [(states[0], states[0])] if len(states) > 1 else []
        before: dict[tuple[int, int], set[tuple[int, int]]] = {pair: set() for pair in waiting}
        while waiting:
            pair = waiting.pop()
            one, other = (by_character[state] for state in pair)
            for character in one.keys() & other.keys():
                for a, b in product(one[character], other[character]):
                    chosen = loop.ways[pair[0]]
                    if a != b and pair[0] == pair[1] and not (chosen[a] and chosen[b]):
                        continue  # where the two part, nothing is tried again
                    if (a, b) not in before:
                        before[a, b] = set()
                        waiting.append((a, b))
                    before[a, b].add(pair)
        # Every way in a loop leads back to where it began: do two that parted meet again?
        return any(a != b for pair, found in before.items() if pair[0] == pair[1] for a, b in found)

    def _sort_by_character(self, state: int, states: range) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for other in self.follow[state]:
            for character in self.states[other] if other in states else ():
                found.setdefault(character, []).append(other)
        return found

    def has_three_in_a_row(self, character: str) -> bool:
        """Tell whether a run of one character can be read by three loops, one after the other."""
        states = {state for state, found in enumerate(self.states) if character in found}
        reached = {state: self._reach(state, states) for state in states}
        settled = {state for part in self.settled for state in part.states}
        loops = {state for state in states - settled if state in reached[state]}
        behind = {
            state: {other for other in loops & reached[state] if state not in reached[other]}
            for state in loops
        }
        return any(behind[other] for state in loops for other in behind[state])

    def _reach(self, start: int, states: set[int]) -> set[int]:
        reached: set[int] = set()
        waiting = [start]
        while waiting:
            found = states.intersection(self.follow[waiting.pop()]) - reached
            reached |= found
            waiting.extend(found)
        return reached


def _make_test(name: str, value: Any, flags: int) -> Callable[[str], bool]:  # noqa: ANN401 - as above
    """Make what tells whether a state matches a character."""
    members = value if name == "IN" else [(name.removeprefix("NOT_"), value)]
    kinds = [(str(kind), member) for kind, member in members]
    is_negated = name == "NOT_LITERAL" or ("NEGATE", None) in kinds
    tested = [(kind, member) for kind, member in kinds if kind != "NEGATE"]

    def accepts(character: str) -> bool:
        is_folded = flags & re.IGNORECASE
        forms = {character, character.lower(), character.upper()} if is_folded else {character}
        return any(_fits(kind, member, form) for kind, member in tested for form in forms) != is_negated

    return accepts


def _fits(kind: str, value: Any, character: str) -> bool:  # noqa: ANN401 - as above
    if kind == "CATEGORY":
        return _CATEGORIES[str(value)].match(character) is not None
    if kind == "RANGE":
        low, high = value
        return len(character) == 1 and low <= ord(character) <= high
    return kind == "ANY" or character == chr(value)
