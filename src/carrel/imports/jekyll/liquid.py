"""Liquid as Jekyll knows it, as far as courses use it, with limits.

No loop runs on, no include leaves `_includes`, nothing grows without end. What cannot be carried
out is reported with its line, and writes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from io import StringIO
from pathlib import PurePosixPath
from typing import TextIO

import msgspec
from liquid import Mode
from liquid.context import RenderContext
from liquid.exceptions import LiquidError, ResourceLimitError
from liquid.template import BoundTemplate
from liquid.token import TOKEN_TAG, Token

from carrel.imports.course import Finding, Found
from carrel.imports.jekyll.folder import Folder, Value
from carrel.imports.jekyll.liquid_filters import Limited, add_filters, too_long
from carrel.imports.jekyll.liquid_tags import (
    PLAIN_TAGS,
    Does,
    add_tag,
    include_arguments,
    nothing,
    unquoted,
)

_DEEPEST = 10  # nested includes
_TAGS = re.compile(r"\{%-?\s*(\w+)(.*?)-?%\}", re.S)
_OUTPUTS = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.S)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FILTER = re.compile(r"\|\s*([a-z_]\w*)")
_PARTS = ("else", "elsif", "elseif", "when")
_RAW = re.compile(r"\{%-?\s*(raw|comment)\s*-?%\}.*?\{%-?\s*end\1\s*-?%\}", re.S)
_ALL = re.compile(r"\{%.*?%\}|\{\{(?:(?!\{\{|\}\}).)*\}\}", re.S)
_NAVIGATION = re.compile(
    r"(?:^|[_/-])(?:nav|navigation|menu|sidebar|head|header|foot|footer|scripts?|analytics)"
    r"(?=[_./-]|$)",
    re.I,
)
_ERRORS = (
    LiquidError,
    RecursionError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    MemoryError,
)
"""What python-liquid raises for a page that it cannot read or carry out."""


class Expanded(msgspec.Struct):
    """A page's text after Liquid. `places` says where each stretch of lines comes from.

    `outputs` are the first lines of the stretches. A place has a file, a line, and whether the
    lines of the stretch go on from there.
    """

    text: str
    found: list[Found] = []
    outputs: list[int] = []
    places: list[tuple[str, int, bool]] = []

    def place(self, line: int) -> tuple[str, int]:
        """Returns the file and the line from which a line of the text comes."""
        at = bisect_right(self.outputs, line) - 1
        if at < 0:
            return "", line
        path, first, goes_on = self.places[at]
        return path, first + (line - self.outputs[at] if goes_on else 0)

    def add(self, output: int, path: str, line: int, goes_on: bool) -> None:
        """Adds a stretch."""
        self.outputs.append(output)
        self.places.append((path, line, goes_on))


class _Buffer(StringIO):
    """A text that counts its lines, and that cannot grow too long."""

    def __init__(self) -> None:
        super().__init__()
        self.line = 1
        self.size = 0

    def write(self, text: str) -> int:
        self.size += len(text)
        if self.size > Limited.output_stream_limit:
            raise too_long()
        self.line += text.count("\n")
        return super().write(text)


class Liquid:
    """Expands the pages of one site."""

    def __init__(self, folder: Folder, site: Mapping[str, Value]) -> None:
        self.folder, self.site = folder, site
        self.environment = Limited(tolerance=Mode.STRICT, strict_filters=False)
        self.path = ""
        self.first = 1
        self.depth = 0
        self.expanded = Expanded("")
        self.templates: dict[str, BoundTemplate] = {}
        self.unknown: set[str] = set()  # tags
        tags = {
            **PLAIN_TAGS,
            "include": self._include_tag,
            "include_cached": self._include_tag,
            "include_relative": self._include_relative_tag,
            "post_url": self._post_tag,
        }
        for name, does in tags.items():
            self._add_tag(name, does)
        add_filters(self.environment, site)

    def _add_tag(self, name: str, does: Does) -> None:
        add_tag(self.environment, name, does, lambda: 1 if self.depth else self.first)

    def _report(self, finding: Finding, sentence: str, line: int, path: str = "") -> None:
        self.expanded.found.append(Found(path or self.path, line, finding, sentence))

    def expand(self, path: str, text: str, first: int, values: Mapping[str, Value]) -> Expanded:
        """Returns the text of a page after Liquid. Its first line is line `first` of its file."""
        self.path, self.first, self.depth = path, first, 0
        self.expanded = Expanded(text, outputs=[1], places=[(path, first, True)])
        if "{%" not in text and "{{" not in text:
            return self.expanded
        try:
            self.expanded.text = self._render(text, values)
        except _ERRORS as error:
            self._report_error(error, text)
            self.expanded.outputs, self.expanded.places = [1], [(path, first, True)]
            self.expanded.text = _without_liquid(text)
        return self.expanded

    def _render(self, text: str, values: Mapping[str, Value]) -> str:
        self._report_unknown(self.path, text, self.first)
        template = self.environment.from_string(text)
        buffer = _Buffer()
        known = {"site": dict(self.site), "page": dict(values)}
        context = RenderContext(template, globals=known)
        self._run(template, self.path, self.first, context, buffer)
        return buffer.getvalue()

    def _report_error(self, error: Exception, text: str) -> None:
        token = getattr(error, "token", None)
        known = isinstance(token, Token) and 0 <= token.start_index <= len(text)
        start = token.start_index if known and token else 0
        line = self.first + text.count("\n", 0, start)
        if isinstance(error, ResourceLimitError):
            self.folder.report("import-liquid-limit", self.path, line)
        else:
            problem = str(error).split("\n")[0]
            self.folder.report("import-liquid", self.path, line, problem=problem)

    def _run(
        self, template: BoundTemplate, path: str, first: int, context: RenderContext, buffer: TextIO
    ) -> None:
        """Renders the nodes of a template one by one, and notes where the lines come from."""
        source = template.nodes[0].token.source if template.nodes else ""
        for node in template.nodes:
            start = max(0, node.token.start_index)
            at = getattr(buffer, "line", 0)  # 0 for a buffer of Liquid's own, inside a block
            if at:
                line = first + source.count("\n", 0, start)
                self.expanded.add(at, path, line, node.token.kind != TOKEN_TAG)
            node.render(context, buffer)
            after = getattr(buffer, "line", 0)
            if at and after > at:
                end = first + source.count("\n", 0, start + len(node.token.value))
                self.expanded.add(after, path, end, True)

    # Unknown tags and filters, which would otherwise be dropped without a word

    def _report_unknown(self, path: str, text: str, first: int) -> None:
        bare = _RAW.sub(lambda found: " " * len(found[0]), text)
        for found in _TAGS.finditer(bare):
            self._know_tag(found[1], bare)
            if found[1] in self.unknown:
                line = first + text.count("\n", 0, found.start())
                said = f"Carrel does not know the Liquid tag “{found[1]}”: {_short(found[0])}"
                self._report(Finding.UNKNOWN, said, line, path)
        for found in _OUTPUTS.finditer(bare):
            line = first + text.count("\n", 0, found.start())
            for name in self._unknown_filters(found[1]):
                said = f"Carrel does not know the Liquid filter “{name}”: {_short(found[0])}"
                self._report(Finding.UNKNOWN, said, line, path)

    def _know_tag(self, name: str, text: str) -> None:
        """Adds an unknown tag, and its end where it has one, so that the page can be read."""
        if name in self.environment.tags or name.startswith("end") or name in _PARTS:
            return
        self.unknown.add(name)
        self._add_tag(name, nothing)
        if f"end{name}" in text:
            self._add_tag(f"end{name}", nothing)

    def _unknown_filters(self, expression: str) -> list[str]:
        used = _FILTER.findall(_QUOTED.sub("", expression))
        return [name for name in used if name not in self.environment.filters]

    # Tags

    def _post_tag(self, words: str, _line: int, _context: RenderContext, buffer: TextIO) -> None:
        name = PurePosixPath(unquoted(words)).name
        posts = (path for path in self.folder.paths if "_posts/" in path)
        known = next((path for path in posts if PurePosixPath(path).stem == name), "")
        buffer.write("/" + (known or f"_posts/{name}"))

    def _include_tag(self, words: str, line: int, context: RenderContext, buffer: TextIO) -> None:
        name, arguments = include_arguments(words, context)
        if _leaves_folder(name):
            self._refuse_include(name, line)
        elif _NAVIGATION.search(name):
            said = (
                f"The include “{name}” is a part of the site around the text;"
                " Carrel makes its menus by itself."
            )
            self._report(Finding.DERIVED, said, line)
        elif self._may_include(path := str(PurePosixPath("_includes") / name), line):
            self._include(path, arguments, context, buffer)

    def _include_relative_tag(
        self, words: str, line: int, context: RenderContext, buffer: TextIO
    ) -> None:
        name, arguments = include_arguments(words, context)
        path = str(PurePosixPath(self.path).parent / name)
        if _leaves_folder(name):
            self._refuse_include(name, line)
        elif self._may_include(path, line):
            self._include(path, arguments, context, buffer)

    def _refuse_include(self, name: str, line: int) -> None:
        self.folder.report("import-outside", self.path, line, what=f"The include “{_short(name)}”")

    def _may_include(self, path: str, line: int) -> bool:
        """True if a file is there, and not too many includes are in one another."""
        if path not in self.folder.paths:
            said = f"There is no file {path}, which this page includes."
            self._report(Finding.FAULT, said, line)
            return False
        if self.depth >= _DEEPEST:
            self.folder.report("import-liquid-limit", self.path, line)
            return False
        return True

    def _include(
        self, path: str, arguments: Mapping[str, object], context: RenderContext, buffer: TextIO
    ) -> None:
        if path not in self.templates:
            text = self.folder.text(path) or ""
            self._report_unknown(path, text, 1)
            self.templates[path] = self.environment.from_string(text)
        self.depth += 1
        try:
            with context.extend({"include": dict(arguments)}):
                self._run(self.templates[path], path, 1, context, buffer)
        finally:
            self.depth -= 1


def _without_liquid(text: str) -> str:
    """A text without its Liquid, line by line, where it could not be carried out."""
    return _ALL.sub(lambda found: "\n" * found[0].count("\n"), text)


def _leaves_folder(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in PurePosixPath(name).parts


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else plain[:79] + "…"
