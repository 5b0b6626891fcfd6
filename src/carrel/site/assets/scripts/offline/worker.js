// The site's service worker. It caches visited pages, and answers from the cache when there is no
// connection. It never reloads a page, and fetches only what a page has shown or a learner has
// asked for.

import { cacheBuild, cacheVisit, deleteOldBuilds } from "./worker-cache.js";
import { answerFile, answerPage, kindOf } from "./worker-responses.js";

const worker = /** @type {WorkerScope} */ (/** @type {unknown} */ (self));

// A new worker waits until no page of the site is open: taking over earlier may cut off a request
// that the old worker is answering. Waiting does no harm, as each worker looks for files in the
// caches of all builds.
worker.addEventListener("install", (event) => event.waitUntil(cacheBuild()));
worker.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([worker.clients.claim(), deleteOldBuilds()])),
);

worker.addEventListener("fetch", (event) => {
  const kind = kindOf(event.request);
  if (kind === "page") event.respondWith(answerPage(event));
  if (kind === "file") event.respondWith(answerFile(event));
});

// A page that has loaded sends its address, and is cached with all that it shows.
worker.addEventListener("message", (event) => {
  const { keep } = event.data ?? {};
  if (typeof keep === "string") event.waitUntil(cacheVisit(keep));
});
