// The store that keeps answers on this device: IndexedDB, one record an answer.

import { changed, merged, sameValue } from "./answer.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/** @typedef {import("./store.js").Store} Store */

const VERSION = 1;
const ANSWERS = "answers";

/** This tab's own name, so that it can be told from others that write the same answer. */
export const TAB = Math.random().toString(36).slice(2, 10);

/**
 * Opens the store, or fails where the browser does not let it. A failure shows here and not at the first answer: some browsers
 * open a database that they will not let anyone write to.
 * @param {string} name
 * @returns {Promise<Store>}
 */
export async function openDevice(name) {
  const device = new Device(name);
  await device.write(() => undefined);
  return device;
}

/** @implements {Store} */
class Device {
  /** @type {"device"} */
  place = "device";
  /** @type {""} */
  reason = "";
  /** @type {Promise<IDBDatabase> | undefined} */
  #base;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  }

  /** @param {string[]} prefixes */
  async get(prefixes) {
    const ranges = prefixes.map((prefix) => IDBKeyRange.bound(prefix, `${prefix}\uffff`));
    const found = await this.#read((store) =>
      Promise.all(ranges.map((range) => answered(store.getAll(range)))),
    );
    return found.flat();
  }

  /** @param {Change[]} changes */
  async put(changes) {
    /** @type {string[]} */
    const clashed = [];
    const written = await this.write((store) =>
      Promise.all(changes.map((change) => putOne(store, change, clashed))),
    );
    const answers = written.filter((answer) => answer !== undefined);
    this.channel?.postMessage(answers);
    return { answers, clashed };
  }

  /** @param {Answer[]} answers */
  async merge(answers) {
    const taken = await this.write((store) =>
      Promise.all(answers.map((answer) => mergeOne(store, answer))),
    );
    const news = taken.filter((answer) => answer !== undefined);
    if (news.length) this.channel?.postMessage(news);
    return news;
  }

  /** @param {string[]} keys */
  async remove(keys) {
    await this.write((store) => Promise.all(keys.map((key) => answered(store.delete(key)))));
    this.channel?.postMessage(keys.map(deleted));
  }

  async wipe() {
    await this.write((store) => answered(store.clear()));
    this.channel?.postMessage(null);
  }

  /** @param {(answers: Answer[] | null) => void} listener */
  subscribe(listener) {
    this.channel?.addEventListener("message", (event) => listener(event.data));
  }

  /**
   * Runs `work` in one transaction; what it wrote is on the disk when this resolves.
   * @template T
   * @param {(store: IDBObjectStore) => T | Promise<T>} work
   * @returns {Promise<T>}
   */
  write(work) {
    return this.#again("readwrite", work);
  }

  /**
   * @template T
   * @param {(store: IDBObjectStore) => Promise<T>} work
   * @returns {Promise<T>}
   */
  #read(work) {
    return this.#again("readonly", work);
  }

  /**
   * A connection may have died since it was last used (a browser may drop it while a tab sleeps): then a second one is tried.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => T | Promise<T>} work
   * @returns {Promise<T>}
   */
  async #again(mode, work) {
    try {
      return await transact(await this.#open(), mode, work);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
      this.#base = undefined;
      return transact(await this.#open(), mode, work);
    }
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    this.#base ??= connect(this.name).then((base) => {
      base.onclose = base.onversionchange = () => {
        base.close();
        this.#base = undefined;
      };
      return base;
    });
    this.#base.catch(() => (this.#base = undefined));
    return this.#base;
  }
}

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
function connect(name) {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => request.result.createObjectStore(ANSWERS, { keyPath: "key" });
  return answered(request);
}

/**
 * @template T
 * @param {IDBDatabase} base
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => T | Promise<T>} work
 * @returns {Promise<T>}
 */
async function transact(base, mode, work) {
  const transaction = base.transaction(ANSWERS, mode, { durability: "strict" });
  const complete = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () =>
      reject(transaction.error ?? new DOMException("The answer could not be kept", "AbortError"));
  });
  complete.catch(() => {}); // whoever waits below hears of it
  try {
    const made = await work(transaction.objectStore(ANSWERS));
    await complete;
    return made;
  } catch (error) {
    if (transaction.error === null) abort(transaction);
    throw transaction.error ?? error;
  }
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort(); // all of the changes, or none
  } catch {
    // it is over already
  }
}

/** What other tabs hear of an answer that was deleted: it is blank, and was never kept. @param {string} key @returns {Answer} */
function deleted(key) {
  return { key, kind: "", label: "", value: "", at: "", by: TAB, since: "", history: [] };
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {IDBObjectStore} store
 * @param {Change} change
 * @param {string[]} clashed
 * @returns {Promise<Answer | undefined>} undefined where there is nothing to keep
 */
async function putOne(store, change, clashed) {
  /** @type {Answer | undefined} */
  const before = await answered(store.get(change.key));
  if (sameValue(before?.value ?? "", change.value)) return before;
  const { answer, clashed: hasClashed } = changed(before, change, TAB, new Date());
  if (hasClashed) clashed.push(change.key);
  await answered(store.put(answer));
  return answer;
}

/**
 * @param {IDBObjectStore} store
 * @param {Answer} there
 * @returns {Promise<Answer | undefined>} undefined where it brought nothing new
 */
async function mergeOne(store, there) {
  /** @type {Answer | undefined} */
  const here = await answered(store.get(there.key));
  const both = merged(here, there);
  if (here && JSON.stringify(both) === JSON.stringify(here)) return undefined;
  await answered(store.put(both));
  return both;
}
