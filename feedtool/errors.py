"""What can go wrong, in two lanes.

*The run is broken*: a `FeedtoolError` is raised; `cli` prints it in one line and exits with its code.
*One post is broken*: a `PostError` is raised inside the stage and becomes a `model.Problem` in the report;
every other post is published.
"""

import difflib
from collections.abc import Collection
from typing import ClassVar


class FeedtoolError(Exception):
    """The run cannot go on.

    ``subject`` is what the error is about (a path, a key, a URL), ``message`` what is wrong with it and what
    to do. Both stay readable as attributes; ``str()`` joins them in one line.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, subject: str, message: str) -> None:
        super().__init__(subject, message)
        self.subject = subject
        self.message = message

    def __str__(self) -> str:
        return " ".join(f"{self.subject}: {self.message}".split())


class ConfigError(FeedtoolError):
    """A setting is unknown, missing or of the wrong kind; ``subject`` names the file and the key."""

    exit_code = 2


class ArchiveError(FeedtoolError):
    """The archive cannot be read, or holds no post; ``subject`` is its path or URL."""


class FeedError(FeedtoolError):
    """A feed that is served today cannot be read, or is none; ``subject`` is its path or URL."""


class PublishError(FeedtoolError):
    """The output cannot be written; ``subject`` is the path."""


class IndexDamagedError(FeedtoolError):
    """The index cannot be read, and can be deleted; ``subject`` is its path."""


class IndexUnusableError(FeedtoolError):
    """The index lies where it cannot be used, or another run has it; ``subject`` is its path."""


class PostError(Exception):
    """One post cannot be used; the run goes on without it.

    ``code`` is the stable name that the report shows, ``message`` a sentence that says what is wrong and what
    to do, ``line`` the 1-based line of the file it is about.
    """

    def __init__(self, code: str, message: str, line: int = 1) -> None:
        super().__init__(code, message, line)
        self.code = code
        self.message = message
        self.line = line


def suggest(problem: str, name: str, known: Collection[str], otherwise: str = "") -> str:
    """Say what is wrong with a name, and which of those that are known was meant.

    Where none is near, ``otherwise`` says where to look; if that is empty, all are told.
    """
    words = [other for other in sorted(known) if other.partition(" ")[2] == name]  # its kind is missing
    close = words or difflib.get_close_matches(name, sorted(known), n=1)
    hint = otherwise or f"known are: {', '.join(sorted(known))}"
    return f"{problem}; {f'did you mean {close[0]}?' if close else hint}"
