"""Blocks become Carrel's Markdown, as an author would write it: HTML only where it is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from carrel.imports.blocks import (
    Block,
    Box,
    Break,
    Cell,
    Code,
    CodeBlock,
    Comment,
    Definition,
    Definitions,
    Emphasis,
    Footnote,
    Heading,
    Image,
    Inline,
    Items,
    Link,
    Note,
    Paragraph,
    Quote,
    Rule,
    Struck,
    Table,
    Tagged,
    plain,
)
from carrel.imports.syntax import (
    HARD_BREAK,
    around,
    attribute_value,
    box,
    code_span,
    comment,
    escape,
    escape_start,
    fenced,
    html_table,
    image,
    indented,
    link,
    may_emphasize,
    piped,
    tagged_cell,
    trimmed,
)

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAKS = re.compile(r"(?:[ \t]*\\\n[ \t]*){2,}")
_ITEM = re.compile(r"([-*] |\d+[.)] )")
_SIMPLE = re.compile(r"[\w ,.:;!?()“”‘’–—-]*")
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_CELL_EDGES = re.compile(r"^(?:<br>|\s)+|(?:<br>|\s)+$")
_PIPE = re.compile(r"(?<!\\)\|")


def write(blocks: Iterable[Block], notes: Iterable[Footnote] = ()) -> str:
    """Returns the Markdown of a page, its footnotes last."""
    text = "\n\n".join(_Writer().blocks(blocks))
    texts = "\n".join(map(_footnote, notes))
    return "\n\n".join(filter(None, (text, texts))) + "\n"


def inline(inside: Sequence[Inline]) -> str:
    """Returns the Markdown of a passage on one line."""
    return _SPACE.sub(" ", _Inlines().write(inside).replace(HARD_BREAK, " ")).strip()


def _footnote(note: Footnote) -> str:
    first, *rest = _Writer(flat=True).blocks(note.blocks) or [""]
    return f"[^{note.label}]: {first}" + "".join(f"\n\n{indented(block, 4)}" for block in rest)


class _Writer:
    """Writes blocks. `flat` where no box may be, such as in a quotation."""

    def __init__(self, flat: bool = False) -> None:
        self.flat = flat

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Returns one text for each block that says anything."""
        texts = (text for block in blocks for text in _BLOCKS[type(block)](self, block))
        return [text for text in texts if text.strip("\n")]

    def paragraph(self, block: Paragraph) -> list[str]:
        """Returns its paragraphs: two line breaks in a row divide them."""
        parts = map(trimmed, _BREAKS.split(_Inlines().write(block.inside)))
        return [escape_start(part) for part in parts if part]

    def heading(self, block: Heading) -> list[str]:
        """Returns its line."""
        text = inline(block.inside)
        identifier = f" {{#{block.id}}}" if block.id else ""
        line = f"{'#' * block.level} {text.rstrip('#').rstrip() or text}{identifier}"
        return [line] if text else []

    def items(self, block: Items) -> list[str]:
        """Returns the list."""
        made = [self.blocks(item) for item in block.items]
        loose = any(sum(not _ITEM.match(text) for text in inner) > 1 for inner in made)
        texts = [_item(_marker(block, number), inner, loose) for number, inner in enumerate(made)]
        return [("\n\n" if loose else "\n").join(texts)]

    def quote(self, block: Quote) -> list[str]:
        """Returns the quotation."""
        inner = "\n\n".join(_Writer(flat=True).blocks(block.blocks))
        return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))] if inner else []

    def code(self, block: CodeBlock) -> list[str]:
        """Returns the code between fences."""
        return [fenced(block.text, block.language)]

    def rule(self, _block: Rule) -> list[str]:
        """Returns a line."""
        return ["---"]

    def comment(self, block: Comment) -> list[str]:
        """Returns the comment."""
        return [comment(block.text)]

    def definitions(self, block: Definitions) -> list[str]:
        """Returns terms and definitions, with blank lines where a definition is long."""
        flat = _Writer(flat=True)
        inner = {
            number: flat.blocks(part.blocks) or [""]
            for number, part in enumerate(block.parts)
            if isinstance(part, Definition)
        }
        loose = any(len(texts) > 1 for texts in inner.values())
        made: list[str] = []
        for number, part in enumerate(block.parts):
            if isinstance(part, Definition):
                made.append(("\n" if loose else "") + _definition(inner[number]))
            else:
                made.append(("\n" if made else "") + escape_start(inline(part.inside)))
        return ["\n".join(made)]

    def box(self, block: Box) -> list[str]:
        """Returns the box; without its fences where no box may be."""
        inner = self.blocks(block.blocks)
        if self.flat:
            title = f"**{block.title}**" if block.title else ""
            return ["\n\n".join(filter(None, (title, *inner)))]
        identifier = block.attributes.get("id", "")
        words = [f"#{identifier}"] if identifier else []
        words += [
            f"{key}={attribute_value(value)}"
            for key, value in block.attributes.items()
            if value and key != "id"
        ]
        return [box(block.kind, block.title, " ".join(words), inner)]

    # Tables

    def table(self, block: Table) -> list[str]:
        """Returns the table, as HTML where Markdown has no way to write it."""
        if _is_simple(block):
            return [piped([list(map(_cell, row)) for row in block.rows])]
        return [html_table([[self._html_cell(cell) for cell in row] for row in block.rows])]

    def _html_cell(self, cell: Cell) -> list[str]:
        inner = "\n\n".join(self.blocks(cell.blocks))
        simple = cell.line is not None and bool(_SIMPLE.fullmatch(inner))
        return tagged_cell("th" if cell.header else "td", cell.across, cell.down, inner, simple)


_BLOCKS: Mapping[type, Callable[[_Writer, Any], list[str]]] = {
    Paragraph: _Writer.paragraph,
    Heading: _Writer.heading,
    Items: _Writer.items,
    Quote: _Writer.quote,
    CodeBlock: _Writer.code,
    Rule: _Writer.rule,
    Comment: _Writer.comment,
    Definitions: _Writer.definitions,
    Box: _Writer.box,
    Table: _Writer.table,
}


def _marker(block: Items, number: int) -> str:
    if block.start is None:
        return "*" if block.other else "-"
    return f"{block.start + number}{')' if block.other else '.'}"


def _item(marker: str, inner: list[str], loose: bool) -> str:
    text = ("\n\n" if loose else "\n").join(inner)
    shifted = indented(text, len(marker) + 1)
    if text.startswith(":::"):  # a box begins on a line of its own
        return f"{marker}\n{shifted}"
    return f"{marker} {shifted.lstrip(' ')}" if text else marker


def _definition(inner: list[str]) -> str:
    first, *rest = inner
    more = "".join(f"\n\n{indented(block, 2)}" for block in rest)
    return f": {indented(first, 2).lstrip(' ')}{more}"


def _is_simple(table: Table) -> bool:
    """True if each cell is a line of words, rows are of equal length, and the first is a header."""
    rows = table.rows
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        return False
    if not all(cell.header for cell in rows[0]) or not any(map(_has_words, rows[0])):
        return False
    cells = [cell for row in rows for cell in row]
    return all(cell.line is not None and cell.across == cell.down == 1 for cell in cells)


def _has_words(cell: Cell) -> bool:
    """True if there is anything to read or see in a line."""
    line = cell.line or []
    return bool(plain(line).strip("\xa0 \t\r\n")) or any(isinstance(one, Image) for one in line)


def _cell(cell: Cell) -> str:
    text = trimmed(_Inlines(cell=True).write(cell.line or []))
    text = text.replace("\n", " ").replace("\xa0", " ").strip()
    text = _CELL_EDGES.sub("", text)
    if cell.header and _BOLD.fullmatch(text):
        text = text[2:-2]
    return _PIPE.sub(r"\\|", text)


class _Inlines:
    """Writes passages. `cell` in a table's cell, where nothing may break the line.

    `strong`, `emphasis` and `is_struck` are true inside words that have this form already.
    """

    def __init__(self, cell: bool = False) -> None:
        self.cell = cell
        self.strong = self.emphasis = self.is_struck = False

    def write(self, inside: Sequence[Inline]) -> str:
        """Returns the Markdown of a passage. A line break is a backslash at the end of a line."""
        made = ""
        for number, part in enumerate(inside):
            if isinstance(part, str):
                after_note = number and not isinstance(inside[number - 1], str)
                made += _text(part, made, bool(after_note))
            elif isinstance(part, Emphasis):
                made += self.emphasized(part, made[-1:], _next(inside[number + 1 :]))
            else:
                made += _INLINES[type(part)](self, part)
        return made

    def line_break(self, _part: Break) -> str:
        """Returns a line break."""
        return "<br>" if self.cell else HARD_BREAK

    def struck(self, part: Struck) -> str:
        """Returns words that are struck through."""
        outer, self.is_struck = self.is_struck, True
        inner = self.write(part.inside)
        self.is_struck = outer
        return inner if outer or not inner.strip() else around("~~", inner)

    def tagged(self, part: Tagged) -> str:
        """Returns words in an HTML element."""
        inner = self.write(part.inside)
        if not part.name:
            return f" {inner} "
        if part.name == "span" or not inner.strip():
            return inner
        title = part.title.replace('"', "&quot;")
        attribute = f' title="{title}"' if title else ""
        return f"<{part.name}{attribute}>{inner}</{part.name}>"

    def emphasized(self, part: Emphasis, before: str, after: str) -> str:
        """Returns emphasized words; `before` and `after` are the characters around them."""
        if self.strong if part.strong else self.emphasis:
            return self.write(part.inside)
        mark = "**" if part.strong else "_" if self.strong else "*"
        inner = self._inside(part)
        words = inner.strip(" \n")
        if not words.strip("\\ \n"):
            return inner
        before = " " if inner[:1] in " \n" else before
        after = " " if inner[-1:] in " \n" else after
        if may_emphasize(mark, words, before, after):
            return around(mark, inner)
        tag = "strong" if part.strong else "em"
        return inner.replace(words, f"<{tag}>{words}</{tag}>", 1)

    def _inside(self, part: Emphasis) -> str:
        outer = self.strong, self.emphasis
        self.strong, self.emphasis = self.strong or part.strong, self.emphasis or not part.strong
        inner = self.write(part.inside)
        self.strong, self.emphasis = outer
        return inner

    def link(self, part: Link) -> str:
        """Returns a link; its words alone where there are none to click on."""
        inner = self.write(part.inside)
        words = inner.strip(" \n")
        while words.endswith("\\"):
            words = words[:-1].rstrip(" \n")
        if not words:
            return inner
        made = link(words.replace(HARD_BREAK, " "), part.href, part.title)
        before = " " if inner.startswith((" ", "\n")) else ""
        return before + made + (" " if inner.endswith(" ") else "")


_INLINES: Mapping[type, Callable[[_Inlines, Any], str]] = {
    Break: _Inlines.line_break,
    Note: lambda _, part: f"[^{part.label}]",
    Comment: lambda _, part: comment(part.text),
    Image: lambda _, part: image(part.src, part.alt, part.title, part.decorative),
    Code: lambda _, part: code_span(part.text),
    Struck: _Inlines.struck,
    Tagged: _Inlines.tagged,
    Link: _Inlines.link,
}


def _text(text: str, made: str, after_part: bool) -> str:
    """A text after what was made; brackets after a footnote's call would make it a link."""
    is_after_note = after_part and made.endswith("]")
    escaped = escape(text.lstrip(" ") if made.endswith((" ", "\n")) else text)
    return ("\\" if is_after_note and text[:1] in ("(", ":", "[") else "") + escaped


def _next(inside: Sequence[Inline]) -> str:
    """The first character of what follows."""
    for part in inside:
        text = "[" if isinstance(part, Note) else "\n" if isinstance(part, Break) else plain([part])
        if text:
            return text[0]
    return ""
