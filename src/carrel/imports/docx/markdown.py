"""The blocks of a page -> Markdown in Carrel's format, as an author would write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import (
    Blank,
    Block,
    Box,
    Break,
    Cell,
    Inline,
    Note,
    Paragraph,
    Table,
    Text,
    is_kind,
    only,
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
    # The id for a heading with these bookmarks; empty if no link leads to it
    linked: Callable[[list[str]], str]
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
        body = self.blocks(blocks)
        done = 0
        while done < len(self.called):  # a note may call another
            body.append(f"[^{done + 1}]: {self._note(self.called[done])}")
            done += 1
        return "\n\n".join(body)

    def _label(self, note: Note) -> str:
        """Returns the number of a note on its page. A note that is called twice has one number."""
        if not self.needs.notes(note):
            sentence = "The text calls a footnote that is not in the file; the call was left out."
            self.needs.log.say(self.needs.log.place, Finding.FAULT, sentence)
            return ""
        if note not in self.called:
            self.called.append(note)
        return str(self.called.index(note) + 1)

    def _note(self, note: Note) -> str:
        texts = [text for block in self.needs.notes(note) for text in self._block(block)]
        return "\n\n".join(texts).replace("\n", "\n    ") or "…"

    # Blocks

    def blocks(self, blocks: list[Part]) -> list[str]:
        """Returns the Markdown of blocks, each as a text of its own."""
        texts = (self.group(*found) for found in grouped(blocks))
        return [text for group in texts for text in group if text]

    def group(self, key: str, group: list[Part], after_list: bool) -> Iterable[str]:
        """Returns the Markdown of blocks that are written together."""
        lines = only(group, Paragraph)
        if key in _LISTS:
            return [self.items(lines, after_list)]
        if key == "code":
            return [fenced("\n".join(_plain_lines(one.inside) for one in lines))]
        if key == "line":
            return ["\n".join([RULED] * len(group))]
        return chain.from_iterable(map(self._block, group))

    def items(self, items: list[Paragraph], after_list: bool = False) -> str:
        """A list."""
        return "\n".join(list_lines(items, self._in_item, after_list))

    def _block(self, part: Part) -> Iterable[str]:
        self.needs.log.place = part.place
        if isinstance(part, Sheet):
            return [self._sheet(part)]
        if isinstance(part, Box):
            return [box(part.kind, self._plain(part.title), "", self.blocks(list(part.blocks)))]
        if isinstance(part, Table):
            return [self._table(part)]
        return [self._paragraph(part)]

    def _paragraph(self, part: Paragraph) -> str:
        if part.kind == "heading":
            return self._heading_line(part)
        fixed = {"rule": "---", "line": RULED}.get(part.kind)
        return fixed or line(part.inside, self.places)

    def _plain(self, words: str) -> str:
        return line([Text(words)], self.places, " ", start=False)

    def _in_item(self, paragraph: Paragraph) -> str:
        return line(paragraph.inside, self.places, "<br>")

    def _heading_line(self, heading: Paragraph) -> str:
        """Returns a heading, one level below the page's title or the heading before it at most."""
        self._heading = heading.words
        levels = self.needs.levels
        wanted = levels.index(heading.level) + 2 if heading.level in levels else 2
        level = min(wanted, self._before + 1, 6)
        self._before = level
        words = line(list(map(_unformed, heading.inside)), self.places, " ", start=False)
        words = re.sub(r"(?<!\\)(#+)$", r"\\\1", words)
        identifier = self.needs.linked(heading.bookmarks)
        return f"{'#' * level} {words}" + (f" {{#{identifier}}}" if identifier else "")

    # Tables

    def _table(self, table: Table) -> str:
        self._report_guesses(table)
        if _is_simple(table):
            return pipe_table(table, self.in_cell)
        return wide_table(table, lambda blocks: self.blocks(list(blocks)), self.in_cell)

    def _report_guesses(self, table: Table) -> None:
        if not table.headed:
            sentence = f"The first row of a table was taken for its header: “{_first_row(table)}”"
            self.needs.log.say(table.place, Finding.CHANGED, sentence)
        if any(cell.empty for row in table.rows[1:] for cell in row):
            sentence = "A table with some empty cells was not taken for a worksheet."
            self.needs.log.say(table.place, Finding.CHANGED, sentence)

    def in_cell(self, inside: list[Inline]) -> str:
        """Returns the Markdown of a passage in a table."""
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
        texts = (self._group(*found) for found in grouped(blocks))
        return [text for group in texts for text in group if text]

    def _group(self, key: str, group: list[Part], after_list: bool) -> Iterator[str]:
        if key == "line":
            yield from self._ask()
            yield self._lines(len(group))
        elif key == "choices":
            yield from self._choices(only(group, Paragraph), after_list)
        elif isinstance(group[0], Table) and is_sheet(group[0]):
            yield from self._table(group[0])
        else:
            self._hear(group)
            yield from self.page.group(key, group, after_list)

    def _lines(self, count: int) -> str:
        """Returns several ruled lines as one large field, whose id is behind the first."""
        apart = self._apart()
        return "\n".join([RULED + apart, *[RULED] * (count - 1)])

    def _hear(self, group: list[Part]) -> None:
        """Stores the last words as the next blank's question, unless they have a gap themselves."""
        for one in only(group, Paragraph):
            if one.words:
                self.question = one.words
                if only(parts(one.inside), Blank):
                    self.asked.add(one.words)

    def _ask(self) -> Iterator[str]:
        if not self.question:
            self.question = self.title
            yield line([Text(self.title)], self.page.places)

    def _apart(self, question: str = "") -> str:
        """Returns braces with an id for a blank that asks what another has asked; else nothing."""
        question = question or self.question
        if question not in self.asked:
            self.asked.add(question)
            return ""
        number = self._number(question, "{} {}", 1)
        ending = "" if number == 1 else f"-{number}"
        return f"{{#{short_slug(question) or 'blank'}-again{ending}}}"

    def _number(self, question: str, form: str, first: int) -> int:
        """Returns the first number with which a question was not asked, and records it."""
        number = first
        while form.format(question, number) in self.asked:
            number += 1
        self.asked.add(form.format(question, number))
        return number

    def _choices(self, items: list[Paragraph], after_list: bool) -> Iterator[str]:
        yield from self._ask()
        if self.question in self.asked:
            self.question += f" ({self._number(self.question, '{} ({})', 2)})"
            yield line([Text(self.question)], self.page.places)
        self.asked.add(self.question)
        _make_one_list(items)
        yield self.page.items(items, after_list)

    def _table(self, table: Table) -> Iterator[str]:
        self.tables += 1
        page = self.page
        yield from sheet_table(table, page.in_cell, self.tables, self._apart, page.needs.log)
        self.question = ""


def grouped(blocks: list[Part]) -> Iterator[tuple[str, list[Part], bool]]:
    """Yields blocks that are written together as one list, code block or field: their key, the
    blocks, and whether they are a list that is to differ from the list right before it.
    """
    before, other = "", False
    for key, some in groupby(blocks, _together):
        other = before in _LISTS and not other
        yield key, list(some), other
        before = key


def _together(part: Part) -> str:
    """Returns the key of a block; neighbors with the same key are written together."""
    if not isinstance(part, Paragraph):
        return f"{id(part)}"
    if part.item:
        return "choices" if part.item.tick else "list"
    return part.kind if part.kind in ("code", "line") else f"{id(part)}"


def _make_one_list(items: list[Paragraph]) -> None:
    """Gives choices one level, and boxes to tick if they begin differently or there is only one."""
    ticks = {one.item.tick for one in items if one.item}
    tick = ticks.pop() if len(ticks) == 1 and len(items) > 1 else "[ ]"
    for one in items:
        one.item = msgspec.structs.replace(one.item, tick=tick, level=0) if one.item else None


def _plain_lines(inside: list[Inline]) -> str:
    return "".join("\n" if isinstance(part, Break) else _plain(part) for part in inside)


def _plain(part: Inline) -> str:
    return part.text if isinstance(part, Text) else plain([part])


def _unformed(part: Inline) -> Inline:
    """A heading is bold by itself."""
    return msgspec.structs.replace(part, bold=False) if isinstance(part, Text) else part


def _is_simple(table: Table) -> bool:
    """True if each cell is a few lines of words, and none spans rows or columns."""
    if any(len(row) != table.width for row in table.rows):
        return False
    return all(map(_is_simple_cell, table.cells))


def _is_simple_cell(cell: Cell) -> bool:
    return cell.across == cell.down == 1 and all(map(_is_line, cell.blocks))


def _is_line(block: Block) -> bool:
    return is_kind(block, "text") and block.item is None


def _first_row(table: Table) -> str:
    return shown(" | ".join(cell.words for cell in table.rows[0]))
