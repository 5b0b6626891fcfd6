// Colours to choose. Those that were chosen before are applied by `head.js`.

/** Says which choice of colours is in force. */
export function markTheme() {
  const chosen = document.documentElement.dataset.theme ?? "";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute(
      "aria-pressed",
      String(button.getAttribute("data-theme-choice") === chosen),
    );
  }
}

/**
 * Changes the colours, and keeps the choice where the browser allows it.
 * @param {string} choice "light", "dark", or "" for the system's
 */
export function chooseTheme(choice) {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
  markTheme();
  try {
    if (choice) localStorage.setItem("carrel-theme", choice);
    else localStorage.removeItem("carrel-theme");
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}
