// What the joined scripts share with one another; see `site/scripts.py`.

interface Carrel {
  words: Record<string, string>; // what the scripts say
  parts: Record<string, string>; // the addresses of later parts; "worker", which a preview does not have
  // biome-ignore lint/suspicious/noExplicitAny: parts are loaded later, and each exports something else
  modules: Record<string, any>; // what each module exports
  build: { version: string; assets: string[]; page: string }; // what the worker keeps of its build, from the site's root
}

declare var carrel: Carrel;

// What a service worker has and a page does not.

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
