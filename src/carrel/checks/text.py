"""Placeholders that were not replaced, and footnotes that are unused or defined twice."""

from collections.abc import Iterator

from carrel.checks.positions import at
from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content
from carrel.model.settings import Settings

_TODO_IS_A_WORD = ("es", "pt", "gl", "ast")  # languages in which “TODO” may mean “everything”


def placeholders(path: str, content: Content, settings: Settings) -> Iterator[Issue]:
    """Reports text that was meant to be replaced."""
    todo_is_a_word = settings.language.partition("-")[0] in _TODO_IS_A_WORD
    for found in content.placeholders:
        if found.id != "TODO" or not todo_is_a_word:
            yield issue("placeholder", Position(path, found.line), text=found.id)


def footnotes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Reports footnotes that are defined twice, or never used.

    Footnotes that are used but not defined are reported by `references.undefined`.
    """
    used = {note.label.casefold() for note in content.footnotes_called}
    first: dict[str, int] = {}
    for note in content.footnotes_defined:
        known = first.setdefault(note.label.casefold(), note.line)
        if known != note.line:
            yield issue("footnote-doubled", at(path, note), label=note.label, first=known)
        elif note.label.casefold() not in used:
            yield issue("footnote-unused", at(path, note), label=note.label)
