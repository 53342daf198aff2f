"""Why feedtool publishes nothing for an old entry: its post is left out, or there is none. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote

from feedtool.config import Config
from feedtool.head import Head
from feedtool.inspection import REASONS
from feedtool.jekyll import parse_date, slugify, split_file_name
from feedtool.matching import match_entries
from feedtool.model import Problem
from feedtool.new_ids import Reason
from feedtool.old_feed import OldEntry

_ABSENT = Reason(
    code="absent", message="no post of the archive has this id, this link, or this title that day"
)
#: A day is written in the site's zone, a moment in any.
_NEAR = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What an archive holds and feedtool does not publish."""

    #: Why files are left out, by their paths; the heads of those among them that could be published.
    reasons: Mapping[str, str]
    heads: Sequence[Head]
    problems: Sequence[Problem]


def explain_absence(
    entries: Sequence[OldEntry], left_out: LeftOut, config: Config
) -> dict[str, tuple[str | None, Reason]]:
    """Give the path of each entry's post (None: there is none) and why it is not published, by the id."""
    read = match_entries(entries, left_out.heads, config)
    files = _name_files(left_out.reasons.keys() - {head.path for head in left_out.heads}) if entries else {}
    explained: dict[str, tuple[str | None, Reason]] = {}
    for entry in entries:
        head = read.get(entry.id)
        path = head.path if head else _find_file(entry, files, config)
        explained[entry.id] = _explain(path, left_out) if path else (None, _ABSENT)
    return explained


def _name_files(paths: Iterable[str]) -> dict[str, list[tuple[str, str | None]]]:
    """Give the paths of files, and the days in their names, by what jekyll-feed makes id and link of."""
    files: dict[str, list[tuple[str, str | None]]] = {}
    for path in sorted(paths):
        day, slug = split_file_name(PurePosixPath(path).stem)
        files.setdefault(slugify(slug, pretty=False), []).append((path, day))
    return files


def _find_file(
    entry: OldEntry, files: Mapping[str, Sequence[tuple[str, str | None]]], config: Config
) -> str | None:
    """Find the post of an entry by its file's name alone."""
    slugs = {_slug_of(address) for address in (entry.id, entry.link)} - {""}
    zone, moment = config.site.zone, entry.published or entry.updated
    for path, day in sorted(file for slug in slugs for file in files.get(slug, ())):
        date = parse_date(day, zone, zone) if day else None
        if date is None or moment is None or abs(moment - date) < _NEAR:
            return path
    return None


def _slug_of(address: str) -> str:
    name = unquote(address.rstrip("/").rpartition("/")[2])
    return slugify(name.removesuffix(".html"), pretty=False)


def _explain(path: str, left_out: LeftOut) -> tuple[str, Reason]:
    code = left_out.reasons[path]
    # A path that is no text is written down as its problem does.
    name = path.encode("utf-8", "backslashreplace").decode()
    found = [problem for problem in left_out.problems if (problem.path, problem.severity) == (name, "error")]
    message = str(found[0]) if found else f"{name} is left out: {REASONS[code]}"
    return name, Reason(code=code, message=message)
