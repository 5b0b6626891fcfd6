// What this tab remembers from page to page. It lasts as long as the tab does; where the browser
// refuses to store it, nothing is remembered.

const SHARED = "carrel-shared";
const EXAMPLE = "carrel-example";
const DONE = "carrel-done";
const FILED = "carrel-filed";

/** True if the learner said in this tab that other people use this computer. */
export function isShared() {
  return read(SHARED) === "yes";
}

/**
 * Saves answers in this tab only, or on the device again, once the page was reloaded.
 * @param {boolean} shared
 */
export function setShared(shared) {
  write(SHARED, shared ? "yes" : "");
}

/** Returns the title of the worked example in this tab; "" for the learner's own answers. */
export function shownExample() {
  return read(EXAMPLE);
}

/**
 * Shows a worked example in this tab, or the learner's own answers, once the page was reloaded.
 * @param {string} title "" for the learner's own answers
 * @returns {boolean} false if the browser refuses to store it
 */
export function setExample(title) {
  write(EXAMPLE, title);
  return shownExample() === title;
}

/** Returns what was done to all answers just before the page was reloaded, once; "" for nothing. */
export function takeDone() {
  const done = read(DONE);
  write(DONE, "");
  return done;
}

/** @param {string} done */
export function noteDone(done) {
  write(DONE, done);
}

/** Returns when the answers of this tab were last saved to a file; "" for never. */
export function lastFiled() {
  return read(FILED);
}

/** @param {string} at ISO 8601 */
export function setFiled(at) {
  write(FILED, at);
}

/** @param {string} name */
function read(name) {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function write(name, value) {
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch {
    // A browser that refuses to store anything has nothing to delete.
  }
}
