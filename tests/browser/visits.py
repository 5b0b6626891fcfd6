"""Opens pages as a learner would, and records what happens."""

import gzip
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, ViewportSize

from .sites import Site

# Pixels: on a narrower screen the page is scrolled to its end, and 320 pixels are tried, too.
NARROW = 400

SKIP = "#main"
# A message of Playwright, not of the page.
WORKERS_ARE_KEPT_OUT = "Service Worker registration blocked by Playwright"

# Runs before the page does.
WATCH = """
window.seen = {shift: 0, shifted: [], violations: [], theme: null};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.seen.shift += entry.value;
    for (const source of entry.sources) {
      const node = source.node;
      const name = node ? `${node.nodeName.toLowerCase()}.${node.className ?? ""}` : "(removed)";
      window.seen.shifted.push(name);
    }
  }
}).observe({type: "layout-shift", buffered: true});
document.addEventListener("securitypolicyviolation", (event) => {
  const where = `${event.sourceFile}:${event.lineNumber}`;
  window.seen.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${where}`);
});
"""

# Waits until the page has been drawn.
LOOK = """async () => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return window.seen;
}"""

# Goes down the page, so that pictures that wait for it are loaded, and back up.
SCROLL = """async () => {
  const next = (resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve));
  const frame = () => new Promise(next);
  await frame();
  for (let y = 0; y < document.documentElement.scrollHeight; y += 1000) {
    scrollTo(0, y);
    await frame();
  }
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  await frame();
  scrollTo(0, 0);
  return window.seen;
}"""

# What is wider than the screen, unless it scrolls inside an element: what is cut off counts, too.
SIDEWAYS = """() => {
  const root = document.documentElement;
  const framed = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim();
  const hasText = (element) => [...element.childNodes].some(isText);
  const beyond = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    const isBeyond = box.width > 1 && box.right > root.clientWidth + 1;
    return isBeyond && element.checkVisibility() && hasText(element) && !framed(element);
  });
  const start = (element) => element.textContent.trim().slice(0, 40);
  const names = beyond.slice(0, 3).map((e) => `${e.localName}.${e.className} “${start(e)}”`);
  const wide = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : [];
  const found = [...wide, ...names];
  return found.length ? [`at ${root.clientWidth}: ${found.join("; ")}`] : [];
}"""

UNFOLD = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
}"""

# The link that has the focus, if it can be seen.
STOP = """() => {
  const stop = document.activeElement;
  const seen = stop.getBoundingClientRect().height >= 24;
  return `${seen ? "" : "unseen "}${stop.getAttribute("href") ?? stop.localName}`;
}"""

# Something that a page must not let in.
INJECT = """() => {
  const script = document.createElement("script");
  script.textContent = "window.ranInjected = true";
  const style = document.createElement("style");
  style.textContent = "html { outline: 7px solid red }";
  document.head.append(script, style);
  const given = 'id="injected" style="outline: 7px solid red" onclick="window.ranInjected = true"';
  document.body.insertAdjacentHTML("beforeend", `<p ${given}>x</p>`);
  const injected = document.getElementById("injected");
  injected.click();
  const found = window.ranInjected ? ["a script ran"] : [];
  for (const element of [document.documentElement, injected]) {
    if (getComputedStyle(element).outlineWidth === "7px") found.push("a style was applied");
  }
  injected.remove();
  return found;
}"""


@dataclass
class Visit:
    """What happened on one page at one width."""

    name: str  # its address and the width
    status: int = 0
    asked: list[str] = field(default_factory=list)  # the addresses that the page loaded at once
    shown: list[str] = field(default_factory=list)  # those of them that are pictures
    asked_later: list[str] = field(default_factory=list)  # and those that it loaded on the way down
    said: list[str] = field(default_factory=list)  # warnings and errors of the console
    violations: list[str] = field(default_factory=list)
    shift: float = 0
    shifted: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    let_in: list[str] = field(default_factory=list)
    weight: int = 0  # bytes, gzip
    first_stop: str = ""  # what the Tab key comes to first, and where Enter leads from there


def visit_all(context: BrowserContext, site: Site) -> list[Visit]:
    """Visits every page of `site` in one tab."""
    page = context.new_page()
    page.add_init_script(WATCH)
    visits = [_visit(page, site, address) for address in site.pages]
    page.close()
    return visits


def _visit(page: Page, site: Site, address: str) -> Visit:
    size = page.viewport_size
    assert size is not None
    visit = Visit(f"/{address} at {size['width']}")
    asked: list[str] = []
    shown: set[str] = set()

    def note_request(request: Request) -> None:
        asked.append(request.url)
        if request.resource_type == "image":
            shown.add(request.url)

    def note_words(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != WORKERS_ARE_KEPT_OUT:
            visit.said.append(message.text)

    def note_error(error: Any) -> None:
        visit.said.append(str(error))

    page.on("request", note_request)
    page.on("console", note_words)
    page.on("pageerror", note_error)
    answer = page.goto(site.home + address, wait_until="load")
    visit.status = answer.status if answer else 0
    visit.asked = _of_the_net(asked)
    visit.shown = [url for url in visit.asked if url in shown]
    seen = page.evaluate(SCROLL if size["width"] < NARROW else LOOK)
    visit.shift, visit.shifted, visit.violations = (
        seen["shift"],
        seen["shifted"],
        seen["violations"],
    )
    visit.sideways = _sideways(page, size)
    visit.asked_later = _of_the_net(asked)[len(visit.asked) :]
    visit.weight = sum(_weight(site, url) for url in visit.asked)
    visit.first_stop = _first_stop(page)
    page.remove_listener("console", note_words)
    visit.let_in = page.evaluate(INJECT)
    page.remove_listener("request", note_request)
    page.remove_listener("pageerror", note_error)
    return visit


def _first_stop(page: Page) -> str:
    page.keyboard.press("Tab")
    stop = str(page.evaluate(STOP))
    if stop != SKIP:
        return stop
    page.keyboard.press("Enter")
    return f"{stop} leads to {page.evaluate('document.activeElement.id')}"


def _of_the_net(urls: list[str]) -> list[str]:
    return [url for url in urls if urlsplit(url).scheme not in ("data", "blob")]


def _sideways(page: Page, size: ViewportSize) -> list[str]:
    """Returns what is wider than the screen; a narrow one is also tried at 320 pixels, unfolded."""
    found = page.evaluate(SIDEWAYS)
    if size["width"] < NARROW:
        page.set_viewport_size({"width": 320, "height": size["height"]})
        found += page.evaluate(SIDEWAYS)
        page.evaluate(UNFOLD)
        found += page.evaluate(SIDEWAYS)
        page.set_viewport_size(size)
    return list(found)


def _weight(site: Site, url: str) -> int:
    file = site.folder / urlsplit(url).path.removeprefix(urlsplit(site.home).path)
    return _compressed(file / "index.html" if file.is_dir() else file)


@cache
def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6)) if file.is_file() else 0
