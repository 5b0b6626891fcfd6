// The only script that a page waits for: it says that scripts work and whether pages can be kept for times without a connection, and
// applies the colours that the learner chose, before the first paint, so that a page never flashes or jumps.

(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const served = location.protocol !== "file:";
  if (served && isSecureContext && "serviceWorker" in navigator && "caches" in window)
    root.classList.add("can-keep");
  // A page that only leads on. From a folder it names the file, as browsers list a folder's files instead; `stop` is for what the
  // page says to browsers without scripts.
  const target = document.currentScript?.dataset.leadsTo;
  if (target && !served) {
    stop();
    location.replace(`${target}index.html`);
  }
  try {
    const theme = localStorage.getItem("carrel-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; then the system's colours are used.
  }
})();
