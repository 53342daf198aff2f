"""Language tags, as in RSS `language` and `xml:lang` (section 2.1: `zh-CN`)."""

import re

from .words import words

#: ISO 639-1.
_TWO_LETTER_CODES = words(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik
    io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml
    mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc
    sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz
    ve vi vo wa wo xh yi yo za zh zu
    """
)
_TAG = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]{1,8})*")


def is_language(tag: str) -> bool:
    """Tell whether a tag starts with a language code that exists.

    Three-letter codes are taken on trust: ISO 639-2 and 639-3 are too long to list in a test.
    """
    match = _TAG.fullmatch(tag)
    if match is None:
        return False
    code = match.group(1).lower()
    return len(code) == 3 or code in _TWO_LETTER_CODES
