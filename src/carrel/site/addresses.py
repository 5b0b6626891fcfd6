"""Addresses from one page to another.

All are relative, so that a site works in any folder of any web server.
"""

import posixpath
from functools import lru_cache
from urllib.parse import quote

from carrel.model.slugs import split_order


@lru_cache(maxsize=4096)
def root_from(url: str) -> str:
    """Returns the path from the page at `url` to the site's root: "../../", or "./" at the root."""
    return "../" * url.count("/") or "./"


def file_of(url: str) -> str:
    """Returns the file that a web server shows at `url`."""
    return f"{url}index.html"


@lru_cache(maxsize=65536)
def quoted(url: str) -> str:
    """Returns `url` as it is written in an attribute."""
    return quote(url, safe="/#?=&:@!$'()*+,;~-._%[]").replace("&", "&amp;").replace("'", "&#39;")


def media_url(path: str) -> str:
    """Returns the published address of the file at `path`: its path without folder numbers."""
    folder, name = posixpath.split(path)
    folders = [split_order(part)[1] for part in folder.split("/") if part]
    return "/".join([*folders, name])
