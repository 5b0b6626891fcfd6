"""A page's body: each mark of the content becomes a link, a box, an image or a control."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from minijinja import safe

from carrel.model import marks
from carrel.model.content import Box, Content
from carrel.model.links import TargetKind, resolve
from carrel.model.sentinels import LINK_ENDS, ROOT, SHAPE_BODY, SHAPE_ID, SHAPE_TITLE
from carrel.model.settings import BoxKind
from carrel.model.toolkit import Page
from carrel.model.worksheet import Worksheet
from carrel.site.addresses import quoted
from carrel.site.body import references, videos
from carrel.site.body.fields import FieldWriter
from carrel.site.body.guides import meeting

if TYPE_CHECKING:
    from carrel.site.site import Site

ANCHOR = marks.ANCHOR
_ROOT, _ANCHOR = ROOT.encode(), ANCHOR.encode()
_PAGE_LINK = re.compile(f"{ROOT}([^{LINK_ENDS}\"']*){LINK_ENDS}(#?[^\"']*)".encode())
_FORM_NAME = re.compile(rb'(<form [^>]*?) aria-label="[^"]*"')
_TERM_BUTTON = re.compile(rb'<button type="button" class="term"[^>]*>([^<]*)</button>')
_TAG_OR_MARK = re.compile(f"<[^<>]*>|{marks.OPEN}[^{marks.CLOSE}]*{marks.CLOSE}")
_LOWERED = re.compile(
    rb'<(/?h[2-6]\b|div class="table" role="region" tabindex="0" aria-label="[^"]*">)'
)
_LOWER = {
    f"{slash}h{level}".encode(): f"<{slash}h{min(6, level + 2)}".encode()
    for slash in ("", "/")
    for level in range(2, 7)
}
_TABLE = (
    b'<div class="table" tabindex="0">'  # without its label, as its number is that of a single page
)
# The method for each mark, by name: a writer that held its own methods would be a reference cycle,
# which is never freed while the garbage collector is off.
_WRITERS = {
    marks.LINK: "_link",
    marks.BOX_OPENS: "_box_opens",
    marks.BOX_CLOSES: "_box_closes",
    marks.IMAGE: "_image",
    marks.FIELD: "_field",
    marks.RATING: "_rating",
    marks.BACK: "_back",
    marks.REFERENCE: "_reference",
    marks.TABLE: "_table",
    marks.TABLE_END: "_table_end",
}


class Filled:
    """A body in which every mark is replaced, ready for its own page or for a longer document.

    It still has the private characters that depend on the document: `ROOT` for the path to the
    site's root, `LINK_ENDS` after the address of a page, `ANCHOR` before ids. It is kept as bytes,
    in which these are found several times as fast as in text.
    """

    def __init__(
        self, html: str, hosts: set[str], content: Content, has_terms: bool = False
    ) -> None:
        self.html, self.hosts, self.content, self.has_terms = (
            html.encode(),
            hosts,
            content,
            has_terms,
        )

    def within(self, anchor: bytes, parts: Mapping[bytes, bytes]) -> bytes:
        """Returns the body as a part of a longer document.

        `anchor` is put before its ids, links to other `parts` (by address) lead to their anchors,
        headings are two levels lower, and glossary terms are plain text.
        """
        borrows = any(
            box.kind == "answers" for box in self.content.boxes
        )  # images and tables of other pages
        html = _TERM_BUTTON.sub(rb"\1", self.html) if self.has_terms else self.html
        html = _with_anchors(html, parts)
        if borrows or self.content.images:
            html = html.replace(b' loading="lazy"', b"")  # what is printed must be there
        if borrows or self.content.worksheets:
            html = _FORM_NAME.sub(
                rb"\1", html
            )  # a worksheet that comes back stands in the document twice
        pieces = _LOWERED.split(html)  # text, tag, text, tag … text
        pieces[1::2] = [_LOWER.get(tag, _TABLE) for tag in pieces[1::2]]
        return b"".join(pieces).replace(_ANCHOR, anchor)


def _with_anchors(html: bytes, parts: Mapping[bytes, bytes]) -> bytes:
    """Returns `html` in which links to other `parts` of the document lead to their anchors."""
    pieces = _PAGE_LINK.split(html)  # text, address, fragment, text, address, fragment … text
    for place in range(1, len(pieces), 3):
        anchor, address, fragment = parts.get(pieces[place]), pieces[place], pieces[place + 1]
        pieces[place], pieces[place + 1] = (
            (_ROOT + address, fragment) if anchor is None else (b"#" + anchor, fragment[1:])
        )
    return b"".join(pieces)


class BodyWriter:
    """Writes the body of one page."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page, self.content = site, page, page.content
        self.hosts: set[str] = set()  # other sites that a video may play from
        self._ends: dict[int, str] = {}
        self.fields = FieldWriter(site, page)

    def filled(self, body: str, has_terms: bool = False) -> Filled:
        """`body` with every mark filled in; `has_terms` where it explains words of the glossary."""
        html = self._write(body)
        return Filled(html, self.hosts, self.content, has_terms)

    def _write(self, body: str) -> str:
        return marks.fill(body, self._mark)

    def _mark(self, letter: str, number: int) -> str:
        writer: Callable[[int], str] = getattr(self, _WRITERS[letter])
        return writer(number)

    # Links

    def _link(self, number: int) -> str:
        return self.address(self.content.links[number].href)

    def address(self, href: str) -> str:
        """`href` of this page as a link from where it is published, ready for an attribute."""
        site, target = self.site, resolve(self.site.toolkit, self.page, href)
        if target.kind is TargetKind.HERE:
            return f"#{ANCHOR}{quoted(target.fragment)}"
        fragment = quoted(f"#{target.fragment}") if target.fragment else ""
        if target.kind is TargetKind.PAGE:
            return f"{ROOT}{quoted(site.toolkit.by_path[target.path].url)}{LINK_ENDS}{fragment}"
        if target.kind is TargetKind.FILE:
            return ROOT + quoted(quote(site.media_url(target.path))) + fragment
        return quoted(href)

    def _back(self, number: int) -> str:
        return escape(self.site.words["back_to_text_n"].replace("{n}", str(number)))

    def _reference(self, number: int) -> str:
        """Returns the reference that a footnote names, to put before its text; empty for others."""
        known = (
            self.page.module.references.named(self.content.cited[number])
            if self.page.module
            else None
        )
        return f"{references.written(known, self.site.words)} " if known else ""

    # Boxes

    def _box_opens(self, number: int) -> str:
        box = self.content.boxes[number]
        kind = self._kind(number)
        title = self._write(box.title_html) if box.title_html else ""
        if box.kind == "video":
            opens, closes = self._shape(kind, box, self._level(box), title, self._video(box))
        elif box.kind == "answers":
            opens, closes = self._shape(kind, box, self._level(box), title, self._answers(box))
        elif box.kind == "meeting" and self.page.module:
            opens, closes = self._shape(
                kind, box, self._level(box), title, meeting(self.site, self.page, box) + SHAPE_BODY
            )
        elif number in self.fields.sheets:
            opens, closes = self._shape(
                kind, box, self._level(box), title, self._form(self.fields.sheets[number], kind)
            )
        else:
            opens, closes = self._plain_shape(kind, box, title)
        self._ends[number] = closes
        return opens

    def _box_closes(self, number: int) -> str:
        return self._ends.get(number, "</section>")

    def _kind(self, number: int) -> BoxKind:
        name = self.content.boxes[number].kind
        return self.site.kinds.get(name) or BoxKind(name, "note", label=name)

    def _plain_shape(self, kind: BoxKind, box: Box, title: str) -> tuple[str, str]:
        """Boxes of one shape are rendered once, with stand-ins for what differs."""
        level = self._level(box)
        key = (kind.name, level, bool(title), bool(box.id), tuple(box.classes))
        shape = self.site.shapes.get(key)
        if shape is None:
            like = Box(box.kind, box.title, 0, SHAPE_ID if box.id else "", box.classes)
            shape = self.site.shapes[key] = self._shape(
                kind, like, level, SHAPE_TITLE if title else "", SHAPE_BODY
            )
        opens, closes = (
            part.replace(SHAPE_TITLE, title).replace(SHAPE_ID, escape(box.id)) for part in shape
        )
        return opens, closes

    def _shape(
        self, kind: BoxKind, box: Box, level: int, title: str, inner: str
    ) -> tuple[str, str]:
        """What stands before and after a box's text."""
        html = self.site.look.render(
            "box.html",
            kind=kind.name,
            label=self.site.label_of(kind),
            icon=safe(self.site.look.icons.get(kind.icon, "")),
            title=safe(title),
            level=level,
            id=safe(ANCHOR + (box.id if box.id == SHAPE_ID else escape(box.id))) if box.id else "",
            classes=" ".join(box.classes),
            own=kind.name in self.site.toolkit.settings.own_kinds,
            body=safe(inner),
        )
        opens, _, closes = html.partition(SHAPE_BODY)
        return opens, closes

    def _level(self, box: Box) -> int:
        """Returns the heading level of a box's title.

        It is one below the heading before it, and below titled boxes around it that begin later.
        """
        level, line = next(
            (
                (heading.level, heading.line)
                for heading in reversed(self.content.headings)
                if heading.line < box.line
            ),
            (1, 0),
        )
        around = box.parent
        while around >= 0:
            outer = self.content.boxes[around]
            level += bool(outer.title) and outer.line > line
            around = outer.parent
        return min(6, level + 1)

    def _form(self, sheet: Worksheet, kind: BoxKind) -> str:
        plan = self.content.boxes[sheet.box].attributes.get("plan", "")
        worksheet = self._described_sheet(sheet, kind) | {"calendar": sheet.calendar, "plan": plan}
        return self.site.look.render(
            "worksheet.html",
            worksheet=worksheet,
            body=safe(SHAPE_BODY),
            t=self.site.words,
            icons=self.site.icons,
        )

    def _described_sheet(self, sheet: Worksheet, kind: BoxKind) -> dict[str, object]:
        title = plain_title(self.content.boxes[sheet.box]) or self.site.label_of(kind)
        said = {"key": self.site.worksheet_key(self.page, sheet), "title": title, "id": sheet.id}
        return said | {
            "calendar": False,
            "plan": "",
            "again": False,
            "leaves": kind.name != "quiz",
        }  # a self-check is no document

    def worksheet(self, sheet: Worksheet) -> str:
        """The form of a worksheet with all that stands in its box, for another document."""
        return self._form(sheet, self._kind(sheet.box)).replace(
            SHAPE_BODY, self._write(self._inside(sheet))
        )

    def _inside(self, sheet: Worksheet) -> str:
        _, _, after = self.content.body.partition(marks.mark(marks.BOX_OPENS, sheet.box))
        return after.partition(marks.mark(marks.BOX_CLOSES, sheet.box))[0]

    def _answers(self, box: Box) -> str:
        """A link to the worksheet whose answers are shown again here."""
        found = self.site.find_worksheet(self.page, box.title.strip())
        if not found:
            return SHAPE_BODY
        page, sheet = found
        title = escape(plain_title(page.content.boxes[sheet.box]) or page.title, quote=False)
        anchored = f"#{quoted(sheet.id)}" if sheet.id else ""
        link = f'<a href="{ROOT}{quoted(page.url)}{LINK_ENDS}{anchored}">{title}</a>'
        said = escape(self.site.words["answers_from"], quote=False).replace("{title}", link)
        return f'<p class="answers-from">{said}</p>\n{SHAPE_BODY}'

    def _video(self, box: Box) -> str:
        target = resolve(self.site.toolkit, self.page, box.attributes.get("src", ""))
        elsewhere = target.kind is TargetKind.EXTERNAL
        video = videos.described(box, self.address, elsewhere, self.site.language)
        if video["kind"] == "embed":
            self.hosts.add("https://" + urlsplit(str(video["embed"])).netloc)
        return self.site.look.render(
            "video.html",
            video=video,
            transcript=safe(SHAPE_BODY),
            t=self.site.words,
            icons=self.site.icons,
            root=safe(ROOT),
        )

    # Images and tables

    def _image(self, number: int) -> str:
        image = self.content.images[number]
        medium = self.site.media.get(resolve(self.site.toolkit, self.page, image.src).path)
        shown = {
            "src": safe((medium and medium.inline) or self.address(image.src)),
            "alt": image.alt,
            "width": medium.width if medium else 0,
            "height": medium.height if medium else 0,
            "caption": image.title,
            "eager": bool(medium and medium.inline),  # it is here already
        }
        return self.site.look.render("image.html", image=shown, root=safe(ROOT), t=self.site.words)

    def _table(self, number: int) -> str:
        table = self.content.tables[number]
        if table.box >= 0:
            grow = " data-rows-grow" if table.grow else ""
            return f'<table class="worksheet-table"{grow}>'
        label = escape(self.site.words["table"])
        named = f'aria-label="{label} {number + 1}"'
        return f'<div class="table" role="region" tabindex="0" {named}><table>'

    def _table_end(self, number: int) -> str:
        return "</table>" if self.content.tables[number].box >= 0 else "</table></div>"

    # Fields

    def _field(self, number: int) -> str:
        return self.fields.control(self.content.fields[number], self._write)

    def _rating(self, number: int) -> str:
        field, step = self.content.rating_cells[number]
        return self.fields.step(self.content.fields[field], step, self._write)


def plain_title(box: Box) -> str:
    """Returns a box's title in plain words."""
    return " ".join(unescape(_TAG_OR_MARK.sub("", box.title_html)).split()) or box.title
