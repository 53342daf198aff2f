"""What became of one post, as text for people. Pure."""

from collections.abc import Iterator

from feedtool.model import Draft, Entry
from feedtool.pipeline import Inspection
from feedtool.text import shorten

_COLUMNS = 100


def render_inspection(inspection: Inspection) -> str:
    """Render an inspection: what was read, what was removed, who is credited and by which rule, the entry."""
    lines = [inspection.path]
    lines += [f"  {'problem':12}{problem}" for problem in inspection.problems]
    if inspection.draft is None or inspection.entry is None:
        lines.append(f"  {'published':12}no" + ("" if inspection.problems else f": {inspection.left_out}"))
    else:
        lines += _describe(inspection.draft, inspection.entry)
    return "\n".join(lines) + "\n"


def _describe(draft: Draft, entry: Entry) -> Iterator[str]:
    post, credit = draft.post, entry.credit

    def row(name: str, value: str) -> str:
        shown = shorten(value, _COLUMNS)
        is_marked = shown == value or shown.endswith("…")
        return f"  {name:12}{shown}{'' if is_marked else ' …'}"

    yield row("title", entry.title)
    yield row("date", entry.published.isoformat())
    yield row("categories", ", ".join(post.categories) or "none")
    yield row("tags", ", ".join(post.tags) or "none")
    yield f"  {'link':12}{entry.url}"
    yield f"  {'id':12}{entry.id}"
    for removal in draft.removals:
        yield row("removed", f"{removal.rule}: {removal.text or '(no text)'}")
    rule = credit.rule if credit.rule == credit.rule_name else f"{credit.rule}, {credit.rule_name}"
    yield row("credit", f"{credit.source or credit.authors[0]} (rule {rule}: {credit.evidence})")
    yield f"  {'original':12}{credit.original_url or 'none'}"
    yield row("text", draft.text)
