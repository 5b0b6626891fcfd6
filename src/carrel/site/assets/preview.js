// Only in `carrel serve`: when a source file is saved, the page is updated in place. What is typed,
// the open menus, the focus and the scroll position stay.

const STOPPED =
  /** @type {HTMLElement} */ (document.querySelector("script[data-stopped]")).dataset.stopped ?? "";
const SWAPPED = ["body > header", "nav.side", "main"];

/** @typedef {{ kind: string, pages: string[] | null, css: boolean }} Change */

/**
 * Returns an address from the site's root, as the server sends it.
 * @param {string} path
 * @returns {string}
 */
function fromRoot(path) {
  return decodeURI(path)
    .replace(/^\/+/, "")
    .replace(/index\.html$/, "");
}

/** Returns this page's address from the site's root. @returns {string} */
function thisAddress() {
  const root = globalThis.carrel.modules.site.siteRoot().pathname;
  return fromRoot(location.pathname.slice(root.length));
}

// What stays

/** @typedef {Map<string, { value: string, checked: boolean }>} Typed by the fields' ids */

/** Returns what the author has typed and chosen. @returns {Typed} */
function readTyped() {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll("main :is(input, textarea)[id]")
  );
  return new Map(
    [...fields].map((field) => [field.id, { value: field.value, checked: field.checked }]),
  );
}

/** @param {Typed} before */
function restoreTyped(before) {
  for (const [id, { value, checked }] of before) {
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
    if (field && "value" in field)
      Object.assign(field, "checked" in field ? { value, checked } : { value });
  }
}

/**
 * Returns what identifies an element in the new page, too: its id, its address, or its text.
 * @param {Element | null} element
 * @returns {string}
 */
function nameOf(element) {
  if (!element || element === document.body) return "";
  return (
    element.id ||
    element.getAttribute("href") ||
    `${element.tagName} ${element.textContent?.trim().slice(0, 80)}`
  );
}

/** Returns the names of the open `details`. @returns {Set<string>} */
function readOpen() {
  return new Set(
    [...document.querySelectorAll("details[open]")].map((details) =>
      nameOf(details.querySelector("summary")),
    ),
  );
}

/** @param {Set<string>} names */
function restoreOpen(names) {
  for (const details of document.querySelectorAll("details")) {
    if (names.has(nameOf(details.querySelector("summary")))) details.setAttribute("open", "");
  }
}

/** @param {string} name */
function restoreFocus(name) {
  if (!name) return;
  const candidates = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("a, button, input, textarea, select, summary, [tabindex]")
  );
  [...candidates].find((element) => nameOf(element) === name)?.focus({ preventScroll: true });
}

// Updating the page

/**
 * Replaces the page's parts by those of the new one.
 * @param {Document} fresh
 */
function swap(fresh) {
  const kept = {
    typed: readTyped(),
    open: readOpen(),
    focus: nameOf(document.activeElement),
    x: scrollX,
    y: scrollY,
  };
  for (const { name, value } of fresh.documentElement.attributes)
    document.documentElement.setAttribute(name, value);
  document.title = fresh.title;
  for (const selector of SWAPPED) {
    const [before, after] = [document.querySelector(selector), fresh.querySelector(selector)];
    if (!before !== !after) throw new Error(`only one of the pages has ${selector}`);
    if (before && after) before.replaceWith(document.adoptNode(after));
  }
  restoreTyped(kept.typed);
  restoreOpen(kept.open);
  restoreFocus(kept.focus);
  scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
  document.dispatchEvent(new Event("carrel:page"));
}

/**
 * Loads the new page's style sheets, and then removes the old ones, so that nothing flashes.
 * @param {Document} fresh
 */
function swapStyles(fresh) {
  const before = document.querySelectorAll("link[rel=stylesheet]");
  const after = [...fresh.querySelectorAll("link[rel=stylesheet]")].map((sheet) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    const address = new URL(sheet.getAttribute("href") ?? "", document.baseURI);
    address.searchParams.set("saved", String(Date.now()));
    link.href = address.href;
    return link;
  });
  const loaded = after.map(
    (link) => new Promise((resolve) => (link.onload = link.onerror = resolve)),
  );
  document.head.append(...after);
  Promise.all(loaded).then(() => {
    for (const link of before) link.remove();
  });
}

/**
 * Updates this page in place; if that fails, reloads it.
 * @param {boolean} css
 */
async function update(css) {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (!response.ok) throw new Error(String(response.status));
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    swap(fresh);
    if (css) swapStyles(fresh);
  } catch {
    location.reload();
  }
}

let updates = Promise.resolve(); // one update after the other

/** @param {Change} change */
function handleChange({ kind, css, pages }) {
  if (kind !== "reload") return;
  if (css || pages === null || pages.map(fromRoot).includes(thisAddress()))
    updates = updates.then(() => update(css));
}

// The server

const note = document.createElement("p");
let missed = false; // files may have been saved while the server was stopped

/**
 * Shows a note while the server is stopped.
 * @param {boolean} running
 */
function showRunning(running) {
  if (!note.isConnected) {
    note.className = "preview-note";
    note.setAttribute("role", "status");
    note.hidden = true;
    document.body.append(note);
  }
  note.hidden = running;
  note.textContent = running ? "" : STOPPED;
}

/** Listens to the server; tries again when it has stopped. */
function listen() {
  const events = new EventSource("/_carrel/events");
  events.onopen = () => {
    showRunning(true);
    if (missed) updates = updates.then(() => update(true));
    missed = false;
  };
  events.onmessage = (event) => handleChange(JSON.parse(event.data));
  events.onerror = () => {
    missed = true;
    showRunning(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
}

listen();
