"""Software that nobody here wrote reads what we publish, and sees what the posts say.

Every feed of every archive at hand: well-formed, valid by RFC 4287's grammar, without a finding by the W3C
validator's rules, and read back by three independent readers.
"""

from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import fastfeedparser
import feedparser
import pytest
import reader
from feed_rules import check_atom, check_json_feed, check_opml, check_rss
from lxml import etree
from sample import ATOM_SCHEMA, archives

from feedtool.model import Entry
from feedtool.pipeline import generate
from feedtool.questions import inspect

CHECKS = {"rss.xml": check_rss, "atom.xml": check_atom, "feed.json": check_json_feed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One entry, as a reader shows it."""

    id: str
    link: str
    title: str
    author: str
    published: datetime

    @classmethod
    def of(cls, entry: Entry) -> "Seen":
        """Give what every reader ought to see of an entry."""
        return cls(
            id=entry.id,
            link=entry.url,
            title=entry.title,
            author=entry.credit.authors[0],
            published=entry.published.astimezone(UTC).replace(microsecond=0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An archive's feeds, and the entries that are in them by what the posts say."""

    folder: Path
    url: str
    entries: dict[str, Entry]

    def files(self, name: str) -> dict[str, bytes]:
        """Give every published file of this name by the address it is served at."""
        return {
            f"{self.url}/feeds/{quote(path, safe='/()')}": (self.folder / path).read_bytes()
            for path in sorted(it.relative_to(self.folder).as_posix() for it in self.folder.rglob(name))
        }


@pytest.fixture(scope="module", params=sorted(archives()))
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Published:
    root, settings = archives()[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    generate(settings, str(root), folder)
    posts = [path for path in sorted(root.rglob("*.md")) if path.parent.name != "category"]
    entries = [it.entry for it in inspect(settings, str(root), posts)]
    by_id = {entry.id: entry for entry in reversed(entries) if entry is not None}
    site_url = next(iter(by_id)).split("/")[2]
    return Published(folder=folder, url=f"https://{site_url}", entries=by_id)


def expected(entries: dict[str, Entry], ids: list[str]) -> list[Seen]:
    return [Seen.of(entries[id_]) for id_ in ids]


def test_feedparser_reads_every_rss_and_atom_feed(published: Published) -> None:
    for name in ("rss.xml", "atom.xml"):
        for url, data in published.files(name).items():
            parsed = feedparser.parse(data)
            seen = [
                Seen(
                    id=it.id,
                    link=it.link,
                    title=it.title,
                    author=it.author,
                    published=datetime.fromtimestamp(timegm(it.published_parsed), UTC),
                )
                for it in parsed.entries
            ]

            assert not parsed.bozo, url
            assert expected(published.entries, [it.id for it in seen]) == seen


def test_feedparser_reads_the_source_and_the_original(published: Published) -> None:
    for name in ("rss.xml", "atom.xml"):
        for data in published.files(name).values():
            for it in feedparser.parse(data).entries:
                credit = published.entries[it.id].credit
                via = [link.href for link in it.links if link.rel == "via"]
                source = it.get("source", {})

                if credit.original_url is None:
                    assert (via, source) == ([], {})
                else:
                    assert [credit.original_url] == via
                    assert credit.source == source["title"]
                    assert credit.original_url == source.get("href", source.get("link"))


def test_fastfeedparser_reads_every_feed_in_every_format(published: Published) -> None:
    for name in CHECKS:
        for data in published.files(name).values():
            seen = [
                Seen(
                    id=it.id,
                    link=it.link,
                    title=it.title,
                    author=it.author,
                    published=datetime.fromisoformat(it.published),
                )
                for it in fastfeedparser.parse(data).entries
            ]

            assert seen
            assert expected(published.entries, [it.id for it in seen]) == seen


def join_author(entry: reader.Entry) -> str:
    """Give the author whom lemon24's reader shows, as it stood in the feed.

    It takes half-width parentheses at the end of an RSS author for an e-mail address: 证券(兰台).
    """
    (author,) = entry.authors
    return f"{author.name}({author.email})" if author.email else author.name or ""


def test_lemon24_reader_reads_every_feed_in_every_format(published: Published) -> None:
    with reader.make_reader(":memory:", feed_root=str(published.folder)) as subject:
        names = [
            path.relative_to(published.folder) for name in CHECKS for path in published.folder.rglob(name)
        ]
        for name in names:
            subject.add_feed(str(name))
        subject.update_feeds()
        assert [] == [feed.url for feed in subject.get_feeds() if feed.last_exception or not feed.title]

        for name in names:
            seen = [
                Seen(
                    id=it.id,
                    link=it.link or "",
                    title=it.title or "",
                    author=join_author(it),
                    published=it.published or datetime.min.replace(tzinfo=UTC),
                )
                for it in subject.get_entries(feed=str(name))
            ]

            assert seen
            assert expected(published.entries, [it.id for it in seen]) == seen


@pytest.mark.parametrize("name", CHECKS)
def test_no_feed_breaks_a_rule_of_its_format(published: Published, name: str) -> None:
    findings = [
        finding for url, data in published.files(name).items() for finding in CHECKS[name](data, url=url)
    ]

    assert [] == findings


def test_the_subscription_list_breaks_no_rule_and_names_every_feed(published: Published) -> None:
    (data,) = published.files("feeds.opml").values()

    assert () == check_opml(data)
    addresses = [outline.get("xmlUrl") for outline in etree.fromstring(data).iter("outline")]
    assert sorted(published.files("rss.xml")) == sorted(str(address) for address in addresses)


@pytest.mark.skipif(not ATOM_SCHEMA.is_file(), reason="the RELAX NG grammar of RFC 4287 is not at hand")
def test_every_atom_feed_is_valid_by_the_grammar_of_rfc_4287(published: Published) -> None:
    schema = etree.RelaxNG(etree.parse(str(ATOM_SCHEMA)))

    for url, data in published.files("atom.xml").items():
        assert schema.validate(etree.fromstring(data)), (url, schema.error_log)


def test_every_entry_that_is_due_is_in_the_feed_of_its_category(published: Published) -> None:
    found = {it.id for data in published.files("rss.xml").values() for it in feedparser.parse(data).entries}

    assert {id_ for id_, entry in published.entries.items() if entry.categories} <= found
