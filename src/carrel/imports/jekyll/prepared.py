"""The text of a kramdown page while it is prepared for CommonMark."""

from __future__ import annotations

import re

import msgspec

from carrel.imports.course import Finding
from carrel.model.marks import without_forbidden
from carrel.model.sentinels import HELD_CLOSES, HELD_OPENS

KEPT = HELD_OPENS  # before a line that must stay a paragraph
HELD = HELD_CLOSES  # around the number of what a comment is a placeholder for
PLACEHOLDER = re.compile(f"<!--{HELD}(\\d+){HELD}-->")
_OWN = re.compile(f"[{KEPT}{HELD}]")

Held = str | dict[str, str]
"""What a placeholder is for: raw HTML, or attributes for the element before or after it.

The key "" of the attributes says which: "before", "after", or "parent" for the element around.
"""


class Comment(msgspec.Struct, frozen=True):
    """A finding about a line."""

    line: int
    finding: Finding
    sentence: str


class Prepared(msgspec.Struct):
    """A text that CommonMark can read. `origin` has the line of the source for each line."""

    lines: list[str] = []
    origin: list[int] = []
    held: list[Held] = []
    comments: list[Comment] = []

    def add(self, line: str, origin: int) -> None:
        """Adds a line."""
        self.lines.append(line)
        self.origin.append(origin)

    def hold(self, what: Held) -> str:
        """Returns a comment that is a placeholder for `what`."""
        self.held.append(what)
        return f"<!--{HELD}{len(self.held) - 1}{HELD}-->"

    def held_at(self, number: str) -> Held:
        """Returns what the placeholder with a number is for; empty if there is none."""
        return self.held[int(number)] if int(number) < len(self.held) else ""


class Scan:
    """The lines of a page, of which each is taken once, and what was made of them so far.

    `first` is the number of the first line. `inner` are the open elements whose content is
    Markdown: the name of each, and the placeholder for its end tag.
    """

    def __init__(self, text: str, first: int) -> None:
        text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
        self.lines = _OWN.sub("\ufffd", without_forbidden(text)).split("\n")
        self.first = first
        self.made = Prepared()
        self.inner: list[tuple[str, str]] = []
        self.parse_html = False

    def add(self, line: str, number: int) -> None:
        """Adds a prepared line that comes from the line with this index."""
        self.made.add(line, self.first + number)

    def hold(self, what: Held, number: int) -> None:
        """Adds a line with a placeholder."""
        self.add(self.made.hold(what), number)

    def comment(self, number: int, finding: Finding, sentence: str) -> None:
        """Adds a finding about the line with this index."""
        self.made.comments.append(Comment(number + self.first, finding, sentence))

    def cut(self, first: int, start: int, last: int, end: int) -> str:
        """Returns the text from a column of one line to a column of another."""
        if first == last:
            return self.lines[first][start:end]
        middle = self.lines[first + 1 : last]
        return "\n".join([self.lines[first][start:], *middle, self.lines[last][:end]])

    def go_on(self, number: int, after: int) -> int:
        """Returns the index of the next line. The rest of a line counts as a line of its own."""
        rest = self.lines[number][after:]
        if not rest.strip():
            return number + 1
        self.lines[number] = rest.lstrip()
        return number

    def until(
        self, pattern: re.Pattern[str], number: int, start: int, whole: bool = False
    ) -> tuple[int, int]:
        """Returns the line on which `pattern` ends, and the column after it.

        It is looked for from a column of a line on, or right there with `whole`. Where it is not
        found, this is the end of the text.
        """
        text = "\n".join(self.lines[number : number + _FAR])
        found = pattern.match(text, start) if whole else pattern.search(text, start)
        if not found:
            last = len(self.lines) - 1
            return last, len(self.lines[last])
        before = text[: found.end()]
        return number + before.count("\n"), len(before) - (before.rfind("\n") + 1)


_FAR = 200  # lines
