"""What a feed looks like in each format: golden files, and every gap of feedgen that the fence closes."""

import json
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest
from feed_rules import check_atom, check_json_feed, check_rss
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree
from sample import DATA

from feedtool.model import Category, Contact, Credit, Entry, Feed, Format
from feedtool.render import FILE_NAMES, MEDIA_TYPES, RENDERERS
from feedtool.render.dates import rfc2822
from feedtool.render.json_text import write_json

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
ORIGINAL = "http://news.example/share?id=1&from=web"
#: A zone with seconds in its offset, as Shanghai had before 1901: no feed format can write it.
LOCAL_MEAN_TIME = timezone(timedelta(hours=8, minutes=5, seconds=43))


@given(st.datetimes(timezones=st.timezones()))
def test_rss_has_dates_as_the_standard_library_writes_them(moment: datetime) -> None:
    assume(MINYEAR < moment.year < MAXYEAR)  # in UTC it is another year there

    assert format_datetime(moment.astimezone(UTC), usegmt=True) == rfc2822(moment)


REPUBLISHED = Entry(
    id="https://e.x/jia/2022/01/02/a",
    path="_posts/2022-01-02-a.md",
    url="https://e.x/jia/2022/01/02/a.html",
    title="R&D 不足 <3%>：AT&amp;T",
    published=datetime(2022, 1, 2, 11, 32, 37, 250, tzinfo=LOCAL_MEAN_TIME),
    updated=datetime(2022, 1, 2, 11, 32, 37, tzinfo=LOCAL_MEAN_TIME),
    credit=Credit(
        authors=("甲&乙日报",),
        outlets=("甲&乙日报",),
        original_url=ORIGINAL,
        rule="credit-line",
        rule_name="bracketed-source",
        evidence="甲&乙日报",
    ),
    categories=(Category(key="jia", label="甲&乙日报新闻"),),
    tags=("科普",),
    summary="利率 < 3% & R&D <b>",
    content_html='<p>正文 &amp; ]]&gt; 完。</p>\n<p>来源：<a href="http://news.example/share?id=1&amp;from=web">甲&amp;乙日报</a></p>',
    image="https://e.x/a.png",
)
OWN = replace(
    REPUBLISHED,
    id="https://e.x/b",
    path="_posts/2021-12-01-b.md",
    url="https://e.x/b.html",
    title="开站",
    published=datetime(2021, 12, 1, tzinfo=UTC),
    updated=datetime(2021, 12, 2, tzinfo=UTC),
    credit=Credit(
        authors=("林站长",), outlets=(), original_url=None, rule="site", rule_name="site", evidence="林站长"
    ),
    categories=(),
    tags=(),
    summary=None,
    content_html="<p>祝贺开站</p>",
    image=None,
)
WITHOUT_ADDRESS = replace(
    OWN,
    id="https://e.x/c",
    path="_posts/2021-12-01-c.md",
    credit=replace(REPUBLISHED.credit, original_url=None),
)
FEED = Feed(
    kind="category",
    key="jia",
    label="甲&乙日报新闻",
    path="category/jia",
    title="甲&乙日报新闻 - 金融消息",
    description="金融消息转载的甲&乙日报新闻",
    language="zh-CN",
    home_url="https://e.x/category/jia.html",
    site_url="https://e.x/",
    site_title="金融消息",
    url="https://e.x/feeds/category/jia",
    category_scheme="https://e.x/category/",
    updated=REPUBLISHED.updated,
    paths=tuple(entry.path for entry in (REPUBLISHED, OWN, WITHOUT_ADDRESS)),
    entries=(REPUBLISHED, OWN, WITHOUT_ADDRESS),
    total=3,
)


def parse(format_: str, feed: Feed = FEED) -> Any:
    data = RENDERERS[format_](feed)  # type: ignore[index] # one of its words
    return json.loads(data) if format_ == "json" else etree.fromstring(data)


def texts(tree: Any, path: str) -> list[str]:
    return [str(found if isinstance(found, str) else found.text) for found in tree.xpath(path, namespaces=NS)]


@pytest.mark.parametrize("format_", RENDERERS)
def test_a_feed_is_rendered_as_the_golden_file_shows(format_: str, pytestconfig: pytest.Config) -> None:
    golden = DATA / "golden" / FILE_NAMES[format_]  # type: ignore[index] # one of its words
    data = RENDERERS[format_](FEED)  # type: ignore[index] # the same
    if pytestconfig.getoption("--write-golden"):
        golden.write_bytes(data)

    assert golden.read_bytes().decode() == data.decode()


@pytest.mark.parametrize("format_", RENDERERS)
def test_an_empty_feed_can_be_rendered(format_: str) -> None:
    parse(format_, replace(FEED, paths=(), entries=()))


@pytest.mark.parametrize("format_", RENDERERS)
@pytest.mark.parametrize("known", [(0,), (1,), (2,), (0, 2), (2, 0), (0, 1, 2)], ids=str)
def test_entries_that_another_feed_holds_too_give_the_same_bytes(
    format_: Format, known: tuple[int, ...]
) -> None:
    render, rendered = RENDERERS[format_], dict[str, bytes]()
    # What reads like the markup around entries is told from it.
    odd = "<p>&lt;/channel&gt;</p>\n  </channel>\n</feed>\n    <item>\n  <entry>\n]\n}"
    entries = tuple(replace(entry, content_html=f"{entry.content_html}{odd}") for entry in FEED.entries)
    feed = replace(FEED, title="</channel>  <entry> [] }", entries=entries)
    other = replace(feed, label="另一个", url="https://e.x/feeds/category/yi")
    render(replace(other, entries=tuple(entries[number] for number in known)), rendered)

    assert {entries[number].path for number in known} == rendered.keys()
    assert render(feed).decode() == render(feed, rendered).decode()
    assert {entry.path for entry in entries} == rendered.keys()


def test_every_format_has_a_file_and_a_media_type() -> None:
    assert {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"} == FILE_NAMES
    assert {
        "rss": "application/rss+xml",
        "atom": "application/atom+xml",
        "json": "application/feed+json",
    } == MEDIA_TYPES


class TestRss:
    """RSS 2.0 and its Best Practices Profile."""

    def test_no_date_is_that_of_the_build_and_all_are_in_gmt(self) -> None:
        tree = parse("rss")

        assert ["Sun, 02 Jan 2022 03:26:54 GMT"] == texts(tree, "//lastBuildDate")
        assert [
            "Sun, 02 Jan 2022 03:26:54 GMT",
            "Wed, 01 Dec 2021 00:00:00 GMT",
            "Wed, 01 Dec 2021 00:00:00 GMT",
        ] == texts(tree, "//pubDate")

    def test_the_channel_links_to_the_page_and_its_only_atom_link_to_itself(self) -> None:
        tree = parse("rss")

        assert ["https://e.x/category/jia.html"] == texts(tree, "/rss/channel/link")
        assert ["self https://e.x/feeds/category/jia/rss.xml"] == [
            f"{link.get('rel')} {link.get('href')}"
            for link in tree.xpath("/rss/channel/a:link", namespaces=NS)
        ]

    def test_items_come_last_in_the_channel(self) -> None:
        names = [etree.QName(element).localname for element in parse("rss")[0]]

        assert names[-3:] == ["item"] * 3
        assert 3 == names.count("item")

    def test_plain_text_is_written_with_hexadecimal_references(self) -> None:
        data = RENDERERS["rss"](FEED).decode()

        assert "<title>R&#x26;D 不足 &#x3C;3%&#x3E;：AT&#x26;amp;T</title>" in data
        assert "<dc:creator>甲&#x26;乙日报</dc:creator>" in data
        assert 'url="http://news.example/share?id=1&amp;from=web">甲&#x26;乙日报</source>' in data
        assert ["R&D 不足 <3%>：AT&amp;T", "开站", "开站"] == texts(parse("rss"), "//item/title")

    def test_a_summary_is_html_beside_the_content_and_the_content_alone_without_one(self) -> None:
        tree = parse("rss")

        assert [
            "利率 &lt; 3% &amp; R&amp;D &lt;b&gt;",
            "<p>祝贺开站</p>",
            "<p>祝贺开站</p>",
        ] == texts(tree, "//item/description")
        assert [REPUBLISHED.content_html] == texts(tree, "//content:encoded")

    def test_the_source_is_named_where_its_address_is_known_and_the_author_always(self) -> None:
        tree = parse("rss")

        assert [ORIGINAL] == texts(tree, "//source/@url")
        assert [ORIGINAL] == texts(tree, "//item/a:link[@rel='via']/@href")
        assert ["甲&乙日报", "林站长", "甲&乙日报"] == texts(tree, "//dc:creator")
        assert [] == texts(tree, "//author")

    def test_a_guid_is_an_id_and_no_permalink(self) -> None:
        tree = parse("rss")

        assert ["https://e.x/jia/2022/01/02/a", "https://e.x/b", "https://e.x/c"] == texts(tree, "//guid")
        assert texts(tree, "//guid/@isPermaLink") == ["false"] * 3


class TestAtom:
    """RFC 4287."""

    def test_no_date_is_that_of_the_build_and_all_are_in_utc(self) -> None:
        assert {"2022-01-02T03:26:54Z", "2021-12-01T00:00:00Z", "2021-12-02T00:00:00Z"} == set(
            texts(parse("atom"), "//a:updated | //a:published")
        )

    def test_every_link_keeps_its_relation_and_the_alternate_comes_first(self) -> None:
        links = parse("atom").xpath("//a:entry[1]/a:link", namespaces=NS)

        assert [
            {"rel": "alternate", "type": "text/html", "href": REPUBLISHED.url},
            {"rel": "via", "type": "text/html", "href": ORIGINAL, "title": "甲&乙日报"},
            {"rel": "related", "type": "text/html", "href": ORIGINAL, "title": "甲&乙日报"},
        ] == [dict(link.attrib) for link in links]

    def test_the_source_is_the_last_child_with_id_title_date_and_an_untyped_link(self) -> None:
        (source,) = parse("atom").xpath("//a:source", namespaces=NS)

        assert None is source.getnext()
        assert {
            "id": "tag:e.x,2026:/sources/%E7%94%B2%26%E4%B9%99%E6%97%A5%E6%8A%A5",
            "title": "甲&乙日报",
            "updated": "2022-01-02T03:26:54Z",
            "link": None,
        } == {etree.QName(child).localname: child.text for child in source}
        assert {"rel": "alternate", "href": ORIGINAL} == dict(source[-1].attrib)

    def test_metadata_stands_before_the_entries(self) -> None:
        names = [etree.QName(element).localname for element in parse("atom")]

        assert names[-3:] == ["entry"] * 3

    def test_content_is_html_and_a_summary_plain_text(self) -> None:
        tree = parse("atom")

        assert texts(tree, "//a:content/@type") == ["html"] * 3
        assert [REPUBLISHED.content_html, "<p>祝贺开站</p>", "<p>祝贺开站</p>"] == texts(tree, "//a:content")
        assert ["利率 < 3% & R&D <b>"] == texts(tree, "//a:summary[not(@type)]")

    def test_the_category_is_the_posts_own_word_with_a_label(self) -> None:
        (category, tag) = parse("atom").xpath("//a:entry/a:category", namespaces=NS)

        assert ("jia", "甲&乙日报新闻", "https://e.x/category/") == (
            category.get("term"),
            category.get("label"),
            category.get("scheme"),
        )
        assert "科普" == tag.get("term")


class TestJsonFeed:
    """JSON Feed 1.1."""

    def test_an_item_names_its_source_where_the_address_is_known(self) -> None:
        first, *others = parse("json")["items"]

        assert (ORIGINAL, {"name": "甲&乙日报", "url": ORIGINAL}) == (
            first["external_url"],
            {key: first["_source"][key] for key in ("name", "url")},
        )
        assert [set()] * 2 == [{"external_url", "_source"} & set(item) for item in others]
        assert [
            ["甲&乙日报"],
            ["林站长"],
            ["甲&乙日报"],
        ] == [[author["name"] for author in item["authors"]] for item in parse("json")["items"]]

    def test_nothing_is_null_or_empty(self) -> None:
        for item in parse("json")["items"]:
            assert [] == [key for key, value in item.items() if value in (None, "", [], {})]

    def test_the_version_comes_first(self) -> None:
        assert "version" == next(iter(parse("json")))


class TestSeveralOutlets:
    """An article that names several sources credits all of them, in every format."""

    FEED = replace(
        FEED,
        entries=(
            replace(
                REPUBLISHED,
                title="标题",
                summary="利率 < 3% & R&D",
                credit=replace(REPUBLISHED.credit, authors=("甲日报", "乙网"), outlets=("甲日报", "乙网")),
            ),
        ),
    )

    def test_every_outlet_is_an_author(self) -> None:
        assert ["甲日报", "乙网"] == texts(parse("rss", self.FEED), "//dc:creator")
        assert ["甲日报", "乙网"] == texts(parse("atom", self.FEED), "//a:entry/a:author/a:name")
        assert [{"name": "甲日报"}, {"name": "乙网"}] == parse("json", self.FEED)["items"][0]["authors"]

    def test_the_source_names_them_together(self) -> None:
        assert ["甲日报、乙网"] == texts(parse("rss", self.FEED), "//source")
        assert ["甲日报、乙网"] == texts(parse("atom", self.FEED), "//a:source/a:title")
        assert "甲日报、乙网" == parse("json", self.FEED)["items"][0]["_source"]["name"]

    def test_no_rule_of_the_formats_is_broken(self) -> None:
        assert () == check_rss(RENDERERS["rss"](self.FEED), url=f"{FEED.url}/rss.xml")
        assert () == check_atom(RENDERERS["atom"](self.FEED), url=f"{FEED.url}/atom.xml")
        assert () == check_json_feed(RENDERERS["json"](self.FEED), url=f"{FEED.url}/feed.json")


class TestJSONText:
    """Our own writer of JSON writes what Python's writes."""

    LEAVES = st.none() | st.booleans() | st.integers() | st.text()
    VALUES = st.recursive(
        LEAVES, lambda values: st.lists(values) | st.dictionaries(st.text(), values), max_leaves=20
    )

    @given(value=VALUES, depth=st.integers(min_value=0, max_value=3))
    def test_is_laid_out_as_the_library_does_it(self, value: Any, depth: int) -> None:
        # No text has a line break of its own in JSON: each is one of the layout.
        written = json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)
        assert written == write_json(value, depth)


class TestAuthorsWhoCanBeReached:
    FEED = replace(
        FEED,
        updated=OWN.updated,
        entries=(
            replace(
                OWN,
                credit=replace(OWN.credit, authors=("林站长", "陈<船长>")),
                contacts=(
                    Contact(name="陈<船长>", email="chen@e.x", uri="https://e.x/chen?a=1&b=2"),
                    Contact(name="某甲", email="a@e.x"),
                ),
            ),
        ),
    )

    def test_atom_says_how(self) -> None:
        tree = parse("atom", self.FEED)

        assert ["林站长", "陈<船长>"] == texts(tree, "//a:entry/a:author/a:name")
        assert ["chen@e.x"] == texts(tree, "//a:entry/a:author[2]/a:email")
        assert ["https://e.x/chen?a=1&b=2"] == texts(tree, "//a:entry/a:author[2]/a:uri")
        assert [] == texts(tree, "//a:entry/a:author[1]/a:email") + texts(tree, "//a:entry/a:author[1]/a:uri")

    def test_json_feed_has_the_address(self) -> None:
        assert [{"name": "林站长"}, {"name": "陈<船长>", "url": "https://e.x/chen?a=1&b=2"}] == parse(
            "json", self.FEED
        )["items"][0]["authors"]

    def test_rss_has_the_names(self) -> None:
        assert ["林站长", "陈<船长>"] == texts(parse("rss", self.FEED), "//item/dc:creator")

    def test_the_feeds_are_valid(self) -> None:
        assert () == check_rss(RENDERERS["rss"](self.FEED), url=f"{FEED.url}/rss.xml")
        assert () == check_atom(RENDERERS["atom"](self.FEED), url=f"{FEED.url}/atom.xml")
        assert () == check_json_feed(RENDERERS["json"](self.FEED), url=f"{FEED.url}/feed.json")
