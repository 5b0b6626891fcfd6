// Finds the answers in a flow: by the names that they were given, by what their controls are called, and at last by where they
// stand. Each comes back in the form that the page's field has.

import { dayFrom } from "../documents/days.js";
import { AUTHORS_GAP } from "../documents/paper.js";
import { bookmarkName, controlTag, controlTitle, markKey } from "./docx-names.js";

/**
 * @typedef {import("../documents/paper.js").Field} Field
 * @typedef {import("../documents/paper.js").Choice} Choice
 * @typedef {import("../documents/paper.js").Answer} Answer
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./flow.js").Line} Line
 * @typedef {import("./flow.js").Span} Span
 * @typedef {import("./flow.js").Spot} Spot
 * @typedef {"tag" | "bookmark" | "property" | "label" | "place"} Evidence the best first
 * @typedef {{ key: string, value: Answer, evidence: Evidence, doubtful: boolean }} Found
 * @typedef {{ span: Span, evidence: Evidence }} Named
 * @typedef {{ key: string, field: Field, choice: string }} Target what a name stands for: a field, or one of its choices
 *
 * @typedef {object} Search
 * @property {Flow} flow
 * @property {Map<string, Target>} targets by tags and bookmarks
 * @property {Map<string, Field>} fields by their keys, old ones too
 * @property {Map<string, Named[]>} named the spans of each target, by `key` or `key#choice`
 * @property {Set<number>} claimed lines in which an answer was found
 * @property {string[]} prompts
 * @property {(words: string) => boolean} isAuthors whether a line is one of the page's own
 */

const RANKED = /** @type {Evidence[]} */ (["tag", "bookmark", "property", "label", "place"]);
const TICKED = /[☒☑✓✔✗✘🗹×]|(?:^|[\s([])[xX](?=$|[\s)\]☐])/u;
const ANY_TICK = /[☒☑✓✔✗✘🗹☐□]/gu;
const ANSWER_STYLES = new Set(["carrel answer", "carrel cell answer"]);
const WORD_PROMPTS = [
  "Click or tap here to enter text.",
  "Click here to enter text.",
  "Click or tap to enter a date.",
  "Click here to enter a date.",
];
const COPY = /~\d+$/;
const LONGEST_LINE_OF_AUTHORS = 4000; // letters; a longer line is not compared with sentences that have gaps

/** @param {string} text @returns {string} */
export function normalWords(text) {
  return text
    .replace(/[\s\u00a0]+/g, " ")
    .trim()
    .toLowerCase();
}

// Names

/** Every name under which an answer to these fields may stand. @param {Field[]} fields @returns {Map<string, Target>} */
function targetsOf(fields) {
  /** @type {Map<string, Target>} */
  const targets = new Map();
  const add = (/** @type {string} */ name, /** @type {Target} */ target) => {
    for (const form of [controlTag(name), bookmarkName(name)])
      if (!targets.has(form)) targets.set(form, target);
  };
  for (const field of fields) {
    for (const key of [field.key, ...field.was]) {
      add(key, { key: field.key, field, choice: "" });
      for (const choice of field.choices)
        for (const id of [choice.id, ...choice.was])
          add(markKey(key, id), { key: field.key, field, choice: choice.id });
    }
  }
  return targets;
}

/** @param {Field[]} fields @returns {Map<string, Field>} */
function fieldsByKey(fields) {
  return new Map(fields.flatMap((field) => [field.key, ...field.was].map((key) => [key, field])));
}

/** What a key stands for that the page may not have yet: a further row of a table that grows. @param {string} name @param {Search} search @returns {Target | undefined} */
function targetOfKey(name, { fields }) {
  const [key, choice = ""] = name.split("#");
  const field = fields.get(key) ?? (COPY.test(key) ? fields.get(key.replace(COPY, "")) : undefined);
  if (!field) return undefined;
  return { key: fields.has(key) ? field.key : key, field, choice };
}

/** @param {Span} span @param {Search} search @returns {{ target: Target, evidence: Evidence } | undefined} */
function whatSpanNames(span, search) {
  const { name } = span;
  const direct = name ? (search.targets.get(name) ?? targetOfKey(name, search)) : undefined;
  if (direct) return { target: direct, evidence: span.kind === "control" ? "tag" : "bookmark" };
  const listed = search.flow.properties.get(name);
  const target = listed && name.startsWith("c_") ? targetOfKey(listed, search) : undefined;
  return target && { target, evidence: "property" };
}

/** Sorts the spans by what they stand for. A control that was copied with its row is a further row. @param {Search} search */
function nameSpans(search) {
  const taken = new Set();
  for (const span of search.flow.spans) {
    const found = whatSpanNames(span, search);
    if (!found) continue;
    const id = `${found.evidence} ${idOf(found.target)}`;
    const target = taken.has(id) ? nextRow(found.target, found.evidence, taken) : found.target;
    if (!target) continue;
    taken.add(`${found.evidence} ${idOf(target)}`);
    const spans = search.named.get(idOf(target)) ?? [];
    search.named.set(idOf(target), [...spans, { span, evidence: found.evidence }]);
    if (!search.targets.has(idOf(target))) search.targets.set(idOf(target), target);
  }
}

/** @param {Target} target @returns {string} */
function idOf({ key, choice }) {
  return choice ? markKey(key, choice) : key;
}

/** @param {Target} target @param {Evidence} evidence @param {Set<string>} taken @returns {Target | undefined} */
function nextRow(target, evidence, taken) {
  if (!target.field.grows) return undefined;
  const base = target.key.replace(COPY, "");
  for (let number = 2; number < 500; number++) {
    const further = { ...target, key: `${base}~${number}` };
    if (!taken.has(`${evidence} ${idOf(further)}`)) return further;
  }
  return undefined;
}

// What stands in a span

/** @param {Spot} one @param {Spot} other @returns {boolean} */
function comesBefore(one, other) {
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}

/** The words of a line, between two places, without prompts. @param {Line} line @param {number} from @param {number} to @returns {string} */
function wordsBetween(line, from, to) {
  let text = "";
  let at = from;
  for (const [start, end] of line.hidden) {
    if (end <= at || start >= to) continue;
    text += line.text.slice(at, Math.max(at, start));
    at = Math.min(to, end);
  }
  return text + line.text.slice(at, Math.max(at, to));
}

/** @param {Flow} flow @param {Spot} from @param {Spot} to @returns {string} */
function wordsIn({ lines }, from, to) {
  if (comesBefore(to, from)) return "";
  const parts = [];
  for (let number = from[0]; number <= to[0]; number++) {
    const line = lines[number];
    parts.push(
      wordsBetween(
        line,
        number === from[0] ? from[1] : 0,
        number === to[0] ? to[1] : line.text.length,
      ),
    );
  }
  return parts.join("\n");
}

/** The best-named span of a target, made wider by what its other names cover. @param {Named[]} named @returns {{ from: Spot, to: Spot, span: Span, evidence: Evidence }} */
function together(named) {
  const [best, ...others] = [...named].sort(
    (one, other) => RANKED.indexOf(one.evidence) - RANKED.indexOf(other.evidence),
  );
  let { from, to } = best.span;
  for (const { span } of others) {
    if (comesBefore(to, span.from) || comesBefore(span.to, from)) continue;
    if (comesBefore(span.from, from)) from = span.from;
    if (comesBefore(to, span.to)) to = span.to;
  }
  return { from, to, span: best.span, evidence: best.evidence };
}

/** Whether an answer has a place of its own, and does not stand in a sentence. @param {Field} field @returns {boolean} */
function standsAlone(field) {
  return field.kind === "text" || field.kind === "picture";
}

/**
 * A text stands in a box, or in a cell. All that was written into it belongs to the answer, also where it slipped out of the
 * control; but nothing that has another name.
 * @param {Field} field
 * @param {Spot} from
 * @param {Spot} to
 * @param {Search} search
 * @returns {[Spot, Spot]}
 */
function wholePlace(field, from, to, search) {
  const { lines } = search.flow;
  const home = lines[from[0]];
  if (!standsAlone(field) || !ANSWER_STYLES.has(home.style)) return [from, to];
  const belongs = (/** @type {number} */ number) =>
    lines[number] &&
    sameCell(lines[number], home) &&
    lines[number].style === home.style &&
    !namesOther(number, field, search);
  let [first, last] = [from[0], Math.max(from[0], to[0])];
  while (belongs(first - 1)) first--;
  while (belongs(last + 1)) last++;
  return [
    [first, 0],
    [last, lines[last].text.length],
  ];
}

/** @param {Line} one @param {Line} other @returns {boolean} */
function sameCell(one, other) {
  return (
    one.cell?.table === other.cell?.table &&
    one.cell?.row === other.cell?.row &&
    one.cell?.column === other.cell?.column
  );
}

/** @param {number} number @param {Field} field @param {Search} search @returns {boolean} */
function namesOther(number, field, search) {
  return search.flow.spans.some((span) => {
    if (span.from[0] !== number) return false;
    const target = whatSpanNames(span, search)?.target;
    return target ? target.field !== field : span.name.startsWith("c_");
  });
}

/** @param {Spot} from @param {Spot} to @param {Search} search */
function claim(from, to, search) {
  for (let number = from[0]; number <= to[0]; number++) search.claimed.add(number);
}

// Answers in words

/** What a person wrote: prompts, and the line that they stood on, are no answer. @param {string} text @param {Field} field @param {Search} search @returns {string} */
function withoutPrompt(text, field, { prompts }) {
  const short = field.kind === "short" || field.kind === "date";
  const bare = short ? text.replace(/^\s*_{2,}|_{2,}\s*$/g, "").replace(/\n/g, " ") : text;
  const left = short ? bare.trim() : bare.replace(/\s+$/, "");
  const prompt = prompts.find((candidate) => left.trimStart().startsWith(candidate));
  return prompt === undefined ? left : withoutStart(left, prompt);
}

/** A prompt that somebody typed behind is left out; a sentence that only begins with the same words stays whole. @param {string} text @param {string} prompt @returns {string} */
function withoutStart(text, prompt) {
  const left = text.trimStart().slice(prompt.length);
  return left === "" || /^\n|^\p{L}/u.test(left) ? left.trimStart() : text;
}

/** @param {string} key @param {Field} field @param {Named[]} named @param {Search} search @returns {Found} */
function answerInWords(key, field, named, search) {
  const { from, to, span, evidence } = together(named);
  const [first, last] = wholePlace(field, from, to, search);
  claim(first, last, search);
  const text = withoutPrompt(wordsIn(search.flow, first, last), field, search);
  if (field.kind !== "date" || !text) return { key, value: text, evidence, doubtful: false };
  const day = dayFrom(text, span.day);
  return { key, value: day || text, evidence, doubtful: !day };
}

// Choices and orders

/** @param {string} text @param {Choice} choice @returns {string} */
function besideChoice(text, choice) {
  const words = choice.text.trim();
  const at = words ? text.toLowerCase().indexOf(words.toLowerCase()) : -1;
  return at < 0 ? text : text.slice(0, at);
}

/** Whether a box is ticked: by the sign that people see, then by what the control says. @param {Named[]} named @param {Choice} choice @param {Search} search @returns {{ ticked: boolean, evidence: Evidence }} */
function readTick(named, choice, search) {
  const { from, to, span, evidence } = together(named);
  claim(from, [from[0], 0], search);
  const line = search.flow.lines[from[0]];
  const around =
    line.cell && !line.text.includes(choice.text) ? line.text : besideChoice(line.text, choice);
  const inside = wordsIn(search.flow, from, to);
  const checked =
    named.map((one) => one.span.checked).find((state) => state !== undefined) ?? span.checked;
  const seen = TICKED.test(around) || TICKED.test(inside);
  return { ticked: seen || (!!checked && !/[☐□]/u.test(inside)), evidence };
}

/** @param {string} key @param {Field} field @param {Map<string, { ticked: boolean, evidence: Evidence }>} ticks by choices @returns {Found} */
function fromTicks(key, field, ticks) {
  const ticked = field.choices.filter(({ id }) => ticks.get(id)?.ticked).map(({ id }) => id);
  const evidence =
    RANKED[Math.max(...[...ticks.values()].map((tick) => RANKED.indexOf(tick.evidence)))];
  const doubtful = evidence === "place" || ticks.size < field.choices.length;
  if (field.kind === "tick") return { key, value: ticked, evidence, doubtful };
  const fresh = ticked.length > 1 ? ticked.filter((id) => id !== field.value) : ticked; // who ticks another box may forget the first
  return { key, value: fresh[0] ?? "", evidence, doubtful: doubtful || ticked.length > 1 };
}

/** @param {string} key @param {Field} field @param {Search} search @returns {Found | undefined} */
function answerInTicks(key, field, search) {
  const ticks = new Map();
  for (const choice of field.choices) {
    const named = search.named.get(markKey(key, choice.id));
    if (named) ticks.set(choice.id, readTick(named, choice, search));
  }
  return ticks.size ? fromTicks(key, field, ticks) : undefined;
}

/** @param {string} key @param {Field} field @param {Search} search @returns {Found | undefined} */
function answerInOrder(key, field, search) {
  /** @type {{ id: string, place: number, evidence: Evidence }[]} */
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

/** @param {string} key @param {Field} field @param {{ id: string, place: number, evidence: Evidence }[]} places @returns {Found} */
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

// By what a control is called

/** Controls that have lost their names and kept their titles, where one field alone is called so. @param {Search} search @param {Field[]} fields */
function nameByTitles(search, fields) {
  const titles = new Map();
  const note = (/** @type {string} */ title, /** @type {Target} */ target) =>
    titles.set(title, titles.has(title) ? null : target);
  for (const field of fields) {
    if (!field.choices.length)
      note(controlTitle(field.label), { key: field.key, field, choice: "" });
    for (const choice of field.choices)
      note(controlTitle(field.kind === "rating" ? `${field.label}: ${choice.text}` : choice.text), {
        key: field.key,
        field,
        choice: choice.id,
      });
  }
  for (const span of search.flow.spans) {
    const target = span.title && !whatSpanNames(span, search) ? titles.get(span.title) : null;
    if (target && !search.named.has(idOf(target)))
      search.named.set(idOf(target), [{ span, evidence: "label" }]);
  }
}

// By where an answer stands

/** @param {Field} field @param {Search} search @param {Field[]} fields @returns {Found | undefined} */
function foundByPlace(field, search, fields) {
  if (field.kind === "rating") return ratingByPlace(field, search);
  if (field.kind === "tick" || field.kind === "choose") return ticksByPlace(field, search);
  if (field.kind === "rank") return orderByPlace(field, search);
  if (field.column) return cellByPlace(field, search, fields);
  if (field.before || field.after) return gapByPlace(field, search);
  return field.question ? textByPlace(field, search, fields) : undefined;
}

/** The lines of each cell, by table, row and column. @param {Search} search @returns {Map<string, number[]>} */
function cellLines({ flow }) {
  /** @type {Map<string, number[]>} */
  const cells = new Map();
  flow.lines.forEach(({ cell }, number) => {
    if (!cell) return;
    const at = `${cell.table}/${cell.row}/${cell.column}`;
    if (!cells.has(at)) cells.set(at, []);
    cells.get(at)?.push(number);
  });
  return cells;
}

/** @param {Map<string, number[]>} cells @param {string} at @param {Search} search @returns {string} */
function cellWords(cells, at, { flow }) {
  return (cells.get(at) ?? []).map((number) => flow.lines[number].text).join("\n");
}

/** The cells under a header, in tables whose first row has it. @param {Map<string, number[]>} cells @param {Field} field @param {Search} search @returns {string[]} */
function columnCells(cells, field, search) {
  const places = [...cells.keys()].map((at) => at.split("/").map(Number));
  const heads = places.filter(
    ([table, row, column]) =>
      row === 0 &&
      normalWords(cellWords(cells, `${table}/0/${column}`, search)) === normalWords(field.column),
  );
  const rows = places.filter(
    ([table, row, column]) =>
      row > 0 && heads.some((head) => head[0] === table && head[2] === column),
  );
  const wanted = rows.filter(
    ([table, row]) =>
      !field.row ||
      normalWords(cellWords(cells, `${table}/${row}/0`, search)) === normalWords(field.row),
  );
  return wanted.map((place) => place.join("/"));
}

/** @param {Field} field @param {Search} search @param {Field[]} fields @returns {Found | undefined} */
function cellByPlace(field, search, fields) {
  const cells = cellLines(search);
  const alike = fields.filter(
    ({ key, row, column }) =>
      row === field.row && column === field.column && key.split("/")[1] === field.key.split("/")[1],
  );
  const found = columnCells(cells, field, search);
  const numbers =
    found.length === alike.length ? cells.get(found[alike.indexOf(field)]) : undefined;
  if (!numbers || numbers.some((number) => search.claimed.has(number))) return undefined;
  return takeLines(field, numbers, search);
}

/** @param {Field} field @param {number[]} numbers @param {Search} search @returns {Found} */
function takeLines(field, numbers, search) {
  for (const number of numbers) search.claimed.add(number);
  const { lines } = search.flow;
  const text = numbers
    .map((number) => wordsBetween(lines[number], 0, lines[number].text.length))
    .join("\n");
  const value = withoutPrompt(text, field, search);
  return {
    key: field.key,
    value: field.kind === "date" && value ? dayFrom(value, "") || value : value,
    evidence: "place",
    doubtful: true,
  };
}

/** @param {Field} field @param {Search} search @returns {Found | undefined} */
function ratingByPlace(field, search) {
  const cells = cellLines(search);
  const ticks = new Map();
  for (const choice of field.choices) {
    const found = columnCells(
      cells,
      { ...field, column: choice.text, row: field.row || field.label },
      search,
    );
    if (found.length !== 1) continue;
    ticks.set(choice.id, {
      ticked: TICKED.test(cellWords(cells, found[0], search)),
      evidence: "place",
    });
    for (const number of cells.get(found[0]) ?? []) search.claimed.add(number);
  }
  return ticks.size ? fromTicks(field.key, field, ticks) : undefined;
}

/** The one line that nobody claimed and that ends in a choice's words. @param {Choice} choice @param {Search} search @returns {number | undefined} */
function choiceLine(choice, search) {
  const words = normalWords(choice.text);
  const found = search.flow.lines.flatMap((line, number) => {
    const bare = normalWords(
      line.text.replace(ANY_TICK, " ").replace(/^\s*(?:[([]?\s?[xX\d_]*\s?[)\].]?)\s/, " "),
    );
    return !search.claimed.has(number) &&
      words &&
      (bare === words || (choice.other && bare.startsWith(words)))
      ? [number]
      : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** @param {Field} field @param {Search} search @returns {Found | undefined} */
function ticksByPlace(field, search) {
  const ticks = new Map();
  for (const choice of field.choices) {
    const number = choiceLine(choice, search);
    if (number === undefined) continue;
    ticks.set(choice.id, {
      ticked: TICKED.test(besideChoice(search.flow.lines[number].text, choice)),
      evidence: "place",
    });
    search.claimed.add(number);
  }
  return ticks.size === field.choices.length ? fromTicks(field.key, field, ticks) : undefined;
}

/** @param {Field} field @param {Search} search @returns {Found | undefined} */
function orderByPlace(field, search) {
  /** @type {{ id: string, place: number, evidence: Evidence }[]} */
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

/** A gap in a sentence, by the words around it. @param {Field} field @param {Search} search @returns {Found | undefined} */
function gapByPlace(field, search) {
  const pattern = new RegExp(
    `${loosely(field.before)}\\s*(.{1,2000}?)\\s*${field.after.trim() ? loosely(field.after) : "$"}`,
    "isu",
  );
  const matches = search.flow.lines.flatMap(
    ({ text }) => (text.length < LONGEST_LINE_OF_AUTHORS && pattern.exec(text)?.[1]) || [],
  );
  if (matches.length !== 1 || (field.before + field.after).trim().length < 3) return undefined;
  const value = withoutPrompt(matches[0], field, search);
  return {
    key: field.key,
    value: field.kind === "date" ? dayFrom(value, "") || value : value,
    evidence: "place",
    doubtful: true,
  };
}

/** @param {string} text @returns {string} */
function loosely(text) {
  return text
    .trim()
    .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    .replace(/\s+/g, "\\s+");
}

/** A text under its question: up to the next line that is an author's. @param {Field} field @param {Search} search @param {Field[]} fields @returns {Found | undefined} */
function textByPlace(field, search, fields) {
  const { lines } = search.flow;
  const question = normalWords(field.question);
  const asked = lines.flatMap((line, number) =>
    normalWords(line.text) === question && !line.cell ? [number] : [],
  );
  if (
    asked.length !== 1 ||
    fields.filter(
      (other) => other.question === field.question && standsAlone(other) && !other.column,
    ).length > 1
  )
    return undefined;
  const authors = new Set(fields.map((other) => normalWords(other.question)));
  const numbers = [];
  for (let number = asked[0] + 1; number < lines.length && !lines[number].cell; number++) {
    const { style, text } = lines[number];
    if (
      search.claimed.has(number) ||
      /heading|title|hint|carrel choice/.test(style) ||
      authors.has(normalWords(text)) ||
      search.isAuthors(text)
    )
      break;
    numbers.push(number);
  }
  return numbers.length ? takeLines(field, numbers, search) : undefined;
}

// The whole

/**
 * The answers that a flow holds to these fields.
 * @param {Flow} flow
 * @param {Field[]} fields
 * @param {string[]} known the authors' words of the page
 * @param {string[]} prompts
 * @returns {{ found: Found[], unplaced: string[] }}
 */
export function findAnswers(flow, fields, known, prompts) {
  /** @type {Search} */
  const search = {
    flow,
    targets: targetsOf(fields),
    fields: fieldsByKey(fields),
    named: new Map(),
    claimed: new Set(),
    isAuthors: authorsWords(known),
    prompts: [...prompts, ...WORD_PROMPTS].filter(Boolean),
  };
  nameSpans(search);
  nameByTitles(search, fields);
  const found = [...namedKeys(search, fields)]
    .map(([key, field]) => answerOf(key, field, search))
    .filter((answer) => answer !== undefined);
  const missing = fields.filter(({ key }) => !found.some((answer) => answer.key === key));
  found.push(
    ...missing
      .map((field) => foundByPlace(field, search, fields))
      .filter((answer) => answer !== undefined),
  );
  const order = fields.map(({ key }) => key);
  found.sort((one, other) => place(one.key, order) - place(other.key, order));
  const [days, vague] = [
    found.filter((answer) => !isVague(answer, search)),
    found.filter((answer) => isVague(answer, search)),
  ];
  return {
    found: days,
    unplaced: [...vague.map(({ value }) => String(value)), ...leftOver(search, known.length > 0)],
  };
}

/** Whether words stand in a date of which nobody can tell the day. @param {Found} answer @param {Search} search @returns {boolean} */
function isVague({ key, value }, search) {
  return (
    targetOfKey(key, search)?.field.kind === "date" &&
    value !== "" &&
    !/^\d{4}-\d{2}-\d{2}$/.test(String(value))
  );
}

/** @param {string} key @param {string[]} order @returns {number} */
function place(key, order) {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
}

/** @param {Search} search @param {Field[]} fields @returns {Map<string, Field>} */
function namedKeys(search, fields) {
  const keys = new Map(fields.map((field) => [field.key, field]));
  for (const id of search.named.keys()) {
    const target = targetOfKey(id, search);
    if (target && !keys.has(target.key)) keys.set(target.key, target.field);
  }
  return keys;
}

/** @param {string} key @param {Field} field @param {Search} search @returns {Found | undefined} */
function answerOf(key, field, search) {
  if (field.kind === "rank") return answerInOrder(key, field, search);
  if (field.choices.length) return answerInTicks(key, field, search);
  const named = search.named.get(key);
  return named && answerInWords(key, field, named, search);
}

/** Tells the authors' lines from others. @param {string[]} known @returns {(words: string) => boolean} */
function authorsWords(known) {
  const whole = new Set(known.map(normalWords));
  const gapped = known.filter(
    (text) => text.includes(AUTHORS_GAP) && text.replaceAll(AUTHORS_GAP, "").trim().length > 3,
  );
  const patterns = gapped.map(
    (text) => new RegExp(`^\\s*${text.split(AUTHORS_GAP).map(loosely).join("[^]*")}\\s*$`, "iu"),
  );
  return (words) =>
    whole.has(normalWords(words)) ||
    (words.length < LONGEST_LINE_OF_AUTHORS && patterns.some((pattern) => pattern.test(words)));
}

/** What somebody wrote that belongs to no field. @param {Search} search @param {boolean} complete whether all authors' words are known @returns {string[]} */
function leftOver(search, complete) {
  const { lines, spans } = search.flow;
  const elsewhere = new Set(
    spans
      .filter((span) => !whatSpanNames(span, search) && search.flow.properties.has(span.name))
      .map(({ from }) => from[0]),
  );
  /** @type {string[]} */
  const passages = [];
  let last = -2;
  lines.forEach((line, number) => {
    if (search.claimed.has(number) || elsewhere.has(number) || !isForeign(line, search, complete))
      return;
    const text = wordsBetween(line, 0, line.text.length).trimEnd();
    if (last === number - 1 && lines[last].style === line.style && sameCell(line, lines[last]))
      passages[passages.length - 1] += `\n${text}`;
    else passages.push(text);
    last = number;
  });
  return passages;
}

/** @param {Line} line @param {Search} search @param {boolean} complete @returns {boolean} */
function isForeign(line, search, complete) {
  const text = wordsBetween(line, 0, line.text.length);
  const words = normalWords(text);
  if (!words || search.prompts.some((prompt) => words === normalWords(prompt))) return false;
  if (ANSWER_STYLES.has(line.style)) return true;
  if (!complete || /title|heading|hint|label|frame|footer/.test(line.style)) return false;
  return !search.isAuthors(text);
}
