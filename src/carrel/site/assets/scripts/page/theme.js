// The choice of colors. `head.js` applies an earlier choice before the first paint.

/** Marks the button of the chosen colors. */
export function markTheme() {
  const chosen = document.documentElement.dataset.theme ?? "";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    const isChosen = button.getAttribute("data-theme-choice") === chosen;
    button.setAttribute("aria-pressed", String(isChosen));
  }
}

/**
 * Changes the colors, and stores the choice if the browser allows it.
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
    // The browser forbids storage: the choice lasts as long as the page.
  }
}
