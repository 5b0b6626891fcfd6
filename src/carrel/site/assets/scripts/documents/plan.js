// A plan as a finished document: what the learner wrote, under the authors' headings, and nothing that shows that it was a form once.
// What is blank leaves no hole: its row, its column, its sentence, and a heading over nothing go with it.

/**
 * @typedef {import("./paper.js").Block} Block
 * @typedef {import("./paper.js").Cell} Cell
 * @typedef {import("./paper.js").Field} Field
 * @typedef {import("./paper.js").Choice} Choice
 * @typedef {import("./paper.js").Inline} Inline
 * @typedef {import("./paper.js").Group} Group
 * @typedef {import("./paper.js").PaperDocument} PaperDocument
 * @typedef {import("./paper.js").TableBlock} TableBlock
 * @typedef {{ label: string, blocks: Block[] }} Fact a question in few words, and the answer
 */

const LONG = 20; // an answer of more letters than this is not said twice; a short one, such as "me", may be
const SENTENCE_ENDS = /(?<=[.!?][”"’)]?)\s+(?=\S)/;
const OF_THE_FORM = "…"; // in place of a blank in a sentence that has answers, too

/**
 * The finished document. A worksheet without a key is a passage of the authors', which stands where its chapter stands.
 * @param {PaperDocument} document
 * @returns {PaperDocument} without chapters where nothing was written
 */
export function finished({ about, groups }) {
  const said = /** @type {Set<string>} */ (new Set());
  const cover = coverOf(groups, about.language);
  const chapters = groups.flatMap((group) => chapterOf(group, said, about.language));
  const first = Math.min(...chapters.filter(({ heading }) => heading).map(({ level }) => level));
  const levelled = chapters.map((group) => ({
    ...group,
    level: Math.max(1, group.level - first + 1),
  }));
  const made = [about.learner, about.date ? longDate(about.date, about.language) : ""]
    .filter(Boolean)
    .join(" · ");
  const header = [...cover.slice(0, 1), about.title].join(" · ");
  return {
    about: { ...about, licence: "", finished: true, header, cover: [...cover, made] },
    groups: numbered(levelled),
  };
}

/** What stands under the title: the first answer as it is (whose plan it is), the others with what they answer. @param {Group[]} groups @param {string} language @returns {string[]} */
function coverOf(groups, language) {
  const covers = groups.flatMap(({ worksheets }) =>
    worksheets.filter(({ plan }) => plan === "cover"),
  );
  const facts = covers.flatMap(({ blocks }) => sheetOf(blocks, new Set(), language).facts);
  return facts.map(
    ({ label, blocks }, at) => `${at ? `${label}: ` : ""}${textOf(blocks).join(" ")}`,
  );
}

/** What a plan says of where it comes from. @param {import("./paper.js").About} about @param {Record<string, string>} words @returns {string} */
export function madeWith({ module }, words) {
  return words.word_made.replace("{module}", module);
}

/** @param {Group[]} groups @returns {Group[]} */
function numbered(groups) {
  let number = 0;
  return groups.map((group) =>
    group.heading && group.level === 1
      ? { ...group, heading: `${++number}. ${group.heading}` }
      : group,
  );
}

/**
 * A chapter with what was written for it; none where that is nothing.
 * @param {Group} group
 * @param {Set<string>} said
 * @param {string} language
 * @returns {Group[]}
 */
function chapterOf(group, said, language) {
  const sheets = group.worksheets
    .filter(({ plan }) => !plan)
    .map((sheet) =>
      sheet.key ? { ...sheet, blocks: sheetOf(sheet.blocks, said, language).written() } : sheet,
    );
  const written = sheets.filter(({ key, blocks }) => key && blocks.length > 0);
  if (!written.length) return [];
  if (written.length === 1)
    return [
      {
        ...group,
        worksheets: [{ key: "", title: "", blocks: sheets.flatMap(({ blocks }) => blocks) }],
      },
    ];
  return [
    {
      ...group,
      worksheets: sheets
        .filter(({ blocks }) => blocks.length > 0)
        .map((sheet) => ({ ...sheet, key: "" })),
    },
  ];
}

/** @param {Block[]} blocks @param {Set<string>} said @param {string} language @returns {Sheet} */
function sheetOf(blocks, said, language) {
  const sheet = new Sheet(said, language);
  sheet.take(blocks);
  return sheet;
}

/** What was written into one worksheet. */
class Sheet {
  /** @type {Block[]} */
  blocks = [];
  /** @type {Fact[]} those that come next, which stand in one table */
  facts = [];
  question = "";

  /**
   * @param {Set<string>} said the answers that stand in the document already
   * @param {string} language
   */
  constructor(said, language) {
    this.said = said;
    this.language = language;
  }

  /** @returns {Block[]} */
  written() {
    this.#endFacts();
    return this.blocks;
  }

  /** @param {Block[]} blocks */
  take(blocks) {
    for (const block of blocks) this.#block(block);
  }

  /** @param {Block} block */
  #block(block) {
    if (block.kind === "paragraph" || block.kind === "heading") this.#line(block.inlines);
    else if (block.kind === "field") this.#answer([block.field]);
    else if (block.kind === "list") for (const item of block.items) this.take(item);
    else if (block.kind === "table") this.#table(block);
    else if (block.kind === "quote" || block.kind === "box") this.take(block.blocks);
  } // labels, hints, and pictures are the authors', and say how to fill the form in

  /** @param {Inline[]} inlines */
  #line(inlines) {
    const fields = fieldsIn(inlines);
    const words = wordsIn(inlines).trim();
    if (!fields.length) this.question = words;
    else if (!words) this.#answer(fields);
    else if (words.endsWith(":") && inlines[inlines.length - 1].kind === "field")
      this.#fact(words, answerBlocks(fields, this.language));
    else this.#sentences(inlines);
  }

  /** The answer to the question that was asked last: a text of some length is a paragraph. @param {Field[]} fields */
  #answer(fields) {
    const blocks = answerBlocks(fields, this.language);
    if (fields[0].kind !== "text" || blocks.length !== 1) return this.#fact(this.question, blocks);
    if (!this.#isNew(blocks)) return;
    this.#endFacts();
    const label = shortLabel(this.question);
    this.blocks.push({
      kind: "paragraph",
      inlines: [
        { kind: "text", text: `${label}${/[?!]$/.test(label) ? "" : "."} `, bold: true },
        ...linesIn(textOf(blocks).join("\n")),
      ],
    });
  }

  /** @param {string} label @param {Block[]} blocks */
  #fact(label, blocks) {
    if (this.#isNew(blocks)) this.facts.push({ label: shortLabel(label), blocks });
  }

  /** Whether an answer says anything that the document does not say already. @param {Block[]} blocks @returns {boolean} */
  #isNew(blocks) {
    const text = textOf(blocks).join("\n");
    if (!blocks.length || (text.length > LONG && this.said.has(text))) return false;
    this.said.add(text);
    return true;
  }

  /** Sentences with gaps: those in which something was written. @param {Inline[]} inlines */
  #sentences(inlines) {
    const kept = sentencesIn(inlines).filter((sentence) =>
      fieldsIn(sentence).some(({ blank }) => !blank),
    );
    if (!kept.length) return;
    this.#endFacts();
    const text = kept.map((sentence) => filled(sentence, this.language)).join(" ");
    this.blocks.push({ kind: "paragraph", inlines: linesIn(text) });
  }

  /** @param {TableBlock} table */
  #table(table) {
    const rows = table.rows.filter((row) => row.some(isAnswered));
    const rated = (/** @type {Cell[]} */ row) => row.flatMap(marksIn).some(isChosen); // where no step was chosen, what stands beside them is said as in any row
    this.#ratings(rows.filter(rated));
    const written = rows.filter((row) => !rated(row));
    const columns = (written[0] ?? [])
      .map((_, at) => at)
      .filter((at) =>
        written.some((row) => row[at] && (isAnswered(row[at]) || (at === 0 && row[0].header))),
      );
    const named = columns[0] === 0 && written.every((row) => row[0].header);
    if (named && columns.length === 2)
      for (const row of written)
        this.#fact(headerOf(row), answersIn(row[columns[1]], this.language));
    else if (written.length) this.#rows(table, written, columns);
  }

  /** What was rated, under the steps of the scale. @param {Cell[][]} rows */
  #ratings(rows) {
    const steps = new Map(
      rows
        .flatMap((row) => row.flatMap(marksIn))
        .map(({ choice }) => [choice.text, /** @type {Block[][]} */ ([])]),
    );
    for (const row of rows) {
      const chosen = row.flatMap(marksIn).find(isChosen);
      steps
        .get(chosen?.choice.text ?? "")
        ?.push([
          paragraph(headerOf(row)),
          ...row.flatMap((cell) => answersIn(cell, this.language)),
        ]);
    }
    for (const [step, items] of steps)
      if (items.length)
        this.#fact(capital(step), [{ kind: "list", ordered: false, start: 1, items }]);
  }

  /** @param {TableBlock} table @param {Cell[][]} rows @param {number[]} columns */
  #rows(table, rows, columns) {
    this.#endFacts();
    if (
      columns.length === 1 ||
      rows.some((row) =>
        columns.some((at) => !row[at] || !(isAnswered(row[at]) || authorsWords(row[at]).length)),
      )
    )
      return this.#items(table, rows, columns);
    const only = (/** @type {Cell[]} */ row) =>
      columns.map((at) => row[at] ?? { header: false, blocks: [], span: 1 });
    const body = rows.map((row) =>
      only(row).map((cell) => ({
        ...cell,
        blocks: isAnswered(cell) ? answersIn(cell, this.language) : authorsWords(cell),
      })),
    );
    this.blocks.push({ kind: "table", caption: "", header: table.header.map(only), rows: body });
  }

  /** A table that would have holes, as a list. @param {TableBlock} table @param {Cell[][]} rows @param {number[]} columns */
  #items(table, rows, columns) {
    const items = rows.map((row) => [
      paragraph(
        columns
          .map((at) => this.#inItem(table, row, at))
          .filter(Boolean)
          .join(" · "),
      ),
    ]);
    this.blocks.push({ kind: "list", ordered: false, start: 1, items });
  }

  /** What a cell says in a list: with the name of its column, where that is not the first. @param {TableBlock} table @param {Cell[]} row @param {number} at @returns {string} */
  #inItem(table, row, at) {
    const cell = row[at];
    const text = textOf(
      cell && isAnswered(cell) ? answersIn(cell, this.language) : cell ? authorsWords(cell) : [],
    ).join("; ");
    const name = shortLabel(textOf(table.header[0]?.[at]?.blocks ?? []).join(" ")).replace(
      /\?$/,
      "",
    );
    return text && at && name ? `${name}: ${text}` : text;
  }

  #endFacts() {
    const rows = this.facts.map(({ label, blocks }) => [
      { header: true, blocks: [paragraph(label)], span: 1 },
      { header: false, blocks, span: 1 },
    ]);
    if (rows.length) this.blocks.push({ kind: "table", caption: "", header: [], rows });
    this.facts = [];
  }
}

// Words

/** @param {Inline[]} inlines @returns {Field[]} */
function fieldsIn(inlines) {
  return inlines.flatMap((inline) => (inline.kind === "field" ? inline.field : []));
}

/** @param {Inline[]} inlines @returns {string} */
function wordsIn(inlines) {
  return inlines
    .map((inline) => (inline.kind === "text" ? inline.text : inline.kind === "break" ? " " : ""))
    .join("");
}

/** A question as the head of a row: its first sentence, or what stands before a colon, since what follows says how to answer it. @param {string} question @returns {string} */
function shortLabel(question) {
  return question.split(SENTENCE_ENDS)[0].split(": ")[0].trim().replace(/[:.]$/, "");
}

/** @param {string} text @returns {string} */
function capital(text) {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** @param {string} text @returns {Block} */
function paragraph(text) {
  return { kind: "paragraph", inlines: linesIn(text) };
}

/** @param {string} text @returns {Inline[]} */
function linesIn(text) {
  return text.split("\n").flatMap((line, at) => {
    /** @type {Inline} */
    const run = { kind: "text", text: line };
    return at ? [{ kind: /** @type {const} */ ("break") }, run] : [run];
  });
}

/** The words of blocks, a text for each. @param {Block[]} blocks @returns {string[]} */
function textOf(blocks) {
  return blocks.flatMap((block) => {
    if (block.kind === "paragraph")
      return [
        block.inlines.map((inline) => (inline.kind === "text" ? inline.text : "\n")).join(""),
      ];
    if (block.kind === "list") return block.items.flatMap(textOf);
    return block.kind === "field" ? [String(block.field.value)] : [];
  });
}

/** @param {Inline[]} inlines @returns {Inline[][]} */
function sentencesIn(inlines) {
  /** @type {Inline[][]} */
  const sentences = [[]];
  for (const inline of inlines) {
    if (inline.kind === "text")
      inline.text.split(SENTENCE_ENDS).forEach((text, at) => {
        if (at) sentences.push([]);
        sentences[sentences.length - 1].push({ ...inline, text });
      });
    else sentences[sentences.length - 1].push(inline);
  }
  return sentences;
}

/** @param {Inline[]} sentence @param {string} language @returns {string} */
function filled(sentence, language) {
  const parts = sentence.map((inline) => {
    if (inline.kind === "field")
      return inline.field.blank ? OF_THE_FORM : answerWords(inline.field, language).join("; ");
    return inline.kind === "text" ? inline.text : inline.kind === "break" ? "\n" : "";
  });
  return parts
    .reduce(
      (text, part) =>
        /[.!?…]$/.test(text) && /^\./.test(part) ? text + part.slice(1) : text + part,
      "",
    )
    .trim();
}

// Answers

/** A field's answer in words: one text, or one for each choice. @param {Field} field @param {string} language @returns {string[]} */
function answerWords(field, language) {
  if (field.kind === "date") return [longDate(String(field.value), language)];
  if (!field.choices.length) return [String(field.value).trim()];
  return [field.value].flat().map((id) =>
    choiceWords(
      field.choices.find((choice) => choice.id === id || choice.was.includes(id)),
      id,
    ),
  );
}

/** @param {Choice | undefined} choice @param {string} id @returns {string} */
function choiceWords(choice, id) {
  if (!choice) return id;
  return choice.other && !choice.other.blank ? `${choice.text} ${choice.other.value}` : choice.text;
}

/** @param {string} day YYYY-MM-DD @param {string} language @returns {string} */
export function longDate(day, language) {
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return day;
  return new Intl.DateTimeFormat(language || "en", { dateStyle: "long", timeZone: "UTC" }).format(
    moment,
  );
}

/** Answers as blocks; no blocks where all are blank. @param {Field[]} fields @param {string} language @returns {Block[]} */
function answerBlocks(fields, language) {
  return fields.filter(({ blank }) => !blank).flatMap((field) => answerBlock(field, language));
}

/** @param {Field} field @param {string} language @returns {Block[]} */
function answerBlock(field, language) {
  if (field.kind === "picture" && field.picture) return [{ kind: "field", field }];
  const words = answerWords(field, language);
  if (field.kind !== "rank" && words.length === 1) return [paragraph(words[0])];
  return [
    {
      kind: "list",
      ordered: field.kind === "rank",
      start: 1,
      items: words.map((text) => [paragraph(text)]),
    },
  ];
}

/** @param {Cell} cell @returns {Field[]} */
function cellFields({ blocks }) {
  return blocks.flatMap((block) =>
    block.kind === "field"
      ? block.field
      : block.kind === "paragraph"
        ? fieldsIn(block.inlines)
        : [],
  );
}

/** @param {Cell} cell @returns {{ field: Field, choice: Choice }[]} */
function marksIn({ blocks }) {
  return blocks
    .flatMap((block) => (block.kind === "paragraph" ? block.inlines : []))
    .flatMap((inline) => (inline.kind === "mark" ? inline : []));
}

/** @param {{ field: Field, choice: Choice }} mark @returns {boolean} */
function isChosen({ field, choice }) {
  return field.value === choice.id;
}

/** @param {Cell} cell @returns {boolean} */
function isAnswered(cell) {
  return cellFields(cell).some(({ blank }) => !blank) || marksIn(cell).some(isChosen);
}

/** @param {Cell} cell @param {string} language @returns {Block[]} */
function answersIn(cell, language) {
  return answerBlocks(cellFields(cell), language);
}

/** What a cell says without its blanks. @param {Cell} cell @returns {Block[]} */
function authorsWords({ blocks }) {
  return blocks.filter(
    (block) =>
      block.kind === "paragraph" &&
      !block.inlines.some(({ kind }) => kind === "field" || kind === "mark"),
  );
}

/** @param {Cell[]} row @returns {string} */
function headerOf(row) {
  return row[0].header ? textOf(row[0].blocks).join(" ") : "";
}
