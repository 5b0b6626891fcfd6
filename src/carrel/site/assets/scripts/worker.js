// The site's service worker. It keeps what was visited, and answers from there when the line is down. It never reloads a page, and
// asks for nothing that no page has shown or that no learner has asked for.

import { answerFile, answerPage, kindOf } from "./worker-answers.js";
import { forgetOldBuilds, keepBuild, keepWhole } from "./worker-kept.js";

const worker = /** @type {WorkerScope} */ (/** @type {unknown} */ (self));

// A new worker need not wait until old pages are closed: whatever they are made of stays kept.
worker.addEventListener("install", (event) => event.waitUntil(keepBuild().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(Promise.all([worker.clients.claim(), forgetOldBuilds()])));

worker.addEventListener("fetch", (event) => {
  const kind = kindOf(event.request);
  if (kind === "page") event.respondWith(answerPage(event));
  if (kind === "file") event.respondWith(answerFile(event));
});

// A page that has loaded says so, and is kept with all that it shows.
worker.addEventListener("message", (event) => {
  const { keep } = event.data ?? {};
  if (typeof keep === "string") event.waitUntil(keepWhole(keep));
});
