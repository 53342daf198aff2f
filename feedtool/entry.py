"""A draft and its credit to an entry: title, link, summary and the visible credit line. Pure."""

from html import escape

from feedtool import rules
from feedtool.config import Config
from feedtool.model import Category, Credit, Draft, Entry, Post
from feedtool.text import shorten
from feedtool.urls import make_absolute

#: Columns of a summary and of a title made from the text: a CJK character takes two.
_SUMMARY_COLUMNS = 280
_TITLE_COLUMNS = 60


def make_entry(draft: Draft, credit: Credit, config: Config, labels: dict[str, str]) -> Entry:
    """Make what a reader sees of a post.

    ``labels`` gives what people read for each category. The content ends (or begins) in one credit line
    that names the source and leads to the original; the site's own posts have none.
    """
    post = draft.post
    summary = draft.summary or shorten(draft.text, _SUMMARY_COLUMNS)
    content = draft.content_html
    is_summed_up = config.feeds.content == "summary" or post.is_excerpt_only
    if is_summed_up:
        content = f"<p>{escape(summary, quote=False)}</p>" if summary else content
    line = _credit_line(credit, config)
    parts = (line, content) if config.feeds.credit_line == "top" else (content, line)
    categories = tuple(Category(key=key, label=labels[key]) for key in post.categories)
    is_whole = is_summed_up or summary == draft.text
    return Entry(
        id=post.id,
        path=post.path,
        url=_page_of(post, credit, config),
        title=post.title or shorten(draft.text, _TITLE_COLUMNS) or post.published.date().isoformat(),
        published=post.published,
        updated=post.updated,
        credit=credit,
        categories=categories,
        tags=post.tags,
        lead_category=post.lead_category,
        # The same text twice would help nobody, and no summary is better than an empty one.
        summary=draft.summary or (None if is_whole or not summary else summary),
        content_html="\n".join(part for part in parts if part),
        image=draft.image,
        language=post.language,
        collection=post.collection,
    )


def _credit_line(credit: Credit, config: Config) -> str:
    if credit.source is None or config.feeds.credit_line == "none":
        return ""
    language = config.site.language.partition("-")[0].lower()
    label = rules.CREDIT_LABELS.get(language, rules.CREDIT_LABELS["en"])
    name = escape(credit.source, quote=False)
    if credit.original_url is not None:
        name = f'<a href="{escape(credit.original_url)}">{name}</a>'
    return f"<p>{label}{name}</p>"


def _page_of(post: Post, credit: Credit, config: Config) -> str:
    """Give the address that an entry links to: its page on the site, or what stands for one that is gone."""
    for rule in config.archive.pages:
        if post.folder == rule.folder or post.folder.startswith(rule.folder + "/"):
            if rule.link != "original":
                page = make_absolute(config.site.url + "/", rule.link.replace("{path}", post.path))
                return page or post.url
            return credit.original_url or post.url
    return post.url
