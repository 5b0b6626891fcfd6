"""A worked example: a page with the filled-in worksheets of a module, and a save file of them."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import msgspec
from minijinja import safe

from carrel.blanks import KINDS, kind_of
from carrel.digests import digest
from carrel.model import marks
from carrel.model.example import Value
from carrel.model.example_blanks import Blanks, blanks_of
from carrel.model.exercises import exercises
from carrel.model.toolkit import Module, Page
from carrel.model.worksheet import Field, Worksheet
from carrel.site.addresses import root_from
from carrel.site.body.fields import FieldWriter, Write
from carrel.site.documents.head import head
from carrel.site.documents.placeholders import Placeholders
from carrel.site.documents.workbook import NO_INDEX, SheetWriter, grouped, module_context
from carrel.site.site import Site

FILE = "example.carrel.json"
FORMAT = 1  # of save files; see docs/reference/save-file.md
_COPY = re.compile(r"(.+)~(\d+)")
_ROW = re.compile(r"<tr>(?:(?!<tr>).)*?</tr>", re.DOTALL)
_CHOSEN, _FREE = "●", "○"
_RATE = '<span class="rate"><span aria-hidden="true">{}</span>{}</span>'


def example_key(site: Site, module: Module) -> str:
    """All that goes into a module's example."""
    pages = dict.fromkeys(page for page, _ in exercises(module))
    return digest(
        site.module_keys[module.slug],
        *(site.page_key(page) for page in pages),
        repr(module.example),
    )


def write_example(site: Site, module: Module) -> bytes:
    """The document of a module's example."""
    url, hosts = site.example(module), set[str]()
    example, saved = module.example, save_file(site, module).decode()
    context = module_context(site, module, example.title) | {
        "title": example.title,
        "about": example.about.split("\n\n"),
        "file": safe(url + FILE),
        "start": safe(module.overview.url),
        "answers": safe(
            saved.replace("<", "\\u003c")
        ),  # nothing in it ends the element that it stands in
        "groups": grouped(site, module, lambda page: _sheets(site, module, page, hosts)),
    }
    context["head"] = safe(
        head(
            site.toolkit.settings,
            None,
            f"{example.title} – {module.title}",
            url,
            hosts,
            site.search,
        )
        + NO_INDEX
    )
    return Placeholders().document(site.look.render("example.html", **context), root_from(url))


def save_file(site: Site, module: Module) -> bytes:
    """The example as a learner's save file; `example` in it says what it is."""
    example, moment = module.example, f"{module.example.day}T12:00:00.000Z"
    answers: list[dict[str, object]] = []
    for name, blanks in blanks_of(module.pages()).items():
        for field, value in example.sheets.get(name, {}).items():
            if found := blanks.find(field):
                about: dict[str, object] = {
                    "key": f"{module.slug}/{name}/{field}",
                    "kind": found.kind,
                    "label": found.label,
                }
                answers.append(about | {"value": value, "at": moment, "history": []})
    head_of_file = {
        "carrel": "answers",
        "format": FORMAT,
        "readable": 1,
        "saved": moment,
        "site": site.toolkit.settings.base_url,
    }
    return msgspec.json.format(
        msgspec.json.encode(
            head_of_file | {"title": module.title, "example": example.title, "answers": answers}
        ),
        indent=1,
    )


def _sheets(site: Site, module: Module, page: Page, hosts: set[str]) -> list[dict[str, Any]]:
    sheets = [sheet for sheet in page.exercises if sheet.id in module.example.sheets]
    writers = [
        _ExampleWriter(site, page, Blanks(page, sheet), module.example.sheets[sheet.id])
        for sheet in sheets
    ]
    described = [writer.sheet(sheet) for writer, sheet in zip(writers, sheets, strict=True)]
    for writer in writers:
        hosts |= writer.hosts
    return described


class _ExampleWriter(SheetWriter):
    """Writes a worksheet with answers in place of its blanks."""

    def __init__(self, site: Site, page: Page, blanks: Blanks, values: dict[str, Value]) -> None:
        super().__init__(site, page)
        self.fields: _Answers = _Answers(site, page, blanks, values)

    def worksheet(self, sheet: Worksheet) -> str:
        """Returns the worksheet's HTML."""
        return self._write(_ROW.sub(self._with_further_rows, self._inside(sheet)))

    def _with_further_rows(self, found: re.Match[str]) -> str:
        """Returns a row of a table, and the rows that the example adds below it, filled in."""
        numbers = marks.numbers_of(found[0], marks.FIELD)
        rows = [found[0]]
        for row in self.fields.further_rows({self.content.fields[number].id for number in numbers}):
            self.fields.row = f"~{row}"
            rows.append(self._write(found[0]))
        self.fields.row = ""
        return "".join(rows)


class _Answers(FieldWriter):
    """Writes the example's answers as fields; `row` is "", or `~2` in a further row of a table."""

    def __init__(self, site: Site, page: Page, blanks: Blanks, values: dict[str, Value]) -> None:
        super().__init__(site, page)
        self.blanks, self.values, self.row = blanks, values, ""

    def further_rows(self, ids: set[str]) -> list[int]:
        """Returns the numbers of the rows that the example adds to the row of these fields."""
        copies = filter(None, map(_COPY.fullmatch, self.values))
        return sorted({int(copy[2]) for copy in copies if copy[1] in ids})

    def control(self, field: Field, _write: Write) -> str:
        """Returns the answer to a field; "" without one."""
        words = escape(self._words(field.id + self.row))
        return kind_of(field).on_paper(words) if words else ""

    def step(self, field: Field, number: int, _write: Write) -> str:
        """Returns a filled or an empty circle for a step of a scale."""
        choice = field.choices[number]
        if self.values.get(field.id) != choice.id:
            return _RATE.format(_FREE, "")
        return _RATE.format(_CHOSEN, f'<span class="hidden">{escape(choice.text)}</span>')

    def _words(self, name: str) -> str:
        """Returns the answer to the field with this id as plain text."""
        found, value = self.blanks.find(name), self.values.get(name, "")
        if not found or not found.choices:
            return str(value)
        words = {choice.id: choice.text for choice in found.choices}
        chosen = [value] if isinstance(value, str) else value
        beside = [self.values.get(f"{name}-{one}", "") for one in chosen]
        answers = [
            f"{words.get(one, one)} {more}".strip()
            for one, more in zip(chosen, beside, strict=True)
        ]
        return KINDS[found.kind].in_words(answers)
