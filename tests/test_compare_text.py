"""What a comparison says to a person fits one screen; what it says to a program is all there is."""

from dataclasses import replace

import pytest

from feedtool.compare import ComparedEntry, ComparedFeed, Comparison, Field
from feedtool.compare_text import describe_comparison, render_comparison
from feedtool.new_ids import Reason

FEED = ComparedFeed(
    name="feed.xml",
    format="Atom 1.0",
    flaw="",
    entries=10,
    kept=7,
    again=2,
    gone=1,
    new_feed="all",
    new=0,
)
KEPT = ComparedEntry(
    feed="feed.xml",
    old_id="https://e.x/a",
    old_title="渡轮",
    id="https://e.x/a",
    path="_posts/a.md",
    status="kept",
    reason=None,
    changed={},
)
AGAIN = replace(
    KEPT,
    old_id="http://e.x/b",
    id="https://e.x/b",
    path="_posts/b.md",
    status="again",
    reason=Reason(code="scheme", message="the old id begins with http://"),
)
GONE = replace(
    KEPT,
    old_id="https://e.x/c",
    id=None,
    path=None,
    status="gone",
    reason=Reason(code="absent", message="no post of the archive has this id"),
)
LINK = ("https://e.x/a", "https://e.x/a.html")


def render(*entries: ComparedEntry, feed: ComparedFeed = FEED) -> list[str]:
    return render_comparison(Comparison(feeds=(feed,), entries=entries)).splitlines()


def change(field: Field, old: str, new: str) -> ComparedEntry:
    return replace(KEPT, changed={field: (old, new)})


def test_a_feed_is_one_line() -> None:
    assert "feed.xml (Atom 1.0): 10 entries: 7 kept, 2 shown again, 1 not published" == render(KEPT)[0]


def test_one_entry_is_one() -> None:
    assert "feed.xml (Atom 1.0): 1 entry: 1 kept, " in render(KEPT, feed=replace(FEED, entries=1, kept=1))[0]


def test_what_the_new_feed_has_besides_is_told() -> None:
    line = render(KEPT, feed=replace(FEED, new=10))[0]

    assert line.endswith(", 1 not published; all/ has 10 more, which readers show once, as new")


def test_if_nothing_differs_one_sentence_says_so() -> None:
    expected = ["", "Every entry keeps its id, link, title and date: no reader shows an article again."]
    assert expected == render(KEPT, KEPT)[1:]


def test_what_differs_is_told_by_kind_with_what_is_shown_again_first() -> None:
    shift = ("2020-01-04T00:00:00Z", "2020-01-03T16:00:00Z")
    entries = (
        replace(KEPT, changed={"title": ("渡轮", "潮汐"), "published": shift}),
        GONE,
        replace(AGAIN, changed={"link": LINK}),
        replace(AGAIN, old_id="1", reason=Reason(code="other", message="the old feed makes ids otherwise")),
        replace(AGAIN, old_id="http://e.x/d"),
    )

    assert [
        "",
        "shown again, for the old id begins with http://: 2",
        "  http://e.x/b -> https://e.x/b",
        "  http://e.x/d -> https://e.x/b",
        "",
        "shown again, for the old feed makes ids otherwise: 1",
        "  1 -> https://e.x/b",
        "",
        "link differs: 1",
        "  _posts/b.md: https://e.x/a -> https://e.x/a.html",
        "",
        "title differs: 1",
        "  _posts/a.md: 渡轮 -> 潮汐",
        "",
        "published differs by a time zone: see timezone in _config.yml, and [archive] naive_dates: 1",
        "  _posts/a.md: 2020-01-04T00:00:00Z -> 2020-01-03T16:00:00Z",
        "",
        "not published by feedtool: 1",
        "  https://e.x/c (渡轮): no post of the archive has this id",
    ] == render(*entries)[1:]


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (change("title", "“Ferry”…", '"Ferry"...'), "title differs in case or punctuation: 1"),
        (change("title", "Ferry", "Tide"), "title differs: 1"),
        (change("published", "2020-01-04T00:00:00Z", "2020-01-04T00:00:01Z"), "published differs: 1"),
        (change("published", "2020-01-04T00:00:00Z", "2020-01-05T00:00:00Z"), "published differs: 1"),
        (
            change("updated", "2020-01-04T00:00:00Z", "2020-01-04T05:45:00Z"),
            "updated differs by a time zone: see timezone in _config.yml, and [archive] naive_dates: 1",
        ),
        (change("link", *LINK), "link differs: 1"),
    ],
)
def test_a_difference_that_has_a_likely_cause_is_told_with_it(entry: ComparedEntry, title: str) -> None:
    assert title == render(entry)[2]


def test_many_rows_are_cut_short_and_counted() -> None:
    entries = [replace(AGAIN, old_id=f"http://e.x/{number}") for number in range(12)]

    lines = render(*entries)

    assert "shown again, for the old id begins with http://: 12" == lines[2]
    assert ["  http://e.x/9 -> https://e.x/b", "  ... and 2 more: see --json"] == lines[12:]


def test_nothing_in_an_id_breaks_the_line_or_drives_the_terminal() -> None:
    assert "  a [2J b -> https://e.x/b" == render(replace(AGAIN, old_id="a\n\x1b[2J b"))[3]


def test_as_many_rows_as_are_shown_are_not_cut() -> None:
    assert "  http://e.x/b -> https://e.x/b" == render(*[AGAIN] * 10)[-1]


def test_json_tells_all() -> None:
    feed = replace(FEED, flaw="no element found", new=3)
    entries = (KEPT, replace(AGAIN, changed={"link": LINK}), GONE)

    assert {
        "version": 1,
        "feeds": [
            {
                "feed": "feed.xml",
                "format": "Atom 1.0",
                "flaw": "no element found",
                "entries": 10,
                "kept": 7,
                "again": 2,
                "gone": 1,
                "new_feed": "all",
                "new": 3,
            }
        ],
        "entries": [
            {
                "feed": "feed.xml",
                "old_id": "https://e.x/a",
                "id": "https://e.x/a",
                "path": "_posts/a.md",
                "status": "kept",
                "reason": None,
                "message": None,
                "changed": {},
            },
            {
                "feed": "feed.xml",
                "old_id": "http://e.x/b",
                "id": "https://e.x/b",
                "path": "_posts/b.md",
                "status": "again",
                "reason": "scheme",
                "message": "the old id begins with http://",
                "changed": {"link": ["https://e.x/a", "https://e.x/a.html"]},
            },
            {
                "feed": "feed.xml",
                "old_id": "https://e.x/c",
                "id": None,
                "path": None,
                "status": "gone",
                "reason": "absent",
                "message": "no post of the archive has this id",
                "changed": {},
            },
        ],
        "summary": {
            "entries": 3,
            "kept": 1,
            "again": 1,
            "gone": 1,
            "changed": {"link": 1, "title": 0, "published": 0, "updated": 0},
        },
    } == describe_comparison(Comparison(feeds=(feed,), entries=entries))


def test_a_feed_without_a_flaw_has_none() -> None:
    described = describe_comparison(Comparison(feeds=(FEED,), entries=()))

    assert [None] == [feed["flaw"] for feed in described["feeds"]]
