"""The quick path of the preview: a saved page is written before the whole toolkit is built."""

import os
from collections.abc import Iterable
from pathlib import Path

from carrel.publish import same, stopping
from carrel.reading import Reader
from carrel.site.documents.pages import write_page
from carrel.site.site import Site, output_path


def rewrite_saved(
    site: Site | None, reader: Reader, out: Path, full_paths: Iterable[str]
) -> list[str]:
    """Writes the pages of these sources as they are now, with the menus of the last build.

    Returns the files in `out` that changed. If one of the sources is not a page of the last
    build's `site`, nothing is written.
    """
    paths = {os.path.relpath(path, reader.root).replace(os.sep, "/") for path in full_paths}
    if site is None or not all(_is_known(site, path) for path in paths):
        return []
    rewritten = [_rewrite(site, reader, out, path) for path in sorted(paths)]
    return [path for path in rewritten if path]


def _is_known(site: Site, path: str) -> bool:
    page = site.toolkit.by_path.get(path)
    return page is not None and page.module is not None


def _rewrite(site: Site, reader: Reader, out: Path, name: str) -> str:
    """Writes one page; returns its file, or an empty string if it did not change."""
    page = site.toolkit.by_path[name]
    page.digest, page.content = reader.read_page(page, site.toolkit.settings)
    if site.lenders(page):  # their bodies may not be loaded: the build that follows fetches them
        return ""
    site.issues[name] = page.content.issues
    path = output_path(page)
    data = write_page(site, page)
    target = out / path
    if same(target, data):
        return ""
    part = target.with_name(target.name + ".part")
    with stopping(target):
        part.write_bytes(data)
        part.replace(target)
    return path
