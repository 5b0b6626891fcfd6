// Text areas that grow with what is written in them, in browsers whose style sheets cannot do it
// alone.

/** Listens to the page, once. */
export function listenToSizes() {
  if (CSS.supports("field-sizing", "content")) return;
  document.addEventListener(
    "input",
    (event) => event.target instanceof HTMLTextAreaElement && fit(event.target),
  );
  document.addEventListener("carrel:answers", () =>
    document.querySelectorAll("textarea").forEach(fit),
  );
}

/** @param {HTMLTextAreaElement} area */
function fit(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}
