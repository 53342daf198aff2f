"""A date in any notation is read as Ruby's Time.parse reads it.

What is expected was written by Ruby 3.1; where Ruby is installed it is asked again, and about many more.
"""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtool.ruby_date import read_date

BERLIN = ZoneInfo("Europe/Berlin")
#: Texts, and what Ruby makes of them on a machine in Berlin; None where it fails, or asks the clock.
DATES = {
    # the day, the month and the year in any order
    "2 July 2020": "2020-07-02T00:00:00+02:00",
    "2nd July 2020 23:30": "2020-07-02T23:30:00+02:00",
    "July 2nd, 2020": "2020-07-02T00:00:00+02:00",
    "Jul 2 '20": "2020-07-02T00:00:00+02:00",
    "2. Juli 2020": "2020-07-02T00:00:00+02:00",
    "2020 Jul 2": "2020-07-02T00:00:00+02:00",
    "Jan 2 75": "1975-01-02T00:00:00+01:00",
    "Jul 2020": "2020-07-01T00:00:00+02:00",
    "02-Jul-20": "2020-07-02T00:00:00+02:00",
    "Jul-02-2020": "2020-07-02T00:00:00+02:00",
    "Thu Jul  2 23:30:00 2020": "2020-07-02T23:30:00+02:00",
    "20-7-2": "2020-07-02T00:00:00+02:00",
    "+20-7-2": "0020-07-02T00:00:00+00:53",
    "02-07-2020": "2020-07-02T00:00:00+02:00",
    "2nd-July-2020": "2020-07-01T00:00:00+02:00",
    "2/7/20": "2002-07-20T00:00:00+02:00",
    "13/02/2020": "2020-02-13T00:00:00+01:00",
    "02.07.2020": "2020-07-02T00:00:00+02:00",
    "2020.7.2 23:30": "2020-07-02T23:30:00+02:00",
    "H31.04.30": "2019-04-30T00:00:00+02:00",
    "2020-184": "2020-07-02T00:00:00+02:00",
    "2020-366": "2020-12-31T00:00:00+01:00",
    # a run of digits
    "20200702T2330": "2020-07-02T23:30:00+02:00",
    "20200702T233015+09": "2020-07-02T16:30:15+02:00",
    "202007022330": "2020-07-02T23:30:00+02:00",
    "20200702t15.5": "2020-07-02T00:00:15+02:00",
    "200702": "2020-07-02T00:00:00+02:00",
    "+200702": "2020-07-02T00:00:00+02:00",
    "-200702": None,  # Python has no such year
    "20200702 2330 Z": "2020-07-03T01:30:00+02:00",
    "2020184": "2020-07-02T00:00:00+02:00",
    "20184": "2020-07-02T00:00:00+02:00",
    "20200702 120": "2020-07-02T00:00:00+02:00",
    # the time
    "2020-07-02 11:30 p.m.": "2020-07-02T23:30:00+02:00",
    "2020-07-02 12 am": "2020-07-02T00:00:00+02:00",
    "2020-07-02 13:00 PM": "2020-07-02T13:00:00+02:00",
    "2020-07-02 7h 5m 3s": "2020-07-02T07:05:03+02:00",
    "2020-07-02_23:30": "2020-07-02T23:30:00+02:00",
    "2020-07-02 23": "2020-07-02T23:00:00+02:00",
    "2020-07-02 99": "2020-07-02T00:00:00+02:00",
    "2020-07-02 23.30": "2020-07-02T00:00:00+02:00",
    "10:30 '20 7": "2020-01-07T10:30:00+01:00",
    "10:30 '20 77": "2020-01-01T10:30:00+01:00",
    "2 July 2020 24:00": "2020-07-03T00:00:00+02:00",
    "2 July 2020 下午3:30": "2020-07-02T03:30:00+02:00",
    "29 Mar 2020 02:30": "2020-03-29T03:30:00+02:00",
    "31 June 2020": "2020-07-01T00:00:00+02:00",
    # the zone: an offset, a name that Ruby knows, the machine's own name, or one that is passed over
    "2 July 2020 23:30 +03:00:00": "2020-07-02T22:30:00+02:00",
    "2 July 2020 23:30 -05": "2020-07-03T06:30:00+02:00",
    "2 July 2020 23:30 EST": "2020-07-03T06:30:00+02:00",
    "2 July 2020 23:30 CET": "2020-07-03T00:30:00+02:00",
    "2 July 2020 23:30 CEST": "2020-07-02T23:30:00+02:00",
    "2 July 2020 23:30h": "2020-07-02T17:30:00+02:00",
    "2 July 2020 23:30 o'clock": "2020-07-03T03:30:00+02:00",
    "Thu Jul 02 2020 23:30:00 GMT+0200 (CEST)": "2020-07-02T23:30:00+02:00",
    "30 Feb 2020 23:30 EST": "2020-03-01T05:30:00+01:00",
    "30 Feb 2020 12:30 EST": "2020-03-01T18:30:00+01:00",
    "0 Feb 2020 01:30 +05": "2020-01-31T21:30:00+01:00",
    "2 July 2020 24:30 EST": "2020-07-03T07:30:00+02:00",
    "2 July 2020 12:60 EST": None,
    "2 July 2020 24:30 UTC": None,
    "2 July 2020 23:30 eastern standard time": "2020-07-02T23:30:00+02:00",
    # no dates
    "": None,
    "Thursday": None,
    "July": None,
    "2 July": None,
    "7th": None,
    "2020": None,
    "2020-W27-4": None,
    "12.5": None,
    "123456789": None,
    "2020-367": None,
    "2020-00-10": None,
    "2020-10-00": None,
    "2 July 2020 25:00": None,
    "2 July 2020 24:30": None,
    "1,2020-123": None,
    "2 July 2020 23:30 +25:00": None,
    "2 July 2020" + " " * 120: None,
}


@pytest.mark.parametrize(("text", "expected"), DATES.items())
def test_a_date_is_read_as_ruby_reads_it(text: str, expected: str | None) -> None:
    assert expected == _spell(read_date(text, BERLIN))


def _spell(moment: datetime | None) -> str | None:
    """Write a moment as Ruby does, which leaves out the seconds of an offset."""
    return (
        None if moment is None else moment.isoformat(timespec="seconds")[: len("2020-07-02T00:00:00+02:00")]
    )


@given(st.text())
def test_every_text_is_a_date_or_none(text: str) -> None:
    moment = read_date(text, BERLIN)

    assert moment is None or moment.tzinfo is BERLIN


#: What Ruby reads with two clocks: the same, where nothing is filled in from them. Python ends at year 9999.
_ASK_RUBY = """\
STDIN.each_line do |line|
  zone, text = JSON.parse(line)
  ENV["TZ"] = zone
  begin
    early, late = Time.parse(text, Time.at(951_000_000)).localtime, Time.parse(text).localtime
    is_date = early == late && early.year.between?(2, 9998)
    puts JSON.dump(is_date ? early.utc.strftime("%Y-%m-%dT%H:%M:%S") : nil)
  rescue ArgumentError
    puts JSON.dump(nil)
  end
end
"""
_YEARS = ("2020", "1999", "20", "'20", "99", "1969", "2031")
_MONTHS = ("Jan", "july", "SEPT", "Dec.", "Mai", "août", "Okt")
_DAYS = ("1", "02", "15", "30", "3rd", "21st")
_TIMES = ("", "23:30", "9:5:7", "10pm", "11:30 p.m.", "23h30", "12:00 AM", "23:30:15.5", "13:00 PM", "2330")
_ZONES = (
    "",
    "Z",
    "+0200",
    "+02:00",
    "-5",
    "GMT+0200",
    "EST",
    "CET",
    "IST",
    "A",
    "(CEST)",
    "Asia/Tokyo",
    "BST dst",
)
_PLACES = ("UTC", "America/New_York", "Asia/Kolkata", "Europe/Berlin")


def _make_texts(count: int) -> list[tuple[str, str]]:
    """Give zones of machines, and texts of dates as people write them and as nobody does."""
    random = Random(20)  # noqa: S311 - the same texts in every run

    def make() -> str:
        year, name, day = (random.choice(words) for words in (_YEARS, _MONTHS, _DAYS))
        month, mark = random.randint(1, 12), random.choice((" ", "-", "/", ".", ", ", "年"))
        date = random.choice(
            (
                f"{year}{mark}{month}{mark}{day}",
                f"{day}{mark}{month:02}{mark}{year}",
                f"{day} {name} {year}",
                f"{name} {day}, {year}",
                f"{day}-{name}-{year}",
                f"{name}-{day}-{year}",
                f"{year} {name} {day}",
                f"Thu, {day} {name} {year}",
                f"{name} {year}",
                f"2020{month:02}15",
            )
        )
        parts = [date, random.choice(_TIMES), random.choice(_ZONES)]
        return random.choice((" ", "T", "_", ", ")).join(filter(None, parts))

    return [(random.choice(_PLACES), make()) for _ in range(count)]


@pytest.mark.skipif(shutil.which("ruby") is None, reason="no comparison with Ruby: it is not installed")
def test_ruby_itself_reads_all_of_these_dates_so() -> None:
    cases = [(BERLIN.key, text) for text in DATES] + _make_texts(3000)
    questions = "".join(json.dumps(case) + "\n" for case in cases)
    arguments = ["ruby", "-W0", "-rtime", "-rjson", "-e", _ASK_RUBY]

    run = subprocess.run(arguments, input=questions, capture_output=True, text=True, check=True, timeout=300)

    expected = dict(zip(cases, map(json.loads, run.stdout.splitlines()), strict=True))
    assert sum(value is not None for value in expected.values()) > 1000
    assert expected == {case: _ask(*case) for case in cases}


def _ask(place: str, text: str) -> str | None:
    moment = read_date(text, ZoneInfo(place))
    return (
        None if moment is None else moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    )
