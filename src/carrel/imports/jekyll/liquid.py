"""Liquid as Jekyll knows it, as far as courses use it, with limits: no loop runs on, no include leaves `_includes`, nothing grows
without end. Whatever cannot be carried out is said, with its line, and leaves nothing behind."""

from __future__ import annotations

import functools
import html
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from io import StringIO
from pathlib import PurePosixPath
from typing import TextIO

import msgspec
from liquid import Environment, Mode
from liquid.ast import Node
from liquid.context import RenderContext
from liquid.exceptions import LiquidError, ResourceLimitError
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.template import BoundTemplate
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG, Token

from carrel.imports.course import Finding, Found
from carrel.imports.jekyll.folder import Folder, Value
from carrel.model.slugs import slug

_DEEPEST = 10  # includes in one another
_ARGUMENT = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)""")
_FIRST = re.compile(r"""\s*(\{\{.*?\}\}|"[^"]*"|'[^']*'|[^\s]+)""", re.S)
_TAGS = re.compile(r"\{%-?\s*(\w+)(.*?)-?%\}", re.S)
_PARTS = ("else", "elsif", "elseif", "when")
_RAW = re.compile(r"\{%-?\s*(raw|comment)\s*-?%\}.*?\{%-?\s*end\1\s*-?%\}", re.S)
_NAVIGATION = re.compile(
    r"(?:^|[_/-])(?:nav|navigation|menu|sidebar|head|header|foot|footer|scripts?|analytics)(?=[_./-]|$)",
    re.I,
)


class _Limited(Environment):
    """Limits that no honest page comes near."""

    context_depth_limit = 30
    loop_iteration_limit = 20_000
    output_stream_limit = 600_000
    local_namespace_limit = 300_000
    block_nesting_limit = 50


class Expanded(msgspec.Struct):
    """A page's text after Liquid. `places` say where each stretch of it comes from."""

    text: str
    found: list[Found] = []
    outputs: list[int] = []  # first lines of stretches
    places: list[tuple[str, int, bool]] = []  # file, line, and whether its lines go on from there

    def place(self, line: int) -> tuple[str, int]:
        """The file and the line from which a line of the text comes."""
        at = bisect_right(self.outputs, line) - 1
        if at < 0:
            return "", line
        path, first, goes_on = self.places[at]
        return path, first + (line - self.outputs[at] if goes_on else 0)


class _Buffer(StringIO):
    """Text that knows how many lines it has, and how many are too many characters."""

    def __init__(self) -> None:
        super().__init__()
        self.line = 1
        self.size = 0

    def write(self, text: str) -> int:
        self.size += len(text)
        if self.size > _Limited.output_stream_limit:
            raise ResourceLimitError("the text grows too long", token=None)
        self.line += text.count("\n")
        return super().write(text)


class Liquid:
    """Expands pages of one site."""

    def __init__(self, folder: Folder, site: Mapping[str, Value]) -> None:
        self.folder, self.site = folder, site
        self.environment = _Limited(tolerance=Mode.STRICT, strict_filters=False)
        self.path = ""
        self.first = 1
        self.depth = 0
        self.expanded = Expanded("")
        self.templates: dict[str, BoundTemplate] = {}
        self.unknown: set[str] = set()  # tags
        _register(self)

    def report(self, finding: Finding, sentence: str, line: int, path: str = "") -> None:
        """Says what could not be carried out."""
        self.expanded.found.append(Found(path or self.path, line, finding, sentence))

    def expand(self, path: str, text: str, first: int, values: Mapping[str, Value]) -> Expanded:
        """The text of a page, whose first line is line `first` of its file."""
        self.path, self.first, self.depth = path, first, 0
        self.expanded = Expanded(text, outputs=[1], places=[(path, first, True)])
        if "{%" not in text and "{{" not in text:
            return self.expanded
        try:
            self._unknown(path, text, first)
            template = self.environment.from_string(text)
            buffer = _Buffer()
            context = RenderContext(
                template, globals={"site": dict(self.site), "page": dict(values)}
            )
            self.run(template, path, first, context, buffer)
            self.expanded.text = buffer.getvalue()
        except ResourceLimitError as error:
            self.folder.report("import-liquid-limit", path, self._line(error, text, first))
            self.expanded.text = self._without(text)
        except (
            LiquidError,
            RecursionError,
            ValueError,
            TypeError,
            AttributeError,
            LookupError,
            ArithmeticError,
            MemoryError,
        ) as error:
            self.folder.report(
                "import-liquid",
                path,
                self._line(error, text, first),
                problem=str(error).split("\n")[0],
            )
            self.expanded.text = self._without(text)
        return self.expanded

    def _without(self, text: str) -> str:
        """The text with every Liquid tag taken out, line by line: its words are better than nothing."""
        self.expanded.outputs, self.expanded.places = [1], [(self.path, self.first, True)]
        return re.sub(
            r"\{%.*?%\}|\{\{(?:(?!\{\{|\}\}).)*\}\}",
            lambda found: "\n" * found[0].count("\n"),
            text,
            flags=re.S,
        )

    def _line(self, error: Exception, text: str, first: int) -> int:
        token = getattr(error, "token", None)
        start = (
            token.start_index
            if isinstance(token, Token) and 0 <= token.start_index <= len(text)
            else 0
        )
        return first + text.count("\n", 0, start)

    def run(
        self, template: BoundTemplate, path: str, first: int, context: RenderContext, buffer: TextIO
    ) -> None:
        """Renders the nodes of a template one by one, and remembers where the lines come from."""
        source = template.nodes[0].token.source if template.nodes else ""
        for node in template.nodes:
            line = first + source.count("\n", 0, max(0, node.token.start_index))
            at = getattr(buffer, "line", 0)
            if at:
                self.expanded.outputs.append(at)
                self.expanded.places.append((path, line, node.token.kind != TOKEN_TAG))
            node.render(context, buffer)
            if at and getattr(buffer, "line", 0) > at:
                end = max(0, node.token.start_index) + len(node.token.value)
                self.expanded.outputs.append(getattr(buffer, "line", 0))
                self.expanded.places.append((path, first + source.count("\n", 0, end), True))

    def _unknown(self, path: str, text: str, first: int) -> None:
        """Tags and filters that nobody here knows would vanish without a word."""
        bare = _RAW.sub(lambda found: " " * len(found[0]), text)
        for found in _TAGS.finditer(bare):
            name, line = found[1], first + text.count("\n", 0, found.start())
            if (
                name not in self.environment.tags
                and not name.startswith("end")
                and name not in _PARTS
            ):
                _tag(name, self, _nothing)
                if f"end{name}" in bare:
                    _tag(f"end{name}", self, _nothing)
                self.unknown.add(name)
            if name in self.unknown:
                self.report(
                    Finding.UNKNOWN,
                    f"Carrel does not know the Liquid tag “{name}”: {_short(found[0])}",
                    line,
                    path,
                )
        for found in re.finditer(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", bare, re.S):
            for name in re.findall(
                r"\|\s*([a-z_]\w*)", re.sub(r"\"[^\"]*\"|'[^']*'", "", found[1])
            ):
                if name not in self.environment.filters:
                    line = first + text.count("\n", 0, found.start())
                    self.report(
                        Finding.UNKNOWN,
                        f"Carrel does not know the Liquid filter “{name}”: {_short(found[0])}",
                        line,
                        path,
                    )

    # Includes

    def include(
        self,
        name: str,
        arguments: Mapping[str, object],
        relative: bool,
        line: int,
        context: RenderContext,
        buffer: TextIO,
    ) -> None:
        """Carries out `{% include name … %}`."""
        folder = str(PurePosixPath(self.path).parent) if relative else "_includes"
        path = str(PurePosixPath(folder) / name)
        if name.startswith(("/", "\\")) or ".." in PurePosixPath(name).parts:
            self.folder.report(
                "import-outside", self.path, line, what=f"The include “{_short(name)}”"
            )
        elif not relative and _NAVIGATION.search(name):
            self.report(
                Finding.DERIVED,
                f"The include “{name}” is a part of the site around the text; Carrel makes its menus by itself.",
                line,
            )
        elif path not in self.folder.paths:
            self.report(Finding.FAULT, f"There is no file {path}, which this page includes.", line)
        elif self.depth >= _DEEPEST:
            self.folder.report("import-liquid-limit", self.path, line)
        else:
            self._include(path, arguments, context, buffer)

    def _include(
        self, path: str, arguments: Mapping[str, object], context: RenderContext, buffer: TextIO
    ) -> None:
        if path not in self.templates:
            text = self.folder.text(path) or ""
            self._unknown(path, text, 1)
            self.templates[path] = self.environment.from_string(text)
        self.depth += 1
        try:
            with context.extend({"include": dict(arguments)}):
                self.run(self.templates[path], path, 1, context, buffer)
        finally:
            self.depth -= 1


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else plain[:79] + "…"


def _argument(word: str, context: RenderContext) -> object:
    """The value of an argument: a text in quotation marks, or a name."""
    if word[:1] in "\"'":
        return word[1:-1]
    found: object = context.resolve(word.split(".")[0])
    for part in word.split(".")[1:]:
        found = found.get(part, "") if isinstance(found, Mapping) else ""
    return found


class _Jekyll(Node):
    """A tag of Jekyll's own: its words, and what is done with them."""

    def __init__(
        self,
        token: Token,
        words: str,
        does: Callable[[str, int, RenderContext, TextIO], None],
        line: int,
    ) -> None:
        super().__init__(token)
        self.words, self.does, self.line = words, does, line
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Carries the tag out."""
        self.does(self.words, self.line, context, buffer)
        return 1


Does = Callable[[str, int, RenderContext, TextIO], None]


def _tag(named: str, liquid: Liquid, does: Does) -> None:
    class Made(Tag):
        name = named
        block = False

        def parse(self, stream: TokenStream) -> Node:
            token = stream.current
            words = ""
            if stream.peek.kind == TOKEN_EXPRESSION:
                next(stream)
                words = stream.current.value
            line = (liquid.first if not liquid.depth else 1) + token.source.count(
                "\n", 0, token.start_index
            )
            return _Jekyll(token, words, does, line)

    liquid.environment.tags[named] = Made(liquid.environment)


def _nothing(_words: str, _line: int, _context: RenderContext, _buffer: TextIO) -> None:
    """What belongs to the head of a page, and what nobody knows."""


def _link(words: str, _line: int, _context: RenderContext, buffer: TextIO) -> None:
    buffer.write("/" + words.strip().strip("\"'").lstrip("/"))


def _code(words: str, _line: int, _context: RenderContext, buffer: TextIO) -> None:
    buffer.write(f"```{(words.split() or [''])[0]}")


def _code_ends(_words: str, _line: int, _context: RenderContext, buffer: TextIO) -> None:
    buffer.write("```")


def _include(liquid: Liquid, relative: bool) -> Does:
    def does(words: str, line: int, context: RenderContext, buffer: TextIO) -> None:
        first = _FIRST.match(words)
        name = first[1].strip("\"'") if first else ""
        if name.startswith("{{"):
            name = str(_argument(name.strip("{} \t"), context))
        arguments = {
            key: _argument(value, context)
            for key, value in _ARGUMENT.findall(words[first.end() :] if first else "")
        }
        liquid.include(name, arguments, relative, line, context, buffer)

    return does


def _post(liquid: Liquid) -> Does:
    def does(words: str, _line: int, _context: RenderContext, buffer: TextIO) -> None:
        name = PurePosixPath(words.strip().strip("\"'")).name
        known = [
            path
            for path in liquid.folder.paths
            if "_posts/" in path and PurePosixPath(path).stem == name
        ]
        buffer.write("/" + known[0] if known else f"/_posts/{name}")

    return does


def _register(liquid: Liquid) -> None:
    tags: dict[str, Does] = {
        "include": _include(liquid, relative=False),
        "include_cached": _include(liquid, relative=False),
        "include_relative": _include(liquid, relative=True),
        "link": _link,
        "post_url": _post(liquid),
        "highlight": _code,
        "endhighlight": _code_ends,
        "seo": _nothing,
        "feed_meta": _nothing,
    }
    for name, does in tags.items():
        _tag(name, liquid, does)
    liquid.environment.filters.update(_filters(liquid))
    for name, does_it in list(liquid.environment.filters.items()):
        liquid.environment.filters[name] = _bounded(name, does_it)


def _bounded(name: str, filters: Callable[..., object]) -> Callable[..., object]:
    """A filter that is asked how much it would make before it begins."""

    @functools.wraps(filters)
    def bounded(value: object, *arguments: object, **named: object) -> object:
        if (
            any(map(_is_large, (value, *arguments)))
            or _would_make(name, value, arguments) > _Limited.output_stream_limit
        ):
            raise ResourceLimitError("the text grows too long", token=None)
        made = filters(value, *arguments, **named)
        if _is_large(made):
            raise ResourceLimitError("the text grows too long", token=None)
        return made

    return bounded


def _is_large(value: object) -> bool:
    if isinstance(value, range):
        return value.stop - value.start > _Limited.loop_iteration_limit
    if isinstance(value, Decimal):
        return value.copy_abs() > Decimal(10**30)
    if isinstance(value, (int, float)):
        return abs(value) > 10**30
    return isinstance(value, (str, list, tuple)) and len(value) > _Limited.output_stream_limit


def _would_make(name: str, value: object, arguments: tuple[object, ...]) -> int:
    """How many letters, at the least, a filter would put where others stand now."""
    new = len(str(arguments[-1])) if arguments else 1
    if name == "replace" and len(arguments) > 1:
        return str(value).count(str(arguments[0])) * new
    if name == "join":
        return len(value) * new if isinstance(value, (list, tuple, range)) else 0
    return 0


def _filters(liquid: Liquid) -> dict[str, Callable[..., object]]:
    base = str(liquid.site.get("baseurl") or "").strip("/")
    url = str(liquid.site.get("url") or "")

    def relative_url(value: object) -> str:
        return f"/{base}/{str(value).lstrip('/')}" if base else f"/{str(value).lstrip('/')}"

    return {
        "relative_url": relative_url,
        "absolute_url": lambda value: url + relative_url(value),
        "markdownify": str,
        "jsonify": lambda value: json.dumps(value, ensure_ascii=False, default=str),
        "slugify": lambda value, *_: slug(str(value)),
        "xml_escape": lambda value: html.escape(str(value)),
        "cgi_escape": str,
        "uri_escape": str,
        "smartify": str,
        "number_of_words": lambda value, *_: len(str(value).split()),
        "array_to_sentence_string": lambda value, *_: (
            ", ".join(map(str, value)) if isinstance(value, Iterable) else str(value)
        ),
        "normalize_whitespace": lambda value: " ".join(str(value).split()),
        "date_to_string": lambda value, *_: str(value),
        "date_to_long_string": lambda value, *_: str(value),
        "date_to_xmlschema": str,
    }
