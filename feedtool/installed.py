"""Which libraries are installed, by the names of their folders: what they say inside takes long to read.

Reads the names in the folders of libraries.
"""

import os
import sys
from collections.abc import Iterable, Iterator


def name_libraries() -> Iterator[str]:
    """Name all libraries that are installed, each with its version."""
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):  # noqa: PTH112 - it is a text
            names = os.listdir(folder)  # noqa: PTH208 - start-up counts
            yield from sorted(name for name in names if name.endswith(("dist-info", "egg-info")))


def find_versions(libraries: Iterable[str]) -> dict[str, str]:
    """Give the versions of libraries by their names, which are in lower case with hyphens.

    Raises:
        PackageNotFoundError: one is not installed.
    """
    found: dict[str, str] = {}
    for folder in name_libraries():
        # The name has no hyphen there (packaging.python.org, "Recording installed projects").
        name, _, version = folder.rpartition(".")[0].partition("-")
        found.setdefault(name.lower().replace("_", "-"), version)
    return {name: found.get(name) or _ask_version(name) for name in libraries}


def _ask_version(library: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415 - start-up counts

    return version(library)
