"""Makes the video "What makes it mentoring" of the Mentoring module, with captions and a poster.

Every frame is an SVG image made below. Chromium turns it into a PNG image, and ffmpeg turns the
frames into a video. Run it from the root of the repository, in an environment that has Playwright,
on a machine that has ffmpeg and Chromium:

    python tools/film/make_what_makes_it_mentoring.py

It takes about a minute and writes three files to toolkit/mentoring/media/:
what-makes-it-mentoring.mp4, .vtt and .webp. SCENES and CREDITS contain all words, so that the
screen and the captions always have the same text. When you change them, also change the transcript
in toolkit/mentoring/1-introduction/1-what-is-mentoring.md.
"""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import pi, sin
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from shapes import (
    BLUE,
    GREEN,
    GREY,
    GROUND,
    INK,
    OCHRE,
    PAPER,
    PURPLE,
    RUST,
    arrow,
    between,
    bubble,
    desk,
    ease,
    heart,
    person,
    shown,
    text,
)

WIDTH, HEIGHT, FRAMES_PER_SECOND = 960, 540, 12
MEDIA = Path(__file__).resolve().parents[2] / "toolkit" / "mentoring" / "media"
NAME = "what-makes-it-mentoring"

CREDITS = ("Five elements: Search Institute, 2018", "Film: the Carrel contributors, CC BY-SA 4.0")


@dataclass(frozen=True)
class Scene:
    """A drawing that moves as `t` goes from 0 to 1, and the words below it."""

    seconds: float
    name: str
    line: str
    draw: Callable[[float], str]
    credits: tuple[str, ...] = ()


def opening(t: float) -> str:
    apart = between(150, 64, ease(t, 0.1, 0.7))
    return (
        person(480 - apart, BLUE, 220)
        + person(480 + apart, OCHRE, 176)
        + shown(ease(t, 0.55, 0.8), bubble(480, 150, "?", PURPLE))
    )


def helper(t: float) -> str:
    came, left = ease(t, 0.02, 0.28), ease(t, 0.68, 0.98)
    x = between(between(40, 350, came), -80, left)
    return (
        person(590, BLUE, 200)
        + desk(500)
        + person(x, OCHRE, 160)
        + shown(ease(t, 0.25, 0.33) * (1 - left), bubble(x, 204, "?", OCHRE))
        + shown(ease(t, 0.45, 0.53) * (1 - left), bubble(590, 164, "✓", BLUE))
    )


def lasting(t: float) -> str:
    weeks = ""
    for n in range(4):
        seen = ease(t, 0.08 + n * 0.2, 0.18 + n * 0.2)
        left = 268 + n * 112
        weeks += (
            f'<rect x="{left}" y="54" width="88" height="82" rx="9" fill="#fff"'
            f' stroke="{GREY}" stroke-width="3"/>'
            f'<rect x="{left}" y="54" width="88" height="22" rx="9" fill="{PURPLE}"/>'
        ) + shown(seen, text(left + 44, 123, "✓", 42, GREEN, "bold"))
        page = (
            f'<g transform="translate(480 {GROUND - 96 - n * 15}) rotate({(-5, 4, -3, 5)[n]})">'
            f'<rect x="-42" y="-7" width="84" height="14" rx="3" fill="#fff"'
            f' stroke="{INK}" stroke-width="3"/></g>'
        )
        weeks += shown(seen, page)
    return weeks + person(330, BLUE, 200) + person(632, OCHRE, 168) + desk(385)


def care(t: float) -> str:
    beat = 1 + 0.06 * sin(t * 8 * pi)
    x = between(880, 590, ease(t, 0.0, 0.4))
    return (
        person(370, BLUE, 220)
        + person(x, OCHRE, 180)
        + shown(ease(t, 0.4, 0.55), heart(480, 128, 44 * beat))
    )


def challenge(t: float) -> str:
    steps = "".join(
        f'<rect x="{470 + n * 96}" y="{GROUND - 44 * (n + 1)}" width="{98 if n < 2 else 130}"'
        f' height="{44 * (n + 1)}" fill="{GREY}"/>'
        for n in range(3)
    )
    climb = sum(ease(t, start, start + 0.16) for start in (0.2, 0.42, 0.64))
    x, ground = between(430, 722, climb / 3), GROUND - 44 * climb
    star = shown(ease(t, 0.82, 0.92), text(806, 128, "★", 64, RUST))
    return person(260, BLUE, 220) + steps + person(x, OCHRE, 170, ground) + star


def support(t: float) -> str:
    """A young person climbs a ladder that somebody holds."""
    shake = 1.6 * sin(t * 14 * pi) * (1 - ease(t, 0.35, 0.5))
    rungs = "".join(f'<path d="M-34 {-40 * n} H34"/>' for n in range(1, 8))
    ladder = (
        f'<g transform="translate(540 {GROUND}) rotate({shake:.2f})" stroke="#8a5a12"'
        f' stroke-width="9" stroke-linecap="round" fill="none">'
        f'<path d="M-34 0 V-312 M34 0 V-312"/>{rungs}</g>'
    )
    climb = ease(t, 0.5, 0.95)
    holder = between(250, 428, ease(t, 0.05, 0.4))
    return (
        ladder
        + person(540, OCHRE, 150, GROUND - between(20, 150, climb))
        + person(holder, BLUE, 214)
    )


def share(t: float) -> str:
    """The pencil goes to the young person, who draws."""
    gone = ease(t, 0.1, 0.4)
    x, y = between(420, 560, gone), 232 - 46 * sin(gone * pi)
    pencil = (
        f'<g transform="translate({x:.1f} {y:.1f}) rotate(38)">'
        f'<rect x="-8" y="-58" width="16" height="78" fill="{RUST}"/>'
        f'<path d="M-8 20 L0 42 L8 20 z" fill="{INK}"/></g>'
    )
    drawn = 300 * ease(t, 0.45, 0.9)
    line = (
        f'<rect x="404" y="46" width="152" height="112" rx="8" fill="#fff"'
        f' stroke="{GREY}" stroke-width="4"/>'
        f'<path d="M424 134 L452 84 L474 116 L500 70 L536 134" fill="none" stroke="{PURPLE}"'
        f' stroke-width="7" stroke-linecap="round" stroke-linejoin="round"'
        f' stroke-dasharray="{drawn:.0f} 400"/>'
    )
    return person(340, BLUE, 214) + person(630, OCHRE, 184) + line + pencil


def expand(t: float) -> str:
    """A door opens, and somebody new stands in it."""
    wide = between(118, 22, ease(t, 0.2, 0.5))
    door = (
        f'<rect x="640" y="120" width="130" height="{GROUND - 120}" fill="#fde9b8"'
        f' stroke="{INK}" stroke-width="6"/>'
        + person(705, PURPLE, 200)
        + f'<rect x="646" y="124" width="{wide:.1f}" height="{GROUND - 124}" fill="#8a5a12"/>'
    )
    walk = ease(t, 0.55, 0.9)
    return (
        door
        + person(between(250, 300, walk), BLUE, 214)
        + person(between(390, 540, walk), OCHRE, 180)
    )


def both(t: float) -> str:
    grown = ease(t, 0.15, 0.85)
    top = GROUND - 40 - 140 * grown
    leaves = "".join(
        f'<ellipse cx="{480 + side * 26 * grown:.1f}" cy="{between(GROUND, top, at):.1f}"'
        f' rx="{30 * grown:.1f}" ry="{13 * grown:.1f}" fill="{GREEN}"'
        f' transform="rotate({-side * 24} {480 + side * 26 * grown:.1f}'
        f' {between(GROUND, top, at):.1f})"/>'
        for side, at in ((1, 0.45), (-1, 0.62), (1, 0.8), (-1, 0.97))
    )
    plant = (
        f'<path d="M480 {GROUND} V{top:.1f}" stroke="{GREEN}" stroke-width="9"'
        f' stroke-linecap="round"/>{leaves}'
    )
    return (
        person(300, BLUE, 206)
        + person(660, OCHRE, between(176, 206, grown))
        + shown(ease(t, 0.2, 0.35), arrow(340, 130, 616, 122, 70, RUST))
        + shown(ease(t, 0.45, 0.6), arrow(590, 250, 374, 250, -60, PURPLE))
        + plant
    )


def in_view(t: float) -> str:
    """A wall goes up like a blind. Behind it, two people sit at a table, and a third passes by."""
    lifted, passed = ease(t, 0.18, 0.42), min(1.0, max(0.0, (t - 0.42) / 0.5))
    top = 64
    left, height = f'<rect x="300" y="{top}" width="360"', GROUND - top
    room = f'{left} height="{height}" fill="#fde9b8" opacity="{lifted:.2f}"/>'
    wall = f'{left} height="{height * (1 - lifted):.1f}" fill="{GREY}"/>'
    outline = f'<path d="M300 {GROUND} V{top} H660 V{GROUND}" fill="none"'
    frame = f'{outline} stroke="{INK}" stroke-width="6"/>'
    table = f'<rect x="425" y="{GROUND - 76}" width="110" height="12" rx="4" fill="#8a5a12"/>'
    leg = f'<rect x="474" y="{GROUND - 66}" width="12" height="66" fill="#8a5a12"/>'
    walker = person(between(-70, 1030, passed), GREEN, 176)
    pair = person(380, BLUE, 196) + person(580, OCHRE, 160)
    return (
        room
        + walker
        + pair
        + table
        + leg
        + wall
        + frame
        + shown(ease(t, 0.3, 0.45), person(800, PURPLE, 190) + desk(705))
    )


def ending(t: float) -> str:
    """The weeks run out, as both knew they would; they say goodbye, and somebody waits."""
    weeks = ""
    for n in range(5):
        left, last = 230 + n * 102, n == 4
        colour = RUST if last else PURPLE
        sign = heart(left + 41, 110, 20) if last else text(left + 41, 121, "✓", 38, GREEN, "bold")
        weeks += (
            f'<rect x="{left}" y="54" width="82" height="78" rx="9" fill="#fff"'
            f' stroke="{colour if last else GREY}" stroke-width="3"/>'
            f'<rect x="{left}" y="54" width="82" height="20" rx="9" fill="{colour}"/>'
        ) + shown(ease(t, 0.04 + n * 0.09, 0.1 + n * 0.09), sign)
    spoke = ease(t, 0.5, 0.56) * (1 - ease(t, 0.7, 0.76))
    x = between(520, 730, ease(t, 0.74, 0.95))
    return (
        weeks
        + person(380, BLUE, 200)
        + person(x, OCHRE, 178)
        + shown(spoke, bubble(290, 262, "…", BLUE) + bubble(606, 268, "…", OCHRE))
        + shown(ease(t, 0.66, 0.8), person(850, GREEN, 186))
    )


def closing(t: float) -> str:
    people = (
        (140, 150, GREY),
        (300, 172, GREY),
        (480, 184, OCHRE),
        (660, 160, GREY),
        (820, 174, GREY),
    )
    group = "".join(person(x, colour, height) for x, height, colour in people)
    return (
        group
        + shown(
            ease(t, 0.2, 0.4),
            f'<circle cx="480" cy="268" r="104" fill="none" stroke="{RUST}" stroke-width="7"/>',
        )
        + shown(
            ease(t, 0.4, 0.55),
            text(480, 60, CREDITS[0], 22) + text(480, 94, CREDITS[1], 22),
        )
    )


SCENES = (
    Scene(3.5, "What makes it mentoring?", "", opening),
    Scene(6, "A helper at the desk", "answers a question, and the day goes on.", helper),
    Scene(6, "A mentor", "is there the week after, and remembers.", lasting),
    Scene(4.5, "Express care", "“You were away. I am glad you are back.”", care),
    Scene(4.5, "Challenge growth", "“I think you can do the harder one.”", challenge),
    Scene(4.5, "Provide support", "“I will hold it steady while you climb.”", support),
    Scene(4.5, "Share power", "“You choose. Show me how.”", share),
    Scene(4.5, "Expand possibilities", "“There is someone you should meet.”", expand),
    Scene(5, "It goes both ways, and it lasts.", "You both change.", both),
    Scene(7, "It happens in the open,", "where others come and go.", in_view),
    Scene(8, "And when it ends,", "there is a reason, a last meeting, a goodbye.", ending),
    Scene(7, "It takes no title.", "Whom will you notice on Monday?", closing, CREDITS),
)


def frame(scene: Scene, t: float) -> str:
    """The whole picture: the drawing, the ground that it stands on, and the words."""
    seen = ease(t, 0, 0.06) * (1 - ease(t, 0.96, 1))
    words = text(480, 446 if scene.line else 466, scene.name, 40, BLUE, "bold") + text(
        480, 500, scene.line, 34
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        ' font-family="sans-serif">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{shown(seen, scene.draw(t) + words)}'
        f'<rect y="{GROUND}" width="100%" height="5" fill="{GREY}"/></svg>'
    )


def clock(seconds: float) -> str:
    return f"00:{int(seconds // 60):02d}:{seconds % 60:06.3f}"


def captions() -> str:
    cues, start = ["WEBVTT"], 0.0
    for scene in SCENES:
        words = "\n".join(part for part in (scene.name, scene.line, *scene.credits) if part)
        cues.append(f"{clock(start)} --> {clock(start + scene.seconds)}\n{words}")
        start += scene.seconds
    return "\n\n".join(cues) + "\n"


def picture(page: Page, svg: str) -> bytes:
    """The drawing as a PNG image."""
    page.set_content(f'<body style="margin:0">{svg}</body>')
    return page.screenshot(type="png")


def write_poster(page: Page, to: Path) -> None:
    """Writes the image that the page shows until the video is played.

    Every learner loads it, so it has to be small.
    """
    Image.open(BytesIO(picture(page, frame(SCENES[0], 0.9)))).convert("RGB").save(
        to, quality=70, method=6
    )


def film(page: Page, to: Path) -> None:
    """Sends the frames to ffmpeg. A frame equal to the previous one is not drawn again."""
    encoder = subprocess.Popen(
        ["nice", "-n", "10", "ffmpeg", "-y", "-loglevel", "error", "-f", "image2pipe",
         "-framerate", str(FRAMES_PER_SECOND), "-i", "-", "-c:v", "libx264", "-preset", "slow",
         "-tune", "animation", "-crf", "24", "-threads", "1", "-pix_fmt", "yuv420p",
         "-movflags", "+faststart", str(to)],
        stdin=subprocess.PIPE,
    )  # fmt: skip
    assert encoder.stdin is not None
    last, png = "", b""
    for scene in SCENES:
        count = round(scene.seconds * FRAMES_PER_SECOND)
        for n in range(count):
            svg = frame(scene, n / (count - 1))
            if svg != last:
                last, png = svg, picture(page, svg)
            encoder.stdin.write(png)
    encoder.stdin.close()
    if encoder.wait():
        raise SystemExit("ffmpeg could not make the film; its message stands above.")


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        film(page, MEDIA / f"{NAME}.mp4")
        write_poster(page, MEDIA / f"{NAME}.webp")
        browser.close()
    (MEDIA / f"{NAME}.vtt").write_text(captions(), encoding="utf-8")
    print(f"{sum(scene.seconds for scene in SCENES):.0f} seconds, in {MEDIA}")


if __name__ == "__main__":
    main()
