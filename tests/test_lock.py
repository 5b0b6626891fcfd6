"""`fields.lock`: what a build writes and what it leaves alone; any content can be read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.blanks import KINDS, fits
from carrel.build import Options, build
from carrel.issues import Severity
from carrel.model.lock import Lock, Recorded
from carrel.model.published import published_fields
from carrel.source.fields_lock import HEAD, read_lock, updated
from tests.support import Desk, few, files_in

SHEET = """::: reflection What I know {#know}
What do you know?

____{#now}

How often?

- ( ) weekly
- ( ) monthly: ____
:::
"""
KNOWN = 'guide/know/now  text  "What do you know?"'
OFTEN = 'guide/know/how-often  choose  weekly,monthly  "How often?"'
BESIDE = 'guide/know/how-often-monthly  short  "How often? (monthly:)"'


def desk_of(folder: Path, text: str = SHEET) -> Desk:
    return Desk(folder).page("1-one/2-b.md", text)


def lock_of(desk: Desk) -> str:
    return (desk.root / "fields.lock").read_text()


def lines_of(desk: Desk) -> list[str]:
    return [line for line in lock_of(desk).split("\n") if line and not line.startswith("#")]


# What a build writes


def test_the_first_build_records_every_field(tmp_path: Path) -> None:
    desk = desk_of(tmp_path).build().expect_codes().expect_published()
    assert lines_of(desk) == [OFTEN, BESIDE, KNOWN]
    assert lock_of(desk) == "\n".join([HEAD, OFTEN, BESIDE, KNOWN, ""])


def test_a_toolkit_without_fields_has_no_lock(tmp_path: Path) -> None:
    desk = Desk(tmp_path).build().expect_published()
    assert not (desk.root / "fields.lock").exists()


def test_a_build_that_changes_nothing_touches_nothing(tmp_path: Path) -> None:
    desk = desk_of(tmp_path).build()
    before = os.stat(desk.root / "fields.lock")
    assert desk.build().report.toolkit is None  # nothing was even read
    desk.page("1-one/1-a.md", "Other words.\n").build()
    after = os.stat(desk.root / "fields.lock")
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_two_builds_write_the_same_lock(tmp_path: Path) -> None:
    one, other = desk_of(tmp_path / "a").build(), desk_of(tmp_path / "b").build()
    assert lock_of(one) == lock_of(other)


def test_new_fields_are_inserted_in_order_and_other_lines_stay(tmp_path: Path) -> None:
    written = (
        f'# Mine.\n\n{OFTEN}\n{BESIDE}\n# Above the last.\n{KNOWN}\nguide/lost/x\ttext\t\'""\n'
    )
    written = written.replace('guide/lost/x\ttext\t\'""', 'guide/lost/x   text   "Gone"   retired')
    desk = desk_of(tmp_path).write("fields.lock", written)
    desk.edit(
        "guide/1-one/2-b.md", "How often?", "What else?\n\n____{#else}\n\nHow often?"
    ).build().expect_published()
    new = 'guide/know/else  text  "What else?"\n'
    assert lock_of(desk) == written.replace(OFTEN, new + OFTEN)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_of_windows_stay(tmp_path: Path, mark: bytes) -> None:
    desk = (
        desk_of(tmp_path)
        .write("fields.lock", mark + f"# Mine.\r\n{KNOWN}\r\n".encode())
        .build()
        .expect_codes()
        .expect_published()
    )
    data = (desk.root / "fields.lock").read_bytes()
    assert data == mark + f"# Mine.\r\n{OFTEN}\r\n{BESIDE}\r\n{KNOWN}\r\n".encode()


def test_a_renamed_field_stays_with_what_it_became(tmp_path: Path) -> None:
    desk = (
        desk_of(tmp_path)
        .build()
        .edit("guide/1-one/2-b.md", "____{#now}", "____{#today was=now}")
        .build()
        .expect_codes()
    )
    assert f"{KNOWN}  became guide/know/today" in lines_of(desk)
    assert 'guide/know/today  text  "What do you know?"' in lines_of(desk)


def test_choices_that_were_published_stay(tmp_path: Path) -> None:
    desk = (
        desk_of(tmp_path)
        .build()
        .edit("guide/1-one/2-b.md", "- ( ) weekly", "- ( ) each week {was=weekly}")
        .build()
        .expect_codes()
    )
    assert 'guide/know/how-often  choose  weekly,monthly,each-week  "How often?"' in lines_of(desk)


def test_a_label_that_changes_is_recorded(tmp_path: Path) -> None:
    desk = (
        desk_of(tmp_path)
        .build()
        .edit("guide/1-one/2-b.md", "What do you know?", "What do you know already?")
        .build()
        .expect_codes()
    )
    assert 'guide/know/now  text  "What do you know already?"' in lines_of(desk)


def test_only_what_is_published_is_recorded(tmp_path: Path) -> None:
    desk = desk_of(tmp_path).check()
    assert not (desk.root / "fields.lock").exists()
    desk.build(preview=True, out=desk.root / ".carrel" / "preview")
    assert not (desk.root / "fields.lock").exists()
    desk.page("1-one/3-c.md", "[nowhere](no.md)\n").build()
    assert not desk.report.published and not (desk.root / "fields.lock").exists()


def test_a_lost_question_keeps_the_site_as_it_was(tmp_path: Path) -> None:
    desk = desk_of(tmp_path).build()
    before, lock = files_in(desk.out), lock_of(desk)
    desk.edit("guide/1-one/2-b.md", "____{#now}", "____{#later}").build().expect_codes("field-gone")
    assert files_in(desk.out) == before and lock_of(desk) == lock
    desk.write(
        "fields.lock", lock.replace(KNOWN, f"{KNOWN}  retired")
    ).build().expect_codes().expect_published()
    assert f"{KNOWN}  retired" in lines_of(desk)


def test_a_lock_is_not_published(tmp_path: Path) -> None:
    desk = (
        desk_of(tmp_path, SHEET + "\n[the lock](../../fields.lock)\n")
        .write("fields.lock", KNOWN)
        .build()
    )
    desk.expect_codes("link-missing")
    desk.edit("guide/1-one/2-b.md", "[the lock](../../fields.lock)", "").build().expect_published()
    assert not any("lock" in path for path in desk.published())


def test_a_lock_that_is_excluded_is_read_all_the_same(tmp_path: Path) -> None:
    desk = (
        desk_of(tmp_path)
        .build()
        .edit("toolkit.toml", "licence", 'exclude = ["fields.lock"]\nlicence')
        .build()
        .expect_codes()
    )
    desk.write("fields.lock", lock_of(desk) + 'guide/know/old  text  "Old"\n').build().expect_codes(
        "field-gone"
    )


# A lock that is missing, or cannot be written


def test_a_missing_lock_is_reported_once(tmp_path: Path) -> None:
    desk = desk_of(tmp_path).build()
    lock = lock_of(desk)
    desk.remove("fields.lock").check().expect_codes("lock-missing")
    desk.build(strict=True).expect_codes("lock-missing")
    assert not desk.report.published
    desk.build().expect_codes("lock-missing").expect_published()
    assert lock_of(desk) == lock
    desk.build().expect_codes()


def test_a_lock_that_cannot_be_written_is_reported_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, real = desk_of(tmp_path), Path.write_bytes

    def refuse(self: Path, data: bytes) -> int:
        if "fields.lock" in self.name:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    desk.build().expect_codes("lock-unwritten").expect_published()
    monkeypatch.undo()
    desk.build().expect_codes().expect_published()
    assert lines_of(desk) == [OFTEN, BESIDE, KNOWN]


def test_lines_that_were_added_during_a_build_stay(tmp_path: Path) -> None:
    desk = desk_of(tmp_path).write("fields.lock", f"{KNOWN}\n")
    with_more = f'# A line more.\n\n{KNOWN}\nguide/old/x  text  "X"  retired\n'.encode()
    report = build(desk.root, Options(out=desk.out, search=False))
    assert report.toolkit
    data = updated(with_more, published_fields(report.toolkit))
    assert data and set(with_more.split(b"\n")) <= set(data.split(b"\n"))


# Any content of the file

WORDS = [
    "guide/know/now",
    "a/b/c",
    "a/b/*",
    "a/*",
    "text",
    "tick",
    "rank",
    "x,y",
    "retired",
    "became",
    "#",
    "<<<<<<<",
    "=======",
    ">>>>>>>",
    "é",
    "“”",
]
CHARACTERS = ['"', '"What?"', "\\", " ", "  ", "\t", "\n", "\r\n", "\ufeff", "\x00", "\u2028"]
PARTS = st.sampled_from([*WORDS, *CHARACTERS])
IDS = st.text("abcdefghijkACDé-_0123", min_size=1, max_size=8)
FIELDS = st.builds(
    Recorded,
    st.tuples(IDS, IDS, IDS).map("/".join),
    st.sampled_from([*KINDS]),
    st.text(max_size=30).map(lambda text: " ".join(text.replace("\x00", "").split())),
    st.lists(IDS, max_size=3, unique=True),
)


@few(400)
@given(st.lists(PARTS, max_size=40).map("".join))
def test_any_words_can_be_read(text: str) -> None:
    assert_sound(read_lock(text.encode()), text.encode())


@few(300)
@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(data: bytes) -> None:
    assert_sound(read_lock(data), data)


def assert_sound(lock: Lock, data: bytes) -> None:
    """Every line is an entry, a comment, or reported; issues have lines of the file."""
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(
        1 <= issue.position.line <= lines and issue.severity is Severity.ERROR
        for issue in lock.issues
    )
    assert all(recorded.key.count("/") == 2 for recorded in lock.fields.values())


class Given:
    """A field as a build would publish it."""

    def __init__(self, recorded: Recorded) -> None:
        self.key, self.kind, self.label = recorded.key, recorded.kind, recorded.label
        self.choices = [type("Choice", (), {"id": choice})() for choice in recorded.choices]
        self.earlier: list[str] = []


@few(300)
@given(
    st.lists(FIELDS, max_size=8, unique_by=lambda field: field.key),
    st.lists(FIELDS, max_size=8, unique_by=lambda field: field.key),
)
def test_what_is_written_is_read_again(first: list[Recorded], second: list[Recorded]) -> None:
    data = updated(None, [Given(field) for field in first]) or b""  # type: ignore[misc]
    both = {field.key: field for field in (*first, *second)}
    again = updated(data, [Given(field) for field in both.values()]) or data  # type: ignore[misc]
    lock = read_lock(again)
    assert [issue.code for issue in lock.issues if issue.code != "text-control"] == []
    assert lock.fields.keys() == both.keys()
    assert updated(again, [Given(field) for field in both.values()]) is None  # type: ignore[misc]
    entries = [line for line in again.decode().split("\n") if line and not line.startswith("#")]
    assert [line.split()[0] for line in entries] == sorted(both)


def test_which_answers_fit_which_kinds() -> None:
    assert fits("text", "short") and fits("short", "text") and fits("date", "text")
    assert not fits("text", "date") and not fits("tick", "choose") and not fits("picture", "text")
