"""The `<head>` of a page: for browsers, search engines, and sites on which a link is shared."""

from functools import lru_cache
from html import escape
from typing import Any

import msgspec

from carrel.model.licences import name_and_url
from carrel.model.settings import Settings
from carrel.model.toolkit import Module, Page, Role


@lru_cache
def policy(hosts: frozenset[str], search: bool) -> str:
    """Returns the Content-Security-Policy: nothing from another site, nothing inline.

    `hosts` are the sites of videos that the learner can start on the page; these may be framed.
    Search compiles its own WebAssembly, which needs a permission.
    """
    frames = " ".join(sorted(hosts)) or "'none'"
    wasm = " 'wasm-unsafe-eval'" if search else ""
    return escape(
        "; ".join(
            (
                "default-src 'none'",
                f"script-src 'self'{wasm}",
                "style-src 'self'",
                "img-src 'self' data: blob:",
                "media-src 'self' blob:",
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "worker-src 'self'",
                f"frame-src {frames}",
                "form-action 'self'",
                "base-uri 'none'",
                "object-src 'none'",
            )
        ),
        quote=False,
    )


def head(
    settings: Settings,
    page: Page | None,
    title: str,
    url: str,
    hosts: set[str],
    search: bool,
    image: str = "",
) -> str:
    """Returns the elements of the head that differ from page to page, as HTML."""
    described = escape(_description(settings, page))
    address = escape(settings.base_url + url) if settings.base_url else ""
    kind = "article" if url.count("/") > 1 else "website"
    tags = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(frozenset(hosts), search)}">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta name="description" content="{described}">' if described else "",
        f'<link rel="canonical" href="{address}">' if address else "",
        f'<meta property="og:title" content="{escape(title)}">',
        f'<meta property="og:type" content="{kind}">',
        f'<meta property="og:site_name" content="{escape(settings.title)}">',
        f'<meta property="og:description" content="{described}">' if described else "",
        f'<meta property="og:url" content="{address}">' if address else "",
        f'<meta property="og:image" content="{escape(settings.base_url + image)}">'
        if address and image
        else "",
        f'<meta property="og:locale" content="{escape(settings.language.replace("-", "_"))}">',
        _json_ld(learning_resource(settings, page, page.module)) if page and page.module else "",
    )
    return "\n".join(filter(None, tags))


def _description(settings: Settings, page: Page | None) -> str:
    if page is None:
        return settings.description
    front = page.content.front
    return (
        front.summary or front.objective or (settings.description if page.role is Role.HOME else "")
    )


def _json_ld(data: dict[str, Any]) -> str:
    """Returns the element that contains `data`, which is read by search engines.

    Browsers do not run it as a script, so the policy allows it. `<` in it cannot end it early.
    """
    text = msgspec.json.encode(data).decode().replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def learning_resource(settings: Settings, page: Page, module: Module) -> dict[str, Any]:
    """Returns the page as a schema.org LearningResource; an overview describes its module."""
    front = page.content.front
    is_module = page.role is Role.OVERVIEW
    address = settings.base_url + page.url if settings.base_url else ""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": address,
        "url": address,
        "name": page.title,
        "description": front.summary or front.objective,
        "inLanguage": settings.language,
        "timeRequired": _duration(module.minutes if is_module else page.minutes),
        "license": _licence(settings, page, module),
        "learningResourceType": "course module" if is_module else "learning page",
        "teaches": _teaches(page, module),
        "author": [_author(settings, name) for name in front.credits],
        "publisher": _organization(settings.publisher) if settings.publisher else None,
        "isAccessibleForFree": True,
        "isPartOf": None if is_module else _part_of(settings, module),
        "isBasedOn": front.based_on,
    }
    return {key: value for key, value in data.items() if value}


def _duration(minutes: int) -> str:
    return f"PT{minutes}M" if minutes else ""


def _licence(settings: Settings, page: Page, module: Module) -> str:
    """Returns the address of the page's licence, or its name if it has no address."""
    own, of_module = page.content.front.licence, module.overview.content.front.licence
    known = name_and_url(own or of_module or settings.licence)
    return known["url"] or known["name"]


def _author(settings: Settings, name: str) -> dict[str, str]:
    return _organization(name) if name == settings.publisher else {"@type": "Person", "name": name}


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _teaches(page: Page, module: Module) -> list[str]:
    if page.role is Role.OVERVIEW:
        return [
            section.first.content.front.objective
            for section in module.sections
            if section.first.content.front.objective
        ]
    return page.content.front.outcomes


def _part_of(settings: Settings, module: Module) -> dict[str, str]:
    part = {"@type": "LearningResource", "name": module.title}
    return part | ({"@id": settings.base_url + module.overview.url} if settings.base_url else {})
