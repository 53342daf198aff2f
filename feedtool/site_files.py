"""What the files of an archive are by their names: posts, the site's settings, media. Pure."""

from pathlib import PurePosixPath

from feedtool.jekyll import MARKDOWN_ENDINGS, split_file_name

SITE_CONFIG = "_config.yml"
#: How the names of posts end, whatever else they are.
POST_ENDINGS = (*sorted(MARKDOWN_ENDINGS), ".htm", ".html")
#: What lies beside posts and is none.
MEDIA_ENDINGS = frozenset(
    (
        ".avif .bak .bmp .css .gif .gz .heic .ico .jpeg .jpg .js .mp3 .mp4 .ogg .orig .pdf .png .svg .tif "
        ".tiff .webm .webp .zip"
    ).split()
)
_NO_POSTS = MEDIA_ENDINGS | {".yaml", ".yml"}


def is_post(path: str) -> bool:
    """Tell whether a file can be a post: by its ending, or in Jekyll's own folder by its name."""
    if path.endswith(POST_ENDINGS) or path.lower().endswith(POST_ENDINGS):
        return True
    name = PurePosixPath(path)
    # YAML in a folder of posts is data to Jekyll, and no document.
    is_named_so = bool(name.suffix) and split_file_name(name.stem)[0] is not None
    return is_named_so and "_posts" in name.parts and name.suffix.lower() not in _NO_POSTS
