"""Why feedtool publishes nothing for an old entry: its post is left out, or there is none. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote

from feedtool.config import Config
from feedtool.inspection import REASONS
from feedtool.jekyll import parse_date, slugify, split_file_name
from feedtool.matching import match_entries
from feedtool.model import Draft, Problem
from feedtool.new_ids import Reason
from feedtool.old_feed import OldEntry
from feedtool.prepare import Outcome

_ABSENT = Reason(
    code="absent", message="no post of the archive has this id, this link, or this title that day"
)
#: A day is written in the site's zone, a moment in any.
_NEAR = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What an archive holds and feedtool does not publish."""

    #: What was read of each file, by its path, and why it is left out.
    outcomes: Mapping[str, Outcome]
    reasons: Mapping[str, str]
    problems: Sequence[Problem]


def explain_absence(
    entries: Sequence[OldEntry], left_out: LeftOut, config: Config
) -> dict[str, tuple[str | None, Reason]]:
    """Give the path of each entry's post (None: there is none) and why it is not published, by the id."""
    outcomes = left_out.outcomes
    posts = [outcome.post for outcome in outcomes.values() if isinstance(outcome, Draft)]
    read = match_entries(entries, [post for post in posts if post.path in left_out.reasons], config)
    unread = [path for path in left_out.reasons if not isinstance(outcomes[path], Draft)]
    explained = {}
    for entry in entries:
        post = read.get(entry.id)
        path = post.path if post else _find_file(entry, unread, config)
        explained[entry.id] = (path, _explain(path, left_out) if path else _ABSENT)
    return explained


def _find_file(entry: OldEntry, paths: Iterable[str], config: Config) -> str | None:
    """Find the post of an entry by its file's name alone, which jekyll-feed makes id and link of."""
    slugs = {_slug_of(address) for address in (entry.id, entry.link)} - {""}
    zone, moment = config.site.zone, entry.published or entry.updated
    for path in paths:
        day, slug = split_file_name(PurePosixPath(path).stem)
        date = parse_date(day, zone, zone) if day else None
        is_near = date is None or moment is None or abs(moment - date) < _NEAR
        if is_near and slugify(slug, pretty=False) in slugs:
            return path
    return None


def _slug_of(address: str) -> str:
    name = unquote(address.rstrip("/").rpartition("/")[2])
    return slugify(name.removesuffix(".html"), pretty=False)


def _explain(path: str, left_out: LeftOut) -> Reason:
    code = left_out.reasons[path]
    found = [problem for problem in left_out.problems if (problem.path, problem.severity) == (path, "error")]
    message = str(found[0]) if found else f"{path} is left out: {REASONS[code]}"
    return Reason(code=code, message=message)
