"""Bytes to files: each file whole, and only if it changed. Only this module writes to the output folder."""

import contextlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from secrets import token_hex
from tempfile import NamedTemporaryFile
from typing import Any

from feedtool.errors import PublishError
from feedtool.own_feeds import is_feed_file, is_one_of, is_own, is_replaceable
from feedtool.paths import folders_of, is_inside

_FORMATS = ("rss", "atom", "json")
#: How the names of files begin that are not whole yet.
_PREFIX = ".feedtool-"


class Publisher:
    """Publishes files below one folder; with ``is_dry`` it only finds out what would change.

    ``gone`` are the files that are removed before anything is written: another one can need their places.
    """

    def __init__(self, folder: Path, *, is_dry: bool = False, gone: Collection[str] = ()) -> None:
        self.folder = folder
        self._is_dry = is_dry
        self._gone = frozenset(gone)
        self._emptied = frozenset(above for path in gone for above in folders_of(path))
        #: How a file is called that is not whole yet: one at a time, and no other process has this name.
        self._unfinished = f"{_PREFIX}{token_hex(8)}"
        #: Folders that are there, as this publisher knows.
        self._folders: set[str] = set()

    def probe(self) -> None:
        """Find out whether the folder can be written, before anything is.

        Raises:
            PublishError: it cannot.
        """
        if self._is_dry:
            return
        if os.path.isfile(self.folder):  # noqa: PTH113 - never fails
            message = "cannot be written (it is a file); choose another folder with -o"
            raise PublishError(str(self.folder), message)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=_PREFIX):
                pass
        except OSError as error:
            raise _refuse(self.folder, error) from error

    def publish(self, path: str, data: bytes) -> bool:
        """Write one file (its path relative to the folder) unless it holds these bytes; False if it does.

        Raises:
            PublishError: it cannot be written.
        """
        # Texts here and below: a cold run writes thousands of files, and a Path takes longer than the call.
        target = f"{self.folder}/{path}"
        folder = target.rpartition("/")[0]
        try:
            if not self._is_cleared(path) and _holds(target, data):
                return False
            if not self._is_dry:
                if folder not in self._folders:
                    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - see above
                    self._folders.add(folder)
                _write_whole(target, data, f"{folder}/{self._unfinished}")
        except OSError as error:
            raise _refuse(Path(target), error) from error
        return True

    def is_free(self, path: str) -> bool:
        """Tell whether a file can be written at an old address: nobody else's is there.

        Ours are the feeds that feedtool wrote, and those of jekyll-feed, in whose place they come.

        Raises:
            PublishError: what is there cannot be read.
        """
        target = self.folder / path
        try:
            return is_replaceable(target.read_bytes())
        except FileNotFoundError:
            return True
        except NotADirectoryError:
            return self._is_cleared(path)
        except IsADirectoryError:
            return self._is_cleared(path) and self._has_no_others(target)
        except OSError as error:
            raise _refuse(target, error) from error

    def _is_cleared(self, path: str) -> bool:
        """Tell whether a file that goes first is in the way of another: above it, or below it."""
        if not self._gone:
            return False
        return path in self._emptied or not self._gone.isdisjoint(folders_of(path))

    def _has_no_others(self, folder: Path) -> bool:
        below = {entry.relative_to(self.folder).as_posix() for entry in folder.rglob("*")}
        return below <= self._gone | self._emptied

    def remove_gone(self) -> list[str]:
        """Remove the files that go first, and give their paths.

        Raises:
            PublishError: one of them cannot be removed.
        """
        return self._remove_all(sorted(self._gone))

    def remove_stale(self, formerly: Iterable[str], due: Collection[str]) -> list[str]:
        """Remove the files of a former run that this one does not publish, and the folders they leave empty.

        ``formerly`` are the paths that the former run listed, ``due`` those of this one; nothing else in the
        folder is touched. Gives the paths that went.

        Raises:
            PublishError: one of them cannot be removed.
        """
        stale = sorted(set(formerly) - set(due) - self._gone)
        return self._remove_all([path for path in stale if _is_file(self.folder / path)])

    def clear(self, paths: Iterable[str]) -> None:
        """Remove what a run that was killed left half written in the folders of these paths.

        Raises:
            PublishError: it cannot be removed.
        """
        for folder in sorted({PurePosixPath(path).parent for path in paths}):
            for file in (self.folder / folder).glob(f"{_PREFIX}*"):
                self._remove(file.relative_to(self.folder).as_posix())

    def _remove_all(self, paths: list[str]) -> list[str]:
        if not self._is_dry:
            for path in paths:
                self._remove(path)
        return paths

    def _remove(self, path: str) -> None:
        target = self.folder / path
        try:
            target.unlink()
        except OSError as error:
            raise _refuse(target, error) from error
        self._folders.clear()
        for folder in target.parents[: len(PurePosixPath(path).parents) - 1]:
            with contextlib.suppress(OSError):  # somebody else's file is in it: it stays
                folder.rmdir()


def _refuse(path: Path, error: OSError) -> PublishError:
    reason = error.strerror or type(error).__name__
    return PublishError(str(path), f"cannot be written ({reason}); choose another folder with -o")


def read_catalogue(folder: Path, name: str) -> list[dict[str, Any]]:
    """Read what the former run says of its feeds (feeds.json); nothing if it is not there, or is no such."""
    try:
        document = json.loads((folder / name).read_bytes())
        return [feed for feed in document["feeds"] if isinstance(feed, dict)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def list_published(feeds: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give the files of the feeds of a catalogue.

    Only paths of feed files below the folder are taken: the catalogue may have been edited by hand.
    """
    return (path for feed in feeds for path in _files_of(feed))


def list_aliases(feeds: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Give the old addresses in a catalogue, each with the feed files that the file there can be.

    Only paths below the folder are taken: the catalogue may have been edited by hand.
    """
    found: dict[str, tuple[str, ...]] = {}
    for feed in feeds:
        aliases = feed.get("aliases")
        for path in aliases if isinstance(aliases, list) else ():
            if isinstance(path, str) and is_inside(path):
                found[path] = _files_of(feed)
    return found


def _files_of(feed: Mapping[str, Any]) -> tuple[str, ...]:
    paths = [feed[format_] for format_ in _FORMATS if format_ in feed]
    return tuple(path for path in paths if isinstance(path, str) and is_feed_file(path))


def find_stale_aliases(
    folder: Path, formerly: Mapping[str, Collection[str]], due: Collection[str]
) -> tuple[str, ...]:
    """Find the old addresses of a former run that are not ``due`` any more.

    ``formerly`` gives the feed files, one of which each is; a file that is none of them is somebody else's.

    Raises:
        PublishError: one of them cannot be read.
    """
    stale = sorted(set(formerly) - set(due))
    return tuple(
        path for path in stale if _is_file(folder / path) and is_one_of(_read(folder / path), formerly[path])
    )


def find_own(folder: Path, paths: Iterable[str]) -> list[str]:
    """Find out in which of these places a feed of ours lies: in another one somebody has put their own file.

    Raises:
        PublishError: one of them cannot be read.
    """
    return [path for path in paths if _is_file(folder / path) and is_own(_read(folder / path))]


def _read(target: Path) -> bytes:
    try:
        return target.read_bytes()
    except OSError as error:
        raise _refuse(target, error) from error


def _is_file(target: Path) -> bool:
    try:
        return target.is_file()
    except OSError:  # the catalogue was edited by hand: no file can have such a name
        return False


def tells_case(folder: Path) -> bool:
    """Tell whether two names that differ in their case alone are two where a folder is, or will be."""
    for place in (folder.absolute(), *folder.absolute().parents):
        other = place.with_name(place.name.swapcase()) if place.name.swapcase() != place.name else place
        if other != place and place.exists():
            return not (other.exists() and other.samefile(place))
    return False


def _holds(target: str, data: bytes) -> bool:
    try:
        if os.stat(target).st_size != len(data):  # noqa: PTH116 - a Path costs more than the call
            return False
        return Path(target).read_bytes() == data
    except FileNotFoundError:
        return False


def _write_whole(target: str, data: bytes, beside: str) -> None:
    """Write beside the target and move into place, so that nobody ever reads half a file."""
    # Who may read it, the user's umask says: a web server is somebody else.
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:  # a disk that gets full takes a part, and refuses the next
                rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)
        os.replace(beside, target)  # noqa: PTH105 - see above
    except BaseException:
        with contextlib.suppress(FileNotFoundError):  # it was in its place already when a signal came
            os.unlink(beside)  # noqa: PTH108 - see above
        raise
