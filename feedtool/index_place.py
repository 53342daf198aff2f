"""Where the index of an archive lies. Asks the system for the user's cache folder."""

from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

from feedtool.settings import Settings


def find_index(settings: Settings, source: str, output: Path) -> Path | None:
    """Give the file that the settings name, else one in the user's cache folder; None if the user has none.

    One archive that is published to several folders has an index for each: it knows what lies there.
    """
    if settings.index.path:
        return Path(settings.source).parent / settings.index.path
    place = source if source.startswith(("http://", "https://")) else str(Path(source).resolve())
    name = blake2b(
        f"{place}\n{output.resolve()}".encode("utf-8", "surrogateescape"), digest_size=10
    ).hexdigest()
    try:
        folder = user_cache_path("feedtool", appauthor=False)
    except RuntimeError:  # a user without a home
        return None
    # Before platformdirs says so, the folder is one called "~", wherever the run is.
    return folder / f"{name}.sqlite" if folder.is_absolute() else None
