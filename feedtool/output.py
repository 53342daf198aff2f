"""Outlines to the output folder: feeds, old addresses, the list of all feeds; what is not due any more goes.

Only the feeds that are due are rendered. What the run has to know of the folder, and leaves for the next one,
is in the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from feedtool import release, render
from feedtool.aliases import find_aliases, make_problem
from feedtool.config import Config
from feedtool.fingerprint import fingerprint
from feedtool.growth import Growth
from feedtool.model import Outline, Problem
from feedtool.opening import Judged, Opened, Target, without_names
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
from feedtool.unchanged import forget_report


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of the output folder."""

    #: Paths of the files that were written, and how many others are as they were; what was removed.
    written: tuple[str, ...]
    unchanged: int
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
    index.check_articles({path for order in orders for path in order.outline.paths})
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
    pairs = [(path, file) for file, paths in by_file.items() for path in paths]
    listed = _publish_catalogue(publisher, outlines, config, pairs)
    written += [it.file.path for it in listed if it.is_written]
    there += [it.file for it in listed]
    index.replace_published(there)
    message = "a file that is not feedtool's is there, and stays; move it away"
    problems += (make_problem("alias-taken", f"{path}: {message}", source) for path in taken)
    return Published(
        written=tuple(written),
        unchanged=len(there) - len(written),
        removed=tuple(removed),
        problems=tuple(problems),
        is_hindered=bool(taken),
    )


def _publish_catalogue(
    publisher: Publisher, outlines: Sequence[Outline], config: Config, aliases: Sequence[tuple[str, str]]
) -> list[Released]:
    """Publish the list of all feeds, for programs and for feed readers."""
    names = {format_: render.FILE_NAMES[format_] for format_ in config.feeds.formats}
    files = {
        catalogue.OPML_NAME: catalogue.render_opml(outlines, config.site, names),
        catalogue.JSON_NAME: catalogue.render_json(outlines, config.site, names, aliases),
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
    outlines = [growth.outlines[position] for position in growth.fresh]
    press = release.Press(output=target.output, config=config, labels=growth.labels, is_dry=target.is_dry)
    keys = release.key_feeds(outlines, growth.heads, growth.labels, fingerprint(without_names(config)))
    published = index.read_published()
    orders, _ = release.find_due(press, outlines, keys, published, {})
    index.check_articles({path for order in orders for path in order.outline.paths})
    if not target.is_dry:
        forget_report(index)
        names = [render.FILE_NAMES[format_] for format_ in config.feeds.formats]
        index.announce(f"{outline.path}/{name}" for outline in outlines for name in names)
    released = release.release(press, index, orders, target.jobs, target.show)
    released += _publish_catalogue(publisher, growth.outlines, config, ())
    index.note_published(it.file for it in released)
    written = tuple(it.file.path for it in released if it.is_written)
    return Published(
        written=written,
        unchanged=len(published) - len(written),
        removed=(),
        problems=(),
        is_hindered=False,
    )
