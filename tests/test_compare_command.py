"""`feedtool compare` as a site owner uses it who is about to switch: from jekyll-feed, and from others."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from archives import SITE, make_post, run_feedtool, write_archive
from jekyll_runner import build_site, find_missing
from serving import serve

KEPT = "Every entry keeps its id, link, title and date: no reader shows an article again."
DATE = {"date": "2021-12-08 10:00:00 +0800"}
POSTS = {
    "_posts/2021-12-08-du-lun.md": make_post(title="渡轮“归来”", **DATE),
    "_posts/2021-12-09-潮汐：今天.md": make_post(title="潮汐 & 风", date="2021-12-09 10:00:00"),
    "_posts/2021-12-10-c.md": make_post(title="Harbour", categories="wall street"),
}

needs_jekyll = pytest.mark.skipif(
    bool(find_missing()), reason=f"no feed of jekyll-feed to compare with: {find_missing()}"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "site", POSTS)


def compare(site: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run_feedtool(site, "compare", *arguments)


def publish(site: Path) -> Path:
    """Publish the site, and give its feed of everything: as a feed that is served today."""
    run_feedtool(site, "generate", "-q")
    return site / "feeds" / "all" / "atom.xml"


def change_url(site: Path, url: str) -> None:
    (site / "_config.yml").write_text(SITE.replace("https://news.example.org", url), encoding="utf-8")


def build_with_jekyll(site: Path, work: Path, normal_form: str = "nfc") -> Path:
    work.mkdir()
    build_site(site, work, normal_form=normal_form)  # type: ignore[arg-type] # one of its words
    return work / "built" / "feed.xml"


# jekyll-feed


@needs_jekyll
def test_the_feed_of_jekyll_feed_is_kept_whole(tmp_path: Path, site: Path) -> None:
    feed = build_with_jekyll(site, tmp_path / "work")

    result = compare(site, feed)

    assert (0, "") == (result.returncode, result.stderr)
    assert (
        f"{feed} (Atom 1.0): 3 entries: 3 kept, 0 shown again, 0 not published\n\n{KEPT}\n" == result.stdout
    )


@needs_jekyll
def test_another_url_in_the_configuration_is_told_as_the_reason(tmp_path: Path, site: Path) -> None:
    feed = build_with_jekyll(site, tmp_path / "work")
    change_url(site, "http://old.example.org")

    result = compare(site, feed)

    assert (1, "") == (result.returncode, result.stderr)
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{feed} (Atom 1.0): 3 entries: 0 kept, 3 shown again, 0 not published")
    setting = "see url in _config.yml, or [site] url"
    assert (
        f"shown again, for the old id begins with https://, the new one with http://: {setting}; "
        f"the old id is at news.example.org, the new one at old.example.org: {setting}: 3"
    ) == lines[2]
    path = "example.org/gangkou/2021/12/08/du-lun"
    assert f"  https://news.{path} -> http://old.{path}" in lines
    assert "link differs: 3" in lines


@needs_jekyll
def test_the_setting_that_keeps_the_ids_of_an_older_library_is_named_and_keeps_them(
    tmp_path: Path, site: Path
) -> None:
    feed = build_with_jekyll(site, tmp_path / "work", "nfkc")

    result = compare(site, feed)
    assert 1 == result.returncode
    assert (
        'shown again, for the old id is in NFKC: set ids = "nfkc" in [archive]: 1'
        in result.stdout.splitlines()
    )

    (site / "feedtool.toml").write_text('[archive]\nids = "nfkc"\n', encoding="utf-8")
    result = compare(site, feed)
    assert (0, KEPT) == (result.returncode, result.stdout.splitlines()[-1])


@needs_jekyll
def test_another_time_zone_is_told_by_its_dates(tmp_path: Path, site: Path) -> None:
    feed = build_with_jekyll(site, tmp_path / "work")
    (site / "feedtool.toml").write_text('[archive]\nnaive_dates = "site"\n', encoding="utf-8")

    result = compare(site, feed)

    assert 0 == result.returncode
    lines = result.stdout.splitlines()
    hint = "by a time zone: see timezone in _config.yml, and [archive] naive_dates: 1"
    assert f"published differs {hint}" in lines
    assert "  _posts/2021-12-09-潮汐：今天.md: 2021-12-09T10:00:00Z -> 2021-12-09T02:00:00Z" in lines


@needs_jekyll
def test_a_feed_that_jekyll_feed_broke_is_read_and_that_is_said_on_stderr(tmp_path: Path, site: Path) -> None:
    write_archive(site, {"_posts/2021-12-11-a&b.md": make_post(permalink="/a&b.html")})
    feed = build_with_jekyll(site, tmp_path / "work")

    result = compare(site, feed)

    assert 0 == result.returncode
    assert (
        f"{feed}: is broken, and was read all the same (not well-formed (invalid token))\n" == result.stderr
    )
    assert KEPT == result.stdout.splitlines()[-1]


# Other generators


def test_feeds_that_take_the_link_for_the_id_are_shown_again(site: Path) -> None:
    # As Hugo writes it, the site now being Jekyll's.
    link = "https://news.example.org/posts/harbour/"
    (site / "index.xml").write_text(
        f"""<rss version="2.0"><channel><title>t</title><item><title>Harbour</title><link>{link}</link>
        <pubDate>Fri, 10 Dec 2021 00:00:00 +0800</pubDate><guid>{link}</guid></item></channel></rss>""",
        encoding="utf-8",
    )

    result = compare(site, "index.xml")

    assert 1 == result.returncode
    assert [
        (
            "index.xml (RSS 2.0): 1 entry: 0 kept, 1 shown again, 0 not published; "
            "all/ has 2 more, which readers show once, as new"
        ),
        "",
        "shown again, for the old feed takes the link for the id, as WordPress and Hugo do: 1",
        f"  {link} -> https://news.example.org/wall/street/2021/12/10/c",
        "",
        "link differs: 1",
        f"  _posts/2021-12-10-c.md: {link} -> https://news.example.org/wall/street/2021/12/10/c.html",
    ] == result.stdout.splitlines()


def test_a_feed_of_wordpress_is_shown_again_though_its_links_stay(site: Path) -> None:
    link = "https://news.example.org/gangkou/2021/12/08/du-lun.html"
    (site / "feed").write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>t</title>
        <item><title>渡轮&#8220;归来&#8221;</title><link>{link}</link>
        <pubDate>Wed, 08 Dec 2021 02:00:00 +0000</pubDate>
        <guid isPermaLink="false">https://news.example.org/?p=7</guid></item></channel></rss>""",
        encoding="utf-8",
    )

    result = compare(site, "feed", "--json")

    assert 1 == result.returncode
    (entry,) = json.loads(result.stdout)["entries"]
    assert ("again", "other", "https://news.example.org/?p=7", {}) == (
        entry["status"],
        entry["reason"],
        entry["old_id"],
        entry["changed"],
    )


def test_a_feed_of_pelican_is_shown_again(site: Path) -> None:
    (site / "all.atom.xml").write_text(
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>Harbour</title>
        <link href="https://news.example.org/harbour.html" rel="alternate"></link>
        <published>2021-12-10T00:00:00+08:00</published><updated>2021-12-10T00:00:00+08:00</updated>
        <id>tag:news.example.org,2021-12-10:/harbour.html</id></entry></feed>""",
        encoding="utf-8",
    )

    lines = compare(site, "all.atom.xml").stdout.splitlines()

    assert "shown again, for the old id is a tag: URI, such as Pelican writes: 1" in lines


# How it is called


def test_json_is_for_programs(site: Path) -> None:
    feed = publish(site)
    change_url(site, "https://www.news.example.org")

    result = compare(site, feed, "--json", "--jobs", "1")

    assert (1, "") == (result.returncode, result.stderr)
    told = json.loads(result.stdout)
    assert (1, str(feed), "all") == (told["version"], told["feeds"][0]["feed"], told["feeds"][0]["new_feed"])
    assert {"entries": 3, "kept": 0, "again": 3, "gone": 0} == {
        key: told["summary"][key] for key in ("entries", "kept", "again", "gone")
    }
    assert ["www"] * 3 == [entry["reason"] for entry in told["entries"]]
    assert "潮汐" in result.stdout  # and no escapes


def test_a_post_that_is_left_out_is_named_with_the_reason(site: Path) -> None:
    feed = publish(site)
    hidden = "_posts/2021-12-08-du-lun.md"
    write_archive(
        site, {hidden: make_post(title="渡轮", published="false"), "_posts/2021-12-10-c.md": "---\n---\n"}
    )

    result = compare(site, feed)

    assert 0 == result.returncode
    rows = [line for line in result.stdout.splitlines() if line.startswith("  ")]
    assert [
        (
            "  https://news.example.org/wall/street/2021/12/10/c (Harbour): _posts/2021-12-10-c.md:1: error: "
            "text-missing: the post has no text beside links and its source; write some, or delete it"
        ),
        (
            f"  https://news.example.org/gangkou/2021/12/08/du-lun (渡轮“归来”): {hidden} is left out: "
            "marked so by its owner"
        ),
    ] == rows


def test_the_archive_and_the_settings_can_be_elsewhere(tmp_path: Path, site: Path) -> None:
    feed = publish(site)
    (tmp_path / "own.toml").write_text(f'[archive]\npath = "{site.name}"\n[site]\ntitle = "x"\n')

    named = run_feedtool(tmp_path, "compare", feed, "--archive", site.name)
    settled = run_feedtool(tmp_path, "compare", "-c", "own.toml", feed)

    assert [(0, KEPT)] * 2 == [(it.returncode, it.stdout.splitlines()[-1]) for it in (named, settled)]


def test_feeds_are_taken_from_addresses_and_from_files(site: Path) -> None:
    feed = publish(site)
    with serve(200, feed.read_bytes(), name="atom.xml") as address:
        result = compare(site, address, "feeds/all/rss.xml", "feeds/all/feed.json")

    assert (0, "") == (result.returncode, result.stderr)
    lines = result.stdout.splitlines()
    assert [
        f"{address} (Atom 1.0)",
        "feeds/all/rss.xml (RSS 2.0)",
        "feeds/all/feed.json (JSON Feed 1.1)",
    ] == [line.partition(": 3 entries")[0] for line in lines[:3]]
    assert ["", KEPT] == lines[3:]


def test_comparing_writes_nothing(site: Path) -> None:
    feed = publish(site)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}

    compare(site, feed)

    assert before == {path: path.stat().st_mtime_ns for path in site.rglob("*")}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("nowhere.xml", None, "nowhere.xml: cannot be read: No such file or directory"),
        (
            "page.html",
            "<!doctype html><p>Sign in",
            "page.html: is no feed: neither Atom nor RSS nor JSON Feed",
        ),
        ("empty.xml", '<rss version="2.0"><channel/></rss>', "empty.xml: holds no entry"),
        (
            "cut.xml",
            '<rss version="2.0"><channel><ti',
            "cut.xml: holds no entry, and there is nothing to compare (un",
        ),
        ("broken.json", '{"items": [', "broken.json: is no valid JSON"),
    ],
)
def test_what_is_no_feed_ends_the_run_in_one_line(
    site: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (site / name).write_text(content, encoding="utf-8")

    result = compare(site, publish(site), name)

    assert (1, "") == (result.returncode, result.stdout)
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"feedtool: {message}")


def test_an_address_that_answers_with_an_error_ends_the_run_in_one_line(site: Path) -> None:
    with serve(404, b"<rss/>", name="feed.xml") as address:
        result = compare(site, address)

    assert (1, "") == (result.returncode, result.stdout)
    (line,) = result.stderr.splitlines()
    assert re.match(
        rf"feedtool: {re.escape(address)}: cannot be fetched; is the address right\? \(404 ", line
    )


def test_an_archive_without_a_post_to_publish_is_refused(tmp_path: Path, site: Path) -> None:
    feed = publish(site)
    empty = write_archive(tmp_path / "empty", {"_posts/2021-12-08-a.md": make_post(published="false")})

    result = compare(site, feed, "--archive", empty)

    assert (1, "") == (result.returncode, result.stdout)
    assert result.stderr.startswith(f"feedtool: {empty}: holds no post that can be published")


@pytest.mark.parametrize(
    "arguments", [[], ["feed.xml", "--jobs", "0"], ["feed.xml", "--no-such-option"]], ids=" ".join
)
def test_wrong_usage_exits_with_2(site: Path, arguments: list[str]) -> None:
    result = compare(site, *arguments)

    assert (2, "") == (result.returncode, result.stdout)
    assert "Usage: " in result.stderr


def test_no_other_command_loads_what_reads_old_feeds(site: Path) -> None:
    code = "import sys; from feedtool import cli, pipeline; print('feedparser' in sys.modules)"

    result = subprocess.run(
        [sys.executable, "-c", code], cwd=site, capture_output=True, text=True, check=True
    )

    assert "False\n" == result.stdout
