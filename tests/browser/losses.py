"""Random things happen to a learner who is writing: nothing that was reported as saved may be lost by them.

One sequence is a learner at a site of their own (an address of its own, and with it a store of its own) who types, waits, reloads,
closes the tab within 50 ms of a key, loses the line, works in two tabs, restores a file, meets a full or forbidden storage, while
the site is updated and the browser killed. A script in the page reports each moment at which a worksheet says that it is saved,
with what stands in it. In the end the page is opened once more, and what it shows is held against what was reported.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from carrel.build import Options, build

from . import chromium
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
window.full = false;
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...values) {
  if (window.full) throw new DOMException("full", "QuotaExceededError");
  return put.apply(this, values);
};
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
BLOCKED = """for (const name of ["indexedDB", "localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}"""
# Everything in the store, by key: the answer and its earlier versions.
KEPT = """async () => {
  const name = "carrel:" + new URL("./", document.baseURI).pathname.split("/").slice(0, 2).join("/") + "/";
  const opening = indexedDB.open(name);
  const base = await new Promise((done, no) => Object.assign(opening, { onsuccess: () => done(opening.result), onerror: no }));
  const request = base.transaction("answers").objectStore("answers").getAll();
  const all = await new Promise((done) => (request.onsuccess = () => done(request.result)));
  base.close();
  return Object.fromEntries(all.map(({ key, value, history }) => [key, [value, ...history.map((version) => version.value)]]));
}"""
READY = """() => [...document.querySelectorAll(".saved")].every(({ dataset }) => dataset.state !== undefined && dataset.state !== "saving")"""


class _Host(Handler):
    """Serves the present version of the site under every first part of a path: each learner has a site of their own."""

    def do_GET(self) -> None:  # noqa: N802 (the library's name)
        place, _, rest = self.path.lstrip("/").partition("/")
        self.path, self.prefix = f"/{rest}", "/"
        self.directory = str(self.server.versions[self.server.at(place)])  # type: ignore[attr-defined]
        super().do_GET()


class Host(Server):
    """The site in both versions; `updated` holds the learners who get the new one."""

    def __init__(self, versions: dict[str, Path]) -> None:
        self.versions, self.updated = versions, set[str]()
        super().__init__(("127.0.0.1", 0), partial(_Host, directory=".", prefix="/"))

    def at(self, place: str) -> str:
        """Which version a learner gets."""
        return "new" if place in self.updated else "old"

    @property
    def address(self) -> str:
        """Where it is."""
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
    """A browser with a memory, that can be killed."""

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
        context.add_init_script(REPORT)
        context.expose_function("reportSaved", lambda *report: self.reports.append(report))
        return context

    def kill(self) -> None:
        """As if the machine's owner had ended the program: no page hears of it."""
        for pid in _processes_of(self.folder):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.folder / name).unlink(missing_ok=True)
        self.context = self._start()

    def close(self) -> None:
        """Ends it as people do."""
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
    """One sequence: what was typed, in its order; what a page reported as saved; what was lost."""

    device: Device
    host: Host
    place: str
    chance: random.Random
    typed: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    reported: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    steps: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    file: bytes | None = None

    def run(self, steps: int) -> None:
        """So many random things, and a look at what is left."""
        self.device.reports.clear()
        page = self.open()
        for _ in range(steps):
            name = self.chance.choices(list(STEPS), [weight for weight, _ in STEPS.values()])[0]
            self.steps.append(name)
            page = STEPS[name][1](self, page)
            self.take_reports()
        self.look(page)

    def open(self) -> Page:
        """The learner's page in a new tab."""
        page = self.device.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{self.host.address}{self.place}/losses/")
        return page

    def take_reports(self) -> None:
        """What the pages have reported since."""
        reports, self.device.reports[:] = list(self.device.reports), []
        for key, value, words in reports:
            name = "want" if key.endswith(("like", "want")) else "know"
            if value and "Not kept" not in words:
                self.note_joined(name, value)
                self.reported[name].append(value)

    def note_joined(self, name: str, value: str) -> None:
        """Whoever types before an earlier answer is shown finds it in front of what they typed, on a line of its own or, between two
        keys, on the same: that counts as typed, too."""
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
            typed.insert(
                last + 1, value
            )  # before what was typed later, as what was reported may be heard of late

    def some_text(self) -> str:
        """A text that no other is like."""
        letters = self.chance.choice(ALPHABETS) * self.chance.choice((1, 1, 3, 40))
        return f"{len(self.steps)} {self.chance.random():.6f} {letters}".strip()

    def write(self, page: Page, name: str | None = None) -> None:
        """Types into one of the fields."""
        name = name or self.chance.choice(FIELDS)
        text = self.some_text()
        self.typed[name].append(text)
        page.locator("textarea[data-field]").nth(FIELDS.index(name)).fill(text)

    def look(self, page: Page) -> None:
        """Opens the page once more: everything that was reported is there, or was followed by what the learner typed later."""
        with suppress(Error):
            page.close()
        page = self.open()
        page.wait_for_function(READY)
        self.take_reports()
        kept = page.evaluate(KEPT)
        for number, name in enumerate(FIELDS):
            shown = page.locator("textarea[data-field]").nth(number).input_value()
            versions = {
                text
                for key, texts in kept.items()
                if key.split("/")[-1] in (name, "like" if name == "want" else name)
                for text in texts
            }
            self._judge(name, shown, versions)
        page.close()

    def _judge(self, name: str, shown: str, versions: set[str]) -> None:
        self.note_joined(name, shown)
        typed, reported = self.typed[name], self.reported[name]
        if shown and shown not in typed:
            self.faults.append(f"{name} shows {shown[:40]!r}, which nobody typed")
        for text in reported:
            later = typed[typed.index(text) + 1 :] if text in typed else []
            if text != shown and text not in versions and shown not in later:
                self.faults.append(
                    f"{name}: {text[:40]!r} was reported as saved and is lost; {shown[:40]!r} is shown"
                )
        if shown and shown not in versions:
            self.faults.append(f"{name} shows {shown[:40]!r}, which is not kept")


# What may happen


def _type(learner: Learner, page: Page) -> Page:
    learner.write(page)
    return page


def _keys(learner: Learner, page: Page) -> Page:
    """Key by key, as fast as the machine can."""
    name = learner.chance.choice(FIELDS)
    area = page.locator("textarea[data-field]").nth(FIELDS.index(name))
    before = area.input_value()
    keys = f" {learner.chance.random():.4f}"
    learner.typed[name] += [before + keys[:length] for length in range(1, len(keys) + 1)]
    area.press("Control+End")
    area.press_sequentially(keys)
    return page


def _wait(learner: Learner, page: Page) -> Page:
    page.wait_for_timeout(learner.chance.randint(0, 400))
    return page


def _reload(learner: Learner, page: Page) -> Page:
    page.reload()
    return page


def _close_at_once(learner: Learner, page: Page) -> Page:
    """Within 50 ms of the last key."""
    learner.write(page)
    time.sleep(learner.chance.random() * 0.05)
    page.close()
    return learner.open()


def _go_away_and_back(learner: Learner, page: Page) -> Page:
    learner.write(page)
    page.goto(f"{learner.host.address}{learner.place}/404.html")
    page.go_back()
    return page


def _kill(learner: Learner, page: Page) -> Page:
    learner.take_reports()
    learner.write(page)
    if learner.chance.random() < 0.5:
        page.wait_for_timeout(learner.chance.randint(0, 300))
    learner.device.kill()
    return learner.open()


def _offline(learner: Learner, page: Page) -> Page:
    learner.device.context.set_offline(True)
    learner.write(page)
    page.wait_for_timeout(learner.chance.randint(0, 300))
    learner.device.context.set_offline(False)
    return page


def _update(learner: Learner, page: Page) -> Page:
    """The site changes under the learner: a question is asked in other words, under another id."""
    learner.host.updated.add(learner.place)
    return _type(learner, page)


def _second_tab(learner: Learner, page: Page) -> Page:
    other = learner.open()
    for tab in learner.chance.sample((page, other, page), 2):
        learner.write(tab)
        if learner.chance.random() < 0.5:
            tab.wait_for_timeout(learner.chance.randint(0, 250))
    if learner.chance.random() < 0.5:
        page, other = other, page
    other.close()
    return page


def _save_file(learner: Learner, page: Page) -> Page:
    page.wait_for_function(READY)
    learner.take_reports()
    button = page.locator('.my-answers [data-do="saveFile"]')
    if any(learner.reported.values()):
        with page.expect_download() as download:
            button.press(
                "Enter"
            )  # the page may be moving, as a word about what is not kept goes away
        learner.file = download.value.path().read_bytes()
    return page


def _restore(learner: Learner, page: Page) -> Page:
    if learner.file is None:
        return _save_file(learner, page)
    with page.expect_file_chooser() as chooser:
        page.locator('.my-answers [data-do="openFile"]').click()
    chooser.value.set_files(
        {"name": "answers.json", "mimeType": "application/json", "buffer": learner.file}
    )
    page.locator("dialog button").last.click()
    return page


def _full(learner: Learner, page: Page) -> Page:
    """The device is full for a while."""
    page.evaluate("window.full = true")
    learner.write(page)
    page.wait_for_function("""() => document.querySelector(".saved").dataset.state === "failed" """)
    page.evaluate("window.full = false")
    if learner.chance.random() < 0.5:
        learner.write(page)
    return page


def _blocked(learner: Learner, page: Page) -> Page:
    """A tab in which storage is forbidden must not say that anything is kept."""
    tab = learner.device.context.new_page()
    tab.add_init_script(BLOCKED)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto(f"{learner.host.address}{learner.place}/losses/")
    tab.locator("textarea[data-field]").first.fill("not to be kept")
    tab.wait_for_function("""() => document.querySelector(".saved").dataset.state === "saved" """)
    words = tab.locator(".saved").first.text_content() or ""
    if "Not kept" not in words:
        learner.faults.append(f"storage is forbidden, and the page says {words!r}")
    tab.close()
    return page


STEPS: dict[str, tuple[int, Any]] = {
    "type": (6, _type),
    "keys": (3, _keys),
    "wait": (3, _wait),
    "reload": (3, _reload),
    "close at once": (3, _close_at_once),
    "away and back": (2, _go_away_and_back),
    "kill": (1, _kill),
    "offline": (2, _offline),
    "update": (1, _update),
    "two tabs": (2, _second_tab),
    "save file": (1, _save_file),
    "restore": (2, _restore),
    "full": (2, _full),
    "blocked": (1, _blocked),
}
"""What may happen, how often, and how."""


@dataclass
class Outcome:
    """What came of many sequences."""

    sequences: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    reported: int = 0
    faults: list[str] = field(default_factory=list)


def try_sequences(
    playwright: Playwright, folder: Path, numbers: range, steps: int = 7, loud: bool = False
) -> Outcome:
    """Runs one sequence for each number, which decides everything that happens in it."""
    outcome = Outcome()
    with hosting(folder) as host:
        device = Device(playwright, folder / "device")
        for number in numbers:
            learner = Learner(device, host, f"s{number}", random.Random(number))
            try:
                learner.run(steps)
            except Error as error:
                learner.faults.append(f"could not go on: {error.message.splitlines()[0]}")
                device.kill()
            outcome.sequences += 1
            outcome.steps.update(learner.steps)
            outcome.reported += sum(map(len, learner.reported.values()))
            faults = [
                f"sequence {number} ({', '.join(learner.steps)}): {fault}"
                for fault in learner.faults
            ]
            outcome.faults += faults
            if loud and faults:
                print(*faults, sep="\n", file=sys.stderr, flush=True)
            for page in device.context.pages[1:]:
                page.close()
            if loud and outcome.sequences % 50 == 0:
                print(
                    f"{outcome.sequences} sequences, {len(outcome.faults)} faults",
                    file=sys.stderr,
                    flush=True,
                )
        device.close()
    return outcome


def as_json(outcome: Outcome) -> str:
    """For a report."""
    return json.dumps(
        {
            "sequences": outcome.sequences,
            "steps": dict(outcome.steps),
            "reported": outcome.reported,
            "faults": outcome.faults,
        }
    )
