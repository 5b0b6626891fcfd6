"""Boxes and blanks that the Markdown parser did not see where they were expected."""

import re

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.content import Box
from carrel.source.blank_marks import LETTERS
from carrel.source.boxes import comment
from carrel.source.fields import Gathered

_LETTERS = "".join(LETTERS)
_BOX_AS_CODE = re.compile(
    f"&lt;!--{marks.OPEN}({marks.BOX_OPENS}|{marks.BOX_CLOSES})([0-9]+){marks.CLOSE}--&gt;"
)
_BLANK_MARK = f"{marks.OPEN}[{_LETTERS}]([0-9]+){marks.CLOSE}"
_BLANK = re.compile(_BLANK_MARK)
_BLANK_IN_COMMENT = re.compile(f"(?:(?:<|&lt;)!--)?{_BLANK_MARK}(?:--(?:>|&gt;))?")
_NESTING = re.compile(r"<(/?)(li|blockquote|dd|td)\b")


def report_blanks(path: str, html: str, gathered: Gathered) -> tuple[str, list[Issue]]:
    """Returns `html` with underscores for blanks that became no fields, and their issues.

    These are in indented code, or in a box that crosses a list.
    """
    issues = []
    for number in sorted({int(number) for number in _BLANK.findall(html)}):
        blank = gathered.blanks[number]
        issues.append(issue("blank-misplaced", Position(path, blank.line, blank.column)))
    return _BLANK_IN_COMMENT.sub("____", html) if issues else html, issues


def report_boxes(path: str, body: str, boxes: list[Box]) -> list[Issue]:
    """Returns issues for boxes that cross a list item or quotation, or are read as code."""
    issues = []
    for number, box in enumerate(boxes):
        start = body.find(comment(marks.BOX_OPENS, number))
        end = body.find(comment(marks.BOX_CLOSES, number), start)
        if 0 <= start < end and not _is_balanced(body[start:end]):
            issues.append(_box_issue("box-crossing", path, box))
    return _read_as_code(path, body, boxes) + issues


def _read_as_code(path: str, body: str, boxes: list[Box]) -> list[Issue]:
    found = _BOX_AS_CODE.findall(body)
    opening = [int(number) for letter, number in found if letter == marks.BOX_OPENS]
    closing = {int(number) for letter, number in found if letter == marks.BOX_CLOSES}
    issues = [_box_issue("box-misplaced", path, boxes[number]) for number in opening]
    crossing = closing - set(opening)
    return issues + [_box_issue("box-crossing", path, boxes[number]) for number in crossing]


def _box_issue(code: str, path: str, box: Box) -> Issue:
    place = Position(path, box.line, box.column)
    return issue(code, place, kind=box.kind) if code == "box-crossing" else issue(code, place)


def _is_balanced(inside: str) -> bool:
    """True if every list item, quotation or cell that begins in a passage also ends there."""
    depths: dict[str, int] = {}
    for slash, tag in _NESTING.findall(inside):
        depths[tag] = depths.get(tag, 0) + (-1 if slash else 1)
        if depths[tag] < 0:
            return False
    return not any(depths.values())


def nested_worksheets(path: str, gathered: Gathered) -> list[Issue]:
    """Returns issues for worksheets inside others: their answers could not be told apart."""
    sheets = {sheet.box for sheet in gathered.worksheets}
    return [
        issue("worksheet-nested", Position(path, box.line, box.column), kind=box.kind)
        for box in (gathered.boxes[sheet.box] for sheet in gathered.worksheets)
        if not sheets.isdisjoint(_around(gathered.boxes, box))
    ]


def _around(boxes: list[Box], box: Box) -> list[int]:
    """Returns the numbers of the boxes around `box`."""
    found = []
    while box.parent >= 0:
        found.append(box.parent)
        box = boxes[box.parent]
    return found
