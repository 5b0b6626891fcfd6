"""The toolkit's own colours can be read, and its logo is there. (The shape of the values is read with the settings.)"""

from collections.abc import Iterator

from carrel.codes import issue
from carrel.issues import Issue, Position
from carrel.model.settings import Settings
from carrel.model.toolkit import Toolkit

LIGHT, DARK = "#ffffff", "#14171c"  # the grounds of Carrel's pages
LEAST = 4.5  # WCAG 2.2, 1.4.3, for text of ordinary size


def colours(toolkit: Toolkit) -> Iterator[Issue]:
    """Words in the toolkit's own colours stand out from the page."""
    settings = toolkit.settings
    for key, colour, ground in _own_colours(settings):
        ratio = contrast(colour, ground) if colour else LEAST
        if ratio < LEAST:
            name, direction = (
                ("a white page", "darker") if ground == LIGHT else ("a dark page", "lighter")
            )
            place = Position("toolkit.toml", settings.line(key))
            yield issue(
                "colour-contrast",
                place,
                key=key,
                colour=colour,
                ratio=_rounded(ratio),
                ground=name,
                direction=direction,
            )


def _own_colours(settings: Settings) -> Iterator[tuple[str, str, str]]:
    yield "theme.accent", settings.theme.accent, LIGHT
    yield "theme.accent_dark", settings.theme.accent_dark, DARK
    for name, kind in settings.own_kinds.items():
        yield f"boxes.{name}.colour", kind.colour, LIGHT
        yield f"boxes.{name}.colour_dark", kind.colour_dark, DARK


def contrast(colour: str, other: str) -> float:
    """The contrast of two colours like `#0b4da2` or `#05a`, from 1 to 21, as WCAG defines it."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[start : start + 2], 16) / 255) for start in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _rounded(ratio: float) -> str:
    """One decimal, cut and not rounded: 4.49 is not 4.5."""
    return f"{int(ratio * 10) / 10}"


def logo(toolkit: Toolkit) -> Iterator[Issue]:
    """The logo is a file of the toolkit, and has a text in place of it."""
    settings = toolkit.settings
    if not settings.theme.logo:
        return
    place = Position("toolkit.toml", settings.line("theme.logo"))
    if settings.theme.logo not in toolkit.files:
        yield issue("logo-missing", place, path=settings.theme.logo)
    if not settings.theme.logo_alt.strip():
        yield issue("logo-alt", place)
