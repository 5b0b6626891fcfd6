"""The words of the interface, one catalogue for each language."""

import tomllib
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "messages"
FALLBACK = "en"
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@lru_cache
def words(language: str) -> dict[str, str]:
    """Returns the messages for `language`: for "es-MX" those of "es", or else the English ones."""
    primary = language.partition("-")[0].lower()
    path = _FOLDER / f"{primary if primary in languages() else FALLBACK}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
