"""An audit as text for people. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from feedtool.audit import Audit
from feedtool.recurring_rules import write_rule
from feedtool.text import count_columns, shorten, wrap
from feedtool.unsourced import Reason, Unsourced

#: So many rows of a table are shown; the JSON has all.
_ROWS = 12
#: What a row has of the 80 columns of a terminal, and what is shown of a text.
_COLUMNS = 78
_TEXT_COLUMNS = 66
#: How far the lines of a row stand in that are not its first: behind a number, or behind nothing.
_BEHIND_NUMBER = 9
_BEHIND_NOTHING = 4
_REASONS: Mapping[Reason, str] = {
    "author": "by its own author, {}",
    "credit-unreadable": "its credit line cannot be read: {}",
    "name-unknown": "it closes in （{}）, which is not known for an outlet",
    "no-evidence": "nothing in it speaks of a source",
    "no-original": "its links are none to an article: {}",
    "nobody": "it says that nobody knows: {}",
    "own-address": "the original it gives is on this site: {}",
    "part-of-sentence": "it closes in （{}）, which may be part of the sentence before",
    "tags-differ": "its tags name several outlets: {}",
}


def render_audit(audit: Audit) -> str:
    """Render an audit: a table each for credits, outlets, suspects, duplicates, what recurs, problems."""
    sections = (
        ("credit", _render_credit(audit)),
        ("originals, by rule", _render_counts(audit.originals, audit.published)),
        (f"outlets: {len(audit.outlets)}", _render_outlets(audit)),
        (f"posts without source: {len(audit.without_source)}", _render_unsourced(audit)),
        (f"suspects: {len(audit.suspects)}", _render_suspects(audit)),
        (f"duplicates: {len(audit.duplicates)}", _render_duplicates(audit)),
        ("removed, by rule", _render_counts(audit.removed)),
        (f"blocks that recur: {len(audit.recurring)}", _render_recurring(audit)),
        ("rules of yours that found nothing", _cut(audit.unused_own_rules)),
        ("problems, by code", _render_problems(audit)),
    )
    left_out = "".join(f", {count} left out ({reason})" for reason, count in audit.left_out.items())
    lines = wrap(f"{audit.published} of {audit.posts} posts are published{left_out}", _COLUMNS)
    for title, rows in sections:
        lines += ["", title, *(f"  {line}" for row in rows for line in row.splitlines())]
        if lines[-1] == title:
            lines.append("  none")
    return "\n".join(lines) + "\n"


def _lay_out(indent: int, *pieces: str) -> str:
    """Write the pieces of a row on one line if they fit, else on one line each or more."""
    row = "  ".join(pieces)
    if count_columns(row) <= _COLUMNS:
        return row
    margin = row[: len(row) - len(row.lstrip())]
    lines = [line for piece in pieces for line in wrap(piece.lstrip(), _COLUMNS - indent)]
    return margin + ("\n" + " " * indent).join(lines)


def _cut(rows: Sequence[str]) -> Iterator[str]:
    yield from rows[:_ROWS]
    if len(rows) > _ROWS:
        yield f"... and {len(rows) - _ROWS} more: see --json"


def _render_counts(counts: Mapping[str, int], whole: int = 0) -> Iterator[str]:
    for name, count in counts.items():
        yield _lay_out(_BEHIND_NUMBER, f"{count:7}  {name}{_percent(count, whole)}")


def _percent(count: int, whole: int) -> str:
    return f"  ({count / whole:.0%})" if whole else ""


def _render_credit(audit: Audit) -> Iterator[str]:
    for rank, names in audit.credit.items():
        count = sum(names.values())
        rules = ", ".join(f"{name} {number}" for name, number in names.items())
        shown = "" if rules == f"{rank} {count}" else f": {rules}"
        yield _lay_out(_BEHIND_NUMBER, f"{count:7}  {rank}{_percent(count, audit.published)}{shown}")


def _render_outlets(audit: Audit) -> Iterator[str]:
    rows = []
    for outlet in audit.outlets:
        ranks = ", ".join(f"{rank} {count}" for rank, count in outlet.credit.items())
        rows.append(_lay_out(_BEHIND_NUMBER, f"{outlet.entries:7}  {outlet.name}", f"({ranks})"))
    return _cut(rows)


def _render_unsourced(audit: Audit) -> Iterator[str]:
    return _cut([_lay_out(_BEHIND_NOTHING, it.path, _tell_reason(it)) for it in audit.without_source])


def _tell_reason(unsourced: Unsourced) -> str:
    return _REASONS[unsourced.reason].format(shorten(unsourced.words, _TEXT_COLUMNS))


def _render_suspects(audit: Audit) -> Iterator[str]:
    return _cut(
        [_lay_out(_BEHIND_NOTHING, f"{it.code}: {it.subject}", it.message, it.path) for it in audit.suspects]
    )


def _render_duplicates(audit: Audit) -> Iterator[str]:
    rows = []
    for it in audit.duplicates:
        others, rules = ", ".join(it.others), ", ".join(it.rules)
        rows.append(_lay_out(_BEHIND_NOTHING, it.kept, f"stands for {others}", f"({rules})"))
    return _cut(rows)


def _render_recurring(audit: Audit) -> Iterator[str]:
    for it in audit.recurring[:_ROWS]:
        place = f"{it.share:.0%} of {it.category}" if it.category else "no category"
        shown = shorten(it.block.text or ", ".join(it.block.images), _TEXT_COLUMNS)
        yield _lay_out(_BEHIND_NUMBER, f"{it.posts:7}  {shown}", f"({it.kind}; {place}; {it.path})")
        yield from _indent(write_rule(it).splitlines())
    if len(audit.recurring) > _ROWS:
        yield f"... and {len(audit.recurring) - _ROWS} more: see --json"


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"         {line}" for line in lines)


def _render_problems(audit: Audit) -> Iterator[str]:
    for code, found in audit.problems.items():
        yield _lay_out(_BEHIND_NUMBER, f"{len(found):7}  {code}, such as", str(found[0]))
