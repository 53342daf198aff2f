"""Posts are found wherever they lie, in one order, and nothing an archive holds reaches outside it."""

import io
import os
import re
import tarfile
import time
import zipfile
from collections.abc import Callable
from hashlib import shake_256
from pathlib import Path
from threading import Thread

import pytest
from archives import EXAMPLE, SITE, lock, need_corpus, pack_tar, pack_zip, write_archive
from serving import serve

from feedtool.archive import open_archive, read_bytes, read_post
from feedtool.author_files import read_author_files
from feedtool.errors import ArchiveError
from feedtool.folders import Folders
from feedtool.post_files import PostFile
from feedtool.post_folders import find_posts, find_unread_folders
from feedtool.stamps import UNSURE

A = "_posts/2021-12-08-a.md"
B = "_posts/2021-12-09-b.md"
FOLDERS = ("_posts",)

Packer = Callable[[Path, dict[str, str | bytes]], Path]


def find(source: Path | str, folders: tuple[str, ...] = FOLDERS) -> list[str]:
    """Open an archive and give the paths of its posts."""
    with open_archive(str(source)) as archive:
        return [file.path for file in find_posts(archive, folders)]


def read_all(source: Path | str, folders: tuple[str, ...] = FOLDERS) -> dict[str, bytes]:
    """Open an archive and read its settings and every post."""
    with open_archive(str(source)) as archive:
        posts = {file.path: read_post(archive.root, file).data for file in find_posts(archive, folders)}
        return {"_config.yml": archive.site_config} | posts


def fail_to_open(source: Path | str, folders: tuple[str, ...] = FOLDERS) -> ArchiveError:
    """Give the error of an archive that cannot be used."""
    with pytest.raises(ArchiveError) as caught:
        find(source, folders)
    return caught.value


# Where an archive lies


def test_a_folder_is_read_to_the_byte(tmp_path: Path) -> None:
    expected = {"_config.yml": SITE.encode(), A: b"\xef\xbb\xbfeins\r\n", B: b"\xff\x00zwei"}
    write_archive(tmp_path, {A: expected[A], B: expected[B]})

    actual = read_all(tmp_path)

    assert expected == actual


@pytest.mark.parametrize("pack", [pack_zip, pack_tar])
@pytest.mark.parametrize("wrapper", ["", "./", "finews-main/"])
def test_a_packed_archive_reads_like_its_folder_wrapped_or_not(
    tmp_path: Path, pack: Packer, wrapper: str
) -> None:
    expected: dict[str, str | bytes] = {"_config.yml": SITE.encode(), A: b"eins", B: b"zwei"}
    packed = pack(tmp_path / "finews.tar.gz", {wrapper + name: data for name, data in expected.items()})

    actual = read_all(packed)

    assert expected == actual


@pytest.mark.parametrize("pack", [pack_zip, pack_tar])
def test_the_sample_archive_reads_alike_from_a_folder_and_packed(tmp_path: Path, pack: Packer) -> None:
    folders = ("_posts", "old_post")
    members: dict[str, str | bytes] = {
        f"finews-main/{path.relative_to(EXAMPLE).as_posix()}": path.read_bytes()
        for path in EXAMPLE.rglob("*")
        if path.is_file()
    }
    expected = read_all(EXAMPLE, folders)

    actual = read_all(pack(tmp_path / "finews.tar.gz", members), folders)

    assert expected == actual


def test_every_real_post_is_found() -> None:
    corpus = need_corpus()
    expected = {
        path.relative_to(corpus).as_posix()
        for folder in ("_posts", "old_post")
        for path in (corpus / folder).rglob("*.md")
    }

    actual = set(find(corpus, ("_posts", "old_post")))

    assert expected == actual


def test_a_single_folder_of_posts_is_no_wrapper(tmp_path: Path) -> None:
    packed = pack_zip(tmp_path / "a.zip", {A: "eins"})

    actual = find(packed)

    expected = [A]
    assert expected == actual


def test_only_what_a_run_can_need_is_unpacked(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {A: "eins", "_config.yml": SITE, "video.mp4": "x", "assets/a.css": "x"}
    packed = pack_zip(tmp_path / "a.zip", members)

    with open_archive(str(packed)) as archive:
        actual = {path.relative_to(archive.root).as_posix() for path in archive.root.rglob("*.*")}

    expected = {A, "_config.yml"}
    assert expected == actual


def test_an_unpacked_archive_is_gone_when_the_context_ends(tmp_path: Path) -> None:
    packed = pack_zip(tmp_path / "a.zip", {A: "eins"})

    with open_archive(str(packed)) as archive:
        root = archive.root
        assert root.is_dir()

    assert not root.exists()


def test_an_archive_without_settings_has_empty_ones(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: "eins"}, config="")

    with open_archive(str(tmp_path)) as archive:
        actual = archive.site_config

    expected = b""
    assert expected == actual


# Archives that cannot be used


def test_a_missing_archive_is_named_with_what_to_do(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere")

    error = fail_to_open(missing)

    expected = (missing, "no such folder; name the folder that holds _config.yml and the posts")
    assert expected == (error.subject, error.message)


def test_a_name_too_long_for_the_file_system_is_an_archive_that_is_not_there() -> None:
    error = fail_to_open("x" * 300)

    expected = "x" * 300
    assert expected == error.subject


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"just text")

    error = fail_to_open(tmp_path / "a.zip")

    expected = "is neither a folder nor a .zip or .tar.gz"
    assert expected == error.message


def test_settings_that_cannot_be_read_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_archive(tmp_path, {A: "eins"})

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    # No mode keeps the superuser, whom tests may run as, from reading a file.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    error = fail_to_open(tmp_path)

    expected = "_config.yml cannot be read: Permission denied"
    assert expected == error.message


def pack_noise(target: Path, pack: Packer) -> bytearray:
    """Pack posts that do not compress, so that a position in the file is one in a post."""
    members: dict[str, str | bytes] = {
        f"_posts/2021-12-{day:02}-a.md": shake_256(bytes([day])).digest(20_000) for day in range(1, 21)
    }
    return bytearray(pack(target, members).read_bytes())


@pytest.mark.parametrize("pack", [pack_zip, pack_tar])
def test_a_packed_archive_that_is_cut_off_is_refused(tmp_path: Path, pack: Packer) -> None:
    packed = tmp_path / "a.tar.gz"
    data = pack_noise(packed, pack)
    packed.write_bytes(data[: len(data) // 2])

    error = fail_to_open(packed)

    assert str(packed) == error.subject
    assert re.search(r"damaged or incomplete[;,] fetch or pack it again$", error.message)


def test_a_zip_file_that_is_cut_off_is_told_from_what_is_no_archive(tmp_path: Path) -> None:
    packed = pack_zip(tmp_path / "a.zip", {A: "eins"})
    packed.write_bytes(packed.read_bytes()[:-30])

    error = fail_to_open(packed)

    assert "is a .zip that is damaged or incomplete; fetch or pack it again" == error.message


@pytest.mark.parametrize("pack", [pack_zip, pack_tar])
@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_packed_archive_that_is_damaged_anywhere_is_refused(
    tmp_path: Path, pack: Packer, part: float
) -> None:
    packed = tmp_path / "a.tar.gz"
    data = pack_noise(packed, pack)
    start = int(len(data) * part)
    data[start : start + 3000] = bytes(3000)
    packed.write_bytes(data)

    error = fail_to_open(packed)

    expected = str(packed)
    assert expected == error.subject


def test_a_tar_file_whose_compressed_data_is_garbage_is_refused(tmp_path: Path) -> None:
    packed = pack_tar(tmp_path / "a.tar.gz", {A: b"x" * 1_000_000, B: b"y" * 1_000_000})
    data = bytearray(packed.read_bytes())
    data[200:1200] = b"\xff" * 1000
    packed.write_bytes(data)

    error = fail_to_open(packed)

    expected = str(packed)
    assert expected == error.subject


def test_a_tar_file_with_a_damaged_header_does_not_pass_for_a_shorter_one(tmp_path: Path) -> None:
    packed = pack_tar(tmp_path / "a.tar", {A: "eins", B: "zwei"})
    data = bytearray(packed.read_bytes())
    data[data.index(B.encode())] = ord("#")  # the checksum of the header is wrong now
    packed.write_bytes(data)

    error = fail_to_open(packed)

    assert str(packed) == error.subject


@pytest.mark.parametrize(
    ("offset", "value"),
    [pytest.param(8, 0x01, id="encrypted"), pytest.param(10, 99, id="of an unknown method")],
)
def test_a_zip_file_that_cannot_be_unpacked_is_refused(tmp_path: Path, offset: int, value: int) -> None:
    packed = pack_zip(tmp_path / "a.zip", {A: "eins"})
    data = bytearray(packed.read_bytes())
    # The field stands in the entry of the directory and, two bytes nearer to its start, in the local header.
    data[data.index(b"PK\x01\x02") + offset] = value
    data[offset - 2] = value
    packed.write_bytes(data)

    error = fail_to_open(packed)

    expected = str(packed)
    assert expected == error.subject


# Hostile members


@pytest.mark.parametrize("pack", [pack_zip, pack_tar])
@pytest.mark.parametrize("name", ["../evil.md", "_posts/../../evil.md", "{folder}/evil.md", "_posts/.."])
def test_a_member_that_points_outside_is_passed_over(tmp_path: Path, pack: Packer, name: str) -> None:
    folder = tmp_path / "outside"
    folder.mkdir()
    packed = pack(folder / "a.tar.gz", {name.format(folder=folder): "evil", A: "eins"})

    actual = find(packed)

    expected = [A]
    assert expected == actual
    assert [packed] == list(folder.iterdir())


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_a_tar_member_that_is_no_file_is_passed_over(tmp_path: Path, kind: bytes) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    packed = tmp_path / "a.tar"
    with tarfile.open(packed, "w") as file:
        link = tarfile.TarInfo(B)
        link.type, link.linkname = kind, str(secret)
        file.addfile(link)
        member = tarfile.TarInfo(A)
        member.size = 4
        file.addfile(member, io.BytesIO(b"eins"))

    actual = read_all(packed)

    expected = {"_config.yml": b"", A: b"eins"}
    assert expected == actual


def test_what_macos_puts_into_a_zip_beside_the_files_is_passed_over(tmp_path: Path) -> None:
    members = {"site/_posts/2022-01-01-a.md": b"x", "__MACOSX/site/_posts/._2022-01-01-a.md": b"\0\5\x16\7"}
    packed = pack_zip(tmp_path / "site.zip", members)

    with open_archive(str(packed)) as archive:
        assert ["_posts/2022-01-01-a.md"] == [file.path for file in find_posts(archive, ())]


def test_a_zip_member_that_is_a_symbolic_link_is_passed_over(tmp_path: Path) -> None:
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as file:
        link = zipfile.ZipInfo(B)
        link.create_system, link.external_attr = 3, 0o120777 << 16
        # What such a member holds is where it leads: no text of any article.
        file.writestr(link, "../old_post/2021-12-09-b.md")
        file.writestr(A, "eins")

    actual = find(packed)

    expected = [A]
    assert expected == actual


def test_a_tar_member_with_a_name_no_file_can_have_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "a.tar"
    with tarfile.open(packed, "w", format=tarfile.PAX_FORMAT) as file:
        member = tarfile.TarInfo(A)
        member.pax_headers = {"path": "_posts/2021-12-08-\0.md"}
        file.addfile(member)

    error = fail_to_open(packed)

    expected = str(packed)
    assert expected == error.subject


# An address


@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.parametrize("pack", [pack_zip, pack_tar])
def test_an_archive_is_fetched_from_its_address(tmp_path: Path, pack: Packer) -> None:
    expected: dict[str, str | bytes] = {"_config.yml": SITE.encode(), A: b"eins"}
    packed = pack(tmp_path / "a.tar.gz", {f"finews-main/{name}": data for name, data in expected.items()})

    with serve(200, packed.read_bytes()) as address:
        actual = read_all(address)

    assert expected == actual


@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.parametrize("status", [404, 500])
def test_an_address_that_answers_with_an_error_is_named(status: int) -> None:
    with serve(status, b"") as address:
        error = fail_to_open(address)

    assert address == error.subject
    assert str(status) in error.message


@pytest.mark.usefixtures("_no_proxy")
def test_an_address_that_gives_no_archive_is_named() -> None:
    with serve(200, b"<html>Sign in</html>") as address:
        error = fail_to_open(address)

    expected = (address, "is neither a folder nor a .zip or .tar.gz")
    assert expected == (error.subject, error.message)


@pytest.mark.usefixtures("_no_proxy")
def test_a_download_that_breaks_off_is_refused(tmp_path: Path) -> None:
    packed = pack_zip(tmp_path / "a.zip", {A: "eins"}).read_bytes()

    with serve(200, packed, length=len(packed) + 100) as address:
        error = fail_to_open(address)

    assert address == error.subject


@pytest.mark.usefixtures("_no_proxy")
def test_an_address_that_nobody_answers_at_is_named() -> None:
    with serve(200, b"") as address:
        pass  # the port was free a moment ago, and is closed now

    error = fail_to_open(address)

    assert address == error.subject


@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.parametrize("address", ["http://", "http://[::1/a.zip", f"http://{'a' * 80}.example/a.zip"])
def test_an_address_that_is_none_is_named(address: str) -> None:
    error = fail_to_open(address)

    assert address == error.subject


# Which files are posts


def test_the_order_is_sorted_whatever_order_files_were_made_in(tmp_path: Path) -> None:
    paths = [f"_posts/{year}/{year}-01-0{day}-a.md" for year in (2022, 2020, 2021) for day in (3, 1, 2)]
    one = write_archive(tmp_path / "one", dict.fromkeys(paths, "x"))
    other = write_archive(tmp_path / "other", dict.fromkeys(reversed(paths), "x"))

    expected = sorted(paths)
    assert expected == find(one)
    assert expected == find(other)


def test_the_order_of_a_packed_archive_is_sorted_too(tmp_path: Path) -> None:
    packed = pack_tar(tmp_path / "a.tar.gz", {B: "zwei", A: "eins"})

    actual = find(packed)

    expected = [A, B]
    assert expected == actual


def test_folders_come_in_the_order_they_are_named(tmp_path: Path) -> None:
    write_archive(tmp_path, {"a_post/2021-12-01-a.md": "x", "b_post/2021-12-01-b.md": "x"})

    actual = find(tmp_path, ("b_post", "a_post"))

    expected = ["b_post/2021-12-01-b.md", "a_post/2021-12-01-a.md"]
    assert expected == actual


def test_a_post_knows_its_folder_and_one_in_two_folders_is_of_the_first(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: "x", "_posts/2022/2022-01-01-c.md": "x"})

    with open_archive(str(tmp_path)) as archive:
        actual = find_posts(archive, ("./_posts/2022/", "_posts"))

    expected = (
        ("_posts/2022/2022-01-01-c.md", "_posts/2022"),
        (A, "_posts"),
    )
    assert expected == tuple((file.path, file.folder) for file in actual)


def write_again(file: Path, data: str, moment: int) -> None:
    """Write a file, and say that this was at that moment."""
    file.write_text(data, encoding="utf-8")
    os.utime(file, ns=(moment, moment))


@pytest.mark.parametrize(
    ("data", "moment"),
    [
        pytest.param("other", 2_000, id="another length"),
        pytest.param("new", 3_000, id="later"),
        pytest.param("new", 1_000, id="earlier"),
        pytest.param("new", 2_000, id="times set back"),
    ],
)
def test_a_file_that_was_written_again_has_another_stamp(tmp_path: Path, data: str, moment: int) -> None:
    write_archive(tmp_path, {A: "x", B: "old"})
    write_again(tmp_path / B, "old", 2_000)
    with open_archive(str(tmp_path)) as archive:
        before = {file.path: file for file in find_posts(archive, ("_posts",))}
    time.sleep(0.02)  # file systems count in ticks of some milliseconds
    write_again(tmp_path / B, data, moment)
    with open_archive(str(tmp_path)) as archive:
        after = {file.path: file for file in find_posts(archive, ("_posts",))}

    assert before[A] == after[A]
    assert before[B].stamp != after[B].stamp
    # The time of the last change is that of the system: nobody can set it back.
    assert before[B].stamp[-8:] != after[B].stamp[-8:]


@pytest.mark.parametrize("many_names", [1, 5, 4000])
def test_two_processes_see_of_a_folder_what_one_sees(
    tmp_path: Path, many_names: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_archive(tmp_path, {A: "x", B: "xy", "_posts/deep/2022-01-01-c.md": "xyz", "other.md": "x"})
    (tmp_path / "_posts/2022-01-02-d.md").symlink_to(tmp_path / "other.md")
    (tmp_path / "_posts/2022-01-03-e.md").symlink_to("nowhere.md")
    (tmp_path / "_posts/2022-01-04-f").symlink_to(tmp_path)
    expected = Folders(tmp_path).list_files("_posts")
    monkeypatch.setattr("feedtool.listing._MANY_NAMES", many_names)

    found = Folders(tmp_path).list_files("_posts")

    assert expected == found
    assert found is not None
    assert (["_posts/deep"], 4) == (found.folders, len(found.files))


def test_a_link_that_leads_nowhere_has_no_stamp(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: "x"})
    (tmp_path / B).symlink_to("nowhere.md")

    with open_archive(str(tmp_path)) as archive:
        stamps = {file.path: file.stamp for file in find_posts(archive, ("_posts",))}

    assert UNSURE == stamps[B]
    assert UNSURE != stamps[A]


def test_a_link_in_a_circle_is_a_post_that_cannot_be_read_and_a_pipe_is_none(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2022-01-01-a.md").symlink_to("2022-01-01-a.md")
    os.mkfifo(tmp_path / "_posts/2022-01-02-b.md")

    assert ["_posts/2022-01-01-a.md"] == find(tmp_path)


def test_a_link_in_a_circle_anywhere_in_the_site_is_no_folder(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: "x", "blog/_posts/2022-01-01-b.md": "x"})
    for name in ("ring", "_posts/ring", "blog/ring", "blog/_posts/ring"):
        (tmp_path / name).symlink_to("ring")

    assert [A, "blog/_posts/2022-01-01-b.md"] == find(tmp_path, ())
    with open_archive(str(tmp_path)) as archive:
        assert {"_config.yml", "_posts", "blog", "ring"} == archive.names


@pytest.mark.parametrize("target", ["ring", "nowhere", A])
def test_a_folder_of_posts_or_authors_that_is_a_link_to_no_folder_is_none(
    tmp_path: Path, target: str
) -> None:
    write_archive(tmp_path, {A: "x", "_data/other.yml": "x"})
    (tmp_path / "ring").symlink_to(target)
    (tmp_path / "_data/authors").symlink_to(tmp_path / "ring")

    assert [A] == find(tmp_path, ("ring", "_posts"))
    with open_archive(str(tmp_path)) as archive:
        assert {} == read_author_files(archive)


def test_nobody_waits_for_a_pipe_that_has_come_in_the_place_of_a_post(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    found: list[bytes] = []
    reader = Thread(target=lambda: found.append(read_bytes(tmp_path, PostFile("a.md", "."))), daemon=True)

    reader.start()
    reader.join(timeout=30)

    assert [b""] == found


def test_every_posts_folder_anywhere_is_searched_unless_folders_are_named(tmp_path: Path) -> None:
    expected = [
        "_posts/2021-01-01-a.md",
        "hafen/_posts/deep/2021-01-01-b.md",
        "stadt/rat/_posts/2021-01-01-c.md",
    ]
    # Folders that Jekyll does not enter hold other people's files.
    others = [
        "node_modules/_posts/2021-01-01-d.md",
        "_site/_posts/2021-01-01-e.md",
        ".git/_posts/2021-01-01-f.md",
    ]
    # A _posts folder inside another is no folder of posts: its name begins with an underscore.
    others += ["_posts/_posts/2021-01-01-g.md", "old_post/2021-01-01-h.md"]
    write_archive(tmp_path, dict.fromkeys(expected + others, "x"))

    actual = find(tmp_path, ())

    assert expected == actual


def test_a_posts_folder_that_is_a_symbolic_link_is_searched_too(tmp_path: Path) -> None:
    write_archive(tmp_path / "site", {"2021.md": "x"})
    write_archive(tmp_path / "elsewhere", {"2021-12-08-a.md": "x"}, config="")
    (tmp_path / "site" / "_posts").symlink_to("../elsewhere")

    actual = find(tmp_path / "site", ())

    expected = [A]
    assert expected == actual


@pytest.mark.parametrize("name", ["a.markdown", "a.mkd", "a.mkdn", "a.mkdown", "a.MD", "a.html", "a.htm"])
def test_every_ending_of_a_post_counts(tmp_path: Path, name: str) -> None:
    write_archive(tmp_path, {f"_posts/2021-12-08-{name}": "x"})

    actual = find(tmp_path)

    expected = [f"_posts/2021-12-08-{name}"]
    assert expected == actual


@pytest.mark.parametrize(
    "name",
    [
        ".2021-12-08-x.md",
        "_2021-12-08-x.md",
        "#2021-12-08-x.md",
        "~2021-12-08-x.md",
        "2021-12-08-x.md~",
        "2021-12-08-x.png",
        "2021-12-08-x.md.bak",
        "2021-12-08-x",
        ".git/2021-12-08-x.md",
        "_drafts/2021-12-08-x.md",
    ],
)
def test_what_jekyll_passes_over_is_no_post(tmp_path: Path, name: str) -> None:
    write_archive(tmp_path, {A: "eins", f"_posts/{name}": "x"})

    actual = find(tmp_path)

    expected = [A]
    assert expected == actual


def test_a_folder_that_is_not_there_yet_is_passed_over(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: "eins", "old_post": "a file, not a folder"})

    actual = find(tmp_path, ("_posts", "old_post", "older_post"))

    expected = [A]
    assert expected == actual


@pytest.mark.parametrize(
    ("folders", "places"), [((), "_posts"), (("_posts",), "_posts"), (("a", "b"), "a, b")]
)
def test_an_archive_without_posts_is_an_error_that_says_where_was_looked(
    tmp_path: Path, folders: tuple[str, ...], places: str
) -> None:
    write_archive(tmp_path, {"readme.md": "x"})

    error = fail_to_open(tmp_path, folders)

    expected = f"no posts found in {places}; name the folders that hold them in [archive] posts"
    assert expected == error.message


@pytest.mark.parametrize("site", ["site", "other"])
def test_a_folder_of_posts_named_by_its_full_path_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    write_archive(tmp_path / "site", {A: "eins"})
    write_archive(tmp_path / "other", {A: "eins"})
    monkeypatch.chdir(tmp_path)

    # The path of a post is relative to the archive: it is what orders posts, here and on every machine.
    error = fail_to_open("site", (str(tmp_path / site / "_posts"),))

    assert error.message


def test_a_list_of_feeds_that_goes_while_it_is_looked_at_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "isfile", lambda _: True)

    assert not Folders(tmp_path).is_output("feeds")


@pytest.mark.parametrize("beside", ["{}", None], ids=["a file of somebody else", "a folder"])
def test_a_folder_with_another_feeds_json_can_hold_posts(tmp_path: Path, beside: str | None) -> None:
    post = "blog/_posts/2022-01-01-a.md"
    write_archive(tmp_path, {post: "x", **({} if beside is None else {"blog/feeds.json": beside})})
    if beside is None:
        (tmp_path / "blog/feeds.json").mkdir()

    with open_archive(str(tmp_path)) as archive:
        assert [post] == [file.path for file in find_posts(archive, ())]


@pytest.mark.parametrize("folders", [(), FOLDERS])
def test_a_folder_that_cannot_be_listed_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: tuple[str, ...]
) -> None:
    write_archive(tmp_path, {A: "eins", "_posts/2022/2022-01-01-c.md": "x"})
    locked = tmp_path / ("_posts/2022" if folders else "")
    lock(monkeypatch, locked)
    error = fail_to_open(tmp_path, folders)

    expected = (locked, "cannot be read: Permission denied")
    assert expected == (Path(error.subject), error.message)


# Folders beside the ones that are searched


def test_folders_of_files_named_like_posts_are_found_for_a_first_settings_file(tmp_path: Path) -> None:
    paths = ["_posts/2021-12-08-a.md", "older/2021/2020-01-01-a.md", "old_post/2021-01-01-a.md"]
    paths += ["pages/about.md", "images/2021-01-01-a.png", "2021-01-01-loose.md"]
    write_archive(tmp_path, dict.fromkeys(paths, "x"))

    with open_archive(str(tmp_path)) as archive:
        actual = find_unread_folders(archive, ("_posts",))

    expected = ("old_post", "older")
    assert expected == actual


@pytest.mark.parametrize("folder", ["_drafts", "_site", ".trash", "node_modules"])
def test_a_folder_that_jekyll_does_not_publish_is_not_proposed(tmp_path: Path, folder: str) -> None:
    write_archive(tmp_path, {A: "eins", f"{folder}/2021-01-01-a.md": "x"})

    with open_archive(str(tmp_path)) as archive:
        actual = find_unread_folders(archive, ("_posts",))

    expected: tuple[str, ...] = ()
    assert expected == actual
