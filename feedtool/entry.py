"""Content and its credit to an entry: title, link, summary and the visible credit line. Pure."""

from collections.abc import Mapping
from html import escape

from feedtool import credit_rules
from feedtool.config import Config
from feedtool.head import Head
from feedtool.model import Category, Content, Credit, Entry
from feedtool.urls import make_absolute


def make_entry(
    head: Head, content: Content, credit: Credit, config: Config, labels: Mapping[str, str]
) -> Entry:
    """Make what a reader sees of a post.

    ``labels`` gives what people read for each category. The content ends (or begins) in one credit line
    that names the source and leads to the original; the site's own posts have none.
    """
    summary = content.summary or content.opening
    html = content.html
    is_summed_up = config.feeds.content == "summary" or content.is_excerpt_only
    if is_summed_up:
        html = f"<p>{escape(summary, quote=False)}</p>" if summary else html
    line = _credit_line(credit, config)
    parts = (line, html) if config.feeds.credit_line == "top" else (html, line)
    is_whole = is_summed_up or (content.is_whole and summary == content.opening)
    return Entry(
        id=head.id,
        path=head.path,
        url=_page_of(head, credit, config),
        title=content.title,
        published=content.published,
        updated=content.updated,
        credit=credit,
        categories=tuple(Category(key=key, label=labels[key]) for key in head.common.categories),
        tags=head.common.tags,
        lead_category=content.lead_category,
        contacts=(config.site.contact,) if credit.rule == "site" else content.contacts,
        # The same text twice would help nobody, and no summary is better than an empty one.
        summary=content.summary or (None if is_whole or not summary else summary),
        content_html="\n".join(part for part in parts if part),
        image=content.image,
        language=content.language,
    )


def _credit_line(credit: Credit, config: Config) -> str:
    if credit.source is None or config.feeds.credit_line == "none":
        return ""
    language = config.site.language.partition("-")[0].lower()
    label = credit_rules.CREDIT_LABELS.get(language, credit_rules.CREDIT_LABELS["en"])
    name = escape(credit.source, quote=False)
    if credit.original_url is not None:
        name = f'<a href="{escape(credit.original_url)}">{name}</a>'
    return f"<p>{label}{name}</p>"


def _page_of(head: Head, credit: Credit, config: Config) -> str:
    """Give the address that an entry links to: its page on the site, or what stands for one that is gone."""
    for rule in config.archive.pages:
        if head.common.folder == rule.folder or head.common.folder.startswith(rule.folder + "/"):
            if rule.link != "original":
                page = make_absolute(config.site.url + "/", rule.link.replace("{path}", head.path))
                return page or head.url
            return credit.original_url or head.url
    return head.url
