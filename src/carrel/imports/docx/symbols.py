"""Signs of the fonts Wingdings and Symbol as letters that every font has, and the signs that stand
for something to tick.
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


def letter_of(sign: str, font: str) -> str:
    """The letter that looks like `sign` in `font`; empty where nobody here knows it."""
    table = _WINGDINGS if font.startswith("Wingdings") else _SYMBOL if font == "Symbol" else {}
    if len(sign) != 1:
        return sign
    point = ord(sign) & 0xFF if 0xF000 <= ord(sign) <= 0xF0FF else ord(sign)
    known = table.get(point)
    if known or not 0xE000 <= ord(sign) <= 0xF8FF:
        return known or sign
    return ""


def letters(text: str) -> str:
    """Text without characters that are no text (control characters, soft hyphens, marks of byte
    order); other line ends are spaces.
    """
    return "".join(
        letter if letter.isprintable() or letter in _KEPT else " " if letter.isspace() else ""
        for letter in text
    )
