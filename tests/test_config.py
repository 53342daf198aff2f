"""What is set is kept, what is not comes from the site, and a misspelt key is an error that helps."""

import re
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feedtool.config import Config, check_site, settle
from feedtool.errors import ConfigError
from feedtool.model import FeedKind
from feedtool.permalinks import STYLES
from feedtool.settings import (
    FORMATS,
    AliasSettings,
    ArchiveSettings,
    ChromeSettings,
    FeedSettings,
    IndexSettings,
    PageRule,
    Settings,
    SiteSettings,
    load_settings,
    parse_formats,
)
from feedtool.settings_file import find_settings_file

SITE_CONFIG = """\
lang: zh-CN
title: 金融消息
description: 每日要闻
url: https://e.x
baseurl: /blog
timezone: Asia/Shanghai
author: 林站长
permalink: pretty
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def load(folder: Path, text: str, name: str = "feedtool.toml") -> Settings:
    path = folder / name
    path.write_bytes(text.encode())
    return load_settings(path)


def settled(site_config: str = SITE_CONFIG, settings: Settings | None = None) -> Config:
    return settle(settings or Settings(), site_config.encode())


def test_a_settings_file_sets_everything_it_can(folder: Path) -> None:
    text = """
[archive]
path = "site.zip"
posts = ["_posts", "old_post", "_posts"]
naive_dates = "site"
categories = "whole"
[[archive.pages]]
folder = "/old_post/"
link = "original"
[[archive.pages]]
folder = "older"
link = "https://e.x/{path}"
[site]
title = "甲"
url = "https://e.x"
baseurl = ""
language = "zh-CN"
timezone = "Asia/Shanghai"
author = "乙"
category_page = "/category/{category}.html"
hosts = ["old.example.org"]
[feeds]
by = ["all"]
formats = ["json", "rss", "rss"]
limit = 0
max_bytes = 1000
content = "summary"
credit_line = "none"
url = "/f"
only = ["甲"]
except = ["乙"]
[chrome]
learn = true
share = 1
posts = 2
[index]
path = "i.sqlite"
"""

    assert load(folder, text) == Settings(
        source=str(folder / "feedtool.toml"),
        archive=ArchiveSettings(
            path="site.zip",
            posts=("_posts", "old_post"),
            naive_dates="site",
            categories="whole",
            pages=(
                PageRule(folder="old_post", link="original"),
                PageRule(folder="older", link="https://e.x/{path}"),
            ),
        ),
        site=SiteSettings(
            title="甲",
            url="https://e.x",
            baseurl="",
            language="zh-CN",
            timezone="Asia/Shanghai",
            author="乙",
            category_page="/category/{category}.html",
            hosts=("old.example.org",),
        ),
        feeds=FeedSettings(
            by=("all",),
            formats=("rss", "json"),
            limit=0,
            max_bytes=1000,
            content="summary",
            credit_line="none",
            url="/f",
            only=("甲",),
            except_=("乙",),
        ),
        chrome=ChromeSettings(learn=True, share=1.0, posts=2),
        index=IndexSettings(path="i.sqlite"),
    )


@pytest.mark.parametrize(
    "text", ["", "[archive]\n[site]\n[feeds]\n[chrome]\n[index]\n", "\ufeff# nothing is set\r\n"]
)
def test_what_is_not_set_has_its_default(folder: Path, text: str) -> None:
    settings = load(folder, text)

    assert Settings(source=str(folder / "feedtool.toml")) == settings


def test_the_defaults_are_those_that_are_promised() -> None:
    settings = Settings()

    assert (".", (), "utc", "jekyll", ()) == (
        settings.archive.path,
        settings.archive.posts,
        settings.archive.naive_dates,
        settings.archive.categories,
        settings.archive.pages,
    )
    assert (FORMATS, 20, 524288, "full", "bottom") == (
        settings.feeds.formats,
        settings.feeds.limit,
        settings.feeds.max_bytes,
        settings.feeds.content,
        settings.feeds.credit_line,
    )
    assert (False, 0.5, 10) == (settings.chrome.learn, settings.chrome.share, settings.chrome.posts)
    assert "" == settings.index.path


def test_pyproject_holds_the_same_settings_in_a_table_of_its_own(folder: Path) -> None:
    own = load(folder, '[site]\ntitle = "甲"\n[feeds]\nlimit = 5\n')
    text = '[project]\nname = "x"\n[tool.feedtool.site]\ntitle = "甲"\n[tool.feedtool.feeds]\nlimit = 5\n'
    project = load(folder, text, "pyproject.toml")

    assert (own.archive, own.site, own.feeds) == (project.archive, project.site, project.feeds)


@pytest.mark.parametrize("text", ["", "[tool.x]\n", "tool = 5\n"])
def test_a_pyproject_without_the_table_sets_nothing(folder: Path, text: str) -> None:
    assert Settings(source=str(folder / "pyproject.toml")) == load(folder, text, "pyproject.toml")


@pytest.mark.parametrize("text", ['[tool]\nfeedtool = ""\n', "[tool]\nfeedtool = 5\n"])
def test_a_pyproject_whose_table_is_none_is_an_error(folder: Path, text: str) -> None:
    path = folder / "pyproject.toml"
    path.write_text(text)

    with pytest.raises(ConfigError) as caught:
        load_settings(path)

    assert str(path) in caught.value.subject


def test_feedtool_toml_is_found_before_pyproject(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.feedtool]\n")
    assert folder / "pyproject.toml" == find_settings_file(folder)

    (folder / "feedtool.toml").write_text("")
    assert folder / "feedtool.toml" == find_settings_file(folder)


@pytest.mark.parametrize("text", [None, "", "[tool.other]\n", "tool = 5\n", "tool = 'feedtool'\n"])
def test_a_folder_without_settings_has_no_settings_file(folder: Path, text: str | None) -> None:
    if text is not None:
        (folder / "pyproject.toml").write_text(text)

    assert find_settings_file(folder) is None


def test_a_folder_that_cannot_be_has_no_settings_file(folder: Path) -> None:
    assert find_settings_file(folder / ("x" * 300)) is None


@pytest.mark.parametrize(
    ("text", "subject", "hint"),
    [
        ("[feed]\n", "[feed]", "unknown section; did you mean feeds?"),
        ("[websites]\n", "[websites]", "unknown section; did you mean site?"),
        ("limit = 5\n", "[limit]", "unknown section; known are: archive, chrome, feeds, index, rules, site"),
        ('[archive]\npost = ["a"]\n', "[archive] post", "unknown key; did you mean posts?"),
        ('[site]\ntime_zone = "UTC"\n', "[site] time_zone", "unknown key; did you mean timezone?"),
        ("[feeds]\nlimits = 5\n", "[feeds] limits", "unknown key; did you mean limit?"),
        ("[chrome]\nlearned = true\n", "[chrome] learned", "unknown key; did you mean learn?"),
        ("[feeds]\nexcept_ = []\n", "[feeds] except_", "unknown key; did you mean except?"),
        (
            "[feeds]\nzzz = 1\n",
            "[feeds] zzz",
            (
                "unknown key; known are: aliases, by, content, credit_line, except, except_tags, formats, "
                "limit, max_bytes, only, only_tags, url"
            ),
        ),
    ],
)
def test_an_unknown_key_is_an_error_that_suggests_a_known_one(
    folder: Path, text: str, subject: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(folder, text)

    assert (f"{folder / 'feedtool.toml'}: {subject}", hint) == (caught.value.subject, caught.value.message)
    assert 2 == caught.value.exit_code


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("share = 0.001", ChromeSettings(share=0.001)),
        ("share = 1.0", ChromeSettings(share=1.0)),
        ("posts = 100000", ChromeSettings(posts=100000)),
        ("learn = false", ChromeSettings()),
    ],
)
def test_the_bounds_of_what_is_learned_can_be_anything_that_makes_sense(
    folder: Path, line: str, expected: ChromeSettings
) -> None:
    settings = load(folder, f"[chrome]\n{line}\n")

    assert expected == settings.chrome == settled(settings=settings).chrome


STRING = "must be a string"
STRINGS = "must be a list of strings"
COUNT = "must be a whole number, 0 or more"
PAGES = "must be written as [[archive.pages]] tables"
PAGE = "each table needs the two strings folder and link, and nothing else"


@pytest.mark.parametrize(
    ("section", "line", "message"),
    [
        *(("archive", f"path = {value}", STRING) for value in ("5", "true", '["a"]', "2020-01-02")),
        *(("archive", f"posts = {value}", STRINGS) for value in ('"_posts"', "[1]", '["a", 1]', "{}")),
        *(
            ("archive", f"naive_dates = {value}", "must be one of: utc, site")
            for value in ('"UTC"', "[]", "0")
        ),
        *(("archive", f"categories = {value}", "must be one of: jekyll, whole") for value in ('""', "true")),
        *(("archive", f"pages = {value}", PAGES) for value in ('"a"', "[1]", "{}")),
        *(
            ("archive", f"pages = [{{{value}}}]", PAGE)
            for value in ("", 'folder = "a"', 'folder = "a", link = 1', 'folder = "a", link = "b", x = "c"')
        ),
        *(
            ("site", f"{key} = 5", STRING)
            for key in ("title", "url", "baseurl", "language", "timezone", "author", "category_page")
        ),
        ("site", 'hosts = "a"', STRINGS),
        *(
            (
                "feeds",
                f"by = {value}",
                "must be a list of one or more of: category, source, all, tag, collection",
            )
            for value in ("[]", '["alles"]')
        ),
        *(
            ("feeds", f"formats = {value}", "must be a list of one or more of: rss, atom, json")
            for value in ("[]", '["rss", "xml"]')
        ),
        ("feeds", 'formats = "rss"', STRINGS),
        *(("feeds", f"limit = {value}", COUNT) for value in ("-1", "1.0", '"5"', "true")),
        *(("feeds", f"max_bytes = {value}", COUNT) for value in ("-1", "1e6", '"5"', "false")),
        ("feeds", 'content = "all"', "must be one of: full, summary"),
        (
            "archive",
            'pages = [{folder = "a", link = "orignal"}]',
            'link must be "original" or an address, not orignal',
        ),
        (
            "site",
            'category_page = "/category/{cat}.html"',
            "must hold {category}, such as /category/{category}.html",
        ),
        ("feeds", "credit_line = false", "must be one of: bottom, top, none"),
        ("feeds", "url = 5", STRING),
        ("feeds", 'only = "a"', STRINGS),
        ("feeds", "except = [[]]", STRINGS),
        *(
            (
                "feeds",
                f"aliases = {value}",
                'must be "jekyll-feed", or a table such as { "atom.xml" = "all/atom.xml" }',
            )
            for value in ('"jekyll"', "true", '["jekyll-feed"]', '{ "atom.xml" = 1 }')
        ),
        *(
            (
                "feeds",
                f"aliases = {{ '{path}' = 'all/atom.xml' }}",
                f"{path} must be the path of a file below the output folder, such as atom.xml",
            )
            for path in ("../atom.xml", "/atom.xml", "a/", "a/../b.xml", ".", "", "a\\b.xml")
        ),
        ("feeds", 'aliases = { jekyll-feed = "all/atom.xml" }', "must be true or false"),
        *(("index", f"path = {value}", STRING) for value in ("5", "false", '["a"]')),
        *(("chrome", f"learn = {value}", "must be true or false") for value in ('"yes"', "1", "[]")),
        *(
            ("chrome", f"share = {value}", "must be a number above 0, and 1 at the most")
            for value in ("0", "0.0", "-0.5", "1.01", "50", '"0.5"', "true", "nan", "inf")
        ),
        *(
            ("chrome", f"posts = {value}", "must be a whole number, 2 or more")
            for value in ("1", "0", "-3", "2.0", '"10"', "true")
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_that_says_what_it_must_be(
    folder: Path, section: str, line: str, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(folder, f"[{section}]\n{line}\n")

    subject = f"{folder / 'feedtool.toml'}: [{section}] {line.partition(' ')[0]}"
    assert (subject, message, 2) == (caught.value.subject, caught.value.message, caught.value.exit_code)


@pytest.mark.parametrize("section", ["archive", "chrome", "feeds", "index", "site"])
@pytest.mark.parametrize("value", ["5", '""', "[]", "false"])
def test_a_section_that_is_no_table_is_an_error(folder: Path, section: str, value: str) -> None:
    with pytest.raises(ConfigError, match=rf"\[{section}\]: must be a table$"):
        load(folder, f"{section} = {value}\n")


@pytest.mark.parametrize("data", [b"[site\n", b"title = \n", b"title = '\xff'\n"])
def test_a_file_that_is_no_toml_is_an_error(folder: Path, data: bytes) -> None:
    (folder / "feedtool.toml").write_bytes(data)

    with pytest.raises(ConfigError, match="is not valid TOML: "):
        load_settings(folder / "feedtool.toml")


def test_a_file_that_cannot_be_read_is_an_error(folder: Path) -> None:
    with pytest.raises(ConfigError) as missing:
        load_settings(folder / "feedtool.toml")
    with pytest.raises(ConfigError) as directory:
        load_settings(folder)

    message = "there is no such file; name another with -c, or write one with feedtool init"
    assert message == missing.value.message
    assert "cannot be read: Is a directory" == directory.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rss", ("rss",)),
        ("json, rss", ("rss", "json")),
        ("atom,atom", ("atom",)),
    ],
)
def test_formats_are_taken_in_an_order_of_their_own(text: str, expected: tuple[str, ...]) -> None:
    assert expected == parse_formats(text)


@pytest.mark.parametrize("text", ["", " ", ",", " , "])
def test_no_format_at_all_is_an_error_that_says_what_to_name(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_formats(text)

    message = "names no format; name one or more of rss, atom, json, such as --formats rss,atom"
    assert ("--formats", message, 2) == (caught.value.subject, caught.value.message, caught.value.exit_code)


@pytest.mark.parametrize("text", ["xml", "rss,", "rss;atom"])
def test_an_unknown_format_is_an_error_of_the_option(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_formats(text)

    message = f"{text}: must be a list of one or more of: rss, atom, json"
    assert ("--formats", message) == (caught.value.subject, caught.value.message)


def test_the_site_is_what_its_own_configuration_says() -> None:
    config = settled()

    assert (
        "金融消息",
        "每日要闻",
        "https://e.x/blog",
        "zh-CN",
        ZoneInfo("Asia/Shanghai"),
        "林站长",
        STYLES["pretty"],
        "",
        frozenset({"e.x", "www.e.x"}),
        "https://e.x/blog/feeds",
    ) == (
        config.site.title,
        config.site.description,
        config.site.url,
        config.site.language,
        config.site.zone,
        config.site.author,
        config.site.permalink,
        config.site.category_page,
        config.site.hosts,
        config.feeds_url,
    )


def test_the_settings_win_over_the_sites_own_configuration() -> None:
    site = SiteSettings(
        title="甲",
        url="https://other.example",
        baseurl="",
        language="en",
        timezone="UTC",
        author="乙",
        category_page="/c/{category}",
        hosts=("OLD.example",),
    )
    config = settled(settings=Settings(site=site))

    assert ("甲", "每日要闻", "https://other.example", "en", ZoneInfo("UTC"), "乙", "/c/{category}") == (
        config.site.title,
        config.site.description,
        config.site.url,
        config.site.language,
        config.site.zone,
        config.site.author,
        config.site.category_page,
    )
    bare = {"other.example", "old.example"}
    assert bare | {f"www.{host}" for host in bare} == config.site.hosts


def test_the_archive_and_feed_settings_are_taken_as_they_are() -> None:
    settings = Settings(archive=ArchiveSettings(path="x"), feeds=FeedSettings(limit=3))
    config = settled(settings=settings)

    assert (settings.archive, settings.feeds) == (config.archive, config.feeds)


def test_a_site_that_says_only_where_it_is_has_defaults() -> None:
    site = settled("url: https://e.x\n").site

    assert ("e.x", "e.x", "en", ZoneInfo("UTC"), "e.x", STYLES["date"]) == (
        site.title,
        site.description,
        site.language,
        site.zone,
        site.author,
        site.permalink,
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("title: 甲\nname: 乙", "甲"),
        ("name: 乙", "乙"),
        ("title: 2020", "2020"),
        ('title: ""', "e.x"),
    ],
)
def test_a_title_is_taken_where_there_is_one(lines: str, expected: str) -> None:
    assert expected == settled(f"url: https://e.x\n{lines}\n").site.title


def test_what_the_site_says_of_itself_becomes_plain_text() -> None:
    lines = 'title: "<b>甲</b> &amp; 乙\\0"\ndescription: " 丙\\n丁 "\nauthor: "戊\\x1b"\nlang: "zh\\0"\n'
    site = settled(f"url: https://e.x\n{lines}").site

    assert ("甲 & 乙", "丙 丁", "戊", "zh") == (site.title, site.description, site.author, site.language)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("author: 甲", "甲"),
        ("author: {name: 甲, email: a@e.x}", "甲"),
        ("author: {email: a@e.x}", "站"),
        ("author:", "站"),
        ("author: [甲, 乙]", "站"),
        ("author: {name: {first: 甲}}", "站"),
    ],
)
def test_an_author_is_a_name_or_the_sites_title(line: str, expected: str) -> None:
    assert expected == settled(f"url: https://e.x\ntitle: 站\n{line}\n").site.author


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", STYLES["date"]),
        ("permalink: /:title/", "/:title/"),
        ("permalink: pretty\ncollections: {posts: {permalink: /p/:title}}", "/p/:title"),
        ("permalink: pretty\ncollections: {posts: {output: true}}", STYLES["pretty"]),
        ("permalink: pretty\ncollections: {posts: }", STYLES["pretty"]),
        ("permalink: pretty\ncollections: {drafts: {permalink: none}}", STYLES["pretty"]),
        ("permalink: pretty\ncollections: [posts]", STYLES["pretty"]),
    ],
)
def test_the_permalink_of_the_collection_wins(lines: str, expected: str) -> None:
    assert expected == settled(f"url: https://e.x\n{lines}\n").site.permalink


@pytest.mark.parametrize(
    ("url", "baseurl", "expected"),
    [
        ("https://e.x", "", "https://e.x"),
        ("https://e.x/", "/", "https://e.x"),
        ("https://E.x", "blog", "https://e.x/blog"),
        ("https://e.x", "/blog/", "https://e.x/blog"),
        ("https://e.x/a", "b/c", "https://e.x/a/b/c"),
        ("http://例子.中国", "新闻", "http://xn--fsqu00a.xn--fiqs8s/%E6%96%B0%E9%97%BB"),
        ("https://e.x:8080", "12", "https://e.x:8080/12"),
    ],
)
def test_the_address_is_url_and_baseurl_in_ascii(url: str, baseurl: str, expected: str) -> None:
    config = settled(f"url: {url}\nbaseurl: {baseurl}\n")

    assert (expected, f"{expected}/feeds") == (config.site.url, config.feeds_url)


def test_an_empty_baseurl_is_a_setting_too() -> None:
    assert "https://e.x" == settled(settings=Settings(site=SiteSettings(baseurl=""))).site.url


@pytest.mark.parametrize(
    ("site_config", "shown"),
    [
        ("", "missing"),
        ("title: 甲", "missing"),
        ("url:", "missing"),
        ("url: /", "missing"),
        ("url: e.x", "e.x"),
        ("url: //e.x", "//e.x"),
        ("url: mailto:a@e.x", "mailto:a@e.x"),
        ("url: ftp://e.x", "ftp://e.x"),
        ("url: https://", "https:"),
        ("url: [a]", "missing"),
    ],
)
def test_a_site_without_an_address_is_an_error(site_config: str, shown: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settled(site_config)

    assert ("_config.yml: url", 2) == (caught.value.subject, caught.value.exit_code)
    advice = (
        "the site's address must be there" if shown == "missing" else "must begin with http:// or https://"
    )
    assert caught.value.message.startswith(f"{shown}: {advice}")


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("[site] url", Settings(site=SiteSettings(url="ftp://e.x"))),
        ("[site] language", Settings(site=SiteSettings(language="中文"))),
        ("[site] timezone", Settings(site=SiteSettings(timezone="Mars/Base"))),
        ("[site] hosts", Settings(site=SiteSettings(hosts=("a/b",)))),
        ("[feeds] url", Settings(feeds=FeedSettings(url="ftp://e.x"))),
        (
            "[feeds] aliases",
            Settings(feeds=FeedSettings(formats=("rss",), aliases=AliasSettings(has_jekyll_feed=True))),
        ),
    ],
)
def test_a_value_of_the_settings_file_that_cannot_be_used_is_named_with_the_file(
    key: str, settings: Settings
) -> None:
    with pytest.raises(ConfigError) as caught:
        settled(settings=replace(settings, source="own.toml"))

    assert f"own.toml: {key}" == caught.value.subject


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://cdn.example/f/", "https://cdn.example/f"),
        ("/f", "https://e.x/f"),
        ("f/", "https://e.x/blog/f"),
        ("https://cdn.example/源", "https://cdn.example/%E6%BA%90"),
    ],
)
def test_the_feeds_may_be_served_elsewhere(url: str, expected: str) -> None:
    assert expected == settled(settings=Settings(feeds=FeedSettings(url=url))).feeds_url


@pytest.mark.parametrize("language", ["zz zz zz", "中文", "e", "zh--CN"])
def test_a_language_that_no_feed_can_state_is_an_error_in_the_settings(language: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settled(settings=Settings(site=SiteSettings(language=language)))

    assert "site.language" == caught.value.subject


@pytest.mark.parametrize("language", ["english", "en, de", "中文"])
def test_a_language_of_the_site_that_no_feed_can_state_is_passed_over_and_said(language: str) -> None:
    config = settled(f"url: https://e.x\nlang: {language}\n")

    assert "en" == config.site.language
    assert ["language-unknown"] == [problem.code for problem in check_site(config, Settings())]
    assert [] == list(check_site(config, Settings(site=SiteSettings(language="de"))))


@pytest.mark.parametrize("url", ["javascript:x", "https://e.x:port/", "mailto:a@e.x", "ftp://e.x/"])
def test_feeds_that_are_served_nowhere_are_an_error(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settled(settings=Settings(feeds=FeedSettings(url=url)))

    assert "feeds.url" == caught.value.subject
    assert caught.value.message.startswith(f"{url}: must be an address")


def test_other_hosts_are_written_as_links_write_them() -> None:
    config = settled(settings=Settings(site=SiteSettings(hosts=("例子.中国", "Old.example"))))

    bare = {"e.x", "xn--fsqu00a.xn--fiqs8s", "old.example"}
    assert bare | {f"www.{host}" for host in bare} == config.site.hosts


@pytest.mark.parametrize("host", ["https://old.example/", "old.example/feeds", "old example", ""])
def test_a_host_that_no_link_can_have_is_an_error(host: str) -> None:
    # It would match nothing, and the links that it was written for would stay.
    with pytest.raises(ConfigError) as caught:
        settled(settings=Settings(site=SiteSettings(hosts=(host,))))

    assert ("site.hosts", 2) == (caught.value.subject, caught.value.exit_code)


@pytest.mark.parametrize(
    ("line", "expected"), [("lang: zh_CN", "zh-CN"), ("lang: de", "de"), ("lang:", "en")]
)
def test_a_language_is_written_as_feeds_write_it(line: str, expected: str) -> None:
    assert expected == settled(f"url: https://e.x\n{line}\n").site.language


@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "Asia", "../etc", "8", "tzdata.zi", '"a\\0b"', "中国", "x" * 300]
)
def test_a_time_zone_of_the_site_that_is_none_is_what_the_system_takes_it_for(name: str) -> None:
    config = settled(f"url: https://e.x\ntimezone: {name}\n")

    assert UTC is config.site.zone
    (problem,) = check_site(config, Settings())
    assert ("_config.yml", "timezone-unknown") == (problem.path, problem.code)
    assert "take it for UTC+0000" in problem.message
    assert [] == list(check_site(config, Settings(site=SiteSettings(timezone="UTC"))))


@pytest.mark.parametrize("name", ["Mars/Olympus", "Asia/Beijing", "UTC+8", "../etc"])
def test_a_time_zone_that_is_none_is_an_error_in_the_settings(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settled(settings=Settings(site=SiteSettings(timezone=name)))

    assert ("site.timezone", 2) == (caught.value.subject, caught.value.exit_code)
    assert "use a name such as Asia/Shanghai" in caught.value.message


def test_rules_of_summer_time_are_no_time_zone() -> None:
    with pytest.raises(ConfigError, match=r"EST5EDT,M3\.2\.0,M11\.1\.0 is no time zone"):
        settled("url: https://e.x\ntimezone: EST5EDT,M3.2.0,M11.1.0\n")


@pytest.mark.parametrize("data", [b"a: [", b"a: b: c", b"\xff\xfe\xff", b"a: \x01", b"!!python/object:x {}"])
def test_a_site_configuration_that_is_no_yaml_is_an_error_in_one_line(data: bytes) -> None:
    with pytest.raises(ConfigError) as caught:
        settle(Settings(), data)

    assert re.fullmatch(r"_config\.yml(:\d)?", caught.value.subject)
    assert caught.value.message.startswith("is not valid YAML: ")
    assert "\n" not in str(caught.value)


def test_the_line_of_a_slip_in_the_site_configuration_is_named() -> None:
    with pytest.raises(ConfigError) as caught:
        settle(Settings(), b"title: x\nfoo: [a\nbar: b\n")

    assert "_config.yml:3" == caught.value.subject


@pytest.mark.parametrize("data", [b"- a", b"a", b"5"])
def test_a_site_configuration_without_keys_is_an_error(data: bytes) -> None:
    with pytest.raises(ConfigError, match=r"_config\.yml: must hold keys and values"):
        settle(Settings(), data)


@pytest.mark.parametrize("value", ["2020-13-45", "2020-02-30 10:00:00", "0b_", "="])
def test_a_value_that_feedtool_does_not_need_may_be_anything_that_jekyll_reads(value: str) -> None:
    # Ruby's reader takes each of them for a string; PyYAML fails at them.
    assert "https://e.x" == settled(f"url: https://e.x\nsince: {value}\n").site.url


@pytest.mark.parametrize("data", [b"", b"# nothing", b"---\n"])
def test_an_empty_site_configuration_leaves_everything_to_the_settings(data: bytes) -> None:
    config = settle(Settings(site=SiteSettings(url="https://e.x")), data)

    assert "https://e.x" == config.site.url


def test_a_byte_order_mark_does_not_hide_the_first_key() -> None:
    assert "https://e.x" == settled("\ufeffurl: https://e.x\n").site.url


PLUGIN = (
    "url: https://e.x\n"
    "feed: {posts_limit: 5, excerpt_only: true, categories: [甲], tags: {only: [乙], except: [丙]}}\n"
)


def test_what_the_site_says_to_jekyll_feed_holds_where_the_settings_say_nothing() -> None:
    feeds = settled(PLUGIN).feeds

    assert (5, "summary", ("甲",), ("category", "source", "all", "tag"), ("乙",), ("丙",)) == (
        feeds.limit,
        feeds.content,
        feeds.only,
        feeds.by,
        feeds.only_tags,
        feeds.except_tags,
    )


def test_a_setting_wins_over_what_the_site_says_to_jekyll_feed_even_where_it_is_the_default(
    tmp_path: Path,
) -> None:
    path = tmp_path / "feedtool.toml"
    path.write_text('[feeds]\nlimit = 20\ncontent = "full"\nonly = []\nby = ["all"]\n', encoding="utf-8")

    feeds = settled(PLUGIN, load_settings(path)).feeds

    assert (20, "full", (), ("all",)) == (feeds.limit, feeds.content, feeds.only, feeds.by)


@pytest.mark.parametrize(
    ("plugin", "expected"),
    [
        ("{posts_limit: 5}", FeedSettings(limit=5)),
        ("{excerpt_only: true}", FeedSettings(content="summary")),
        ("{excerpt_only: false}", FeedSettings()),
        ("{categories: [甲, 乙]}", FeedSettings(only=("甲", "乙"))),
        ("{tags: true}", FeedSettings(by=("category", "source", "all", "tag"))),
        ("{tags: false}", FeedSettings()),
        (
            "{tags: {only: [甲], except: [乙]}}",
            FeedSettings(by=("category", "source", "all", "tag"), only_tags=("甲",), except_tags=("乙",)),
        ),
        ("{path: /atom.xml}", FeedSettings()),
        ("{collections: [news]}", FeedSettings(by=("category", "source", "all", "collection"))),
        ("{collections: [gone]}", FeedSettings(by=("category", "source", "all", "collection"))),
        ("{collections: [posts]}", FeedSettings()),
        (
            "{collections: [news], tags: true}",
            FeedSettings(by=("category", "source", "all", "collection", "tag")),
        ),
    ],
)
def test_each_thing_that_the_site_says_to_jekyll_feed_changes_that_alone(
    plugin: str, expected: FeedSettings
) -> None:
    assert expected == settled(f"url: https://e.x\ncollections: [news]\nfeed: {plugin}\n").feeds


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("limit = 7", (7, "summary", ("甲",), True)),
        ('content = "full"', (5, "full", ("甲",), True)),
        ('only = ["丁"]', (5, "summary", ("丁",), True)),
        ('by = ["category"]', (5, "summary", ("甲",), False)),
    ],
)
def test_a_setting_that_is_stated_leaves_the_others_to_the_site(
    tmp_path: Path, line: str, expected: tuple[int, str, tuple[str, ...], bool]
) -> None:
    path = tmp_path / "feedtool.toml"
    path.write_text(f"[feeds]\n{line}\n", encoding="utf-8")

    feeds = settled(PLUGIN, load_settings(path)).feeds

    assert expected == (feeds.limit, feeds.content, feeds.only, "tag" in feeds.by)


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("url: https://e.x", "https://e.x"),
        ("url: https://e.x/", "https://e.x/"),
        ("url: https://e.x/\nbaseurl: /news", "https://e.x//news"),
        ("url: https://e.x\nbaseurl: news/", "https://e.x/news"),
        ("url: https://e.x\nbaseurl: /", "https://e.x"),
    ],
)
def test_addresses_begin_as_the_site_writes_them(text: str, prefix: str) -> None:
    assert prefix == settled(text).site.post_prefix


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('aliases = "jekyll-feed"', AliasSettings(has_jekyll_feed=True)),
        ("aliases = {}", AliasSettings()),
        ("aliases = { jekyll-feed = false }", AliasSettings()),
        (
            'aliases = { "b.xml" = "all/rss.xml", jekyll-feed = true, "a/渡口 b" = "all/feed.json" }',
            AliasSettings(
                has_jekyll_feed=True, files=(("a/渡口 b", "all/feed.json"), ("b.xml", "all/rss.xml"))
            ),
        ),
    ],
)
def test_old_addresses_are_those_of_jekyll_feed_or_a_table_or_both(
    folder: Path, line: str, expected: AliasSettings
) -> None:
    assert expected == load(folder, f"[feeds]\n{line}\n").feeds.aliases


def test_a_table_of_old_addresses_can_stand_for_itself(folder: Path) -> None:
    settings = load(folder, '[feeds.aliases]\njekyll-feed = true\n"atom.xml" = "all/atom.xml"\n')

    expected = AliasSettings(has_jekyll_feed=True, files=(("atom.xml", "all/atom.xml"),))
    assert expected == settings.feeds.aliases


def test_the_addresses_of_jekyll_feed_need_atom() -> None:
    feeds = FeedSettings(formats=("rss", "json"), aliases=AliasSettings(has_jekyll_feed=True))

    with pytest.raises(ConfigError) as caught:
        settled(settings=Settings(feeds=feeds))

    expected = "feeds.aliases", 'jekyll-feed has Atom at its addresses; add "atom" to the formats'
    assert expected == (caught.value.subject, caught.value.message)


@pytest.mark.parametrize(("by", "expected"), [(("all",), ()), (("all", "collection"), ("news",))])
def test_collections_are_left_alone_where_the_settings_want_no_feeds_of_them(
    by: tuple[FeedKind, ...], expected: tuple[str, ...]
) -> None:
    settings = Settings(feeds=FeedSettings(by=by), stated=frozenset({"feeds.by"}))

    config = settled(
        "url: https://e.x\ncollections: [news]\nfeed: {collections: [news, gone]}\n", settings
    ).jekyll

    assert expected == tuple(collection.name for collection in config.collections)
    assert (("gone",) if expected else ()) == config.unknown_collections


@pytest.mark.parametrize("text", ['archive = {path = "a\\u0000b"}', 'rules = {outlets = ["a", "\\u0000"]}'])
def test_a_setting_with_a_character_that_no_name_can_hold_is_an_error(folder: Path, text: str) -> None:
    (folder / "feedtool.toml").write_text(text, encoding="utf-8")

    with pytest.raises(
        ConfigError, match=r"feedtool\.toml: a value holds the character U\+0000; take it out$"
    ):
        load_settings(folder / "feedtool.toml")
