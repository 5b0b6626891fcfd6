// Closes the drop-down of sections when the reader presses Escape or clicks elsewhere.
const menu = document.querySelector("details.sections");
document.addEventListener("keydown", (event) => { if (menu && event.key === "Escape") menu.open = false; });
document.addEventListener("click", (event) => { if (menu && !menu.contains(event.target)) menu.open = false; });
