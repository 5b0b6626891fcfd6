"""Shows a worksheet again on another page: some fields stay open, others show what was written.

The inside of the worksheet's box is taken from its own page, so words, titles, images and boxes are
the same.
"""

from __future__ import annotations

import json
import re

from minijinja import safe

from carrel.model.content import Box
from carrel.model.keys import names_in
from carrel.model.sentinels import LINK_ENDS, ROOT
from carrel.model.toolkit import Page
from carrel.model.worksheet import NONE_OPEN, Field, Worksheet, stays_open
from carrel.site.addresses import quoted
from carrel.site.body.fields import FieldWriter, Write
from carrel.site.body.writer import ANCHOR, BodyWriter
from carrel.site.site import Site

_HEADING_TAG = re.compile(r"<(/?)h([2-6])\b")


class PageWriter(BodyWriter):
    """Writes the body of a page on which earlier worksheets may be shown again."""

    def _answers(self, box: Box) -> str:
        """Returns a link to the earlier worksheet, the box's own words, and the fields."""
        found = self.site.find_worksheet(self.page, box.title.strip())
        link = super()._answers(box)
        if not found or any(around in self.fields.sheets for around in self._around(box)):
            return link  # which is reported
        page, sheet = found
        writer = EarlierWriter(self.site, page, sheet, box, self._level(box))
        blanks = writer.blanks(f"again-{self.content.boxes.index(box)}-")
        self.hosts |= writer.hosts
        return f"{link}\n{blanks}"

    def _around(self, box: Box) -> list[int]:
        around = [box.parent]
        while around[-1] >= 0:
            around.append(self.content.boxes[around[-1]].parent)
        return around


class EarlierWriter(BodyWriter):
    """Writes a worksheet of another page.

    `again` is the box in which it is shown; its titles begin at `level`.
    """

    def __init__(self, site: Site, page: Page, sheet: Worksheet, again: Box, level: int) -> None:
        super().__init__(site, page)
        self.sheet, self.open = sheet, names_in(again.attributes.get("open", ""))
        self.fields = _EarlierFields(site, page, self.open)
        self.plan = again.attributes.get("plan", "")
        box = self.content.boxes[sheet.box]
        self.lower = level - super()._level(box) - bool(box.title)

    def blanks(self, prefix: str) -> str:
        """Returns the form. Its ids begin with `prefix`; links lead to the worksheet's page."""
        inside = self._filled(self._inside(self.sheet))
        there = f'href="{ROOT}{quoted(self.page.url)}{LINK_ENDS}#'
        html = inside.replace(f'href="#{ANCHOR}', there).replace(ANCHOR, ANCHOR + prefix)
        described = self._described_sheet(self.sheet, self._kind(self.sheet.box)) | {
            "again": True,
            "plan": self.plan,
        }
        described["leaves"] = self.open != [NONE_OPEN]
        return self.site.look.render(
            "worksheet.html",
            worksheet=described,
            body=safe(html),
            t=self.site.words,
            icons=self.site.icons,
        )

    def _filled(self, body: str) -> str:
        return self._write(
            _HEADING_TAG.sub(lambda found: f"<{found[1]}h{self._lowered(int(found[2]))}", body)
        )

    def _lowered(self, level: int) -> int:
        return max(2, min(6, level + self.lower))

    def _level(self, box: Box) -> int:
        return self._lowered(super()._level(box))


class _EarlierFields(FieldWriter):
    """Writes the fields of a worksheet that is shown again: only those in `opened` are controls."""

    def __init__(self, site: Site, page: Page, opened: list[str]) -> None:
        super().__init__(site, page)
        self.opened = opened

    def control(self, field: Field, write: Write) -> str:
        """Returns the control of an open field, and for others an element that shows the answer."""
        if stays_open(field, self.opened):
            return super().control(field, write)
        described = self.described(field, write)
        return self.site.look.render(
            "said.html", field=described, words=_words(field), t=self.site.words
        )

    def described(self, field: Field, write: Write) -> dict[str, object]:
        """As usual, but steps of a field that is not open are disabled: they show the scale."""
        described = super().described(field, write)
        if not stays_open(field, self.opened):
            described["data"] = safe(f"{described['data']} disabled")
        return described


def _words(field: Field) -> str:
    """Returns JSON that maps the ids of choices, also earlier ones, to their words."""
    words = {name: choice.text for choice in field.choices for name in (*choice.was, choice.id)}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")) if words else ""
