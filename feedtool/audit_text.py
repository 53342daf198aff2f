"""An audit as text for people. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from feedtool.audit import Audit
from feedtool.recurring_rules import write_rule
from feedtool.text import shorten

#: So many rows of a table are shown; the JSON has all.
_ROWS = 12
_COLUMNS = 72


def render_audit(audit: Audit) -> str:
    """Render an audit: a table each for credits, outlets, suspects, duplicates, what recurs, problems."""
    sections = (
        ("credit", _render_credit(audit)),
        ("originals, by rule", _render_counts(audit.originals, audit.published)),
        (f"outlets: {len(audit.outlets)}", _render_outlets(audit)),
        (f"posts without source: {len(audit.without_source)}", _cut(audit.without_source)),
        (f"suspects: {len(audit.suspects)}", _render_suspects(audit)),
        (f"duplicates: {len(audit.duplicates)}", _render_duplicates(audit)),
        ("removed, by rule", _render_counts(audit.removed)),
        (f"blocks that recur: {len(audit.recurring)}", _render_recurring(audit)),
        ("rules of yours that found nothing", _cut(audit.unused_own_rules)),
        ("problems, by code", _render_problems(audit)),
    )
    left_out = "".join(f", {count} left out ({reason})" for reason, count in audit.left_out.items())
    lines = [f"{audit.published} of {audit.posts} posts are published{left_out}"]
    for title, rows in sections:
        lines += ["", title, *(f"  {row}" for row in chain(rows))]
        if lines[-1] == title:
            lines.append("  none")
    return "\n".join(lines) + "\n"


def _cut(rows: Sequence[str]) -> Iterator[str]:
    yield from rows[:_ROWS]
    if len(rows) > _ROWS:
        yield f"... and {len(rows) - _ROWS} more: see --json"


def _render_counts(counts: Mapping[str, int], whole: int = 0) -> Iterator[str]:
    for name, count in counts.items():
        yield f"{count:7}  {name}{_percent(count, whole)}"


def _percent(count: int, whole: int) -> str:
    return f"  ({count / whole:.0%})" if whole else ""


def _render_credit(audit: Audit) -> Iterator[str]:
    for rank, names in audit.credit.items():
        count = sum(names.values())
        rules = ", ".join(f"{name} {number}" for name, number in names.items())
        yield f"{count:7}  {rank}{_percent(count, audit.published)}" + (
            "" if rules == f"{rank} {count}" else f": {rules}"
        )


def _render_outlets(audit: Audit) -> Iterator[str]:
    rows = []
    for outlet in audit.outlets:
        ranks = ", ".join(f"{rank} {count}" for rank, count in outlet.credit.items())
        rows.append(f"{outlet.entries:7}  {outlet.name}  ({ranks})")
    return _cut(rows)


def _render_suspects(audit: Audit) -> Iterator[str]:
    return _cut([f"{it.code}: {it.subject}: {it.message} ({it.path})" for it in audit.suspects])


def _render_duplicates(audit: Audit) -> Iterator[str]:
    return _cut(
        [f"{it.kept} stands for {', '.join(it.others)} ({', '.join(it.rules)})" for it in audit.duplicates]
    )


def _render_recurring(audit: Audit) -> Iterator[str]:
    for it in audit.recurring[:_ROWS]:
        place = f"{it.share:.0%} of {it.category}" if it.category else "no category"
        shown = shorten(it.block.text or ", ".join(it.block.images), _COLUMNS)
        yield f"{it.posts:7}  {shown}  ({it.kind}; {place}; {it.path})"
        yield from _indent(write_rule(it).splitlines())
    if len(audit.recurring) > _ROWS:
        yield f"... and {len(audit.recurring) - _ROWS} more: see --json"


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"         {line}" for line in lines)


def _render_problems(audit: Audit) -> Iterator[str]:
    for code, found in audit.problems.items():
        yield f"{len(found):7}  {code}, such as {found[0]}"
