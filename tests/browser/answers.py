"""What tests of saving share: a page with every kind of blank, and browsers that refuse storage."""

from playwright.sync_api import BrowserContext, Locator, Page

from .sites import Site

BLANKS = "everything/blanks/every-blank/"
SAVED = '.saved[data-state="saved"]'
# The browser's settings forbid all storage, or all but the tab's.
BLOCKED = """for (const name of ["indexedDB", "localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("denied", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}"""
ONLY_TAB = """const get = () => { throw new DOMException("denied", "SecurityError"); };
Object.defineProperty(window, "indexedDB", { get });"""
# The database is full until `window.full` is set to false.
FULL = """window.full = true;
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...values) {
  if (window.full) throw new DOMException("full", "QuotaExceededError");
  return put.apply(this, values);
};"""
# Fills the tab's storage, with smaller and smaller items.
FILL_TAB = """() => {
  for (let size = 1_000_000; size > 1; size /= 2) {
    for (let n = 0; n < 12; n += 1)
      try { sessionStorage.setItem(`other ${size} ${n}`, "x".repeat(size)); } catch { break; }
  }
}"""
# Resolves to the text of everything in the databases and in the small storages.
ALL_STORED = """async () => {
  const result = (request) =>
    new Promise((done) => (request.onsuccess = () => done(request.result)));
  const found = [JSON.stringify({...sessionStorage, ...localStorage})];
  for (const { name } of await indexedDB.databases()) {
    const base = await result(indexedDB.open(name));
    for (const name of base.objectStoreNames) {
      const store = base.transaction(name).objectStore(name);
      found.push(JSON.stringify(await result(store.getAll())));
    }
  }
  return found.join();
}"""
# Types into a text area without the events of single keys.
SET = """(area, text) => {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def opened(context: BrowserContext, site: Site, address: str = BLANKS) -> Page:
    """Opens a page of the site in a new tab."""
    page = context.new_page()
    page.goto(site.home + address)
    return page


def area(page: Page, number: int = 0) -> Locator:
    """Returns one of the page's text areas."""
    return page.locator("form textarea[data-field]").nth(number)


def wait_until_saved(page: Page) -> None:
    """Waits until no worksheet is still saving, and at least one has saved its answers."""
    page.wait_for_function("""() => {
      const states = [...document.querySelectorAll(".saved")].map(({ dataset }) => dataset.state);
      return states.includes("saved") && !states.includes("saving");
    }""")
