// The record of completion as a text file: what the page says, line by line.

import { download } from "./dialogs.js";
import { say } from "./words.js";

/** Gives the learner the record as a text file. */
export function saveRecord() {
  const record = /** @type {HTMLElement} */ (document.querySelector(".record"));
  const title = document.querySelector("main h1")?.textContent?.trim() ?? "";
  const text = `${[title, "", ...linesOf(record)].join("\r\n")}\r\n`;
  download(new Blob([text], { type: "text/plain;charset=utf-8" }), `${say("record_file")}-${new Date().toISOString().slice(0, 10)}.txt`);
}

/** @param {HTMLElement} record @returns {string[]} */
function linesOf(record) {
  const parts = /** @type {HTMLElement[]} */ ([...record.querySelectorAll(":scope > p:not([hidden], .signature), dt, dd")]);
  return parts.flatMap((part) => (part.matches("dt") ? ["", `${wordsOf(part)}:`] : part.matches("dd") ? detailsOf(part) : [wordsOf(part)]));
}

/** @param {HTMLElement} detail */
function detailsOf(detail) {
  const name = detail.querySelector("input");
  if (name) return [name.value];
  const items = /** @type {HTMLElement[]} */ ([...detail.querySelectorAll("li")]);
  return items.length ? items.map((item) => `- ${wordsOf(item)}`) : detail.innerText.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** @param {HTMLElement} part */
function wordsOf(part) {
  return (part.textContent ?? "").replace(/\s+/g, " ").trim();
}
