// Dialogs: built when they are needed, gone when they are closed; the focus goes back to where it was.

import { t } from "./messages.js";

/**
 * An element with attributes and children.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/**
 * A button of a dialog; the dialog's answer is its `value`.
 * @param {string} value
 * @param {string} words
 * @param {boolean} [main]
 */
export function choiceButton(value, words, main = false) {
  return element("button", { class: main ? "button button-main" : "button", value }, words);
}

/**
 * Asks something in a dialog. Escape and the first button say no.
 * @param {string} title
 * @param {(Node | string)[]} body
 * @param {HTMLElement[]} buttons
 * @returns {Promise<string>} the value of the button that was pressed; empty for Escape
 */
export function ask(title, body, buttons) {
  const heading = element("h2", { id: "dialog-title" }, title);
  const form = element(
    "form",
    { method: "dialog" },
    heading,
    ...body,
    element("div", { class: "dialog-buttons" }, ...buttons),
  );
  const dialog = /** @type {HTMLDialogElement} */ (
    element("dialog", { class: "dialog", "aria-labelledby": "dialog-title" }, form)
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

/**
 * Says something that has to be read.
 * @param {string} title
 * @param {...(Node | string)} body
 */
export function tell(title, ...body) {
  return ask(title, body, [choiceButton("", t("close"), true)]);
}

/** @param {string} words */
export function paragraph(words) {
  return element("p", {}, words);
}

/**
 * Gives the learner a file.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = /** @type {HTMLAnchorElement} */ (
    element("a", { href: URL.createObjectURL(blob), download: name })
  );
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Asks the learner for a file.
 * @param {string} accept
 * @returns {Promise<File | null>}
 */
export function chooseFile(accept) {
  const input = /** @type {HTMLInputElement} */ (
    element("input", { type: "file", accept, class: "hidden" })
  );
  document.body.append(input);
  return new Promise((resolve) => {
    const done = () => {
      input.remove();
      resolve(input.files?.[0] ?? null);
    };
    input.addEventListener("change", done);
    input.addEventListener("cancel", done);
    input.click();
  });
}
