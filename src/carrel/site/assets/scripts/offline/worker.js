// The site's service worker. It keeps what was visited, and answers from there when the line is down. It never reloads a page, and
// asks for nothing that no page has shown or that no learner has asked for.

import { forgetOldBuilds, keepBuild, keepWhole } from "./worker-cache.js";
import { answerFile, answerPage, kindOf } from "./worker-responses.js";

const worker = /** @type {WorkerScope} */ (/** @type {unknown} */ (self));

// A new worker waits until no page of the site is open: taking over earlier may cut off a request that the old one is answering.
// Nobody misses it meanwhile, as each worker looks for files in the caches of all builds.
worker.addEventListener("install", (event) => event.waitUntil(keepBuild()));
worker.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([worker.clients.claim(), forgetOldBuilds()])),
);

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
