"""One file to `Content`: bytes, text, front matter, boxes, blanks, Markdown, in that order."""

import re
from collections.abc import Mapping
from html import escape

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.marks import mark
from carrel.model.page import Anchor, Box, Content, FrontMatter, RawTag, Term
from carrel.model.slugs import RESERVED, slug, unique
from carrel.model.toolkit import BoxKind
from carrel.source import limits, raw
from carrel.source.blanks import LETTERS, Blank, mark_blanks
from carrel.source.boxes import Scanned, comment, scan_boxes
from carrel.source.engine import ENGINE
from carrel.source.fields import Gathered
from carrel.source.front_matter import read_front_matter
from carrel.source.harvest import Harvest, with_anchors, words_of
from carrel.source.tree import TooDeep, TooFull
from carrel.source.worksheets import read_worksheets

_CONTROLS = bytes(chr(byte) not in "\t\n\r" and (byte < 32 or byte == 127) for byte in range(256))  # 1 for each, 0 for any other
_LOST_SIGN = re.compile(f"{marks.OPEN}[{''.join(LETTERS)}]")
_LOST_BOX = re.compile(f"&lt;!--{marks.OPEN}({marks.BOX_OPENS}|{marks.BOX_CLOSES})([0-9]+){marks.CLOSE}--&gt;")
_LOST_BLANK = re.compile(f"(?:(?:<|&lt;)!--)?{marks.OPEN}[{''.join(LETTERS)}]([0-9]+){marks.CLOSE}(?:--(?:>|&gt;))?")
_POSITION = "data-sourcepos"
_INLINE_MARKUP = re.compile(r"[*_`\[\]<&!~\\]")
_GAP = re.compile(r"(?<![\w/\\])_{3,}(?!\w)")
_PARAGRAPH = re.compile(r"^<p[^>]*>(.*)</p>\s*$", re.S)
_NESTING = re.compile(r"<(/?)(li|blockquote|dd|td)\b")
_ENTRY = re.compile(r"<dt[^<>]*>((?:(?!</?dt\b).)*+)</dt>\s*+((?:<dd[^<>]*>(?:(?!</dd>).)*+</dd>\s*+)+)", re.S)
_DEFINITION = re.compile(r"<dd[^>]*>(.*?)</dd>", re.S)


def decode(path: str, data: bytes) -> tuple[str, list[Issue]]:
    """The text of a file, with `\\n` between lines; what is not UTF-8 or no text at all is reported and replaced."""
    issues = []
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        issues.append(issue("text-encoding", Position(path, before.count(b"\n") + 1, column)))
        text = data.decode("utf-8", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    forbidden = marks.FORBIDDEN.search(text) if _maybe_forbidden(data) else None
    if forbidden:
        position = Position(path, *raw.Places(text).of(forbidden.start()))
        issues.append(issue("text-control", position, point=f"U+{ord(forbidden[0]):04X}"))
    return marks.without_forbidden(text) if forbidden or ("&" in text and "&#" in text) else text, issues


def _maybe_forbidden(data: bytes) -> bool:
    """A quick look at the bytes, as nearly no file holds a forbidden character (U+FDD0 to U+FDEF begin with EF B7)."""
    return 1 in data.translate(_CONTROLS) or (not data.isascii() and b"\xef\xb7" in data)


def read_content(path: str, data: bytes, kinds: Mapping[str, BoxKind], glossary: bool = False) -> Content:
    """What the file at `path` says. Whatever is wrong with it stands in the content's `issues`; nothing is raised."""
    if len(data) > limits.LONGEST:
        return Content(
            FrontMatter(), issues=[issue("file-too-large", Position(path), size=len(data) // 1000, largest=limits.LONGEST // 1000)]
        )
    text, issues = decode(path, data)
    front, end, front_issues = read_front_matter(path, text)
    text = "\n" * text.count("\n", 0, end) + text[end:]
    content = Content(front, placeholders=_placeholders(front), issues=issues + front_issues)
    too_much = limits.too_much(path, text)
    if too_much:
        content.issues.append(too_much)
        return content
    try:
        _read_text(path, text, kinds, content)
    except (TooDeep, TooFull) as error:
        content.issues.append(issue("text-too-deep" if isinstance(error, TooDeep) else "worksheet-too-large", Position(path)))
        return Content(front, issues=content.issues)
    if glossary:
        _read_terms(content)
    return content


def _read_text(path: str, text: str, kinds: Mapping[str, BoxKind], content: Content) -> None:
    if "<" in text and "<!--" in text:
        text = _without_comments(path, text, content)
    if _POSITION in text:  # the parser's own sign, which raw HTML must not forge
        text = text.replace(_POSITION, f"{_POSITION}-")
    scanned = scan_boxes(path, text, kinds)
    marked, blanks = mark_blanks(scanned.text, scanned.spans)
    body = ENGINE.html(marked)
    _read_source(text, scanned, body, content)
    broken = raw.broken_html(text, body) if "<" in text else None
    if broken is not None:
        content.issues.append(issue("raw-malformed", Position(path, *raw.Places(text).of(broken))))

    worksheets = Gathered(path, scanned.boxes, blanks)
    body = read_worksheets(body, worksheets, [number for number, box in enumerate(scanned.boxes) if _has_fields(box, kinds)])
    if blanks and _LOST_SIGN.search(body):
        body = _report_lost(path, body, blanks, content)
    for choice in (choice for field in worksheets.fields for choice in field.choices if _LOST_SIGN.search(choice.html)):
        choice.html = _report_lost(path, choice.html, blanks, content)
    content.issues += _nested(path, worksheets)
    other_anchors = _other_anchors(scanned.boxes, content.raw_tags)
    harvest = Harvest(path, worksheets.tables, content.raw_tags, RESERVED | {anchor.id for anchor in other_anchors})
    content.issues += scanned.issues + worksheets.issues + _crossing(path, body, scanned.boxes)
    body = harvest.gather(body)
    _gather_choices(worksheets, harvest)
    _gather_titles(scanned.boxes, harvest)

    content.body = with_anchors(body) if content.raw_tags else body
    content.boxes, content.fields, content.worksheets = scanned.boxes, worksheets.fields, worksheets.worksheets
    content.rating_cells, content.tables = worksheets.rating_cells, worksheets.tables
    content.headings, content.links, content.images = harvest.headings, harvest.links, harvest.images
    content.anchors = harvest.anchors + other_anchors
    content.words = _words(content)
    content.issues += harvest.issues + _blanks_outside(path, text, scanned)


def _without_comments(path: str, text: str, content: Content) -> str:
    cut, unclosed = raw.cut_comments(text)
    if unclosed is not None:
        content.issues.append(issue("raw-malformed", Position(path, *raw.Places(text).of(unclosed))))
    return cut


def _words(content: Content) -> int:
    """What a reader reads: the text and the choices, but not a film's transcript, as the film takes its own time."""
    words = words_of(content.body) + sum(len(choice.text.split()) for field in content.fields for choice in field.choices)
    for number, box in enumerate(content.boxes):
        if box.kind == "video":
            _, _, after = content.body.partition(mark(marks.BOX_OPENS, number))
            words -= words_of(after.partition(mark(marks.BOX_CLOSES, number))[0])
    return words


def _nested(path: str, worksheets: Gathered) -> list[Issue]:
    """Worksheets that stand inside another: their answers could not be told apart."""
    issues, sheets = [], {sheet.box for sheet in worksheets.worksheets}
    for sheet in worksheets.worksheets:
        box = worksheets.boxes[sheet.box]
        around = box.parent
        while around >= 0 and around not in sheets:
            around = worksheets.boxes[around].parent
        if around >= 0:
            issues.append(issue("worksheet-nested", Position(path, box.line, box.column), kind=box.kind))
    return issues


def _has_fields(box: Box, kinds: Mapping[str, BoxKind]) -> bool:
    return box.kind in kinds and kinds[box.kind].fields


def _read_source(text: str, scanned: Scanned, body: str, content: Content) -> None:
    """What the source shows and the parsed page does not. What stands in code is looked for only where there is any doubt."""
    places = raw.Places(text)
    defined, called = raw.footnotes(text, places)
    doubtful = "<" in text or raw.placeholders(text, places) or not raw.all_match(defined, called)
    if doubtful:
        outside_code = raw.without_comments(raw.without_code(text, scanned.code))
        content.placeholders += raw.placeholders(outside_code, places)
        content.raw_tags = raw.raw_tags(outside_code, places, "\n".join([body, *(box.title for box in scanned.boxes)]))
        defined, called = raw.footnotes(outside_code, places)
        called = raw.outside_preformatted(defined, called, body)
    content.footnotes_defined, content.footnotes_called = defined, called


def _blanks_outside(path: str, text: str, scanned: Scanned) -> list[Issue]:
    """Gaps to write in that stand in no worksheet. (A line of nothing but underscores is a rule across the page.)"""
    lines = _lines_outside(text, scanned) if "_" in text and "___" in text else []
    if not lines:
        return []
    shown = raw.without_code(text, scanned.code).split("\n")
    gaps = ((line, _GAP.search(shown[line - 1])) for line in lines)
    return [issue("blank-outside", Position(path, line, gap.start() + 1)) for line, gap in gaps if gap]


def _lines_outside(text: str, scanned: Scanned) -> list[int]:
    """The lines with underscores in them, and something else, that stand in no worksheet."""
    inside = {line for span in scanned.spans for line in range(span.first, span.last + 1)}
    numbered = enumerate(text.split("\n"), 1)
    return [number for number, line in numbered if "___" in line and number not in inside and line.strip(" \t_")]


def _placeholders(front: FrontMatter) -> list[Anchor]:
    """Passages of the front matter that were meant to be replaced."""
    read = {"title": front.title, "summary": front.summary, "objective": front.objective, "outcomes": "\n".join(front.outcomes)}
    return [Anchor(found, front.line(key)) for key, value in read.items() for found in raw.placeholder_texts(value)]


def _report_lost(path: str, body: str, blanks: list[Blank], content: Content) -> str:
    """`body` without the marks of blanks that became no fields, as they stand in indented code or in a box that is torn."""
    for number in sorted({int(number) for number in _LOST_BLANK.findall(body)}):
        content.issues.append(issue("blank-misplaced", Position(path, blanks[number].line, blanks[number].column)))
    return _LOST_BLANK.sub("____", body)


def _crossing(path: str, body: str, boxes: list[Box]) -> list[Issue]:
    """Boxes that open in one list item or quotation and close in another, or whose line the parser took for code."""
    lost = _LOST_BOX.findall(body) if boxes and "&lt;!--" in body else []
    begun = [int(number) for letter, number in lost if letter == marks.BOX_OPENS]
    ended = {int(number) for letter, number in lost if letter == marks.BOX_CLOSES} - set(begun)
    issues = [issue("box-misplaced", Position(path, boxes[number].line, boxes[number].column)) for number in begun]
    issues += [issue("box-crossing", Position(path, boxes[number].line, boxes[number].column), kind=boxes[number].kind) for number in ended]
    for number, box in enumerate(boxes):
        start = body.find(comment(marks.BOX_OPENS, number))
        end = body.find(comment(marks.BOX_CLOSES, number), start)
        if 0 <= start < end and not _nests(body[start:end]):
            issues.append(issue("box-crossing", Position(path, box.line, box.column), kind=box.kind))
    return issues


def _nests(inside: str) -> bool:
    """Whether every element of a list or quotation that begins in a passage also ends there."""
    depths: dict[str, int] = {}
    for slash, tag in _NESTING.findall(inside):
        depths[tag] = depths.get(tag, 0) + (-1 if slash else 1)
        if depths[tag] < 0:
            return False
    return not any(depths.values())


def _gather_choices(worksheets: Gathered, harvest: Harvest) -> None:
    for field in worksheets.fields:
        for choice in field.choices:
            choice.html = harvest.gather(choice.html)
            choice.feedback = harvest.gather(choice.feedback)


def _gather_titles(boxes: list[Box], harvest: Harvest) -> None:
    for box in boxes:
        box.title_html = inline(box.title, harvest, (box.line, box.column)) if box.kind != "answers" else ""
    harvest.at = None


def inline(text: str, harvest: Harvest, at: tuple[int, int]) -> str:
    """`text` on one line as HTML with marks."""
    if not _INLINE_MARKUP.search(text):
        return escape(text, quote=False)
    harvest.at = at
    found = _PARAGRAPH.match(harvest.gather(ENGINE.html(text)))
    return found[1] if found else escape(text, quote=False)


def _other_anchors(boxes: list[Box], raw_tags: list[RawTag]) -> list[Anchor]:
    """Ids that boxes and raw HTML bring."""
    anchors = [Anchor(box.id, box.line) for box in boxes if box.id]
    for tag in raw_tags:
        ids = {tag.attributes.get("id", ""), tag.attributes.get("name", "") if tag.name == "a" else ""}
        anchors += [Anchor(identifier, tag.line) for identifier in sorted(ids - {""})]
    return anchors


def _read_terms(content: Content) -> None:
    """Takes the definition list of a glossary: each term gets an id, and explains itself elsewhere."""
    taken = {anchor.id for anchor in content.anchors}

    def entry(found: re.Match[str]) -> str:
        name = " ".join(re.sub(r"<[^>]*>", "", found[1]).split())
        identifier = unique(f"term-{slug(name)}", taken)
        definition = " ".join(part.strip() for part in _DEFINITION.findall(found[2]))
        content.terms.append(Term(name, re.sub(r"</?p>", "", definition), identifier))
        content.anchors.append(Anchor(identifier, 1))
        return f'<dt id="{mark(marks.ANCHOR)}{escape(identifier)}">{found[1]}</dt>\n{found[2]}'

    whole, end, rest = content.body.rpartition("</dd>")
    content.body = _ENTRY.sub(entry, whole + end) + rest
