"""The archive that the benchmark measures with, and that a number in its table is what it says."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive import Plan, count_posts, make_categories, make_posts, write_archive
from archives import read_files
from measure import Command, CommandError, Time, TooSlowError, take_memory
from peers import Expected, Peer, check, expect
from posts import Era, Shape
from scenarios import Scenario, run_peer
from table import Cost, Row, draw_comparison, draw_growth, find_missed, find_outgrown

from feedtool.pipeline import generate
from feedtool.settings import FeedSettings, Settings

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
    write_archive(tmp_path / "archive", PLAN)
    settings = Settings(feeds=FeedSettings(limit=0, max_bytes=0, formats=("json",)))

    report = generate(settings, str(tmp_path / "archive"), tmp_path / "feeds", jobs=1, now=NOW)
    items = json.loads((tmp_path / "feeds" / "all" / "feed.json").read_bytes())["items"]

    assert {Path(post.path).stem[11:]: [post.outlet] for post in make_posts(PLAN)} == {
        item["id"].rpartition("/")[2]: [author["name"] for author in item["authors"]] for item in items
    }
    assert {"credit-line", "digest", "tag", "site"} == set(report.credit)


def test_what_a_peer_must_write_is_counted_from_the_posts() -> None:
    posts = list(make_posts(PLAN))
    sizes = Counter(post.category for post in posts)
    articles = sum("em_media" in post.text for post in posts)

    assert Expected(feeds=30, items=400, articles=articles) == expect(posts, 0)
    assert sum(min(size, 5) for size in sizes.values()) == expect(posts, 5).items


def test_a_peer_that_leaves_an_item_out_is_not_measured(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<rss><item>em_media</item></rss>")
    command = Command(arguments=(), folder=tmp_path)
    peer = Peer(name="Peer", command=command, output=tmp_path, version="1", feeds="*.xml", formats=1)
    scenario = run_peer(peer, "RSS", Expected(feeds=1, items=2, articles=1))

    check(peer, Expected(feeds=1, items=1, articles=1))
    with pytest.raises(CommandError, match="Peer wrote Expected"):
        scenario.check()


def test_memory_is_that_of_all_processes_at_one_moment(tmp_path: Path) -> None:
    child = "import time; held = bytearray(60_000_000); time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    command = Command(
        arguments=(sys.executable, "-c", f"held = bytearray(60_000_000); {parent}"), folder=tmp_path
    )

    assert 120_000_000 < take_memory(command, 30) < 200_000_000


def test_a_command_that_fails_or_takes_too_long_is_no_measurement(tmp_path: Path) -> None:
    failing = Command(arguments=(sys.executable, "-c", "raise SystemExit('no feeds')"), folder=tmp_path)
    slow = Command(arguments=(sys.executable, "-c", "import time; time.sleep(60)"), folder=tmp_path)

    with pytest.raises(CommandError, match="no feeds"):
        take_memory(failing, 30)
    with pytest.raises(TooSlowError, match="took more than"):
        take_memory(slow, 0.2)


def test_what_was_prepared_is_undone_also_when_the_command_fails(tmp_path: Path) -> None:
    file = tmp_path / "new-post.md"
    command = Command(arguments=(), folder=tmp_path)
    scenario = Scenario(name="five new", command=command, prepare=file.touch, restore=file.unlink)

    with suppress(CommandError), scenario.prepared():
        assert file.is_file()
        raise CommandError

    assert not file.exists()


def test_a_table_sets_each_cost_against_its_peer_and_names_the_targets_that_are_missed() -> None:
    hugo, cold, slow = (_make_scenario(name) for name in ("Hugo", "cold", "slow"))
    rows = [
        Row(scenario=hugo),
        Row(scenario=cold, against=hugo, target=0.2, memory_target=0.35),
        Row(scenario=slow, against=hugo, target=0.5),
    ]
    costs = {"Hugo": _make_cost(8, 9, 7, memory=800), "cold": _make_cost(2, 1, 60, memory=200)}

    assert [
        "| Hugo | 8.00 | 16.00 | 800 |  |  |  |  |  |",
        "| cold | 2.00 | 4.00 | 200 | 0.250 | ≤ 0.2 | 0.250 | 0.250 | ≤ 0.35 |",
        "| slow | > 60 |  |  |  | ≤ 0.5 |  |  |  |",
    ] == draw_comparison(rows, costs, 60).splitlines()[2:]
    assert ["cold: wall", "slow: wall"] == list(find_missed(rows, costs))


def test_growth_is_told_of_what_was_measured_for_both_archives() -> None:
    small = {"cold": _make_cost(2, memory=100), "unchanged": _make_cost(1, memory=100)}
    large = {"cold": _make_cost(24, memory=500), "few new": _make_cost(1, memory=1)}

    assert ["| cold | 12.0 | ≤ 12 | 5.0 | ≤ 4 |"] == draw_growth(small, large).splitlines()[2:]
    assert ["cold: growth of memory"] == list(find_outgrown(small, large))


@pytest.mark.skipif(
    not (shutil.which("hyperfine") or shutil.which("time")), reason="neither hyperfine nor GNU time is here"
)
def test_one_command_makes_the_archive_measures_and_tells_it_for_people_and_programs(tmp_path: Path) -> None:
    script = Path(__file__).parent.parent / "benchmarks" / "run.py"
    size = ("--posts=300", "--categories=10", "--runs=1", "--peers=")
    arguments = [*size, "--only=nothing,five,checkout", "--work", str(tmp_path)]

    result = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=True)
    told = json.loads((tmp_path / "results.json").read_bytes())

    names = ["nothing changed", "five new posts", "fresh checkout, index kept"]
    assert names == [row["name"] for row in told["main"]]
    assert all(row["wall"] > 0 and row["memory"] > 10_000_000 for row in told["main"])
    assert [f"| {name} " for name in names] == [
        line[: len(name) + 3] for name, line in zip(names, result.stdout.splitlines()[6:], strict=False)
    ]
    assert "python benchmarks/run.py --posts=300 --categories=10 --seed=1 --runs=1" in result.stdout


def _make_scenario(name: str) -> Scenario:
    return Scenario(name=name, command=Command(arguments=(), folder=Path()))


def _make_cost(*seconds: float, memory: int) -> Cost:
    """Give the cost of runs over two processors that took so many seconds each; memory in MiB."""
    times = tuple(Time(wall=each, processors=2 * each) for each in seconds)
    return Cost(times=times, memory=memory * 2**20)
