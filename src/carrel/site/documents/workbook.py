"""The workbook: all worksheets of a module on one page, to be filled in as on their own pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from minijinja import safe

from carrel.digests import digest
from carrel.model import keys
from carrel.model.exercises import blanks, exercises, names_elsewhere, names_taken
from carrel.model.sentinels import LINK_ENDS, ROOT
from carrel.model.toolkit import Module, Page
from carrel.model.worksheet import Worksheet
from carrel.site.addresses import quoted, root_from
from carrel.site.body.writer import ANCHOR, BodyWriter
from carrel.site.documents.head import head
from carrel.site.documents.pages import described, modules_listed, shared_context
from carrel.site.documents.placeholders import Placeholders
from carrel.site.site import Site

NO_INDEX = '\n<meta name="robots" content="noindex">'
_TITLE_LEVEL = 3  # of a worksheet, in the workbook
_HEADING_TAG = re.compile(r"<(/?)h([2-6])\b")


def workbook_key(site: Site, module: Module) -> str:
    """Returns the key of a module's workbook: pages with worksheets, and facts about the others."""
    pages = dict.fromkeys(page for page, _ in exercises(module))
    return digest(
        site.module_keys[module.slug],
        *(site.page_key(page) for page in pages),
        *_elsewhere(site, module),
    )


def workbooks_key(site: Site) -> str:
    """All that goes into the list of workbooks."""
    return digest(
        site.key,
        *site.module_keys.values(),
        *(sheets_listed(site, module) for module in site.toolkit.modules),
    )


def write_workbook(site: Site, module: Module) -> bytes:
    """The document of a module's workbook."""
    url = site.workbook(module)
    hosts: set[str] = set()
    context = module_context(site, module, site.words["workbook"]) | {
        "groups": grouped(site, module, lambda page: _sheets(site, page, hosts)),
        "fields": sum(len(blanks(page, sheet)) for page, sheet in exercises(module)),
        "elsewhere": " ".join(_elsewhere(site, module)),
        "workbook_here": True,
    }
    context["head"] = _head(site, f"{site.words['workbook']} – {module.title}", url, hosts)
    return Placeholders().document(site.look.render("workbook.html", **context), root_from(url))


def write_workbooks(site: Site) -> bytes:
    """The page that lists the workbooks of all modules."""
    listed = [
        {
            "title": module.title,
            "url": safe(site.workbook(module)),
            "sheets": sheets_listed(site, module),
            "fields": sum(len(blanks(page, sheet)) for page, sheet in exercises(module)),
        }
        for module in site.toolkit.modules
        if site.workbook(module)
    ]
    context = shared_context(site) | {"workbooks": listed, "workbook_here": True}
    context["head"] = _head(site, site.words["workbook"], site.workbook(), set())
    return Placeholders().document(
        site.look.render("workbooks.html", **context), root_from(site.workbook())
    )


def module_context(site: Site, module: Module, title: str) -> dict[str, Any]:
    """What the templates of a document get that belongs to a module and is no page of it."""
    return shared_context(site) | {
        "module": described(site, module),
        "modules": modules_listed(site, module),
        "sections_menu": safe(site.sections_menu(module)),
        "pages_menu": safe(site.pages_menu(module, None)),
        "current": {"number": "", "title": title},
        "workbook": safe(site.workbook(module)),
        "names": " ".join(keys.modules_of(module.overview)),
        "address": site.toolkit.settings.base_url + module.overview.url
        if site.toolkit.settings.base_url
        else "",
    }


def sheets_listed(site: Site, module: Module) -> str:
    """Returns the names of the answers that the workbook counts, as the value of an attribute.

    Worksheets are separated by spaces, their fields by commas, earlier names follow after colons.
    """
    return site.once(("sheets", module.slug), lambda: _sheets_listed(module))


def _sheets_listed(module: Module) -> str:
    return " ".join(
        ",".join(
            ":".join((keys.field_key(page, sheet, field), *keys.earlier_keys(page, sheet, field)))
            for field in blanks(page, sheet)
        )
        for page, sheet in exercises(module)
    )


def _elsewhere(site: Site, module: Module) -> list[str]:
    taken = site.once("names taken", lambda: names_taken(site.toolkit))
    return sorted(
        {
            *names_elsewhere(module),
            *(name for slug in keys.modules_of(module.overview) for name in taken.get(slug, ())),
        }
    )


def _head(site: Site, title: str, url: str, hosts: set[str]) -> str:
    return safe(head(site.toolkit.settings, None, title, url, hosts, site.search) + NO_INDEX)


def grouped(
    site: Site, module: Module, sheets_of: Callable[[Page], list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """The worksheets of all pages by section, with the headings of the menu."""
    parts: list[tuple[int | str, str, list[Page]]] = [
        ("", site.words["overview"], [module.overview])
    ]
    parts += [(section.number, section.title, section.pages) for section in module.sections]
    parts += [("", page.title, [page]) for page in module.after_sections()]
    groups = [
        {
            "number": number,
            "title": title,
            "sheets": [sheet for page in pages for sheet in sheets_of(page)],
        }
        for number, title, pages in parts
    ]
    return [group for group in groups if group["sheets"]]


def _sheets(site: Site, page: Page, hosts: set[str]) -> list[dict[str, Any]]:
    here = page.exercises
    if not here:
        return []
    writer = SheetWriter(site, page)
    sheets = [writer.sheet(sheet) for sheet in here]
    hosts |= writer.hosts
    return sheets


class SheetWriter(BodyWriter):
    """Writes the worksheets of one page for the workbook. Their ids get a prefix of that page."""

    def sheet(self, sheet: Worksheet) -> dict[str, Any]:
        anchor = f"{self.page.slug or 'w'}-{digest(self.page.url)[:4]}-"
        return {
            "id": f"{anchor}{sheet.id}",
            "title": sheet.title or self.page.title,
            "page": safe(f"{quoted(self.page.url)}#{quoted(sheet.id)}"),
            "fields": len(blanks(self.page, sheet)),
            "html": safe(self._html(sheet).replace(ANCHOR, anchor)),
        }

    def _html(self, sheet: Worksheet) -> str:
        """Returns the worksheet, with headings below its title and links that lead to its page."""
        levels = _TITLE_LEVEL - self._level(self.content.boxes[sheet.box])
        html = self.worksheet(sheet).replace(
            f'href="#{ANCHOR}', f'href="{ROOT}{quoted(self.page.url)}{LINK_ENDS}#'
        )
        return _HEADING_TAG.sub(
            lambda found: f"<{found[1]}h{max(_TITLE_LEVEL + 1, min(6, int(found[2]) + levels))}",
            html,
        )
