"""What a page's head says to browsers, search engines and places where a link is shared."""

from functools import lru_cache
from html import escape
from typing import Any

import msgspec

from carrel.model.licences import name_and_url
from carrel.model.settings import Settings
from carrel.model.toolkit import Module, Page, Role


@lru_cache
def policy(hosts: frozenset[str], search: bool) -> str:
    """The Content-Security-Policy: nothing from another host, nothing inline. A film's host may be framed where a page has one
    that the learner can start; search compiles its own WebAssembly, which needs a word of its own."""
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
    """The elements of the head that differ from page to page, as HTML."""
    described = escape(_description(settings, page))
    address = escape(settings.base_url + url) if settings.base_url else ""
    tags = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(frozenset(hosts), search)}">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta name="description" content="{described}">' if described else "",
        f'<link rel="canonical" href="{address}">' if address else "",
        f'<meta property="og:title" content="{escape(title)}">',
        f'<meta property="og:type" content="{"article" if url.count("/") > 1 else "website"}">',
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
    """Data for machines. It is no script (browsers do not run it), so the policy lets it stand; `<` cannot end it early."""
    text = msgspec.json.encode(data).decode().replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def learning_resource(settings: Settings, page: Page, module: Module) -> dict[str, Any]:
    """The page as a schema.org LearningResource; the overview stands for the module."""
    front = page.content.front
    whole = page.role is Role.OVERVIEW
    address = settings.base_url + page.url if settings.base_url else ""
    minutes = module.minutes if whole else page.minutes
    known = name_and_url(front.licence or module.overview.content.front.licence or settings.licence)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": address,
        "url": address,
        "name": page.title,
        "description": front.summary or front.objective,
        "inLanguage": settings.language,
        "timeRequired": f"PT{minutes}M" if minutes else "",
        "license": known["url"] or known["name"],
        "learningResourceType": "course module" if whole else "learning page",
        "teaches": _teaches(page, module),
        "author": [
            {"@type": "Organization" if name == settings.publisher else "Person", "name": name}
            for name in front.credits
        ],
        "publisher": {"@type": "Organization", "name": settings.publisher}
        if settings.publisher
        else None,
        "isAccessibleForFree": True,
        "isPartOf": None if whole else _part_of(settings, module),
        "isBasedOn": front.based_on,
    }
    return {key: value for key, value in data.items() if value}


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
