"""What a run keeps for the next one changes no byte: an update gives what a build from nothing gives."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest.mock import patch

import pytest
from archives import SITE, make_post, read_files, read_stamps, write_archive
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from feedtool import reading, release, stamps
from feedtool.errors import FeedtoolError
from feedtool.glance import Request, take_glance
from feedtool.model import Report
from feedtool.pipeline import generate
from feedtool.report_text import describe_report
from feedtool.settings import load_settings

NOW = datetime(2022, 6, 1, 12, tzinfo=UTC)
LATER = datetime(2023, 6, 1, 12, tzinfo=UTC)

# What archives are made of: few values, so that posts meet.

OUTLETS = ("海港日报", "金融时报", "潮汐滚动", "新潮", "Reuters", "林中路")
PATHS = tuple(
    f"{folder}/2022-05-0{day}-{name}.md"
    for folder in ("_posts", "_posts/more", "old_post", "_news")
    for day in (1, 2)
    for name in ("a", "b", "c")
)
CREDITS = (
    "",
    "（来源：{outlet}）",
    "（{outlet}）",
    "甲。（{outlet}）\n\n乙。（新潮）",
    "来源：{outlet}",
    "来源：此处无人知晓其名，也无人知晓其事的一家媒体和另一家",
    "[原文链接](https://www.tide.example/{name})",
    "作者：{outlet}",
)
BODIES = (
    "新闻一则。",
    "新闻二则，**加粗**。\n\n另起一段。",
    "一张图。\n\n![图](/a.jpg)",
    "<div class='x'><p>网页一段。</p></div>",
    "股价上涨 3%。\n\n以上内容不构成投资建议，据此操作，风险自担。",
    "股价下跌 5%。\n\n以上内容不构成投资建议，据此操作，风险自担。",
    "| a | b |\n|---|---|\n| 1 | 2 |",
)
WHOLE = (
    "---\ntitle: 无正文\n---\n",
    "---\ntitle: [\n---\n\n坏。\n",
    "没有卷首。\n",
    "\ufeff" + make_post("带记号。"),
    make_post("未来。", date="2022-12-01"),
    make_post("不发。", published="false"),
)


@st.composite
def posts(draw: st.DrawFn) -> str:
    """Give the text of a post; now and then one that cannot be published, or not yet."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(WHOLE))
    outlet = draw(st.sampled_from(OUTLETS))
    name = draw(st.sampled_from(("one", "two")))
    fields = {
        "title": draw(st.sampled_from(("标题", "另一标题", "'引号'", "Title: no"))),
        "categories": draw(st.sampled_from(("gangkou", "Gangkou", "jinrong", "[gangkou, jinrong]"))),
        "tags": draw(st.sampled_from(("[]", "[金融]", "[潮汐滚动]", "[新潮新闻]", "[海港日报, 港口]"))),
    }
    fields |= draw(
        st.sampled_from(
            (
                {},
                {"author": outlet},
                {"source": outlet},
                {"original_url": f"https://paper.example/{name}"},
                {"author": outlet, "original_url": f"https://paper.example/{name}"},
            )
        )
    )
    credit = draw(st.sampled_from(CREDITS)).format(outlet=outlet, name=name)
    return make_post(f"{draw(st.sampled_from(BODIES))}\n\n{credit}".strip(), **fields)


SETTINGS = (
    "",
    "[feeds]\nlimit = 1\n",
    '[feeds]\nlimit = 2\nformats = ["json"]\n',
    "[feeds]\nmax_bytes = 9000\n",
    '[feeds]\ncontent = "summary"\ncredit_line = "top"\n',
    '[feeds]\nonly = ["gangkou"]\n',
    '[feeds]\nby = ["all", "tag"]\n',
    '[feeds]\naliases = "jekyll-feed"\n',
    '[feeds]\nlimit = 1\nby = ["all", "tag"]\naliases = "jekyll-feed"\n',
    '[feeds.aliases]\n"feed" = "category/jinrong/rss.xml"\n"a/b" = "all/rss.xml"\n',
    '[feeds.aliases]\njekyll-feed = true\n"a" = "all/feed.json"\n"feed/jinrong.xml" = "tag/金融/atom.xml"\n',
    '[site]\ntitle = "另一站"\n',
    "[chrome]\nlearn = true\nshare = 0.4\nposts = 2\n",
    "[chrome]\nlearn = true\nshare = 0.4\nposts = 2\n[feeds]\nlimit = 3\n",
    '[rules]\naliases = { "海港日报" = "港报" }\n',
    '[rules]\noutlets = ["潮汐滚动", "林中路"]\n',
    '[rules]\noff = ["digest"]\n',
    '[archive]\nposts = ["_posts", "old_post"]\nnaive_dates = "site"\n',
    '[archive]\nposts = ["old_post", "_posts"]\ncategories = "whole"\n',
)
SITES = (
    SITE,
    SITE.replace("海港新闻", "海湾新闻"),
    SITE + "future: true\n",
    SITE + "defaults:\n- scope: {path: _posts}\n  values: {author: 金融时报}\n",
    SITE + "permalink: /:categories/:title.html\n",
    SITE + "limit_posts: 2\n",
    SITE + "collections: {news: {output: true}}\nfeed: {tags: true, collections: [news]}\n",
    SITE + "collections: [news]\nfeed: {path: /a, collections: {news: {categories: [jinrong]}}}\n",
    SITE.replace("Asia/Shanghai", "America/New_York"),
    "url: [\n",
)
#: Where nobody but feedtool writes.
OWN_FOLDERS = ("all/", "category/", "collection/", "source/", "tag/")


def tell(report: Report | dict[str, Any]) -> dict[str, Any]:
    """Give what a report says of the archive, and of nothing that depends on the runs before."""
    passing = ("files_written", "files_unchanged", "files_removed", "index", "seconds")
    values = report if isinstance(report, dict) else asdict(report)
    # As JSON has it: there a tuple is a list.
    return {key: json.loads(json.dumps(value)) for key, value in values.items() if key not in passing}


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def make_older(path: Path) -> None:
    """Let an index be one that an older version wrote."""
    # What was damaged before is of no version.
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.DatabaseError), connection:
        connection.execute("UPDATE run SET value = 'older' WHERE name = 'fingerprint'")


def replace_with_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


#: What can happen to an index.
DAMAGES: tuple[Callable[[Path], object], ...] = (
    Path.unlink,
    make_older,
    replace_with_folder,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_text("no index", encoding="utf-8"),
    lambda path: os.truncate(path, path.stat().st_size // 2),
    lambda path: os.truncate(path, 100),
    lambda path: overwrite(path, 0, b"\xff" * 50),
    *(
        lambda path, page=page, data=data: overwrite(path, page * 4096, data * 4096)
        for page in (1, 3, 5, 8, 13)
        for data in (b"\0", b"\xfe", b"a")
        if page
    ),
)


class Site(RuleBasedStateMachine):
    """An archive that people and programs do all kinds of things to, published now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="feedtool-test-"))
        self.archive = write_archive(self.folder / "site", {})
        self.output = self.folder / "feeds"
        self.index = self.folder / "cache" / "index.sqlite"
        self.toml = self.folder / "feedtool.toml"
        self.toml.write_text("", encoding="utf-8")
        self.now = NOW
        self.jobs = 1
        self.foreign: set[str] = set()
        self.may_be_damaged = False
        #: Feeds of ours that somebody has overwritten: they stay if no feed is due in their places.
        self.replaced: set[str] = set()
        self.runs = 0
        self.glances = 0

    def teardown(self) -> None:
        self.publish(is_settled=True)
        shutil.rmtree(self.folder)

    def find_posts(self) -> list[Path]:
        return sorted(path for path in self.archive.rglob("*.md"))

    def pick(self, number: int) -> Path | None:
        there = self.find_posts()
        return there[number % len(there)] if there else None

    def write(self, path: str, text: str) -> None:
        write_archive(self.archive, {path: text}, config="")

    # What happens to the archive.

    @initialize(texts=st.lists(posts(), min_size=4, max_size=8), is_inside=st.booleans())
    def begin(self, texts: list[str], *, is_inside: bool) -> None:
        if is_inside:
            self.output = self.archive / "feeds"
        for path, text in zip(PATHS[:: len(PATHS) // 8], texts, strict=False):
            self.write(path, text)

    @rule(path=st.sampled_from(PATHS), text=posts())
    def add_or_edit(self, path: str, text: str) -> None:
        self.write(path, text)

    @rule(number=st.integers(0, 99), text=posts())
    def edit(self, number: int, text: str) -> None:
        if path := self.pick(number):
            path.write_text(text, encoding="utf-8")

    @rule(number=st.integers(0, 99))
    def edit_without_another_size(self, number: int) -> None:
        if path := self.pick(number):
            path.write_text(path.read_text(encoding="utf-8").replace("新闻", "旧闻"), encoding="utf-8")

    @rule(number=st.integers(0, 99), seconds=st.sampled_from((0, 10**9, 2 * 10**9)))
    def touch(self, number: int, seconds: int) -> None:
        if path := self.pick(number):
            os.utime(path, (seconds, seconds))

    @rule(number=st.integers(0, 99))
    def rewrite(self, number: int) -> None:
        if path := self.pick(number):
            path.write_bytes(path.read_bytes())

    @rule(number=st.integers(0, 99), new=st.sampled_from(PATHS))
    def move(self, number: int, new: str) -> None:
        if path := self.pick(number):
            (self.archive / new).parent.mkdir(parents=True, exist_ok=True)
            path.replace(self.archive / new)

    @rule(number=st.integers(0, 99), new=st.sampled_from(PATHS))
    def copy(self, number: int, new: str) -> None:
        if path := self.pick(number):
            self.write(new, path.read_text(encoding="utf-8"))

    @rule(number=st.integers(0, 99))
    def delete(self, number: int) -> None:
        if path := self.pick(number):
            path.unlink()

    @rule(text=posts())
    def add_one_whose_name_is_no_text(self, text: str) -> None:
        nameless = os.fsencode(self.archive / "_posts") + b"/2022-05-03-\xff.md"
        Path(os.fsdecode(nameless)).write_text(text, encoding="utf-8")

    # What happens around it.

    @rule(jobs=st.sampled_from((1, 1, 3)))
    def change_the_number_of_processes(self, jobs: int) -> None:
        self.jobs = jobs

    @rule(toml=st.sampled_from(SETTINGS))
    def set_up(self, toml: str) -> None:
        self.toml.write_text(toml, encoding="utf-8")

    @rule(config=st.sampled_from(SITES))
    def configure(self, config: str) -> None:
        (self.archive / "_config.yml").write_text(config, encoding="utf-8")

    @rule(now=st.sampled_from((NOW, LATER)))
    def wait(self, now: datetime) -> None:
        self.now = now

    @rule(damage=st.sampled_from(DAMAGES))
    def damage_index(self, damage: Callable[[Path], object]) -> None:
        if self.index.is_dir():
            self.index.rmdir()
        elif self.index.exists() and self.index.stat().st_size:
            damage(self.index)
            self.may_be_damaged = True

    @rule(number=st.integers(0, 99), data=st.sampled_from((None, b"", b"mine")))
    def damage_output(self, number: int, data: bytes | None) -> None:
        # Without its catalogue nobody knows which files of the folder are ours.
        there = sorted({*read_files(self.output)} - self.foreign - {"feeds.json"})
        if there and data is None:
            (self.output / there[number % len(there)]).unlink()
        # What somebody else put at an old address stays there.
        there = [path for path in there if path.startswith(OWN_FOLDERS)]
        if there and data is not None:
            overwrite(self.output / there[number % len(there)], 0, data or b"x" * 10)
            self.replaced.add(there[number % len(there)])

    @rule(number=st.integers(0, 99))
    def delete_the_catalogue(self, number: int) -> None:
        # What was published the catalogue knows, and a sound index: a run may not read where one is damaged.
        if self.may_be_damaged and self.index.is_file():
            self.index.unlink()
        self.may_be_damaged = False
        if not isinstance(self.run(self.output, self.index), str) and self.index.is_file():
            (self.output / "feeds.json").unlink()
            self.delete(number)
            self.publish(is_settled=True)

    @rule(folder=st.sampled_from((".", "all", "category/gangkou", "source/x")))
    def add_foreign_file(self, folder: str) -> None:
        if (self.output / folder).parent.is_dir():
            path = self.output / folder / "mine.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text("mine", encoding="utf-8")
            self.foreign.add(path.relative_to(self.output).as_posix())

    # What must be so.

    def run(self, output: Path, index: Path | None, *, is_dry: bool = False) -> Report | str:
        try:
            settings = load_settings(self.toml)
            request = Request(settings_file=self.toml, source=str(self.archive), output=output)
            glance = take_glance(request, index, self.now.timestamp()) if index else None
            report = generate(
                settings,
                str(self.archive),
                output,
                jobs=self.jobs,
                now=self.now,
                is_dry=is_dry,
                index_path=index,
                glance=glance,
            )
        except FeedtoolError as error:
            return str(error)
        if glance is not None and glance.told is not None:  # then what it told is what a run finds out
            assert ((), ()) == (report.files_written, report.files_removed)
            own = settings.rules.own
            assert (tell(describe_report(report, own)), own) == (
                tell(glance.told.report),
                glance.told.own_rules,
            )
            self.glances += 1
        return report

    @rule(is_settled=st.booleans())
    def publish(self, *, is_settled: bool) -> None:
        before = read_files(self.output) if self.output.is_dir() else {}
        # Else all files are too new for their times to tell the next change, and each run looks into them.
        with patch.object(stamps, "STEP", 0 if is_settled else 10**12):
            updated = self.run(self.output, self.index)
        self.runs += 1
        cold_output = self.folder / f"cold-{self.runs}"
        cold = self.run(cold_output, None)

        if isinstance(cold, str) or isinstance(updated, str):
            assert cold == updated
            assert before == (read_files(self.output) if self.output.is_dir() else {})
            return
        expected = read_files(cold_output)
        actual = read_files(self.output)
        self.replaced &= {*actual} - {*expected}
        others = self.foreign | self.replaced
        assert {*expected} | others == {*actual}
        assert expected == {path: data for path, data in actual.items() if path not in others}
        assert tell(cold) == tell(updated)
        changed = {path for path, data in expected.items() if before.get(path) != data}
        assert changed == {*updated.files_written}
        assert {*before} - {*actual} == {*updated.files_removed}
        shutil.rmtree(cold_output)

    @rule()
    def publish_again(self) -> None:
        first = self.run(self.output, self.index)
        stamps = read_stamps(self.output)
        again = self.run(self.output, self.index)

        assert stamps == read_stamps(self.output)
        if isinstance(first, str) or isinstance(again, str):
            assert first == again
            return
        assert ((), ()) == (again.files_written, again.files_removed)
        assert tell(first) == tell(again)
        if self.index.is_file():
            assert {"reused": again.posts, "read": 0} == again.index

    @rule()
    def try_what_would_happen(self) -> None:
        before = read_files(self.folder), read_stamps(self.folder)
        tried = self.run(self.output, self.index, is_dry=True)
        assert before == (read_files(self.folder), read_stamps(self.folder))
        done = self.run(self.output, self.index)

        if isinstance(tried, str) or isinstance(done, str):
            assert tried == done
            return
        assert tell(done) == tell(tried)
        assert {*done.files_written} == {*tried.files_written}
        assert (done.files_removed, done.files_unchanged) == (tried.files_removed, tried.files_unchanged)


def test_an_update_gives_what_a_build_from_nothing_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    # Files of the last two seconds are read again in any case; those of this test are all younger.
    monkeypatch.setattr(stamps, "STEP", 0)
    monkeypatch.setattr(reading, "_FEW_FILES", 4)
    monkeypatch.setattr(release, "_FEW_FEEDS", 4)
    profile = hypothesis_settings.default
    assert profile is not None
    is_long = profile.max_examples > 1000

    run_state_machine_as_test(
        Site,
        settings=hypothesis_settings(
            max_examples=500 if is_long else 25,
            stateful_step_count=30 if is_long else 15,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
