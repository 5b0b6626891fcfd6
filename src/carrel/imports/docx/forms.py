"""Form fields and content controls -> blanks and choices."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from carrel.imports.docx.blocks import Blank, Inline, Options, Text
from carrel.imports.docx.symbols import letters
from carrel.imports.docx.xml import child, children, value, words


def _old_text(form: Element) -> Blank:
    kind = "date" if value(form, "w:textInput", "w:type") == "date" else "gap"
    return Blank(kind, value(form, "w:statusText") or value(form, "w:helpText"))


def _old_box(_: Element) -> Text:
    return Text("☐ ")


def _old_list(form: Element) -> Options:
    entries = children(child(form, "w:ddList"), "w:listEntry")
    return Options([letters(entry.get("w:val", "")) for entry in entries])


OLD_FORMS: dict[str, Callable[[Element], Inline]] = {
    "FORMTEXT": _old_text,
    "FORMCHECKBOX": _old_box,
    "FORMDROPDOWN": _old_list,
}


def choices(properties: Element | None) -> Options | None:
    """Returns the choices of a control with a list; None for any other control."""
    found = child(properties, "w:dropDownList")
    if found is None:
        found = child(properties, "w:comboBox")
    if found is None:
        return None
    entries = [entry for entry in children(found, "w:listItem") if entry.get("w:value")]
    return Options([letters(_label(entry)) for entry in entries])


def _label(entry: Element) -> str:
    return entry.get("w:displayText", "") or entry.get("w:value", "")


def blank(properties: Element | None, content: Element | None) -> Blank:
    """Returns the blank of a control that waits to be filled in."""
    label = value(properties, "w:alias")
    if child(properties, "w:picture") is not None:
        return Blank("picture", label or (words(content) if content else ""))
    return Blank("date" if child(properties, "w:date") is not None else "gap", label)
