"""Values of the pipeline to the texts that the index holds, and back. Pure.

JSON, and no pickle: what lies in a cache folder may be damaged, and must not be able to do anything.
"""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any

from feedtool.model import Block, Contact, Content, Credit, Evidence, Link, Outline, Problem
from feedtool.text import find_illegal

_OUTLINE = tuple(field.name for field in fields(Outline))
_values_of = attrgetter(*_OUTLINE)
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump_names(names: Iterable[Any]) -> str:
    """Write names, or what else is a list of short values."""
    return _dump(listed) if (listed := [*names]) else "[]"


@lru_cache(maxsize=1 << 12)
def dump_common(values: tuple[Any, ...]) -> str:
    """Write what many posts have alike, as `dump_names` does, once for all of them: it must be frozen."""
    return dump_names(values)


def dump_texts(names: Iterable[str]) -> str:
    """Write names of files in their order, but for those that are no text: SQLite's texts are UTF-8."""
    return dump_names(sorted(name for name in names if find_illegal(name) is None))


@lru_cache(maxsize=1 << 14)  # an archive says the same names in thousands of posts
def load_names(text: str) -> tuple[Any, ...]:
    """Read what `dump_names` wrote, once for all who ask for it."""
    return load_names_shared(text)


def load_names_shared(text: str) -> tuple[Any, ...]:
    """Read what `dump_names` wrote; a name that is in memory already is not there twice."""
    return tuple(map(_share, json.loads(text)))


def load_names_alone(text: str) -> tuple[Any, ...]:
    """Read what `dump_names` wrote, and share nothing of it."""
    return tuple(map(_freeze, json.loads(text)))


def _share(value: Any) -> Any:  # noqa: ANN401 - a value that JSON can hold
    """Freeze a value; what it says thousands of times is in memory once."""
    if isinstance(value, str):
        return intern(value)
    return tuple(map(_share, value)) if isinstance(value, list) else value


def _freeze(value: Any) -> Any:  # noqa: ANN401 - a value that JSON can hold
    return tuple(map(_freeze, value)) if isinstance(value, list) else value


def dump_evidence(it: Evidence) -> str:
    """Write what a post says of its source."""
    fields = (it.stated, it.stated_rule, it.credit_line, it.credit_line_rule, it.digests)
    address = (it.original_url, it.original_rule, it.own_address)
    return _dump((*fields, it.part_of_sentence, it.unread, *address, it.writers, it.tags, sorted(it.matched)))


def load_evidence(text: str) -> Evidence:
    """Read what `dump_evidence` wrote."""
    stated, stated_rule, credit_line, credit_line_rule, digests, *rest = _freeze(json.loads(text))
    part_of_sentence, unread, original_url, original_rule, own_address, writers, tags, matched = rest
    return Evidence(
        stated=stated,
        stated_rule=stated_rule,
        credit_line=credit_line,
        credit_line_rule=credit_line_rule,
        digests=digests,
        part_of_sentence=part_of_sentence,
        unread=unread,
        original_url=original_url,
        original_rule=original_rule,
        own_address=own_address,
        writers=writers,
        tags=tags,
        matched=frozenset(matched),
    )


def dump_credit(it: Credit) -> str:
    """Write whom a post credits."""
    return _dump((it.authors, it.outlets, it.original_url, it.rule, it.rule_name, it.name_rules, it.evidence))


def load_credit(text: str) -> Credit:
    """Read what `dump_credit` wrote."""
    authors, outlets, original_url, rule, rule_name, name_rules, evidence = _freeze(json.loads(text))
    return Credit(
        authors=authors,
        outlets=outlets,
        original_url=original_url,
        rule=rule,
        rule_name=rule_name,
        name_rules=name_rules,
        evidence=evidence,
    )


def dump_content(it: Content) -> str:
    """Write what an entry shows of its post."""
    published = it.published.isoformat()
    dates = published, published if it.updated is it.published else it.updated.isoformat()
    flags = it.is_whole, it.is_excerpt_only
    contacts = [(contact.name, contact.email, contact.uri) for contact in it.contacts]
    texts = it.lead_category, it.image, it.language, it.summary, it.opening
    return _dump((it.title, *dates, *texts, *flags, it.html, contacts))


def load_content(text: str) -> Content:
    """Read what `dump_content` wrote; the dates have the offset that the site's time zone had at the time."""
    title, published, updated, lead, image, language, summary, opening, *rest = json.loads(text)
    is_whole, is_excerpt_only, html, contacts = rest
    return Content(
        title=title,
        published=datetime.fromisoformat(published),
        updated=datetime.fromisoformat(updated),
        lead_category=lead,
        image=image,
        language=language,
        summary=summary,
        opening=opening,
        is_whole=is_whole,
        is_excerpt_only=is_excerpt_only,
        html=html,
        contacts=tuple(Contact(name=name, email=email, uri=uri) for name, email, uri in contacts),
    )


def dump_outline(it: Outline) -> str:
    """Write the outline of a feed."""
    values = dict(zip(_OUTLINE, _values_of(it), strict=True))
    return _dump([*(values | {"updated": it.updated.isoformat()}).values()])


def load_outline(text: str) -> Outline:
    """Read what `dump_outline` wrote."""
    values = dict(zip(_OUTLINE, json.loads(text), strict=True))
    updated, paths = datetime.fromisoformat(values["updated"]), tuple(values["paths"])
    return Outline(**values | {"updated": updated, "paths": paths})


def dump_problems(problems: Iterable[Problem]) -> str:
    """Write the problems of one post."""
    return dump_names([(it.path, it.line, it.code, it.severity, it.message) for it in problems])


def load_problems(text: str) -> tuple[Problem, ...]:
    """Read what `dump_problems` wrote."""
    return tuple(
        Problem(path=path, line=line, code=code, severity=severity, message=message)
        for path, line, code, severity, message in json.loads(text)
    )


def dump_blocks(blocks: Iterable[Block]) -> str:
    """Write what tells blocks that recur: all of them but their HTML."""
    return _dump(
        [
            (it.tag, it.text, [(link.url, link.text) for link in it.links], it.images, it.has_media)
            for it in blocks
        ]
    )


def load_blocks(text: str) -> tuple[Block, ...]:
    """Read what `dump_blocks` wrote."""
    return tuple(
        Block(
            tag=tag,
            html="",
            text=words,
            links=tuple(Link(url=url, text=said) for url, said in links),
            images=tuple(images),
            has_media=has_media,
        )
        for tag, words, links, images, has_media in json.loads(text)
    )
