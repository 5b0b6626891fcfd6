"""What a module's footnotes may name: the references of its `references.toml`, as plain data."""

from __future__ import annotations

import msgspec

from carrel.issues import Issue

NAME = "references.toml"


class Reference(msgspec.Struct, frozen=True):
    """One work: an article if it has a journal, else a book, a report, or a page of a site. `line` is where its entry begins."""

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
    tried: bool = True  # whether somebody has opened the address


class References(msgspec.Struct, frozen=True):
    """The references of one module by their keys, and what is wrong in their file."""

    path: str = ""
    entries: dict[str, Reference] = {}
    issues: tuple[Issue, ...] = ()

    def named(self, label: str) -> Reference | None:
        """The reference that a footnote with this label names. Capital letters do not matter, as in footnotes."""
        return self.entries.get(label.casefold())
