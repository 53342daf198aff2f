"""Measure what it costs to clean one ordinary post: ``python benchmarks/clean.py``.

Two shapes of about 5 KB are composed here, the same ones on every run: the posts that the archive is made of,
and an article as scrapers take it, wrapped and styled. The peer parses the same body with BeautifulSoup and
writes it out again, which is the least that a cleaner built on it would do.

A fourth of the time goes to nh3, which parses twice; the rest is mostly one walk over the tags after the
other. What was tried and did not help enough to be kept:

- a BeautifulSoup tree of those elements only that are no plain paragraphs, with one builder for all of them,
  or with lxml's parser: 14 microseconds a tag to build and 5 to write, so that a small table, a list and two
  figures cost more than the whole article does now
- a pattern of possessive quantifiers to read the tags with: a tenth of a step that is a twentieth of all
- fewer attributes let through by the normaliser; another pattern for illegal characters; no garbage collector
"""

import time
from collections.abc import Callable
from dataclasses import replace

from bs4 import BeautifulSoup

from feedtool.chrome import mark_chrome
from feedtool.clean import sanitise, split_article
from feedtool.config import settle
from feedtool.evidence import read_evidence
from feedtool.model import Block, Post, RawPost
from feedtool.post import parse_post
from feedtool.settings import Settings
from feedtool.urls import Base

_REPEATS = 15
_CALLS = 40

_SITE = b"url: https://finews.example.org\ntimezone: Asia/Shanghai\nlang: zh-CN\n"
_CONFIG = settle(Settings(), _SITE)
_HEAD = b"---\ntitle: \xe6\xa0\x87\xe9\xa2\x98\ndate: 2022-05-26 10:00:00 +0800\ncategories: lanwan\n---\n"

_SENTENCES = (
    "澜湾港务集团周二表示，三号码头的岸桥改造比原计划提前两个月完成，夜间作业的噪声下降了近一半。",
    "据记者了解，改造后的岸桥由岸上的控制室操作，一名司机可以同时照看三台，效率提高了大约两成。",
    "“过去夏天在驾驶室里要带三壶水，现在坐在空调房里看屏幕就可以了。”在码头工作了十九年的司机说。",
    "统计显示，今年前四个月，澜湾港完成集装箱吞吐量一百二十六万标准箱，比去年同期增长百分之七点三。",
    "当地的渔民合作社则希望港区把防波堤外侧的旧泊位留给小船，双方约定六月再谈一次。",
)
_PROSE = (
    "The harbour office said on Tuesday that the third quay will reopen two months earlier than planned. ",
    "Noise at night has fallen by almost half since the cranes are run from a room on the shore. ",
    "Fishermen ask that the old berths outside the breakwater stay open to small boats. ",
    "Both sides agreed to meet again in June, when the figures of the spring are known. ",
)


def _name_share(code: str, name: str) -> str:
    """Write the link that a site's script lays over the name of a company."""
    return (
        f'<span id="stock_{code}"><a href="http://quote.example/unify/r/{code}" class="keytip" '
        f'data-code="{code}">{name}</a></span><span id="quote_{code}"></span>'
    )


def compose_archived() -> str:
    """Compose a post of the archive: paragraphs, widgets in mid sentence, images, a credit line."""
    shares = [_name_share(f"1.60{number:04}", name) for number, name in enumerate(("澜湾港", "云岭重工"))]
    image = (
        '<center><img src="https://img.example/{}.jpg" alt="Image" width="552" style="padding:3px;"></center>'
    )
    chart = (
        '<p style="text-align:center;"><a href="http://quote.example/unify/r/1.600000" class="EmImageRemark" '
        'target="_blank"><img src="https://chart.example/GetPic?nid=1.600000&amp;type=k" border="0" '
        'alt="K图 1.600000" style="border:#d1d1d1 1px solid;" width="578" height="276"></a></p>'
    )
    paragraphs = [f"<p>{_SENTENCES[number % 5]}{_SENTENCES[(number + 2) % 5]}</p>" for number in range(12)]
    paragraphs.insert(0, '<p style="display:none;height:1px;overflow:hidden;"><br></p>' + chart)
    paragraphs.insert(3, f"<p>受此影响，{shares[0]}与{shares[1]}早盘走高。{_SENTENCES[1]}</p>")
    paragraphs.insert(5, image.format("a") + '<p style="text-align:center;">图片来源：澜湾港务</p>')
    paragraphs.insert(7, "<p><strong>渔民希望留下旧泊位</strong></p>")
    paragraphs.insert(
        9, f'<p>{_SENTENCES[3]}<a href="http://data.example/bbsj/" class="infokey">业绩</a>好于预期。</p>'
    )
    source = '<a href="http://quote.example/unify/r/1.601" class="keytip" data-code="1,601">澜湾证券</a>'
    home = "//finews.example.org/"
    back = f'<a href="{home}category/lanwan.html">返回</a>｜<a href="{home}">返回首页</a>'
    paragraphs += [
        f'<p class="em_media">（文章来源：<span id="stock_1.601">{source}</span>报）</p>',
        '\n<p><a href="http://finance.example/news/1158.html">http://finance.example/news/1158.html</a></p>',
        f"\n<p>{back}</p>\n",
    ]
    return "".join(paragraphs)


def compose_scraped() -> str:
    """Compose an article as it is scraped: wrapped in containers, its elements with classes and styles."""
    prose = ["".join(_PROSE[number % 4 :] + _PROSE[: number % 4]).strip() for number in range(7)]
    link = '<a class="inline-link" href="{}" target="_blank" rel="noopener nofollow">the port\'s figures</a>'
    figure = (
        '<figure class="wp-block-image size-large"><img loading="lazy" class="wp-81" src="/media/{}.jpg" '
        'alt="The quay" width="1024" height="683"><figcaption>The quay in spring</figcaption></figure>'
    )
    rows = "".join(f"<tr><td>{year}</td><td>{year % 7} million</td></tr>" for year in (2020, 2021, 2022))
    items = "".join(f'<li class="point">{sentence}</li>' for sentence in _PROSE[:3])
    return (
        '<article class="post post-81" id="post-81"><div class="entry-content clearfix">\n'
        f'  <p class="lead"><strong>{prose[0]}</strong></p>\n  {figure.format("a")}\n'
        f'  <p class="body-text">{prose[1]} See {link.format("/figures?y=2022&amp;m=4")}.</p>\n'
        f'  <section class="part"><h2 class="wp-block-heading">Night work</h2>\n'
        f'  <p class="body-text"><span style="font-size: 16px;">{prose[2]}</span></p>\n'
        f'  <ul class="list">{items}</ul>\n  <p>{prose[3]}<br><em>{_PROSE[3]}</em></p></section>\n'
        f'  <div class="text">{_PROSE[0]}<br><br>{_PROSE[1]} {link.format("https://port.example/b")}<br>\n'
        f'  {_PROSE[2]}</div>\n  <h3 class="wp-block-heading">In figures</h3>\n'
        '  <table class="data"><thead><tr><th>Year</th><th>Boxes</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>\n  {figure.format('b')}\n"
        f'  <p style="text-align: justify;"><span style="color: #333;">{prose[4]}</span></p>\n'
        f'  <p class="body-text">{prose[5]} <b>{_PROSE[2]}</b></p>\n  <p>{prose[6]}</p>\n'
        f'  <p class="source">Source: {link.format("https://harbour.example/1")}</p>\n</div></article>\n'
    )


def make_post(body: str) -> Post:
    """Make the post that has a body."""
    path = "_posts/2022-05-26-a.html"
    post = parse_post(RawPost(path=path, folder="_posts", data=_HEAD), _CONFIG)
    if post is None:
        raise AssertionError("the post of the benchmark is to be published")
    return replace(post, body=body)


def measure(work: Callable[[], object]) -> float:
    """Give the milliseconds that a call takes: the best of several repeats, which noise only makes longer."""
    best = float("inf")
    for _ in range(_REPEATS):
        start = time.perf_counter()
        for _ in range(_CALLS):
            work()
        best = min(best, (time.perf_counter() - start) / _CALLS)
    return best * 1000


def measure_stages(body: str) -> dict[str, float]:
    """Measure each stage that a body goes through, all of them in one, and the peer."""
    post = make_post(body)
    article = split_article(body, Base(page=post.url))
    marked = mark_chrome(article.blocks, post, _CONFIG)
    _, blocks = read_evidence(post, marked, _CONFIG)

    def clean() -> tuple[Block, ...]:
        article = split_article(body, Base(page=post.url))
        marked = mark_chrome(article.blocks, post, _CONFIG)
        return sanitise(read_evidence(post, marked, _CONFIG, stated=article.stated)[1])

    return {
        "split_article": measure(lambda: split_article(body, Base(page=post.url))),
        "mark_chrome": measure(lambda: mark_chrome(article.blocks, post, _CONFIG)),
        "read_evidence": measure(lambda: read_evidence(post, marked, _CONFIG)),
        "sanitise": measure(lambda: sanitise(blocks)),
        "in total": measure(clean),
        "peer: BeautifulSoup": measure(lambda: str(BeautifulSoup(body, "html.parser"))),
    }


def main() -> None:
    """Print what each stage costs, for each shape of post."""
    for name, body in (("archived", compose_archived()), ("scraped", compose_scraped())):
        print(f"{name}: {len(body.encode())} bytes, {body.count('<')} tags; milliseconds a post")
        stages = measure_stages(body)
        for stage, milliseconds in stages.items():
            print(f"  {stage:<20} {milliseconds:6.3f}")
        print(f"  {'in total / peer':<20} {stages['in total'] / stages['peer: BeautifulSoup']:6.2f}")


if __name__ == "__main__":
    main()
