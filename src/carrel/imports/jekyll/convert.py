"""One page of a Jekyll course: what stands on it is counted, then turned into what Carrel knows, then written."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping

import msgspec

from carrel.codes import issue
from carrel.imports.course import (
    Asset,
    Course,
    Finding,
    Found,
    Module,
    Page,
    Passage,
    Section,
    Seen,
)
from carrel.imports.jekyll import boxes, footnotes
from carrel.imports.jekyll.folder import Folder
from carrel.imports.jekyll.links import Links, Target
from carrel.imports.jekyll.liquid import Expanded
from carrel.imports.jekyll.structure import Item
from carrel.imports.markdown import write
from carrel.imports.tree import COMMENT, Element, Node, names
from carrel.imports.words import words_of
from carrel.issues import Position
from carrel.model.slugs import slug

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico")
_COPIED = names(  # endings of what a browser shows or keeps, and does not run
    "png jpg jpeg gif webp ico avif pdf doc docx odt rtf ppt pptx odp xls xlsx ods csv tsv txt epub zip mp3 m4a ogg oga wav flac opus mp4"
    " m4v webm ogv mov vtt srt"
)
_RUNS = re.compile(
    r"""<(?:[\w.-]+:)?(?:script|foreignobject|iframe|handler)\b|[\s"'/]on\w+\s*=|<!entity|<\?xml-stylesheet""",
    re.I,
)
_ID = re.compile(r"[\w:.-]+")
_NOT_SHOWN = names("script style noscript template link meta title object embed applet base")
_CONTROLS = names("input button select textarea form")
_OBJECTIVES = frozenset(
    {"objectives", "outcomes", "learning-objectives", "learning-outcomes", "learning_objectives"}
)
_ABLE = re.compile(
    r"\b(?:will be able to|you can|you will)\b|learning (?:objectives|outcomes)", re.I
)
_LEARNING = re.compile(r"\b(?:objectives|outcomes)\b", re.I)
_NAMES_SECTION = re.compile(r"\(\s*Section \d+: [^()]*\)\.?$", re.I)
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:section|part|chapter|unit|week)?[^()]*\)\s*\.?\s*$", re.I)
_CC = re.compile(
    r"creativecommons\.org/(?:licenses/(by(?:-nc)?(?:-sa|-nd)?)/(\d\.\d)|publicdomain/zero/1\.0)",
    re.I,
)
_HEADING = re.compile(r"h([1-6])")
_LONGEST_SUMMARY = 320  # characters


class Site(msgspec.Struct):
    """What the pages of a course have in common."""

    course: Course
    folder: Folder
    links: Links
    kinds: boxes.Kinds
    sections: dict[str, tuple[Module, Section | None]] = {}  # by the path of each page
    ids: dict[str, set[str]] = {}  # worksheets' ids, by module
    sheets: dict[str, list[boxes.Sheet]] = {}
    assets: dict[str, str] = {}  # by the file in the source and the module: where it lies now
    licences: list[tuple[str, str, str]] = []  # licence, by whom, and where that is said
    anchors: dict[str, set[str]] = {}  # the ids of each page
    waiting: list[
        tuple[Page, Element, str, tuple[str, int]]
    ] = []  # links to a place on a page, until all pages are read


class Converter:
    """Converts one page."""

    def __init__(self, site: Site, item: Item, expanded: Expanded, tree: Element) -> None:
        self.site, self.item, self.expanded, self.tree = site, item, expanded, tree
        self.page = item.page
        self.module, self.section = site.sections[self.page.path]
        self.folder = self.module.overview.path.rpartition("/")[0]
        self.seen = Seen()

    def report(self, finding: Finding, element: Element, sentence: str) -> None:
        """Adds a finding with its place in the source."""
        self.site.course.found.append(Found(*self._place(element), finding, sentence))

    def _place(self, element: Element) -> tuple[str, int]:
        """The file and the line of the source from which an element comes."""
        path, line = self.expanded.place(element.line)
        return path or self.item.text.path, line

    def convert(self) -> None:
        """Everything but links to places on pages, which wait for all pages."""
        self._clean(self.tree)
        self.seen.counts = self._counts()
        self._licence()
        self._time()
        self._summary()
        self._objectives()
        notes = footnotes.convert(self.tree, self.report)
        self._read_words(notes)
        self._first_heading()
        self._legend()
        boxes.convert(self.tree, self.site.kinds, self.report)
        boxes.convert_films(self.tree, self.page.title, self.report)
        boxes.give_headers(self.tree, self.report)
        taken = self.site.ids.setdefault(self.folder, set())
        sheets = self.site.sheets.setdefault(self.folder, [])
        boxes.convert_worksheets(self.tree, taken, sheets, self.page.title, self.report)
        self._frames(self.tree)
        self._links(self.tree)
        self._headings()
        self.page.seen = self.seen

    def finish(self) -> None:
        """Writes the text, when every link is known."""
        self.page.body = write(self.tree)

    # What may not come in

    def _clean(self, parent: Element) -> None:
        kept: list[Node] = []
        for child in parent.children:
            if isinstance(child, str) or child.name == COMMENT:
                kept.append(child)
            elif child.name in _NOT_SHOWN:
                self._refuse(child)
            elif child.name in _CONTROLS:
                self._clean(child)
                kept += child.children
                self.site.course.count(f"<{child.name}> taken away; its words are kept")
            else:
                self._clean_attributes(child)
                if child.name in ("iframe", "video", "audio") and child.plain():
                    self.report(
                        Finding.DROPPED,
                        child,
                        f"What stands inside of <{child.name}>, and no browser shows: “{child.plain()[:80]}”.",
                    )
                    child.children = [one for one in child.elements() if one.name == "source"]
                self._clean(child)
                kept.append(child)
        parent.children = kept

    def _refuse(self, element: Element) -> None:
        place = Position(*self._place(element))
        if element.name in ("script", "object", "embed", "applet"):
            self.site.course.issues.append(issue("import-script", place, what=f"<{element.name}>"))
        self.report(
            Finding.DROPPED, element, f"A <{element.name}>, which has no place on a page of Carrel."
        )

    def _clean_attributes(self, element: Element) -> None:
        for name in list(element.attributes):
            if name == "id" and not _ID.fullmatch(element.attributes["id"]):
                element.attributes["id"] = slug(element.attributes["id"])
            elif name.startswith("on"):
                self.site.course.issues.append(
                    issue("import-script", Position(*self._place(element)), what=f"{name}=")
                )
                del element.attributes[name]
            elif name in (
                "target",
                "style",
                "align",
                "width",
                "height",
                "rel",
                "frameborder",
                "valign",
                "bgcolor",
                "border",
            ):
                self.site.course.count(f"{name} attributes taken away")
                del element.attributes[name]

    # What stands on the page

    def _counts(self) -> dict[str, int]:
        elements = [one for one in self.tree.walk() if one is not self.tree]
        links = [
            one
            for one in elements
            if one.name == "a" and one.attributes.get("href", "#")[:1] != "#"
        ]
        return {
            "headings": sum(bool(_HEADING.fullmatch(one.name)) for one in elements),
            "links": len(links),
            "images": sum(one.name == "img" for one in elements),
            "tables": sum(one.name == "table" for one in elements),
            "boxes": sum(
                bool(self.site.kinds.of(one)[0]) and not _is_objectives(one) for one in elements
            ),
            "videos": sum(boxes.is_film(one) for one in elements),
            "footnotes": len(_texts_of_footnotes(elements)),
            "worksheets": self._worksheets(elements),
            "outcomes": sum(
                len(one.find("li")) for one in elements if one.name != "ul" and _is_objectives(one)
            ),
        }

    def _worksheets(self, elements: list[Element]) -> int:
        """Boxes with tables to be filled in, and such tables in no box."""
        kinds = [one for one in elements if self.site.kinds.of(one)[0] in ("reflection", "quiz")]
        inside = {id(table) for one in kinds for table in one.find("table")}
        within = sum(any(boxes.has_blanks(table) for table in one.find("table")) for one in kinds)
        return within + sum(
            one.name == "table" and id(one) not in inside and boxes.is_blank(one)
            for one in elements
        )

    def _read_words(self, notes: list[Element]) -> None:
        words = words_of(
            Element("body", {}, [one for one in self.tree.children if one not in notes]).text()
        )
        self.seen.passages.insert(0, Passage(words))
        self.seen.passages += [Passage(words_of(note.text()), line=note.line) for note in notes]

    # What the front matter says from now on

    def _licence(self) -> None:
        for element in [
            one for one in self.tree.walk() if {"made-by", "license", "licence"} & set(one.classes)
        ]:
            found = next(
                (
                    match
                    for link in element.find("a")
                    if (match := _CC.search(link.attributes.get("href", "")))
                ),
                None,
            )
            if not found:
                continue
            licence = f"CC-{found[1].upper()}-{found[2]}" if found[1] else "CC0-1.0"
            text = element.plain()
            by = text.rpartition(" by ")[2].strip(" .") if " by " in text else ""
            self.site.licences.append((licence, by, f"{self.item.text.path}"))
            self.seen.passages.append(
                Passage(
                    words_of(text), derived=self.page is not self.module.overview, line=element.line
                )
            )
            if by and self.page is self.module.overview:
                self.page.front["credits"] = [by]
            self.report(
                Finding.CHANGED,
                element,
                f"“{text}” has become licence, credits and source in front matter and toolkit.toml.",
            )
            self.tree.children = boxes.without(self.tree.children, element)

    def _time(self) -> None:
        for element in [
            one
            for one in self.tree.walk()
            if "time" in one.classes and re.search(r"\d", one.text())
        ]:
            self._derived(
                element,
                f"The time “{element.plain()}”: Carrel computes it from words, films and worksheets.",
            )
            self.tree.children = boxes.without(self.tree.children, element)

    def _summary(self) -> None:
        """What an overview says of itself: the paragraph with that class, or a short first one."""
        first = next(
            (one for one in self.tree.children if not (isinstance(one, str) and not one.strip())),
            None,
        )
        named = next((one for one in self.tree.walk() if "summary" in one.classes), None)
        found = named or (first if isinstance(first, Element) and first.name == "p" else None)
        if (
            self.page is not self.module.overview
            or found is None
            or found.find("a", "img", "note", "sup", "br", "iframe")
        ):
            return
        text = found.plain()
        if (
            not 20 <= len(text) <= _LONGEST_SUMMARY
            or (found is not named and text.endswith(":"))
            or not self._says_more(found)
        ):
            return
        self.page.front["summary"] = text
        self.seen.passages.append(Passage(words_of(text), line=found.line))
        self.report(
            Finding.CHANGED,
            found,
            "The first words have become the summary in the front matter, which stands under the title.",
        )
        self.tree.children = boxes.without(self.tree.children, found)

    def _says_more(self, found: Element) -> bool:
        return any(
            one is not found and (one.strip() if isinstance(one, str) else not one.is_empty())
            for one in self.tree.children
        )

    def _derived(self, element: Element, sentence: str) -> None:
        self.seen.passages.append(
            Passage(words_of(element.text()), derived=True, line=element.line)
        )
        self.report(Finding.DERIVED, element, sentence)

    def _objectives(self) -> None:
        found = [one for one in self.tree.walk() if _is_objectives(one)]
        inside = {id(inner) for one in found for inner in one.walk() if inner is not one}
        for element in [one for one in found if id(one) not in inside]:
            items = [one for one in element.find("li") if not one.find("li")]
            if self.page is self.module.overview and self._as_objectives(element, items):
                self._drop_lead(element)
                self.tree.children = boxes.without(self.tree.children, element)
            elif (
                self.section
                and self.page is self.section.first
                and items
                and "outcomes" not in self.page.front
            ):
                self._as_outcomes(element, items)
                self.tree.children = boxes.without(self.tree.children, element)

    def _drop_lead(self, element: Element) -> None:
        """A heading and a half sentence above the objectives, for which Carrel has its own."""
        children = self.tree.children
        at = children.index(element) if element in children else 0
        for pattern, names_ in ((_ABLE, ("p", "strong")), (_LEARNING, ("h2", "h3", "h4"))):
            before = next(
                (one for one in reversed(children[:at]) if not isinstance(one, str) or one.strip()),
                None,
            )
            if (
                isinstance(before, Element)
                and before.name in names_
                and pattern.search(before.plain())
            ):
                at = children.index(before)
                self._derived(before, f"Words above the objectives: “{before.plain()}”.")
                children.remove(before)

    def _as_outcomes(self, element: Element, items: list[Element]) -> None:
        texts = [item.plain() for item in items]
        self.page.front["outcomes"] = texts
        self._move(element, items, texts)
        self.report(
            Finding.CHANGED,
            element,
            f"{len(texts)} outcomes of this section stand in its front matter.",
        )

    def _as_objectives(self, element: Element, items: list[Element]) -> bool:
        """Each item becomes the objective of the section that it leads to; says whether all of them could."""
        if not items or len(items) > len(self.module.sections):
            return False
        texts: list[str] = []
        for number, item in enumerate(items):
            section = self._section_of(item) or self.module.sections[number]
            text = _IN_BRACKETS.sub("", item.plain()).strip()
            if section.first.front.get("objective"):
                return False
            section.first.front["objective"] = text
            texts.append(text)
        self._move(element, items, texts)
        self.report(
            Finding.CHANGED,
            element,
            f"{len(texts)} objectives stand in the front matter of their sections; the overview lists them.",
        )
        self.site.course.count(
            "links from objectives to their sections, which the overview makes by itself",
            len(element.find("a")),
        )
        return True

    def _section_of(self, item: Element) -> Section | None:
        for link in item.find("a"):
            target = self.site.links.find(self.item.text.path, link.attributes.get("href", ""))
            if target.page:
                module, section = self.site.sections[target.page.path]
                if module is not self.module:
                    where = f"{link.attributes['href']} leads to the module “{module.overview.title}”, where this is the module"
                    self.report(
                        Finding.FAULT,
                        link,
                        f"{where} “{self.module.overview.title}”: “{item.plain()}”.",
                    )
                    return None
                return section
            self._dead(link, link.attributes.get("href", ""))
        return None

    def _move(self, element: Element, items: list[Element], texts: list[str]) -> None:
        """Words that stand in the front matter now, and those around them, for which Carrel has its own."""
        self.seen.passages += [Passage(words_of(text), line=element.line) for text in texts]
        inside = set(map(id, items))
        around = Element("div", {}, _outside(element, inside)).plain()
        behind = [
            item.plain().removeprefix(text).strip() for item, text in zip(items, texts, strict=True)
        ]
        rest = " ".join(part for part in (around, *behind) if words_of(part))
        if rest:
            self.seen.passages.append(Passage(words_of(rest), derived=True, line=element.line))
            self.report(Finding.DERIVED, element, f"Words around the objectives: “{rest}”.")

    # Headings

    def _first_heading(self) -> None:
        """A first heading that only repeats the page's title is the title."""
        for child in self.tree.children:
            if isinstance(child, str) and not child.strip():
                continue
            if isinstance(child, Element) and child.name == COMMENT:
                continue
            if (
                isinstance(child, Element)
                and _HEADING.fullmatch(child.name)
                and slug(child.plain()) == slug(self.page.title)
            ):
                self.report(
                    Finding.DERIVED,
                    child,
                    f"The heading “{child.plain()}” repeats the page's title, which stands above each page.",
                )
                self.tree.children.remove(child)
            return

    def _legend(self) -> None:
        """Courses explain by hand how their boxes look."""
        found = next(
            (
                one
                for one in self.tree.find("h2", "h3", "h4")
                if re.match(r"how to use this (?:module|course)", one.plain(), re.I)
            ),
            None,
        )
        if found is not None and self.page is self.module.overview:
            said = f"Carrel's overview explains the menus and the boxes by itself; what stands under “{found.plain()}” may be deleted."
            self.report(Finding.CHANGED, found, said)

    def _headings(self) -> None:
        """Levels from two on, none left out."""
        headings = [one for one in self.tree.walk() if _HEADING.fullmatch(one.name) and one.plain()]
        changed, around = 0, list[int]()
        for one in headings:
            level = int(one.name[1])
            while around and around[-1] >= level:
                around.pop()
            around.append(level)
            changed += one.name != f"h{min(len(around) + 1, 6)}"
            one.name = f"h{min(len(around) + 1, 6)}"
        if changed:
            said = f"Of {len(headings)} headings, {changed} have another level: the page's title is the first, and none may be left out."
            self.report(Finding.CHANGED, headings[0], said)
        for one in headings:
            self.site.anchors.setdefault(self.page.path, set()).add(
                one.attributes.get("id") or slug(one.plain())
            )

    # Links, images, frames

    def _frames(self, parent: Element) -> None:
        for number, child in enumerate(parent.children):
            if not isinstance(child, Element) or child.name == COMMENT:
                continue
            if child.name in ("iframe", "video", "audio"):
                parent.children[number] = self._frame(child)
            else:
                self._frames(child)

    def _frame(self, element: Element) -> Element:
        """A link to what another host would have shown here."""
        src, _ = boxes.address(element)
        if self.site.links.find(self.item.text.path, src).unsafe:
            self.site.course.issues.append(
                issue("import-script", Position(*self._place(element)), what=src)
            )
            return Element("p")
        self.report(
            Finding.CHANGED,
            element,
            f"What this <{element.name}> would show has become a link: {src or 'nothing'}.",
        )
        text = element.attributes.get("title", "").strip() or f"Open {src}"
        return Element("p", {}, [Element("a", {"href": src}, [text], element.line)], element.line)

    def _links(self, parent: Element) -> None:
        kept: list[Node] = []
        for child in parent.children:
            if not isinstance(child, Element) or child.name == COMMENT:
                kept.append(child)
                continue
            if child.name == "img":
                kept += self._image(child)
                continue
            self._links(child)
            kept += (
                self._link(child) if child.name == "a" and "href" in child.attributes else [child]
            )
            if child.name == "box" and child.attributes.get("src"):
                self._film_file(child)
        parent.children = kept

    def _film_file(self, box: Element) -> None:
        target = self.site.links.find(self.item.text.path, box.attributes["src"])
        if target.file:
            box.attributes["src"] = self._asset(target.file, box)

    def _link(self, element: Element) -> list[Node]:
        href = element.attributes["href"].strip()
        if not href:
            self._dead(element, "no address")
            return element.children
        target = self.site.links.find(self.item.text.path, href)
        if target.unsafe:
            self.site.course.issues.append(
                issue("import-script", Position(*self._place(element)), what=href)
            )
            return element.children
        if not element.plain() and not element.find("img"):
            self.report(
                Finding.FAULT,
                element,
                f"The link to {href} has no words, so nobody could follow it; it was left out.",
            )
            return element.children
        if target.page:
            return self._to_page(element, target)
        if target.file:
            element.attributes["href"] = self._asset(target.file, element)
            return [element] if element.attributes["href"] else element.children
        if target.href == "#":
            return self._to_here(element, target.fragment)
        if target.href:
            element.attributes["href"] = target.href
            return [element]
        self._dead(element, href)
        return element.children

    def _dead(self, element: Element, href: str) -> None:
        """A link that leads nowhere; one of another module's may be what became of a copied page."""
        folder = posixpath.basename(posixpath.dirname(href.partition("#")[0].rstrip("/")))
        own = str(self.item.text.values.get("module_name") or self.folder)
        other = ""
        if folder not in ("", ".", "..", own) and re.match(r"section \d", element.plain(), re.I):
            other = f" It names the module “{folder}”, and this page belongs to “{own}”."
        self.report(
            Finding.FAULT,
            element,
            f"This link leads nowhere: {href} (“{element.plain()}”). Its words are kept.{other}",
        )

    def _to_page(self, element: Element, target: Target) -> list[Node]:
        assert target.page
        own = posixpath.dirname(self.page.path) or "."
        element.attributes["href"] = posixpath.relpath(target.page.path, own)
        if target.fragment:
            self.site.waiting.append((target.page, element, target.fragment, self._place(element)))
        return [element]

    def _to_here(self, element: Element, fragment: str) -> list[Node]:
        if not fragment:
            self.report(
                Finding.FAULT,
                element,
                f"The link “{element.plain()}” leads to nothing (#). Its words are kept.",
            )
            return element.children
        element.attributes["href"] = ""
        self.site.waiting.append((self.page, element, fragment, self._place(element)))
        return [element]

    def _image(self, element: Element) -> list[Node]:
        src = element.attributes.get("src", "")
        alt = element.attributes.get("alt", "").strip()
        target = self.site.links.find(self.item.text.path, src)
        name = posixpath.basename(src.partition("?")[0])
        if target.file and target.file.lower().endswith(IMAGES):
            if not alt:
                self.report(
                    Finding.FAULT,
                    element,
                    f"The image {src} has no alt text; it has got words from its file's name.",
                )
                element.attributes["alt"] = "Picture: " + re.sub(
                    r"[-_]+", " ", posixpath.splitext(name)[0]
                )
            element.attributes["src"] = self._asset(target.file, element)
            return [element] if element.attributes["src"] else [element.attributes["alt"]]
        if target.href and not target.unsafe and target.href != "#":
            self.report(
                Finding.CHANGED,
                element,
                f"The image {src} lies on another host, so it has become a link. Copy it into media/.",
            )
            return [Element("a", {"href": target.href}, [alt or f"Picture: {name}"], element.line)]
        self.report(
            Finding.FAULT, element, f"There is no image {src}. A remark stands in its place."
        )
        return [
            Element(
                COMMENT, {}, [f"The image {src} was not there to be imported. {alt}"], element.line
            ),
            *([f" {alt}"] if alt else []),
        ]

    def _asset(self, path: str, element: Element) -> str:
        """Copies a file of the source, once for each module; its address from this page, or none where it might run."""
        key = f"{self.folder}:{path}"
        if key not in self.site.assets:
            data = self.site.folder.data(path)
            if data is None or not _is_harmless(path, data):
                if data is not None:
                    self.site.course.issues.append(
                        issue("import-script", Position(*self._place(element)), what=path)
                    )
                return ""
            stem, ending = posixpath.splitext(posixpath.basename(path))
            name, taken = slug(stem) or "file", set(self.site.assets.values())
            made, number = f"{self.folder}/media/{name}{ending.lower()}", 2
            while made in taken:
                made, number = f"{self.folder}/media/{name}-{number}{ending.lower()}", number + 1
            self.site.assets[key] = made
            self.site.course.assets.append(Asset(made, data))
        return posixpath.relpath(self.site.assets[key], posixpath.dirname(self.page.path) or ".")


def _is_harmless(path: str, data: bytes) -> bool:
    """Whether a browser that opens a file from the toolkit's own address would run nothing of it."""
    ending = posixpath.splitext(path)[1].lower()
    if ending != ".svg":
        return ending.removeprefix(".") in _COPIED
    text = html.unescape(data.decode("utf-8", "replace"))
    plain = re.sub(r"[\x00-\x20]+", "", text).lower()
    return b"\0" not in data and "javascript:" not in plain and not _RUNS.search(text)


def resolve_places(site: Site) -> None:
    """Links to a place on a page, now that the places of all pages are known."""
    for page, element, fragment, (path, line) in site.waiting:
        known = site.anchors.get(page.path, set())
        if fragment in known or slug(fragment) in known:
            element.attributes["href"] += f"#{fragment if fragment in known else slug(fragment)}"
        elif element.attributes["href"]:
            said = f"“{page.title}” has no place #{fragment}; the link leads to the page."
            site.course.found.append(Found(path, line, Finding.FAULT, said))
        else:
            said = f"This page has no place #{fragment}; the words “{element.plain()}” are kept without a link."
            site.course.found.append(Found(path, line, Finding.FAULT, said))
            element.name, element.attributes = "span", {}


def settle_licence(site: Site, settings: Mapping[str, object], text: str | None) -> None:
    """The licence that most pages name; where none does, that of the file LICENSE."""
    named = _licence_of_file(text or "")
    course = site.course
    if site.licences:
        counted = sorted(
            {one[0] for one in site.licences},
            key=lambda name: (-sum(one[0] == name for one in site.licences), name),
        )
        course.licence = counted[0]
        course.publisher = course.publisher or next((by for _, by, _ in site.licences if by), "")
        for other in counted[1:]:
            where = next(path for name, _, path in site.licences if name == other)
            course.found.append(
                Found(
                    where,
                    0,
                    Finding.FAULT,
                    f"This page names the licence {other}, where most name {course.licence}.",
                )
            )
        if named and named != course.licence:
            said = f"The file LICENSE is the {named} licence, and the pages say {course.licence}. The pages were believed."
            course.found.append(Found("LICENSE", 1, Finding.FAULT, said))
    elif named:
        course.licence = named
        said = f"No page names a licence, so that of the file LICENSE was taken: {named}. Is it meant for the text, too?"
        course.found.append(Found("LICENSE", 1, Finding.FAULT, said))
    url = str(settings.get("url") or "")
    for module in course.modules:
        by = f" by {course.publisher}" if course.publisher else ""
        licence = f" ({_spoken(course.licence)})" if course.licence else ""
        module.overview.front["based_on"] = [
            f"{module.overview.title}{by}{licence}" + (f", {url}" if url.startswith("http") else "")
        ]


def _spoken(spdx: str) -> str:
    return re.sub(r"^CC-(.*)-(\d\.\d)$", r"CC \1 \2", spdx)


def _licence_of_file(text: str) -> str:
    start = text[:2_000].lower()
    for words, name in (
        ("mit license", "MIT"),
        ("mozilla public license", "MPL-2.0"),
        ("apache license", "Apache-2.0"),
        ("attribution-sharealike 4.0", "CC-BY-SA-4.0"),
        ("attribution-noncommercial-sharealike 4.0", "CC-BY-NC-SA-4.0"),
        ("attribution 4.0 international", "CC-BY-4.0"),
        ("cc0 1.0 universal", "CC0-1.0"),
    ):
        if words in start:
            return name
    return ""


def _outside(element: Element, inside: set[int]) -> list[Node]:
    """What is in an element and in none of those `inside`."""
    made: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            made.append(child)
        elif id(child) not in inside:
            made.append(Element(child.name, {}, _outside(child, inside)))
    return made


def _is_objectives(element: Element) -> bool:
    """Whether an element says what learners will be able to do: its class says so, or each of its items names its section."""
    if _OBJECTIVES & set(element.classes):
        return bool(element.find("li"))
    items = list(element.elements()) if element.name == "ul" else []
    return len(items) > 1 and all(
        item.name == "li" and _NAMES_SECTION.search(item.plain()) for item in items
    )


def _texts_of_footnotes(elements: list[Element]) -> list[Element]:
    """What a footnote says begins with an anchor, or is an item of kramdown's own list."""
    by_hand = [one for one in elements if one.name == "a" and footnotes.is_label(one)]
    lists = [one for one in elements if one.name == "section" and "footnotes" in one.classes]
    return by_hand + [item for one in lists for item in one.find("li")]
