// The only script that a page waits for: it says that scripts work, and applies the colours that the learner chose, before the
// first paint, so that a page never flashes in other colours.

(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("carrel-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; then the system's colours are used.
  }
})();
