"""Outlines to the output folder: feeds, old addresses, the list of all feeds; what is not due any more goes.

Only the feeds that are due are rendered. What the run has to know of the folder, and leaves for the next one,
is in the index.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedtool import release, render
from feedtool.aliases import find_aliases, make_problem
from feedtool.config import Config
from feedtool.fingerprint import fingerprint
from feedtool.growth import Growth, leave_basis
from feedtool.judging import Judged
from feedtool.model import Outline, Problem
from feedtool.opening import Opened, Target, without_names
from feedtool.publish import (
    Publisher,
    find_own,
    find_stale_aliases,
    list_aliases,
    list_published,
    read_catalogue,
    tells_case,
)
from feedtool.release import Released
from feedtool.render import catalogue
from feedtool.render.catalogue import Listed
from feedtool.unchanged import forget_report


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of the output folder."""

    #: Paths of the files that were written; the stamps of these and of all others that were looked at.
    written: tuple[str, ...]
    stamps: Mapping[str, str]
    #: Paths of what was removed.
    removed: tuple[str, ...]
    #: Which old addresses cannot be had.
    problems: tuple[Problem, ...]
    #: Whether somebody else's file stands where one of ours is due: once it is gone, there is more to do.
    is_hindered: bool


def publish(outlines: Sequence[Outline], judged: Judged, target: Target) -> Published:
    """Publish feeds, at old addresses too, and their catalogue."""
    config, index, output, source = judged.config, judged.index, target.output, target.settings
    names = {format_: render.FILE_NAMES[format_] for format_ in config.feeds.formats}
    files = {f"{outline.path}/{name}" for outline in outlines for name in names.values()}
    own_files = {*files, catalogue.JSON_NAME, catalogue.OPML_NAME}
    aliases = find_aliases(outlines, own_files, config, source, tells_case=tells_case(output))
    problems = list(aliases.problems)
    # The catalogue may be gone, and what a run that was killed has written stands in none.
    published, former = index.read_published(), read_catalogue(output, catalogue.JSON_NAME)
    formerly = set(published)
    if not release.is_untouched(output, published.get(catalogue.JSON_NAME)):
        formerly.update(list_published(former))
    gone = find_stale_aliases(output, list_aliases(former), files | aliases.paths)
    publisher = Publisher(output, is_dry=target.is_dry, gone=gone)
    publisher.probe()
    by_file, taken = release.part_free(publisher, aliases.by_file, published)
    press = release.Press(output=output, config=config, labels=judged.labels, is_dry=target.is_dry, gone=gone)
    own = fingerprint(without_names(config))
    keys = release.key_feeds(outlines, judged.updated.heads, judged.labels, own)
    orders, there = release.find_due(press, outlines, keys, published, by_file)
    if judged.updated.prepared < len(judged.files):  # else all that is in it was written by this run
        index.check_articles({path for order in orders for path in order.outline.paths})
    listed = [*_list_feeds(outlines, config, by_file)]
    if target.is_kept:
        # Before anything is published: where the index is damaged, it shows now. Nothing of it counts until
        # the report is kept.
        leave_basis(index, judged, zip(range(len(outlines)), outlines, listed, strict=True))
    if not target.is_dry:
        places = {*files, *(path for paths in by_file.values() for path in paths)}
        if index.was_killed():
            publisher.clear({*formerly, *places})
        forget_report(index)
        index.announce(places)
    removed = publisher.remove_gone()  # first: where an old address was a file, another can need a folder
    released = release.release(press, index, orders, target.jobs, target.show)
    there += [it.file for it in released]
    written = [it.file.path for it in released if it.is_written]
    # Before the catalogue: while a stale file is there, the catalogue lists it, and the next run removes it.
    due = {file.path for file in there}
    removed += publisher.remove_stale(find_own(output, formerly - due), due)
    published_lists = _publish_lists(publisher, listed, _find_newest(outlines), config)
    written += [it.file.path for it in published_lists if it.is_written]
    there += [it.file for it in published_lists]
    index.replace_published(there)
    message = "a file that is not feedtool's is there, and stays; move it away"
    problems += (make_problem("alias-taken", f"{path}: {message}", source) for path in taken)
    return Published(
        written=tuple(written),
        stamps={file.path: file.stamp for file in there},
        removed=tuple(removed),
        problems=tuple(problems),
        is_hindered=bool(taken),
    )


def _list_feeds(
    outlines: Iterable[Outline], config: Config, aliases: Mapping[str, Iterable[str]]
) -> Iterator[Listed]:
    """Write what the lists of all feeds say of each; ``aliases`` gives the old addresses of each file."""
    names = {format_: render.FILE_NAMES[format_] for format_ in config.feeds.formats}
    for outline in outlines:
        files = (f"{outline.path}/{name}" for name in names.values())
        yield catalogue.list_feed(outline, names, (path for file in files for path in aliases.get(file, ())))


def _find_newest(outlines: Iterable[Outline]) -> datetime | None:
    return max((outline.updated for outline in outlines), key=datetime.timestamp, default=None)


def _publish_lists(
    publisher: Publisher, listed: Sequence[tuple[bytes, bytes]], updated: datetime | None, config: Config
) -> list[Released]:
    """Publish the list of all feeds, for programs and for feed readers."""
    files = {
        catalogue.OPML_NAME: catalogue.render_opml([opml for _, opml in listed], updated, config.site),
        catalogue.JSON_NAME: catalogue.render_json([json for json, _ in listed], updated, config.site),
    }
    return [
        release.Released(
            is_written=publisher.publish(name, data), file=release.note_file(publisher.folder, name, data)
        )
        for name, data in files.items()
    ]


def publish_growth(growth: Growth, opened: Opened, target: Target) -> Published:
    """Publish the feeds that hold new posts, and the catalogue; all other files are as they are to be."""
    config, index = opened.config, opened.index
    publisher = Publisher(target.output, is_dry=target.is_dry)
    publisher.probe()
    outlines = [*growth.outlines.values()]
    press = release.Press(output=target.output, config=config, labels=growth.labels, is_dry=target.is_dry)
    keys = release.key_feeds(outlines, growth.heads, growth.labels, fingerprint(without_names(config)))
    names = [render.FILE_NAMES[format_] for format_ in config.feeds.formats]
    files = [f"{outline.path}/{name}" for outline in outlines for name in names]
    orders, _ = release.find_due(press, outlines, keys, index.find_published(files), {})
    index.check_articles({path for order in orders for path in order.outline.paths})
    index.store_feeds(zip(growth.outlines, outlines, _list_feeds(outlines, config, {}), strict=True))
    if not target.is_dry:
        forget_report(index)
        index.announce(files)
    released = release.release(press, index, orders, target.jobs, target.show)
    newest = index.find_newest_feed()
    updated = newest.updated if newest else None
    released += _publish_lists(publisher, [*index.read_listed()], updated, config)
    index.note_published(it.file for it in released)
    return Published(
        written=tuple(it.file.path for it in released if it.is_written),
        stamps={it.file.path: it.file.stamp for it in released},
        removed=(),
        problems=(),
        is_hindered=False,
    )
