"""What `fields.lock` records: every field that was ever published.

With it, a check can report an edit that would lose answers.
"""

import msgspec

from carrel.issues import Issue

NAME = "fields.lock"


class Recorded(msgspec.Struct):
    """One line: a field's name, kind, choices, and label as they were last published.

    `became` is the key of the field that took its place; `retired` means that its answers may be
    lost.
    """

    key: str
    kind: str
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
    """The whole file.

    `covers` maps what is before the star in lines such as `mentoring/kwl/*  retired` to the
    numbers of these lines. `there` is True if the file exists, `lost` if it existed at the last
    build.
    """

    fields: dict[str, Recorded] = {}
    covers: dict[str, int] = {}
    issues: list[Issue] = []
    there: bool = False
    lost: bool = False

    def may_go(self, recorded: Recorded) -> bool:
        """True if the author wrote that this field's answers are no longer needed."""
        return recorded.retired or any(recorded.key.startswith(cover) for cover in self.covers)
