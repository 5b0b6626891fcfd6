"""The site as one .zip file, to hand out or to unpack on any web space.

The same site gives the same bytes: entries are sorted and have a fixed date.
"""

import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from carrel.exports.export import Export
from carrel.exports.site import SITE

_LEFT_OUT = frozenset({"carrel.json"})  # only a later `carrel build` into that folder reads it
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_READABLE_FILE = 0o100644 << 16
_UNIX = 3
_CHUNK = 1 << 20  # bytes


def pack(folder: Path, target: Path) -> None:
    """Writes all files in `folder` to the zip file `target`."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = sorted((path.relative_to(folder).as_posix(), path) for path in paths)
    with ZipFile(target, "w") as archive:
        for name, path in named:
            if name not in _LEFT_OUT:
                _add(archive, name, path)


def _add(archive: ZipFile, name: str, path: Path) -> None:
    entry = ZipInfo(name, _DATE)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
    entry.external_attr = _READABLE_FILE
    entry.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(entry, "w") as packed:
        shutil.copyfileobj(source, packed, _CHUNK)


ZIP = Export(
    name="zip",
    description="the site as one .zip file, which opens from a folder and on any web space",
    outputs=SITE.outputs,
    listings=SITE.listings,
    pack=pack,
    ending=".zip",
    search=True,
)
