"""Each pair of archive and output folder has an index of its own, where caches belong or the settings say."""

import pwd
from pathlib import Path

import pytest

from feedtool.index_place import find_index


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache"


def test_the_settings_name_a_file_beside_them() -> None:
    assert Path("site/own.sqlite") == find_index(
        "own.sqlite", Path("site/feedtool.toml"), "site", Path("feeds")
    )


def test_the_settings_can_name_a_file_anywhere(tmp_path: Path) -> None:
    assert tmp_path / "own.sqlite" == find_index(
        f"{tmp_path}/own.sqlite", Path("feedtool.toml"), "site", Path("feeds")
    )


def test_else_it_lies_in_the_cache_folder_of_the_user(cache: Path) -> None:
    path = find_index("", None, "site", Path("feeds"))

    assert path is not None
    assert cache / "feedtool" == path.parent
    assert ".sqlite" == path.suffix


def test_one_archive_in_one_folder_has_one_index_however_they_are_named(tmp_path: Path) -> None:
    names = [
        ("site", "feeds"),
        ("./site/", "site/../feeds"),
        (str(tmp_path / "site"), str(tmp_path / "feeds")),
    ]

    assert 1 == len({find_index("", None, source, Path(output)) for source, output in names})


def test_another_archive_or_another_folder_has_another_index() -> None:
    address = "https://e.x/site.zip"
    names = [("a", "feeds"), ("b", "feeds"), ("a", "public"), (address, "feeds"), ("a\udcff", "feeds")]

    assert len(names) == len({find_index("", None, source, Path(output)) for source, output in names})


def test_an_address_is_the_same_from_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = find_index("", None, "https://e.x/site.zip", tmp_path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert here == find_index("", None, "https://e.x/site.zip", tmp_path)


def test_a_user_without_a_home_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def know_nobody(number: int) -> None:
        raise KeyError(number)

    # As in a container that runs under a number that it has no name for.
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "~")
    monkeypatch.setattr(pwd, "getpwuid", know_nobody)

    assert find_index("", None, "site", Path("feeds")) is None
