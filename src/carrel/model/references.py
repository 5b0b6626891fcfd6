"""The references of a module's `references.toml`, which its footnotes may name."""

from __future__ import annotations

import msgspec

from carrel.issues import Issue

NAME = "references.toml"


class Reference(msgspec.Struct, frozen=True):
    """One work: an article if it has a journal, else a book, a report, or a web page.

    `line` is where its entry begins.
    """

    key: str
    line: int = 1
    authors: tuple[str, ...] = ()
    year: str = ""
    title: str = ""
    edition: str = ""
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    url: str = ""
    tried: bool = True  # false if the author has not opened the address


class References(msgspec.Struct, frozen=True):
    """The references of one module by their keys, and the issues in their file."""

    path: str = ""
    entries: dict[str, Reference] = {}
    issues: tuple[Issue, ...] = ()

    def named(self, label: str) -> Reference | None:
        """Returns the reference that a footnote with this label names; in any case."""
        return self.entries.get(label.casefold())
