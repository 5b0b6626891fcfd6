// Marks a page as done when it was read to its end: when its end was in view for a moment, after a
// time that is not too short, and if it has a worksheet, something was written. What the learner
// marks by hand counts more.

import { isBlank } from "../answers/answer.js";
import { fieldsIn, readValue } from "../fields/fields.js";
import {
  isProgressLoaded,
  markPage,
  saveVisit,
  thisPage,
  thisPageStatus,
} from "./progress-records.js";

const MOMENT = 1000; // milliseconds
const MIN_PER_MINUTE = 6000; // milliseconds for each minute that the page takes
const MAX_WAIT = 30_000; // milliseconds, however long the page takes

let viewedBefore = 0; // milliseconds in which the page was visible, until it was hidden last
let visibleSince = performance.now();
let visitSaved = false;
let atEnd = false;
let endTimer = 0;
let timer = 0;
/** @type {IntersectionObserver | undefined} */
let observer;

/** Begins to observe this page. Runs again when the preview has changed the page. */
export function startReading() {
  observer?.disconnect();
  const end = document.querySelector("main[data-page] .ways");
  if (!end) return;
  observer = new IntersectionObserver((entries) =>
    waitAtEnd(entries.some(({ isIntersecting }) => isIntersecting)),
  );
  observer.observe(end);
  checkReading();
}

/** Adds the listeners to the document, once. */
export function listenToReading() {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) viewedBefore += performance.now() - visibleSince;
    visibleSince = performance.now();
    checkReading();
  });
  document.addEventListener("carrel:answers", checkReading);
  document.addEventListener("carrel:progress", checkReading);
}

/** @param {boolean} inView */
function waitAtEnd(inView) {
  clearTimeout(endTimer);
  if (!inView || atEnd) return;
  endTimer = setTimeout(() => {
    atEnd = true;
    checkReading();
  }, MOMENT);
}

/** Saves the visit and marks the page when it is time; before that, sets a timer. */
function checkReading() {
  clearTimeout(timer);
  if (document.hidden || !thisPage() || !isProgressLoaded()) return;
  if (visitSaved && !canBeDone()) return;
  const viewed = viewedBefore + performance.now() - visibleSince;
  const wanted = visitSaved ? minTime() : MOMENT;
  if (viewed < wanted) timer = setTimeout(checkReading, wanted - viewed);
  else if (visitSaved) markPage(true, "reading");
  else saveVisitOnce();
}

function saveVisitOnce() {
  visitSaved = true;
  saveVisit();
  checkReading();
}

/** Returns the milliseconds in which the page must have been visible before it can be done. */
function minTime() {
  const chip = /** @type {HTMLElement | null} */ (
    document.querySelector("main .facts [data-minutes]")
  );
  return Math.min(MAX_WAIT, Number(chip?.dataset.minutes ?? 1) * MIN_PER_MINUTE);
}

/** True at the end of a page that is open, or has changed since it was done. */
function canBeDone() {
  return atEnd && isOpen() && hasAnswers();
}

/** A page that the learner marked as open stays open. */
function isOpen() {
  const status = thisPageStatus();
  if (status?.done) return status.version !== thisPage()?.version;
  return !status || status.by === "again";
}

/** True if something was written in the page's worksheets, or if it has none. */
function hasAnswers() {
  const fields = fieldsIn(document);
  return fields.length === 0 || fields.some((field) => !isBlank(readValue(field)));
}
