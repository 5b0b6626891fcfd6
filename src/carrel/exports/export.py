"""`Export`: what a format of export must state, and nothing about how files are published."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from carrel.issues import BuildStopped
from carrel.site.documents.offline import Made
from carrel.site.output import Output
from carrel.site.site import Site


class Scope(StrEnum):
    """What one exported file or folder contains."""

    TOOLKIT = "the whole toolkit"
    MODULE = "one module each"


def _no_listings(site: Site, outputs: Iterable[Output], made: Mapping[str, Made]) -> list[Output]:
    del site, outputs, made
    return []


@dataclass(frozen=True)
class Export:
    """A format in which a toolkit can be published.

    - `outputs` returns the files. Each states its path, its key, the pages whose bodies it needs,
      and the modules with which it is downloaded for offline use (see `carrel.site.output`).
    - `listings` returns files that list the others with their sizes. They are made last.
    - `pack` turns the folder with all files into one file; without it, the folder is the result.
    - `ending` is that of the packed file's name, such as `.zip`.
    - `search` is True if a search index is added to the folder.
    - `requires` are the programs that must be installed.
    """

    name: str
    description: str
    outputs: Callable[[Site], list[Output]]
    listings: Callable[[Site, Iterable[Output], Mapping[str, Made]], list[Output]] = _no_listings
    pack: Callable[[Path, Path], None] | None = None
    ending: str = ""
    scope: Scope = Scope.TOOLKIT
    search: bool = False
    requires: tuple[str, ...] = ()

    def require_installed(self) -> None:
        """Raises BuildStopped if a program that this export needs is not installed."""
        for program in self.requires:
            if shutil.which(program) is None:
                raise BuildStopped(
                    f"carrel export {self.name} needs the program {program}. Install it first."
                )
