"""Writes the controls of a page's fields, with the templates of their kinds (`carrel.blanks`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from minijinja import safe

from carrel.model import keys
from carrel.model.marks import ANCHOR
from carrel.model.sentinels import SHAPE_BODY, SHAPE_ID, SHAPE_TITLE
from carrel.model.toolkit import Page
from carrel.model.worksheet import KIND_BESIDE_A_CHOICE, Choice, Field, Worksheet

if TYPE_CHECKING:
    from carrel.site.site import Site

Write = Callable[[str], str]
"""Replaces the marks in a choice's HTML."""

# In place of what differs, in a control that is rendered once for many fields.
_DATA, _LABEL, _ID = SHAPE_BODY, SHAPE_TITLE, SHAPE_ID
_NUMBER = re.compile(r"\d{1,9}")


class FieldWriter:
    """Writes the controls of one page.

    It is given `write` with each call and does not hold it: the writer of the body holds this
    object, and a build makes nothing that refers to itself.
    """

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page = site, page
        self.sheets = {sheet.box: sheet for sheet in page.content.worksheets}

    def control(self, field: Field, write: Write) -> str:
        """Returns the HTML of a field."""
        if field.choices:
            return self._render(self.described(field, write), bool(field.column))
        return self._shared_control(field)

    def step(self, field: Field, number: int, write: Write) -> str:
        """Returns the HTML of one step of a scale, by its index."""
        described = self.described(field, write)
        choice = described["choices"][number]  # type: ignore[index]
        found = _NUMBER.search(choice["text"])
        value = int(found[0]) if found else None
        return self.site.look.render(
            "rating.html", field=described, choice=choice, number=value, t=self.site.words
        )

    def described(self, field: Field, write: Write) -> dict[str, object]:
        """Returns what templates get of a field. `data` and `shown` are attributes, ready to use.

        `data` belongs on a control, `shown` on an element that only shows the answer.
        """
        names = _Names(self.page, self.sheets[field.box], field)
        dom_id = safe(self._dom_id(field))
        return {
            "key": names.key,
            "data": safe(names.data("field", field.kind)),
            "shown": safe(names.data("show", field.kind, copies=False)),
            "dom_id": dom_id,
            "kind": field.kind,
            "label": field.label,
            "lines": field.lines,
            "detail": field.detail,
            "row": field.row,
            "column": field.column,
            "self_check": field.self_check,
            "numbers": all(_NUMBER.search(choice.text) for choice in field.choices),
            "choices": [_choice(choice, names, dom_id, write) for choice in field.choices],
        }

    def _render(self, described: dict[str, object], in_table: bool) -> str:
        words, icons = self.site.words, self.site.icons
        return self.site.look.render(
            "field.html", field=described, in_table=in_table, t=words, icons=icons
        )

    def _shared_control(self, field: Field) -> str:
        """Returns the HTML of a field without choices.

        Fields that look the same are rendered once, as nothing else is so frequent.
        """
        key = (field.kind, field.lines, field.detail, bool(field.column))
        if key not in self.site.controls:
            like = {
                "kind": field.kind,
                "lines": field.lines,
                "detail": field.detail,
                "label": _LABEL,
                "dom_id": safe(_ID),
                "data": safe(_DATA),
            }
            self.site.controls[key] = self._render(like, bool(field.column))
        data = _Names(self.page, self.sheets[field.box], field).data("field", field.kind)
        control = self.site.controls[key].replace(_DATA, data).replace(_ID, self._dom_id(field))
        return control.replace(_LABEL, escape(field.label))

    def _dom_id(self, field: Field) -> str:
        return ANCHOR + escape(f"{self.sheets[field.box].id}-{field.id}")


class _Names:
    """The keys of a field, and the attributes by which the scripts know its controls."""

    def __init__(self, page: Page, sheet: Worksheet, field: Field) -> None:
        self.key = keys.field_key(page, sheet, field)
        self.earlier = keys.earlier_keys(page, sheet, field)
        self.copied = keys.first_answer(page, sheet, field)

    def data(self, name: str, kind: str, copies: bool = True) -> str:
        """Returns `data-NAME`, `data-kind`, and if needed `data-was` and `data-from`."""
        return _data(name, self.key, kind, self.earlier, self.copied if copies else "")


def _choice(choice: Choice, names: _Names, dom_id: str, write: Write) -> dict[str, object]:
    """Returns what templates get of a choice; `other` belongs to the blank beside it."""
    other = keys.other_key(names.key, choice.id)
    earlier = keys.other_earlier_keys(names.key, names.earlier, choice)
    return {
        "id": choice.id,
        "dom_id": safe(f"{dom_id}-{escape(choice.id)}"),
        "html": safe(write(choice.html)),
        "text": choice.text,
        "right": choice.right,
        "feedback": safe(write(choice.feedback)),
        "other": choice.other,
        "was": " ".join(choice.was),
        "other_key": other,
        "other_data": safe(_data("field", other, KIND_BESIDE_A_CHOICE, earlier)),
        "other_shown": safe(_data("show", other, KIND_BESIDE_A_CHOICE, earlier)),
    }


def _data(name: str, key: str, kind: str, earlier: list[str], copied: str = "") -> str:
    was = f' data-was="{escape(" ".join(earlier))}"' if earlier else ""
    copies = f' data-from="{escape(copied)}"' if copied else ""
    return f'data-{name}="{escape(key)}" data-kind="{kind}"{was}{copies}'
