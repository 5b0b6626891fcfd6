"""One file to a `Content`: bytes, text, front matter, boxes, blanks, Markdown, in this order.

`read_contents` lists the steps; they follow below it in the same order.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from html import escape

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model import marks
from carrel.model.content import Anchor, Box, Content, FrontMatter, RawTag
from carrel.model.marks import mark
from carrel.model.settings import BoxKind
from carrel.model.slugs import RESERVED
from carrel.source import limits
from carrel.source.blank_marks import mark_blanks
from carrel.source.boxes import Scanned, scan_boxes
from carrel.source.code import cut_comments, without_code, without_comments
from carrel.source.decoding import decode
from carrel.source.engine import ENGINE
from carrel.source.fields import Gathered
from carrel.source.footnotes import Notes, all_match, footnotes, without_code_samples
from carrel.source.front_matter import read_front_matter
from carrel.source.gather import Gatherer
from carrel.source.glossary import read_terms
from carrel.source.markup import without_tags
from carrel.source.misplaced import nested_worksheets, report_blanks, report_boxes
from carrel.source.placeholders import has_placeholders, placeholders, placeholders_in_front
from carrel.source.places import Places
from carrel.source.raw import broken_html, raw_tags
from carrel.source.tree import TooDeep, TooFull
from carrel.source.worksheets import read_worksheets

_POSITION = "data-sourcepos"
_INLINE_MARKUP = re.compile(r"[*_`\[\]<&!~\\]")
_FENCE = re.compile(r"`{3,}|~{3,}")
_GAP = re.compile(r"(?<![\w/\\])_{3,}(?!\w)")
_PARAGRAPH = re.compile(r"^<p[^>]*>(.*)</p>\s*$", re.S)
_RAW_ID = re.compile(r"""(\sid\s*=\s*["'])([^"']+)""", re.I)
_MARK = re.compile(f"{marks.OPEN}[^{marks.CLOSE}]*{marks.CLOSE}")


class _Draft:
    """One file while it is read; each step adds to it."""

    def __init__(
        self, path: str, data: bytes, kinds: Mapping[str, BoxKind], glossary: bool
    ) -> None:
        self.path, self.data, self.kinds, self.glossary = path, data, kinds, glossary
        self.ended = False  # something in the file prevents reading it further
        self.content = Content(FrontMatter())
        self.text = ""  # the file without its front matter
        self.scanned = Scanned("", [], [], [], [])
        self.body = ""  # Markdown with marks; HTML once it is parsed
        self.worksheets = Gathered(path, [], [])
        self.notes: Notes = ([], [])

    def report(self, code: str, line: int = 0, column: int = 0, **values: object) -> None:
        """Adds an issue."""
        self.content.issues.append(issue(code, Position(self.path, line, column), **values))

    def end(self, code: str, **values: object) -> None:
        """Ends reading with an issue for the whole file."""
        self.report(code, 0, 0, **values)
        self.content = Content(self.content.front, issues=self.content.issues)
        self.ended = True


def read_content(
    path: str, data: bytes, kinds: Mapping[str, BoxKind], glossary: bool = False
) -> Content:
    """Returns what the file at `path` contains; nothing is raised, problems are in `issues`."""
    return read_contents([(path, data)], kinds, {path} if glossary else ())[0]


def read_contents(
    files: Iterable[tuple[str, bytes]],
    kinds: Mapping[str, BoxKind],
    glossaries: Collection[str] = (),
) -> list[Content]:
    """Returns what several files contain; `files` are paths and bytes.

    Each step is done for all files before the next one: a processor that repeats the same work has
    all of it in its caches, and needs an eighth less time.
    """
    drafts = [_Draft(path, data, kinds, path in glossaries) for path, data in files]
    for step in _STEPS:
        for draft in drafts:
            if not draft.ended:
                _take(step, draft)
    return [draft.content for draft in drafts]


def _take(step: Callable[[_Draft], None], draft: _Draft) -> None:
    """Takes one step. Too much HTML for a tree ends reading with an issue."""
    try:
        step(draft)
    except TooDeep:
        draft.end("text-too-deep")
    except TooFull:
        draft.end("worksheet-too-large")


def _read_front(draft: _Draft) -> None:
    """Reads the front matter. The text after it keeps its line numbers."""
    if len(draft.data) > limits.LONGEST:
        draft.end("file-too-large", size=len(draft.data) // 1000, largest=limits.LONGEST // 1000)
        return
    text, issues = decode(draft.path, draft.data)
    front, end, front_issues = read_front_matter(draft.path, text)
    draft.text = "\n" * text.count("\n", 0, end) + text[end:]
    found = placeholders_in_front(front)
    draft.content = Content(front, placeholders=found, issues=issues + front_issues)


def _check_limits(draft: _Draft) -> None:
    too_much = limits.too_much(draft.path, draft.text)
    if too_much:
        draft.content.issues.append(too_much)
        draft.ended = True


def _find_boxes(draft: _Draft) -> None:
    """Replaces boxes and blanks by marks, before the Markdown parser runs."""
    text, unclosed = cut_comments(draft.text)
    if unclosed is not None:
        draft.report("raw-malformed", *Places(draft.text).of(unclosed))
    draft.text = text.replace(_POSITION, f"{_POSITION}-")  # raw HTML must not imitate it
    draft.scanned = scan_boxes(draft.path, draft.text, draft.kinds)
    draft.body, blanks = mark_blanks(draft.scanned.text, draft.scanned.spans)
    draft.worksheets = Gathered(draft.path, draft.scanned.boxes, blanks)


def _parse(draft: _Draft) -> None:
    draft.notes = footnotes(draft.text, Places(draft.text))
    draft.body = ENGINE.html(draft.body + _empty_footnotes(draft))


def _empty_footnotes(draft: _Draft) -> str:
    """Returns an empty footnote for each label that is used but not defined.

    It may name a reference of the module, which only the writer of the page knows.
    """
    defined, used = draft.notes
    known = {note.label.casefold() for note in defined}
    missing = {note.label.casefold(): note.label for note in used}
    notes = [f"\n\n[^{label}]:\n" for key, label in missing.items() if key not in known]
    return _closing_fence(draft) + "".join(notes) if notes else ""


def _closing_fence(draft: _Draft) -> str:
    """Returns the fence that closes a code block left open at the end of the text.

    Without it, an added footnote would be code. (Code in a list or quotation ends with these.)
    """
    code = draft.scanned.code
    if not code or code[-1][1] < len(draft.text):
        return ""
    last = draft.text[code[-1][0] :].rstrip()
    opened = _FENCE.match(last)
    closed = opened and "\n" in last and last.rpartition("\n")[2].lstrip().startswith(opened[0])
    return f"\n{opened[0]}" if opened and not closed else ""


def _read_source(draft: _Draft) -> None:
    """Reads what the source shows and the parsed page does not.

    Code is searched for only if there is something that might be inside it.
    """
    text, body, content = draft.text, draft.body, draft.content
    places = Places(text)
    if "<" in text or has_placeholders(text) or not all_match(draft.notes):
        outside = without_comments(without_code(text, draft.scanned.code))
        content.placeholders += placeholders(outside, places)
        titles = [box.title for box in draft.scanned.boxes]
        content.raw_tags = raw_tags(outside, places, body, titles, text)
        defined, used = footnotes(outside, places)
        draft.notes = defined, without_code_samples(used, body)
    content.footnotes_defined, content.footnotes_called = draft.notes
    broken = broken_html(text, body) if "<" in text else None
    if broken is not None:
        draft.report("raw-malformed", *places.of(broken))


def _find_worksheets(draft: _Draft) -> None:
    """Replaces blanks by fields, in boxes whose kind has fields."""
    gathered, content = draft.worksheets, draft.content
    numbers = [number for number, box in enumerate(gathered.boxes) if _has_fields(draft, box)]
    body = read_worksheets(draft.body, gathered, numbers)
    draft.body = _without_lost_blanks(draft, body)
    for field in gathered.fields:
        for choice in field.choices:
            choice.html = _without_lost_blanks(draft, choice.html)
    content.issues += nested_worksheets(draft.path, gathered)
    content.issues += draft.scanned.issues + gathered.issues
    content.boxes, content.fields = gathered.boxes, gathered.fields
    content.worksheets, content.tables = gathered.worksheets, gathered.tables
    content.rating_cells = gathered.rating_cells


def _has_fields(draft: _Draft, box: Box) -> bool:
    return box.kind in draft.kinds and draft.kinds[box.kind].fields


def _without_lost_blanks(draft: _Draft, html: str) -> str:
    html, issues = report_blanks(draft.path, html, draft.worksheets)
    draft.content.issues += issues
    return html


def _gather(draft: _Draft) -> None:
    """Collects headings, links, images and tables."""
    content, boxes = draft.content, draft.content.boxes
    own_anchors = _anchors_of(boxes, content.raw_tags)
    taken = RESERVED | {anchor.id for anchor in own_anchors}
    gatherer = Gatherer(draft.path, content.tables, content.raw_tags, taken)
    content.issues += report_boxes(draft.path, draft.body, boxes)
    content.body = gatherer.gather(draft.body)
    _gather_choices(content, gatherer)
    _gather_titles(boxes, gatherer)
    if content.raw_tags:
        content.body = _mark_raw_ids(content.body)
    content.headings, content.links = gatherer.headings, gatherer.links
    content.images, content.cited = gatherer.images, gatherer.cited
    content.anchors = gatherer.anchors + own_anchors
    content.issues += gatherer.issues


def _gather_choices(content: Content, gatherer: Gatherer) -> None:
    for field in content.fields:
        for choice in field.choices:
            choice.html = gatherer.gather(choice.html)
            choice.feedback = gatherer.gather(choice.feedback)


def _gather_titles(boxes: list[Box], gatherer: Gatherer) -> None:
    for box in boxes:
        if box.kind != "answers":
            gatherer.at = box.line, box.column
            box.title_html = _inline(box.title, gatherer)
    gatherer.at = None


def _inline(text: str, gatherer: Gatherer) -> str:
    """Returns one line of Markdown as HTML with marks."""
    if not _INLINE_MARKUP.search(text):
        return escape(text, quote=False)
    found = _PARAGRAPH.match(gatherer.gather(ENGINE.html(text)))
    return found[1] if found else escape(text, quote=False)


def _anchors_of(boxes: list[Box], tags: list[RawTag]) -> list[Anchor]:
    """Returns the ids of boxes and of raw HTML."""
    anchors = [Anchor(box.id, box.line) for box in boxes if box.id]
    for tag in tags:
        ids = {tag.attributes.get("id", "")}
        if tag.name == "a":
            ids.add(tag.attributes.get("name", ""))
        anchors += [Anchor(identifier, tag.line) for identifier in sorted(ids - {""})]
    return anchors


def _mark_raw_ids(body: str) -> str:
    """Returns `body` with a mark before each id that the author gave in raw HTML."""

    def marked(found: re.Match[str]) -> str:
        if marks.ANCHOR in found[2]:
            return found[0]
        return f"{found[1]}{mark(marks.ANCHOR)}{found[2]}"

    return _RAW_ID.sub(marked, body)


def _finish(draft: _Draft) -> None:
    """Counts words, reports blanks outside of worksheets, and reads the terms of a glossary."""
    draft.content.words = _count_words(draft.content)
    draft.content.issues += _blanks_outside(draft)
    if draft.glossary:
        read_terms(draft.content)


def _count_words(content: Content) -> int:
    """Returns how many words a reader reads: the text and the choices.

    Transcripts do not count, since a video has its own time.
    """
    words = words_of(content.body)
    words += sum(len(choice.text.split()) for field in content.fields for choice in field.choices)
    for number, box in enumerate(content.boxes):
        if box.kind == "video":
            _, _, after = content.body.partition(mark(marks.BOX_OPENS, number))
            words -= words_of(after.partition(mark(marks.BOX_CLOSES, number))[0])
    return words


def words_of(html: str) -> int:
    """Returns how many words there are in `html`, without tags and marks."""
    return len(_MARK.sub("", without_tags(html, " ")).split())


def _blanks_outside(draft: _Draft) -> list[Issue]:
    """Returns issues for gaps to write in outside of worksheets.

    A line of nothing but underscores is a horizontal rule.
    """
    lines = _lines_with_gaps(draft.text, draft.scanned)
    shown = without_code(draft.text, draft.scanned.code).split("\n") if lines else []
    gaps = [(line, _GAP.search(shown[line - 1])) for line in lines]
    return [
        issue("blank-outside", Position(draft.path, line, gap.start() + 1))
        for line, gap in gaps
        if gap
    ]


def _lines_with_gaps(text: str, scanned: Scanned) -> list[int]:
    """Returns the numbers of lines outside of worksheets with underscores and other text."""
    if "___" not in text:
        return []
    numbered = enumerate(text.split("\n"), 1)
    lines = [number for number, line in numbered if "___" in line and line.strip(" \t_")]
    return [
        line for line in lines if not any(one.first <= line <= one.last for one in scanned.spans)
    ]


_STEPS = (
    _read_front,
    _check_limits,
    _find_boxes,
    _parse,
    _read_source,
    _find_worksheets,
    _gather,
    _finish,
)
