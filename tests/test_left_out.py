"""An entry that feedtool publishes nothing for is explained by the post that is left out, if there is one."""

from datetime import UTC, datetime

import pytest
from build import condense, make_config, make_raw

from feedtool.head import Head
from feedtool.left_out import LeftOut, explain_absence
from feedtool.model import Draft, Problem
from feedtool.old_feed import OldEntry
from feedtool.prepare import prepare

CONFIG = make_config()
PATH = "_posts/2020-01-04-Du-Lun.md"
BROKEN = Problem(path=PATH, line=3, code="text-missing", severity="error", message="the post has no text")


def make_entry(id_: str = "1", *, link: str = "", published: datetime | None = None) -> OldEntry:
    return OldEntry(id=id_, has_id=True, link=link, title="渡轮", published=published, updated=None)


def make_head() -> Head:
    draft = prepare(make_raw(PATH, "---\ntitle: 渡轮\n---\n文。\n"), CONFIG)
    assert isinstance(draft, Draft)
    return condense(draft)[0]


def explain(
    entry: OldEntry,
    reason: str,
    problems: tuple[Problem, ...] = (),
    *,
    path: str = PATH,
    heads: tuple[Head, ...] = (),
) -> tuple[str | None, str, str]:
    left_out = LeftOut(reasons={path: reason}, heads=heads, problems=problems)
    ((id_, (found, why)),) = explain_absence([entry], left_out, CONFIG).items()
    assert entry.id == id_
    return found, why.code, why.message


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("future", "its day is yet to come"),
        ("limit", "older than those that limit_posts of the site lets through"),
        ("copy", "copy of a post in another folder"),
    ],
)
def test_a_post_that_was_read_is_found_as_any_other(reason: str, words: str) -> None:
    entry = make_entry(link="http://e.x/2020/01/04/Du-Lun.html")

    assert (PATH, reason, f"{PATH} is left out: {words}") == explain(entry, reason, heads=(make_head(),))


@pytest.mark.parametrize(
    ("id_", "link"),
    [
        ("https://e.x/2020/01/04/Du-Lun", ""),
        ("https://e.x/hang/2020/01/04/du-lun/", ""),
        ("urn:1", "https://other.example/news/Du%20Lun.html"),
    ],
)
def test_a_post_that_was_not_read_is_found_by_the_name_of_its_file(id_: str, link: str) -> None:
    entry = make_entry(id_, link=link, published=datetime(2020, 1, 3, 17, tzinfo=UTC))

    expected = (PATH, "unpublished", f"{PATH} is left out: marked so by its owner")
    assert expected == explain(entry, "unpublished")


def test_a_file_of_another_day_is_another_post() -> None:
    entry = make_entry("https://e.x/du-lun", published=datetime(2020, 1, 9, tzinfo=UTC))

    expected = (None, "absent", "no post of the archive has this id, this link, or this title that day")
    assert expected == explain(entry, "unpublished")


def test_a_file_without_a_day_is_found_by_the_rest_of_its_name() -> None:
    path = "old_post/du-lun.md"
    entry = make_entry("https://e.x/du-lun", published=datetime(2020, 1, 9, tzinfo=UTC))

    assert (path, "unpublished") == explain(entry, "unpublished", path=path)[:2]


def test_an_address_without_a_name_is_that_of_no_file() -> None:
    path = "_posts/2020-01-04-!.md"  # its slug is empty

    assert "absent" == explain(make_entry("", link="https://"), "unpublished", path=path)[1]


def test_a_problem_is_told_in_its_own_words() -> None:
    warning = Problem(path=PATH, line=1, code="date-empty", severity="warning", message="the date is empty")
    other = Problem(path="_posts/x.md", line=1, code="fault", severity="error", message="another post")

    expected = (PATH, "problem", f"{PATH}:3: error: text-missing: the post has no text")
    assert expected == explain(
        make_entry("https://e.x/2020/01/04/du-lun"), "problem", (warning, other, BROKEN)
    )


def test_a_file_whose_name_is_no_text_is_named_as_its_problem_names_it() -> None:
    name = r"_posts/2020-01-04-du-lun.\udcff.md"
    problem = Problem(
        path=name, line=1, code="file-name-unreadable", severity="error", message="the name is no UTF-8"
    )
    entry = make_entry("https://e.x/2020/01/04/du-lun.\udcff")

    expected = (name, "problem", f"{name}:1: error: file-name-unreadable: the name is no UTF-8")
    assert expected == explain(entry, "problem", (problem,), path="_posts/2020-01-04-du-lun.\udcff.md")
