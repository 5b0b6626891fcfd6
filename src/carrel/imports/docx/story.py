"""What the readers of a document share: its package, styles and lists, and the entries of the
report.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.course import Finding, Found
from carrel.imports.docx.numbering import Numbering
from carrel.imports.docx.package import Package, Relation
from carrel.imports.docx.styles import Styles
from carrel.imports.docx.xml import PLACE


class Log(msgspec.Struct):
    """The entries of the report, and the paragraph and id of each comment.

    The line of an entry is the number of its paragraph, as a Word file has no lines.
    """

    path: str
    found: list[Found] = []
    comments: list[tuple[int, str]] = []
    place: int = 0  # of the paragraph that is being written
    derived: dict[int, str] = {}  # by paragraph: words that Carrel writes itself
    moved: set[int] = set()  # paragraphs whose words are in another position now

    def say(self, place: int, finding: Finding, sentence: str) -> None:
        """Adds an entry of the report."""
        self.found.append(Found(self.path, place, finding, sentence))


class Story:
    """One part with text (the document, its notes), and what is needed to read it.

    `place` is the paragraph that is being read.
    """

    def __init__(
        self, package: Package, part: str, styles: Styles, numbering: Numbering, log: Log
    ) -> None:
        self.package, self.part, self.styles, self.numbering = package, part, styles, numbering
        self.relations: dict[str, Relation] = package.relations(part)
        self.log = log
        self.place = 0

    def say(self, finding: Finding, sentence: str) -> None:
        """Adds an entry of the report about the current paragraph."""
        self.log.say(self.place, finding, sentence)

    def other(self, part: str) -> Story:
        """Returns the same for another part of the document."""
        return Story(self.package, part, self.styles, self.numbering, self.log)

    def at(self, paragraph: Element) -> None:
        """Makes a paragraph the current one. Those of notes have no number in the document."""
        if self.part == self.package.document:
            self.place = int(paragraph.get(PLACE, "0"))


def shown(words: str, longest: int = 80) -> str:
    """Returns words as a sentence quotes them: on one line, and at most `longest` characters."""
    words = " ".join(words.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
