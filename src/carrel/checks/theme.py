"""The toolkit's own colors have enough contrast, and its logo exists.

The form of the values is checked when the settings are read.
"""

from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.settings import Settings
from carrel.model.toolkit import Toolkit

LIGHT, DARK = "#ffffff", "#14171c"  # background colors of Carrel's pages
LEAST = 4.5  # contrast for text of ordinary size: WCAG 2.2, success criterion 1.4.3
_BACKGROUNDS = {LIGHT: ("a white page", "darker"), DARK: ("a dark page", "lighter")}


def colours(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports colors in which text would be hard to read."""
    for key, colour, background in _own_colours(toolkit.settings):
        ratio = contrast(colour, background) if colour else LEAST
        if ratio < LEAST:
            ground, direction = _BACKGROUNDS[background]
            yield issue(
                "colour-contrast",
                Position("toolkit.toml", toolkit.settings.line(key)),
                key=key,
                colour=colour,
                ratio=_rounded_down(ratio),
                ground=ground,
                direction=direction,
            )


def _own_colours(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yields key, color and background."""
    yield "theme.accent", settings.theme.accent, LIGHT
    yield "theme.accent_dark", settings.theme.accent_dark, DARK
    for name, kind in settings.own_kinds.items():
        yield f"boxes.{name}.colour", kind.colour, LIGHT
        yield f"boxes.{name}.colour_dark", kind.colour_dark, DARK


def contrast(colour: str, other: str) -> float:
    """Returns the contrast ratio of two colors, from 1 to 21, as WCAG 2.2 defines it.

    Colors are written like `#0b4da2` or `#05a`.
    """
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Returns the relative luminance, from 0 to 1, as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[start : start + 2], 16) / 255) for start in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _rounded_down(ratio: float) -> str:
    """Returns one decimal, rounded down, since 4.49 is less than 4.5."""
    return f"{int(ratio * 10) / 10}"


def logo(toolkit: Toolkit) -> Iterator[Issue]:
    """Reports a logo that is missing, or has no alt text."""
    theme = toolkit.settings.theme
    if not theme.logo:
        return
    place = Position("toolkit.toml", toolkit.settings.line("theme.logo"))
    if theme.logo not in toolkit.files:
        yield issue("logo-missing", place, path=theme.logo)
    if not theme.logo_alt.strip():
        yield issue("logo-alt", place)
