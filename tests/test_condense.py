"""What a run keeps of a post is enough for every decision; where it depends on other posts, it says so."""

import re

import pytest
from build import condense, make_config, make_raw
from hypothesis import given
from hypothesis import strategies as st

from feedtool.condense import find_problems, settle_credit
from feedtool.model import Draft
from feedtool.prepare import prepare
from feedtool.text import count_bytes


def draft(text: str = "正文。", **fields: str) -> Draft:
    """Prepare a post."""
    values = {"title": "标题"} | fields
    lines = "".join(f"{key}: {value}\n" for key, value in values.items())
    prepared = prepare(make_raw(text=f"---\n{lines}---\n\n{text}\n"), make_config())
    assert prepared is not None
    return prepared


@pytest.mark.parametrize(
    "post",
    [
        draft("正文。（海港日报）"),
        draft("正文。\n\n（文章来源：海港日报新闻）"),
        draft(tags="[海港日报]"),
    ],
)
def test_what_reads_like_an_outlet_is_one_whether_others_know_it_or_not(post: Draft) -> None:
    settled = settle_credit(post.evidence, frozenset(), make_config())

    assert (("海港日报",), frozenset()) == (settled.credit.outlets, settled.asked)
    assert "海港日报" in settled.names
    assert settled == settle_credit(post.evidence, frozenset({"海港日报"}), make_config())


def test_a_credit_that_asks_for_nobody_depends_on_no_other_post() -> None:
    settled = settle_credit(draft(source="海港日报").evidence, frozenset(), make_config())

    assert (("海港日报",), frozenset()) == (settled.credit.outlets, settled.asked)


@pytest.mark.parametrize(
    "known",
    [
        frozenset(),
        frozenset({"林中路"}),
        frozenset({"潮汐"}),
        frozenset({"潮汐", "林中路"}),
        frozenset({"潮汐新闻", "海港日报新闻", "潮汐"}),
    ],
)
@pytest.mark.parametrize(
    "post",
    [
        draft("正文。（林中路）"),
        draft("甲。（林中路）\n\n乙。（潮汐）"),
        draft(tags="[林中路, 潮汐新闻]"),
        draft("正文。（潮汐）", tags="[林中路]"),
        draft(author="林中路"),
        draft(source="潮汐新闻"),
        draft(tags="[海港日报新闻, 潮汐]", author="林中路"),
        draft("船今日靠港（海港日报）", tags="[潮汐新闻]"),
    ],
)
def test_whom_nobody_asked_for_changes_no_credit(post: Draft, known: frozenset[str]) -> None:
    config = make_config()
    settled = settle_credit(post.evidence, known, config)

    for other in ({"林中路"}, {"潮汐"}, {"新潮"}, {"潮汐新闻"}, {"海港日报"}, {"海港日报新闻", "海港日报"}):
        changed = known ^ other
        if changed & settled.asked == known & settled.asked:
            assert settled == settle_credit(post.evidence, changed, config)


def test_names_of_a_post_are_the_same_whatever_others_say() -> None:
    # A feed's limit on bytes counts them: else the same archive had other bytes after another run.
    post = draft("正文。（林中路）", tags="[潮汐新闻]")

    heads = [condense(post, known=known)[0] for known in (frozenset(), frozenset({"林中路"}))]

    assert heads[0].common.names == heads[1].common.names
    assert heads[0].common.outlets != heads[1].common.outlets
    assert {"林中路", "潮汐", "潮汐新闻"} <= {*heads[0].common.names}


def test_a_title_that_a_post_does_not_have_is_made_of_its_text() -> None:
    assert "很短的正文。" == condense(draft("很短的正文。", title="''"))[1].title


def test_a_post_without_title_and_text_goes_by_its_day() -> None:
    assert "2020-01-04" == condense(draft("![图](/a.jpg)", title="''"))[1].title


def test_a_credit_line_that_cannot_be_read_is_told() -> None:
    post = draft("正文。\n\n（文章来源：他们说，谁知道呢）")

    (problem,) = find_problems(post, make_config())

    assert ("credit-unreadable", "warning") == (problem.code, problem.severity)
    assert "他们说，谁知道呢" in problem.message


def test_nothing_is_told_of_a_credit_that_was_found() -> None:
    assert () == find_problems(draft("正文。（来源：海港日报）"), make_config())


def test_bytes_are_counted_at_their_longest() -> None:
    assert 3 == count_bytes("甲")
    assert len("&#x26;&#x3c;&#x3e;") == count_bytes("&<>")


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("&<>\n")))
def test_what_may_be_escaped_is_counted_as_the_longest_reference(text: str) -> None:
    assert len(re.sub("[&<>\n]", "&#x26;", text).encode()) == count_bytes(text)


@pytest.mark.parametrize(
    ("permalink", "url_end", "url"),
    [
        ("/:title.html", ".html", "https://e.x/a.html"),
        ("/:title", "", "https://e.x/a"),
        ("/about/", "bout/", "https://e.x/about/"),
        ("/other/page.html", " https://e.x/other/page.html", "https://e.x/other/page.html"),
    ],
)
def test_a_head_holds_of_an_address_what_its_id_does_not_say(permalink: str, url_end: str, url: str) -> None:
    post = draft(permalink=permalink)
    head, _, _ = condense(post)

    assert post.post.url == head.url
    assert (url_end, url) == (head.url_end, head.url)
