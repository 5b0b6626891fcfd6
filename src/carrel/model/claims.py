"""Which files of a site are made, so that an old address is none of them and lies in none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

OWN_FILES = ("index.html", "404.html", "sitemap.xml", "carrel.json", "sw.js")
_OWN = "a file of Carrel's own"
_FOLDERS = {"assets": "the files of the theme", "pagefind": "the search index"}


def own_files(modules: Iterable[str]) -> dict[str, str]:
    """The files that Carrel itself makes under fixed names, for modules of these names, and what each is."""
    names = [*OWN_FILES, *(f"{module}/offline.json" for module in modules)]
    return dict.fromkeys(names, _OWN)


class Claims:
    """The files that are `made`, and what has claimed each; old addresses are added one by one."""

    def __init__(self, made: Mapping[str, str]) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._old: dict[str, str] = {}
        for file, what in made.items():
            self._add(file, what)

    def claim(self, address: str, claimant: str) -> str:
        """What has the file at an old address, the place of one of its folders, or a folder in its place. Nothing where it was free, or
        where the claimant only says it again."""
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
    """The folders in which a file lies."""
    at = file.find("/")
    while at >= 0:
        yield file[:at]
        at = file.find("/", at + 1)
