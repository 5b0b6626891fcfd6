// Dialogs: created when they are opened and removed when they are closed, when the focus returns to
// where it was. Also small helpers to create elements and to exchange files with the learner.

import { t } from "./messages.js";

/**
 * Returns a new element.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes))
    created.setAttribute(attribute, value);
  created.append(...children);
  return created;
}

/**
 * Returns a new paragraph.
 * @param {string} text
 */
export function paragraph(text) {
  return element("p", {}, text);
}

/**
 * Returns a button that closes a dialog with `value`.
 * @param {string} value
 * @param {string} label
 * @param {boolean} [main]
 */
export function choiceButton(value, label, main = false) {
  return element("button", { class: main ? "button button-main" : "button", value }, label);
}

/**
 * Shows a dialog with buttons.
 * @param {string} title
 * @param {(Node | string)[]} body
 * @param {HTMLElement[]} buttons
 * @returns {Promise<string>} the value of the button that was pressed; "" for Escape
 */
export function ask(title, body, buttons) {
  const form = element(
    "form",
    { method: "dialog" },
    element("h2", { id: "dialog-title" }, title),
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
 * Shows a dialog with a message. Resolves when it was closed.
 * @param {string} title
 * @param {...(Node | string)} body
 */
export function tell(title, ...body) {
  return ask(title, body, [choiceButton("", t("close"), true)]);
}

/**
 * Lets the browser download a file.
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
 * Lets the learner choose a file.
 * @param {string} accept as of `<input type="file">`
 * @returns {Promise<File | null>}
 */
export function chooseFile(accept) {
  const input = /** @type {HTMLInputElement} */ (
    element("input", { type: "file", accept, class: "hidden" })
  );
  document.body.append(input);
  return new Promise((resolve) => {
    const finish = () => {
      input.remove();
      resolve(input.files?.[0] ?? null);
    };
    input.addEventListener("change", finish);
    input.addEventListener("cancel", finish);
    input.click();
  });
}
