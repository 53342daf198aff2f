"""What needs the tree of an article's elements, and not only their tags. The one importer of bs4.

That is a rule with any CSS selector, and an element whose insides have to be grouped anew. Most posts have
neither, and to build a tree takes ten times as long as to read the tags.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from feedtool.markup import (
    BLOCKS,
    CONTAINERS,
    Token,
    escape,
    fold_style,
    read_words,
    write_attributes,
    write_tokens,
)
from feedtool.model import Removal
from feedtool.rules import ElementRule

if TYPE_CHECKING:
    from bs4.element import PageElement, Tag

#: What wraps all that is parsed: no element of HTML, and none of the normal form.
_ROOT = "x-root"


def apply_rules(normal: str, element_rules: Iterable[ElementRule]) -> tuple[list[Token], list[Removal]]:
    """Take out the elements that rules select, rule by rule; give the tokens that stay, and what went.

    ``normal`` is HTML in the normal form.
    """
    root = _parse(normal)
    for element in root.find_all(style=True):
        element["style"] = fold_style(str(element["style"]))
    removals: list[Removal] = []
    for rule in element_rules:
        for element in root.select(rule.selector):
            if element.decomposed:
                continue  # it was inside one that went before
            if rule.action == "remove":
                removals.append(Removal(rule=rule.name, text=read_words(_read(element))))
                element.decompose()
            else:
                removals.append(Removal(rule=rule.name, text=str(element.get("href", ""))))
                element.unwrap()
    return list(_read(root)), removals


def regroup(tokens: Iterable[Token]) -> list[Token]:
    """Open the containers inside an element: what stood in each stays apart from what is beside it.

    The sanitiser would join the words of two neighbours. Text and inline elements that a container held
    become paragraphs.
    """
    root = _parse(write_tokens(tokens))
    for container in reversed(root.find_all(CONTAINERS)):
        container.extend(list(_group(list(container.contents))))
        container.unwrap()
    regrouped = list(_read(root))
    if root.find(BLOCKS):
        return regrouped
    return [("", "", "p", ""), *regrouped, ("", "/", "p", "")]  # what the containers held was empty


def _group(nodes: "Iterable[PageElement]") -> "Iterator[Tag]":
    """Give the elements on block level in a list of nodes; what stands between two becomes a paragraph."""
    from bs4.element import Tag  # noqa: PLC0415 - most runs need no tree, and it takes long to import

    run: list[PageElement] = []
    for node in [*nodes, None]:
        is_block_level = isinstance(node, Tag) and _holds_block(node)
        if node is not None and not is_block_level:
            run.append(node)
            continue
        if any(isinstance(item, Tag) or str(item).strip() for item in run):
            paragraph = Tag(name="p")
            paragraph.extend(run)
            yield paragraph
        run = []
        if isinstance(node, Tag):
            yield node


def _holds_block(element: "Tag") -> bool:
    return element.name in BLOCKS or element.find(BLOCKS) is not None


def _parse(normal: str) -> "Tag":
    from bs4 import BeautifulSoup  # noqa: PLC0415 - as above

    # As a rule bs4 folds white space, and makes lists of some attributes.
    soup = BeautifulSoup(
        f"<{_ROOT}>{normal}</{_ROOT}>",
        "html.parser",
        preserve_whitespace_tags={_ROOT},
        multi_valued_attributes=None,
    )
    return cast("Tag", soup.contents[0])


def _read(element: "Tag") -> Iterator[Token]:
    """Give the tokens of what is inside an element."""
    from bs4.element import Tag  # noqa: PLC0415 - as above

    open_: list[tuple[str, Iterator[PageElement]]] = [("", iter(element.contents))]
    while open_:
        name, nodes = open_[-1]
        node = next(nodes, None)
        if isinstance(node, Tag):
            attributes = write_attributes({key: str(value) for key, value in node.attrs.items()})
            yield "", "", node.name, attributes
            if not node.is_empty_element:
                open_.append((node.name, iter(node.contents)))
        elif node is not None:
            yield escape(str(node)), "", "", ""
        else:
            open_.pop()
            if open_:
                yield "", "/", name, ""
