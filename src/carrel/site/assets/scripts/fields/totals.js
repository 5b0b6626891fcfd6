// The total of a rating whose scale has numbers, under its table.

import { t } from "../page/messages.js";

/** Writes the totals of all ratings on the page. */
export function showTotals() {
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (
    document.querySelectorAll("table:has([data-number])")
  )) {
    totalOf(table).textContent = sentence(table);
  }
}

/** Listens to the page, once. */
export function listenToTotals() {
  document.addEventListener("change", showTotals);
  document.addEventListener("carrel:answers", showTotals);
}

/**
 * The place where a table's total stands.
 * @param {HTMLTableElement} table
 * @returns {Element}
 */
function totalOf(table) {
  const after = table.nextElementSibling;
  if (after?.matches("[data-total]")) return after;
  const line = document.createElement("p");
  line.className = "total";
  line.dataset.total = "";
  line.setAttribute("role", "status");
  table.after(line);
  return line;
}

/** @param {HTMLTableElement} table */
function sentence(table) {
  const rows = [...table.querySelectorAll("tr:has([data-number])")];
  const steps = rows.map(
    (row) => /** @type {HTMLInputElement[]} */ ([...row.querySelectorAll("[data-number]")]),
  );
  const chosen = steps
    .map((row) => row.find((step) => step.checked))
    .filter((step) => step !== undefined);
  const total = chosen.reduce((sum, step) => sum + Number(step.dataset.number), 0);
  const most = steps.reduce(
    (sum, row) => sum + Math.max(...row.map((step) => Number(step.dataset.number))),
    0,
  );
  return t("total", { total, most, n: chosen.length, of: rows.length });
}
