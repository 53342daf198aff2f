"""Why a post has no source: each reason, and which of several is told."""

from pathlib import Path

import pytest
from archives import make_post, write_archive

from feedtool.questions import audit
from feedtool.settings import Settings
from feedtool.unsourced import Unsourced

PATH = "_posts/2021-12-01-a.md"
OWN = "https://news.example.org/2020/1.html"


@pytest.mark.parametrize(
    ("body", "fields", "reason", "words"),
    [
        ("货轮进港。", {}, "no-evidence", ""),
        ("货轮进港。", {"author": "小王"}, "author", "小王"),
        (
            "货轮进港。\n\n（文章来源：他们说，谁知道呢）",
            {"author": "小王"},
            "credit-unreadable",
            "他们说，谁知道呢",
        ),
        ("货轮进港。", {"tags": "[海港日报新闻, 灯塔晚报新闻]"}, "tags-differ", "海港日报, 灯塔晚报"),
        ("> 货轮进港。（岛上茶馆）", {"author": "小王"}, "name-unknown", "岛上茶馆"),
        ("> 货轮进港。（图为码头）", {}, "no-evidence", ""),
        ("船长订了一份报（海港日报）", {}, "part-of-sentence", "海港日报"),
        ("船长来了（迟到）", {}, "no-evidence", ""),
        ("货轮进港。\n\n来源：网络整理", {}, "nobody", "nobody-but-web-or-own"),
        ("货轮进港。", {"source": "佚名"}, "nobody", "nobody 佚名"),
        ("货轮进港。", {"source_url": OWN}, "own-address", OWN),
        (f"货轮进港。\n\n<{OWN}>\n\n又及。", {}, "own-address", OWN),
        ("货轮进港。\n\n<https://twitter.com/x>", {}, "no-original", "no-original-profile"),
        (f"货轮进港。\n\n见 <{OWN}>", {}, "no-evidence", ""),
        # What can be put right is told before what cannot.
        ("> 货轮进港。（岛上茶馆）", {"source": "佚名"}, "name-unknown", "岛上茶馆"),
    ],
)
def test_a_post_without_source_is_told_with_the_reason(
    tmp_path: Path, body: str, fields: dict[str, str], reason: str, words: str
) -> None:
    write_archive(tmp_path, {PATH: make_post(body, **fields)})

    (found,) = audit(Settings(), str(tmp_path)).without_source
    assert (PATH, reason, words) == (found.path, found.reason, found.words)


def test_a_post_with_a_source_is_none_of_them(tmp_path: Path) -> None:
    posts = {
        PATH: make_post("货轮进港。\n\n（文章来源：海港日报）"),
        "_posts/2021-12-02-b.md": make_post(title="乙"),
    }
    write_archive(tmp_path, dict(posts))

    expected = (Unsourced(path="_posts/2021-12-02-b.md", reason="no-evidence", words=""),)
    assert expected == audit(Settings(), str(tmp_path)).without_source
