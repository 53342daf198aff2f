"""Bytes to files: each file whole, and only if it changed. Only this module writes to the output folder."""

import contextlib
import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import unquote

from feedtool.errors import PublishError
from feedtool.paths import is_inside

_FORMATS = ("rss", "atom", "json")
_KINDS = frozenset({"all", "category", "collection", "source", "tag"})
#: How our own feed files begin.
_OWN_HEAD = re.compile(
    rb'<\?xml version="1\.0" encoding="UTF-8"\?>\n<(?:rss|feed) '
    rb'|\{\n "version": "https://jsonfeed\.org/version/1\.1",'
)
#: What says in each where it is; the entries come behind it.
_SELF_LINK = re.compile(
    rb'<link href="([^"]+)" rel="self"'
    rb'|<atom:link rel="self" [^>]*href="([^"]+)"'
    rb'|\n "feed_url": "([^"]+)",'
)
#: What a feed that jekyll-feed made says of itself; the template of one has a Liquid variable for a number.
_JEKYLL = re.compile(rb'<generator uri="https://jekyllrb\.com/" version="[\d.]+">Jekyll</generator>')
_HEAD_BYTES = 1000


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

    def is_free(self, path: str) -> bool:
        """Tell whether a file can be written at an old address: nobody else's is there.

        Ours are the feeds that feedtool wrote, and those of jekyll-feed, in whose place they come.

        Raises:
            PublishError: what is there cannot be read.
        """
        target = self.folder / path
        try:
            return _is_replaceable(target.read_bytes())
        except FileNotFoundError:
            return True
        except (IsADirectoryError, NotADirectoryError):
            return False
        except OSError as error:
            raise self._error(target, error) from error

    def remove_aliases(self, formerly: Mapping[str, Collection[str]], due: Collection[str]) -> list[str]:
        """Remove the old addresses of a former run that are not ``due`` any more, and give their paths.

        ``formerly`` gives the feed files, one of which each is; a file that is none of them stays.

        Raises:
            PublishError: one of them cannot be read or removed.
        """
        removed = [
            path
            for path in sorted(set(formerly) - set(due))
            if _is_file(self.folder / path) and _is_one_of(self._read(path), formerly[path])
        ]
        if not self._is_dry:
            for path in removed:
                self._remove(path)
        return removed

    def _read(self, path: str) -> bytes:
        target = self.folder / path
        try:
            return target.read_bytes()
        except OSError as error:
            raise self._error(target, error) from error

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
    return tuple(path for feed in _read_feeds(folder, catalogue) for path in _files_of(feed))


def read_aliases(folder: Path, catalogue: str) -> dict[str, tuple[str, ...]]:
    """Read at which old addresses the former run wrote files, each with the feed files that it can be.

    Only paths below the folder are taken: the catalogue may have been edited by hand.
    """
    found: dict[str, tuple[str, ...]] = {}
    for feed in _read_feeds(folder, catalogue):
        aliases = feed.get("aliases")
        for path in aliases if isinstance(aliases, list) else ():
            if isinstance(path, str) and is_inside(path):
                found[path] = _files_of(feed)
    return found


def _read_feeds(folder: Path, catalogue: str) -> list[dict[str, Any]]:
    try:
        document = json.loads((folder / catalogue).read_bytes())
        return [feed for feed in document["feeds"] if isinstance(feed, dict)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _files_of(feed: Mapping[str, Any]) -> tuple[str, ...]:
    paths = [feed[format_] for format_ in _FORMATS if format_ in feed]
    return tuple(path for path in paths if isinstance(path, str) and _is_feed_file(path))


def _is_feed_file(path: str) -> bool:
    parts = path.split("/")
    return is_inside(path) and parts[0] in _KINDS and parts[-1].endswith((".json", ".xml"))


def _is_one_of(data: bytes, files: Collection[str]) -> bool:
    """Tell whether bytes are one of these feed files, whatever the address of their folder was."""
    address = _own_address(data)
    return any(address.endswith(f"/{file}") for file in files)


def _is_replaceable(data: bytes) -> bool:
    parts = _own_address(data).split("/")
    is_own = any(_is_feed_file("/".join(parts[start:])) for start in range(len(parts)))
    return is_own or _JEKYLL.search(data[:_HEAD_BYTES]) is not None


def _own_address(data: bytes) -> str:
    """Give the address that a feed of ours says it has, decoded; empty if it is none of ours."""
    match = _SELF_LINK.search(data) if _OWN_HEAD.match(data) else None
    return unquote(next(filter(None, match.groups())).decode("utf-8", "replace")) if match else ""


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
