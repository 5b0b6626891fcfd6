"""The site map."""

from __future__ import annotations

from html import escape

from carrel.site.addresses import quoted
from carrel.site.site import Site

_OPENS = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def write_sitemap(site: Site) -> bytes:
    """Returns the site map: the addresses of all pages, for search engines. It needs `base_url`."""
    base = site.toolkit.settings.base_url
    listed = "".join(
        f"<url><loc>{_text(base + quoted(page.url))}</loc></url>\n" for page in site.toolkit.pages()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_OPENS}\n{listed}</urlset>\n'.encode()


def _text(address: str) -> str:
    return escape(address, quote=False) if "&" not in address else address
