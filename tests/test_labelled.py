"""The outlets, the original and the text are right in every labelled post, whatever its shape."""

import html
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import html5lib
import pytest
from build import make_config
from build import make_raw as raw
from labelled import CASES, KNOWN, PARTS, SEPARATOR, SITE_URL, Case

from feedtool.credit import decide
from feedtool.model import Draft
from feedtool.prepare import prepare

CONFIG = make_config(url=SITE_URL)
#: What stands in a line of text; every other element begins and ends one.
INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup "
    "time u var wbr".split()
)
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=[case.path for case in CASES])


@cache
def prepared(case: Case) -> Draft:
    draft = prepare(raw(case.path, case.text), CONFIG)
    assert draft is not None
    return draft


def read(content: str) -> Any:
    """Read a fragment with another parser than ours."""
    return html5lib.parseFragment(content, treebuilder="etree", namespaceHTMLElements=False)


def visible(element: Any) -> Iterator[str]:
    """Yield the text below an element, with white space where a block or a line ends."""
    if not isinstance(element.tag, str):  # a comment
        return
    gap = "" if element.tag in INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        yield from visible(child)
        yield child.tail or ""
    yield gap


def fold(text: str) -> str:
    return " ".join(text.split())


def find_in_order(text: str, sentences: tuple[str, ...]) -> Iterator[str]:
    """Yield the sentences that stand in the text once, and below those before them."""
    start = 0
    for sentence in sentences:
        found = text.find(sentence, start)
        if found >= 0 and text.count(sentence) == 1:
            yield sentence
            start = found + len(sentence)


@EVERY_CASE
def test_the_outlets_and_the_original_are_the_labelled_ones(case: Case) -> None:
    credit = decide(prepared(case).evidence, KNOWN, CONFIG)

    assert (case.outlets, case.original) == (credit.outlets, credit.original_url)


@EVERY_CASE
def test_every_sentence_stays_once_and_in_order(case: Case) -> None:
    text = fold("".join(visible(read(prepared(case).content_html))))

    assert case.kept == tuple(find_in_order(text, case.kept))


@EVERY_CASE
def test_no_chrome_stays(case: Case) -> None:
    content = prepared(case).content_html
    text = "".join(visible(read(content)))
    # The markup and the text: a word can be split by an element, and an address written with entities.
    haystack = f"{html.unescape(content)}\n{text}\n{fold(text)}"

    assert () == tuple(words for words in case.gone if words in haystack)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.is_whole], ids=[case.path for case in CASES if case.is_whole]
)
def test_nothing_stands_beside_the_labelled_sentences(case: Case) -> None:
    text = "".join(visible(read(prepared(case).content_html)))

    assert "".join("".join(case.kept).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.addresses], ids=[case.path for case in CASES if case.addresses]
)
def test_the_addresses_of_images_films_and_other_links_stay(case: Case) -> None:
    elements = list(read(prepared(case).content_html).iter())
    stand = {element.get(key) for element in elements for key in ("href", "src") if element.get(key)}

    assert set() == set(case.addresses) - stand


def test_there_are_enough_cases_and_no_two_are_alike() -> None:
    assert 320 <= len(CASES)
    assert len(CASES) == len({case.text for case in CASES})
    assert len(CASES) == len({case.name for case in CASES})


def test_every_part_occurs_in_three_cases_at_least() -> None:
    used = Counter(name for case in CASES for name in case.name.split(SEPARATOR))
    names = [part.name for parts in PARTS for part in parts]

    assert [] == [name for name, times in Counter(names).items() if times > 1]
    assert [] == [name for name in names if used[name] < 3]


@EVERY_CASE
def test_no_label_contradicts_itself(case: Case) -> None:
    kept = [fold(words) for words in case.kept]

    assert list(case.kept) == kept
    assert [] == [words for words in kept if sum(words in other for other in kept) > 1]
    assert [] == [words for words in case.gone if any(words in other for other in kept)]
