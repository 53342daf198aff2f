"""The archive that the benchmark measures with: what it is made of, and that feedtool credits it right."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive import Plan, count_posts, make_categories, make_posts, write_archive
from archives import read_files
from posts import Era, Shape

from feedtool.pipeline import generate, judge
from feedtool.settings import Settings

PLAN = Plan(posts=400, categories=30)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_same_arguments_give_the_same_archive(tmp_path: Path) -> None:
    write_archive(tmp_path / "one", PLAN)
    write_archive(tmp_path / "two", PLAN)

    assert read_files(tmp_path / "one") == read_files(tmp_path / "two")


def test_another_seed_gives_other_posts() -> None:
    one = {post.text for post in make_posts(PLAN)}
    two = {post.text for post in make_posts(Plan(posts=400, categories=30, seed=2))}

    assert not one & two


def test_an_archive_has_the_posts_and_categories_that_were_asked_for(tmp_path: Path) -> None:
    posts, size = write_archive(tmp_path, PLAN)
    files = read_files(tmp_path / "_posts")

    assert (400, 400) == (posts, len(files))
    assert sum(map(len, files.values())) == size
    assert 30 == len({post.category for post in make_posts(PLAN)})


def test_sizes_of_categories_are_uneven_and_none_is_empty() -> None:
    counts = count_posts(Plan(posts=36000, categories=2000))

    assert 36000 == sum(counts)
    assert sorted(counts, reverse=True) == list(counts)
    assert counts[0] > 4000
    assert 1 <= counts[-1] < counts[999] <= 5


def test_too_few_posts_for_the_categories_are_refused() -> None:
    with pytest.raises(ValueError, match="3 posts are too few for 30 categories"):
        count_posts(Plan(posts=3, categories=30))


def test_no_two_categories_share_a_name_whatever_a_peer_makes_of_case_and_marks() -> None:
    names = ["".join(filter(str.isalnum, each.name)).lower() for each in make_categories(2000)]

    assert len(names) == len({*names})


def test_every_shape_and_every_era_is_there_in_its_proportion() -> None:
    posts = list(make_posts(Plan(posts=8000, categories=400)))
    shapes = Counter(post.shape for post in posts)

    assert {*Shape} == {*shapes}
    assert {*Era} == {post.era for post in posts}
    assert 0.74 < shapes[Shape.DIGEST] / 8000 < 0.79
    assert 0.10 < shapes[Shape.ARTICLE] / 8000 < 0.13
    assert 0.10 < shapes[Shape.WIDGETS] / 8000 < 0.13
    # What the eight real posts have on average.
    assert 1900 < sum(len(post.text.encode()) for post in posts) / 8000 < 2300


def test_newer_posts_are_those_that_a_longer_archive_would_go_on_with() -> None:
    newest = max(post.path for post in make_posts(PLAN))
    more = list(make_posts(PLAN, more=5))

    assert 5 == len({post.path for post in more})
    assert all(post.path > newest for post in more)
    assert {post.category for post in more} <= {post.category for post in make_posts(PLAN)}


def test_feedtool_publishes_every_post_without_a_problem(tmp_path: Path) -> None:
    write_archive(tmp_path / "archive", PLAN)

    report = generate(Settings(), str(tmp_path / "archive"), tmp_path / "feeds", jobs=1, now=NOW)

    assert (400, ()) == (report.published, report.problems)
    assert 0 == report.duplicates
    # Every rule that the real archive's chrome falls to has work here.
    assert {"back-link", "credit-line", "hidden", "infokey", "keytip", "original-link"} <= set(report.removed)


def test_feedtool_credits_every_post_to_its_outlet(tmp_path: Path) -> None:
    write_archive(tmp_path, PLAN)

    entries = judge(Settings(), str(tmp_path), jobs=1, now=NOW).entries

    assert {post.path: (post.outlet,) for post in make_posts(PLAN)} == {
        entry.path: entry.credit.authors for entry in entries
    }
    assert {"credit-line", "digest", "tag", "site"} == {entry.credit.rule for entry in entries}
