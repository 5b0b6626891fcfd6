// Search, in a dialog over any page and on the search page. The panel with its messages is part of
// the search page; the dialog fetches it from there, so that other pages do not contain it.

const { siteRoot } = /** @type {typeof import("./scripts/page/site.js")} */ (
  globalThis.carrel.modules.site
);

const MAX_PAGES = 10;
const MAX_PARTS = 3; // of each page
const PAUSE = 120; // milliseconds after the last key

/** @typedef {{ url: string, title: string, excerpt: string }} Part a section of a page */
/**
 * What the search engine returns for a page.
 * @typedef {object} Found
 * @property {string} url
 * @property {string} excerpt
 * @property {Record<string, string>} meta
 * @property {Part[]} sub_results
 */

/** @type {Promise<any> | undefined} */
let engine;

function engineAddress() {
  return new URL("pagefind/pagefind.js", siteRoot()).href;
}

/** Loads the search engine and its index, once. @returns {Promise<any>} */
function loadEngine() {
  engine ??= import(engineAddress()).then(async (pagefind) => {
    await pagefind.options({ baseUrl: siteRoot().pathname, excerptLength: 24 });
    await pagefind.init();
    return pagefind;
  });
  engine.catch(() => (engine = undefined)); // the next call may have a connection again
  return engine;
}

/** Finds out why search fails: the server has no index ("missing"), or cannot be reached. */
function findReason() {
  return fetch(engineAddress(), { method: "HEAD" }).then(
    () => "missing",
    () => "offline",
  );
}

/**
 * Returns a new element with a class and children.
 * @param {string} name
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function element(name, className, ...children) {
  const created = document.createElement(name);
  if (className) created.className = className;
  created.append(...children);
  return created;
}

/**
 * Returns an excerpt as text and `mark` elements, without any other HTML in it.
 * @param {string} excerpt
 * @returns {HTMLElement}
 */
function excerptOf(excerpt) {
  const inert = new DOMParser().parseFromString(excerpt, "text/html");
  const parts = [...inert.body.childNodes].map((node) =>
    node.nodeName === "MARK"
      ? element("mark", "", node.textContent ?? "")
      : (node.textContent ?? ""),
  );
  return element("span", "excerpt", ...parts);
}

/**
 * Returns a link for the results.
 * @param {string} url
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function linkTo(url, ...children) {
  const link = element("a", "", ...children);
  link.setAttribute("href", url);
  return link;
}

/**
 * Returns the result for one page: its title, module and section, and an excerpt or its sections.
 * @param {Found} found
 * @returns {HTMLElement}
 */
function pageResult({ url, excerpt, meta, sub_results }) {
  const parts = sub_results.filter((part) => part.url.includes("#")).slice(0, MAX_PARTS);
  const place = [meta.module, meta.section]
    .filter((name) => name && name !== meta.title)
    .join(" › ");
  const link = linkTo(
    url,
    element("strong", "", meta.title ?? url),
    ...(place ? [" ", element("span", "hint", place)] : []),
    ...(parts.length ? [] : [excerptOf(excerpt)]),
  );
  const item = element("li", "", link);
  if (parts.length) item.append(element("ol", "", ...parts.map(partResult)));
  return item;
}

/** @param {Part} part */
function partResult({ url, title, excerpt }) {
  return element("li", "", linkTo(url, element("span", "", title), excerptOf(excerpt)));
}

/** The panel: the field to type in, a status, results. */
class Panel {
  /** @param {HTMLElement} root the element with the class "search-panel" */
  constructor(root) {
    this.root = root;
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("input[type=search]"));
    this.status = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
    this.results = /** @type {HTMLElement} */ (root.querySelector(".search-results"));
    this.turn = 0; // counts searches: the results of an older one that come late are dropped
    /** @type {(words: string) => void} */
    this.onSearch = () => {};
    this.input.addEventListener("input", () => this.search(PAUSE));
    this.root.addEventListener("keydown", (event) => this.moveFocus(event));
    this.root.querySelector("form")?.addEventListener("submit", (event) => this.openFirst(event));
    this.startSlashBox(/** @type {HTMLInputElement} */ (root.querySelector("[name=slash]")));
  }

  /**
   * Shows and stores whether the `/` key opens search.
   * @param {HTMLInputElement} box
   */
  startSlashBox(box) {
    const { dataset } = document.documentElement;
    box.checked = dataset.slash !== "off";
    try {
      box.checked = localStorage.getItem("carrel-slash") !== "off";
    } catch {
      // The browser forbids storage: the choice lasts as long as the page.
    }
    box.addEventListener("change", () => {
      dataset.slash = box.checked ? "on" : "off";
      try {
        localStorage.setItem("carrel-slash", dataset.slash);
      } catch {
        // See above.
      }
    });
  }

  /**
   * Shows one of the panel's messages as the status.
   * @param {string} name of the data attribute
   * @param {Record<string, string | number>} [values]
   */
  showStatus(name, values = {}) {
    const text = this.root.dataset[name] ?? "";
    this.status.textContent = text.replace(/\{(\w+)\}/g, (whole, placeholder) =>
      String(values[placeholder] ?? whole),
    );
  }

  /**
   * Searches for what is typed, after a pause.
   * @param {number} pause milliseconds
   */
  async search(pause) {
    const turn = ++this.turn;
    const words = this.input.value.trim();
    this.onSearch(words);
    if (!words) {
      this.status.textContent = "";
      this.results.replaceChildren();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (turn !== this.turn) return;
    const slow = setTimeout(() => this.showStatus("wait"), 400);
    try {
      await this.find(words, turn);
    } catch {
      const reason = await findReason();
      if (turn === this.turn) this.showStatus(reason);
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Asks the engine, and shows what it finds unless a newer search has begun.
   * @param {string} words
   * @param {number} turn
   */
  async find(words, turn) {
    const { results } = await (await loadEngine()).search(words);
    const found = await Promise.all(
      results.slice(0, MAX_PAGES).map((/** @type {any} */ result) => result.data()),
    );
    if (turn === this.turn) this.show(words, results.length, found);
  }

  /**
   * Shows the results.
   * @param {string} words
   * @param {number} count of all pages that were found
   * @param {Found[]} found the first of them
   */
  show(words, count, found) {
    this.results.replaceChildren(...found.map(pageResult));
    if (!count) return this.showStatus("none", { words });
    this.showStatus(count === 1 ? "one" : "other", { n: count });
    const first = (this.root.dataset.first ?? "").replace("{n}", String(found.length));
    if (count > found.length) this.status.textContent += ` ${first}`;
  }

  /**
   * Moves the focus with the arrow keys, from the field through the results and back.
   * @param {KeyboardEvent} event
   */
  moveFocus(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = /** @type {HTMLElement[]} */ ([
      this.input,
      ...this.results.querySelectorAll("a"),
    ]);
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  /**
   * Opens the first result, for Enter in the field.
   * @param {Event} event
   */
  openFirst(event) {
    event.preventDefault();
    this.results.querySelector("a")?.click();
  }
}

/** @type {HTMLDialogElement | undefined} */
let dialog;

/**
 * Fetches the search page up to the end of its panel: the list of all pages after it may be long.
 * @param {string} address
 * @returns {Promise<Document>}
 */
async function fetchPanel(address) {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`${address}: ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let html = "";
  while (!html.includes('class="all-pages"')) {
    const { value, done } = await reader.read();
    if (done) break;
    html += value;
  }
  reader.cancel();
  return new DOMParser().parseFromString(html, "text/html");
}

/**
 * Returns a new dialog with the search page's panel.
 * @param {string} address of the search page
 * @returns {Promise<HTMLDialogElement>}
 */
async function createDialog(address) {
  const searchPage = await fetchPanel(address);
  const root = document.importNode(
    /** @type {HTMLElement} */ (searchPage.querySelector(".search-panel")),
    true,
  );
  const created = /** @type {HTMLDialogElement} */ (element("dialog", "search-dialog", root));
  created.setAttribute("aria-label", searchPage.querySelector("h1")?.textContent ?? "");
  const close = /** @type {HTMLElement} */ (root.querySelector(".search-close"));
  close.hidden = false;
  close.addEventListener("click", () => created.close());
  created.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (event.target === created || link) created.close(); // a click outside, or on a result
  });
  new Panel(root);
  return created;
}

/**
 * Opens the search dialog.
 * @param {string} address of the search page
 */
export async function openDialog(address) {
  dialog ??= await createDialog(address);
  if (!dialog.isConnected) document.body.append(dialog); // also after the preview changed the page
  dialog.showModal();
  dialog.querySelector("input")?.select();
  loadEngine().catch(() => {}); // in advance
}

/**
 * Starts the search page: its address contains the words, and results replace the list of all
 * pages.
 * @param {HTMLElement} root
 */
export function startPage(root) {
  const panel = new Panel(root);
  const all = /** @type {HTMLElement | null} */ (document.querySelector(".all-pages"));
  panel.onSearch = (words) => {
    if (all) all.hidden = words !== "";
    const address = new URL(location.href);
    if (words) address.searchParams.set("q", words);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  };
  panel.input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (document.activeElement === document.body) panel.input.focus(); // not if the learner moved it
  if (panel.input.value) panel.search(0);
}
