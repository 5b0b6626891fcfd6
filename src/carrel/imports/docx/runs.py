"""The inside of paragraphs: runs of words, fields, links, pictures, notes, and form controls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

import msgspec

from carrel.imports.course import Finding
from carrel.imports.docx.blocks import (
    Blank,
    Break,
    Inline,
    Link,
    Note,
    Options,
    Picture,
    Text,
    only,
    plain,
)
from carrel.imports.docx.drawings import pictures, text_boxes, unread
from carrel.imports.docx.forms import OLD_FORMS, blank, choices
from carrel.imports.docx.story import Story, shown
from carrel.imports.docx.symbols import letter_of, letters
from carrel.imports.docx.xml import child, children, switch, value, words

_INSTRUCTION = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_CHARACTERS = {"w:noBreakHyphen": "\u2011", "w:tab": "\t", "w:ptab": "\t"}
_NO_WORDS = """
    w:rPr w:pPr w:lastRenderedPageBreak w:softHyphen w:footnoteRef w:endnoteRef w:annotationRef
    w:separator w:continuationSeparator
    w:proofErr w:permStart w:permEnd w:commentRangeStart w:commentRangeEnd w:bookmarkEnd
    w:moveFromRangeStart w:moveFromRangeEnd
    w:moveToRangeStart w:moveToRangeEnd w:sectPr w:fldData w:delText w:delInstrText
    w:customXmlPr w:smartTagPr
"""
_SILENT = frozenset(_NO_WORDS.split())


class _Field(msgspec.Struct):
    """A field of Word that has begun: its instruction, and what it shows."""

    instruction: str = ""
    shows: bool = False
    result: list[Inline] = []
    form: Element | None = None


class RunReader:
    """Reads the paragraphs of one story.

    `bookmarks` and `beside` (text boxes) gather what was met, for the reader to empty.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.bookmarks: list[str] = []
        self.beside: list[Element] = []
        self._out: list[Inline] = []
        self._fields: list[_Field] = []
        self._underscored = False  # the paragraph's tabs draw lines

    def read(self, paragraph: Element) -> list[Inline]:
        """Returns the content of a paragraph."""
        self.story.at(paragraph)
        self._out = []
        tabs = children(child(paragraph, "w:pPr", "w:tabs"), "w:tab")
        self._underscored = any(tab.get("w:leader") == "underscore" for tab in tabs)
        self._read_all(paragraph)
        self._end_of_paragraph()
        return joined(self._out)

    def _read_all(self, element: Element) -> None:
        for inner in element:
            self._read(inner)

    def _read(self, one: Element) -> None:
        reader = _READERS.get(one.tag)
        if reader:
            reader(self, one)
        elif one.tag not in _SILENT and words(one):
            sentence = (
                "Words in an element that Carrel does not know were left out:"
                f" “{shown(words(one))}”"
            )
            self.story.say(Finding.UNKNOWN, sentence)

    def _put(self, *parts: Inline) -> None:
        """Adds parts to the innermost field that shows something, or to the paragraph."""
        showing = (field.result for field in reversed(self._fields) if field.shows)
        next(showing, self._out).extend(parts)

    # Runs

    def _run(self, run: Element) -> None:
        properties = child(run, "w:rPr")
        if self.story.styles.run(properties, "w:vanish"):
            self._report_hidden(run)
            return
        form = self._form(properties)
        underlined = value(properties, "w:u") not in ("", "none")
        for inner in run:
            text = self._text(inner)
            if text is None:
                self._read(inner)
            elif self._is_line(text, underlined):
                self._put(Blank())
            elif text:
                self._put(msgspec.structs.replace(form, text=text))

    def _report_hidden(self, run: Element) -> None:
        if words(run):
            self.story.say(Finding.DROPPED, f"Hidden text was left out: “{shown(words(run))}”")

    def _is_line(self, text: str, underlined: bool) -> bool:
        """True for a line to write on: underlined spaces or tabs, or a tab that draws a line."""
        if text == "\t" and self._underscored:
            return True
        if not underlined or text.strip(" \t\u00a0\u2002\u2003"):
            return False
        return len(text) > 2 or "\t" in text

    def _form(self, properties: Element | None) -> Text:
        """Returns empty text in the form of a run with these properties."""
        on = self.story.styles.run
        strike = on(properties, "w:strike") or on(properties, "w:dstrike")
        raised, code = self.story.styles.raised(properties), self.story.styles.is_code(properties)
        return Text("", on(properties, "w:b"), on(properties, "w:i"), strike, raised, code)

    def _text(self, one: Element) -> str | None:
        """Returns the characters of an element in a run; None where it is something else."""
        if one.tag == "w:t":
            return letters(one.text or "")
        if one.tag == "w:sym":
            return self._symbol(one)
        return _CHARACTERS.get(one.tag)

    def _symbol(self, one: Element) -> str:
        font = one.get("w:font", "")
        code = _code_point(one.get("w:char", ""))
        found = letter_of(chr(code), font) if code else ""
        if not found:
            sentence = f"A character of the font {shown(font)} is not known, and was left out."
            self.story.say(Finding.UNKNOWN, sentence)
        return letters(found)

    def _break(self, one: Element) -> None:
        if one.get("w:type", "textWrapping") == "textWrapping":
            self._put(Break())

    # Links, notes, bookmarks

    def _hyperlink(self, one: Element) -> None:
        inside = self._apart(lambda: self._read_all(one))
        relation = self.story.relations.get(one.get("r:id", ""))
        address = relation.target if relation else ""
        self._link(inside, address, one.get("w:anchor", ""))

    def _link(self, inside: list[Inline], address: str, bookmark: str) -> None:
        if any(isinstance(part, Blank | Options) for part in inside):
            sentence = (
                f"A blank cannot be a link; the link to {shown(address or bookmark)} was taken"
                " away from it."
            )
            self.story.say(Finding.CHANGED, sentence)
            self._put(*inside)
        elif plain(inside) or only(inside, Picture):
            self._put(Link(inside, letters(address.strip()), bookmark))
        else:
            if address:
                sentence = f"A link without words was left out: {shown(address)}"
                self.story.say(Finding.DROPPED, sentence)
            self._put(*inside)

    def _apart(self, read: Callable[[], None]) -> list[Inline]:
        """Returns what `read` puts, instead of putting it."""
        self._fields.append(_Field(shows=True))
        kept = len(self._fields)
        read()
        while len(self._fields) > kept:  # a field that began inside and did not end there
            self._close_field()
        return self._fields.pop().result if len(self._fields) == kept else []

    def _note(self, one: Element) -> None:
        self._put(Note(one.tag.removeprefix("w:").removesuffix("Reference"), one.get("w:id", "")))

    def _comment(self, one: Element) -> None:
        self.story.log.comments.append((self.story.place, one.get("w:id", "")))

    def _bookmark(self, one: Element) -> None:
        self.bookmarks.append(one.get("w:name", ""))

    # Fields

    def _field_char(self, one: Element) -> None:
        kind = one.get("w:fldCharType", "")
        if kind == "begin":
            self._fields.append(_Field(form=child(one, "w:ffData")))
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._close_field()

    def _instruction(self, one: Element) -> None:
        if self._fields:
            self._fields[-1].instruction += one.text or ""

    def _simple_field(self, one: Element) -> None:
        self._fields.append(_Field(one.get("w:instr", ""), True))
        self._read_all(one)
        self._close_field()

    def _close_field(self) -> None:
        self._show(self._fields.pop())

    def _end_of_paragraph(self) -> None:
        """Puts what fields show so far that go on in the next paragraph."""
        still_open, self._fields = self._fields, []
        for at, field in reversed(list(enumerate(still_open))):
            showing = (outer.result for outer in reversed(still_open[:at]) if outer.shows)
            target = next(showing, self._out)
            before, self._out = self._out, []
            self._show(msgspec.structs.replace(field, form=None))
            made, self._out = self._out, before
            target.extend(made)
            field.result = []
        self._fields = still_open

    def _show(self, field: _Field) -> None:
        """Puts what a field shows, as far as it means something here.

        One that another only calculates with shows nothing.
        """
        if self._fields and not self._fields[-1].shows:
            return
        instruction = [quoted or word for quoted, word in _INSTRUCTION.findall(field.instruction)]
        name = instruction[0].upper() if instruction else ""
        form = OLD_FORMS.get(name) if field.form is not None else None
        if name == "HYPERLINK":
            self._link(field.result, *_target(instruction[1:]))
        elif form and field.form is not None:
            self._put(form(field.form))
        elif name != "TOC":
            self._report_page_number(name, plain(field.result))
            self._put(*field.result)

    def _report_page_number(self, name: str, number: str) -> None:
        if name == "PAGEREF" and number:
            sentence = (
                f"The page number {shown(number)} means the printed document; it was kept as text."
            )
            self.story.say(Finding.CHANGED, sentence)

    # Content controls, drawings, formulas

    def _control(self, one: Element) -> None:
        """Reads a content control: a blank if it waits to be filled in, otherwise its content."""
        properties, content = child(one, "w:sdtPr"), child(one, "w:sdtContent")
        if child(properties, "w14:checkbox") is not None:
            self._put(Text("☐ "))
        elif switch(properties, "w:showingPlcHdr") is True:
            self._put(choices(properties) or blank(properties, content))
        elif content is not None:
            self._read_all(content)

    def _drawing(self, one: Element) -> None:
        self._put(*pictures(self.story, one))
        self.beside += text_boxes(one)
        for sentence in unread(self.story, one):
            self.story.say(Finding.UNKNOWN, sentence)

    def _formula(self, one: Element) -> None:
        text = letters(words(one))
        self.story.say(Finding.UNKNOWN, f"A formula was kept as plain text: “{shown(text)}”")
        if text:
            self._put(Text(f" {text} "))

    def _ruby(self, one: Element) -> None:
        base, above = child(one, "w:rubyBase"), child(one, "w:rt")
        if base is not None:
            self._read_all(base)
        if above is not None and words(above):
            self._put(Text(f" ({letters(words(above))})"))


_READERS: dict[str, Callable[[RunReader, Element], None]] = {
    "w:r": RunReader._run,
    "w:br": RunReader._break,
    "w:cr": RunReader._break,
    "w:hyperlink": RunReader._hyperlink,
    "w:footnoteReference": RunReader._note,
    "w:endnoteReference": RunReader._note,
    "w:commentReference": RunReader._comment,
    "w:bookmarkStart": RunReader._bookmark,
    "w:fldChar": RunReader._field_char,
    "w:instrText": RunReader._instruction,
    "w:fldSimple": RunReader._simple_field,
    "w:sdt": RunReader._control,
    "w:drawing": RunReader._drawing,
    "w:pict": RunReader._drawing,
    "w:object": RunReader._drawing,
    "m:oMath": RunReader._formula,
    "m:oMathPara": RunReader._formula,
    "w:ruby": RunReader._ruby,
}


def _code_point(hexadecimal: str) -> int:
    """Returns the number of a character that text can hold; 0 for any other."""
    if not re.fullmatch("[0-9A-Fa-f]{1,6}", hexadecimal):
        return 0
    point = int(hexadecimal, 16)
    return 0 if 0xD800 <= point < 0xE000 or point >= 0x110000 else point


def _target(arguments: list[str]) -> tuple[str, str]:
    """Returns the address and the bookmark in the instruction of a link."""
    pairs = list(zip(["", *arguments], arguments, strict=False))
    bookmarks = [word for before, word in pairs if before == "\\l"]
    addresses = [word for before, word in pairs if _is_address(before, word)]
    address = next(filter(None, addresses), "")
    return address.replace("\\\\", "\\"), bookmarks[-1] if bookmarks else ""


def _is_address(before: str, word: str) -> bool:
    return before not in ("\\l", "\\o", "\\t", "\\m") and not word.startswith("\\")


def joined(inside: Iterable[Inline]) -> list[Inline]:
    """Returns a passage with neighbors of one form joined; Word divides them at corrections."""
    out: list[Inline] = []
    for part in inside:
        if isinstance(part, Link):
            part.inside = joined(part.inside)
        if not _is_nothing(part) and not (out and _join(out[-1], part)):
            out.append(part)
    return out


def _is_nothing(part: Inline) -> bool:
    return isinstance(part, Text) and not part.text


def _join(before: Inline, part: Inline) -> bool:
    """Adds a part to the one before it, if they are one; true if it did."""
    if isinstance(before, Text) and isinstance(part, Text):
        return _join_text(before, part)
    if isinstance(before, Link) and isinstance(part, Link):
        return _join_link(before, part)
    return part == before == Blank()


def _join_text(before: Text, part: Text) -> bool:
    if msgspec.structs.replace(before, text=part.text) != part:
        return False
    before.text += part.text
    return True


def _join_link(before: Link, part: Link) -> bool:
    if (part.href, part.bookmark) != (before.href, before.bookmark):
        return False
    before.inside = joined([*before.inside, *part.inside])
    return True
