"""The home page: the list of modules."""

from __future__ import annotations

from typing import Any

from minijinja import safe

from carrel.digests import digest
from carrel.model.toolkit import Module
from carrel.site.addresses import root_from
from carrel.site.body.writer import BodyWriter
from carrel.site.documents.head import head
from carrel.site.documents.pages import shared_context
from carrel.site.documents.placeholders import Placeholders
from carrel.site.site import Site


def home_key(site: Site) -> str:
    """Returns the digest of everything that the home page shows."""
    home, modules = site.toolkit.home, site.toolkit.modules
    key = digest(
        *site.module_keys.values(),
        *((home.digest, *site.files_of(home)) if home else ()),
        *(repr(module.overview.content.front) for module in modules),
    )
    return digest(key, *(f"{module.minutes}" for module in modules))


def write_home(site: Site) -> bytes:
    """Returns the toolkit's first page: its welcome text, and a list of its modules."""
    page = site.toolkit.home
    filled = BodyWriter(site, page).filled(page.content.body) if page else None
    placeholders = Placeholders()
    hosts = filled.hosts if filled else set()
    context = shared_context(site) | {
        "title": page.title if page and page.title else site.toolkit.settings.title,
        "body": placeholders.put(filled.html) if filled else "",
        "modules_list": [_module(module) for module in site.toolkit.modules],
        "head": safe(
            head(site.toolkit.settings, page, site.toolkit.settings.title, "", hosts, site.search)
        ),
    }
    return placeholders.document(site.look.render("home.html", **context), root_from(""))


def _module(module: Module) -> dict[str, Any]:
    return {
        "title": module.title,
        "url": safe(module.overview.url),
        "summary": module.overview.content.front.summary,
        "minutes": module.minutes,
        "sections": len(module.sections),
        "worksheets": sum(len(page.content.worksheets) for page in module.pages()),
    }
