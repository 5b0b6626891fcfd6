// Times without a connection, as far as every page has to do with them: it brings the worker that keeps what was visited. What else
// there is to do stands in `leave.js`, which the worker keeps, too.

import { isRecord } from "../answers/answer.js";
import { loadPart, partAddress } from "../page/parts.js";
import { moduleName, siteRoot } from "../page/site.js";
import { moduleCacheName } from "./cache-names.js";

/** Keeps this page, and goes on where the learner is keeping more: when the page has loaded, and nothing else is to do. */
export function startOffline() {
  if (!document.documentElement.classList.contains("can-keep")) return; // `head.js` has looked
  if (document.readyState === "complete") whenIdle(keepPage);
  else addEventListener("load", () => whenIdle(keepPage), { once: true });
  document.addEventListener("carrel:answers", hearOfAnswers);
  addEventListener("offline", () => act("lineDown"));
  addEventListener("online", () => navigator.onLine && act("lineUp")); // the line may be down again by now
  if (!navigator.onLine) act("lineDown");
}

/** @param {() => void} work */
function whenIdle(work) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

/** @param {string} name of what `leave.js` can do */
async function act(name) {
  try {
    const { actions } = await loadPart("export");
    await actions[name]();
  } catch {
    // A first visit may have been too short for that part to be kept, and some settings forbid all that it would do.
  }
}

/** Whoever has written something will look for it in the workbook, on the train as well. @param {Event} event */
function hearOfAnswers(event) {
  const { detail } = /** @type {CustomEvent<{ key: string }[]>} */ (event);
  if (detail.every(({ key }) => isRecord(key))) return;
  document.removeEventListener("carrel:answers", hearOfAnswers);
  whenIdle(keepWorkbook);
}

async function keepWorkbook() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.workbook-link"));
  const { active } = await navigator.serviceWorker.ready;
  if (link) active?.postMessage({ keep: link.href });
}

async function keepPage() {
  if (!globalThis.carrel.parts.worker) return act("forgetWorker"); // a preview has none
  const list = document.querySelector("[data-kept-pages]");
  const panel = document.querySelector(".keep-module");
  try {
    await navigator.serviceWorker.register(partAddress("worker"), {
      scope: siteRoot().pathname,
      updateViaCache: "none",
    });
    const { active } = await navigator.serviceWorker.ready;
    if (list) return act("listKept");
    active?.postMessage({ keep: location.href });
    if (panel && (await caches.has(moduleCacheName(siteRoot(), moduleName())))) act("showKept");
  } catch {
    // Private windows and some settings forbid it: the page is read with a connection then.
  }
}
