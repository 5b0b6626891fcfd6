// The notice that there is no connection, and how a preview removes the service worker of a site
// that was at its address before.

import { t } from "../page/messages.js";
import { siteRoot } from "../page/site.js";
import { sitePrefix } from "./cache-names.js";

const SHOWN = "carrel-offline-said"; // in this tab, since the connection was lost

/** Shows the notice, once until the connection is back. */
export function showOffline() {
  if (sessionStorage.getItem(SHOWN)) return;
  sessionStorage.setItem(SHOWN, "yes");
  const notice = document.createElement("p");
  notice.className = "offline-note";
  notice.setAttribute("role", "status");
  document.body.append(notice);
  // Added later, because a screen reader announces what changes in a status.
  requestAnimationFrame(() => (notice.textContent = t("line_down")));
}

/** Removes the notice. */
export function hideOffline() {
  document.querySelector(".offline-note")?.remove();
  sessionStorage.removeItem(SHOWN);
}

/** Removes this site's worker and caches: a preview must not show what a site had cached. */
export async function removeWorker() {
  const root = siteRoot();
  const registration = await navigator.serviceWorker.getRegistration(root.href);
  if (registration?.scope !== root.href) return;
  await registration.unregister();
  const own = (await caches.keys()).filter((name) => name.startsWith(sitePrefix(root)));
  await Promise.all(own.map((name) => caches.delete(name)));
}
