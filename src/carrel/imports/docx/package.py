"""The package around a Word document: a zip of parts that name each other.

Sizes are bounded; names lead to its own parts only.
"""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.docx.xml import BadXml, children, parse

LARGEST_FILE = 300_000_000  # bytes
LARGEST_UNPACKED = 600_000_000
LARGEST_PART = 60_000_000
_MOST_PARTS = 20_000
# What Word wrote before 2007, and what wraps a file with a password
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


class Refused(Exception):
    """A file that cannot be imported: the code of its issue, and the values that go into it."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Relation(msgspec.Struct, frozen=True):
    """What a part names by an id: another part, or something outside the file."""

    kind: str  # the last word of its type: image, hyperlink, footnotes …
    target: str
    external: bool = False


class Package:
    """The parts of a document by name."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._entries = {entry.filename.lstrip("/"): entry for entry in file.infolist()}
        self.document = self._main()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def data(self, name: str) -> bytes:
        """Returns the bytes of a part. Raises Refused."""
        entry = self._entries[name]
        if entry.file_size > LARGEST_PART:
            raise _too_large(f"Its part {name}", entry.file_size, LARGEST_PART)
        try:
            return self._file.read(entry)
        except _BROKEN as error:
            raise Refused("docx-damaged", part=name, reason="it cannot be unpacked") from error

    def tree(self, name: str) -> Element | None:
        """The XML of a part; None where there is no such part. Raises Refused."""
        if name not in self._entries:
            return None
        try:
            return parse(self.data(name))
        except BadXml as error:
            raise Refused("docx-damaged", part=name, reason=str(error)) from error

    def relations(self, part: str) -> dict[str, Relation]:
        """What `part` names, by id."""
        folder, _, name = part.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{name}.rels".lstrip("/"))
        return {
            one.get("Id", ""): _relation(folder, one) for one in children(tree, "rel:Relationship")
        }

    def related(self, part: str, kind: str) -> str:
        """Returns the name of the first part of this kind that `part` names; empty for none."""
        own = (one for one in self.relations(part).values() if not one.external)
        names = (one.target for one in own if one.kind == kind)
        return next((name for name in names if name in self._entries), "")

    def _main(self) -> str:
        name = self.related("", "officeDocument")
        if not name:
            raise Refused("docx-not-word", found=self._guess())
        tree = self.tree(name)
        if tree is None or tree.tag != "w:document":
            raise Refused("docx-not-word", found=self._guess())
        return name

    def _guess(self) -> str:
        """What a zip is that is no Word document."""
        if "mimetype" in self._entries:
            return "a document of OpenOffice or LibreOffice, or an e-book"
        if "[Content_Types].xml" in self._entries:
            return "a file of another Office program"
        return "a zip with other files in it"


def _relation(folder: str, one: Element) -> Relation:
    kind = one.get("Type", "").rpartition("/")[2]
    target = one.get("Target", "")
    if one.get("TargetMode") == "External":
        return Relation(kind, target, True)
    if not target.startswith("/"):
        target = posixpath.normpath(f"{folder}/{target}")
    return Relation(kind, target.lstrip("/"))


def open_package(path: Path) -> Package:
    """Returns the document at `path`. Raises Refused, and nothing else, for any file."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(8)
            rest = file.read(LARGEST_FILE) if begins == _OLD and size <= LARGEST_FILE else b""
    except OSError as error:
        raise Refused("file-unreadable", reason=error.strerror or "unknown") from error
    if begins == _OLD:
        raise Refused("docx-protected" if _ENCRYPTED in rest else "docx-old")
    if size > LARGEST_FILE:
        raise _too_large("The file", size, LARGEST_FILE)
    return Package(_open_zip(path))


def _too_large(what: str, size: int, most: int) -> Refused:
    millions = {"size": size // 1_000_000, "most": most // 1_000_000}
    return Refused("docx-too-large", what=what, **millions)


def _open_zip(path: Path) -> zipfile.ZipFile:
    try:
        file = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise Refused("docx-not-word", found="no zip, as which Word saves") from error
    entries = file.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise _too_large("Unpacked, the file", unpacked, LARGEST_UNPACKED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("docx-protected")
    return file
