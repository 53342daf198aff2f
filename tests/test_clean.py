"""Cleaning keeps every word, drops what no reader may see, and leaves nothing unsafe."""

import re
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedtool import markup
from feedtool.clean import sanitise, split_article
from feedtool.errors import PostError
from feedtool.model import Block, Link, Removal
from feedtool.rules import ElementRule
from feedtool.urls import Base

BASE = Base(page="https://e.x/cat/2020/01/04/post.html")

# What feed-specs and the W3C validator let pass in content; written down apart from the code that is tested.
SAFE_TAGS = frozenset(
    "a abbr address audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp small "
    "source strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr".split()
)
SAFE_ATTRIBUTES = frozenset(
    "alt cite colspan controls datetime dir headers height href hreflang kind label lang poster reversed "
    "rowspan scope span src srclang start title type value width".split()
)


def clean(source: str) -> str:
    return "\n".join(block.html for block in sanitise(split_article(source, BASE).blocks) if block.html)


def read_words(source: str) -> list[str]:
    """Read the words of a fragment with another parser than ours."""
    tree = html5lib.parseFragment(source, treebuilder="etree", namespaceHTMLElements=False)
    return "".join(_walk_text(tree)).split()


def _walk_text(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str):  # else a comment
        yield element.text or ""
        for child in element:
            yield from _walk_text(child)
            yield child.tail or ""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>一</p>\n <p>二</p>", "<p>一</p>\n<p>二</p>"),
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("<div><p>a</p>tail<div>b<br>c</div></div>", "<p>a</p>\n<p>tail</p>\n<p>b<br>c</p>"),
        ('<center><img src="a.jpg"></center>', '<p><img src="https://e.x/cat/2020/01/04/a.jpg"></p>'),
        ("<font color=red>x <b>y</b></font>", "<p>x <b>y</b></p>"),
        ("<span><p>a</p></span>", "<p>a</p>"),
        ('<strike class="k">falsch</strike> <s>x</s>', "<p><s>falsch</s> <s>x</s></p>"),
        ("<h2>港口开放<p>导语。</p></h2>", "<p>港口开放</p>\n<p>导语。</p>"),
        ('<a href="/b"><div></div>港口</a>', '<p><a href="https://e.x/b">港口</a></p>'),
        ("<strong><p>a</p><p>b</p></strong>", "<strong><p>a</p><p>b</p></strong>"),
        (
            "<blockquote>q<div>a</div>b<div>c<p>d</p></div></blockquote>",
            "<blockquote>q<p>a</p>b<p>c</p><p>d</p></blockquote>",
        ),
        ("<u>a<div>b</div></u>", "<u>a<p>b</p></u>"),
        ("<li>stray</li>", "<p>stray</p>"),
        (
            "<form><fieldset><legend>Ort</legend>Stadt<button>Los</button><button>Nein</button></fieldset>x</form>",
            "<p>Ort</p>\n<p>Stadt Los  Nein </p>\n<p>x</p>",
        ),
        ("a<select><option>x<option>y</select>b<textarea>c</textarea>", "<p>a  x  y  b c </p>"),
        ("<p>\u3000一<br>\u3000\u3000二<br>&nbsp;<b>三</b></p>", "<p>一<br>二<br><b>三</b></p>"),
        (
            '<amp-img src="/a.jpg"><noscript><img src="/b.jpg"></noscript></amp-img><AMP-anim src="/c.gif">',
            '<p><img src="https://e.x/a.jpg"><img src="https://e.x/c.gif"></p>',
        ),
        (
            '<amp-iframe src="//v.x/1"><amp-img src="/p.jpg"></amp-img></amp-iframe><amp-ad>x</amp-ad>',
            '<p><a href="https://v.x/1">https://v.x/1</a>x</p>',
        ),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<table><tr><td colspan=2>1<td>2</table>",
            '<table><tbody><tr><td colspan="2">1</td><td>2</td></tr></tbody></table>',
        ),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        ("5 < 6 & <特别> &lt;b&gt;", "<p>5 &lt; 6 &amp; &lt;特别&gt; &lt;b&gt;</p>"),
        ("<!-- c --><p></p><p><br></p><p>&nbsp;</p>", ""),
        ("x<script>s</script><style>t</style><noscript>n</noscript>", "<p>x</p>"),
        ('<a href="javascript:x()" onclick="y">k</a>', "<p>k</p>"),
        ('<a name="n">k</a>', "<p>k</p>"),
        ('<img src="data:image/png;base64,AA" alt="图">', "<p>图</p>"),
        ('<p class="c" id="i" style="color:red" onmouseover="x">t</p>', "<p>t</p>"),
        (
            '<a href="/一 二.html?a=1&amp;b=2">k</a>',
            '<p><a href="https://e.x/%E4%B8%80%20%E4%BA%8C.html?a=1&amp;b=2">k</a></p>',
        ),
        ("a&#8;b&#xfdd0;c&#xfffd;", "<p>abc</p>"),
        ("<p>vor<iframe></iframe></p>", "<p>vor</p>"),
        ('<p>a<iframe src="/v" width="1"></iframe><img src="/p" height=1></p>', "<p>a</p>"),
        ('<img src="/p" height=400 width=1>', '<p><img height="400" src="https://e.x/p" width="1"></p>'),
        ('<iframe src="//v.x/1">a<br>b<i>c<p>', '<p><a href="https://v.x/1">https://v.x/1</a></p>'),
        (
            '<iframe src="//v.x/1"></iframe>',
            '<p><a href="https://v.x/1">https://v.x/1</a></p>',
        ),
        (
            '<video src="/v.mp4"></video>',
            '<p><video src="https://e.x/v.mp4"><a href="https://e.x/v.mp4">https://e.x/v.mp4</a></video></p>',
        ),
        (
            '<audio><source src=" "><source src="data:x"><source src="/a.ogg"><source src="/a.mp3"></audio>',
            (
                '<p><audio><source src="https://e.x/a.ogg"><source src="https://e.x/a.mp3">'
                '<a href="https://e.x/a.ogg">https://e.x/a.ogg</a></audio></p>'
            ),
        ),
        (
            '<video poster="/p.jpg"><source data-src="/v.mp4" type="video/mp4"></video>',
            (
                '<p><video poster="https://e.x/p.jpg"><source src="https://e.x/v.mp4" type="video/mp4">'
                '<a href="https://e.x/v.mp4">https://e.x/v.mp4</a></video></p>'
            ),
        ),
        ("<p>vor<audio><source></audio></p>", "<p>vor<audio></audio></p>"),
        (
            '<video src="/v.mp4"><a name="n">k</a></video>',
            '<p><video src="https://e.x/v.mp4">k<a href="https://e.x/v.mp4">https://e.x/v.mp4</a></video></p>',
        ),
        (
            '<video src="/v.mp4"><a href="/d">k</a></video>',
            '<p><video src="https://e.x/v.mp4"><a href="https://e.x/d">k</a></video></p>',
        ),
        (
            '<p>x</p><a href="/p"><video src="/v.mp4"></video><p>d</p></a>',
            (
                '<p>x</p>\n<a href="https://e.x/p"><video src="https://e.x/v.mp4">https://e.x/v.mp4</video>'
                "<p>d</p></a>"
            ),
        ),
        (
            '<a href="/p"><audio src="/a.mp3">Ton</audio></a>',
            '<p><a href="https://e.x/p"><audio src="https://e.x/a.mp3">Ton</audio></a></p>',
        ),
        (
            '<a href="/p">a<iframe src="/v"></iframe><p>d</p></a><p>e</p>',
            '<a href="https://e.x/p">a<p>d</p></a>\n<p><a href="https://e.x/v">https://e.x/v</a></p>\n<p>e</p>',
        ),
        ('<img src="/x.gif" data-src="/y.jpg">', '<p><img src="https://e.x/y.jpg"></p>'),
        (
            '<picture><source srcset="/b.webp 2x"><source src="data:x"><img src="/a.jpg"></picture>',
            '<p><picture><img src="https://e.x/a.jpg"></picture></p>',
        ),
        ("<p>\u3000\u3000缩进</p><p>\u3000<b>粗</b></p>", "<p>缩进</p>\n<p><b>粗</b></p>"),
        ('<p STYLE="Display : None">weg</p>da', "<p>da</p>"),
        ("", ""),
        ("mere text", "<p>mere text</p>"),
    ],
)
def test_html_comes_out_as_readers_can_show_it(source: str, expected: str) -> None:
    assert expected == clean(source)


@pytest.mark.parametrize("selector", ["*", ":root", ":has(> p)", "p"])
def test_a_rule_of_the_site_sees_every_element_and_none_that_is_not_of_the_article(selector: str) -> None:
    rule = ElementRule(name="mine", selector=selector, action="remove")

    article = split_article("<p>eins</p>\n<p>zwei <b>drei</b></p>", BASE, (rule,))

    texts = [removal.text for removal in article.removals]
    expected: list[str] = [] if selector in {":root", ":has(> p)"} else ["eins", "zwei drei"]
    assert expected == texts


def test_a_rule_of_the_site_can_find_nothing_in_nothing() -> None:
    rule = ElementRule(name="mine", selector="p", action="unwrap")

    assert () == split_article("", BASE, (rule,)).blocks


def test_a_hidden_element_goes_and_is_counted() -> None:
    article = split_article('<p style="display:none;height:1px">weg <b>x</b></p><p>da</p>', BASE)

    assert (Removal(rule="hidden", text="weg x"),) == article.removals
    assert (Block(tag="p", html="<p>da</p>", text="da"),) == article.blocks


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "display: none",
        "DISPLAY : None",
        "display:none !important",
        "color:red; visibility: hidden",
        ";display:none;;height:0",
        "display:block;display:none",
        "display:none!important;display:block",
    ],
)
def test_a_style_that_hides_an_element_hides_it(style: str) -> None:
    article = split_article(f'<p style="{style}">weg</p><p>da</p>', BASE)

    assert ["da"] == [block.text for block in article.blocks]
    assert (Removal(rule="hidden", text="weg"),) == article.removals


@pytest.mark.parametrize(
    "attribute",
    [
        'style="display:none-x"',
        'style="display:nonesuch"',
        'style="x-display:none"',
        'style="display:none !importantly"',
        'style="display:none;display:block"',
        'style="display:block!important;display:none"',
        'style=""',
        'aria-hidden="true"',
        'title="display:none;hidden"',
        'class="hidden"',
    ],
)
def test_what_only_sounds_hidden_is_shown(attribute: str) -> None:
    article = split_article(f'<p {attribute}>da<img src="/a.jpg"></p>', BASE)

    assert ["da"] == [block.text for block in article.blocks]
    assert ["https://e.x/a.jpg"] == [image for block in article.blocks for image in block.images]
    assert () == article.removals


def test_text_on_both_sides_of_a_hidden_element_is_one_paragraph() -> None:
    assert "<p>ab</p>" == clean("a<div hidden>x</div>b")


def test_what_lies_inside_a_removed_element_is_not_removed_twice() -> None:
    article = split_article('<div hidden>a<p style="display: none">b</p></div>', BASE)

    assert (Removal(rule="hidden", text="a b"),) == article.removals


def test_a_widget_link_inside_a_sentence_leaves_its_words() -> None:
    source = (
        '<p>宣布为<span id="stock_1"><a href="http://quote.example/u" class="keytip">蔚蓝</a></span>'
        '<span id="quote_1"></span>供货。</p>'
    )

    article = split_article(source, BASE)

    assert ["宣布为蔚蓝供货。"] == [block.text for block in article.blocks]
    assert ["<p>宣布为蔚蓝供货。</p>"] == [block.html for block in sanitise(article.blocks)]
    assert (Removal(rule="keytip", text="http://quote.example/u"),) == article.removals


def test_an_element_that_two_rules_unwrap_is_unwrapped_once() -> None:
    article = split_article('<a class="keytip infokey" href="/x">蔚蓝</a>', BASE)

    assert ["蔚蓝"] == [block.text for block in article.blocks]
    assert (Removal(rule="infokey", text="/x"),) == article.removals


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('src="/a.jpg" srcset="/b.jpg 2x"', "a.jpg"),
        ('srcset="/a.jpg 1x, /b.jpg 2.5x, /c.jpg 2x"', "b.jpg"),
        ('srcset="/a.jpg 320w,/b.jpg 640w,  /c.jpg 480w"', "b.jpg"),
        ('srcset="/a.jpg, /b.jpg"', "a.jpg"),
        ('srcset="/a.jpg 320w 200h, /b.jpg 640w 400h"', "b.jpg"),
        ('srcset="/w_1,h_1/a.jpg 1x, /w_2,h_2/b.jpg 2x"', "w_2,h_2/b.jpg"),
        ('srcset="data:image/gif;base64,R0lG 9x, /b.jpg 1x"', "b.jpg"),
        ('data-srcset="/a.jpg 1x, /b.jpg 2x" src="data:image/gif;base64,R0lG"', "b.jpg"),
        ('src=" " data-srcset="/a.jpg 1x"', "a.jpg"),
        ('src="/blank.gif" data-src="/a.jpg" srcset="/b.jpg 2x"', "a.jpg"),
        ('src="/a.jpg" data-src=""', "a.jpg"),
        ('src="/a.jpg" data-original="data:x"', "a.jpg"),
        ('src="/a.jpg" data-lazy="/b.jpg"', "b.jpg"),
        ('data-lazy-srcset="/s.jpg 1x, /l.jpg 2x"', "l.jpg"),
    ],
)
def test_an_image_has_the_best_of_its_addresses(attributes: str, expected: str) -> None:
    (block,) = split_article(f"<img {attributes}>", BASE).blocks

    assert (f"https://e.x/{expected}",) == block.images


@pytest.mark.parametrize("attributes", ['src=" "', 'data-src="data:x"', 'srcset=","', 'data-srcset=""'])
def test_an_image_without_any_address_leaves_its_words(attributes: str) -> None:
    assert "<p>ein Bild</p>" == clean(f'<img alt="ein Bild" {attributes}>')


@pytest.mark.parametrize(
    "source",
    [
        '<img class="lazy"><noscript><img src="/a.jpg" onload=x></noscript>',
        '<img src="data:image/gif;base64,R0" alt="x">\n <noscript><p><img src="/a.jpg"></p></noscript>',
        '<noscript><img src="/a.jpg"></noscript> <img data-x="/a.jpg">',
        '<noscript><img src="/a.jpg"></noscript><img class="lazy"><noscript><img src="/b.jpg"></noscript>',
    ],
)
def test_an_image_that_only_a_script_would_show_is_taken_from_the_noscript_beside_it(source: str) -> None:
    assert '<p><img src="https://e.x/a.jpg"></p>' == clean(source).replace("\n ", "")


@pytest.mark.parametrize(
    "source",
    [
        '<img src="/b.jpg"><noscript><img src="/a.jpg"></noscript>',
        '<img src="/b.jpg"><noscript>Please <iframe><img src="/a.jpg"></iframe></noscript>',
        '<noscript><img src="/a.jpg"></noscript><p><img src="/b.jpg"></p>',
        '<img><noscript>Please <b>enable</b></noscript><img src="/b.jpg">',
        '<img><noscript><img src="data:x"></noscript><img src="/b.jpg">',
    ],
)
def test_any_other_noscript_goes(source: str) -> None:
    assert '<p><img src="https://e.x/b.jpg"></p>' == clean(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>\n   text\n   <b>fett</b>\n</p>\n", "text fett"),
        ("<p>\n  <b>\n fett</b> text\n</p>", "fett text"),
        ("<div>\n\n  text <i>schräg</i>\n</div>\n", "text schräg"),
        ("\n\t<div>\n<p>\n<br>\n text</p>\n\n</div>", "text"),
    ],
)
def test_the_white_space_of_pretty_printed_html_is_harmless(source: str, expected: str) -> None:
    (block,) = split_article(source, BASE).blocks

    assert expected == block.text
    assert re.match(r"<p>(?:<br?>)*\w", block.html)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Das <iPhone> und <T>", "Das und"),  # as in a browser: they are tags, and what they hold is text
        ("Das <iPhone>Neue</iPhone>", "Das Neue"),
        ("a<svg><text>b</text><title>c</title></svg><math><mi>d</mi></math>e", "ae"),
        ("a<title>b</title><template>c</template><!-- d -->e", "ae"),
    ],
)
def test_tags_that_html_has_not_and_words_that_are_no_text_go_uncounted(source: str, expected: str) -> None:
    article = split_article(source, BASE)

    assert [expected] == [block.text for block in article.blocks]
    assert () == article.removals


def test_a_character_that_is_dropped_makes_no_tag_of_what_was_none() -> None:
    assert "<p>xy</p>" == clean("x<iframe></ifr\x01ame><b></iframe>y<noscript></noscr\x01ipt><b></noscript>")


def test_an_address_that_no_feed_may_hold_is_counted() -> None:
    assert (Removal(rule="bad-address", text="//["),) == split_article('<a href="//[">k</a>', BASE).removals


def test_a_block_knows_its_links_its_images_and_whether_it_shows_more_than_text() -> None:
    (block,) = split_article('<p>见<a href="/a"> 甲 <b>乙</b></a><img src="//i.x/b.png"></p>', BASE).blocks

    assert "见 甲 乙" == block.text
    assert (Link(url="https://e.x/a", text="甲 乙"),) == block.links
    assert ("https://i.x/b.png",) == block.images
    assert block.has_media


def test_the_ends_of_blocks_and_line_breaks_part_words() -> None:
    (block,) = split_article("<details><summary>a</summary>b<br>c</details>", BASE).blocks

    assert "a b c" == block.text


def test_elements_nested_too_deep_are_a_problem_of_the_post_and_not_a_crash() -> None:
    with pytest.raises(PostError) as caught:
        split_article("<div>" * 5000 + "x", BASE)

    assert "nesting-too-deep" == caught.value.code


def test_an_article_whose_divisions_were_never_closed_is_published() -> None:
    blocks = split_article("".join(f"<div>{number}" for number in range(500)), BASE).blocks

    assert 500 == len(blocks)


def test_text_around_plain_paragraphs_keeps_its_place() -> None:
    blocks = split_article("vor<p>eins</p>zwischen<p>zwei</p><hr>", BASE).blocks

    assert ["vor", "eins", "zwischen", "zwei", ""] == [block.text for block in blocks]


WORDS = st.lists(
    st.from_regex(r"w[0-9]{1,3}|字[一二三四五]{1,3}|&amp;|&lt;b&gt;", fullmatch=True), max_size=4
).map(" ".join)
# No table parts here: HTML moves text out of a broken table, and the order of words with it. Nor elements
# whose content is no text of an article (script), or that rules take out.
NAMES = st.sampled_from(
    "p div span b i em strong a center font blockquote ul li ol h2 section u sub pre code figure x-y dl "
    "dd".split()
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' href="/a?b=1&c=2"',
        ' href="javascript:x"',
        ' class="k"',
        ' style="color:red"',
        ' onclick="x"',
        " id=q",
    ]
)


@st.composite
def fragments(draw: st.DrawFn) -> str:
    """Make an HTML fragment, tags well nested or not, with words between them."""
    pieces = []
    for _ in range(draw(st.integers(0, 12))):
        name = draw(NAMES)
        tag = draw(st.sampled_from([f"<{name}{draw(ATTRIBUTES)}>", f"</{name}>", "<br>", "<!-- c -->", "\n"]))
        pieces += [tag, " ", draw(WORDS), " "]
    return "".join(pieces)


# What media stand in and hold, well nested or not.
MEDIA = st.sampled_from(
    [
        '<a href="/p">',
        "<a name=n>",
        "</a>",
        '<video src="/v.mp4">',
        "<video>",
        "</video>",
        '<audio src="/a.mp3">',
        "<audio>",
        "</audio>",
        '<source src="/s.ogg">',
        '<source src="data:x">',
        '<iframe src="/f"></iframe>',
        '<img src="/i.jpg">',
        "<img alt=w0>",
        '<noscript><img src="/n.jpg"></noscript>',
        "<picture><source srcset=/l.jpg>",
        "</picture>",
    ]
)


@st.composite
def media(draw: st.DrawFn) -> str:
    """Make an HTML fragment of media in links and blocks and the other way about."""
    block = st.sampled_from("p div blockquote ul li h2 b figure figcaption".split())
    pieces = []
    for _ in range(draw(st.integers(0, 10))):
        end = draw(st.sampled_from(["", "/"]))
        pieces.append(draw(st.one_of(MEDIA, block.map(f"<{end}{{}}>".format), st.sampled_from(["w", " "]))))
    return "".join(pieces)


@given(fragments())
def test_every_word_comes_out_once_and_in_order(source: str) -> None:
    assert read_words(source) == read_words(clean(source))


@given(st.text(alphabet="<>/=\"'& \x01-!abipnoscrtfme", max_size=60), st.text(max_size=20))
def test_whatever_stands_in_a_file_can_be_read(source: str, text: str) -> None:
    split_article(f"<iframe>{source}<noscript>{text}</iframe>{source}", BASE)


@given(st.one_of(fragments(), st.text(alphabet="<>/=\"'& abpimgsrcdiv\n!-", max_size=60)))
def test_cleaning_twice_is_cleaning_once(source: str) -> None:
    once = clean(source)

    assert once == clean(once)


@given(media())
@example('<p>x</p><a href="/p"><video src="/v.mp4"></video><p>d</p></a>')
def test_cleaning_media_twice_is_cleaning_them_once(source: str) -> None:
    once = clean(source)

    assert once == clean(once)


@given(
    st.one_of(
        fragments(), st.text(max_size=80), st.from_regex(r"(<[a-z]{1,8}( [a-z]{2,8}=[a-z:/]{1,9})?>){1,6}")
    )
)
def test_nothing_outside_the_allow_list_comes_out(source: str) -> None:
    tree = html5lib.parseFragment(clean(source), treebuilder="etree", namespaceHTMLElements=False)

    elements = list(tree.iter())[1:]
    assert set() == {str(element.tag) for element in elements} - SAFE_TAGS
    assert set() == {name for element in elements for name in element.attrib} - SAFE_ATTRIBUTES


@given(fragments())
def test_every_address_is_absolute_and_ascii(source: str) -> None:
    addresses = re.findall(r'(?:href|src|cite|poster)="([^"]*)"', clean(source))

    assert [] == [address for address in addresses if not re.fullmatch(r"https?://[!-~]+", address)]


#: What plain Markdown is rendered as, and what a parser would make something else of.
_PIECES = st.sampled_from(
    (
        *"甲aZ0 .,;'\"=/&<>\t\n\r\x00\x1f\x7f\x85\xa0\xad\u200b\u2028\u3000\ufdd0\ufeff\ufffd\uffff",
        "\U0001f600",
        "<p>",
        "</p>",
        "</p>\n",
        "<h2>",
        "</h2>",
        "<blockquote>",
        "<blockquote>\n",
        "</blockquote>",
        '<p class="甲 b">',
        '<p style="a:b;">',
        '<p style="a" style="b">',
        '<p id=a onclick="b">',
        '<a href="//e.x/a_b">',
        '<a href="https://e1.example/?a=b">',
        '<a href="http://1.2.3.4.5/">',
        '<a href="http://xn--a.x/">',
        '<a href="http://e.x/a//../.">',
        '<a href="javascript:a">',
        '<a href="../a(b)/%E4%">',
        '<a href="/:b">',
        '<a href="x:/b">',
        "<a>",
        "</a>",
        "<b>",
        "<!-- a -->",
        "&amp;",
        "&#65;",
    )
)
_insides = st.one_of(st.lists(_PIECES, max_size=8).map("".join), st.text(max_size=8))
_hosts = st.from_regex(r"\A(?:[a-z0-9-]+\.)+[a-z]{2,4}\Z")
_links = st.builds(
    '<a href="{}//{}/{}">{}</a>'.format,
    st.sampled_from(("", "http:", "https:")),
    _hosts,
    st.text(alphabet="aZ9/.,_=-?%()", max_size=8),
    _insides,
)
_paragraphs = st.builds(
    "<{0}{1}>{2}{3}</{0}>{4}".format,
    st.sampled_from(("p", "h2", "blockquote")),
    st.sampled_from(("", ' class="a b"', ' style="甲&gt;"', ' onclick="a"')),
    _insides,
    _links,
    _insides,
)


@given(st.one_of(_insides, st.lists(_paragraphs, max_size=3).map("\n".join)).map(lambda it: it + "\n"))
@example('<p>甲</p>\n<p><a href="https://e.example/a">乙</a>｜丙</p>\n')
@example("<p>\n甲</p>\n")
@example("<p></p>\n")
@example('<p><a href="//1.x.ab/"></a></p>\n')
@example('<p><a href="//a--b.-c.ab/"></a><a href="//x-n--a.ab/"></a></p>\n')
@example("<p>甲</p>\n<h2>乙</h2>\n<blockquote>\n<p>丙</p>\n</blockquote>\n<p><b>丁</p>戊")
@example("<p>甲</p> \n乙</p>")
@example('<p>甲</p>\ufeff<p id="a" data-a="b">乙</p>')
def test_what_is_taken_for_the_normal_form_is_what_the_parser_writes(source: str) -> None:
    assert markup._parse(source) == markup.normalise(source)


@given(
    st.builds("<{0}>{1}</{0}>".format, st.sampled_from(("p", "h1", "h6", "div", "script", "pre")), _insides)
)
@example("<p>\n甲</p>")
@example("<h6> 甲\u3000\t</h6>")
@example("<h1></h1>")
@example(
    '<p>甲<a href="https://e.example/a?b=c&amp;d"><img src="https://e.example/a" width="1"></a><b>乙</b></p>'
)
@example("<blockquote>\n<p>甲</p>\n</blockquote>")
def test_what_is_taken_for_safe_the_sanitiser_gives_as_it_is(html: str) -> None:
    assert not markup.is_safe(html) or html == markup.sanitise(html)


def test_plain_paragraphs_need_neither_parser_nor_sanitiser() -> None:
    assert markup._NORMAL.fullmatch('<p>甲“乙”</p>\n<p>丙<a href="//e.example/a.html">丁</a></p>\n')
    assert markup.is_safe("<p>甲，it's.</p>")
    assert markup.is_safe('<p>甲<b>乙</b><a href="https://e.example/a?b=c&amp;d">丙</a></p>')
    assert not markup.is_safe('<p><a href="//e.example/a.html">丁</a></p>')
    assert not markup.is_safe('<p><b class="a">乙</b></p>')


def test_what_a_rule_takes_out_has_no_html() -> None:
    gone = Block(tag="p", html="<script>甲</script>", text="甲", rule="keytip")
    kept = Block(tag="p", html="<p>乙<script>甲</script><b>丙</b></p>", text="乙丙")

    assert ["", "<p>乙<b>丙</b></p>"] == [block.html for block in sanitise((gone, kept))]
