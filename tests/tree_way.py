"""What `feedtool.clean` does, done another way: with a tree of its elements, and the CSS engine for rules.

Slower and plainer. A test holds the two together: what is read tag by tag comes out as if it had been read as
a tree. They share the normal form and the resolving of addresses, which other tests are about.
"""

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from feedtool import markup
from feedtool.clean import Article
from feedtool.model import Block, Link, Removal
from feedtool.rules import ElementRule
from feedtool.urls import make_absolute

LATE = ["data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-lazy"]
SETS = ["srcset", "data-srcset", "data-lazy-srcset"]
BLOCKS = frozenset(
    "address blockquote caption col colgroup dd details dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p "
    "pre summary table tbody td tfoot th thead tr ul".split()
)
CONTAINERS = frozenset(
    "article aside center dialog div fieldset footer form header hgroup legend main nav search "
    "section".split()
)
SPACED = frozenset({"button", "option", "select", "textarea"})
MEDIA = frozenset({"audio", "img", "source", "video"})
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
OPENED = CONTAINERS | frozenset("dd dt figcaption li summary".split())


def split_article(source: str, base_url: str, element_rules: Iterable[ElementRule]) -> Article:
    """Parse an HTML fragment and cut it into its top-level blocks."""
    root = parse(markup.normalise(source))
    removals = [*apply_rules(root, element_rules)]
    show_noscript_images(root, base_url)
    stated: list[str] = []
    removals += settle(root, base_url, stated)
    root.smooth()
    return Article(blocks=tuple(cut(root.contents)), removals=tuple(removals), stated=tuple(stated))


def parse(html: str) -> Tag:
    """Parse well-formed HTML and keep its white space."""
    soup = BeautifulSoup(f"<main>{html}</main>", "html.parser", preserve_whitespace_tags={"main"})
    root = soup.contents[0]
    assert isinstance(root, Tag)
    return root


def elements_of(root: Tag) -> list[Tag]:
    """Give all elements inside one, in order."""
    return [node for node in root.descendants if isinstance(node, Tag)]


def apply_rules(root: Tag, element_rules: Iterable[ElementRule]) -> Iterator[Removal]:
    """Take out what the rules select."""
    for element in root.select("[style]"):
        declarations = cascade("".join(str(element["style"]).lower().split()))
        element["style"] = f";{';'.join(declarations)};"
    for rule in element_rules:
        for element in root.select(rule.selector):
            if element.decomposed:
                continue
            if rule.action == "remove":
                yield Removal(rule=rule.name, text=" ".join(visible_text(element).split()))
                element.decompose()
            else:
                yield Removal(rule=rule.name, text=str(element.get("href", "")))
                element.unwrap()


def cascade(style: str) -> Iterator[str]:
    """Give the declarations of a style that count, one for each property."""
    parts = [part for part in style.split(";") if part]
    for name in dict.fromkeys(part.split(":")[0] for part in parts):
        mine = [part for part in parts if part.split(":")[0] == name]
        strong = [part for part in mine if part.endswith("!important")]
        yield re.sub("!important$", "", [*mine, *strong][-1])


def show_noscript_images(root: Tag, base_url: str) -> None:
    """Put the image of a noscript in the place of the one beside it that has no address."""
    for noscript in root.select("noscript"):
        for step in ("previous_sibling", "next_sibling"):
            beside = getattr(noscript, step)
            while isinstance(beside, PageElement) and not isinstance(beside, Tag) and not str(beside).strip():
                beside = getattr(beside, step)
            is_lost = isinstance(beside, Tag) and beside.name == "img" and not usable_source(beside, base_url)
            if is_lost and any(usable_source(image, base_url) for image in elements_of(noscript)):
                beside.replace_with(*list(noscript.contents))
                break
    for noscript in root.select("noscript"):
        noscript.decompose()


def usable_source(image: Tag, base_url: str) -> str | None:
    """Give the first address of an image that can be used."""
    sources = [str(image[name]) for name in [*LATE, "src"] if name in image.attrs]
    for name in SETS:
        sizes = []
        for part in str(image.get(name, "")).split(", "):
            address, _, size = part.strip(" ,").partition(" ")
            sizes.append((float(size.strip()[:-1]) if size.strip() else 1.0, address))
        sources += [address for _, address in sorted(sizes, key=lambda pair: pair[0], reverse=True)]
    return next((source for source in sources if source.strip() and make_absolute(base_url, source)), None)


def settle(root: Tag, base_url: str, stated: list[str]) -> Iterator[Removal]:
    """Make addresses absolute, and elements that no reader can show into what a reader can."""
    for element in elements_of(root):
        if element.name in MEDIA and (source := usable_source(element, base_url)) is not None:
            element["src"] = source
        elif element.name in MEDIA and (late := [name for name in LATE if name in element.attrs]):
            element["src"] = element[late[0]]
        for name in ("cite", "href", "poster", "src"):
            if name not in element.attrs:
                continue
            absolute = make_absolute(base_url, str(element[name]))
            if absolute is None or (name != "href" and not str(element[name]).strip()):
                yield Removal(rule="bad-address", text=str(element[name]))
                del element[name]
            else:
                element[name] = absolute
        if "href" in element.attrs and "canonical" in element.get_attribute_list("rel"):
            stated.append(str(element["href"]))
        for name in ["class", "hidden", "id", "rel", "style", *LATE, *SETS]:
            del element[name]
        yield from replace(element, base_url)


def replace(element: Tag, base_url: str) -> Iterator[Removal]:
    """Put in the place of an element what a reader can show."""
    sides = [str(element[side]).strip() for side in ("height", "width") if side in element.attrs]
    is_tiny = bool(sides) and set(sides) <= {"0", "1", "0px", "1px"}
    if element.name in {"iframe", "img"} and is_tiny:
        yield Removal(rule="tracker", text=str(element.get("src", "")))
        element.decompose()
    elif element.name in {"span", "font"} or (element.name == "a" and "href" not in element.attrs):
        element.unwrap()
    elif element.name in SPACED:
        element.insert_before(" ")
        element.insert_after(" ")
        element.unwrap()
    elif element.name == "link" or (element.name in {"source", "track"} and "src" not in element.attrs):
        element.decompose()
    elif element.name == "strike":
        element.name = "s"
    elif element.name == "img" and "src" not in element.attrs:
        element.replace_with(str(element.get("alt", "")))
    elif element.name == "iframe":
        place: Tag = [element, *element.find_parents("a")][-1]
        while isinstance(place.next_sibling, Tag) and "data-embedded" in place.next_sibling.attrs:
            place = place.next_sibling
        place.insert_after(*link_to(str(element.get("src", ""))))
        element.decompose()
    elif element.name in {"audio", "video"}:
        add_fallback(element, base_url)


def add_fallback(element: Tag, base_url: str) -> None:
    """Let audio or video hold what a reader is shown that plays neither."""
    sources = [usable_source(inner, base_url) for inner in element.find_all("source")]
    chosen = [str(element.get("src", "")), *[make_absolute(base_url, it) for it in sources if it], ""]
    address = next(it for it in [*filter(None, chosen), ""])
    links = [str(it["href"]) for it in element.find_all("a") if "href" in it.attrs]
    if any(make_absolute(base_url, link) for link in links):
        return
    if not element.find_parent("a"):
        element.extend(link_to(address))
    elif not "".join(element.strings).strip():
        element.append(address)


def link_to(address: str) -> list[Tag]:
    """Give a link to what an element embeds, if it has an address."""
    if not address:
        return []
    link = Tag(name="a", attrs={"href": address, "data-embedded": ""})
    link.string = address
    return [link]


def cut(nodes: Iterable[PageElement]) -> Iterator[Block]:
    """Cut a list of nodes into blocks."""
    for element in group(nodes):
        is_heading_of_blocks = element.name in HEADINGS and any(map(is_block, elements_of(element)))
        if element.name in OPENED or is_heading_of_blocks:
            yield from cut(element.contents)
        else:
            yield from make_block(element)


def group(nodes: Iterable[PageElement]) -> Iterator[Tag]:
    """Give the elements on block level; what stands between two becomes a paragraph."""
    run: list[PageElement] = []
    for node in [*nodes, None]:
        if node is not None and not (isinstance(node, Tag) and holds_block(node)):
            run.append(node)
            continue
        if any(isinstance(item, Tag) or str(item).strip() for item in run):
            yield wrap(run)
        run = []
        if isinstance(node, Tag):
            yield node


def wrap(nodes: list[PageElement]) -> Tag:
    """Make a paragraph."""
    paragraph = Tag(name="p")
    paragraph.extend(nodes)
    return paragraph


def is_block(element: Tag) -> bool:
    """Tell whether an element stands on block level by its name."""
    return element.name in BLOCKS or element.name in CONTAINERS


def holds_block(element: Tag) -> bool:
    """Tell whether an element or one inside it stands on block level."""
    return is_block(element) or any(map(is_block, elements_of(element)))


def make_block(element: Tag) -> Iterator[Block]:
    """Make the block of an element, if it shows anything."""
    for container in [tag for tag in reversed(elements_of(element)) if tag.name in CONTAINERS]:
        container.extend(list(group(list(container.contents))))
        container.unwrap()
    if not holds_block(element):
        element = wrap([element])
    if element.name == "p":
        drop_indent(element)
        for line_break in element.find_all("br"):
            behind = line_break.next_sibling
            if behind is not None and not isinstance(behind, Tag):
                behind.replace_with(str(behind).lstrip())
    words = " ".join(visible_text(element).split())
    inside = [element, *elements_of(element)]
    has_media = any(
        tag.name in {"audio", "hr", "img", "table", "video"} or "data-embedded" in tag.attrs for tag in inside
    )
    if words or has_media:
        yield Block(
            tag=element.name,
            html=str(element),
            text=words,
            links=tuple(
                Link(url=str(tag["href"]), text=" ".join(visible_text(tag).split()))
                for tag in inside
                if tag.name == "a"
            ),
            images=tuple(str(tag["src"]) for tag in inside if tag.name == "img"),
            has_media=has_media,
            cite=str(element["cite"]) if "cite" in element.attrs else None,
        )


def drop_indent(paragraph: Tag) -> None:
    """Drop the white space that a paragraph begins with."""
    for node in list(paragraph.descendants):
        if isinstance(node, Tag):
            continue
        stripped = str(node).lstrip()
        node.replace_with(stripped)
        if stripped:
            break


def visible_text(element: Tag) -> str:
    """Give the text of an element: a line break and the ends of a block part words."""
    pieces = []
    for node in element.children:
        if not isinstance(node, Tag):
            pieces.append(str(node))
            continue
        edge = "\n" if node.name == "br" or node.name in SPACED or is_block(node) else ""
        pieces += [edge, visible_text(node), edge]
    return "".join(pieces)
