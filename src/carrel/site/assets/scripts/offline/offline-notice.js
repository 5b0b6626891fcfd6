// A word when the line is down, and what a preview does about a worker that stands in its way.

import { t } from "../page/messages.js";
import { siteRoot } from "../page/site.js";
import { ownPrefix } from "./cache-names.js";

const SAID = "carrel-offline-said"; // in this tab, since the line went down

/** Says once that the line is down, until it is back. */
export function lineDown() {
  if (sessionStorage.getItem(SAID)) return;
  sessionStorage.setItem(SAID, "yes");
  const note = document.createElement("p");
  note.className = "offline-note";
  note.setAttribute("role", "status");
  document.body.append(note);
  requestAnimationFrame(() => (note.textContent = t("line_down"))); // a screen reader speaks of what changes in it
}

/** Takes the word back. */
export function lineUp() {
  document.querySelector(".offline-note")?.remove();
  sessionStorage.removeItem(SAID);
}

/** The preview of a toolkit may stand where a site was: what that kept must not be shown for it. */
export async function forgetWorker() {
  const root = siteRoot();
  const registration = await navigator.serviceWorker.getRegistration(root.href);
  if (registration?.scope !== root.href) return;
  await registration.unregister();
  const own = (await caches.keys()).filter((name) => name.startsWith(ownPrefix(root)));
  await Promise.all(own.map((name) => caches.delete(name)));
}
