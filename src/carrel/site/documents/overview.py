"""What only the overview of a module shows: objectives, the legend, and where to begin."""

from __future__ import annotations

from html import escape
from typing import Any

from minijinja import safe

from carrel.digests import digest
from carrel.model.settings import BoxKind
from carrel.model.toolkit import Module, Page
from carrel.site.site import Site

_LEGEND_ENTRIES = 4


def overview_key(site: Site, module: Module, key: str) -> str:
    """Returns the key of an overview, which shows more than other pages do.

    It shows every objective, the kinds of boxes that the module uses, and where to go from there.
    """
    pages = list(module.pages())
    objectives = [section.first.content.front.objective for section in module.sections]
    kinds = sorted({box.kind for page in pages for box in page.content.boxes})
    first = [f"{page.title}" for page in module.sections[0].pages] if module.sections else []
    leads_to = [f"{page.url} {page.title}" for page in pages if page.content.front.plan]
    leads_to.append(site.example(module) and module.example.title)
    leads_to.append(module.guide.title if module.guide else "")
    return digest(key, *objectives, *kinds, *first, *leads_to)


def overview(site: Site, page: Page, module: Module) -> dict[str, Any]:
    """Returns what the template gets for an overview only."""
    first = module.sections[0] if module.sections else None
    plan = next((one for one in module.reading_order() if one.content.front.plan), None)
    guide = module.guide
    return {
        "objectives": [
            {
                "number": section.number,
                "text": section.first.content.front.objective,
                "title": section.title,
                "url": safe(section.first.url),
                "minutes": section.minutes,
            }
            for section in module.sections
            if section.first.content.front.objective
        ],
        "legend": [
            {"kind": kind.name, "html": safe(_example(site, kind))}
            for kind in kinds_used(site, module)
        ],
        "legend_sections": _drawn_sections(site, module),
        "legend_pages": _drawn_pages(site, module),
        "begin": neighbor(first.first) if first else neighbor(page.next),
        "guide": {"title": guide.title, "url": safe(guide.url)} if guide else None,
        "example": {"title": module.example.title, "url": safe(site.example(module))}
        if site.example(module)
        else None,
        "plan": {"title": plan.title, "url": safe(plan.url)} if plan else None,
    }


def kinds_used(site: Site, module: Module) -> list[BoxKind]:
    """The box kinds that a module uses, in the order of the kinds."""
    used = {
        box.kind
        for page in module.pages()
        if page is not module.guide
        for box in page.content.boxes
    }
    return [kind for name, kind in site.kinds.items() if name in used]


def _example(site: Site, kind: BoxKind) -> str:
    """One box of a kind, which says what the kind is for."""
    said = (
        site.words.get("legend_" + kind.name.replace("-", "_"), "")
        if not kind.label
        else kind.about
    )
    said = said or site.words["legend_own"].replace("{label}", kind.label)
    return site.look.render(
        "box.html",
        kind=kind.name,
        label=site.label_of(kind),
        icon=safe(site.look.icons.get(kind.icon, "")),
        title="",
        level=3,
        id="",
        classes="",
        own=kind.name in site.toolkit.settings.own_kinds,
        body=safe(f"<p>{escape(said, quote=False)}</p>"),
    )


def _drawn_sections(site: Site, module: Module) -> list[dict[str, Any]]:
    entries = [{"number": "", "title": site.words["overview"], "current": not module.sections}]
    entries += [
        {"number": section.number, "title": section.title, "current": section.number == 1}
        for section in module.sections
    ]
    return entries[:_LEGEND_ENTRIES]


def _drawn_pages(site: Site, module: Module) -> list[dict[str, Any]]:
    if not module.sections:
        return []
    pages = module.sections[0].pages[:_LEGEND_ENTRIES]
    title = site.words["section_overview"]
    return [
        {
            "number": "",
            "title": title if index == 0 else page.title,
            "current": index == min(1, len(pages) - 1),
        }
        for index, page in enumerate(pages)
    ]


def neighbor(page: Page | None) -> dict[str, Any] | None:
    """Returns what a template gets to link to a page before or after; None if there is none."""
    if page is None:
        return None
    number = page.section.number if page.section and page is page.section.first else ""
    return {"title": page.title, "url": safe(page.url), "minutes": page.minutes, "number": number}
