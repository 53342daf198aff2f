"""`feedtool inspect` says what became of a post, and says the same as `generate` does."""

import json
import re
from pathlib import Path

import pytest
from archives import EXAMPLE, make_post, need_corpus, read_items, write_archive

from feedtool import pipeline, questions
from feedtool.errors import ArchiveError
from feedtool.inspection import describe_inspection, render_inspection
from feedtool.settings import ArchiveSettings, Settings

A = "_posts/2021-12-08-a.md"
B = "_posts/2021-12-09-b.md"
ARCHIVE = ArchiveSettings(posts=("_posts", "old_post"), naive_dates="site", categories="whole")
SETTINGS = Settings(archive=ARCHIVE)


def inspect(source: Path, *paths: str) -> str:
    """Inspect posts of an archive, named by their paths in it, and render what is found."""
    inspections = questions.inspect(SETTINGS, str(source), [Path(path) for path in paths])
    return "".join(map(render_inspection, inspections))


def test_one_screen_tells_what_was_read_each_block_the_credit_and_the_entry(tmp_path: Path) -> None:
    body = (
        "# 开放\n\n"
        '港口<a class="infokey" href="https://keys.example/1">今日</a>开放。'
        '<a class="infokey" href="https://keys.example/2">货轮</a>进港。<i hidden>暗文</i>\n\n'
        "![](/a.png)\n\n"
        "<p>（文章来源：海港日报）</p>\n\n<http://press.example/1.html>\n\n"
        "[返回海港日报新闻](../gangkou/)｜[返回首页](../)"
    )
    post = make_post(body, title="开放", date="2021-12-08 10:46:18", tags="海港日报新闻", author="小编")
    write_archive(tmp_path, {A: post})

    actual = inspect(tmp_path, A)

    expected = """\
_posts/2021-12-08-a.md
read
  title       开放
  date        2021-12-08T10:46:18+08:00
  categories  gangkou
  tags        海港日报新闻
  author      小编
blocks
  - h1        开放  [title-heading]
  + p         港口今日开放。货轮进港。
  + p         https://news.example.org/a.png
  - p         （文章来源：海港日报）  [credit-line]
  - p         http://press.example/1.html  [original-link]
  - p         返回海港日报新闻｜返回首页  [back-link]
  - inside    暗文  [hidden]
  - inside    https://keys.example/1  [infokey, 2 in all]
credit
  author      海港日报
  source      海港日报
  rule        credit-line, bracketed-source: 海港日报
  original    http://press.example/1.html  [original-link]
entry
  title       开放
  link        https://news.example.org/gangkou/2021/12/08/a.html
  id          https://news.example.org/gangkou/2021/12/08/a
  categories  海港日报新闻
  summary     none: the content is no longer than one
  begins      港口今日开放。货轮进港。
  ends        来源：海港日报
"""
    assert expected == actual


def test_what_a_post_does_not_have_is_said(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: "---\n---\n港口<i hidden></i>今日开放。\n"})

    actual = inspect(tmp_path, A)

    expected = """\
_posts/2021-12-08-a.md
  problem     _posts/2021-12-08-a.md:1: warning: title-missing: the post has no title; \
its first words stand for it
read
  title       none
  date        2021-12-08T00:00:00+08:00
  categories  none
  tags        none
  author      none
blocks
  + p         港口今日开放。
  - inside    (no text)  [hidden]
credit
  author      站长
  source      none: the site's own
  rule        site: 站长
  original    none
entry
  title       港口今日开放。
  link        https://news.example.org/2021/12/08/a.html
  id          https://news.example.org/2021/12/08/a
  categories  none
  summary     none: the content is no longer than one
  begins      港口今日开放。
  ends        港口今日开放。
"""
    assert expected == actual


def blocks_of(text: str) -> list[str]:
    """Give the lines of an inspection that tell of the blocks."""
    lines = text.splitlines()
    return lines[lines.index("blocks") + 1 : lines.index("credit")]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, ["第1段。"]),
        (7, [f"第{number}段。" for number in range(1, 8)]),
        (8, ["第1段。", "第2段。", "第3段。", "... 2 more blocks stay", "第6段。", "第7段。", "第8段。"]),
        (
            40,
            ["第1段。", "第2段。", "第3段。", "... 34 more blocks stay", "第38段。", "第39段。", "第40段。"],
        ),
    ],
)
def test_of_a_long_run_of_blocks_that_stay_both_ends_are_shown(
    tmp_path: Path, count: int, expected: list[str]
) -> None:
    body = "\n\n".join(f"第{number}段。" for number in range(1, count + 1))
    write_archive(tmp_path, {A: make_post(f"[返回首页](/)\n\n{body}\n\n[返回首页](/)\n\n尾声。")})

    actual = blocks_of(inspect(tmp_path, A))

    gone = "  - p         返回首页  [back-link]"
    shown = [f"    {it}" if it.startswith("...") else f"  + p         {it}" for it in expected]
    assert [gone, *shown, gone, "  + p         尾声。"] == actual


def test_a_block_that_goes_is_shown_however_long_the_post_is(tmp_path: Path) -> None:
    paragraphs = [f"第{number}段。" for number in range(30)]
    paragraphs[15:15] = ["（文章来源：海港日报）"]
    write_archive(tmp_path, {A: make_post("\n\n".join(paragraphs))})

    assert "  - p         （文章来源：海港日报）  [credit-line]" in blocks_of(inspect(tmp_path, A))


def test_a_block_without_text_and_image_is_told_by_its_element(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post("一。\n\n---\n\n二。")})

    expected = ["  + p         一。", "  + hr        (no text)", "  + p         二。"]
    assert expected == blocks_of(inspect(tmp_path, A))


def test_the_names_of_long_elements_stand_beside_their_texts(tmp_path: Path) -> None:
    body = "<blockquote>一。</blockquote>\n<h2>二</h2>\n<p>三。</p>"
    write_archive(tmp_path, {A: make_post(body)})

    expected = ["  + blockquote 一。", "  + h2        二", "  + p         三。"]
    assert expected == blocks_of(inspect(tmp_path, A))


@pytest.mark.parametrize(
    ("body", "first", "last"),
    [
        ("![](/a.png)\n\n一。\n\n二。\n\n![](/b.png)", "一。", "二。"),
        ("<table>\n<tr><td>一</td></tr>\n</table>\n<ul>\n<li>二</li>\n</ul>", "一", "二"),
        ("![](/a.png)", "(no text)", "(no text)"),
        ("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3", "1 < 2 &amp; 3"),
    ],
)
def test_an_entry_begins_and_ends_with_what_can_be_read(
    tmp_path: Path, body: str, first: str, last: str
) -> None:
    write_archive(tmp_path, {A: make_post(body)})

    expected = [f"  begins      {first}", f"  ends        {last}"]
    assert expected == inspect(tmp_path, A).splitlines()[-2:]


def test_a_long_value_is_one_line(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post("港口今日开放，" * 100, title="一句。" * 40)})

    lines = inspect(tmp_path, A).splitlines()

    cut = "港口今日开放，" * 6 + "港口今日开放…"
    assert "  + p         " + cut in lines
    assert "  summary     " + cut in lines
    # Where a sentence ends it could pass for the whole.
    assert "  title       " + "一句。" * 16 + " …" in lines


def test_whom_a_post_stands_back_for_is_said(tmp_path: Path) -> None:
    page = "港口开放。\n\n<http://press.example/1.html>"
    line = "\n\n（文章来源：海港日报）"
    write_archive(tmp_path, {A: make_post(page), B: make_post(page + line, title="乙")})

    expected = f"  duplicate   in its categories only: {B} stands for it"
    assert expected == inspect(tmp_path, A).splitlines()[-1]
    assert "duplicate" not in inspect(tmp_path, B)


def test_the_words_of_the_evidence_are_shown(tmp_path: Path) -> None:
    fields = {"source": "海港日报", "source_url": "http://press.example/1.html"}
    write_archive(tmp_path, {A: make_post(**fields), B: make_post("港口开放。（浪花日报）", tags="灯塔新闻")})

    lines = [line for line in inspect(tmp_path, A, B).splitlines() if re.match("  (rule|original) ", line)]

    expected = [
        "  rule        front-matter, source: 海港日报",
        "  original    http://press.example/1.html  [source-url]",
        "  rule        digest, ending 日报: （浪花日报）",
        "  original    none",
    ]
    assert expected == lines


def test_a_credit_line_that_cannot_be_read_is_told_as_a_problem(tmp_path: Path) -> None:
    write_archive(
        tmp_path, {A: make_post("港口开放。\n\n（文章来源：他们说，谁知道呢）", tags="海港日报新闻")}
    )

    lines = inspect(tmp_path, A).splitlines()

    message = "no outlet can be made out in the credit line 他们说，谁知道呢; name it in [rules] outlets"
    assert f"  problem     {A}:1: warning: credit-unreadable: {message}" == lines[1]
    assert "  + p         （文章来源：他们说，谁知道呢）" in lines
    assert "  rule        site: 站长" in lines


def test_a_repair_is_told_with_the_post(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post(title='"开放" 港口')})

    actual = inspect(tmp_path, A).splitlines()[1:4]

    message = "the value of title needs quotes, and quotes inside it a backslash; it was read so"
    expected = [
        f"  problem     {A}:2: warning: title-repaired: {message}",
        "read",
        '  title       "开放" 港口',
    ]
    assert expected == actual


def test_a_post_that_cannot_be_used_is_not_published_for_its_problem(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post(), "_posts/b.md": make_post(date="")})

    actual = inspect(tmp_path, "_posts/b.md")

    expected = """\
_posts/b.md
  problem     _posts/b.md:4: error: date-missing: no date in the front matter and none in the file name; \
add a line such as date: 2022-05-26
  published   no
"""
    assert expected == actual


def test_a_post_that_its_owner_keeps_back_is_not_published(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post(published="false"), B: make_post()})

    actual = inspect(tmp_path, A)

    expected = f"{A}\n  published   no: marked so by its owner\n"
    assert expected == actual


def test_posts_come_in_the_order_they_are_named(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post(), B: make_post()})

    actual = [line for line in inspect(tmp_path, B, A, B).splitlines() if line.startswith("_posts/")]

    expected = [B, A, B]
    assert expected == actual


def test_a_post_is_named_by_its_path_from_here_or_from_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write_archive(tmp_path / "site", {A: make_post()})
    monkeypatch.chdir(site / "_posts")

    expected = inspect(site, A)
    assert expected == inspect(site, "2021-12-08-a.md")
    assert expected == inspect(site, str(site / A))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("_posts/nothing.md", "no such file"),
        ("_config.yml", "is no post of the archive {}; see [archive] posts"),
        ("old_post/2021-12-08-a.md", "no such file"),
    ],
)
def test_a_file_that_is_no_post_of_the_archive_is_an_error(tmp_path: Path, path: str, message: str) -> None:
    write_archive(tmp_path, {A: make_post()})

    with pytest.raises(ArchiveError) as caught:
        inspect(tmp_path, path)

    expected = (path, message.format(tmp_path))
    assert expected == (caught.value.subject, caught.value.message)


def test_another_post_decides_whom_a_digest_credits(tmp_path: Path) -> None:
    posts = {A: make_post("港口今日开放。（浪花）"), B: make_post("新闻。\n\n（文章来源：浪花）")}
    write_archive(tmp_path / "with", dict(posts))
    write_archive(tmp_path / "without", {A: posts[A]})

    assert "  rule        digest: （浪花）" in inspect(tmp_path / "with", A).splitlines()
    assert "  rule        site: 站长" in inspect(tmp_path / "without", A).splitlines()


def test_a_post_that_is_not_published_decides_nothing(tmp_path: Path) -> None:
    # The copy alone has the credit line, and generate leaves the copy out.
    copy = make_post("港口今日开放。（浪花）\n\n（文章来源：浪花）")
    write_archive(tmp_path, {A: make_post("港口今日开放。（浪花）"), "old_post/2021-12-08-a.md": copy})
    output = tmp_path / "feeds"
    pipeline.generate(SETTINGS, str(tmp_path), output)
    (published,) = [item["authors"][0]["name"] for item in read_items(output)]

    (actual,) = questions.inspect(SETTINGS, str(tmp_path), [Path(A)])

    assert actual.entry is not None
    assert published == actual.entry.credit.authors[0]


@pytest.mark.parametrize(
    ("body", "codes"), [("新闻一则。", []), ("港口明日开放。", ["copy-differs"])], ids=["same", "other"]
)
def test_a_copy_that_generate_leaves_out_is_not_told_as_published(
    tmp_path: Path, body: str, codes: list[str]
) -> None:
    path = "old_post/2021-12-08-a.md"
    write_archive(tmp_path, {A: make_post(), path: make_post(body)})

    first, *problems, last = inspect(tmp_path, path).splitlines()

    assert (path, "  published   no: copy of a post in another folder") == (first, last)
    start = f"  problem     {path}:1: warning: "
    assert codes == [problem.removeprefix(start).partition(":")[0] for problem in problems]


def test_a_post_whose_id_another_has_is_not_published_for_that_problem(tmp_path: Path) -> None:
    posts = {A: make_post("一。", title="一"), "old_post/2021-12-08-a.md": make_post("二。", title="二")}
    write_archive(tmp_path, dict(posts))

    _, problem, published = inspect(tmp_path, "old_post/2021-12-08-a.md").splitlines()

    assert problem.startswith("  problem     old_post/2021-12-08-a.md:1: error: id-duplicate: ")
    assert "  published   no" == published


def test_a_post_of_which_nothing_stays_shows_what_went_and_why(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post("（文章来源：浪花日报）\n\n[返回首页](/)"), B: make_post()})

    shown = inspect(tmp_path, A)
    (found,) = questions.inspect(SETTINGS, str(tmp_path), [Path(A)])
    told = describe_inspection(found)

    assert "error: text-missing: " in shown.splitlines()[1]
    assert "  published   no" == shown.splitlines()[2]
    assert "  - p         （文章来源：浪花日报）  [credit-line]" in shown.splitlines()
    assert "  - p         返回首页  [back-link]" in shown.splitlines()
    assert [False, None, None] == [told["published"], told["credit"], told["entry"]]
    assert ["（文章来源：浪花日报）", "返回首页"] == [block["text"] for block in told["blocks"]]


# JSON


def test_the_json_tells_programs_all_that_the_screen_tells_people(tmp_path: Path) -> None:
    body = (
        '港口<a class="infokey" href="https://keys.example/1">今日</a>开放。\n\n![](/a.png)\n\n'
        "（文章来源：海港日报、浪花日报）\n\n<http://press.example/1.html>"
    )
    fields = {
        "title": "开放",
        "date": "2021-12-08 10:46:18",
        "tags": "海港日报新闻",
        "author": "小编",
    }
    write_archive(tmp_path, {A: make_post(body, **fields)})

    (found,) = questions.inspect(SETTINGS, str(tmp_path), [Path(A)])

    line = '来源：<a href="http://press.example/1.html">海港日报、浪花日报</a>'
    image = '<img alt="" src="https://news.example.org/a.png">'
    expected = {
        "path": A,
        "published": True,
        "left_out": None,
        "duplicate_of": None,
        "problems": [],
        "read": {
            "title": "开放",
            "date": "2021-12-08T10:46:18+08:00",
            "categories": ["gangkou"],
            "tags": ["海港日报新闻"],
            "author": "小编",
            "front_matter": {
                "title": "开放",
                "categories": "gangkou",
                "date": "2021-12-08 10:46:18",
                "tags": "海港日报新闻",
                "author": "小编",
            },
        },
        "blocks": [
            {"element": "p", "text": "港口今日开放。", "images": [], "removed_by": None},
            {
                "element": "p",
                "text": "",
                "images": ["https://news.example.org/a.png"],
                "removed_by": None,
            },
            {
                "element": "p",
                "text": "（文章来源：海港日报、浪花日报）",
                "images": [],
                "removed_by": "credit-line",
            },
            {
                "element": "p",
                "text": "http://press.example/1.html",
                "images": [],
                "removed_by": "original-link",
            },
        ],
        "elements": [{"text": "https://keys.example/1", "removed_by": "infokey"}],
        "evidence": {
            "stated": [],
            "stated_rule": "",
            "credit_line": ["海港日报", "浪花日报"],
            "credit_line_rule": "bracketed-source",
            "digests": [],
            "part_of_sentence": "",
            "unread": "",
            "original_url": "http://press.example/1.html",
            "original_rule": "original-link",
            "own_address": "",
            "writers": ["小编"],
            "tags": ["海港日报新闻"],
            "matched": ["bracketed-source", "credit-line", "original-link"],
        },
        "credit": {
            "authors": ["海港日报", "浪花日报"],
            "outlets": ["海港日报", "浪花日报"],
            "original_url": "http://press.example/1.html",
            "rule": "credit-line",
            "rule_name": "bracketed-source",
            "name_rules": [],
            "evidence": "海港日报、浪花日报",
            "source": "海港日报、浪花日报",
        },
        "entry": {
            "id": "https://news.example.org/gangkou/2021/12/08/a",
            "url": "https://news.example.org/gangkou/2021/12/08/a.html",
            "title": "开放",
            "published": "2021-12-08T10:46:18+08:00",
            "updated": "2021-12-08T10:46:18+08:00",
            "categories": ["海港日报新闻"],
            "tags": [],
            "summary": None,
            "image": "https://news.example.org/a.png",
            "content_html": f"<p>港口今日开放。</p>\n<p>{image}</p>\n<p>{line}</p>",
        },
    }
    assert expected == json.loads(json.dumps(describe_inspection(found)))


@pytest.mark.parametrize(
    ("path", "left_out", "codes"),
    [
        (A, "unpublished", []),
        ("old_post/2021-12-09-b.md", "copy", []),
    ],
)
def test_the_json_says_why_a_post_is_left_out(
    tmp_path: Path, path: str, left_out: str, codes: list[str]
) -> None:
    posts = {A: make_post(published="false"), B: make_post(), "old_post/2021-12-09-b.md": make_post()}
    write_archive(tmp_path, dict(posts))

    (found,) = questions.inspect(SETTINGS, str(tmp_path), [Path(path)])

    expected = {
        "path": path,
        "published": False,
        "left_out": left_out,
        "duplicate_of": None,
        "problems": codes,
        **dict.fromkeys(("read", "blocks", "elements", "evidence", "credit", "entry")),
    }
    assert expected == describe_inspection(found)


def test_the_json_tells_the_problem_for_which_a_post_is_not_published(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post(), "_posts/b.md": make_post(date="")})

    (found,) = questions.inspect(SETTINGS, str(tmp_path), [Path("_posts/b.md")])

    described = describe_inspection(found)
    assert ("_posts/b.md", False) == (described["path"], described["published"])
    (problem,) = described["problems"]
    assert ("_posts/b.md", 4, "date-missing", "error") == (
        problem["path"],
        problem["line"],
        problem["code"],
        problem["severity"],
    )


# The same as generate


def list_examples() -> list[Path]:
    """List every post of the sample archive."""
    return sorted(path for folder in ARCHIVE.posts for path in (EXAMPLE / folder).rglob("*.md"))


def test_every_post_of_the_sample_archive_is_told_as_it_is_published(tmp_path: Path) -> None:
    report = pipeline.generate(SETTINGS, str(EXAMPLE), tmp_path)

    inspections = questions.inspect(SETTINGS, str(EXAMPLE), list_examples())

    entries = {result.entry.id: result.entry for result in inspections if result.entry is not None}
    assert report.published == len(entries)
    for item in read_items(tmp_path):
        expected = (item["title"], item["url"], item["authors"][0]["name"], item["content_html"])
        entry = entries[item["id"]]
        assert expected == (entry.title, entry.url, entry.credit.authors[0], entry.content_html)


@pytest.mark.parametrize(
    ("post", "outlet", "rule", "original"),
    [
        (
            "_posts/2021-12-16-NW202112162215870464.md",
            "杭州日报",
            "credit-line",
            "http://choicewzp1.eastmoney.com/html_News/NewsShare.html?infoCode=NW202112162215870464",
        ),
        (
            "_posts/2021-12-08-202112082206935918.md",
            "中国基金报",
            "digest",
            "http://finance.eastmoney.com/news/11158,202112082206935918.html",
        ),
        (
            "old_post/2021-12-08-202112082207168450.md",
            "央视新闻客户端",
            "digest",
            "http://finance.eastmoney.com/news/1350,202112082207168450.html",
        ),
        (
            "old_post/2021-12-08-202112082207150622.md",
            "东财滚动",
            "tag",
            "http://hk.eastmoney.com/news/11382,202112082207150622.html",
        ),
        ("_posts/2021-12-01-init.md", "ZNing", "site", None),
        (
            "_posts/2021-12-08-202112082206672930.md",
            "东财滚动",
            "tag",
            "http://finance.eastmoney.com/news/11060,202112082206672930.html",
        ),
    ],
)
def test_the_real_posts_credit_whom_they_should(
    post: str, outlet: str, rule: str, original: str | None
) -> None:
    (actual,) = questions.inspect(SETTINGS, str(need_corpus()), [Path(post)])

    assert actual.entry is not None
    expected = (outlet, rule, original)
    assert expected == (
        actual.entry.credit.authors[0],
        actual.entry.credit.rule,
        actual.entry.credit.original_url,
    )


def test_the_real_post_without_date_is_left_out_and_says_why() -> None:
    post = "_posts/-202205262391921712.md"

    (actual,) = questions.inspect(SETTINGS, str(need_corpus()), [Path(post)])

    assert actual.entry is None
    expected = [(post, "date-missing", "error")]
    assert expected == [(problem.path, problem.code, problem.severity) for problem in actual.problems]
