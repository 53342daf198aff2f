"""The names of outlets: what is one, how it is written, which are the same. Pure."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache

from feedtool import outlet_rules
from feedtool.credit_rules import LONGEST_CREDIT_LINE
from feedtool.outlet_rules import OutletRules
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
#: A name of several words, or that of a host.
_NAME = re.compile(
    r"(?:[A-Z0-9][\w.&'+-]*|[a-z]+[A-Z]\w*)(?:,? (?:&|and|at|de|for|in|of|on|the|[A-Z0-9(][\w.&'+)-]*)){0,7}"
    r"|[\w-]+(?:\.[\w-]+)+"
)
_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}")
_PLAIN_NAME = re.compile(r"(?:The )?[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,2}")


def clean_outlet(name: str, rules: OutletRules) -> str | None:
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
    if name in rules.names:
        return name
    if reads_like_outlet(stem := outlet_rules.OUTLET_SUFFIX.sub("", name), rules):
        name = stem
    longest = outlet_rules.LONGEST_OUTLET if name.isascii() else outlet_rules.LONGEST_WIDE_OUTLET
    is_name = 0 < len(name) <= longest and _is_balanced(name) and not outlet_rules.NO_NAME.search(name)
    has_letter = any(character.isalpha() for character in name)
    return name if is_name and has_letter and not find_nobody(name, rules) else None


def find_nobody(name: str, rules: OutletRules) -> str:
    """Give the name of the rule by which a name says that nobody knows; empty if it does not say so."""
    lower = name.lower()
    if name in rules.names:
        return ""
    if lower in rules.nobodies:
        return f"nobody {lower}"
    return next((rule.name for rule in rules.nobody_phrases if rule.pattern.search(lower)), "")


@lru_cache(maxsize=4096)  # as the outlets that are read below
def find_nobodies(said: str, rules: OutletRules) -> tuple[str, ...]:
    """Give for each word of a credit the rule by which it says that nobody knows; empty for any other."""
    names = outlet_rules.OUTLET_SEPARATOR.split(fold_name(outlet_rules.OUTLET_TAIL.sub("", said)))
    return tuple(find_nobody(word, rules) for name in names if (word := name.strip(_MARKS)))


def names_nobody(said: str, rules: OutletRules) -> bool:
    """Tell whether a credit says in so many words that nobody knows the outlet."""
    return all(find_nobodies(said, rules))


def find_alias(name: str, aliases: Mapping[str, str]) -> str:
    """Give the one name of an outlet, by the aliases and in whatever case it is written; else itself."""
    return aliases.get(name.casefold(), name)


def spell_alias(name: str, aliases: Mapping[str, str]) -> str:
    """Write another name of an outlet as the aliases have it, and as it is known; any other as it is."""
    folded = name.casefold()
    return folded if folded in aliases else name


class AskedOutlets:
    """The outlets that are known for certain, which remember the names that they were asked for."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        #: All of those names, and the ones whose being known can change what is made of the answers.
        self.names: set[str] = set()
        self.decisive: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        self.decisive.add(str(name))
        return name in self._known


def is_known_or(name: str, known: Container[str], *, otherwise: bool) -> bool:
    """Tell whether an outlet is known for certain; where ``otherwise`` says yes, that makes no difference."""
    if not otherwise:
        return name in known
    if isinstance(known, AskedOutlets):
        known.names.add(name)
    return True


def settle_name(name: str, known: Container[str], aliases: Mapping[str, str], rules: OutletRules) -> str:
    """Give the one name of an outlet: by the settings' aliases, and without 新闻 behind a whole name."""
    name = find_alias(name, aliases)
    stem = name.removesuffix("新闻")
    if stem == name or name in rules.names:
        return name
    is_outlet = is_known_or(stem, known, otherwise=reads_like_outlet(stem, rules))
    return find_alias(stem, aliases) if is_outlet else name


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
def read_outlets(text: str, rules: OutletRules) -> tuple[tuple[str, ...], bool]:
    """Read the outlets that a credit names, in order, and whether it says nothing beside them.

    None if any of them is no name: a credit half understood would be half wrong. What ends in a full stop
    is a sentence, unless what it says reads like an outlet. What the rules have for an outlet is one, however
    it looks.
    """
    text = fold_space(text)
    if (whole := fold_name(text)) in rules.names:
        return (whole,), True
    if len(text) > LONGEST_CREDIT_LINE or find_nobody(text, rules):
        return (), False
    named = outlet_rules.OUTLET_TAIL.sub("", text)
    shorter = named.removesuffix("等")
    if shorter != named and reads_like_outlet(outlet_rules.OUTLET_SEPARATOR.split(shorter)[-1], rules):
        named = shorter  # "and others", of whom nothing is said
    names = [
        name
        for part in outlet_rules.OUTLET_SEPARATOR.split(outlet_rules.OUTLET_PREFIX.sub("", named))
        for name in _clean_spaced(part, rules)
    ]
    if None in names:  # a comma parts names where each is one for certain, or all are of one plain word
        parts = [part.strip() for part in _COMMA.split(named)]
        is_list = read_like_outlets(parts, rules) or all(map(_PLAIN_NAME.fullmatch, parts))
        if is_list and not any(map(outlet_rules.OUTLET_SEPARATOR.search, parts)):
            names = [clean_outlet(part, rules) for part in parts]
    found = tuple(dict.fromkeys(name for name in names if name is not None))
    is_sentence = named.endswith(("。", "！", "？", ".", "!", "?"))
    if None in names or (is_sentence and not read_like_outlets(found, rules)):
        return (), False
    return found, named == text


def _clean_spaced(text: str, rules: OutletRules) -> list[str | None]:
    """Read a name in which white space may stand: between names, inside one, or before what is none."""
    parts = text.split(" ")
    if len(parts) > 1 and read_like_outlets(parts, rules):
        return [clean_outlet(part, rules) for part in parts]
    name = clean_outlet(text, rules)
    if name is None or len(parts) == 1 or name in rules.names:
        return [name]
    # Of 路透 彭博 and 德国 之声 nothing tells which is two outlets.
    is_marked = any(text.startswith(opening) and text.endswith(closing) for opening, closing in _PAIRS)
    is_untold = fold_name(text) != text and not is_marked and not reads_like_outlet(name, rules)
    return [None if is_untold or _holds_outlet(parts, rules) else name]


def _holds_outlet(parts: Sequence[str], rules: OutletRules) -> bool:
    """Tell whether some of the words are an outlet by themselves: in 路透 海港日报, not in 海港 日报."""
    halves = (("".join(parts[:count]), "".join(parts[count:])) for count in range(1, len(parts)))
    return any(
        not _is_only_endings(tail, rules)
        and (reads_like_outlet(head, rules) or reads_like_outlet(tail, rules))
        for head, tail in halves
    )


def _is_only_endings(text: str, rules: OutletRules) -> bool:
    """Tell whether a text is nothing but what names of outlets end in: 新闻客户端."""
    while text not in rules.endings and (ending := _find_ending(text, rules)):
        text = text.removesuffix(ending)
    return text in rules.endings


def fold_outlet(text: str, rules: OutletRules) -> str:
    """Write a name with no white space between Chinese characters, unless that may stand between names."""
    text = fold_space(text)
    parts = text.split(" ")
    name = fold_name(text)
    return text if name not in rules.names and _holds_outlet(parts, rules) else name


def is_host_name(text: str) -> bool:
    """Tell whether a text is the name of a host, as a site calls itself."""
    return _HOST.fullmatch(text) is not None


def may_be_name(text: str, rules: OutletRules) -> bool:
    """Tell whether an English text is written as a name: words of weight have capitals, or it is a host's."""
    return not text.isascii() or _NAME.fullmatch(text) is not None or reads_like_outlet(text, rules)


def reads_like_outlet(name: str, rules: OutletRules) -> bool:
    """Tell whether a name ends as the names of outlets do, and is no phrase that does so by chance."""
    return find_outlet_rule(name, rules) != ""


def read_like_outlets(names: Iterable[str], rules: OutletRules) -> bool:
    """Tell whether each of several names reads like an outlet."""
    return all(find_outlet_rule(name, rules) for name in names)


@lru_cache(maxsize=4096)
def find_outlet_rule(name: str, rules: OutletRules) -> str:
    """Give the name of the rule by which a name reads like an outlet; empty if it does not."""
    if name in rules.names:
        return f"outlet {name}"
    ending = _find_ending(name, rules)
    if not ending or find_no_outlet(name, rules):
        return ""
    is_subject = ending in rules.subject_endings and _is_subject(name.removesuffix(ending), rules)
    return "" if is_subject else f"ending {ending}"


def _find_ending(name: str, rules: OutletRules) -> str:
    """Give the longest ending that a name has; empty if it has none, or is nothing but that."""
    if not name.endswith(rules.endings) or name in rules.endings:
        return ""
    return max((ending for ending in rules.endings if name.endswith(ending)), key=len)


def _is_subject(stem: str, rules: OutletRules) -> bool:
    return not stem or stem in rules.subjects


def find_no_outlet(name: str, rules: OutletRules) -> str:
    """Give the name of the rule by which a name is no outlet, however it ends; empty if there is none."""
    return next((rule.name for rule in rules.no_outlets if rule.pattern.search(name)), "")


def find_person(name: str, rules: OutletRules) -> str:
    """Give the name of the rule by which a name may be a person's; empty for an outlet that is known."""
    if name in rules.names or reads_like_outlet(name, rules):
        return ""
    return next((rule.name for rule in rules.persons if rule.pattern.search(name)), "")


def find_rules_of(name: str, rules: OutletRules) -> frozenset[str]:
    """Give the names of all rules that say something of a name, for or against it."""
    found = {find_outlet_rule(name, rules), find_nobody(name, rules)}
    ending = _find_ending(name, rules)
    if ending:
        found.add(find_no_outlet(name, rules))
    found |= {f"subject {stem}" for stem in (name, name.removesuffix(ending)) if stem in rules.subjects}
    return frozenset(found - {""})


def name_of_tag(tag: str, known: Container[str], rules: OutletRules) -> str | None:
    """Give the outlet that a tag names by its ending, less one trailing 新闻; None if it names none."""
    if tag in rules.names:
        return tag
    name = tag.removesuffix("新闻")
    if name == tag:
        return tag if is_known_or(tag, known, otherwise=reads_like_outlet(tag, rules)) else None
    if tag in known and name not in known:
        return tag
    is_long = sum(not character.isascii() for character in name) > 1
    is_named = is_known_or(name, known, otherwise=is_long)
    return clean_outlet(name, rules) if is_named and not _is_subject(name, rules) else None
