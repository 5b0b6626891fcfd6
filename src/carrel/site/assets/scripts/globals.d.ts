// Types of what the joined scripts share, see `look/scripts.py`, and of the service worker's
// globals.

interface Carrel {
  words: Record<string, string>; // messages in the toolkit's language, by name
  parts: Record<string, string>; // addresses of parts loaded later; a preview has no "worker"
  // biome-ignore lint/suspicious/noExplicitAny: each module exports something else
  modules: Record<string, any>; // what each module exports
  build: { version: string; assets: string[]; page: string }; // what the worker caches of its build
}

declare var carrel: Carrel;

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface ExtendableMessageEvent extends ExtendableEvent {
  readonly data: { keep?: unknown } | null;
}

interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  addEventListener(kind: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(kind: "fetch", listener: (event: FetchEvent) => void): void;
  addEventListener(kind: "message", listener: (event: ExtendableMessageEvent) => void): void;
}
