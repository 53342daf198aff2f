"""Runs the real Jekyll with jekyll-feed over a site, and reads what it published as simple values.

Knows nothing of feedtool, and nothing of the sites of our tests: any Jekyll site will do.
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import yaml
from lxml import etree

#: How an address is folded: as Addressable does since 2.8.2, or as it did before.
NormalForm = Literal["nfc", "nfkc"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PROBE = "feedtool-probe.json"
_SECONDS = 300
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BARE_AMPERSAND = re.compile(rb"&(?![a-z]+;|#)")

#: Which post has which address is nowhere in feed.xml: a page that lists both is built along with the site.
_PROBE_PAGE = f"""\
---
layout: null
published: true
permalink: /{_PROBE}
---
{{"collections_dir": {{{{ site.collections_dir | jsonify }}}},
"feed": {{{{ site.feed.collections.posts.path | default: site.feed.path | default: "/feed.xml" | jsonify }}}},
"posts": [{{% for post in site.posts %}}{{
"path": {{{{ post.relative_path | jsonify }}}}, "id": {{{{ post.id | absolute_url | jsonify }}}},
"link": {{{{ post.url | absolute_url | jsonify }}}},
"published": {{{{ post.date | date_to_xmlschema | jsonify }}}},
"title": {{{{ post.title | jsonify }}}}, "categories": {{{{ post.categories | jsonify }}}},
"tags": {{{{ post.tags | jsonify }}}}
}}{{% unless forloop.last %}},{{% endunless %}}{{% endfor %}}]}}
"""
#: Addressable folds addresses with NFKC before 2.8.2, and with NFC since; that is all they differ in here.
_FOLD_WITH = """\
require "addressable/uri"
Addressable::IDNA.define_singleton_method(:unicode_normalize_kc) do |text|
  text.to_s.unicode_normalize(:%(form)s)
end
String.prepend(Module.new {
  def unicode_normalize(form = :nfc)
    encoding == Encoding::BINARY ? self : super(form == :nfc ? :%(form)s : form)
  end
})
"""


class JekyllError(Exception):
    """Jekyll stopped; the text is what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomEntry:
    """One entry of an Atom feed, as a reader sees it."""

    id: str
    link: str
    title: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    #: The e-mail address and the URI of each, in the order of the authors; empty if there is none.
    contacts: tuple[tuple[str, str], ...]
    #: In order, without repetitions.
    categories: tuple[str, ...]
    #: HTML; None if the entry has no content.
    content: str | None
    summary: str | None
    image: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePost:
    """What Jekyll itself knows of a post, beside the feed."""

    title: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JekyllBuild:
    """One site, as Jekyll published it."""

    #: The entries of its main feed by the path of their post, in the order of the feed.
    entries: dict[str, AtomEntry]
    #: Every post, also those that the feed leaves out.
    posts: dict[str, SitePost]
    #: Paths of the posts in every other feed, in its order, by the feed's path on the site.
    feeds: dict[str, tuple[str, ...]]
    #: What Jekyll said on the way.
    log: str


@cache
def find_missing() -> str:
    """Name what of Jekyll is not installed; empty if all is there."""
    for command in ("ruby", "jekyll"):
        if shutil.which(command) is None:
            return f"{command} is not installed"
    arguments = ["ruby", "-e", "require 'jekyll'; require 'jekyll-feed'"]
    found = subprocess.run(arguments, capture_output=True, check=False, timeout=_SECONDS)
    return "" if found.returncode == 0 else "the gem jekyll-feed is not installed"


def build_site(
    site: Path, work: Path, *, normal_form: NormalForm = "nfc", limit: int | None = 1_000_000
) -> JekyllBuild:
    """Build a copy of ``site`` in the empty folder ``work``, and read its feeds.

    ``limit`` stands for jekyll-feed's posts_limit; None leaves what the site says.

    Raises:
        JekyllError: Jekyll stopped.
    """
    source, target = work / "source", work / "built"
    shutil.copytree(site, source)
    (source / _PROBE).write_text(_PROBE_PAGE, encoding="utf-8")
    fold = work / "fold.rb"
    fold.write_text(_FOLD_WITH % {"form": normal_form}, encoding="utf-8")
    feed = {} if limit is None else {"feed": {"posts_limit": limit}}
    overlay = work / "overlay.yml"
    # A theme changes no feed, and few are installed; safe mode would pass over the plugin.
    settings = {"plugins": ["jekyll-feed"], "theme": False, "safe": False, **feed}
    overlay.write_text(yaml.safe_dump(settings), encoding="utf-8")
    configs = [path for path in (source / "_config.yml", overlay) if path.is_file()]
    arguments = ["jekyll", "build", "--disable-disk-cache", "--source", str(source)]
    arguments += ["--destination", str(target), "--config", ",".join(map(str, configs))]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(work),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "JEKYLL_ENV": "production",
        "JEKYLL_NO_BUNDLER_REQUIRE": "true",
        "RUBYOPT": f"-W0 -r{fold}",
    }
    run = subprocess.run(
        arguments,
        cwd=work,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )
    log = run.stdout + run.stderr
    if run.returncode != 0:
        raise JekyllError(log)
    return _read_build(target, log)


def _read_build(target: Path, log: str) -> JekyllBuild:
    probe = json.loads((target / _PROBE).read_text(encoding="utf-8"))
    folder = str(probe["collections_dir"] or "").strip("/")
    paths: dict[tuple[str, str, datetime], list[str]] = {}
    posts = {}
    for post in probe["posts"]:
        path = f"{folder}/{post['path']}" if folder else post["path"]
        published = datetime.fromisoformat(post["published"])
        paths.setdefault((post["id"], post["link"], published), []).append(path)
        posts[path] = SitePost(
            title=str(post["title"]),
            categories=tuple(map(str, post["categories"] or ())),
            tags=tuple(map(str, post["tags"] or ())),
        )

    def path_of(entry: AtomEntry) -> str:
        same = paths.get((entry.id, entry.link, entry.published), [entry.id])
        return next((path for path in same if path in posts and posts[path].title == entry.title), same[0])

    main = target / str(probe["feed"]).lstrip("/")
    entries = {path_of(entry): entry for entry in parse_atom(main.read_bytes())}
    others = [path for path in sorted(target.rglob("*.xml")) if path != main and _is_atom(path)]
    feeds = {
        path.relative_to(target).as_posix(): tuple(map(path_of, parse_atom(path.read_bytes())))
        for path in others
    }
    return JekyllBuild(entries=entries, posts=posts, feeds=feeds, log=log)


def _is_atom(path: Path) -> bool:
    return b'<feed xmlns="http://www.w3.org/2005/Atom"' in path.read_bytes()[:500]


def parse_atom(data: bytes) -> tuple[AtomEntry, ...]:
    """Read the entries of an Atom feed, whoever wrote it."""
    # jekyll-feed puts addresses into attributes as they are, and a post's control characters too: no XML.
    data = _CONTROL.sub(b"", data)
    mended = b"".join(
        part if part.startswith(b"<![CDATA[") else _BARE_AMPERSAND.sub(b"&amp;", part)
        for part in _CDATA.split(data)
    )
    root = etree.fromstring(mended, etree.XMLParser(huge_tree=True))
    return tuple(_parse_entry(node) for node in root.iterfind(f"{_ATOM}entry"))


def _parse_entry(node: etree._Element) -> AtomEntry:
    def text_of(name: str) -> str | None:
        found = node.find(f"{_ATOM}{name}")
        return None if found is None else found.text or ""

    def plain(name: str) -> str:
        found = node.find(f"{_ATOM}{name}")
        is_html = found is not None and found.get("type") == "html"
        text = text_of(name) or ""
        return unescape(text) if is_html else text

    links = [it for it in node.iterfind(f"{_ATOM}link") if it.get("rel", "alternate") == "alternate"]
    image = node.find(f"{_MEDIA}thumbnail")
    if image is None:
        image = node.find(f"{_MEDIA}content")
    return AtomEntry(
        id=text_of("id") or "",
        link=str(links[0].get("href")) if links else "",
        title=plain("title"),
        published=datetime.fromisoformat(text_of("published") or ""),
        updated=datetime.fromisoformat(text_of("updated") or ""),
        authors=tuple(it.text or "" for it in node.iterfind(f"{_ATOM}author/{_ATOM}name")),
        contacts=tuple(
            (it.findtext(f"{_ATOM}email") or "", it.findtext(f"{_ATOM}uri") or "")
            for it in node.iterfind(f"{_ATOM}author")
        ),
        categories=tuple(dict.fromkeys(str(it.get("term")) for it in node.iterfind(f"{_ATOM}category"))),
        content=text_of("content"),
        summary=None if text_of("summary") is None else plain("summary"),
        image=None if image is None else image.get("url"),
        language=node.get(_XML_LANG),
    )


_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font foo i ins kbd label mark nobr q rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr".split()
)
_SILENT = frozenset({"script", "style", "template", "title"})


class _TextReader(HTMLParser):
    """Gathers the text between tags; what is no inline element parts words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.depth: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.depth[tag] += tag in _SILENT
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.depth[tag] -= tag in _SILENT
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not any(self.depth.values()):
            self.parts.append(data)

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append("\n")


def fold_text(html: str | None) -> str:
    """Give the text of HTML: tags dropped, entities decoded, white space folded."""
    reader = _TextReader()
    reader.feed(html or "")
    reader.close()
    return re.sub(r"\s+", " ", "".join(reader.parts)).strip()
