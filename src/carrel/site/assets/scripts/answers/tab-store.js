// The store that lasts as long as this tab: for shared computers, and where the browser refuses to
// store more. Where it refuses even that, answers last as long as the page.

import { applyChange, mergeAnswers, sameValue } from "./answer.js";
import { TAB } from "./device-store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/** @typedef {import("./store.js").Store} Store */

/**
 * Opens the tab's store.
 * @param {string} name
 * @param {"chosen" | "refused" | "newer" | "example"} reason why this store is used
 * @returns {Store}
 */
export function openTab(name, reason) {
  const storage = tabStorage();
  return new Tab(`${name} `, storage ?? new Map(), storage ? "tab" : "page", reason);
}

/** Returns the tab's storage; null where the browser forbids it. */
function tabStorage() {
  try {
    // It is not tested by writing: it may be full, and still hold answers.
    return sessionStorage.length >= 0 ? new StorageMap(sessionStorage) : null;
  } catch {
    return null;
  }
}

/** The browser's storage with the methods of a map. */
class StorageMap {
  /** @param {Storage} storage */
  constructor(storage) {
    this.storage = storage;
  }

  /** @param {string} key */
  get(key) {
    return this.storage.getItem(key) ?? undefined;
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  set(key, value) {
    this.storage.setItem(key, value);
  }

  /** @param {string} key */
  delete(key) {
    this.storage.removeItem(key);
  }

  keys() {
    return Object.keys(this.storage);
  }
}

/** @implements {Store} */
class Tab {
  /**
   * @param {string} prefix of the names under which answers are stored
   * @param {Map<string, string> | StorageMap} items JSON of answers by name
   * @param {"tab" | "page"} place
   * @param {"chosen" | "refused" | "newer" | "example"} reason
   */
  constructor(prefix, items, place, reason) {
    this.prefix = prefix;
    this.items = items;
    this.place = place;
    this.reason = reason;
  }

  /** @param {string[]} prefixes */
  async get(prefixes) {
    const wanted = prefixes.map((prefix) => this.prefix + prefix);
    const names = [...this.items.keys()].filter((name) =>
      wanted.some((beginning) => name.startsWith(beginning)),
    );
    return names
      .map((name) => this.#read(name.slice(this.prefix.length)))
      .filter((answer) => answer !== undefined);
  }

  /** @param {Change[]} changes */
  async put(changes) {
    const written = changes.map((change) => {
      const before = this.#read(change.key);
      return sameValue(before?.value ?? "", change.value)
        ? before
        : applyChange(before, change, TAB, new Date()).answer;
    });
    const answers = written.filter((answer) => answer !== undefined);
    this.#write(answers);
    return { answers, clashed: [] };
  }

  /** @param {Answer[]} answers */
  async merge(answers) {
    const both = answers.map((answer) => mergeAnswers(this.#read(answer.key), answer));
    const news = both.filter(
      (answer) => JSON.stringify(answer) !== JSON.stringify(this.#read(answer.key)),
    );
    this.#write(news);
    return news;
  }

  /** @param {string[]} keys */
  async remove(keys) {
    for (const key of keys) this.items.delete(this.prefix + key);
  }

  async wipe() {
    for (const name of [...this.items.keys()])
      if (name.startsWith(this.prefix)) this.items.delete(name);
  }

  subscribe() {} // no other tab has these answers

  /**
   * @param {string} key
   * @returns {Answer | undefined}
   */
  #read(key) {
    const written = this.items.get(this.prefix + key);
    return written === undefined ? undefined : JSON.parse(written);
  }

  /**
   * Writes all of these answers or none: a full storage must not end up with half of them.
   * @param {Answer[]} answers
   */
  #write(answers) {
    const before = answers.map(({ key }) => this.items.get(this.prefix + key));
    try {
      for (const answer of answers)
        this.items.set(this.prefix + answer.key, JSON.stringify(answer));
    } catch (error) {
      for (const [index, { key }] of answers.entries()) this.#restore(key, before[index]);
      throw error;
    }
  }

  /**
   * @param {string} key
   * @param {string | undefined} written
   */
  #restore(key, written) {
    if (written === undefined) this.items.delete(this.prefix + key);
    else this.items.set(this.prefix + key, written);
  }
}
