"""Text that was meant to be replaced, and footnotes that do not find each other."""

from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import Content, Footnote
from carrel.model.settings import Settings

_TODO_IS_A_WORD = ("es", "pt", "gl", "ast")  # languages in which “TODO” in capitals may be “all”


def placeholders(path: str, content: Content, settings: Settings) -> Iterator[Issue]:
    """Nothing is published that was meant to be replaced."""
    for found in content.placeholders:
        if found.id != "TODO" or settings.language.partition("-")[0] not in _TODO_IS_A_WORD:
            yield issue("placeholder", Position(path, found.line), text=found.id)


def footnotes(path: str, content: Content, _settings: Settings) -> Iterator[Issue]:
    """Every footnote is defined once, and called. (Whether all that are called are there, `references` says.)"""
    if not content.footnotes_defined:
        return
    first: dict[str, int] = {}
    for note in content.footnotes_defined:
        known = first.setdefault(note.label.casefold(), note.line)
        if known != note.line:
            yield issue("footnote-doubled", _at(path, note), label=note.label, first=known)
    called = {note.label.casefold() for note in content.footnotes_called}
    for note in content.footnotes_defined:
        if note.label.casefold() not in called and first[note.label.casefold()] == note.line:
            yield issue("footnote-unused", _at(path, note), label=note.label)


def _at(path: str, note: Footnote) -> Position:
    return Position(path, note.line, note.column)
