// Finds items that were put in order by numbers.

import { markKey } from "./docx-names.js";
import { RANKED } from "./search.js";
import { besideChoice, choiceLine } from "./search-places.js";
import { claim, together, wordsIn } from "./search-spans.js";

/**
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("./search.js").Evidence} Evidence
 * @typedef {import("./search.js").Found} Found
 * @typedef {import("./search.js").Search} Search
 */

/** @typedef {{ id: string, place: number, evidence: Evidence }} Placed an item with its number */

/**
 * Finds an order by the names of its items.
 * @param {string} key
 * @param {PaperField} field
 * @param {Search} search
 * @returns {Found | undefined}
 */
export function findOrder(key, field, search) {
  /** @type {Placed[]} */
  const places = [];
  for (const choice of field.choices) {
    const named = search.named.get(markKey(key, choice.id));
    if (!named) continue;
    const { from, to, evidence } = together(named);
    claim(from, to, search);
    const line = search.flow.lines[from[0]];
    const text =
      wordsIn(search.flow, from, to) +
      (/\d/.test(wordsIn(search.flow, from, to)) ? "" : besideChoice(line.text, choice));
    places.push({ id: choice.id, place: Number(/\d+/.exec(text)?.[0] ?? NaN), evidence });
  }
  return places.length ? fromPlaces(key, field, places) : undefined;
}

/** @param {string} key @param {PaperField} field @param {Placed[]} places @returns {Found} */
function fromPlaces(key, field, places) {
  const numbered = places
    .filter(({ place }) => !Number.isNaN(place))
    .sort((one, other) => one.place - other.place);
  const evidence = RANKED[Math.max(...places.map((place) => RANKED.indexOf(place.evidence)))];
  const doubled = new Set(numbered.map(({ place }) => place)).size < numbered.length;
  return {
    key,
    value: numbered.map(({ id }) => id),
    evidence,
    doubtful: doubled || evidence === "place" || places.length < field.choices.length,
  };
}

/**
 * Guesses an order by the lines that hold the items' words.
 * @param {PaperField} field
 * @param {Search} search
 * @returns {Found | undefined}
 */
export function guessOrder(field, search) {
  /** @type {Placed[]} */
  const places = [];
  for (const choice of field.choices) {
    const number = choiceLine(choice, search);
    if (number === undefined) return undefined;
    places.push({
      id: choice.id,
      place: Number(/\d+/.exec(besideChoice(search.flow.lines[number].text, choice))?.[0] ?? NaN),
      evidence: "place",
    });
    search.claimed.add(number);
  }
  return fromPlaces(field.key, field, places);
}
