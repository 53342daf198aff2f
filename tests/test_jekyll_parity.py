"""feedtool gives a post the id, link, dates, author, words and text that Jekyll with jekyll-feed gives it.

The real Jekyll builds every site of `jekyll_sites` once, feedtool publishes the same files, and the two are
compared entry by entry. Where Jekyll is not installed the tests are skipped.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from jekyll_markdown import POSTS
from jekyll_runner import AtomEntry, JekyllBuild, JekyllError, build_site, find_missing, fold_text, parse_atom
from jekyll_sites import BAD_POSTS, MARKDOWN, SITES, name_post, write_bad_site, write_site

from feedtool.errors import FeedtoolError
from feedtool.opening import bring_up_to_date, look_for_changes, open_site
from feedtool.pipeline import generate
from feedtool.settings import FeedSettings, Settings

pytestmark = pytest.mark.skipif(bool(find_missing()), reason=f"no comparison with Jekyll: {find_missing()}")

#: Differences that are meant, by field: the site and the path of the post, and why.
EXPLAINED: Mapping[str, Mapping[tuple[str, str], str]] = {
    "posts": {
        (
            "main",
            "_posts/kinds/2021-03-05-gb18030.md",
        ): "Jekyll passes over bytes that are no UTF-8; they are GB18030",
    },
    "summary": {
        (
            "main",
            "_posts/summaries/2021-03-05-excerpt-separator-absent.md",
        ): "feedtool gives no summary where that is the whole text",
        ("main", "_posts/summaries/2021-03-05-description-empty.md"): "the same",
        ("main", "_posts/summaries/2021-03-05-excerpt-only.md"): "the same",
    },
    "author": {
        **{
            (
                "kept-imported",
                f"_posts/2010-05-{name}.html",
            ): "Jekyll prints the object as Ruby shows it: feedtool gives the display name"
            for name in ("04-hello", "06-umlaut", "07-quoted")
        },
        (
            "main",
            "_posts/authors/2021-03-05-authors-keys.md",
        ): "feedtool names all of them",
        ("main", "_posts/authors/2021-03-05-authors-list.md"): "the same",
        ("main", "_posts/authors/2021-03-05-authors-objects.md"): "the same",
        ("main", "_posts/authors/2021-03-05-authors-string.md"): "Jekyll passes over it, and names the site",
        (
            "main",
            "_posts/authors/2021-03-05-author-object-without-name.md",
        ): "Jekyll prints the object as Ruby shows it",
        ("main", "_posts/authors/2021-03-05-author-key-without-name.md"): "the same, of an author in _data",
        (
            "without-author",
            "_posts/2021-03-05-plain.md",
        ): "Jekyll names nobody: feedtool the site, as Atom wants a name",
    },
    "contacts": {
        (
            "main",
            f"_posts/authors/2021-03-05-{name}.md",
        ): "the author has no name, and the site is named"
        for name in ("author-object-without-name", "author-key-without-name")
    },
    "categories": {
        (
            "kept-words",
            "_posts/2020-01-01-categories-01.md",
        ): "Jekyll prints the list as Ruby shows it",
        **{
            ("kept-words", f"_posts/2020-01-01-{key}-11.md"): "Jekyll prints a table as Ruby shows it"
            for key in ("categories", "tags", "tag")
        },
        ("main", "_posts/words/2021-03-05-category-list.md"): "Jekyll prints the list as Ruby shows it",
        ("main", "_posts/words/2021-03-05-categories-nested-list.md"): "the same, of a list in a list",
        (
            "main",
            "_posts/words/2021-03-05-category-empty-and-categories.md",
        ): "an empty category hides the others",
    },
    "title": {
        (
            "main",
            "_posts/kinds/2021-03-05-front-matter-empty.md",
        ): "feedtool shows the first words, no file name",
        ("main", "_posts/titles/2021-03-05-title-absent.md"): "the same",
        ("main", "_posts/titles/2021-03-05-title-null.md"): "the same",
        ("main", "_posts/titles/2021-03-05-title-empty.md"): "the same; Jekyll shows no title at all",
        ("main", "_posts/titles/2021-03-05-title-of-a-number.md"): "a title is a text: YAML makes 007 a 7",
        (
            "main",
            "_posts/titles/2021-03-05-title-with-entities.md",
        ): "feedtool takes tags out of titles, escaped or not",
    },
    "text": {
        **{
            ("main", f"{MARKDOWN}2021-06-07-{name}.md"): reason
            for name, reason in {
                "html-attributes-without-quotes": "kramdown shows the tag of a link without quotes",
                "html-comment-above-link": "the title with the link is no part of the article",
                "html-end-tag-alone": "a tag too many is no text",
                "math-escaped": "an escaped dollar is no formula",
                **dict.fromkeys(
                    (
                        "pipe-as-text",
                        "pipe-in-a-link",
                        "pipe-in-a-list",
                        "pipe-in-a-sentence",
                        "pipe-in-two-lines",
                    ),
                    "to kramdown every line with a bar in it is a table; here a sentence with a bar is one",
                ),
            }.items()
        },
        **{
            ("whole-posts", name_post(number)): post["why"]
            for number, post in enumerate(POSTS)
            if "why" in post
        },
        ("excerpts", "_posts/2021-03-05-windows.md"): "a line that ends in CR and LF ends as any other",
        ("main", "_posts/kinds/2021-03-05-liquid-variable.md"): "feedtool does not run Liquid, and says so",
        **dict.fromkeys(
            (
                ("main", f"{MARKDOWN}2021-06-07-html-less-than-as-text.md"),
                ("kramdown-hard-wrap", "_posts/2021-06-07-html-less-than-as-text.md"),
                ("kramdown-without-gfm", "_posts/2021-06-07-html-less-than-as-text.md"),
                ("kramdown-options", "_posts/2021-06-07-html-less-than-as-text.md"),
                ("kramdown-without-signs", "_posts/2021-06-07-html-less-than-as-text.md"),
            ),
            "kramdown loses words that look like a tag",
        ),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One site, as Jekyll and as feedtool publish it; feedtool's entries by the path of their post."""

    name: str
    jekyll: JekyllBuild
    feedtool: dict[str, AtomEntry]

    def differences(
        self, field: str, value_of: Callable[[AtomEntry], object]
    ) -> tuple[dict[str, object], dict[str, object]]:
        """Give what Jekyll and what feedtool say of the posts that both publish, where it is not the same."""
        explained = {path for site, path in EXPLAINED.get(field, {}) if site == self.name}
        pairs = {
            path: (value_of(entry), value_of(self.feedtool[path]))
            for path, entry in self.jekyll.entries.items()
            if path in self.feedtool and path not in explained
        }
        differing = {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}
        return (
            {path: pair[0] for path, pair in differing.items()},
            {path: pair[1] for path, pair in differing.items()},
        )


def _settings() -> Settings:
    return replace(Settings(), feeds=FeedSettings(limit=0, max_bytes=0, credit_line="none"))


def _publish(site: Path, output: Path, settings: Settings) -> dict[str, AtomEntry]:
    """Publish a site with feedtool, and read the entries of its main feed by the path of their post."""
    generate(settings, str(site), output, jobs=1)
    with open_site(settings, str(site), {}) as opened:
        changes = look_for_changes(opened, {}, jobs=1)
        heads = bring_up_to_date(opened, changes, {}, datetime.now(UTC), jobs=1).heads
        paths = {head.id: path for path, head in heads.items()}
    entries = parse_atom((output / "all" / "atom.xml").read_bytes())
    return {paths[entry.id]: entry for entry in entries}


Compare = Callable[[str], Comparison]


@pytest.fixture(scope="module")
def compare(tmp_path_factory: pytest.TempPathFactory) -> Compare:
    """Give what publishes a site in both ways: once, whatever the order of the tests."""
    done: dict[str, Comparison] = {}

    def run(name: str) -> Comparison:
        if name not in done:
            work = tmp_path_factory.mktemp(name)
            site = write_site(name, tmp_path_factory.mktemp("site") / name)
            built = build_site(site, work)
            try:
                entries = _publish(site, tmp_path_factory.mktemp("feeds"), _settings())
            except FeedtoolError:
                entries = {}  # one test says so, and the others have nothing to compare
            done[name] = Comparison(name=name, jekyll=built, feedtool=entries)
        return done[name]

    return run


@pytest.fixture(params=sorted(SITES))
def site(request: pytest.FixtureRequest, compare: Compare) -> Comparison:
    return compare(request.param)


def test_the_comparison_is_over_two_hundred_posts_at_least(compare: Compare) -> None:
    assert len(compare("main").jekyll.entries) >= 200


def test_the_same_posts_are_published(site: Comparison) -> None:
    explained = {path for name, path in EXPLAINED["posts"] if name == site.name}
    expected = set(site.jekyll.entries) - explained
    actual = set(site.feedtool) - explained

    assert {"only Jekyll": [], "only feedtool": []} == {
        "only Jekyll": sorted(expected - actual),
        "only feedtool": sorted(actual - expected),
    }


def test_every_id_is_the_one_that_jekyll_feed_gives(site: Comparison) -> None:
    expected, actual = site.differences("id", lambda entry: entry.id)

    assert expected == actual


def test_every_link_is_the_one_that_jekyll_gives(site: Comparison) -> None:
    expected, actual = site.differences("link", lambda entry: entry.link)

    assert expected == actual


def test_every_post_is_published_at_the_moment_that_jekyll_says(site: Comparison) -> None:
    expected, actual = site.differences(
        "published", lambda entry: entry.published.astimezone(UTC).isoformat()
    )

    assert expected == actual


def test_every_post_is_updated_at_the_moment_that_jekyll_says(site: Comparison) -> None:
    expected, actual = site.differences("updated", lambda entry: entry.updated.astimezone(UTC).isoformat())

    assert expected == actual


def test_every_author_is_the_one_that_jekyll_feed_names(site: Comparison) -> None:
    expected, actual = site.differences("author", lambda entry: entry.authors)

    assert expected == actual


def test_the_first_author_can_be_reached_as_jekyll_feed_says(site: Comparison) -> None:
    expected, actual = site.differences("contacts", lambda entry: entry.contacts[:1])

    assert expected == actual


def test_every_entry_has_the_categories_that_jekyll_feed_gives_it(site: Comparison) -> None:
    # An empty word says nothing, and white space around one is lost wherever the feed is read.
    expected, actual = site.differences(
        "categories", lambda entry: sorted({term.strip() for term in entry.categories} - {""})
    )

    assert expected == actual


def test_every_entry_has_the_image_and_the_language_that_jekyll_feed_gives_it(site: Comparison) -> None:
    def value_of(entry: AtomEntry) -> object:
        return entry.language, entry.image

    # An image inside of the text is feedtool's own choice, where the front matter names none.
    expected, actual = site.differences("image", value_of)

    stated = [path for path, value in expected.items() if value != (None, None)]
    assert {path: expected[path] for path in stated} == {path: actual[path] for path in stated}


#: What `smartify` makes of a title's marks, and what it made them of.
_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "–": "--", "…": "...", "«": "<<", "»": ">>"}
)


def test_every_title_says_the_same(site: Comparison) -> None:
    def value_of(entry: AtomEntry) -> str:
        return " ".join(unescape(entry.title).translate(_TYPOGRAPHY).replace("--- ", "-- ").split())

    expected, actual = site.differences("title", value_of)

    assert expected == actual


def test_a_stated_summary_is_the_one_that_jekyll_feed_gives(compare: Compare) -> None:
    main = compare("main")
    expected, actual = main.differences("summary", lambda entry: " ".join((entry.summary or "").split()))
    stated = [path for path in expected if path.startswith("_posts/summaries/")]

    assert {path: expected[path] for path in stated} == {path: actual[path] for path in stated}


def text_of(entry: AtomEntry) -> str:
    """Give the text of an entry's content; jekyll-feed leaves a summary alone where a site wants excerpts."""
    return fold_text(entry.content if entry.content is not None else entry.summary)


def test_the_text_of_every_article_is_that_of_the_page(site: Comparison) -> None:
    expected, actual = site.differences("text", text_of)

    assert expected == actual


def test_at_least_99_of_100_ordinary_articles_have_the_text_of_their_page(compare: Compare) -> None:
    # The folder of Markdown holds one rare construct a post; each of them has a test of its own.
    main = compare("main")
    common = [path for path in main.jekyll.entries if path in main.feedtool and not path.startswith(MARKDOWN)]
    assert len(common) >= 200
    same = [path for path in common if text_of(main.jekyll.entries[path]) == text_of(main.feedtool[path])]

    assert len(same) >= 0.99 * len(common), f"{len(same)} of {len(common)}"


def test_at_least_99_of_100_whole_posts_that_nothing_by_design_changes_have_the_text_of_their_page(
    compare: Compare,
) -> None:
    site = compare("whole-posts")
    common = [path for path in site.jekyll.entries if ("whole-posts", path) not in EXPLAINED["text"]]
    assert len(common) >= 300
    same = [path for path in common if text_of(site.jekyll.entries[path]) == text_of(site.feedtool[path])]

    assert len(same) >= 0.99 * len(common), f"{len(same)} of {len(common)}"


def _texts() -> Iterator[str]:
    yield from sorted(path for path in SITES["main"]() if path.startswith(MARKDOWN))


@pytest.mark.parametrize("path", list(_texts()))
def test_each_way_of_writing_has_the_text_that_kramdown_gives_it(compare: Compare, path: str) -> None:
    main = compare("main")
    if ("main", path) in EXPLAINED["text"]:
        pytest.skip(EXPLAINED["text"]["main", path])

    assert text_of(main.jekyll.entries[path]) == text_of(main.feedtool[path])


def test_no_two_entries_share_an_id(site: Comparison) -> None:
    ids = [entry.id for entry in site.feedtool.values()]

    assert len(set(ids)) == len(ids)


# The older library: what a feed has had so far may have been made with Addressable before 2.8.2.


def test_ids_are_those_of_the_older_library_where_the_settings_say_so(tmp_path: Path) -> None:
    folder = write_site("wide-names", tmp_path / "site")
    (tmp_path / "work").mkdir()
    built = build_site(folder, tmp_path / "work", normal_form="nfkc")
    settings = _settings()
    settings = replace(settings, archive=replace(settings.archive, ids="nfkc"))

    entries = _publish(folder, tmp_path / "feeds", settings)

    assert {path: entry.id for path, entry in built.entries.items()} == {
        path: entry.id for path, entry in entries.items()
    }


# What the site's own feed settings say, without a feedtool.toml.


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> tuple[JekyllBuild, Path]:
    """Publish the site whose feeds are set in its _config.yml, in both ways; feedtool is told nothing."""
    folder = write_site("feed-settings", tmp_path_factory.mktemp("site") / "site")
    output = tmp_path_factory.mktemp("feeds")
    generate(Settings(), str(folder), output, jobs=1)
    return build_site(folder, tmp_path_factory.mktemp("work"), limit=None), output


def _read_feed(output: Path, kind: str, key: str) -> list[str] | None:
    """Give the titles of a published feed in order; None if there is no such feed."""
    catalogue = json.loads((output / "feeds.json").read_bytes())
    found = [feed["path"] for feed in catalogue["feeds"] if (feed["kind"], feed["key"]) == (kind, key)]
    return [it.title for it in parse_atom((output / found[0] / "atom.xml").read_bytes())] if found else None


def _titles(build: JekyllBuild, paths: tuple[str, ...]) -> list[str]:
    return [build.posts[path].title for path in paths]


def test_the_main_feed_holds_as_many_posts_as_posts_limit_says(settled: tuple[JekyllBuild, Path]) -> None:
    build, output = settled

    assert [entry.title for entry in build.entries.values()] == _read_feed(output, "all", "")


@pytest.mark.parametrize("key", ["新闻", "Wall Street"])
def test_a_category_feed_holds_what_that_of_jekyll_feed_holds(
    settled: tuple[JekyllBuild, Path], key: str
) -> None:
    build, output = settled

    assert _titles(build, build.feeds[f"feed/{key}.xml"]) == _read_feed(output, "category", key)


def test_only_the_categories_that_the_site_names_get_a_feed(settled: tuple[JekyllBuild, Path]) -> None:
    assert _read_feed(settled[1], "category", "其他") is None


@pytest.mark.parametrize("key", ["ferry", "harbour"])
def test_a_tag_feed_holds_what_that_of_jekyll_feed_holds(settled: tuple[JekyllBuild, Path], key: str) -> None:
    build, output = settled

    assert _titles(build, build.feeds[f"feed/by_tag/{key}.xml"]) == _read_feed(output, "tag", key)


def test_a_tag_of_any_script_gets_a_feed(settled: tuple[JekyllBuild, Path]) -> None:
    build, output = settled
    tagged = [post.title for post in build.posts.values() if "渡轮" in post.tags]

    assert sorted(tagged, key=lambda title: int(title.split()[1]), reverse=True)[:3] == _read_feed(
        output, "tag", "渡轮"
    )


@pytest.mark.parametrize("key", ["tide", "other"])
def test_a_tag_that_the_site_does_not_want_gets_no_feed(settled: tuple[JekyllBuild, Path], key: str) -> None:
    assert _read_feed(settled[1], "tag", key) is None


# Bad input: Jekyll dies of it, or publishes nonsense; feedtool says so and publishes the rest.


@pytest.mark.parametrize("name", list(BAD_POSTS))
def test_a_bad_post_is_reported_and_the_rest_is_published(tmp_path: Path, name: str) -> None:
    folder = write_bad_site(name, tmp_path / "site")

    report = generate(_settings(), str(folder), tmp_path / "feeds", jobs=1)

    titles = {it.title for it in parse_atom((tmp_path / "feeds" / "all" / "atom.xml").read_bytes())}
    assert {"好的一", "好的二"} <= titles
    assert BAD_POSTS[name].path in {problem.path for problem in report.problems}


@pytest.mark.parametrize("name", [name for name, bad in BAD_POSTS.items() if bad.kills_jekyll])
def test_a_bad_post_stops_jekyll(tmp_path: Path, name: str) -> None:
    folder = write_bad_site(name, tmp_path / "site")
    (tmp_path / "work").mkdir()

    with pytest.raises(JekyllError):
        build_site(folder, tmp_path / "work")


@pytest.mark.parametrize("name", list(BAD_POSTS))
def test_nothing_that_is_published_of_a_bad_post_comes_from_the_clock(tmp_path: Path, name: str) -> None:
    folder = write_bad_site(name, tmp_path / "site")

    entries = _publish(folder, tmp_path / "feeds", _settings())

    assert {2021} == {entry.published.year for entry in entries.values()}
