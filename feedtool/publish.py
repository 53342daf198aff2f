"""Bytes to files: each file whole, and only if it changed. Only this module writes to the output folder."""

import contextlib
import json
import os
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from feedtool.errors import PublishError


class Publisher:
    """Publishes files below one folder; with ``is_dry`` it only finds out what would change."""

    def __init__(self, folder: Path, *, is_dry: bool = False) -> None:
        self.folder = folder
        self._is_dry = is_dry

    def probe(self) -> None:
        """Find out whether the folder can be written, before anything is.

        Raises:
            PublishError: it cannot.
        """
        if self._is_dry:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=".feedtool-"):
                pass
        except OSError as error:
            raise self._error(self.folder, error) from error

    def publish(self, path: str, data: bytes) -> bool:
        """Write one file (its path relative to the folder) unless it holds these bytes; False if it does.

        Raises:
            PublishError: it cannot be written.
        """
        target = self.folder / path
        try:
            if _holds(target, data):
                return False
            if not self._is_dry:
                _replace(target, data)
        except OSError as error:
            raise self._error(target, error) from error
        return True

    def remove_stale(self, formerly: Iterable[str], due: Collection[str]) -> list[str]:
        """Remove the files of a former run that this one does not publish, and the folders they leave empty.

        ``formerly`` are the paths that the former run listed, ``due`` those of this one; nothing else in the
        folder is touched. Gives the paths that went.

        Raises:
            PublishError: one of them cannot be removed.
        """
        removed = [path for path in sorted(set(formerly) - set(due)) if _is_file(self.folder / path)]
        if not self._is_dry:
            for path in removed:
                self._remove(path)
        return removed

    def _remove(self, path: str) -> None:
        target = self.folder / path
        try:
            target.unlink()
        except OSError as error:
            raise self._error(target, error) from error
        for folder in target.parents[: len(PurePosixPath(path).parents) - 1]:
            with contextlib.suppress(OSError):  # somebody else's file is in it: it stays
                folder.rmdir()

    def _error(self, path: Path, error: OSError) -> PublishError:
        reason = error.strerror or type(error).__name__
        return PublishError(str(path), f"cannot be written ({reason}); choose another folder with -o")


def read_published(folder: Path, catalogue: str) -> tuple[str, ...]:
    """Read which files the former run published from its catalogue (feeds.json); none if there is none.

    Only paths of feed files below the folder are taken: the file may have been edited by hand.
    """
    try:
        document = json.loads((folder / catalogue).read_bytes())
        feeds = [feed for feed in document["feeds"] if isinstance(feed, dict)]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    paths = [feed[format_] for feed in feeds for format_ in ("rss", "atom", "json") if format_ in feed]
    return tuple(path for path in paths if isinstance(path, str) and _is_feed_file(path))


def _is_feed_file(path: str) -> bool:
    parts = PurePosixPath(path).parts
    is_inside = ".." not in parts and not path.startswith("/") and "\\" not in path
    return (
        is_inside
        and parts[:1] in {("all",), ("category",), ("source",), ("tag",)}
        and parts[-1].endswith((".json", ".xml"))
    )


def _is_file(target: Path) -> bool:
    try:
        return target.is_file()
    except OSError:  # the catalogue was edited by hand: no file can have such a name
        return False


def stamp_file(target: Path) -> str | None:
    """Give the size and times of a file as one text: another one means that it may have changed.

    None if there is none.
    """
    try:
        status = target.stat()
    except OSError:
        return None
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _holds(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target and move into place, so that nobody ever reads half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".feedtool-", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.close()
            # NamedTemporaryFile makes files that only their owner may read; a web server is somebody else.
            temporary.chmod(0o666 & ~_UMASK)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _read_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


_UMASK = _read_umask()
