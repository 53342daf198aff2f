"""Where Jekyll shows a page or file that is no post (Jekyll::Page#template and Jekyll::URL). Pure."""

from pathlib import PurePosixPath
from urllib.parse import quote

from feedtool.jekyll import MARKDOWN_ENDINGS
from feedtool.permalinks import tidy_path
from feedtool.urls import SEGMENT

_HTML_ENDINGS = frozenset({".htm", ".html", ".xhtml"})


def page_path(path: str, permalink: str | None, style: str) -> str:
    """Give the address path of the page that lies at ``path``.

    ``permalink`` is what its front matter says, ``style`` the ``permalink`` of the site, as it is written.
    """
    name = PurePosixPath(path)
    ending = ".html" if name.suffix.lower() in MARKDOWN_ENDINGS else name.suffix
    basename = name.name.removesuffix(name.suffix).rstrip(".")
    folder = "" if str(name.parent) == "." else str(name.parent)
    values = {":path": folder, ":basename": basename, ":output_ext": ending}
    address = "/" + (permalink if permalink is not None else _template_of(basename, ending, style))
    for placeholder, value in values.items():
        address = address.replace(placeholder, quote(value, safe=SEGMENT + "/"))
    return tidy_path(address)


def collection_file_path(path: str, label: str, template: str) -> str:
    """Give the address path of a file without front matter in a collection (Jekyll::StaticFile#url).

    ``path`` is relative to the collection's folder, ``template`` its permalink.
    """
    name = PurePosixPath(path)
    stem = path.removesuffix(name.suffix).rstrip(".")
    basename = name.name.removesuffix(name.suffix).rstrip(".")
    values = {"collection": label, "path": f"/{stem}", "output_ext": "", "name": basename, "title": ""}
    address = template
    for placeholder, value in values.items():
        address = address.replace(f":{placeholder}", quote(value, safe=SEGMENT + "/"))
    return tidy_path(f"/{address}").removesuffix("/") + name.suffix


def _template_of(basename: str, ending: str, style: str) -> str:
    if ending not in _HTML_ENDINGS:
        return ":path/:basename:output_ext"
    if basename == "index":
        return ":path/"
    if style in {"date", "none", "ordinal"} or style.endswith(":output_ext"):
        return ":path/:basename:output_ext"
    return ":path/:basename" + ("/" if style == "pretty" or style.endswith("/") else "")
