"""The file of the index: opened, waited for, made anew where it is of no use. It never costs a run its feeds.

Deletes a damaged index, and moves away what lies in its place and may be somebody else's.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from feedtool.errors import IndexDamagedError, IndexUnusableError
from feedtool.index import SCHEMA, Index
from feedtool.notes import Notes

#: How long a run waits for another one, in seconds; a first run over a large archive takes minutes.
_PATIENCE = 600
#: What tells our files from those of other programs that use SQLite too: at this place of the header,
#: in so many bytes (sqlite.org/fileformat2.html, section 1.3).
_APPLICATION_ID = int.from_bytes(b"feed")
_APPLICATION_ID_AT = slice(68, 72)
#: What SQLite keeps beside a file.
_COMPANIONS = ("-journal", "-wal", "-shm")
#: What is no damage: the place cannot be written or read, the disk is full, somebody else has the file.
_NO_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)

Say = Callable[[str], None]
Result = TypeVar("Result")


def run_with_index(
    run: Callable[[Path | None], Result], path: Path | None, say: Say, *, is_dry: bool = False
) -> Result:
    """Do a run with the index at a path: made anew if it turns out to be damaged, without one if need be.

    Raises:
        FeedtoolError: what the run raises, but for what is wrong with this index.
    """
    for _ in range(2 if path is not None else 0):
        try:
            return run(path)
        except IndexUnusableError as error:
            say(f"the index {error.subject} cannot be used ({error.message}); this run goes without it")
            break
        except IndexDamagedError as error:
            is_gone = not is_dry and _clear(Path(error.subject), say)
            end = "it is made anew" if is_gone else "this run goes without it"
            say(f"the index {error.subject} is damaged ({error.message}); {end}")
            if not is_gone:
                break
    return run(None)


def _clear(path: Path, say: Say) -> bool:
    """Make room for a new index; False if that cannot be. What is not surely ours is kept beside it."""
    try:
        with path.open("rb") as file:
            header = file.read(_APPLICATION_ID_AT.stop)
        if header and int.from_bytes(header[_APPLICATION_ID_AT]) != _APPLICATION_ID:
            aside = _find_place_beside(path)
            path.replace(aside)
            say(f"what was there is kept as {aside}")
        for companion in ("", *_COMPANIONS):
            path.with_name(path.name + companion).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _find_place_beside(path: Path) -> Path:
    place, number = path.with_name(f"{path.name}.damaged"), 1
    while os.path.lexists(place):
        number += 1
        place = path.with_name(f"{path.name}.damaged-{number}")
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An index that is this run's, and of which nobody knows yet whether it is of use."""

    path: Path
    #: What tells it to the user: of a copy, what it was copied from.
    name: Path
    connection: sqlite3.Connection
    say: Say
    #: How long another run was waited for, in seconds.
    waited: float

    def recall(self, name: str) -> str:
        """Give what an earlier run remembered under a name, whatever else is in the index; or an empty text.

        Raises:
            IndexDamagedError: it is damaged.
        """
        with _name_trouble(self.name):
            tables = self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'run'").fetchone()
            return Notes(self.connection).recall(name) if tables else ""

    def open(self, fingerprint: str) -> Index:
        """Give the index, made anew if it is of no use: its ``fingerprint`` is not this one.

        Raises:
            IndexDamagedError: it is damaged.
            IndexUnusableError: it cannot be read or written, or is another program's.
        """
        with _name_trouble(self.name):
            _prepare(self.connection, fingerprint, self.say)
        return Index(self.path, self.connection)


@contextmanager
def take_index(path: Path | None, say: Say, *, is_dry: bool = False) -> Iterator[Taken]:
    """Take the index at a path (None: one that lasts as long as the run) for as long as the context lasts.

    Another run that has it is waited for: what this run publishes, it has to look at after that. What is to
    be known of that is said by ``say``. A dry run works on a copy.

    Raises:
        IndexDamagedError: it is no index, or a damaged one.
        IndexUnusableError: it cannot be read or written, or another run does not let go of it.
    """
    if path is not None and not is_dry:
        with _take_file(path, path, say) as taken:
            yield taken
        return
    with TemporaryDirectory(prefix="feedtool-") as folder:
        own = Path(folder) / "index.sqlite"
        waited = 0.0
        with _name_trouble(path or own):
            if path is not None and path.exists():
                waited = _copy(path, own, say)
        with _take_file(own, path or own, say, waited) as taken:
            yield taken


@contextmanager
def _take_file(path: Path, name: Path, say: Say, waited: float = 0.0) -> Iterator[Taken]:
    """Take the file at a path, which is told by its ``name``, and keep what the context writes."""
    with _name_trouble(name):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        with _name_trouble(name):
            waited += _begin(connection, "BEGIN IMMEDIATE", name, say)
            # What this run lets its own processes read, no other run may change before it is done. Not set
            # before it is this run's turn: two that wait would keep each other from writing.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        with _name_damage(name):
            yield Taken(path=path, name=name, connection=connection, say=say, waited=waited)
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            say(f"the index {name} could not be written ({error}); the next run will read more")
    finally:
        connection.close()


@contextmanager
def _name_trouble(path: Path) -> Iterator[None]:
    """Raise what goes wrong with an index as an error of ours."""
    try:
        with _name_damage(path):
            yield
    except UnicodeDecodeError as error:  # what SQLite says of a damaged table quotes its name
        raise IndexDamagedError(str(path), str(error)) from error
    except OSError as error:
        raise IndexUnusableError(str(path), error.strerror or type(error).__name__) from error


@contextmanager
def _name_damage(path: Path) -> Iterator[None]:
    """Raise what SQLite says of an index as an error of ours."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the kind of error; the others say more of it.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in _NO_DAMAGE:
            raise IndexUnusableError(str(path), str(error)) from error
        raise IndexDamagedError(str(path), str(error)) from error


def _copy(path: Path, own: Path, say: Say) -> float:
    """Copy an index as the last run left it, and give the seconds that one was waited for."""
    with _connect_readonly(f"{path.absolute().as_uri()}?mode=ro") as source:
        source.execute("BEGIN")
        # The first look takes the lock.
        waited = _begin(source, "SELECT count(*) FROM sqlite_master", path, say)
        target = sqlite3.connect(own)
        try:
            source.backup(target)
        finally:
            target.close()
    return waited


def _begin(connection: sqlite3.Connection, statement: str, path: Path, say: Say) -> float:
    """Take the index for this run, after whoever has it, and give the seconds that one was waited for.

    From here on it is waited for in silence.
    """
    is_free = _take(connection, statement)
    connection.execute(f"PRAGMA busy_timeout = {round(_PATIENCE * 1000)}")
    if is_free:
        return 0.0
    start = time.perf_counter()
    say(f"another run has the index {path}; waiting for it")
    connection.execute(statement)
    return time.perf_counter() - start


def _take(connection: sqlite3.Connection, statement: str) -> bool:
    try:
        connection.execute(statement)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _prepare(connection: sqlite3.Connection, fingerprint: str, say: Say) -> None:
    """Make the tables of an index that is new, or was made by another version or with other settings.

    Raises:
        OSError: it is a database of another program.
    """
    # With what they are made of: where a name in that is damaged, it shows now.
    tables = {
        name for name, _ in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    }
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application_id != _APPLICATION_ID:
        raise FileExistsError(0, "it is a database of another program")
    if "run" in tables:
        row = connection.execute("SELECT value FROM run WHERE name = 'fingerprint'").fetchone()
        if row == (fingerprint,):
            return
        say("the index is of another version, or of other settings of feedtool or the site; it is made anew")
    for name in tables:
        connection.execute(f'DROP TABLE "{name}"')
    for statement in filter(None, map(str.strip, SCHEMA.split(";"))):
        connection.execute(statement)
    connection.execute("INSERT INTO run VALUES ('fingerprint', ?)", (fingerprint,))
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")


@contextmanager
def read_index(path: Path) -> Iterator[Index]:
    """Open an index to read what another process of this run has shown, and does not change meanwhile.

    Raises:
        IndexDamagedError: it is damaged, or there no more.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with _name_damage(path), _connect_readonly(address) as connection:
        yield Index(path, connection)


@contextmanager
def _connect_readonly(address: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(address, timeout=0, isolation_level=None, uri=True)
    try:
        yield connection
    finally:
        connection.close()
