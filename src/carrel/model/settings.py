"""The values of `toolkit.toml`, and the kinds of boxes."""

import msgspec


class BoxKind(msgspec.Struct, frozen=True):
    """A kind of box. The label of a built-in kind is a message in the toolkit's language."""

    name: str
    icon: str
    label: str = ""
    about: str = ""  # its description on the overview
    fields: bool = False
    colour: str = ""
    colour_dark: str = ""


BUILT_IN_KINDS = {
    kind.name: kind
    for kind in (
        BoxKind("case-study", "quote"),
        BoxKind("explanatory", "book"),
        BoxKind("tip", "bulb"),
        BoxKind("reflection", "pencil", fields=True),
        BoxKind("quote", "quote"),
        BoxKind("video", "play"),
        BoxKind("quiz", "question", fields=True),
        BoxKind("answers", "return"),
        BoxKind("meeting", "people"),
        BoxKind("discussion", "question"),
    )
}

ICONS = (
    "note",
    "book",
    "play",
    "bulb",
    "pencil",
    "quote",
    "question",
    "return",
    "calendar",
    "check",
    "star",
    "people",
    "shield",
    "map",
    "clock",
    "target",
)
"""The icons that a kind of box can have; each is a file in `site/icons`."""


class Theme(msgspec.Struct, frozen=True):
    """Colors and logo from `[theme]`; empty values mean Carrel's own."""

    accent: str = ""
    accent_dark: str = ""
    logo: str = ""
    logo_alt: str = ""


class Settings(msgspec.Struct, frozen=True):
    """The values of `toolkit.toml`, with defaults.

    `lines` maps each key, such as "theme.accent", to its line.
    """

    title: str = ""
    language: str = "en"
    licence: str = ""
    publisher: str = ""
    version: str = ""
    description: str = ""
    base_url: str = ""
    exclude: tuple[str, ...] = ()
    theme: Theme = Theme()
    own_kinds: dict[str, BoxKind] = {}
    lines: dict[str, int] = {}

    @property
    def kinds(self) -> dict[str, BoxKind]:
        """Every box kind by name, built-in ones first."""
        return {**BUILT_IN_KINDS, **self.own_kinds}

    def line(self, key: str) -> int:
        """Returns the line of `key`, or 1 if it is missing."""
        return self.lines.get(key, 1)
