"""What recurs is found however the posts lie, is counted right, and goes only where the settings say so."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from archives import make_post, read_items, write_archive
from build import make_config, make_raw
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtool import recurring
from feedtool.clean import split_article
from feedtool.model import Block, Draft, Removal, Report
from feedtool.pipeline import generate
from feedtool.prepare import prepare
from feedtool.questions import inspect
from feedtool.recurring import (
    EVERYWHERE,
    PostBlocks,
    Recurring,
    blocks_of,
    find_learned,
    find_recurring,
    keys_of,
    learn_chrome,
)
from feedtool.settings import ArchiveSettings, ChromeSettings, Settings
from feedtool.urls import Base

BASE = Base(page="https://news.example/gangkou/1.html")
NOTICE = "免责声明：本文不构成投资建议。"


def block(source: str) -> Block:
    """Cut HTML that is one block."""
    (found,) = split_article(source, BASE).blocks
    return found


def make_draft(number: int, *sources: str, categories: Iterable[str] = ("gangkou",)) -> Draft:
    """Prepare a post of these blocks; it lies in the categories named."""
    text = f"---\ntitle: 标题{number}\ncategories: [{', '.join(categories)}]\n---\n{''.join(sources)}"
    made = prepare(make_raw(f"_posts/2021-12-08-{number:03}.html", text), make_config())
    assert made is not None
    return made


def reader(drafts: Iterable[Draft]) -> Callable[[], Iterator[PostBlocks]]:
    """Give what reads the blocks of these posts as often as it is asked."""
    return lambda: map(blocks_of, drafts)


def sum_up(found: Sequence[Recurring]) -> list[tuple[str, str, int]]:
    return [(it.kind, it.block.text, it.posts) for it in found]


# What two blocks have in common


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        pytest.param("<p>关注我们</p>", "<p>关注我们</p>", ["exact", "shape"], id="the same"),
        pytest.param("<p>关注我们</p>", "<p>关注 <b>我们</b>。</p>", [], id="another text"),
        pytest.param("<p>关注我们</p>", "<p><b>关注</b>我们</p>", ["exact", "shape"], id="other markup"),
        pytest.param(
            "<p>关注我们</p>", "<ul><li>关注我们</li></ul>", ["exact", "shape"], id="another element"
        ),
        pytest.param("<p>阅读 12 次</p>", "<p>阅读 340 次</p>", ["shape"], id="other digits"),
        pytest.param("<p>阅读 12 次</p>", "<p>阅读 ３４ 次</p>", ["shape"], id="full-width digits"),
        pytest.param("<p>阅读 12 次</p>", "<p>阅读 十 次</p>", [], id="a number in words"),
        pytest.param("<p>12 次</p>", "<p>12 回</p>", [], id="the same digits in another text"),
        pytest.param(
            '<p>上一篇：<a href="/1">甲</a></p>',
            '<p>上一篇：<a href="/2">乙丙</a></p>',
            ["shape"],
            id="other links",
        ),
        pytest.param(
            '<p>上一篇：<a href="/1">甲</a></p>',
            '<p>上一篇：<a href="/2">甲</a></p>',
            ["shape"],
            id="other address",
        ),
        pytest.param(
            '<p>上一篇：<a href="/1">甲</a></p>',
            '<p>上一篇：<a href="/1">甲</a></p>',
            ["exact", "shape"],
            id="link",
        ),
        pytest.param('<p>上一篇：<a href="/1">甲</a></p>', "<p>上一篇：甲</p>", [], id="linked and not"),
        pytest.param(
            '<p><a href="/1">更多</a></p>',
            '<p><a href="/2">更多</a></p>',
            ["shape"],
            id="a link alone, elsewhere",
        ),
        pytest.param(
            '<p><a href="/1">更多</a></p>', '<p><a href="/1">目录</a></p>', [], id="another link alone"
        ),
        pytest.param(
            '<p><a href="/1"></a>更多</p>',
            '<p><a href="/2"></a>更多</p>',
            ["shape"],
            id="anchors without text",
        ),
        pytest.param('<img src="/a.png" alt="甲">', '<img src="/a.png" alt="乙">', ["exact"], id="image"),
        pytest.param('<img src="/a.png">', '<img src="/b.png">', [], id="another image"),
        pytest.param('<p>图 1<img src="/a.png"></p>', '<p>图 2<img src="/a.png"></p>', [], id="caption"),
        pytest.param(
            "<table><tr><td>热线 1</td></tr></table>",
            "<table><tr><td>热线 2</td></tr></table>",
            ["shape"],
            id="table",
        ),
        pytest.param("<p>2021-12-08</p>", "<p>2021-12-08</p>", ["exact"], id="a date alone"),
        pytest.param("<p>2021-12-08</p>", "<p>2021-12-09</p>", [], id="another date alone"),
    ],
)
def test_two_blocks_have_their_letters_or_their_shape_in_common(
    one: str, other: str, common: list[str]
) -> None:
    keys = set(keys_of(block(one))) & set(keys_of(block(other)))

    assert common == sorted(key.partition("\n")[0] for key in keys)


@pytest.mark.parametrize(
    "source",
    [
        "<hr>",
        "<p>•</p>",
        "<p>＊ ＊ ＊</p>",
        "<p>图</p>",
        '<video src="https://video.example/1.mp4"></video>',
        '<p>看视频<iframe src="https://video.example/1"></iframe></p>',
        "<table><tr><td>—</td></tr></table>",
    ],
)
def test_a_block_that_says_too_little_has_nothing_in_common_with_its_like(source: str) -> None:
    assert () == keys_of(block(source))


def test_two_letters_are_enough_to_tell_a_block_by() -> None:
    assert ("exact\n广告", "shape\n广告") == keys_of(block("<p>广告</p>"))


# What recurs


def test_a_block_is_told_once_by_its_letters_if_they_are_all_the_same() -> None:
    drafts = [make_draft(n, f"<p>新闻{'甲乙丙'[n]}。</p><p>{NOTICE}</p>") for n in range(3)]

    found = find_recurring(reader(drafts), 3)

    (it,) = found
    assert [("exact", NOTICE, 3)] == sum_up(found)
    assert ("gangkou", 3, 1.0) == (it.category, it.category_posts, it.share)
    assert ("_posts/2021-12-08-000.html", f"<p>{NOTICE}</p>") == (it.path, it.block.html)


def test_a_block_is_told_once_by_its_shape_if_that_finds_more() -> None:
    drafts = [make_draft(n, f"<p>新闻{'甲乙丙丁'[n]}。</p><p>阅读 {n % 2} 次</p>") for n in range(4)]

    assert [("shape", "阅读 0 次", 4)] == sum_up(find_recurring(reader(drafts), 2))


@pytest.mark.parametrize(("fewest", "expected"), [(3, [NOTICE]), (4, [])])
def test_what_too_few_posts_have_is_chance(fewest: int, expected: list[str]) -> None:
    drafts = [make_draft(n, "<p>新闻。</p>" if n > 2 else f"<p>{NOTICE}</p>") for n in range(5)]

    assert expected == [
        it.block.text for it in find_recurring(reader(drafts), fewest) if it.block.text == NOTICE
    ]


def test_the_most_frequent_comes_first_and_those_of_one_number_by_their_text() -> None:
    drafts = [
        make_draft(n, "<p>丙丙</p><p>甲甲</p>", "<p>乙乙</p>" if n else "", f"<p>{'子丑寅'[n]}。</p>")
        for n in range(3)
    ]

    assert ["丙丙", "甲甲", "乙乙"] == [it.block.text for it in find_recurring(reader(drafts), 2)]


def test_a_block_that_a_post_has_twice_is_one_post() -> None:
    drafts = [make_draft(n, f"<p>{NOTICE}</p><p>新闻。</p><p>{NOTICE}</p>") for n in range(2)]

    assert {NOTICE: 2, "新闻。": 2} == {it.block.text: it.posts for it in find_recurring(reader(drafts), 2)}


def test_what_another_rule_takes_out_is_not_told_again() -> None:
    body = '<p>新闻{}。</p><p>（文章来源：海港日报）</p><p><a href="/">返回首页</a></p>'
    drafts = [make_draft(n, body.format("甲乙丙"[n])) for n in range(3)]

    assert ((), {}) == (
        find_recurring(reader(drafts), 2),
        learn_chrome(reader(drafts), share=0.5, fewest=2),
    )


def test_a_block_of_posts_without_category_is_told_with_its_share_of_the_archive() -> None:
    drafts = [make_draft(n, f"<p>{NOTICE}</p>" if n else "<p>新闻。</p>", categories=()) for n in range(4)]

    (found,) = find_recurring(reader(drafts), 3)

    assert (EVERYWHERE, 3, 0.75) == (found.category, found.category_posts, found.share)


def test_a_block_is_told_with_the_category_whose_posts_have_it() -> None:
    drafts = [make_draft(n, f"<p>{NOTICE}</p>", categories=["jia"]) for n in range(3)]
    drafts += [
        make_draft(n, "<p>新闻。</p>" if n < 9 else f"<p>{NOTICE}</p>", categories=["yi"])
        for n in range(3, 10)
    ]

    found = next(it for it in find_recurring(reader(drafts), 3) if it.block.text == NOTICE)

    assert (4, "jia", 3, 1.0) == (found.posts, found.category, found.category_posts, found.share)


def test_the_only_post_of_a_category_is_no_share_of_it() -> None:
    drafts = [make_draft(n, f"<p>{NOTICE}</p>", categories=["jia"]) for n in range(5)]
    drafts += [make_draft(n, "<p>新闻。</p>", categories=["jia"]) for n in range(5, 10)]
    drafts += [make_draft(20, f"<p>{NOTICE}</p>", categories=["yi"])]

    found = next(it for it in find_recurring(reader(drafts), 3) if it.block.text == NOTICE)

    assert (6, "jia", 5, 0.5) == (found.posts, found.category, found.category_posts, found.share)


@pytest.mark.parametrize("blocks", ["<p>见第1页</p><p>见第2页</p>", "<p>见第2页</p><p>见第1页</p>"])
def test_of_two_blocks_with_one_shape_the_more_frequent_one_hides_no_shape_and_is_told_once(
    blocks: str,
) -> None:
    drafts = [make_draft(n, blocks if n < 3 else "<p>见第1页</p>") for n in range(8)]

    assert [("exact", "见第1页", 8), ("exact", "见第2页", 3)] == sum_up(find_recurring(reader(drafts), 3))


# What is learned


def test_a_share_is_reached_where_arithmetic_of_computers_is_a_hair_off() -> None:
    drafts = compose([(["甲甲"] if n < 7 else ["乙乙"], []) for n in range(100)])

    assert 7 < 0.07 * 100
    learned = learn_chrome(reader(drafts), share=0.07, fewest=2)[EVERYWHERE]

    assert set(keys_of(drafts[0].blocks[0])) < learned


@pytest.mark.parametrize(
    ("share", "fewest", "is_learned"),
    [
        (0.4, 4, True),
        (0.39, 4, True),
        (0.41, 4, False),
        (0.4, 3, True),
        (0.4, 5, False),
        (0.01, 2, True),
        (1.0, 2, False),
    ],
)
def test_a_block_is_learned_at_both_bounds_and_above_and_not_below_either(
    share: float, fewest: int, *, is_learned: bool
) -> None:
    drafts = [
        make_draft(n, f"<p>新闻{'甲乙丙丁戊己庚辛壬癸'[n]}。</p>", f"<p>{NOTICE}</p>" if n < 4 else "")
        for n in range(10)
    ]
    keys = frozenset(keys_of(block(f"<p>{NOTICE}</p>")))

    learned = learn_chrome(reader(drafts), share=share, fewest=fewest)

    assert ({EVERYWHERE: keys, "gangkou": keys} if is_learned else {}) == learned


def test_what_is_learned_of_a_category_is_known_in_its_posts_only() -> None:
    own = [make_draft(n, f"<p>{NOTICE}</p>", categories=["jia"]) for n in range(3)]
    others = [make_draft(n, f"<p>{'一' * n}。</p>", categories=["yi"]) for n in range(3, 12)]
    stray = make_draft(20, f"<p>{NOTICE}</p><p>新闻。</p>", categories=["yi"])
    both = make_draft(21, f"<p>{NOTICE}</p><p>新闻。</p>", categories=["yi", "jia"])

    learned = learn_chrome(reader([*own, *others]), share=0.5, fewest=3)

    keys = frozenset(keys_of(own[0].blocks[0]))
    assert keys == learned["jia"]
    assert keys == find_learned(blocks_of(both), learned)
    assert frozenset() == find_learned(blocks_of(stray), learned)


def test_what_is_learned_of_the_whole_archive_is_known_in_every_post() -> None:
    drafts = [make_draft(n, f"<p>{NOTICE}</p>", categories=[f"k{n}"]) for n in range(3)]
    other = make_draft(9, f"<p>{NOTICE}</p>", categories=["neu"])

    learned = learn_chrome(reader(drafts), share=0.5, fewest=3)

    assert [EVERYWHERE] == list(learned)
    assert frozenset(keys_of(other.blocks[0])) == find_learned(blocks_of(other), learned)


def test_nothing_learned_is_known_in_no_post() -> None:
    made = make_draft(1, f"<p>{NOTICE}</p>")

    assert frozenset() == find_learned(blocks_of(made), {})


# The numbers are right, whatever the archive holds and in whatever order

TEMPLATE = make_draft(0, "<p>新闻。</p>")
TEXTS = st.sampled_from(["甲甲", "乙乙", "丙丙 1", "丙丙 2", "丙丙 33", "一", "12", "丁丁"])
POSTS = st.lists(
    st.tuples(st.lists(TEXTS, max_size=4, unique=True), st.sets(st.sampled_from(["jia", "yi"]))),
    min_size=1,
    max_size=12,
)


def compose(posts: Sequence[tuple[Sequence[str], Iterable[str]]]) -> list[Draft]:
    """Make drafts of paragraphs and categories, without the time that parsing takes."""
    return [
        replace(
            TEMPLATE,
            post=replace(TEMPLATE.post, path=f"_posts/{n:03}.md", categories=tuple(sorted(categories))),
            blocks=tuple(Block(tag="p", html=f"<p>{text}</p>", text=text) for text in texts),
        )
        for n, (texts, categories) in enumerate(posts)
    ]


def count_naively(drafts: Iterable[Draft]) -> dict[str, Counter[str]]:
    """Count the posts of each category, and of all, that have a key: the plain way, as an oracle."""
    counts: dict[str, Counter[str]] = {}
    for made in drafts:
        for category in (EVERYWHERE, *made.post.categories):
            keys = {key for one in made.blocks for key in keys_of(one)}
            counts.setdefault(category, Counter()).update([*keys, "all posts"])
    return counts


@given(posts=POSTS, share=st.sampled_from([0.25, 0.5, 0.75, 1.0]), fewest=st.integers(2, 4))
def test_what_is_learned_is_what_plain_counting_finds(
    posts: list[tuple[list[str], set[str]]], share: float, fewest: int
) -> None:
    drafts = compose(posts)
    expected = {
        category: frozenset(
            key
            for key, count in counts.items()
            if key != "all posts"
            and count >= fewest
            and Fraction(count, counts["all posts"]) >= Fraction(share)
        )
        for category, counts in count_naively(drafts).items()
    }

    learned = learn_chrome(reader(drafts), share=share, fewest=fewest)

    assert {category: keys for category, keys in expected.items() if keys} == learned


@given(posts=POSTS, fewest=st.integers(2, 4))
def test_what_is_told_has_the_numbers_that_plain_counting_finds(
    posts: list[tuple[list[str], set[str]]], fewest: int
) -> None:
    drafts = compose(posts)
    counts = count_naively(drafts)

    found = find_recurring(reader(drafts), fewest)

    for it in found:
        assert it.posts == counts[EVERYWHERE][it.key] >= fewest
        in_category = counts[it.category]
        assert (in_category[it.key], in_category[it.key] / in_category["all posts"]) == (
            it.category_posts,
            it.share,
        )
        assert it.key in keys_of(it.block)
        assert it.path in {made.post.path for made in drafts if it.block in made.blocks}


@given(posts=POSTS, fewest=st.integers(2, 4))
def test_every_block_that_recurs_is_told_once(posts: list[tuple[list[str], set[str]]], fewest: int) -> None:
    drafts = compose(posts)
    counts = count_naively(drafts)[EVERYWHERE]
    keys = {keys_of(block) for made in drafts for block in made.blocks}
    expected = set()
    for exact, *shapes in filter(None, keys):
        likes = [other[0] for other in keys if other and other[1:] == (*shapes,)]
        is_shape_more = any(counts[shape] > max(counts[like] for like in likes) for shape in shapes)
        key = shapes[0] if is_shape_more else exact
        if counts[key] >= fewest:
            expected.add(key)

    found = find_recurring(reader(drafts), fewest)

    assert sorted(expected) == sorted(it.key for it in found)


@given(data=st.data(), posts=POSTS, fewest=st.integers(2, 4))
def test_the_order_of_posts_changes_nothing_that_is_told_or_learned(
    data: st.DataObject, posts: list[tuple[list[str], set[str]]], fewest: int
) -> None:
    drafts = compose(posts)
    shuffled = data.draw(st.permutations(drafts))

    assert find_recurring(reader(drafts), fewest) == find_recurring(reader(shuffled), fewest)
    assert learn_chrome(reader(drafts), share=0.5, fewest=fewest) == learn_chrome(
        reader(shuffled), share=0.5, fewest=fewest
    )


@given(posts=POSTS, fewest=st.integers(2, 4))
@settings(max_examples=30)
def test_keys_that_share_a_counter_change_no_number(
    posts: list[tuple[list[str], set[str]]], fewest: int
) -> None:
    drafts = compose(posts)
    expected = find_recurring(reader(drafts), fewest), learn_chrome(reader(drafts), share=0.5, fewest=fewest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recurring, "_BUCKETS", 2)  # so that nearly all of them do
        assert expected == (
            find_recurring(reader(drafts), fewest),
            learn_chrome(reader(drafts), share=0.5, fewest=fewest),
        )


@pytest.mark.parametrize(("fewest", "expected"), [(300, [("exact", NOTICE, 300)]), (301, [])])
def test_a_number_that_no_counter_holds_is_counted_all_the_same(
    fewest: int, expected: list[tuple[str, str, int]]
) -> None:
    drafts = compose([([NOTICE], ["jia"])] * 300)

    assert expected == sum_up(find_recurring(reader(drafts), fewest))


# What goes from a published archive

CHAPTERS = "甲乙丙丁戊己庚辛壬癸子丑"
LEARN = ChromeSettings(learn=True)


def chapter(number: int, *rest: str, **fields: str) -> str:
    """Write a post with a text of its own, and what stands below it."""
    body = "\n\n".join([f"第{CHAPTERS[number]}艘货轮今日进港。", *rest])
    return make_post(body, **{"title": f"货轮{CHAPTERS[number]}"} | fields)


def publish(folder: Path, posts: Sequence[str], chrome: ChromeSettings = LEARN) -> Report:
    files = {f"_posts/2021-12-{number + 1:02}-{number}.md": post for number, post in enumerate(posts)}
    site = write_archive(folder / "site", dict(files))
    archive = ArchiveSettings(categories="whole")
    return generate(Settings(archive=archive, chrome=chrome), str(site), folder / "feeds")


@pytest.mark.parametrize(("learn", "expected"), [(True, {"learned-chrome": 10}), (False, {})])
def test_what_recurs_goes_only_if_the_settings_say_so(
    tmp_path: Path, *, learn: bool, expected: dict[str, int]
) -> None:
    report = publish(tmp_path, [chapter(n, NOTICE) for n in range(10)], ChromeSettings(learn=learn))

    assert (10, expected) == (report.published, report.removed)
    contents = [item["content_html"] for item in read_items(tmp_path / "feeds")]
    assert [learn] * 10 == [NOTICE not in content for content in contents]
    assert all(f"第{CHAPTERS[9 - n]}艘货轮今日进港。" in content for n, content in enumerate(contents))


@pytest.mark.parametrize(
    ("chrome", "removed"),
    [
        (ChromeSettings(learn=True), {}),
        (ChromeSettings(learn=True, posts=6), {"learned-chrome": 6}),
        (ChromeSettings(learn=True, posts=7), {}),
        (ChromeSettings(learn=True, posts=6, share=0.6), {"learned-chrome": 6}),
        (ChromeSettings(learn=True, posts=6, share=0.61), {}),
    ],
)
def test_the_bounds_are_those_that_the_settings_state(
    tmp_path: Path, chrome: ChromeSettings, removed: dict[str, int]
) -> None:
    posts = [chapter(n, *([NOTICE] if n < 6 else [])) for n in range(10)]

    assert removed == publish(tmp_path, posts, chrome).removed


FEW = ChromeSettings(learn=True, posts=3)


@pytest.mark.parametrize(("posts", "removed"), [(2, {}), (3, {"learned-chrome": 3})])
def test_a_copy_in_another_folder_of_posts_is_not_counted_again(
    tmp_path: Path, posts: int, removed: dict[str, int]
) -> None:
    names = [f"2021-12-0{number + 1}-{number}.md" for number in range(posts)]
    files = {name: chapter(number, NOTICE) for number, name in enumerate(names)}
    folders = ("_posts", "old_post")
    copies = {f"{folder}/{name}": files[name] for folder in folders for name in files}
    site = write_archive(tmp_path / "site", copies | {"_posts/no date.md": chapter(9, NOTICE)})
    archive = ArchiveSettings(posts=folders)

    report = generate(Settings(archive=archive, chrome=FEW), str(site), tmp_path / "feeds")

    assert (posts, {"copy": posts, "problem": 1}, removed) == (
        report.published,
        report.left_out,
        report.removed,
    )


def test_the_only_text_of_a_post_stays(tmp_path: Path) -> None:
    posts = [
        *(chapter(n, NOTICE, "阅读 12 次") for n in range(5)),
        make_post(f"{NOTICE}\n\n阅读 7 次", title="声明"),
    ]

    report = publish(tmp_path, posts, FEW)

    assert (6, {"learned-chrome": 10}) == (report.published, report.removed)
    content = {item["title"]: item["content_html"] for item in read_items(tmp_path / "feeds")}
    assert f"<p>{NOTICE}</p>\n<p>阅读 7 次</p>" == content["声明"]
    assert "<p>第甲艘货轮今日进港。</p>" == content["货轮甲"]


def test_the_only_text_of_a_post_stays_beside_its_picture(tmp_path: Path) -> None:
    posts = [*(chapter(n, NOTICE) for n in range(5)), make_post(f"![](/a.png)\n\n{NOTICE}", title="图")]

    publish(tmp_path, posts, FEW)

    content = {item["title"]: item["content_html"] for item in read_items(tmp_path / "feeds")}
    assert NOTICE in content["图"]
    assert NOTICE not in content["货轮甲"]


def test_a_picture_that_recurs_goes_from_posts_with_a_text(tmp_path: Path) -> None:
    posts = [
        *(chapter(n, "![](/logo.png)", f"![](/{n}.png)") for n in range(5)),
        make_post("![](/logo.png)", title="图"),
    ]

    report = publish(tmp_path, posts, FEW)

    assert {"learned-chrome": 5} == report.removed
    shown = {item["title"]: item["image"] for item in read_items(tmp_path / "feeds")}
    assert ("https://news.example.org/0.png", "https://news.example.org/logo.png") == (
        shown["货轮甲"],
        shown["图"],
    )


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param("## 声明\n\n" + NOTICE, "", id="what it stands above goes"),
        pytest.param(NOTICE + "\n\n## 声明", "", id="nothing below it"),
        pytest.param(
            "## 声明\n\n详见附件{}。", "<h2>声明</h2>\n<p>详见附件{}。</p>", id="what it stands above stays"
        ),
        pytest.param("## 声明\n\n### 免责\n\n" + NOTICE, "", id="a heading below a heading"),
        pytest.param(
            f"## 声明\n\n{NOTICE}\n\n详见附件{{}}。",
            "<h2>声明</h2>\n<p>详见附件{}。</p>",
            id="the rest of what it stands above stays",
        ),
        pytest.param(
            f"## 声明\n\n{NOTICE}\n\n### 附件\n\n见附件{{}}。",
            "<h2>声明</h2>\n<h3>附件</h3>\n<p>见附件{}。</p>",
            id="a section below it stays",
        ),
        pytest.param(
            f"## 声明\n\n{NOTICE}\n\n## 附件\n\n见附件{{}}。",
            "<h2>附件</h2>\n<p>见附件{}。</p>",
            id="the section behind it stays",
        ),
    ],
)
def test_a_heading_that_recurs_goes_only_with_what_it_stands_above(
    tmp_path: Path, below: str, expected: str
) -> None:
    posts = [chapter(n, below.format(CHAPTERS[n])) for n in range(5)]

    publish(tmp_path, posts, FEW)

    contents = {item["title"]: item["content_html"] for item in read_items(tmp_path / "feeds")}
    body = "\n".join(filter(None, ["<p>第乙艘货轮今日进港。</p>", expected.format("乙")]))
    assert body == contents["货轮乙"]


def test_each_category_has_its_own_chrome(tmp_path: Path) -> None:
    posts = [chapter(n, NOTICE, categories="markt") for n in range(4)]
    posts += [chapter(n, *([NOTICE] if n == 11 else [])) for n in range(4, 12)]

    report = publish(tmp_path, posts, ChromeSettings(learn=True, posts=3, share=0.9))

    assert {"learned-chrome": 4} == report.removed
    kept = [item["title"] for item in read_items(tmp_path / "feeds") if NOTICE in item["content_html"]]
    assert ["货轮丑"] == kept


def test_a_credit_line_is_at_the_edge_again_once_what_stood_below_it_is_gone(tmp_path: Path) -> None:
    posts = [
        chapter(n, "来源：" + name, "扫码加入读者群")
        for n, name in enumerate(["海港日报", "浪花日报", "灯塔日报", "渔民日报"])
    ]

    assert {"site": 4} == publish(tmp_path / "as it is", posts, ChromeSettings()).credit
    report = publish(tmp_path / "learned", posts, FEW)

    assert ({"credit-line": 4}, {"credit-line": 4, "learned-chrome": 4}) == (report.credit, report.removed)


@pytest.mark.parametrize(
    ("said", "rank"),
    [
        ("来源：海港日报", "credit-line"),
        ("（文章来源：海港日报）", "credit-line"),
        ("更多内容见客户端。（海港日报）", "digest"),
        ("[原文](http://press.example/{})", "site"),
    ],
)
def test_what_recurs_and_says_whose_the_article_is_stays_evidence(
    tmp_path: Path, said: str, rank: str
) -> None:
    # In the last four posts more stands below it, so that it is text there.
    posts = [chapter(n, NOTICE, said.format(n)) for n in range(4)]
    posts += [
        chapter(n, NOTICE, said.format(n), f"尾声{CHAPTERS[n]}。\n\n又及{CHAPTERS[n]}。") for n in range(4, 8)
    ]
    before = publish(tmp_path / "as it is", posts, ChromeSettings())

    report = publish(tmp_path / "learned", posts, FEW)

    assert before.credit[rank] >= 4
    assert (before.credit, 8) == (report.credit, report.removed["learned-chrome"])
    assert before.removed == {rule: n for rule, n in report.removed.items() if rule != "learned-chrome"}
    one, other = (
        {
            item["id"]: item["content_html"].replace(f"<p>{NOTICE}</p>\n", "")
            for item in read_items(folder / "feeds")
        }
        for folder in (tmp_path / "as it is", tmp_path / "learned")
    )
    assert one == other


def test_what_two_languages_have_in_every_post_goes_from_both(tmp_path: Path) -> None:
    english = "Do not rely on this article."
    posts = [chapter(n, NOTICE, categories="zh") for n in range(4)]
    posts += [
        make_post(f"Ship {CHAPTERS[n]} arrived.\n\n{english}", title=f"Ship {n}", categories="en")
        for n in range(4, 8)
    ]

    report = publish(tmp_path, posts, FEW)

    assert {"learned-chrome": 8} == report.removed
    assert not any(
        NOTICE in it["content_html"] or english in it["content_html"] for it in read_items(tmp_path / "feeds")
    )


def test_what_is_learned_is_told_by_inspect(tmp_path: Path) -> None:
    publish(tmp_path, [chapter(n, NOTICE) for n in range(5)], FEW)

    chosen = Settings(archive=ArchiveSettings(categories="whole"), chrome=FEW)
    (found,) = inspect(chosen, str(tmp_path / "site"), [Path("_posts/2021-12-01-0.md")])

    assert found.draft is not None
    assert (Removal(rule="learned-chrome", text=NOTICE),) == found.draft.removals


def test_the_number_of_processes_changes_nothing_that_is_learned(tmp_path: Path) -> None:
    # More posts than one process is given.
    posts = {
        f"_posts/2021-12-08-{n:03}.md": make_post(
            f"第{n}号新闻，<b>甲</b>{'乙' * n}。\n\n{NOTICE}", title=f"新闻{n}"
        )
        for n in range(210)
    }
    site = write_archive(tmp_path / "site", dict(posts))
    chosen = Settings(chrome=ChromeSettings(learn=True))

    one = generate(chosen, str(site), tmp_path / "one", jobs=1)
    two = generate(chosen, str(site), tmp_path / "two", jobs=2)

    assert {"learned-chrome": 210} == one.removed
    assert replace(one, seconds={}) == replace(two, seconds={})
    assert {"reused": 0, "read": 210} == one.index


def test_a_sentence_whose_numbers_change_is_news_and_is_not_learned(tmp_path: Path) -> None:
    posts = [
        make_post(
            f"截至收盘，沪指报32{n}.1点，涨0.{n}%。\n\n阅读 1{n} 次\n\n第{'一二三四五'[n]}家公司停牌。",
            title=f"收评{n}",
        )
        for n in range(5)
    ]

    report = publish(tmp_path, posts, FEW)

    assert {"learned-chrome": 5} == report.removed
    assert all("沪指报" in item["content_html"] for item in read_items(tmp_path / "feeds"))
