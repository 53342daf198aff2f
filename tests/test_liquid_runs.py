"""A post with Liquid says in every run what the files that it names say; without the setting none is run."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from archives import SITE, make_post, pack_tar, pack_zip, read_items, write_archive

from feedtool.model import Report
from feedtool.pipeline import generate
from feedtool.questions import inspect
from feedtool.settings import ArchiveSettings, ChromeSettings, FeedSettings, Settings

A = "_posts/2021-12-08-a.md"
B = "_posts/2021-12-09-b.md"
SETTINGS = replace(
    Settings(), archive=ArchiveSettings(liquid=True), feeds=FeedSettings(formats=("json",), by=("all",))
)


def publish(
    folder: Path, settings: Settings = SETTINGS, source: Path | None = None
) -> tuple[Report, list[str]]:
    """Publish a site with its index; give the report, and the texts of the entries."""
    output = folder / "feeds"
    index = folder / "index.sqlite"
    report = generate(settings, str(source or folder / "site"), output, jobs=1, index_path=index)
    return report, [item["content_html"] for item in read_items(output)]


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a site whose files were changed long ago."""
    site = write_archive(folder / "site", files)
    for path in site.rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))


def test_liquid_is_not_run_unless_the_settings_say_so(tmp_path: Path) -> None:
    write(
        tmp_path, {A: make_post("一 {{ site.title }} {% raw %}{{ x }}{% endraw %} {% include a.html %} 二。")}
    )

    report, texts = publish(tmp_path, replace(SETTINGS, archive=ArchiveSettings()))

    message = "a Liquid tag stands in the text, and is left as it is; [archive] liquid = true runs it"
    assert [("liquid-left", message)] == [(problem.code, problem.message) for problem in report.problems]
    assert ["<p>一 {{ site.title }} {{ x }} {% include a.html %} 二。</p>"] == texts


def test_a_post_follows_its_include_and_no_other_post_is_read_again(tmp_path: Path) -> None:
    files = {A: make_post("{% include a.html %}。"), B: make_post("二。", title="二")}
    write(tmp_path, {**files, "_includes/a.html": "从前"})
    publish(tmp_path)

    (tmp_path / "site" / "_includes" / "a.html").write_text("现在", encoding="utf-8")
    report, texts = publish(tmp_path)

    assert ["<p>二。</p>", "<p>现在。</p>"] == texts
    assert 1 == report.index["read"]


def test_a_post_that_failed_for_a_missing_file_is_run_once_it_is_there(tmp_path: Path) -> None:
    write(tmp_path, {A: make_post("{% include a.html %}"), B: make_post("二。", title="二")})
    first, before = publish(tmp_path)
    write(tmp_path, {"_includes/a.html": ""})
    second, between = publish(tmp_path)
    write(tmp_path, {"_includes/a.html": "在了"})
    third, after = publish(tmp_path)

    assert ["<p>二。</p>", "<p>{% include a.html %}</p>"] == before
    assert ["<p>二。</p>"] == between
    assert ["<p>二。</p>", "<p>在了</p>"] == after
    codes = [[problem.code for problem in report.problems] for report in (first, second, third)]
    assert [["liquid-failed"], ["text-missing"], []] == codes


def test_an_include_that_is_no_text_is_a_problem_of_the_post(tmp_path: Path) -> None:
    write(tmp_path, {A: make_post("一\n{% include a.html %}"), "_includes/a.html": b"\xff"})

    report, texts = publish(tmp_path)

    way_out = "mend it, or put {% raw %} and {% endraw %} around it"
    reason = f"all is left as text: _includes/a.html is not in UTF-8; {way_out}"
    (problem,) = report.problems
    assert (7, f"Liquid cannot be run here, and {reason}") == (problem.line, problem.message)
    assert ["<p>一\n{% include a.html %}</p>"] == texts


def test_a_post_that_lists_posts_follows_them(tmp_path: Path) -> None:
    listing = "{% for post in site.posts %}{{ post.title }}；{% endfor %}"
    write(tmp_path, {A: make_post(listing, title="单"), B: make_post("二。", title="二")})
    publish(tmp_path)
    write(tmp_path, {"_posts/2021-12-10-c.md": make_post("三。", title="三")})
    _, texts = publish(tmp_path)

    assert ["<p>三。</p>", "<p>二。</p>", "<p>三；二；单；</p>"] == texts


def test_a_change_of_the_front_matter_is_published_where_the_text_stays(tmp_path: Path) -> None:
    write(tmp_path, {A: make_post("{{ 'a' }}。", tags="[甲]")})
    publish(tmp_path)
    write(tmp_path, {A: make_post("{{ 'a' }}。", tags="[乙]")})
    publish(tmp_path)

    (item,) = read_items(tmp_path / "feeds")
    assert "乙" in item["tags"]


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path, {A: make_post("{{ site.title }}。")})
    publish(tmp_path)

    report, _ = publish(tmp_path)

    assert () == report.files_written


def test_what_recurs_is_learned_from_what_was_run(tmp_path: Path) -> None:
    posts = {
        f"_posts/2021-12-{day:02}-a.md": make_post(
            f"第 {'甲乙丙丁'[day - 1]} 篇。\n\n{{% include a.html %}}", title=f"篇{day}"
        )
        for day in range(1, 5)
    }
    write(tmp_path, {**posts, "_includes/a.html": "下面是每一篇都有的同一句话，与新闻无关。"})
    settings = replace(SETTINGS, chrome=ChromeSettings(learn=True, share=0.5, posts=3))

    _, first = publish(tmp_path, settings)
    _, second = publish(tmp_path, settings)

    assert first == second == [f"<p>第 {name} 篇。</p>" for name in "丁丙乙甲"]


def test_the_number_of_processes_changes_no_byte(tmp_path: Path) -> None:
    body = "{% include a.html %}{{ site.posts.size }} {% post_url 2021-01-01-a %}。"
    posts = {
        f"_posts/2021-01-{day:02}-{letter}.md": make_post(body, title=f"{day}{letter}")
        for day in range(1, 29)
        for letter in "abcdefgh"
    }
    write(tmp_path, {**posts, "_includes/a.html": "片段"})

    feeds = []
    for jobs in (1, 2):
        output = tmp_path / f"feeds-{jobs}"
        generate(SETTINGS, str(tmp_path / "site"), output, jobs=jobs)
        feeds.append((output / "all" / "feed.json").read_bytes())

    assert feeds[0] == feeds[1]
    assert "片段224 /gangkou/2021/01/01/a.html" in feeds[0].decode()


@pytest.mark.parametrize("is_packed", [False, True])
def test_data_is_read_from_the_folder_that_the_site_names(tmp_path: Path, *, is_packed: bool) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": f"{SITE}data_dir: more/data\n",
        A: make_post("{{ site.data.a.b }}{{ site.data.deep.c[0].d }}。"),
        "_data/a.yml": "b: 无\n",
        "more/data/a.yml": "b: 数\n",
        "more/data/deep/c.csv": "d\n据\n",
    }
    site = (
        pack_zip(tmp_path / "site.zip", files) if is_packed else write_archive(tmp_path / "site", files, "")
    )

    _, texts = publish(tmp_path, source=site)

    assert ["<p>数据。</p>"] == texts


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_a_packed_archive_gives_what_its_folder_gives(tmp_path: Path, kind: str) -> None:
    body = (
        "{% include a.html %}{% include e.svg %} {{ site.data.b.c }} {% link about.md %} {% link d.png %} "
        "{% link own.html %} {% link _docs/f.png %}。"
    )
    files: dict[str, str | bytes] = {
        "_config.yml": f"{SITE}collections: {{docs: {{output: true}}}}\n",
        A: make_post(body),
        "_includes/a.html": "片段",
        "_includes/e.svg": "图",
        "_data/b.yml": "c: 数据",
        "about.md": "---\ntitle: 关于\n---\n关于。\n",
        "d.png": b"\x89PNG",
        "_docs/f.png": b"\x89PNG",
        "own.html": "---\npermalink: /mine/\n---\n",
    }
    members: dict[str, str | bytes] = {f"site-main/{path}": content for path, content in files.items()}
    pack = pack_zip if kind == "zip" else pack_tar
    packed = pack(tmp_path / f"site.{kind}", members)

    _, texts = publish(tmp_path, source=packed)

    assert ["<p>片段图 数据 /about.html /d.png /mine/ /docs/f.png。</p>"] == texts


def test_inspect_shows_the_text_as_it_was_run(tmp_path: Path) -> None:
    write(tmp_path, {A: make_post("{{ site.title }} {% include a.html %}。"), "_includes/a.html": "片段"})

    (inspection,) = inspect(SETTINGS, str(tmp_path / "site"), [Path(A)])

    assert inspection.draft is not None
    assert ("海港新闻 片段。", True) == (inspection.draft.text, inspection.draft.post.has_run_liquid)


def test_an_excerpt_that_cannot_be_run_is_none(tmp_path: Path) -> None:
    body = "{% capture x %}一\n<!--more-->\n二{% endcapture %}{% if x %}{{ x }}{% endif %}。"
    cut = "{{ 'a<!--more-->b' }}。"
    config = f"{SITE}excerpt_separator: <!--more-->\n"
    write_archive(tmp_path / "site", {A: make_post(cut), B: make_post(body, title="二")}, config)

    report, texts = publish(tmp_path)

    assert ["<p>一\n\n二。</p>", "<p>ab。</p>"] == texts
    (problem,) = report.problems
    assert (A, "liquid-failed") == (problem.path, problem.code)
    assert problem.message.startswith(
        "Liquid cannot be run here, and there is no excerpt: {{ is not closed with }}"
    )
