"""Elements that rules select go. Pure.

What a rule selects is found among the tokens of the normal form (`markup`). A rule that asks for more than a
name, a class or an attribute needs the tree of the whole article: `tree` applies it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from feedtool import tree
from feedtool.markup import Token, find_end, fold_style, read_attribute, read_tokens, read_words
from feedtool.model import Removal
from feedtool.rules import ElementRule

_SIMPLE_SELECTOR = re.compile(r"([a-z][a-z0-9]*|)(?:\.([A-Za-z_][\w-]*)|\[([a-z][a-z-]*)(?:\*='([^']+)')?\])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Selector:
    """A simple selector: the name of an element, if any, and a class or an attribute that it has."""

    name: str
    key: str
    class_: str
    #: What stands in the value of the attribute.
    part: str
    #: What stands in the tag of every element that is selected.
    hint: str

    def selects(self, name: str, attributes: str) -> bool:
        if self.name and self.name != name:
            return False
        value = _read_value(attributes, self.key)
        if value is None:
            return False
        return self.class_ in value.split() if self.class_ else self.part in value


@lru_cache(maxsize=1 << 10)  # the posts of a site share their classes and styles
def _read_value(attributes: str, key: str) -> str | None:
    """Give an attribute as selectors compare it; None if there is none."""
    value = read_attribute(attributes, key)
    return fold_style(value) if value is not None and key == "style" else value


def apply_rules(normal: str, element_rules: Iterable[ElementRule]) -> tuple[list[Token], list[Removal]]:
    """Take out the elements that rules select, rule by rule; give the tokens that stay, and what went.

    ``normal`` is HTML in the normal form.

    Raises:
        PostError: elements are nested hundreds deep.
    """
    tokens = read_tokens(normal)
    simple = [(rule, _read_selector(rule.selector)) for rule in element_rules]
    if not all(selectors for _, selectors in simple):
        return tree.apply_rules(normal, [rule for rule, _ in simple])
    removals: list[Removal] = []
    gone: set[int] = set()
    tags: list[tuple[int, str, str]] = []
    for rule, selectors in simple:
        hinted = [selector for selector in selectors if selector.hint in normal]
        if not hinted:
            continue  # most articles have nothing that a rule takes out
        tags = tags or [(index, token[2], token[3]) for index, token in enumerate(tokens) if token[3]]
        selected = {
            tag
            for selector in hinted
            for tag in tags
            if selector.hint in tag[2] and selector.selects(tag[1], tag[2])
        }
        for index, _, attributes in sorted(selected):
            if index in gone:
                continue  # it went with one that it was in
            end = find_end(tokens, index)
            if rule.action == "remove":
                inside = [tokens[inner] for inner in range(index, end) if inner not in gone]
                removals.append(Removal(rule=rule.name, text=read_words(inside)))
                gone.update(range(index, end + 1))
            else:
                removals.append(Removal(rule=rule.name, text=read_attribute(attributes, "href") or ""))
                gone |= {index, end}
    return [token for index, token in enumerate(tokens) if index not in gone] if gone else tokens, removals


@cache
def _read_selector(selector: str) -> tuple[_Selector, ...]:
    """Read a list of simple selectors (``a.keytip``, ``[hidden]``, ``[style*='x']``); none if one is not."""
    selectors = []
    for part in selector.split(","):
        match = _SIMPLE_SELECTOR.fullmatch(part.strip())
        if match is None:
            return ()
        name, class_, key, value = match.groups(default="")
        selectors.append(
            _Selector(name=name, key=key or "class", class_=class_, part=value, hint=class_ or key)
        )
    return tuple(selectors)
