"""Where the index of an archive lies. Asks the system for the user's cache folder."""

from hashlib import blake2b
from pathlib import Path


def find_index(stated: str, settings_file: Path | None, source: str, output: Path) -> Path | None:
    """Give the file that the settings name, else one in the user's cache folder; None if the user has none.

    What is ``stated`` in the settings (empty: nothing is) is relative to their file.

    One archive that is published to several folders has an index for each: it knows what lies there.
    """
    if stated:
        return (settings_file.parent if settings_file else Path()) / stated
    from platformdirs import user_cache_path  # noqa: PLC0415 - start-up counts

    place = source if source.startswith(("http://", "https://")) else str(Path(source).resolve())
    name = blake2b(
        f"{place}\n{output.resolve()}".encode("utf-8", "surrogateescape"), digest_size=10
    ).hexdigest()
    try:
        caches = user_cache_path("feedtool", appauthor=False)
    except RuntimeError:  # a user without a home
        return None
    # Before platformdirs says so, the folder is one called "~", wherever the run is.
    return caches / f"{name}.sqlite" if caches.is_absolute() else None
