"""What became of one post: as text for people, as JSON for programs. Pure."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from feedtool.model import Block, Draft, Entry, Problem
from feedtool.text import shorten

_COLUMNS = 100
#: Of a run of blocks that stay, so many are shown at either end.
_SHOWN_BLOCKS = 3
REASONS = {
    "copy": "copy of a post in another folder",
    "future": "its day is yet to come",
    "limit": "older than those that limit_posts of the site lets through",
    "unpublished": "marked so by its owner",
}
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What became of one post; without an entry it is not published, for a problem or by its own mark.

    What was read stands beside an entry, and where nothing of it stayed to be one.
    """

    path: str
    draft: Draft | None
    entry: Entry | None
    problems: tuple[Problem, ...]
    #: Why it is left out; empty if it is published.
    left_out: str
    #: The post that stands for this one in the feeds that are no category's; None if it stands for itself.
    duplicate_of: str | None


def describe_inspection(inspection: Inspection) -> dict[str, Any]:
    """Give an inspection as values that JSON can hold; dates are in ISO 8601."""
    draft, entry = inspection.draft, inspection.entry
    described: dict[str, Any] = {
        "path": inspection.path,
        "published": entry is not None,
        "left_out": inspection.left_out or None,
        "duplicate_of": inspection.duplicate_of,
        "problems": [asdict(problem) for problem in inspection.problems],
    }
    described |= dict.fromkeys(("read", "blocks", "elements", "evidence", "credit", "entry"))
    if draft is not None:
        described |= _describe_draft(draft)
    if entry is not None:
        described |= _describe_entry(entry)
    return described


def _describe_draft(draft: Draft) -> dict[str, Any]:
    post, evidence = draft.post, draft.evidence
    return {
        "read": {
            "title": post.title,
            "date": post.published.isoformat(),
            "categories": post.categories,
            "tags": post.tags,
            "author": post.author,
            "front_matter": post.fields,
        },
        "blocks": [
            {"element": it.tag, "text": it.text, "images": it.images, "removed_by": it.rule}
            for it in draft.blocks
        ],
        "elements": [{"text": it.text, "removed_by": it.rule} for it in draft.element_removals],
        "evidence": asdict(evidence) | {"matched": sorted(evidence.matched)},
    }


def _describe_entry(entry: Entry) -> dict[str, Any]:
    return {
        "credit": asdict(entry.credit) | {"source": entry.credit.source},
        "entry": {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "published": entry.published.isoformat(),
            "updated": entry.updated.isoformat(),
            "categories": [category.label for category in entry.categories],
            "tags": entry.other_tags,
            "summary": entry.summary,
            "image": entry.image,
            "content_html": entry.content_html,
        },
    }


def render_inspection(inspection: Inspection) -> str:
    """Render an inspection on one screen: what was read, each block and its rule, the credit, the entry."""
    lines = [inspection.path, *(f"  problem     {problem}" for problem in inspection.problems)]
    if inspection.entry is None:
        reason = REASONS.get(inspection.left_out)  # a problem stands above
        lines.append(_row("published", f"no: {reason}" if reason else "no"))
    if inspection.draft is not None:
        lines += _render_read(inspection.draft)
        lines += _render_blocks(inspection.draft)
    if inspection.draft is not None and inspection.entry is not None:
        lines += _render_credit(inspection.draft, inspection.entry)
        lines += _render_entry(inspection.entry)
        if inspection.duplicate_of is not None:
            lines.append(
                _row("duplicate", f"in its categories only: {inspection.duplicate_of} stands for it")
            )
    return "\n".join(lines) + "\n"


def _render_read(draft: Draft) -> Iterator[str]:
    post = draft.post
    yield "read"
    yield _row("title", post.title or "none")
    yield _row("date", post.published.isoformat())
    yield _row("categories", ", ".join(post.categories) or "none")
    yield _row("tags", ", ".join(post.tags) or "none")
    yield _row("author", post.author or "none")


def _render_blocks(draft: Draft) -> Iterator[str]:
    yield "blocks"
    run: list[Block] = []
    for block in draft.blocks:
        if block.rule is None:
            run.append(block)
            continue
        yield from _render_run(run)
        run = []
        yield _row(f"- {block.tag}", block.text or _show_media(block), f"[{block.rule}]")
    yield from _render_run(run)
    counts = Counter(removal.rule for removal in draft.element_removals)
    for rule, count in sorted(counts.items()):
        first = next(removal.text for removal in draft.element_removals if removal.rule == rule)
        yield _row(
            "- inside", first or "(no text)", f"[{rule}, {count} in all]" if count > 1 else f"[{rule}]"
        )


def _render_run(run: list[Block]) -> Iterator[str]:
    hidden = max(len(run) - 2 * _SHOWN_BLOCKS, 0)
    if hidden > 1:
        shown = [*map(_render_kept, run[:_SHOWN_BLOCKS]), f"    ... {hidden} more blocks stay"]
        yield from [*shown, *map(_render_kept, run[-_SHOWN_BLOCKS:])]
    else:
        yield from map(_render_kept, run)


def _render_kept(block: Block) -> str:
    return _row(f"+ {block.tag}", block.text or _show_media(block))


def _show_media(block: Block) -> str:
    return ", ".join(block.images) or "(no text)"


def _render_credit(draft: Draft, entry: Entry) -> Iterator[str]:
    credit, evidence = entry.credit, draft.evidence
    rule = ", ".join(dict.fromkeys((credit.rule, credit.rule_name, *credit.name_rules)))
    yield "credit"
    yield _row("author", ", ".join(credit.authors))
    yield _row("source", credit.source or "none: the site's own")
    yield _row("rule", f"{rule}: {credit.evidence}")
    found = f"  [{evidence.original_rule}]" if evidence.original_rule else ""
    yield f"  {'original':12}{credit.original_url or 'none'}{found}"


def _render_entry(entry: Entry) -> Iterator[str]:
    yield "entry"
    yield _row("title", entry.title)
    yield f"  {'link':12}{entry.url}"
    yield f"  {'id':12}{entry.id}"
    yield _row("categories", ", ".join(category.label for category in entry.shown_categories) or "none")
    yield _row("summary", entry.summary or "none: the content is no longer than one")
    lines = (html.unescape(_TAG.sub("", line)).strip() for line in entry.content_html.splitlines())
    shown = [line for line in lines if line] or ["(no text)"]
    yield _row("begins", shown[0])
    yield _row("ends", shown[-1])


def _row(name: str, value: str, note: str = "") -> str:
    shown = shorten(value, _COLUMNS)
    if shown != value and not shown.endswith("…"):
        shown += " …"
    return f"  {name:11} {shown}" + (f"  {note}" if note else "")
