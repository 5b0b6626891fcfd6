"""Pictures of a Word file -> files in the module's media folder."""

from __future__ import annotations

import io
import re
from hashlib import sha256
from pathlib import PurePosixPath

from PIL import Image

from carrel.imports.course import Asset, Course, Finding
from carrel.imports.docx.blocks import Picture
from carrel.imports.docx.package import Package, Refused
from carrel.imports.docx.story import Log, shown
from carrel.model.slugs import short_slug, unique

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}
_CONVERTED = ("BMP", "TIFF")  # formats that browsers do not show, and Pillow reads
_MOST_PIXELS = 50_000_000


class Pictures:
    """Copies each picture once, under a name made of what it shows.

    `folder` and `page` are paths in the toolkit.
    """

    def __init__(self, package: Package, course: Course, log: Log) -> None:
        self.package, self.course, self.log = package, course, log
        self.folder = self.page = ""
        self._copied: dict[str, str] = {}  # names of files by the digest of their bytes
        self._names: set[str] = set()

    def path(self, picture: Picture) -> str:
        """The path of a picture from the current page; empty where it cannot be shown."""
        name = self._name(picture)
        depth = len(PurePosixPath(self.page).parts) - len(PurePosixPath(self.folder).parts)
        return f"{'../' * depth}media/{name}" if name else ""

    def _name(self, picture: Picture) -> str:
        try:
            data, ending = _shown_by_browsers(self.package.data(picture.part))
        except (Refused, OSError, ValueError, Image.DecompressionBombError):
            data, ending = b"", ""
        if not ending:
            self._report(picture)
            return ""
        digest = sha256(data).hexdigest()
        if digest not in self._copied:
            self._copied[digest] = self._copy(picture, data, ending)
        return self._copied[digest]

    def _copy(self, picture: Picture, data: bytes, ending: str) -> str:
        """Adds a picture to the files of the course; returns the name of its file."""
        stem = short_slug(picture.alt or picture.caption, 40) or "picture"
        name = unique(re.sub(r"[^\w-]", "", stem), self._names) + f".{ending}"
        self.course.assets.append(Asset(f"{self.folder}/{name}", data))
        return name

    def _report(self, picture: Picture) -> None:
        kind = PurePosixPath(picture.part).suffix.lstrip(".") or "unknown"
        named = f" (“{shown(picture.alt)}”)" if picture.alt else ""
        sentence = (
            f"A picture of the kind {shown(kind)}{named} was left out: browsers do not show it."
            " Save it as PNG."
        )
        self.log.say(self.log.place, Finding.UNKNOWN, sentence)


def _shown_by_browsers(data: bytes) -> tuple[bytes, str]:
    """Returns a picture in a format that browsers show, and the ending of its file's name; both
    are empty for a picture that is too large.
    """
    ending = next((ending for start, ending in _SIGNATURES.items() if data.startswith(start)), "")
    if ending:
        return data, ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return data, "webp"
    return _as_png(data)


def _as_png(data: bytes) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(data), formats=_CONVERTED) as image:
        if image.width * image.height > _MOST_PIXELS:
            return b"", ""
        made = io.BytesIO()
        image.convert("RGB").save(made, "PNG")
    return made.getvalue(), "png"
