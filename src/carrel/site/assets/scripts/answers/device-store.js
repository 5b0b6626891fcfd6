// The store on this device: an IndexedDB database with one record per answer.

import { applyChange, mergeAnswers, sameValue } from "./answer.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/** @typedef {import("./store.js").Store} Store */

const VERSION = 1;
const ANSWERS = "answers";

/** An id of this tab, which tells it from other tabs that save the same answer. */
export const TAB = Math.random().toString(36).slice(2, 10);

/**
 * Opens the store; throws where the browser refuses it. It writes once, because some browsers open
 * a database and then refuse every write, and that should not show at the first answer.
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
  #database;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  }

  /** @param {string[]} prefixes */
  async get(prefixes) {
    const ranges = prefixes.map((prefix) => IDBKeyRange.bound(prefix, `${prefix}\uffff`));
    const found = await this.#read((store) =>
      Promise.all(ranges.map((range) => resultOf(store.getAll(range)))),
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
    const merged = await this.write((store) =>
      Promise.all(answers.map((answer) => mergeOne(store, answer))),
    );
    const news = merged.filter((answer) => answer !== undefined);
    if (news.length) this.channel?.postMessage(news);
    return news;
  }

  /** @param {string[]} keys */
  async remove(keys) {
    await this.write((store) => Promise.all(keys.map((key) => resultOf(store.delete(key)))));
    this.channel?.postMessage(keys.map(deletedAnswer));
  }

  async wipe() {
    await this.write((store) => resultOf(store.clear()));
    this.channel?.postMessage(null);
  }

  /** @param {(answers: Answer[] | null) => void} listener */
  subscribe(listener) {
    this.channel?.addEventListener("message", (event) => listener(event.data));
  }

  /**
   * Runs `work` in one transaction. What it wrote is on the disk when this resolves.
   * @template T
   * @param {(store: IDBObjectStore) => T | Promise<T>} work
   * @returns {Promise<T>}
   */
  write(work) {
    return this.#transact("readwrite", work);
  }

  /**
   * @template T
   * @param {(store: IDBObjectStore) => Promise<T>} work
   * @returns {Promise<T>}
   */
  #read(work) {
    return this.#transact("readonly", work);
  }

  /**
   * Runs `work`. The connection may have been closed since it was last used (a browser may close it
   * while a tab sleeps); then a second one is tried.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => T | Promise<T>} work
   * @returns {Promise<T>}
   */
  async #transact(mode, work) {
    try {
      return await transact(await this.#open(), mode, work);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
      this.#database = undefined;
      return transact(await this.#open(), mode, work);
    }
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    this.#database ??= connect(this.name).then((database) => {
      database.onclose = database.onversionchange = () => {
        database.close();
        this.#database = undefined;
      };
      return database;
    });
    this.#database.catch(() => (this.#database = undefined));
    return this.#database;
  }
}

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
function connect(name) {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => request.result.createObjectStore(ANSWERS, { keyPath: "key" });
  return resultOf(request);
}

/**
 * Runs `work` in a transaction, which is aborted as a whole if it fails.
 * @template T
 * @param {IDBDatabase} database
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => T | Promise<T>} work
 * @returns {Promise<T>}
 */
async function transact(database, mode, work) {
  const transaction = database.transaction(ANSWERS, mode, { durability: "strict" });
  const complete = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () =>
      reject(transaction.error ?? new DOMException("The answer could not be saved", "AbortError"));
  });
  complete.catch(() => {}); // the error is thrown below
  try {
    const result = await work(transaction.objectStore(ANSWERS));
    await complete;
    return result;
  } catch (error) {
    if (transaction.error === null) abort(transaction);
    throw transaction.error ?? error;
  }
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

/**
 * Returns what other tabs receive for a deleted answer: a blank one that was never saved.
 * @param {string} key
 * @returns {Answer}
 */
function deletedAnswer(key) {
  return { key, kind: "", label: "", value: "", at: "", by: TAB, since: "", history: [] };
}

/**
 * Resolves to a request's result.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Saves one change, and adds its key to `clashed` if another tab had changed the answer.
 * @param {IDBObjectStore} store
 * @param {Change} change
 * @param {string[]} clashed
 * @returns {Promise<Answer | undefined>} undefined if there is nothing to save
 */
async function putOne(store, change, clashed) {
  /** @type {Answer | undefined} */
  const before = await resultOf(store.get(change.key));
  if (sameValue(before?.value ?? "", change.value)) return before;
  const { answer, clashed: hasClashed } = applyChange(before, change, TAB, new Date());
  if (hasClashed) clashed.push(change.key);
  await resultOf(store.put(answer));
  return answer;
}

/**
 * @param {IDBObjectStore} store
 * @param {Answer} there
 * @returns {Promise<Answer | undefined>} undefined if it brought nothing new
 */
async function mergeOne(store, there) {
  /** @type {Answer | undefined} */
  const here = await resultOf(store.get(there.key));
  const both = mergeAnswers(here, there);
  if (here && JSON.stringify(both) === JSON.stringify(here)) return undefined;
  await resultOf(store.put(both));
  return both;
}
