"""Addresses are absolute, ASCII and comparable, or they are none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedtool.urls import Base, _resolve, host_of, make_absolute, normalise

BASE = "https://e.x/emnews/2021/12/08/1.html"

#: Pieces that addresses are made of, and those that go wrong in them.
_PIECES = (
    "http: https: mailto: tel: magnet: javascript: // / /// . .. ? # & ; = : :80 @ % %4 %41 %zz [ ] [::1] "
    "[v1.中:] [fe80::1%中] user pass e.x 例子.中国 xn--fsqu00a a-b ｅ ß ﬁ \\ | \" ' < > ` { } ^ \u00ad \u3002"
).split(" ")
references = st.one_of(st.text(), st.lists(st.sampled_from([*_PIECES, " ", "\t"])).map("".join))


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        # relative to a page
        ("", "https://e.x/emnews/2021/12/08/1.html"),
        ("../", "https://e.x/emnews/2021/12/"),
        ("/emnews/", "https://e.x/emnews/"),
        ("?page=2", "https://e.x/emnews/2021/12/08/1.html?page=2"),
        ("#top", "https://e.x/emnews/2021/12/08/1.html#top"),
        ("//old.example.net", "https://old.example.net/"),
        # white space that browsers drop
        (" \n http://a.example/x\ty\r\n ", "http://a.example/xy"),
        # everything but ASCII is written in ASCII
        ("http://例子.中国/新", "http://xn--fsqu00a.xn--fiqs8s/%E6%96%B0"),
        ("/新 1?词=值 2#节", "https://e.x/%E6%96%B0%201?%E8%AF%8D=%E5%80%BC%202#%E8%8A%82"),
        ("HTTP://Example.COM/A", "http://example.com/A"),
        ("http://e.x/%E6%96%B0", "http://e.x/%E6%96%B0"),
        ("http://e.x/a#b#c", "http://e.x/a#b%23c"),
        # a percent sign that begins no escape
        ("http://e.x/50%", "http://e.x/50%25"),
        ("http://e.x/50%-a?b=5%5#%zz", "http://e.x/50%25-a?b=5%255#%25zz"),
        # commas in paths are eastmoney's
        (
            "http://finance.eastmoney.com/news/1350,202112.html",
            "http://finance.eastmoney.com/news/1350,202112.html",
        ),
        # user, port, IPv6
        ("http://user:pass@E.x:8080/", "http://user:pass@e.x:8080/"),
        ("http://50%@e.x/", "http://50%25@e.x/"),
        ("http://用户@e.x/", "http://%E7%94%A8%E6%88%B7@e.x/"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
        ("ftp://e.x/a", "ftp://e.x/a"),
        # no host needed
        ("mailto:a@e.x?subject=你 好", "mailto:a@e.x?subject=%E4%BD%A0%20%E5%A5%BD"),
        ("mailto:50%@e.x", "mailto:50%25@e.x"),
        ("tel:+86 10", "tel:+86%2010"),
        ("magnet:?xt=urn:btih:1&dn=文", "magnet:?xt=urn:btih:1&dn=%E6%96%87"),
    ],
)
def test_a_reference_becomes_an_absolute_address_in_ascii(reference: str, expected: str) -> None:
    assert expected == make_absolute(BASE, reference)


@pytest.mark.parametrize(
    "reference",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "about:blank",
        "http:///path",
        "http://:80/",
        "http://e.x:port/",
        "http://e.x:99999/",
        "http://[::1/",
        "http://[1.2]/",
        "http://a b/",
        "http://%41/",
        'http://a"b/',
        "http://例..子/",
        f"http://{'例' * 64}/",
    ],
)
def test_what_no_reader_can_follow_is_no_address(reference: str) -> None:
    assert make_absolute(BASE, reference) is None


@pytest.mark.parametrize("reference", ["http://e.x/\ud800", "http://\ud800@e.x/", "?\ud800", "#\ud800"])
def test_half_a_surrogate_pair_is_no_address(reference: str) -> None:
    assert make_absolute(BASE, reference) is None


@pytest.mark.parametrize("host", ["[fe80::1%中]", "[v1.中:]", "[v1.a]", '[fe80::1%a"b]'])
def test_brackets_do_not_carry_other_characters_into_an_address(host: str) -> None:
    assert make_absolute(BASE, f"http://{host}/") is None


@pytest.mark.parametrize(
    ("reference", "whole"), [("mailto://a@e.x", "mailto:a@e.x"), ("tel://112", "tel:112")]
)
def test_an_address_is_not_emptied(reference: str, whole: str) -> None:
    assert make_absolute(BASE, reference) in {None, whole}


@given(base=references, reference=references)
@example(base=BASE, reference="http://[v1.中:]/")
@example(base=BASE, reference="mailto:////e.x")
def test_an_address_is_ascii_and_stays_what_it_is(base: str, reference: str) -> None:
    address = make_absolute(base, reference)

    if address is not None:
        assert address.isascii()
        assert address == make_absolute(BASE, address)


@given(
    base=st.sampled_from(
        [BASE, "http://e.x/", "https://e.x", "https://u@e.x:80/a/", "HTTP://E.X/a", "mailto:a"]
    ),
    start=st.sampled_from(
        ["", "/", "//", "/a", "//h.x/", "http://h.x/", "https://a-b.c1/d/", "https://h.x", "./"]
    ),
    rest=st.text(alphabet="aZ0/.-_~!$&'()*+,;=:@?%4#| é", max_size=12),
)
@example(base=BASE, start="/", rest="a/../b")
@example(base=BASE, start="//h.x/", rest="a/../b")
@example(base=BASE, start="http://h.x/", rest="a;?")
def test_what_is_plainly_an_address_is_what_taking_it_apart_gives(base: str, start: str, rest: str) -> None:
    assert _resolve(base, start + rest) == make_absolute(base, start + rest)


@given(
    base=st.builds(
        Base,
        page=st.sampled_from([BASE, "http://e.x/", "https://e.x", "HTTP://E.X/a", "mailto:a"]),
        original=st.sampled_from([None, "http://news.example/a/1.html"]),
        own_parts=st.just(frozenset({"a"})),
        has_liquid_left=st.booleans(),
    ),
    start=st.sampled_from(["", "/", "//h.x/", "//h.x/a/", "//H.x/", "http://h.x/", "https://a-b.c1/d/"]),
    rest=st.text(alphabet="aZ0/.-_~!$'()*+,;=:@?%4#| é", max_size=12),
)
@example(base=Base(page=BASE), start="//h.x/", rest="a/../b")
@example(base=Base(page=BASE), start="//h.x/", rest="a?b=%40")
@example(base=Base(page=BASE, has_liquid_left=True), start="//h.x/", rest="%7B%7Ba")
def test_the_address_of_a_plain_link_is_settled_as_any_other_is(base: Base, start: str, rest: str) -> None:
    attributes = base.settle_link(f' href="{start}{rest}"')

    assert attributes is None or attributes == f' href="{base.resolve(start + rest)}"'


def test_most_links_are_plain() -> None:
    base = Base(page=BASE)

    assert ' href="http://h.x/a?b=c"' == base.settle_link(' href="http://h.x/a?b=c"')
    assert ' href="https://h.x/%E4%BA%91(b).html"' == base.settle_link(' href="//h.x/%E4%BA%91(b).html"')


@given(reference=references)
def test_an_address_holds_nothing_that_ends_an_attribute_or_a_line(reference: str) -> None:
    address = make_absolute(BASE, reference) or ""

    assert set() == set(address) & set(' \t\r\n"<>\\^`{|}')


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://User@Example.COM:8080/a", "example.com"),
        ("http://[2001:DB8::1]/", "2001:db8::1"),
        ("mailto:a@e.x", ""),
    ],
)
def test_the_host_is_in_lower_case_and_alone(url: str, expected: str) -> None:
    assert expected == host_of(url)


# FROZEN: entry ids are made with it. Addressable 2.9.0's own results.
@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("HTTPS://E.X/A", "https://e.x/A"),
        ("https://e.x", "https://e.x"),
        ("https://e.x/中 文", "https://e.x/%E4%B8%AD%20%E6%96%87"),
        ("https://e.x/%e4%b8%ad", "https://e.x/%E4%B8%AD"),
        ("https://e.x/e\u0301", "https://e.x/%C3%A9"),
        ("https://e.x/e%CC%81", "https://e.x/%C3%A9"),
        ("https://e.x/ａ①㈱ﬁ", "https://e.x/%EF%BD%81%E2%91%A0%E3%88%B1%EF%AC%81"),
        ("https://e.x/100%25", "https://e.x/100%25"),
        ("https://e.x/a%2Fb", "https://e.x/a%2Fb"),
        ("https://e.x/%7Ea", "https://e.x/~a"),
        ("https://e.x/a?b=ü c#d?é", "https://e.x/a?b=%C3%BC%20c#d?%C3%A9"),
        ("https://e.x/%FF", "https://e.x/%FF"),
        ("https://例子.测试/a", "https://xn--fsqu00a.xn--0zwm56d/a"),
        ("http://E.x:80/a", "http://e.x/a"),
        ("https://e.x:443/a", "https://e.x/a"),
        ("https://e.x:80/a", "https://e.x:80/a"),
        # bytes that are no UTF-8, a dot behind the host, ways that lead back
        ("https://e.x/a%E4b/é", "https://e.x/a%E4b/%C3%A9"),
        ("https://e.x./a", "https://e.x/a"),
        ("https://e.x/a/../b/./c", "https://e.x/b/c"),
        ("https://e.x/a/b/..", "https://e.x/a/"),
        ("https://e.x/a/%2E%2E/b/.", "https://e.x/b/"),
        ("https://e.x//../a", "https://e.x//a"),
        ("https://e.x/..", "https://e.x/"),
    ],
)
def test_an_address_is_normalised_as_addressable_does_it(iri: str, expected: str) -> None:
    assert expected == normalise(iri)


@given(st.lists(st.one_of(st.text(), st.sampled_from(_PIECES))).map("".join))
def test_a_normalised_address_stays_what_it_is(path: str) -> None:
    normalised = normalise(f"https://e.x/{path}")

    assert normalised.isascii()
    assert normalised == normalise(normalised)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("/author/10", "https://news.example/author/10"),
        ("b.html", "https://news.example/a/b.html"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
        ("http://other.example/", "http://other.example/"),
        ("", "https://e.x/cat/1.html"),
        ("#note", "https://e.x/cat/1.html#note"),
        ("/", "https://e.x/"),
        ("../", "https://e.x/"),
        ("/assets/a.png", "https://e.x/assets/a.png"),
        ("../cat/", "https://e.x/cat/"),
        ("/category/cat.html", "https://e.x/category/cat.html"),
        ("javascript:x()", None),
    ],
)
def test_a_relative_address_of_a_copied_page_is_one_of_that_page_or_of_the_site_s_own_files(
    reference: str, expected: str | None
) -> None:
    base = Base(
        page="https://e.x/cat/1.html",
        original="https://news.example/a/1.html",
        own_names=frozenset({"assets"}),
        own_parts=frozenset({"cat"}),
    )

    assert expected == base.resolve(reference)
