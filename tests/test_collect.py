"""Which entries a feed holds, in which order, under which name and address."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from build import make_config, read
from hypothesis import given
from hypothesis import strategies as st

from feedtool.collect import collect, label_categories, make_slugs
from feedtool.model import Category, Credit, Entry
from feedtool.render import RENDERERS
from feedtool.settings import FeedSettings

START = datetime(2022, 1, 1, tzinfo=UTC)
#: Feeds of everything and of categories; those of outlets have tests of their own.
CATEGORIES = replace(FeedSettings(), by=("category", "all"))
CREDIT = Credit(
    authors=("甲",),
    outlets=("甲日报",),
    original_url="http://a.example/1",
    rule="tag",
    rule_name="tag",
    evidence="甲日报新闻",
)


def entry(
    number: int, *keys: str, minutes: int | None = None, content: str = "<p>正文</p>", title: str = "标题"
) -> Entry:
    """Make an entry; a larger number is a newer one unless ``minutes`` says otherwise."""
    published = START + timedelta(minutes=number if minutes is None else minutes)
    return Entry(
        id=f"https://e.x/{number}",
        path=f"_posts/{number:03}.md",
        url=f"https://e.x/{number}.html",
        title=title,
        published=published,
        updated=published,
        credit=CREDIT,
        categories=tuple(Category(key=key, label=key) for key in keys),
        tags=(),
        summary=None,
        content_html=content,
        image=None,
    )


def feeds_of(entries: list[Entry], **settings: object) -> dict[str, list[str]]:
    config = make_config(feeds=replace(CATEGORIES, **settings))  # type: ignore[arg-type] # fields of it
    labels = {category.key: category.label for it in entries for category in it.categories}
    return {feed.path: [it.id[12:] for it in feed.entries] for feed in collect(entries, labels, config)}


@given(st.permutations([entry(n, "a" if n % 2 else "b") for n in range(8)]))
def test_a_feed_is_newest_first_whatever_order_its_posts_come_in(entries: list[Entry]) -> None:
    assert {
        "all": ["7", "6", "5", "4", "3", "2", "1", "0"],
        "category/a": ["7", "5", "3", "1"],
        "category/b": ["6", "4", "2", "0"],
    } == feeds_of(entries)


@given(st.permutations([entry(n, "a", minutes=0) for n in range(5)]))
def test_entries_of_one_second_are_ordered_by_path(entries: list[Entry]) -> None:
    assert ["0", "1", "2", "3", "4"] == feeds_of(entries)["all"]


def test_an_entry_of_two_categories_is_in_both_feeds() -> None:
    assert {"all": ["1"], "category/a": ["1"], "category/b": ["1"]} == feeds_of([entry(1, "a", "b")])


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
    entries = [entry(n, key) for n, key in enumerate("abc")]

    assert expected == list(feeds_of(entries, **settings))


def test_a_limit_of_zero_is_no_limit() -> None:
    entries = [entry(n) for n in range(30)]

    assert (20, 30, 5) == tuple(len(feeds_of(entries, limit=limit)["all"]) for limit in (20, 0, 5))


def test_the_newest_entry_is_kept_even_if_it_alone_is_too_large() -> None:
    entries = [entry(1), entry(2, content="<p>" + "字" * 5000 + "</p>")]

    assert ["2"] == feeds_of(entries, max_bytes=6000)["all"]


def test_no_limit_on_bytes_keeps_everything() -> None:
    entries = [entry(n, content="<p>" + "字" * 90000 + "</p>") for n in range(4)]

    assert ["3", "2", "1", "0"] == feeds_of(entries, max_bytes=0)["all"]
    assert ["3"] == feeds_of(entries)["all"]


@given(
    st.lists(st.text(alphabet="<>&\"'\n字aé\\", max_size=300), min_size=1, max_size=8),
    st.text(alphabet='<>&"字a', min_size=1, max_size=40),
)
def test_no_file_is_larger_than_the_limit_if_it_holds_more_than_one_entry(
    texts: list[str], title: str
) -> None:
    entries = [
        replace(
            entry(number, title, content=f"<p>{text}</p>" * 5, title=title),
            summary=text,
            image="https://e.x/" + "%E4%B8%80" * 9,
            tags=(title,) * 3,
            credit=replace(
                CREDIT, outlets=(title,), authors=(title,), original_url="http://a.example/?" + "a&" * 30
            ),
        )
        for number, text in enumerate(texts)
    ]
    limit = 20_000
    config = make_config(
        feeds=replace(FeedSettings(), max_bytes=limit), category_page="/category/{category}.html"
    )

    for feed in collect(entries, {title: title}, config):
        sizes = {format_: len(render(feed)) for format_, render in RENDERERS.items()}
        assert {} == {name: size for name, size in sizes.items() if size > limit and len(feed.entries) > 1}


def test_every_outlet_has_a_feed_over_all_categories() -> None:
    several = replace(CREDIT, authors=("甲日报", "乙网"), outlets=("甲日报", "乙网"))
    own = replace(CREDIT, outlets=(), original_url=None)
    entries = [entry(1, "a"), replace(entry(2, "b"), credit=several), replace(entry(3), credit=own)]

    feeds = collect(entries, {"a": "a", "b": "b"}, make_config(feeds=replace(FeedSettings(), by=("source",))))

    assert {"乙网": ["2"], "甲日报": ["2", "1"]} == {
        feed.label: [it.id[12:] for it in feed.entries] for feed in feeds
    }
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
    entries = [replace(entry(1), tags=("港口", "渡轮")), replace(entry(2), tags=("渡轮", "天气"))]

    assert expected == sorted(feeds_of(entries, by=("tag",), **settings))


def test_a_tag_feed_holds_the_entries_with_that_tag_newest_first_and_no_page_of_a_category() -> None:
    config = make_config(
        feeds=replace(FeedSettings(), by=("tag",)), category_page="/category/{category}.html"
    )

    (feed,) = collect(
        [replace(entry(number), tags=("港口",)) for number in (1, 3, 2)], {"港口": "别名"}, config
    )

    assert ("tag", "港口", "港口", "港口 - 金融消息", "https://e.x/", ["3", "2", "1"]) == (
        feed.kind,
        feed.key,
        feed.label,
        feed.title,
        feed.home_url,
        [it.id[12:] for it in feed.entries],
    )


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    (feed,) = collect([entry(1), entry(3), entry(2)], {}, make_config(feeds=CATEGORIES))

    assert (START + timedelta(minutes=3), 3) == (feed.updated, feed.total)


def test_a_category_feed_says_what_it_holds_and_where_it_lies() -> None:
    config = make_config(
        feeds=CATEGORIES,
        category_page="/category/{category}.html",
        title="站",
        feeds_url="https://f.example/x",
    )

    _, feed = collect([entry(1, "a b&c")], {"a b&c": "甲日报新闻"}, config)

    assert (
        "甲日报新闻 - 站",
        "站转载的甲日报新闻",
        "category/a-b-c",
        "https://f.example/x/category/a-b-c",
        "https://e.x/category/a%20b%26c.html",
        "https://e.x/category/",
    ) == (feed.title, feed.description, feed.path, feed.url, feed.home_url, feed.category_scheme)


def test_without_category_pages_a_feed_leads_to_the_site() -> None:
    _, feed = collect([entry(1, "a")], {"a": "A"}, make_config(feeds=CATEGORIES, language="en"))

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

    assert expected == label_categories(read(text) for text in texts)
    assert expected == label_categories(read(text) for text in reversed(texts))


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
