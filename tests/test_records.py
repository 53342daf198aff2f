"""What the index keeps comes back as it was, whatever a post holds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtool import records
from feedtool.model import Block, Contact, Content, Credit, Evidence, Link, Problem

#: All that can stand in a text of a post: UTF-8 has no lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.lists(texts, max_size=3).map(tuple)
maybe = st.none() | texts
zones = st.sampled_from(
    (UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York"), timezone(timedelta(seconds=-5)))
)
dates = st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(9000, 1, 1), timezones=zones)  # noqa: DTZ001
# Python takes two moments of an hour that a clock shows twice for different ones, if their zones are.
moments = dates.map(lambda date: date.astimezone(timezone(date.utcoffset() or timedelta())))

evidences = st.builds(
    Evidence,
    stated=names,
    stated_rule=texts,
    credit_line=names,
    credit_line_rule=texts,
    digests=st.lists(names, max_size=3).map(tuple),
    unread=texts,
    original_url=maybe,
    original_rule=texts,
    own_address=texts,
    part_of_sentence=texts,
    writers=names,
    tags=names,
    matched=st.frozensets(texts, max_size=3),
)
credits_ = st.builds(
    Credit,
    authors=names,
    outlets=names,
    original_url=maybe,
    rule=st.sampled_from(("front-matter", "credit-line", "digest", "tag", "author", "site")),
    rule_name=texts,
    name_rules=names,
    evidence=texts,
)
contents = st.builds(
    Content,
    title=texts,
    published=moments,
    updated=moments,
    lead_category=maybe,
    image=maybe,
    language=maybe,
    summary=maybe,
    opening=texts,
    is_whole=st.booleans(),
    is_excerpt_only=st.booleans(),
    html=texts,
    contacts=st.lists(st.builds(Contact, name=texts, email=maybe, uri=maybe)).map(tuple),
)
problems = st.lists(
    st.builds(
        Problem,
        path=texts,
        line=st.integers(1),
        code=texts,
        severity=st.sampled_from(("warning", "error")),
        message=texts,
    ),
    max_size=3,
).map(tuple)
blocks = st.lists(
    st.builds(
        Block,
        tag=texts,
        html=st.just(""),
        text=texts,
        links=st.lists(st.builds(Link, url=texts, text=texts), max_size=2).map(tuple),
        images=names,
        has_media=st.booleans(),
        cite=st.none(),
        rule=st.none(),
    ),
    max_size=3,
).map(tuple)

KINDS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], str], Callable[[str], Any]]] = {
    "names": (names, records.dump_names, records.load_names),
    "common": (names, records.dump_common, records.load_names),
    "evidence": (evidences, records.dump_evidence, records.load_evidence),
    "credit": (credits_, records.dump_credit, records.load_credit),
    "content": (contents, records.dump_content, records.load_content),
    "problems": (problems, records.dump_problems, records.load_problems),
    "blocks": (blocks, records.dump_blocks, records.load_blocks),
}


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_what_is_written_is_read_back(kind: str, data: st.DataObject) -> None:
    strategy, dump, load = KINDS[kind]
    value = data.draw(strategy)

    assert value == load(dump(value))


@given(contents, dates, dates)
def test_dates_come_back_to_the_offset(content: Content, published: datetime, updated: datetime) -> None:
    # Equal moments can be of two offsets, and what is published shows the offset.
    content = content._replace(published=published, updated=updated)

    loaded = records.load_content(records.dump_content(content))

    assert content.published.isoformat() == loaded.published.isoformat()
    assert content.updated.isoformat() == loaded.updated.isoformat()


@given(evidences)
def test_the_same_is_written_as_the_same_text(evidence: Evidence) -> None:
    shuffled = frozenset(sorted(evidence.matched, reverse=True))

    written = {
        records.dump_evidence(it) for it in (evidence, records.load_evidence(records.dump_evidence(evidence)))
    }

    assert 1 == len(written)
    assert shuffled == evidence.matched


def test_counts_by_rule_are_names_too() -> None:
    for dump in (records.dump_names, records.dump_common):
        assert (("a", 1), ("b", 2)) == records.load_names(dump((("a", 1), ("b", 2))))


def test_a_text_of_the_index_can_do_nothing() -> None:
    # A pickle could run a program: what lies in a cache folder may be somebody else's by now.
    with pytest.raises(ValueError, match="Expecting value"):
        records.load_names("cos\nsystem\n(S'true'\ntR.")
