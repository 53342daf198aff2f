"""`feedtool inspect` says what became of a post, and says the same as `generate` does."""

from pathlib import Path

import pytest
from archives import EXAMPLE, make_post, need_corpus, read_items, write_archive

from feedtool import pipeline
from feedtool.errors import ArchiveError
from feedtool.inspection import render_inspection
from feedtool.settings import ArchiveSettings, Settings

A = "_posts/2021-12-08-a.md"
B = "_posts/2021-12-09-b.md"
ARCHIVE = ArchiveSettings(posts=("_posts", "old_post"), naive_dates="site", categories="whole")
SETTINGS = Settings(archive=ARCHIVE)


def inspect(source: Path, *paths: str) -> str:
    """Inspect posts of an archive, named by their paths in it, and render what is found."""
    inspections = pipeline.inspect(SETTINGS, str(source), [Path(path) for path in paths])
    return "".join(map(render_inspection, inspections))


def test_a_post_is_told_from_title_to_text(tmp_path: Path) -> None:
    body = (
        "<p>港口今日开放。</p><p>（文章来源：海港日报）</p>\n\n<http://press.example/1.html>\n\n"
        "[返回海港日报新闻](../gangkou/)｜[返回首页](../)"
    )
    post = make_post(body, title="开放", date="2021-12-08 10:46:18", tags="海港日报新闻")
    write_archive(tmp_path, {A: post})

    actual = inspect(tmp_path, A)

    expected = """\
_posts/2021-12-08-a.md
  title       开放
  date        2021-12-08T10:46:18+08:00
  categories  gangkou
  tags        海港日报新闻
  link        https://news.example.org/gangkou/2021/12/08/a.html
  id          https://news.example.org/gangkou/2021/12/08/a
  removed     back-link: 返回海港日报新闻｜返回首页
  removed     credit-line: （文章来源：海港日报）
  removed     original-link: http://press.example/1.html
  credit      海港日报 (rule credit-line, bracketed-source: 海港日报)
  original    http://press.example/1.html
  text        港口今日开放。
"""
    assert expected == actual


def test_what_a_post_does_not_have_is_said(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: "---\ntitle: 开放\n---\n港口<i hidden></i>今日开放。\n"})

    actual = inspect(tmp_path, A)

    expected = """\
_posts/2021-12-08-a.md
  title       开放
  date        2021-12-08T00:00:00+08:00
  categories  none
  tags        none
  link        https://news.example.org/2021/12/08/a.html
  id          https://news.example.org/2021/12/08/a
  removed     hidden: (no text)
  credit      站长 (rule site: 站长)
  original    none
  text        港口今日开放。
"""
    assert expected == actual


def test_a_long_value_is_one_line(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post("港口今日开放，" * 100)})

    actual = inspect(tmp_path, A).splitlines()[-1]

    expected = "  text        " + "港口今日开放，" * 6 + "港口今日开放…"
    assert expected == actual


def test_a_repair_is_told_with_the_post(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post(title='"开放" 港口')})

    actual = inspect(tmp_path, A).splitlines()[1:3]

    message = "the value of title needs quotes, and quotes inside it a backslash; it was read so"
    expected = [
        f"  problem     {A}:2: warning: title-repaired: {message}",
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
    write_archive(tmp_path, {A: make_post(published="false")})

    actual = inspect(tmp_path, A)

    expected = f"{A}\n  published   no: marked so by its owner\n"
    assert expected == actual


def test_posts_come_in_the_order_they_are_named(tmp_path: Path) -> None:
    write_archive(tmp_path, {A: make_post(), B: make_post()})

    actual = [line for line in inspect(tmp_path, B, A, B).splitlines() if not line.startswith(" ")]

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


@pytest.mark.parametrize("path", ["_posts/nothing.md", "_config.yml", "old_post/2021-12-08-a.md"])
def test_a_file_that_is_no_post_of_the_archive_is_an_error(tmp_path: Path, path: str) -> None:
    write_archive(tmp_path, {A: make_post()})

    with pytest.raises(ArchiveError) as caught:
        inspect(tmp_path, path)

    expected = (path, f"is no post of the archive {tmp_path}; see [archive] posts")
    assert expected == (caught.value.subject, caught.value.message)


def test_another_post_decides_whom_a_digest_credits(tmp_path: Path) -> None:
    posts = {A: make_post("港口今日开放。（浪花）"), B: make_post("新闻。\n\n（文章来源：浪花）")}
    write_archive(tmp_path / "with", dict(posts))
    write_archive(tmp_path / "without", {A: posts[A]})

    assert "  credit      浪花 (rule digest: （浪花）)" in inspect(tmp_path / "with", A).splitlines()
    assert "  credit      站长 (rule site: 站长)" in inspect(tmp_path / "without", A).splitlines()


def test_a_post_that_is_not_published_decides_nothing(tmp_path: Path) -> None:
    # The copy alone has the credit line, and generate leaves the copy out.
    copy = make_post("港口今日开放。（浪花）\n\n（文章来源：浪花）")
    write_archive(tmp_path, {A: make_post("港口今日开放。（浪花）"), "old_post/2021-12-08-a.md": copy})
    output = tmp_path / "feeds"
    pipeline.generate(SETTINGS, str(tmp_path), output)
    (published,) = [item["authors"][0]["name"] for item in read_items(output)]

    (actual,) = pipeline.inspect(SETTINGS, str(tmp_path), [Path(A)])

    assert actual.entry is not None
    assert published == actual.entry.credit.authors[0]


@pytest.mark.parametrize("body", ["新闻一则。", "港口明日开放。"], ids=["same", "other"])
def test_a_copy_that_generate_leaves_out_is_not_told_as_published(tmp_path: Path, body: str) -> None:
    write_archive(tmp_path, {A: make_post(), "old_post/2021-12-08-a.md": make_post(body)})

    actual = inspect(tmp_path, "old_post/2021-12-08-a.md")

    assert "  published   no" in actual


def list_examples() -> list[Path]:
    """List every post of the sample archive."""
    return sorted(path for folder in ARCHIVE.posts for path in (EXAMPLE / folder).rglob("*.md"))


def test_every_post_of_the_sample_archive_is_told_as_it_is_published(tmp_path: Path) -> None:
    report = pipeline.generate(SETTINGS, str(EXAMPLE), tmp_path)

    inspections = pipeline.inspect(SETTINGS, str(EXAMPLE), list_examples())

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
    (actual,) = pipeline.inspect(SETTINGS, str(need_corpus()), [Path(post)])

    assert actual.entry is not None
    expected = (outlet, rule, original)
    assert expected == (
        actual.entry.credit.authors[0],
        actual.entry.credit.rule,
        actual.entry.credit.original_url,
    )


def test_the_real_post_without_date_is_left_out_and_says_why() -> None:
    post = "_posts/-202205262391921712.md"

    (actual,) = pipeline.inspect(SETTINGS, str(need_corpus()), [Path(post)])

    assert actual.entry is None
    expected = [(post, "date-missing", "error")]
    assert expected == [(problem.path, problem.code, problem.severity) for problem in actual.problems]
