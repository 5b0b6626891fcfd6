"""Finds the lines that open and close boxes, before the Markdown parser sees the text.

A box opens with three colons and a name and closes with three colons; the closing line closes the innermost open box.
Each such line becomes an HTML comment that holds a mark, with its indent kept: what stands between is ordinary Markdown, links
and footnotes cross boxes freely, and as one line stays one line, every line number stays true.
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

# Begins with a line break, and not with ^: the search then leaps from line to line; (?=…) sorts out most at their first character.
_LINE = re.compile(r"\n(?=[ \t:`~])([ \t]*+)(?:(:{3,})(?!:)(.*)|(`{3,}|~{3,})(?![`~])(.*))")
_OPENS = re.compile(r"([A-Za-z][\w-]*)(?:[ \t]+(.*))?$")
_MISPLACED = re.compile(
    r"^[ \t]*(?:[-*+>]|\d+[.)])[-*+>\d.) \t]*(:{3,}[ \t]*(?:[a-z][\w-]*)?)", re.M
)
_DEEPEST = 20
_KNOWN_ATTRIBUTES = {
    "video": {"src", "length", "captions", "poster", "start", "end"},
    "answers": {"open", "plan"},
    "meeting": {"sections", "minutes"},
}
_OF_A_WORKSHEET = {"was", "calendar", "plan"}


class Span(msgspec.Struct):
    """The lines `first` to `last` stand in the worksheet box number `box`, outside code."""

    first: int
    last: int
    box: int


class Scanned(msgspec.Struct):
    """The text with marks, the boxes in order of opening, and where blanks are fields."""

    text: str
    boxes: list[Box]
    spans: list[Span]
    code: list[tuple[int, int]]  # offsets of fenced code in the text as it came
    issues: list[Issue]


def comment(letter: str, number: int) -> str:
    """A mark that stands as a block of its own."""
    return f"<!--{marks.mark(letter, number)}-->"


def scan_boxes(path: str, text: str, kinds: Mapping[str, BoxKind]) -> Scanned:
    """The boxes of `text`, the whole file with its front matter blanked out."""
    if (
        ":::" not in text
        and not ("`" in text and "```" in text)
        and not ("~" in text and "~~~" in text)
    ):
        return Scanned(text, [], [], [], [])
    return _Scanner(path, text, kinds).scan()


class _Scanner:
    def __init__(self, path: str, text: str, kinds: Mapping[str, BoxKind]) -> None:
        self.path, self.text, self.kinds = path, text, kinds
        self.boxes: list[Box] = []
        self.open: list[int] = []
        self.skipped = (
            0  # boxes that are open and cannot be read: they have no kind, or lie too deep
        )
        self.fence, self.fence_at = "", 0
        self.spans: list[Span] = []
        self.code: list[tuple[int, int]] = []
        self.issues: list[Issue] = []
        self.span_from = 1
        self.line, self.counted = 1, 0

    def report(self, code: str, column: int, **values: object) -> None:
        self.issues.append(issue(code, Position(self.path, self.line, column), **values))

    def scan(self) -> Scanned:
        text = _LINE.sub(self._one_line, f"\n{self.text}")[1:]
        self._advance(len(self.text))
        if self.fence:
            self.code.append((self.fence_at, len(self.text)))
        else:
            self._end_span(self.line + 1)
        for number in reversed(self.open):
            box = self.boxes[number]
            self.issues.append(
                issue("box-unclosed", Position(self.path, box.line, box.column), kind=box.kind)
            )
            text += f"\n\n{comment(marks.BOX_CLOSES, number)}\n"
        self._report_misplaced()
        return Scanned(text, self.boxes, self.spans, self.code, self.issues)

    def _advance(self, offset: int) -> None:
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset

    def _one_line(self, found: re.Match[str]) -> str:
        indent, _, rest, fence, info = found.groups()
        self._advance(found.start())
        if fence:
            self._fence(fence, info, found)
        elif not self.fence:
            return f"\n{indent}" + (
                self._opens(indent, rest) if rest.strip() else self._closes(indent)
            )
        return found[0]

    def _fence(self, fence: str, info: str, found: re.Match[str]) -> None:
        if not self.fence:
            if fence[0] == "~" or "`" not in info:
                self._end_span(self.line)
                self.fence, self.fence_at = fence, found.start()
        elif fence.startswith(self.fence) and not info.strip():
            self.fence = ""
            self.code.append((self.fence_at, found.end() - 1))
            self.span_from = self.line + 1

    def _end_span(self, line: int) -> None:
        """The lines up to the one before `line` belong to the innermost open worksheet."""
        owner = next((number for number in reversed(self.open) if self._has_fields(number)), -1)
        if owner >= 0 and line > self.span_from:
            self.spans.append(Span(self.span_from, line - 1, owner))
        self.span_from = line + 1

    def _has_fields(self, number: int) -> bool:
        kind = self.kinds.get(self.boxes[number].kind)
        return kind is not None and kind.fields

    def _opens(self, indent: str, rest: str) -> str:
        read = _OPENS.match(rest.strip(" \t"))
        if not read:
            self.report("box-unnamed", len(indent) + 1)
            self.skipped += 1
            return ""
        if len(self.open) >= _DEEPEST:
            self.skipped += 1
            if self.skipped == 1:
                self.report("box-too-deep", len(indent) + 1, deepest=_DEEPEST)
            return ""
        self._end_span(self.line)
        number = len(self.boxes)
        self.boxes.append(self._box(read[1], read[2] or "", len(indent) + 1))
        self.open.append(number)
        return comment(marks.BOX_OPENS, number)

    def _box(self, kind: str, title: str, column: int) -> Box:
        title, attributes = cut_attributes(title)
        if kind not in self.kinds:
            self._report_unknown(kind, column)
        with_fields = kind in self.kinds and self.kinds[kind].fields
        for name in (
            attributes.values.keys()
            - _KNOWN_ATTRIBUTES.get(kind, set())
            - (_OF_A_WORKSHEET if with_fields else set())
        ):
            self.report("box-attribute-unknown", column, name=name, kind=kind)
        parent = self.open[-1] if self.open else -1
        return Box(
            kind,
            title,
            self.line,
            attributes.id,
            attributes.classes,
            attributes.values,
            parent,
            column=column,
        )

    def _report_unknown(self, kind: str, column: int) -> None:
        close = difflib.get_close_matches(kind.lower(), self.kinds, 1)
        hint = f"Did you mean “{close[0]}”? " if close else ""
        self.report("box-unknown", column, kind=kind, hint=hint, known=", ".join(self.kinds))

    def _closes(self, indent: str) -> str:
        if self.skipped:
            self.skipped -= 1
            return ""
        if not self.open:
            self.report("box-close-stray", len(indent) + 1)
            return ""
        self._end_span(self.line)
        return comment(marks.BOX_CLOSES, self.open.pop())

    def _may_be_misplaced(self) -> bool:
        """Whether any ::: stands behind something else in its line: a quick look, as nearly no page has one."""
        at = self.text.find(":::")
        while at >= 0:
            if self.text[self.text.rfind("\n", 0, at) + 1 : at].strip(" \t:"):
                return True
            at = self.text.find(":::", at + 3)
        return False

    def _report_misplaced(self) -> None:
        places = Places(self.text)
        for found in _MISPLACED.finditer(self.text) if self._may_be_misplaced() else ():
            if not any(start <= found.start() < end for start, end in self.code):
                self.issues.append(
                    issue("box-misplaced", Position(self.path, *places.of(found.start(1))))
                )
