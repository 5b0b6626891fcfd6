"""A worked example: a page on which every worksheet of a module is filled in, and the same as a save file."""

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
from carrel.model.worksheet import Worksheet
from carrel.site.addresses import root_from
from carrel.site.documents.head import head
from carrel.site.documents.parts import Parts
from carrel.site.documents.workbook import NO_INDEX, SheetWriter, grouped, module_context
from carrel.site.site import Site

FILE = "example.carrel.json"
FORMAT = 1  # of save files; see docs/reference/save-file.md
_COPY = re.compile(r"(.+)~(\d+)")
_FURTHER = 100_000  # a mark's number plus so many for each further row
_ROW = re.compile(r"<tr>(?:(?!<tr>).)*?</tr>", re.DOTALL)
_CHOSEN, _FREE = "●", "○"


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
    return Parts().document(site.look.render("example.html", **context), root_from(url))


def save_file(site: Site, module: Module) -> bytes:
    """The example as a learner's save file; `example` in it says what it is."""
    example, moment = module.example, f"{module.example.day}T12:00:00.000Z"
    answers: list[dict[str, object]] = []
    for name, blanks in blanks_of(module.pages()).items():
        for field, value in example.sheets.get(name, {}).items():
            if found := blanks.find(field):
                said: dict[str, object] = {
                    "key": f"{module.slug}/{name}/{field}",
                    "kind": str(found.kind),
                    "label": found.label,
                }
                answers.append(said | {"value": value, "at": moment, "history": []})
    about = {
        "carrel": "answers",
        "format": FORMAT,
        "readable": 1,
        "saved": moment,
        "site": site.toolkit.settings.base_url,
    }
    return msgspec.json.format(
        msgspec.json.encode(
            about | {"title": module.title, "example": example.title, "answers": answers}
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
        self.blanks, self.values = blanks, values

    def worksheet(self, sheet: Worksheet) -> str:
        return self._write(_ROW.sub(self._with_further_rows, self._inside(sheet)))

    def _with_further_rows(self, found: re.Match[str]) -> str:
        """A row of a table, and those that the example has below it."""
        ids = {self.content.fields[number].id for number in marks.numbers_of(found[0], marks.FIELD)}
        further = sorted(
            {
                int(copy[2])
                for name in self.values
                if (copy := _COPY.fullmatch(name)) and copy[1] in ids
            }
        )
        return found[0] + "".join(
            marks.raised(found[0], marks.FIELD, row * _FURTHER) for row in further
        )

    def _field(self, number: int) -> str:
        row, number = divmod(number, _FURTHER)
        field = self.content.fields[number]
        said = escape(self._words(f"{field.id}~{row}" if row else field.id))
        return kind_of(field).on_paper(said) if said else ""

    def _words(self, name: str) -> str:
        found, value = self.blanks.find(name), self.values.get(name, "")
        if not found or not found.choices:
            return str(value)
        words = {choice.id: choice.text for choice in found.choices}
        chosen = [value] if isinstance(value, str) else value
        listed = [
            f"{words.get(one, one)} {self.values.get(f'{name}-{one}', '')}".strip()
            for one in chosen
        ]
        return KINDS[found.kind].in_words(listed)

    def _rating(self, number: int) -> str:
        field_number, step = self.content.rating_cells[number]
        field = self.content.fields[field_number]
        chosen = self.values.get(field.id) == field.choices[step].id
        spoken = f'<span class="hidden">{escape(field.choices[step].text)}</span>' if chosen else ""
        return f'<span class="rate"><span aria-hidden="true">{_CHOSEN if chosen else _FREE}</span>{spoken}</span>'
