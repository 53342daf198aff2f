"""The body and the excerpt of one post, with its Liquid run or left: as the settings and the post say. Pure.

Jekyll cuts the excerpt out of the text as it is written, and runs either by itself (Jekyll::Excerpt).
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from feedtool import text
from feedtool.config import Config
from feedtool.front_matter import FrontMatter
from feedtool.liquid import has_liquid, unwrap_raw
from feedtool.liquid_values import SiteFiles, make_globals, make_page
from feedtool.post_fields import Warn, split_excerpt

_TAG = re.compile(r"\{%-?\s*(\w+)")
#: Liquid::Block and what descends from it.
_BLOCKS = frozenset("capture case comment for highlight if ifchanged raw tablerow unless".split())


class Rendered(NamedTuple):
    """What is left to be rendered as Markdown or HTML."""

    body: str
    #: None if the post marks no excerpt.
    excerpt: str | None
    #: Whether Liquid was run, or should have been: other files can change what came of it.
    has_run_liquid: bool = False
    #: Whether any stands there as it is written.
    has_liquid_left: bool = False


def render_liquid(
    body: str,
    fields: FrontMatter,
    config: Config,
    files: SiteFiles,
    *,
    describe: Callable[[], Mapping[str, object]],
    warn: Warn,
    line: int,
    is_markdown: bool,
) -> Rendered:
    """Run the Liquid of a body that begins at ``line`` of its file, if the settings want it.

    ``describe`` gives what ``page`` has beside the front matter.
    What cannot be run stays as text, as it all does where the settings do not want it; the post says so.
    """
    if not has_liquid(body):
        return Rendered(body=body, excerpt=split_excerpt(fields, body, config))
    if fields.is_false("render_with_liquid"):
        return Rendered(body=body, excerpt=split_excerpt(fields, body, config))
    if config.liquid is None:
        unwrapped, left = unwrap_raw(body)
        if left is not None:
            message = "a Liquid tag stands in the text, and is left as it is; [archive] liquid = true runs it"
            warn("liquid-left", message, line + left)
        excerpt = split_excerpt(fields, unwrapped, config)
        return Rendered(body=unwrapped, excerpt=excerpt, has_liquid_left=left is not None)
    head = split_excerpt(fields, body, config)

    from feedtool.liquid_engine import LiquidFailedError, run  # noqa: PLC0415 - few posts need it, and it is slow

    site, described = config.liquid, describe()
    place = str(described["relative_path"])

    def try_to_run(source: str, mark: str = "") -> str | None:
        # Jekyll::Excerpt has a place of its own.
        own = {key: f"{described[key]}{mark}" for key in ("id", "path", "relative_path")} if mark else {}
        page = make_page(site, fields.values, {**described, **own}, place, files)
        try:
            return _clean(run(source, make_globals(site, page, files, is_markdown=is_markdown), site, files))
        except LiquidFailedError as error:
            left = "there is no excerpt" if mark else "all is left as text"
            way_out = "mend it, or put {% raw %} and {% endraw %} around it"
            message = f"Liquid cannot be run here, and {left}: {error.reason}; {way_out}"
            warn("liquid-failed", message, line + error.line)
            return None

    rendered = try_to_run(body)
    if rendered is None:
        unwrapped, _ = unwrap_raw(body)
        excerpt = split_excerpt(fields, unwrapped, config)
        return Rendered(body=unwrapped, excerpt=excerpt, has_run_liquid=True, has_liquid_left=True)
    excerpt = None if head is None else try_to_run(_close_blocks(head), "/#excerpt")
    return Rendered(body=rendered, excerpt=excerpt, has_run_liquid=True)


def _close_blocks(head: str) -> str:
    """Close the blocks that the cut has opened (Jekyll::Excerpt#sanctify_liquid_tags)."""
    names = _TAG.findall(head)
    open_ = [name for name in reversed(names) if name in _BLOCKS and f"end{name}" not in names]
    return head + "".join(f"\n{{% end{name} %}}" for name in open_)


def _clean(rendered: str) -> str:
    """Write what came out as a file is read: no carriage return, no character that no feed may hold."""
    return text.strip_illegal(rendered.replace("\r\n", "\n").replace("\r", "\n"))
