"""Turns a page of HTML into a page of Carrel, step by step."""

from __future__ import annotations

from carrel.imports.course import Passage
from carrel.imports.html import boxes, footnotes, front_matter, headings, media, videos, worksheets
from carrel.imports.html.blocks import write
from carrel.imports.html.clean import clean
from carrel.imports.html.counts import counts
from carrel.imports.html.links import resolve_places
from carrel.imports.html.objectives import move_objectives
from carrel.imports.html.page import PageImport, Site
from carrel.imports.html.tables import give_headers
from carrel.imports.html.tree import Element
from carrel.imports.html.worksheets import Sheets
from carrel.imports.words import words_of


def convert(page: PageImport) -> None:
    """Converts all but links to places on pages, which wait until all pages are converted."""
    clean(page)
    page.seen.counts = counts(page)
    front_matter.move_licence(page)
    front_matter.drop_time(page)
    front_matter.move_summary(page)
    move_objectives(page)
    _read_words(page, footnotes.convert(page.tree, page.report))
    headings.drop_title(page)
    headings.report_legend(page)
    _convert_boxes(page)
    media.convert_frames(page)
    media.convert_links(page)
    headings.settle_levels(page)
    page.page.seen = page.seen


def _convert_boxes(page: PageImport) -> None:
    boxes.convert(page.tree, page.site.kinds, page.report)
    videos.convert(page.tree, page.page.title, page.report)
    give_headers(page.tree, page.report)
    sheets = page.site.sheets.setdefault(page.folder, Sheets())
    worksheets.convert(page.tree, sheets, page.page.title, page.report)


def _read_words(page: PageImport, notes: list[Element]) -> None:
    """Notes the words of the page's text and of each footnote, for the report."""
    text = [one for one in page.tree.children if one not in notes]
    page.seen.passages.insert(0, Passage(words_of(Element("body", {}, text).text())))
    for note in notes:
        page.add_passage(note.text(), note)


def finish(site: Site, pages: list[PageImport]) -> None:
    """Settles the links to places on pages, and writes the text of each page."""
    resolve_places(site)
    for page in pages:
        page.page.body = write(page.tree)
