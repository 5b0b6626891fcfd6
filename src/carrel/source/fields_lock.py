"""`fields.lock`, read and written: one line for each field, sorted, so that it merges well and anybody can read and mend it.

    mentoring/kwl/know  text  "What I know"
    mentoring/plan/often  choose  weekly,monthly  "How often will you meet?"
    mentoring/kwl/knew  text  "What I knew"  became mentoring/kwl/know
    mentoring/kwl/want  text  "What I want to know"  retired
    mentoring/roadmap/*  retired

Any blanks may stand between the columns. Writing changes only lines that say something else now: all others, comments too, stay
as they are and where they are.
"""

import json
import re
from collections.abc import Iterable

from carrel.blanks import KINDS
from carrel.codes import issue
from carrel.issues import Position
from carrel.model.lock import NAME, Lock, Recorded
from carrel.model.marks import without_forbidden
from carrel.model.published import Published
from carrel.source.content import decode

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
    """A line that says nothing; its text says why."""


def read_lock(data: bytes) -> Lock:
    """What the file says. Whatever cannot be read stands in its `issues`; nothing is raised."""
    text, issues = decode(NAME, data)
    lock = Lock(issues=issues, there=True)
    for number, line in enumerate(text.split("\n"), 1):
        if len(lock.issues) < _MOST_REPORTED:
            _read_line(lock, line.strip(), number)
    return lock


def unreadable(reason: str) -> Lock:
    """The lock of a file that is there and cannot be opened."""
    return Lock(issues=[issue("lock-unreadable", Position(NAME), reason=reason)], there=True)


def _read_line(lock: Lock, line: str, number: int) -> None:
    if not line or line.startswith("#"):
        return
    cover = _COVER.fullmatch(line) if "*" in line else None
    if _CLASH.match(line):
        lock.issues.append(issue("lock-conflict", Position(NAME, number, 1)))
    elif cover and all(cover[1].split("/")[:-1]) and 1 < len(cover[1].split("/")) <= _PARTS:
        lock.covers[cover[1]] = number
    else:
        try:
            _keep(lock, _recorded(line, number))
        except _Unreadable as why:
            lock.issues.append(issue("lock-line", Position(NAME, number, 1), problem=why))


def _keep(lock: Lock, recorded: Recorded) -> None:
    first = lock.fields.setdefault(recorded.key, recorded)
    if first is not recorded:
        lock.issues.append(
            issue(
                "lock-doubled", Position(NAME, recorded.line, 1), key=recorded.key, first=first.line
            )
        )


def _recorded(line: str, number: int) -> Recorded:
    found = _LINE.fullmatch(line)
    if not found:
        raise _Unreadable("it is not a name, a kind, and words between straight quotation marks")
    key, kind, choices, label, rest = found.groups()
    parts = key.split("/")
    if len(parts) != _PARTS or not all(parts):
        raise _Unreadable(f"“{key}” is not module/worksheet/field")
    if kind not in KINDS:
        raise _Unreadable(f"“{kind}” is none of the kinds {', '.join(KINDS)}")
    became = _BECAME.fullmatch(rest) if rest else None
    retired = bool(rest and _RETIRED.fullmatch(rest))
    if rest and not became and not retired:
        raise _Unreadable(f"“{rest}” stands at its end, where only the word retired may")
    listed = [choice for choice in choices.split(",") if choice] if choices else []
    return Recorded(
        key, kind, _unquoted(label), listed, number, retired, became[1] if became else ""
    )


def _unquoted(label: str) -> str:
    if "\\" not in label:
        return " ".join(label[1:-1].split())
    try:
        return " ".join(str(json.loads(label, strict=False)).split())
    except ValueError:  # somebody wrote a backslash
        return " ".join(label[1:-1].split())


# Writing


def updated(
    data: bytes | None, fields: Iterable[Published], lock: Lock | None = None
) -> bytes | None:
    """The file with `fields` in it, or None where it says all of it already. `data` is the file as it is, None where there is none;
    `lock` is what it says, where that is known."""
    lock = lock or read_lock(data or b"")
    now = {field.key: field for field in fields}
    became = {old: field.key for field in reversed(now.values()) for old in field.earlier}
    changed = {
        key: _line(after)
        for key, old in lock.fields.items()
        if (after := _after(old, now, became)) != old
    }
    new = {key: _line(_first(field)) for key, field in now.items() if key not in lock.fields}
    if not changed and not new:
        return None
    text, _ = decode(NAME, data) if data is not None else (HEAD, [])
    lines = (text.rstrip("\n") if text.strip() and data else HEAD).split("\n")
    for key, line in changed.items():
        lines[lock.fields[key].line - 1] = line
    return _encoded("\n".join(_merged(lines, new)) + "\n", data or b"")


def _encoded(text: str, before: bytes) -> bytes:
    """`text` with the line ends of the file as it was, and the sign with which some editors begin one."""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if before.startswith(b"\xef\xbb\xbf") else "utf-8", "replace")


def _merged(lines: list[str], new: dict[str, str]) -> list[str]:
    """`lines` with each new one before the first line of a greater name; comments stay with the line that they stand above."""
    waiting = sorted(new)
    merged: list[str] = []
    held: list[str] = []
    for line in lines:
        name = line.split(None, 1)[0] if line.strip() and not line.lstrip().startswith("#") else ""
        if not name:
            held.append(line)
            continue
        if not any(_is_entry(one) for one in merged):
            merged, held = merged + held, []  # the head of the file
        while waiting and waiting[0] < name:
            merged.append(new[waiting.pop(0)])
        merged += [*held, line]
        held = []
    return [*merged, *held, *(new[key] for key in waiting)]


def _is_entry(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _first(field: Published) -> Recorded:
    return Recorded(
        field.key,
        field.kind,
        without_forbidden(field.label),
        [choice.id for choice in field.choices],
    )


def _after(old: Recorded, now: dict[str, Published], became: dict[str, str]) -> Recorded:
    """A line as it should be after this build. Choices that were ever published stay."""
    field = now.get(old.key)
    if field is None:
        successor = "" if old.retired else became.get(old.key, old.became)
        return Recorded(old.key, old.kind, old.label, old.choices, old.line, old.retired, successor)
    choices = list(dict.fromkeys([*old.choices, *(choice.id for choice in field.choices)]))
    return Recorded(
        old.key, field.kind, without_forbidden(field.label), choices, old.line, old.retired
    )


def _line(recorded: Recorded) -> str:
    label = json.dumps(recorded.label, ensure_ascii=False)
    end = "retired" if recorded.retired else f"became {recorded.became}" if recorded.became else ""
    return "  ".join(
        part
        for part in (recorded.key, recorded.kind, ",".join(recorded.choices), label, end)
        if part
    )
