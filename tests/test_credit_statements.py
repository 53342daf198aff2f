"""Lines that state a source: which are read, which are told, and which are sentences about something else."""

import pytest
from build import condense, make_config
from test_credit import CONFIG, credit, draft

from feedtool.condense import find_problems
from feedtool.credit import decide, known_outlets
from feedtool.original_address import read_original
from feedtool.rule_settings import read_rules
from feedtool.unused_rules import find_unused_rules

OWNER = ("林站长", "site", None)
LINK = "https://harbour.example/1"


def codes(body: str, front_matter: str = "") -> list[str]:
    return [problem.code for problem in find_problems(draft(body, front_matter), CONFIG)]


# Persons


@pytest.mark.parametrize(
    "said",
    [
        "记者张三",
        "记者 张三",
        "记者：张三",
        "本報記者 張三 攝",
        "本报记者 李四 摄",
        "本报记者李四 王五",
        "特约通讯员 李四",
        "摄影师王小明",
        "编辑 王小明",
        "本台",
        "本台记者",
    ],
)
def test_a_reporter_is_nobody_to_credit(said: str) -> None:
    for line in (f"来源：{said}", f"（文章来源：{said}）"):
        assert credit(f"正文。\n\n{line}") == OWNER
        assert codes(f"正文。\n\n{line}") == []
        assert line in draft(f"正文。\n\n{line}").text


@pytest.mark.parametrize(
    "said", ["李四", "欧阳修", "王小明", "张三/文", "本报记者 李四、王五", "李四、海港日报", "李四/海港日报"]
)
def test_what_may_be_a_person_is_no_outlet_and_is_told(said: str) -> None:
    for line in (f"来源：{said}", f"（文章来源：{said}）"):
        body = f"正文。（河口晚报）\n\n{line}"

        assert credit(body, "tags: 河口晚报新闻") == OWNER
        assert codes(body) == ["credit-unreadable"]


def test_the_page_of_a_person_is_an_original_all_the_same() -> None:
    body = f"正文。\n\n来源：[李四]({LINK})"

    assert credit(body) == ("harbour.example", "site", LINK)
    assert codes(body) == []
    assert "来源：李四" in draft(body).text


@pytest.mark.parametrize(
    "name",
    [
        "虎嗅",
        "路透",
        "彭博",
        "雷锋网",
        "金融界",
        "马上财经",
        "王者日报",
        "新华社记者李四",
        "海港日报 记者 李四",
    ],
)
def test_an_outlet_may_begin_like_a_person(name: str) -> None:
    outlet = name.removesuffix("记者李四").removesuffix(" 记者 李四")

    assert credit(f"正文。\n\n来源：{name}")[:2] == (outlet, "credit-line")


def test_the_settings_know_that_a_name_is_an_outlet_s() -> None:
    for rules in ({"outlets": ["李四"]}, {"off": ["person-by-surname"]}):
        config = make_config(rules=read_rules(rules))
        made = draft("正文。\n\n来源：李四", config=config)

        assert decide(made.evidence, frozenset(), config).outlets == ("李四",)


# An address for a name


@pytest.mark.parametrize(
    "line",
    [
        f"来源：{LINK}",
        f"来源：<{LINK}>",
        f"来源：[{LINK}]({LINK})",
        f"来源：[harbour.example/1]({LINK})",
        f"（来源：{LINK}）",
        f"（文章来源：{LINK}）",
        f"Source: {LINK}",
        f"Via {LINK}",
        f"来源：{LINK}。",
    ],
)
def test_an_address_that_is_stated_as_the_source_is_the_original(line: str) -> None:
    for body in (f"正文。\n\n{line}", f"{line}\n\n正文。"):
        assert credit(body) == ("harbour.example", "site", LINK)
        assert draft(body).text == "正文。"
        assert codes(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"来源：海港日报\n\n正文。\n\n来源：{LINK}", ("海港日报", "credit-line", LINK)),
        (f"正文。\n\n作者：张三 来源：{LINK}", ("harbour.example", "site", LINK)),
        (f"正文。\n\n来源：{LINK}\n\n正文。\n\n正文。", OWNER),  # whose figures stand there
        (f"正文。\n\n![图](https://i.example/a.png)\n\n来源：{LINK}", OWNER),
        ("正文。\n\n来源：https://e.x/own.html", OWNER),
        ("正文。\n\n（文章来源：https://e.x/own.html）", OWNER),
    ],
)
def test_an_address_counts_where_a_name_would(body: str, expected: tuple[str, str, str | None]) -> None:
    assert credit(body) == expected
    assert codes(body) == []


@pytest.mark.parametrize(
    "body",
    [
        f"来源：{LINK}\n\n正文。\n\n来源：https://other.example/2",
        f"正文。\n\n（文章来源：[{LINK}]({LINK})<https://other.example/2>）",
        "正文。\n\n来源：harbour.example/1",
        f"正文。\n\nSource: {LINK}, https://other.example/2",
        f"正文。\n\n来源：见 {LINK}",
    ],
)
def test_of_addresses_between_which_nothing_tells_none_is_the_original(body: str) -> None:
    assert credit(body) == OWNER
    assert codes(body) == ["credit-unreadable"]


def test_an_address_in_a_line_is_no_original_if_the_rule_is_off() -> None:
    config = make_config(rules=read_rules({"off": ["credit-line-link"]}))

    assert draft(f"正文。\n\n来源：{LINK}", config=config).evidence.original_url is None


# Lines that say more than the source


@pytest.mark.parametrize(
    "line",
    [
        "稿源：海豚视界",
        "（稿源：海豚视界）",
        "来源丨海豚视界",
        "作者：张三 来源：海豚视界",
        "作者：张三  编辑：李四  来源：海豚视界",
        "文/张三 来源/海豚视界",
        "文丨张三 来源丨海豚视界",
        "記者：张三 來源：海豚视界",
        "文｜张三 编辑｜李四 稿源｜海豚视界",
        "来源：海豚视界 作者：张三",
        "来源：海豚视界 编辑/李四",
        "2024-03-01 08:00 来源：海豚视界",
        "2024年3月1日 来源：海豚视界",
        "发布时间：2024-03-01 08:00:11 来源：海豚视界",
    ],
)
def test_a_line_that_states_the_source_is_read_at_either_end(line: str) -> None:
    for body in (f"{line}\n\n正文。", f"正文。\n\n{line}"):
        made = draft(body)

        assert credit(body) == ("海豚视界", "credit-line", None)
        assert codes(body) == []
        # Who wrote it, and when, stays.
        assert all(word not in line or word in made.text for word in ("张三", "李四", "2024"))


def test_a_latin_name_in_a_chinese_line_is_one_however_it_is_written() -> None:
    assert credit("正文。\n\n作者：张三 来源：huxiu")[:2] == ("huxiu", "credit-line")


@pytest.mark.parametrize("line", ["稿源：海豚视界", "（稿源：海豚视界）"])
def test_a_line_that_states_nothing_but_the_source_goes(line: str) -> None:
    assert draft(f"正文。\n\n{line}").text == "正文。"


@pytest.mark.parametrize(
    ("line", "outlet", "original"),
    [
        (f"Originally published at [The Tide]({LINK})", "The Tide", LINK),
        (f"Originally published at [harbour.example]({LINK}).", "harbour.example", LINK),
        ("First published on harbour.example.", "harbour.example", None),
        ("This article first appeared on Wired.", "Wired", None),
        ("This post originally appeared on The Harbour Post", "The Harbour Post", None),
        (f"This article was originally published on [The Tide]({LINK}).", "The Tide", LINK),
        (f"This article was originally published by [The Tide]({LINK}).", "The Tide", LINK),
        (
            (
                "This article is republished from [The Tide](https://harbour.example) under a "
                f"Creative Commons license. Read the [original article]({LINK})."
            ),
            "The Tide",
            LINK,
        ),
        (f"The post [标题]({LINK}) appeared first on [The Tide](https://harbour.example).", "The Tide", LINK),
        (f"The post [标题]({LINK}) first appeared on The Tide.", "The Tide", LINK),
        (f"Republished with permission from [The Tide]({LINK})", "The Tide", LINK),
        ("Cross-posted from harbour.example", "harbour.example", None),
        (f"Source: [The Tide]({LINK})", "The Tide", LINK),
        (f"via [The Tide]({LINK})", "The Tide", LINK),
    ],
)
def test_an_english_line_of_syndication_is_a_credit_line(
    line: str, outlet: str, original: str | None
) -> None:
    for body in (f"{line}\n\nIt rained.", f"It rained.\n\n{line}"):
        assert credit(body) == (outlet, "credit-line", original)
        assert draft(body).text == "It rained."
        assert codes(body) == []


def test_a_phrase_with_a_link_is_no_name_and_leads_to_the_original() -> None:
    line = f"Cross-posted from [my old blog]({LINK})"

    assert credit(f"It rained.\n\n{line}") == ("harbour.example", "site", LINK)


# What is stated, and cannot be read


@pytest.mark.parametrize(
    "line",
    [
        "This article was originally published in Scientific American.",
        "Originally published by Jane Doe",
        "Originally published in Paris.",
        "Republished from Wired",
        f"This post first appeared on my old blog, [harbour]({LINK}).",
        "This article first appeared on the BBC and elsewhere, as we know",
    ],
)
def test_an_english_statement_that_cannot_be_read_is_told(line: str) -> None:
    for body in (f"It rained.\n\n{line}", f"It rained.\n\n{line}\n\nIt rained again.\n\nAnd again."):
        assert credit(body, "tags: 河口晚报新闻") == OWNER
        assert codes(body) == ["credit-unreadable"]


@pytest.mark.parametrize(
    "body",
    [
        "正文。\n\n作者：张三 来源：海豚视界\n\n正文。\n\n正文。",
        "正文。\n\n作者：张三 来源：他们说，谁知道呢",
        "正文。\n\n来源/海港日报",
    ],
)
def test_a_chinese_statement_that_cannot_be_read_or_stands_elsewhere_is_told(body: str) -> None:
    assert credit(body, "tags: 河口晚报新闻") == OWNER
    assert codes(body) == ["credit-unreadable"]


# Sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Via Roma is the main street of Turin",
        f"Via Roma is near [the harbour]({LINK})",
        "Via del Corso is closed",
        "Source: own research",
        "Source: Own Research",
        "Source: Authors’ calculations",
        "Source: the author’s calculations",
        "Source: Table 3",
        "Source: Figure 2, own work",
        f"Source: [data]({LINK})",
        "Sources: a look back",
        "Sources say that it rained",
        "Originally published in 1923.",
        "Originally published in May 1923",
        "Originally published on Monday, the report was withdrawn.",
        "Originally, it rained.",
        "First published on May 5, 2020.",
        "First published 12 May 2020",
        "First, publish it on time.",
        "This article was first published on Tuesday",
        "This article first appeared in the spring of 2019.",
        "This article was originally written for a talk.",
        "This article is about Wired.",
        "The article first appeared on Wired.",
        "The story first appeared on Netflix",
        "The post office appeared first on the left.",
        "The post of mayor first appeared on Malta.",
        "The report was published on Monday",
        "Reprinted in 2020",
        "Reposted by many",
        "Syndicated to ten papers.",
        "来源不明",
        "来源：不明",
        "来源不明的水",
        "来源于自然的颜色",
        "来源是河口的淤泥",
        "来源：他们说不清楚",
        "来源/用途：灌溉",
        "来源：官方媒体/网络新闻",
        "来源：公众号",
        "来源：作者本人",
        "来源：本文作者原创",
        "Via email, the minister refused to comment",
        "Source: interview with the captain",
        "Reprinted by kind permission of the author",
        "Republished under a Creative Commons licence",
        "据新华社报道，船已靠港",
        "本文来源：网络，侵删",
        "来源/去向",
        "文/张三",
        "文/张三 图/李四",
        "文：他写了很多",
        "作者：张三 来源：网络",
        "作者：张三 来源：作者投稿",
        "作者：张三，来源于河南",
        "记者：来源呢？ 他答：来源：海港。",
        "编辑/李四 来源/本站",
        "时间：2024年3月1日 地点：河口",
        "2024年3月1日 来源于上游的洪水",
        "2024-03-01 来源：统计公报显示",
        "稿源：网络",
        "稿源稳定是报社的生命",
        "稿源：各地通讯员踊跃投稿，编辑部收到的稿件很多",
        "更新时间：2024-01-01",
        "作者是谁？来源是哪里？",
        "时间来源：原子钟",
        "记者来源：河口",
    ],
)
def test_a_sentence_that_begins_like_a_statement_credits_nobody_and_stays(sentence: str) -> None:
    for body in (
        f"{sentence}\n\n正文。",
        f"正文。\n\n{sentence}",
        f"正文。\n\n{sentence}\n\n正文二。\n\n完。",
    ):
        made = draft(body)

        assert credit(body) == OWNER
        assert codes(body) == []
        assert "".join(made.text.split()).count("".join(sentence.partition("[")[0].split())) == 1


# One name in any case, one place by any scheme


@pytest.mark.parametrize("name", ["TechCrunch", "techcrunch", "TECHCRUNCH"])
@pytest.mark.parametrize("key", ["TechCrunch", "techcrunch"])
@pytest.mark.parametrize(
    ("body", "front_matter"),
    [
        ("It rained.\n\n（文章来源：{}）", ""),
        ("It rained.\n\nSource: {}", ""),
        ("It rained. ({})", ""),
        ("It rained.", "source: {}"),
        ("It rained.", "tags: [{}]"),
    ],
)
def test_an_alias_is_the_same_name_in_whatever_case(
    name: str, key: str, body: str, front_matter: str
) -> None:
    config = make_config(rules=read_rules({"aliases": {key: "Tech Crunch"}}))
    made = draft(body.format(name), front_matter.format(name), config=config)
    known = known_outlets([], config.rules)
    unused = find_unused_rules([condense(made, config, known)[0]], [], config)

    assert decide(made.evidence, known, config).outlets == ("Tech Crunch",)
    assert "alias techcrunch" not in unused


def test_an_alias_can_give_a_name_its_one_case() -> None:
    config = make_config(rules=read_rules({"aliases": {"techcrunch": "TechCrunch", "TC": "TechCrunch"}}))

    for name in ("techcrunch", "TechCrunch", "TECHCRUNCH", "tc"):
        evidence = draft(f"It rained.\n\n（文章来源：{name}）", config=config).evidence
        assert decide(evidence, frozenset(), config).outlets == ("TechCrunch",)


@pytest.mark.parametrize(
    ("aliases", "message"),
    [
        ({"AP": "Associated Press", "ap": "美联社"}, "another name of Associated Press and of 美联社"),
        ({"AP": "Associated Press", "associated press": "美联社"}, "must be a name or another name"),
    ],
)
def test_aliases_that_differ_in_their_case_only_must_agree(aliases: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_rules({"aliases": aliases})


@pytest.mark.parametrize("old", ["https://proxy.example/", "http://Proxy.Example/", "HTTPS://PROXY.example/"])
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://proxy.example/Html/1", "http://origin.example/Html/1"),
        ("http://proxy.example/Html/1", "http://origin.example/Html/1"),
        ("HTTP://PROXY.EXAMPLE/Html/1", "http://origin.example/Html/1"),
        ("https://proxy.example.org/Html/1", "https://proxy.example.org/Html/1"),
        (
            "https://other.example/?u=https://proxy.example/1",
            "https://other.example/?u=https://proxy.example/1",
        ),
    ],
)
def test_a_rewrite_looks_at_neither_the_scheme_nor_the_case_of_the_host(
    old: str, address: str, expected: str
) -> None:
    rules = read_rules({"rewrites": [{"name": "proxy", "old": old, "new": "http://origin.example/"}]})

    assert read_original(address, frozenset(), rules) == expected


def test_the_path_of_a_rewrite_is_compared_as_it_is() -> None:
    rules = read_rules({"rewrites": [{"name": "proxy", "old": "https://p.example/Go?u=", "new": "https://"}]})

    assert read_original("http://P.example/Go?u=A.example/1", frozenset(), rules) == "https://a.example/1"
    assert (
        read_original("http://p.example/go?u=a.example/1", frozenset(), rules)
        == "http://p.example/go?u=a.example/1"
    )


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        (f"source: {{name: 海港日报, url: '{LINK}'}}", ("海港日报", "front-matter", LINK)),
        (f"source:\n  name: 海港日报\n  url: {LINK}", ("海港日报", "front-matter", LINK)),
        (f"source:\n  - name: 海港日报\n    url: {LINK}", ("海港日报", "front-matter", LINK)),
        (f"source: {{url: '{LINK}'}}", ("harbour.example", "site", LINK)),
        ("source: {name: 海港日报, url: 'https://harbour.example/'}", ("海港日报", "front-matter", None)),
        ("source: {name: 海港日报, url: 'https://e.x/1'}", ("海港日报", "front-matter", None)),
        ("source: {name: 海港日报, url: [1]}", ("海港日报", "front-matter", None)),
        ("source: {name: 海港日报, url: ''}", ("海港日报", "front-matter", None)),
        (
            f"source: {{name: 海港日报, url: 'https://a.example/2'}}\nsource_url: {LINK}",
            ("海港日报", "front-matter", LINK),
        ),
        (
            f"source:\n  - {{name: 海港日报, url: '{LINK}'}}\n  - {{name: 新华社, url: 'https://a.example/2'}}",
            ("海港日报、新华社", "front-matter", None),
        ),
    ],
)
def test_the_address_beside_the_name_of_a_source_is_the_original(
    front_matter: str, expected: tuple[str, str, str | None]
) -> None:
    assert credit("正文。", front_matter) == expected


def test_a_list_of_sources_with_names_credits_all_of_them() -> None:
    made = draft("正文。", "source:\n  - name: 海港日报\n  - 新华社")

    assert decide(made.evidence, frozenset(), CONFIG).outlets == ("海港日报", "新华社")
