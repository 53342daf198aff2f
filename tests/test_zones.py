"""A time zone that no database knows is what a C library takes its name for, as it was seen with Jekyll."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feedtool.zones import find_zone, guess_zone

#: Names, and the hours east of Greenwich that the GNU C library gives them.
HOURS = {
    "JST-9": 9.0,
    "CST-8": 8.0,
    "UTC+8": -8.0,
    "GMT+8": -8.0,
    "UTC-8": 8.0,
    "UTC+5:30": -5.5,
    "<+08>-8": 8.0,
    "PST8": -8.0,
    "Asia/Beijing": 0.0,
    "america/new_york": 0.0,
    "PST": 0.0,
    "+08:00": 0.0,
    "AB-3": 0.0,
    "China Standard Time": 0.0,
    "8": 0.0,
}


@pytest.mark.parametrize(("name", "hours"), HOURS.items())
def test_a_name_that_no_database_knows_is_what_the_system_takes_it_for(name: str, hours: float) -> None:
    assert find_zone(name) is None
    zone = guess_zone(name)
    assert zone is not None
    assert timedelta(hours=hours) == zone.utcoffset(None)


@pytest.mark.skipif(shutil.which("ruby") is None, reason="no comparison with Ruby: it is not installed")
def test_ruby_takes_each_name_for_the_same() -> None:
    script = "ARGV.each { |name| ENV['TZ'] = name; puts Time.local(2020, 7, 1).utc_offset }"

    arguments = ["ruby", "-W0", "-e", script, *HOURS]

    run = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=60)

    assert [int(hours * 3600) for hours in HOURS.values()] == list(map(int, run.stdout.split()))


def test_a_day_is_the_most() -> None:
    zone = guess_zone("GMT-0800")

    assert zone is not None
    assert timedelta(hours=24, seconds=-1) == zone.utcoffset(None)


def test_rules_of_summer_time_are_not_read() -> None:
    assert guess_zone("EST5EDT,M3.2.0,M11.1.0") is None


def test_a_name_of_the_database_is_found() -> None:
    assert ZoneInfo("Asia/Shanghai") == find_zone("Asia/Shanghai")
    assert datetime(2020, 1, 1, tzinfo=UTC) == datetime(2020, 1, 1, tzinfo=find_zone("UTC"))
