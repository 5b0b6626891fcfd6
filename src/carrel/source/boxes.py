"""Finds the lines that open and close boxes, before the Markdown parser sees the text.

A box opens with three colons and a name and closes with three colons; the closing line closes the
innermost open box. Each such line becomes an HTML comment with a mark (a placeholder, see
`model.marks`) in it, and keeps its indent. What is between is ordinary Markdown: links and
footnotes work across boxes, and since one line stays one line, every line number stays correct.
"""

import difflib
import re
from collections.abc import Mapping

import msgspec

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.content import Box
from carrel.model.settings import BoxKind
from carrel.source.attributes import cut_attributes
from carrel.source.places import Places

# Both begin with a line break and not with ^, so that the search skips from line to line; what is
# in (?=…) refuses most lines at their first character.
_LINE = re.compile(r"\n(?=[ \t:`~])([ \t]*+)(?:(:{3,})(?!:)(.*)|(`{3,}|~{3,})(?![`~])(.*))")
_MISPLACED = re.compile(r"\n(?=[ \t>*+\d-])[ \t]*(?:[-*+>]|\d+[.)])[-*+>\d.) \t]*(:{3,})")
_OPENS = re.compile(r"([A-Za-z][\w-]*)(?:[ \t]+(.*))?$")
_DEEPEST = 20
_KNOWN_ATTRIBUTES = {
    "video": {"src", "length", "captions", "poster", "start", "end"},
    "answers": {"open", "plan"},
    "meeting": {"sections", "minutes"},
}
_OF_A_WORKSHEET = {"was", "calendar", "plan"}


class Span(msgspec.Struct):
    """The lines `first` to `last` are in the worksheet box number `box`, and not in code."""

    first: int
    last: int
    box: int


class Scanned(msgspec.Struct):
    """The text with marks, the boxes in order of opening, and the lines where blanks are fields."""

    text: str
    boxes: list[Box]
    spans: list[Span]
    code: list[tuple[int, int]]  # start and end of fenced code in the text before the marks
    issues: list[Issue]


def comment(letter: str, number: int) -> str:
    """Returns a mark as a block of its own."""
    return f"<!--{marks.mark(letter, number)}-->"


def scan_boxes(path: str, text: str, kinds: Mapping[str, BoxKind]) -> Scanned:
    """Returns the boxes of `text`, which is the file with line breaks in place of front matter."""
    return _Scanner(path, text, kinds).scan()


class _Scanner:
    """Reads one file line by line."""

    def __init__(self, path: str, text: str, kinds: Mapping[str, BoxKind]) -> None:
        self.path, self.text, self.kinds = path, text, kinds
        self.boxes: list[Box] = []
        self.open: list[int] = []  # the numbers of the boxes that are open
        self.skipped = 0  # open boxes that cannot be read: they have no kind, or are too deep
        self.fence, self.fence_at = "", 0  # of the code block that is open
        self.spans: list[Span] = []
        self.code: list[tuple[int, int]] = []
        self.issues: list[Issue] = []
        self.span_from = 1
        self.line, self.counted = 1, 0  # the current line, and the offset up to which it counts

    def report(self, code: str, column: int, **values: object) -> None:
        """Adds an issue in the current line."""
        self.issues.append(issue(code, Position(self.path, self.line, column), **values))

    def scan(self) -> Scanned:
        """Returns the boxes of the file."""
        text = _LINE.sub(self._read_line, f"\n{self.text}")[1:]
        self._advance(len(self.text))
        if self.fence:
            self.code.append((self.fence_at, len(self.text)))
        else:
            self._end_span(self.line + 1)
        text += "".join(map(self._close_at_end, reversed(self.open)))
        self._report_misplaced()
        return Scanned(text, self.boxes, self.spans, self.code, self.issues)

    def _close_at_end(self, number: int) -> str:
        """Returns what closes a box that is still open at the end of the file."""
        box = self.boxes[number]
        place = Position(self.path, box.line, box.column)
        self.issues.append(issue("box-unclosed", place, kind=box.kind))
        return f"\n\n{comment(marks.BOX_CLOSES, number)}\n"

    def _advance(self, offset: int) -> None:
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset

    def _read_line(self, found: re.Match[str]) -> str:
        """Returns what replaces a line that opens or closes a box or a code block."""
        indent, _, rest, fence, info = found.groups()
        self._advance(found.start())
        if fence:
            self._read_fence(fence, info, found)
            return found[0]
        if self.fence:
            return found[0]
        return f"\n{indent}{self._opens(indent, rest) if rest.strip() else self._closes(indent)}"

    def _read_fence(self, fence: str, info: str, found: re.Match[str]) -> None:
        """Opens or closes a code block; `info` is what follows the fence on its line."""
        if not self.fence:
            if fence[0] == "~" or "`" not in info:
                self._end_span(self.line)
                self.fence, self.fence_at = fence, found.start()
        elif fence.startswith(self.fence) and not info.strip():
            self.fence = ""
            self.code.append((self.fence_at, found.end() - 1))
            self.span_from = self.line + 1

    def _end_span(self, line: int) -> None:
        """Gives the lines before `line` to the innermost open worksheet."""
        owner = next(filter(self._has_fields, reversed(self.open)), -1)
        if owner >= 0 and line > self.span_from:
            self.spans.append(Span(self.span_from, line - 1, owner))
        self.span_from = line + 1

    def _has_fields(self, number: int) -> bool:
        return self._kind_has_fields(self.boxes[number].kind)

    def _kind_has_fields(self, name: str) -> bool:
        return name in self.kinds and self.kinds[name].fields

    def _opens(self, indent: str, rest: str) -> str:
        """Opens a box; returns its mark, or nothing if it cannot be read."""
        column = len(indent) + 1
        read = _OPENS.match(rest.strip(" \t"))
        if not read:
            self.report("box-unnamed", column)
            self.skipped += 1
            return ""
        if len(self.open) >= _DEEPEST:
            self.skipped += 1
            if self.skipped == 1:
                self.report("box-too-deep", column, deepest=_DEEPEST)
            return ""
        self._end_span(self.line)
        self.boxes.append(self._box(read[1], read[2] or "", column))
        self.open.append(len(self.boxes) - 1)
        return comment(marks.BOX_OPENS, len(self.boxes) - 1)

    def _box(self, kind: str, title: str, column: int) -> Box:
        title, attributes = cut_attributes(title)
        if kind not in self.kinds:
            self._report_unknown(kind, column)
        for name in attributes.values.keys() - self._known_attributes(kind):
            self.report("box-attribute-unknown", column, name=name, kind=kind)
        return Box(
            kind,
            title,
            self.line,
            attributes.id,
            attributes.classes,
            attributes.values,
            self.open[-1] if self.open else -1,
            column=column,
        )

    def _known_attributes(self, kind: str) -> set[str]:
        of_worksheets = _OF_A_WORKSHEET if self._kind_has_fields(kind) else set()
        return _KNOWN_ATTRIBUTES.get(kind, set()) | of_worksheets

    def _report_unknown(self, kind: str, column: int) -> None:
        close = difflib.get_close_matches(kind.lower(), self.kinds, 1)
        hint = f"Did you mean “{close[0]}”? " if close else ""
        self.report("box-unknown", column, kind=kind, hint=hint, known=", ".join(self.kinds))

    def _closes(self, indent: str) -> str:
        """Closes the innermost box; returns its mark, or nothing if there is none."""
        if self.skipped:
            self.skipped -= 1
            return ""
        if not self.open:
            self.report("box-close-stray", len(indent) + 1)
            return ""
        self._end_span(self.line)
        return comment(marks.BOX_CLOSES, self.open.pop())

    def _report_misplaced(self) -> None:
        """Reports colons that follow the beginning of a list item or quotation."""
        places = Places(self.text)
        for found in _MISPLACED.finditer(f"\n{self.text}"):
            if not any(start <= found.start() < end for start, end in self.code):
                place = Position(self.path, *places.of(found.start(1) - 1))
                self.issues.append(issue("box-misplaced", place))
