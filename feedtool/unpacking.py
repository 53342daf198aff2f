"""A packed archive to a folder: of all its files, those that a run can need. Reads and writes files."""

import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, cast

from feedtool.entry_filter import SPECIAL
from feedtool.errors import ArchiveError
from feedtool.site_data import AUTHORS, DATA_ENDINGS
from feedtool.site_files import MEDIA_ENDINGS, SITE_CONFIG, is_post

#: Folders whose files Liquid in a post can have whole.
_READ_BY_LIQUID = frozenset({"_data", "_includes"})
_CHUNK_BYTES = 1 << 20
#: How a .zip with a file in it begins.
_ZIP_START = b"PK\x03\x04"
#: No front matter is longer.
_HEAD_BYTES = 1 << 17
#: What zipfile and tarfile raise for a file that is damaged, encrypted, or packed in a way they do not know.
_DAMAGES = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)


def unpack(packed: Path, folder: Path, source: str, *, has_liquid: bool) -> list[str]:
    """Unpack what a run can need to a folder, and give the names of all that is packed.

    Where Liquid is run (``has_liquid``), that is of every file what a post can ask for.

    Raises:
        ArchiveError: it is of an unknown kind, or damaged; ``source`` is what the user called it.
    """
    names: list[str] = []
    try:
        if zipfile.is_zipfile(packed):
            with zipfile.ZipFile(packed) as file:
                for info in file.infolist():
                    names.append(info.filename)
                    is_link = stat.S_ISLNK(info.external_attr >> 16)  # it holds where it leads, no text
                    if not info.is_dir() and not is_link and _is_needed(info.filename):
                        _write_member(folder, info.filename, file.open(info))
                    elif has_liquid and not info.is_dir() and not is_link and _can_be_named(info.filename):
                        _write_named(folder, info.filename, file.open(info))
        elif tarfile.is_tarfile(packed):
            with tarfile.open(packed) as file_:
                for member in file_:
                    names.append(member.name)
                    content = file_.extractfile(member) if member.isfile() else None
                    if content is not None and _is_needed(member.name):
                        _write_member(folder, member.name, content)
                    elif has_liquid and content is not None and _can_be_named(member.name):
                        _write_named(folder, member.name, content)
                _check_end(file_)
        else:
            raise ArchiveError(source, _name_flaw(packed))
    except _DAMAGES as error:
        message = f"cannot be unpacked: {error}; if it is damaged or incomplete, fetch or pack it again"
        raise ArchiveError(source, message) from error
    return names


def _name_flaw(packed: Path) -> str:
    """Say what is wrong with a file that is no whole .zip or tar: what is in a .zip stands at its end."""
    with packed.open("rb") as file:
        is_begun = file.read(len(_ZIP_START)) == _ZIP_START
    damaged = "is a .zip that is damaged or incomplete; fetch or pack it again"
    return damaged if is_begun else "is neither a folder nor a .zip or .tar.gz"


def _check_end(file: tarfile.TarFile) -> None:
    """Read on to the end: tarfile takes a header that it cannot read for the end, and posts would vanish."""
    content = cast("IO[bytes]", file.fileobj)
    content.seek(file.offset)
    if content.read(tarfile.BLOCKSIZE).strip(b"\0"):
        raise tarfile.ReadError("the header of a member is damaged")
    while content.read(_CHUNK_BYTES):
        pass  # the packer's checksum stands at the very end


def _is_needed(name: str) -> bool:
    path = PurePosixPath(name)
    if path.parts[:1] == ("__MACOSX",):  # what macOS knows of the files, under their names
        return False
    is_config = path.name == SITE_CONFIG or _can_be_authors(path)
    return _is_inside(path) and (is_config or is_post(name) or _can_be_document(path))


def _can_be_authors(path: PurePosixPath) -> bool:
    """Tell whether a packed file can hold authors: where the site has its data is not known yet."""
    return path.suffix in DATA_ENDINGS and AUTHORS in {path.stem, *path.parts[:-1]}


def _is_inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def _can_be_document(path: PurePosixPath) -> bool:
    """Tell whether a packed file can be a document of a collection: which there are is not known yet."""
    is_media = path.suffix.lower() in MEDIA_ENDINGS
    return not is_media and any(part.startswith("_") for part in path.parts[:-1])


def _can_be_named(name: str) -> bool:
    """Tell whether Liquid in a post can name a file that is no post: an include, data, a page or other."""
    path = PurePosixPath(name)
    is_hidden = any(part.startswith(SPECIAL) or part == "node_modules" for part in path.parts)
    # A collection lies at the top, or in a folder; what hosts wrap around a repository is another one.
    is_in_collection = any(part.startswith("_") and part != "_site" for part in path.parts[:3])
    is_read = not _READ_BY_LIQUID.isdisjoint(path.parts[:2])
    return _is_inside(path) and (not is_hidden or is_in_collection or is_read)


def _write_named(folder: Path, name: str, content: IO[bytes]) -> None:
    """Write an include or data whole, and of another file its front matter: that gives its address."""
    path = PurePosixPath(name)
    # The site may say that its data lies in another folder.
    if not _READ_BY_LIQUID.isdisjoint(path.parts[:2]) or path.suffix in DATA_ENDINGS:
        _write_member(folder, name, content)
        return
    with content:
        head = content.read(_HEAD_BYTES)
    _write_member(folder, name, io.BytesIO(head if head.startswith(b"---") else b""))


def _write_member(folder: Path, name: str, content: IO[bytes]) -> None:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as file:
        while chunk := content.read(_CHUNK_BYTES):
            file.write(chunk)


def skip_wrapper(folder: Path) -> Path:
    """Step into the one folder that hosts such as GitHub wrap around a packed repository."""
    children = list(folder.iterdir())
    is_wrapped = len(children) == 1 and children[0].is_dir() and not children[0].name.startswith("_")
    return children[0] if is_wrapped else folder
