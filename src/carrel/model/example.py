"""A worked example: what one learner might have written into the worksheets of a module."""

from __future__ import annotations

import msgspec

from carrel.issues import Issue

NAME = "example.toml"
Value = str | list[str]


class Example(msgspec.Struct, frozen=True):
    """The `example.toml` of one module.

    `sheets` maps worksheets to fields and their values; `day` is when they were written.
    """

    path: str = ""
    title: str = ""
    about: str = ""
    day: str = "2000-01-01"
    sheets: dict[str, dict[str, Value]] = {}
    lines: dict[str, int] = {}
    issues: tuple[Issue, ...] = ()

    def line(self, *names: str) -> int:
        """Returns the line of a key, such as ("kwl", "know")."""
        return self.lines.get(".".join(names), self.lines.get(names[0], 1))
