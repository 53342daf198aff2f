"""What lies at an address: the one place that knows how it is asked for, and how long we wait."""

from io import BytesIO
from pathlib import Path
from typing import IO

from feedtool.errors import FeedtoolError

#: For the first byte of an answer, and for each next one.
_SECONDS = 60
_CHUNK_BYTES = 1 << 20


def is_address(source: str) -> bool:
    """Tell whether a source is an http(s) URL, and no path."""
    return source.startswith(("http://", "https://"))


def fetch(url: str, target: IO[bytes], failure: type[FeedtoolError], *, most: int = 0) -> None:
    """Write what lies at a URL to ``target``; with ``most``, at the most so many bytes.

    Raises:
        failure: nobody answers, the answer is an error, it breaks off, or it is larger than ``most``.
    """
    import requests  # noqa: PLC0415 - start-up counts, and most archives are folders

    size = 0
    try:
        with requests.get(url, stream=True, timeout=_SECONDS) as response:
            response.raise_for_status()
            for chunk in response.iter_content(_CHUNK_BYTES):
                size += len(chunk)
                if most and size > most:
                    raise failure(url, _too_large(most))
                target.write(chunk)
    except (OSError, ValueError) as error:  # urllib3 lets a host's name that is none through as a ValueError
        raise failure(url, f"cannot be fetched; is the address right? ({_tell_reason(error)})") from error


def _tell_reason(error: Exception) -> str:
    """Say in few words what went wrong: what requests says holds names of its own objects."""
    import requests  # noqa: PLC0415 - as above

    if isinstance(error, requests.HTTPError):
        return f"{error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.Timeout):
        return f"no answer within {_SECONDS} seconds"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not to be trusted"
    if isinstance(error, requests.ConnectionError):
        return "nobody answers there"
    return str(error)


def read(source: str, failure: type[FeedtoolError], *, most: int) -> bytes:
    """Give what lies at a path or a URL: at the most ``most`` bytes.

    Raises:
        failure: it cannot be read, or is larger.
    """
    if is_address(source):
        content = BytesIO()
        fetch(source, content, failure, most=most)
        return content.getvalue()
    try:
        with Path(source).open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise failure(source, f"cannot be read: {error.strerror}") from error
    if len(data) > most:
        raise failure(source, _too_large(most))
    return data


def _too_large(most: int) -> str:
    return f"is larger than the {most >> 20} MiB that are read at the most"
