// A browser's document under Node, by jsdom: what the scripts ask of a page is global here as it is
// there.

import { JSDOM } from "jsdom";

const GLOBALS = [
  "DOMParser",
  "Element",
  "Node",
  "HTMLElement",
  "HTMLAnchorElement",
  "HTMLFieldSetElement",
  "HTMLFormElement",
  "HTMLHeadingElement",
  "HTMLImageElement",
  "HTMLInputElement",
  "HTMLOListElement",
  "HTMLOutputElement",
  "HTMLTableElement",
  "HTMLTextAreaElement",
  "Event",
];

/**
 * Shows a page: its document and its classes become global. Returns the window.
 * @param {string} [html]
 */
export function openPage(html = "<!doctype html><title></title>") {
  const { window } = new JSDOM(html, { url: "https://example.org/learn/" });
  for (const name of GLOBALS) globalThis[name] = window[name];
  globalThis.document = window.document;
  globalThis.location = window.location;
  globalThis.CSS = { escape: (text) => text.replace(/[^\w-]/g, "\\$&"), supports: () => true };
  return window;
}

openPage();
