"""`carrel export`: builds the files of an export and packs them into one file.

The files wait in `.carrel/exports/NAME`, so that the next export makes only what changed.
"""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from carrel.build import Options, Report, build
from carrel.exports.export import Export
from carrel.exports.formats import find_export, listed
from carrel.issues import BuildStopped
from carrel.publish import stopping

__all__ = ["export_toolkit", "listed"]


def export_toolkit(root: Path, name: str, options: Options = Options()) -> Report:
    """Exports the toolkit in `root` in the format `name`; `options.out` names the file.

    Returns the report of the build; with errors in the toolkit, nothing is written. Raises
    BuildStopped if there is no such format, or if the file cannot be written.
    """
    export = find_export(name)
    export.require_installed()
    if export.pack is None:
        return build(root, msgspec.structs.replace(options, export=name))
    target = Path(os.path.abspath(options.out or root / f"_site{export.ending}"))
    _require_writable(target)
    folder = root / ".carrel" / "exports" / name
    report = build(root, msgspec.structs.replace(options, out=folder, export=name))
    if report.published:
        _pack(export, report.out, target)
        report.out = target
    return report


def _require_writable(target: Path) -> None:
    """Raises BuildStopped if no file can be written at `target`, before anything is built."""
    if target.is_dir():
        raise BuildStopped(f"{target} is a folder. Name a file with --out.")
    if not target.parent.is_dir():
        raise BuildStopped(f"There is no folder {target.parent}. Make it first, or change --out.")
    if not os.access(target.parent, os.W_OK):
        raise BuildStopped(f"{target} cannot be written: the folder is read-only.")


def _pack(export: Export, folder: Path, target: Path) -> None:
    """Writes the packed file beside its place and renames it, so that `target` is always whole."""
    assert export.pack is not None
    part = target.with_name(f".{target.name}.part")
    try:
        with stopping(target):
            export.pack(folder, part)
            part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
