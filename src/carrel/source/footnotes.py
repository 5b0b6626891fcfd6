"""Footnotes: where the source defines and uses them, and their marks in the parsed page."""

import re
from urllib.parse import unquote

from carrel.model import marks
from carrel.model.content import Footnote
from carrel.model.marks import mark
from carrel.source.code import without_code_elements
from carrel.source.places import Places

_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\](:?)")
_NOTE_LABEL = re.compile(r'<li [^<>]*id="fn-([^"]*)"')
_NOTE = re.compile(r'(<li id="fn-([^"]*)">)(\s*<p>)?')
_BACK = re.compile(r'aria-label="Back to reference ([0-9]{1,6})([0-9-]*)"')
_SECTION = '<section class="footnotes"'
_CALL = '<sup class="footnote-ref"><a href="#fn-'
_ANCHOR = mark(marks.ANCHOR)

Notes = tuple[list[Footnote], list[Footnote]]  # defined, used


def footnotes(text: str, places: Places) -> Notes:
    """Returns the footnotes that `text` defines, and those that it uses."""
    defined: list[Footnote] = []
    used: list[Footnote] = []
    for found in _FOOTNOTE.finditer(text):
        start = found.start()
        if text[start - 1 : start] != "\\":
            footnote = Footnote(found[1], *places.of(start))
            before = text[start - footnote.column + 1 : start]
            (defined if found[2] and not before.strip() else used).append(footnote)
    return defined, used


def all_match(notes: Notes) -> bool:
    """True if every footnote is defined once, and used."""
    defined, used = notes
    labels = {note.label for note in defined}
    return len(labels) == len(defined) and labels == {note.label for note in used}


def without_code_samples(used: list[Footnote], body: str) -> list[Footnote]:
    """Returns the uses that are not just shown as code in the parsed `body`."""
    if "<pre" not in body:
        return used
    text = without_code_elements(body)
    known = {unquote(label).casefold() for label in _NOTE_LABEL.findall(body)}
    return [note for note in used if note.label.casefold() in known or f"[^{note.label}]" in text]


def mark_footnotes(body: str, cited: list[str]) -> str:
    """Returns `body` with marks in its footnotes: for references, ids, and links back.

    The label of each footnote is added to `cited`.
    """
    text, section, notes = body.rpartition(_SECTION)
    if not section:
        return body

    def begin(found: re.Match[str]) -> str:
        cited.append(unquote(found[2]))
        return f"{found[1]}{found[3] or ''}{mark(marks.REFERENCE, len(cited) - 1)}"

    notes = _NOTE.sub(begin, notes)
    notes = _BACK.sub(lambda back: f'aria-label="{mark(marks.BACK, back[1])}{back[2]}"', notes)
    for place in ('href="#fn-', 'id="fnref-', 'id="fn-', 'href="#fnref-'):
        notes = notes.replace(place, place.replace("fn", f"{_ANCHOR}fn"))
    return _mark_calls(text) + section + notes


def _mark_calls(text: str) -> str:
    """Returns `text` with marks before the ids of its footnote calls.

    Two calls in succession get a comma between them: 1, 2 and not 12.
    """
    first, *calls = text.split(_CALL)
    parts, before = [first], first
    for call in calls:
        comma = "<sup>, </sup>" if before.endswith("</a></sup>") else ""
        begin = _CALL.replace("fn-", f"{_ANCHOR}fn-")
        parts += [comma, begin, call.replace(' id="fnref-', f' id="{_ANCHOR}fnref-', 1)]
        before = call
    return "".join(parts)
