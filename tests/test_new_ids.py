"""Where two ids show why they are not one, the reason is told, and the setting that bears on it."""

import pytest

from feedtool.new_ids import explain_new_id
from feedtool.old_feed import OldEntry
from feedtool.urls import normalise

ID = "https://e.x/hang/2020/01/04/du-lun"
LINK = f"{ID}.html"
FULL_WIDTH = "https://e.x/2020/01/04/渡轮：归来"
SITE_URL = "see url in _config.yml, or [site] url"
BASEURL = "see baseurl in _config.yml, or [site] baseurl"


def explain(old_id: str, new_id: str = ID, *, link: str = "", new_link: str = "") -> tuple[str, str]:
    old = OldEntry(id=old_id, has_id=True, link=link, title="Ferry", published=None, updated=None)
    reason = explain_new_id(old, new_id, new_link or f"{new_id}.html")
    return reason.code, reason.message


@pytest.mark.parametrize(
    ("old_id", "code", "message"),
    [
        (
            "http://e.x/hang/2020/01/04/du-lun",
            "scheme",
            f"the old id begins with http://, the new one with https://: {SITE_URL}",
        ),
        (
            "https://www.e.x/hang/2020/01/04/du-lun",
            "www",
            f"the old id is at www.e.x, the new one at e.x: {SITE_URL}",
        ),
        (
            "https://old.example/hang/2020/01/04/du-lun",
            "host",
            f"the old id is at old.example, the new one at e.x: {SITE_URL}",
        ),
        (
            "http://old.example:4000/hang/2020/01/04/du-lun",
            "scheme, host",
            (
                f"the old id begins with http://, the new one with https://: {SITE_URL}; "
                f"the old id is at old.example:4000, the new one at e.x: {SITE_URL}"
            ),
        ),
        (
            "https://e.x/blog/hang/2020/01/04/du-lun",
            "baseurl",
            f"the path of the old id begins with /blog: {BASEURL}, and the categories",
        ),
        (
            "https://e.x/2020/01/04/du-lun",
            "baseurl",
            f"the path of the old id does not begin with /hang: {BASEURL}, and the categories",
        ),
        (
            "https://e.x/shi/2020/01/04/du-lun",
            "folders",
            f"the folders before the day are others: {BASEURL}, and [archive] categories",
        ),
        (
            "https://e.x/hang/2020/01/05/du-lun",
            "day",
            "the day in it is another one: see timezone in _config.yml, and [archive] naive_dates",
        ),
        (f"{ID}/", "slash", "one id ends in a slash, and the other does not"),
        (
            "HTTPS://E.x/hang/2020/01/04/du-lun",
            "encoding",
            "the old id is not percent-encoded, or in another way",
        ),
        (
            "https://e.x/hang/2020/01/04/du%2dlun",
            "encoding",
            "the old id is not percent-encoded, or in another way",
        ),
        (
            "tag:e.x,2020-01-04:/du-lun.html",
            "tag",
            "the old id is a tag: URI, such as Pelican writes",
        ),
        ("urn:uuid:1225c695", "other", "the old feed makes its ids in another way"),
        ("https://e.x/?p=12", "other", "the old feed makes its ids in another way"),
        ("https://e.x/hang/2020/01/04/other", "other", "the old feed makes its ids in another way"),
        ("https://e.x", "other", "the old feed makes its ids in another way"),
    ],
)
def test_a_reason_is_told(old_id: str, code: str, message: str) -> None:
    assert (code, message) == explain(old_id)


@pytest.mark.parametrize("old_id", [LINK, "https://e.x/posts/ferry/"])
def test_an_id_that_is_the_link_is_a_permalink(old_id: str) -> None:
    expected = ("permalink", "the old feed takes the link for the id, as WordPress and Hugo do")
    assert expected == explain(old_id, link=old_id)


def test_an_id_that_is_our_link_is_a_permalink_though_the_old_feed_counts_its_clicks() -> None:
    assert "permalink" == explain(LINK, link=f"{LINK}?utm_source=rss")[0]


def test_a_link_without_ending_is_the_id_of_jekyll_feed_too_and_its_host_the_reason() -> None:
    old_id = ID.replace("e.x", "old.example")

    assert "host" == explain(old_id, link=old_id, new_link=ID)[0]


def test_a_feed_without_ids_says_so_whatever_the_link_is() -> None:
    old = OldEntry(id=ID, has_id=False, link=ID, title="", published=None, updated=None)

    assert "no-id" == explain_new_id(old, ID, LINK).code


def test_an_id_in_nfkc_names_the_setting_that_keeps_it() -> None:
    old_id, new_id = normalise(FULL_WIDTH, "NFKC"), normalise(FULL_WIDTH)

    assert ("nfkc", 'the old id is in NFKC: set ids = "nfkc" in [archive]') == explain(old_id, new_id)


def test_an_id_in_nfc_names_the_setting_that_keeps_it() -> None:
    old_id, new_id = normalise(FULL_WIDTH), normalise(FULL_WIDTH, "NFKC")

    assert ("nfc", 'the old id is in NFC: set ids = "nfc" in [archive]') == explain(old_id, new_id)


def test_an_id_that_nobody_encoded_is_no_matter_of_its_form() -> None:
    # A feed that was written by hand: {{ site.url }}{{ post.id }}
    assert "encoding" == explain(FULL_WIDTH, normalise(FULL_WIDTH))[0]


def test_form_and_host_are_told_together() -> None:
    old_id = normalise(FULL_WIDTH, "NFKC").replace("https", "http")

    assert "scheme, nfkc" == explain(old_id, normalise(FULL_WIDTH))[0]
