"""The formats that `carrel export` knows, by name."""

from carrel.exports.export import Export
from carrel.exports.site import SITE
from carrel.exports.zip import ZIP
from carrel.issues import BuildStopped

EXPORTS: dict[str, Export] = {export.name: export for export in (SITE, ZIP)}


def find_export(name: str) -> Export:
    """Returns the export with this name. Raises BuildStopped with the known names."""
    if not name:
        raise BuildStopped(f"Name a format to export. Known are: {', '.join(EXPORTS)}.")
    if name not in EXPORTS:
        known = ", ".join(EXPORTS)
        raise BuildStopped(f"There is no export named “{name}”. Known are: {known}.")
    return EXPORTS[name]


def listed() -> str:
    """Returns the table of formats that `carrel export --list` prints."""
    width = max(map(len, EXPORTS))
    return "\n".join(
        f"{export.name:<{width}}  {export.description} ({export.scope})"
        for export in EXPORTS.values()
    )
