"""`Desk`: makes a small toolkit in a temporary folder, changes it, builds it, and reads its pages.

    Desk(tmp_path).page("1-one/1-a.md", "Some text.").build().expect("guide/one/a/", "Some text.")

A desk starts with a toolkit that has one module, `guide`, with one section, and no issues.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from hypothesis import HealthCheck, settings

from carrel.build import Options, Report, build, check
from carrel.issues import as_text
from carrel.model.content import Content
from carrel.model.numbering import number
from carrel.model.settings import Settings
from carrel.model.toolkit import Module, Page, Role, Toolkit
from carrel.site.look.theme import look_for
from carrel.site.outputs import outputs
from carrel.site.site import Site

# Times as many examples of each property, other ones in each run.
MORE = int(os.environ.get("CARREL_EXAMPLES", "1"))
TOOLKITS = Path(__file__).parent / "toolkits"
SETTINGS = 'title = "Tiny"\nlicence = "CC-BY-4.0"\n'

MODULE = {
    "index.md": "---\ntitle: Guide\nsummary: A tiny module.\n---\n\nWelcome.\n",
    "1-one/index.md": (
        "---\ntitle: One\nobjective: Name one thing.\noutcomes:\n  - Name it.\n---\n\n"
        "The first section.\n"
    ),
    "1-one/1-a.md": "---\ntitle: Page A\n---\n\nSome words on page A.\n",
    "1-one/resources.md": "---\ntitle: Resources\n---\n\nWhere to go further.\n",
}

PIXEL = bytes.fromhex(  # a PNG of one pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def front(title: str, **more: str) -> str:
    """Returns front matter: `front("Page A", minutes="3")`."""
    return (
        "---\n"
        + "".join(f"{key}: {value}\n" for key, value in {"title": title, **more}.items())
        + "---\n\n"
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Returns the content of every file below `folder`, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def few(count: int) -> settings:
    """Settings for `count` examples of a property, the same in every run."""
    return settings(
        max_examples=count * MORE,
        derandomize=MORE == 1,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def ends_soon(seconds: float = 10) -> Iterator[None]:
    """Fails if this process works much longer than anything here takes, even on a slow machine.

    Only something that does not end, or nearly so, fails; how fast Carrel is, bench/ measures.
    """
    began = time.process_time()
    yield
    spent = time.process_time() - began
    assert spent < seconds, f"{spent:.1f} seconds of work"


class Desk:
    """A toolkit's folder, and the site that is built from it."""

    def __init__(
        self, folder: Path, files: Mapping[str, str | bytes] | None = None, toml: str = SETTINGS
    ) -> None:
        self.root = folder / "toolkit"
        self.out = self.root / "_site"
        self.report = Report(self.out)
        self.root.mkdir(parents=True)
        self.write("toolkit.toml", toml)
        for path, text in (MODULE if files is None else files).items():
            self.write(f"guide/{path}" if files is None else path, text)

    @classmethod
    def of(cls, name: str, folder: Path) -> Desk:
        """A copy of `tests/toolkits/NAME`."""
        desk = cls(folder, {})
        shutil.rmtree(desk.root)
        shutil.copytree(
            TOOLKITS / name,
            desk.root,
            ignore=shutil.ignore_patterns("expected-messages.txt", ".carrel", "_site"),
        )
        return desk

    # Change the source

    def write(self, path: str, content: str | bytes) -> Self:
        """Writes a file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def page(
        self, path: str, text: str = "Some words.\n", title: str = "A page", **more: str
    ) -> Self:
        """Writes a page of the module `guide`."""
        return self.write(f"guide/{path}", front(title, **more) + text)

    def edit(self, path: str, old: str, new: str) -> Self:
        """Replaces `old`, which the file must contain, with `new`."""
        text = (self.root / path).read_text()
        assert old in text, f"{path} does not say {old!r}"
        return self.write(path, text.replace(old, new))

    def move(self, path: str, to: str) -> Self:
        """Moves or renames a file or a folder."""
        (self.root / to).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / to)
        return self

    def remove(self, path: str) -> Self:
        """Deletes a file or a folder."""
        target = self.root / path
        shutil.rmtree(target) if target.is_dir() and not target.is_symlink() else target.unlink()
        return self

    def link(self, path: str, to: str | Path) -> Self:
        """Makes a symbolic link."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).symlink_to(to)
        return self

    # Check and build

    def check(self) -> Self:
        """Checks the toolkit."""
        self.report = check(self.root)
        return self

    def build(
        self,
        *,
        search: bool = False,
        out: Path | None = None,
        preview: bool = False,
        strict: bool = False,
    ) -> Self:
        """Builds the site, without search unless it is asked for."""
        self.report = build(
            self.root, Options(out=out or self.out, search=search, preview=preview, strict=strict)
        )
        self.out = self.report.out
        return self

    def build_afresh(self, folder: Path, *, search: bool = False, preview: bool = False) -> Desk:
        """Returns a copy of the source, built without a cache: what an incremental build equals."""
        fresh = Desk(folder, {})
        shutil.rmtree(fresh.root)
        names = shutil.ignore_patterns(".carrel", "_site")
        shutil.copytree(
            self.root,
            fresh.root,
            symlinks=True,
            ignore=lambda at, found: names(at, found) if Path(at) == self.root else set(),
        )
        return fresh.build(search=search or preview, preview=preview)

    # Look

    @property
    def codes(self) -> list[str]:
        """The codes of the issues, in order."""
        return [issue.code for issue in self.report.issues]

    @property
    def messages(self) -> str:
        """The issues as they are printed."""
        return as_text(self.report.issues)

    def published(self) -> dict[str, bytes]:
        """Every file of the site."""
        return files_in(self.out)

    def read(self, url: str) -> str:
        """Returns the text of the page at `url`, or of the file with that name."""
        path = self.out / url
        return (path / "index.html" if path.is_dir() else path).read_text()

    def modified(self) -> dict[str, int]:
        """Returns when each file of the site was last written, in nanoseconds."""
        return {path: os.stat(self.out / path).st_mtime_ns for path in self.published()}

    # Compare

    def expect(self, url: str, *parts: str) -> Self:
        """Fails unless the page at `url` contains each of `parts`."""
        page = self.read(url)
        for part in parts:
            assert part in page, f"{url} does not hold {part!r}"
        return self

    def expect_codes(self, *codes: str) -> Self:
        """Fails unless the issues have exactly these codes, in this order."""
        assert self.codes == list(codes), self.messages
        return self

    def expect_published(self) -> Self:
        """Fails unless the last build was published."""
        assert self.report.published, self.messages
        return self


def assert_same_files(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> None:
    """Fails, with the first difference, unless two sites have the same files."""
    assert sorted(one) == sorted(other), (
        f"only here: {sorted(one.keys() - other.keys())}; "
        f"only there: {sorted(other.keys() - one.keys())}"
    )
    for path in one:
        assert one[path] == other[path], (
            f"{path} differs: {_first_difference(one[path], other[path])}"
        )


def _first_difference(one: bytes, other: bytes) -> str:
    at = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return f"{one[max(0, at - 80) : at + 80]!r} is not {other[max(0, at - 80) : at + 80]!r}"


def html_of(
    content: Content, of: Settings = Settings(title="Tiny"), glossary: Content | None = None
) -> list[str]:
    """Returns the documents of a module whose one page has this content, and of its glossary.

    No file is written.
    """
    page = Page("guide/index.md", Role.OVERVIEW, "", content)
    terms = Page("guide/glossary.md", Role.GLOSSARY, "glossary", glossary) if glossary else None
    toolkit = Toolkit(
        of,
        [Module("guide", "guide", page, [], None, terms)],
        None,
        None,
        frozenset({"guide/media/picture.png"}),
    )
    number(toolkit)
    site = Site(toolkit, look_for(of, Path("no-theme")), {}, Path(), search=False)
    return [
        output.make().decode()
        for output in outputs(site)
        if output.path.startswith("guide/") and output.path.endswith(".html")
    ]
