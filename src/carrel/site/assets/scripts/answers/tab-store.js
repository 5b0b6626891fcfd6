// The store that keeps answers as long as this tab is open: for shared computers, and where the browser refuses to keep more.
// Where even that is refused, they last as long as the page.

import { changed, merged, sameValue } from "./answer.js";
import { TAB } from "./device-store.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Change} Change */
/** @typedef {import("./store.js").Store} Store */

/**
 * @param {string} name
 * @param {"chosen" | "refused" | "newer" | "example"} reason
 * @returns {Store}
 */
export function openTab(name, reason) {
  const storage = tabStorage();
  return new Tab(`${name} `, storage ?? new Map(), storage ? "tab" : "page", reason);
}

/** @returns {Map<string, string> | StorageMap | null} */
function tabStorage() {
  try {
    return sessionStorage.length >= 0 ? new StorageMap(sessionStorage) : null; // not tried by writing: it may be full, and still hold answers
  } catch {
    return null;
  }
}

/** The browser's storage, used as a map is. */
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
   * @param {string} prefix of the names under which answers are kept
   * @param {Map<string, string> | StorageMap} kept
   * @param {"tab" | "page"} place
   * @param {"chosen" | "refused" | "newer" | "example"} reason
   */
  constructor(prefix, kept, place, reason) {
    this.prefix = prefix;
    this.kept = kept;
    this.place = place;
    this.reason = reason;
  }

  /** @param {string[]} prefixes */
  async get(prefixes) {
    const wanted = prefixes.map((prefix) => this.prefix + prefix);
    const names = [...this.kept.keys()].filter((name) =>
      wanted.some((beginning) => name.startsWith(beginning)),
    );
    return names
      .map((name) => this.#one(name.slice(this.prefix.length)))
      .filter((answer) => answer !== undefined);
  }

  /** @param {Change[]} changes */
  async put(changes) {
    const written = changes.map((change) => {
      const before = this.#one(change.key);
      return sameValue(before?.value ?? "", change.value)
        ? before
        : changed(before, change, TAB, new Date()).answer;
    });
    const answers = written.filter((answer) => answer !== undefined);
    this.#keep(answers);
    return { answers, clashed: [] };
  }

  /** @param {Answer[]} answers */
  async merge(answers) {
    const both = answers.map((answer) => merged(this.#one(answer.key), answer));
    const news = both.filter(
      (answer) => JSON.stringify(answer) !== JSON.stringify(this.#one(answer.key)),
    );
    this.#keep(news);
    return news;
  }

  /** @param {string[]} keys */
  async remove(keys) {
    for (const key of keys) this.kept.delete(this.prefix + key);
  }

  async wipe() {
    for (const name of [...this.kept.keys()])
      if (name.startsWith(this.prefix)) this.kept.delete(name);
  }

  subscribe() {} // no other tab has these answers

  /**
   * @param {string} key
   * @returns {Answer | undefined}
   */
  #one(key) {
    const written = this.kept.get(this.prefix + key);
    return written === undefined ? undefined : JSON.parse(written);
  }

  /**
   * Keeps all of these answers, or none: a full storage must not leave half of them.
   * @param {Answer[]} answers
   */
  #keep(answers) {
    const before = answers.map(({ key }) => this.kept.get(this.prefix + key));
    try {
      for (const answer of answers) this.kept.set(this.prefix + answer.key, JSON.stringify(answer));
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
    if (written === undefined) this.kept.delete(this.prefix + key);
    else this.kept.set(this.prefix + key, written);
  }
}
