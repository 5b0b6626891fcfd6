"""The record of completion: what a learner can state about the work on a module.

Dates, exercises and the name come from the learner's browser; everything else is in the page.
"""

from __future__ import annotations

from typing import Any

from minijinja import safe

from carrel.digests import digest
from carrel.model.exercises import exercises
from carrel.model.time import WORDS_PER_MINUTE
from carrel.model.toolkit import Module, Page, Role
from carrel.site import progress
from carrel.site.addresses import root_from
from carrel.site.documents.head import head
from carrel.site.documents.placeholders import Placeholders
from carrel.site.documents.workbook import NO_INDEX, module_context, sheets_listed
from carrel.site.site import Site


def record_key(site: Site, module: Module) -> str:
    """All that goes into a module's record."""
    objectives = [section.first.content.front.objective for section in module.sections]
    return digest(
        site.module_keys[module.slug],
        *(site.page_key(page) for page in module.pages()),
        *objectives,
    )


def write_record(site: Site, module: Module) -> bytes:
    """The document of a module's record of completion."""
    url = f"{module.slug}/record/"
    settings, required = site.toolkit.settings, [page for page in module.pages() if page.required]
    context = module_context(site, module, site.words["record"]) | {
        "version": site.toolkit.settings.version
        or digest(*(page.digest for page in module.pages()))[:8],
        "required": [_required(site, page) for page in required],
        "minutes": sum(page.minutes for page in required),
        "words_per_minute": WORDS_PER_MINUTE,
        "set_by_author": sum(1 for page in module.reading_order() if page.content.front.minutes),
        "objectives": [
            section.first.content.front.objective
            for section in module.sections
            if section.first.content.front.objective
        ],
        "credits": module.overview.content.front.credits,
        "sheets": sheets_listed(site, module),
        "exercises": sum(1 for _ in exercises(module)),
        "head": safe(
            head(
                settings, None, f"{site.words['record']} – {module.title}", url, set(), site.search
            )
            + NO_INDEX
        ),
    }
    return Placeholders().document(site.look.render("record.html", **context), root_from(url))


def _required(site: Site, page: Page) -> dict[str, Any]:
    section = page.section
    return {
        "title": site.words["overview"] if page.role is Role.OVERVIEW else page.title,
        "number": section.number if section and page is section.first else "",
        "section": f"{section.number} {section.title}"
        if section and page is not section.first
        else "",
        "url": safe(page.url),
        "version": page.digest[:8],
        "was": " ".join(progress.earlier_addresses(page)),
    }
