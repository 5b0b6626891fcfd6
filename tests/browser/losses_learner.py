"""A learner who writes into a worksheet, in a browser that can be killed, at a site of their own.

A script in the page reports each moment at which a worksheet shows that it is saved, with what is
in its fields. `Learner.check` opens the page once more and compares what it shows with the reports.
"""

import os
import random
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from carrel.build import Options, build

from . import chromium
from .answers import FULL
from .server import Handler, Server

TOOLKIT = 'title = "Losses"\nlanguage = "en"\nlicence = "MIT"\n'
OVERVIEW = "---\ntitle: Losses\nsummary: A worksheet to lose nothing of.\n---\n\n{box}\n"
BOX = """::: reflection Writing {#sheet}
What do you know?

____________ {#know}

What do you want?

____________ {%s}
:::"""
VERSIONS = {
    "old": BOX % "#want",
    "new": BOX.replace("What do you want?", "What would you like?") % "#like was=want",
}
FIELDS = ("know", "want")  # as they are called in the old version
ALPHABETS = (
    "plain words ",
    "مرحبا بالعالم ",
    "שלום ",
    "👩🏽‍🚀🏳️‍🌈 ",
    "中文字 ",
    "<b>&amp;\"'</b> ",
    "a\tb\nc ",
    "हिन्दी ",
)

REPORT = """
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const form = target.closest("form");
    if (target.dataset.state !== "saved" || !form) continue;
    for (const area of form.querySelectorAll("textarea[data-field]")) {
      window.reportSaved?.(area.dataset.field, area.value, target.textContent);
    }
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
"""
# Resolves to everything in the store, by key: the answer and its earlier versions.
STORED = """async () => {
  const result = (request) => new Promise((done, fail) =>
    Object.assign(request, { onsuccess: () => done(request.result), onerror: fail }));
  const [site] = new URL("./", document.baseURI).pathname.split("/").slice(1);
  const base = await result(indexedDB.open(`carrel:/${site}/`));
  const all = await result(base.transaction("answers").objectStore("answers").getAll());
  base.close();
  return Object.fromEntries(all.map(({ key, value, history }) =>
    [key, [value, ...history.map((version) => version.value)]]));
}"""
READY = """() => [...document.querySelectorAll(".saved")].every(
  ({ dataset }) => dataset.state !== undefined && dataset.state !== "saving")"""


class _Host(Handler):
    """Serves the site under every first part of a path: each learner has a site of their own."""

    def do_GET(self) -> None:  # noqa: N802 (the library's name)
        place, _, rest = self.path.lstrip("/").partition("/")
        self.path, self.prefix = f"/{rest}", "/"
        host = cast("Host", self.server)
        self.directory = str(host.versions[host.at(place)])
        super().do_GET()


class Host(Server):
    """Serves the site in both versions; `updated` holds the learners who get the new one."""

    def __init__(self, versions: dict[str, Path]) -> None:
        self.versions, self.updated = versions, set[str]()
        super().__init__(("127.0.0.1", 0), partial(_Host, directory=".", prefix="/"))

    def at(self, place: str) -> str:
        """Returns the version that a learner gets."""
        return "new" if place in self.updated else "old"

    @property
    def address(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """Builds both versions in `folder`, and serves them."""
    versions = {}
    for name, box in VERSIONS.items():
        root = folder / name
        (root / "losses").mkdir(parents=True)
        (root / "toolkit.toml").write_text(TOOLKIT, encoding="utf-8")
        (root / "losses/index.md").write_text(OVERVIEW.format(box=box), encoding="utf-8")
        report = build(root, Options(out=folder / f"{name}-site", search=False))
        assert report.published, report.issues
        versions[name] = report.out
    with Host(versions) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


class Device:
    """A browser with a profile on the disk, which can be killed."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright, self.folder = playwright, folder
        self.reports: list[tuple[str, str, str]] = []
        self.context = self._start()

    def _start(self) -> BrowserContext:
        context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=chromium.find(),
            args=list(chromium.ARGUMENTS),
            viewport={"width": 800, "height": 600},
        )
        context.set_default_timeout(30_000)
        context.add_init_script(FULL + "window.full = false;")
        context.add_init_script(REPORT)
        context.expose_function("reportSaved", lambda *report: self.reports.append(report))
        return context

    def kill(self) -> None:
        """Kills the browser's processes, without any event in a page, and starts it again."""
        for pid in _processes_of(self.folder):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.folder / name).unlink(missing_ok=True)
        self.context = self._start()

    def close(self) -> None:
        """Closes the browser."""
        self.context.close()


def _processes_of(folder: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if f"--user-data-dir={folder}".encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


@dataclass
class Learner:
    """One sequence: what was typed, in order; what pages reported as saved; what was lost."""

    device: Device
    host: Host
    place: str
    chance: random.Random
    typed: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    reported: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    steps: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    file: bytes | None = None

    def run(self, count: int, steps: "Mapping[str, tuple[int, Step]]") -> None:
        """Does `count` random steps, chosen by their weights, and checks what is left."""
        self.device.reports.clear()
        page = self.open()
        for _ in range(count):
            name = self.chance.choices(list(steps), [weight for weight, _ in steps.values()])[0]
            self.steps.append(name)
            page = steps[name][1](self, page)
            self.take_reports()
        self.check(page)

    def open(self) -> Page:
        """Opens the learner's page in a new tab."""
        page = self.device.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{self.host.address}{self.place}/losses/")
        return page

    def take_reports(self) -> None:
        """Takes in what the pages have reported since the last time."""
        reports, self.device.reports[:] = list(self.device.reports), []
        for key, value, text in reports:
            name = "want" if key.endswith(("like", "want")) else "know"
            if value and "Not kept" not in text:
                self.note_joined(name, value)
                self.reported[name].append(value)

    def note_joined(self, name: str, value: str) -> None:
        """Counts two joined texts as typed.

        If a learner types before an earlier answer is shown, the page puts that answer in front, on
        a line of its own or, between two keys, on the same line.
        """
        typed = self.typed[name]
        pairs = (
            (max(one, other), (typed[one], typed[other]))
            for one in range(len(typed))
            for other in range(len(typed))
        )
        last = next(
            (last for last, (one, other) in pairs if value in (f"{one}\n{other}", one + other)),
            None,
        )
        if value not in typed and last is not None:
            # Before what was typed later, because reports may arrive late.
            typed.insert(last + 1, value)

    def some_text(self) -> str:
        """Returns a text that differs from all others."""
        characters = self.chance.choice(ALPHABETS) * self.chance.choice((1, 1, 3, 40))
        return f"{len(self.steps)} {self.chance.random():.6f} {characters}".strip()

    def write(self, page: Page, name: str | None = None) -> None:
        """Types into one of the fields."""
        name = name or self.chance.choice(FIELDS)
        text = self.some_text()
        self.typed[name].append(text)
        page.locator("textarea[data-field]").nth(FIELDS.index(name)).fill(text)

    def check(self, page: Page) -> None:
        """Opens the page once more, and notes what was reported as saved and is lost."""
        with suppress(Error):
            page.close()
        page = self.open()
        page.wait_for_function(READY)
        self.take_reports()
        stored = page.evaluate(STORED)
        for number, name in enumerate(FIELDS):
            shown = page.locator("textarea[data-field]").nth(number).input_value()
            versions = {
                text
                for key, texts in stored.items()
                if key.split("/")[-1] in (name, "like" if name == "want" else name)
                for text in texts
            }
            self._judge(name, shown, versions)
        page.close()

    def _judge(self, name: str, shown: str, versions: set[str]) -> None:
        self.note_joined(name, shown)
        typed, reported = self.typed[name], self.reported[name]
        if shown and shown not in typed:
            self.faults.append(f"{name} shows {shown[:40]!r}, which was not typed")
        for text in reported:
            later = typed[typed.index(text) + 1 :] if text in typed else []
            if text != shown and text not in versions and shown not in later:
                self.faults.append(
                    f"{name}: {text[:40]!r} was reported as saved and is lost; "
                    f"{shown[:40]!r} is shown"
                )
        if shown and shown not in versions:
            self.faults.append(f"{name} shows {shown[:40]!r}, which is not stored")


Step = Callable[[Learner, Page], Page]
"""Does something, and returns the page on which the learner goes on."""
