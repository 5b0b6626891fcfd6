"""Whatever a stranger's Word file holds: it is imported, or an issue says why not.

What is imported can be published.
"""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from carrel.build import Options, check
from carrel.importing import Imported, import_course
from carrel.imports.words import words_of
from carrel.issues import Severity, as_text
from tests.imports.word import run, smallest
from tests.support import few

SIGNS = [
    *"*_`~[](){}<>!#|:\\&$@+-=.\"'/",
    "1.",
    "2)",
    "- ",
    ":::",
    "::: tip",
    "---",
    "***",
    "| a |",
    "[^1]",
    "{id}",
    "&amp;",
    "<b>",
    "<!--",
]
SIGNS += [
    "____",
    "......",
    "☐",
    "○",
    "[ ]",
    "( )",
    "__/__/____",
    "a",
    "Ana",
    "what?",
    "Name:",
    " ",
    "  ",
    "\t",
    "é",
    "٣",
    "“",
    "”",
    "—",
    "x_y",
    "5*3",
]
SIGNS += [
    "https://example.org/a_b",
    "www.example.org",
    "a@b.org",
    "\u00a0",
    "\u200b",
    "\ufffe",
    "\u0085",
    "\u2028",
]
signs = st.lists(st.sampled_from(SIGNS), max_size=6).map("".join)
FORMS = [
    "",
    "<w:b/>",
    "<w:i/>",
    "<w:b/><w:i/>",
    "<w:strike/>",
    '<w:vertAlign w:val="superscript"/>',
    '<w:u w:val="single"/>',
]
runs = st.builds(
    lambda text, form: run(escape(text).replace("\ufffe", ""), form), signs, st.sampled_from(FORMS)
)
INSIDE = [
    "<w:r><w:br/></w:r>",
    "<w:r><w:tab/></w:r>",
    '<w:r><w:footnoteReference w:id="1"/></w:r>',
    '<w:bookmarkStart w:name="b"/>',
]
INSIDE += [
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
]
INSIDE += [
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:r><w:instrText>HYPERLINK "https://example.org/"</w:instrText></w:r>',
]
INSIDE += [
    "<w:sdt><w:sdtPr><w:s"
    "howingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click</w:t></w:r></w:sdtContent></w:sdt>"
]
INSIDE += [
    "<w:sdt><w:sdtPr><w14"
    ":checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
]
links = st.builds(lambda inner: f'<w:hyperlink w:anchor="b">{inner}</w:hyperlink>', runs)
PROPERTIES = [
    "",
    '<w:pStyle w:val="H1"/>',
    '<w:pStyle w:val="H2"/>',
    '<w:pStyle w:val="H3"/>',
    '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>',
]
PROPERTIES += [
    "",
    "",
    '<w:numPr><w:numId w:val="3"/></w:numPr>',
    '<w:pBdr><w:bottom w:val="single"/></w:pBdr>',
]
paragraphs = st.builds(
    lambda properties, inner: f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>",
    st.sampled_from(PROPERTIES),
    st.lists(st.one_of(runs, runs, links, st.sampled_from(INSIDE)), max_size=4),
)
CELLS = [
    "",
    '<w:gridSpan w:val="2"/>',
    '<w:vMerge w:val="restart"/>',
    "<w:vMerge/>",
    '<w:shd w:fill="FFEE00"/>',
]


def tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = st.builds(
        lambda properties, blocks: f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>",
        st.sampled_from(CELLS),
        st.lists(inner, max_size=2),
    )
    rows = st.lists(cells, max_size=3).map(lambda made: f"<w:tr>{''.join(made)}</w:tr>")
    return st.lists(rows, max_size=3).map(lambda made: f"<w:tbl>{''.join(made)}</w:tbl>")


blocks = st.recursive(paragraphs, tables, max_leaves=8)
bodies = st.lists(st.one_of(paragraphs, blocks), max_size=8).map("".join)
NOTES = (
    '<w:footnotes {}><w:footnote w:id="1">'
    "<w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


# What nonsense asks may have no words, or the same words twice. The check says so, and nobody but
# the author can word it.
QUESTIONS = {"field-label-empty", "field-label-doubled"}


@contextmanager
def imported(make: bytes | None = None, body: str = "") -> Iterator[tuple[Imported, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(make) if make is not None else smallest(path, body)
        target = Path(folder) / "made"
        yield import_course("docx", path, target), target


def whole() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return smallest(
            Path(folder) / "a.docx",
            '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>',
        ).read_bytes()


WHOLE = whole()


@few(60)
@given(st.binary(max_size=300))
def test_random_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    with imported(data) as (made, target):
        assert made.issues and not target.exists()


@few(60)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6
    ),
    st.integers(0, len(WHOLE)),
)
def test_a_file_that_was_damaged_on_its_way_is_imported_or_refused(
    changes: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    with imported(bytes(data[: length if len(changes) > 3 else len(data)])) as (made, target):
        assert (made.report is not None) == target.exists() == (not made.issues)


@few(60)
@given(
    st.text(max_size=200),
    st.sampled_from(
        ["word/document.xml", "word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels"]
    ),
)
def test_parts_that_hold_anything_are_read_or_refused(text: str, part: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, text.encode("utf-8", "replace") if name == part else old.read(name))
    with imported(made.getvalue()) as (outcome, target):
        assert (outcome.report is not None) == target.exists() == (not outcome.issues)


@few(60)
@given(bodies)
def test_whatever_paragraphs_and_tables_a_document_has_it_can_be_published(body: str) -> None:
    with imported(body=body) as (made, target):
        if made.report is None:
            assert [issue.code for issue in made.issues] == ["docx-empty"]
            return
        errors = [
            issue for issue in check(target, Options()).issues if issue.severity is Severity.ERROR
        ]
        found = [issue for issue in errors if issue.code not in QUESTIONS]
        texts = "\n".join(path.read_text() for path in sorted(target.rglob("*/*.md")))
        assert not found, f"{as_text(found)}\n{texts}"
        # Words that stand often may be taken for each other, so only one that is nowhere is missing
        # for sure.
        lost = [
            word for page in made.report.pages for run in page.missing for word in run.words.split()
        ]
        missing = {word for word in lost if any(letter.isalnum() for letter in word)}
        assert missing <= set(words_of(texts)), f"{missing - set(words_of(texts))}\n{texts}"
