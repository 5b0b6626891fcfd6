"""The YAML between two lines `---`: few keys, all checked, every value text.

The YAML is read as a stream of events, not loaded: that keeps each value's position and spelling (`no`, `12:30` and `010`
stay what the author typed), sees a key that stands twice, and has no depth or alias that could swell.
"""

import re

import yaml

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.content import FrontMatter
from carrel.model.marks import FORBIDDEN

_BEGINS = re.compile(r"---[ \t]*(?=\n)")
_ENDS = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LONGEST = 20_000  # characters; a front matter is some lines long
_OTHER_BREAKS = dict.fromkeys(
    map(ord, "\u0085\u2028\u2029"), " "
)  # line breaks for YAML, and for nobody else
_PLAIN_PAIR = re.compile(r"([a-z]++): ([A-Za-z0-9][A-Za-z0-9 ,.;()?/-]*+)\n")
_MINUTES = re.compile(r"[0-9]{1,4}")

TEXTS = frozenset({"title", "summary", "objective", "licence", "minutes", "plan", "plan_title"})
LISTS = frozenset({"outcomes", "credits", "based_on", "moved_from", "was"})
YES, NO = frozenset({"yes", "true"}), frozenset({"no", "false"})

PROBLEMS = (
    ("mapping values are not allowed", "a colon and a space stand inside a value"),
    ("could not find expected ':'", "the line above has no key with a colon and a space"),
    ("found unexpected end of stream", "a quotation mark is opened and not closed"),
    ("did not find expected key", "something follows where the value has ended"),
    ("expected ',' or", "a bracket is opened and not closed"),
    ("cannot start any token", "a value cannot begin with this sign, nor a line with a tab"),
    (
        "block sequence entries are not allowed",
        "a list begins behind its key, and not on a line of its own",
    ),
)
"""What the YAML parser says, and the same for people who do not read YAML."""

Value = tuple[str, int, int]  # the text, and the line and column where it begins


class _Reader:
    """Walks the events of one front matter and gathers `values` and `issues`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.values: dict[str, list[Value]] = {}
        self.lines: dict[str, int] = {}
        self.issues: list[Issue] = []
        self.source: list[str] = []

    def report(self, code: str, line: int, column: int, **values: object) -> None:
        self.issues.append(issue(code, Position(self.path, line, column), **values))

    def read(self, text: str) -> None:
        if self._read_plain(text):
            return
        text = text.translate(_OTHER_BREAKS)
        self.source = text.split("\n")
        try:
            self._read_mapping(list(yaml.parse(text, Loader=yaml.CSafeLoader)))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
            self.report(
                "front-matter-syntax", line, column, problem=_in_plain_words(error.problem or "")
            )
        except yaml.YAMLError as error:
            self.report("front-matter-syntax", 2, 1, problem=_in_plain_words(str(error)))

    def _read_plain(self, text: str) -> bool:
        """Reads what most pages have, a few keys with plain words behind them, without the YAML parser, which takes five times as
        long. Says whether that was all; where it was not, nothing is read."""
        at, line, values = 0, 2, {}
        while found := _PLAIN_PAIR.match(text, at):
            key, value = found.groups()
            if key in values or key not in TEXTS:
                return False
            values[key] = [(" ".join(value.split()), line, len(key) + 3)]
            at, line = found.end(), line + 1
        if at < len(text):
            return False
        self.values = values
        self.lines = {key: places[0][1] for key, places in values.items()}
        return True

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
        """Reads the key at `index` and its value; says where the next key is."""
        key = events[index]
        line, column = _place(key)
        name = key.value if isinstance(key, yaml.ScalarEvent) else ""
        after = _end_of(events, _end_of(events, index))
        values = self._values(name, events[_end_of(events, index) : after])
        if name in self.lines:
            self.report("front-matter-duplicate", line, column, key=name, first=self.lines[name])
        elif name not in TEXTS | LISTS:
            self.report(
                "front-matter-unknown",
                line,
                column,
                key=name or "?",
                known=", ".join(sorted(TEXTS | LISTS)),
            )
        else:
            self.lines[name] = line
            self.values[name] = values
        return after

    def _values(self, name: str, events: list[yaml.Event]) -> list[Value]:
        """The texts of one value: a scalar, or a list of scalars."""
        listed = isinstance(events[0], yaml.SequenceStartEvent)
        items = events[1:-1] if listed else events
        scalars = [item for item in items if isinstance(item, yaml.ScalarEvent)]
        if len(scalars) < len(items) or (listed and name in TEXTS):
            self.report("front-matter-shape", *_place(events[0]), name=f"“{name}”")
            return []
        for item in scalars:
            self._report_swallowed(item)
        return [(self._text(item), *_place(item)) for item in scalars]

    def _text(self, value: yaml.ScalarEvent) -> str:
        """The value on one line, without the control characters that YAML can write as `\\x01`."""
        found = FORBIDDEN.search(value.value)
        if found:
            self.report("text-control", *_place(value), point=f"U+{ord(found[0]):04X}")
        return " ".join(FORBIDDEN.sub("\ufffd", value.value).split())

    def _report_swallowed(self, value: yaml.ScalarEvent) -> None:
        """What YAML takes for a sign of its own, and authors for a part of their text: a word after # or & or !."""
        start, end = value.start_mark, value.end_mark
        if not start or not end:
            return
        if value.anchor or value.tag:
            self.report(
                "front-matter-syntax",
                start.line + 2,
                start.column + 1,
                problem="a value cannot begin with & or !",
            )
        elif not value.style and self.source[end.line][end.column :].lstrip(" \t").startswith(
            "#"
        ):  # no style: no quotes
            self.report("front-matter-comment", end.line + 2, end.column + 1, value=value.value)


def _in_plain_words(problem: str) -> str:
    return next(
        (words for sign, words in PROBLEMS if sign in problem),
        problem.partition("\n")[0] or "it is no YAML",
    )


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column in the file, whose first line is the one above the YAML."""
    mark = event.start_mark
    return (mark.line + 2, mark.column + 1) if mark else (2, 1)


def _end_of(events: list[yaml.Event], index: int) -> int:
    """Where the node that begins at `index` ends."""
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


def split(text: str) -> tuple[str | None, int]:
    """The YAML of `text`, or None where it has none, and the offset at which the text after it begins."""
    begins = _BEGINS.match(text)
    ends = _ENDS.search(text, begins.end()) if begins else None
    return (text[begins.end() + 1 : ends.start() + 1], ends.end()) if begins and ends else (None, 0)


def read_front_matter(path: str, text: str) -> tuple[FrontMatter, int, list[Issue]]:
    """The front matter of a file's `text`, the offset of what follows, and what is wrong with it."""
    reader = _Reader(path)
    yaml_text, end = split(text)
    if yaml_text is None:
        unclosed = re.match(r"---[ \t]*(\n|\Z)", text)
        reader.report("front-matter-unclosed" if unclosed else "front-matter-missing", 1, 1)
    elif len(yaml_text) > _LONGEST:
        reader.report("front-matter-too-long", 1, 1)
    else:
        reader.read(yaml_text)
    return _as_front_matter(reader), end, reader.issues


def _as_front_matter(reader: _Reader) -> FrontMatter:
    front = FrontMatter(minutes=_minutes(reader), plan=_yes(reader), lines=reader.lines)
    for key, values in reader.values.items():
        if key in LISTS:
            setattr(front, key, [value for value, _, _ in values if value])
        elif key not in ("minutes", "plan") and values:
            setattr(front, key, values[0][0])
    front.plan = front.plan or bool(front.plan_title)
    return front


def _minutes(reader: _Reader) -> int | None:
    for value, line, column in reader.values.get("minutes", []):
        if _MINUTES.fullmatch(value) and int(value) > 0:
            return int(value)
        reader.report(
            "front-matter-value",
            line,
            column,
            key="minutes",
            value=value,
            wanted="a whole number of minutes",
        )
    return None


def _yes(reader: _Reader) -> bool:
    for value, line, column in reader.values.get("plan", []):
        if value.lower() in YES:
            return True
        if value.lower() not in NO:
            reader.report(
                "front-matter-value", line, column, key="plan", value=value, wanted="yes or no"
            )
    return False
