// What the scripts say, in the toolkit's language. The build puts the messages whose names begin with `js_` in front of the
// joined script.

/**
 * A message with its gaps filled in.
 * @param {string} name without `js_`
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(name, values = {}) {
  const message = globalThis.carrel?.words?.[name] ?? name;
  return Object.entries(values).reduce(
    (said, [gap, value]) => said.replaceAll(`{${gap}}`, String(value)),
    message,
  );
}

/**
 * A message about `n` things: `NAME_one` or `NAME_other`.
 * @param {string} name
 * @param {number} n
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function sayNumber(name, n, values = {}) {
  return say(`${name}_${n === 1 ? "one" : "other"}`, { ...values, n });
}

/**
 * A day as people of this language say it: today, yesterday, 3 days ago, or its date.
 * @param {string} at ISO 8601
 * @returns {string}
 */
export function sayDay(at) {
  const [then, now] = [new Date(at), new Date()].map((moment) =>
    Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()),
  );
  const days = Math.round((now - then) / 86_400_000);
  const language = document.documentElement.lang || undefined;
  if (days >= 0 && days < 7)
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day");
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(at));
}

/**
 * A date as people of this language write it; whatever is no date stays as it is.
 * @param {string} day YYYY-MM-DD
 * @returns {string}
 */
export function sayDate(day) {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(date);
}

/**
 * A moment as people of this language say it: the time alone where it is today.
 * @param {string} at ISO 8601
 * @returns {string}
 */
export function sayTime(at) {
  const moment = new Date(at);
  const today = moment.toDateString() === new Date().toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const style = today
    ? { hour: "numeric", minute: "2-digit" }
    : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, style).format(moment);
}
