"""A tree of HTML -> Carrel's Markdown, as an author would write it: no HTML where Markdown can say it.

Besides HTML, the tree may hold elements that HTML does not know:

- `box` with `kind`, `title` (Markdown), `id`, and the box's other attributes: a box, with its content
- `note` with `label`: the call of a footnote; `note-text` with `label`: what it says. Those are gathered at the end
- `rows`, right after a table, with what stands in braces under it: `rows=grow`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from carrel.imports.html.cells import span, table_rows
from carrel.imports.html.tree import COMMENT, INLINE, Element, Node, names

_STRONG, _EMPHASIS, _STRUCK = (
    frozenset({"b", "strong"}),
    frozenset({"em", "i", "cite", "dfn", "var"}),
    frozenset({"del", "s", "strike"}),
)
_CODE = frozenset({"code", "samp", "tt"})
_KEPT = names("sup sub mark u kbd small abbr q ins bdo")  # inline HTML that Markdown cannot say
_INLINE = INLINE | {"br", "note"}
_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot"})

_SPACE = re.compile(r"[ \t\r\n\f]+")
_LIKE_TAG, _ENTITY = re.compile(r"<(?=[A-Za-z/!?])"), re.compile(r"&#?\w+;")
_ALWAYS = re.compile(r"[\\`*]|~(?=~)|!(?=\[)|\[(?=[^\[\]]*\][(\[:]|\^)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BRACES = re.compile(r"\{(?=[#.]|[A-Za-z][\w-]*=)")
_STARTS = re.compile(r"(#{1,6}(?=\s|$)|[-+>](?=\s|$)|>|:(?=\s)|:::|={2,}\s*$|-{2,}\s*$|\|)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_WORD = re.compile(r"\w")
_HARD = "\\\n"


def write(root: Element) -> str:
    """The Markdown of a page, footnotes last."""
    notes = [element for element in root.walk() if element.name == "note-text"]
    text = "\n\n".join(_Writer().blocks(root.children))
    texts = [_note_text(note) for note in notes]
    return "\n\n".join(part for part in (text, "\n".join(texts)) if part) + "\n"


def inline(nodes: Sequence[Node]) -> str:
    """The Markdown of some words and what is among them, on one line."""
    return _SPACE.sub(" ", _Writer().inline(nodes).replace(_HARD, " ")).strip()


def _note_text(note: Element) -> str:
    blocks = _Writer(flat=True).blocks(note.children) or [""]
    rest = "".join(f"\n\n{_indented(block, 4)}" for block in blocks[1:])
    return f"[^{note.attributes['label']}]: {blocks[0]}{rest}"


def _indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line if line else line for line in text.split("\n"))


class _Writer:
    """Writes blocks; `cell` when they stand in a table's cell, where nothing may break the line; `flat` where no box can stand."""

    def __init__(self, cell: bool = False, flat: bool = False) -> None:
        self.cell, self.flat = cell, flat
        self.strong = self.emphasis = False

    # Blocks

    def blocks(self, nodes: Iterable[Node]) -> list[str]:
        """One text for each block; words between blocks become paragraphs."""
        made: list[str] = []
        words: list[Node] = []
        before = ""
        for node in [*nodes, Element("#end")]:
            if (
                isinstance(node, str)
                or node.name in _INLINE
                or (node.name == COMMENT and words and not _blank(words))
            ):
                words.append(node)
                continue
            made += self.paragraphs(words)
            words = []
            if node.name != "#end":
                made += self.block(node, before == node.name)
                before = node.name if node.name != COMMENT else before
        return [block for block in made if block.strip("\n")]

    def block(self, element: Element, again: bool) -> list[str]:
        """The blocks of one element; `again`: the one before had the same name, so two lists are to stay two."""
        name = element.name
        if name in ("p", "figcaption", "address"):
            return self.blocks(element.children)
        if re.fullmatch(r"h[1-6]", name):
            return self.heading(element)
        if name in ("ul", "ol"):
            return [self.listing(element, again)]
        if name == "blockquote":
            inner = _Writer(flat=True).blocks(element.children)
            return (
                ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(inner).split("\n"))]
                if inner
                else []
            )
        writers = {
            "pre": self.code_block,
            "table": self.table,
            "dl": self.definitions,
            "box": self.box,
            COMMENT: self.comment,
        }
        if name in writers:
            return [writers[name](element)]
        if name == "hr":
            return ["---"]
        if name == "rows":
            return ["{rows=grow}"]
        if name in ("note-text", "caption"):
            return []
        if name == "summary":
            return [f"**{inline(element.children)}**"]
        return self.blocks(element.children)

    def paragraphs(self, words: list[Node]) -> list[str]:
        """The paragraphs of some words: two line breaks in a row divide them."""
        text = self.inline(words)
        parts = re.split(r"(?:[ \t]*\\\n[ \t]*){2,}", text)
        return [_start(part) for part in (_trimmed(part) for part in parts) if part]

    def heading(self, element: Element) -> list[str]:
        text = inline(element.children)
        identifier = element.attributes.get("id", "")
        if not text:
            return []
        return [
            f"{'#' * int(element.name[1])} {text.rstrip('#').rstrip() or text}"
            + (f" {{#{identifier}}}" if identifier else "")
        ]

    def listing(self, element: Element, again: bool) -> str:
        children = [
            Element("li", {}, [child]) if isinstance(child, str) else child
            for child in element.children
        ]
        items = [child for child in children if not child.is_empty() or child.find("box")]
        first = element.attributes.get("start", "")
        number = int(first) if first.isascii() and first.isdigit() and len(first) < 9 else 1
        made = []
        for count, item in enumerate(items, number):
            marker = (
                f"{count}{')' if again else '.'}"
                if element.name == "ol"
                else ("*" if again else "-")
            )
            inner = self.blocks(item.children if item.name == "li" else [item])
            made.append((marker, inner))
        loose = any(_is_loose(inner) for _, inner in made)
        return ("\n\n" if loose else "\n").join(
            _item(marker, inner, loose) for marker, inner in made
        )

    def code_block(self, element: Element) -> str:
        code = next(iter(element.find("code")), element)
        named = [
            one.removeprefix("language-")
            for one in [*code.classes, *element.classes]
            if one.startswith("language-")
        ]
        text = "".join(
            child if isinstance(child, str) else child.text() for child in code.children
        ).rstrip("\n")
        longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
        fence = "`" * (longest + 1)
        language = named[0] if named and re.fullmatch(r"[\w+-]+", named[0]) else ""
        return f"{fence}{language}\n{text}\n{fence}"

    def comment(self, element: Element) -> str:
        text = (
            " ".join("".join(map(str, element.children)).split()).replace("--", "- -").strip("- >")
        )
        return f"<!-- {text} -->" if text else ""

    def definitions(self, element: Element) -> str:
        """Terms and what they mean; with blank lines between where a definition has several paragraphs."""
        blocks = [
            (child, _Writer(flat=True).blocks(child.children) or [""])
            for child in element.elements()
            if child.name != "dt"
        ]
        loose = any(len(inner) > 1 for _, inner in blocks)
        made: list[str] = []
        for child in element.elements():
            if child.name == "dt":
                made.append(("\n" if made else "") + _start(inline(child.children)))
            else:
                inner = next(inner for one, inner in blocks if one is child)
                rest = "".join(f"\n\n{_indented(block, 2)}" for block in inner[1:])
                made.append(
                    ("\n" if loose else "") + f": {_indented(inner[0], 2).lstrip(' ')}{rest}"
                )
        return "\n".join(made)

    def box(self, element: Element) -> str:
        given = dict(element.attributes)
        kind, title = given.pop("kind"), given.pop("title", "")
        identifier = given.pop("id", "")
        words = [f"#{identifier}"] if identifier else []
        words += [f"{key}={_value(value)}" for key, value in given.items() if value]
        opening = " ".join(
            part
            for part in ("::: " + kind, title, f"{{{' '.join(words)}}}" if words else "")
            if part
        )
        inner = "\n\n".join(self.blocks(element.children))
        if self.flat:
            return "\n\n".join(part for part in (f"**{title}**" if title else "", inner) if part)
        return f"{opening}\n{inner}\n:::" if inner else f"{opening}\n:::"

    # Tables

    def table(self, element: Element) -> str:
        rows = table_rows(element)
        if (
            not rows
            or not all(map(_is_plain, (cell for row in rows for cell in row)))
            or not _is_even(rows)
            or not _has_header(rows)
        ):
            return self.html_table(element)
        cells = [[_cell(cell) for cell in row] for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in cells]
        lines.insert(1, "|" + "---|" * len(cells[0]))
        return "\n".join(lines)

    def html_table(self, element: Element) -> str:
        """A table that Markdown cannot say: merged cells, lists in cells. What stands in its cells is Markdown all the same."""
        lines = ["<table>"]
        for row in table_rows(element):
            lines.append("<tr>")
            for cell in row:
                lines += self._html_cell(cell)
            lines.append("</tr>")
        return "\n".join([*lines, "</table>"])

    def _html_cell(self, cell: Element) -> list[str]:
        spans = "".join(
            f' {key}="{value}"' for key in ("colspan", "rowspan") if (value := span(cell, key)) > 1
        )
        inner = "\n\n".join(self.blocks(cell.children))
        if _is_plain(Element("td", {}, cell.children)) and re.fullmatch(
            r"[\w ,.:;!?()“”‘’–—-]*", inner
        ):
            return [f"<{cell.name}{spans}>{inner}</{cell.name}>"]
        return [f"<{cell.name}{spans}>", "", inner, "", f"</{cell.name}>"]

    # Words

    def inline(self, nodes: Sequence[Node]) -> str:
        """The Markdown of words. A hard line break is a backslash at the end of a line."""
        made = ""
        for number, node in enumerate(nodes):
            if isinstance(node, str):
                text = _SPACE.sub(" ", node)
                after_note = (
                    number and isinstance(nodes[number - 1], Element) and made.endswith("]")
                )
                made += "\\" if after_note and text[:1] in ("(", ":", "[") else ""
                made += _escaped(text if not made.endswith((" ", "\n")) else text.lstrip(" "))
            else:
                made += self.inline_element(node, made[-1:], _next_letter(nodes[number + 1 :]))
        return made

    def inline_element(self, element: Element, before: str, after: str) -> str:
        name = element.name
        if name == "br":
            return "<br>" if self.cell else _HARD
        if name == "note":
            return f"[^{element.attributes['label']}]"
        if name == COMMENT:
            return self.comment(element)
        if name == "img":
            return _image(element)
        if name in _CODE:
            return _code(element.text())
        if name == "a" and element.attributes.get("href"):
            return self.link(element)
        if name in _STRONG or name in _EMPHASIS:
            return self.emphasised(element, before, after)
        inner = self.inline(element.children)
        if name in _STRUCK and inner.strip():
            return _around("~~", inner)
        if name in _KEPT and inner.strip():
            title = element.attributes.get("title", "").replace('"', "&quot;")
            return (
                f'<{name} title="{title}">{inner}</{name}>'
                if title and name == "abbr"
                else f"<{name}>{inner}</{name}>"
            )
        return inner if name in _INLINE else f" {inner} "

    def emphasised(self, element: Element, before: str, after: str) -> str:
        strong = element.name in _STRONG
        outer = self.strong, self.emphasis
        if (strong and self.strong) or (not strong and self.emphasis):
            return self.inline(element.children)
        mark = "**" if strong else "_" if self.strong else "*"
        self.strong, self.emphasis = self.strong or strong, self.emphasis or not strong
        inner = self.inline(element.children)
        self.strong, self.emphasis = outer
        words = inner.strip(" \n")
        if not words.strip("\\ \n"):
            return inner
        if not _may_stand(
            mark,
            words,
            before if inner[:1] not in " \n" else " ",
            after if inner[-1:] not in " \n" else " ",
        ):
            tag = "strong" if strong else "em"
            return inner.replace(words, f"<{tag}>{words}</{tag}>", 1)
        return _around(mark, inner)

    def link(self, element: Element) -> str:
        inner = self.inline(element.children)
        words = inner.strip(" \n")
        while words.endswith("\\"):
            words = words[:-1].rstrip(" \n")
        if not words:
            return inner
        title = element.attributes.get("title", "").replace('"', "'")
        named = f' "{title}"' if title and title != element.plain() else ""
        made = f"[{words.replace(_HARD, ' ')}]({_address(element.attributes['href'])}{named})"
        return (
            (" " if inner[:1] in " \n" and inner[:1] else "")
            + made
            + (" " if inner[-1:] == " " else "")
        )


def _is_plain(cell: Element) -> bool:
    """Whether a cell holds one line of words, as those of Markdown do."""
    if span(cell, "colspan") > 1 or span(cell, "rowspan") > 1:
        return False
    blocks = [child for child in cell.elements() if child.name not in _INLINE]
    return not blocks or (
        len(blocks) == 1
        and blocks[0].name in ("p", "div")
        and _is_plain(blocks[0])
        and _only(cell, blocks[0])
    )


def _only(parent: Element, child: Element) -> bool:
    return all(
        one is child or (isinstance(one, str) and not one.strip()) for one in parent.children
    )


def _is_even(rows: list[list[Element]]) -> bool:
    return len({len(row) for row in rows}) == 1


def _has_header(rows: list[list[Element]]) -> bool:
    return (
        len(rows) > 1
        and all(cell.name == "th" for cell in rows[0])
        and any(not cell.is_empty() for cell in rows[0])
    )


def _cell(cell: Element) -> str:
    writer = _Writer(cell=True)
    inner = cell
    while [child for child in inner.elements() if child.name not in _INLINE]:
        inner = next(inner.elements())
    text = _trimmed(writer.inline(inner.children)).replace("\n", " ").replace("\xa0", " ").strip()
    text = re.sub(r"^(?:<br>|\s)+|(?:<br>|\s)+$", "", text)
    if cell.name == "th" and re.fullmatch(r"\*\*[^*]+\*\*", text):
        text = text[2:-2]
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def _blank(nodes: list[Node]) -> bool:
    return all(isinstance(node, str) and not node.strip() for node in nodes)


def _is_loose(inner: list[str]) -> bool:
    return sum(not re.match(r"([-*] |\d+[.)] )", block) for block in inner) > 1


def _item(marker: str, inner: list[str], loose: bool) -> str:
    text = ("\n\n" if loose else "\n").join(inner)
    if text.startswith(":::"):  # a box begins on a line of its own
        return f"{marker}\n{_indented(text, len(marker) + 1)}"
    return f"{marker} {_indented(text, len(marker) + 1).lstrip(' ')}" if text else marker


def _trimmed(text: str) -> str:
    """A paragraph without line breaks at its ends, and without spaces around those within."""
    text = re.sub(r"[ \t\xa0]*\\\n[ \t]*", _HARD, text).strip(" \t\n\xa0")
    while text.endswith("\\") and not text.endswith("\\\\"):
        text = text[:-1].rstrip(" \t\n\xa0")
    while text.startswith(_HARD):
        text = text[len(_HARD) :].lstrip()
    return text


def _start(text: str) -> str:
    """A paragraph whose lines do not begin like something else."""
    return _HARD.join(_line_start(line) for line in text.split(_HARD))


def _line_start(line: str) -> str:
    numbered = _NUMBER.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    return f"\\{line}" if _STARTS.match(line) else line


def _escaped(text: str) -> str:
    text = _ALWAYS.sub(
        lambda found: "\\" + found[0], text.replace("&", "&amp;") if _ENTITY.search(text) else text
    )
    text = _LIKE_TAG.sub("&lt;", text)
    text = _BRACES.sub(r"\\{", text)
    if "_" not in text:
        return text
    if len(re.findall(r"_+", text)) == 1 and re.search(r"_{3,}", text):  # a gap to write in
        return text
    return _UNDERSCORE.sub(r"\\_", text)


def _may_stand(mark: str, words: str, before: str, after: str) -> bool:
    """Whether the signs of emphasis would be read as such between these letters."""
    first, last = words[0], words[-1]
    if mark == "_" and (_WORD.match(before or " ") or _WORD.match(after or " ")):
        return False
    opens = bool(_WORD.match(first)) or not before or before.isspace() or not _WORD.match(before)
    closes = bool(_WORD.match(last)) or not after or after.isspace() or not _WORD.match(after)
    return opens and closes


def _around(mark: str, inner: str) -> str:
    """The signs right at the words, and spaces and line breaks outside of them."""
    words = inner.strip(" \n")
    end = ""
    while words.endswith("\\"):
        words, end = words[:-1].rstrip(" \n"), _HARD
    lead = " " if inner[:1] == " " else ""
    return f"{lead}{mark}{words}{mark}{end}" + (" " if inner[-1:] == " " and not end else "")


def _next_letter(nodes: Sequence[Node]) -> str:
    for node in nodes:
        text = (
            node
            if isinstance(node, str)
            else "["
            if node.name == "note"
            else "\n"
            if node.name == "br"
            else node.text()
        )
        if text:
            return text[0]
    return ""


def _code(text: str) -> str:
    text = _SPACE.sub(" ", text)
    if not text.strip():
        return text
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or text[0] == text[-1] == " " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _image(element: Element) -> str:
    alt = (
        _escaped(_SPACE.sub(" ", element.attributes.get("alt", "")).strip())
        .replace("[", "\\[")
        .replace("]", "\\]")
    )
    title = element.attributes.get("title", "").replace('"', "'")
    mark = "{.decorative}" if "decorative" in element.classes and not alt else ""
    return (
        f"![{alt}]({_address(element.attributes.get('src', ''))}"
        + (f' "{title}"' if title and title != alt else "")
        + f"){mark}"
    )


def _address(href: str) -> str:
    """An address as it may stand in round brackets."""
    href = re.sub(r"\s", lambda found: "%20" if found[0] == " " else "", href.strip())
    href = href.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"<{href}>" if "(" in href or ")" in href else href


def _value(value: str) -> str:
    plain = " ".join(value.replace('"', "'").replace("{", "(").replace("}", ")").split())
    return plain if re.fullmatch(r"[^\s\"]+", plain) else f'"{plain}"'
