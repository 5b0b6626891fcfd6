"""Courses made with Jekyll: kramdown's Markdown, Liquid, and menus written by hand.

`import_jekyll` shows the whole import on one screen.
"""

from __future__ import annotations

from pathlib import Path

from carrel.imports.course import Course, Found, ImportOptions, Module, Section, place
from carrel.imports.html.boxes import Kinds
from carrel.imports.html.convert import convert, finish
from carrel.imports.html.licences import settle
from carrel.imports.html.page import PageImport, Site, Source
from carrel.imports.html.tree import Element, TooDeep
from carrel.imports.jekyll import kramdown
from carrel.imports.jekyll.addresses import keep_addresses
from carrel.imports.jekyll.folder import Folder
from carrel.imports.jekyll.links import Links
from carrel.imports.jekyll.liquid import Expanded, Liquid
from carrel.imports.jekyll.structure import Item, Outline, outline
from carrel.imports.mapping import read_map
from carrel.model.tables import too_large


def import_jekyll(source: Path, options: ImportOptions) -> Course:
    """Returns the course in a Jekyll folder, or on a single page."""
    folder = Folder(source)
    settings = folder.settings()
    arranged = outline(folder, settings, folder.site_data())
    course = arranged.course
    place(course)
    mapped = read_map(options)
    course.issues += mapped.issues
    links = Links(arranged.items, folder.paths, settings)
    site = Site(course, folder, links, Kinds(course, mapped.kinds), _sections(course))
    liquid = Liquid(folder, {**settings, "data": folder.site_data()})
    pages = [_converted(site, folder, liquid, item) for item in _in_order(arranged)]
    finish(site, pages)
    licence = folder.text("LICENSE") if "LICENSE" in folder.paths else None
    settle(site, str(settings.get("url") or ""), licence or "")
    keep_addresses(arranged)
    if not course.modules:
        folder.report("import-no-pages", ".")
    course.issues += folder.issues
    return course


def _sections(course: Course) -> dict[str, tuple[Module, Section | None]]:
    """The module and the section of each page, by its path."""
    found: dict[str, tuple[Module, Section | None]] = {}
    for module in course.modules:
        found |= {page.path: (module, None) for page in module.pages()}
        for section in module.sections:
            found |= {page.path: (module, section) for page in section.all_pages()}
    return found


def _in_order(arranged: Outline) -> list[Item]:
    """The pages as learners read them, so that a worksheet is known before it comes back."""
    by_page = {id(item.page): item for item in arranged.items}
    return [by_page[id(page)] for page in arranged.course.pages() if id(page) in by_page]


def _converted(site: Site, folder: Folder, liquid: Liquid, item: Item) -> PageImport:
    text = item.text
    expanded = liquid.expand(text.path, text.body, text.line, text.values)
    site.course.found += expanded.found
    read = _read(folder, text.path, expanded)
    for comment in read.comments:
        path, line = expanded.place(comment.line)
        found = Found(path or text.path, line, comment.finding, comment.sentence)
        site.course.found.append(found)
    module = str(text.values.get("module_name") or "")
    page = PageImport(site, Source(text.path, expanded.place, module), item.page, read.tree)
    convert(page)
    return page


def _read(folder: Folder, path: str, expanded: Expanded) -> kramdown.Read:
    """The tree of a page; an empty one where the page is too large or nested too deeply."""
    if folder.too_full(path, expanded.text):
        expanded.text = ""
    if too_large(expanded.text):
        what = "A table here has too many columns or cells"
        folder.report("import-too-much", path, what=what)
        expanded.text = ""
    reader = kramdown.read_html if path.endswith(".html") else kramdown.read
    try:
        return reader(expanded.text)
    except TooDeep:
        folder.report("import-too-deep", path)
        return kramdown.Read(Element("body"), [])
