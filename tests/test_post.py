"""A file becomes the post that Jekyll makes of it; the evident is repaired and said, the rest refused."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from build import SHANGHAI, make_config, make_raw, make_site, read
from hypothesis import given
from hypothesis import strategies as st

from feedtool.config import Config
from feedtool.errors import PostError
from feedtool.model import Contact, Post, Problem
from feedtool.post import parse_post
from feedtool.settings import ArchiveSettings
from feedtool.site_config import read_site_config
from feedtool.text import find_illegal, fold_space

SITE_DATES = make_config(archive=ArchiveSettings(naive_dates="site"))
WHOLE = make_config(archive=ArchiveSettings(categories="whole"))


def codes(post: Post) -> list[str]:
    return [problem.code for problem in post.problems]


def refusal(text: str | bytes, path: str = "_posts/2020-01-04-a.md") -> PostError:
    with pytest.raises(PostError) as caught:
        parse_post(make_raw(path, text), make_config())
    return caught.value


def test_a_post_says_what_its_file_says() -> None:
    text = """---
layout: post
title: "<b>方便</b> &amp; 快捷"
date: 2021-12-16 11:32:37 +0800
categories: hangzhouribao
tags: 杭州日报新闻
author: {name: 某甲, email: a@e.x}
lang:
---

<p>日前</p>
"""

    assert read(text, "old_post/2021-12-16-NW2021.html") == Post(
        path="old_post/2021-12-16-NW2021.html",
        folder="old_post",
        title="方便 & 快捷",
        published=datetime(2021, 12, 16, 11, 32, 37, tzinfo=SHANGHAI),
        categories=("hangzhouribao",),
        tags=("杭州日报新闻",),
        lead_category=None,
        updated=datetime(2021, 12, 16, 11, 32, 37, tzinfo=SHANGHAI),
        authors=("某甲",),
        summary=None,
        is_excerpt_only=False,
        excerpt=None,
        image=None,
        language=None,
        fields={
            "layout": "post",
            "title": "<b>方便</b> &amp; 快捷",
            "date": "2021-12-16 11:32:37 +0800",
            "categories": "hangzhouribao",
            "tags": "杭州日报新闻",
            "author": "某甲",
        },
        url="https://e.x/hangzhouribao/2021/12/16/NW2021.html",
        id="https://e.x/hangzhouribao/2021/12/16/NW2021",
        body="<p>日前</p>\n",
        is_markdown=False,
        problems=(),
        contacts=(Contact(name="某甲", email="a@e.x"),),
    )


# Jekyll 4.3.1 with `timezone: Asia/Shanghai`: what `date:` becomes, and the day in the address.
DATES = [
    ("2020-01-02 22:00:00", "2020-01-03T06:00:00+08:00", "03"),
    ("2020-01-02T22:00:00", "2020-01-03T06:00:00+08:00", "03"),
    ("2020-01-02T22:00:00Z", "2020-01-03T06:00:00+08:00", "03"),
    ("2020-01-02T22:00:00.123Z", "2020-01-03T06:00:00+08:00", "03"),
    ("2020-01-02 22:00", "2020-01-02T22:00:00+08:00", "02"),
    ('"2020-01-02 22:00:00"', "2020-01-02T22:00:00+08:00", "02"),
    ("2020-01-02", "2020-01-02T00:00:00+08:00", "02"),
    ("2020-01-02 22:00:00 +0800", "2020-01-02T22:00:00+08:00", "02"),
    ("2020-01-02 22:00:00 +08:00", "2020-01-02T22:00:00+08:00", "02"),
    ("2020-01-02T22:00:00+08:00", "2020-01-02T22:00:00+08:00", "02"),
    ("2020/01/02 22:00", "2020-01-02T22:00:00+08:00", "02"),
    ("20200102", "2020-01-02T00:00:00+08:00", "02"),
    ("Jan 2 2020 22:00", "2020-01-02T22:00:00+08:00", "02"),
]


@pytest.mark.parametrize(("date", "expected", "day"), DATES)
def test_a_date_is_the_one_that_jekyll_reads(date: str, expected: str, day: str) -> None:
    post = read(f"---\ntitle: 甲\ndate: {date}\n---\n")

    assert expected == post.published.isoformat()
    assert f"https://e.x/2020/01/{day}/a.html" == post.url
    assert f"https://e.x/2020/01/{day}/a" == post.id
    assert () == post.problems


@pytest.mark.parametrize("date", ["2020-01-02 22:00:00", "2020-01-02T22:00:00", '"2020-01-02 22:00:00"'])
def test_a_date_without_zone_is_the_sites_where_its_owner_says_so(date: str) -> None:
    post = read(f"---\ntitle: 甲\ndate: {date}\n---\n", config=SITE_DATES)

    assert post.published == datetime(2020, 1, 2, 22, tzinfo=SHANGHAI)


def test_the_same_moment_is_the_same_post_on_either_reading_of_other_dates() -> None:
    text = "---\ntitle: 甲\ndate: 2020-01-02 22:00:00 +0100\n---\n"

    assert read(text) == read(text, config=SITE_DATES)


# Jekyll stops the whole build at each of these.
@pytest.mark.parametrize("date", ["2020年01月02日", "1577973600", "not a date", "+0800", "2020-13-45"])
def test_a_date_that_is_none_gives_way_to_the_day_in_the_file_name_and_says_so(date: str) -> None:
    post = read(f"---\ntitle: 甲\ndate: {date}\n---\n")

    assert post.published == datetime(2020, 1, 4, tzinfo=SHANGHAI)
    assert (
        Problem(
            path="_posts/2020-01-04-a.md",
            line=3,
            code="date-unreadable",
            severity="warning",
            message=f"the date {date} is no date; the day in the file name stands for it",
        ),
    ) == post.problems


@pytest.mark.parametrize(
    ("path", "front_matter", "line", "written", "day"),
    [
        ("_posts/2020-02-31-a.md", "title: 甲", 1, "2020-02-31", "2020-03-02"),
        (
            "_posts/2020-01-04-a.md",
            "title: 甲\ndate: 2019-02-29 10:00:00",
            3,
            "2019-02-29 10:00:00",
            "2019-03-01",
        ),
        ("_posts/2020-02-31-a.md", "title: 甲\ndate: 2020-04-31", 3, "2020-04-31", "2020-05-01"),
    ],
)
def test_a_day_that_its_month_does_not_have_is_read_as_jekyll_reads_it_and_said(
    path: str, front_matter: str, line: int, written: str, day: str
) -> None:
    post = read(f"---\n{front_matter}\n---\n", path)

    assert day == f"{post.published:%Y-%m-%d}"
    message = f"there is no {written}; like Jekyll, feedtool takes it for {day}"
    assert (
        Problem(path=path, line=line, code="date-impossible", severity="warning", message=message),
    ) == post.problems


def test_a_day_that_is_none_is_not_spoken_of_where_another_date_stands_for_it() -> None:
    assert () == read("---\ntitle: 甲\ndate: 2020-03-01\n---\n", "_posts/2020-02-31-a.md").problems


@pytest.mark.parametrize("date", ["[2021-01-01]", "{day: 1}"])
def test_a_date_that_is_no_text_gives_way_and_says_so(date: str) -> None:
    post = read(f"---\ntitle: 甲\ndate: {date}\n---\n")

    assert post.published == datetime(2020, 1, 4, tzinfo=SHANGHAI)
    assert ["date-unreadable"] == codes(post)


@pytest.mark.parametrize("name", ["2020-01-04-x.md", "2020-1-4-x.md", "20-1-4-x.md"])
def test_the_day_in_a_file_name_is_midnight_on_the_site(name: str) -> None:
    post = read("---\ntitle: 甲\n---\n", f"_posts/{name}")

    assert post.published == datetime(2020, 1, 4, tzinfo=SHANGHAI)
    assert "https://e.x/2020/01/04/x" == post.id


@pytest.mark.parametrize("name", ["x.md", "-202205262391921712.md", "2020-13-45-x.md", "2020-01-04.md"])
def test_a_post_without_a_date_anywhere_is_refused(name: str) -> None:
    # Jekyll takes the time of the build: the entry would be new every day.
    error = refusal('---\nlayout: post\ntitle: ""\ndate:  +0800\n---\n', f"_posts/{name}")

    assert ("date-missing", 4) == (error.code, error.line)


def test_a_date_in_front_matter_is_enough() -> None:
    post = read("---\ntitle: 甲\ndate: 2020-01-04\n---\n", "old/名字.md")

    assert "https://e.x/2020/01/04/%E5%90%8D%E5%AD%97" == post.id


def test_a_slug_that_is_switched_off_is_that_of_the_file() -> None:
    assert "https://e.x/2020/01/04/a" == read("---\ntitle: 甲\nslug: no\n---\n").id


def test_in_the_folder_that_jekyll_reads_the_name_has_to_begin_with_a_date() -> None:
    assert "name-undated" == refusal("---\ntitle: 甲\ndate: 2020-01-04\n---\n", "_posts/名字.md").code


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("category: Wall Street 见闻", ("Wall Street 见闻",)),
        ("categories: 新浪财经 财联社", ("新浪财经", "财联社")),
        ("categories: [ 财经In China ]", ("财经In China",)),
        ("category: 甲 乙\ncategories: [丙, 丁]", ("丙", "丁", "甲 乙")),
        ("categories: 甲\ncategory: 甲", ("甲",)),
        ("category: [甲, 乙 丙]", ("甲", "乙 丙")),
        # Jekyll lists these twice in its feed; the address is the same
        ("categories: [36, 1.5, true]", ("36", "1.5", "true")),
        ("categories: [甲, null, '', 甲]", ("甲",)),
        ("categories: 36", ("36",)),
        ("category: 2.50", ("2.5",)),
        ("categories: 90\ncategory: 1:30", ("90", "5400")),
        ("category: no", ()),
        ("category: no\ncategories: [甲]", ("甲",)),
        # white space is that of ASCII alone
        ("categories: 新浪　财经 财联社", ("新浪　财经", "财联社")),
        ("categories: [甲, [乙, [丙]]]", ("甲", "乙", "丙")),
        ("category: [甲, [乙, 丙]]", ("甲", "乙", "丙")),
        ('categories: ["甲\\0", "\\0"]', ("甲",)),
        ("categories:", ()),
        ("layout: post", ()),
    ],
)
def test_categories_are_those_that_jekyll_finds(lines: str, expected: tuple[str, ...]) -> None:
    post = read(f"---\ntitle: 甲\n{lines}\n---\n")

    assert expected == post.categories
    assert () == post.tags
    # A number is a word here; Jekyll may fail on it.
    assert {problem.code for problem in post.problems} <= {"word-is-number"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("tag: 甲 乙", ("甲 乙",)),
        ("tags: 甲 乙", ("甲", "乙")),
        ("tags: [甲 乙, 丙]", ("甲 乙", "丙")),
        ("tag: 丙\ntags: 甲 乙", ("丙",)),
        ("tag: no\ntags: 甲 乙", ("甲", "乙")),
        ("tags: [甲, [乙, 丙]]", ("甲", "乙", "丙")),
        ("tags: 甲　乙", ("甲　乙",)),
        ("tags:", ()),
    ],
)
def test_tags_are_those_that_jekyll_finds(lines: str, expected: tuple[str, ...]) -> None:
    post = read(f"---\ntitle: 甲\n{lines}\n---\n")

    assert expected == post.tags
    assert () == post.categories


@pytest.mark.parametrize(
    "date", ["2020-01-04 20:30:00", "'2020-01-04 20:30:00'", "2020-01-04 20:30:00 +0800"]
)
def test_the_address_is_the_one_that_jekyll_gives_whatever_time_a_date_means_to_the_owner(date: str) -> None:
    text = f"---\ntitle: 甲\ndate: {date}\n---\n"

    theirs, ours = read(text), read(text, config=SITE_DATES)

    assert (theirs.id, theirs.url) == (ours.id, ours.url)
    assert "2020-01-04T20:30:00+08:00" == ours.published.isoformat()


def test_a_category_with_a_space_is_one_where_the_owner_says_so() -> None:
    text = "---\ntitle: 甲\ncategories: 21shijijingjibaodao 21caijingAPP\ntags: 甲 乙\n---\n"
    post = read(text, config=WHOLE)

    assert (("21shijijingjibaodao 21caijingAPP",), ("甲 乙",)) == (post.categories, post.tags)
    # The page is where Jekyll writes it, for which these are two.
    assert "https://e.x/21shijijingjibaodao/21caijingapp/2020/01/04/a" == post.id


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Movies/Horror/_posts/2020-01-04-a.md", ("Movies", "Horror", "甲")),
        ("财经/_posts/2020-01-04-a.md", ("财经", "甲")),
        ("甲/_posts/2020-01-04-a.md", ("甲",)),
        # Jekyll cuts the path where the letters stand first
        ("my_posts/_posts/2020-01-04-a.md", ("my", "甲")),
        ("a_posts/b/_posts/2020-01-04-a.md", ("a", "甲")),
        ("_posts_of_old/_posts/2020-01-04-a.md", ("甲",)),
        ("de/_drafts/_posts/2020-01-04-a.md", ("de", "_drafts", "甲")),
        ("de/_drafts/2020-01-04-a.md", ("de", "甲")),
        ("_posts/below/2020-01-04-a.md", ("甲",)),
        ("old_post/below/2020-01-04-a.md", ("甲",)),
        ("2020-01-04-a.md", ("甲",)),
    ],
)
def test_the_folders_above_the_posts_are_categories_before_the_others(
    path: str, expected: tuple[str, ...]
) -> None:
    assert expected == read("---\ntitle: 甲\ncategory: 甲\n---\n", path).categories


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("[ @老高 ]", "@老高"),
        ("[ 老師: 談談 ]", "老師: 談談"),
        ("[ 播客 #1 ]", "播客 #1"),
        ("[ *星 ]", "*星"),
    ],
)
def test_one_word_in_brackets_is_that_word_whatever_it_is_to_yaml(written: str, word: str) -> None:
    post = read(f"---\ntitle: 甲\ntags: {written}\n---\n")

    assert (word,) == post.tags
    assert [("front-matter-repaired", 3)] == [(problem.code, problem.line) for problem in post.problems]


def test_words_in_brackets_are_those_words_whatever_they_are_to_yaml() -> None:
    post = read("---\ntitle: 甲\ncategories: [影评, 老師: 談談]\n---\n")

    assert ("影评", "老師: 談談") == post.categories
    # What Jekyll makes of them is in its addresses, and so in the id.
    assert 'https://e.x/影评/{"老師"=>"談談"}/2020/01/04/a' == unquote(post.id)


@pytest.mark.parametrize(
    ("lines", "folder"),
    [
        ("categories: [甲, [乙, 3, no, ~]]", '甲/["乙", 3, false, nil]/乙/3/false/'),
        ("categories: [甲 , {乙: [1.50, x y]}]", '甲/{"乙"=>[1.5, "x y"]}/'),
        ("category: [甲, [乙]]", "甲/乙/"),
        ("category: {a: b}", '{"a"=>"b"}/'),
        ("category: '  '", "  /"),
        ("category: no\ncategories: 甲", "甲/"),
        ("categories: [~, 甲]", "甲/"),
        ("categories: &a [甲, *a]", "甲/"),
    ],
)
def test_the_address_has_the_categories_as_ruby_shows_them(lines: str, folder: str) -> None:
    post = read(f"---\ntitle: 甲\n{lines}\n---\n")

    assert f"https://e.x/{folder}2020/01/04/a" == unquote(post.id)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("categories: yes", ["word-is-boolean"]),
        ("categories: no", ["word-is-boolean"]),
        ("tags: [甲, no]", ["word-is-boolean"]),
        ("tag: no", []),
        ("tag: yes", ["word-is-boolean"]),
        ("permalink: 404", ["word-is-number"]),
    ],
)
def test_a_word_that_is_no_text_to_jekyll_is_said(lines: str, codes: list[str]) -> None:
    assert codes == [problem.code for problem in read(f"---\ntitle: 甲\n{lines}\n---\n").problems]


def test_a_set_of_words_is_a_table_which_holds_none() -> None:
    post = read("---\ntitle: 甲\ncategories: !!set {甲, 乙}\ntags: !!set {甲, 乙}\n---\n")

    assert ((), (), ["front-matter-ignored"] * 2) == (post.categories, post.tags, codes(post))


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("2020", (("2020",), "2020/", ())),
        ("1.50", (("1.5",), "1.5/", ())),
        ("yes", (("true",), "true/", ())),
        ("no", ((), "", ())),
    ],
)
def test_a_word_in_quotes_is_not_taken_for_the_same_word_without(
    word: str, plain: tuple[tuple[str, ...], str, tuple[str, ...]]
) -> None:
    def words(value: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        post = read(f"---\ntitle: 甲\ncategory: {value}\ntags: {value}\n---\n")
        return post.categories, post.id.removeprefix("https://e.x/").removesuffix("2020/01/04/a"), post.tags

    assert ((word,), f"{word}/", (word,)) == words(f"'{word}'")
    assert plain == words(word)


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("author: 王五", "王五"),
        ("author: [王五, 李四]", "王五、李四"),
        ("authors:\n  - Jane Doe", "Jane Doe"),
        ("author: {name: 王五}", "王五"),
        ("author: @老高", "@老高"),
        ("author:", None),
        ("author: []", None),
    ],
)
def test_the_author_is_whoever_the_front_matter_names(lines: str, author: str | None) -> None:
    assert author == read(f"---\ntitle: 甲\n{lines}\n---\n").author


AUTHORS = {"_data/authors.yml": "lin: {name: 林渡, email: lin@e.x}\n".encode()}


@pytest.mark.parametrize(
    ("lines", "authors", "contacts"),
    [
        ("author: lin", ("林渡",), (Contact(name="林渡", email="lin@e.x"),)),
        ("authors: [王五, lin]", ("王五", "林渡"), (Contact(name="林渡", email="lin@e.x"),)),
        # only a name that stands alone is a key
        (
            "author: {name: lin, uri: https://lin.example}",
            ("lin",),
            (Contact(name="lin", uri="https://lin.example"),),
        ),
        (
            "author: {display_name: Max, email: m@e.x, login: a}",
            ("Max",),
            (Contact(name="Max", email="m@e.x"),),
        ),
        ("author: {email: m@e.x}\nauthors: [王五]", ("王五",), ()),
        ("author: no\nauthors: [王五]", ("王五",), ()),
    ],
)
def test_an_author_can_be_reached_as_the_post_or_the_record_says(
    lines: str, authors: tuple[str, ...], contacts: tuple[Contact, ...]
) -> None:
    config = make_config(jekyll=read_site_config(b"", AUTHORS))

    post = read(f"---\ntitle: 甲\n{lines}\n---\n", config=config)

    assert (authors, contacts) == (post.authors, post.contacts)


@pytest.mark.parametrize("lines", ["excerpt: no", "description: false", "description:\nexcerpt: off"])
def test_a_summary_that_is_switched_off_is_none(lines: str) -> None:
    assert read(f"---\ntitle: 甲\n{lines}\n---\n").summary is None


@pytest.mark.parametrize("key", ["categories", "category", "tags", "tag"])
@pytest.mark.parametrize(
    ("value", "words"), [("{a: b}", ()), ("[甲, {乙: 丙}]", ("甲",)), ("\n- 甲: 乙", ())]
)
def test_what_is_no_list_of_words_is_passed_over_and_said(
    key: str, value: str, words: tuple[str, ...]
) -> None:
    post = read(f"---\ntitle: 甲\n{key}: {value}\n---\n")

    assert words == post.categories + post.tags
    assert [("front-matter-ignored", 3)] == [(problem.code, problem.line) for problem in post.problems]


def test_a_move_from_one_folder_to_another_keeps_the_id() -> None:
    text = "---\ntitle: 甲\ndate: 2021-12-08 10:46:18 +0800\ncategories: emnews\n---\n"
    name = "2021-12-08-202112082206672930.md"

    assert read(text, f"_posts/{name}").id == read(text, f"old_post/{name}").id


@pytest.mark.parametrize(
    ("lines", "url", "identifier"),
    [
        ("slug: 别名 B", "/2020/01/04/%E5%88%AB%E5%90%8D-B.html", "/2020/01/04/%E5%88%AB%E5%90%8D%20B"),
        ("permalink: /:year/:title/", "/2020/a/", "/2020/a"),
        ("permalink: /about.html", "/about.html", "/a"),
        ("permalink: /关于 我们/:title.html", "/%E5%85%B3%E4%BA%8E%20%E6%88%91%E4%BB%AC/a.html",
         "/%E5%85%B3%E4%BA%8E%20%E6%88%91%E4%BB%AC/a"),
        ("id: other", "/2020/01/04/a.html", "/2020/01/04/a"),
    ],
)  # fmt: skip
def test_front_matter_may_set_the_address(lines: str, url: str, identifier: str) -> None:
    post = read(f"---\ntitle: 甲\n{lines}\n---\n")

    assert (f"https://e.x{url}", f"https://e.x{identifier}") == (post.url, post.id)


def test_the_address_stands_below_the_sites_own() -> None:
    config = make_config(url="https://e.x/blog", permalink="pretty")
    post = read("---\ntitle: 甲\n---\n", config=config)

    assert ("https://e.x/blog/2020/01/04/a/", "https://e.x/blog/2020/01/04/a") == (post.url, post.id)


def test_a_permalink_that_cannot_be_filled_is_refused_with_its_line() -> None:
    error = refusal("---\ntitle: 甲\npermalink: /:nonsense/\n---\n")

    assert ("permalink-invalid", 3) == (error.code, error.line)
    assert ":nonsense" in error.message


@pytest.mark.parametrize(
    ("source", "title", "body"),
    [
        ("正文", "Some Title", "正文"),
        ("--\n正文", "Some Title", "--\n正文"),
        ("---\ntitle: 甲\n---\n\n\n正文", "甲", "正文"),
        ("---\ntitle: 甲\n...\n正文", "甲", "正文"),
        ("\ufeff---\ntitle: 甲\n---\n正文", "甲", "正文"),
        ("---\r\ntitle: 甲\r\n---\r\n正文\r\n", "甲", "正文\n"),
        ("---\rtitle: 甲\r---\r正文", "甲", "正文"),
        ("", "Some Title", ""),
        # Liquid is not run
        ("---\ntitle: 甲\n---\n{{ page.title }}{% raw %}", "甲", "{{ page.title }}{% raw %}"),
    ],
)
def test_every_file_in_a_folder_of_posts_is_one(source: str, title: str, body: str) -> None:
    post = read(source, "_posts/2020-01-04-some-title.md")

    assert (title, body) == (post.title, post.body)


@pytest.mark.parametrize(
    "lines", ["layout: post", 'title: ""', "title: <br>", "title: [甲]", "title: '\u3000'"]
)
def test_a_post_without_a_title_says_so(lines: str) -> None:
    post = read(f"---\n{lines}\n---\n")

    assert "" == post.title
    assert ["title-missing"] == codes(post)


@pytest.mark.parametrize(
    "line", ["published: false", "published: No", "draft: true", "draft: on", "published:"]
)
def test_what_its_owner_does_not_publish_is_no_post(line: str) -> None:
    assert parse_post(make_raw(text=f"---\ntitle: 甲\n{line}\n---\n"), make_config()) is None


@pytest.mark.parametrize(
    "line", ["published: true", "draft: false", "hidden: true", "feed: false", "draft: 'on'"]
)
def test_what_its_owner_publishes_is_a_post(line: str) -> None:
    assert parse_post(make_raw(text=f"---\ntitle: 甲\n{line}\n---\n"), make_config()) is not None


def test_a_draft_needs_no_date() -> None:
    assert parse_post(make_raw("_drafts/a.md", "---\ndraft: true\n---\n"), make_config()) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.md", True),
        ("a.MARKDOWN", True),
        ("a.mkdn", True),
        ("a.html", False),
        ("a.md.html", False),
        ("a", False),
    ],
)
def test_the_ending_tells_whether_the_body_is_markdown(name: str, *, expected: bool) -> None:
    assert expected is read("正文", f"_posts/2020-01-04-{name}").is_markdown


def test_a_repair_is_said_with_its_line() -> None:
    post = read('---\ntitle: "甲"乙"\nsubtitle: 丙: 丁\n---\n')

    assert '甲"乙' == post.title
    assert [("title-repaired", 2), ("front-matter-repaired", 3)] == [(p.code, p.line) for p in post.problems]


def test_the_repair_of_a_title_does_not_move_the_date() -> None:
    post = read('---\ntitle: "甲\ndate: 2020-01-02 22:00:00\n---\n')

    assert "2020-01-03T06:00:00+08:00" == post.published.isoformat()


def test_a_byte_order_mark_is_dropped_and_said() -> None:
    post = read("\ufeff---\ntitle: 甲\n---\n正文")

    assert ("甲", ["byte-order-mark"]) == (post.title, codes(post))


def test_gb18030_is_read_and_said() -> None:
    post = read("---\ntitle: 新闻\n---\n正文：㐀".encode("gb18030"))

    assert ("新闻", "正文：㐀", ["encoding-repaired"]) == (post.title, post.body, codes(post))


def test_bytes_of_no_encoding_are_refused_with_their_line() -> None:
    error = refusal(b"---\ntitle: a\n---\n\xff\xff\n")

    assert ("encoding-unknown", 4) == (error.code, error.line)


def test_characters_that_no_feed_may_hold_are_dropped_and_said_once() -> None:
    post = read("---\ntitle: 甲\x0b乙\n---\n\x00正\x1b文")

    assert ("甲乙", "正文") == (post.title, post.body)
    assert [("character-dropped", 2)] == [(problem.code, problem.line) for problem in post.problems]
    assert "U+000B" in post.problems[0].message


def test_an_escape_in_front_matter_brings_in_no_such_character() -> None:
    post = read('---\ntitle: "甲\\0"\nauthor: "\\x1b乙"\nlink: "\\x07"\n---\n')

    assert ("甲", "乙", {"title": "甲", "author": "乙"}) == (post.title, post.author, post.fields)


def test_a_problem_names_the_file_and_the_line_in_one_line_of_text() -> None:
    (problem,) = read("---\nlayout: post\ntitle:\n---\n").problems

    expected = (
        "_posts/2020-01-04-a.md:3: warning: title-missing: "
        "the post has no title; its first words stand for it"
    )
    assert expected == str(problem)


# Bytes as they come, and files in which everything that is read is odd.
_values = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "2020-01-02",
            "2020-01-02 22:00:00",
            "[甲, 乙]",
            "{a: b}",
            "&a [*a]",
            "!!binary x",
            "!!set {a}",
            "|\n  a\n  b",
            "/:title/:nonsense_",
            '"\\0\\u2028"',
            "'",
            '"',
            "no",
            "<<",
            "*a",
            "? b",
        ]
    ),
)
_keys = st.sampled_from(
    "title date categories category tags tag permalink slug author published draft layout <<".split()
)
_lines = st.lists(st.tuples(_keys, _values).map(": ".join), max_size=5).map("\n".join)
_files = st.one_of(
    st.binary(),
    st.binary().map(lambda body: b"---\ntitle: a\n---\n" + body),
    st.binary().map(lambda block: b"---\n" + block + b"\n---\n"),
    _lines.map(lambda lines: f"---\n{lines}\n---\n正文".encode()),
    _lines.map(lambda lines: f"---\n{lines}\n---\n正文".encode("gb18030")),
)
_stems = st.one_of(st.just("2020-01-04-a"), st.text(st.characters(exclude_characters="/"), min_size=1))


@given(data=_files, stem=_stems)
def test_whatever_a_file_holds_it_is_a_post_or_none_or_refused(data: bytes, stem: str) -> None:
    try:
        post = parse_post(make_raw(f"_posts/{stem}.md", data), make_config())
    except PostError as error:
        assert re.fullmatch("[a-z]+(-[a-z]+)+", error.code)  # noqa: PT017 - each outcome is allowed
        return

    if post is not None:
        assert post.title == fold_space(post.title)
        assert (post.url + post.id).isascii()
        assert find_illegal("".join([post.title, post.body, *post.categories, *post.tags])) is None
        assert find_illegal("".join(post.fields.values())) is None


@given(title=st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_title_wrapped_in_quotes_makes_a_post_or_is_refused(title: str) -> None:
    try:
        post = read(f'---\ntitle: "{title}"\ncategories: emnews\n---\n正文')
    except PostError as error:
        assert "front-matter-invalid" == error.code  # noqa: PT017 - either outcome is allowed
    else:
        assert (("emnews",), "正文") == (post.categories, post.body)


# Real posts: the dates of three eras, one without zone, and the post that has no date at all.
REAL = {
    "2021-12-01-init.md": ("开站大吉", "2021-12-01T13:33:50+08:00", "sitenews/2021/12/01/init"),
    "2021-12-08-202112082206672930.md": (
        "离岸人民币兑美元升至2018年以来最高水平",
        "2021-12-08T10:46:18+08:00",
        "emnews/2021/12/08/202112082206672930",
    ),
    "2021-12-08-202112082206935918.md": (
        "白酒突然爆发！茅台飙900亿 军工火了 巨头首秀破发！",
        "2021-12-08T12:47:49+08:00",
        "emnews/2021/12/08/202112082206935918",
    ),
    "2021-12-08-202112082207150622.md": (
        "提前抄底？南向资金连续第10日净流入！来看看都买了哪些股？（附名单）",
        "2021-12-08T15:19:24+08:00",
        "emnews/2021/12/08/202112082207150622",
    ),
    "2021-12-08-202112082207168450.md": (
        "“入世”20年 广东外贸成绩斐然 进出口增长超3倍",
        "2021-12-08T15:46:00+08:00",
        "emnews/2021/12/08/202112082207168450",
    ),
    "2021-12-16-NW202112162215870464.md": (
        "方便快捷又走心 杭州营商环境创新中的智慧税务",
        "2021-12-16T11:32:37+08:00",
        "hangzhouribao/2021/12/16/NW202112162215870464",
    ),
    "-202205262391921712.md": "date-missing",
}


def test_the_real_posts_are_read() -> None:
    archive = Path(__file__).parents[2] / "shared" / "corpus" / "finews"
    outcomes: dict[Path, object] = {}
    for file in sorted([*archive.glob("_posts/*"), *archive.glob("old_post/*")]):
        try:
            post = read(file.read_bytes(), str(file.relative_to(archive)), config=SITE_DATES)
        except PostError as error:
            outcomes[file] = error.code
        else:
            assert () == post.problems
            path = post.id.removeprefix("https://e.x/")
            outcomes[file] = (post.title, post.published.isoformat(), path)

    assert {file: REAL[file.name] for file in outcomes} == outcomes
    # Where the posts are, every one of them was met.
    assert not archive.exists() or set(REAL) == {file.name for file in outcomes}


def with_site(text: str, authors: str = "") -> Config:
    return make_config(jekyll=read_site_config(text.encode(), {"_data/authors.yml": authors.encode()}))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("last_modified_at: 2020-02-03 04:05:06 +0800", "2020-02-03T04:05:06+08:00"),
        ("last_modified_at: 2020-02-03 04:05:06", "2020-02-03T12:05:06+08:00"),
        ('last_modified_at: "2020-02-03 04:05:06"', "2020-02-03T04:05:06+08:00"),
        ("last_modified_at: 1580673906", "2020-02-03T04:05:06+08:00"),
        ("last_modified_at:", "2020-01-04T00:00:00+08:00"),
        ("layout: post", "2020-01-04T00:00:00+08:00"),
    ],
)
def test_the_last_change_is_the_stated_one_or_the_publication(line: str, expected: str) -> None:
    assert expected == read(f"---\ntitle: 甲\n{line}\n---\n").updated.isoformat()


def test_a_last_change_that_is_no_date_is_passed_over_and_said() -> None:
    post = read("---\ntitle: 甲\nlast_modified_at: gestern\n---\n")

    assert (post.published, [("date-unreadable", 3)]) == (
        post.updated,
        [(problem.code, problem.line) for problem in post.problems],
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("image: /a.png", "https://e.x/a.png"),
        ("image: a.png", "https://e.x/a.png"),
        ("image: {path: a.png, alt: 图}", "https://e.x/a.png"),
        ("image: https://cdn.example/a.png", "https://cdn.example/a.png"),
        ("image: //cdn.example/a.png", "https://cdn.example/a.png"),
        ("image: {alt: 图}", None),
        ("image:", None),
    ],
)
def test_the_image_is_the_one_that_the_front_matter_names(line: str, expected: str | None) -> None:
    assert expected == read(f"---\ntitle: 甲\n{line}\n---\n").image


@pytest.mark.parametrize(
    ("line", "expected", "codes"),
    [
        ("lang: en_GB", "en-GB", []),
        ("lang: chinese", None, ["language-unknown"]),
        ("lang:", None, []),
    ],
)
def test_a_language_is_a_language_tag(line: str, expected: str | None, codes: list[str]) -> None:
    post = read(f"---\ntitle: 甲\n{line}\n---\n")

    assert (expected, codes) == (post.language, [problem.code for problem in post.problems])


@pytest.mark.parametrize(
    ("lines", "site", "expected"),
    [
        ("excerpt_separator: <!--more-->", "", "一"),
        ("layout: post", "excerpt_separator: <!--more-->", "一"),
        ('excerpt_separator: ""', "excerpt_separator: <!--more-->", None),
        ("excerpt_separator: <!--less-->", "", None),
        ("feed: {excerpt_only: true}", "", "一<!--more-->二"),
        ("layout: post", "", None),
    ],
)
def test_an_excerpt_ends_where_the_post_or_the_site_says(lines: str, site: str, expected: str | None) -> None:
    post = read(f"---\ntitle: 甲\n{lines}\n---\n一<!--more-->二\n\n三", config=with_site(site))

    assert expected == post.excerpt


def test_defaults_stand_where_the_post_says_nothing() -> None:
    site = (
        "defaults: [{scope: {path: ''}, values: {author: lin, categories: [全部], tags: [甲], lang: en, "
        "date: 2019-05-06}}]"
    )
    config = with_site(site, "lin: {name: 林渡}")

    own = read("---\ntitle: 甲\nauthor:\ncategories: 乙 丙\ntags: [丁]\n---\n", config=config)
    bare = read("正文。", config=config)

    assert (("林渡",), ("全部", "乙", "丙"), ("丁",), "en") == (
        own.authors,
        own.categories,
        own.tags,
        own.language,
    )
    assert (("全部",), ("甲",), "2019-05-06") == (
        bare.categories,
        bare.tags,
        bare.published.date().isoformat(),
    )


@pytest.mark.parametrize(
    ("site", "line"), [("show_drafts: true", "draft: true"), ("unpublished: true", "published: false")]
)
def test_a_site_may_publish_what_is_kept_back(site: str, line: str) -> None:
    assert "甲" == read(f"---\ntitle: 甲\n{line}\n---\n", config=with_site(site)).title


def test_the_folder_of_the_collections_is_no_category() -> None:
    post = read(
        "---\ntitle: 甲\n---\n",
        "content/港口/_posts/2020-01-04-a.md",
        config=with_site("collections_dir: content"),
    )

    assert ("港口",) == post.categories


@pytest.mark.parametrize(
    ("line", "code"),
    [("slug: 2020", "word-is-number"), ("tags: [2020]", "word-is-number"), ("date:", "date-empty")],
)
def test_what_jekyll_may_fail_on_is_said(line: str, code: str) -> None:
    assert [code] == [problem.code for problem in read(f"---\ntitle: 甲\n{line}\n---\n").problems]


def test_a_liquid_tag_is_said_with_its_line() -> None:
    post = read("---\ntitle: 甲\n---\n一\n{% raw %}{{ a }}{% endraw %}\n{% include b.html %}\n")

    assert ("一\n{{ a }}\n{% include b.html %}\n", [("liquid-left", 6)]) == (
        post.body,
        [(problem.code, problem.line) for problem in post.problems],
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("author: lin", ("林渡",)),
        ("author: [lin, 陈远]", ("林渡", "陈远")),
        ("author: {name: 陈远, email: a@e.x}", ("陈远",)),
        ("author: {display_name: 陈远, login: lin, email: a@e.x}", ("陈远",)),
        ("authors: [lin, 陈远]", ("林渡", "陈远")),
        ("author: 陈远\nauthors: [lin]", ("陈远",)),
        ("author: nobody", ("nobody",)),
        ("layout: post", ()),
    ],
)
def test_an_author_with_a_record_goes_by_the_name_in_it(lines: str, expected: tuple[str, ...]) -> None:
    config = with_site("", "lin: {name: 林渡}\nnobody: {email: a@e.x}\n")

    assert expected == read(f"---\ntitle: 甲\n{lines}\n---\n", config=config).authors


def test_a_default_holds_only_below_its_path() -> None:
    config = with_site("defaults: [{scope: {path: _posts/old}, values: {lang: en, published: false}}]")

    assert parse_post(make_raw("_posts/old/2020-01-04-a.md"), config) is None
    assert None is read("---\ntitle: 甲\n---\n", config=config).language


def test_a_post_may_publish_what_the_defaults_keep_back() -> None:
    config = with_site("defaults: [{scope: {path: ''}, values: {published: false}}]")

    assert "甲" == read("---\ntitle: 甲\npublished: true\n---\n", config=config).title


@pytest.mark.parametrize(
    ("site", "line"), [("show_drafts: true", "published: false"), ("unpublished: true", "draft: true")]
)
def test_each_switch_of_a_site_lets_through_its_own_posts_only(site: str, line: str) -> None:
    raw = make_raw(text=f"---\ntitle: 甲\n{line}\n---\n")

    assert None is parse_post(raw, with_site(site))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("category: 港口", "港口"),
        ("categories: [渡轮]\ncategory: 港口", "港口"),
        ("categories: [渡轮]", None),
        ("category:", None),
    ],
)
def test_a_category_of_its_own_leads(lines: str, expected: str | None) -> None:
    assert expected == read(f"---\ntitle: 甲\n{lines}\n---\n").lead_category


def test_neither_the_folder_of_the_collections_nor_that_of_the_posts_is_part_of_an_address() -> None:
    config = replace(with_site("collections_dir: content"), site=make_site(permalink="/:path.html"))
    post = read("---\ntitle: 甲\n---\n", "content/_posts/港口/2020-01-04-a.md", config=config)

    assert "https://e.x/%E6%B8%AF%E5%8F%A3/2020-01-04-a.html" == post.url


def test_what_is_switched_off_with_false_is_not_there() -> None:
    post = read("---\ntitle: a\ndate: 2020-01-04\nimage: false\nauthor: no\npermalink: false\n---\n正文。\n")

    assert (post.image, post.authors) == (None, ())
    assert "false" not in post.url


def test_false_in_quotes_is_a_text() -> None:
    post = read("---\ntitle: a\ndate: 2020-01-04\nimage: 'false'\nauthor: 'No'\n---\n正文。\n")

    assert post.authors == ("No",)
    assert post.image is not None
    assert post.image.endswith("/false")


def test_a_post_that_is_no_template_keeps_what_looks_like_one() -> None:
    body = "{% raw %}z{% endraw %} {{ a }}。"
    post = read(f"---\ntitle: a\ndate: 2020-01-04\nrender_with_liquid: false\n---\n{body}\n")

    assert post.body.strip() == body
    assert codes(post) == []


_ODD = "the permalink is no path on the site, and Jekyll makes one of it; write one such as /a/b.html"


@pytest.mark.parametrize(
    ("front_matter", "code", "line", "message"),
    [
        (
            "title: 一\ntags: [甲]\ntitle: 二\n",
            "front-matter-ignored",
            4,
            "title is set twice; the last line counts, delete the other",
        ),
        (
            "title: [一, 二]\n",
            "title-missing",
            2,
            "the title is no text; put it in quotes; its first words stand for it",
        ),
        *(
            (
                f"title: 一\npermalink: {permalink}\n",
                "permalink-odd",
                3,
                _ODD,
            )
            for permalink in ("https://a.example/b", "//a.example/b", "/a/../b", "[/a]", '"/a\\nb"')
        ),
    ],
)
def test_what_the_front_matter_hardly_means_is_told(
    front_matter: str, code: str, line: int, message: str
) -> None:
    post = parse_post(make_raw(text=f"---\n{front_matter}---\n一段。\n"), make_config())

    assert post is not None
    assert [(code, line, message)] == [(it.code, it.line, it.message) for it in post.problems]
