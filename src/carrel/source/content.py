"""One file to `Content`: bytes, text, front matter, boxes, blanks, Markdown, in that order."""

import re
from collections.abc import Mapping
from html import escape

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.marks import mark
from carrel.model.page import Anchor, Box, Content, FrontMatter, Term
from carrel.model.slugs import slug, unique
from carrel.model.toolkit import BoxKind
from carrel.source import raw
from carrel.source.blanks import mark_blanks
from carrel.source.boxes import Scanned, comment, scan_boxes
from carrel.source.engine import ENGINE
from carrel.source.front_matter import read_front_matter
from carrel.source.harvest import Harvest, with_anchors, words_of
from carrel.source.tree import TooDeep
from carrel.source.worksheets import Gathered, read_worksheets

LONGEST = 1_000_000  # bytes; the longest page of a real course that we know has 40,000
_WIDEST = 60  # columns of a table
_MOST_CELLS = 20_000
_DELIMITER = re.compile(r"^[ \t>*+-]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$", re.M)
_DEEP_LINE = re.compile(r"^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){40}", re.M)
_DEEP_INDENT = re.compile(r"^[ \t]{160}", re.M)
_INLINE_MARKUP = re.compile(r"[*_`\[\]<&!~\\]")
_PARAGRAPH = re.compile(r"^<p[^>]*>(.*)</p>\s*$", re.S)
_NESTING = ("li", "blockquote", "ul", "ol", "dd", "td")
_ENTRY = re.compile(r"<dt[^>]*>(.*?)</dt>\s*((?:<dd[^>]*>.*?</dd>\s*)+)", re.S)
_DEFINITION = re.compile(r"<dd[^>]*>(.*?)</dd>", re.S)


def decode(path: str, data: bytes) -> tuple[str, list[Issue]]:
    """The text of a file, with `\\n` between lines; what is not UTF-8 or no text at all is reported and replaced."""
    issues = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        issues.append(issue("text-encoding", Position(path, before.count(b"\n") + 1, column)))
        text = data.decode("utf-8", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    forbidden = marks.FORBIDDEN.search(text)
    if forbidden:
        position = Position(path, *raw.Places(text).of(forbidden.start()))
        issues.append(issue("text-control", position, point=f"U+{ord(forbidden[0]):04X}"))
    return marks.without_forbidden(text) if forbidden or "&#" in text else text, issues


def read_content(path: str, data: bytes, kinds: Mapping[str, BoxKind], glossary: bool = False) -> Content:
    """What the file at `path` says. Whatever is wrong with it stands in the content's `issues`; nothing is raised."""
    if len(data) > LONGEST:
        return Content(FrontMatter(), issues=[issue("file-too-large", Position(path), size=len(data) // 1000, largest=LONGEST // 1000)])
    text, issues = decode(path, data)
    front, end, front_issues = read_front_matter(path, text)
    text = "\n" * text.count("\n", 0, end) + text[end:]
    content = Content(front, issues=issues + front_issues)
    too_much = _too_much(path, text)
    if too_much:
        content.issues.append(too_much)
        return content
    try:
        _read_text(path, text, kinds, content)
    except TooDeep:
        content.issues.append(issue("text-too-deep", Position(path)))
        return Content(front, issues=content.issues)
    if glossary:
        _read_terms(content)
    return content


def _too_much(path: str, text: str) -> Issue | None:
    """The issue of a text that would take a parser, or a reader, forever."""
    places = raw.Places(text)
    for found in _DELIMITER.finditer(text) if "|" in text else ():
        columns = found[0].count("|")
        rows = text.count("\n", found.end(), (text.find("\n\n", found.end()) + 1) or len(text))
        if columns > _WIDEST or columns * rows > _MOST_CELLS:
            return issue("table-too-large", Position(path, *places.of(found.start())), columns=columns, widest=_WIDEST)
    deep = _DEEP_LINE.search(text) or _DEEP_INDENT.search(text)
    return issue("text-too-deep", Position(path, *places.of(deep.start()))) if deep else None


def _read_text(path: str, text: str, kinds: Mapping[str, BoxKind], content: Content) -> None:
    scanned = scan_boxes(path, text, kinds)
    marked, blanks = mark_blanks(scanned.text, scanned.spans)
    body = ENGINE.html(marked)
    _read_source(text, scanned, body, content)

    worksheets = Gathered(path, scanned.boxes, blanks)
    body = read_worksheets(body, worksheets, [number for number, box in enumerate(scanned.boxes) if _has_fields(box, kinds)])
    harvest = Harvest(path, worksheets.tables, content.raw_tags)
    content.issues += scanned.issues + worksheets.issues + _crossing(path, body, scanned.boxes, harvest)
    body = harvest.gather(body)
    _gather_choices(worksheets, harvest)
    _gather_titles(scanned.boxes, kinds, harvest)

    content.body = with_anchors(body) if content.raw_tags else body
    content.boxes, content.fields, content.worksheets = scanned.boxes, worksheets.fields, worksheets.worksheets
    content.rating_cells, content.tables = worksheets.rating_cells, worksheets.tables
    content.headings, content.links, content.images = harvest.headings, harvest.links, harvest.images
    content.anchors = harvest.anchors + _other_anchors(content)
    content.words = words_of(content.body) + sum(len(choice.text.split()) for field in content.fields for choice in field.choices)
    content.issues += harvest.issues


def _has_fields(box: Box, kinds: Mapping[str, BoxKind]) -> bool:
    return box.kind in kinds and kinds[box.kind].fields


def _read_source(text: str, scanned: Scanned, body: str, content: Content) -> None:
    """What the source shows and the parsed page does not."""
    if not any(sign in text for sign in ("<", "[", "TODO", "TBD", "FIXME")) and "lorem" not in text.lower():
        return
    outside_code = raw.without_code(text, scanned.code)
    places = raw.Places(text)
    content.placeholders = raw.placeholders(outside_code, places)
    outside_code = raw.without_comments(outside_code)
    content.raw_tags = raw.raw_tags(outside_code, places, body)
    content.footnotes_defined, content.footnotes_called = raw.footnotes(outside_code, places)


def _crossing(path: str, body: str, boxes: list[Box], harvest: Harvest) -> list[Issue]:
    """Boxes that open in one list item or quotation and close in another, or whose line the parser took for code."""
    if not boxes:
        return []
    issues = [issue("box-misplaced", Position(path, boxes[number].line, boxes[number].column)) for number in harvest.lost_marks(body)]
    for number, box in enumerate(boxes):
        start, end = (body.find(comment(letter, number)) for letter in (marks.BOX_OPENS, marks.BOX_CLOSES))
        inside = body[start:end] if 0 <= start < end else ""
        if any(inside.count(f"<{tag}") - inside.count(f"<{tag}r") != inside.count(f"</{tag}") - inside.count(f"</{tag}r") for tag in _NESTING):
            issues.append(issue("box-crossing", Position(path, box.line, box.column), kind=box.kind))
    return issues


def _gather_choices(worksheets: Gathered, harvest: Harvest) -> None:
    for field in worksheets.fields:
        for choice in field.choices:
            choice.html = harvest.gather(choice.html)
            choice.feedback = harvest.gather(choice.feedback)


def _gather_titles(boxes: list[Box], kinds: Mapping[str, BoxKind], harvest: Harvest) -> None:
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


def _other_anchors(content: Content) -> list[Anchor]:
    """Ids that boxes, footnotes and raw HTML bring."""
    anchors = [Anchor(box.id, box.line) for box in content.boxes if box.id]
    for tag in content.raw_tags:
        anchors += [Anchor(tag.attributes[key], tag.line) for key in ("id", "name") if tag.attributes.get(key) and (key == "id" or tag.name == "a")]
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

    content.body = _ENTRY.sub(entry, content.body)
