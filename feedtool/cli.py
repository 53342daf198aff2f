"""The command line: options in, a report out, an exit code. No decisions."""

import atexit
import gc
import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from feedtool import __version__
from feedtool.errors import FeedtoolError, PublishError
from feedtool.garbage import seldom_collected

if TYPE_CHECKING:
    from feedtool.glance import Glance, Request, Told
    from feedtool.settings import Settings

app = typer.Typer(
    name="feedtool",
    help="Republish an archive of news posts as RSS, Atom and JSON feeds that name their sources.",
    no_args_is_help=True,
    rich_markup_mode=None,  # boxes drawn of characters would end up in cron's mail
    add_completion=False,
    pretty_exceptions_enable=False,
)

ArchiveArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[ARCHIVE]",
        help="Folder, .zip, .tar.gz or URL of the archive. Default: what the config names, else this folder.",
    ),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "-c", "--config", metavar="FILE", help="Settings file. Default: feedtool.toml or pyproject.toml."
    ),
]

JobsOption = Annotated[int | None, typer.Option(min=1, help="Processes. Default: one a core.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"feedtool {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def generate(
    archive: ArchiveArgument = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to publish.")] = Path(
        "feeds"
    ),
    config: ConfigOption = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Entries a feed; 0 is no limit.")] = None,
    formats: Annotated[str | None, typer.Option(help="Formats, such as rss,atom,json.")] = None,
    jobs: JobsOption = None,
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Keep nothing for the next run, and use nothing of the last.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 if any post had a problem.")] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; list what would change, and exit 1 if anything would."),
    ] = False,
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a report as JSON.")] = None,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing unless the run fails; see --report.")
    ] = False,
) -> None:
    """Publish the feeds of an archive."""
    from feedtool.glance import take_glance  # noqa: PLC0415 - start-up counts
    from feedtool.report_text import sum_up  # noqa: PLC0415 - start-up counts

    if report is not None and not report.parent.is_dir():
        raise PublishError(
            str(report), f"cannot be written: there is no folder {report.parent}; make it first"
        )
    request, place = _read_request(archive, config, output, (f"limit {limit}", f"formats {formats}"))
    index = None if no_index else place
    glance = take_glance(request, index, time.time(), _prepare_run) if index is not None else None
    if glance is not None and glance.told is not None:
        told, changed, notes = glance.told, tuple[str, ...](), list[str]()
    else:
        settings = _read_settings(request, limit, formats)
        told, changed, notes = _publish(
            settings, request, index, glance, jobs=jobs, is_dry=check, is_quiet=quiet
        )
    if report is not None:
        _write(report, _dump(told.report | {"notes": notes}))
    if check:
        for path in changed:
            typer.echo(output / path)
    if not quiet:
        for text in sum_up(told.report, told.own_rules, is_dry=check):
            typer.echo(text, err=True)
    is_refused = strict and bool(told.report["problems"])
    if is_refused:
        typer.echo(f"feedtool: problems: {len(told.report['problems'])}; --strict refuses any", err=True)
    if is_refused or (check and changed):
        raise typer.Exit(1)


def _prepare_run() -> None:
    """Import what a run needs that finds something new."""
    from feedtool import fingerprint, output, pipeline, reading  # noqa: F401, PLC0415 - another process looks

    fingerprint.digest_code()


def _read_request(
    archive: str | None, config: Path | None, output: Path, flags: tuple[str, ...] = ()
) -> "tuple[Request, Path | None]":
    """Give what is asked for, and where the index of that lies."""
    from feedtool import settings_file  # noqa: PLC0415 - start-up counts
    from feedtool.glance import Request  # noqa: PLC0415 - start-up counts
    from feedtool.index_place import find_index  # noqa: PLC0415 - start-up counts

    find = settings_file.find_settings_file
    path: Path | None = config or (find(Path(archive)) if archive else None) or find(Path())
    table = settings_file.read_table(path) if path else {}
    source = archive if archive is not None else settings_file.find_source(table, path)
    request = Request(settings_file=path, source=source, output=output, flags=flags)
    return request, find_index(settings_file.find_text(table, "index", "path"), path, source, output)


def _read_settings(request: "Request", limit: int | None = None, formats: str | None = None) -> "Settings":
    """Read the settings, and let flags win over them."""
    from feedtool.settings import Settings, load_settings, parse_formats  # noqa: PLC0415 - start-up counts

    settings = load_settings(request.settings_file) if request.settings_file else Settings()
    feeds, stated = settings.feeds, settings.stated
    if limit is not None:
        feeds, stated = replace(feeds, limit=limit), stated | {"feeds.limit"}
    if formats is not None:
        feeds = replace(feeds, formats=parse_formats(formats))
    return replace(settings, feeds=feeds, stated=stated)


def _publish(
    settings: "Settings",
    request: "Request",
    index: Path | None,
    glance: "Glance | None",
    *,
    jobs: int | None,
    is_dry: bool,
    is_quiet: bool,
) -> "tuple[Told, tuple[str, ...], list[str]]":
    """Publish, and give what the run tells, the paths of the files that it wrote or removed, and notes.

    Those are what is to be known of the index; a quiet run leaves them to the report.
    """
    from feedtool import pipeline  # noqa: PLC0415 - start-up counts
    from feedtool.glance import Told  # noqa: PLC0415 - start-up counts
    from feedtool.progress import ProgressLine, show_nothing  # noqa: PLC0415 - start-up counts
    from feedtool.report_text import describe_report  # noqa: PLC0415 - start-up counts

    line = ProgressLine(sys.stderr)
    notes: list[str] = []

    def say(message: str) -> None:
        notes.append(message)
        if not is_quiet:
            line.clear()
            typer.echo(message, err=True)

    try:
        result = pipeline.generate(
            settings,
            request.source,
            request.output,
            jobs=jobs,
            is_dry=is_dry,
            index_path=index,
            say=say,
            show=line.show if sys.stderr.isatty() and not is_quiet else show_nothing,
            glance=glance,
        )
    finally:
        line.clear()
    told = Told(report=describe_report(result, settings.rules.own), own_rules=settings.rules.own)
    return told, (*result.files_written, *result.files_removed), notes


@app.command()
def inspect(
    posts: Annotated[list[Path], typer.Argument(metavar="POST...", help="Posts of the archive.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what becomes of single posts, and why."""
    from feedtool import inspection, questions  # noqa: PLC0415 - start-up counts

    archive, own = (None, config) if config is not None else questions.find_site_of(posts[0])
    settings, source = _find_settings(archive, own)
    results = questions.inspect(settings, source, posts)
    if as_json:
        typer.echo(_dump([inspection.describe_inspection(result) for result in results]), nl=False)
    else:
        typer.echo("\n".join(map(inspection.render_inspection, results)), nl=False)


@app.command()
def audit(
    archive: ArchiveArgument = None,
    config: ConfigOption = None,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Sum up an archive: credits, what recurs, duplicates, problems."""
    from feedtool import audit as audits  # noqa: PLC0415 - start-up counts
    from feedtool import audit_text, questions  # noqa: PLC0415 - start-up counts

    settings, source = _find_settings(archive, config)
    result = questions.audit(settings, source, jobs=jobs)
    text = _dump(audits.describe_audit(result)) if as_json else audit_text.render_audit(result)
    typer.echo(text, nl=False)


@app.command()
def compare(
    feeds: Annotated[
        list[str], typer.Argument(metavar="OLD_FEED...", help="Feeds that are served today: files or URLs.")
    ],
    archive: Annotated[
        str | None,
        typer.Option(
            metavar="ARCHIVE", help="The archive. Default: what the config names, else this folder."
        ),
    ] = None,
    config: ConfigOption = None,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what readers would show again if feeds were feedtool's."""
    from feedtool import compare_text, questions  # noqa: PLC0415 - start-up counts

    settings, source = _find_settings(archive, config)
    result = questions.compare(settings, source, feeds, jobs=jobs)
    for feed in result.feeds:
        if feed.flaw:
            typer.echo(f"{feed.name}: is broken, and was read all the same ({feed.flaw})", err=True)
    text = (
        _dump(compare_text.describe_comparison(result)) if as_json else compare_text.render_comparison(result)
    )
    typer.echo(text, nl=False)
    if result.has_again:
        raise typer.Exit(1)


@app.command()
def init(archive: ArchiveArgument = None) -> None:
    """Write a commented feedtool.toml for the site in this folder."""
    from feedtool import starter  # noqa: PLC0415 - start-up counts

    target = Path("feedtool.toml")
    if target.exists():
        raise PublishError(str(target), "is there already; edit it, or move it away first")
    _write(target, starter.make_settings_file(archive or "."))
    typer.echo(target)


def _find_settings(archive: str | None, config: Path | None) -> "tuple[Settings, str]":
    """Give the settings, and the archive they or the command line name."""
    request, _ = _read_request(archive, config, Path())
    return _read_settings(request), request.source


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    try:
        # The name of a file may be no text: what of it is none is written as JSON has it.
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise PublishError(str(path), f"cannot be written: {error.strerror}") from error


def main() -> NoReturn:
    """Run the command line; an error of ours is one line on stderr and its exit code."""
    if sys.getfilesystemencoding() != "utf-8":
        # The names of an archive's files and ours are UTF-8 on every machine, whatever its locale.
        arguments = [sys.executable, "-X", "utf8", "-m", "feedtool", *sys.argv[1:]]
        os.execv(sys.executable, arguments)  # noqa: S606 - no shell: our own arguments, once more
    # As any other end: what the run has unpacked goes, and so do its processes (128 and the signal's number).
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    atexit.register(gc.freeze)  # what is left at the end goes with the process: nobody has to look for waste
    try:
        with seldom_collected():
            app()
    except FeedtoolError as error:
        typer.echo(f"feedtool: {error}", err=True)
        sys.exit(error.exit_code)
    sys.exit(0)
