"""What tests of progress, the workbook and the record do to a device: write records, and read what is kept."""

import json
import re
from typing import Any
from zlib import crc32

from playwright.sync_api import Page

from .sites import Site

# Time runs a hundred times as fast, for the page and for its timers alike: whoever reads for half a minute is there at once.
FAST = """{
  const [now, later] = [performance.now.bind(performance), window.setTimeout];
  performance.now = () => now() * 100;
  window.setTimeout = (work, time, ...values) => later(work, (time ?? 0) / 100, ...values);
}"""
LONG = "() => performance.now() > 60_000"  # in the page's time: long enough for everything that happens by itself

PUT = """async (changes) => {
  const store = await carrel.modules["store"].openStore();
  await store.put(changes.map((change) => ({ kind: "text", label: "", base: "", ...change })));
}"""
KEPT = """async () => {
  const store = await carrel.modules["store"].openStore();
  return Object.fromEntries((await store.get([""])).map(({ key, value }) => [key, value]));
}"""


def put(page: Page, values: dict[str, Any]) -> None:
    """Keeps answers and records, as a page does: by their keys, a value, or a value with its kind and label."""
    page.evaluate(
        PUT,
        [
            {"key": key, **(value if isinstance(value, dict) else {"value": value})}
            for key, value in values.items()
        ],
    )


def kept(page: Page) -> dict[str, Any]:
    """Every value that is kept, by its key."""
    return dict(page.evaluate(KEPT))


def wait_until_kept(page: Page, key: str, value: str) -> None:
    """Waits until `value` is kept under `key`."""
    page.wait_for_function(
        """async ([key, value]) => {
          const store = await carrel.modules["store"].openStore();
          return (await store.get([key])).some((answer) => answer.value === value);
        }""",
        arg=[key, value],
    )


def standing(done: bool = True, by: str = "learner", version: str = "") -> str:
    """The record of a page."""
    return json.dumps({"done": done, "by": by, "version": version})


def finish(page: Page, site: Site, module: str = "everything") -> None:
    """Says that every page of a module is done."""
    addresses = [
        address
        for html in site.files.values()
        for address in re.findall(rf'data-page="({module}/[^"]*)"', html)
    ]
    put(page, {f"~{address}": {"kind": "page", "value": standing()} for address in addresses})


def short_name(address: str) -> str:
    """What the menus call a page."""
    return f"#{crc32(address.encode()):x}"
