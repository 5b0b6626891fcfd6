"""The blocks of a page -> Markdown in Carrel's format, as an author would write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import (
    Blank,
    Block,
    Box,
    Break,
    Inline,
    Note,
    Paragraph,
    Table,
    Text,
    parts,
    plain,
)
from carrel.imports.docx.lists import list_lines
from carrel.imports.docx.pipes import pipe_table, sheet_table, wide_table
from carrel.imports.docx.sheets import Part, Sheet, is_sheet, title_of
from carrel.imports.docx.story import Log, shown
from carrel.imports.docx.text import Places, line
from carrel.imports.syntax import box, fenced
from carrel.model.slugs import is_reserved, short_slug, unique

RULED = "_" * 40
_LISTS = ("list", "choices")


class Needs(msgspec.Struct):
    """What a page's Markdown needs from its module: where things lie, the ids of worksheets that
    are taken, the levels of headings, which bookmarks are linked to, and the notes.
    """

    places: Places
    log: Log
    sheets: set[str]
    levels: list[int]
    linked: Callable[
        [list[str]], str
    ]  # the id for a heading with these bookmarks; empty where no link leads to it
    notes: Callable[[Note], list[Block]]


class PageWriter:
    """Writes one page. `called` are the notes that its text calls, in order."""

    def __init__(self, title: str, needs: Needs) -> None:
        self.title, self.needs = title, needs
        self.called: list[Note] = []
        self.places = msgspec.structs.replace(needs.places, note=self._label)
        self._before = 1  # the level of the last heading
        self._heading = ""

    def write(self, blocks: list[Part]) -> str:
        """The page's text, with its footnotes at the end."""
        body = self._blocks(blocks)
        done = 0
        while done < len(self.called):  # a note may call another
            body.append(f"[^{done + 1}]: {self._note(self.called[done])}")
            done += 1
        return "\n\n".join(body)

    def _label(self, note: Note) -> str:
        """The number of a note on its page. One that is called twice stands there once."""
        if not self.needs.notes(note):
            sentence = "The text calls a footnote that is not in the file; the call was left out."
            self.needs.log.say(self.needs.log.place, Finding.FAULT, sentence)
            return ""
        if note not in self.called:
            self.called.append(note)
        return str(self.called.index(note) + 1)

    def _note(self, note: Note) -> str:
        said = [text for block in self.needs.notes(note) for text in self._block(block)]
        return "\n\n".join(said).replace("\n", "\n    ") or "…"

    # Blocks

    def _blocks(self, blocks: list[Part]) -> list[str]:
        out: list[str] = []
        before, other = "", False
        for key, some in groupby(blocks, _together):
            group = list(some)
            other = before in _LISTS and not other
            if key in _LISTS:
                out.append(self.items([one for one in group if isinstance(one, Paragraph)], other))
            elif key == "code":
                out.append(
                    fenced(
                        "\n".join(
                            _plain_lines(one.inside) for one in group if isinstance(one, Paragraph)
                        )
                    )
                )
            elif key == "line":
                out.append("\n".join([RULED] * len(group)))
            else:
                out += [text for one in group for text in self._block(one)]
            before = key
        return [text for text in out if text]

    def items(self, items: list[Paragraph], after_list: bool = False) -> str:
        """A list."""
        return "\n".join(list_lines(items, self._in_item, after_list))

    def _block(self, part: Part) -> Iterator[str]:
        self.needs.log.place = part.place
        if isinstance(part, Sheet):
            yield self._sheet(part)
        elif isinstance(part, Box):
            yield box(part.kind, self._plain(part.title), "", self._blocks(list(part.blocks)))
        elif isinstance(part, Table):
            yield from self._table(part)
        elif part.kind == "heading":
            yield from self._heading_line(part)
        elif part.kind == "rule":
            yield "---"
        elif part.kind == "line":
            yield RULED
        else:
            yield line(part.inside, self.places)

    def _plain(self, words: str) -> str:
        return line([Text(words)], self.places, " ", start=False)

    def _in_item(self, paragraph: Paragraph) -> str:
        return line(paragraph.inside, self.places, "<br>")

    def _heading_line(self, heading: Paragraph) -> Iterator[str]:
        """A heading, one level below the page's title or below the heading before it at most."""
        self._heading = heading.words
        wanted = (
            self.needs.levels.index(heading.level) + 2 if heading.level in self.needs.levels else 2
        )
        level = min(wanted, self._before + 1, 6)
        self._before = level
        identifier = self.needs.linked(heading.bookmarks)
        words = line([_unformed(part) for part in heading.inside], self.places, " ", start=False)
        words = re.sub(r"(?<!\\)(#+)$", r"\\\1", words)
        yield f"{'#' * level} {words}" + (f" {{#{identifier}}}" if identifier else "")

    # Tables

    def _table(self, table: Table) -> Iterator[str]:
        if not table.headed:
            self.needs.log.say(
                table.place,
                Finding.CHANGED,
                f"The first row of a table was taken for its header: “{_first_row(table)}”",
            )
        if any(cell.empty for row in table.rows[1:] for cell in row):
            self.needs.log.say(
                table.place,
                Finding.CHANGED,
                "A table with some empty cells was not taken for a worksheet.",
            )
        if _is_simple(table):
            yield pipe_table(table, self._in_cell)
        else:
            yield wide_table(table, lambda blocks: self._blocks(list(blocks)), self._in_cell)

    def _in_cell(self, inside: list[Inline]) -> str:
        return line(inside, self.places, "<br>", start=False).replace("|", "\\|")

    # Worksheets

    def _sheet(self, sheet: Sheet) -> str:
        words = title_of(sheet, self._heading or self.title)
        wanted = short_slug(words) or "worksheet"
        sheet.id = unique(f"{wanted}-sheet" if is_reserved(wanted) else wanted, self.needs.sheets)
        return box(
            sheet.kind,
            self._plain(sheet.title),
            f"#{sheet.id}",
            _SheetWriter(self, words).write(sheet.blocks),
        )


class _SheetWriter:
    """Writes the inside of one worksheet: no two blanks ask the same, and none asks nothing."""

    def __init__(self, page: PageWriter, title: str) -> None:
        self.page, self.title = page, title
        self.question = ""
        self.asked: set[str] = set()
        self.tables = 0

    def write(self, blocks: list[Part]) -> list[str]:
        out: list[str] = []
        before, other = "", False
        for key, some in groupby(blocks, _together):
            other = before in _LISTS and not other
            out += [text for text in self._group(key, list(some), other) if text]
            before = key
        return out

    def _group(self, key: str, group: list[Part], after_list: bool) -> Iterator[str]:
        first = group[0]
        if key == "line":
            yield from self._ask()
            yield self._lines(len(group))
        elif key == "choices":
            yield from self._choices(
                [one for one in group if isinstance(one, Paragraph)], after_list
            )
        elif isinstance(first, Table) and is_sheet(first):
            for one in group:
                yield from self._table(one)
        else:
            self._hear(group)
            if key == "list":
                yield self.page.items(
                    [one for one in group if isinstance(one, Paragraph)], after_list
                )
            else:
                yield from self.page._blocks(group)

    def _lines(self, count: int) -> str:
        """Several ruled lines are one large field, whose id stands behind the first."""
        apart = self._apart()
        return "\n".join([RULED + apart, *[RULED] * (count - 1)])

    def _hear(self, group: list[Part]) -> None:
        """Notes the last words as the next blank's question, unless they hold a gap themselves."""
        for one in group:
            if isinstance(one, Paragraph) and one.words:
                self.question = one.words
                if any(isinstance(part, Blank) for part in parts(one.inside)):
                    self.asked.add(one.words)

    def _ask(self) -> Iterator[str]:
        if not self.question:
            self.question = self.title
            yield line([Text(self.title)], self.page.places)

    def _apart(self, question: str = "") -> str:
        """Braces with an id for a blank that asks what another has asked."""
        question = question or self.question
        if question not in self.asked:
            self.asked.add(question)
            return ""
        number = next(
            count
            for count in range(1, len(self.asked) + 2)
            if f"{question} {count}" not in self.asked
        )
        self.asked.add(f"{question} {number}")
        return f"{{#{short_slug(question) or 'blank'}-again{'' if number == 1 else f'-{number}'}}}"

    def _choices(self, items: list[Paragraph], after_list: bool) -> Iterator[str]:
        yield from self._ask()
        if len({one.item.tick for one in items if one.item}) > 1 or len(items) == 1:
            for one in items:
                one.item = msgspec.structs.replace(one.item, tick="[ ]") if one.item else None
        again = self.question in self.asked
        if again:
            number = next(
                count
                for count in range(2, len(self.asked) + 3)
                if f"{self.question} ({count})" not in self.asked
            )
            self.question = f"{self.question} ({number})"
            yield line([Text(self.question)], self.page.places)
        self.asked.add(self.question)
        for one in items:
            one.item = msgspec.structs.replace(one.item, level=0) if one.item else None
        yield self.page.items(items, after_list)

    def _table(self, part: Part) -> Iterator[str]:
        if isinstance(part, Table):
            self.tables += 1
            yield from sheet_table(
                part, self.page._in_cell, self.tables, self._apart, self.page.needs.log
            )
            self.question = ""


def _together(part: Part) -> str:
    """Returns a key; neighbors with the same one are written as one list, code block or field."""
    if isinstance(part, Paragraph):
        if part.item:
            return "choices" if part.item.tick else "list"
        return part.kind if part.kind in ("code", "line") else f"{id(part)}"
    return f"{id(part)}"


def _plain_lines(inside: list[Inline]) -> str:
    return "".join(
        part.text if isinstance(part, Text) else "\n" if isinstance(part, Break) else plain([part])
        for part in inside
    )


def _unformed(part: Inline) -> Inline:
    """A heading is bold by itself."""
    return msgspec.structs.replace(part, bold=False) if isinstance(part, Text) else part


def _is_simple(table: Table) -> bool:
    """Whether each cell is a few lines of words, and none reaches over others."""
    square = all(len(row) == table.width for row in table.rows) and all(
        cell.across == cell.down == 1 for cell in table.cells
    )
    return square and all(
        isinstance(block, Paragraph) and _is_line(block)
        for cell in table.cells
        for block in cell.blocks
    )


def _is_line(paragraph: Paragraph) -> bool:
    return paragraph.item is None and paragraph.kind == "text"


def _first_row(table: Table) -> str:
    return shown(" | ".join(cell.words for cell in table.rows[0]))
