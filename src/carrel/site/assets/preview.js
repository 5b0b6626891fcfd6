// Only on the author's own machine: when a source file is saved, the page changes in place. What is typed, open,
// focused and scrolled to stays.

const STOPPED =
  /** @type {HTMLElement} */ (document.querySelector("script[data-stopped]")).dataset.stopped ?? "";
const SWAPPED = ["body > header", "nav.side", "main"];

/** @typedef {{ kind: string, pages: string[] | null, css: boolean }} Change */

/**
 * An address from the site's root, as the server writes it.
 * @param {string} path
 * @returns {string}
 */
function fromRoot(path) {
  return decodeURI(path)
    .replace(/^\/+/, "")
    .replace(/index\.html$/, "");
}

/** This page's address from the site's root. @returns {string} */
function here() {
  const root = new URL(document.documentElement.dataset.root ?? "./", document.baseURI).pathname;
  return fromRoot(location.pathname.slice(root.length));
}

// What has to survive

/** What the author has typed and chosen, by the fields' ids. @returns {Map<string, { value: string, checked: boolean }>} */
function typed() {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll("main :is(input, textarea)[id]")
  );
  return new Map(
    [...fields].map((field) => [field.id, { value: field.value, checked: field.checked }]),
  );
}

/** @param {Map<string, { value: string, checked: boolean }>} before */
function typeAgain(before) {
  for (const [id, { value, checked }] of before) {
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
    if (field && "value" in field)
      Object.assign(field, "checked" in field ? { value, checked } : { value });
  }
}

/**
 * A name for an element that the new page is likely to share: its id, its address, or its words.
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

/** The names of the open `details`. @returns {Set<string>} */
function opened() {
  return new Set(
    [...document.querySelectorAll("details[open]")].map((details) =>
      nameOf(details.querySelector("summary")),
    ),
  );
}

/** @param {Set<string>} names */
function openAgain(names) {
  for (const details of document.querySelectorAll("details")) {
    if (names.has(nameOf(details.querySelector("summary")))) details.setAttribute("open", "");
  }
}

/** @param {string} name */
function focusAgain(name) {
  if (!name) return;
  const candidates = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("a, button, input, textarea, select, summary, [tabindex]")
  );
  [...candidates].find((element) => nameOf(element) === name)?.focus({ preventScroll: true });
}

// Changing the page

/**
 * Puts the new page's parts in the place of the old ones.
 * @param {Document} fresh
 */
function swap(fresh) {
  const kept = {
    fields: typed(),
    open: opened(),
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
  typeAgain(kept.fields);
  openAgain(kept.open);
  focusAgain(kept.focus);
  scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
  document.dispatchEvent(new Event("carrel:page"));
}

/**
 * Loads the new page's style sheets and drops the old ones once the new ones are there, so that nothing flashes.
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
 * Brings this page up to date; where it cannot be done in place, loads it again.
 * @param {boolean} css
 */
async function update(css) {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    swap(fresh);
    if (css) swapStyles(fresh);
  } catch {
    location.reload();
  }
}

let line = Promise.resolve(); // one change after the other

/** @param {Change} change */
function heard(change) {
  if (change.kind !== "reload") return;
  const concerned =
    change.css || change.pages === null || change.pages.map(fromRoot).includes(here());
  if (concerned) line = line.then(() => update(change.css));
}

// The server

const note = document.createElement("p");
let missed = false; // changes may have been made while the server was away

/** @param {boolean} running */
function sayRunning(running) {
  if (!note.isConnected) {
    note.className = "preview-note";
    note.setAttribute("role", "status");
    note.hidden = true;
    document.body.append(note);
  }
  note.hidden = running;
  note.textContent = running ? "" : STOPPED;
}

/** Listens to the server, and goes on trying when it has stopped. */
function listen() {
  const events = new EventSource("/_carrel/events");
  events.onopen = () => {
    sayRunning(true);
    if (missed) line = line.then(() => update(true));
    missed = false;
  };
  events.onmessage = (event) => heard(JSON.parse(event.data));
  events.onerror = () => {
    missed = true;
    sayRunning(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
}

listen();
