"""Kinds of blanks: one file each, and the table of all of them, `KINDS`.

Nothing outside this package lists kinds or asks for one by name. It asks the table for the kind of
a field (`kind_of`), or for the kinds with a form (`with_form`). `source` reads blanks with it,
`checks` checks them, and `site` writes them. The package knows `model`, `codes` and `issues` only.
The scripts have a table of their own (`site/assets/scripts`); both know a kind by its name.
"""

from carrel.blanks.choose import CHOOSE
from carrel.blanks.date import DATE
from carrel.blanks.kind import BlankKind
from carrel.blanks.picture import PICTURE
from carrel.blanks.rank import RANK
from carrel.blanks.rating import RATING
from carrel.blanks.short import SHORT
from carrel.blanks.text import TEXT
from carrel.blanks.tick import TICK
from carrel.model.worksheet import Field

KINDS: dict[str, BlankKind] = {
    kind.name: kind for kind in (TEXT, SHORT, DATE, TICK, CHOOSE, RATING, RANK, PICTURE)
}
"""Every kind by its name. Where two could read the same characters, the first one does."""

_PREFIX, _ENDING = "blank-", ".html"


def kind_of(field: Field) -> BlankKind:
    """Returns the kind of `field`."""
    return KINDS[field.kind]


def with_form(form: str) -> list[BlankKind]:
    """Returns the kinds that have this form: "line", "inline", "item", "step", "empty_cell" …"""
    return [kind for kind in KINDS.values() if getattr(kind, form)]


def patterns(form: str) -> str:
    """Returns one regular expression for all kinds with this form.

    Each kind is a group that has its name: `(?P<date>__/__/____)|(?P<short>_{3,})`.
    """
    return "|".join(f"(?P<{kind.name}>{getattr(kind, form)})" for kind in with_form(form))


def fits(before: str, now: str) -> bool:
    """True if a field of the kind `now` can show an answer to one of the kind `before`."""
    return before == now or before in KINDS[now].takes


def template_of(name: str) -> str | None:
    """Returns the control behind the template name `blank-KIND.html`; None for other names."""
    kind = KINDS.get(name.removeprefix(_PREFIX).removesuffix(_ENDING))
    return kind.control if kind and name == f"{_PREFIX}{kind.name}{_ENDING}" else None


def templates() -> dict[str, str]:
    """Returns the control of every kind by its template name."""
    return {f"{_PREFIX}{name}{_ENDING}": kind.control for name, kind in KINDS.items()}
