"""Jekyll sites as people keep them, each with the oddities of its kind, for the comparison with Jekyll.

What each says of addresses, dates, words and authors was chosen to be unlike what the sites of `jekyll_sites`
say, which take up one question each. Every text is our own.
"""

from collections.abc import Callable, Mapping

#: Path in the site to content.
Files = Mapping[str, str | bytes]


def _post(front_matter: str, body: str = "The ferry leaves at six.\n") -> str:
    return f"---\n{front_matter}\n---\n{body}"


def _posts(front_matters: Mapping[str, str]) -> dict[str, str | bytes]:
    """Make posts by their paths, each with the front matter given, its title and time its own."""
    return {
        path: _post(f"title: Post {number}\n{text}")
        for number, (path, text) in enumerate(front_matters.items())
    }


def _personal() -> Files:
    config = (
        "title: My Blog\nemail: me@harbour.example\n"
        "author:\n  name: Jane Doe\n  email: jane@harbour.example\n"
        '  uri: https://harbour.example/jane\n  twitter: jane\nurl: "https://www.Harbour.example"\n'
        "permalink: pretty\ntimezone: America/New_York\n"
    )
    return {
        "_config.yml": config,
        **_posts(
            {
                "_posts/2015-03-08-no-such-hour.md": "date: 2015-03-08 02:30\npermalink: /:hour/:title/",
                "_posts/2015-11-01-hour-twice.md": "date: 2015-11-01 01:30",
                "_posts/2015-11-01-hour-once.md": "date: 2015-11-01 01:30 EDT",
                "_posts/1969-07-20-moon.md": "date: 1969-07-20 16:17:40 -0400",
                "_posts/1969-12-31-no-time.md": "layout: post",
                "_posts/2020-07-02-name-of-a-zone.md": "date: 2020-07-02 23:30 Asia/Tokyo",
                "_posts/2020-02-31-no-such-day.md": "layout: post",
                "_posts/2020-01-01-What's New?.md": "categories: life update",
                "_posts/2020-01-02-commas.md": "tags: foo, bar, baz\ncategories: one, two",
                "_posts/2020-01-03-guest.md": "author:\n  name: Bob\n  email: bob@quay.example\n  uri: http://quay.example",
                "_posts/2020-01-03-guest-with-url.md": "author:\n  name: Bob\n  url: http://quay.example",
                "_posts/2020-01-03-plain-guest.md": "author: Bob",
                "_posts/2020-01-04-slug-no.md": "slug: no",
                "_posts/2020-01-04-excerpt-no.md": "excerpt: no\ndescription: false",
            }
        ),
    }


def _project() -> Files:
    config = (
        "name: Project\nauthor: The project\nurl: https://user.GitHub.io\nbaseurl: /My-Project\n"
        "permalink: /blog/:year/:month/:day/:title\nexclude: [README.md, vendor]\n"
    )
    own = {
        "template": "/:title/",
        "index": "/news/:year-:month-:day-:slug/index.html",
        "categories": "blog/x/:categories/:title:output_ext\ncategories: [A B, C/D]",
        "dots": "/a/../b/",
        "slashes": "//double//slash//",
        "address": "https://other.example/x.html",
        "letters": "/über/straße/",
        "query": "/a b/c?d=e&f#g",
        "escapes": "/x/%7Efoo/%41.html",
    }
    return {
        "_config.yml": config,
        **_posts(
            {
                "_posts/2018-05-05-release-1.0.md": "version: 1.0",
                "_posts/2018-05-06-v1.0.1.markdown": "slug: v1.0.1-rc",
                **{f"_posts/2018-05-07-{name}.md": f"permalink: {line}" for name, line in own.items()},
                "_posts/2018-05-08-a%E4b.md": "layout: post",
                "_posts/2018-05-08-slug.md": "slug: /rooted",
                "_posts/2018-05-08-slug-up.md": "slug: ../up",
                "docs/_posts/sub/2018-05-08-doc.md": "layout: post",
                "Docs Upper/_posts/2018-05-08-other-doc.md": "categories: extra more",
                "_posts/2018-05-09-a/2018-05-09-b.md": "layout: post",
                "my_posts/_posts/2018-05-10-cut.md": "layout: post",
                "x_posts/y/_posts/2018-05-10-cut-too.md": "layout: post",
                "de/_drafts/_posts/2018-05-10-below-drafts.md": "layout: post",
                "_posts/2018-05-11-.md": "layout: post",
            }
        ),
        "_posts/2018-05-12-data.yml": "title: data\n",
        "_posts/2018-05-12-more.yaml": "title: data\n",
    }


def _magazine() -> Files:
    config = (
        "title: The Mag\nurl: https://mag.example/\nbaseurl: ''\nauthor: desk\nlang: en-GB\n"
        "collections:\n  reviews: {output: true, permalink: '/reviews/:year/:title/'}\n"
        "feed:\n  categories: [politics, Arts & Life]\n  tags: true\n  collections: [reviews]\n"
    )
    authors = (
        "desk:\n  name: The Desk\n  email: desk@mag.example\n  uri: https://mag.example/desk\n"
        "ann:\n  name: Ann O'Hara\n  email: ann@mag.example\nbob:\n  name: Bob & Co\n  url: https://bob.example\n"
        "str: Just a name\nJane Roe:\n  name: J. Roe\n  uri: https://roe.example/jane\nempty:\n"
    )
    lines = (
        "author: ann\ncategory: politics\ntags: [x, y]",
        "author: bob\ncategories: [politics, Arts & Life]",
        "author: str",
        "author: Jane Roe",
        "author: empty",
        "layout: post",
        "author: Ann",
        "author:\n  name: ann",
        "author: ''\nauthors: [bob]",
        "authors: [ann]",
        "authors:\n  - name: Zed\n    email: zed@quay.example",
        "authors: []",
        "author: no",
        "author: ann, bob",
    )
    return {
        "_config.yml": config,
        "_data/authors.yml": authors,
        **_posts({f"_posts/2020-01-{day:02}-issue.md": text for day, text in enumerate(lines, start=1)}),
        **_posts(
            {
                "_reviews/one.md": "date: 2020-03-01\nauthor: ann",
                "_reviews/2020-03-02-two.md": "layout: post",
                "_reviews/deep/2020-03-03-three.md": "categories: [film]",
            }
        ),
    }


_IMPORTED = """\
type: post
parent_id: '0'
published: {published}
password: ''
status: {status}
categories:
- Uncategorized
- "Q&A"
- C/C++
tags: []
meta:
  _edit_last: '1'
author:
  login: admin
  email: admin@wp.example
  display_name: Max M.
permalink: "{permalink}"
date: {date}
"""


def _imported() -> Files:
    def front_matter(date: str, permalink: str, published: str = "true", status: str = "publish") -> str:
        return _IMPORTED.format(date=date, permalink=permalink, published=published, status=status)

    return {
        "_config.yml": (
            "title: WP\nurl: http://blog.wp.example\nauthor: Max M.\npermalink: /:year/:month/:day/:title/\n"
        ),
        **_posts(
            {
                "_posts/2010-05-04-hello.html": front_matter(
                    "2010-05-04 10:11:12.000000000 +02:00", "/2010/05/04/hello/"
                ),
                "_posts/2010-05-05-secret.html": front_matter("2010-05-05", "/s/", "false", "private"),
                "_posts/2010-05-06-umlaut.html": front_matter(
                    "2010-05-06 10:11:12.000000000 Z", "/2010/05/06/gr%c3%bc%c3%9fe/"
                ),
                "_posts/2010-05-07-quoted.html": front_matter("'2010-05-07 23:11:12 -0500'", "/?p=123"),
                "_posts/2010-05-08-%e4%bd%a0%e5%a5%bd.html": "layout: post",
            }
        ),
    }


def _words() -> Files:
    values = (
        "a, b",
        "[a, [b, c]]",
        "~",
        "'a b'",
        "[a b, c]",
        "[2020-01-01]",
        "[ ]",
        "[A, a]",
        "no",
        "[1:30, 0x1F, 010, .5, +1]",
        "[~, a]",
        "[a: b]",
        "a\u3000b",
        "a\u00a0b",
        "[＃タグ, C＋＋]",
        "['a ', a]",
        "'  '",
    )
    posts = {
        f"_posts/2020-01-01-{key}-{number:02}.md": f"{key}: {value}"
        for key in ("categories", "category", "tags", "tag")
        for number, value in enumerate(values)
        # Jekyll fails on the first, and of the second it prints the list as Ruby shows it.
        if (key, value) != ("categories", "no") and not (key == "category" and value.startswith("["))
    }
    config = "title: Words\nurl: https://w.example\nauthor: W\npermalink: /:categories/:title/\n"
    return {"_config.yml": config, **_posts(posts)}


_DEFAULTS = """\
defaults:
- scope: {path: ""}
  values: {layout: post, author: All}
- scope: {path: "_posts/**/guest/*"}
  values: {author: Guest}
- scope: {path: "blog/*/_posts"}
  values: {author: Star, category: star}
- scope: {path: "_posts/[yz]"}
  values: {author: Y or Z}
- scope: {path: "_posts/{m,n}*"}
  values: {author: M or N}
- scope: {path: "", type: posts}
  values: {tags: [typed], permalink: "/t/:title/"}
- scope: {path: "_posts/deep", type: post}
  values: {author: Deep, tags: [deep]}
- scope: {path: "_posts/draft"}
  values: {draft: true}
- scope: {path: "_posts/hash"}
  values: {author: {name: H, email: h@quay.example}}
- scope: {path: "_posts/words"}
  values: {categories: one two, tags: three four}
- scope: {path: "_posts/slug"}
  values: {slug: by-default}
- scope: {path: "_posts/date"}
  values: {date: "2019-09-09 09:09"}
- scope: {path: "_posts/null"}
  values: {permalink: /np/:title.html}
"""


def _defaults() -> Files:
    return {
        "_config.yml": f"title: x\nauthor: y\nurl: https://x.example\n{_DEFAULTS}",
        **_posts(
            {
                "_posts/a/b/guest/2020-01-01-a.md": "layout: post",
                "_posts/guest/2020-01-01-b.md": "layout: post",
                "blog/one/_posts/2020-01-01-c.md": "layout: post",
                "blog/_posts/2020-01-01-d.md": "layout: post",
                "_posts/y/2020-01-01-e.md": "layout: post",
                "_posts/[yz]/2020-01-01-f.md": "layout: post",
                "_posts/mm/2020-01-01-g.md": "layout: post",
                "_posts/deep/2020-01-01-h.md": "layout: post",
                "_posts/draft/2020-01-01-i.md": "layout: post",
                "_posts/draft/2020-01-01-j.md": "draft: false",
                "_posts/hash/2020-01-01-k.md": "layout: post",
                "_posts/hash/2020-01-01-l.md": "author: {name: Own}",
                "_posts/hash/2020-01-01-m.md": "author: {uri: 'http://quay.example'}",
                "_posts/hash/2020-01-01-n.md": "author: Plain",
                "_posts/words/2020-01-01-o.md": "categories: own\ntags: own2",
                "_posts/words/2020-01-01-p.md": "category: own\ntag: own2",
                "_posts/words/2020-01-01-q.md": "categories:\ntags:",
                "_posts/words/2020-01-01-r.md": "categories: []\ntags: []",
                "_posts/slug/2020-01-01-s.md": "slug: false",
                "_posts/slug/2020-01-01-t.md": "slug: own",
                "_posts/date/2020-01-01-u.md": "layout: post",
                "_posts/date/2020-01-01-v.md": "date: 2018-08-08",
                "_posts/null/2020-01-01-w.md": "permalink:",
                "_posts/null/2020-01-01-x.md": "permalink: false",
                "_posts/null/2020-01-01-y.md": "permalink: ''",
            }
        ),
    }


def _of_settings(extra: str) -> Files:
    """Make a site of a few posts with an odd line in its configuration."""
    return {
        "_config.yml": f"title: x\nurl: https://x.example\n{extra}\n",
        "_data/authors.yml": "- name: jd\n",
        **_posts(
            {
                "_posts/2020-01-01-a.md": "date: 2020-01-01 03:00:00\nauthor: jd",
                "_posts/2020-07-01-b.md": "date: 2020-07-01 23:30\nauthor: jd",
                "_posts/2020-07-03-c.md": "author: jd",
            }
        ),
    }


#: Every site by its name.
KEPT_SITES: Mapping[str, Callable[[], Files]] = {
    "kept-personal": _personal,
    "kept-project": _project,
    "kept-magazine": _magazine,
    "kept-imported": _imported,
    "kept-words": _words,
    "kept-defaults": _defaults,
    "kept-zone-nowhere": lambda: _of_settings("timezone: Asia/Beijing"),
    "kept-zone-in-small-letters": lambda: _of_settings("timezone: america/new_york"),
    "kept-zone-of-hours": lambda: _of_settings("timezone: UTC+8"),
    "kept-language-in-words": lambda: _of_settings("lang: english"),
    "kept-author-off": lambda: _of_settings("author: false"),
    "kept-url-with-dot": lambda: _of_settings("url: https://x.example."),
    "kept-baseurl-with-dots": lambda: _of_settings("baseurl: /a/../b/./c"),
    "kept-permalink-empty": lambda: _of_settings("permalink: ''"),
}
