"""Whatever is served today, it is told of each entry whether readers show it again, and what else differs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from archives import make_post, write_archive
from build import condense, fill, make_config, make_raw
from hypothesis import given
from hypothesis import strategies as st
from sample import SAMPLE, sample_settings

from feedtool import questions
from feedtool.collect import collect
from feedtool.compare import ComparedEntry, Comparison, Field, compare_feeds
from feedtool.config import Config
from feedtool.entry import make_entry as make_entry_of
from feedtool.errors import ArchiveError
from feedtool.head import Head
from feedtool.jekyll import entry_id
from feedtool.judging import read_site
from feedtool.left_out import LeftOut
from feedtool.model import Credit, Draft, Entry, Feed, Format, Outline
from feedtool.old_feed import OldEntry, OldFeed, read_old_feed
from feedtool.prepare import prepare
from feedtool.render import RENDERERS
from feedtool.settings import FeedSettings, Settings
from feedtool.text import make_plain
from feedtool.urls import normalise

DAY = datetime(2020, 1, 4, 4, tzinfo=UTC)
CONFIG = make_config(feeds=FeedSettings(limit=0, max_bytes=0))
NOTHING = LeftOut(reasons={}, heads=(), problems=())


def make_entry(slug: str = "a", *, title: str = "渡轮", published: datetime = DAY) -> Entry:
    path = f"/2020/01/04/{slug}"
    return Entry(
        id=entry_id("https://e.x", f"{path}.html", slug),
        path=f"_posts/2020-01-04-{slug}.md",
        url=normalise(f"https://e.x{path}.html"),
        title=title,
        published=published,
        updated=published,
        credit=Credit(
            authors=("林站长",), outlets=(), original_url=None, rule="site", rule_name="site", evidence=""
        ),
        categories=(),
        tags=(),
        summary=None,
        content_html="<p>文。</p>",
        image=None,
    )


def make_head(entry: Entry) -> Head:
    """Make the head of the post of an entry, in which nothing else matters."""
    draft = prepare(make_raw(), CONFIG)
    assert isinstance(draft, Draft)
    head = condense(draft)[0]
    return head._replace(
        id=entry.id,
        path=entry.path,
        url_end=f" {entry.url}",
        title=entry.title,
        published=entry.published.timestamp(),
        updated=entry.updated.timestamp(),
        day=entry.published.astimezone(CONFIG.site.zone).date().isoformat(),
        common=head.common._replace(categories=()),
    )


def make_old(entry: Entry) -> OldEntry:
    """Make the entry that a feed has today which is the same as ours in all."""
    return OldEntry(
        id=entry.id,
        has_id=True,
        link=entry.url,
        title=entry.title,
        published=entry.published,
        updated=entry.updated,
    )


def make_feed(*entries: OldEntry, name: str = "feed.xml") -> OldFeed:
    return OldFeed(name=name, format="Atom 1.0", entries=entries, flaw="")


def compare(old_feeds: Iterable[OldFeed], entries: Iterable[Entry], *, limit: int = 0) -> Comparison:
    entries = tuple(entries)
    config = make_config(feeds=FeedSettings(limit=limit, max_bytes=0))
    feeds = collect(map(make_head, entries), {}, config)
    return compare_with(old_feeds, entries, feeds, config)


def compare_with(
    old_feeds: Iterable[OldFeed], entries: Iterable[Entry], feeds: Sequence[Outline], config: Config = CONFIG
) -> Comparison:
    by_path = {entry.path: entry for entry in entries}
    return compare_feeds(
        old_feeds,
        [make_head(entry) for entry in by_path.values()],
        feeds,
        NOTHING,
        config,
        read_entries=lambda paths: [by_path[path] for path in paths],
    )


def compare_one(old: OldEntry, *entries: Entry) -> ComparedEntry:
    (compared,) = compare([make_feed(old)], entries).entries
    return compared


A = make_entry("a")
B = make_entry("b", title="归来", published=DAY + timedelta(days=1))
C = make_entry("c", title="潮汐", published=DAY + timedelta(days=2))


# One entry


def test_an_entry_that_is_the_same_is_kept() -> None:
    expected = ComparedEntry(
        feed="feed.xml",
        old_id=A.id,
        old_title=A.title,
        id=A.id,
        path=A.path,
        status="kept",
        reason=None,
        changed={},
    )
    assert expected == compare_one(make_old(A), A, B)


def test_an_entry_with_another_id_is_shown_again_and_the_reason_told() -> None:
    compared = compare_one(replace(make_old(A), id="http://e.x/2020/01/04/a"), A, B)

    assert ("again", "http://e.x/2020/01/04/a", A.id, A.path) == (
        compared.status,
        compared.old_id,
        compared.id,
        compared.path,
    )
    assert compared.reason is not None
    assert "scheme" == compared.reason.code


def test_an_id_is_compared_to_the_letter() -> None:
    entry = make_entry("渡轮")
    old = replace(make_old(entry), id=entry.id.lower())
    assert old.id != entry.id

    assert "again" == compare_one(old, entry).status


def test_an_entry_without_an_id_is_known_by_its_link_and_shown_again() -> None:
    old = replace(make_old(A), id=A.url, has_id=False)

    compared = compare_one(old, A)

    assert ("again", "no-id") == (compared.status, compared.reason and compared.reason.code)


def test_an_entry_without_a_post_is_not_published() -> None:
    compared = compare_one(replace(make_old(A), id="https://other.example/1", link="", title="别的"), A)

    assert ("gone", None, None, {}) == (compared.status, compared.id, compared.path, compared.changed)
    assert ("absent", "别的") == (compared.reason and compared.reason.code, compared.old_title)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("link", "http://e.x/2020/01/04/a.html", ("http://e.x/2020/01/04/a.html", A.url)),
        ("link", "https://e.x/2020/01/04/a/", ("https://e.x/2020/01/04/a/", A.url)),
        ("title", "“渡轮”", ("“渡轮”", "渡轮")),
        ("published", DAY - timedelta(hours=8), ("2020-01-03T20:00:00Z", "2020-01-04T04:00:00Z")),
        ("updated", DAY + timedelta(seconds=1), ("2020-01-04T04:00:01Z", "2020-01-04T04:00:00Z")),
    ],
)
def test_what_a_kept_entry_says_otherwise_is_told(
    field: str, value: object, expected: tuple[str, str]
) -> None:
    compared = compare_one(replace(make_old(A), **{field: value}), A)  # type: ignore[arg-type]

    assert ("kept", {field: expected}) == (compared.status, compared.changed)


def test_what_an_entry_that_is_shown_again_says_otherwise_is_told_too() -> None:
    old = replace(make_old(A), id="1", link="https://old.example/2020/01/04/a.html")

    compared = compare_one(old, A)

    assert ("again", {"link": (old.link, A.url)}) == (compared.status, compared.changed)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("link", ""),
        ("link", "https://e.x/2020/01/04/%61.html"),
        ("link", "/2020/01/04/a.html"),
        ("link", "https://E.x/2020/01/04/a.html"),
        ("title", ""),
        ("published", None),
        ("updated", None),
        ("published", DAY + timedelta(milliseconds=900)),
    ],
)
def test_what_the_old_feed_does_not_say_or_only_spells_otherwise_is_no_difference(
    field: str, value: object
) -> None:
    compared = compare_one(replace(make_old(A), **{field: value}), A)  # type: ignore[arg-type]

    assert ("kept", {}) == (compared.status, compared.changed)


def test_titles_are_compared_as_readers_show_them() -> None:
    entry = replace(A, title="R&D &lt; <b>3</b>")

    assert {} == compare_one(replace(make_old(entry), title="R&D < 3"), entry).changed


def test_a_link_that_is_no_address_is_told_as_it_is() -> None:
    assert {"link": ("https://[", A.url)} == compare_one(replace(make_old(A), link="https://["), A).changed


# One feed


def test_a_feed_is_summed_up() -> None:
    old = make_feed(
        make_old(A),
        replace(make_old(B), id="2"),
        replace(make_old(C), id="3", link="", title="别的"),
        replace(make_old(C), id="4", link="", title="其他"),
    )

    (feed,) = compare([replace(old, flaw="no element found")], [A, B, C]).feeds

    assert ("feed.xml", "Atom 1.0", "no element found") == (feed.name, feed.format, feed.flaw)
    assert (4, 1, 1, 2) == (feed.entries, feed.kept, feed.again, feed.gone)


def test_entries_are_told_newest_first_and_those_without_a_date_last() -> None:
    undated = replace(make_old(A), published=None)

    told = compare([make_feed(undated, make_old(C), make_old(B))], [A, B, C]).entries

    assert [C.id, B.id, A.id] == [entry.old_id for entry in told]


def test_an_id_that_stands_twice_in_a_feed_is_one_entry() -> None:
    (entry,) = compare([make_feed(make_old(A), replace(make_old(A), title="别的"))], [A]).entries

    assert (A.id, "kept") == (entry.old_id, entry.status)


def test_what_the_new_feed_has_besides_is_counted() -> None:
    (feed,) = compare([make_feed(make_old(C))], [A, B, C]).feeds

    assert ("all", 2) == (feed.new_feed, feed.new)


def test_what_the_new_feed_has_besides_is_counted_within_its_limit() -> None:
    (feed,) = compare([make_feed(make_old(C))], [A, B, C], limit=2).feeds

    assert ("all", 1) == (feed.new_feed, feed.new)


def test_what_is_shown_again_is_not_counted_as_new() -> None:
    (feed,) = compare([make_feed(replace(make_old(C), id="3"))], [A, C]).feeds

    assert (1, 1) == (feed.again, feed.new)


def test_an_entry_beyond_the_limit_of_the_new_feed_is_kept_all_the_same() -> None:
    comparison = compare([make_feed(make_old(A))], [A, B, C], limit=1)

    assert ["kept"] == [entry.status for entry in comparison.entries]


def read_sample() -> tuple[Config, tuple[Entry, ...], tuple[Feed, ...]]:
    """Give the entries and the feeds of the sample."""
    with read_site(sample_settings(), str(SAMPLE), jobs=1) as judged:
        entries = tuple(
            make_entry_of(head, content, credit, judged.config, judged.labels)
            for head, content, credit in judged.index.read_articles([head.path for head in judged.heads])
        )
        outlines = collect(judged.heads, judged.labels, judged.config, judged.doubles)
    return judged.config, entries, tuple(fill(outline, entries) for outline in outlines)


def test_the_new_feed_is_the_one_of_the_same_entries() -> None:
    config, entries, feeds = read_sample()
    names = {feed.path: feed for feed in feeds}
    old = [
        make_feed(*map(make_old, names[path].entries), name=path)
        for path in ("all", "category/cxnews", "source/潮汐滚动")
    ]

    comparison = compare_with(old, entries, feeds, config)

    assert [
        ("all", "all", 0),
        ("category/cxnews", "category/cxnews", 0),
        ("source/潮汐滚动",) * 2 + (0,),
    ] == [(feed.name, feed.new_feed, feed.new) for feed in comparison.feeds]


def test_the_new_feed_is_that_of_everything_where_nothing_tells_them_apart() -> None:
    (feed,) = compare([make_feed(replace(make_old(A), id="1", link="", title="别的"))], [A, B]).feeds

    assert ("all", 2) == (feed.new_feed, feed.new)


def test_a_site_that_publishes_no_feed_at_all_has_nothing_new() -> None:
    comparison = compare_with([make_feed(make_old(A))], [A], ())

    assert (None, 0) == (comparison.feeds[0].new_feed, comparison.feeds[0].new)


# Several feeds


def test_an_entry_of_several_feeds_is_told_once_and_counted_in_each() -> None:
    comparison = compare(
        [make_feed(make_old(A), make_old(B)), make_feed(make_old(A), make_old(C), name="other.xml")],
        [A, B, C],
    )

    assert [("feed.xml", B.id), ("feed.xml", A.id), ("other.xml", C.id)] == [
        (entry.feed, entry.old_id) for entry in comparison.entries
    ]
    assert [2, 2] == [feed.entries for feed in comparison.feeds]


def test_the_subscribers_of_each_feed_know_an_article_by_its_id_there() -> None:
    rss = make_feed(replace(make_old(A), id=A.url), name="rss.xml")

    comparison = compare([make_feed(make_old(A)), rss], [A])

    assert [(A.id, "kept"), (A.url, "again")] == [(it.old_id, it.status) for it in comparison.entries]
    assert comparison.has_again


def test_an_entry_that_only_one_of_the_feeds_lets_us_find_is_found() -> None:
    blind = replace(make_old(A), id="1", link="", title="", published=None, updated=None)
    seen = replace(make_old(A), id="1")

    statuses = [
        [entry.status for entry in compare([make_feed(one), make_feed(other)], [A]).entries]
        for one, other in ((blind, seen), (seen, blind))
    ]

    assert [["again"], ["again"]] == statuses


def test_nothing_is_shown_again_where_all_is_kept_or_gone() -> None:
    gone = replace(make_old(A), id="1", link="", title="别的")
    comparison = compare([make_feed(gone, make_old(B))], [A, B])

    assert not comparison.has_again
    assert (1, 0, 1) == (comparison.count("kept"), comparison.count("again"), comparison.count("gone"))


def test_changes_are_counted_by_field() -> None:
    comparison = compare(
        [
            make_feed(
                replace(make_old(A), title="甲"), replace(make_old(B), title="乙", link="https://x.example/")
            )
        ],
        [A, B],
    )

    assert {"link": 1, "title": 2, "published": 0, "updated": 0} == {
        field: comparison.count_changed(field) for field in get_args(Field)
    }


# An archive


def test_an_archive_is_asked_for_what_it_publishes_and_for_what_it_does_not(tmp_path: Path) -> None:
    site = write_archive(
        tmp_path / "site",
        {
            "_posts/2021-12-08-untitled.md": "---\ndate: 2021-12-08 10:00:00 +0800\n---\n渡轮今天归来。\n",
            "_posts/2021-12-09-du-lun.md": make_post(title="渡轮"),
            "_posts/2999-12-31-a.md": make_post(title="明天"),
        },
    )
    feed = tmp_path / "feed.json"
    base = "https://news.example.org"
    ids = [
        f"{base}/2021/12/08/untitled",
        f"{base}/gangkou/2021/12/09/Du-Lun",
        f"{base}/gangkou/2999/12/31/a",
    ]
    items = [
        {"id": id_, "url": f"{id_.lower()}.html", "title": title}
        for id_, title in zip(ids, ("Untitled", "渡轮", "明天"), strict=True)
    ]
    version = "https://jsonfeed.org/version/1.1"
    feed.write_text(json.dumps({"version": version, "items": items}), encoding="utf-8")

    comparison = questions.compare(Settings(), str(site), [str(feed)], jobs=1)

    assert {
        ids[0]: ("_posts/2021-12-08-untitled.md", "kept", None, {"title": ("Untitled", "渡轮今天归来。")}),
        ids[1]: ("_posts/2021-12-09-du-lun.md", "again", "other", {}),
        ids[2]: ("_posts/2999-12-31-a.md", "gone", "future", {}),
    } == {
        it.old_id: (it.path, it.status, it.reason and it.reason.code, it.changed) for it in comparison.entries
    }


def test_an_archive_that_publishes_nothing_cannot_be_compared(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {"_posts/2021-12-08-a.md": make_post(published="false")})
    (feed,) = read_sample()[2][:1]
    (tmp_path / "feed.xml").write_bytes(RENDERERS["atom"](feed))

    with pytest.raises(ArchiveError, match="holds no post that can be published"):
        questions.compare(Settings(), str(site), [str(tmp_path / "feed.xml")], jobs=1)


# Properties


@pytest.mark.parametrize("format_", RENDERERS)
def test_every_feed_of_ours_is_all_kept(format_: Format) -> None:
    config, entries, feeds = read_sample()
    old_feeds = [read_old_feed(feed.path, RENDERERS[format_](feed)) for feed in feeds]

    comparison = compare_with(old_feeds, entries, feeds, config)

    assert {("kept", ())} == {(entry.status, tuple(entry.changed)) for entry in comparison.entries}
    assert ("all", 0) == (comparison.feeds[0].new_feed, comparison.feeds[0].new)


def is_sound(title: str) -> bool:
    """Tell whether a title is no UTF-8 that was read as Latin-1: feedparser repairs such a one."""
    try:
        return title.isascii() or not title.encode("latin-1").decode()
    except UnicodeError:
        return True


#: Without a semicolon: feedparser takes the one of ``&word;`` out of a link of RSS.
SLUGS = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="/;"), min_size=1, max_size=12
)
TITLES = (
    st.text(st.characters(exclude_categories=["C"]), min_size=1).map(make_plain).filter(bool).filter(is_sound)
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ENTRIES = st.lists(
    st.builds(
        lambda slug, title, moment: make_entry(slug, title=title, published=moment), SLUGS, TITLES, MOMENTS
    ),
    min_size=1,
    max_size=6,
    unique_by=(lambda entry: entry.id, lambda entry: entry.path),
)


@pytest.mark.parametrize("format_", RENDERERS)
@given(entries=ENTRIES)
def test_any_feed_of_ours_is_all_kept(format_: Format, entries: list[Entry]) -> None:
    feeds = collect(map(make_head, entries), {}, CONFIG)
    old_feed = read_old_feed("feed", RENDERERS[format_](fill(feeds[0], entries)))

    comparison = compare_with([old_feed], entries, feeds)

    assert [("kept", {})] * len(entries) == [(it.status, it.changed) for it in comparison.entries]
    assert (len(entries), 0) == (comparison.feeds[0].kept, comparison.feeds[0].new)


OLD_ENTRIES = st.builds(
    OldEntry,
    id=st.sampled_from([A.id, B.id, C.id, "1", "2", "http://e.x/2020/01/04/a", B.url]),
    has_id=st.just(value=True),
    link=st.sampled_from(["", A.url, B.url, "http://e.x/2020/01/04/c/"]),
    title=st.sampled_from(["", "渡轮", "归来", "潮汐", "别的"]),
    published=st.sampled_from([None, DAY, DAY + timedelta(hours=9), DAY + timedelta(days=1)]),
    updated=st.sampled_from([None, DAY]),
)


@given(data=st.data(), olds=st.lists(OLD_ENTRIES, min_size=1, max_size=6))
def test_the_order_of_the_entries_of_a_feed_changes_nothing(
    data: st.DataObject, olds: list[OldEntry]
) -> None:
    shuffled = data.draw(st.permutations(olds))

    assert compare([make_feed(*olds)], [A, B, C]) == compare([make_feed(*shuffled)], [C, A, B])


@given(olds=st.lists(OLD_ENTRIES, min_size=1, max_size=6))
def test_every_id_is_told_once_and_a_known_id_is_always_kept(olds: list[OldEntry]) -> None:
    told = compare([make_feed(*olds)], [A, B, C]).entries

    assert sorted({old.id for old in olds}) == sorted(entry.old_id for entry in told)
    assert {entry.old_id for entry in told if entry.status == "kept"} == {old.id for old in olds} & {
        A.id,
        B.id,
        C.id,
    }
