"""All messages that Carrel can report, by their code.

A message has a severity, a sentence, advice on how to fix the problem, and a reason why it matters.
There is one module for each subject. `docs/reference/checks.md` is generated from these tables.
Text in braces, such as `{name}`, is filled in by `issue`.
"""

from carrel.codes.accessibility import ACCESSIBILITY_CODES
from carrel.codes.boxes import BOX_CODES
from carrel.codes.imports import IMPORT_CODES
from carrel.codes.links import LINK_CODES
from carrel.codes.media import MEDIA_CODES
from carrel.codes.pages import PAGE_CODES
from carrel.codes.published import PUBLISHED_CODES
from carrel.codes.raw_html import RAW_HTML_CODES
from carrel.codes.sources import SOURCE_CODES
from carrel.codes.text import TEXT_CODES
from carrel.codes.toolkit import TOOLKIT_CODES
from carrel.codes.worksheets import WORKSHEET_CODES
from carrel.issues import Code, Issue, Position

_LONGEST_VALUE = 200  # characters

SUBJECTS: dict[str, dict[str, Code]] = {
    "The toolkit and its files": TOOLKIT_CODES,
    "Front matter and text": TEXT_CODES,
    "Boxes and blanks": BOX_CODES,
    "Images and videos": MEDIA_CODES,
    "Pages: structure, titles, minutes": PAGE_CODES,
    "Links": LINK_CODES,
    "Images, headings, tables and videos that everyone can use": ACCESSIBILITY_CODES,
    "Worksheets, quizzes, earlier answers, plans and examples": WORKSHEET_CODES,
    "Licences, footnotes and references": SOURCE_CODES,
    "Raw HTML": RAW_HTML_CODES,
    "Worksheets that were published before": PUBLISHED_CODES,
    "Importing a course": IMPORT_CODES,
}
"""The tables, by the title that each has in the manual."""

CODES: dict[str, Code] = {
    code: entry for table in SUBJECTS.values() for code, entry in table.items()
}


def issue(code: str, position: Position, **values: object) -> Issue:
    """Returns the issue with this code at this position.

    `values` fill the braces of the message. Raises KeyError for an unknown code or a missing value.
    """
    entry = CODES[code]
    shown = {name: _shortened(value) for name, value in values.items()}
    sentence, mend = entry.sentence.format_map(shown), entry.mend.format_map(shown)
    return Issue(code, position, entry.severity, sentence, mend)


def _shortened(value: object) -> str:
    """Returns a value as one printable line, since an author's text may contain anything.

    A space at the end stays: a hint ends with a space because more text follows it.
    """
    given = str(value)
    text = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(given.split()))
    if len(text) > _LONGEST_VALUE:
        text = text[: _LONGEST_VALUE - 1] + "…"
    return text + (" " if given.endswith(" ") else "")
