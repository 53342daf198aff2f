"""An audit as people read it: the whole page once, and what is cut short."""

from pathlib import Path

import pytest
from archives import make_post, write_archive

from feedtool.audit_text import render_audit
from feedtool.questions import audit
from feedtool.rule_settings import read_rules
from feedtool.settings import ArchiveSettings, Settings
from feedtool.text import count_columns

SETTINGS = Settings(
    archive=ArchiveSettings(posts=("_posts", "old_post"), categories="whole"),
    rules=read_rules({"blocks": [{"name": "farewell", "pattern": "再见"}]}),
)
NOTICE = "本文不构成投资建议。"
NUMBERS = "零甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"


def name(number: int) -> str:
    return f"_posts/2021-12-{number:02}-{number}.md"


def post(number: int, rest: str = "", **fields: str) -> str:
    """Write a post with a title and a text of its own."""
    it = NUMBERS[number]
    return make_post(f"货轮{it}进港。{rest}", **{"title": f"货轮{it}"} | fields)


def sum_up(folder: Path, posts: dict[str, str]) -> str:
    return render_audit(audit(SETTINGS, str(write_archive(folder, dict(posts)))))


def section(text: str, title: str) -> list[str]:
    """Give the rows below a title."""
    lines = text.splitlines()
    start = lines.index(title) + 1
    end = lines.index("", start) if "" in lines[start:] else len(lines)
    return lines[start:end]


POSTS = {
    name(1): post(1, f"\n\n{NOTICE}\n\n（文章来源：海港日报）\n\n<http://press.example/1>\n\n[返回首页](/)"),
    name(2): post(2, f"\n\n{NOTICE}\n\n来源：灯塔晚报\n\n<http://press.example/1>"),
    name(3): post(3, f"\n\n{NOTICE}\n\n![](/logo.png)\n\n阅读 1 次", source="海港日报、灯塔晚报"),
    name(4): post(4, "\n\n![](/logo.png)\n\n阅读 22 次\n\n扫码<img src='/code.png'>", tags="岛上茶馆新闻"),
    name(5): post(5, "\n\n![](/logo.png)\n\n阅读 333 次\n\n扫码<img src='/code.png'>", title='"开放" 五'),
    name(6): post(6, "\n\n扫码<img src='/code.png'>\n\n（文章来源：他们说，谁知道呢）", categories=""),
    name(7): post(7, published="false"),
    "_posts/x.md": post(8),
    "old_post/2021-12-01-1.md": post(1),
}


PAGE = """\
6 of 9 posts are published, 1 left out (copy), 1 left out (problem), 1 left
out (unpublished)

credit
        2  credit-line  (33%): bracketed-source 1, plain-source 1
        1  front-matter  (17%): source 1
        2  site  (33%)
        1  tag  (17%)

originals, by rule
        4  none  (67%)
        2  original-link  (33%)

outlets: 3
        2  海港日报  (credit-line 1, front-matter 1)
        2  灯塔晚报  (credit-line 1, front-matter 1)
        1  岛上茶馆  (tag 1)

posts without source: 2
  _posts/2021-12-05-5.md  nothing in it speaks of a source
  _posts/2021-12-06-6.md  its credit line cannot be read: 他们说，谁知道呢

suspects: 2
  only-a-tag: 岛上茶馆
      credited for a tag in 1 posts, and nothing else says that it is an outlet
      _posts/2021-12-04-4.md
  credits-differ: 海港日报, 灯塔晚报
      one article under several files, which credit different outlets
      _posts/2021-12-01-1.md

duplicates: 1
  _posts/2021-12-01-1.md  stands for _posts/2021-12-02-2.md  (same-original)

removed, by rule
        2  credit-line
        2  original-link
        1  back-link

blocks that recur: 4
        3  https://news.example.org/logo.png
           (exact; 60% of gangkou; _posts/2021-12-03-3.md)
           [[rules.blocks]]
           name = 'recurring-78f330ce'
           images = ['https://news.example.org/logo.png']
        3  扫码  (exact; 40% of gangkou; _posts/2021-12-04-4.md)
           [[rules.blocks]]
           name = 'recurring-10e820e1'
           pattern = '扫码'
           images = ['https://news.example.org/code.png']
        3  本文不构成投资建议。  (exact; 60% of gangkou; _posts/2021-12-01-1.md)
           [[rules.blocks]]
           name = 'recurring-5ec5d9a8'
           pattern = '本文不构成投资建议。'
        3  阅读 1 次  (shape; 60% of gangkou; _posts/2021-12-03-3.md)
           [[rules.blocks]]
           name = 'recurring-6ec2d64d'
           pattern = '阅读\\ \\d+\\ 次'

rules of yours that found nothing
  farewell

problems, by code
        1  copy-differs, such as
           old_post/2021-12-01-1.md:1: warning: copy-differs: has the id of
           _posts/2021-12-01-1.md, which is published, and another text; delete
           the one that is out of date, or rename it if they are two articles
        1  credit-unreadable, such as
           _posts/2021-12-06-6.md:1: warning: credit-unreadable: no outlet can
           be made out in the credit line 他们说，谁知道呢; name it in [rules]
           outlets
        1  date-missing, such as
           _posts/x.md:1: error: date-missing: no date in the front matter and
           none in the file name; add a line such as date: 2022-05-26
        1  title-repaired, such as
           _posts/2021-12-05-5.md:2: warning: title-repaired: the value of title
           needs quotes, and quotes inside it a backslash; it was read so
"""


def test_an_audit_is_a_page_of_tables(tmp_path: Path) -> None:
    found = audit(SETTINGS, str(write_archive(tmp_path, dict(POSTS))))

    assert PAGE == render_audit(found)


def test_an_archive_without_findings_is_told_so(tmp_path: Path) -> None:
    text = sum_up(tmp_path, {name(1): post(1, source="海港日报")})

    assert "1 of 1 posts are published" == text.splitlines()[0]
    for title in (
        "posts without source: 0",
        "suspects: 0",
        "duplicates: 0",
        "removed, by rule",
        "problems, by code",
    ):
        assert ["  none"] == section(text, title)
    assert ["  none"] == section(text, "blocks that recur: 0")


@pytest.mark.parametrize(
    ("count", "rows", "last"),
    [
        (11, 11, None),
        (12, 12, None),
        (13, 13, "  ... and 1 more: see --json"),
        (17, 13, "  ... and 5 more: see --json"),
    ],
)
def test_a_long_table_is_cut_short_and_says_so(
    tmp_path: Path, count: int, rows: int, last: str | None
) -> None:
    notices = [f"本文{it}不构成建议。" for it in NUMBERS[:count]]
    posts = {name(n): post(n, "\n\n" + "\n\n".join(notices)) for n in range(1, count + 1)}

    text = sum_up(tmp_path, posts)

    unnamed = section(text, f"posts without source: {count}")
    assert (rows, last) == (len(unnamed), unnamed[-1] if len(unnamed) > 12 else None)
    recurring = [
        row for row in section(text, f"blocks that recur: {count}") if "不构成建议。 " in row or "..." in row
    ]
    assert (rows, last) == (len(recurring), recurring[-1] if len(recurring) > 12 else None)


def test_no_table_of_outlets_suspects_or_duplicates_is_longer_than_a_screen(tmp_path: Path) -> None:
    posts = {}
    for n in range(1, 16):
        rest = f"\n\n<http://press.example/{n}>"
        posts[name(n)] = post(n, rest, tags=f"港口{NUMBERS[n]}茶馆新闻")
        posts[f"_posts/2022-12-{n:02}-b.md"] = post(n, "又及。" + rest, title=f"乙{NUMBERS[n]}")

    text = sum_up(tmp_path, posts)

    for title in ("outlets: 16", "duplicates: 15", "suspects: 30"):
        rows = section(text, title)
        rows = [row for row in rows if row.startswith(" " * 7) or not row.startswith(" " * 6)]
        assert 13 == len(rows)
        assert section(text, title)[-1].endswith("more: see --json")


def test_a_long_block_is_shown_by_its_beginning(tmp_path: Path) -> None:
    notice = "本文不构成投资建议，" * 20
    posts = {name(n): post(n, f"\n\n{notice}") for n in range(1, 4)}

    rows = section(sum_up(tmp_path, posts), "blocks that recur: 1")[:2]

    beginning = "本文不构成投资建议，" * 3 + "本文…"
    assert [f"        3  {beginning}", f"           (exact; 100% of gangkou; {name(1)})"] == rows


def test_a_page_fits_in_eighty_columns_however_long_names_are(tmp_path: Path) -> None:
    posts = {
        name(1): post(1, "\n\n（文章来源：" + "，".join(["他们说了很久谁知道呢"] * 9) + "）"),
        name(2): post(2, source_url="http://news.example.org/" + "a" * 20),
        name(3): post(3, tags="[海港日报新闻, 灯塔晚报新闻]", author="作者" * 30),
        name(4): post(4, "\n\n" + "本文不构成投资建议，" * 9),
        name(5): post(5, "\n\n" + "本文不构成投资建议，" * 9),
        f"_posts/2021-12-06-{'long-' * 11}.md": post(6, "\n\n" + "本文不构成投资建议，" * 9),
        **{f"_posts/2021-11-0{n}-{'twin-' * 9}{n}.md": post(7, "\n\n来源：灯塔晚报") for n in (1, 2, 3)},
    }

    rows = [line for line in sum_up(tmp_path, posts).splitlines() if " = " not in line]

    assert [] == [line for line in rows if count_columns(line) > 80]


def test_blocks_of_posts_without_category_are_told(tmp_path: Path) -> None:
    posts = {name(n): post(n, f"\n\n{NOTICE}", categories="") for n in range(1, 4)}

    row = section(sum_up(tmp_path, posts), "blocks that recur: 1")[0]

    assert f"        3  {NOTICE}  (exact; no category; {name(1)})" == row
