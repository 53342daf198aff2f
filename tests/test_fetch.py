"""What lies at a path or an address is read whole, or not at all; one line says why not."""

from pathlib import Path
from socket import socket

import pytest
import requests
from serving import serve

from feedtool.errors import ArchiveError, FeedError
from feedtool.fetch import is_address, read

MOST = 2 << 20
BODY = b"x" * MOST


def fail_to_read(source: str) -> FeedError:
    with pytest.raises(FeedError) as raised:
        read(source, FeedError, most=MOST)
    return raised.value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("http://e.x/feed.xml", True),
        ("https://e.x/feed.xml", True),
        ("feed.xml", False),
        ("/srv/http/feed.xml", False),
        ("ftp://e.x/feed.xml", False),
    ],
)
def test_an_address_is_told_from_a_path(source: str, expected: bool) -> None:  # noqa: FBT001
    assert expected == is_address(source)


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(BODY)

    assert BODY == read(str(file), FeedError, most=MOST)


@pytest.mark.usefixtures("_no_proxy")
def test_what_lies_at_an_address_is_fetched() -> None:
    with serve(200, BODY) as address:
        assert BODY == read(address, FeedError, most=MOST)


def test_a_larger_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(BODY + b"x")

    assert f"{file}: is larger than the 2 MiB that are read at the most" == str(fail_to_read(str(file)))


@pytest.mark.usefixtures("_no_proxy")
def test_a_larger_answer_is_refused() -> None:
    with serve(200, BODY + b"x") as address:
        error = fail_to_read(address)

    assert f"{address}: is larger than the 2 MiB that are read at the most" == str(error)


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "nowhere.xml: cannot be read: No such file or directory" == str(fail_to_read("nowhere.xml"))
    assert f"{tmp_path}: cannot be read: Is a directory" == str(fail_to_read(str(tmp_path)))


@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.parametrize("status", [404, 500])
def test_an_answer_that_is_an_error_is_told_with_its_address(status: int) -> None:
    with serve(status, BODY) as address:
        error = fail_to_read(address)

    assert address == error.subject
    reason = {404: "404 Not Found", 500: "500 Internal Server Error"}[status]
    assert f"cannot be fetched; is the address right? ({reason})" == error.message


@pytest.mark.usefixtures("_no_proxy")
def test_that_nobody_answers_is_told_in_few_words() -> None:
    with socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        error = fail_to_read(f"http://127.0.0.1:{taken.getsockname()[1]}/feed.xml")

    assert "cannot be fetched; is the address right? (nobody answers there)" == error.message


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (requests.ReadTimeout("Pool(host='x')"), "no answer within 60 seconds"),
        (requests.exceptions.SSLError("Pool(host='x')"), "its certificate is not to be trusted"),
    ],
)
def test_what_a_library_says_of_its_own_objects_is_not_told(
    error: Exception, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(requests, "get", fail)

    assert f"cannot be fetched; is the address right? ({expected})" == fail_to_read("https://e.x/a").message


@pytest.mark.usefixtures("_no_proxy")
def test_an_answer_that_breaks_off_is_refused() -> None:
    with serve(200, BODY, length=len(BODY) + 1) as address:
        assert address == fail_to_read(address).subject


@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.parametrize("address", ["http://", "http://[::1/feed.xml", f"http://{'a' * 80}.example/"])
def test_an_address_that_is_none_is_named(address: str) -> None:
    assert address == fail_to_read(address).subject


def test_the_error_is_of_the_kind_that_the_caller_names() -> None:
    with pytest.raises(ArchiveError):
        read("nowhere.zip", ArchiveError, most=MOST)
