"""What `fields.lock` records: every field that was ever published, so that an edit that would lose an answer can be told."""

import msgspec

from carrel.issues import Issue
from carrel.model.worksheet import FieldKind

NAME = "fields.lock"


class Recorded(msgspec.Struct):
    """One line: a field's name, kind, choices and words as they were last published. `became` is the field that took its place;
    `retired` says that its answers may go."""

    key: str
    kind: FieldKind
    label: str
    choices: list[str] = []
    line: int = 0
    retired: bool = False
    became: str = ""

    @property
    def sheet(self) -> str:
        """The worksheet's name: `module/worksheet`."""
        return self.key.rpartition("/")[0]

    @property
    def module(self) -> str:
        """The module's name."""
        return self.key.partition("/")[0]


class Lock(msgspec.Struct):
    """All of the file. `covers` holds what stands before the star in lines such as `mentoring/kwl/*  retired`, and their lines;
    `there` says whether there is such a file, `lost` whether there was one at the last build."""

    fields: dict[str, Recorded] = {}
    covers: dict[str, int] = {}
    issues: list[Issue] = []
    there: bool = False
    lost: bool = False

    def may_go(self, recorded: Recorded) -> bool:
        """Whether the author said that nobody needs this field's answers any more."""
        return recorded.retired or any(recorded.key.startswith(cover) for cover in self.covers)
