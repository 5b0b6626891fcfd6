// A day in the learner's own time zone.

/**
 * Returns the day of a moment where the learner is, as YYYY-MM-DD.
 * @param {Date} moment
 * @returns {string}
 */
export function localDay(moment) {
  const pad = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
}
