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
    plain,
)
from carrel.imports.docx.drawings import pictures, text_boxes, unread
from carrel.imports.docx.story import Story, shown
from carrel.imports.docx.symbols import letter_of, letters
from carrel.imports.docx.xml import child, children, switch, value, words

_INSTRUCTION = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_SIGNS = {"w:noBreakHyphen": "\u2011", "w:tab": "\t", "w:ptab": "\t"}
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
        """What stands in a paragraph."""
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
            self.story.say(
                Finding.UNKNOWN,
                "Words in an element that Carrel does not know were left out:"
                f" “{shown(words(one))}”",
            )

    def _put(self, part: Inline) -> None:
        """Adds a part to the innermost field that shows something, or to the paragraph."""
        field = next((one for one in reversed(self._fields) if one.shows), None)
        (field.result if field else self._out).append(part)

    # Runs

    def _run(self, run: Element) -> None:
        properties, styles = child(run, "w:rPr"), self.story.styles
        if styles.run(properties, "w:vanish"):
            if words(run):
                self.story.say(Finding.DROPPED, f"Hidden text was left out: “{shown(words(run))}”")
            return
        form = self._form(properties)
        underlined = value(properties, "w:u") not in ("", "none")
        for inner in run:
            said = self._said(inner)
            if said is None:
                self._read(inner)
            elif _is_line(said, underlined) or (said == "\t" and self._underscored):
                self._put(Blank())
            elif said:
                self._put(msgspec.structs.replace(form, text=said))

    def _form(self, properties: Element | None) -> Text:
        """How the words of a run look."""
        on = self.story.styles.run
        strike = on(properties, "w:strike") or on(properties, "w:dstrike")
        raised, code = self.story.styles.raised(properties), self.story.styles.is_code(properties)
        return Text("", on(properties, "w:b"), on(properties, "w:i"), strike, raised, code)

    def _said(self, one: Element) -> str | None:
        """The letters that an element stands for; None where it is something else."""
        if one.tag == "w:t":
            return letters(one.text or "")
        if one.tag == "w:sym":
            return self._symbol(one)
        return _SIGNS.get(one.tag)

    def _symbol(self, one: Element) -> str:
        code, font = one.get("w:char", ""), one.get("w:font", "")
        point = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
        letter = (
            letter_of(chr(point), font) if 0 < point < 0xD800 or 0xE000 <= point < 0x110000 else ""
        )
        if not letter:
            self.story.say(
                Finding.UNKNOWN, f"A sign of the font {shown(font)} is not known, and was left out."
            )
        return letters(letter)

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
            self.story.say(
                Finding.CHANGED,
                f"A blank cannot be a link; the link to {shown(address or bookmark)} was taken"
                " away from it.",
            )
            for part in inside:
                self._put(part)
            return
        if not plain(inside) and not any(isinstance(part, Picture) for part in inside):
            if address:
                self.story.say(
                    Finding.DROPPED, f"A link without words was left out: {shown(address)}"
                )
            for part in inside:
                self._put(part)
        else:
            self._put(Link(inside, letters(address.strip()), bookmark))

    def _apart(self, read: Callable[[], None]) -> list[Inline]:
        """What `read` puts, instead of putting it."""
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
        """A field that goes on in the next paragraph shows what it has so far here."""
        still_open, self._fields = self._fields, []
        for field in reversed(still_open):
            outer = still_open[: still_open.index(field)]
            target = next((one for one in reversed(outer) if one.shows), None)
            before, self._out = self._out, []
            self._show(msgspec.structs.replace(field, form=None))
            made, self._out = self._out, before
            (target.result if target else self._out).extend(made)
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
        if name == "HYPERLINK":
            self._link(field.result, *_target(instruction[1:]))
        elif name in ("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN") and field.form is not None:
            self._old_form(name, field.form)
        elif name != "TOC":
            if name == "PAGEREF" and plain(field.result):
                number = shown(plain(field.result))
                self.story.say(
                    Finding.CHANGED,
                    f"The page number {number} means the printed document; it was kept as text.",
                )
            for part in field.result:
                self._put(part)

    def _old_form(self, name: str, form: Element) -> None:
        label = value(form, "w:statusText") or value(form, "w:helpText")
        if name == "FORMTEXT":
            self._put(
                Blank("date" if value(form, "w:textInput", "w:type") == "date" else "gap", label)
            )
        elif name == "FORMCHECKBOX":
            self._put(Text("☐ "))
        else:
            self._put(
                Options(
                    [
                        letters(one.get("w:val", ""))
                        for one in children(child(form, "w:ddList"), "w:listEntry")
                    ]
                )
            )

    # Content controls, drawings, formulas

    def _control(self, one: Element) -> None:
        """A content control: a blank where it waits to be filled in, otherwise its content."""
        properties, content = child(one, "w:sdtPr"), child(one, "w:sdtContent")
        waiting = switch(properties, "w:showingPlcHdr") is True
        choices = _choices(properties)
        if child(properties, "w14:checkbox") is not None:
            self._put(Text("☐ "))
        elif waiting and choices is not None:
            self._put(Options(choices))
        elif waiting:
            self._put(_blank(properties, content))
        elif content is not None:
            self._read_all(content)

    def _drawing(self, one: Element) -> None:
        for picture in pictures(self.story, one):
            self._put(picture)
        self.beside += text_boxes(one)
        for sentence in unread(self.story, one):
            self.story.say(Finding.UNKNOWN, sentence)

    def _formula(self, one: Element) -> None:
        said = letters(words(one))
        self.story.say(Finding.UNKNOWN, f"A formula was kept as plain text: “{shown(said)}”")
        if said:
            self._put(Text(f" {said} "))

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


def _choices(properties: Element | None) -> list[str] | None:
    """The choices of a control with a list; None for any other control."""
    lists = [child(properties, name) for name in ("w:dropDownList", "w:comboBox")]
    found = next((one for one in lists if one is not None), None)
    if found is None:
        return None
    entries = [entry for entry in children(found, "w:listItem") if entry.get("w:value")]
    shown_as = [entry.get("w:displayText", "") or entry.get("w:value", "") for entry in entries]
    return [letters(text) for text in shown_as]


def _blank(properties: Element | None, content: Element | None) -> Blank:
    """The blank of a control that waits to be filled in."""
    label = value(properties, "w:alias")
    if child(properties, "w:picture") is not None:
        return Blank("picture", label or (words(content) if content else ""))
    return Blank("date" if child(properties, "w:date") is not None else "gap", label)


def _is_line(said: str, underlined: bool) -> bool:
    """Whether a run is a line to write on: underlined spaces or tabs."""
    return (
        underlined and not said.strip(" \t\u00a0\u2002\u2003") and (len(said) > 2 or "\t" in said)
    )


def _target(arguments: list[str]) -> tuple[str, str]:
    """The address and the bookmark in the instruction of a link."""
    address = bookmark = ""
    for before, word in zip(["", *arguments], arguments, strict=False):
        if before == "\\l":
            bookmark = word
        elif not word.startswith("\\") and before not in ("\\o", "\\t", "\\m") and not address:
            address = word.replace("\\\\", "\\")
    return address, bookmark


def joined(inside: Iterable[Inline]) -> list[Inline]:
    """Returns a passage with neighbors of one form joined; Word divides them at corrections."""
    out: list[Inline] = []
    for part in inside:
        if isinstance(part, Link):
            part.inside = joined(part.inside)
        says_nothing = isinstance(part, Text) and not part.text
        if not says_nothing and not (out and _join(out[-1], part)):
            out.append(part)
    return out


def _join(before: Inline, part: Inline) -> bool:
    """Adds a part to the one before it, if they are one; true if it did."""
    if isinstance(before, Text) and isinstance(part, Text):
        if msgspec.structs.replace(before, text=part.text) != part:
            return False
        before.text += part.text
        return True
    if isinstance(before, Link) and isinstance(part, Link):
        if (part.href, part.bookmark) != (before.href, before.bookmark):
            return False
        before.inside = joined([*before.inside, *part.inside])
        return True
    return part == before == Blank()
