"""What kramdown knows and CommonMark does not becomes comments that CommonMark lets through."""

from __future__ import annotations

import re

from carrel.imports.course import Finding
from carrel.imports.html.tree import with_lines
from carrel.imports.jekyll import raw_html
from carrel.imports.jekyll.prepared import KEPT, Prepared, Scan
from carrel.model.tables import WIDEST

_INLINE_ALONE = re.compile(r" {0,3}</?[a-zA-Z][^<>]*>[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?:[-*+>]|\d+\.)?[ \t]*(`{3,}|~{3,})(.*)")
_BLOCK_LIST = re.compile(r"^([ \t]*)\{:(?!:)[ \t]*([^{}]*)\}[ \t]*$")
_SPAN_LIST = re.compile(r"\{:[ \t]*([^{}:][^{}]*)\}")
_OPTION = re.compile(r"^[ \t]*\{::(options|comment|nomarkdown)\b([^{}]*?)(/?)\}[ \t]*$")
_OPTION_ENDS = re.compile(r"^[ \t]*\{:/(?:comment|nomarkdown)?\}[ \t]*$")
_HEADING = re.compile(r"^( {0,3}#{1,6}[ \t].*?\S)[ \t]*+\{:?[ \t]*+#([\w:-]++)[^{}]*+\}[ \t]*$")
_NO_SPACE = re.compile(r"^( {0,3}#{1,6})(?=[^#\s])")
_ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\]]+)\]:[ \t]*(.*)$")
_TABLE_ROW = re.compile(r"^ {0,3}\|.*\|?[ \t]*$")
_NAME = re.compile(r"[\w-]+")
_ATTRIBUTE = re.compile(
    r"""(?:([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))|\.([\w-]+)|#([\w:-]+)|([\w-]+))"""
)


def prepare(text: str, first: int) -> Prepared:
    """Returns a kramdown text as CommonMark; its lines count from `first`."""
    return _PrePass(Scan(text, first)).run()


class _PrePass:
    """Goes through the lines once. `fence` opened the code block that is open."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.lines, self.made = scan.lines, scan.made
        self.fence = ""
        self.definitions: dict[str, dict[str, str]] = {}

    def run(self) -> Prepared:
        """Takes all lines."""
        number = 0
        while number < len(self.lines):
            number = self._take(number)
        last = len(self.lines) - 1
        for name, end in reversed(self.scan.inner):
            self.scan.comment(last, Finding.FAULT, f"A <{name}> is opened and never closed.")
            self.scan.add(end, last)
        return self.made

    def _take(self, number: int) -> int:
        """Takes a line and those that belong to it; returns the number of the next one."""
        line = self.lines[number]
        if self._in_code(line):
            self.scan.add(line, number)
            return number + 1
        after = self._take_special(line, number)
        if after is not None:
            return after
        self.scan.add(self._text(line), number)
        return number + 1

    def _take_special(self, line: str, number: int) -> int | None:
        """Takes what is more than a line of text; None if this is such a line."""
        takers = (
            self._option,
            self._html_comment,
            self._end_tag,
            self._html,
            self._list,
            self._end_of_block,
            self._abbreviation,
            self._table,
        )
        taken = (taker(line, number) for taker in takers)
        return next((after for after in taken if after is not None), None)

    def _in_code(self, line: str) -> bool:
        """True for a line of a code block, its fences included."""
        found = _FENCE.match(line)
        if found and not self.fence:
            is_fence = "`" not in found[2] or found[1].startswith("~")
            self.fence = found[1] if is_fence else ""
        elif found and found[1].startswith(self.fence) and not found[2].strip():
            self.fence = ""
            return True
        return bool(self.fence)

    # HTML

    def _html_comment(self, line: str, number: int) -> int | None:
        return raw_html.take_comment(self.scan, line, number)

    def _html(self, line: str, number: int) -> int | None:
        return raw_html.take_block(self.scan, line, number)

    def _end_tag(self, line: str, number: int) -> int | None:
        """The end of an element whose content is Markdown."""
        found = raw_html.find_end_tag(self.scan, line)
        if found is None:
            return None
        before = line[: found.start()]
        if before.strip():
            self.scan.add(self._text(before), number)
        self.scan.add(self.scan.inner.pop()[1], number)
        return self.scan.go_on(number, found.end())

    # kramdown's own lines

    def _option(self, line: str, number: int) -> int | None:
        found = _OPTION.match(line)
        if not found:
            return None
        what, values, alone = found.groups()
        if what == "options" or alone:
            self.scan.parse_html |= 'parse_block_html="true"' in values
            said = f"An instruction to kramdown: {line.strip()}"
            self.scan.comment(number, Finding.DROPPED, said)
            return number + 1
        end = self._end_of_option(number)
        inside = "\n".join(self.lines[number + 1 : end])
        if what == "nomarkdown":
            self.scan.hold(with_lines(inside, self.scan.first + number + 1), number)
        else:
            self.scan.hold(f"<!--{inside.replace('--', '- -')}-->", number)
        return end + 1

    def _end_of_option(self, number: int) -> int:
        later = range(number + 1, len(self.lines))
        ends = (at for at in later if _OPTION_ENDS.match(self.lines[at]))
        return next(ends, len(self.lines))

    def _list(self, line: str, number: int) -> int | None:
        """An attribute list on a line of its own."""
        found = _BLOCK_LIST.match(line)
        if not found:
            return None
        words = found[2].strip()
        name, colon, rest = words.partition(":")
        if words.startswith("toc"):
            self._drop_contents(number)
        elif colon and _NAME.fullmatch(name):
            self.definitions[name] = self._attributes(rest)
        else:
            before = bool(number and self.lines[number - 1].strip())
            given = self._attributes(words) | {"": "before" if before else "after"}
            self.scan.add(found[1] + self.made.hold(given), number)
        return number + 1

    def _drop_contents(self, number: int) -> None:
        """Drops the list before `{:toc}`, which the page's headings would replace."""
        while self.made.lines and self.made.lines[-1].strip():
            self.made.lines.pop()
            self.made.origin.pop()
        said = "A table of contents: Carrel makes its menus by itself."
        self.scan.comment(number, Finding.DERIVED, said)

    def _end_of_block(self, line: str, number: int) -> int | None:
        if line.strip() != "^":
            return None
        self.scan.add("<!-- -->", number)
        return number + 1

    def _abbreviation(self, line: str, number: int) -> int | None:
        found = _ABBREVIATION.match(line)
        if not found:
            return None
        self.scan.comment(
            number,
            Finding.DROPPED,
            f"What the abbreviation “{found[1]}” stands for: “{found[2]}”. A glossary can say it.",
        )
        return number + 1

    def _attributes(self, words: str) -> dict[str, str]:
        """The attributes of an attribute list."""
        made: dict[str, str] = {}
        for key, double, single, bare, name, identifier, other in _ATTRIBUTE.findall(words):
            if key:
                made[key] = double or single or bare
            elif name:
                made["class"] = f"{made.get('class', '')} {name}".strip()
            elif identifier:
                made["id"] = identifier
            else:
                made |= self.definitions.get(other, {})
        return made

    def _table(self, line: str, number: int) -> int | None:
        """A table without a line of hyphens; its first row becomes its header."""
        cells = line.strip().strip("|").count("|") + 1
        if cells > WIDEST or not self._starts_table(line, number):
            return None
        self.scan.add(self._text(line), number)
        self.scan.add("|" + " --- |" * cells, number)
        said = "This table has no header row, so its first row has become one."
        self.scan.comment(number, Finding.CHANGED, said)
        return number + 1

    def _starts_table(self, line: str, number: int) -> bool:
        """True for the first row of a table that has no line of hyphens."""
        if number and self.lines[number - 1].strip():
            return False
        if not _TABLE_ROW.match(line) or line.count("|") < 2 or _is_delimiter(line):
            return False
        following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return not (_is_delimiter(following) and "|" in following)

    # Lines of text

    def _text(self, line: str) -> str:
        heading = _HEADING.match(line)
        if heading:
            return f"{heading[1]} {self.made.hold({'id': heading[2], '': 'parent'})}"
        text = line.lstrip()
        if text.startswith("#"):
            line = _NO_SPACE.sub(r"\1 ", line)
        if _INLINE_ALONE.match(line) and not text.startswith("<!"):
            return line[: len(line) - len(text)] + KEPT + text
        return _SPAN_LIST.sub(self._span, line) if "{:" in line else line

    def _span(self, found: re.Match[str]) -> str:
        before = found.string[: found.start()].rstrip()
        first = not before.strip(" \t-*+0123456789.")  # after the marker of a list item
        where = "parent" if first or before.lstrip().startswith("#") else "before"
        return self.made.hold({**self._attributes(found[1]), "": where})


def _is_delimiter(line: str) -> bool:
    return "-" in line and set(line) <= set(" \t|:-")
