"""Same archive, same feeds: whoever builds them, where, how often and in which order the files lie."""

import json
import os
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from archives import (
    EXAMPLE,
    PROJECT,
    SITE,
    make_post,
    need_corpus,
    pack_tar,
    read_files,
    read_items,
    read_stamps,
    run_feedtool,
    write_archive,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtool.errors import ArchiveError, ConfigError, FeedtoolError, PublishError
from feedtool.model import Problem, Report
from feedtool.pipeline import generate
from feedtool.questions import inspect
from feedtool.settings import ArchiveSettings, FeedSettings, Settings, load_settings

A = "_posts/2021-12-08-a.md"
B = "_posts/2021-12-09-b.md"
OLD_A = "old_post/2021-12-08-a.md"
SETTINGS = Settings(
    archive=ArchiveSettings(posts=("_posts", "old_post"), naive_dates="site", categories="whole")
)
PROBLEMS = {
    "_posts/nothing.md": make_post(date="2021-12-08", title="x", body=""),
    "_posts/no date.md": make_post(),
    "_posts/2021-12-08-kept-back.md": make_post(published="false"),
}


def publish(folder: Path, posts: dict[str, str], settings: Settings = SETTINGS) -> Report:
    """Write an archive and publish it to the folder ``feeds`` beside it."""
    site = write_archive(folder / "site", dict(posts))
    return generate(settings, str(site), folder / "feeds")


def name_feeds(output: Path) -> list[str]:
    """Give the paths of the feeds that a run published."""
    return [feed["path"] for feed in json.loads((output / "feeds.json").read_bytes())["feeds"]]


def without_times(report: Report) -> Report:
    """Give a report without what depends on the machine."""
    return replace(report, seconds={})


# The same bytes


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    first = generate(SETTINGS, str(EXAMPLE), tmp_path)
    stamps = read_stamps(tmp_path)

    second = generate(SETTINGS, str(EXAMPLE), tmp_path)

    assert stamps == read_stamps(tmp_path)
    expected = ((), (), len(first.files_written))
    assert expected == (second.files_written, second.files_removed, second.files_unchanged)


def test_the_order_in_which_files_were_made_changes_no_byte(tmp_path: Path) -> None:
    files = [(path, data) for path, data in read_files(EXAMPLE).items() if path != "_config.yml"]
    config = (EXAMPLE / "_config.yml").read_text(encoding="utf-8")
    expected = generate(SETTINGS, str(EXAMPLE), tmp_path / "feeds")

    for seed in (1, 2):
        random.Random(seed).shuffle(files)  # noqa: S311 - an order, not a secret
        site = write_archive(tmp_path / f"site {seed}", dict(files), config)
        actual = generate(SETTINGS, str(site), tmp_path / f"feeds {seed}")

        assert without_times(expected) == without_times(actual)
        assert read_files(tmp_path / "feeds") == read_files(tmp_path / f"feeds {seed}")


def test_a_packed_archive_gives_the_feeds_of_its_folder(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        f"finews-main/{path}": data for path, data in read_files(EXAMPLE).items()
    }
    packed = pack_tar(tmp_path / "finews.tar.gz", members)
    expected = generate(SETTINGS, str(EXAMPLE), tmp_path / "one")

    actual = generate(SETTINGS, str(packed), tmp_path / "other")

    assert without_times(expected) == without_times(actual)
    assert read_files(tmp_path / "one") == read_files(tmp_path / "other")


def test_the_number_of_processes_changes_no_byte(tmp_path: Path) -> None:
    # So many that they are spread over processes, and that no process gets all of one category.
    posts = {
        f"_posts/2021-12-08-{number:03}.md": make_post(
            f"新闻{number}。（浪花）", title=f"标题{number}", categories=f"k{number % 7}"
        )
        for number in range(230)
    }
    posts["_posts/2021-12-09-a.md"] = make_post("新闻。\n\n（文章来源：浪花）")
    posts["_posts/2021-12-08/2021-12-08-007.md"] = make_post(categories="k0")
    site = write_archive(tmp_path / "site", posts | PROBLEMS)

    expected = generate(SETTINGS, str(site), tmp_path / "one", jobs=1)
    actual = generate(SETTINGS, str(site), tmp_path / "many", jobs=3)

    assert without_times(expected) == without_times(actual)
    assert read_files(tmp_path / "one") == read_files(tmp_path / "many")
    expected_counts = {"problem": 3, "unpublished": 1}
    assert expected_counts == actual.left_out
    assert {"credit-line": 1, "digest": 229, "site": 1} == actual.credit


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"},
        {"TZ": "Asia/Kathmandu", "LANG": "tr_TR.ISO-8859-9", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=lambda environment: environment["TZ"],
)
def test_the_time_zone_and_the_locale_of_the_machine_change_no_byte(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    settings = load_settings(PROJECT / "pyproject.toml")
    generate(settings, str(EXAMPLE), tmp_path / "here")

    result = run_feedtool(PROJECT, "generate", "-o", tmp_path / "there", environment=environment)

    assert 0 == result.returncode, result.stderr
    assert read_files(tmp_path / "here") == read_files(tmp_path / "there")


# One post, one entry


def test_a_copy_in_a_second_folder_gives_one_entry_from_the_first(tmp_path: Path) -> None:
    posts = {OLD_A: make_post("旧文。"), A: make_post("新文。"), B: make_post()}

    report = publish(tmp_path, posts)

    assert (3, 2, {"copy": 1}) == (report.posts, report.published, report.left_out)
    assert [(OLD_A, "copy-differs")] == [(problem.path, problem.code) for problem in report.problems]
    expected = ["<p>新闻一则。</p>", "<p>新文。</p>"]
    contents = [item["content_html"].partition("\n")[0] for item in read_items(tmp_path / "feeds")]
    assert expected == contents


def test_a_copy_whose_category_changed_is_a_copy_all_the_same(tmp_path: Path) -> None:
    posts = {A: make_post("新闻。", title="甲"), OLD_A: make_post("新闻。", title="甲", categories="old")}

    report = publish(tmp_path, posts)

    assert (1, {"copy": 1}) == (report.published, report.left_out)


def test_a_copy_stands_for_the_post_that_cannot_be_read(tmp_path: Path) -> None:
    report = publish(tmp_path, {A: make_post(body=""), OLD_A: make_post()})

    assert (1, {"problem": 1}) == (report.published, report.left_out)
    assert ["text-missing"] == [problem.code for problem in report.problems]


def test_two_articles_that_share_name_and_title_in_two_categories_are_two(tmp_path: Path) -> None:
    # Each category's folder has its own weekly, as a Jekyll site may well have: two pages, two ids.
    posts = {
        "hafen/_posts/2021-12-08-weekly.md": "---\ntitle: Weekly\n---\nShips.\n",
        "stadt/_posts/2021-12-08-weekly.md": "---\ntitle: Weekly\n---\nBuses.\n",
    }

    report = publish(tmp_path, posts, Settings())

    assert {} == report.left_out
    expected = {f"https://news.example.org/{name}/2021/12/08/weekly" for name in ("hafen", "stadt")}
    assert expected == {item["id"] for item in read_items(tmp_path / "feeds")}


@pytest.mark.parametrize("is_reversed", [False, True])
def test_posts_of_one_folder_with_one_id_are_a_problem_for_all_but_the_one_that_the_site_shows(
    tmp_path: Path, *, is_reversed: bool
) -> None:
    posts = {
        A: make_post(title="甲"),
        "_posts/2021-12-08-a.markdown": make_post(title="乙"),
        "_posts/mehr/2021-12-08-a.md": make_post(title="丙"),
    }
    order = sorted(posts, reverse=is_reversed)

    report = publish(tmp_path, {path: posts[path] for path in order})

    *others, shown = sorted(posts)
    message = f"has the same id as {shown}, which is published; rename one of the files"
    expected = tuple(
        Problem(path=path, line=1, code="id-duplicate", severity="error", message=message) for path in others
    )
    assert expected == report.problems
    assert (1, {"problem": 2}) == (report.published, report.left_out)
    assert ["丙"] == [item["title"] for item in read_items(tmp_path / "feeds")]


# What is left out, and why


@pytest.mark.parametrize("mark", [{"published": "false"}, {"draft": "true"}])
def test_what_its_owner_keeps_back_is_counted_and_not_published(tmp_path: Path, mark: dict[str, str]) -> None:
    report = publish(tmp_path, {A: make_post(**mark), B: make_post()})

    assert (2, 1, {"unpublished": 1}) == (report.posts, report.published, report.left_out)
    assert () == report.problems
    assert 1 == len(read_items(tmp_path / "feeds"))


def test_a_post_that_shows_only_a_picture_is_published(tmp_path: Path) -> None:
    report = publish(tmp_path, {A: make_post("![](/a.png)")})

    assert 1 == report.published
    assert ["https://news.example.org/a.png"] == [item["image"] for item in read_items(tmp_path / "feeds")]


def test_a_post_with_nothing_but_links_and_its_source_is_a_problem(tmp_path: Path) -> None:
    body = "（文章来源：浪花报）\n\n<http://press.example/1.html>\n\n[返回首页](/)"

    report = publish(tmp_path, {A: make_post(body), B: make_post()})

    assert [(A, "text-missing", "error")] == [(one.path, one.code, one.severity) for one in report.problems]


def test_a_file_that_cannot_be_read_is_a_problem_of_its_own(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {A: make_post()})
    (site / B).symlink_to("nowhere.md")

    report = generate(SETTINGS, str(site), tmp_path / "feeds")

    message = "the file cannot be read: No such file or directory; mend or delete it"
    expected = (Problem(path=B, line=1, code="file-unreadable", severity="error", message=message),)
    assert expected == report.problems
    assert 1 == report.published


def test_a_file_whose_name_is_not_utf_8_is_a_problem_that_can_be_written_down(tmp_path: Path) -> None:
    name = os.fsdecode(b"_posts/2021-12-08-\xd6\xd0.md")

    report = publish(tmp_path, {name: make_post(), B: make_post()})

    expected = [(r"_posts/2021-12-08-\udcd6\udcd0.md", "file-name-unreadable")]
    assert expected == [(problem.path, problem.code) for problem in report.problems]
    assert (1, {"problem": 1}) == (report.published, report.left_out)
    (found,) = inspect(SETTINGS, str(tmp_path / "site"), [tmp_path / "site" / name])
    assert (None, "problem", report.problems) == (found.entry, found.left_out, found.problems)


@pytest.mark.parametrize(
    "date", ["0001-01-01", "0001-01-01 00:00", "9999-12-31", "9999-12-31 23:59", "0999-01-01"]
)
@pytest.mark.parametrize("timezone", ["Asia/Shanghai", "America/New_York"])
def test_a_date_at_the_end_of_time_does_not_stop_the_run(tmp_path: Path, date: str, timezone: str) -> None:
    config = SITE.replace("Asia/Shanghai", timezone)
    site = write_archive(tmp_path / "site", {"_posts/x.md": make_post(date=date), B: make_post()}, config)

    report = generate(SETTINGS, str(site), tmp_path / "feeds")

    assert report.posts == report.published + sum(report.left_out.values())
    items = read_items(tmp_path / "feeds")
    assert "https://news.example.org/gangkou/2021/12/09/b" in {item["id"] for item in items}
    # RFC 3339: a year has four digits.
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}Z", item["date_published"]) for item in items)


def test_a_date_without_zone_stops_where_it_enters(tmp_path: Path) -> None:
    site = write_archive(tmp_path, {A: make_post()})
    (result,) = inspect(SETTINGS, str(site), [Path(A)])
    assert result.draft is not None
    assert result.entry is not None
    naive = datetime(2021, 12, 8)  # noqa: DTZ001 - what must not pass

    with pytest.raises(ValueError, match=f"{A}: a naive date"):
        replace(result.draft.post, published=naive)
    with pytest.raises(ValueError, match=f"{A}: a naive date"):
        replace(result.entry, published=naive)
    with pytest.raises(ValueError, match=f"{A}: a naive date"):
        replace(result.entry, updated=naive)


@pytest.mark.parametrize("key", ["title", "author", "lang", "description"])
def test_a_control_character_in_the_settings_of_the_site_is_repaired_or_named(
    tmp_path: Path, key: str
) -> None:
    config = "".join(line for line in SITE.splitlines(keepends=True) if not line.startswith(key))
    site = write_archive(tmp_path / "site", {A: make_post()}, config + f'{key}: "z\\bh"\n')

    try:
        generate(SETTINGS, str(site), tmp_path / "feeds")
    except FeedtoolError as error:
        assert key in str(error)  # noqa: PT017 - either way out is a good one
    else:
        # JSON writes a control character with a backslash.
        published = b"".join(read_files(tmp_path / "feeds").values())
        assert b"z\bh" not in published
        assert b"z\\bh" not in published


@pytest.mark.parametrize(
    ("posts", "reason"),
    [
        ({A: make_post(published="false")}, "its posts are all marked as not to be published"),
        ({"_posts/a.md": make_post()}, "_posts/a.md:1: error: date-missing: no date"),
        ({A: "", "_posts/a.md": make_post()}, "_posts/2021-12-08-a.md:1: error: text-missing: the post has"),
    ],
)
def test_an_archive_without_a_usable_post_is_an_error_and_nothing_is_written(
    tmp_path: Path, posts: dict[str, str], reason: str
) -> None:
    with pytest.raises(ArchiveError) as caught:
        publish(tmp_path, posts)

    assert str(tmp_path / "site") == caught.value.subject
    assert caught.value.message.startswith(f"holds no post that can be published ({reason}")
    assert not (tmp_path / "feeds").exists()


def test_an_archive_that_became_unusable_leaves_the_published_feeds_alone(tmp_path: Path) -> None:
    publish(tmp_path, {A: make_post()})
    expected = read_files(tmp_path / "feeds")

    with pytest.raises(ArchiveError):
        publish(tmp_path, {A: ""})

    assert expected == read_files(tmp_path / "feeds")


# The report


def test_every_post_is_published_or_left_out_for_a_reason(tmp_path: Path) -> None:
    report = publish(tmp_path, PROBLEMS | {A: make_post(), OLD_A: make_post(), B: make_post()})

    assert report.posts == report.published + sum(report.left_out.values())
    expected = {"copy": 1, "problem": 2, "unpublished": 1}
    assert expected == report.left_out
    assert list(expected) == list(report.left_out)


def test_the_sample_archive_is_counted_in_full(tmp_path: Path) -> None:
    report = generate(SETTINGS, str(EXAMPLE), tmp_path)

    assert report.posts == len([path for path in read_files(EXAMPLE) if path.endswith(".md")])
    assert report.posts == report.published + sum(report.left_out.values())
    assert report.published == sum(report.credit.values())
    assert report.feeds == len(name_feeds(tmp_path))
    assert sorted(read_files(tmp_path)) == sorted(report.files_written)
    assert sorted(report.credit) == list(report.credit)
    assert sorted(report.removed) == list(report.removed)
    expected = ["scan", "check", "read", "judge", "collect", "publish"]
    assert expected == list(report.seconds)


def test_the_real_archive_is_published_but_for_its_copy_and_the_post_without_date(tmp_path: Path) -> None:
    report = generate(SETTINGS, str(need_corpus()), tmp_path)

    assert (8, 6, {"copy": 1, "problem": 1}) == (report.posts, report.published, report.left_out)
    expected = [("_posts/-202205262391921712.md", "date-missing")]
    assert expected == [(problem.path, problem.code) for problem in report.problems]
    feeds = ["all", "category/emnews", "category/hangzhouribao", "category/sitenews"]
    outlets = ["source/东财滚动", "source/中国基金报", "source/央视新闻客户端", "source/杭州日报"]
    assert feeds + outlets == name_feeds(tmp_path)


def test_problems_are_sorted_by_place(tmp_path: Path) -> None:
    posts = {
        B: make_post('"a" b').replace("title: 标题", 'title: "甲" 乙'),
        "_posts/2021-12-01-c.md": make_post(date="gestern", title='"a" b'),
        "old_post/2021-12-01-d.md": make_post(body=""),
    }

    report = publish(tmp_path, posts)

    expected = [
        ("_posts/2021-12-01-c.md", 2, "title-repaired"),
        ("_posts/2021-12-01-c.md", 4, "date-unreadable"),
        (B, 2, "title-repaired"),
        ("old_post/2021-12-01-d.md", 1, "text-missing"),
    ]
    assert expected == [(problem.path, problem.line, problem.code) for problem in report.problems]


@pytest.mark.parametrize("key", ["only", "except"])
def test_a_category_that_no_post_has_is_a_problem_of_the_settings(tmp_path: Path, key: str) -> None:
    field = {"only": "only", "except": "except_"}[key]
    feeds = replace(SETTINGS.feeds, **{field: ("gangkou", "gangku")})  # type: ignore[arg-type]

    report = publish(tmp_path, {A: make_post()}, replace(SETTINGS, source="feedtool.toml", feeds=feeds))

    message = f"[feeds] {key} names gangku, and no post has this category"
    expected = (
        Problem(path="feedtool.toml", line=1, code="category-unknown", severity="warning", message=message),
    )
    assert expected == report.problems
    assert 1 == report.published


# What is known from the whole archive


@pytest.mark.parametrize("names", [(A, B), (B, A), (A, OLD_A.replace("-a", "-z"))])
def test_an_outlet_known_from_one_credit_line_is_credited_by_a_digest_before_or_after(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    digest, credit_line = names
    posts = {
        digest: make_post("港口今日开放。（浪花）", title="digest"),
        credit_line: make_post("新闻。\n\n（文章来源：浪花）", title="line"),
    }

    report = publish(tmp_path, posts)

    assert {"credit-line": 1, "digest": 1} == report.credit
    assert {"浪花"} == {item["authors"][0]["name"] for item in read_items(tmp_path / "feeds")}


def test_a_digest_that_ends_in_a_word_nobody_knows_credits_no_outlet(tmp_path: Path) -> None:
    report = publish(tmp_path, {A: make_post("港口今日开放。（浪花）")})

    assert {"site": 1} == report.credit


BODIES = st.sampled_from(
    [
        "一。（浪花）",
        "二。\n\n（文章来源：浪花）",
        "三。（潮水）",
        "四。\n\n（文章来源：潮水）",
        "五。（海港日报）",
    ]
)
POSTS = st.lists(
    st.tuples(BODIES, st.sampled_from(["", "浪花", "潮水新闻", "甲报新闻"])), min_size=2, max_size=6
)


def credit_posts(posts: Sequence[tuple[int, tuple[str, str]]]) -> dict[str, str]:
    """Publish posts under names in the order given, and tell whom each one credits, by its number."""
    files = {
        f"_posts/2021-12-08-{position}.md": make_post(body, title=str(number), tags=tag)
        for position, (number, (body, tag)) in enumerate(posts)
    }
    feeds = FeedSettings(formats=("json",), by=("all",))
    with TemporaryDirectory() as folder:
        publish(Path(folder), files, replace(SETTINGS, feeds=feeds))
        items: list[dict[str, Any]] = read_items(Path(folder) / "feeds")
    return {item["title"]: item["authors"][0]["name"] for item in items}


@given(data=st.data(), posts=POSTS)
@settings(max_examples=30)
def test_the_order_of_posts_credits_nobody_else(data: st.DataObject, posts: list[tuple[str, str]]) -> None:
    numbered = list(enumerate(posts))
    shuffled = data.draw(st.permutations(numbered))

    expected = credit_posts(numbered)
    assert expected == credit_posts(shuffled)


# What is published


def test_the_files_of_a_category_that_vanished_are_removed_and_nobody_elses(tmp_path: Path) -> None:
    publish(tmp_path, {A: make_post(categories="alt"), B: make_post()})
    foreign = {"category/eigen/rss.xml": b"x", "CNAME": b"x"}
    write_archive(tmp_path / "feeds", dict(foreign), config="")

    report = publish(tmp_path, {A: make_post(), B: make_post()})

    expected = tuple(f"category/alt/{name}" for name in ("atom.xml", "feed.json", "rss.xml"))
    assert expected == report.files_removed
    assert not (tmp_path / "feeds" / "category" / "alt").exists()
    assert foreign == {path: read_files(tmp_path / "feeds")[path] for path in foreign}


def test_the_files_of_a_format_that_is_no_longer_wanted_are_removed(tmp_path: Path) -> None:
    publish(tmp_path, {A: make_post()})

    publish(tmp_path, {A: make_post()}, replace(SETTINGS, feeds=FeedSettings(formats=("atom",))))

    expected = {"all/atom.xml", "category/gangkou/atom.xml", "feeds.json", "feeds.opml"}
    assert expected == set(read_files(tmp_path / "feeds"))


def test_the_files_of_a_vanished_category_go_even_if_the_run_that_should_remove_them_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {A: make_post(categories="alt"), B: make_post()})

    def refuse(_: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patch:
        # No mode keeps the superuser, whom tests may run as, from removing a file.
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(PublishError):
            publish(tmp_path, {A: make_post(), B: make_post()})
    publish(tmp_path, {A: make_post(), B: make_post()})

    assert not (tmp_path / "feeds" / "category" / "alt").exists()


def test_a_fault_of_ours_on_one_post_is_told_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(source: str, *_: object) -> str:
        if "Gift" in source:
            raise LookupError("poisoned")
        return f"<p>{source}</p>"

    monkeypatch.setattr("feedtool.markdown.render", render)

    report = publish(tmp_path, {A: make_post(body="Gift"), B: make_post()})

    assert (1, [(A, "fault")]) == (report.published, [(it.path, it.code) for it in report.problems])
    assert "LookupError: poisoned" in report.problems[0].message


def test_two_articles_under_one_id_in_two_folders_are_no_copies(tmp_path: Path) -> None:
    posts = {A: make_post(title="eins", body="eins"), OLD_A: make_post(title="zwei", body="zwei")}

    report = publish(tmp_path, posts)

    assert (1, ["id-duplicate"]) == (report.published, [problem.code for problem in report.problems])


def test_settings_that_would_leave_no_feed_are_refused_and_what_is_published_stays(tmp_path: Path) -> None:
    publish(tmp_path, {A: make_post()})
    before = read_files(tmp_path / "feeds")

    with pytest.raises(ConfigError, match="gangku"):
        publish(tmp_path, {A: make_post()}, replace(SETTINGS, feeds=FeedSettings(only=("gangku",))))

    assert before == read_files(tmp_path / "feeds")


@pytest.mark.parametrize("output", ["_posts", "feeds/../_posts/"])
def test_feeds_are_not_published_among_the_posts(tmp_path: Path, output: str) -> None:
    site = write_archive(tmp_path, {A: make_post()})
    before = read_files(site)

    with pytest.raises(PublishError, match="holds the posts; choose another folder with -o"):
        generate(SETTINGS, str(site), site / output)

    assert before == read_files(site)


def test_only_the_categories_that_are_wanted_get_a_feed(tmp_path: Path) -> None:
    posts = {A: make_post(categories="a"), B: make_post(categories="b")}

    publish(tmp_path, posts, replace(SETTINGS, feeds=FeedSettings(only=("a",))))
    assert ["all", "category/a"] == name_feeds(tmp_path / "feeds")

    publish(tmp_path, posts, replace(SETTINGS, feeds=FeedSettings(except_=("a",))))
    assert ["all", "category/b"] == name_feeds(tmp_path / "feeds")


def test_a_dry_run_reports_what_a_run_would_do_and_writes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, {A: make_post(categories="alt"), B: make_post()})
    site = write_archive(tmp_path / "site", {A: make_post(title="neu"), "_posts/x.md": make_post()})
    before = read_files(tmp_path / "feeds")

    expected = generate(SETTINGS, str(site), tmp_path / "feeds", is_dry=True)

    assert before == read_files(tmp_path / "feeds")
    actual = generate(SETTINGS, str(site), tmp_path / "feeds")
    assert without_times(expected) == without_times(actual)
    assert actual.files_written
    assert actual.files_removed


def test_a_dry_run_without_an_output_folder_makes_none(tmp_path: Path) -> None:
    report = generate(SETTINGS, str(EXAMPLE), tmp_path / "feeds", is_dry=True)

    assert [] == list(tmp_path.iterdir())
    assert set(report.files_written) > {"all/rss.xml", "feeds.json", "feeds.opml"}


def test_an_output_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("a file")

    with pytest.raises(PublishError):
        publish(tmp_path, {A: make_post()})

    expected = "a file"
    assert expected == (tmp_path / "feeds").read_text()


def test_a_folder_that_is_no_site_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        generate(Settings(), str(tmp_path), tmp_path / "feeds")

    assert (str(tmp_path), "no _config.yml and no _posts folder is there; is it the folder of the site?") == (
        caught.value.subject,
        caught.value.message,
    )


NOW = datetime(2021, 12, 8, 12, tzinfo=UTC)


def write_site(folder: Path, config: str, posts: dict[str, str]) -> Path:
    """Write an archive whose site says more of itself than that of the other tests."""
    write_archive(folder, dict(posts))
    site = folder / "_config.yml"
    site.write_text(f"{site.read_text(encoding='utf-8')}\n{config}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("config", "expected"), [("", {"future": 1}), ("future: true", {})])
def test_a_post_of_tomorrow_waits_unless_the_site_publishes_it(
    tmp_path: Path, config: str, expected: dict[str, int]
) -> None:
    posts = {
        "_posts/2021-12-08-a.md": make_post(date="2021-12-08 10:00:00 +0000"),
        "_posts/2021-12-09-b.md": make_post("明日开放。", date="2021-12-09 10:00:00 +0000"),
    }

    report = generate(Settings(), str(write_site(tmp_path / "a", config, posts)), tmp_path / "feeds", now=NOW)

    assert (2 - len(expected), expected) == (report.published, report.left_out)


def test_limit_posts_lets_the_newest_through(tmp_path: Path) -> None:
    posts = {
        f"_posts/2021-12-0{day}-a.md": make_post(f"第{day}日。", date=f"2021-12-0{day} 10:00:00 +0800")
        for day in range(1, 5)
    }
    site = write_site(tmp_path / "a", "limit_posts: 2", posts)

    report = generate(Settings(), str(site), tmp_path / "feeds", now=NOW)

    assert {"limit": 2} == report.left_out
    assert ["第4日。", "第3日。"] == [
        item["content_html"].removeprefix("<p>").partition("</p>")[0]
        for item in read_items(tmp_path / "feeds")
    ]


def test_two_posts_of_one_address_are_both_told(tmp_path: Path) -> None:
    posts = {
        "_posts/2021-12-07-a.md": make_post("一。", permalink="/same.html"),
        "_posts/2021-12-08-b.md": make_post("二。", permalink="/same.html"),
    }

    report = generate(
        Settings(), str(write_archive(tmp_path / "a", dict(posts))), tmp_path / "feeds", now=NOW
    )

    assert [(path, "url-shared") for path in posts] == [
        (problem.path, problem.code) for problem in report.problems
    ]


def test_an_excerpt_is_the_summary_without_chrome(tmp_path: Path) -> None:
    body = "港口今日开放。\n\n[返回首页](/)\n\n<!--more-->\n\n渡轮明日复航。"
    posts = {"_posts/2021-12-08-b.md": make_post(body, excerpt_separator="<!--more-->")}

    generate(Settings(), str(write_archive(tmp_path / "a", dict(posts))), tmp_path / "feeds", now=NOW)

    (item,) = read_items(tmp_path / "feeds")
    assert "港口今日开放。" == item["summary"]


def test_tags_get_feeds_where_the_site_or_the_settings_want_them(tmp_path: Path) -> None:
    posts = {
        "_posts/2021-12-07-a.md": make_post("一。", tags="[港口, 渡轮]"),
        "_posts/2021-12-08-b.md": make_post("二。", tags="[渡轮, 天气]"),
    }
    site = write_site(tmp_path / "a", "feed: {tags: {except: [天气]}}", posts)

    generate(Settings(), str(site), tmp_path / "feeds", now=NOW)

    feeds = json.loads((tmp_path / "feeds" / "feeds.json").read_text(encoding="utf-8"))["feeds"]
    assert [("渡轮", 2), ("港口", 1)] == [
        (feed["key"], feed["entries"]) for feed in feeds if feed["kind"] == "tag"
    ]


def test_the_language_of_a_post_is_in_every_format(tmp_path: Path) -> None:
    posts = {"_posts/2021-12-08-b.md": make_post("The harbour opens.", lang="en", image="/a.png")}

    generate(Settings(), str(write_archive(tmp_path / "a", dict(posts))), tmp_path / "feeds", now=NOW)

    (item,) = read_items(tmp_path / "feeds")
    atom, rss = (
        (tmp_path / "feeds" / "all" / name).read_text(encoding="utf-8") for name in ("atom.xml", "rss.xml")
    )
    assert ("en", "https://news.example.org/a.png") == (item["language"], item["image"])
    assert '<entry xml:lang="en">' in atom
    assert "<dc:language>en</dc:language>" in rss
