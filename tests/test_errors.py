"""An error says in one line what it is about and what to do, and carries both as attributes."""

import copy
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtool.errors import ArchiveError, ConfigError, FeedtoolError, PostError, PublishError


def walk(error: type[FeedtoolError]) -> Iterator[type[FeedtoolError]]:
    yield error
    for subclass in error.__subclasses__():
        yield from walk(subclass)


ERRORS = tuple(walk(FeedtoolError))
every_error = pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)


def test_the_errors_that_callers_tell_apart_are_errors_of_feedtool() -> None:
    assert {ArchiveError, ConfigError, PublishError} <= set(ERRORS)


@every_error
def test_an_error_is_one_line_that_names_its_subject_and_what_to_do(error: type[FeedtoolError]) -> None:
    # YAML and TOML readers report in several lines; cron mails are read by the line.
    raised = error("feedtool.toml: [feeds]", "unknown key;\n  did you mean\tlimit?\u2028")

    assert "feedtool.toml: [feeds]: unknown key; did you mean limit?" == str(raised)


@every_error
@given(subject=st.text(), message=st.text())
def test_no_subject_and_no_message_makes_an_error_of_two_lines(
    error: type[FeedtoolError], subject: str, message: str
) -> None:
    line = str(error(subject, message))

    assert [line] == line.splitlines()


@every_error
def test_an_error_carries_subject_and_message_as_they_were_given(error: type[FeedtoolError]) -> None:
    raised = error("a  b", "c\nd")

    assert ("a  b", "c\nd") == (raised.subject, raised.message)


@every_error
def test_an_error_survives_a_copy_as_it_must_between_processes(error: type[FeedtoolError]) -> None:
    # Copying takes the path that pickling takes, and a worker's error reaches the parent pickled.
    copied = copy.copy(error("path", "message"))

    assert (error, "path", "message") == (type(copied), copied.subject, copied.message)


@every_error
def test_only_a_wrong_configuration_exits_with_2(error: type[FeedtoolError]) -> None:
    expected = 2 if issubclass(error, ConfigError) else 1

    assert expected == error.exit_code


def test_the_error_of_a_post_is_not_one_that_ends_the_run() -> None:
    assert not issubclass(PostError, FeedtoolError)


def test_the_error_of_a_post_carries_code_message_and_line() -> None:
    raised = PostError("date-missing", "no date", line=3)

    assert ("date-missing", "no date", 3) == (raised.code, raised.message, raised.line)


def test_the_error_of_a_post_is_about_the_first_line_unless_it_says_so() -> None:
    assert 1 == PostError("date-missing", "no date").line


def test_the_error_of_a_post_survives_a_copy_as_it_must_between_processes() -> None:
    copied = copy.copy(PostError("date-missing", "no date", line=3))

    assert ("date-missing", "no date", 3) == (copied.code, copied.message, copied.line)
