// Whether a page was read to its end. It counts as done when its end was in sight for a moment, after a time that is not absurdly
// short, and where it has a worksheet, something was written. What the learner says of a page counts more than that.

import { isBlank } from "../answers/answer.js";
import { fieldsIn, readValue } from "../fields/fields.js";
import { markPage, noteSeen, progressIsKnown, standingHere, thisPage } from "./progress-records.js";

const MOMENT = 1000; // milliseconds
const LEAST_PER_MINUTE = 6000; // of the time that a page takes
const LEAST = 30_000; // however long it takes

let seenBefore = 0; // milliseconds for which the page was in sight, until it was hidden last
let shownSince = performance.now();
let noted = false;
let atEnd = false;
let endTimer = 0;
let timer = 0;
/** @type {IntersectionObserver | undefined} */
let observer;

/** Begins to watch this page. */
export function startReading() {
  observer?.disconnect();
  const end = document.querySelector("main[data-page] .ways");
  if (!end) return;
  observer = new IntersectionObserver((entries) =>
    waitAtEnd(entries.some(({ isIntersecting }) => isIntersecting)),
  );
  observer.observe(end);
  consider();
}

/** Listens to the page, once. */
export function listenToReading() {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) seenBefore += performance.now() - shownSince;
    shownSince = performance.now();
    consider();
  });
  document.addEventListener("carrel:answers", consider);
  document.addEventListener("carrel:progress", consider);
}

/** @param {boolean} inSight */
function waitAtEnd(inSight) {
  clearTimeout(endTimer);
  if (!inSight || atEnd) return;
  endTimer = setTimeout(() => {
    atEnd = true;
    consider();
  }, MOMENT);
}

/** Looks what there is to note by now; where it is only a matter of time, it looks again. */
function consider() {
  clearTimeout(timer);
  if (document.hidden || !thisPage() || !progressIsKnown()) return;
  const seen = seenBefore + performance.now() - shownSince;
  const wanted = noted ? leastTime() : MOMENT;
  if (noted && !couldBeDone()) return;
  if (seen < wanted) timer = setTimeout(consider, wanted - seen);
  else if (noted) markPage(true, "reading");
  else noteOnce();
}

function noteOnce() {
  noted = true;
  noteSeen();
  consider();
}

function leastTime() {
  const chip = /** @type {HTMLElement | null} */ (
    document.querySelector("main .facts [data-minutes]")
  );
  return Math.min(LEAST, Number(chip?.dataset.minutes ?? 1) * LEAST_PER_MINUTE);
}

/** A page that the learner left open stays open; one that has changed since it was done can be done again. */
function couldBeDone() {
  const standing = standingHere();
  const open = standing?.done
    ? standing.version !== thisPage()?.version
    : !standing || standing.by === "again";
  return atEnd && open && isTouched();
}

/** Whether something stands in the page's worksheets, if it has any. */
function isTouched() {
  const fields = fieldsIn(document);
  return fields.length === 0 || fields.some((field) => !isBlank(readValue(field)));
}
