// What every page does for use without a connection: it registers the service worker, which caches
// visited pages. Everything else is in the part `export`, which the worker caches, too.

import { isRecord } from "../answers/answer.js";
import { loadPart, partAddress } from "../page/parts.js";
import { isPreview, moduleName, siteRoot } from "../page/site.js";
import { moduleCacheName } from "./cache-names.js";

/** Registers the worker once the page has loaded and is idle, and adds the listeners. */
export function startOffline() {
  if (!document.documentElement.classList.contains("can-keep")) return; // set by `head.js`
  if (document.readyState === "complete") whenIdle(registerWorker);
  else addEventListener("load", () => whenIdle(registerWorker), { once: true });
  document.addEventListener("carrel:answers", cacheWorkbookOnce);
  addEventListener("offline", () => run("showOffline"));
  addEventListener("online", () => navigator.onLine && run("hideOffline")); // it may be lost again
  if (!navigator.onLine) run("showOffline");
}

/** @param {() => void} work */
function whenIdle(work) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

/**
 * Runs an action of the part `export`.
 * @param {string} name
 */
async function run(name) {
  try {
    const { actions } = await loadPart("export");
    await actions[name]();
  } catch {
    // The part may not be cached yet, and some browser settings forbid everything that it would do.
  }
}

/**
 * Caches the workbook at the first answer: the learner will look for the answer there, also
 * offline.
 * @param {Event} event
 */
function cacheWorkbookOnce(event) {
  const { detail } = /** @type {CustomEvent<{ key: string }[]>} */ (event);
  if (detail.every(({ key }) => isRecord(key))) return;
  document.removeEventListener("carrel:answers", cacheWorkbookOnce);
  whenIdle(cacheWorkbook);
}

async function cacheWorkbook() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.workbook-link"));
  const { active } = await navigator.serviceWorker.ready;
  if (link) active?.postMessage({ keep: link.href });
}

async function registerWorker() {
  if (isPreview()) return run("removeWorker");
  try {
    await navigator.serviceWorker.register(partAddress("worker"), {
      scope: siteRoot().pathname,
      updateViaCache: "none",
    });
    const { active } = await navigator.serviceWorker.ready;
    if (document.querySelector("[data-kept-pages]")) return run("listDownloads");
    active?.postMessage({ keep: location.href });
    if (document.querySelector(".keep-module") && (await isDownloading())) run("showDownload");
  } catch {
    // Private windows and some settings forbid it: then the page needs a connection.
  }
}

/** Resolves to true if this page's module was downloaded, or its download has begun. */
function isDownloading() {
  return caches.has(moduleCacheName(siteRoot(), moduleName()));
}
