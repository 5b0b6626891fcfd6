// Search: in a dialog over any page, and on the search page. The words it says stand on the search page's panel,
// which the dialog borrows, so that no other page has to carry them.

const SHOWN = 10; // pages
const PARTS = 3; // places inside a page
const PAUSE = 120; // ms after the last key

/** @typedef {{ url: string, excerpt: string, meta: Record<string, string>, sub_results: { url: string, title: string, excerpt: string }[] }} Found */

/** The address of the site's first page. @returns {URL} */
function siteRoot() {
  return new URL(document.documentElement.dataset.root ?? "./", document.baseURI);
}

/** @type {Promise<any> | undefined} */
let engine;

function engineAddress() {
  return new URL("pagefind/pagefind.js", siteRoot()).href;
}

/** The search engine and its index, loaded once. @returns {Promise<any>} */
function loadEngine() {
  engine ??= import(engineAddress()).then(async (pagefind) => {
    await pagefind.options({ baseUrl: siteRoot().pathname, excerptLength: 24 });
    await pagefind.init();
    return pagefind;
  });
  engine.catch(() => (engine = undefined)); // the line may be back when it is asked for again
  return engine;
}

/** Why there is no search: the host has no index, or does not answer at all. */
async function whyNot() {
  const answers = await fetch(engineAddress(), { method: "HEAD" }).then(
    () => true,
    () => false,
  );
  return answers ? "missing" : "offline";
}

/**
 * An element with a class and children.
 * @param {string} name
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * An excerpt as text and `mark` elements, and nothing else that it may contain.
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
 * A link of the results.
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
 * One page of the results: its title, where it belongs, an excerpt, and the places inside it.
 * @param {Found} found
 * @returns {HTMLElement}
 */
function pageResult(found) {
  const inside = found.sub_results.filter((part) => part.url.includes("#")).slice(0, PARTS);
  const place = [found.meta.module, found.meta.section]
    .filter((name) => name && name !== found.meta.title)
    .join(" › ");
  const excerpt = inside.length ? [] : [excerptOf(found.excerpt)];
  const link = linkTo(
    found.url,
    element("strong", "", found.meta.title ?? found.url),
    ...(place ? [" ", element("span", "hint", place)] : []),
    ...excerpt,
  );
  const item = element("li", "", link);
  if (inside.length) {
    const list = inside.map((part) =>
      element("li", "", linkTo(part.url, element("span", "", part.title), excerptOf(part.excerpt))),
    );
    item.append(element("ol", "", ...list));
  }
  return item;
}

/** A panel: a place to type in, a status, results. */
class Panel {
  /** @param {HTMLElement} root the element with the class "search-panel" */
  constructor(root) {
    this.root = root;
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("input[type=search]"));
    this.status = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
    this.results = /** @type {HTMLElement} */ (root.querySelector(".search-results"));
    this.turn = 0; // of the latest search; an older one that comes back late is dropped
    /** @type {(words: string) => void} */
    this.changed = () => {};
    this.input.addEventListener("input", () => this.search(PAUSE));
    this.root.addEventListener("keydown", (event) => this.keys(event));
    this.root.querySelector("form")?.addEventListener("submit", (event) => this.enter(event));
    this.keepSlash(/** @type {HTMLInputElement} */ (root.querySelector("[name=slash]")));
  }

  /**
   * Shows and keeps whether the `/` key opens search.
   * @param {HTMLInputElement} box
   */
  keepSlash(box) {
    const root = document.documentElement;
    box.checked = root.dataset.slash !== "off";
    try {
      box.checked = localStorage.getItem("carrel-slash") !== "off";
    } catch {
      // Storage may be forbidden; then the choice lasts as long as the page.
    }
    box.addEventListener("change", () => {
      root.dataset.slash = box.checked ? "on" : "off";
      try {
        localStorage.setItem("carrel-slash", root.dataset.slash);
      } catch {
        // See above.
      }
    });
  }

  /**
   * Says something under the field, from the panel's own words.
   * @param {string} word the name of the data attribute
   * @param {Record<string, string | number>} [values]
   */
  say(word, values = {}) {
    const text = this.root.dataset[word] ?? "";
    this.status.textContent = text.replace(/\{(\w+)\}/g, (whole, name) =>
      String(values[name] ?? whole),
    );
  }

  /**
   * Searches for what is typed, after a pause.
   * @param {number} pause
   */
  async search(pause) {
    const turn = ++this.turn;
    const words = this.input.value.trim();
    this.changed(words);
    if (!words) {
      this.status.textContent = "";
      this.results.replaceChildren();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (turn !== this.turn) return;
    const slow = setTimeout(() => this.say("wait"), 400);
    try {
      const answer = await (await loadEngine()).search(words);
      const found = await Promise.all(
        answer.results.slice(0, SHOWN).map((/** @type {any} */ result) => result.data()),
      );
      if (turn === this.turn) this.show(words, answer.results.length, found);
    } catch {
      const why = await whyNot();
      if (turn === this.turn) this.say(why);
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * @param {string} words
   * @param {number} count of all pages found
   * @param {Found[]} found those that are shown
   */
  show(words, count, found) {
    this.results.replaceChildren(...found.map(pageResult));
    if (!count) return this.say("none", { words });
    this.say(count === 1 ? "one" : "other", { n: count });
    if (count > found.length)
      this.status.textContent += ` ${(this.root.dataset.first ?? "").replace("{n}", String(found.length))}`;
  }

  /**
   * Arrows go from the field through the results and back.
   * @param {KeyboardEvent} event
   */
  keys(event) {
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
   * Enter in the field opens the first result.
   * @param {Event} event
   */
  enter(event) {
    event.preventDefault();
    this.results.querySelector("a")?.click();
  }
}

/** @type {HTMLDialogElement | undefined} */
let dialog;

/**
 * The search page as far as its panel; the list of all pages after it may be long, and is not waited for.
 * @param {string} address
 * @returns {Promise<Document>}
 */
async function fetchPanel(address) {
  const answer = await fetch(address);
  if (!answer.ok || !answer.body) throw new Error(`${address}: ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
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
 * The dialog, made of the search page's panel.
 * @param {string} address of the search page
 * @returns {Promise<HTMLDialogElement>}
 */
async function makeDialog(address) {
  const there = await fetchPanel(address);
  const root = document.importNode(
    /** @type {HTMLElement} */ (there.querySelector(".search-panel")),
    true,
  );
  const made = /** @type {HTMLDialogElement} */ (element("dialog", "search-dialog", root));
  made.setAttribute("aria-label", there.querySelector("h1")?.textContent ?? "");
  const close = /** @type {HTMLElement} */ (root.querySelector(".search-close"));
  close.hidden = false;
  close.addEventListener("click", () => made.close());
  made.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (event.target === made || link) made.close(); // outside, or gone to a place on this page
  });
  new Panel(root);
  return made;
}

/**
 * Opens the search dialog.
 * @param {string} address of the search page
 */
export async function openDialog(address) {
  dialog ??= await makeDialog(address);
  if (!dialog.isConnected) document.body.append(dialog); // the first time, or after the preview changed the page
  dialog.showModal();
  dialog.querySelector("input")?.select();
  loadEngine().catch(() => {}); // ready by the time that something is typed
}

/**
 * Makes the search page work: its address carries the words, and the list of all pages gives way to results.
 * @param {HTMLElement} root
 */
export function startPage(root) {
  const panel = new Panel(root);
  const all = /** @type {HTMLElement | null} */ (document.querySelector(".all-pages"));
  panel.changed = (words) => {
    if (all) all.hidden = words !== "";
    const address = new URL(location.href);
    if (words) address.searchParams.set("q", words);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  };
  panel.input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (document.activeElement === document.body) panel.input.focus(); // not away from a learner who has begun
  if (panel.input.value) panel.search(0);
}
