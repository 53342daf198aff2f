"""feedtool gives a post the date, the address and the id that Jekyll and jekyll-feed give it.

The tables are what Jekyll 4.3.1, jekyll-feed 0.17.0 and Addressable 2.9.0 were seen to do.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from build import SHANGHAI
from hypothesis import example, given
from hypothesis import strategies as st

from feedtool.jekyll import (
    entry_id,
    has_naive_time,
    is_day_of_no_month,
    parse_date,
    slugify,
    split_file_name,
    split_words,
)
from feedtool.permalinks import STYLES, permalink_path
from feedtool.ruby_time import make_moment

JANUARY = datetime(2020, 1, 4, 5, 6, 7, tzinfo=SHANGHAI)


def fill(
    template: str,
    *,
    slug: str,
    categories: tuple[str, ...] = (),
    date: datetime = JANUARY,
    extension: str = ".html",
) -> str:
    """Fill a template for a post whose file is named by a day and its slug."""
    return permalink_path(
        template,
        slug=slug,
        file_path=f"_posts/2020-01-04-{slug}",
        categories=categories,
        date=date,
        extension=extension,
    )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test set the machine's time zone (``TZ``, then ``time.tzset``), and set it back."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("2020-01-04-some-title", ("2020-01-04", "some-title")),
        ("2020-1-4-x", ("2020-1-4", "x")),
        ("20-1-4-x", ("2020-1-4", "x")),
        ("202-1-4-x", ("202-1-4", "x")),
        ("2020-01-04-", ("2020-01-04", "")),
        ("2020-01-04-trailing dots...", ("2020-01-04", "trailing dots")),
        ("2020-01-04-两\n行", ("2020-01-04", "两\n行")),
        ("-202205262391921712", (None, "-202205262391921712")),
        ("2020-01-04", (None, "2020-01-04")),
        ("draft...", (None, "draft")),
    ],
)
def test_a_file_name_is_a_date_and_a_slug(stem: str, expected: tuple[str | None, str]) -> None:
    assert expected == split_file_name(stem)


UNREADABLE = [
    "2020年01月02日",
    "1577973600",
    "not a date",
    "",
    "+0800",
    "10:30",
    "2020",
    "2020-01",
    "Tuesday",
    "May 1",
    "2020-01-02 25:00:00",
    "2020-01-02 22:00:99",
    "2020-01-02 22:00:00 +99:00",
    "0000-01-01",
    "0001-01-01",  # in UTC it is a day of the year before the first
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2020/112",
    "2020112",
    "Jan 99999999999999999999 2020",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # to the second, without zone: YAML's own form, which is UTC
        ("2020-01-02 22:00:00", "2020-01-03T06:00:00+08:00"),
        ("2020-01-02T22:00:00", "2020-01-03T06:00:00+08:00"),
        ("2020-01-02t22:00:00", "2020-01-03T06:00:00+08:00"),
        ("2020-01-02\t22:00:00.5", "2020-01-03T06:00:00+08:00"),
        ("2020-01-02T22:00:00Z", "2020-01-03T06:00:00+08:00"),
        ("2020-01-02T22:00:00.123Z", "2020-01-03T06:00:00+08:00"),
        # everything else without zone: the site's
        ("2020-01-02 22:00", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02", "2020-01-02T00:00:00+08:00"),
        (" 2020-1-2 ", "2020-01-02T00:00:00+08:00"),
        ("2020/01/02 22:00", "2020-01-02T22:00:00+08:00"),
        ("2020/01/02 22:00:00", "2020-01-02T22:00:00+08:00"),
        ("20200102", "2020-01-02T00:00:00+08:00"),
        ("Jan 2 2020 22:00", "2020-01-02T22:00:00+08:00"),
        ("Thu, 2 Jan 2020", "2020-01-02T00:00:00+08:00"),
        # as written
        ("2020-01-02 22:00:00 +0800", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02 22:00:00 +08:00", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02T22:00:00+08:00", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02 22:00:00 +8", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02 22:00 -0330", "2020-01-03T09:30:00+08:00"),
        ("2020-01-02 22:00:00 UTC", "2020-01-03T06:00:00+08:00"),
        ("2020-01-02 22:00:00 GMT", "2020-01-03T06:00:00+08:00"),
        ("2020-01-02 22:00:00z", "2020-01-03T06:00:00+08:00"),
        ("2 Jan 2020 22:00:00 +0100", "2020-01-03T05:00:00+08:00"),
        ("Thu, 02 Jan 2020 22:00:00 GMT", "2020-01-03T06:00:00+08:00"),
        # a leap second
        ("2016-12-31T23:59:60Z", "2017-01-01T08:00:00+08:00"),
        ("2020-02-30", "2020-03-01T00:00:00+08:00"),
        ("2020-01-02 24:00", "2020-01-03T00:00:00+08:00"),
        ("May 2020", "2020-05-01T00:00:00+08:00"),
        ("20-01-02", "2020-01-02T00:00:00+08:00"),
        ("2020-002", "2020-01-02T00:00:00+08:00"),
        ("2/1/2020 22:00", "2020-01-02T22:00:00+08:00"),
        ("Jan 2 2020 22:00 GMT+8", "2020-01-02T22:00:00+08:00"),
        # words behind a date in numbers
        ("2020-01-02 22:00 America/New_York", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02 22:00:10 America/New_York", "2020-01-02T22:00:10+08:00"),
        ("2020-01-02 Asia/Tokyo", "2020-01-02T00:00:00+08:00"),
        ("2020/01/02 22:00 Uhr", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02T22:00 北京时间", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02 22:00 America/EST", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02 22:00 EST in winter", "2020-01-03T11:00:00+08:00"),
        ("2020-01-02 22:00 (EST)", "2020-01-03T11:00:00+08:00"),
        ("2020-01-02 10:00 pm Abend", "2020-01-02T22:00:00+08:00"),
        # an offset of one digit is one to YAML alone
        ("2020-01-02 22:00 +1", "2020-01-02T22:00:00+08:00"),
        ("2020-01-02 22:00:00.", "2020-01-03T06:00:00+08:00"),
        ("２０２０-01-02", None),
        *((text, None) for text in UNREADABLE),
    ],
)
def test_a_date_is_read_as_jekyll_reads_it(text: str, expected: str | None) -> None:
    assert expected == _isoformat(parse_date(text, SHANGHAI, UTC))


def test_a_date_without_zone_is_read_in_the_zone_that_is_asked_for() -> None:
    assert datetime(2020, 1, 2, 22, tzinfo=SHANGHAI) == parse_date("2020-01-02 22:00:00", SHANGHAI, SHANGHAI)


def test_a_date_is_given_in_the_zone_of_the_site() -> None:
    new_york = ZoneInfo("America/New_York")

    # The night in which summer time began.
    assert "2022-03-13T03:30:00-04:00" == _isoformat(parse_date("2022-03-13T07:30:00Z", new_york, UTC))


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2021-01-05 12:00 CET", "Europe/Berlin", "2021-01-05T11:00:00+00:00"),
        ("2021-07-05 12:00:00 CEST", "Europe/Berlin", "2021-07-05T10:00:00+00:00"),
        ("2021-07-05 12:00 CET", "Europe/Berlin", "2021-07-05T11:00:00+00:00"),
        ("2021-01-05 12:00 (cest)", "Europe/Berlin", "2021-01-05T10:00:00+00:00"),
        ("Tue Jan  5 12:00:00 CEST 2021", "Europe/Berlin", "2021-01-05T10:00:00+00:00"),
        ("2021-01-05 12:00 UT", "Europe/Berlin", "2021-01-05T12:00:00+00:00"),
        ("2021-07-05 12:00 BST", "Europe/London", "2021-07-05T11:00:00+00:00"),
        ("2021-01-05 12:00 IST", "Asia/Kolkata", "2021-01-05T06:30:00+00:00"),
        # The name of another zone of Ruby's own, and one that is nobody's there.
        ("2021-01-05 12:00 CST", "Asia/Shanghai", "2021-01-05T18:00:00+00:00"),
        ("2021-01-05 12:00 CET", "Asia/Shanghai", "2021-01-05T04:00:00+00:00"),
    ],
)
def test_the_names_of_the_sites_own_zone_mean_winter_and_summer(text: str, zone: str, expected: str) -> None:
    # As Ruby's Time.parse reads them.
    moment = parse_date(text, ZoneInfo(zone), UTC)

    assert moment is not None
    assert expected == moment.astimezone(UTC).isoformat()


@pytest.mark.parametrize("machine_zone", ["UTC", "Asia/Shanghai", "America/Chicago"])
def test_the_name_of_the_machines_own_zone_means_nothing(
    clock: pytest.MonkeyPatch, machine_zone: str
) -> None:
    # CST is the zone of Chicago, of Shanghai and of Havana; Ruby takes it for the first, wherever it runs.
    clock.setenv("TZ", machine_zone)
    time.tzset()

    moment = parse_date("Jan 2 2020 22:00 CST", SHANGHAI, UTC)
    assert "2020-01-03T12:00:00+08:00" == _isoformat(moment)
    assert "2020-01-02T22:00:00+08:00" == _isoformat(parse_date("Jan 2 2020 22:00 HKT", SHANGHAI, UTC))


@given(st.datetimes(timezones=st.timezones()), st.sampled_from([SHANGHAI, UTC, ZoneInfo("America/New_York")]))
def test_a_date_that_says_everything_is_read_as_it_says(moment: datetime, zone: ZoneInfo) -> None:
    offset = moment.utcoffset() or timedelta()
    # Offsets of before 1900 have seconds, which no written date has.
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset // timedelta(minutes=1))))

    read = parse_date(moment.isoformat(), zone, UTC)

    if read is None:  # only where the calendar of Python ends
        assert moment.year in {1, 9999}
    else:
        # In UTC: Python finds no two zones equal in the hour that a clock shows twice.
        assert moment.astimezone(UTC) == read.astimezone(UTC)


@given(
    st.tuples(st.integers(2, 9998), st.integers(0, 13), st.integers(0, 32)),
    st.tuples(st.integers(0, 25), st.integers(0, 60), st.integers(0, 61)),
    st.integers(-12, 14),
)
def test_an_offset_means_what_a_zone_with_that_offset_means(
    day: tuple[int, int, int], clock: tuple[int, int, int], hours: int
) -> None:
    def make(zone: tzinfo) -> datetime | None:
        try:
            return make_moment(day, clock, zone)
        except ValueError:
            return None

    # Their names have the sign of POSIX.
    assert make(ZoneInfo(f"Etc/GMT{-hours:+}")) == make(timezone(timedelta(hours=hours)))


@given(st.from_regex(r"\A[0-9]{4}-(0?[0-9]|1[0-3])-[0-3]?[0-9]\Z", fullmatch=True), st.text())
@example("2022-02-30", " 10:00")
def test_what_follows_a_day_does_not_make_it_one_of_its_month(day: str, rest: str) -> None:
    is_cut_short = day[-2] == "-" and rest[:1].isdecimal()

    assert is_cut_short or is_day_of_no_month(day) == is_day_of_no_month(f" {day}{rest}")


@given(st.text(alphabet=st.sampled_from("0123456789-/:. TZUCG+aJnMondeyu,'年月日٣")))
@example("٢٠٢٠-٠١-٠٢")
def test_every_text_is_a_date_of_the_site_or_none(text: str) -> None:
    moment = parse_date(text, SHANGHAI, UTC)

    assert moment is None or moment.tzinfo is SHANGHAI


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-01-02 22:00:00", True),
        (" 2020/01/02T22:00:00.5 ", True),
        ("2020-01-02 22:00", False),
        ("2020-01-02", False),
        ("2020-01-02 22:00:00 +0800", False),
        ("2020-01-02 22:00:00Z", False),
        ("Jan 2 2020 22:00:00", False),
    ],
)
def test_a_naive_time_is_one_to_the_second_without_zone(text: str, *, expected: bool) -> None:
    assert expected is has_naive_time(text)


def test_words_are_split_at_white_space_of_ascii() -> None:
    assert ["新浪　财经", "a\u00a0b", "财联社"] == split_words(" 新浪　财经\ta\u00a0b\n\v财联社\0")


@pytest.mark.parametrize(
    ("text", "pretty", "default"),
    [
        ("中文 标题#1，你好？", "中文-标题-1-你好", "中文-标题-1-你好"),
        ("《A》：50%+ (x) [y] & z's~!", "A-50-+-(x)-y-&-z's~!", "a-50-x-y-z-s"),
        ("ａｂｃ①㈱ﬁ", "ａｂｃ-ﬁ", "ａｂｃ-ﬁ"),
        ("？！", "", ""),
        ("😀emoji", "emoji", "emoji"),
        ("a_b.c,d;e=f@g", "a_b.c,d;e=f@g", "a-b-c-d-e-f-g"),
        ("-lead-", "lead", "lead"),
        ("--lead--", "lead", "lead"),
        ("100%25", "100-25", "100-25"),
        ("trailing dots", "trailing-dots", "trailing-dots"),
        ("财经In China", "财经In-China", "财经in-china"),
        ("é e\u0301 ٣ ½", "é-e\u0301-٣", "é-e\u0301-٣"),
        ("", "", ""),
    ],
)
def test_a_slug_keeps_what_jekyll_keeps(text: str, pretty: str, default: str) -> None:
    assert (pretty, default) == (slugify(text, pretty=True), slugify(text, pretty=False))


def test_a_slug_has_no_final_sigma() -> None:
    # Ruby's downcase does not look at what stands around a letter (bugs.ruby-lang.org/issues/19317).
    assert "σσ" == slugify("ΣΣ", pretty=False)


def test_a_category_in_an_address_has_no_final_sigma() -> None:
    expected = "/%CF%83%CF%83/a"

    assert expected == fill("/:categories/:title", slug="a", categories=("ΣΣ",))


@given(st.text())
def test_a_slug_stays_what_it_is(text: str) -> None:
    slug = slugify(text, pretty=True)

    assert slug.strip("-") == slug or "-" in text
    assert slugify(slug.strip("-"), pretty=True) == slug.strip("-")


# The link that Jekyll gives a post, and the id that jekyll-feed gives it with Addressable 2.9.0: FROZEN.
IDS = [
    (
        "中文 标题#1，你好？",
        "/2020/01/04/%E4%B8%AD%E6%96%87-%E6%A0%87%E9%A2%98-1-%E4%BD%A0%E5%A5%BD.html",
        "/2020/01/04/%E4%B8%AD%E6%96%87%20%E6%A0%87%E9%A2%98#1%EF%BC%8C%E4%BD%A0%E5%A5%BD%EF%BC%9F",
    ),
    (
        "《A》：50%+ (x) [y] & z's~!",
        "/2020/01/04/A-50-+-(x)-y-&-z's~!.html",
        "/2020/01/04/%E3%80%8AA%E3%80%8B%EF%BC%9A50%25+%20(x)%20%5By%5D%20&%20z's~!",
    ),
    (
        "ａｂｃ①㈱ﬁ",
        "/2020/01/04/%EF%BD%81%EF%BD%82%EF%BD%83-%EF%AC%81.html",
        "/2020/01/04/%EF%BD%81%EF%BD%82%EF%BD%83%E2%91%A0%E3%88%B1%EF%AC%81",
    ),
    ("？！", "/2020/01/04/.html", "/2020/01/04/%EF%BC%9F%EF%BC%81"),
    ("😀emoji", "/2020/01/04/emoji.html", "/2020/01/04/%F0%9F%98%80emoji"),
    ("a_b.c,d;e=f@g", "/2020/01/04/a_b.c,d;e=f@g.html", "/2020/01/04/a_b.c,d;e=f@g"),
    ("-lead-", "/2020/01/04/lead.html", "/2020/01/04/-lead-"),
    ("100%25", "/2020/01/04/100-25.html", "/2020/01/04/100%25"),
    ("trailing dots...", "/2020/01/04/trailing-dots.html", "/2020/01/04/trailing%20dots"),
]


@pytest.mark.parametrize(("name", "path", "identifier"), IDS)
def test_a_post_has_the_address_and_the_id_that_jekyll_gives_it(
    name: str, path: str, identifier: str
) -> None:
    _, slug = split_file_name(f"2020-01-04-{name}")

    assert path == fill(STYLES["date"], slug=slug)
    assert f"https://e.x{identifier}" == entry_id("https://e.x", path, slug)


@pytest.mark.parametrize(
    ("site_url", "path", "slug", "expected"),
    [
        ("https://e.x", "/emnews/2021/12/08/202112082206672930.html", "202112082206672930",
         "https://e.x/emnews/2021/12/08/202112082206672930"),
        ("https://E.x/blog", "/2020/01/04/a.html", "a", "https://e.x/blog/2020/01/04/a"),
        ("https://e.x", "/2020/01/04/a/", "A b", "https://e.x/2020/01/04/A%20b"),
        ("https://e.x", "/a.html", "a", "https://e.x/a"),
        ("https://e.x", "/", "a", "https://e.x/a"),
        ("https://e.x", "/%E8%B4%A2/e%CC%81/a.html", "e\u0301", "https://e.x/%E8%B4%A2/%C3%A9/%C3%A9"),
    ],
)  # fmt: skip
def test_an_entry_id_is_frozen(site_url: str, path: str, slug: str, expected: str) -> None:
    assert expected == entry_id(site_url, path, slug)


@pytest.mark.parametrize(
    ("path", "slug", "expected"),
    [
        # as File.join takes them, and ways that lead up
        ("/2020/01/04/a.html", "/a", "https://e.x/2020/01/04/a"),
        ("/a.html", "/a", "https://e.x/a"),
        ("/2020/01/04/a.html", "../a", "https://e.x/2020/01/a"),
        ("/2020/01/04/a.html", "a%E4b", "https://e.x/2020/01/04/a%E4b"),
    ],
)
def test_an_odd_slug_gives_the_id_that_jekyll_feed_gives(path: str, slug: str, expected: str) -> None:
    assert expected == entry_id("https://e.x", path, slug)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("date", "/a/b%20c/2020/01/04/Some-title.html"),
        ("none", "/a/b%20c/Some-title.html"),
        ("ordinal", "/a/b%20c/2020/004/Some-title.html"),
        ("pretty", "/a/b%20c/2020/01/04/Some-title/"),
        ("weekdate", "/a/b%20c/2020/W01/Sat/Some-title.html"),
    ],
)
def test_a_style_is_a_name_for_a_template(style: str, expected: str) -> None:
    assert style in STYLES
    assert expected == fill(STYLES[style], slug="Some title", categories=("A", "b c", "a"))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("/:year-:month-:day/:title/", "/2020-01-04/T-.x/"),
        (":short_year/:i_month/:i_day", "/20/1/4"),
        ("/:hour:minute:second", "/050607"),
        ("/:short_month/:long_month", "/Jan/January"),
        ("/:short_day/:long_day/:w_day", "/Sat/Saturday/6"),
        ("/:w_year/:week/:y_day", "/2020/01/004"),
        ("/:collection/:slug:output_ext", "/posts/t-x.html"),
        ("/:slugified_categories/:slug", "/财经in-china/b/t-x"),
        ("/:categories/:slug", "/财经in china/b/t-x"),
        # one underscore may follow a name
        ("/:year_:month_:day", "/2020_01_04"),
        ("/:title_x", None),
        ("/:nonsense", None),
        # what Jekyll takes out of every address
        ("//a///:slug", "/a/t-x"),
        ("/a..b/./:slug", "/a/b/t-x"),
        # what stands between the placeholders is written in ASCII too
        ("/新 闻/:slug", "/新 闻/t-x"),
        ("/a%20b/:slug", "/a b/t-x"),
    ],
)
def test_a_template_is_filled_as_jekyll_fills_it(template: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match=r"unknown placeholder :\w+ in the permalink /:"):
            fill(template, slug="T .x")
        return

    path = fill(template, slug="T .x", categories=("财经In China", "b", "B"))

    assert path.isascii()
    assert expected == unquote(path)


@pytest.mark.parametrize("name", ["hour", "minute", "name", "path", "second", "slug", "title"])
def test_two_posts_of_one_day_share_nothing_of_what_is_their_own(name: str) -> None:
    morning, evening = datetime(2020, 1, 4, 5, 6, 7, tzinfo=UTC), datetime(2020, 1, 4, 18, 19, 20, tzinfo=UTC)

    paths = {fill(f":{name}", slug="one", date=morning), fill(f":{name}", slug="two", date=evening)}

    assert {
        "hour": {"/05", "/18"},
        "minute": {"/06", "/19"},
        "name": {"/2020-01-04-one", "/2020-01-04-two"},
        "path": {"/2020-01-04-one", "/2020-01-04-two"},
        "second": {"/07", "/20"},
        "slug": {"/one", "/two"},
        "title": {"/one", "/two"},
    }[name] == paths


def test_an_extension_other_than_html_is_kept() -> None:
    assert "/a.txt" == fill("/:title:output_ext", slug="a", extension=".txt")


def test_the_week_of_new_year_may_belong_to_the_year_before() -> None:
    new_year = datetime(2021, 1, 1, tzinfo=SHANGHAI)

    assert "/2020/53/5" == fill("/:w_year/:week/:w_day", slug="a", date=new_year)


@given(slug=st.text(), categories=st.lists(st.text()).map(tuple), style=st.sampled_from(sorted(STYLES)))
def test_every_path_on_the_site_is_ascii_and_begins_at_the_root(
    slug: str, categories: tuple[str, ...], style: str
) -> None:
    path = fill(STYLES[style], slug=slug, categories=categories)

    assert path.isascii()
    assert path.startswith("/")
    assert "//" not in path
    assert "/../" not in path


def _isoformat(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2020-10-25 02:30", "Europe/Berlin", "2020-10-25T01:30:00+00:00"),
        ("2019-11-03 01:30:00", "America/New_York", "2019-11-03T06:30:00+00:00"),
        ("2020-03-29 02:30", "Europe/Berlin", "2020-03-29T01:30:00+00:00"),
        ("2020-10-25 03:30", "Europe/Berlin", "2020-10-25T02:30:00+00:00"),
    ],
)
def test_of_an_hour_that_comes_twice_the_second_is_meant(text: str, zone: str, expected: str) -> None:
    # As Jekyll 4.3.1 publishes them, which asks Ruby's Time.
    own = ZoneInfo(zone)

    moment = parse_date(text, own, own)

    assert moment is not None
    assert moment.astimezone(UTC).isoformat() == expected
