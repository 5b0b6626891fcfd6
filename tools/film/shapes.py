"""The shapes of which a video's images consist, as SVG: people, words, bubbles, arrows."""

GROUND = 372  # where feet stand; the words begin below

PAPER, INK, GREY = "#fbfaf7", "#22262e", "#c9c5ba"
BLUE, GREEN, RUST, PURPLE, OCHRE = "#0b4da2", "#1b6b3a", "#a6431b", "#5b2a86", "#b7791f"


def ease(t: float, start: float, end: float) -> float:
    """0 before `start`, 1 after `end`, and a soft slope between them."""
    x = min(1.0, max(0.0, (t - start) / (end - start)))
    return x * x * (3 - 2 * x)


def between(a: float, b: float, x: float) -> float:
    return a + (b - a) * x


def shown(opacity: float, drawing: str) -> str:
    return f'<g opacity="{opacity:.2f}">{drawing}</g>' if opacity > 0 else ""


def person(x: float, colour: str, height: float = 150, ground: float = GROUND) -> str:
    head, half = height * 0.17, height * 0.25
    top = ground - height * 0.62
    return (
        f'<g fill="{colour}"><circle cx="{x:.1f}" cy="{ground - height + head:.1f}"'
        f' r="{head:.1f}"/>'
        f'<path d="M{x - half:.1f} {ground:.1f} V{top + half:.1f}'
        f' a{half:.1f} {half:.1f} 0 0 1 {2 * half:.1f} 0 V{ground:.1f} z"/></g>'
    )


def text(
    x: float, y: float, words: str, size: int, colour: str = INK, weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" font-weight="{weight}"'
        f' text-anchor="middle">{words}</text>'
    )


def bubble(x: float, y: float, sign: str, colour: str) -> str:
    """Returns a speech bubble with one character. Its tail points down to (x, y)."""
    return (
        f'<path d="M{x - 10:.1f} {y - 26:.1f} L{x:.1f} {y:.1f} L{x + 14:.1f} {y - 26:.1f} z"'
        f' fill="{colour}"/>'
        f'<circle cx="{x:.1f}" cy="{y - 58:.1f}" r="38" fill="{colour}"/>'
        + text(x, y - 42, sign, 46, "#fff", "bold")
    )


def heart(x: float, y: float, size: float, colour: str = RUST) -> str:
    return (
        f'<path transform="translate({x:.1f} {y:.1f}) scale({size / 20:.2f})" fill="{colour}"'
        ' d="M0 18 C-26 0 -16 -18 0 -7 C16 -18 26 0 0 18z"/>'
    )


def arrow(x1: float, y1: float, x2: float, y2: float, rise: float, colour: str) -> str:
    """Returns a curved arrow with its head at (x2, y2).

    The head points down, or up if `rise` is negative.
    """
    up = -12 if rise > 0 else 12
    return (
        f'<path d="M{x1} {y1} C{x1} {y1 - rise} {x2} {y2 - rise} {x2} {y2}" fill="none"'
        f' stroke="{colour}" stroke-width="7" stroke-linecap="round"/>'
        f'<path d="M{x2 - 14} {y2 + up} L{x2 + 14} {y2 + up} L{x2} {y2 - up} z" fill="{colour}"/>'
    )


def desk(x: float) -> str:
    return (
        f'<g fill="#8a5a12"><rect x="{x}" y="{GROUND - 84}" width="190" height="16" rx="4"/>'
        f'<rect x="{x + 12}" y="{GROUND - 70}" width="166" height="70"/></g>'
    )
