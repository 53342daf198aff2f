"""One article under several files is one entry in all/ and source/; each stays in its categories."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from archives import make_post, read_items, write_archive
from build import condense, make_config, make_raw
from hypothesis import given
from hypothesis import strategies as st

from feedtool.duplicates import Duplicates, find_duplicates, find_pages_of_many
from feedtool.head import Head
from feedtool.pipeline import generate
from feedtool.prepare import prepare
from feedtool.questions import audit, inspect
from feedtool.rule_settings import read_rules
from feedtool.rules import DEFAULT_RULES, Rules
from feedtool.settings import ArchiveSettings, Settings

SAME_ARTICLES = {
    "same_articles": [{"name": "article-number", "patterns": [r"infoCode=NW(\d+)", r",(\d+)\.html"]}]
}


def credited(number: int, body: str = "新闻一则。", **fields: str) -> Head:
    """Prepare a post, alone in its archive, and say whom it credits."""
    post = make_post(body, **{"title": f"标题{number}"} | fields)
    made = prepare(make_raw(f"_posts/2021-12-08-{number}.md", post), make_config())
    assert made is not None
    return condense(made)[0]


def original(address: str) -> str:
    return f"新闻一则。\n\n<{address}>"


def find(*posts: Head, rules: Rules = DEFAULT_RULES) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Give the groups: the file that stands for all, the others, the rules."""

    def name(path: str) -> str:
        return path.removeprefix("_posts/2021-12-08-").removesuffix(".md")

    found = find_duplicates(posts, make_config(rules=rules))
    return [(name(it.kept), tuple(map(name, it.others)), it.rules) for it in found]


# What makes two posts one article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://press.example/1.html", "http://press.example/1.html"),
        ("http://press.example/1.html", "https://press.example/1.html"),
        ("http://press.example/1", "http://press.example/1/"),
        ("http://press.example/?id=1", "http://press.example/?id=1"),
        ("http://press.example/1.html?utm_source=a", "http://press.example/1.html"),
    ],
)
def test_posts_with_one_original_are_one_article(one: str, other: str) -> None:
    posts = credited(1, original(one)), credited(2, original(other))

    assert [("1", ("2",), ("same-original",))] == find(*posts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://press.example/1.html", "http://press.example/2.html"),
        ("http://press.example/1.html", "http://journal.example/1.html"),
        ("http://press.example/?id=1", "http://press.example/?id=2"),
        ("http://press.example/", "http://press.example/"),
        ("http://press.example", "https://press.example/index.html"),
        ("http://press.example/index.html", "http://press.example/index.html"),
    ],
)
def test_posts_with_two_originals_or_a_mere_home_page_are_two_articles(one: str, other: str) -> None:
    assert [] == find(credited(1, original(one)), credited(2, original(other)))


def test_posts_without_original_are_as_many_articles() -> None:
    assert [] == find(credited(1), credited(2), credited(3))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "http://wap.example/share.html?infoCode=NW202112162215870464",
            "http://finance.example/news/11158,202112162215870464.html",
            [("1", ("2",), ("article-number",))],
        ),
        (
            "http://finance.example/news/11158,202112162215870464.html",
            "http://hk.example/news/1350,202112162215870464.html",
            [("1", ("2",), ("article-number",))],
        ),
        (
            "http://wap.example/share.html?infoCode=NW202112162215870464",
            "http://finance.example/news/11158,202112162215870465.html",
            [],
        ),
        ("http://finance.example/news/11158,1.html", "http://finance.example/news/1.html", []),
    ],
)
def test_a_rule_of_the_settings_knows_one_article_on_two_pages(
    one: str, other: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    posts = credited(1, original(one)), credited(2, original(other))

    assert expected == find(*posts, rules=read_rules(SAME_ARTICLES))
    assert [] == find(*posts)
    assert [] == find(*posts, rules=read_rules(SAME_ARTICLES | {"off": ["article-number"]}))


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        pytest.param({}, {}, True, id="the same"),
        pytest.param({"title": "港口开放！"}, {"title": "港口 开放"}, True, id="other typography"),
        pytest.param({"date": "2021-12-08 00:01"}, {"date": "2021-12-08 23:59"}, True, id="another hour"),
        # In the site's time zone both are on the ninth.
        pytest.param(
            {"date": "2021-12-08 17:00:00 +0000"}, {"date": "2021-12-09 20:00:00 +0800"}, True, id="zones"
        ),
        pytest.param({"date": "2021-12-08"}, {"date": "2021-12-09"}, False, id="another day"),
        pytest.param({"title": "港口开放"}, {"title": "港口关闭"}, False, id="another title"),
        pytest.param({"title": "！！"}, {"title": "！！"}, False, id="a title that says nothing"),
        pytest.param({"source": "海港日报"}, {"source": "浪花日报"}, False, id="another outlet"),
        pytest.param({"source": ""}, {"source": ""}, False, id="no outlet"),
    ],
)
def test_the_same_outlet_title_and_day_are_one_article(
    one: dict[str, str], other: dict[str, str], *, is_one: bool
) -> None:
    fields = {"title": "港口开放", "source": "海港日报"}
    posts = credited(1, **fields | one), credited(2, **fields | other)

    assert ([("1", ("2",), ("same-title-and-day",))] if is_one else []) == find(*posts)
    assert [] == find(*posts, rules=read_rules({"off": ["same-title-and-day"]}))


@pytest.mark.parametrize("pattern", [r"infoCode=NW(\d+)?", r"infoCode=NW(\d*)"])
def test_a_pattern_whose_group_finds_nothing_makes_no_posts_one(pattern: str) -> None:
    rules = read_rules({"same_articles": [{"name": "number", "patterns": [pattern]}]})
    posts = [credited(n, original(f"http://wap.example/?infoCode=NW&page={n}")) for n in range(3)]

    assert [] == find(*posts, rules=rules)


def test_posts_are_one_article_by_a_chain_of_rules() -> None:
    page = "http://finance.example/news/11158,7.html"
    posts = (
        credited(1, original(page)),
        credited(2, original("http://wap.example/?infoCode=NW7")),
        credited(3, original(page), title="港口开放", source="海港日报"),
        credited(4, title="港口开放", source="海港日报"),
        credited(5, title="港口关闭", source="海港日报"),
    )

    expected = [("3", ("1", "2", "4"), ("article-number", "same-original", "same-title-and-day"))]
    assert expected == find(*posts, rules=read_rules(SAME_ARTICLES))


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        ([], [("3", ("1", "2", "4"), ("same-original", "same-title-and-day"))]),
        (["same-original"], [("3", ("4",), ("same-title-and-day",))]),
        (["same-title-and-day"], [("3", ("1", "2"), ("same-original",))]),
        (["same-original", "same-title-and-day"], []),
    ],
)
def test_each_rule_can_be_switched_off_by_its_name(
    off: list[str], expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    page = original("http://press.example/1.html")
    fields = {"title": "港口开放", "source": "海港日报"}
    posts = (credited(1, page), credited(2, page), credited(3, page, **fields), credited(4, **fields))

    assert expected == find(*posts, rules=read_rules({"off": off}))


@pytest.mark.parametrize(
    ("titles", "is_one"),
    [
        (["甲", "乙", "丙", "丁"], True),
        (["甲", "乙", "丙", "丁", "丁！"], True),
        (["甲", "乙", "丙", "丁", "戊"], False),
    ],
)
def test_an_address_that_many_titles_share_is_no_articles(titles: list[str], *, is_one: bool) -> None:
    address = "http://press.example/today.html"
    posts = [credited(n, original(address), title=title) for n, title in enumerate(titles)]
    posts += [credited(9), credited(10, original("http://press.example/10.html"))]

    expected = [("0", tuple(map(str, range(1, len(titles)))), ("same-original",))] if is_one else []
    assert expected == find(*posts, rules=read_rules({"off": ["same-title-and-day"]}))
    assert ({} if is_one else {address: len(titles)}) == find_pages_of_many(posts)


def test_of_the_posts_that_share_a_page_of_many_those_with_one_title_are_one() -> None:
    page = original("http://press.example/today.html")
    posts = [credited(n, page, title=title, source="海港日报") for n, title in enumerate("甲乙丙丁戊甲")]

    assert [("0", ("5",), ("same-title-and-day",))] == find(*posts)


# Which post stands for all

PAGE = "\n\n<http://press.example/1.html>"


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        pytest.param(
            {"body": "短。" + PAGE, "source": "海港日报"},
            {"body": "一篇长得多的新闻。\n\n（文章来源：海港日报）" + PAGE},
            id="front matter before a credit line, however short",
        ),
        pytest.param(
            {"body": "短。\n\n（文章来源：海港日报）" + PAGE},
            {"body": "一篇长得多的新闻。（海港日报）" + PAGE},
            id="a credit line before a digest",
        ),
        pytest.param(
            {"body": "短。（海港日报）" + PAGE},
            {"body": "一篇长得多的新闻。" + PAGE, "tags": "海港日报新闻"},
            id="a digest before a tag",
        ),
        pytest.param(
            {"body": "短。" + PAGE, "tags": "海港日报新闻"},
            {"body": "一篇长得多的新闻。" + PAGE},
            id="a tag before the host's name",
        ),
        pytest.param(
            {"body": "一篇长得多的新闻。" + PAGE, "date": "2021-12-09"},
            {"body": "短。" + PAGE, "date": "2021-12-07"},
            id="then the most text",
        ),
        pytest.param(
            {"body": "新闻。" + PAGE, "date": "2021-12-07"},
            {"body": "要闻。" + PAGE, "date": "2021-12-09"},
            id="then the older one",
        ),
    ],
)
@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)], ids=["first", "last"])
def test_the_surest_credit_and_then_the_most_text_stands_for_all(
    kept: dict[str, str], other: dict[str, str], numbers: tuple[int, int]
) -> None:
    one, two = numbers
    posts = credited(one, **kept), credited(two, **other)

    assert [(str(one), (str(two),), ("same-original",))] == find(*posts)


def test_of_posts_that_are_equal_the_first_path_stands_for_all() -> None:
    posts = [credited(n, "新闻。" + PAGE, title="甲") for n in (3, 1, 2)]

    assert [("1", ("2", "3"), ("same-original", "same-title-and-day"))] == find(*posts)


BODIES = st.sampled_from(
    [
        "新闻。",
        *(f"新闻{'长' * n}。\n\n<http://press.example/{n % 3},{n}.html>" for n in range(4)),
        "新闻。\n\n<http://wap.example/?infoCode=NW1>",
        "新闻。\n\n（文章来源：海港日报）\n\n<http://wap.example/?infoCode=NW2>",
        "新闻。\n\n（文章来源：浪花日报）",
    ]
)
CHOICES = st.lists(st.tuples(BODIES, st.sampled_from("甲乙")), min_size=2, max_size=7)


def join_naively(posts: Iterable[Head]) -> set[frozenset[str]]:
    """Join whatever is one article by any rule until nothing more can be: the plain way, as an oracle."""
    groups: list[tuple[set[str], set[object]]] = []
    for head in posts:
        address = head.original_url
        names: set[object] = {("outlet", head.common.outlets, head.title)} if head.common.outlets else set()
        if address is not None:
            number = address.removesuffix(".html").replace("infoCode=NW", ",").rpartition(",")[2]
            names |= {address, ("number", number)}
        groups.append(({head.path}, names))
    while True:
        pair = next(
            (
                (one, other)
                for index, one in enumerate(groups)
                for other in groups[index + 1 :]
                if one[1] & other[1]
            ),
            None,
        )
        if pair is None:
            return {frozenset(paths) for paths, _ in groups if len(paths) > 1}
        one, other = pair
        groups.remove(other)
        one[0].update(other[0])
        one[1].update(other[1])


@given(data=st.data(), choices=CHOICES)
def test_the_order_of_posts_changes_no_group(data: st.DataObject, choices: list[tuple[str, str]]) -> None:
    posts = [credited(n, body, title=title) for n, (body, title) in enumerate(choices)]
    shuffled = data.draw(st.permutations(posts))
    config = make_config(rules=read_rules(SAME_ARTICLES))

    found = find_duplicates(posts, config)

    assert found == find_duplicates(shuffled, config)
    assert join_naively(posts) == {frozenset({it.kept, *it.others}) for it in found}


# What is published

A = "_posts/2021-12-08-a.md"
B = "_posts/2021-12-08-b.md"
C = "_posts/2021-12-09-c.md"
POSTS = {
    A: make_post(
        "短讯。（海港日报）\n\n<http://wap.example/share.html?infoCode=NW202112082206935918>",
        title="开放",
        categories="gangkou",
    ),
    B: make_post(
        "港口今日开放。\n\n（文章来源：海港日报）\n\n<http://finance.example/news/11158,202112082206935918.html>",
        title="港口开放",
        categories="shichang",
    ),
    C: make_post("港口明日关闭。（海港日报）", title="关闭", categories="gangkou"),
}
SETTINGS = Settings(archive=ArchiveSettings(categories="whole"), rules=read_rules(SAME_ARTICLES))
ID = "https://news.example.org"


def ids(output: Path, feed: str) -> list[str]:
    return [item["id"].removeprefix(ID) for item in read_items(output, feed)]


def test_one_article_is_one_entry_in_all_and_of_its_outlet_and_each_file_is_in_its_categories(
    tmp_path: Path,
) -> None:
    site = write_archive(tmp_path / "site", dict(POSTS))
    output = tmp_path / "feeds"

    report = generate(SETTINGS, str(site), output)

    assert (3, 1) == (report.published, report.duplicates)
    one, two, three = "/gangkou/2021/12/08/a", "/shichang/2021/12/08/b", "/gangkou/2021/12/09/c"
    assert [three, two] == ids(output, "all")
    assert [three, two] == ids(output, "source/海港日报")
    assert [three, one] == ids(output, "category/gangkou")
    assert [two] == ids(output, "category/shichang")


def test_without_the_rule_every_file_is_an_entry_everywhere(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", dict(POSTS))
    settings = replace(SETTINGS, rules=DEFAULT_RULES)

    report = generate(settings, str(site), tmp_path / "feeds")

    assert 0 == report.duplicates
    assert 3 == len(ids(tmp_path / "feeds", "all")) == len(ids(tmp_path / "feeds", "source/海港日报"))


def test_an_outlet_that_only_the_other_file_credits_has_no_feed(tmp_path: Path) -> None:
    posts = {
        A: make_post("港口开放。\n\n（文章来源：海港日报）" + PAGE),
        B: make_post("港口开放。" + PAGE, title="乙", tags="浪花日报新闻"),
    }
    site = write_archive(tmp_path / "site", dict(posts))

    generate(SETTINGS, str(site), tmp_path / "feeds")

    assert ["海港日报"] == [path.name for path in (tmp_path / "feeds" / "source").iterdir()]


def test_inspect_tells_which_post_stands_for_another(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", dict(POSTS))

    found = inspect(SETTINGS, str(site), [Path(path) for path in POSTS])

    assert {A: B, B: None, C: None} == {it.path: it.duplicate_of for it in found}


def test_audit_lists_what_is_one_article(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", dict(POSTS))

    found = audit(SETTINGS, str(site)).duplicates

    assert (Duplicates(kept=B, others=(A,), rules=("article-number",)),) == found
