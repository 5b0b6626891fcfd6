"""Links and images: their targets exist, and link texts say where a link leads."""

import re
from collections.abc import Iterator
from functools import cached_property
from posixpath import dirname, relpath

from carrel.checks.hints import closest, did_you_mean
from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content, Image, Link
from carrel.model.links import Target, TargetKind, is_external, resolve
from carrel.model.settings import Settings
from carrel.model.slugs import split_order
from carrel.model.toolkit import Page, Role, Toolkit

SCHEMES = ("https", "http", "mailto", "tel", "sms")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):(/*)")
_PUNCTUATION = " .,:;!?…→›»«>-–—()[]\"'¡¿"

VAGUE = frozenset(
    phrase
    for line in """
    here|click|click here|click this|click on this link|press here|tap here|see here|read here
    this|read this|this link|this page|this site|this website|this article|link|the link
    more|read more|learn more|see more
    find out more|more info|more information|details|go|website
    aquí|haz clic|haz clic aquí|haga clic|haga clic aquí|clic aquí|pulsa aquí|pulse aquí
    pincha aquí|ver aquí|véase aquí|este enlace|enlace
    el enlace|esta página|este sitio|este artículo|más|leer más|lee más|lea más|saber más
    ver más|más información|más info|ir|detalles
    """.splitlines()
    for phrase in line.strip().split("|")
    if phrase
)
"""Link texts that do not say where the link leads, in English and Spanish."""

_OWN_IDS = {
    Role.OVERVIEW: ("main", "objectives", "how-to-use"),
    Role.SECTION: ("main", "outcomes"),
}
"""Ids that Carrel itself puts on pages; all other pages have only `main`."""


def words_and_schemes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports links without address, text or a clear text, and addresses with a wrong beginning."""
    for link in content.links:
        yield from _text(path, link)
        if ":" in link.href and not link.href.startswith("https://"):
            yield from scheme(at(path, link), link.href)


def _text(path: str, link: Link) -> Iterator[Issue]:
    href, text = link.href, link.text
    if not href or href == "#":
        yield issue("link-empty", at(path, link), text=text)
    elif not text:
        yield issue("link-text", at(path, link), href=href)
    elif text.lower().strip(_PUNCTUATION) in VAGUE:
        yield issue("link-vague", at(path, link), text=text)


def scheme(place: Position, href: str) -> Iterator[Issue]:
    """Reports what is wrong with the beginning of an address, up to its colon."""
    found = _SCHEME.match(href)
    if not found:
        return
    name, slashes = found[1].lower(), found[2]
    if name in ("http", "https") and slashes != "//":
        hint = "Two slashes follow the colon. "
        yield issue("link-scheme", place, start=found[0].strip(), hint=hint)
    elif name == "http":
        yield issue("link-http", place, href=href)
    elif name not in SCHEMES:
        hint = did_you_mean(closest(name, SCHEMES), after=":")
        yield issue("link-scheme", place, start=f"{found[1]}:", hint=hint)


def image_sources(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports images that are not files of the toolkit."""
    for image in content.images:
        if not image.src:
            yield issue("image-empty", at(path, image), alt=image.alt)
        elif is_external(image.src):
            yield issue("image-external", at(path, image), src=image.src)


def targets(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports links to pages, files and ids that do not exist, and images without a file."""
    finder = Finder(toolkit)
    for page in toolkit.pages():
        folder = page.path[: page.path.rfind("/") + 1]
        for link in page.content.links:
            if not link.href.startswith(("https:", "http:")):
                yield from _link(finder, page, link)
        for image in page.content.images:
            if folder + image.src not in toolkit.files:
                yield from _image(finder, page, image)


def _link(finder: "Finder", page: Page, link: Link) -> Iterator[Issue]:
    target = resolve(finder.toolkit, page, link.href)
    if target.kind is TargetKind.OUTSIDE:
        yield issue("link-outside", at(page.path, link), href=link.href)
    elif target.kind is TargetKind.MISSING:
        yield finder.missing("link-missing", page, at(page.path, link), target, link.href)
    elif target.kind in (TargetKind.PAGE, TargetKind.HERE) and target.fragment:
        yield from _fragment(finder, page, link, target)


def _fragment(finder: "Finder", page: Page, link: Link, target: Target) -> Iterator[Issue]:
    ids = finder.ids(target.path)
    if target.fragment in ids or target.fragment.startswith((":~:", "fn-", "fnref-")):
        return
    name = "This page" if target.path == page.path else target.path
    hint = did_you_mean(closest(target.fragment.lower(), ids), before="#")
    yield issue("link-anchor", at(page.path, link), page=name, id=target.fragment, hint=hint)


def _image(finder: "Finder", page: Page, image: Image) -> Iterator[Issue]:
    target = resolve(finder.toolkit, page, image.src)
    if target.kind is TargetKind.OUTSIDE:
        yield issue("link-outside", at(page.path, image), href=image.src)
    elif target.kind in (TargetKind.MISSING, TargetKind.PAGE, TargetKind.HERE):
        yield finder.missing("image-missing", page, at(page.path, image), target, image.src)


class Finder:
    """Finds the ids of pages, and guesses the target that a broken link was meant to have.

    Its tables are made when they are first needed: a toolkit without mistakes needs few of them.
    """

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit = toolkit
        self._ids: dict[str, frozenset[str]] = {}

    def ids(self, path: str) -> frozenset[str]:
        """Returns the ids on the page at `path` that a link may name."""
        if path not in self._ids:
            page = self.toolkit.by_path[path]
            own = _OWN_IDS.get(page.role, ("main",))
            self._ids[path] = frozenset(anchor.id for anchor in page.content.anchors).union(own)
        return self._ids[path]

    def missing(
        self, code: str, page: Page, place: Position, target: Target, href: str, **values: str
    ) -> Issue:
        """Returns the issue for an address without a file: wrong upper and lower case, or none."""
        real = self._by_lower_case.get(target.path.lower())
        if real and real != target.path:
            path = href.partition("#")[0]
            return issue("link-case", place, path=path, real=_relative(page, real))
        hint = self._hint(page, target.path, href)
        return issue(code, place, path=target.path, hint=hint, **values)

    @cached_property
    def _paths(self) -> list[str]:
        return [*self.toolkit.by_path, *sorted(self.toolkit.files)]

    @cached_property
    def _by_lower_case(self) -> dict[str, str]:
        return {path.lower(): path for path in self._paths}

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            found.setdefault(_name(path), []).append(path)
        return found

    @cached_property
    def _by_url(self) -> dict[str, str]:
        return {page.url.rstrip("/"): page.path for page in self.toolkit.pages()}

    def _hint(self, page: Page, path: str, href: str) -> str:
        if href.startswith("www."):
            return f"For another site, write https://{href}. "
        if "@" in href:
            return f"For an e-mail address, write mailto:{href}. "
        guess = self._by_url.get(path) or self._by_url.get(href.strip("/"))
        guess = guess or self._same_name(page, path)
        return did_you_mean(_relative(page, guess) if guess else "")

    def _same_name(self, page: Page, path: str) -> str:
        """Returns a file with the same name but another number or folder, best in this module."""
        found = self._by_name.get(_name(path), [])
        module = page.path.partition("/")[0]
        here = [other for other in found if other.startswith(f"{module}/")]
        return next(iter([*here, *found]), "")


def _name(path: str) -> str:
    """Returns a file's name without its number, in lower case; for an index.md, with its folder."""
    folder, _, name = path.rpartition("/")
    own = split_order(name)[1].lower()
    if own != "index.md":
        return own
    return f"{split_order(folder.rpartition('/')[2])[1].lower()}/{own}"


def _relative(page: Page, path: str) -> str:
    """Returns `path` as a link on `page` would write it."""
    return relpath(path, dirname(page.path) or ".")
