"""A first settings file for a site: what `feedtool init` writes, from a look at its archive."""

from itertools import islice
from pathlib import PurePosixPath

from feedtool.archive import Archive, open_archive, read_post
from feedtool.errors import PostError
from feedtool.front_matter import split
from feedtool.jekyll import has_naive_time
from feedtool.post_folders import find_post_folders, find_posts, find_unread_folders

#: So many posts tell how an archive writes its dates and categories.
_SAMPLE = 500

_TEMPLATE = """\
# Settings of feedtool. A line that begins with # shows a default or an example; take the # away to change it.
# What is not set here comes from the site's own _config.yml: title, url, baseurl, lang, timezone, author.

[archive]
# A folder, a .zip or .tar.gz, or an http(s) URL of one.
path = {path}
# Folders searched, with all below them; the first wins where both hold a post. Default: every _posts folder.
{posts}
# A date without zone: "utc" as Jekyll reads it, or "site" = the site's time zone.{has_naive}
# naive_dates = "utc"
# "jekyll": a string of categories is split at white space; "whole": it is one category.
{categories}
# Whether Liquid in posts is run, as Jekyll does; the README says what it can do.
# liquid = false
# "nfkc": the ids of a feed that jekyll-feed made with Addressable before 2.8.2.
# ids = "nfc"

# What an item links to, when the posts of a folder have no page on the site any more: to the original, or to
# what a template such as "https://example.org/{{path}}" gives.
{pages}

[site]
# Where the site is; it must be here if its _config.yml has no url.
# url = "https://example.org"
# The site's page for a category.
{category_page}
# Other hosts that this site was reached at: links there are links into the site.
# hosts = ["old.example.org"]

[feeds]
# by = ["category", "source", "all"]   # and "tag": a feed for every tag; "collection"
# formats = ["rss", "atom", "json"]
# limit = 20                     # entries a feed; 0 is no limit
# max_bytes = 524288             # bytes a file; 0 is no limit
# content = "full"               # or "summary"
# credit_line = "bottom"         # or "top", "none"
# url = "https://example.org/feeds"   # where the output folder is served; default: feeds/ below the site
# only = []                      # categories that get a feed; none named: all
# except = []                    # categories that get none
# only_tags = []                 # the same for tags
# except_tags = []
# aliases = "jekyll-feed"        # the Atom files at their old addresses too; default: none

[chrome]
# Whether blocks that recur across posts are taken out; `feedtool audit` shows which those are.
# learn = false
# share = 0.5                    # the share of a category's posts, or of all posts, that have the block
# posts = 10                     # and how many those are at least

[index]
# What a run keeps for the next one; relative to this file. Default: a file in the user's cache folder.
# path = ".feedtool/index.sqlite"

[rules]
# Rules that shall not apply, by the names that reports show, such as "keytip" or "ending 财经".
# off = []
# Names that are outlets, whatever they end in; how else outlets end; one name for one outlet ("别名" = "名").
# outlets = []
# outlet_endings = []
# aliases = {{}}
# What says that nobody knows; what a tag with 新闻 behind it is about.
# nobodies = []
# subjects = []
# Parameters that are dropped from the addresses of originals, such as "from" or "hs_*".
# tracking_parameters = []
"""


#: What is to be known where posts have such dates.
_HAS_NAIVE = """
# Some posts here have one. "site" moves the times of their entries, and neither ids nor links."""


def make_settings_file(source: str) -> str:
    """Write the text of a feedtool.toml for the archive at ``source``, with what it shows filled in.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    with open_archive(source) as archive:
        folders = find_unread_folders(archive, ("_posts",))
        usual = find_post_folders(archive.folders)
        posts = [*usual, *folders] if folders and usual in {(), ("_posts",)} else []
        has_naive, has_spaced = _look_at_posts(archive, tuple(posts))
        return _TEMPLATE.format(
            path=_quote(source),
            posts=_setting("posts", _list(posts or ["_posts"]), is_set=bool(posts)),
            has_naive=_HAS_NAIVE if has_naive else "",
            categories=_setting("categories", _quote("whole" if has_spaced else "jekyll"), is_set=has_spaced),
            pages=_list_page_rules(folders if posts and usual else ()),
            category_page=_setting(
                "category_page",
                _quote("/category/{category}.html"),
                is_set=any((archive.root / "category").glob("*.html")),
            ),
        )


def _list_page_rules(folders: tuple[str, ...]) -> str:
    """Write what items of folders link to of which Jekyll makes no posts; without any, as an example."""
    rules = (f'[[archive.pages]]\nfolder = {_quote(folder)}\nlink = "original"' for folder in folders)
    return "\n\n".join(rules) or '# [[archive.pages]]\n# folder = "old_post"\n# link = "original"'


def _look_at_posts(archive: Archive, folders: tuple[str, ...]) -> tuple[bool, bool]:
    """Tell whether posts have dates without zone, and categories with a space that are one category.

    A category with a space is one where the site has a page of that name.
    """
    has_naive = has_spaced = False
    pages = {PurePosixPath(path.name).stem for path in (archive.root / "category").glob("*.html")}
    for file in islice(find_posts(archive, folders), _SAMPLE):
        try:
            fields, _ = split(read_post(archive.root, file).data.decode("utf-8-sig").replace("\r\n", "\n"))
        except (OSError, UnicodeDecodeError, PostError):
            continue  # generate says what is wrong with it
        if fields is not None:
            has_naive |= has_naive_time(fields.exact("date") or "") and not fields.is_date_quoted()
            category = fields.exact("categories") or ""
            has_spaced |= " " in category and category in pages
    return has_naive, has_spaced


def _setting(key: str, value: str, *, is_set: bool) -> str:
    return f"{'' if is_set else '# '}{key} = {value}"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _list(items: list[str]) -> str:
    return f"[{', '.join(map(_quote, items))}]"
