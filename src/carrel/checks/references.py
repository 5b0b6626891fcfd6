"""References: complete, used, and defined for each footnote that names one."""

from collections.abc import Iterator

from carrel.checks.hints import closest
from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Footnote
from carrel.model.references import Reference, References
from carrel.model.toolkit import Module, Page, Toolkit

_REQUIRED = ("authors", "year", "title")


def undefined(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports footnotes that are used and have neither a text nor a reference."""
    for page in toolkit.pages():
        references = page.module.references if page.module else References()
        unreadable = references.issues and not references.entries  # which is reported already
        if page.content.footnotes_called and not unreadable:
            yield from _undefined(page, references)


def _undefined(page: Page, references: References) -> Iterator[Issue]:
    defined = {note.label.casefold() for note in page.content.footnotes_defined}
    for note in page.content.footnotes_called:
        if note.label.casefold() not in defined and not references.named(note.label):
            hint = _hint(note, references)
            yield issue("footnote-undefined", at(page.path, note), label=note.label, hint=hint)


def _hint(note: Footnote, references: References) -> str:
    found = closest(note.label.casefold(), references.entries)
    return f"Did you mean [^{found}]? " if found else ""


def references(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports references that are incomplete, or that no footnote names."""
    for module in toolkit.modules:
        if module.references.entries:
            yield from _entries(module)


def _entries(module: Module) -> Iterator[Issue]:
    known = module.references
    cited = {label.casefold() for page in module.pages() for label in page.content.cited}
    for reference in known.entries.values():
        place = Position(known.path, reference.line)
        if not known.issues:  # else the missing part may be the one that cannot be read
            for missing in _missing(reference):
                yield issue("reference-incomplete", place, key=reference.key, missing=missing)
        if reference.key not in cited:
            yield issue("reference-unused", place, key=reference.key)


def _missing(reference: Reference) -> list[str]:
    missing = [name for name in _REQUIRED if not getattr(reference, name)]
    if not reference.journal and not reference.publisher:
        missing.append("journal or publisher")
    return missing
