"""What a site's own configuration says, as Jekyll reads it."""

from typing import Any

import pytest

from feedtool.entry_filter import EntryFilter
from feedtool.errors import ConfigError
from feedtool.model import Contact
from feedtool.permalinks import STYLES
from feedtool.site_config import FeedPlugin, SiteConfig, TagFeeds, read_site_config
from feedtool.site_data import read_contact
from feedtool.yaml_text import read_yaml


def read(text: str, authors: str = "") -> SiteConfig:
    return read_site_config(text.encode(), {"_data/authors.yml": authors.encode()})


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("title: 甲", "title", "甲"),
        ("name: 乙", "title", "乙"),
        ("author: {name: 林}", "author", Contact(name="林")),
        ("future: true", "has_future", True),
        ("future: no", "has_future", False),
        ("future: ~", "has_future", False),
        # to Ruby any text and any number is true
        ('future: "true"', "has_future", True),
        ('future: ""', "has_future", True),
        ("future: 1", "has_future", True),
        ("future: 0", "has_future", True),
        ("future: later", "has_future", True),
        ('unpublished: "false"', "has_unpublished", True),
        ("unpublished: yes", "has_unpublished", True),
        ("show_drafts: on", "has_drafts", True),
        ("show_drafts: 1", "has_drafts", True),
        ("limit_posts: 3", "limit_posts", 3),
        ("limit_posts: all", "limit_posts", 0),
        ("collections_dir: /content/", "collections_dir", "content"),
        ("excerpt_separator: <!--more-->", "excerpt_separator", "<!--more-->"),
        ("title: 甲", "excerpt_separator", None),
        ("permalink: pretty", "permalink", STYLES["pretty"]),
        ("permalink: /:title/", "permalink", "/:title/"),
        ("permalink: pretty\ncollections: {posts: {permalink: none}}", "permalink", "none"),
        ("title: 甲", "permalink", STYLES["date"]),
        ("permalink: pretty\ncollections: {posts: {output: true}}", "permalink", STYLES["pretty"]),
        ("permalink: pretty\ncollections: [posts]", "permalink", STYLES["pretty"]),
        ("title: 甲\nname: 乙", "title", "甲"),
        ("title: [甲]\nname: 乙", "title", "乙"),
        ("description: 港口的消息", "description", "港口的消息"),
        ("url: https://e.x", "url", "https://e.x"),
        ("baseurl: /news", "baseurl", "/news"),
        ("lang: zh-CN", "language", "zh-CN"),
        ("timezone: Asia/Shanghai", "timezone", "Asia/Shanghai"),
        ("author: 林", "author", Contact(name="林")),
        ("author: {email: a@e.x}", "author", Contact(name="", email="a@e.x")),
        ("author: [林]", "author", Contact(name="")),
        ('limit_posts: "3"', "limit_posts", 3),
        ("limit_posts: -1", "limit_posts", 0),
        ('excerpt_separator: ""', "excerpt_separator", ""),
        (
            "include: [_news, .well-known, {a: b}]",
            "entries",
            EntryFilter(include=("_news", ".well-known")),
        ),
        ("include: _news", "entries", EntryFilter(include=("_news",))),
        # a number is no pattern
        ('exclude: [2020, "2021", on, 2020-01-02]', "entries", EntryFilter(exclude=("2021",))),
        ("defaults: {scope: {path: ''}}", "defaults", ()),
        ("defaults: [{scope: {path: ''}}]", "defaults", ()),
    ],
)
def test_a_key_means_what_it_means_to_jekyll(text: str, field: str, expected: object) -> None:
    assert expected == getattr(read(text), field)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", FeedPlugin()),
        ("feed: {posts_limit: 5, excerpt_only: true}", FeedPlugin(limit=5, is_excerpt_only=True)),
        (
            "feed: {path: /atom.xml, categories: [甲, 乙]}",
            FeedPlugin(path="/atom.xml", categories=("甲", "乙")),
        ),
        (
            "feed: {collections: {posts: {path: /p.xml, categories: [甲]}}}",
            FeedPlugin(path="/p.xml", categories=("甲",)),
        ),
        ("feed: {collections: [notes], posts_limit: many}", FeedPlugin()),
        ("feed: {tags: true}", FeedPlugin(tags=TagFeeds())),
        ("feed: {tags: false}", FeedPlugin()),
        (
            "feed: {tags: {only: [甲], except: [乙], path: /t/}}",
            FeedPlugin(tags=TagFeeds(only=("甲",), except_=("乙",), path="/t/")),
        ),
        ("feed: {tags: {except: 乙}}", FeedPlugin(tags=TagFeeds(except_=("乙",)))),
        ("feed: {tags: {only: []}}", FeedPlugin()),
        ("feed: {tags: {only: }}", FeedPlugin(tags=TagFeeds())),
        ("feed: {tags: [甲]}", FeedPlugin(tags=TagFeeds())),
        ("feed: {tags: ~}", FeedPlugin()),
        ("feed: {excerpt_only: 1}", FeedPlugin(is_excerpt_only=True)),
        # with these jekyll-feed writes a feed without entries
        ("feed: {posts_limit: 0}", FeedPlugin(limit=None)),
        ("feed: {posts_limit: -1}", FeedPlugin(limit=None)),
        ("feed: {posts_limit: '5'}", FeedPlugin(limit=5)),
        # what the template of jekyll-feed takes for unsaid
        ("feed: {posts_limit: null}", FeedPlugin(limit=10)),
        ("feed: {posts_limit: no}", FeedPlugin(limit=10)),
        ("feed: {posts_limit: ''}", FeedPlugin(limit=10)),
        # spelt as the words of posts are
        (
            "feed: {tags: {only: [yes, 1.50], except: [no, 'no']}}",
            FeedPlugin(tags=TagFeeds(only=("true", "1.5"), except_=("false", "no"))),
        ),
        ("feed: {categories: 甲}", FeedPlugin(categories=("甲",))),
        ("feed: {path: /a.xml, collections: {posts: {path: /p.xml}}}", FeedPlugin(path="/p.xml")),
        (
            "feed: {categories: [甲], collections: {posts: {categories: [乙]}}}",
            FeedPlugin(categories=("乙",)),
        ),
        ("feed: {collections: {posts: 甲}}", FeedPlugin()),
        ("feed: https://e.x/feed", FeedPlugin()),
    ],
)
def test_the_settings_of_jekyll_feed_are_read(text: str, expected: FeedPlugin) -> None:
    assert expected == read(text).feed


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_posts/a.md", {"lang": "zh", "layout": "post"}),
        ("_posts/old/a.md", {"lang": "zh", "layout": "old"}),
        ("_posts/older/a.md", {"lang": "zh", "layout": "old"}),
        ("港口/_posts/a.md", {"lang": "zh", "layout": "port"}),
    ],
)
def test_defaults_are_those_of_the_longest_path(path: str, expected: dict[str, Any]) -> None:
    config = read(
        "defaults:\n"
        "  - {scope: {path: ''}, values: {lang: zh, layout: any}}\n"
        "  - {scope: {path: '', type: posts}, values: {layout: post}}\n"
        "  - {scope: {path: _posts/old}, values: {layout: old}}\n"
        "  - {scope: {path: '*/_posts'}, values: {layout: port}}\n"
        "  - {scope: {path: '', type: pages}, values: {layout: page}}\n"
        "  - {scope: {path: /_posts}, values: {layout: slash}}\n"
        "  - {scope: none, values: {layout: none}}\n"
        "  - nonsense\n"
    )

    assert expected == config.defaults_for(path)


@pytest.mark.parametrize(
    ("text", "path", "is_out"),
    [
        ("exclude: [_posts/secret]", "_posts/secret/2021-01-01-a.md", True),
        ("exclude: [_posts/secret]", "_posts/secretary/2021-01-01-a.md", True),
        ("exclude: [/old]", "old/_posts/a.md", True),
        ("exclude: ['*/_posts']", "b/_posts/a.md", False),
        ("exclude: ['*/_posts/*']", "b/_posts/a.md", True),
        ("exclude: [old]\ninclude: [old]", "old/_posts/a.md", False),
        ("exclude: old", "_posts/a.md", False),
        ("", "vendor/bundle/_posts/a.md", True),
        ("", "vendor/_posts/a.md", False),
        ("exclude: ['*.txt']", "_posts/2021-01-01-a.txt", True),
        ("exclude: ['*.txt']", "_posts/2021-01-01-a.md", False),
        ("exclude: [2021-01-01-a.md]", "_posts/2021-01-01-a.md", False),
        ("exclude: [old]", "new/old/_posts/a.md", False),
        ("exclude: ['_posts/old/*']", "_posts/old/a.md", True),
        ("collections_dir: content", "_posts/a.md", True),
        ("collections_dir: content\nexclude: [content/_posts]", "content/_posts/a.md", True),
        ("collections_dir: content", "content/_posts/a.md", False),
    ],
)
def test_what_the_site_leaves_out_is_told_by_its_path(text: str, path: str, *, is_out: bool) -> None:
    assert is_out is read(text).is_excluded(path)


def test_authors_go_by_the_names_in_their_records() -> None:
    config = read("author: lin", "lin: {name: 林渡}\nchen: 陈远\nnobody: {email: a@e.x}\n")

    assert {"lin": Contact(name="林渡"), "chen": Contact(name="陈远")} == config.authors
    assert Contact(name="林渡") == config.author


@pytest.mark.parametrize("authors", ["- lin\n- {name: chen}\n", "lin", "~"])
def test_authors_that_are_no_table_have_no_keys(authors: str) -> None:
    config = read("author: lin", authors)

    assert ({}, Contact(name="lin")) == (config.authors, config.author)


@pytest.mark.parametrize(
    ("record", "email", "uri"),
    [
        ("email: a@e.x\nuri: http://a.e.x", "a@e.x", "http://a.e.x"),
        ("email: ' a@e.x '\nuri: https://e.x/中 文", "a@e.x", "https://e.x/%E4%B8%AD%20%E6%96%87"),
        ("email: at home\nuri: /about", None, None),
        ("email: [a@e.x]\nuri: 'javascript:x()'", None, None),
        ("url: http://a.e.x", None, None),
    ],
)
def test_an_author_can_be_reached_where_the_site_says(
    record: str, email: str | None, uri: str | None
) -> None:
    expected = Contact(name="林渡", email=email, uri=uri)

    assert expected == read_contact(read_yaml(f"name: 林渡\n{record}"))
    assert expected == read("author:\n  name: 林渡\n  " + record.replace("\n", "\n  ")).author


@pytest.mark.parametrize(("authors", "place"), [("a: [", ":2"), ("a: b\nc: d: e\n", ":2")])
def test_authors_that_are_no_yaml_are_an_error(authors: str, place: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read("", authors)

    assert f"_data/authors.yml{place}" == caught.value.subject


def test_what_the_site_names_at_its_top_is_known_with_and_without_its_ending() -> None:
    config = read_site_config(b"", names=["about.md", "港口", ".git"])

    assert {"about.md", "about", "港口", ".git"} == config.names


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("lin", "林渡"),
        ("陈远", "陈远"),
        ("{name: lin}", "lin"),
        ("no", ""),
        ("[lin]", ""),
        ("{email: a@e.x}", ""),
    ],
)
def test_the_author_of_the_site_goes_by_the_name_in_the_record_of_that_key(author: str, name: str) -> None:
    assert name == read(f"author: {author}", "lin: {name: 林渡}").author.name


# Each was seen in Jekyll 4.3.1.
@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        # the folder of the collections is no part of what a default's path is compared with
        (
            "collections_dir: content\ndefaults: [{scope: {path: _posts}, values: {lang: en}}]",
            "content/_posts/a.md",
            {"lang": "en"},
        ),
        (
            "collections_dir: content\ndefaults: [{scope: {path: content/_posts}, values: {lang: en}}]",
            "content/_posts/a.md",
            {"lang": "en"},
        ),
        # a glob finds files in the site
        (
            "collections_dir: content\ndefaults: [{scope: {path: '_posts/*'}, values: {lang: en}}]",
            "content/_posts/a.md",
            {},
        ),
        (
            "collections_dir: content\ndefaults: [{scope: {path: '*/_posts'}, values: {lang: en}}]",
            "content/_posts/a.md",
            {"lang": "en"},
        ),
        ("collections_dir: a\ndefaults: [{scope: {path: '*'}, values: {lang: en}}]", "a/_posts/a.md", {}),
        # tables are merged, and an empty value takes nothing away
        (
            "defaults: [{scope: {}, values: {pic: {path: a}}}, {values: {pic: {alt: b}}, scope: {path: _}}]",
            "_posts/a.md",
            {"pic": {"path": "a", "alt": "b"}},
        ),
        (
            "defaults: [{scope: {path: ''}, values: {lang: en}}, {scope: {path: _posts}, values: {lang: }}]",
            "_posts/a.md",
            {"lang": "en"},
        ),
        # a star stands for one folder, two for any
        ("defaults: [{scope: {path: '*/_posts'}, values: {lang: en}}]", "a/b/_posts/a.md", {}),
        ("defaults: [{scope: {path: '**/_posts'}, values: {lang: en}}]", "a/b/_posts/a.md", {"lang": "en"}),
        ("defaults: [{scope: {path: '_posts/*/'}, values: {lang: en}}]", "_posts/a/b.md", {"lang": "en"}),
        ("defaults: [{scope: {path: '/*/a.md'}, values: {lang: en}}]", "_posts/a.md", {}),
        # without a scope it is for all, with an empty type for none
        ("defaults: [{values: {lang: en}}]", "_posts/a.md", {"lang": "en"}),
        ("defaults: [{scope: {path: '', type: ''}, values: {lang: en}}]", "_posts/a.md", {}),
        ("defaults: [{scope: {path: '', type: post}, values: {lang: en}}]", "_posts/a.md", {"lang": "en"}),
        ("defaults: [{scope: {path: '', type: drafts}, values: {lang: en}}]", "_posts/a.md", {}),
        ("defaults: [{scope: {path: 2020}, values: {lang: en}}]", "_posts/a.md", {"lang": "en"}),
        # one that is laid under the others comes under all of them, whichever is longer
        (
            (
                "defaults:\n"
                "  - {scope: {path: _posts/a}, values: {layout: longest}}\n"
                "  - {scope: {path: _p}, values: {layout: shortest, lang: shortest}}\n"
                "  - {scope: {path: _posts}, values: {layout: middle, lang: middle}}\n"
            ),
            "_posts/a.md",
            {"layout": "longest", "lang": "shortest"},
        ),
        # of two paths of one length the later wins, unless only the earlier states its type
        (
            (
                "defaults:\n"
                "  - {scope: {path: _posts, type: posts}, values: {layout: typed}}\n"
                "  - {scope: {path: _posts}, values: {layout: untyped, lang: untyped}}\n"
            ),
            "_posts/a.md",
            {"layout": "typed", "lang": "untyped"},
        ),
    ],
)
def test_defaults_are_merged_as_jekyll_merges_them(text: str, path: str, expected: dict[str, Any]) -> None:
    assert expected == read(text).defaults_for(path)


@pytest.mark.parametrize(
    "text",
    [
        "exclude: ['old/_posts/2020-01-0?-a.md']",
        "exclude: ['old/_posts/2020-01-04-[ab].md']",
        # what is included lies in a folder that is not looked into, or is but a part of what is excluded
        "exclude: [old]\ninclude: [old/_posts]",
        "exclude: [old]\ninclude: ['*.md']",
        "exclude: [old/_posts]\ninclude: [old]",
    ],
)
def test_what_is_excluded_by_a_pattern_of_one_letter_or_by_its_folder_stays_out(text: str) -> None:
    assert read(text).is_excluded("old/_posts/2020-01-04-a.md")
