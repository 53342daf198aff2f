"""Make an archive to measure with.

    python benchmarks/archive.py DIR --posts 36000 --categories 2000 --seed 1

It has the shapes and the proportions of the archive that feedtool is made for, of which eight posts were
at hand: five digests, an outlet's article (6.3 KB), a digest with its article and widgets (8.0 KB),
and a line by the site. So, of all posts:

- three quarters are digests: a few sentences of Markdown, as a rule closed by （the outlet）; about 0.55 KB
- an eighth are articles of outlets: paragraphs of HTML, a credit line （文章来源：the outlet）; about 6 KB
- an eighth are digest and article: hidden elements, a chart, names of shares wrapped in spans and links
  in mid sentence, pictures with captions, half of the credit lines with a widget inside; about 8 KB
- one small category holds lines by the site itself

Nearly all have the bare link to the original and back-links, which changed with the years (``posts.Era``).
On average a post has 2.1 KB, as those eight have (74 MB for 36,000); lengths of articles are spread
log-normally.

Sizes of categories follow Zipf's law: with 36,000 posts in 2,000 categories the largest has 4,400 posts,
the hundredth 44, and half of all have four or fewer. One in four hundred is a portal's, with posts of every
outlet; the others are of one outlet each. Dates are spread over eight months, from December 2021 on.

Two things that the archive has are left out. A post without a date, or with a broken one, ends the runs of
Hugo and Pelican. A name of a category with a space is two categories to Jekyll, and one to Hugo and Pelican.

The same arguments give the same bytes on every machine. An archive that is there is written over.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, repeat
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from posts import HOST, SITE_AUTHOR, SITE_NEWS, Category, Era, MadePost, Shape, Writer
from words import make_outlets, make_places

_START = datetime(2021, 12, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
_SPAN = timedelta(days=243)
#: The share of the time at whose end an era ends.
_ERAS = ((0.01, Era.NAKED), (0.03, Era.RELATIVE), (0.06, Era.FORMER), (1.0, Era.PRESENT))
_SHAPES = {Shape.DIGEST: 6, Shape.ARTICLE: 1, Shape.WIDGETS: 1}
_CATEGORIES_A_PORTAL = 400
_SITE_RANK = 20

CONFIG = f"""\
theme: jekyll-theme-minimal

lang: zh-CN
title: 金融消息测量
show_downloads: false
safe: true
url: https://{HOST}
timezone: Asia/Shanghai
author: {SITE_AUTHOR}

plugins:
  - jekyll-feed
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How large an archive is to be, and which of all such archives it is."""

    posts: int
    categories: int
    seed: int = 1


def make_categories(count: int) -> tuple[Category, ...]:
    """Give the categories, the largest first: a few of portals, one of the site, the others of outlets.

    Every third name of an outlet's category is in Chinese, every seventh has a note in parentheses.
    """
    portals = max(1, count // _CATEGORIES_A_PORTAL)
    site_rank = max(portals, count // _SITE_RANK)
    places, outlets = make_places(), iter(make_outlets())
    categories = []
    for rank in range(count):
        if rank < portals:
            place = places[rank]
            category = Category(name=f"{place.latin}news", label=f"{place.text}滚动新闻", outlet=None)
        elif rank == site_rank:
            category = Category(name=SITE_NEWS.latin, label=SITE_NEWS.text, outlet=SITE_AUTHOR)
        else:
            outlet = next(outlets)
            name = outlet.text if rank % 3 == 0 else outlet.latin
            note = "(shouji)" if rank % 7 == 0 else ""
            category = Category(name=name + note, label=f"{outlet.text}新闻", outlet=outlet.text)
        categories.append(category)
    return tuple(categories)


def count_posts(plan: Plan) -> tuple[int, ...]:
    """Say how many posts each category has, by Zipf's law; each has one at least."""
    weight = sum(1 / rank for rank in range(1, plan.categories + 1))
    counts = [max(1, round(plan.posts / weight / rank)) for rank in range(1, plan.categories + 1)]
    counts[0] += plan.posts - sum(counts)
    if counts[0] < 1:
        raise ValueError(f"{plan.posts} posts are too few for {plan.categories} categories")
    return tuple(counts)


def make_posts(plan: Plan, more: int = 0) -> Iterator[MadePost]:
    """Write the posts of an archive by their dates; with ``more``, so many newer ones instead."""
    categories = make_categories(plan.categories)
    order = list(chain.from_iterable(map(repeat, range(plan.categories), count_posts(plan))))
    random = Random(f"archive {plan.seed}")
    random.shuffle(order)
    outlets = [
        category.outlet for category in categories if category.outlet and category.name != SITE_NEWS.latin
    ]
    writer = Writer(plan.seed, outlets)
    numbers = range(plan.posts, plan.posts + more) if more else range(plan.posts)
    for number in numbers:
        share = number / plan.posts
        category = categories[order[number % plan.posts]]
        era = next((era for end, era in _ERAS if share < end), Era.PRESENT)
        shape = Random(f"shape {plan.seed} {number}").choices([*_SHAPES], [*_SHAPES.values()])[0]
        if category.name == SITE_NEWS.latin:
            shape = Shape.SITE
        elif era in {Era.NAKED, Era.RELATIVE, Era.FORMER}:
            shape = Shape.DIGEST  # articles came later
        yield writer.write(number, shape, era, _START + _SPAN * share, category)


def write_archive(folder: Path, plan: Plan) -> tuple[int, int]:
    """Write an archive to a folder, and give the number of its posts and their bytes."""
    (folder / "_posts").mkdir(parents=True, exist_ok=True)
    (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")
    sizes = [write_post(folder, post) for post in make_posts(plan)]
    return len(sizes), sum(sizes)


def write_post(folder: Path, post: MadePost) -> int:
    """Write a post to the archive in a folder, and give its size."""
    return (folder / post.path).write_bytes(post.text.encode())


def main() -> None:
    """Write the archive that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Make an archive to measure feedtool and its peers with.")
    parser.add_argument("folder", type=Path, help="where to write _config.yml and _posts")
    parser.add_argument("--posts", type=int, default=36000)
    parser.add_argument("--categories", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    plan = Plan(posts=arguments.posts, categories=arguments.categories, seed=arguments.seed)
    try:
        posts, size = write_archive(arguments.folder, plan)
    except ValueError as error:
        parser.error(str(error))
    print(f"{posts} posts, {size / 1e6:.1f} MB, {size / posts:.0f} bytes a post, in {arguments.folder}")


if __name__ == "__main__":
    main()
