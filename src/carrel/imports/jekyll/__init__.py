"""Courses that are made with Jekyll: Markdown of kramdown's kind, Liquid, menus kept by hand.

`import_jekyll` is the whole way on one screen.
"""

from __future__ import annotations

from pathlib import Path

from carrel.imports.course import Course, Finding, Found, ImportOptions, Module, Section, place
from carrel.imports.jekyll import kramdown
from carrel.imports.jekyll.boxes import Kinds
from carrel.imports.jekyll.convert import Converter, Site, resolve_places, settle_licence
from carrel.imports.jekyll.folder import Folder
from carrel.imports.jekyll.links import Links
from carrel.imports.jekyll.liquid import Liquid
from carrel.imports.jekyll.structure import Item, Outline, outline
from carrel.imports.mapping import read_map
from carrel.imports.tree import Element, TooDeep
from carrel.model.claims import Claims, own_files
from carrel.model.tables import too_large


def import_jekyll(source: Path, options: ImportOptions) -> Course:
    """The course in a Jekyll folder, or on a single page."""
    folder = Folder(source)
    settings = folder.settings()
    arranged = outline(folder, settings, folder.site_data())
    course = arranged.course
    place(course)
    mapped = read_map(options)
    course.issues += mapped.issues
    site = Site(
        course, folder, Links(arranged.items, folder.paths, settings), Kinds(course, mapped.kinds)
    )
    site.sections = _sections(course)
    liquid = Liquid(folder, {**settings, "data": folder.site_data()})
    converters = [_read(site, liquid, item) for item in _in_order(arranged)]
    resolve_places(site)
    for converter in converters:
        converter.finish()
    settle_licence(site, settings, folder.text("LICENSE") if "LICENSE" in folder.paths else None)
    _keep_addresses(arranged)
    if not course.modules:
        folder.report("import-no-pages", ".")
    course.issues += folder.issues
    return course


def _sections(course: Course) -> dict[str, tuple[Module, Section | None]]:
    """Where each page stands, by its path."""
    found: dict[str, tuple[Module, Section | None]] = {}
    for module in course.modules:
        found |= {page.path: (module, None) for page in module.pages()}
        for section in module.sections:
            pages = [
                section.first,
                *section.pages,
                *([section.resources] if section.resources else []),
            ]
            found |= {page.path: (module, section) for page in pages}
    return found


def _in_order(arranged: Outline) -> list[Item]:
    """The pages in the order in which they are read: an earlier worksheet is known before it comes back."""
    by_page = {id(item.page): item for item in arranged.items}
    return [by_page[id(page)] for page in arranged.course.pages() if id(page) in by_page]


def _read(site: Site, liquid: Liquid, item: Item) -> Converter:
    text = item.text
    expanded = liquid.expand(text.path, text.body, text.line, text.values)
    site.course.found += expanded.found
    if site.folder.too_full(text.path, expanded.text):
        expanded.text = ""
    if too_large(expanded.text):
        site.folder.report(
            "import-too-much", text.path, what="A table here has too many columns or cells"
        )
        expanded.text = ""
    try:
        read = (
            kramdown.read(expanded.text)
            if not text.path.endswith(".html")
            else kramdown.read_html(expanded.text)
        )
    except TooDeep:
        site.folder.report("import-too-deep", text.path)
        read = kramdown.Read(Element("body"), [])
    for remark in read.remarks:
        path, line = expanded.place(remark.line)
        site.course.found.append(Found(path or text.path, line, remark.finding, remark.sentence))
    converter = Converter(site, item, expanded, read.tree)
    converter.convert()
    return converter


def _keep_addresses(arranged: Outline) -> None:
    """Old addresses lead to the pages, unless a page or a file of Carrel's own bears one of them today."""
    today = {_address(page.path): page.path for page in arranged.course.pages()}
    made = {f"{address}/index.html".lstrip("/"): path for address, path in today.items()}
    claims = Claims(made | own_files({address.partition("/")[0] for address in today}))
    for item in arranged.items:
        old = [
            address
            for address in item.addresses
            if address.strip("/") and address.strip("/") not in today
        ]
        good = [
            address
            for address in old
            if _is_plain(address) and not claims.claim(address, item.page.path)
        ]
        if good:
            item.page.front["moved_from"] = good
        for address in dict.fromkeys(old):
            if address not in good:
                said = f"The old address {address} cannot be kept."
                arranged.course.found.append(Found(item.text.path, 1, Finding.DROPPED, said))


def _is_plain(address: str) -> bool:
    return not set(address) & set(" ?#:\\") and ".." not in address and "//" not in address


def _address(path: str) -> str:
    """Where a page will be published."""
    parts = [
        part.partition("-")[2] if part[0].isdigit() and "-" in part else part
        for part in path.removesuffix(".md").split("/")
    ]
    return "/".join(part for part in parts if part != "index")
