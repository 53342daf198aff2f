"""Markup: what readers are shown, the normal form in which an article is read, its tokens. The door to nh3.

`normalise` parses HTML by the HTML5 algorithm and writes it out again, so that what follows sees what a
browser would show, whatever was scraped. What it writes is well-formed: every element is closed, every
attribute quoted, every ``<`` of a text escaped. So one regular expression reads it exactly: `read_tokens`.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import cast

import nh3

from feedtool.errors import PostError
from feedtool.text import fold_space, strip_illegal

#: A piece of text as it is written, or a tag: (text, "", "", "") or ("", "" or "/", name, attributes).
#: A plain tuple: a regular expression makes a list of them in one go, and an article has hundreds.
Token = tuple[str, str, str, str]

BLOCKS = frozenset(
    "address blockquote caption col colgroup dd details dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p "
    "pre summary table tbody td tfoot th thead tr ul".split()
)
#: Elements that group blocks and mean nothing in a feed: what is inside stands for itself.
CONTAINERS = frozenset(
    "article aside center dialog div fieldset footer form header hgroup legend main nav search "
    "section".split()
)
#: Elements that stand apart from what is beside them, in one line with it: a space is left of each tag.
SPACED = frozenset({"button", "option", "select", "textarea"})
#: Elements that only style what is inside.
STYLES = frozenset({"font", "span"})
#: Tags that part words: a line break, and the beginning and the end of a block.
PARTING = BLOCKS | CONTAINERS | SPACED | {"br"}
_INLINE = frozenset(
    "a abbr audio b bdi bdo br cite code del dfn em i img ins kbd mark picture q rp rt ruby s samp small "
    "source strong sub sup time track u var video wbr".split()
)
#: Browsers nest no deeper, and it is no article.
_DEEPEST = 512
_VOID = frozenset({"br", "col", "hr", "img", "link", "source", "track", "wbr"})
_ALLOWED_TAGS = BLOCKS | _INLINE
_ALLOWED_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "audio": {"controls", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "source": {"src", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"kind", "label", "src", "srclang"},
    "video": {"controls", "height", "poster", "src", "width"},
}
#: What rules may look at, beside what readers may see.
EVIDENCE_ATTRIBUTES = {"class", "hidden", "id", "rel", "style"}
#: Where pages keep the address of an image that their script loads late; the first one counts.
LATE_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-lazy")
#: Where they keep one image in several sizes.
SOURCE_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_URL_SCHEMES = {"ftp", "http", "https", "magnet", "mailto", "tel"}
#: Elements whose content is never text of the article.
_WITHOUT_CONTENT = set("noembed noframes script style template title".split())
_IMG_ATTRIBUTES = _ALLOWED_ATTRIBUTES["img"] | set(LATE_SOURCES) | set(SOURCE_SETS)

_normaliser = nh3.Cleaner(
    tags=set(_ALLOWED_TAGS | CONTAINERS | SPACED | STYLES | {"iframe", "link", "noscript", "strike"}),
    attributes={
        **_ALLOWED_ATTRIBUTES,
        "*": _ALLOWED_ATTRIBUTES["*"] | EVIDENCE_ATTRIBUTES,
        "audio": _ALLOWED_ATTRIBUTES["audio"] | {"data-src"},
        "iframe": {"height", "src", "width"},
        "img": _IMG_ATTRIBUTES,
        "link": {"href"},
        "source": _ALLOWED_ATTRIBUTES["source"] | {"data-src"},
        "video": _ALLOWED_ATTRIBUTES["video"] | {"data-src"},
    },
    clean_content_tags=_WITHOUT_CONTENT,
    url_schemes=_URL_SCHEMES,
    link_rel=None,
)
_image_reader = nh3.Cleaner(
    tags={"img"},
    attributes={"img": _IMG_ATTRIBUTES},
    clean_content_tags=_WITHOUT_CONTENT | {"iframe", "noscript"},
    url_schemes=_URL_SCHEMES,
    link_rel=None,
)
_sanitiser = nh3.Cleaner(
    tags=set(_ALLOWED_TAGS),
    attributes=_ALLOWED_ATTRIBUTES,
    clean_content_tags=_WITHOUT_CONTENT | {"iframe", "noscript"},
    url_schemes=_URL_SCHEMES,
    link_rel=None,
)

_QUOTE = '"'
#: Text that stands in HTML as it is: nothing in it is written in another way, dropped or read as markup.
_TEXT = r"[^<>&\x00-\x08\x0b-\x1f\x7f-\xa0\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]"
#: An attribute in whose value that holds of everything, too.
_ATTRIBUTE_AS_IT_IS = rf' (?:class|id|style)="{_TEXT.replace("<>", _QUOTE + "<>")}*"'
#: An address that whoever reads one takes for one: its host is no number and needs no decoding.
_HOST = r"//(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}"
_ADDRESS = rf"(?:(?:https?:)?{_HOST}|\.\.?|)/[A-Za-z0-9/.,_=?%()-]*"
_PARAGRAPH = rf'<p(?:{_ATTRIBUTE_AS_IT_IS})?>(?:{_TEXT}++|<a href="{_ADDRESS}">{_TEXT}*</a>)*</p>'
#: What plain Markdown is rendered as, and what most articles begin with: it is in the normal form.
_NORMAL = re.compile(
    rf"(?:{_PARAGRAPH}|[ \n]++|<blockquote>\n(?:{_PARAGRAPH}\n)*</blockquote>"
    rf"|<(?P<heading>h[1-6])>{_TEXT}*</(?P=heading)>)*"
)
#: What most blocks are once their addresses are absolute: as the sanitiser would write them.
_ABSOLUTE = rf"https?:{_HOST}/(?:[A-Za-z0-9/.,_=?%()-]|&amp;)*"
_IMAGE = (
    rf'<img(?: alt="{_TEXT.replace("<>", _QUOTE + "<>")}*")?(?: height="[0-9]+")? src="{_ABSOLUTE}"'
    r'(?: width="[0-9]+")?>'
)
_SHOWN = (
    rf"{_TEXT}++|<(?P<style>b|em|strong)>{_TEXT}*</(?P=style)>|{_IMAGE}"
    rf'|<a href="{_ABSOLUTE}">(?:{_TEXT}*|{_IMAGE})</a>'
)
_SAFE = re.compile(
    rf"<(?P<block>p|h[1-6])>(?:{_SHOWN})*</(?P=block)>|<blockquote>\n<p>{_TEXT}*</p>\n</blockquote>"
)
_ATTRIBUTES = r"((?: [a-z-]++=\"[^\"]*+\")*+)"
_ATTRIBUTE = re.compile(r" ([a-z-]++)=\"([^\"]*+)\"")
_TOKEN = re.compile(rf"([^<]++)|<(/?+)([a-z0-9]++){_ATTRIBUTES}>")
#: What stands in these is for readers without frames or scripts; the parser leaves its tags as they are.
_RAW = re.compile(rf"<(iframe|noscript){_ATTRIBUTES}>(.*?)</\1>", re.DOTALL)
_IMG = re.compile(rf"<img{_ATTRIBUTES}>")
_IMPORTANT = "!important"
#: The elements of AMP that are elements of HTML under another name (amp.dev, "AMP HTML components").
_AMP = re.compile(r"(</?)amp-(?:(anim)|(audio|iframe|img|video))(?=[\s/>])", re.IGNORECASE)
_EVIDENCE = re.compile(rf" (?:{'|'.join(sorted(EVIDENCE_ATTRIBUTES))})=\"[^\"]*\"")


def normalise(source: str) -> str:
    """Parse an HTML fragment and write it in the normal form, with the elements and attributes we know.

    Of what a ``<noscript>`` holds its first image is left, if there is one; an ``<iframe>`` is empty.
    """
    end = cast("re.Match[str]", _NORMAL.match(source)).end()
    if end == len(source):
        return source
    # A parser that has read whole paragraphs is as ready for anything as at the beginning.
    return source[:end] + _parse(source[end:]) if source.startswith("<", end) else _parse(source)


def _parse(source: str) -> str:
    """Write HTML in the normal form, whatever it is."""
    if "<amp-" in source:
        source = _AMP.sub(lambda match: match[1] + (match[3] or "img"), source)
    # Characters go last: without one of them, what stands in an iframe could look like its end.
    normal = _normaliser.clean(source)
    if "<iframe" in normal or "<noscript" in normal:
        normal = _RAW.sub(_empty_raw, normal)
    return strip_illegal(normal).replace("&nbsp;", "\xa0")


def _empty_raw(match: re.Match[str]) -> str:
    name, attributes, content = match.groups()
    if name == "iframe":
        return f"<iframe{attributes}></iframe>"
    image = _IMG.search(_image_reader.clean(content))
    return f"<noscript>{image[0]}</noscript>" if image else ""


def is_safe(source: str) -> bool:
    """Tell whether HTML is a block of text, images and links such as `sanitise` gives as they are."""
    return _SAFE.fullmatch(source) is not None


def sanitise(source: str) -> str:
    """Drop from HTML whatever is not on the allow-list."""
    return _sanitiser.clean(source).strip()


def read_tokens(normal: str) -> list[Token]:
    """Give the texts and the tags of HTML in the normal form.

    Raises:
        PostError: elements are nested hundreds deep.
    """
    tokens: list[Token] = _TOKEN.findall(normal)
    if len(tokens) > 2 * _DEEPEST and _measure_depth(tokens) > _DEEPEST:  # two tags a level at the least
        message = "elements are nested too deep to be an article; remove most of them"
        raise PostError("nesting-too-deep", message)
    return tokens


def _measure_depth(tokens: Iterable[Token]) -> int:
    steps = (-1 if slash else 1 for _, slash, name, _ in tokens if name and name not in _VOID)
    return max(accumulate(steps, initial=0))


def write_tokens(tokens: Iterable[Token]) -> str:
    """Write tokens as HTML, as they were read."""
    return "".join(
        [f"<{slash}{name}{attributes}>" if name else text for text, slash, name, attributes in tokens]
    )


def read_attributes(attributes: str) -> dict[str, str]:
    """Give the attributes of a tag by their names."""
    values = dict(_ATTRIBUTE.findall(attributes))
    return {name: html.unescape(value) for name, value in values.items()} if "&" in attributes else values


def read_attribute(attributes: str, name: str) -> str | None:
    """Give one of the attributes of a tag; None if it has none of that name.

    Where it is sought can be no part of another's value, in which no quote stands as it is.
    """
    _, found, rest = attributes.partition(f' {name}="')
    return html.unescape(rest.partition(_QUOTE)[0]) if found else None


def write_attributes(attributes: Mapping[str, str]) -> str:
    """Write attributes as they stand in a tag, in the order of their names."""
    return "".join(
        [f' {name}="{escape(value).replace(_QUOTE, "&quot;")}"' for name, value in sorted(attributes.items())]
    )


@lru_cache(maxsize=1024)  # the posts of a site share their classes and styles
def drop_evidence(attributes: str) -> str:
    """Drop from the attributes of a tag, as they are written, what no reader is shown."""
    shown = _EVIDENCE.sub("", attributes)
    return write_attributes(read_attributes(shown)) if shown else ""


@lru_cache(maxsize=1024)
def fold_style(style: str) -> str:
    """Write a style as rules compare it: ``;display:none;``, whatever its spaces, case and ``!important``.

    Each declaration has a semicolon before and behind it, so that a rule can tell where one ends. Of several
    for one property the last one counts, and an important one before others (CSS Cascade, section 6).
    """
    declared: dict[str, tuple[bool, str]] = {}
    for declaration in filter(None, "".join(style.lower().split()).split(";")):
        is_important = declaration.endswith(_IMPORTANT)
        name = declaration.partition(":")[0]
        if is_important or not declared.get(name, (False, ""))[0]:
            declared[name] = is_important, declaration.removesuffix(_IMPORTANT)
    return f";{';'.join(declaration for _, declaration in declared.values())};"


def escape(text: str) -> str:
    """Write a plain text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read_words(tokens: Iterable[Token]) -> str:
    """Give the text of tokens as people see it: a line break and the ends of a block part words."""
    parts = [text or ("\n" if name in PARTING else "") for text, _, name, _ in tokens]
    return fold_space(html.unescape("".join(parts)))


def find_end(tokens: Sequence[Token], start: int) -> int:
    """Give the index of the tag that closes the element whose tag is at ``start``; itself if it has none."""
    own = tokens[start][2]
    if own in _VOID:
        return start
    if tokens[start + 1][0] and tokens[start + 2][1]:
        return start + 2  # most hold nothing but a text
    depth, index = 1, start
    while depth:
        index += 1
        _, slash, name, _ = tokens[index]
        if name == own:
            depth += -1 if slash else 1
    return index
