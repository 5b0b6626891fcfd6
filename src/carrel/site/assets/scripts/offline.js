// Times without a connection: the worker that keeps what was visited, and a word when the line is down.

import { moduleCacheName, ownPrefix } from "./offline-names.js";
import { loadPart, moduleName, partAddress, siteRoot } from "./page.js";
import { say } from "./words.js";

const SAID = "carrel-offline-said"; // in this tab, since the line went down
const PREVIEW = !globalThis.carrel.parts.worker;

/** Whether this browser lets a site keep pages; `head.js` looks before the page is drawn. */
function canKeep() {
  return document.documentElement.classList.contains("can-keep");
}

/** Keeps this page, and goes on where the learner is keeping more; all of it after the page has loaded, and when nothing else is to do. */
export function startOffline() {
  if (!canKeep()) return;
  if (document.readyState === "complete") whenIdle(keepPages);
  else addEventListener("load", () => whenIdle(keepPages), { once: true });
  addEventListener("offline", sayOffline);
  addEventListener("online", sayOnline);
  if (!navigator.onLine) sayOffline();
}

/** @param {() => void} work */
function whenIdle(work) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

async function keepPages() {
  try {
    if (PREVIEW) return await forgetWorker();
    await register();
    await showKept();
  } catch {
    // Private windows and some settings forbid it: the page is read with a connection then.
  }
}

async function register() {
  const { serviceWorker } = navigator;
  await serviceWorker.register(partAddress("worker"), { scope: siteRoot().pathname, updateViaCache: "none" });
  const { active } = await serviceWorker.ready;
  if (!document.querySelector("[data-kept-pages]")) active?.postMessage({ keep: location.href });
}

/** The preview of a toolkit may stand where a site was: what that kept must not be shown for it. */
async function forgetWorker() {
  const root = siteRoot();
  const registration = await navigator.serviceWorker.getRegistration(root.href);
  if (registration?.scope !== root.href) return;
  await registration.unregister();
  const own = (await caches.keys()).filter((name) => name.startsWith(ownPrefix(root)));
  await Promise.all(own.map((name) => caches.delete(name)));
}

/** The overview says whether its module is kept; the page for times without a connection lists all that is. */
async function showKept() {
  const panel = document.querySelector(".keep-module");
  const list = document.querySelector("[data-kept-pages]");
  if (!list && !(panel && (await caches.has(moduleCacheName(siteRoot(), moduleName()))))) return;
  const { actions } = await loadPart("leave");
  actions[list ? "listKept" : "showKept"]();
}

// The note

/** Says once that the line is down, until it is back. */
function sayOffline() {
  if (wasSaid()) return;
  const note = document.createElement("p");
  note.className = "offline-note";
  note.setAttribute("role", "status");
  document.body.append(note);
  requestAnimationFrame(() => (note.textContent = say("offline"))); // a screen reader speaks of what changes in it
  remember(true);
}

function sayOnline() {
  document.querySelector(".offline-note")?.remove();
  remember(false);
}

function wasSaid() {
  try {
    return sessionStorage.getItem(SAID) === "yes";
  } catch {
    return document.querySelector(".offline-note") !== null;
  }
}

/** @param {boolean} said */
function remember(said) {
  try {
    if (said) sessionStorage.setItem(SAID, "yes");
    else sessionStorage.removeItem(SAID);
  } catch {
    // then it may be said again on the next page
  }
}
