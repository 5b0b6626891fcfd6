"""The YAML between two lines `---`: few keys, all checked, every value text.

The YAML is read as a stream of events, not loaded. That keeps each value's position and spelling
(`no`, `12:30` and `010` stay what the author typed), finds keys that are there twice, and has no
nesting or alias that could grow without bounds.
"""

import re
from typing import Protocol

import yaml

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import FrontMatter
from carrel.model.marks import FORBIDDEN

_BEGINS = re.compile(r"---[ \t]*(?=\n)")
_ENDS = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LONGEST = 20_000  # characters; front matter usually has a few lines
_MINUTES = re.compile(r"[0-9]{1,4}")
_OTHER_BREAKS = dict.fromkeys(map(ord, "\u0085\u2028\u2029"), " ")
"""Characters that only YAML takes for line breaks."""

TEXTS = frozenset({"title", "summary", "objective", "licence", "minutes", "plan", "plan_title"})
LISTS = frozenset({"outcomes", "credits", "based_on", "moved_from", "was"})
KEYS = TEXTS | LISTS
YES, NO = frozenset({"yes", "true"}), frozenset({"no", "false"})
_CONVERTED = frozenset({"minutes", "plan"})  # keys whose values are a number, or yes or no

PROBLEMS = (
    ("mapping values are not allowed", "a colon and a space stand inside a value"),
    ("could not find expected ':'", "the line above has no key with a colon and a space"),
    ("found unexpected end of stream", "a quotation mark is opened and not closed"),
    ("did not find expected key", "something follows where the value has ended"),
    ("expected ',' or", "a bracket is opened and not closed"),
    (
        "cannot start any token",
        "a value cannot begin with this character, nor a line with a tab",
    ),
    (
        "block sequence entries are not allowed",
        "a list begins behind its key, and not on a line of its own",
    ),
)
"""Messages of the YAML parser, and the same for people who do not know YAML."""

Value = tuple[str, int, int]  # the text, and the line and column where it begins


class _Mark(Protocol):
    """A place in the YAML, counted from 0."""

    line: int
    column: int


def read_front_matter(path: str, text: str) -> tuple[FrontMatter, int, list[Issue]]:
    """Returns a file's front matter, the offset of the text after it, and its issues."""
    reader = _Reader(path)
    yaml_text, end = split(text)
    if yaml_text is None:
        unclosed = re.match(r"---[ \t]*(\n|\Z)", text)
        reader.report("front-matter-unclosed" if unclosed else "front-matter-missing", 1, 1)
    elif len(yaml_text) > _LONGEST:
        reader.report("front-matter-too-long", 1, 1)
    else:
        reader.read(yaml_text)
    return _front_matter(reader), end, reader.issues


def split(text: str) -> tuple[str | None, int]:
    """Returns the YAML of `text`, or None if it has none, and the offset of the text after it."""
    begins = _BEGINS.match(text)
    ends = _ENDS.search(text, begins.end()) if begins else None
    return (text[begins.end() + 1 : ends.start() + 1], ends.end()) if begins and ends else (None, 0)


class _Reader:
    """Reads the events of one front matter into `values` and `lines` by key, and `issues`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.values: dict[str, list[Value]] = {}
        self.lines: dict[str, int] = {}
        self.issues: list[Issue] = []
        self.source: list[str] = []

    def report(self, code: str, line: int, column: int, **values: object) -> None:
        """Adds an issue."""
        self.issues.append(issue(code, Position(self.path, line, column), **values))

    def read(self, text: str) -> None:
        """Reads the YAML in `text`."""
        text = text.translate(_OTHER_BREAKS)
        self.source = text.split("\n")
        try:
            self._read_mapping(list(yaml.parse(text, Loader=yaml.CSafeLoader)))
        except yaml.MarkedYAMLError as error:
            place = _position(error.problem_mark or error.context_mark)
            self._report_syntax(place, _plain_problem(error.problem or ""))
        except yaml.YAMLError as error:
            self._report_syntax((2, 1), _plain_problem(str(error)))

    def _report_syntax(self, place: tuple[int, int], problem: str) -> None:
        self.report("front-matter-syntax", *place, problem=problem)

    def _read_mapping(self, events: list[yaml.Event]) -> None:
        inner = events[2:-2]  # between the start and the end of stream and document
        if not inner:
            return
        if not isinstance(inner[0], yaml.MappingStartEvent):
            self.report("front-matter-shape", *_place(inner[0]), name="The front matter")
            return
        index = 1
        while index < len(inner) - 1:
            index = self._read_pair(inner, index)

    def _read_pair(self, events: list[yaml.Event], index: int) -> int:
        """Reads the key at `index` and its value; returns the index of the next key."""
        key = events[index]
        value_at = _end_of(events, index)
        after = _end_of(events, value_at)
        name = key.value if isinstance(key, yaml.ScalarEvent) else ""
        values = self._read_values(name, events[value_at:after])
        if name not in KEYS:
            known = ", ".join(sorted(KEYS))
            self.report("front-matter-unknown", *_place(key), key=name or "?", known=known)
        elif name in self.lines:
            first = self.lines[name]
            self.report("front-matter-duplicate", *_place(key), key=name, first=first)
        else:
            self.lines[name] = _place(key)[0]
            self.values[name] = values
        return after

    def _read_values(self, name: str, events: list[yaml.Event]) -> list[Value]:
        """Returns the texts of one value: a scalar, or a list of scalars."""
        listed = isinstance(events[0], yaml.SequenceStartEvent)
        items = events[1:-1] if listed else events
        scalars = [item for item in items if isinstance(item, yaml.ScalarEvent)]
        if len(scalars) < len(items) or (listed and name in TEXTS):
            self.report("front-matter-shape", *_place(events[0]), name=f"“{name}”")
            return []
        for item in scalars:
            self._report_yaml_characters(item)
        return [(self._text(item), *_place(item)) for item in scalars]

    def _text(self, value: yaml.ScalarEvent) -> str:
        """Returns a value on one line.

        Control characters, which YAML can write as an escape, are replaced and reported.
        """
        found = FORBIDDEN.search(value.value)
        if found:
            self.report("text-control", *_place(value), point=f"U+{ord(found[0]):04X}")
        return " ".join(FORBIDDEN.sub("\ufffd", value.value).split())

    def _report_yaml_characters(self, value: yaml.ScalarEvent) -> None:
        """Reports characters with a meaning in YAML that the author takes for text: # & !."""
        if value.anchor or value.tag:
            self._report_syntax(_place(value), "a value cannot begin with & or !")
        elif not value.style and value.end_mark:  # no style: no quotation marks
            line, column = value.end_mark.line, value.end_mark.column
            if self.source[line][column:].lstrip(" \t").startswith("#"):
                self.report("front-matter-comment", line + 2, column + 1, value=value.value)


def _plain_problem(problem: str) -> str:
    """Returns a message of the YAML parser in words for people who do not know YAML."""
    known = (words for message, words in PROBLEMS if message in problem)
    return next(known, problem.partition("\n")[0] or "it is not YAML")


def _place(event: yaml.Event) -> tuple[int, int]:
    return _position(event.start_mark)


def _position(mark: _Mark | None) -> tuple[int, int]:
    """Returns line and column in the file; the YAML begins on its second line."""
    return (mark.line + 2, mark.column + 1) if mark else (2, 1)


def _end_of(events: list[yaml.Event], index: int) -> int:
    """Returns the index after the node that begins at `index`."""
    depth = 0
    for position in range(index, len(events)):
        event = events[position]
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth <= 0:
            return position + 1
    return len(events)


def _front_matter(reader: _Reader) -> FrontMatter:
    front = FrontMatter(minutes=_minutes(reader), plan=_plan(reader), lines=reader.lines)
    for key, values in reader.values.items():
        texts = [text for text, _, _ in values]
        if key in LISTS:
            setattr(front, key, list(filter(None, texts)))
        elif texts and key not in _CONVERTED:
            setattr(front, key, texts[0])
    front.plan = front.plan or bool(front.plan_title)
    return front


def _minutes(reader: _Reader) -> int | None:
    for value, line, column in reader.values.get("minutes", []):
        if _MINUTES.fullmatch(value) and int(value) > 0:
            return int(value)
        wanted = "a whole number of minutes"
        reader.report("front-matter-value", line, column, key="minutes", value=value, wanted=wanted)
    return None


def _plan(reader: _Reader) -> bool:
    for value, line, column in reader.values.get("plan", []):
        if value.lower() in YES:
            return True
        if value.lower() not in NO:
            wanted = "yes or no"
            reader.report(
                "front-matter-value", line, column, key="plan", value=value, wanted=wanted
            )
    return False
