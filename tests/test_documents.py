"""Which files are documents of a collection, and what is said of one that is not there or has no pages."""

import os
from pathlib import Path

import pytest
from archives import lock, make_post, pack_tar, write_archive
from build import make_config

from feedtool.archive import open_archive
from feedtool.config import Config, settle
from feedtool.documents import check_collections, find_documents, find_files
from feedtool.errors import ArchiveError
from feedtool.folders import Folders
from feedtool.post_files import PostFile, PostFiles
from feedtool.settings import ArchiveSettings, PageRule, Settings
from feedtool.site_config import read_site_config
from feedtool.stamps import UNSURE

SITE = "url: https://e.x\ncollections: [news, notes]\nfeed: {collections: [news]}\n"
POST = make_post()


def find(folder: Path, files: dict[str, str | bytes], config: str = SITE) -> list[str]:
    write_archive(folder, files, config)
    found = find_documents(Folders(folder), read_site_config(config.encode()))
    return [file.path for file in PostFiles(tuple(found))]


def config_of(site: str, settings: Settings | None = None) -> Config:
    return settle(settings or Settings(), site.encode())


def test_every_file_with_front_matter_below_the_folder_is_a_document_and_needs_no_date_in_its_name(
    tmp_path: Path,
) -> None:
    documents = ("_news/2021-12-08-a.md", "_news/b.html", "_news/c", "_news/deep/er/d.txt")
    found = find(tmp_path, dict.fromkeys((*documents, "_notes/e.md", "news/f.md", "a/_news/g.md"), POST))

    assert list(documents) == found


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("---\n", True),
        ("---  \r\n", True),
        ("\ufeff---\n", True),
        ("----\n", False),
        ("", False),
        ("\n---\n", False),
        ("--- a\n", False),
        ("\x89PNG\r\n", False),
    ],
)
def test_a_file_without_front_matter_is_one_of_the_site(tmp_path: Path, head: str, *, expected: bool) -> None:
    found = find(tmp_path, {"_news/a.md": f"{head}title: a\n---\n正文。\n".encode()})

    assert (["_news/a.md"] if expected else []) == found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_news/_a.md", False),
        ("_news/.a.md", False),
        ("_news/#a.md", False),
        ("_news/~a.md", False),
        ("_news/a.md~", False),
        ("_news/a.", False),
        ("_news/a.yml", False),
        ("_news/_deep/a.md", False),
        ("_news/deep/_a.md", False),
        # The filter looks at how the whole path begins: further down a folder may begin so too.
        ("_news/deep/_er/a.md", True),
        ("_news/deep/.git/a.md", False),
    ],
)
def test_names_that_jekyll_passes_over_are_passed_over(tmp_path: Path, path: str, *, expected: bool) -> None:
    assert ([path] if expected else []) == find(tmp_path, {path: POST})


def test_what_the_site_includes_or_excludes_is_in_or_out(tmp_path: Path) -> None:
    config = f"{SITE}include: [_a.md, deep/_b.md]\nexclude: [_news/c.md, _news/out]\n"
    paths = ("_news/_a.md", "_news/deep/_b.md", "_news/_d.md", "_news/c.md", "_news/out/e.md")

    assert ["_news/_a.md", "_news/deep/_b.md"] == find(tmp_path, dict.fromkeys(paths, POST), config)


def test_documents_lie_in_the_folder_that_the_site_keeps_its_collections_in(tmp_path: Path) -> None:
    config = f"{SITE}collections_dir: content\nexclude: [_news/b.md]\n"
    paths = ("content/_news/a.md", "content/_news/b.md", "_news/c.md")

    assert ["content/_news/a.md"] == find(tmp_path, dict.fromkeys(paths, POST), config)


def test_a_collection_without_a_folder_has_no_documents(tmp_path: Path) -> None:
    assert [] == find(tmp_path, {"_posts/2021-12-08-a.md": POST})


def test_posts_come_first_and_a_file_that_is_named_as_a_post_stays_one(tmp_path: Path) -> None:
    settings = Settings(archive=ArchiveSettings(posts=("_posts", "_news/old")))
    paths = ("_posts/2021-12-08-a.md", "_news/a.md", "_news/old/2020-01-01-b.md")
    write_archive(tmp_path, dict.fromkeys(paths, POST), SITE)

    with open_archive(str(tmp_path)) as archive:
        found = find_files(archive, config_of(SITE, settings))

    assert (
        PostFile(path=paths[0], folder="_posts"),
        PostFile(path=paths[2], folder="_news/old"),
        PostFile(path=paths[1], folder="_news", collection="news"),
    ) == tuple(file._replace(stamp=UNSURE) for file in found)


def test_a_document_has_the_stamp_of_its_file_as_a_post_has(tmp_path: Path) -> None:
    write_archive(tmp_path, dict.fromkeys(("_posts/2021-12-08-a.md", "_news/a.md"), POST), SITE)
    os.link(tmp_path / "_posts" / "2021-12-08-a.md", tmp_path / "_news" / "b.md")

    with open_archive(str(tmp_path)) as archive:
        post, other, same = find_files(archive, config_of(SITE))

    assert post.stamp == same.stamp
    assert {UNSURE, post.stamp} & {other.stamp} == set()


def test_a_packed_archive_has_the_documents_of_its_folder(tmp_path: Path) -> None:
    paths = ("_posts/2021-12-08-a.md", "_news/a.md", "_news/b.txt", "_news/deep/c")
    packed = pack_tar(tmp_path / "site.tar.gz", {"_config.yml": SITE, **dict.fromkeys(paths, POST)})

    with open_archive(str(packed)) as archive:
        found = find_files(archive, config_of(SITE))

    assert list(paths) == [file.path for file in found]


def test_a_site_needs_no_posts_beside_its_documents(tmp_path: Path) -> None:
    write_archive(tmp_path, {"_news/a.md": POST}, SITE)

    with open_archive(str(tmp_path)) as archive:
        assert ["_news/a.md"] == [file.path for file in find_files(archive, config_of(SITE))]


def test_an_archive_with_neither_posts_nor_documents_is_refused(tmp_path: Path) -> None:
    write_archive(tmp_path, {"_news/README.md": "没有抬头。\n"}, SITE)

    with open_archive(str(tmp_path)) as archive, pytest.raises(ArchiveError) as caught:
        find_files(archive, config_of(SITE))

    expected = "no posts found in _posts, and no documents in _news; name folders in [archive] posts"
    assert (str(tmp_path), expected) == (caught.value.subject, caught.value.message)


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_archive(tmp_path, {"_news/a.md": POST}, SITE)

    lock(monkeypatch, tmp_path / "_news")
    with pytest.raises(ArchiveError, match=r"_news: cannot be read: Permission denied$"):
        find(tmp_path, {})


def test_a_file_that_cannot_be_opened_is_left_to_who_reads_it_whole(tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "site", {"_news/a.md": POST}, SITE)
    (folder / "_news" / "b.md").symlink_to(tmp_path / "gone.md")

    assert ["_news/a.md", "_news/b.md"] == find(folder, {})


# What is said of a collection


def test_a_collection_that_the_site_has_not_is_told() -> None:
    config = config_of("url: https://e.x\nfeed: {collections: [gone]}\n")

    (problem,) = check_collections(config)

    expected = (
        "_config.yml:1: warning: collection-unknown: feed: collections: names gone, "
        "and the site has no such collection; add it to collections:"
    )
    assert expected == str(problem)


@pytest.mark.parametrize(
    ("table", "pages", "expected"),
    [
        ("{output: true}", (), []),
        ("{}", (), ["collection-pages-missing"]),
        ("{output: false}", (PageRule(folder="_news", link="original"),), []),
        ("{}", (PageRule(folder="_posts", link="original"),), ["collection-pages-missing"]),
    ],
)
def test_a_collection_without_pages_is_told_unless_the_settings_say_what_to_link_to(
    table: str, pages: tuple[PageRule, ...], expected: list[str]
) -> None:
    site = f"url: https://e.x\ncollections: {{news: {table}}}\nfeed: {{collections: [news]}}\n"
    config = config_of(site, Settings(archive=ArchiveSettings(pages=pages)))

    assert expected == [problem.code for problem in check_collections(config)]


def test_nothing_is_said_where_there_are_no_collections() -> None:
    assert [] == list(check_collections(make_config()))
