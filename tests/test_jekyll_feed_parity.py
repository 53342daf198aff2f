"""The feeds of collections hold what those of jekyll-feed hold, and every feed is where jekyll-feed had it.

The real Jekyll builds the sites of `jekyll_sites` that have such feeds. Where it is not installed the tests
are skipped.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from archives import read_files
from jekyll_runner import AtomEntry, build_site, find_missing, fold_text, parse_atom
from jekyll_sites import write_site

from feedtool.pipeline import generate
from feedtool.settings import AliasSettings, FeedSettings, Settings

pytestmark = pytest.mark.skipif(bool(find_missing()), reason=f"no comparison with Jekyll: {find_missing()}")

#: A limit that lets all through, as in the comparison's own run of Jekyll.
SETTINGS = replace(
    Settings(),
    feeds=FeedSettings(limit=0, max_bytes=0, credit_line="none", aliases=AliasSettings(has_jekyll_feed=True)),
)
COLLECTIONS = ("collections", "collections-pretty", "collections-weekdate", "collections-below")
ADDRESSES = ("feed-addresses", "feed-path-of-the-posts", "feed-settings")
#: The collection feeds of `jekyll_sites`, where jekyll-feed has them, and their keys.
FEEDS = {
    "news.xml": "news",
    "feed/news/甲.xml": "news/甲",
    "feed/news/A/B.xml": "news/A/B",
    "feed/notes.xml": "notes",
    "feed/My news.xml": "My news",
    "feed/every.xml": "every",
}
#: Titles of documents that Jekyll lists, and feedtool does not.
WITHOUT_PAGE_OR_DATE = {
    "子": "it has no date, and Jekyll takes the time of each build",
    "丑": "its day is yet to come, and Jekyll writes no page of it before",
    "寅": "Jekyll writes no page of what is published: nothing",
}

#: Jekyll's feed files by their paths on the site, and feedtool's by theirs below the output folder.
Built = tuple[dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Give what publishes a site in both ways, once."""
    done: dict[str, Built] = {}

    def run(name: str) -> Built:
        if name not in done:
            site = write_site(name, tmp_path_factory.mktemp("site") / name)
            work = tmp_path_factory.mktemp("work")
            build_site(site, work)
            feeds = {
                path: data
                for path, data in read_files(work / "built").items()
                if b'<feed xmlns="http://www.w3.org/2005/Atom"' in data[:500]
            }
            output = tmp_path_factory.mktemp("feeds")
            generate(SETTINGS, str(site), output, jobs=1)
            done[name] = feeds, read_files(output)
        return done[name]

    return run


def entries_of(data: bytes) -> dict[str, AtomEntry]:
    return {entry.title: entry for entry in parse_atom(data)}


@pytest.fixture(params=[(name, path) for name in COLLECTIONS for path in FEEDS], ids="/".join)
def feed(
    request: pytest.FixtureRequest, build: Callable[[str], Built]
) -> tuple[dict[str, AtomEntry], dict[str, AtomEntry]]:
    """Give the entries of a collection's feed by their titles: Jekyll's without those left out, and ours."""
    name, path = request.param
    theirs, ours = build(name)
    catalogue = json.loads(ours["feeds.json"])["feeds"]
    (atom,) = (it["atom"] for it in catalogue if (it["kind"], it["key"]) == ("collection", FEEDS[path]))
    expected = {
        title: entry for title, entry in entries_of(theirs[path]).items() if title not in WITHOUT_PAGE_OR_DATE
    }
    return expected, entries_of(ours[atom])


def test_the_feed_of_a_collection_holds_what_that_of_jekyll_feed_holds_in_its_order(
    feed: tuple[dict[str, AtomEntry], dict[str, AtomEntry]],
) -> None:
    theirs, ours = feed

    assert theirs
    assert list(theirs) == list(ours)


@pytest.mark.parametrize(
    "value_of",
    [
        pytest.param(lambda entry: entry.id, id="id"),
        pytest.param(lambda entry: entry.link, id="link"),
        pytest.param(lambda entry: entry.published.astimezone(UTC), id="published"),
        pytest.param(lambda entry: entry.updated.astimezone(UTC), id="updated"),
        pytest.param(lambda entry: entry.categories, id="categories"),
        pytest.param(lambda entry: entry.language, id="language"),
        pytest.param(lambda entry: fold_text(entry.content), id="text"),
    ],
)
def test_an_entry_of_a_collection_is_that_of_jekyll_feed(
    feed: tuple[dict[str, AtomEntry], dict[str, AtomEntry]], value_of: Callable[[AtomEntry], object]
) -> None:
    theirs, ours = feed

    assert {title: value_of(entry) for title, entry in theirs.items()} == {
        title: value_of(entry) for title, entry in ours.items()
    }


def test_an_author_that_a_default_of_the_collection_names_is_named(
    feed: tuple[dict[str, AtomEntry], dict[str, AtomEntry]],
) -> None:
    theirs, ours = feed

    assert {title: entry.authors for title, entry in theirs.items()} == {
        title: entry.authors for title, entry in ours.items()
    }


@pytest.mark.parametrize("name", COLLECTIONS)
def test_what_jekyll_lists_without_a_page_or_a_date_of_its_own_is_left_out(
    build: Callable[[str], Built], name: str
) -> None:
    theirs, ours = build(name)

    assert set(WITHOUT_PAGE_OR_DATE) == set(WITHOUT_PAGE_OR_DATE) & set(entries_of(theirs["news.xml"]))
    assert set() == set(WITHOUT_PAGE_OR_DATE) & set(entries_of(ours["news.xml"]))


@pytest.mark.parametrize("name", [*COLLECTIONS, *ADDRESSES])
def test_every_feed_of_jekyll_feed_has_its_file_in_its_place(
    build: Callable[[str], Built], name: str
) -> None:
    theirs, ours = build(name)
    # A category that is named and that no post has: jekyll-feed's feed of it is empty.
    held = {path for path, data in theirs.items() if parse_atom(data)}

    assert held
    assert set() == held - set(ours)


@pytest.mark.parametrize("name", [*COLLECTIONS, *ADDRESSES])
def test_the_file_in_the_place_of_a_feed_of_jekyll_feed_has_the_ids_of_that_feed(
    build: Callable[[str], Built], name: str
) -> None:
    theirs, ours = build(name)

    for path in set(theirs) & set(ours):
        expected = [entry.id for entry in parse_atom(theirs[path]) if entry.title not in WITHOUT_PAGE_OR_DATE]
        assert expected == [entry.id for entry in parse_atom(ours[path])], path


def test_no_file_is_in_a_place_where_jekyll_feed_had_none_for_a_tag(build: Callable[[str], Built]) -> None:
    theirs, ours = build("feed-addresses")

    assert {path for path in theirs if path.startswith("tagged/")} == {
        path for path in ours if path.startswith("tagged/")
    }


def test_the_files_that_jekyll_feed_made_give_way(build: Callable[[str], Built], tmp_path: Path) -> None:
    theirs, ours = build("feed-addresses")
    for path, data in theirs.items():
        (tmp_path / "feeds" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "feeds" / path).write_bytes(data)

    report = generate(SETTINGS, str(write_site("feed-addresses", tmp_path / "site")), tmp_path / "feeds")

    assert ["alias-unknown"] == [it.code for it in report.problems if it.code.startswith("alias-")]
    written = read_files(tmp_path / "feeds")
    # An empty feed has nothing to give way to.
    assert {"feed/none.xml"} == set(written) - set(ours)
    assert ours == {path: data for path, data in written.items() if path in ours}
