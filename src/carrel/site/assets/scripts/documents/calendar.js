// Writes the dates of a worksheet as a calendar file (iCalendar, RFC 5545): a plan becomes an event
// of a whole day.

import { cleanText } from "../lib/xml.js";
import { dayFrom } from "./days.js";
import { fieldsOfBlocks, valueInWords } from "./description.js";
import { formOf } from "./forms.js";

/**
 * @typedef {import("./description.js").Block} Block
 * @typedef {import("./description.js").PaperField} PaperField
 * @typedef {import("./description.js").Worksheet} Worksheet
 *
 * @typedef {object} CalendarAbout
 * @property {string} now the moment of writing: ISO 8601
 * @property {string} module
 * @property {string} address
 * @property {string} [language]
 *
 * @typedef {{ date: PaperField, plan: PaperField[] }} Plan a date, and what was written with it
 */

const LONGEST_LINE = 75; // octets
const DAY = 86_400_000; // milliseconds
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F]/g;

/**
 * A text as a value: signs that mean something are escaped.
 * @param {string} text
 * @returns {string}
 */
export function escapeCalendar(text) {
  return cleanText(text)
    .replace(/\t/g, " ")
    .replace(CONTROLS, "")
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\n/g, "\\n");
}

/**
 * A line in pieces of at most 75 octets; no letter is split.
 * @param {string} line
 * @returns {string}
 */
export function foldLine(line) {
  const encoder = new TextEncoder();
  let folded = "";
  let length = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (length + size > LONGEST_LINE) {
      folded += "\r\n ";
      length = 1;
    }
    folded += letter;
    length += size;
  }
  return folded;
}

/** @param {string} date YYYY-MM-DD @param {number} [later] days @returns {string} */
function calendarDay(date, later = 0) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + later * DAY)
    .toISOString()
    .slice(0, 10)
    .replaceAll("-", "");
}

/** @param {PaperField} field @returns {boolean} */
function isDated(field) {
  return !!formOf(field).dated && dayFrom(String(field.value), "") === field.value && !field.blank;
}

// Plans

/**
 * The rows of all tables, each with its fields.
 * @param {Block[]} blocks
 * @returns {PaperField[][]}
 */
function rowsOfFields(blocks) {
  return blocks.flatMap((block) => {
    if (block.kind === "table")
      return block.rows.map((row) => fieldsOfBlocks(row.flatMap((cell) => cell.blocks)));
    if (block.kind === "list") return rowsOfFields(block.items.flat());
    return "blocks" in block ? rowsOfFields(block.blocks) : [];
  });
}

/**
 * In a table, a row is one plan; all that stands outside of such rows is another.
 * @param {Worksheet} worksheet
 * @returns {Plan[]}
 */
function plansOf({ blocks }) {
  const rows = rowsOfFields(blocks).filter((row) => row.some((field) => formOf(field).dated));
  const inRows = new Set(rows.flat().map(({ key }) => key));
  const rest = fieldsOfBlocks(blocks).filter(({ key }) => !inRows.has(key));
  return [...rows, rest].flatMap((plan) => plan.filter(isDated).map((date) => ({ date, plan })));
}

/**
 * What a field of a plan is for: the end of its id says so.
 * @param {PaperField} field
 * @returns {string}
 */
function roleOf({ key }) {
  const id = key
    .slice(key.lastIndexOf("/") + 1)
    .replace(/~\d+$/, "")
    .replace(/-\d+$/, "");
  return /(?:^|-)(what|where|who)$/.exec(id)?.[1] ?? "";
}

/** @param {PaperField} field @returns {string} */
function answerWords({ value, choices }) {
  return valueInWords(value, choices).trim();
}

/** @param {Plan} plan @param {string} role @returns {string} */
function answersFor({ plan }, role) {
  return plan
    .filter((field) => !field.blank && roleOf(field) === role)
    .map(answerWords)
    .join("; ")
    .replace(/\s+/g, " ")
    .trim();
}

/** @param {Plan} plan @param {CalendarAbout} about @returns {string} */
function description({ date, plan }, about) {
  const told = plan.filter(
    (field) => field !== date && !field.blank && !["what", "where"].includes(roleOf(field)),
  );
  const lines = told.map((field) => {
    const question = (field.column || field.label).trim();
    return `${question}${/[?:!.…]$/.test(question) ? "" : ":"} ${answerWords(field)}`;
  });
  return [...lines, about.module].filter(Boolean).join("\n");
}

// The file

/**
 * @param {Plan} plan
 * @param {Worksheet} worksheet
 * @param {CalendarAbout} about
 * @returns {string[]}
 */
function eventLines(plan, worksheet, about) {
  const { date } = plan;
  const where = answersFor(plan, "where");
  const told = description(plan, about);
  const link = /^https?:\/\/[\x21-\x7e]+$/.test(about.address) ? about.address : "";
  return [
    "BEGIN:VEVENT",
    `UID:${encodeURIComponent(date.key)}@${link ? new URL(link).hostname : "carrel.invalid"}`,
    `DTSTAMP:${new Date(about.now).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`,
    `DTSTART;VALUE=DATE:${calendarDay(String(date.value))}`,
    `DTEND;VALUE=DATE:${calendarDay(String(date.value), 1)}`,
    `SUMMARY:${escapeCalendar(answersFor(plan, "what") || worksheet.title)}`,
    ...(where ? [`LOCATION:${escapeCalendar(where)}`] : []),
    ...(told ? [`DESCRIPTION:${escapeCalendar(told)}`] : []),
    ...(link ? [`URL:${link}`] : []),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/**
 * The dates of a worksheet as a calendar file.
 * @param {Worksheet} worksheet
 * @param {CalendarAbout} about
 * @returns {{ text: string, events: number } | { refused: "no-date" }}
 */
export function writeCalendar(worksheet, about) {
  const plans = plansOf(worksheet);
  if (!plans.length) return { refused: "no-date" };
  const events = plans.flatMap((plan) => eventLines(plan, worksheet, about));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Carrel//Worksheets//EN",
    "CALSCALE:GREGORIAN",
    ...events,
    "END:VCALENDAR",
  ];
  return { text: lines.map((line) => `${foldLine(line)}\r\n`).join(""), events: plans.length };
}
