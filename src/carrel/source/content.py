"""One file to `Content`: bytes, text, front matter, boxes, blanks, Markdown, in that order."""

import re
from collections.abc import Collection, Iterable, Mapping
from html import escape

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.content import Anchor, Box, Content, Footnote, FrontMatter, RawTag, Term
from carrel.model.marks import mark
from carrel.model.settings import BoxKind
from carrel.model.slugs import RESERVED, slug, unique
from carrel.model.worksheet import Field
from carrel.source import limits, raw
from carrel.source.blank_marks import LETTERS, mark_blanks
from carrel.source.boxes import Scanned, comment, scan_boxes
from carrel.source.engine import ENGINE
from carrel.source.fields import Gathered
from carrel.source.front_matter import read_front_matter
from carrel.source.harvest import Harvest, with_anchors, words_of
from carrel.source.tree import TooDeep, TooFull
from carrel.source.worksheets import read_worksheets

_CONTROLS = bytes(
    chr(byte) not in "\t\n\r" and (byte < 32 or byte == 127) for byte in range(256)
)  # 1 for each, 0 for any other
_LOST_SIGN = re.compile(f"{marks.OPEN}[{''.join(LETTERS)}]")
_LOST_BOX = re.compile(
    f"&lt;!--{marks.OPEN}({marks.BOX_OPENS}|{marks.BOX_CLOSES})([0-9]+){marks.CLOSE}--&gt;"
)
_LOST_BLANK = re.compile(
    f"(?:(?:<|&lt;)!--)?{marks.OPEN}[{''.join(LETTERS)}]([0-9]+){marks.CLOSE}(?:--(?:>|&gt;))?"
)
_POSITION = "data-sourcepos"
_INLINE_MARKUP = re.compile(r"[*_`\[\]<&!~\\]")
_FENCE = re.compile(r"`{3,}|~{3,}")
_GAP = re.compile(r"(?<![\w/\\])_{3,}(?!\w)")
_PARAGRAPH = re.compile(r"^<p[^>]*>(.*)</p>\s*$", re.S)
_NESTING = re.compile(r"<(/?)(li|blockquote|dd|td)\b")
_ENTRY = re.compile(
    r"<dt[^<>]*>([^<]*+(?:<(?!/?dt\b)[^<]*+)*)</dt>\s*+((?:<dd[^<>]*>[^<]*+(?:<(?!/dd>)[^<]*+)*</dd>\s*+)+)",
    re.S,
)
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
    return marks.without_forbidden(text) if forbidden or (
        "&" in text and "&#" in text
    ) else text, issues


def _maybe_forbidden(data: bytes) -> bool:
    """A quick look at the bytes, as nearly no file holds a forbidden character (U+FDD0 to U+FDEF begin with EF B7)."""
    return 1 in data.translate(_CONTROLS) or (not data.isascii() and b"\xef\xb7" in data)


class _Draft:
    """One file on its way to its content, which grows from step to step."""

    def __init__(
        self, path: str, data: bytes, kinds: Mapping[str, BoxKind], glossary: bool
    ) -> None:
        self.path, self.data, self.kinds, self.glossary = path, data, kinds, glossary
        self.ended = False  # there is something in the file with which reading ends
        self.content = Content(FrontMatter())
        self.text = ""  # the file without its front matter
        self.scanned = Scanned("", [], [], [], [])
        self.body = ""  # Markdown with marks, and HTML when it has been parsed
        self.worksheets = Gathered(path, [], [])
        self.notes: tuple[list[Footnote], list[Footnote]] = (
            [],
            [],
        )  # the footnotes that are defined, and those that are called

    def report(self, code: str, line: int = 0, column: int = 0, **values: object) -> None:
        self.content.issues.append(issue(code, Position(self.path, line, column), **values))

    def end(self, code: str, **values: object) -> None:
        """Reading ends with this problem."""
        self.report(code, 0, 0, **values)
        self.content = Content(self.content.front, issues=self.content.issues)
        self.ended = True


def read_content(
    path: str, data: bytes, kinds: Mapping[str, BoxKind], glossary: bool = False
) -> Content:
    """What the file at `path` says. Whatever is wrong with it stands in the content's `issues`; nothing is raised."""
    return read_contents([(path, data)], kinds, {path} if glossary else ())[0]


def read_contents(
    files: Iterable[tuple[str, bytes]],
    kinds: Mapping[str, BoxKind],
    glossaries: Collection[str] = (),
) -> list[Content]:
    """What several files say. Each step is taken with all of them before the next: a processor that does the same thing again
    and again has everything for it at hand, and needs an eighth less time."""
    drafts = [_Draft(path, data, kinds, path in glossaries) for path, data in files]
    for step in (
        _read_top,
        _find_excess,
        _find_boxes,
        _parse,
        _read_source,
        _find_worksheets,
        _gather,
        _count,
    ):
        for draft in drafts:
            if not draft.ended:
                step(draft)
    return [draft.content for draft in drafts]


def _read_top(draft: _Draft) -> None:
    """The front matter. What follows it keeps its line numbers."""
    if len(draft.data) > limits.LONGEST:
        draft.end("file-too-large", size=len(draft.data) // 1000, largest=limits.LONGEST // 1000)
        return
    text, issues = decode(draft.path, draft.data)
    front, end, front_issues = read_front_matter(draft.path, text)
    draft.text = "\n" * text.count("\n", 0, end) + text[end:]
    draft.content = Content(front, placeholders=_placeholders(front), issues=issues + front_issues)


def _find_excess(draft: _Draft) -> None:
    too_much = limits.too_much(draft.path, draft.text)
    if too_much:
        draft.content.issues.append(too_much)
        draft.ended = True


def _find_boxes(draft: _Draft) -> None:
    """Boxes and blanks, of which the parser must see only the marks."""
    if "<" in draft.text and "<!--" in draft.text:
        draft.text = _without_comments(draft)
    if _POSITION in draft.text:  # the parser's own sign, which raw HTML must not forge
        draft.text = draft.text.replace(_POSITION, f"{_POSITION}-")
    draft.scanned = scan_boxes(draft.path, draft.text, draft.kinds)
    draft.body, blanks = mark_blanks(draft.scanned.text, draft.scanned.spans)
    draft.worksheets = Gathered(draft.path, draft.scanned.boxes, blanks)


def _parse(draft: _Draft) -> None:
    draft.body = ENGINE.html(draft.body + _notes_without_text(draft))


def _notes_without_text(draft: _Draft) -> str:
    """An empty footnote for each label that is called and has no text here: it may name a reference of the module, which only the
    writer of the page knows."""
    defined, called = draft.notes = raw.footnotes(draft.text, raw.Places(draft.text))
    missing = {note.label.casefold(): note.label for note in called}
    for note in defined:
        missing.pop(note.label.casefold(), None)
    notes = "".join(f"\n\n[^{label}]:\n" for label in missing.values())
    return _closing_fence(draft) + notes if notes else ""


def _closing_fence(draft: _Draft) -> str:
    """What ends the code at the end of the text that nobody closed, as a footnote in it would be code, too. (In a list or a
    quotation, code ends with these.)"""
    code = draft.scanned.code
    if not code or code[-1][1] < len(draft.text):
        return ""
    last = draft.text[code[-1][0] :].rstrip()
    opened = _FENCE.match(last)
    closed = opened and "\n" in last and last.rpartition("\n")[2].lstrip().startswith(opened[0])
    return f"\n{opened[0]}" if opened and not closed else ""


def _find_worksheets(draft: _Draft) -> None:
    """Fields instead of blanks, in the boxes whose kind has fields."""
    gathered, content = draft.worksheets, draft.content
    numbers = [
        number
        for number, box in enumerate(gathered.boxes)
        if box.kind in draft.kinds and draft.kinds[box.kind].fields
    ]
    try:
        body = read_worksheets(draft.body, gathered, numbers)
    except TooDeep:
        draft.end("text-too-deep")
        return
    except TooFull:
        draft.end("worksheet-too-large")
        return
    draft.body = _report_lost(draft, body) if gathered.blanks else body
    for choice in (choice for field in gathered.fields for choice in field.choices):
        choice.html = _report_lost(draft, choice.html)
    content.issues += _nested(draft.path, gathered) + draft.scanned.issues + gathered.issues
    content.boxes, content.fields, content.worksheets = (
        gathered.boxes,
        gathered.fields,
        gathered.worksheets,
    )
    content.rating_cells, content.tables = gathered.rating_cells, gathered.tables


def _gather(draft: _Draft) -> None:
    """Headings, links, images and tables."""
    content, boxes = draft.content, draft.content.boxes
    other_anchors = _other_anchors(boxes, content.raw_tags)
    harvest = Harvest(
        draft.path,
        content.tables,
        content.raw_tags,
        RESERVED | {anchor.id for anchor in other_anchors},
    )
    content.issues += _crossing(draft.path, draft.body, boxes)
    body = harvest.gather(draft.body)
    _gather_choices(content.fields, harvest)
    _gather_titles(boxes, harvest)
    content.body = with_anchors(body) if content.raw_tags else body
    content.headings, content.links, content.images = (
        harvest.headings,
        harvest.links,
        harvest.images,
    )
    content.anchors, content.cited = harvest.anchors + other_anchors, harvest.cited
    content.issues += harvest.issues


def _count(draft: _Draft) -> None:
    draft.content.words = _words(draft.content)
    draft.content.issues += _blanks_outside(draft.path, draft.text, draft.scanned)
    if draft.glossary:
        _read_terms(draft.content)


def _without_comments(draft: _Draft) -> str:
    cut, unclosed = raw.cut_comments(draft.text)
    if unclosed is not None:
        draft.report("raw-malformed", *raw.Places(draft.text).of(unclosed))
    return cut


def _words(content: Content) -> int:
    """What a reader reads: the text and the choices, but not a film's transcript, as the film takes its own time."""
    words = words_of(content.body) + sum(
        len(choice.text.split()) for field in content.fields for choice in field.choices
    )
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
            issues.append(
                issue("worksheet-nested", Position(path, box.line, box.column), kind=box.kind)
            )
    return issues


def _read_source(draft: _Draft) -> None:
    """What the source shows and the parsed page does not. What stands in code is looked for only where there is any doubt."""
    text, body, content = draft.text, draft.body, draft.content
    places = raw.Places(text)
    defined, called = draft.notes
    doubtful = "<" in text or raw.may_hold_placeholders(text) or not raw.all_match(defined, called)
    if doubtful:
        outside_code = raw.without_comments(raw.without_code(text, draft.scanned.code))
        content.placeholders += raw.placeholders(outside_code, places)
        content.raw_tags = raw.raw_tags(
            outside_code, places, body, [box.title for box in draft.scanned.boxes], text
        )
        defined, called = raw.footnotes(outside_code, places)
        called = raw.that_show(called, body)
    content.footnotes_defined, content.footnotes_called = defined, called
    broken = raw.broken_html(text, body) if "<" in text else None
    if broken is not None:
        draft.report("raw-malformed", *places.of(broken))


def _blanks_outside(path: str, text: str, scanned: Scanned) -> list[Issue]:
    """Gaps to write in that stand in no worksheet. (A line of nothing but underscores is a rule across the page.)"""
    lines = _lines_outside(text, scanned) if "_" in text and "___" in text else []
    if not lines:
        return []
    shown = raw.without_code(text, scanned.code).split("\n")
    gaps = ((line, _GAP.search(shown[line - 1])) for line in lines)
    return [
        issue("blank-outside", Position(path, line, gap.start() + 1)) for line, gap in gaps if gap
    ]


def _lines_outside(text: str, scanned: Scanned) -> list[int]:
    """The lines with underscores in them, and something else, that stand in no worksheet."""
    numbered = enumerate(text.split("\n"), 1)
    lines = [number for number, line in numbered if "___" in line and line.strip(" \t_")]
    return [
        line for line in lines if not any(span.first <= line <= span.last for span in scanned.spans)
    ]


def _placeholders(front: FrontMatter) -> list[Anchor]:
    """Passages of the front matter that were meant to be replaced."""
    read = {
        "title": front.title,
        "summary": front.summary,
        "objective": front.objective,
        "outcomes": "\n".join(front.outcomes),
    }
    if not raw.may_hold_placeholders("\n".join(read.values())):
        return []
    return [
        Anchor(found, front.line(key))
        for key, value in read.items()
        for found in raw.placeholder_texts(value)
    ]


def _report_lost(draft: _Draft, html: str) -> str:
    """`html` without the marks of blanks that became no fields, as they stand in indented code or in a box that is torn."""
    if not _LOST_SIGN.search(html):
        return html
    for number in sorted({int(number) for number in _LOST_BLANK.findall(html)}):
        blank = draft.worksheets.blanks[number]
        draft.report("blank-misplaced", blank.line, blank.column)
    return _LOST_BLANK.sub("____", html)


def _crossing(path: str, body: str, boxes: list[Box]) -> list[Issue]:
    """Boxes that open in one list item or quotation and close in another, or whose line the parser took for code."""
    lost, issues = False, []
    for number, box in enumerate(boxes):
        start = body.find(comment(marks.BOX_OPENS, number))
        end = body.find(comment(marks.BOX_CLOSES, number), start)
        lost = lost or start < 0 or end < 0
        if 0 <= start < end and not _nests(body[start:end]):
            issues.append(
                issue("box-crossing", Position(path, box.line, box.column), kind=box.kind)
            )
    return _torn(path, body, boxes) + issues if lost else issues


def _torn(path: str, body: str, boxes: list[Box]) -> list[Issue]:
    """Boxes whose opening or closing line the parser took for code."""
    lost = _LOST_BOX.findall(body)
    begun = [int(number) for letter, number in lost if letter == marks.BOX_OPENS]
    ended = {int(number) for letter, number in lost if letter == marks.BOX_CLOSES} - set(begun)
    issues = [
        issue("box-misplaced", Position(path, boxes[number].line, boxes[number].column))
        for number in begun
    ]
    issues += [
        issue(
            "box-crossing",
            Position(path, boxes[number].line, boxes[number].column),
            kind=boxes[number].kind,
        )
        for number in ended
    ]
    return issues


def _nests(inside: str) -> bool:
    """Whether every element of a list or quotation that begins in a passage also ends there."""
    depths: dict[str, int] = {}
    for slash, tag in _NESTING.findall(inside):
        depths[tag] = depths.get(tag, 0) + (-1 if slash else 1)
        if depths[tag] < 0:
            return False
    return not any(depths.values())


def _gather_choices(fields: list[Field], harvest: Harvest) -> None:
    for field in fields:
        for choice in field.choices:
            choice.html = harvest.gather(choice.html)
            choice.feedback = harvest.gather(choice.feedback)


def _gather_titles(boxes: list[Box], harvest: Harvest) -> None:
    for box in boxes:
        box.title_html = (
            inline(box.title, harvest, (box.line, box.column)) if box.kind != "answers" else ""
        )
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
        ids = {
            tag.attributes.get("id", ""),
            tag.attributes.get("name", "") if tag.name == "a" else "",
        }
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
