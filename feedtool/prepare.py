"""Single posts to drafts, over several processes where that is worth it, and which of them are published."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from feedtool import clean, markdown
from feedtool.archive import PostFile, read_post
from feedtool.chrome import mark_chrome
from feedtool.clean import Article
from feedtool.config import Config
from feedtool.errors import PostError
from feedtool.evidence import read_evidence, speaks_of_source
from feedtool.model import Draft, Post, Problem, RawPost
from feedtool.originals import read_copied_page
from feedtool.post import parse_post
from feedtool.recurring import NOTHING_LEARNED, Learned, keys_for, keys_of
from feedtool.urls import Base

#: A file that gives a draft, a problem, or None where its owner does not want it published.
Outcome = Draft | Problem | None
#: Why a post is not published.
Reason = Literal["copy", "future", "limit", "problem", "unpublished"]

#: Below so many files another process costs more than it saves.
_FEW_FILES = 200
_FILES_A_CHUNK = 50


def prepare_all(
    root: Path,
    files: Sequence[PostFile],
    config: Config,
    jobs: int | None,
    learned: Learned = NOTHING_LEARNED,
) -> list[Outcome]:
    """Prepare every post, over ``jobs`` processes where that is worth it (None: one a core).

    Outcomes are in the order of the files. ``learned`` are the keys of the blocks that the archive shows to
    be chrome, as `learn_chrome` gives them.
    """
    jobs = jobs or os.cpu_count() or 1
    work = partial(_prepare_files, root, config, learned)
    chunks = [files[start : start + _FILES_A_CHUNK] for start in range(0, len(files), _FILES_A_CHUNK)]
    if jobs == 1 or len(files) < _FEW_FILES:
        prepared: Iterable[list[Outcome]] = map(work, chunks)
        return [outcome for chunk in prepared for outcome in chunk]
    with ProcessPoolExecutor(jobs) as executor:
        return [outcome for chunk in executor.map(work, chunks) for outcome in chunk]


def _prepare_files(root: Path, config: Config, learned: Learned, files: Sequence[PostFile]) -> list[Outcome]:
    return [_prepare_file(root, config, learned, file) for file in files]


def _prepare_file(root: Path, config: Config, learned: Learned, file: PostFile) -> Outcome:
    try:
        return prepare(read_post(root, file), config, learned)
    except PostError as error:
        code, message, line = error.code, error.message, error.line
    except OSError as error:
        code, message, line = "file-unreadable", f"the file cannot be read: {error.strerror}", 1
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the site its other posts
        name = type(error).__name__
        code, message, line = "fault", f"feedtool failed on this post ({name}: {error}); please report it", 1
    path = file.path.encode("utf-8", "backslashreplace").decode()
    return Problem(path=path, line=line, code=code, severity="error", message=message)


def prepare(raw: RawPost, config: Config, learned: Learned = NOTHING_LEARNED) -> Draft | None:
    """Do all that can be done with one post alone; None if its owner does not want it published.

    ``learned`` are the keys of the blocks that the archive shows to be chrome, as `learn_chrome` gives them.

    Raises:
        PostError: the post cannot be used.
    """
    post = parse_post(raw, config)
    if post is None:
        return None
    body = markdown.render(post.body) if post.is_markdown else post.body
    article = clean.split_article(body, _base_of(post, config), config.rules.elements)
    keys = keys_for(post, learned)
    if keys:  # what says whose the article is may recur in all of its outlet's posts
        keys -= {
            key
            for block in article.blocks
            if speaks_of_source(block, post.title, config)
            for key in keys_of(block)
        }
    draft = _make_draft(post, article, config, keys)
    if keys and not draft.text:  # never the only text of a post
        draft = _make_draft(post, article, config, frozenset())
    if not draft.text and not any(block.has_media for block in draft.blocks if block.rule is None):
        message = "the post has no text beside links and its source; write some, or delete it"
        raise PostError("text-missing", message)
    return draft


def _base_of(post: Post, config: Config) -> Base:
    """Give what relative addresses are resolved against."""
    return Base(
        page=post.url,
        original=read_copied_page(post, config),
        own_names=config.jekyll.names | {config.site.url.rpartition("/")[2]},
        own_parts=frozenset(post.categories),
    )


def _make_draft(post: Post, article: Article, config: Config, learned: frozenset[str]) -> Draft:
    marked = mark_chrome(article.blocks, post, config, learned)
    evidence, blocks = read_evidence(post, marked, config, stated=article.stated)
    return Draft(
        post=post,
        evidence=evidence,
        blocks=clean.sanitise(blocks),
        element_removals=article.removals,
        summary=post.summary or _render_excerpt(post, config),
    )


def _render_excerpt(post: Post, config: Config) -> str | None:
    """Give the visible text of the excerpt, without the site's chrome."""
    if post.excerpt is None:
        return None
    body = markdown.render(post.excerpt) if post.is_markdown else post.excerpt
    article = clean.split_article(body, _base_of(post, config), config.rules.elements)
    blocks = mark_chrome(article.blocks, post, config)
    return " ".join(block.text for block in blocks if block.rule is None and block.text) or None


def sift(
    files: Sequence[PostFile], outcomes: Sequence[Outcome], latest: datetime, most: int = 0
) -> tuple[list[Draft], list[Problem], dict[str, Reason]]:
    """Part what is published from what is not, and say why, by path: nothing vanishes in silence.

    What is dated after ``latest`` waits. With ``most``, so many of the newest posts are published. Of two
    posts with one id the first is published, in the order of the folders, then of the paths.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    reasons: dict[str, Reason] = {}
    by_id: dict[str, Draft] = {}
    by_name: dict[tuple[str | None, str, str, str], Draft] = {}
    for file, outcome in zip(files, outcomes, strict=True):
        if outcome is None:
            reasons[file.path] = "unpublished"
        elif isinstance(outcome, Problem):
            problems.append(outcome)
            reasons[file.path] = "problem"
        elif outcome.post.published > latest:
            reasons[file.path] = "future"
        else:
            post = outcome.post
            inner = file.path.removeprefix(file.folder + "/")
            name = (file.collection, inner, post.title, outcome.text)
            twin = by_id.get(post.id) or by_name.get(name)
            if twin is None:
                by_id[post.id] = by_name[name] = outcome
                drafts.append(outcome)
                problems += _problems_of(outcome)
            elif _is_copy(outcome, twin):
                reasons[file.path] = "copy"
            else:
                reasons[file.path] = "problem"
                problems.append(_duplicate(post, twin.post))
    if most:
        posts = [draft for draft in drafts if draft.post.collection is None]  # Jekyll::Site#limit_posts!
        newest = sorted(posts, key=lambda draft: (draft.post.published.timestamp(), draft.post.path))[-most:]
        reasons |= {draft.post.path: "limit" for draft in posts if draft not in newest}
        drafts = [draft for draft in drafts if draft.post.path not in reasons]
    return drafts, [*problems, *_find_shared_pages(drafts)], reasons


def _find_shared_pages(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """Tell which posts have the address of another: the site can show only one of them there."""
    by_url: dict[str, Post] = {}
    for draft in drafts:
        post = draft.post
        other = by_url.setdefault(post.url, post)
        if other is not post:
            for own, twin in ((post, other), (other, post)):
                message = f"has the address of {twin.path}, and the site shows only one of them; change one"
                yield Problem(path=own.path, line=1, code="url-shared", severity="warning", message=message)


def _problems_of(draft: Draft) -> Iterator[Problem]:
    yield from draft.post.problems
    evidence = draft.evidence
    if evidence.unread and not evidence.credit_line and not evidence.stated:
        message = (
            f"no outlet can be made out in the credit line {evidence.unread}; name it in [rules] outlets"
        )
        yield Problem(
            path=draft.post.path, line=1, code="credit-unreadable", severity="warning", message=message
        )


def _is_copy(draft: Draft, twin: Draft) -> bool:
    """Tell whether a post is its twin, kept in another folder of posts."""
    is_same = twin.post.title == draft.post.title or twin.text == draft.text
    return twin.post.folder != draft.post.folder and is_same


def _duplicate(post: Post, twin: Post) -> Problem:
    message = f"has the same id as {twin.path}, which is published; rename one of the files"
    return Problem(path=post.path, line=1, code="id-duplicate", severity="error", message=message)
