"""What an audit sums up: each section from a small archive, and the whole as JSON for programs."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archives import SITE, make_post, write_archive

from feedtool.audit import Audit, Outlet, Suspect, describe_audit
from feedtool.pipeline import generate
from feedtool.questions import audit
from feedtool.rule_settings import read_rules
from feedtool.settings import ArchiveSettings, ChromeSettings, Settings
from feedtool.unsourced import Unsourced

SETTINGS = Settings(archive=ArchiveSettings(posts=("_posts", "old_post"), categories="whole"))
NOTICE = "本文不构成投资建议。"


def name(number: int) -> str:
    return f"_posts/2021-12-{number:02}-{number}.md"


def make_audit(folder: Path, posts: Mapping[str, str | bytes], settings: Settings = SETTINGS) -> Audit:
    return audit(settings, str(write_archive(folder / "site", posts)))


def post(number: int, rest: str = "", **fields: str) -> str:
    """Write a post with a title and a text of its own."""
    text = f"港口第{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'子丑寅卯'[number // 10]}则新闻。"
    return make_post(text + rest, **{"title": f"新闻{'零一二三四五六七八九'[number % 10]}{number}"} | fields)


def line(outlet: str) -> str:
    return f"\n\n（文章来源：{outlet}）"


def suspects(found: Audit, code: str) -> list[tuple[str, str]]:
    return [(it.subject, it.path) for it in found.suspects if it.code == code]


# Coverage, outlets, posts without source


def test_credits_are_counted_by_rank_and_by_rule_and_originals_by_rule(tmp_path: Path) -> None:
    posts = {
        name(1): post(1, line("海港日报")),
        name(2): post(2, line("海港日报") + "\n\n<http://press.example/2>"),
        name(3): post(3, "\n\n来源：海港日报"),
        name(4): post(4, source="海港日报", source_url="http://press.example/4"),
        name(5): post(5, tags="海港日报新闻"),
        name(6): post(6),
    }

    found = make_audit(tmp_path, posts)

    assert {
        "credit-line": {"bracketed-source": 2, "plain-source": 1},
        "front-matter": {"source": 1},
        "site": {"site": 1},
        "tag": {"tag": 1},
    } == found.credit
    assert {"none": 4, "original-link": 1, "source-url": 1} == found.originals
    assert ["none", "original-link", "source-url"] == list(found.originals)


def test_outlets_come_with_their_counts_the_most_frequent_first(tmp_path: Path) -> None:
    posts = {
        name(1): post(1, line("海港日报")),
        name(2): post(2, line("海港日报、灯塔晚报")),
        name(3): post(3, tags="海港日报新闻"),
        name(4): post(4, line("浪花周刊")),
        name(5): post(5),
    }

    expected = (
        Outlet(name="海港日报", entries=3, credit={"credit-line": 2, "tag": 1}),
        Outlet(name="浪花周刊", entries=1, credit={"credit-line": 1}),
        Outlet(name="灯塔晚报", entries=1, credit={"credit-line": 1}),
    )
    assert expected == make_audit(tmp_path, posts).outlets


def test_posts_without_source_are_named_and_those_that_go_by_a_host_are_not(tmp_path: Path) -> None:
    posts = {
        name(1): post(1),
        name(2): post(2, "\n\n<http://press.example/2>"),
        name(3): post(3, author="小编"),
        name(4): post(4, line("海港日报")),
    }

    expected = (
        Unsourced(path=name(1), reason="no-evidence", words=""),
        Unsourced(path=name(3), reason="author", words="小编"),
    )
    assert expected == make_audit(tmp_path, posts).without_source


# Suspects


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        pytest.param(
            {1: ("", "岛上茶馆新闻"), 2: ("", "岛上茶馆新闻")}, [("岛上茶馆", name(1))], id="only tags"
        ),
        pytest.param({1: ("", "岛上茶馆新闻"), 2: (line("岛上茶馆"), "")}, [], id="a credit line too"),
        pytest.param({1: ("", "海港日报新闻")}, [], id="it reads like an outlet"),
        pytest.param({1: ("", "Linux")}, [], id="no outlet"),
        pytest.param(
            {1: ("", "岛上茶馆新闻"), 2: ("", "山中书房新闻")},
            [("山中书房", name(2)), ("岛上茶馆", name(1))],
            id="two",
        ),
    ],
)
def test_an_outlet_that_rests_on_tags_only_is_a_suspect(
    tmp_path: Path, posts: dict[int, tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    files = {name(n): post(n, rest, tags=tag) for n, (rest, tag) in posts.items()}

    assert expected == suspects(make_audit(tmp_path, files), "only-a-tag")


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        (["港口今日开放。（潮观）", "渡轮停航。（潮观）"], [("潮观", name(1))]),
        (["港口今日开放。（潮观）"], []),
        (["港口今日开放。（海港日报）", "渡轮停航。（海港日报）"], []),
        (["港口今日开放。（详见公告）", "渡轮停航。（详见公告）"], []),
        (["港口今日开放。（潮观）", "渡轮停航。（潮观）", f"新闻。{line('潮观')}"], []),
    ],
)
def test_a_name_that_closes_several_posts_and_is_credited_in_none_is_a_suspect(
    tmp_path: Path, bodies: list[str], expected: list[tuple[str, str]]
) -> None:
    files = {name(number): make_post(body, tags="") for number, body in enumerate(bodies, start=1)}

    assert expected == suspects(make_audit(tmp_path, files), "closing-name")


def test_names_of_the_settings_that_no_post_says_are_told_as_rules_that_found_nothing(tmp_path: Path) -> None:
    rules = read_rules(
        {"outlets": ["海港日报", "没有这家"], "aliases": {"港报": "海港日报", "没有": "海港日报"}}
    )
    files = {name(1): make_post("开放。\n\n（文章来源：港报）")}

    found = make_audit(tmp_path, files, replace(SETTINGS, rules=rules))

    assert ("alias 没有", "outlet 没有这家") == found.unused_own_rules


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["海港新闻网", "海港网"], ["海港新闻网, 海港网"]),
        (["海港日报", "海港日报网"], ["海港日报, 海港日报网"]),
        (["海港日报", "海港日报客户端"], ["海港日报, 海港日报客户端"]),
        (["海港日报社", "海港日报新闻网", "海港日报"], ["海港日报, 海港日报新闻网, 海港日报社"]),
        (["晚报", "晚报网"], ["晚报, 晚报网"]),
        (["海报", "海网"], []),
        (["中新社", "中新网"], ["中新社, 中新网"]),
        (["Harbour Post", "HARBOUR POST", "Harbour-Post"], ["HARBOUR POST, Harbour Post, Harbour-Post"]),
        (["ＩＴ之家", "IT之家"], ["IT之家, ＩＴ之家"]),
        (["海港在线客户端", "海港在线"], ["海港在线, 海港在线客户端"]),
        (["海港日报", "河港日报"], []),
        (["海港日报", "海港晚报"], []),
        (["海港日报", "海港日报"], []),
    ],
)
def test_names_that_differ_in_case_signs_or_a_usual_ending_are_suspects(
    tmp_path: Path, names: list[str], expected: list[str]
) -> None:
    files = {name(n): post(n, source=outlet) for n, outlet in enumerate(names, start=1)}

    found = make_audit(tmp_path, files)

    assert [(subject, name(1)) for subject in expected] == suspects(found, "names-alike")


def test_names_that_the_settings_make_one_are_no_suspects(tmp_path: Path) -> None:
    settings = Settings(rules=read_rules({"aliases": {"海港日报网": "海港日报"}}))
    posts = {name(1): post(1, source="海港日报"), name(2): post(2, source="海港日报网")}

    assert () == make_audit(tmp_path, posts, settings).suspects


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (line("浪花周刊"), [("浪花周刊, 海港日报", name(1))]),
        (line("海港日报"), []),
        ("", [("press.example, 海港日报", name(1))]),
    ],
)
def test_one_article_that_is_credited_to_two_outlets_is_a_suspect(
    tmp_path: Path, other: str, expected: list[tuple[str, str]]
) -> None:
    page = "\n\n<http://press.example/1>"
    posts = {name(1): post(1, "长一点。" * 9 + line("海港日报") + page), name(2): post(2, other + page)}

    assert expected == suspects(make_audit(tmp_path, posts), "credits-differ")


@pytest.mark.parametrize(("count", "expected"), [(4, []), (5, [("http://press.example/today", name(1))])])
def test_an_address_that_many_titles_give_for_their_original_is_a_suspect(
    tmp_path: Path, count: int, expected: list[tuple[str, str]]
) -> None:
    posts = {name(n): post(n, "\n\n<http://press.example/today>") for n in range(1, count + 1)}

    found = make_audit(tmp_path, posts)

    assert expected == suspects(found, "page-of-many")
    assert (not expected) == bool(found.duplicates)


def test_every_suspect_says_what_is_odd(tmp_path: Path) -> None:
    page = "\n\n<http://press.example/today>"
    posts = {
        **{name(n): post(n, page) for n in range(1, 6)},
        name(6): post(6, tags="岛上茶馆新闻"),
        name(7): post(7, line("海港报") + "\n\n<http://press.example/7>"),
        name(8): post(8, line("海港网") + "\n\n<http://press.example/7>"),
    }

    expected = (
        Suspect(
            code="only-a-tag",
            subject="岛上茶馆",
            message="credited for a tag in 1 posts, and nothing else says that it is an outlet",
            path=name(6),
        ),
        Suspect(
            code="names-alike",
            subject="海港报, 海港网",
            message="if they are one outlet, say so in [rules] aliases",
            path=name(7),
        ),
        Suspect(
            code="credits-differ",
            subject="海港报, 海港网",
            message="one article under several files, which credit different outlets",
            path=name(7),
        ),
        Suspect(
            code="page-of-many",
            subject="http://press.example/today",
            message="5 posts with different titles give this for their original",
            path=name(1),
        ),
    )
    found = make_audit(tmp_path, posts).suspects
    assert set(expected) == set(found)
    assert [it.code for it in expected] == [it.code for it in found]


# What was removed, what recurs, which rules found nothing, problems


def test_removals_are_counted_by_rule_the_most_frequent_first(tmp_path: Path) -> None:
    posts = {
        name(1): post(1, line("海港日报") + "\n\n[返回首页](/)"),
        name(2): post(2, "<i hidden>暗</i><i hidden>暗</i>\n\n[返回首页](/)"),
        name(3): post(3, "\n\n[返回首页](/)"),
    }

    found = make_audit(tmp_path, posts)

    assert [("back-link", 3), ("hidden", 2), ("credit-line", 1)] == list(found.removed.items())


@pytest.mark.parametrize(("count", "is_told"), [(2, False), (3, True)])
def test_what_three_posts_have_recurs(tmp_path: Path, count: int, *, is_told: bool) -> None:
    posts = {name(n): post(n, f"\n\n{NOTICE}" if n < count else "") for n in range(5)}
    posts = {path.replace("-00-", "-30-"): text for path, text in posts.items()}

    assert ([NOTICE] if is_told else []) == [it.block.text for it in make_audit(tmp_path, posts).recurring]


def test_what_recurs_is_told_of_the_posts_that_a_limit_of_the_site_leaves_out_too(tmp_path: Path) -> None:
    posts = {name(n): post(n, f"\n\n{NOTICE}") for n in range(1, 6)}
    write_archive(tmp_path, dict(posts), f"{SITE}limit_posts: 2\n")

    found = audit(SETTINGS, str(tmp_path))

    assert (2, {"limit": 3}) == (found.published, found.left_out)
    assert [(NOTICE, 5)] == [(it.block.text, it.posts) for it in found.recurring]


def test_no_rule_is_offered_that_would_take_out_what_says_whose_an_article_is(tmp_path: Path) -> None:
    posts = {name(n): post(n, f"\n\n{NOTICE}\n\n（来源：海港日报）") for n in range(1, 6)}

    found = make_audit(tmp_path, posts)

    assert {"credit-line": {"bracketed-plain-source": 5}} == found.credit
    assert [NOTICE] == [it.block.text for it in found.recurring]


def test_what_was_learned_is_still_told_and_counted_as_removed(tmp_path: Path) -> None:
    settings = Settings(chrome=ChromeSettings(learn=True, posts=3))
    posts = {name(n): post(n, f"\n\n{NOTICE}") for n in range(1, 6)}

    found = make_audit(tmp_path, posts, settings)

    assert ([NOTICE], {"learned-chrome": 5}) == ([it.block.text for it in found.recurring], found.removed)


def test_problems_are_sorted_by_code_and_left_out_posts_are_counted(tmp_path: Path) -> None:
    posts = {
        name(1): post(1, title='"开放" 一'),
        name(2): post(2, title='"开放" 二'),
        name(3): post(3, "\n\n（文章来源：他们说，谁知道呢）"),
        "_posts/x.md": post(4),
        name(5): post(5, published="false"),
        "old_post/2021-12-01-1.md": post(1, title='"开放" 一'),
    }

    found = make_audit(tmp_path, posts)

    assert (6, 3, {"copy": 1, "problem": 1, "unpublished": 1}) == (
        found.posts,
        found.published,
        found.left_out,
    )
    assert {
        "credit-unreadable": [name(3)],
        "date-missing": ["_posts/x.md"],
        "title-repaired": [name(1), name(2)],
    } == {code: [problem.path for problem in problems] for code, problems in found.problems.items()}
    assert ["credit-unreadable", "date-missing", "title-repaired"] == list(found.problems)


def test_an_audit_says_the_same_as_the_report_of_generate(tmp_path: Path) -> None:
    page = "\n\n<http://press.example/1>"
    posts = {
        name(1): post(1, line("海港日报") + page + "\n\n[返回首页](/)"),
        name(2): post(2, page),
        name(3): post(3, "（浪花日报）", title='"开放" 三'),
        name(4): post(4, published="false"),
    }
    found = make_audit(tmp_path, posts)

    report = generate(SETTINGS, str(tmp_path / "site"), tmp_path / "feeds")

    assert (report.posts, report.published, report.left_out) == (found.posts, found.published, found.left_out)
    assert report.credit == {rank: sum(names.values()) for rank, names in found.credit.items()}
    assert report.removed == dict(sorted(found.removed.items()))
    assert report.duplicates == sum(len(group.others) for group in found.duplicates) == 1
    assert report.unused_rules == found.unused_rules
    assert report.problems == tuple(problem for group in found.problems.values() for problem in group)


# JSON

EVERYTHING = {
    name(1): post(1, line("海港日报") + f"\n\n{NOTICE}\n\n阅读 1 次\n\n<http://press.example/1>"),
    name(2): post(2, f"\n\n{NOTICE}\n\n阅读 22 次\n\n<http://press.example/1>"),
    name(3): post(3, f"\n\n{NOTICE}\n\n阅读 3 次\n\n![](/logo.png)"),
    name(4): post(4, "\n\n![](/logo.png)\n\n[返回首页](/)", tags="岛上茶馆新闻", title='"开放" 四'),
    name(5): post(5, "\n\n![](/logo.png)", published="false"),
    name(6): post(6, "\n\n![](/logo.png)"),
}


def test_the_json_of_an_audit_is_complete(tmp_path: Path) -> None:
    described: dict[str, Any] = json.loads(json.dumps(describe_audit(make_audit(tmp_path, EVERYTHING))))

    unused = described.pop("unused_rules")
    assert ["ending", "nobody", "outlet", "subject", "tracking"] == sorted(described.pop("unused_words"))
    assert {"digest", "hidden"} < set(unused)
    assert {"tag", "same-original", "back-link"}.isdisjoint(unused)
    texts = [rule.pop("rule") for rule in described["recurring"]]
    assert [True] * 3 == [text.startswith("[[rules.") and text.endswith("\n") for text in texts]
    problem = {
        "path": name(4),
        "line": 2,
        "code": "title-repaired",
        "severity": "warning",
        "message": "the value of title needs quotes, and quotes inside it a backslash; it was read so",
    }
    expected = {
        "posts": 6,
        "published": 5,
        "left_out": {"unpublished": 1},
        "credit": {"credit-line": {"bracketed-source": 1}, "site": {"site": 3}, "tag": {"tag": 1}},
        "originals": {"none": 3, "original-link": 2},
        "outlets": [
            {"name": "press.example", "entries": 1, "credit": {"site": 1}},
            {"name": "岛上茶馆", "entries": 1, "credit": {"tag": 1}},
            {"name": "海港日报", "entries": 1, "credit": {"credit-line": 1}},
        ],
        "without_source": [{"path": name(number), "reason": "no-evidence", "words": ""} for number in (3, 6)],
        "suspects": [
            {
                "code": "only-a-tag",
                "subject": "岛上茶馆",
                "message": "credited for a tag in 1 posts, and nothing else says that it is an outlet",
                "path": name(4),
            },
            {
                "code": "credits-differ",
                "subject": "press.example, 海港日报",
                "message": "one article under several files, which credit different outlets",
                "path": name(1),
            },
        ],
        "duplicates": [{"kept": name(1), "others": [name(2)], "rules": ["same-original"]}],
        "recurring": [
            {
                "kind": "exact",
                "posts": 3,
                "category": "gangkou",
                "category_posts": 3,
                "share": 0.6,
                "text": "",
                "images": ["https://news.example.org/logo.png"],
                "path": name(3),
            },
            {
                "kind": "exact",
                "posts": 3,
                "category": "gangkou",
                "category_posts": 3,
                "share": 0.6,
                "text": NOTICE,
                "images": [],
                "path": name(1),
            },
            {
                "kind": "shape",
                "posts": 3,
                "category": "gangkou",
                "category_posts": 3,
                "share": 0.6,
                "text": "阅读 1 次",
                "images": [],
                "path": name(1),
            },
        ],
        "removed": {"original-link": 2, "back-link": 1, "credit-line": 1},
        "problems": {"title-repaired": {"count": 1, "examples": [problem]}},
    }
    assert expected == described


def test_the_json_tells_every_problem(tmp_path: Path) -> None:
    posts = {name(n): post(n, title=f'"开放" {n}') for n in range(1, 16)}

    described = describe_audit(make_audit(tmp_path, posts))["problems"]["title-repaired"]

    assert 15 == described["count"]
    assert sorted(posts) == [problem["path"] for problem in described["examples"]]
