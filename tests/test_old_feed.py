"""Whatever made a feed, its entries are read as readers know them, and their ids to the letter."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import ROOT

from feedtool.errors import FeedError
from feedtool.old_feed import OldEntry, OldFeed, read_old_feed

DAY = datetime(2020, 1, 4, 2, 30, 5, tzinfo=UTC)

HUGO = """\
<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>Harbour</title><link>https://e.x/</link><description>News</description>
    <generator>Hugo -- gohugo.io</generator>
    <atom:link href="https://e.x/index.xml" rel="self" type="application/rss+xml"/>
    <item>
      <title>Ferry &amp;amp; Tide</title>
      <link>https://e.x/posts/ferry/</link>
      <pubDate>Sat, 04 Jan 2020 10:30:05 +0800</pubDate>
      <guid>https://e.x/posts/ferry/</guid>
      <description>All &lt;em&gt;well&lt;/em&gt;.</description>
    </item>
  </channel>
</rss>
"""
WORDPRESS = """\
<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
    <title>Harbour</title><link>https://e.x</link>
    <generator>https://wordpress.org/?v=6.5</generator>
    <item>
        <title>The ferry&#8217;s back &#8212; at last</title>
        <link>https://e.x/2020/01/04/ferry/?utm_source=rss&#038;utm_medium=rss</link>
        <dc:creator><![CDATA[lin]]></dc:creator>
        <pubDate>Sat, 04 Jan 2020 02:30:05 +0000</pubDate>
        <guid isPermaLink="false">http://e.x/?p=12</guid>
        <description><![CDATA[Short [&#8230;]]]></description>
        <content:encoded><![CDATA[<p>Whole.</p>]]></content:encoded>
        <slash:comments>0</slash:comments>
    </item>
</channel>
</rss>
"""
PELICAN = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>
<link href="https://e.x/" rel="alternate"></link><id>https://e.x/</id><updated>2020-01-05T00:00:00+08:00</updated>
<entry><title>Ferry</title><link href="https://e.x/ferry.html" rel="alternate"></link>
<published>2020-01-04T10:30:05+08:00</published><updated>2020-01-05T10:30:05+08:00</updated>
<author><name>lin</name></author><id>tag:e.x,2020-01-04:/ferry.html</id>
<summary type="html">&lt;p&gt;Short&lt;/p&gt;</summary></entry></feed>
"""
RSS_1 = """\
<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://e.x/rss"><title>Harbour</title><link>https://e.x/</link></channel>
<item rdf:about="https://e.x/entry/1"><title>Ferry</title><link>https://e.x/1.html</link>
<dc:date>2020-01-04T10:30:05+08:00</dc:date></item>
</rdf:RDF>
"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour",
    "items": [
        {
            "id": "https://e.x/a",
            "url": "https://e.x/a.html",
            "title": "Ferry &amp; Tide",
            "date_published": "2020-01-04T10:30:05+08:00",
            "date_modified": "2020-01-05T02:30:05Z",
        }
    ],
}


def read(text: str | bytes) -> OldFeed:
    return read_old_feed("feed.xml", text if isinstance(text, bytes) else text.encode())


def read_one(text: str | bytes) -> OldEntry:
    (entry,) = read(text).entries
    return entry


def write_atom(*entries: str, attributes: str = "") -> str:
    body = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{attributes}><title>t</title>{body}</feed>'


def write_rss(*items: str, attributes: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"{attributes}><channel><title>t</title>{body}</channel></rss>'


def write_json(*items: object) -> str:
    return json.dumps(JSON_FEED | {"items": list(items)})


def refuse(text: str | bytes) -> FeedError:
    with pytest.raises(FeedError) as raised:
        read(text)
    return raised.value


def test_a_feed_of_hugo_is_read() -> None:
    feed = read(HUGO)

    assert ("feed.xml", "RSS 2.0", "") == (feed.name, feed.format, feed.flaw)
    expected = OldEntry(
        id="https://e.x/posts/ferry/",
        has_id=True,
        link="https://e.x/posts/ferry/",
        title="Ferry & Tide",
        published=DAY,
        updated=None,
    )
    assert (expected,) == feed.entries


def test_a_feed_of_wordpress_is_read() -> None:
    expected = OldEntry(
        id="http://e.x/?p=12",
        has_id=True,
        link="https://e.x/2020/01/04/ferry/?utm_source=rss&utm_medium=rss",
        title="The ferry’s back — at last",
        published=DAY,
        updated=None,
    )
    assert expected == read_one(WORDPRESS)


def test_a_feed_of_pelican_is_read() -> None:
    feed = read(PELICAN)

    assert "Atom 1.0" == feed.format
    expected = OldEntry(
        id="tag:e.x,2020-01-04:/ferry.html",
        has_id=True,
        link="https://e.x/ferry.html",
        title="Ferry",
        published=DAY,
        updated=DAY + timedelta(days=1),
    )
    assert (expected,) == feed.entries


def test_rss_1_has_its_id_in_an_attribute_and_its_date_from_dublin_core() -> None:
    feed = read(RSS_1)

    assert "RSS 1.0" == feed.format
    expected = OldEntry(
        id="https://e.x/entry/1",
        has_id=True,
        link="https://e.x/1.html",
        title="Ferry",
        published=DAY,
        updated=None,
    )
    assert (expected,) == feed.entries


def test_a_json_feed_is_read() -> None:
    feed = read(json.dumps(JSON_FEED))

    assert ("JSON Feed 1.1", "") == (feed.format, feed.flaw)
    expected = OldEntry(
        id="https://e.x/a",
        has_id=True,
        link="https://e.x/a.html",
        title="Ferry & Tide",
        published=DAY,
        updated=DAY + timedelta(days=1),
    )
    assert (expected,) == feed.entries


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ('<rss version="0.91"><channel><item><title>a</title></item></channel></rss>', "RSS 0.91"),
        ("<rss><channel><item><title>a</title></item></channel></rss>", "RSS"),
        ("<feed><entry><title>a</title></entry></feed>", "Atom"),
    ],
)
def test_a_format_is_named_as_people_name_it(version: str, expected: str) -> None:
    assert expected == read(version).format


# Ids, to the letter

#: What stands between the tags, and what readers compare.
IDS = {
    "non-ASCII": ("https://e.x/2020/01/04/渡轮", "https://e.x/2020/01/04/渡轮"),
    "half-width and full-width": ("https://e.x/：ｆｆｉﬃ", "https://e.x/：ｆｆｉﬃ"),
    "percent-encoded": ("https://e.x/%E6%B8%A1%e6", "https://e.x/%E6%B8%A1%e6"),
    "entities": ("https://e.x/?a=1&amp;b=&lt;2&gt;&#38;c", "https://e.x/?a=1&b=<2>&c"),
    "escaped twice": ("https://e.x/?a=1&amp;amp;b", "https://e.x/?a=1&amp;b"),
    "a section": ("<![CDATA[https://e.x/?a=1&b=2]]>", "https://e.x/?a=1&b=2"),
    "spaces inside": ("https://e.x/a  b c", "https://e.x/a  b c"),
    "space around": ("\n   https://e.x/a\t\n", "https://e.x/a"),
    "a path": ("/2020/01/04/a", "/2020/01/04/a"),
    "a number": ("12", "12"),
    "empty query": ("https://e.x/a?", "https://e.x/a?"),
    "empty fragment": ("https://e.x/a#", "https://e.x/a#"),
    "capitals": ("HTTPS://E.x/A", "HTTPS://E.x/A"),
    "dots": ("https://e.x/a/../b//c/./", "https://e.x/a/../b//c/./"),
    "slashes": ("https:////e.x/a", "https:////e.x/a"),
    "twice in UTF-8": ("https://e.x/Ã©", "https://e.x/Ã©"),
    "tag": ("tag:e.x,2020:a b", "tag:e.x,2020:a b"),
    "urn": ("urn:uuid:1225C695-CFB8-4EBB-AAAA-80DA344EFA6A",) * 2,
    "a comment": ("https://e.x/<!-- no -->a", "https://e.x/a"),
}
BASE = ' xml:base="https://base.example/deep/"'
ids = pytest.mark.parametrize(("written", "expected"), IDS.values(), ids=IDS)


@ids
@pytest.mark.parametrize("attributes", ["", BASE], ids=["without base", "with base"])
def test_an_atom_id_is_read_to_the_letter(written: str, expected: str, attributes: str) -> None:
    # The second entry comes after a content with a base of its own, as jekyll-feed writes it.
    entry = f'<id>{written}</id><title>a</title><content type="html"{BASE}>x</content>'
    text = write_atom(
        f'<id>https://e.x/0</id><content type="html"{BASE}>x</content>', entry, attributes=attributes
    )

    assert ["https://e.x/0", expected] == [it.id for it in read(text).entries]


@ids
@pytest.mark.parametrize("is_permalink", ["", ' isPermaLink="true"', ' isPermaLink="false"'])
def test_a_guid_is_read_to_the_letter(written: str, expected: str, is_permalink: str) -> None:
    item = f"<title>a</title><guid{is_permalink}>{written}</guid>"

    entry = read_one(write_rss(item, attributes=BASE))

    assert (expected, True) == (entry.id, entry.has_id)


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1).map(str.strip).filter(bool))
def test_any_id_is_read_to_the_letter_in_every_format(id_: str) -> None:
    escaped = id_.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert [id_] * 3 == [
        read_one(write_atom(f"<id>{escaped}</id>")).id,
        read_one(write_rss(f"<guid>{escaped}</guid>")).id,
        read_one(write_json({"id": id_})).id,
    ]


def test_the_id_of_a_source_is_not_that_of_the_entry() -> None:
    source = "<source><id>https://other.example/</id><title>Other</title></source>"
    assert "https://e.x/a" == read_one(write_atom(f"{source}<id>https://e.x/a</id>{source}")).id


def test_the_ids_of_a_broken_feed_are_read_too() -> None:
    # So jekyll-feed breaks its own feed, where a link has an ampersand.
    broken = '<link href="https://e.x/a&b.html"/><id>https://e.x/a&amp;b</id><title>a &amp; b</title>'
    feed = read(write_atom(broken, "<id>https://e.x/?c&amp;copy=1</id><title>c</title>"))

    assert ["https://e.x/a&b", "https://e.x/?c&copy=1"] == [entry.id for entry in feed.entries]
    assert ["https://e.x/a&b.html", ""] == [entry.link for entry in feed.entries]
    assert "not well-formed (invalid token)" == feed.flaw


def test_an_element_of_another_vocabulary_that_is_called_an_item_takes_no_id_from_the_entries() -> None:
    other = '<x:item xmlns:x="https://vocabulary.example/">1</x:item>'
    feed = read(write_rss(f"<guid>a</guid>{other}", "<guid>b</guid>"))

    assert ["a", "b"] == [entry.id for entry in feed.entries]


def test_a_number_is_an_id_of_a_json_feed_as_a_text_is() -> None:
    feed = read(write_json({"id": 7}, {"id": 1.5}, {"id": " a b "}, {"id": True, "url": "https://e.x/b"}))

    assert [("7", True), ("1.5", True), ("a b", True), ("https://e.x/b", False)] == [
        (entry.id, entry.has_id) for entry in feed.entries
    ]


@pytest.mark.parametrize(
    "text",
    [
        write_rss("<link>https://e.x/?a=1&amp;b=2</link><title>a</title>"),
        write_rss("<guid> </guid><link>https://e.x/?a=1&amp;b=2</link>"),
        write_atom('<link href="https://e.x/?a=1&amp;b=2"/>'),
        write_json({"url": "https://e.x/?a=1&b=2", "id": ""}),
    ],
)
def test_without_an_id_readers_go_by_the_link(text: str) -> None:
    entry = read_one(text)

    assert ("https://e.x/?a=1&b=2", False) == (entry.id, entry.has_id)


def test_without_a_link_readers_go_by_the_title_and_what_has_none_is_passed_over() -> None:
    feed = read(write_rss("<description>d</description>", "<title>Ferry</title>"))

    assert [("Ferry", False)] == [(entry.id, entry.has_id) for entry in feed.entries]


# Links, titles, dates


def test_a_relative_link_is_resolved_as_the_feed_says() -> None:
    text = write_atom('<id>a</id><link rel="enclosure" href="x.mp3"/><link href="b.html"/>', attributes=BASE)

    assert "https://base.example/deep/b.html" == read_one(text).link


def test_a_guid_that_is_a_permalink_is_the_link_too() -> None:
    assert "https://e.x/a" == read_one(write_rss("<guid>https://e.x/a</guid><title>a</title>")).link


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ('<title type="html">R&amp;amp;D &amp;lt; &lt;b&gt;bold&lt;/b&gt;</title>', "R&D < bold"),
        (
            "<title>  R&amp;D\n  &lt; bold</title>",
            "R&D < bold",
        ),
        ("<title><![CDATA[R&D < bold]]></title>", "R&D < bold"),
        (
            (
                '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">R&amp;D &lt; <b>bold</b></div>'
                "</title>"
            ),
            "R&D < bold",
        ),
    ],
)
def test_a_title_is_plain_text_as_readers_show_it(title: str, expected: str) -> None:
    assert expected == read_one(write_atom(f"<id>a</id>{title}")).title


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Sat, 04 Jan 2020 10:30:05 +0800", DAY),
        ("Sat, 04 Jan 2020 02:30:05 GMT", DAY),
        ("4 Jan 2020 02:30:05 Z", DAY),
        ("Fri, 03 Jan 2020 21:30:05 EST", DAY),
        ("2020-01-04T02:30:05.999Z", DAY),
        ("yesterday", None),
        ("", None),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("Sat, 04 Jan 99999 00:00:00 GMT", None),
    ],
)
def test_a_date_is_a_moment_to_the_second(written: str, expected: datetime | None) -> None:
    assert expected == read_one(write_rss(f"<guid>a</guid><pubDate>{written}</pubDate>")).published


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-01-04T02:30:05Z", DAY),
        ("2020-01-04T02:30:05.5+00:00", DAY.replace(microsecond=500_000)),
        ("2020-01-04T02:30:05", DAY),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
        (7, None),
    ],
)
def test_a_date_of_a_json_feed_is_a_moment(written: object, expected: datetime | None) -> None:
    assert expected == read_one(write_json({"id": "a", "date_published": written})).published


# What is no feed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no feed: neither Atom nor RSS nor JSON Feed; is the address right?"),
        ("<!doctype html><title>Sign in</title>", "is no feed: neither Atom"),
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', "is no feed: neither Atom"),
        ("<feed", "is no feed: neither Atom"),
        (write_atom(), "holds no entry, and there is nothing to compare"),
        (write_rss("<description>d</description>"), "holds no entry, and there is nothing to compare"),
        (
            '<rss version="2.0"><channel><title>a',
            "holds no entry, and there is nothing to compare (no element found)",
        ),
        (write_json(), "holds no entry, and there is nothing to compare"),
        (json.dumps(JSON_FEED | {"items": None}), "holds no entry"),
        (write_json("a", None), "holds no entry"),
        ('{"version": ', "is no valid JSON (Expecting value: line 1 column 13 (char 12))"),
        ('{"a":' * 100_000, "is no valid JSON ("),
        ("{}", "is JSON, but no JSON Feed: its version does not say so"),
        ('{"version": 1, "items": []}', "is JSON, but no JSON Feed"),
        ("<rss><channel><item><title>&#99999999999;", "is broken, and cannot be read ("),
    ],
)
def test_what_is_no_feed_is_told_in_one_line(text: str, message: str) -> None:
    error = refuse(text)

    assert "feed.xml" == error.subject
    assert error.message.startswith(message)


def test_a_byte_order_mark_hides_no_json_feed() -> None:
    assert "https://e.x/a" == read_one(b"\xef\xbb\xbf" + json.dumps(JSON_FEED).encode()).id


def test_bytes_that_name_a_file_are_not_read_as_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("feed").write_text(write_rss("<guid>a</guid>"), encoding="utf-8")

    assert refuse(b"feed").message.startswith("is no feed")


def test_a_feed_in_another_encoding_is_read() -> None:
    text = f'<?xml version="1.0" encoding="gb2312"?>{write_rss("<guid>渡轮</guid><title>渡轮镕</title>")}'
    entry = read_one(text.encode("gb18030"))

    assert ("渡轮", "渡轮镕") == (entry.id, entry.title)


@given(st.randoms(use_true_random=False), st.sampled_from(["all/rss.xml", "all/atom.xml", "all/feed.json"]))
def test_no_damage_to_a_feed_makes_more_trouble_than_a_feed_error(chance: random.Random, name: str) -> None:
    data = bytearray((ROOT / "feeds" / name).read_bytes()[:4000])
    for _ in range(chance.randint(1, 8)):
        index = chance.randrange(len(data))
        junk = chance.choice(
            [b"<", b"&#x;", b"<![CDATA[", b"<!", b'<link href="http://[a"/>', b"\xff", b"&#99999999999;"]
        )
        data[index : index + chance.randint(0, 9)] = junk
    try:
        entries = read(bytes(data)).entries
    except FeedError:
        return
    assert all(entry.id for entry in entries)
