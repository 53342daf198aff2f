"""Rules for HTML inside a feed (section 2.3, `W3C on content, measured`)."""

import re
from collections.abc import Iterable

import html5lib

from .finding import Report
from .words import words

#: Elements that may do harm in a reader: known to HTML, refused by the validator.
_RISKY_TAGS = words(
    """
    applet base basefont body comment embed frame frameset head html iframe isindex link listing meta noframes
    object param plaintext script slot style title xmp
    """
)
_HARMLESS_TAGS = words(
    """
    a abbr acronym address area article aside audio b bdi big blockquote br button canvas caption center cite
    code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark menu
    meter nav noscript ol optgroup option output p picture pre progress q rp rt ruby s samp section select
    small source span strike strong sub summary sup table tbody td template textarea tfoot th thead time tr
    track tt
    u ul var video wbr
    """
)
#: Every tag name that counts as HTML; others are `NotHtml`, also SVG and MathML.
HTML_TAGS = _RISKY_TAGS | _HARMLESS_TAGS

#: The attributes of HTML, old and new. Handlers (`on…`), `role`, `aria-…` and inventions are not among them.
_HARMLESS_ATTRIBUTES = words(
    """
    abbr accept accept-charset accesskey action align allow allowfullscreen alt as autocapitalize autocomplete
    autofocus autoplay axis background bgcolor border bordercolor cellpadding cellspacing char charoff charset
    checked cite class clear color cols colspan compact contenteditable coords crossorigin data datetime
    decoding default dir dirname disabled download draggable enctype enterkeyhint face for form formenctype
    frame headers height hidden high href hreflang hspace id inputmode is ismap itemid itemprop itemref
    itemscope itemtype kind label lang list loading longdesc loop low max maxlength media method min minlength
    multiple muted name nohref nonce noshade nowrap open optimum pattern ping placeholder playsinline poster
    preload prompt readonly referrerpolicy rel required rev reversed rows rowspan rules scope selected shape
    size sizes span spellcheck src srclang srcset start step style summary tabindex target title translate
    type usemap valign value vspace width wrap xml:lang xmlns
    """
)
#: CSS properties the validator accepts; `max-width` and `box-sizing` are not among them.
_HARMLESS_PROPERTIES = words(
    """
    azimuth background background-color border border-bottom border-bottom-color border-bottom-style
    border-bottom-width border-collapse border-color border-left border-left-color border-left-style
    border-left-width border-right border-right-color border-right-style border-right-width border-spacing
    border-style border-top border-top-color border-top-style border-top-width border-width clear color cursor
    direction display elevation float font font-family font-size font-style font-variant font-weight height
    letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top
    overflow padding padding-bottom padding-left padding-right padding-top speak text-align text-decoration
    text-indent unicode-bidi vertical-align white-space width
    """
)
_DECLARATIONS = re.compile(r"(\s*[-\w]+\s*:\s*[^:;]*(;|$))*\s*")
_HARMLESS_VALUE = re.compile(r"""([,#%.\sa-zA-Z0-9!]|\w-\w|-\d|'[\s\w]+'|"[\s\w]+"|\([\d,\s]+\))*""")
#: The values below matter only for box properties, where a picture or a script could hide.
_BOX_PROPERTIES = ("background", "border", "margin", "padding")
_BOX_VALUE = re.compile(
    r"#[0-9a-f]+|rgb\([\d,%]+\)?|-?\d{0,3}(\.\d+)?(cm|em|ex|in|mm|pc|pt|px|%)?|!?[a-z]+,?"
)

_ABSOLUTE = re.compile(r"\w+:")
_FORBIDDEN_IN_URI = re.compile(r"(?![0-9A-Za-z;/?:@&=+$.\-_!~*'()%,#])[\x00-\x7f]")


def check_html(report: Report, where: str, value: str, *, absolute: bool) -> None:
    """HTML must be well-formed, harmless and, where asked, without relative addresses.

    Args:
        absolute: report relative `href` and `src` (RSS has no base for them). The validator
            looks only at `a` and `img`; here every element counts.
    """
    parser = html5lib.HTMLParser()
    tree = parser.parseFragment(value)
    # The validator runs the same parser in strict mode: the first parse error ends its work.
    if parser.errors:
        (line, column), code, _ = parser.errors[0]
        report.add("NotHtml", where, f"{code} at line {line}, column {column}")
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        name = element.tag.rpartition("}")[2]
        attributes = [(str(key), str(text)) for key, text in element.attrib.items()]
        check_element(report, where, name, attributes)
        for key, text in attributes if absolute else ():
            if key in ("href", "src"):
                _check_reference(report, where, text.strip())


def check_element(report: Report, where: str, name: str, attributes: Iterable[tuple[str, str]]) -> None:
    """One HTML element: its name, its attributes, its style."""
    if name.lower() not in HTML_TAGS:
        report.add("NotHtml", where, f"<{name}>")
        return
    if name.lower() in _RISKY_TAGS:
        report.add("SecurityRisk", where, f"<{name}>")
        return
    for key, text in attributes:
        if key.lower() == "style":
            if not _is_harmless_style(text):
                report.add("DangerousStyleAttr", where, text)
        elif key.lower() not in _HARMLESS_ATTRIBUTES and not key.lower().startswith("data-"):
            report.add("SecurityRiskAttr", where, f"{key} on <{name}>")


def _is_harmless_style(style: str) -> bool:
    if _DECLARATIONS.fullmatch(style) is None:
        return False
    for name, value in re.findall(r"([-\w]+)\s*:\s*([^:;]*)", style.lower()):
        if name not in _HARMLESS_PROPERTIES or _HARMLESS_VALUE.fullmatch(value) is None:
            return False
        is_box = name.partition("-")[0] in _BOX_PROPERTIES
        if is_box and not all(_BOX_VALUE.fullmatch(word) for word in value.split()):
            return False
    return True


def _check_reference(report: Report, where: str, reference: str) -> None:
    if _ABSOLUTE.match(reference):
        return
    if _FORBIDDEN_IN_URI.search(reference):
        report.add("InvalidUriChar", where, repr(reference))
    else:
        report.add("ContainsRelRef", where, repr(reference))
