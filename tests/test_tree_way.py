"""Reading an article tag by tag gives exactly what reading it as a tree of elements gives."""

import tree_way
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from sample import SAMPLE, sample_settings

from feedtool import clean, markdown
from feedtool.archive import open_archive, read_post
from feedtool.clean import Article
from feedtool.config import settle
from feedtool.errors import PostError
from feedtool.post import parse_post
from feedtool.post_folders import find_posts
from feedtool.rules import ELEMENT_RULES, ElementRule
from feedtool.urls import Base

BASE = Base(page="https://e.x/cat/2020/01/04/post.html")

#: Its selector is more than a simple one: with it in the list, every rule goes to the CSS engine.
NEVER = ElementRule(name="never", selector="p:not(p)", action="remove")
#: Rules as a site may add them, before those that are built in.
OWN = (
    ElementRule(name="keep-words", selector=".k, i.widget", action="unwrap"),
    ElementRule(name="share", selector="div.share, [title*='ad']", action="remove"),
    *ELEMENT_RULES,
)


def comparable(article: Article) -> tuple[object, ...]:
    """Give an article with its HTML as one writer writes it: ``<br>`` or ``<br/>``, it is the same."""
    blocks = [
        (
            block.tag,
            str(BeautifulSoup(block.html, "html.parser")),
            block.text,
            block.links,
            block.images,
            block.has_media,
            block.cite,
        )
        for block in article.blocks
    ]
    return blocks, article.removals, article.stated


def assert_one_way_is_the_other(source: str, rules: tuple[ElementRule, ...] = ELEMENT_RULES) -> None:
    expected = comparable(tree_way.split_article(source, BASE.page, rules))

    assert expected == comparable(clean.split_article(source, BASE, rules))
    assert expected == comparable(clean.split_article(source, BASE, (*rules, NEVER)))


NAMES = st.sampled_from(
    "div article main section center p p p h2 h1 blockquote ul li dl dt dd pre figure figcaption table "
    "tr td details summary address span span font a a a b strong em i u sup code mark picture iframe video "
    "audio noscript noscript q del strike svg iPhone button form fieldset legend select option "
    "textarea amp-img".split()
)
EMPTY_NAMES = st.sampled_from("br br hr img img img link source".split())
#: What rules look at, and what is shown whatever the element.
COMMON = [
    'class="x infokey"',
    'class="k widget"',
    'class="share"',
    'class="Keytip share-x"',
    "hidden",
    'style="display: NONE !important"',
    'style="color:red;visibility:hidden;"',
    'style="display:none-x"',
    'style="display:none; display:block"',
    'style="display:none!important; display:block;color:red"',
    'style=""',
    'aria-hidden="true"',
    "title=\"a &quot;b&quot; <c> 'd' &amp;lt; ad\"",
    'id="q"',
]
LINKED = [
    'href="/a?b=1&c=2"',
    'href="https://o.x/a"',
    'href="//o.x/%41"',
    'href="javascript:x"',
    'href="//["',
    'href=""',
    'class="keytip"',
    'rel="canonical nofollow"',
]
SOURCED = [
    'src="/i.jpg"',
    'src=" "',
    'src="data:image/gif;base64,R0"',
    'src="//["',
    'data-src="https://i.x/late.jpg"',
    'data-src="data:x"',
    'data-original=""',
    'srcset="/s.jpg 1x, /l.jpg 2x"',
    'data-srcset="/w5.jpg 500w, /w9.jpg 900w"',
    'data-lazy="/lazy.jpg"',
    'data-lazy-srcset="/w4.jpg 400w"',
    'alt="图 &amp; &quot;alt&quot;"',
    'width="1"',
    'height="1"',
    'width="600"',
    'poster="/p.jpg"',
]
QUOTED = ['cite="/q"', 'cite="//["']
OWN_ATTRIBUTES = {
    **dict.fromkeys(["a", "link"], LINKED),
    **dict.fromkeys(["img", "amp-img", "iframe", "video", "audio", "source"], SOURCED),
    **dict.fromkeys(["blockquote", "q", "del"], QUOTED),
    "td": ['colspan="2"', 'rowspan="2"'],
}
TEXTS = st.sampled_from(
    [
        "",
        " ",
        "\n  ",
        "字",
        "a b",
        "&nbsp;",
        "\u3000缩",
        "&lt;b&gt;",
        "&amp;nbsp;",
        "5 < 6",
        '"',
        "<!-- c -->",
    ]
)


@st.composite
def tags(draw: st.DrawFn, names: st.SearchStrategy[str]) -> tuple[str, str]:
    """Make the name and the tag of an element, mostly with attributes that mean something there."""
    name = draw(names)
    own = OWN_ATTRIBUTES.get(name, [])
    attributes = draw(st.lists(st.sampled_from([*COMMON, *own, *own, *own]), max_size=3))
    return name, " ".join([f"<{name}", *attributes]) + ">"


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    """Make HTML, mostly well nested, of all that rules and blocks are about."""
    pieces = []
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        pieces.append(draw(TEXTS))
        if draw(st.integers(0, 3)) == 0:
            _, tag = draw(tags(EMPTY_NAMES))
            pieces.append(tag)
        else:
            name, tag = draw(tags(NAMES))
            closing = draw(st.sampled_from(["", *[f"</{name}>"] * 4]))
            pieces += [tag, draw(elements(depth=depth - 1)), closing]
    return "".join([*pieces, draw(TEXTS)])


@given(elements(), st.sampled_from([ELEMENT_RULES, OWN]))
@example('<p>a<a class="keytip infokey" href="/x">b</a></p>', ELEMENT_RULES)
@example("a<div hidden>x</div>b", ELEMENT_RULES)
@example("<h2>a<p>b</p></h2><audio><source src=/a></audio>", ELEMENT_RULES)
@example('<img srcset="/s.jpg 1x, /l.jpg 2x">', ELEMENT_RULES)
@example("<summary>a</summary>b<li>c</li>", ELEMENT_RULES)
@example("<blockquote>q<div>a<div>b</div>c</div></blockquote><b>x<div></div></b>", ELEMENT_RULES)
@example('<img alt="x"> <noscript><img src=/a.jpg></noscript><noscript><p>y</p></noscript>', ELEMENT_RULES)
@example('<noscript><img src=/a.jpg></noscript>\n<img alt="x">', ELEMENT_RULES)
@example("<audio src=/a><a href=/b>b</a></audio><video><a name=n>c</a></video><audio src=/d></audio>", OWN)
@example(
    "<a href=/p><video><source data-src=/a></video><iframe src=/b></iframe><iframe src=/c></iframe></a>", OWN
)
@example("<a href=/p><audio src=/a>b</audio>c</a><video><source src=x:><source src=/d></video>", OWN)
@example('<a rel="nofollow canonical" href=/a>a</a><a rel="canonicals" href=/b>b</a>', ELEMENT_RULES)
def test_an_article_read_tag_by_tag_is_the_one_that_is_read_as_a_tree(
    source: str, rules: tuple[ElementRule, ...]
) -> None:
    assert_one_way_is_the_other(source, rules)


def test_every_post_of_the_sample_is_read_both_ways_alike() -> None:
    with open_archive(str(SAMPLE)) as archive:
        config = settle(sample_settings(), archive.site_config)
        for file in find_posts(archive, config.archive.posts):
            try:
                post = parse_post(read_post(archive.root, file), config)
            except PostError:
                continue
            if post is not None:
                assert_one_way_is_the_other(markdown.render(post.body) if post.is_markdown else post.body)
