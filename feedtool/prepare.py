"""One post to a draft: all that can be done with it alone. Pure."""

from dataclasses import replace

from feedtool import clean, markdown
from feedtool.chrome import mark_chrome
from feedtool.clean import Article
from feedtool.config import Config
from feedtool.errors import PostError
from feedtool.evidence import read_evidence, speaks_of_source
from feedtool.liquid_values import NO_FILES, SiteFiles
from feedtool.model import Draft, Post, RawPost
from feedtool.originals import read_copied_page
from feedtool.post import parse_post
from feedtool.recurring import keys_of
from feedtool.urls import Base


def prepare(
    raw: RawPost, config: Config, learned: frozenset[str] = frozenset(), named: SiteFiles = NO_FILES
) -> Draft | None:
    """Do all that can be done with one post alone; None if its owner does not want it published.

    For the rest, see `make_draft`.

    Raises:
        PostError: the post cannot be used.
    """
    draft = make_draft(raw, config, learned, named)
    if draft and not (draft.text or any(block.has_media for block in draft.blocks if block.rule is None)):
        message = "the post has no text beside links and its source; write some, or delete it"
        raise PostError("text-missing", message)
    return draft


def make_draft(
    raw: RawPost, config: Config, learned: frozenset[str] = frozenset(), named: SiteFiles = NO_FILES
) -> Draft | None:
    """Make the draft of a post, though nothing may stay of it; None if its owner does not want it published.

    ``learned`` are the keys of the blocks of this post that the archive shows to be chrome, as
    `recurring.find_learned` gives them; ``named`` are the files that Liquid in the post can name.

    Raises:
        PostError: the post cannot be read.
    """
    post = parse_post(raw, config, named)
    if post is None:
        return None
    body = _render(post, post.body, config)
    article = clean.split_article(body, _base_of(post, config), config.rules.elements, config.rules.off)
    keys = learned
    if keys:  # what says whose the article is may recur in all of its outlet's posts
        keys -= {
            key
            for block in article.blocks
            if speaks_of_source(block, post.title, config)
            for key in keys_of(block)
        }
    draft = _judge(post, article, config, keys)
    if keys and not draft.text:  # never the only text of a post
        draft = _judge(post, article, config, frozenset())
    return draft


def _render(post: Post, source: str, config: Config) -> str:
    if not post.is_markdown:
        return source
    options = config.jekyll.kramdown
    return markdown.render(source, replace(options, keeps_liquid=True) if post.has_liquid_left else options)


def _base_of(post: Post, config: Config) -> Base:
    """Give what relative addresses are resolved against."""
    return Base(
        page=post.url,
        original=read_copied_page(post, config),
        own_names=config.jekyll.names,
        own_folder=config.site.url.rpartition("/")[2],
        own_parts=frozenset(post.categories),
        has_liquid_left=post.has_liquid_left,
    )


def _judge(post: Post, article: Article, config: Config, learned: frozenset[str]) -> Draft:
    marked = mark_chrome(article.blocks, post, config, learned)
    evidence, blocks = read_evidence(post, marked, config, stated=article.stated)
    return Draft(
        post=post,
        evidence=evidence,
        blocks=clean.sanitise(blocks),
        element_removals=article.removals,
        summary=post.summary or _render_excerpt(post, config),
    )


def _render_excerpt(post: Post, config: Config) -> str | None:
    """Give the visible text of the excerpt, without the site's chrome."""
    if post.excerpt is None:
        return None
    body = _render(post, post.excerpt, config)
    article = clean.split_article(body, _base_of(post, config), config.rules.elements, config.rules.off)
    blocks = mark_chrome(article.blocks, post, config)
    return " ".join(block.text for block in blocks if block.rule is None and block.text) or None
