"""An entry of another feed finds its article by id, else by page, else by title and day, and no other's."""

from datetime import UTC, datetime, timedelta

import pytest
from build import condense, make_config, make_raw

from feedtool.head import Head
from feedtool.matching import match_entries
from feedtool.model import Draft
from feedtool.old_feed import OldEntry
from feedtool.prepare import prepare

NOON = datetime(2020, 1, 4, 4, tzinfo=UTC)  # noon at the site


def make_post(slug: str = "a", *, title: str = "渡轮", date: str = "2020-01-04 12:00:00 +0800") -> Head:
    return read(f"---\ntitle: {title}\ndate: {date}\n---\n文\n", f"_posts/{date[:10]}-{slug}.md")


def read(text: str, path: str) -> Head:
    draft = prepare(make_raw(path, text), make_config())
    assert isinstance(draft, Draft)
    return condense(draft)[0]


def make_entry(
    id_: str = "1", *, link: str = "", title: str = "", published: datetime | None = NOON
) -> OldEntry:
    return OldEntry(id=id_, has_id=True, link=link, title=title, published=published, updated=None)


def match(entries: list[OldEntry], posts: list[Head]) -> dict[str, str]:
    """Match in every order that could matter, and give the paths of the posts by the ids of the entries."""
    config = make_config()
    found = [
        {id_: post.path for id_, post in match_entries(some, others, config).items()}
        for some in (entries, entries[::-1])
        for others in (posts, posts[::-1])
    ]
    assert [found[0]] * 4 == found
    return found[0]


A = make_post()
EARLIER = make_post("earlier", date="2020-01-03 12:00:00 +0800")
LATER = make_post("later", date="2020-01-05 12:00:00 +0800")


def test_the_id_counts_before_all_else() -> None:
    other = make_post("b", title="另一艘")
    entry = make_entry(A.id, link=other.url, title=other.title)

    assert {A.id: A.path} == match([entry], [A, other])


def test_an_id_counts_to_the_letter() -> None:
    assert {} == match([make_entry(A.id.upper(), published=None)], [A])


@pytest.mark.parametrize(
    "address",
    [
        "https://e.x/2020/01/04/a.html",
        "http://e.x/2020/01/04/a.html",
        "https://www.e.x/2020/01/04/a",
        "https://E.x/2020/01/04/%61.htm",
        "https://e.x/2020/01/04/a/",
        "https://e.x/2020/01/04/a/index.html",
        "https://e.x/2020/01/04/a.html?utm_source=rss&utm_medium=feed",
        "/2020/01/04/a.html",
    ],
)
def test_one_page_has_many_spellings(address: str) -> None:
    assert {"1": A.path} == match([make_entry(link=address, published=None)], [A])
    assert {address: A.path} == match([make_entry(address, published=None)], [A])


def test_a_page_in_another_form_of_unicode_is_the_same() -> None:
    post = make_post("渡轮：归来")

    assert {"1": post.path} == match(
        [make_entry(link="https://e.x/2020/01/04/渡轮:归来.html", published=None)], [post]
    )


@pytest.mark.parametrize(
    "link", ["https://e.x/2020/01/04/b.html", "https://e.x/", "mailto:a@e.x", "", "https://"]
)
def test_another_page_is_another_article(link: str) -> None:
    assert {} == match([make_entry(link=link)], [A])


def test_a_path_at_another_host_counts_on_the_same_day_only() -> None:
    link = "https://old.example/2020/01/04/a.html"

    assert {"1": A.path} == match([make_entry(link=link, title="别的")], [A])
    assert {} == match([make_entry(link=link, published=NOON + timedelta(days=3))], [A])
    assert {} == match([make_entry(link=link, published=None)], [A])


def test_of_articles_at_one_address_the_one_with_the_title_is_meant_then_the_nearest() -> None:
    posts = [
        read(
            f"---\ntitle: {title}\ndate: 2020-01-0{day}\npermalink: /p.html\n---\n文\n",
            f"_posts/2020-01-0{day}-p.md",
        )
        for day, title in ((4, "甲"), (5, "乙"), (6, "乙"))
    ]
    entries = [
        make_entry("1", link="https://e.x/p.html", title="甲", published=NOON + timedelta(days=9)),
        make_entry("2", link="https://e.x/p.html", title="乙", published=NOON + timedelta(days=9)),
        make_entry("3", link="https://e.x/p.html", title="丙", published=NOON),
    ]

    expected = {"1": "_posts/2020-01-04-p.md", "2": "_posts/2020-01-06-p.md", "3": "_posts/2020-01-04-p.md"}
    assert expected == match(entries, posts)


def test_an_article_that_readers_know_by_its_id_is_no_other_entry_of_theirs() -> None:
    known = make_entry(A.id)
    other = make_entry("2", link=A.url, title=A.title)

    assert {A.id: A.path} == match([known, other], [A])


@pytest.mark.parametrize("title", ["渡轮", " 渡轮！", "渡 轮"])
def test_a_title_counts_on_its_day_whatever_its_typography(title: str) -> None:
    assert {"1": A.path} == match([make_entry(title=title)], [A])


@pytest.mark.parametrize("hours", [-14, -8, 0, 8, 14])
def test_a_day_is_one_in_any_zone(hours: int) -> None:
    assert {"1": A.path} == match([make_entry(title="渡轮", published=NOON + timedelta(hours=hours))], [A])


def test_a_day_of_the_site_is_one_from_its_midnight_to_the_next() -> None:
    late = make_post("late", date="2020-01-04 23:59:00 +0800")
    midnight = datetime(2020, 1, 3, 16, tzinfo=UTC)

    assert {"1": late.path} == match([make_entry(title="渡轮", published=midnight)], [late])
    assert {} == match([make_entry(title="渡轮", published=midnight - timedelta(minutes=1))], [late])


def test_a_title_on_another_day_is_another_article() -> None:
    assert {} == match([make_entry(title="渡轮")], [EARLIER, LATER])


def test_each_day_of_a_column_finds_its_own() -> None:
    entries = [
        make_entry(str(day), title="渡轮", published=NOON + timedelta(days=day, hours=9))
        for day in (-1, 0, 1)
    ]

    assert {"-1": EARLIER.path, "0": A.path, "1": LATER.path} == match(entries, [LATER, A, EARLIER])


def test_two_entries_of_one_title_and_day_do_not_share_an_article() -> None:
    entries = [
        make_entry("1", title="渡轮"),
        make_entry("2", title="渡轮", published=NOON + timedelta(minutes=1)),
    ]

    assert {"1": A.path} == match(entries, [A])


def test_one_entry_takes_one_article_of_its_title_and_day() -> None:
    twin = make_post("b")

    assert {"1": A.path} == match([make_entry(title="渡轮")], [A, twin])


def test_an_article_found_by_its_page_is_not_found_by_its_title() -> None:
    entries = [make_entry("1", link=A.url, published=None), make_entry("2", title="渡轮")]

    assert {"1": A.path} == match(entries, [A])


def test_a_title_without_a_date_counts_if_it_is_the_only_one() -> None:
    entry = make_entry(title="渡轮", published=None)

    assert {"1": A.path} == match([entry], [A])
    assert {} == match([entry], [A, LATER])


def test_the_date_of_a_change_stands_for_one_that_is_missing() -> None:
    entry = OldEntry(id="1", has_id=True, link="", title="渡轮", published=None, updated=NOON)

    assert {"1": A.path} == match([entry], [A, LATER])


def test_titles_without_letters_are_told_apart() -> None:
    wave, anchor = make_post("w", title="🌊"), make_post("x", title="⚓")

    assert {"1": wave.path} == match([make_entry(title="🌊")], [wave, anchor])


def test_entries_without_titles_are_not_one_article() -> None:
    assert {} == match([make_entry(title="")], [make_post("b", title='""')])
