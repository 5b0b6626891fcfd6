"""A synthetic toolkit as hugo reads it, with a theme (the folder `hugo/`) that gives each page what
Carrel gives it.
"""

from __future__ import annotations

from pathlib import Path

from synthetic import Page, Toolkit

SITE = Path(__file__).parent / "hugo"
# A page of its own, listed nowhere. As a second output format of the module it would cost more:
# hugo would render every
# page's text again for that format.
PRINT = """\
---
title: To print
description: The whole module on one page.
layout: print
build:
  list: never
---
"""


class HugoForm:
    """Sections are folders with `_index.md`, order is `weight`, links are `relref`, boxes are a
    shortcode.
    """

    def path(self, page: Page) -> str:
        """Give `content/module/section/page.md`, and `_index.md` for what stands for its folder."""
        names = "/".join(["content", *page.names])
        return f"{names}.md" if page.kind in ("page", "resources") else f"{names}/_index.md"

    def link(self, source: Page, target: Page, anchor: str) -> str:  # noqa: ARG002 - Carrel needs both ends
        """Give a `relref`, which fails the build when its target is missing: hugo's own check of
        links.

        The path is absolute, so hugo finds the page without a search.
        """
        path = "/" + "/".join(target.names)
        return f'{{{{% relref "{path}{f"#{anchor}" if anchor else ""}" %}}}}'

    def box(self, kind: str, title: str, ident: str, body: str) -> str:
        """Give the body inside the shortcode, in the form whose text is rendered in one go with the
        page's.
        """
        ident = f' id="{ident}"' if ident else ""
        return f'{{{{% box kind="{kind}" title="{title}"{ident} %}}}}\n{body}\n{{{{% /box %}}}}'

    def front_matter(self, page: Page) -> str:
        """Give the same keys as Carrel's, under hugo's names, and the order as a weight."""
        weight = page.numbers[-1] if page.numbers else 1
        lines = [f"title: {page.title}", f"description: {page.summary}", f"weight: {weight}"]
        if page.kind == "section":
            lines += ["params:", f"  objective: {page.objective}", "  outcomes:"]
            lines += [f"    - {outcome}" for outcome in page.outcomes]
        if page.kind == "overview":
            lines += ["params:", "  credits:", "    - Nobody"]
        return "---\n" + "\n".join(lines) + "\n---\n\n"

    def other_files(self, toolkit: Toolkit) -> dict[str, str]:
        """Give the settings and the theme, as they stand in `bench/hugo/`, and a page to print each
        module from.
        """
        files = (path for path in sorted(SITE.rglob("*")) if path.is_file())
        theme = {
            path.relative_to(SITE).as_posix(): path.read_text(encoding="utf-8") for path in files
        }
        return theme | {f"content/{module}/print.md": PRINT for module in toolkit.by_module}
