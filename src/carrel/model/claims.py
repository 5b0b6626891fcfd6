"""Which addresses of a site are taken, so that no old address clashes with one of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

OWN_FILES = ("index.html", "404.html", "sitemap.xml", "carrel.json", "sw.js")
_OWN = "a file of Carrel's own"
_FOLDERS = {"assets": "the files of the theme", "pagefind": "the search index"}


def own_files(modules: Iterable[str]) -> dict[str, str]:
    """Returns the files with fixed names that Carrel makes for these modules, and what each is."""
    names = [*OWN_FILES, *(f"{module}/offline.json" for module in modules)]
    return dict.fromkeys(names, _OWN)


class Claims:
    """The files of a site, and what each belongs to; old addresses are added one by one."""

    def __init__(self, made: Mapping[str, str]) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._old: dict[str, str] = {}
        for file, what in made.items():
            self._add(file, what)

    def claim(self, address: str, claimant: str) -> str:
        """Claims an old address; returns what has it already, or "" if it was free.

        It is also taken if one of its folders is a file, or if a folder has its name. To claim the
        same address twice is no clash.
        """
        file = f"{address.strip('/')}/index.html".lstrip("/")
        if self._old.get(file) == claimant:
            return ""
        other = self._taken(file)
        if not other:
            self._old[file] = claimant
            self._add(file, claimant)
        return other

    def _taken(self, file: str) -> str:
        first = _FOLDERS.get(file.partition("/")[0], "")
        found = (self._files.get(part, "") for part in [file, *_folders(file)])
        return first or self._folders.get(file, "") or next(filter(None, found), "")

    def _add(self, file: str, what: str) -> None:
        self._files.setdefault(file, what)
        for folder in _folders(file):
            self._folders.setdefault(folder, what)


def _folders(file: str) -> Iterator[str]:
    """Yields the folders in which a file is."""
    at = file.find("/")
    while at >= 0:
        yield file[:at]
        at = file.find("/", at + 1)
