"""A name that comes or goes at the top of the site makes those posts be read again that hang on it."""

from pathlib import Path

import pytest
from archives import SITE, make_post, pack_zip, read_files, write_archive

from feedtool import stamps
from feedtool.asked_names import AskedNames
from feedtool.model import Report
from feedtool.pipeline import generate
from feedtool.settings import Settings

PLAIN = {f"_posts/2022-05-0{day}-a.md": make_post(f"新闻{day}。") for day in range(1, 4)}
ORIGINAL = "http://news.example/a.html"
#: A page as a program saved it, with an image: of that page, or of the site.
COPIED = make_post(
    f'[标题]({ORIGINAL})\n------\n\n<p>要闻。</p><p><img src="/media/1.jpg"></p>', original_url=ORIGINAL
)


@pytest.fixture(autouse=True)
def _trust_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "STEP", 0)


def run(source: Path, folder: Path) -> Report:
    return generate(Settings(), str(source), folder / "feeds", index_path=folder / "index.sqlite")


def test_names_tell_for_which_it_was_asked() -> None:
    names = AskedNames({"a", "b"})

    assert ([True, False], True) == (["b" in names, "c" in names], names.has_asked)
    assert ("b", "c") == names.take_asked()
    assert ((), False) == (names.take_asked(), names.has_asked)


def test_a_name_that_no_post_hangs_on_makes_none_be_read(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", PLAIN | {"_posts/2022-05-09-c.md": COPIED})
    run(site, tmp_path)
    (site / ".index.md.swp").write_bytes(b"")

    came = run(site, tmp_path)
    assert ({"reused": 4, "read": 0}, ["scan", "check"]) == (came.index, [*came.seconds])

    (site / ".index.md.swp").unlink()
    assert {"reused": 4, "read": 0} == run(site, tmp_path).index


def test_a_post_that_hangs_on_a_name_follows_it(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", PLAIN | {"_posts/2022-05-09-c.md": COPIED})
    run(site, tmp_path)
    feed = tmp_path / "feeds" / "all" / "feed.json"
    assert b"http://news.example/media/1.jpg" in feed.read_bytes()
    (site / "media").mkdir()

    assert {"reused": 3, "read": 1} == run(site, tmp_path).index
    assert b"https://news.example.org/media/1.jpg" in feed.read_bytes()
    generate(Settings(), str(site), tmp_path / "cold")
    assert read_files(tmp_path / "cold") == read_files(tmp_path / "feeds")

    (site / "media").rmdir()
    assert {"reused": 3, "read": 1} == run(site, tmp_path).index
    assert b"http://news.example/media/1.jpg" in feed.read_bytes()


def test_the_folder_wrapped_around_a_packed_archive_is_no_name_of_the_site(tmp_path: Path) -> None:
    packed = tmp_path / "site.zip"

    def pack(wrapper: str, **more: str) -> Path:
        members = PLAIN | {"_config.yml": SITE, "_posts/2022-05-09-c.md": COPIED} | more
        return pack_zip(packed, {f"{wrapper}/{path}": text for path, text in members.items()})

    run(pack("owner-site-1111111"), tmp_path)

    assert {"reused": 4, "read": 0} == run(pack("owner-site-2222222"), tmp_path).index
    # Nor does a site come to be one of images because it is wrapped in a folder of that name.
    assert {"reused": 4, "read": 0} == run(pack("media"), tmp_path).index
    assert {"reused": 3, "read": 1} == run(pack("media", **{"media/1.jpg": ""}), tmp_path).index
