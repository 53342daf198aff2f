"""What is measured: each command with what has to be so before it runs, which is not measured."""

import compileall
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive import Plan, make_posts, write_archive, write_post
from measure import Command, CommandError, run
from peers import Expected, Peer, check

#: Seconds that a run before a measured one may take.
_PATIENCE = 7200.0
_NEW_POSTS = 5
_SETTLING = 2.5
#: One feed a category and no others: what the peers are asked for.
_CATEGORIES_ONLY = "[feeds]\nby = ['category']\nmax_bytes = 0\n"


def _do_nothing() -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A command, the step that has to come before it, and what is undone and looked at behind it."""

    name: str
    command: Command
    prepare: Callable[[], None] = _do_nothing
    restore: Callable[[], None] = _do_nothing
    check: Callable[[], None] = _do_nothing

    @contextmanager
    def prepared(self) -> Iterator[Command]:
        """Give the command while all is as it has to be for it.

        Raises:
            CommandError: the command did not do what it is measured at.
        """
        try:
            self.prepare()
            yield self.command
        finally:
            self.restore()
        self.check()


class Feedtool:
    """feedtool as it is installed here, set up for an archive."""

    def __init__(self, work: Path, archive: Path, plan: Plan) -> None:
        self._archive = archive
        self._plan = plan
        self._place = work / f"feedtool-{archive.name}"
        self._place.mkdir(parents=True, exist_ok=True)
        self._settled = 0
        # A feedtool from before the index is measured at what it can do.
        self.has_index = "--no-index" in _ask(work, "generate", "--help")

    def start(self, name: str) -> Scenario:
        """Only start, and say the version."""
        command = Command(arguments=(sys.executable, "-m", "feedtool", "--version"), folder=self._place)
        return Scenario(name=name, command=command)

    def cold(self, name: str, *flags: str) -> Scenario:
        """Publish everything anew, without an index."""
        return self._cold(name, "cold", *flags)

    def same_feeds(self, name: str, expected: Expected, *flags: str) -> Scenario:
        """Publish the feeds that a peer publishes, and no others, without an index."""
        return self._cold(name, "same", *flags, settings=_CATEGORIES_ONLY, expected=expected)

    def first(self, name: str) -> Scenario:
        """Publish everything anew, and write the index."""
        command = self._generate("first", settings=self._lay_index("first"))
        return Scenario(name=name, command=command, prepare=self._forget("first"))

    def unchanged(self, name: str) -> Scenario:
        """Find that there is nothing to do."""
        return Scenario(
            name=name, command=self._again(), prepare=self._settle, check=self._check_nothing_written
        )

    def few_new(self, name: str) -> Scenario:
        """Find a few new posts, which go again behind it."""
        posts = list(make_posts(self._plan, more=_NEW_POSTS))

        def add() -> None:
            self._settle()
            for post in posts:
                write_post(self._archive, post)

        def remove() -> None:
            for post in posts:
                (self._archive / post.path).unlink(missing_ok=True)

        def look() -> None:
            feed = (self._place / "again" / "all" / "atom.xml").read_text(encoding="utf-8")
            if missing := [
                post.path for post in posts if Path(post.path).stem[len("2022-01-01-") :] not in feed
            ]:
                raise CommandError(f"feedtool did not publish {', '.join(missing)}")

        return Scenario(name=name, command=self._again(), prepare=add, restore=remove, check=look)

    def checked_out(self, name: str) -> Scenario:
        """Find the same bytes in other files: each has another inode and another time."""

        def copy() -> None:
            self._settle()
            new, old = (self._archive.with_name(f"{self._archive.name}-{end}") for end in ("new", "old"))
            for folder in (new, old):
                shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self._archive, new, copy_function=shutil.copyfile)
            self._archive.rename(old)
            new.rename(self._archive)
            shutil.rmtree(old)

        return Scenario(name=name, command=self._again(), prepare=copy, check=self._check_nothing_written)

    def _cold(
        self, name: str, place: str, *flags: str, settings: str = "", expected: Expected | None = None
    ) -> Scenario:
        if self.has_index:
            flags = (*flags, "--no-index")
        place = "-".join([place, *(flag.strip("-").replace(",", "-") for flag in flags)])
        command = self._generate(place, *flags, settings=settings)

        def look() -> None:
            if expected:
                self._check(place, expected)

        return Scenario(name=name, command=command, prepare=self._forget(place), check=look)

    def _again(self) -> Command:
        return self._generate("again", settings=self._lay_index("again"))

    def _settle(self) -> None:
        """Bring the feeds and the index to the archive as it is."""
        run(self._again(), _PATIENCE)
        self._settled = time.time_ns()

    def _lay_index(self, place: str) -> str:
        return f"[index]\npath = '{(self._place / place).resolve()}.sqlite'\n"

    def _forget(self, place: str) -> Callable[[], None]:
        def remove() -> None:
            shutil.rmtree(self._place / place, ignore_errors=True)
            for file in self._place.glob(f"{place}.sqlite*"):
                file.unlink()

        return remove

    def _generate(self, place: str, *flags: str, settings: str) -> Command:
        file = self._place / f"{place}.toml"
        file.write_text(settings, encoding="utf-8")
        options = ("--output", place, "--config", file.name, "--quiet", *flags)
        arguments = (sys.executable, "-m", "feedtool", "generate", str(self._archive.resolve()), *options)
        return Command(arguments=arguments, folder=self._place)

    def _check_nothing_written(self) -> None:
        for path in (self._place / "again").rglob("*"):
            if path.is_file() and path.stat().st_mtime_ns > self._settled:
                raise CommandError(f"feedtool wrote {path}, though nothing had changed")

    def _check(self, place: str, expected: Expected) -> None:
        catalogue = json.loads((self._place / place / "feeds.json").read_bytes())
        held = [feed["entries"] for feed in catalogue["feeds"]]
        if (len(held), sum(held)) != (expected.feeds, expected.items):
            raise CommandError(f"feedtool wrote {sum(held)} entries in {len(held)} feeds, not {expected}")


def run_peer(peer: Peer, what: str, expected: Expected) -> Scenario:
    """Let a peer write its feeds, and see that it wrote them all."""

    def remove() -> None:
        shutil.rmtree(peer.output, ignore_errors=True)

    def look() -> None:
        check(peer, expected)

    name = f"{peer.name} {peer.version}: {what}"
    return Scenario(name=name, command=peer.command, prepare=remove, check=look)


def make_archive(work: Path, plan: Plan) -> Path:
    """Make an archive in a folder, unless it is there whole, and give its folder.

    All its posts are read once: the first command to be measured finds them in the system's cache too.
    """
    folder = work / f"archive-{plan.posts}-{plan.categories}-{plan.seed}-{_digest_generator()}"
    if len(list(folder.glob("_posts/*"))) != plan.posts:
        print(f"making {folder.name}", file=sys.stderr)
        part = folder.with_name(f"{folder.name}-part")
        for left in (part, folder):
            shutil.rmtree(left, ignore_errors=True)
        write_archive(part, plan)
        part.rename(folder)
        # feedtool does not trust the times of a file that has just been written (``stamps.STEP``).
        time.sleep(_SETTLING)
    for path in folder.glob("_posts/*"):
        path.read_bytes()
    return folder


def _digest_generator() -> str:
    """Tell one version of the generator from another: what an older one made is another archive."""
    here = Path(__file__).parent
    code = b"".join((here / name).read_bytes() for name in ("archive.py", "posts.py", "words.py"))
    return hashlib.blake2b(code, digest_size=4).hexdigest()


def compile_installed() -> None:
    """Lay the bytecode of feedtool beside its modules, as pip does where it installs a package.

    A checkout has it only if Python could write it since the last change.
    """
    spec = importlib.util.find_spec("feedtool")
    for folder in (spec and spec.submodule_search_locations) or ():
        compileall.compile_dir(folder, quiet=1)


def find_version(work: Path) -> str:
    """Say which version of feedtool is measured."""
    return _ask(work, "--version").split()[1]


def _ask(folder: Path, *arguments: str) -> str:
    # Not where the benchmark was started: Python would take a feedtool that lies there for the installed one.
    command = [sys.executable, "-m", "feedtool", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
