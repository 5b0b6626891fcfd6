// What was written into a blank, as text when the page is printed: a form control is cut off at its
// edge and at the end of a sheet, text is not. Text areas and controls of the class `blank-short`.

/** Listens to the page, once. */
export function listenToPrinting() {
  addEventListener("beforeprint", writeOut);
  addEventListener("afterprint", takeAway);
}

function writeOut() {
  takeAway();
  const blanks = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (
    document.querySelectorAll("textarea.blank, .blank-short")
  );
  for (const blank of blanks) {
    if (!blank.value.trim()) continue;
    const text = document.createElement(blank instanceof HTMLTextAreaElement ? "div" : "span");
    text.className = "on-paper said";
    text.textContent = blank.value;
    blank.after(text);
  }
}

function takeAway() {
  for (const text of document.querySelectorAll(".on-paper")) text.remove();
}
