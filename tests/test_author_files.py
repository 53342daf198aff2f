"""Authors are looked up where jekyll-feed looks them up: in the files that Jekyll reads its data from.

What is expected of each site is asked of feedtool and of the real Jekyll, where that is installed.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import SITE, lock, make_post, pack_tar, pack_zip, read_items, write_archive
from jekyll_runner import build_site, find_missing

from feedtool import stamps
from feedtool.errors import ArchiveError, ConfigError
from feedtool.glance import Request, take_glance
from feedtool.model import Report
from feedtool.pipeline import generate
from feedtool.settings import Settings

Files = Mapping[str, str]
NOW = datetime(2022, 6, 1, tzinfo=UTC)
LIN = "lin: {name: 林渡}\n"

#: What a site says, its files, and who is named for each ``author:`` of its posts.
SITES: dict[str, tuple[str, Files, Mapping[str, str]]] = {
    "a folder with a file for each author": (
        "",
        {
            "_data/authors/lin.yml": "name: 林渡\n",
            "_data/authors/chen.json": '{"name": "陈远"}',
            "_data/authors/zhou.yaml": "周轮机\n",
            "_data/authors/j doe.yml": "name: Jo Doe\n",
            "_data/authors/m.m.yml": "name: Mia\n",
            "_data/authors/_under.yml": "name: Under\n",
            "_data/authors/.hidden.yml": "name: Hidden\n",
            "_data/authors/.old/gone.yml": "name: Gone\n",
            "_data/authors/note.txt": "name: Note\n",
            "_data/authors/wei/name.yml": "魏\n",
        },
        {
            "lin": "林渡",
            "chen": "陈远",
            "zhou": "周轮机",
            "j_doe": "Jo Doe",
            "mm": "Mia",
            "m.m": "m.m",
            "_under": "Under",
            "hidden": "hidden",
            "gone": "gone",
            "note": "note",
            "wei": "魏",
        },
    ),
    "of files with one name the last kind counts": (
        "",
        {
            "_data/authors/lin.yaml": "name: yaml\n",
            "_data/authors/lin.yml": "name: yml\n",
            "_data/authors/chen.yml": "name: yml\n",
            "_data/authors/chen.json": '{"name": "json"}',
            "_data/authors/w.e.i.yml": "name: dots\n",
            "_data/authors/wei.yml": "name: none\n",
        },
        {"lin": "yml", "chen": "json", "wei": "none"},
    ),
    "a folder counts more than a file": (
        "",
        {"_data/authors.yml": f"{LIN}chen: {{name: 陈远}}\n", "_data/authors/lin.yml": "name: 林二\n"},
        {"lin": "林二", "chen": "chen"},
    ),
    "a folder without data does so too": (
        "",
        {"_data/authors.yml": LIN, "_data/authors/README.md": "林\n"},
        {"lin": "lin"},
    ),
    "json counts more than yml": (
        "",
        {
            "_data/authors.yml": LIN,
            "_data/authors.yaml": LIN,
            "_data/authors.json": '{"lin": {"name": "木"}}',
        },
        {"lin": "木"},
    ),
    "yml counts more than yaml": (
        "",
        {"_data/authors.yaml": LIN, "_data/authors.yml": "lin: {name: 木}\n"},
        {"lin": "木"},
    ),
    "an empty file counts too": ("", {"_data/authors.yml": LIN, "_data/authors.json": ""}, {"lin": "lin"}),
    "a table has no keys": (
        "",
        {"_data/authors.yml": LIN, "_data/authors.csv": "key,name\nlin,木\n"},
        {"lin": "lin"},
    ),
    "a table of tabs has none either": (
        "",
        {"_data/authors.json": '{"lin": {"name": "木"}}', "_data/authors.tsv": "key\tname\nlin\t木\n"},
        {"lin": "lin"},
    ),
    "the site names the folder of its data": (
        "data_dir: ./more/../data/\n",
        {"data/authors/lin.yml": "name: 林渡\n", "_data/authors.yml": "lin: {name: 木}\n"},
        {"lin": "林渡"},
    ),
    "no folder is outside of the site": (
        "data_dir: ../../data\n",
        {"data/authors.yml": LIN},
        {"lin": "林渡"},
    ),
    "its data can lie at its top": (
        "data_dir: .\n",
        {"authors.yml": LIN, "authors/chen.yml": "name: 陈远\n"},
        {"lin": "lin", "chen": "陈远"},
    ),
    "it names no folder": ("data_dir:\n", {"_data/authors.yml": LIN}, {"lin": "林渡"}),
    "numbers are keys": (
        "",
        {"_data/authors.yml": "42: {name: 四十二}\n31: {name: 三十一}\n1.5: {name: 一五}\nyes: {name: 是}\n"},
        {"42": "四十二", "0x1F": "三十一", "1.50": "一五", "44": "44", "true": "是"},
    ),
    "the site's author is a number": (
        "author: 42\n",
        {"_data/authors.yml": "42: {name: 四十二}\n"},
        {"": "四十二", "7": "7"},
    ),
    "the site's author is a number that nobody has": ("author: 42\n", {}, {"": "42"}),
    "the site's author is in the folder": (
        "author: lin\n",
        {"_data/authors/lin.yml": "name: 林渡\n"},
        {"": "林渡"},
    ),
}


def write_site(folder: Path, name: str) -> Path:
    config, files, names = SITES[name]
    posts = {
        f"_posts/2022-05-01-{number}.md": make_post(title=f"p{number}", author=author)
        for number, author in enumerate(names)
    }
    return write_archive(folder, {**posts, **files}, f"title: T\nurl: https://news.example.org\n{config}")


@pytest.mark.parametrize("name", SITES)
def test_every_author_is_the_one_that_the_data_names(tmp_path: Path, name: str) -> None:
    site = write_site(tmp_path / "site", name)

    generate(Settings(), str(site), tmp_path / "feeds", jobs=1)

    found = {it["title"]: it["authors"][0]["name"] for it in read_items(tmp_path / "feeds")}
    assert found == {f"p{number}": who for number, who in enumerate(SITES[name][2].values())}


@pytest.mark.skipif(bool(find_missing()), reason=f"no comparison with Jekyll: {find_missing()}")
@pytest.mark.parametrize("name", SITES)
def test_jekyll_feed_names_the_same(tmp_path: Path, name: str) -> None:
    site = write_site(tmp_path / "site", name)

    build = build_site(site, tmp_path)

    found = {it.title: it.authors[0] for it in build.entries.values()}
    assert found == {f"p{number}": who for number, who in enumerate(SITES[name][2].values())}


PACKED = {"_config.yml": SITE, "_posts/2022-05-01-a.md": make_post(author="lin")}
PACKED_AUTHORS: dict[str, Files] = {
    "a file": {"_data/authors.yml": LIN},
    "a folder": {"_data/authors/lin.yml": "name: 林渡\n"},
    "a file elsewhere": {"_config.yml": f"{SITE}data_dir: data\n", "data/authors.yml": LIN},
    "a folder elsewhere": {
        "_config.yml": f"{SITE}data_dir: data\n",
        "data/authors/lin.json": '{"name": "林渡"}',
    },
    "a folder that counts": {
        "_data/authors.yml": "lin: {name: 木}\n",
        "_data/authors/lin.yml": "name: 林渡\n",
    },
}


@pytest.mark.parametrize("wrapper", ["", "site-main/"])
@pytest.mark.parametrize("files", PACKED_AUTHORS.values(), ids=PACKED_AUTHORS)
def test_the_authors_of_a_packed_archive_are_those_of_its_folder(
    tmp_path: Path, files: Files, wrapper: str
) -> None:
    members = {f"{wrapper}{path}": text for path, text in {**PACKED, **files}.items()}

    for packed in (pack_zip(tmp_path / "site.zip", members), pack_tar(tmp_path / "site.tar.gz", members)):
        output = tmp_path / packed.name.partition(".")[2]
        generate(Settings(), str(packed), output, jobs=1)

        assert ["林渡"] == [item["authors"][0]["name"] for item in read_items(output)]


def test_an_author_whose_file_is_no_yaml_is_named_with_the_line(tmp_path: Path) -> None:
    files = {"_posts/2022-05-01-a.md": make_post(), "_data/authors/lin.yml": "name: 林\na: [\n"}
    site = write_archive(tmp_path / "site", files)

    with pytest.raises(ConfigError, match=r"^_data/authors/lin\.yml:3: is not valid YAML: "):
        generate(Settings(), str(site), tmp_path / "feeds", jobs=1)


def test_a_folder_of_authors_that_cannot_be_listed_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"_posts/2022-05-01-a.md": make_post(), "_data/authors/old/lin.yml": "name: 林\n"}
    site = write_archive(tmp_path / "site", files)
    lock(monkeypatch, site / "_data/authors/old")

    with pytest.raises(ArchiveError, match="authors/old: cannot be read: Permission denied"):
        generate(Settings(), str(site), tmp_path / "feeds", jobs=1)


def test_a_folder_of_authors_can_be_a_link_and_none_below_it_is_followed(tmp_path: Path) -> None:
    site = write_archive(tmp_path / "site", {"_posts/2022-05-01-a.md": make_post(author="lin")})
    write_archive(tmp_path / "people", {"lin.yml": "name: 林渡\n"}, config="")
    (site / "_data").mkdir()
    (site / "_data/authors").symlink_to(tmp_path / "people")
    (tmp_path / "people/round").symlink_to(tmp_path / "people")

    generate(Settings(), str(site), tmp_path / "feeds", jobs=1)

    assert ["林渡"] == [item["authors"][0]["name"] for item in read_items(tmp_path / "feeds")]


# What a run sees of what became of authors since the last one


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an archive whose times tell the next change at once."""
    monkeypatch.setattr(stamps, "STEP", 0)
    posts = {
        f"_posts/2022-05-0{day}-a.md": make_post(title=who, author=who) for day, who in enumerate("ab", 1)
    }
    return write_archive(tmp_path / "site", posts)


def run(site: Path) -> tuple[Report | None, dict[str, str]]:
    """Look, and publish if a look does not tell that nothing changed; give the report and who is named."""
    output, index = site.parent / "feeds", site.parent / "index.sqlite"
    request = Request(settings_file=None, source=str(site), output=output)
    glance = take_glance(request, index, NOW.timestamp())
    assert glance is not None
    report = None
    if glance.told is None:
        report = generate(Settings(), str(site), output, now=NOW, index_path=index, glance=glance, jobs=1)
    return report, {item["title"]: item["authors"][0]["name"] for item in read_items(output)}


def write(site: Path, path: str, text: str) -> Path:
    return write_archive(site, {path: text}, config="")


CHANGES: dict[str, tuple[Callable[[Path], object], Callable[[Path], object], dict[str, str]]] = {
    "the file of an author is edited": (
        lambda site: write(site, "_data/authors/a.yml", "name: 甲\n"),
        lambda site: write(site, "_data/authors/a.yml", "name: 乙\n"),
        {"a": "乙", "b": "b"},
    ),
    "an author is added to the folder": (
        lambda site: write(site, "_data/authors/a.yml", "name: 甲\n"),
        lambda site: write(site, "_data/authors/b.yml", "name: 乙\n"),
        {"a": "甲", "b": "乙"},
    ),
    "an author is removed from the folder": (
        lambda site: [write(site, f"_data/authors/{who}.yml", "name: 甲\n") for who in "ab"],
        lambda site: (site / "_data/authors/b.yml").unlink(),
        {"a": "甲", "b": "b"},
    ),
    "the file of an author is renamed": (
        lambda site: write(site, "_data/authors/a.yml", "name: 甲\n"),
        lambda site: (site / "_data/authors/a.yml").rename(site / "_data/authors/b.yml"),
        {"a": "a", "b": "甲"},
    ),
    "an author is edited in a folder below": (
        lambda site: write(site, "_data/authors/a/name.yml", "甲\n"),
        lambda site: write(site, "_data/authors/a/name.yml", "乙\n"),
        {"a": "乙", "b": "b"},
    ),
    "the folder comes": (
        lambda site: write(site, "_data/authors.yml", "a: 甲\n"),
        lambda site: write(site, "_data/authors/b.yml", "name: 乙\n"),
        {"a": "a", "b": "乙"},
    ),
    "an empty folder comes": (
        lambda site: write(site, "_data/authors.yml", "a: 甲\n"),
        lambda site: (site / "_data/authors").mkdir(),
        {"a": "a", "b": "b"},
    ),
    "a file comes that counts more": (
        lambda site: write(site, "_data/authors.yml", "a: 甲\n"),
        lambda site: write(site, "_data/authors.csv", "a\n"),
        {"a": "a", "b": "b"},
    ),
    "the site names another folder of data": (
        lambda site: write(site, "data/authors.yml", "a: 甲\n"),
        lambda site: write(site, "_config.yml", f"{SITE}data_dir: data\n"),
        {"a": "甲", "b": "b"},
    ),
    "the file of an author is edited in the folder that the site names": (
        lambda site: [
            write(site, "_config.yml", f"{SITE}data_dir: data\n"),
            write(site, "data/authors/a.yml", "name: 甲\n"),
        ],
        lambda site: write(site, "data/authors/a.yml", "name: 乙\n"),
        {"a": "乙", "b": "b"},
    ),
}


@pytest.mark.parametrize(("before", "change", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_run_after_a_change_of_authors_names_them_as_they_are_now(
    site: Path,
    before: Callable[[Path], object],
    change: Callable[[Path], object],
    expected: dict[str, str],
) -> None:
    before(site)
    run(site)
    assert run(site)[0] is None, "nothing has changed yet"

    change(site)
    report, names = run(site)

    assert report is not None
    assert report.index == {"reused": 0, "read": 2}
    assert expected == names


def test_a_folder_whose_name_no_folder_can_have_is_not_there(tmp_path: Path) -> None:
    post = {"_posts/2022-05-01-a.md": make_post()}
    site = write_archive(tmp_path / "site", post, f'{SITE}data_dir: "a\\0b"\n')

    assert 1 == generate(Settings(), str(site), tmp_path / "feeds", jobs=1).published
