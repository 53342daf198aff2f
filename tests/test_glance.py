"""A look at names and stamps tells whether a run has anything to do; what it cannot tell, it does not say."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from archives import SITE, make_post, pack_zip, read_files, read_stamps, write_archive
from typer.testing import CliRunner

from feedtool import output, stamps
from feedtool.cli import app
from feedtool.glance import GLANCE, Glance, Request, Told, take_glance
from feedtool.model import Report
from feedtool.notes import Notes
from feedtool.pipeline import generate
from feedtool.report_text import describe_report
from feedtool.settings import Settings, load_settings

A, B, OWN = "_posts/2022-05-01-a.md", "blog/_posts/2022-05-02-b.md", "disclaimer"
NOW = datetime(2022, 6, 1, tzinfo=UTC).timestamp()
#: A page as a program saved it, with an image: of that page, or of the site, by the names at the top of that.
COPIED = make_post(
    "[标题](http://news.example/a.html)\n------\n\n<p>要闻。</p><p><img src='/media/1.jpg'></p>",
    original_url="http://news.example/a.html",
)
TOML = f"[[rules.blocks]]\nname = '{OWN}'\npattern = '无此声明'\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an archive whose times tell the next change at once, with a settings file beside it."""
    monkeypatch.setattr(stamps, "STEP", 0)
    (tmp_path / "feedtool.toml").write_text(TOML, encoding="utf-8")
    return write_archive(
        tmp_path / "site", {A: make_post("甲。\x08（来源：海港日报）"), B: make_post("乙。")}
    )


def look(site: Path, *flags: str, now: float = NOW) -> Glance | None:
    """Look before a run."""
    toml = site.parent / "feedtool.toml"
    request = Request(settings_file=toml, source=str(site), output=site.parent / "feeds", flags=flags)
    return take_glance(request, site.parent / "index.sqlite", now)


def tell(site: Path, *flags: str, now: float = NOW) -> Told | None:
    """Give what a look tells, if anything."""
    glance = look(site, *flags, now=now)
    return glance.told if glance else None


def run(site: Path, now: float = NOW, glance: Glance | None = None) -> Report:
    """Look, unless somebody has, then publish whatever was seen."""
    settings = load_settings(site.parent / "feedtool.toml")
    moment = datetime.fromtimestamp(now, UTC)
    index = site.parent / "index.sqlite"
    glance = glance or look(site, now=now)
    return generate(settings, str(site), site.parent / "feeds", now=moment, index_path=index, glance=glance)


def test_what_it_tells_is_the_report_of_a_run_that_finds_nothing_to_do(site: Path) -> None:
    first = run(site)
    before = read_stamps(site.parent)

    told = tell(site)

    assert told is not None
    expected = describe_report(first, frozenset({OWN}))
    expected |= {"files_unchanged": expected["files_written"], "files_written": 0, "files_removed": 0}
    expected |= {"index": {"reused": 2, "read": 0}, "seconds": told.report["seconds"]}
    assert json.loads(json.dumps(expected)) == told.report
    assert list(expected) == list(told.report)
    assert frozenset({OWN}) == told.own_rules
    assert ["look"] == [*told.report["seconds"]]
    assert ["character-dropped"] == [problem["code"] for problem in told.report["problems"]]
    assert before == read_stamps(site.parent)


@pytest.mark.parametrize("few_files", [0, 2000], ids=["two processes", "one process"])
def test_a_run_is_prepared_where_a_name_came_to_a_folder_of_posts(
    site: Path, few_files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedtool.glance._FEW_FILES", few_files)
    index, calls = site.parent / "index.sqlite", list[int]()
    os.utime(site / "_posts", (1, 1))
    run(site)
    toml, output = site.parent / "feedtool.toml", site.parent / "feeds"
    request = Request(settings_file=toml, source=str(site), output=output)

    take_glance(request, index, NOW, lambda: calls.append(1))
    (site / A).write_text(make_post("丙。"), encoding="utf-8")
    take_glance(request, index, NOW, lambda: calls.append(2))
    write_archive(site, {"_posts/2022-05-03-c.md": make_post("丁。", title="丁")}, config="")
    glance = take_glance(request, index, NOW, lambda: calls.append(3))

    assert [3] == calls
    assert glance is not None
    assert 3 == run(site, glance=glance).posts


def test_it_can_tell_from_the_first_run_on(site: Path) -> None:
    assert tell(site) is None
    run(site)
    assert tell(site) is not None


def replace_bytes(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


CHANGES = {
    "a post is edited": lambda site: (site / A).write_text(make_post("丙。"), encoding="utf-8"),
    "a post keeps its size": lambda site: (site / A).write_bytes((site / A).read_bytes()),
    "a post is touched": lambda site: os.utime(site / A, (1, 1)),
    "a post is added": lambda site: write_archive(site, {"_posts/2022-05-03-c.md": make_post()}, config=""),
    "a post is added below": lambda site: write_archive(
        site, {"_posts/x/2022-05-03-c.md": make_post()}, config=""
    ),
    "a post is deleted": lambda site: (site / B).unlink(),
    "a post is renamed": lambda site: (site / A).rename(site / "_posts/2022-05-01-z.md"),
    "a folder of posts comes": lambda site: write_archive(
        site, {"new/_posts/2022-05-03-c.md": make_post()}, config=""
    ),
    "a folder of posts goes": lambda site: shutil.rmtree(site / "blog"),
    "the site's settings change": lambda site: write_archive(site, {}, SITE + "future: true\n"),
    "the authors come": lambda site: write_archive(site, {"_data/authors.yml": "a: {name: A}\n"}, config=""),
    "the settings change": lambda site: (site.parent / "feedtool.toml").write_text("", encoding="utf-8"),
    "a folder becomes a link": lambda site: [
        (site / "blog").rename(site.parent / "blog"),
        (site / "blog").symlink_to(site.parent / "blog"),
    ],
    "a name comes to the top": lambda site: (site / "about.md").write_text("", encoding="utf-8"),
    "a feed is damaged": lambda site: (site.parent / "feeds/all/rss.xml").write_bytes(b""),
    "a feed is deleted": lambda site: (site.parent / "feeds/all/rss.xml").unlink(),
    "the catalogue is deleted": lambda site: (site.parent / "feeds/feeds.json").unlink(),
    "the index is deleted": lambda site: (site.parent / "index.sqlite").unlink(),
    "the index has a table whose name is no text": lambda site: replace_bytes(
        site.parent / "index.sqlite", b"TABLE run", b"T\xffBLE run"
    ),
    "the index is no index": lambda site: (site.parent / "index.sqlite").write_bytes(b"x" * 5000),
    "the archive is gone": lambda site: site.rename(site.parent / "elsewhere"),
}


@pytest.mark.parametrize("few_files", [0, 2000], ids=["two processes", "one process"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_cannot_tell_where_anything_changed(
    site: Path, change: object, few_files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedtool.glance._FEW_FILES", few_files)
    run(site)
    assert tell(site) is not None

    assert callable(change)
    change(site)

    assert tell(site) is None


def test_it_cannot_tell_for_other_flags_and_for_another_day(site: Path) -> None:
    write_archive(site, {"_posts/2022-06-03-c.md": make_post(date="2022-06-03")})
    run(site)

    assert tell(site) is not None
    assert tell(site, "limit 3") is None
    assert tell(site, now=NOW + 3 * 86400) is None


def test_what_has_just_been_changed_is_looked_at_by_a_run(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "STEP", 3600 * 10**9)
    run(site)

    assert tell(site) is None


def test_what_an_older_run_left_tells_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(site)
    new = "_posts/2022-05-03-c.md"
    monkeypatch.setattr(stamps, "STEP", 3600 * 10**9)  # the next run leaves nothing: its files are too new
    write_archive(site, {new: make_post("丙。", title="丙", date="2022-05-03")}, config="")
    run(site)
    monkeypatch.setattr(stamps, "STEP", 0)

    (site / new).unlink()  # and all looks as it did before that

    assert tell(site) is None
    assert run(site).files_written != ()


def test_what_comes_while_a_run_publishes_is_seen_by_the_next_look(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = output.publish
    new = "_posts/2022-05-03-c.md"

    def add_and_publish(*arguments: Any) -> output.Published:
        write_archive(site, {new: make_post("丙。", title="丙", date="2022-05-03")}, config="")
        return publish(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(output, "publish", add_and_publish)
        assert 2 == run(site).posts

    assert tell(site) is None
    assert 3 == run(site).posts


def test_what_it_saw_is_not_looked_at_again(site: Path) -> None:
    run(site)
    (site / A).unlink()
    glance = look(site)
    write_archive(site, {A: make_post("甲。")}, config="")  # by now it is too late for this run

    assert glance is not None
    assert 1 == run(site, glance=glance).posts
    assert tell(site) is None
    assert 2 == run(site).posts


def test_what_it_saw_before_another_run_had_its_turn_counts_for_nothing(site: Path) -> None:
    run(site)
    (site / A).unlink()
    glance = look(site)
    write_archive(site, {A: make_post("甲。")}, config="")
    run(site)  # is done before the one that has looked already begins

    assert glance is not None
    assert 2 == run(site, glance=glance).posts


def test_a_link_that_leads_nowhere_is_seen_when_it_comes_and_when_it_goes(site: Path) -> None:
    link = site / "_posts/2022-05-04-d.png"
    link.symlink_to(site / "nowhere.md")
    run(site)
    assert tell(site) is not None

    link.unlink()

    assert tell(site) is None


def test_it_sees_the_folder_of_a_collection_come(site: Path) -> None:
    config = (
        f"{SITE}collections_dir: content\ncollections: {{notes: {{output: true}}, news: {{output: true}}}}\n"
    )
    write_archive(site, {}, f"{config}feed: {{collections: [notes, news]}}\n")
    write_archive(site, {"content/_posts/2022-05-01-a.md": make_post("甲。")}, config="")
    write_archive(site, {"content/_news/2022-05-01-a.md": make_post("闻。")}, config="")
    run(site)
    assert tell(site) is not None

    write_archive(site, {"content/_notes/2022-05-01-a.md": make_post("记。")}, config="")

    assert tell(site) is None


def test_what_another_version_left_tells_nothing(site: Path) -> None:
    run(site)
    with closing(sqlite3.connect(site.parent / "index.sqlite")) as connection, connection:
        Notes(connection).remember(GLANCE, '{"key": "another"}')

    glance = look(site)

    assert glance is not None
    assert (None, None) == (glance.memory, glance.told)


def test_feeds_of_ours_in_the_site_are_no_change(site: Path) -> None:
    settings, index = Settings(), site.parent / "index.sqlite"
    moment = datetime.fromtimestamp(NOW, UTC)
    request = Request(settings_file=None, source=str(site), output=site / "feeds")
    for _ in range(2):
        glance = take_glance(request, index, NOW)
        generate(settings, str(site), site / "feeds", now=moment, index_path=index, glance=glance)

    glance = take_glance(request, index, NOW)
    assert glance is not None
    assert glance.told is not None
    assert glance.memory is not None
    # They lie in thousands of folders, and none of those is looked into.
    assert {"", "blog", "blog/_posts"} >= glance.memory.names.keys()


def test_it_tells_of_names_that_are_no_text(site: Path) -> None:
    odd = Path(os.fsdecode(b"\xff"))
    (site / odd / "_posts").mkdir(parents=True)
    output, index = site.parent / odd / "feeds", site.parent / "index.sqlite"
    toml = site.parent / odd / "feedtool.toml"
    toml.parent.mkdir()
    toml.write_text("[feeds]\nexcept = ['nobody-has-it']\n", encoding="utf-8")
    request = Request(settings_file=toml, source=str(site), output=output)

    glance = take_glance(request, index, NOW)
    moment = datetime.fromtimestamp(NOW, UTC)
    first = generate(load_settings(toml), str(site), output, now=moment, index_path=index, glance=glance)

    glance = take_glance(request, index, NOW)
    assert glance is not None
    assert glance.told is not None
    assert ["category-unknown", "character-dropped"] == sorted(problem.code for problem in first.problems)
    assert [*describe_report(first, frozenset())["problems"]] == glance.told.report["problems"]
    (site / odd / "_posts").rename(site / odd / "_drafts")
    assert not (another := take_glance(request, index, NOW)) or another.told is None


def test_a_post_that_hangs_on_the_name_of_the_output_folder_follows_its_catalogue(site: Path) -> None:
    output, index = site / "media", site.parent / "index.sqlite"
    write_archive(site, {"_posts/2022-05-03-c.md": COPIED}, config="")
    request = Request(settings_file=None, source=str(site), output=output)

    def publish() -> bool:
        """Publish unless a glance tells that there is nothing to do; tell whether it did."""
        glance = take_glance(request, index, NOW)
        if glance is not None and glance.told is not None:
            return True
        moment = datetime.fromtimestamp(NOW, UTC)
        generate(Settings(), str(site), output, now=moment, index_path=index, glance=glance)
        return False

    assert [False, True] == [publish(), publish()]
    expected = read_files(output)
    assert b"http://news.example/media/1.jpg" in expected["all/feed.json"]
    (output / "feeds.json").unlink()

    assert [False, False, True] == [publish() for _ in range(3)]
    assert expected == read_files(output)


def test_another_run_has_its_turn(site: Path) -> None:
    run(site)
    with closing(sqlite3.connect(site.parent / "index.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert look(site) is None


def test_a_packed_archive_is_not_looked_at(tmp_path: Path) -> None:
    packed = pack_zip(tmp_path / "site.zip", {A: make_post()})
    request = Request(settings_file=None, source=str(packed), output=tmp_path / "feeds")

    assert take_glance(request, tmp_path / "index.sqlite", NOW) is None


def test_the_command_says_the_same_at_a_glance(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toml = site.parent / "feedtool.toml"
    toml.write_text(f"[archive]\npath = 'site'\n[index]\npath = 'index.sqlite'\n{TOML}", encoding="utf-8")
    monkeypatch.chdir(site.parent)

    runs, reports = [], []
    for _ in range(2):
        runs.append(CliRunner().invoke(app, ["generate", "--report", "report.json"]))
        reports.append(json.loads((site.parent / "report.json").read_text(encoding="utf-8")))

    report = reports[1]
    assert [*reports[0]] == [*report]
    assert [] == report["notes"]
    assert [0, 0] == [done.exit_code for done in runs]
    assert ["look"] == [*report["seconds"]]
    first, second = (done.stderr.splitlines() for done in runs)
    assert first[:-1] == second[:-1]
    assert f"rules of yours that found nothing: {OWN}" in second
    assert second[-1].startswith(f"0 files written, {report['files_unchanged']} unchanged, 0 removed in ")
