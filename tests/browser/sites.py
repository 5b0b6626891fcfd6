"""The toolkits that the browser opens, each built once and served under two paths."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from carrel.build import Options, build
from carrel.issues import as_text
from carrel.starting import start

from .server import serving

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "toolkit"
SUB_PATH = "/some/place/"
# Documents of a module that a learner does not reach by "next".
APART = ("print/", "workbook/", "record/", "example/", "guide/")
Kind = tuple[str, str, str, str]
LONG = 100_000  # characters
_REFRESH = re.compile(r'http-equiv="?refresh')


@dataclass
class Site:
    """One published toolkit, and the URLs under which it is served.

    `root` is the root of a server, `place` a folder of another.
    """

    name: str
    folder: Path
    root: str
    place: str

    @cached_property
    def files(self) -> dict[str, str]:
        """Every HTML document by its address: "" is the first page, "mentoring/" an overview."""
        paths = sorted(self.folder.rglob("*.html"))
        return {
            _address(path.relative_to(self.folder)): path.read_text(encoding="utf-8")
            for path in paths
        }

    @cached_property
    def home(self) -> str:
        """The URL whose path is that of the toolkit's `base_url`."""
        return self.place if f'"{SUB_PATH}' in self.files["404.html"] else self.root

    @cached_property
    def redirects(self) -> list[str]:
        """The addresses of pages that redirect."""
        return [address for address, html in self.files.items() if _REFRESH.search(html)]

    @cached_property
    def pages(self) -> list[str]:
        """The addresses of all other documents."""
        return [address for address, html in self.files.items() if not _REFRESH.search(html)]

    @property
    def overviews(self) -> list[str]:
        """The addresses of the modules' first pages."""
        return [address for address in self.pages if 'id="how-to-use"' in self.files[address]]

    def with_text(self, text: str) -> list[str]:
        """The addresses of pages whose HTML contains `text`, without the documents in `APART`."""
        return [
            address
            for address in self.pages
            if text in self.files[address] and not address.endswith(APART)
        ]

    def pages_of(self, overview: str) -> list[str]:
        """The addresses of the pages of the module with this overview."""
        return [
            address
            for address in self.pages
            if address.startswith(overview) and not address.endswith(APART)
        ]


def samples(sites: dict[str, Site]) -> dict[str, list[str]]:
    """Returns, for each toolkit, the addresses of pages that together have every kind of element.

    Pages that show much for their length come first, as long pages take long; documents as long as
    a book are left out.
    """
    kinds = {
        (name, address): kinds_of_elements(site.files[address])
        for name, site in sites.items()
        for address in site.pages
        if len(site.files[address]) < LONG
    }
    missing = set().union(*kinds.values())
    chosen: dict[str, list[str]] = {name: [] for name in sites}
    while missing:
        name, address = max(
            kinds,
            key=lambda page: (
                len(kinds[page] & missing) / (3000 + len(sites[page[0]].files[page[1]]))
            ),
        )
        chosen[name].append(address)
        missing -= kinds[name, address]
    return chosen


def kinds_of_elements(html: str) -> set[Kind]:
    """Returns each tag with its classes, inside the tag and the classes of its parent."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return {(*_named(node.parent), *_named(node)) for node in root.traverse() if node.parent}


def _named(node: LexborNode) -> tuple[str, str]:
    return node.tag or "", node.attributes.get("class") or ""


def _address(path: Path) -> str:
    return "" if str(path) == "index.html" else path.as_posix().removesuffix("index.html")


def copy_shipped(folder: Path) -> None:
    """Copies the toolkit that ships, without what was built."""
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("_site", ".carrel"))


def copy_several(folder: Path) -> None:
    """Copies the folder `several`, which has one of everything, and adds a photograph."""
    shutil.copytree(HERE / "several", folder, ignore=shutil.ignore_patterns("_site", ".carrel"))
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(
        folder / "everything/media/photograph.jpg"
    )


def make_starter(folder: Path) -> None:
    """Makes what `carrel new` makes."""
    start(folder)


TOOLKITS = {"shipped": copy_shipped, "starter": make_starter, "several": copy_several}


def publish(name: str, folder: Path) -> Path:
    """Makes a toolkit in `folder`, builds it, and returns the folder of the site."""
    TOOLKITS[name](folder / name)
    report = build(folder / name, Options(out=folder / f"{name}-site"))
    assert report.published, f"The toolkit “{name}” does not build:\n{as_text(report.issues)}"
    return report.out


@contextmanager
def published(folder: Path) -> Iterator[dict[str, Site]]:
    """Yields every toolkit, built and served."""
    with ExitStack() as stack:
        sites = {}
        for name in TOOLKITS:
            out = publish(name, folder)
            root, place = (stack.enter_context(serving(out, prefix)) for prefix in ("/", SUB_PATH))
            sites[name] = Site(name, out, root, place)
        yield sites
