"""Reads and writes `fields.lock`: one sorted line for each field.

So the file merges well, and people can read and edit it.

    mentoring/kwl/know  text  "What I know"
    mentoring/plan/often  choose  weekly,monthly  "How often will you meet?"
    mentoring/kwl/knew  text  "What I knew"  became mentoring/kwl/know
    mentoring/kwl/want  text  "What I want to know"  retired
    mentoring/roadmap/*  retired

Any white space may separate the columns. Only lines with other values than before are rewritten:
all other lines, comments too, stay where they are.
"""

import json
import re
from collections.abc import Iterable, Iterator

from carrel.blanks import KINDS
from carrel.codes import issue
from carrel.issues import Position
from carrel.model.lock import NAME, Lock, Recorded
from carrel.model.marks import without_forbidden
from carrel.model.published import Published
from carrel.source.decoding import decode

HEAD = """\
# fields.lock: the name of every question that this toolkit has ever published.
#
# What learners write is kept in their own browsers under these names. This file lets
# "carrel check" say when an edit would lose an answer. "carrel build" adds to it. Keep
# it beside toolkit.toml, and pass it on with the pages (with git: commit it).
#
# A line is a question: its name, its kind, its choices if it has any, its words.
# - A question is gone for good: write the word retired at the end of its line.
#   mentoring/kwl/*  retired  is a line for a whole worksheet, mentoring/*  retired
#   one for a module.
# - Two people's changes clashed: keep the lines of both.
"""
_LINE = re.compile(r'(\S+)\s+([a-z]+)\s+(?:([^\s"]+)\s+)?("(?:[^"\\]|\\.)*")(?:\s+(.+))?')
_COVER = re.compile(r"([^\s*]+/)\*\s+retired\.?", re.I)
_CLASH = re.compile(r"(?:<{7}|>{7}|={7}|\|{7})(?:\s|$)")
_BECAME = re.compile(r"became\s+(\S+)", re.I)
_RETIRED = re.compile(r"retired\.?", re.I)
_PARTS = 3  # module, worksheet, field
_MOST_REPORTED = 100


class _Unreadable(Exception):
    """Raised for a line that is no entry; its text is the reason."""


def read_lock(data: bytes) -> Lock:
    """Returns the entries of the file. Problems become `issues`; nothing is raised."""
    text, issues = decode(NAME, data)
    lock = Lock(issues=issues, there=True)
    for number, line in enumerate(text.split("\n"), 1):
        if len(lock.issues) < _MOST_REPORTED:
            _read_line(lock, line.strip(), number)
    return lock


def unreadable(reason: str) -> Lock:
    """Returns the lock for a file that exists and cannot be opened."""
    return Lock(issues=[issue("lock-unreadable", Position(NAME), reason=reason)], there=True)


def _read_line(lock: Lock, line: str, number: int) -> None:
    if not line or line.startswith("#"):
        return
    place = Position(NAME, number, 1)
    cover = _cover(line)
    if _CLASH.match(line):
        lock.issues.append(issue("lock-conflict", place))
    elif cover:
        lock.covers[cover] = number
    else:
        try:
            _add(lock, _recorded(line, number))
        except _Unreadable as why:
            lock.issues.append(issue("lock-line", place, problem=why))


def _cover(line: str) -> str:
    """Returns what is before the star in `mentoring/kwl/*  retired`; "" for other lines."""
    found = _COVER.fullmatch(line)
    parts = found[1].removesuffix("/").split("/") if found else []
    return found[1] if found and all(parts) and len(parts) < _PARTS else ""


def _add(lock: Lock, recorded: Recorded) -> None:
    first = lock.fields.setdefault(recorded.key, recorded)
    if first is not recorded:
        place = Position(NAME, recorded.line, 1)
        lock.issues.append(issue("lock-doubled", place, key=recorded.key, first=first.line))


def _recorded(line: str, number: int) -> Recorded:
    """Returns the entry in a line. Raises `_Unreadable`."""
    found = _LINE.fullmatch(line)
    if not found:
        raise _Unreadable("it is not a name, a kind, and words between straight quotation marks")
    key, kind, choices, label, rest = found.groups("")
    parts = key.split("/")
    if len(parts) != _PARTS or not all(parts):
        raise _Unreadable(f"“{key}” is not module/worksheet/field")
    if kind not in KINDS:
        raise _Unreadable(f"“{kind}” is none of the kinds {', '.join(KINDS)}")
    retired, became = _ending(rest)
    listed = [choice for choice in choices.split(",") if choice]
    return Recorded(key, kind, _unquoted(label), listed, number, retired, became)


def _ending(rest: str) -> tuple[bool, str]:
    """Returns if a line ends with `retired`, and the key after `became`. Raises `_Unreadable`."""
    became = _BECAME.fullmatch(rest)
    retired = bool(_RETIRED.fullmatch(rest))
    if rest and not became and not retired:
        raise _Unreadable(f"“{rest}” stands at its end, where only the word retired may")
    return retired, became[1] if became else ""


def _unquoted(label: str) -> str:
    if "\\" not in label:
        return " ".join(label[1:-1].split())
    try:
        return " ".join(str(json.loads(label, strict=False)).split())
    except ValueError:  # the author wrote a backslash
        return " ".join(label[1:-1].split())


# Writing


def updated(
    data: bytes | None, fields: Iterable[Published], lock: Lock | None = None
) -> bytes | None:
    """Returns the file with `fields` in it, or None if nothing changes.

    `data` is the file as it is, None without a file; `lock` are its entries if they are known.
    """
    data = data or b""
    lock = lock or read_lock(data)
    now = {field.key: field for field in fields}
    changed = {old.line: _line(after) for old, after in _changes(lock, now)}
    new = {key: _line(_first(now[key])) for key in now.keys() - lock.fields.keys()}
    if not changed and not new:
        return None
    lines = _lines_of(data)
    for number, line in changed.items():
        lines[number - 1] = line
    return _encoded("\n".join(_merged(lines, new)) + "\n", data)


def _changes(lock: Lock, now: dict[str, Published]) -> Iterator[tuple[Recorded, Recorded]]:
    """Yields the entries that change, before and after."""
    became = {old: field.key for field in reversed(now.values()) for old in field.earlier}
    for old in lock.fields.values():
        after = _after(old, now, became)
        if after != old:
            yield old, after


def _lines_of(data: bytes) -> list[str]:
    """Returns the lines of the file; for an empty or missing one `HEAD` and an empty line."""
    text = decode(NAME, data)[0]
    return (text.rstrip("\n") if text.strip() else HEAD).split("\n")


def _encoded(text: str, before: bytes) -> bytes:
    """Returns `text` with the line ends of the file as it was, and its byte order mark."""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if before.startswith(b"\xef\xbb\xbf") else "utf-8", "replace")


def _merged(lines: list[str], new: dict[str, str]) -> list[str]:
    """Returns `lines` with each new one before the first line of a greater name.

    Comments stay with the line below them, but the head of the file stays at its top.
    """
    waiting = sorted(new)
    merged: list[str] = []
    comments: list[str] = []
    has_entries = False
    for line in lines:
        if not _is_entry(line):
            comments.append(line)
            continue
        if not has_entries:  # they are the head of the file
            merged, comments, has_entries = comments, [], True
        name = line.split(None, 1)[0]
        while waiting and waiting[0] < name:
            merged.append(new[waiting.pop(0)])
        merged += [*comments, line]
        comments = []
    return [*merged, *comments, *(new[key] for key in waiting)]


def _is_entry(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _first(field: Published) -> Recorded:
    """Returns the entry of a field that is published for the first time."""
    return Recorded(
        field.key,
        field.kind,
        without_forbidden(field.label),
        [choice.id for choice in field.choices],
    )


def _after(old: Recorded, now: dict[str, Published], became: dict[str, str]) -> Recorded:
    """Returns an entry as it is after this build. Choices that were ever published stay."""
    field = now.get(old.key)
    if field is None:
        successor = "" if old.retired else became.get(old.key, old.became)
        return Recorded(old.key, old.kind, old.label, old.choices, old.line, old.retired, successor)
    choices = list(dict.fromkeys([*old.choices, *(choice.id for choice in field.choices)]))
    return Recorded(
        old.key, field.kind, without_forbidden(field.label), choices, old.line, old.retired
    )


def _line(recorded: Recorded) -> str:
    """Returns the line of an entry."""
    label = json.dumps(recorded.label, ensure_ascii=False)
    end = "retired" if recorded.retired else f"became {recorded.became}" if recorded.became else ""
    return "  ".join(
        part
        for part in (recorded.key, recorded.kind, ",".join(recorded.choices), label, end)
        if part
    )
