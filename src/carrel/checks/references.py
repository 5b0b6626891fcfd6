"""References: complete, used, and there for each footnote that names one."""

from collections.abc import Iterator
from difflib import get_close_matches

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Footnote
from carrel.model.references import Reference, References
from carrel.model.toolkit import Page, Toolkit

_REQUIRED = ("authors", "year", "title")


def undefined(toolkit: Toolkit) -> Iterator[Issue]:
    """Every footnote that is called has a text on its page, or a reference in its module."""
    for page in toolkit.pages():
        references = page.module.references if page.module else References()
        if page.content.footnotes_called and (
            references.entries or not references.issues
        ):  # else there is something else to mend
            yield from _undefined(page, references)


def _undefined(page: Page, references: References) -> Iterator[Issue]:
    defined = {note.label.casefold() for note in page.content.footnotes_defined}
    for note in page.content.footnotes_called:
        if note.label.casefold() not in defined and not references.named(note.label):
            place = Position(page.path, note.line, note.column)
            yield issue("footnote-undefined", place, label=note.label, hint=_hint(note, references))


def _hint(note: Footnote, references: References) -> str:
    close = get_close_matches(note.label.casefold(), references.entries, 1)
    return f"Did you mean [^{close[0]}]? " if close else ""


def references(toolkit: Toolkit) -> Iterator[Issue]:
    """Every reference says what a reader needs to find the work, and some footnote names it."""
    for module in toolkit.modules:
        known = module.references
        named = (
            {label.casefold() for page in module.pages() for label in page.content.cited}
            if known.entries
            else set()
        )
        for reference in known.entries.values():
            place = Position(known.path, reference.line)
            for missing in (
                _missing(reference) if not known.issues else ()
            ):  # what is there may be what cannot be read
                yield issue("reference-incomplete", place, key=reference.key, missing=missing)
            if reference.key not in named:
                yield issue("reference-unused", place, key=reference.key)


def _missing(reference: Reference) -> list[str]:
    missing = [name for name in _REQUIRED if not getattr(reference, name)]
    return (
        missing if reference.journal or reference.publisher else [*missing, "journal or publisher"]
    )
