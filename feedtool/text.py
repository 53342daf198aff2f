"""Plain text: what XML and readers can show, and how much of it. Contains no rule about posts."""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b

#: What no XML 1.0 document may hold (section 2.2), what the W3C feed validator calls BadCharacters (C1
#: controls, U+FFFD), and U+FDD0 to U+FDEF, which the renderer uses as marks of its own.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd\ufffe\uffff]")
#: In two sets: of more than two ranges `re` makes a table of all characters, which takes 2 ms.
_WIDE = "(?:[\u2e80-\u9fff\uf900-\ufaff]|[\uff00-\uffef])"
_WIDE_SPACE = re.compile(f"(?<={_WIDE}) (?={_WIDE})")
#: The names of HTML's elements; any other ``<word>`` in a title is text.
_ELEMENTS = (
    "a|abbr|article|aside|audio|b|big|blockquote|body|br|button|canvas|center|cite|code|dd|del|div|dl|dt|em|embed|"
    "figure|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|"
    "meta|nav|object|ol|p|pre|q|s|script|section|select|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|"
    "textarea|th|thead|title|tr|tt|u|ul|var|video"
)
_TITLE_TAG = re.compile(rf"</?(?:{_ELEMENTS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
#: What a word that is not Chinese, Japanese or the like is made of.
_WORD = "".join(map(chr, range(0x21, 0x7F)))
#: What is no letter and no digit (see `str.isalnum`), but for what parts C++ and C#, and may part digits.
_BESIDE_TITLE = re.compile(r"[\W_](?<![+#%])(?:(?<![.:/-])|(?<![^\W_a-z].)|(?![^\W_a-z]))")
_PARTING_DIGITS = re.compile(r"[.:/-]")
#: Nobody finds two texts with one digest among 2 ** 60. With what Python adds, three digests take 80 bytes.
DIGEST_BYTES = 15
_SENTENCE_END = re.compile(r"[。！？…]+[”」』’\"）)]*|[.!?]+[\"')”]*(?=\s)")


def strip_illegal(text: str) -> str:
    """Drop the characters that no feed may hold."""
    return _ILLEGAL.sub("", text) if _ILLEGAL.search(text) else text


def find_illegal(text: str) -> int | None:
    """Give the index of the first character that no feed may hold, or None."""
    match = _ILLEGAL.search(text)
    return match.start() if match else None


#: What Liquid's strip_html takes out with all that is in it.
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


def fold_space(text: str) -> str:
    """Make every run of white space (the ideographic space too) one space, none at the ends."""
    return " ".join(text.split())


def fold_name(text: str) -> str:
    """Write a name with single spaces, and with none between two Chinese or Japanese characters."""
    return _WIDE_SPACE.sub("", fold_space(text))


def make_plain(text: str) -> str:
    """Make one line of plain text of a title: no tags, no entities, no illegal characters.

    A title is plain text in every format; one that still held ``&amp;`` or ``<b>`` would be read as markup
    by some readers (W3C validator: ContainsHTML, ContainsUndeclaredHTML).
    """
    if "<" in text:
        text = _HIDDEN.sub("", text)
    while "&" in text and (decoded := html.unescape(text)) != text:
        text = decoded  # what was scraped is often escaped twice
    if "<" in text:
        text = _TITLE_TAG.sub("", text)
    return fold_space(strip_illegal(text))


def is_same_title(one: str, other: str) -> bool:
    """Tell whether two texts are one title: typography, case, punctuation and white space tell nothing."""
    key = fold_title(other)
    if key == "" or (one.isascii() and not key.isascii()):  # an address is no Chinese title
        return False
    return key == fold_title(one)


@lru_cache(maxsize=1 << 10)  # a post's title is compared with its headings, and with itself in other posts
def fold_title(title: str) -> str:
    """Give what a title has in common with itself in other typography: its letters and digits, folded."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return _PARTING_DIGITS.sub(_keep_between_digits, _BESIDE_TITLE.sub("", folded))


def _keep_between_digits(mark: re.Match[str]) -> str:
    index, text = mark.start(), mark.string
    return mark[0] if text[index - 1].isdigit() and text[index + 1].isdigit() else ""


def shorten(text: str, columns: int) -> str:
    """Cut a text to at most ``columns`` columns, at the end of a sentence if one ends in the last half.

    A wide character (CJK) takes two columns. A text that was cut elsewhere ends in an ellipsis.
    """
    end = _fitting(text, columns)
    if end == len(text):
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, end)]
    if ends and ends[-1] * 2 >= end and not _is_mark(text[ends[-1]]):
        return text[: ends[-1]]
    head = text[: _fitting(text, columns - 1)]
    if text[len(head)].isascii() and text[len(head)].isalnum():
        head = head.rstrip(_WORD) or head
    return head.rstrip(" ,;:，；：、") + "…"


def count_columns(text: str) -> int:
    """Count the columns that a text takes; a wide character (CJK) takes two."""
    return sum(map(_columns_of, text))


def wrap(text: str, columns: int) -> list[str]:
    """Cut a text into lines of at most ``columns`` columns, at spaces, and wide characters anywhere.

    A longer word of ASCII, such as a path, stays whole.
    """
    lines = [""]
    for word in (part for whole in text.split(" ") for part in _cut_word(whole, columns)):
        line = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and count_columns(line) > columns:
            lines.append(word)
        else:
            lines[-1] = line
    return lines


def _cut_word(word: str, columns: int) -> Iterator[str]:
    while not word.isascii() and (end := _fitting(word, columns)) < len(word):
        yield word[:end]
        word = word[end:]
    yield word


def _fitting(text: str, columns: int) -> int:
    """Give the length of the longest prefix that fits, never between a character and its combining mark."""
    sure = columns // 2  # so many characters fit, however wide they are
    if len(text) <= sure:
        return len(text)
    used = count_columns(text[:sure])
    for index, character in enumerate(text[sure:], start=sure):
        used += _columns_of(character)
        if used > columns and not _is_mark(character):
            return index
    return len(text)


@cache  # as many as there are characters in use
def _columns_of(character: str) -> int:
    if _is_mark(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"F", "W"} else 1


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def digest_bytes(data: bytes) -> str:
    """Give what tells these bytes from any others, on every machine: BLAKE2b, 32 digits."""
    return blake2b(data, digest_size=16).hexdigest()


def digest_text(text: str) -> bytes:
    """Give what tells a text from any other, in `DIGEST_BYTES`: those of all posts are in memory at once."""
    return blake2b(text.encode(), digest_size=DIGEST_BYTES).digest()


def count_bytes(text: str) -> int:
    """Count the bytes of a text with each ``&``, ``<`` and ``>`` as the longest reference in use (&#x26;)."""
    data = text.encode()
    special = len(data) - len(data.translate(None, b"&<>\n"))
    return len(data) + 5 * special
