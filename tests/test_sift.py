"""What is published, and why the rest is not: nothing vanishes in silence."""

import pytest
from build import condense, make_config, make_raw

from feedtool.head import Head
from feedtool.model import Problem
from feedtool.prepare import prepare
from feedtool.sift import sift

FOREVER = float("inf")


def head(path: str = "_posts/2020-01-04-a.md", text: str = "正文。", folder: str = "", **fields: str) -> Head:
    """Make the head of a post."""
    values = {"title": "标题"} | fields
    lines = "".join(f"{key}: {value}\n" for key, value in values.items())
    draft = prepare(make_raw(path, f"---\n{lines}---\n\n{text}\n", folder=folder), make_config())
    assert draft is not None
    return condense(draft)[0]


def test_posts_are_published_in_the_order_they_come_in() -> None:
    heads = (head("_posts/2020-01-05-b.md"), head("_posts/2020-01-04-a.md"))

    sifted = sift(heads, FOREVER)

    assert (heads, {}, ()) == (sifted.heads, sifted.reasons, sifted.problems)


def test_a_post_of_a_later_day_waits_and_one_of_this_second_does_not() -> None:
    post = head()

    assert (post,) == sift([post], post.published).heads
    waiting = sift([post], post.published - 1)
    assert ((), {post.path: "future"}) == (waiting.heads, waiting.reasons)


def test_a_post_that_waits_stands_in_nobodys_way() -> None:
    later, now = head(date="2030-01-01", permalink="/a"), head("old/2020-01-04-a.md", permalink="/a")

    assert (now,) == sift([later, now], now.published).heads


def test_the_same_post_in_another_folder_is_a_copy() -> None:
    post, copy = head(), head("old/2020-01-04-a.md", categories="old", permalink="/2020/01/04/a.html")
    assert post.id == copy.id

    sifted = sift([post, copy], FOREVER)

    assert ((post,), {copy.path: "copy"}, ()) == (sifted.heads, sifted.reasons, sifted.problems)


CHROME = "\n\n[返回首页](/)\n\n<div style='display:none'>返回</div>"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"正文一则。{CHROME}", "标题“一”"),
        ("正文一则。\n", "标题“一”"),
        ("<p class='x'>正文一则。</p>", "标题“一”"),
        ("正文一则。", "标题「一」"),
        ("正文一则。", "'标题 \"一\"'"),
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_copy_that_differs_in_chrome_markup_or_typography_is_no_problem(
    text: str, title: str, *, is_reversed: bool
) -> None:
    one, other = ("正文一则。", "标题“一”"), (text, title)
    if is_reversed:
        one, other = other, one
    post = head("_posts/2020-01-04-a.md", one[0], "_posts", title=one[1])
    # Of another name, so that it is its id alone that makes it a copy.
    copy = head(
        "old/2020-01-04-b.md", other[0], "old", title=other[1], permalink="/2020/01/04/a.html", slug="a"
    )
    assert post.id == copy.id

    sifted = sift([post, copy], FOREVER)

    assert ({copy.path: "copy"}, ()) == (sifted.reasons, sifted.problems)


@pytest.mark.parametrize(
    ("text", "title", "difference"),
    [("另一正文。", "标题", "text"), ("正文。", "另一标题", "title"), ("正文。再一句。", "标题", "text")],
)
def test_a_copy_with_another_text_or_title_is_left_out_and_told_of(
    text: str, title: str, difference: str
) -> None:
    post = head(folder="_posts", title="标题")
    copy = head("old/2020-01-04-a.md", text, "old", title=title)

    sifted = sift([post, copy], FOREVER)

    message = (
        f"has the id of {post.path}, which is published, and another {difference}; delete the one that is "
        "out of date, or rename it if they are two articles"
    )
    told = Problem(path=copy.path, line=1, code="copy-differs", severity="warning", message=message)
    assert ((post,), {copy.path: "copy"}, (told,)) == (sifted.heads, sifted.reasons, sifted.problems)


def test_a_file_of_the_same_name_and_text_in_another_folder_is_a_copy_whatever_its_address() -> None:
    post, copy = head(), head("old/2020-01-04-a.md", permalink="/b")
    assert post.id != copy.id

    assert {copy.path: "copy"} == sift([post, copy], FOREVER).reasons


def test_another_post_with_the_same_id_is_a_problem() -> None:
    other, post = head("_posts/2020-01-04-a.markdown", "另一正文。", title="另一标题"), head()

    sifted = sift([other, post], FOREVER)

    (problem,) = sifted.problems
    assert {other.path: "problem"} == sifted.reasons
    assert (other.path, "id-duplicate", "error") == (problem.path, problem.code, problem.severity)
    assert post.path in problem.message


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        # What Jekyll 4.3.1 leaves at the address: it writes pages in the order of their dates, then of paths.
        (
            ("_posts/2020-01-04-a.markdown", "2020-01-04 10:00"),
            ("_posts/2020-01-04-a.md", "2020-01-04 10:00"),
        ),
        (("_posts/2020-01-04-a.html", "2020-01-04 10:00"), ("_posts/2020-01-04-a.md", "2020-01-04 10:00")),
        (("_posts/a/2020-01-04-a.md", "2020-01-04 10:00"), ("_posts/b/2020-01-04-a.md", "2020-01-04 10:00")),
        (("_posts/b/2020-01-04-a.md", "2020-01-04 10:00"), ("_posts/a/2020-01-04-a.md", "2020-01-04 11:00")),
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_of_two_posts_with_one_id_the_one_that_the_site_shows_is_published(
    other: tuple[str, str], shown: tuple[str, str], *, is_reversed: bool
) -> None:
    heads = [head(path, title=path, date=date, permalink="/a") for path, date in (other, shown)]

    sifted = sift(reversed(heads) if is_reversed else heads, FOREVER)

    assert ([shown[0]], {other[0]: "problem"}) == ([it.path for it in sifted.heads], sifted.reasons)


def test_of_three_posts_with_one_id_the_copy_of_the_one_that_is_published_is_none_of_the_problems() -> None:
    post = head("_posts/2020-01-04-a.md", "正文。")
    copy = head("old/2020-01-04-a.md", "正文。", folder="old/")
    other = head(
        "old/2020-01-04-b.md",
        "另一正文。",
        folder="old/",
        title="另一标题",
        permalink="/2020/01/04/a",
        slug="a",
    )
    assert post.id == copy.id == other.id

    sifted = sift([post, copy, other], FOREVER)

    assert ((post,), {copy.path: "copy", other.path: "problem"}) == (sifted.heads, sifted.reasons)


def test_the_newest_posts_are_published_where_there_is_a_limit() -> None:
    heads = [head(f"_posts/2020-01-0{day}-a.md") for day in (3, 1, 4, 2)]

    sifted = sift(heads, FOREVER, 2)

    assert (heads[0], heads[2]) == sifted.heads
    assert {heads[1].path: "limit", heads[3].path: "limit"} == sifted.reasons


def test_posts_at_one_address_are_told_of_each_other() -> None:
    one = head("_posts/2020-01-04-a.md", "甲。", permalink="/same")
    two = head("_posts/2020-01-05-b.md", "乙。", permalink="/same")

    sifted = sift([one, two], FOREVER)

    assert {(one.path, "url-shared"), (two.path, "url-shared")} == {
        (it.path, it.code) for it in sifted.problems
    }
    assert (one, two) == sifted.heads


def test_of_two_posts_with_one_id_in_folders_of_jekylls_the_one_is_published_whose_page_it_writes() -> None:
    first, last = (
        head("En/_posts/2020-01-04-a.md", folder="En/_posts", permalink="/a"),
        head("de/_posts/2020-01-04-a.md", "另一正文。", folder="de/_posts", permalink="/a", title="另一标题"),
    )

    sifted = sift([first, last], FOREVER)

    assert (last,) == sifted.heads
    assert [first.path] == [problem.path for problem in sifted.problems]


def test_a_file_of_the_same_name_and_text_in_another_folder_of_jekylls_is_a_post_of_its_own() -> None:
    # A text that is not translated yet, with a page and a category of its own.
    english, german = (
        head(f"{language}/_posts/2020-01-04-a.md", folder=f"{language}/_posts") for language in ("en", "de")
    )

    assert (english, german) == sift([english, german], FOREVER).heads
