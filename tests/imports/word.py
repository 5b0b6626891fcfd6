"""Makes Word files for tests: python-docx writes what it knows, and the rest is put in as XML, as
Word would write it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.support import PIXEL

_MORE = {
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
_NAMES = nsdecls("w", "r", "wp", "a", "pic") + "".join(
    f' xmlns:{prefix}="{name}"' for prefix, name in _MORE.items()
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FRAME = (
    "<w:tblBorders>"
    + "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right"))
    + "</w:tblBorders>"
)


class Word:
    """A Word document in the making: each method adds to its end."""

    def __init__(self) -> None:
        self.made = docx.Document()
        self.made.core_properties.author = ""
        self.made.core_properties.comments = ""

    def heading(self, text: str, level: int = 1, bookmark: str = "") -> Self:
        """A heading; level 0 is the title."""
        paragraph = self.made.add_heading(text, level)
        if bookmark:
            paragraph._p.append(self._xml(f'<w:bookmarkStart w:id="1" w:name="{bookmark}"/>'))
        return self

    def text(self, text: str = "", style: str | None = None, **form: Any) -> Self:
        """A paragraph of one run: `text("Words", bold=True)`."""
        run = self.made.add_paragraph(style=style).add_run(text)
        for name, value in form.items():
            setattr(run.font, name, value)
        return self

    def xml(self, text: str) -> Self:
        """Elements as they stand in document.xml."""
        for element in self._xml(f"<w:body>{text}</w:body>"):
            self.made.element.body.insert(len(self.made.element.body) - 1, element)
        return self

    def runs(self, text: str, style: str = "") -> Self:
        """A paragraph with these runs, as XML."""
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return self.xml(f"<w:p>{named}{text}</w:p>")

    def list(self, *items: str, style: str = "List Bullet") -> Self:
        """Items of a list."""
        for item in items:
            self.made.add_paragraph(item, style=style)
        return self

    def table(
        self, *rows: list[str], style: str | None = "Table Grid", header: bool = False
    ) -> Self:
        """A table of texts; `header` marks its first row."""
        table = self.made.add_table(len(rows), max(map(len, rows)), style)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
        if header:
            table.rows[0]._tr.get_or_add_trPr().append(self._xml("<w:tblHeader/>"))
        return self

    def picture(self, alt: str = "", data: bytes = PIXEL, decorative: bool = False) -> Self:
        """A picture in a paragraph of its own."""
        shape = self.made.add_picture(io.BytesIO(data))
        properties = shape._inline.docPr
        properties.set("descr", alt)
        if decorative:
            properties.append(
                self._xml('<a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst>')
            )
        return self

    def link(self, words: str, address: str) -> Self:
        """A paragraph with a link."""
        known = self.made.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.runs(f'<w:hyperlink r:id="{known}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>')

    def part(self, kind: str, text: str, name: str = "") -> str:
        """A part of the package, such as footnotes; the id by which the document names it."""
        data = (
            f"<?xml version='1.0' encoding='UTF-8'?><w:{kind} {_NAMES}>{text}</w:{kind}>".encode()
        )
        made = Part(
            PackURI(f"/word/{name or kind}.xml"),
            f"{_WORD}.{kind}+xml",
            data,
            self.made.part.package,
        )
        return self.made.part.relate_to(
            made, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
        )

    def notes(self, kind: str, *texts: str) -> Self:
        """Footnotes or endnotes, with ids from 1 on."""
        notes = "".join(
            f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'
            for number, text in enumerate(texts, 1)
        )
        self.part(f"{kind}s", notes)
        return self

    def _xml(self, text: str) -> Any:
        name = text[1:].split(">")[0].split()[0].rstrip("/")
        return parse_xml(text.replace(f"<{name}", f"<{name} {_NAMES}", 1))

    def save(self, folder: Path, name: str = "course.docx") -> Path:
        """The file."""
        self.made.save(str(folder / name))
        return folder / name


def run(text: str, properties: str = "") -> str:
    """The XML of a run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str) -> str:
    """The XML of a plain paragraph."""
    return f"<w:p>{run(text)}</w:p>"


def zipped(path: Path, files: Mapping[str, bytes | str]) -> Path:
    """A zip with these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return path


_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in (1, 2, 3)
)


def smallest(path: Path, body: str, **more: bytes | str) -> Path:
    """The smallest Word file that has a body, headings H1 to H3, and perhaps other files: quicker
    to make than a whole one.
    """
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _RELATIONS.format(
            f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _RELATIONS.format(
            f'<Relationship Id="s" Type="{_RELATION}/styles" Target="styles.xml"/>'
        ),
        "word/styles.xml": f"<w:styles {_NAMES}>{_STYLES}</w:styles>",
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
    }
    return zipped(path, {**files, **more})
