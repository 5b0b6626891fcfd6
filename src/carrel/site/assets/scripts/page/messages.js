// Messages for the learner, and dates, in the toolkit's language. The build puts the messages whose
// names begin with `js_` in front of the joined script.

import { language } from "./site.js";

/**
 * Returns the message `name` with its placeholders filled in.
 * @param {string} name without `js_`
 * @param {Record<string, string | number>} [values] by the placeholders' names
 * @returns {string}
 */
export function t(name, values = {}) {
  const message = globalThis.carrel?.words?.[name] ?? name;
  return Object.entries(values).reduce(
    (text, [placeholder, value]) => text.replaceAll(`{${placeholder}}`, String(value)),
    message,
  );
}

/**
 * Returns the message about `n` items: `NAME_one` or `NAME_other`.
 * @param {string} name
 * @param {number} n
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function tCount(name, n, values = {}) {
  return t(`${name}_${n === 1 ? "one" : "other"}`, { ...values, n });
}

/**
 * Returns a day in words: today, yesterday, 3 days ago, and before that its date.
 * @param {string} at ISO 8601
 * @returns {string}
 */
export function formatDay(at) {
  const [then, now] = [new Date(at), new Date()].map((moment) =>
    Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()),
  );
  const days = Math.round((now - then) / 86_400_000);
  if (days >= 0 && days < 7)
    return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(-days, "day");
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium" }).format(new Date(at));
}

/**
 * Returns a date in words. Text that is not a date is returned as it is.
 * @param {string} day YYYY-MM-DD
 * @returns {string}
 */
export function formatDate(day) {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(language(), { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/**
 * Returns a moment's time, with its date unless it is today.
 * @param {string} at ISO 8601
 * @returns {string}
 */
export function formatTime(at) {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const style = isToday
    ? { hour: "numeric", minute: "2-digit" }
    : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(language(), style).format(moment);
}
