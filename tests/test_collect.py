"""Which entries a feed holds, in which order, under which name and address."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Literal

import pytest
from build import condense, fill, make_config, read, show
from hypothesis import given
from hypothesis import strategies as st

from feedtool.category_names import label_categories
from feedtool.collect import collect
from feedtool.head import Head
from feedtool.model import Block, Draft, Evidence, Outline
from feedtool.render import RENDERERS
from feedtool.settings import FeedSettings
from feedtool.slugs import make_slugs

START = datetime(2022, 1, 1, tzinfo=UTC)
#: Feeds of everything and of categories; those of outlets have tests of their own.
CATEGORIES = replace(FeedSettings(), by=("category", "all"))
POST = read("---\ntitle: 标题\n---\n正文")
EVIDENCE = Evidence(
    stated=("甲日报",),
    stated_rule="source",
    credit_line=(),
    credit_line_rule="",
    digests=(),
    unread="",
    original_url="http://a.example/1",
    original_rule="link",
    matched=frozenset({"source", "link"}),
)


def draft(
    number: int,
    *keys: str,
    minutes: int | None = None,
    text: str = "正文",
    title: str = "标题",
    tags: tuple[str, ...] = (),
    evidence: Evidence = EVIDENCE,
) -> Draft:
    """Make a post; a larger number is a newer one unless ``minutes`` says otherwise."""
    published = START + timedelta(minutes=number if minutes is None else minutes)
    post = replace(
        POST,
        id=f"https://e.x/{number}",
        path=f"_posts/{number:03}.md",
        url=f"https://e.x/{number}.html",
        title=title,
        published=published,
        updated=published,
        categories=keys,
        tags=tags,
    )
    block = Block(tag="p", html=f"<p>{escape(text, quote=False)}</p>", text=text)
    evidence = replace(evidence, tags=tags)
    return Draft(post=post, evidence=evidence, blocks=(block,), element_removals=(), summary=None)


def heads_of(drafts: Iterable[Draft]) -> list[Head]:
    return [condense(it)[0] for it in drafts]


def feeds_of(drafts: list[Draft], **settings: object) -> dict[str, list[str]]:
    config = make_config(feeds=replace(CATEGORIES, **settings))  # type: ignore[arg-type] # fields of it
    labels = {key: key for it in drafts for key in it.post.categories}
    return {feed.path: numbers_of(feed) for feed in collect(heads_of(drafts), labels, config)}


def numbers_of(feed: Outline) -> list[str]:
    """Give the numbers of the entries of a feed."""
    return [str(int(path[7:10])) for path in feed.paths]


@given(st.permutations([draft(n, "a" if n % 2 else "b") for n in range(8)]))
def test_a_feed_is_newest_first_whatever_order_its_posts_come_in(drafts: list[Draft]) -> None:
    assert {
        "all": ["7", "6", "5", "4", "3", "2", "1", "0"],
        "category/a": ["7", "5", "3", "1"],
        "category/b": ["6", "4", "2", "0"],
    } == feeds_of(drafts)


@given(st.permutations([draft(n, "a", minutes=0) for n in range(5)]))
def test_entries_of_one_second_are_ordered_by_path(drafts: list[Draft]) -> None:
    assert ["0", "1", "2", "3", "4"] == feeds_of(drafts)["all"]


def test_an_entry_of_two_categories_is_in_both_feeds() -> None:
    assert {"all": ["1"], "category/a": ["1"], "category/b": ["1"]} == feeds_of([draft(1, "a", "b")])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"by": ("all",)}, ["all"]),
        ({"by": ("category",)}, ["category/a", "category/b", "category/c"]),
        ({"only": ("a", "c")}, ["all", "category/a", "category/c"]),
        ({"except_": ("a",)}, ["all", "category/b", "category/c"]),
        ({"only": ("a", "b"), "except_": ("b",)}, ["all", "category/a"]),
    ],
)
def test_the_settings_say_which_feeds_there_are(settings: dict[str, object], expected: list[str]) -> None:
    drafts = [draft(n, key) for n, key in enumerate("abc")]

    assert expected == list(feeds_of(drafts, **settings))


def test_a_limit_of_zero_is_no_limit() -> None:
    drafts = [draft(n) for n in range(30)]

    assert (20, 30, 5) == tuple(len(feeds_of(drafts, limit=limit)["all"]) for limit in (20, 0, 5))


def test_the_newest_entry_is_kept_even_if_it_alone_is_too_large() -> None:
    drafts = [draft(1), draft(2, text="字" * 5000)]

    assert ["2"] == feeds_of(drafts, max_bytes=6000)["all"]


@pytest.mark.parametrize("content", ["full", "summary"])
def test_posts_of_pictures_alone_count_with_their_pictures(content: str) -> None:
    # They have no summary, and their entries show the pictures whatever the content is to be.
    pictures = '<p><img alt="" src="https://i.example/a.png"></p>' * 200
    block = Block(tag="p", html=pictures, text="", has_media=True)
    drafts = [replace(draft(number), blocks=(block,)) for number in (1, 2)]

    assert ["2"] == feeds_of(drafts, max_bytes=20_000, content=content)["all"]


def test_no_limit_on_bytes_keeps_everything() -> None:
    drafts = [draft(n, text="字" * 90000) for n in range(4)]

    assert ["3", "2", "1", "0"] == feeds_of(drafts, max_bytes=0)["all"]
    assert ["3"] == feeds_of(drafts)["all"]


@given(
    texts=st.lists(
        st.tuples(st.text(alphabet="<>&\"'\n字aé\\", max_size=300), st.integers(0, 3)), min_size=1, max_size=8
    ),
    title=st.text(alphabet='<>&"字a', min_size=1, max_size=40),
    content=st.sampled_from(["full", "summary"]),
    is_short=st.booleans(),
)
def test_no_file_is_larger_than_the_limit_if_it_holds_more_than_one_entry(
    texts: list[tuple[str, int]], title: str, content: Literal["full", "summary"], *, is_short: bool
) -> None:
    drafts = [
        replace(
            draft(
                number,
                title,
                text=text * 5,
                title=title,
                tags=(title, title.swapcase(), "港口"),
                evidence=replace(
                    EVIDENCE,
                    stated=tuple(f"{title}{n}" for n in range(names)),
                    original_url="http://a.example/?" + "a&" * 30,
                ),
            ),
            summary=text if names % 2 else None,
        )
        for number, (text, names) in enumerate(texts)
    ]
    drafts = [
        replace(it, post=replace(it.post, image="https://e.x/" + "%E4%B8%80" * 9, is_excerpt_only=is_short))
        for it in drafts
    ]
    limit = 20_000
    config = make_config(
        feeds=replace(FeedSettings(), max_bytes=limit, content=content),
        category_page="/category/{category}.html",
    )
    entries = [show(it, config) for it in drafts]

    for outline in collect(heads_of(drafts), {title: title}, config):
        feed = fill(outline, entries)
        sizes = {format_: len(render(feed)) for format_, render in RENDERERS.items()}
        assert {} == {name: size for name, size in sizes.items() if size > limit and len(feed.entries) > 1}


def test_every_outlet_has_a_feed_over_all_categories() -> None:
    several = replace(EVIDENCE, stated=("甲日报", "乙网"))
    own = replace(EVIDENCE, stated=(), original_url=None, original_rule="")
    drafts = [draft(1, "a"), draft(2, "b", evidence=several), draft(3, evidence=own)]
    config = make_config(feeds=replace(FeedSettings(), by=("source",)))

    feeds = collect(heads_of(drafts), {"a": "a", "b": "b"}, config)

    assert {"乙网": ["2"], "甲日报": ["2", "1"]} == {feed.label: numbers_of(feed) for feed in feeds}
    assert [
        ("source", "source/乙网", "乙网 - 金融消息"),
        ("source", "source/甲日报", "甲日报 - 金融消息"),
    ] == [(feed.kind, feed.path, feed.title) for feed in feeds]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["tag/天气", "tag/渡轮", "tag/港口"]),
        ({"only_tags": ("渡轮", "无")}, ["tag/渡轮"]),
        ({"except_tags": ("渡轮",)}, ["tag/天气", "tag/港口"]),
        ({"only_tags": ("渡轮", "港口"), "except_tags": ("渡轮",)}, ["tag/港口"]),
        ({"only": ("渡轮",), "except_": ("港口",)}, ["tag/天气", "tag/渡轮", "tag/港口"]),
    ],
)
def test_tags_get_the_feeds_that_are_wanted_whatever_is_wanted_of_categories(
    settings: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    drafts = [draft(1, tags=("港口", "渡轮")), draft(2, tags=("渡轮", "天气"))]

    assert expected == sorted(feeds_of(drafts, by=("tag",), **settings))


def test_a_tag_feed_holds_the_entries_with_that_tag_newest_first_and_no_page_of_a_category() -> None:
    config = make_config(
        feeds=replace(FeedSettings(), by=("tag",)), category_page="/category/{category}.html"
    )

    (feed,) = collect(heads_of(draft(n, tags=("港口",)) for n in (1, 3, 2)), {"港口": "别名"}, config)

    assert ("tag", "港口", "港口", "港口 - 金融消息", "https://e.x/", ["3", "2", "1"]) == (
        feed.kind,
        feed.key,
        feed.label,
        feed.title,
        feed.home_url,
        numbers_of(feed),
    )


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    (feed,) = collect(heads_of([draft(1), draft(3), draft(2)]), {}, make_config(feeds=CATEGORIES))

    assert (START + timedelta(minutes=3), 3) == (feed.updated, feed.total)


def test_a_category_feed_says_what_it_holds_and_where_it_lies() -> None:
    config = make_config(
        feeds=CATEGORIES,
        category_page="/category/{category}.html",
        title="站",
        feeds_url="https://f.example/x",
    )

    _, feed = collect(heads_of([draft(1, "a b&c")]), {"a b&c": "甲日报新闻"}, config)

    assert (
        "甲日报新闻 - 站",
        "站转载的甲日报新闻",
        "category/a-b-c",
        "https://f.example/x/category/a-b-c",
        "https://e.x/category/a%20b%26c.html",
        "https://e.x/category/",
    ) == (feed.title, feed.description, feed.path, feed.url, feed.home_url, feed.category_scheme)


def test_without_category_pages_a_feed_leads_to_the_site() -> None:
    _, feed = collect(heads_of([draft(1, "a")]), {"a": "A"}, make_config(feeds=CATEGORIES, language="en"))

    assert ("https://e.x/", None, "A, by way of 金融消息") == (
        feed.home_url,
        feed.category_scheme,
        feed.description,
    )


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([("a", "甲"), ("a", "甲"), ("a", "乙")], {"a": "甲"}),
        ([("a", "甲"), ("a", "乙")], {"a": "a"}),
        ([("a", "[甲, 乙]")], {"a": "a"}),
        ([("[a, b]", "甲")], {"a": "a", "b": "b"}),
        ([("a", "甲"), ("[a, b]", "甲"), ("a", "甲")], {"a": "甲", "b": "b"}),
        ([("a", "")], {"a": "a"}),
        ([("", "甲")], {}),
    ],
)
def test_a_category_is_labelled_by_the_tag_that_most_of_its_posts_have(
    posts: list[tuple[str, str]], expected: dict[str, str]
) -> None:
    texts = [f"---\ntitle: 标题\ncategories: {key}\ntags: {tag}\n---\n正文" for key, tag in posts]
    heads = heads_of(replace(draft(1), post=read(text)) for text in texts)

    assert expected == label_categories(heads)
    assert expected == label_categories(reversed(heads))


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        ("hangzhouribao", "hangzhouribao"),
        ("21shijijingjibaodao 21caijingAPP", "21shijijingjibaodao-21caijingapp"),
        ("anxin(xianggang)", "anxin(xianggang)"),
        ("财经In China", "财经in-china"),
        ("A/B\\c:d", "a-b-c-d"),
        ("..", "5ec1f7"),
        ("con", "con-"),
        ("nul.txt", "nul.txt-"),
        ("_site", "site"),
        ("字" * 80, "字" * 40),
        ("Ünïcode", "ünïcode"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ข่าวเรือ", "ข่าวเรือ"),
        ("Новости", "новости"),
        ("أخبار", "أخبار"),
        ("a - b-: -c", "a---b---c"),
        ("1\ufe0f", "1"),
        ("☀\ufe0f\u0301", "b03869"),
    ],
)
def test_a_slug_is_readable_and_safe(key: str, slug: str) -> None:
    found = make_slugs({key: (0.0, "")})[key]

    assert slug == found


def test_of_two_keys_with_one_slug_the_older_keeps_it() -> None:
    slugs = make_slugs({"linux": (2.0, ""), "Linux": (1.0, ""), "LINUX": (3.0, "")})

    assert {"Linux": "linux", "linux": "linux-caf901", "LINUX": "linux-8f6c80"} == slugs


def test_a_mark_is_as_long_as_it_must_be() -> None:
    slugs = make_slugs({"linux-caf901": (1.0, ""), "Linux": (2.0, ""), "linux": (3.0, "")})

    assert {"linux-caf901": "linux-caf901", "Linux": "linux", "linux": "linux-caf9016"} == slugs


@given(
    st.dictionaries(
        st.text(max_size=12) | st.text(alphabet="aA-_. ", max_size=4),
        st.tuples(st.floats(0, 9), st.just("")),
        max_size=20,
    )
)
def test_slugs_are_unique_even_where_case_is_ignored_and_safe_everywhere(
    ages: dict[str, tuple[float, str]],
) -> None:
    slugs = make_slugs(ages)

    folded = [unicodedata.normalize("NFKC", slug).casefold() for slug in slugs.values()]
    assert sorted(set(folded)) == sorted(folded)
    assert [] == [
        slug for slug in slugs.values() if set(slug) & set('<>:"/\\|?*\0') or slug[:1] in ".~_" or not slug
    ]
    assert [] == [slug for slug in slugs.values() if len(slug.encode()) > 200 or slug[-1] in ". "]
