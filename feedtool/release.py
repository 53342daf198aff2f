"""Outlines to published files, over several processes where that is worth it: only what is not there yet."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from feedtool import render
from feedtool.beside import do_both
from feedtool.config import Config
from feedtool.entry import make_entry
from feedtool.head import Head
from feedtool.index import Index, PublishedFile
from feedtool.index_file import read_index
from feedtool.model import Entry, Feed, Format, Outline
from feedtool.progress import Show, show_nothing
from feedtool.publish import Publisher
from feedtool.stamps import stamp_file
from feedtool.text import digest_bytes
from feedtool.workers import map_over

#: Below so many feeds another process costs more than it saves; below so many others a pool of them does.
_LEAST_FEEDS = 4
_FEW_FEEDS = 100
_FEEDS_A_CHUNK = 50
#: So many entries are kept in memory, for the next feed may hold them too.
_MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A feed that is due: in which formats, and a digest of what each file is made of."""

    outline: Outline
    keys: Mapping[Format, str]
    #: Where each file is written, relative to the output folder: its own path, then its old addresses.
    paths: Mapping[Format, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What it takes to publish any feed."""

    output: Path
    config: Config
    #: What people read for each category.
    labels: Mapping[str, str]
    is_dry: bool
    #: The files that are removed before anything is written.
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What became of a file, and whether it was written (else it held these bytes already)."""

    file: PublishedFile
    is_written: bool


def key_feeds(
    outlines: Iterable[Outline], heads: Mapping[str, Head], labels: Mapping[str, str], fingerprint: str
) -> Iterator[str]:
    """Give a digest of all that each feed is made of; ``fingerprint`` stands for what is the same for all."""
    keys: dict[str, str] = {}
    for outline in outlines:
        parts = [fingerprint, repr(outline)]
        for path in outline.paths:
            key = keys.get(path)
            if key is None:
                head, common = heads[path], heads[path].common
                named = [labels[category] for category in common.categories]
                key = keys[path] = repr((head.key, common.outlets, common.rule, head.original_url, named))
            parts.append(key)
        yield digest_bytes("\n".join(parts).encode())


def is_untouched(output: Path, known: PublishedFile | None) -> bool:
    """Tell whether a file in the output folder is as the last run left it, by its size and times."""
    return known is not None and known.stamp == stamp_file(f"{output}/{known.path}")


def part_free(
    publisher: Publisher, aliases: Mapping[str, tuple[str, ...]], published: Mapping[str, PublishedFile]
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Part the old addresses where we can write from those where somebody else's file is.

    ``aliases`` gives those of each file by its path, ``published`` what is known of the output folder.
    """
    free: dict[str, tuple[str, ...]] = {}
    taken: list[str] = []
    for file, paths in aliases.items():
        for path in paths:
            if is_untouched(publisher.folder, published.get(path)) or publisher.is_free(path):
                free[file] = (*free.get(file, ()), path)
            else:
                taken.append(path)
    return free, taken


def find_due(
    press: Press,
    outlines: Sequence[Outline],
    keys: Iterable[str],
    published: Mapping[str, PublishedFile],
    aliases: Mapping[str, tuple[str, ...]],
) -> tuple[list[Order], list[PublishedFile]]:
    """Give the feeds that are not in the output folder as they are to be, and all files that are.

    ``published`` is what is known of the output folder, ``aliases`` gives the old addresses of each file by
    its path.
    """
    orders: list[Order] = []
    done: list[PublishedFile] = []
    names = [(format_, render.FILE_NAMES[format_]) for format_ in press.config.feeds.formats]
    output = str(press.output)  # it is asked for each of thousands of files
    for outline, key in zip(outlines, keys, strict=True):
        due: dict[Format, str] = {}
        places: dict[Format, tuple[str, ...]] = {}
        for format_, name in names:
            own = f"{outline.path}/{name}"
            paths = (own, *aliases.get(own, ()))
            files = [_find_file(output, published.get(path), key) for path in paths]
            if None in files:
                due[format_] = key
                places[format_] = paths
            else:
                done += filter(None, files)
        if due:
            orders.append(Order(outline=outline, keys=due, paths=places))
    return orders, done


def _find_file(output: str, known: PublishedFile | None, key: str) -> PublishedFile | None:
    """Give what is known of a file if it was made of the same, and nobody has changed it since."""
    if known is None or known.key != key:
        return None
    stamp = stamp_file(f"{output}/{known.path}")
    if stamp == known.stamp or stamp is None:
        return known if stamp else None
    if stamp.partition(" ")[0] != known.stamp.partition(" ")[0]:
        return None  # it has another size; what has none may be no file
    # Times that differ say little: a fresh checkout of the output has them too.
    try:
        data = Path(output, known.path).read_bytes()
    except OSError:  # who writes it anew tells what is wrong with the place
        return None
    return known._replace(stamp=stamp) if digest_bytes(data) == known.digest else None


def release(
    press: Press, index: Index, orders: Sequence[Order], jobs: int | None, show: Show = show_nothing
) -> list[Released]:
    """Render feeds and publish them, over ``jobs`` processes (None: one a core); give the files in order.

    How far it is, is told to ``show``.
    """
    jobs = jobs or os.cpu_count() or 1
    positions = _line_up([order.outline.paths for order in orders])
    lined = [orders[position] for position in positions]
    files: list[list[Released]] = []

    def keep(feeds: Iterable[list[Released]]) -> None:
        files.extend(feeds)
        show("feeds published", len(files), len(orders))

    if jobs == 1 or len(orders) < _LEAST_FEEDS or press.is_dry:
        for feed in _release(press, index, lined):
            keep([feed])
    elif len(orders) < _FEW_FEEDS:
        index.show()
        middle = len(lined) // 2
        later, sooner = do_both(
            lambda: _release_chunk((press, index.path), lined[middle:]),
            lambda: list(_release(press, index, lined[:middle])),
        )
        keep((*sooner, *later))
    else:
        index.show()
        chunks = (lined[start : start + _FEEDS_A_CHUNK] for start in range(0, len(lined), _FEEDS_A_CHUNK))
        for result in map_over(_release_chunk, (press, index.path), chunks, jobs):
            keep(result)
    released = dict(zip(positions, files, strict=True))
    return [file for position in range(len(orders)) for file in released[position]]


def _line_up(feeds: Sequence[Sequence[str]]) -> list[int]:
    """Give the positions of feeds in an order in which each follows one that it shares entries with.

    A process remembers what it has rendered for some feeds only: so an entry is rendered once, or nearly so.
    """
    holders: dict[str, list[int]] = {}
    for position, paths in enumerate(feeds):
        for path in paths:
            holders.setdefault(path, []).append(position)
    line: dict[int, None] = {}
    for start in range(len(feeds)):
        following = start if start not in line else None
        while following is not None:
            line[following] = None
            shared = Counter(
                other for path in feeds[following] for other in holders[path] if other not in line
            )
            following = max(shared, key=shared.__getitem__, default=None)
    return list(line)


def _release_chunk(job: tuple[Press, Path], orders: Sequence[Order]) -> list[list[Released]]:
    press, path = job
    with read_index(path) as index:
        return list(_release(press, index, orders))


def _release(press: Press, index: Index, orders: Iterable[Order]) -> Iterator[list[Released]]:
    entries: dict[str, Entry] = {}
    rendered: dict[Format, dict[str, bytes]] = {format_: {} for format_ in render.RENDERERS}
    publisher = Publisher(press.output, is_dry=press.is_dry, gone=press.gone)
    for order in orders:
        if len(entries) > _MOST_ENTRIES:
            entries.clear()
            for memory in rendered.values():
                memory.clear()
        missing = [path for path in order.outline.paths if path not in entries]
        for head, content, credit in index.read_articles(missing):
            entries[head.path] = make_entry(head, content, credit, press.config, press.labels)
        feed = _fill(order.outline, tuple(entries[path] for path in order.outline.paths))
        yield [
            _publish(publisher, path, data, key)
            for format_, key in order.keys.items()
            for data in [render.RENDERERS[format_](feed, rendered[format_])]
            for path in order.paths[format_]
        ]


def _publish(publisher: Publisher, path: str, data: bytes, key: str) -> Released:
    is_written = publisher.publish(path, data)
    return Released(file=note_file(publisher.folder, path, data, key), is_written=is_written)


def note_file(output: Path, path: str, data: bytes, key: str = "") -> PublishedFile:
    """Give what the next run can tell by that a file is as this one left it.

    ``key`` stands for what it is made of.
    """
    return PublishedFile(
        path=path, stamp=stamp_file(f"{output}/{path}") or "", digest=digest_bytes(data), key=key
    )


def _fill(outline: Outline, entries: tuple[Entry, ...]) -> Feed:
    return Feed(**{field.name: getattr(outline, field.name) for field in fields(outline)}, entries=entries)
