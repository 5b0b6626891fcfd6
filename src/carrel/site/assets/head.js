// The only script that a page waits for. It marks that scripts run and whether pages can be cached,
// and applies the chosen colors before the first paint, so that a page never flashes or jumps.

(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const isServed = location.protocol !== "file:";
  if (isServed && isSecureContext && "serviceWorker" in navigator && "caches" in window)
    root.classList.add("can-keep");
  // On a page that only redirects and was opened from a folder, the file must be named, because
  // browsers list the files of a folder instead. `stop` keeps the page's own redirect from running.
  const target = document.currentScript?.dataset.leadsTo;
  if (target && !isServed) {
    stop();
    location.replace(`${target}index.html`);
  }
  try {
    const theme = localStorage.getItem("carrel-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // The browser forbids storage: the system's colors are used.
  }
})();
