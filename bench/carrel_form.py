"""A synthetic toolkit as Carrel reads it."""

from __future__ import annotations

import posixpath

from synthetic import Page, Toolkit

TOOLKIT_TOML = """\
title = "A synthetic toolkit"
language = "en"
licence = "CC-BY-SA-4.0"
publisher = "Nobody"
description = "Made-up words in the shape of a real toolkit, to measure builds with."
base_url = "https://example.org/"
"""


class CarrelForm:
    """The folder is the outline; links are paths to files; boxes stand between colons."""

    def path(self, page: Page) -> str:
        """Give `module/2-section/7-page.md`, and `index.md` for what stands for its folder."""
        folders = [
            *page.names[:1],
            *(f"{n}-{name}" for n, name in zip(page.numbers[1:], page.names[1:], strict=False)),
        ]
        if page.kind == "page":
            return "/".join(folders) + ".md"
        name = "resources.md" if page.kind == "resources" else "index.md"
        return "/".join([*folders[: 2 if page.kind != "overview" else 1], name])

    def link(self, source: Page, target: Page, anchor: str) -> str:
        """Give the relative path from one file to the other."""
        path = posixpath.relpath(self.path(target), posixpath.dirname(self.path(source)) or ".")
        return f"{path}#{anchor}" if anchor else path

    def box(self, kind: str, title: str, ident: str, body: str) -> str:
        """Give the body between `::: kind Title {#id}` and `:::`."""
        return f"::: {kind} {title}{f' {{#{ident}}}' if ident else ''}\n{body}\n:::"

    def front_matter(self, page: Page) -> str:
        """Give title and summary; a section's objective and outcomes; a module's credits."""
        lines = [f"title: {page.title}", f"summary: {page.summary}"]
        if page.kind == "section":
            lines += [
                f"objective: {page.objective}",
                "outcomes:",
                *(f"  - {outcome}" for outcome in page.outcomes),
            ]
        if page.kind == "overview":
            lines += ["credits:", "  - Nobody"]
        return "---\n" + "\n".join(lines) + "\n---\n\n"

    def other_files(self, toolkit: Toolkit) -> dict[str, str]:  # noqa: ARG002 - hugo needs it
        """Give the one file of settings."""
        return {"toolkit.toml": TOOLKIT_TOML}
