"""A worked example: what one learner might have written into the worksheets of a module, as its `example.toml` says."""

from __future__ import annotations

import msgspec

from carrel.issues import Issue

NAME = "example.toml"
Value = str | list[str]


class Example(msgspec.Struct, frozen=True):
    """The example of one module: `sheets` holds what is written by worksheet and field; `day` is when it was written."""

    path: str = ""
    title: str = ""
    about: str = ""
    day: str = "2000-01-01"
    sheets: dict[str, dict[str, Value]] = {}
    lines: dict[str, int] = {}
    issues: tuple[Issue, ...] = ()

    def line(self, *names: str) -> int:
        """The line of a key, such as ("kwl", "know")."""
        return self.lines.get(".".join(names), self.lines.get(names[0], 1))
