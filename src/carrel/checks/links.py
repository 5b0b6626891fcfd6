"""Links and images: where they lead, and what the words of a link say."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from os.path import normpath
from posixpath import dirname, relpath

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content, Image, Link
from carrel.model.links import Target, TargetKind, is_external, resolve
from carrel.model.settings import Settings
from carrel.model.slugs import split_order
from carrel.model.toolkit import Page, Role, Toolkit

SCHEMES = ("https", "http", "mailto", "tel", "sms")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):(/*)")
_SIGNS = " .,:;!?…→›»«>-–—()[]\"'¡¿"

VAGUE = frozenset(
    phrase
    for line in """
    here|click|click here|click this|click on this link|press here|tap here|see here|read here|this|read this|this link|this page|this site
    this website|this article|link|the link|more|read more|learn more|see more|find out more|more info|more information|details|go|website
    aquí|haz clic|haz clic aquí|haga clic|haga clic aquí|clic aquí|pulsa aquí|pulse aquí|pincha aquí|ver aquí|véase aquí|este enlace|enlace
    el enlace|esta página|este sitio|este artículo|más|leer más|lee más|lea más|saber más|ver más|más información|más info|ir|detalles
    """.splitlines()
    for phrase in line.strip().split("|")
    if phrase
)
"""Link texts that say nothing to who hears them alone, in English and Spanish."""

_MADE_IDS = {
    Role.OVERVIEW: ("main", "objectives", "how-to-use"),
    Role.SECTION: ("main", "outcomes"),
}


def words_and_schemes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Links have words that say where they lead, and begin with something that a browser understands."""
    for link in content.links:
        href, text = link.href, link.text
        if not href or href == "#":
            yield issue("link-empty", _at(path, link), text=text)
        elif not text:
            yield issue("link-text", _at(path, link), href=href)
        elif text.lower().strip(_SIGNS) in VAGUE:
            yield issue("link-vague", _at(path, link), text=text)
        if ":" in href and not href.startswith("https://"):
            yield from scheme(_at(path, link), href)


def _at(path: str, item: Link | Image) -> Position:
    return Position(path, item.line, item.column)


def scheme(place: Position, href: str) -> Iterator[Issue]:
    """What is wrong with the beginning of an address, up to its colon."""
    found = _SCHEME.match(href)
    if not found:
        return
    name, slashes = found[1].lower(), found[2]
    if name in ("http", "https") and slashes != "//":
        yield issue(
            "link-scheme", place, start=found[0].strip(), hint="Two slashes follow the colon. "
        )
    elif name == "http":
        yield issue("link-http", place, href=href)
    elif name not in SCHEMES:
        close = get_close_matches(name, SCHEMES, 1)
        yield issue(
            "link-scheme",
            place,
            start=f"{found[1]}:",
            hint=f"Did you mean “{close[0]}:”? " if close else "",
        )


def image_sources(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Images are files of the toolkit."""
    for image in content.images:
        if not image.src:
            yield issue("image-empty", _at(path, image), alt=image.alt)
        elif is_external(image.src):
            yield issue("image-external", _at(path, image), src=image.src)


def targets(toolkit: Toolkit) -> Iterator[Issue]:
    """Links lead to pages, files and ids that exist; images to files.

    Most links are right, so the plain case is decided with a look-up; only what is not found there is resolved with care.
    """
    finder = Finder(toolkit)
    by_path, files, ids = toolkit.by_path, toolkit.files, finder.ids
    for page in toolkit.pages():
        folder = page.path[: page.path.rfind("/") + 1]
        for link in page.content.links:
            if link.href.startswith(("https:", "http:")):
                continue
            address, _, fragment = link.href.partition("#")
            path = normpath(folder + address) if address[:1] == "." else folder + address
            found = page.path if not address else path
            if not (
                fragment in ids(found)
                if found in by_path and fragment
                else found in by_path or (found in files and not fragment)
            ):
                yield from _link(finder, page, link)
        for image in page.content.images:
            if folder + image.src not in files:
                yield from _image(finder, page, image)


def _link(finder: "Finder", page: Page, link: Link) -> Iterator[Issue]:
    target = resolve(finder.toolkit, page, link.href)
    if target.kind is TargetKind.OUTSIDE:
        yield issue("link-outside", _at(page.path, link), href=link.href)
    elif target.kind is TargetKind.MISSING:
        yield finder.missing("link-missing", page, _at(page.path, link), target, link.href)
    elif target.kind in (TargetKind.PAGE, TargetKind.HERE) and target.fragment:
        yield from _anchor(finder, page, link, target)


def _anchor(finder: "Finder", page: Page, link: Link, target: Target) -> Iterator[Issue]:
    ids = finder.ids(target.path)
    if target.fragment in ids or target.fragment.startswith((":~:", "fn-", "fnref-")):
        return
    close = get_close_matches(target.fragment.lower(), ids, 1)
    hint = f"Did you mean “#{close[0]}”? " if close else ""
    name = "This page" if target.path == page.path else target.path
    yield issue("link-anchor", _at(page.path, link), page=name, id=target.fragment, hint=hint)


def _image(finder: "Finder", page: Page, image: Image) -> Iterator[Issue]:
    target = resolve(finder.toolkit, page, image.src)
    if target.kind is TargetKind.OUTSIDE:
        yield issue("link-outside", _at(page.path, image), href=image.src)
    elif target.kind in (TargetKind.MISSING, TargetKind.PAGE, TargetKind.HERE):
        yield finder.missing("image-missing", page, _at(page.path, image), target, image.src)


class Finder:
    """Knows the ids of each page, and guesses what a link that leads nowhere was meant to lead to.

    What it knows is gathered when it is first asked for: a toolkit without mistakes asks for little.
    """

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit = toolkit
        self._ids: dict[str, frozenset[str]] = {}
        self._by_small: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_url: dict[str, str] = {}

    def ids(self, path: str) -> frozenset[str]:
        """The ids that a link to the page at `path` may name."""
        known = self._ids.get(path)
        if known is None:
            page = self.toolkit.by_path[path]
            known = frozenset(anchor.id for anchor in page.content.anchors).union(
                _MADE_IDS.get(page.role, ("main",))
            )
            self._ids[path] = known
        return known

    def missing(
        self, code: str, page: Page, place: Position, target: Target, href: str, **values: str
    ) -> Issue:
        """The issue of an address that leads to no file: another case of its letters, or nothing at all."""
        if not self._by_small:
            self._gather()
        real = self._by_small.get(target.path.lower())
        if real and real != target.path:
            return issue(
                "link-case", place, path=href.partition("#")[0], real=_relative(page, real)
            )
        return issue(
            code, place, path=target.path, hint=self._hint(page, target.path, href), **values
        )

    def _gather(self) -> None:
        for path in self._paths():
            self._by_small[path.lower()] = path
            self._by_name.setdefault(_name(path), []).append(path)
        self._by_url = {page.url.rstrip("/"): page.path for page in self.toolkit.pages()}

    def _paths(self) -> Iterable[str]:
        yield from self.toolkit.by_path
        yield from sorted(self.toolkit.files)

    def _hint(self, page: Page, path: str, href: str) -> str:
        if href.startswith("www."):
            return f"For another site, write https://{href}. "
        if "@" in href:
            return f"For an e-mail address, write mailto:{href}. "
        guess = (
            self._by_url.get(path)
            or self._by_url.get(href.strip("/"))
            or self._namesake(page, path)
        )
        return f"Did you mean “{_relative(page, guess)}”? " if guess else ""

    def _namesake(self, page: Page, path: str) -> str:
        """A file that has the same name but for its number or its folder, best in the same module."""
        found = self._by_name.get(_name(path), [])
        module = page.path.partition("/")[0]
        return next(
            (other for other in found if other.startswith(f"{module}/")), found[0] if found else ""
        )


def _name(path: str) -> str:
    """What tells a file apart from others: its name without number, in small letters; of an index.md, that of its folder too."""
    folder, _, name = path.rpartition("/")
    own = split_order(name)[1].lower()
    return (
        f"{split_order(folder.rpartition('/')[2])[1].lower()}/{own}" if own == "index.md" else own
    )


def _relative(page: Page, path: str) -> str:
    """`path` as a link on `page` would write it."""
    return relpath(path, dirname(page.path) or ".")
