"""What commands ask of an archive that publish nothing: of single posts, of all, of feeds served today."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from feedtool.archive import read_post
from feedtool.audit import Audit, make_audit
from feedtool.collect import collect
from feedtool.compare import Comparison, compare_feeds
from feedtool.config import Config
from feedtool.entry import make_entry
from feedtool.errors import ArchiveError, FeedError
from feedtool.evidence import speaks_of_source
from feedtool.fetch import read
from feedtool.inspection import Inspection
from feedtool.judging import Judged, count, read_site, refuse_empty
from feedtool.left_out import LeftOut
from feedtool.model import Entry
from feedtool.named_files import make_named_files
from feedtool.old_feed import read_old_feed
from feedtool.post_files import PostFile
from feedtool.prepare import make_draft
from feedtool.recurring import PostBlocks, Recurring, find_recurring
from feedtool.settings import Settings
from feedtool.settings_file import find_settings_file, find_source, read_table
from feedtool.site_files import SITE_CONFIG
from feedtool.unused_rules import find_unused_rules

#: What fewer posts have in common is chance, and no audit tells it.
FEWEST_RECURRING = 3
#: No feed that readers are expected to fetch is as large.
_MOST_FEED_BYTES = 64 << 20


def find_site_of(post: Path) -> tuple[str | None, Path | None]:
    """Give the archive and the settings file for a post, so that it is found wherever it is asked for.

    None stands for what a run in the current folder takes. Its settings are taken if the post lies in the
    archive that they name, else the nearest above the post of which that is true, else the site above it.

    Raises:
        ConfigError: a settings file on the way cannot be read.
        ArchiveError: the post lies in no site.
    """
    if not os.path.exists(post):  # noqa: PTH110 - never fails; it may be named as the archive has it
        return None, None
    here, above = Path.cwd(), post.resolve().parents
    for path in filter(None, map(find_settings_file, (Path(), *above))):
        if Path(find_source(read_table(path), path)).resolve() in above:
            return None, path
    site = next((folder for folder in above if (folder / SITE_CONFIG).is_file()), None)
    if site is None and here not in above:
        message = (
            "lies in no site: no folder above it has a _config.yml or a feedtool.toml; name the settings "
            "file of its archive with -c"
        )
        raise ArchiveError(str(post), message)
    return (None if site is None else str(site)), None


def inspect(settings: Settings, source: str, paths: Sequence[Path]) -> tuple[Inspection, ...]:
    """Tell what ``generate`` makes of single posts of the archive at ``source``.

    The whole archive is read: whom a digest credits can depend on what other posts say.

    Raises:
        FeedtoolError: the settings or the archive cannot be used, or a path is no post of it.
    """
    with read_site(settings, source) as judged:
        files = {(judged.root / file.path).resolve(): file for file in judged.files}
        inspections = []
        for path in paths:
            file = files.get(path.resolve()) or files.get((judged.root / path).resolve())
            if file is None:
                message = f"is no post of the archive {source}; see [archive] posts"
                is_there = any(map(os.path.exists, (path, judged.root / path)))  # which never fails
                raise ArchiveError(str(path), message if is_there else "no such file")
            inspections.append(_inspect(file, judged))
    return tuple(inspections)


def _inspect(file: PostFile, judged: Judged) -> Inspection:
    name = file.path.encode("utf-8", "backslashreplace").decode()  # a problem's path can be written down
    heads = {head.path for head in judged.heads}
    doubles = {other: group.kept for group in judged.duplicates for other in group.others}
    problems = tuple(problem for problem in judged.problems if problem.path == name)
    draft = entry = None
    if file.path in heads or any(problem.code == "text-missing" for problem in problems):
        learned = judged.index.read_learned(file.path)
        named = make_named_files(judged.root, judged.config, judged.latest)
        draft = make_draft(read_post(judged.root, file), judged.config, learned, named)
    if file.path in heads:
        ((head, content, credit),) = judged.index.read_articles([file.path])
        entry = make_entry(head, content, credit, judged.config, judged.labels)
    return Inspection(
        path=file.path,
        draft=draft,
        entry=entry,
        problems=problems,
        left_out=judged.reasons.get(file.path, ""),
        duplicate_of=doubles.get(file.path),
    )


def audit(settings: Settings, source: str, *, jobs: int | None = None) -> Audit:
    """Sum up the archive at ``source``: credit coverage, what recurs, duplicates, suspects, problems.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    with read_site(settings, source, jobs=jobs, has_blocks=True) as judged:
        # What a site's own limit leaves out is of the same making as what it lets through.
        counted = {head.path for head in judged.heads}
        counted.update(path for path, reason in judged.reasons.items() if reason == "limit")

        def read_posts() -> Iterator[PostBlocks]:
            return (post for post in judged.index.read_blocks() if post.path in counted)

        evidence = judged.index.read_evidence([head.path for head in judged.heads])
        return make_audit(
            judged.heads,
            dict(evidence),
            posts=len(judged.files),
            left_out=count(judged.reasons.values()),
            known=judged.updated.known,
            duplicates=judged.duplicates,
            recurring=_leave_sources(find_recurring(read_posts, FEWEST_RECURRING), judged.config),
            unused_rules=find_unused_rules(judged.heads, judged.duplicates, judged.config),
            config=judged.config,
            problems=judged.problems,
        )


def _leave_sources(recurring: Iterable[Recurring], config: Config) -> tuple[Recurring, ...]:
    """Leave out what says whose an article is: it recurs too, and a rule that takes it out costs a credit."""
    return tuple(it for it in recurring if not speaks_of_source(it.block, "", config))


def compare(settings: Settings, source: str, names: Sequence[str], *, jobs: int | None = None) -> Comparison:
    """Tell what subscribers of the feeds at ``names`` (paths or URLs) would see if those were feedtool's.

    Every post of the archive at ``source`` counts, whether or not a feed of feedtool is long enough for it.

    Raises:
        FeedtoolError: a feed cannot be read, or the settings or the archive cannot be used.
    """
    old_feeds = [read_old_feed(name, read(name, FeedError, most=_MOST_FEED_BYTES)) for name in names]
    with read_site(settings, source, jobs=jobs) as judged:
        refuse_empty(judged, source)
        heads = judged.updated.heads
        left_out = LeftOut(
            reasons=judged.reasons,
            heads=[heads[path] for path in judged.reasons if path in heads],
            problems=judged.problems,
        )

        def read_entries(paths: Sequence[str]) -> Iterator[Entry]:
            for head, content, credit in judged.index.read_articles(paths):
                yield make_entry(head, content, credit, judged.config, judged.labels)

        new_feeds = collect(judged.heads, judged.labels, judged.config, judged.doubles)
        return compare_feeds(
            old_feeds, judged.heads, new_feeds, left_out, judged.config, read_entries=read_entries
        )
