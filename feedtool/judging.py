"""What is published of an archive that was brought up to date, and whom it credits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from feedtool.category_names import label_categories
from feedtool.config import Config, check_site
from feedtool.documents import check_collections
from feedtool.duplicates import Duplicates, find_duplicates
from feedtool.errors import ArchiveError, ConfigError, PublishError
from feedtool.head import Head
from feedtool.index import Index
from feedtool.model import Problem
from feedtool.opening import Opened, bring_up_to_date, look_for_changes, open_site
from feedtool.post_files import PostFiles
from feedtool.settings import Settings
from feedtool.sift import Reason, sift

if TYPE_CHECKING:
    from feedtool.update import Updated


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An archive as it is published: which posts, credited to whom, and what was found on the way."""

    config: Config
    root: Path
    files: PostFiles
    index: Index
    updated: "Updated"
    #: The posts that are published, in the order of the folders, then of the paths.
    heads: tuple[Head, ...]
    #: What people read for each category.
    labels: dict[str, str]
    duplicates: tuple[Duplicates, ...]
    #: In the order of the paths.
    problems: tuple[Problem, ...]
    #: Why posts were left out, by their paths.
    reasons: Mapping[str, Reason]
    #: Posts dated later (seconds since 1970) wait for their day.
    latest: float

    @property
    def doubles(self) -> frozenset[str]:
        """The paths of the posts whose article the feeds show under another file."""
        return frozenset(path for group in self.duplicates for path in group.others)


def judge(opened: Opened, updated: "Updated", now: datetime) -> Judged:
    """Say what is published of an archive, and whom it credits.

    What is dated later than ``now`` waits for its day, unless the site publishes it.
    """
    config, files, index = opened.config, opened.files, opened.index
    reasons: dict[str, Reason] = {path: state for path, state in updated.left_out.items() if state != "post"}
    latest = float("inf") if config.jekyll.has_future else now.timestamp()
    heads = (updated.heads[file.path] for file in files if file.path in updated.heads)
    sifted = sift(heads, latest, config.jekyll.limit_posts)
    labels = label_categories(sifted.heads)
    published = {head.path for head in sifted.heads}
    problems = [
        problem
        for problem in index.read_problems()
        # A post that waits or is a copy has none; one that could not be read has no head.
        if problem.path in published or problem.path not in updated.heads
    ]
    posts = (head for head in sifted.heads if head.common.collection is None)
    names = {name for post in posts for name in post.common.categories}
    problems += [*updated.problems, *sifted.problems, *_check_names(names, opened.settings, config)]
    problems += [*check_collections(config), *check_site(config, opened.settings)]
    return Judged(
        config=config,
        root=opened.root,
        files=files,
        index=index,
        updated=updated,
        heads=sifted.heads,
        labels=labels,
        duplicates=find_duplicates(sifted.heads, config),
        problems=sort_problems(problems),
        reasons={**reasons, **sifted.reasons},
        latest=now.timestamp(),
    )


@contextmanager
def read_site(
    settings: Settings, source: str, *, jobs: int | None = None, has_blocks: bool = False
) -> Iterator[Judged]:
    """Open and judge an archive as it is now, with an index that lasts as long as the context.

    Raises:
        FeedtoolError: the settings or the archive cannot be used.
    """
    now = datetime.now(UTC)
    with open_site(settings, source, {}) as opened:
        changes = look_for_changes(opened, {}, jobs=jobs, has_blocks=has_blocks)
        yield judge(opened, bring_up_to_date(opened, changes, {}, now, jobs=jobs), now)


def refuse_empty(judged: Judged, source: str) -> None:
    """Stop where there is nothing to publish.

    Raises:
        ArchiveError: not one post can be published.
    """
    if not judged.heads:
        errors = (problem for problem in judged.problems if problem.severity == "error")
        first = next(errors, "its posts are all marked as not to be published, or wait for their day")
        raise ArchiveError(source, f"holds no post that can be published ({first})")


def refuse_own_folder(judged: Judged, output: Path) -> None:
    """Stop where feeds would come to lie among the posts.

    Raises:
        PublishError: the output folder is one of the folders of posts.
    """
    folders = {it.folder for it in judged.files.folders if it.stamps and PurePosixPath(it.folder).name}
    if output.resolve() in {(judged.root / folder).resolve() for folder in folders}:
        raise PublishError(str(output), "holds the posts; choose another folder with -o")


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems in the order of their places."""
    return tuple(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code)))


def _check_names(categories: set[str], settings: Settings, config: Config) -> Iterator[Problem]:
    """Tell which categories the settings name that no post has, or those of the site where they hold.

    Raises:
        ConfigError: not one of those that are to get a feed is there. Every feed would be removed.
    """
    only = settings.feeds.only
    if only and not set(only) & categories:
        subject = f"{settings.source}: [feeds] only"
        raise ConfigError(subject, f"no post has any of the categories it names: {', '.join(only)}")
    own, site = settings.source, "_config.yml"
    named = [(own, "[feeds] only", name) for name in only]
    named += [(own, "[feeds] except", name) for name in settings.feeds.except_]
    named += [(site, "feed: categories:", name) for name in config.feeds.only if not only]
    for path, key, name in named:
        if name not in categories:
            message = f"{key} names {name}, and no post has this category"
            yield Problem(path=path, line=1, code="category-unknown", severity="warning", message=message)


def count(names: Iterable[str]) -> dict[str, int]:
    """Count names, in their order."""
    return dict(sorted(Counter(names).items()))
