"""What looks like a word for the source and is none: nobody is credited who did not write the article."""

import pytest
from build import make_config
from test_credit import CONFIG, credit, draft

from feedtool.condense import find_problems
from feedtool.credit import decide
from feedtool.rule_settings import read_rules

OWNER = ("林站长", "site", None)
LINK = "https://a.example/1"


@pytest.mark.parametrize(
    "line",
    [
        '（文章来源：上海<span id="x"><a href="http://quote.example/1">证券</a></span>报）',
        '（文章来源：<a href="https://baike.example/shanghai">上海</a>证券报）',
    ],
)
def test_a_link_on_a_part_of_an_outlets_name_is_not_the_original(line: str) -> None:
    assert credit(f"<p>正文。</p><p>{line}</p>") == ("上海证券报", "credit-line", None)


@pytest.mark.parametrize("shown", ["上海证券报", "上海 证券报", "来源：上海证券报"])
def test_a_link_on_the_whole_name_is(shown: str) -> None:
    line = f'（文章来源：<a href="{LINK}">{shown.removeprefix("来源：")}</a>）'

    assert credit(f"<p>正文。</p><p>{line}</p>") == ("上海证券报", "credit-line", LINK)


@pytest.mark.parametrize(
    "sentence",
    [
        "Via Roma is the main street of Turin",
        "Via del Corso is closed to traffic",
        "Source: it was raining",
        "Sources: a look back",
        "Source: own research",
        "(Source: our own measurements)",
    ],
)
def test_an_english_sentence_that_begins_like_a_credit_line_credits_nobody_and_stays(sentence: str) -> None:
    for body in (f"{sentence}\n\nIt rained.", f"It rained.\n\n{sentence}"):
        assert credit(body) == OWNER
        assert sentence in draft(body).text


@pytest.mark.parametrize(
    "name",
    [
        "Reuters",
        "The New York Times",
        "South China Morning Post",
        "Institute for the Study of War",
        "AT&T Newsroom",
        "eWeek",
        "example.org",
        "新华社",
    ],
)
def test_an_english_line_with_a_name_is_a_credit_line(name: str) -> None:
    for line in (f"Source: {name}", f"via {name}", f"(Source: {name})"):
        assert credit(f"It rained.\n\n{line}")[:2] == (name, "credit-line")


def test_an_english_line_with_a_link_is_a_credit_line_however_it_is_written() -> None:
    assert credit(f"It rained.\n\nSource: [the harbour office]({LINK})") == (
        "the harbour office",
        "credit-line",
        LINK,
    )


@pytest.mark.parametrize(
    "end",
    [
        f"## References\n\n<{LINK}>",
        f"## 参考资料\n\n<{LINK}>",
        f"参考：\n\n<{LINK}>",
        f"- <{LINK}>",
        f"1. <{LINK}>",
        f"You may obtain a copy of it at\n\n<{LINK}>",
        f"You may obtain a copy of it at\n\n<{LINK}>\n\nUnless agreed to in writing.",
        f"For the whole table, see\n\n<{LINK}>",
    ],
)
def test_references_are_no_original(end: str) -> None:
    body = f"正文。\n\n{end}"

    assert credit(body) == OWNER
    assert LINK in draft(body).text


@pytest.mark.parametrize(
    "note",
    [
        "本文不是转载自 [某博客](https://a.example/1)，请勿误解。",
        "我们没有找到原文：https://a.example/1 已经失效",
        "原文 [here](https://a.example/1) 的评论很精彩",
    ],
)
def test_a_sentence_about_an_original_gives_none(note: str) -> None:
    assert credit(f"正文。\n\n{note}") == OWNER


def test_a_note_that_names_the_original_gives_it() -> None:
    assert credit(f"正文。\n\n本文转载自 [某博客]({LINK})，有删节。")[2] == LINK


@pytest.mark.parametrize(
    ("body", "outlets"),
    [
        ("央行今日操作。（海豚社）\n\n某公司发布年报。（证券时报）", ()),
        ("某公司发布年报。（证券时报）\n\n央行今日操作。（海豚社）", ()),
        ("央行今日操作。（附名单）\n\n某公司发布年报。（证券时报）", ("证券时报",)),
    ],
)
def test_the_digest_of_an_outlet_that_nobody_knows_is_not_its_neighbours(
    body: str, outlets: tuple[str, ...]
) -> None:
    assert decide(draft(body).evidence, frozenset(), CONFIG).outlets == outlets


def test_once_it_is_known_both_are_credited() -> None:
    body = "央行今日操作。（海豚社）\n\n某公司发布年报。（证券时报）"

    assert decide(draft(body).evidence, frozenset({"海豚社"}), CONFIG).outlets == ("海豚社", "证券时报")


def test_a_parenthesis_that_says_where_an_article_is_from_is_no_name() -> None:
    assert credit("正文。（本文来自第一财经）") == OWNER


@pytest.mark.parametrize(
    ("tag", "source", "rule"),
    [("技术周刊", "Sam", "author"), ("杭州日报新闻", "杭州日报", "tag")],
)
def test_who_signs_a_post_is_surer_than_a_tag_that_may_be_a_series_of_the_site(
    tag: str, source: str, rule: str
) -> None:
    assert credit("正文。", f"author: Sam\ntags: [{tag}]")[:2] == (source, rule)


@pytest.mark.parametrize("file", ["_drafts/foo.md", "foo.md", "/var/lib/post", "notes/a"])
def test_a_file_that_a_post_was_made_of_is_no_outlet(file: str) -> None:
    assert credit("正文。", f"source: {file}") == OWNER


def test_a_credit_line_that_contradicts_the_front_matter_is_told() -> None:
    (problem,) = find_problems(draft("正文。\n\n（文章来源：人民日报）", "source: 新华社"), CONFIG)

    assert problem.code == "credit-conflict"
    assert problem.message == (
        "the front matter names 新华社, who is credited, and the credit line 人民日报; "
        "mend the one that is wrong"
    )


def test_so_is_one_that_contradicts_the_author_beside_the_address_of_an_original() -> None:
    header = "author: Jane Roe\nsource_url: https://post.example/a"
    (problem,) = find_problems(draft("正文。\n\n（来源：河岸日报）", header), CONFIG)

    assert ("credit-conflict", "Jane Roe") == (problem.code, credit("正文。（来源：河岸日报）", header)[0])
    assert () == find_problems(draft("正文。\n\n（来源：河岸日报）", "author: Jane Roe"), CONFIG)
    assert () == find_problems(draft("正文。\n\n（来源：Jane Roe）", header), CONFIG)


def test_another_name_of_the_same_outlet_is_no_contradiction() -> None:
    rules = read_rules({"aliases": {"新华网": "新华社"}})
    post = draft("正文。\n\n（文章来源：新华网）", "source: 新华社")

    assert find_problems(post, make_config(rules=rules)) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "他在读一本书（经济学人杂志）",
        "他订了一份报（人民日报）。",
        "他订了一份报（人民日报）",
        "她在两家报社工作过（海港日报、人民日报）",
        "今年利润增长5%（新华社）",
        "He subscribes to two papers (海港日报)",
        "他说得很清楚：（人民日报）",
        "他们去了一趟（海港日报）（三天）",
    ],
)
def test_a_parenthesis_inside_a_sentence_is_no_source_of_a_digest(sentence: str) -> None:
    for body in (sentence, f"正文。\n\n{sentence}", f"> {sentence}\n\n正文。"):
        assert credit(body) == OWNER
        assert sentence in draft(body).text


def test_a_parenthesis_without_a_full_stop_before_it_is_one_where_the_archive_knows_the_outlet() -> None:
    for body in ("今年利润增长5%（新华社）", "> 渡轮今日改点（新华社）\n\n正文。"):
        assert credit(body, known=("新华社",))[:2] == ("新华社", "digest")
    assert credit("他订了一份报（人民日报）。", known=("人民日报",)) == OWNER


@pytest.mark.parametrize(
    "digest",
    [
        "船今日靠港。（海港日报）",
        "船今日靠港！ (海港日报)",
        "船长说：“开船。”（海港日报）",
        "船长说：「开船。」（海港日报）",
        "船今日靠港……（海港日报）",
        "The ship is in. （海港日报）",
        "船今日靠港。（记者 李四）（海港日报）",
        "（海港日报）",
    ],
)
def test_the_parenthesis_behind_a_sentence_that_has_ended_is_one(digest: str) -> None:
    assert credit(f"> {digest}\n\n正文。")[:2] == ("海港日报", "digest")


def test_where_a_paragraph_may_be_a_digest_or_a_sentence_none_of_them_is_credited() -> None:
    assert credit("船长订了一份报（海豚社）\n\n船今日靠港。（海港日报）") == OWNER
    assert credit("一张表看懂（附名单）\n\n船今日靠港。（海港日报）")[:2] == ("海港日报", "digest")


def test_an_archive_whose_digests_have_no_full_stops_can_say_so() -> None:
    config = make_config(rules=read_rules({"off": ["part-of-sentence"]}))

    assert decide(draft("船今日靠港（海港日报）", config=config).evidence, frozenset(), config).outlets == (
        "海港日报",
    )


@pytest.mark.parametrize(
    "names",
    [
        "新华社 路透",
        "路透 新华社",
        "路透 海港日报",
        "路透 海港 日报",
        "海港日报 海豚 晚报",
        "路透 彭博",
        "德国 之声",  # nothing tells it from two
        "Reuters 新华社",
        "路透 证券日报",
    ],
)
def test_names_with_a_space_between_them_are_never_one_name(names: str) -> None:
    for body, front_matter in (
        (f"正文。\n\n（文章来源：{names}）", ""),
        (f"正文。\n\n来源：{names}", ""),
        ("正文。", f"source: {names}"),
    ):
        assert credit(body, front_matter) == OWNER
    for body in (f"正文。\n\n（文章来源：{names}）", f"正文。\n\n来源：{names}"):
        assert [problem.code for problem in find_problems(draft(body), CONFIG)] == ["credit-unreadable"]


@pytest.mark.parametrize(
    ("line", "outlets"),
    [
        ("来源：上海 证券报", ("上海证券报",)),
        ("来源：央视 新闻客户端", ("央视新闻客户端",)),
        ("来源：第一 财经 日报", ("第一财经日报",)),
        ("来源：《路透 彭博》", ("路透彭博",)),
        ("来源：海港日报 新华社", ("海港日报", "新华社")),
        ("Source: The Harbour Post", ("The Harbour Post",)),
    ],
)
def test_the_parts_of_one_name_are_put_together(line: str, outlets: tuple[str, ...]) -> None:
    assert decide(draft(f"正文。\n\n{line}").evidence, frozenset(), CONFIG).outlets == outlets


def test_a_name_with_a_space_is_one_if_the_settings_have_it() -> None:
    config = make_config(rules=read_rules({"outlets": ["德国 之声"]}))

    for post in (
        draft("正文。\n\n来源：德国 之声", config=config),
        draft("正文。", "tags: [德国 之声]", config=config),
    ):
        assert decide(post.evidence, frozenset(), config).outlets == ("德国之声",)


def test_two_names_in_a_tag_or_an_author_are_not_made_one() -> None:
    assert credit("正文。", "tags: [路透 海港日报]") == OWNER
    assert credit("正文。", f"author: 路透 海港日报\nsource_url: {LINK}") == (
        "路透 海港日报",
        "front-matter",
        LINK,
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://twitter.com/harbour",
        "https://x.com/harbour/",
        "https://www.facebook.com/harbour",
        "https://www.zhihu.com/people/abc",
        "https://space.bilibili.com/123",
        "https://weibo.com/u/123456",
        "https://mastodon.example/@harbour",
        "https://medium.com/@harbour",
        "https://github.com/harbour",
        "https://t.me/harbour",
        "https://www.linkedin.com/in/harbour/",
        "https://github.com/harbour/tide-tables/blob/main/README.md",
        "https://gitlab.com/harbour/tide-tables",
        "https://pypi.org/project/tides/",
        "https://creativecommons.org/licenses/by/4.0/",
        "http://www.apache.org/licenses/LICENSE-2.0",
        "https://harbour.example/",
        "http://harbour.example",
        "https://harbour.example/index.html#top",
        "https://item.taobao.com/item.htm?id=1",
        "https://shop.harbour.example/boats/1",
        "https://www.amazon.co.uk/dp/B000",
    ],
)
def test_a_bare_link_that_leads_to_no_article_is_no_original_and_stays(address: str) -> None:
    made = draft(f"正文。\n\n<{address}>")

    assert credit(f"正文。\n\n<{address}>") == OWNER
    assert address in made.text
    assert credit(f"正文。\n\n<{LINK}>\n\n<{address}>")[2] == LINK
    assert credit(f"正文。\n\n来源：[海港日报]({address})") == ("海港日报", "credit-line", None)


@pytest.mark.parametrize(
    "address",
    [
        "https://twitter.com/harbour/status/1",
        "https://weibo.com/123456/AbCdEf",
        "https://www.facebook.com/story.php?story_fbid=1&id=2",
        "https://medium.com/@harbour/the-tide-1",
        "https://zhuanlan.zhihu.com/p/1",
        "https://t.me/harbour/17",
        "https://harbour.example/?p=17",
        "https://harbour.example/news",
        "https://aws.amazon.com/blogs/harbour",
        "https://jd.example/1",
        "https://example.com/x.com/harbour",
    ],
)
def test_a_bare_link_to_an_article_on_such_a_site_is_one(address: str) -> None:
    assert credit(f"正文。\n\n<{address}>")[2] == address


def test_a_link_that_is_said_to_lead_to_the_original_does() -> None:
    address = "https://harbour.example/"

    assert credit(f"正文。\n\n原文：<{address}>")[2] == address
    assert credit("正文。", f"source_url: {address}")[2] == address


def test_the_settings_say_which_addresses_are_no_article_s() -> None:
    rules = [{"name": "gallery", "pattern": "/gallery/"}]
    config = make_config(rules=read_rules({"no_originals": rules, "off": ["no-original-profile"]}))

    for address, original in (
        ("https://a.example/gallery/1", None),
        ("https://twitter.com/harbour", "https://twitter.com/harbour"),
    ):
        assert draft(f"正文。\n\n<{address}>", config=config).evidence.original_url == original


def test_a_source_line_before_a_link_to_no_article_still_counts() -> None:
    assert credit("正文。\n\n来源：海港日报\n\n<https://twitter.com/harbour>")[:2] == (
        "海港日报",
        "credit-line",
    )
