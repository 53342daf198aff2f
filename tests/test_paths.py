"""What can be the path of a file below the output folder, on any system, and which two paths are one."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtool.paths import fold_path, folders_of, is_inside


@pytest.mark.parametrize(
    "path",
    [
        "a",
        "feed.xml",
        "feed/渡口 日报.xml",
        "a/b/c",
        ".hidden",
        "a..b",
        "...",
        "a?b#c:d",
        "文" * 85,
        "/".join("ab"),
    ],
)
def test_a_path_below_the_folder_is_inside(path: str) -> None:
    assert is_inside(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/",
        "/feed.xml",
        "../feed.xml",
        "feed/../../x.xml",
        "feed/./x.xml",
        "feed//x.xml",
        "feed/",
        "feed\\x.xml",
        "a\nb",
        "a\0b",
        "a\x7fb",
        "\ud800",
        "文" * 86,
        "/".join(["a" * 100] * 10),
    ],
)
def test_a_path_that_no_file_can_have_on_every_system_or_that_leads_out_is_not_inside(path: str) -> None:
    assert not is_inside(path)


@given(st.text(alphabet=st.sampled_from("./\\a渡\0\n "), max_size=12))
def test_what_is_inside_stays_below_the_folder_however_it_is_resolved(path: str) -> None:
    if is_inside(path):
        resolved = posixpath.normpath(posixpath.join("/out", path))
        assert f"/out/{path}" == resolved


def test_paths_that_differ_in_case_or_in_composition_are_one() -> None:
    assert fold_path("feed/Straße É.xml") == fold_path("FEED/STRASSE E\u0301.xml")
    assert fold_path("feed/É.xml", tells_case=True) == fold_path("feed/E\u0301.xml", tells_case=True)
    assert "feed/É.xml" == fold_path("feed/É.xml", tells_case=True)


def test_the_folders_above_a_file_are_named_from_the_top() -> None:
    assert ((), ("a", "a/b")) == (folders_of("x"), folders_of("a/b/x"))
