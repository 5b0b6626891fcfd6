"""The page that is shown for an address that does not exist."""

from __future__ import annotations

from urllib.parse import urlsplit

from minijinja import safe

from carrel.site.addresses import quoted
from carrel.site.documents.head import head
from carrel.site.documents.pages import shared_context
from carrel.site.documents.placeholders import Placeholders
from carrel.site.site import Site


def write_not_found(site: Site) -> bytes:
    """Returns the page that a web host shows for an address that does not exist.

    It may be shown at any depth, so its links begin at the host's root: the path of `base_url`,
    or "/".
    """
    base = urlsplit(site.toolkit.settings.base_url).path or "/"
    context = shared_context(site) | {
        "head": safe(
            head(
                site.toolkit.settings, None, site.words["not_found"], "404.html", set(), site.search
            )
            + '\n<meta name="robots" content="noindex">'
        ),
    }
    return Placeholders().document(site.look.render("not-found.html", **context), quoted(base))
