"""The rule that an audit writes for a recurring block, pasted as it is, takes out that block and no other."""

import html
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from archives import make_post, read_items, write_archive
from build import make_config, make_raw
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from feedtool.audit_text import render_audit
from feedtool.model import Draft
from feedtool.pipeline import generate
from feedtool.prepare import prepare
from feedtool.questions import audit
from feedtool.recurring import Recurring, blocks_of, find_recurring
from feedtool.recurring_rules import write_rule
from feedtool.rules import DEFAULT_RULES, Rules
from feedtool.settings import Settings, load_settings

NUMBERS = "甲乙丙丁"


def write_site(folder: Path, make_block: Callable[[int], str]) -> Path:
    """Write posts that have the block between a first and a last paragraph of their own."""
    posts = {
        f"_posts/2021-12-0{n + 1}-{n}.html": make_post(
            f"<p>货轮{it}进港。</p>\n{make_block(n)}\n<p>货轮{it}离港。</p>", title=f"货轮{it}"
        )
        for n, it in enumerate(NUMBERS)
    }
    return write_archive(folder, dict(posts))


def paste_rules(folder: Path, site: Path) -> Settings:
    """Audit an archive, and write all rules that it gives into a settings file."""
    path = folder / "feedtool.toml"
    path.write_text("\n".join(map(write_rule, audit(Settings(), str(site)).recurring)), encoding="utf-8")
    return load_settings(path)


@pytest.mark.parametrize(
    "make_block",
    [
        pytest.param(lambda _: "<p>本文不构成投资建议。</p>", id="exact"),
        pytest.param(lambda n: f"<p>本文阅读 {n * 99} 次，热线 0571-{n}。</p>", id="digits"),
        pytest.param(lambda n: f'<p>上一篇：<a href="/{n}">货轮{NUMBERS[n]}</a>。</p>', id="link"),
        pytest.param(
            lambda n: f'<p><a href="/{n}">货轮 {n}</a> | <a href="/x">{NUMBERS[n]}</a> 看完</p>',
            id="links and digits",
        ),
        pytest.param(lambda n: f'<p><a href="https://a.example/{n}">更多精彩</a></p>', id="a link alone"),
        pytest.param(lambda _: "<ul><li>关注我们</li><li>扫码下载</li></ul>", id="list"),
        pytest.param(lambda n: f"<blockquote><p>编者按 {n}</p><p>仅供参考</p></blockquote>", id="quotation"),
        pytest.param(lambda n: f"<pre>第 {n} 行\n  下一行</pre>", id="lines"),
        pytest.param(lambda _: "<p>a|b (c) [d] {e} ^f$ g.h* i+ j? \\k \\d</p>", id="signs of patterns"),
        pytest.param(lambda _: "<p>It's \"quoted\" 'twice' \"\"\" ''' \\\" \\u0041 #x</p>", id="quotes"),
        pytest.param(lambda _: "<p>零宽\u200b与\u00adBOM\ufeff</p>", id="invisible characters"),
        pytest.param(lambda _: "<p>&lt;b&gt;不是标签&lt;/b&gt; &amp;amp;</p>", id="markup as text"),
        pytest.param(lambda n: f"<p>０{n} 与 {n}０ 与 ٣{n}</p>", id="digits of other scripts"),
        pytest.param(lambda _: "<table><tr><td>广告位招租</td></tr></table>", id="table"),
        pytest.param(lambda n: f"<table><tr><td>热线</td><td>{n}</td></tr></table>", id="table with digits"),
        pytest.param(lambda _: '<p><img src="/images/logo.png"></p>', id="image"),
        pytest.param(lambda _: '<p>扫码下载<img src="/code.png"></p>', id="image and text"),
        pytest.param(
            lambda _: '<figure><img src="/a.png"><figcaption>It\'s (a)</figcaption></figure>', id="caption"
        ),
        pytest.param(lambda _: '<p><img src="/图片/标志.png"></p>', id="image of a Chinese name"),
        pytest.param(lambda _: '<p><img src="/wait.gif" data-src="/logo.png"></p>', id="late image"),
        pytest.param(
            lambda _: '<p><img src="https://cdn.example/logo.png?v=1&amp;w=2"></p>', id="image elsewhere"
        ),
        pytest.param(lambda _: '<p><img src="/a.png"> <img src="/b/\'c\'.png"></p>', id="two images"),
        pytest.param(
            lambda _: '<a href="/app"><img src="/images/app.png" alt="下载"></a>', id="linked image"
        ),
    ],
)
def test_the_rules_of_an_audit_take_out_what_recurs_and_nothing_else(
    tmp_path: Path, make_block: Callable[[int], str]
) -> None:
    site = write_site(tmp_path / "site", make_block)
    settings = paste_rules(tmp_path, site)

    report = generate(settings, str(site), tmp_path / "feeds")

    expected = {f"<p>货轮{it}进港。</p>\n<p>货轮{it}离港。</p>" for it in NUMBERS}
    assert expected == {item["content_html"] for item in read_items(tmp_path / "feeds")}
    assert () == report.problems
    assert set(report.removed) == settings.rules.own != frozenset()
    assert settings.rules.own.isdisjoint(report.unused_rules)
    assert () == audit(settings, str(site)).recurring


def test_the_rules_that_an_audit_prints_can_be_pasted_as_they_stand(tmp_path: Path) -> None:
    site = write_site(
        tmp_path / "site", lambda n: f"<p>阅读 {n} 次</p><p>'甲' \"乙\" \\</p><img src='/a.png'>"
    )
    printed = render_audit(audit(Settings(), str(site)))
    lines = [line for line in printed.splitlines() if re.match(r"\s*(\[\[|(name|pattern|images) = )", line)]
    (tmp_path / "feedtool.toml").write_text("\n".join(lines), encoding="utf-8")

    generate(load_settings(tmp_path / "feedtool.toml"), str(site), tmp_path / "feeds")

    expected = {f"<p>货轮{it}进港。</p>\n<p>货轮{it}离港。</p>" for it in NUMBERS}
    assert expected == {item["content_html"] for item in read_items(tmp_path / "feeds")}


def test_the_rule_for_an_image_takes_out_no_other_image(tmp_path: Path) -> None:
    others = ["/old/logo.png", "/mylogo.png", "/logo.png?2", "https://cdn.example/logo.png"]
    site = write_site(
        tmp_path / "site", lambda n: f'<p><img src="/logo.png"></p><p><img src="{others[n]}"></p>'
    )

    generate(paste_rules(tmp_path, site), str(site), tmp_path / "feeds")

    expected = {"https://news.example.org" + it if it.startswith("/") else it for it in others}
    assert expected == {item["image"] for item in read_items(tmp_path / "feeds")}


def test_the_rule_for_a_list_of_links_is_done_with_a_longer_list_at_once(tmp_path: Path) -> None:
    def write(number: int, count: int) -> str:
        links = (f'<a href="/{number}-{n}">条{NUMBERS[number]}{NUMBERS[n % 4]}</a>' for n in range(count))
        return f"<p>相关：{' | '.join(links)}又</p>"

    site = write_site(tmp_path / "site", lambda n: write(n, 12))
    settings = paste_rules(tmp_path, site)
    (site / "_posts" / "2021-12-09-long.html").write_text(
        make_post(write(0, 60).replace("又</p>", "完</p><p>尾声。</p>"), title="长"), encoding="utf-8"
    )

    report = generate(settings, str(site), tmp_path / "feeds")

    # Were it to try every place for every link, this would not end in a lifetime.
    assert (5, (), 4) == (report.published, report.problems, sum(report.removed.values()))


def prepare_all(bodies: Sequence[str], rules: Rules) -> list[Draft]:
    drafts = []
    for number, body in enumerate(bodies):
        text = f"---\ntitle: 标题{number}\n---\n{body}\n"
        made = prepare(make_raw(f"_posts/2021-12-08-{number}.html", text), make_config(rules=rules))
        assert made is not None
        drafts.append(made)
    return drafts


def find_all(drafts: Sequence[Draft], fewest: int) -> tuple[Recurring, ...]:
    return find_recurring(lambda: map(blocks_of, drafts), fewest)


def take_out(bodies: Sequence[str]) -> tuple[list[Draft], frozenset[str]]:
    """Prepare posts by the rules that those blocks get that all of them have, and give the rules' names."""
    found = find_all(prepare_all(bodies, DEFAULT_RULES), len(bodies))
    written = "\n".join(map(write_rule, found))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feedtool.toml"
        path.write_text(written, encoding="utf-8")
        rules = load_settings(path).rules
    return prepare_all(bodies, rules), rules.own


ODD = st.text(
    alphabet=st.sampled_from("'\"\\|.*+?()[]{}^$#&<>~- \t0９七甲éא\u200b\u3000\U0001f600"), max_size=12
)


@given(text=ODD | st.text(max_size=12))
@settings(max_examples=200)
def test_whatever_a_block_says_its_rule_finds_it(text: str) -> None:
    notice = f"声明{text}本文"
    near = [f"{notice}又", f"又{notice}", notice.replace("声明", "声名"), notice[:-1]]
    bodies = [
        "".join(f"<p>{html.escape(words)}</p>" for words in (f"新闻{it}。", notice, f"{near[n]}{it}"))
        for n, it in enumerate(NUMBERS)
    ]
    (before, *_) = prepare_all(bodies, DEFAULT_RULES)
    assume(3 == len(before.blocks) and before.blocks[1].rule is None)

    drafts, names = take_out(bodies)

    for made in drafts:
        assert [False, True, False] == [block.rule in names for block in made.blocks]


@given(
    pieces=st.lists(ODD, min_size=2, max_size=4),
    links=st.lists(st.lists(ODD, min_size=3, max_size=3), min_size=4, max_size=4),
    numbers=st.lists(st.integers(0, 10**6), min_size=4, max_size=4),
)
@settings(max_examples=200)
def test_whatever_digits_and_links_a_block_has_its_rule_finds_it(
    pieces: list[str], links: list[list[str]], numbers: list[int]
) -> None:
    def write(number: int) -> str:
        parts = [html.escape(f"上期{pieces[0]}")]
        for piece, link in zip(pieces[1:], links[number], strict=False):
            end = NUMBERS[number] if len(link) % 2 else number
            parts.append(f'<a href="/{number}">{html.escape(link)}{end}</a>{html.escape(piece)}')
        return f"<p>{''.join(parts)}共{numbers[number]}篇</p>"

    bodies = [f"<p>新闻{it}。</p>{write(n)}<p>新闻{it}完。</p>" for n, it in enumerate(NUMBERS)]
    found = find_all(prepare_all(bodies, DEFAULT_RULES), len(bodies))
    assume(1 == len(found))

    drafts, names = take_out(bodies)

    for made in drafts:
        assert [False, True, False] == [block.rule in names for block in made.blocks]


def test_the_name_of_a_rule_is_the_same_in_every_run_and_another_for_another_block() -> None:
    bodies = [f"<p>新闻{it}。</p><p>本文不构成建议</p><p>关注 {n}</p>" for n, it in enumerate(NUMBERS)]
    found = find_all(prepare_all(bodies, DEFAULT_RULES), 4)

    written = [tomllib.loads(write_rule(it))["rules"]["blocks"][0] for it in found]

    assert [
        {"name": "recurring-ba9d7024", "pattern": "本文不构成建议"},
        {"name": "recurring-f158d68f", "pattern": r"关注\ \d+"},
    ] == written
