"""Every field that a toolkit publishes, with its names of today and before."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.model import keys
from carrel.model.toolkit import Page, Toolkit
from carrel.model.worksheet import KIND_BESIDE_A_CHOICE, Choice, Field, Worksheet


class Published:
    """A field on its page, with its key and earlier keys.

    With `beside`, it is the blank beside that choice, which is a field of its own.
    """

    __slots__ = ("beside", "earlier", "field", "key", "kind", "label", "page", "sheet")

    def __init__(
        self, page: Page, sheet: Worksheet, field: Field, beside: Choice | None = None
    ) -> None:
        self.page, self.sheet, self.field, self.beside = page, sheet, field, beside
        self.key = keys.field_key(page, sheet, field)
        self.earlier = keys.earlier_keys(page, sheet, field)
        self.kind, self.label = field.kind, field.label
        if beside:
            self.earlier = keys.other_earlier_keys(self.key, self.earlier, beside)
            self.key, self.kind = keys.other_key(self.key, beside.id), KIND_BESIDE_A_CHOICE
            self.label = f"{field.label} ({beside.text})"

    @property
    def choices(self) -> list[Choice]:
        """Its choices; none for a blank beside a choice."""
        return [] if self.beside else self.field.choices


def worksheets(toolkit: Toolkit) -> Iterator[tuple[Page, Worksheet]]:
    """Yields the worksheets whose answers can be saved (they have an id), in reading order."""
    for module in toolkit.modules:
        for page in module.pages():
            for sheet in page.content.worksheets:
                if sheet.id:
                    yield page, sheet


def published_fields(toolkit: Toolkit) -> Iterator[Published]:
    """Yields the fields of all worksheets, in reading order."""
    for page, sheet in worksheets(toolkit):
        yield from fields_of(page, sheet)


def fields_of(page: Page, sheet: Worksheet) -> Iterator[Published]:
    """Yields the fields of one worksheet, in reading order."""
    for number in sheet.fields:
        field = page.content.fields[number]
        yield Published(page, sheet, field)
        for choice in field.choices:
            if choice.other:
                yield Published(page, sheet, field, choice)
