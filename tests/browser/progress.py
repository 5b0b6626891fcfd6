"""What tests of progress, the workbook and the record share: they save records, and read them."""

import json
import re
from typing import Any
from zlib import crc32

from playwright.sync_api import Page

from .sites import Site

# A hundred seconds of the page and its timers take one: half a minute of reading is no wait.
FAST = """{
  const [now, later] = [performance.now.bind(performance), window.setTimeout];
  performance.now = () => now() * 100;
  window.setTimeout = (work, time, ...values) => later(work, (time ?? 0) / 100, ...values);
}"""
# In the page's time: long enough for everything that happens by itself.
LONG = "() => performance.now() > 60_000"

PUT = """async (changes) => {
  const store = await carrel.modules["store"].openStore();
  await store.put(changes.map((change) => ({ kind: "text", label: "", base: "", ...change })));
}"""
STORED = """async () => {
  const store = await carrel.modules["store"].openStore();
  return Object.fromEntries((await store.get([""])).map(({ key, value }) => [key, value]));
}"""


def put(page: Page, values: dict[str, Any]) -> None:
    """Saves answers and records as a page does: by key, a value, or a dict with kind and label."""
    page.evaluate(
        PUT,
        [
            {"key": key, **(value if isinstance(value, dict) else {"value": value})}
            for key, value in values.items()
        ],
    )


def stored(page: Page) -> dict[str, Any]:
    """Returns every stored value by its key."""
    return dict(page.evaluate(STORED))


def wait_until_stored(page: Page, key: str, value: str) -> None:
    """Waits until `value` is stored under `key`."""
    page.wait_for_function(
        """async ([key, value]) => {
          const store = await carrel.modules["store"].openStore();
          return (await store.get([key])).some((answer) => answer.value === value);
        }""",
        arg=[key, value],
    )


def status(done: bool = True, by: str = "learner", version: str = "") -> str:
    """Returns the value of a page's record."""
    return json.dumps({"done": done, "by": by, "version": version})


def finish(page: Page, site: Site, module: str = "everything") -> None:
    """Marks every page of a module as done."""
    addresses = [
        address
        for html in site.files.values()
        for address in re.findall(rf'data-page="({module}/[^"]*)"', html)
    ]
    put(page, {f"~{address}": {"kind": "page", "value": status()} for address in addresses})


def short_name(address: str) -> str:
    """Returns the name of a page in the menus."""
    return f"#{crc32(address.encode()):x}"
