"""The list of all feeds says the same to programs and to feed readers, and is valid for both."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from archives import EXAMPLE, make_post, read_files, write_archive
from feed_rules import check_opml
from lxml import etree

from feedtool import pipeline
from feedtool.config import Site, settle
from feedtool.model import Format, Outline
from feedtool.paths import CATALOGUE_START
from feedtool.render import FILE_NAMES, catalogue
from feedtool.settings import AliasSettings, ArchiveSettings, FeedSettings, Settings

SETTINGS = Settings(
    archive=ArchiveSettings(posts=("_posts", "old_post"), naive_dates="site", categories="whole")
)
SHANGHAI = ZoneInfo("Asia/Shanghai")

PATH = {"type": "string", "pattern": "^[^/\\\\].*[^/]$"}
#: RFC 3339: an offset has no seconds.
DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
#: The contract, word by word: what programs outside rely on.
SCHEMA = {
    "type": "object",
    "required": ["version", "title", "home_page_url", "language", "updated", "feeds"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "pattern": "^https?://.*/$"},
        "language": {"type": "string", "minLength": 2},
        "updated": DATE,
        "feeds": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "kind",
                    "key",
                    "label",
                    "path",
                    "entries",
                    "total",
                    "updated",
                    "rss",
                    "atom",
                    "json",
                ],
                "additionalProperties": False,
                "properties": {
                    "kind": {"enum": ["all", "category", "source", "tag", "collection"]},
                    "key": {"type": "string"},
                    "label": {"type": "string", "minLength": 1},
                    "path": PATH,
                    "entries": {"type": "integer", "minimum": 1},
                    "total": {"type": "integer", "minimum": 1},
                    "updated": DATE,
                    "rss": PATH,
                    "atom": PATH,
                    "json": PATH,
                    "aliases": {"type": "array", "items": PATH, "minItems": 1, "uniqueItems": True},
                },
            },
        },
    },
}


def make_site(title: str = "Hafen") -> Site:
    """Make a site with few settings."""
    site = settle(SETTINGS, b"url: https://news.example.org\ntitle: Hafen\ntimezone: Asia/Shanghai\n").site
    return replace(site, title=title)


def make_feed(
    key: str = "gangkou", label: str = "海港日报", zone: tzinfo = SHANGHAI, year: int = 2021
) -> Outline:
    """Make the outline of a feed; no list of feeds looks at its entries."""
    return Outline(
        kind="category",
        key=key,
        label=label,
        path=f"category/{key}",
        title=f"{label} - 海港新闻",
        description=f"海港新闻转载的{label}",
        language="zh-CN",
        home_url=f"https://news.example.org/category/{key}.html",
        site_url="https://news.example.org/",
        site_title="海港新闻",
        url=f"https://news.example.org/feeds/category/{key}",
        category_scheme=None,
        updated=datetime(year, 12, 16, 11, 32, 37, tzinfo=zone),
        paths=("_posts/2021-12-16-a.md", "_posts/2021-12-15-b.md"),
        total=3,
    )


def render_json(
    feeds: Sequence[Outline],
    site: Site,
    names: Mapping[Format, str],
    aliases: Mapping[str, Sequence[str]] = {},
) -> bytes:
    """Render feeds.json; ``aliases`` gives the old addresses of feeds by their paths."""
    listed = [catalogue.list_feed(feed, names, aliases.get(feed.path, ())).json for feed in feeds]
    return catalogue.render_json(listed, find_newest(feeds), site)


def render_opml(feeds: Sequence[Outline], site: Site, names: Mapping[Format, str]) -> bytes:
    listed = [catalogue.list_feed(feed, names).opml for feed in feeds]
    return catalogue.render_opml(listed, find_newest(feeds), site)


def find_newest(feeds: Sequence[Outline]) -> datetime | None:
    return max((feed.updated for feed in feeds), default=None)


def read_outlines(document: bytes) -> list[dict[str, str]]:
    """Read the feeds of a subscription list."""
    outlines = etree.fromstring(document).iterfind("body/outline")
    return [{str(name): str(value) for name, value in outline.attrib.items()} for outline in outlines]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the sample archive, once for all tests of this module."""
    output = tmp_path_factory.mktemp("feeds")
    pipeline.generate(SETTINGS, str(EXAMPLE), output)
    return output


# feeds.json


def test_the_catalogue_of_the_sample_keeps_the_contract(published: Path) -> None:
    document = json.loads((published / "feeds.json").read_bytes())

    jsonschema.validate(document, SCHEMA)


def test_the_catalogue_lists_every_published_file_and_nothing_else(published: Path) -> None:
    feeds = json.loads((published / "feeds.json").read_bytes())["feeds"]

    actual = {feed[format_] for feed in feeds for format_ in ("rss", "atom", "json")}

    expected = set(read_files(published)) - {"feeds.json", "feeds.opml"}
    assert expected == actual


def test_the_catalogue_lists_old_addresses_too_by_the_same_contract(tmp_path: Path) -> None:
    feeds = replace(SETTINGS.feeds, aliases=AliasSettings(has_jekyll_feed=True))
    pipeline.generate(replace(SETTINGS, feeds=feeds), str(EXAMPLE), tmp_path)

    document = json.loads((tmp_path / "feeds.json").read_bytes())

    jsonschema.validate(document, SCHEMA)
    listed = [feed[format_] for feed in document["feeds"] for format_ in ("rss", "atom", "json")]
    listed += [path for feed in document["feeds"] for path in feed.get("aliases", ())]
    assert sorted({*read_files(tmp_path)} - {"feeds.json", "feeds.opml"}) == sorted(listed)
    assert "feed/qinghezhoukan.xml" in listed


def test_the_catalogue_counts_what_the_feeds_hold(published: Path) -> None:
    feeds = json.loads((published / "feeds.json").read_bytes())["feeds"]

    for feed in feeds:
        expected = len(json.loads((published / feed["json"]).read_bytes())["items"])
        assert expected == feed["entries"]
        assert expected == min(20, feed["total"])


def test_a_category_is_listed_as_the_posts_spell_it(tmp_path: Path) -> None:
    posts: dict[str, str | bytes] = {
        f"_posts/2021-12-0{day}-a.md": make_post(
            categories="Zhong Wen!", tags="中文报", date=f"2021-12-0{day}"
        )
        for day in (1, 2)
    }
    write_archive(tmp_path, posts)
    pipeline.generate(replace(SETTINGS, feeds=FeedSettings(limit=1)), str(tmp_path), tmp_path / "feeds")

    actual = json.loads((tmp_path / "feeds" / "feeds.json").read_bytes())["feeds"][1]

    expected = {
        "kind": "category",
        "key": "Zhong Wen!",
        "label": "中文报",
        "path": "category/zhong-wen",
        "entries": 1,
        "total": 2,
        "updated": "2021-12-02T00:00:00+08:00",
        "rss": "category/zhong-wen/rss.xml",
        "atom": "category/zhong-wen/atom.xml",
        "json": "category/zhong-wen/feed.json",
    }
    assert expected == actual


def test_the_catalogue_is_utf_8_that_people_can_read() -> None:
    document = render_json([make_feed()], make_site(), FILE_NAMES)

    assert '"label": "海港日报"' in document.decode("utf-8")
    assert document.endswith(b"}\n")
    assert document.startswith(CATALOGUE_START)  # by which it is told from other people's files


def test_old_addresses_are_listed_with_their_feed_in_order_and_only_where_there_are_any() -> None:
    feeds = [make_feed("a"), make_feed("b")]
    aliases = {"category/b": ["x.xml", "feed/b.xml"]}

    one, other = json.loads(render_json(feeds, make_site(), FILE_NAMES, aliases))["feeds"]

    assert ["feed/b.xml", "x.xml"] == other["aliases"]
    assert "aliases" not in one


def test_the_newest_feed_says_when_the_catalogue_was_updated() -> None:
    feeds = [make_feed(year=2020), make_feed(year=2022), make_feed(year=2021)]

    actual = json.loads(render_json(feeds, make_site(), FILE_NAMES))["updated"]

    expected = "2022-12-16T11:32:37+08:00"
    assert expected == actual


def test_a_catalogue_without_feeds_has_no_date() -> None:
    actual = json.loads(render_json([], make_site(), FILE_NAMES))

    expected: dict[str, Any] = {
        "version": 1,
        "title": "Hafen",
        "home_page_url": "https://news.example.org/",
        "language": "en",
        "feeds": [],
    }
    assert expected == actual


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        pytest.param(SHANGHAI, 1900, id="local mean time, +08:05:43"),
        pytest.param(timezone(timedelta(hours=-3, minutes=-30)), 2021, id="half an hour"),
        pytest.param(ZoneInfo("UTC"), 2021, id="UTC"),
        pytest.param(SHANGHAI, 800, id="three digits"),
    ],
)
def test_a_date_is_rfc_3339_in_any_zone_and_year(zone: tzinfo, year: int) -> None:
    feed = make_feed(zone=zone, year=year)

    document = json.loads(render_json([feed], make_site(), FILE_NAMES))

    jsonschema.validate(document["updated"], DATE)
    jsonschema.validate(document["feeds"][0]["updated"], DATE)
    # An offset without its seconds is another moment by less than a minute.
    assert abs(datetime.fromisoformat(document["updated"]) - feed.updated) < timedelta(minutes=1)


@pytest.mark.parametrize("format_", ["rss", "atom", "json"])
def test_only_the_formats_that_are_published_are_listed(format_: Format) -> None:
    names: dict[Format, str] = {format_: FILE_NAMES[format_]}

    feed = json.loads(render_json([make_feed()], make_site(), names))["feeds"][0]
    (outline,) = read_outlines(render_opml([make_feed()], make_site(), names))

    assert {format_} == feed.keys() & {"rss", "atom", "json"}
    assert f"category/gangkou/{FILE_NAMES[format_]}" == feed[format_]
    assert f"https://news.example.org/feeds/category/gangkou/{FILE_NAMES[format_]}" == outline["xmlUrl"]


# feeds.opml


def test_the_subscription_list_of_the_sample_is_valid(published: Path) -> None:
    findings = check_opml((published / "feeds.opml").read_bytes())

    assert () == findings


def test_the_subscription_list_names_the_feeds_of_the_catalogue_in_the_same_order(published: Path) -> None:
    feeds = json.loads((published / "feeds.json").read_bytes())["feeds"]
    feed_urls = [json.loads((published / feed["json"]).read_bytes())["feed_url"] for feed in feeds]

    outlines = read_outlines((published / "feeds.opml").read_bytes())

    assert [feed["label"] for feed in feeds] == [outline["text"] for outline in outlines]
    expected = [url.removesuffix("feed.json") + "rss.xml" for url in feed_urls]
    assert expected == [outline["xmlUrl"] for outline in outlines]


def test_a_feed_is_one_outline_that_readers_take() -> None:
    (actual,) = read_outlines(render_opml([make_feed()], make_site(), FILE_NAMES))

    expected = {
        "type": "rss",
        "text": "海港日报",
        "title": "海港日报",
        "description": "海港新闻转载的海港日报",
        "language": "zh-CN",
        "xmlUrl": "https://news.example.org/feeds/category/gangkou/rss.xml",
        "htmlUrl": "https://news.example.org/category/gangkou.html",
    }
    assert expected == actual


def test_names_with_markup_in_them_are_escaped() -> None:
    name = '<b>"A" & B</b>'

    document = render_opml([make_feed(label=name)], make_site(title=name), FILE_NAMES)

    assert name == read_outlines(document)[0]["text"]
    assert name == etree.fromstring(document).findtext("head/title")
    assert () == check_opml(document)


def test_the_head_says_whose_list_it_is_and_when_it_changed() -> None:
    feeds = [make_feed(year=2020), make_feed(year=2022)]

    root = etree.fromstring(render_opml(feeds, make_site(), FILE_NAMES))

    expected = ("Hafen", "Fri, 16 Dec 2022 03:32:37 GMT", "https://news.example.org/")
    names = ("title", "dateModified", "ownerId")
    assert expected == tuple(root.findtext(f"head/{name}") for name in names)


def test_a_subscription_list_without_feeds_is_valid_and_has_no_date() -> None:
    document = render_opml([], make_site(), FILE_NAMES)

    assert [] == read_outlines(document)
    assert etree.fromstring(document).find("head/dateModified") is None
    assert b"<body/>" in document
