"""What is installed is told by the names of folders, and is what Python itself says of it."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from feedtool.fingerprint import LIBRARIES
from feedtool.installed import find_versions, name_libraries


def test_the_versions_are_those_that_python_tells() -> None:
    assert {name: version(name) for name in LIBRARIES} == find_versions(LIBRARIES)


def test_a_library_whose_folder_has_another_name_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where a package is in no folder of packages, or in an archive, Python finds it by other means.
    folder = tmp_path / "elsewhere"
    (folder / "harbour-1.5.dist-info").mkdir(parents=True)
    (folder / "harbour-1.5.dist-info" / "METADATA").write_text(
        "Name: harbour\nVersion: 1.5\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(folder)

    assert {"harbour": "1.5"} == find_versions(["harbour"])


def test_the_first_of_two_folders_of_packages_counts_as_for_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, folder in (
        ("b-packages", "The_Harbour-2.0.dist-info"),
        ("a-packages", "the_harbour-1.0.egg-info"),
    ):
        (tmp_path / place / folder).mkdir(parents=True)
        monkeypatch.syspath_prepend(tmp_path / place)

    assert ["the_harbour-1.0.egg-info", "The_Harbour-2.0.dist-info"] == [*name_libraries()][:2]
    assert {"the-harbour": "1.0"} == find_versions(["the-harbour"])


def test_a_library_that_is_not_installed_is_an_error() -> None:
    with pytest.raises(PackageNotFoundError):
        find_versions(["no-such-harbour"])
