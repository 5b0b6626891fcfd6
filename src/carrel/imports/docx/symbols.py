"""Characters of the fonts Wingdings and Symbol as characters that every font has, and those that
are boxes to tick.
"""

from __future__ import annotations

SQUARES = frozenset("☐□❏❐❑❒◻◽⬜▢")
CIRCLES = frozenset("○◯⚪❍⭘")
BULLETS = frozenset("•·▪◦‣●■▶►➢✓✔➔→")
TICKED = frozenset("☑☒")

_KEPT = "\t\u00a0\u2002\u2003\u2009\u202f\u3000\u200d\u200c"

_WINGDINGS = {
    0x4A: "☺",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x76: "❖",
    0x77: "◆",
    0x9E: "·",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xE0: "→",
    0xDF: "←",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_SYMBOL = {
    0xB7: "•",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xA3: "≤",
    0xB9: "≠",
    0xD7: "×",
    0x61: "α",
    0x62: "β",
    0x6D: "μ",
    0x70: "π",
}


def letter_of(character: str, font: str) -> str:
    """Returns the character that looks like `character` in `font`; empty where none is known."""
    if len(character) != 1:
        return character
    code = ord(character)
    point = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    is_private = 0xE000 <= code <= 0xF8FF
    return _table_of(font).get(point) or ("" if is_private else character)


def _table_of(font: str) -> dict[int, str]:
    if font.startswith("Wingdings"):
        return _WINGDINGS
    return _SYMBOL if font == "Symbol" else {}


def letters(text: str) -> str:
    """Returns text without characters that are no text (control characters, soft hyphens, byte
    order marks); other line ends become spaces.
    """
    return "".join(map(_clean, text))


def _clean(character: str) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    return " " if character.isspace() else ""
