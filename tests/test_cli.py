"""The command as a user drives it: what it prints where, and how it exits."""

import json
import os
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from archives import EXAMPLE, PROJECT, SITE, make_post, read_files, run_feedtool, write_archive
from typer.testing import CliRunner

from feedtool import __version__
from feedtool.cli import app
from feedtool.errors import ArchiveError
from feedtool.pipeline import generate
from feedtool.questions import find_site_of
from feedtool.settings import load_settings

A = "_posts/2021-12-08-a.md"
B = "_posts/2021-12-09-b.md"
REPAIR = "the value of title needs quotes, and quotes inside it a backslash; it was read so"
REPAIRED = make_post(title='"开放" 港口')


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a small archive, and stand in it."""
    return write_archive(tmp_path / "site", {A: make_post(), B: make_post(categories="markt")})


# Generate


def test_generate_publishes_the_archive_in_this_folder_and_sums_up_on_stderr(site: Path) -> None:
    result = run_feedtool(site, "generate")

    assert 0 == result.returncode
    assert not result.stdout
    assert {"all/rss.xml", "category/markt/atom.xml", "feeds.json"} < set(read_files(site / "feeds"))
    summary = re.sub(r"in [\d.]+ s", "in 0.1 s", result.stderr)
    expected = (
        "2 of 2 posts published in 3 feeds\ncredited by site 2\n"
        "11 files written, 0 unchanged, 0 removed in 0.1 s\n"
    )
    assert expected == summary


def test_flags_win_over_the_settings_of_the_archive(tmp_path: Path, site: Path) -> None:
    (site / "feedtool.toml").write_text('[feeds]\nlimit = 9\nformats = ["rss"]\nby = ["all"]\n')

    result = run_feedtool(
        tmp_path, "generate", "site", "-o", "out", "--limit", "1", "--formats", "json,atom", "--jobs", "1"
    )

    assert 0 == result.returncode, result.stderr
    expected = {"all/atom.xml", "all/feed.json", "feeds.json", "feeds.opml"}
    assert expected == set(read_files(tmp_path / "out"))
    assert 1 == len(json.loads((tmp_path / "out/all/feed.json").read_bytes())["items"])


def test_an_archive_that_a_settings_file_names_is_relative_to_that_file(tmp_path: Path, site: Path) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "own.toml").write_text(f'[archive]\npath = "../{site.name}"\n[feeds]\nby = ["all"]\n')

    result = run_feedtool(tmp_path, "generate", "-c", "settings/own.toml", "-o", "out")

    assert 0 == result.returncode, result.stderr
    assert (tmp_path / "out" / "all" / "rss.xml").is_file()
    assert not (tmp_path / "out" / "category").exists()


def test_quiet_says_nothing(site: Path) -> None:
    write_archive(site, {"_posts/2021-12-10-c.md": REPAIRED})

    result = run_feedtool(site, "generate", "-q")

    expected = (0, "", "")
    assert expected == (result.returncode, result.stdout, result.stderr)


@pytest.mark.parametrize(("flags", "code"), [((), 0), (("--strict",), 1)], ids=["lenient", "strict"])
def test_a_problem_fails_a_strict_run_and_everything_is_published_all_the_same(
    site: Path, flags: tuple[str, ...], code: int
) -> None:
    write_archive(site, {"_posts/2021-12-10-c.md": REPAIRED})

    result = run_feedtool(site, "generate", *flags)

    assert code == result.returncode
    assert result.stderr.startswith("_posts/2021-12-10-c.md:2: warning: title-repaired: ")
    refusal = "feedtool: problems: 1; --strict refuses any"
    assert [refusal] * code == [line for line in result.stderr.splitlines() if "--strict" in line]
    assert 3 == len(json.loads((site / "feeds/all/feed.json").read_bytes())["items"])


def test_a_strict_run_without_a_problem_is_done(site: Path) -> None:
    result = run_feedtool(site, "generate", "--strict")

    assert 0 == result.returncode


def test_many_problems_are_cut_short_and_counted(site: Path) -> None:
    write_archive(site, {f"_posts/2021-12-10-{number}.md": REPAIRED for number in range(23)})

    lines = run_feedtool(site, "generate").stderr.splitlines()

    assert 20 == sum("title-repaired" in line for line in lines)
    expected = "... and 3 more: see --report"
    assert expected == lines[20]


def test_check_lists_on_stdout_what_would_change_and_fails_iff_anything_would(site: Path) -> None:
    fresh = run_feedtool(site, "generate", "--check")
    assert 1 == fresh.returncode
    assert not (site / "feeds").exists()
    listed = set(fresh.stdout.splitlines())

    run_feedtool(site, "generate")
    assert {f"feeds/{path}" for path in read_files(site / "feeds")} == listed
    done = run_feedtool(site, "generate", "--check")
    assert (0, "") == (done.returncode, done.stdout)

    (site / B).write_text(make_post(title="neu"), encoding="utf-8")
    published = read_files(site / "feeds")
    stale = run_feedtool(site, "generate", "--check", "-q")
    assert (1, "") == (stale.returncode, stale.stderr)
    assert published == read_files(site / "feeds")
    changed = {line for line in stale.stdout.splitlines() if "/markt/" in line}
    expected = {f"feeds/category/markt/{name}" for name in ("atom.xml", "feed.json", "rss.xml")}
    assert expected == changed
    assert "feeds/feeds.json" in stale.stdout.splitlines()


def test_a_report_that_no_folder_can_hold_stops_a_run_before_it_begins(site: Path) -> None:
    result = run_feedtool(site, "generate", "--report", "nowhere/report.json")

    message = "cannot be written: there is no folder nowhere; make it first"
    assert (1, f"feedtool: nowhere/report.json: {message}\n") == (result.returncode, result.stderr)
    assert not (site / "feeds").exists()


def test_the_report_has_the_fields_of_the_contract(site: Path) -> None:
    posts = {
        "_posts/2021-12-10-c.md": make_post(title='"开放" 港口', body="新闻。（海港日报）\n\n[返回首页](/)"),
        "_posts/2021-12-11-d.md": make_post(published="false"),
    }
    write_archive(site, dict(posts))

    run_feedtool(site, "generate", "--report", "report.json")
    report: dict[str, Any] = json.loads((site / "report.json").read_bytes())

    seconds = report.pop("seconds")
    assert {"scan", "read"} < seconds.keys()
    assert all(isinstance(value, float) and value >= 0 for value in seconds.values())
    expected = {
        "posts": 4,
        "published": 3,
        "feeds": 4,
        "files_written": 14,
        "files_unchanged": 0,
        "files_removed": 0,
        "problems": [
            {
                "path": "_posts/2021-12-10-c.md",
                "line": 2,
                "code": "title-repaired",
                "severity": "warning",
                "message": REPAIR,
            }
        ],
        "left_out": {"unpublished": 1},
        "duplicates": 0,
        "credit": {"digest": 1, "site": 2},
        "removed": {"back-link": 1},
        "index": {"reused": 0, "read": 4},
        "notes": [],
    }
    unused = report.pop("unused_rules")
    assert ["ending", "nobody", "outlet", "subject", "tracking"] == sorted(report.pop("unused_words"))
    assert {"infokey", "tag", "title-heading"} < set(unused)
    assert {"back-link", "digest"}.isdisjoint(unused)
    assert expected == report


@pytest.mark.parametrize("flags", [(), ("--quiet",)], ids=["loud", "quiet"])
def test_the_report_tells_of_an_index_that_cannot_be_used(site: Path, flags: tuple[str, ...]) -> None:
    (site / "feedtool.toml").write_text("[index]\npath = 'index'\n")
    (site / "index").mkdir()

    done = run_feedtool(site, "generate", *flags, "--report", "report.json")

    (note,) = json.loads((site / "report.json").read_bytes())["notes"]
    assert re.fullmatch(r"the index index cannot be used \(.+\); this run goes without it", note)
    assert (0, not flags) == (done.returncode, note in done.stderr.splitlines())


def test_the_report_tells_of_a_file_whose_name_is_no_text(site: Path) -> None:
    settings = site / os.fsdecode(b"\xff.toml")
    settings.write_text("[feeds]\nexcept = ['nobody-has-it']\n", encoding="utf-8")

    for _ in range(2):  # the second run tells at a glance what the first one left
        done = run_feedtool(site, "generate", "-c", settings, "--report", "report.json")

        (problem,) = json.loads((site / "report.json").read_bytes())["problems"]
        assert (0, str(settings)) == (done.returncode, problem["path"])


def test_rules_of_the_owner_that_found_nothing_are_named_on_stderr_and_those_that_found_some_are_not(
    site: Path,
) -> None:
    write_archive(site, {"_posts/2021-12-10-c.md": make_post("新闻。\n\n关注我们！")})
    rules = [("call", "关注我们！"), ("farewell", "再见！"), ("advert", "快来买！")]
    settings = "".join(f'[[rules.blocks]]\nname = "{name}"\npattern = "{text}"\n' for name, text in rules)
    (site / "feedtool.toml").write_text(settings, encoding="utf-8")

    result = run_feedtool(site, "generate", "--report", "report.json")

    (line,) = [line for line in result.stderr.splitlines() if "nothing" in line]
    assert "rules of yours that found nothing: advert, farewell" == line
    report = json.loads((site / "report.json").read_bytes())
    assert {"advert", "farewell", "keytip"} < set(report["unused_rules"])
    assert {"call": 1} == report["removed"]


def test_a_site_whose_rules_all_found_something_is_told_nothing_of_rules(site: Path) -> None:
    assert "nothing" not in run_feedtool(site, "generate").stderr


def test_the_report_counts_what_is_another_file_of_one_article(site: Path) -> None:
    page = "新闻。\n\n<http://press.example/1.html>"
    write_archive(
        site, {"_posts/2021-12-10-c.md": make_post(page), "_posts/2021-12-10-d.md": make_post(page)}
    )

    run_feedtool(site, "generate", "--report", "report.json")

    assert 1 == json.loads((site / "report.json").read_bytes())["duplicates"]
    assert 3 == len(json.loads((site / "feeds/all/feed.json").read_bytes())["items"])


# Errors


@pytest.mark.parametrize(
    ("arguments", "files", "code", "message"),
    [
        pytest.param(
            ["generate", "empty"],
            {"empty/_config.yml": SITE},
            1,
            "empty: no posts found in _posts",
            id="no posts",
        ),
        pytest.param(["generate", "nowhere"], {}, 1, "nowhere: no such folder", id="missing archive"),
        pytest.param(["generate", "x" * 300], {}, 1, "x" * 300, id="a name that no archive can have"),
        pytest.param(
            ["generate", "http://127.0.0.1:9/a.zip"], {}, 1, "http://127.0.0.1:9/a.zip: ", id="nobody answers"
        ),
        pytest.param(
            ["generate"],
            {"feedtool.toml": "[feeds]\nlimits = 3\n"},
            2,
            "feedtool.toml: [feeds] limits: unknown key; did you mean limit?",
            id="unknown key",
        ),
        pytest.param(
            ["generate"], {"feedtool.toml": "[feeds"}, 2, "feedtool.toml: is not valid TOML", id="no TOML"
        ),
        pytest.param(
            ["generate", "--formats", "rss,html"], {}, 2, "--formats: rss,html: ", id="unknown format"
        ),
        pytest.param(["generate", "--formats", ""], {}, 2, "--formats: names no format; ", id="no format"),
        pytest.param(
            ["generate", "-c", "own.toml"], {}, 2, "own.toml: there is no such file; ", id="no settings file"
        ),
        pytest.param(["generate"], {"_config.yml": "title: x\n"}, 2, "_config.yml: url: ", id="no address"),
        pytest.param(
            ["generate"],
            {"feedtool.toml": "[site]\ntimezone = 'Mars/Base'\n"},
            2,
            "feedtool.toml: [site] timezone: Mars/Base is no time zone; ",
            id="no time zone",
        ),
        pytest.param(
            ["generate", "-o", "a.txt"],
            {"a.txt": "x"},
            1,
            "a.txt: cannot be written (it is a file)",
            id="output is a file",
        ),
        pytest.param(
            ["generate", "--report", "no/r.json"], {}, 1, "no/r.json: cannot be written", id="no report"
        ),
        pytest.param(["inspect", "_posts/x.md"], {}, 1, "_posts/x.md: no such file", id="no such post"),
        pytest.param(["inspect", "x" * 300], {}, 1, "x" * 300, id="a name that no post can have"),
    ],
)
def test_an_error_that_ends_the_run_is_one_line_on_stderr(
    site: Path, arguments: list[str], files: dict[str, str], code: int, message: str
) -> None:
    write_archive(site, dict(files), config="")

    result = run_feedtool(site, *arguments)

    assert code == result.returncode
    assert not result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"feedtool: {message}")


def test_a_folder_in_the_place_of_a_feed_ends_the_run_and_leaves_no_temporary_file(site: Path) -> None:
    write_archive(site, {"feeds/all/rss.xml/x": "x"}, config="")

    result = run_feedtool(site, "generate")

    assert 1 == result.returncode
    (line,) = result.stderr.splitlines()
    assert line.startswith("feedtool: feeds/all/rss.xml: cannot be written")
    published = read_files(site / "feeds")
    assert b"x" == published["all/rss.xml/x"]
    # Feeds of categories may be there already, each whole; the list of all feeds comes after them.
    assert [] == [path for path in published if ".feedtool-" in path or "/" not in path]


@pytest.mark.parametrize(
    "arguments",
    [
        ["publish"],
        ["generate", "--no-such-option"],
        ["generate", "--limit", "-1"],
        ["inspect"],
        ["audit", "--jobs", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(site: Path, arguments: list[str]) -> None:
    result = run_feedtool(site, *arguments)

    assert 2 == result.returncode
    assert not result.stdout
    assert "Usage: " in result.stderr
    assert not (site / "feeds").exists()


# Inspect


SAMPLE_POST = "_posts/2022-04-20-NW202204202291023648.md"


def test_inspect_tells_of_a_post_of_the_sample() -> None:
    result = run_feedtool(PROJECT, "inspect", f"examples/finews/{SAMPLE_POST}")

    assert (0, "") == (result.returncode, result.stderr)
    lines = result.stdout.splitlines()
    assert SAMPLE_POST == lines[0]
    assert 30 > len(lines)
    assert "  title       河谷交易所发布绿色债券指引" in lines
    assert "  - p         返回河谷证券报新闻｜返回首页  [back-link]" in lines
    assert "  source      河谷证券报" in lines
    assert "  rule        credit-line, bracketed-source: 河谷证券报" in lines


def test_inspect_parts_several_posts_by_an_empty_line(site: Path) -> None:
    lines = run_feedtool(site, "inspect", B, A).stdout.split("\n\n")

    assert [B, A] == [text.splitlines()[0] for text in lines]


def test_inspect_as_json_tells_the_same_in_the_order_of_the_posts(site: Path) -> None:
    write_archive(site, {"_posts/c.md": make_post()})

    result = run_feedtool(site, "inspect", "--json", B, "_posts/c.md", A)

    assert (0, "") == (result.returncode, result.stderr)
    described = json.loads(result.stdout)
    assert [(B, True), ("_posts/c.md", False), (A, True)] == [
        (it["path"], it["published"]) for it in described
    ]
    assert ["gangkou"] == described[2]["read"]["categories"]
    assert "新闻一则。" in result.stdout  # and no escapes


def test_inspect_takes_the_settings_that_are_named(tmp_path: Path, site: Path) -> None:
    (tmp_path / "own.toml").write_text(f'[archive]\npath = "{site.name}"\n[site]\nauthor = "浪花"\n')

    result = run_feedtool(tmp_path, "inspect", "-c", "own.toml", A)

    assert "  author      浪花" in result.stdout.splitlines()


@pytest.mark.parametrize(
    ("files", "folder", "author"),
    [
        ({"site/feedtool.toml": "[site]\nauthor = '甲'\n"}, ".", "甲"),
        ({}, ".", "站长"),
        ({"site/feedtool.toml": "[site]\nauthor = '甲'\n"}, "site/_posts", "甲"),
        ({"feedtool.toml": "[archive]\npath = 'site'\n[site]\nauthor = '乙'\n"}, "else", "乙"),
        ({"pyproject.toml": "[tool.feedtool]\narchive.path = 'site'\nsite.author = '丙'\n"}, "else", "丙"),
        (
            {
                "site/feedtool.toml": "[site]\nauthor = '甲'\n",
                "else/feedtool.toml": "[archive]\npath = '../site'\n[site]\nauthor = '丁'\n",
            },
            "else",
            "丁",
        ),
        (
            {
                "site/feedtool.toml": "[site]\nauthor = '甲'\n",
                "else/feedtool.toml": "[archive]\npath = 'x'\n[site]\nauthor = '丁'\n",
            },
            "else",
            "甲",
        ),
        ({"pyproject.toml": "[tool.feedtool]\narchive.path = 'x'\nsite.author = '丙'\n"}, "else", "站长"),
    ],
)
def test_inspect_finds_the_site_that_a_post_lies_in(  # noqa: PLR0917 - fixtures, then the case
    tmp_path: Path,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    folder: str,
    author: str,
) -> None:
    write_archive(tmp_path, {**files, "else/x.txt": ""}, config="")
    here = tmp_path / folder
    post = (site / A).relative_to(here) if (site / A).is_relative_to(here) else Path("..", site.name, A)

    monkeypatch.chdir(here)

    result = CliRunner().invoke(app, ["inspect", str(post)])

    assert (0, "") == (result.exit_code, result.stderr)
    lines = result.stdout.splitlines()
    assert (A, True) == (lines[0], f"  author      {author}" in lines)


def test_inspect_says_what_to_do_for_a_post_in_no_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_archive(tmp_path, {"posts/a.md": make_post(), "else/x.txt": ""}, config="")
    monkeypatch.chdir(tmp_path / "else")

    with pytest.raises(ArchiveError) as caught:
        find_site_of(Path("../posts/a.md"))

    message = (
        "lies in no site: no folder above it has a _config.yml or a feedtool.toml; name the settings file of "
        "its archive with -c"
    )
    assert ("../posts/a.md", message) == (caught.value.subject, caught.value.message)


@pytest.mark.parametrize("name", ["x.md", "x" * 300, "posts/a.md"])
def test_what_is_not_there_or_lies_in_this_folder_is_looked_for_as_generate_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write_archive(tmp_path, {"posts/a.md": make_post()}, config="")
    monkeypatch.chdir(tmp_path)

    assert (None, None) == find_site_of(Path(name))


# Audit


def test_audit_sums_up_the_archive_in_this_folder_and_writes_nothing(site: Path) -> None:
    before = read_files(site)

    result = run_feedtool(site, "audit")

    assert (0, "") == (result.returncode, result.stderr)
    assert "2 of 2 posts are published" == result.stdout.splitlines()[0]
    assert before == read_files(site)


def test_audit_as_json_holds_the_numbers_of_the_table(site: Path) -> None:
    result = run_feedtool(site, "audit", "--json", "--jobs", "1")

    assert (0, "") == (result.returncode, result.stderr)
    audit = json.loads(result.stdout)
    assert (2, 2, {"site": {"site": 2}}) == (audit["posts"], audit["published"], audit["credit"])


def test_audit_takes_an_archive_and_settings_as_generate_does(tmp_path: Path, site: Path) -> None:
    (tmp_path / "own.toml").write_text('[site]\nurl = "https://own.example"\n[archive]\nposts = ["_posts"]\n')

    named = run_feedtool(tmp_path, "audit", site.name, "-c", "own.toml")
    nowhere = run_feedtool(tmp_path, "audit", "nowhere")

    assert 0 == named.returncode, named.stderr
    assert (1, "") == (nowhere.returncode, nowhere.stdout)
    assert nowhere.stderr.startswith("feedtool: nowhere: no such folder")


def test_what_audit_tells_does_not_depend_on_the_locale_or_the_seed_of_hashes(site: Path) -> None:
    notice = "本文不构成投资建议。"
    write_archive(site, {f"_posts/2021-12-1{n}-x.md": make_post(f"第{n}艘。\n\n{notice}") for n in range(5)})

    told = {
        run_feedtool(site, "audit", environment={"LC_ALL": locale, "PYTHONHASHSEED": seed}).stdout
        for locale, seed in (("C", "1"), ("C.UTF-8", "2"))
    }

    assert 1 == len(told)
    assert notice in told.pop()


# Init, version


def test_init_writes_a_file_that_generate_takes_and_does_not_overwrite_it(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)

    first = run_feedtool(tmp_path, "init")
    expected = (0, "feedtool.toml\n", "")
    assert expected == (first.returncode, first.stdout, first.stderr)
    written = (tmp_path / "feedtool.toml").read_text(encoding="utf-8")
    assert "whole" == tomllib.loads(written)["archive"]["categories"]

    second = run_feedtool(tmp_path, "init")
    message = "feedtool: feedtool.toml: is there already; edit it, or move it away first\n"
    assert (1, "", message) == (second.returncode, second.stdout, second.stderr)
    assert written == (tmp_path / "feedtool.toml").read_text(encoding="utf-8")

    generated = run_feedtool(tmp_path, "generate")
    assert 0 == generated.returncode, generated.stderr
    # The project's settings for its sample are those that init finds by looking at it.
    generate(load_settings(PROJECT / "pyproject.toml"), str(EXAMPLE), tmp_path / "expected")
    assert read_files(tmp_path / "expected") == read_files(tmp_path / "feeds")


def test_the_version_is_shown() -> None:
    result = run_feedtool(PROJECT, "--version")

    expected = (0, f"feedtool {__version__}\n", "")
    assert expected == (result.returncode, result.stdout, result.stderr)


# The project keeps its own word


def test_the_published_feeds_of_the_sample_are_fresh(tmp_path: Path) -> None:
    for name in ("examples", "feeds"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)

    result = run_feedtool(tmp_path, "generate", "--check")

    assert (0, "") == (result.returncode, result.stdout), "feeds/ is stale: run feedtool generate"


def test_every_command_and_option_is_named_in_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    overview = run_feedtool(PROJECT, "--help").stdout
    commands = re.findall(r"^[│|\s]+([a-z]+)\s{2,}[A-Z]", overview, re.MULTILINE)
    assert {"audit", "generate", "inspect", "init"} <= set(commands)
    shown = {f"feedtool {command}" for command in commands}
    for command in commands:
        text = run_feedtool(PROJECT, command, "--help").stdout
        shown |= set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))
    assert {"--limit", "-o", "--check"} <= shown

    expected: set[str] = set()
    assert expected == {
        name for name in shown - {"--help"} if not re.search(rf"(?<![\w-]){name}(?![\w-])", readme)
    }
