// What a word processor's file says, in one plain form for all of them: lines of text, and spans of
// text that have a name.

/**
 * @typedef {{ table: number, row: number, column: number }} CellPlace
 * @typedef {object} Line
 * @property {string} text
 * @property {string} style
 * @property {CellPlace | null} cell
 * @property {[number, number][]} hidden prompts, which are no answer
 *
 * @typedef {[number, number]} Spot a line's number, and a place in its text
 *
 * @typedef {object} Span
 * @property {"control" | "bookmark"} kind
 * @property {string} name a control's tag, a bookmark's name
 * @property {string} title what a control is called
 * @property {boolean | undefined} checked of a box to tick
 * @property {string} day of a date that was chosen
 * @property {Spot} from
 * @property {Spot} to
 *
 * @typedef {{ lines: Line[], spans: Span[], properties: Map<string, string> }} Flow
 */

const DEEPEST = 60; // tables in tables

/** Gathers a flow while a file is read from its beginning to its end. */
export class FlowWriter {
  constructor() {
    /** @type {Line[]} */
    this.lines = [];
    /** @type {Span[]} */
    this.spans = [];
    /** @type {Map<string, Span>} */
    this.bookmarks = new Map();
    /**
     * @type {Set<string>} bookmarks that have ended: in a row that was copied, they stand once more
     */
    this.ended = new Set();
    /** @type {(CellPlace | null)[]} */
    this.cells = [null];
    this.tables = 0;
    this.inLine = false;
  }

  /** Where we are: in a line, or before the next one. @returns {Spot} */
  here() {
    return this.inLine
      ? [this.lines.length - 1, this.lines[this.lines.length - 1].text.length]
      : [this.lines.length, 0];
  }

  /** The last place that has been written. @returns {Spot} */
  behind() {
    const last = this.lines.length - 1;
    return last < 0 ? [0, 0] : [last, this.lines[last].text.length];
  }

  /** @param {string} style @param {() => void} content */
  line(style, content) {
    this.lines.push({ text: "", style, cell: this.cells[this.cells.length - 1], hidden: [] });
    this.inLine = true;
    content();
    this.inLine = false;
  }

  /** @param {string} text @param {boolean} [hidden] */
  write(text, hidden = false) {
    if (!this.inLine) return;
    const line = this.lines[this.lines.length - 1];
    if (hidden) line.hidden.push([line.text.length, line.text.length + text.length]);
    line.text += text;
  }

  /**
   * @param {{ name: string, title: string, checked?: boolean, day?: string }} control
   * @param {() => void} content
   */
  control({ name, title, checked, day = "" }, content) {
    const from = this.here();
    content();
    this.spans.push({ kind: "control", name, title, checked, day, from, to: this.behind() });
  }

  /** A bookmark may be begun twice: LibreOffice writes it so. @param {string} name */
  openBookmark(name) {
    if (!this.bookmarks.has(name))
      this.bookmarks.set(name, {
        kind: "bookmark",
        name,
        title: "",
        checked: undefined,
        day: "",
        from: this.here(),
        to: this.here(),
      });
  }

  /** @param {string} name */
  closeBookmark(name) {
    const span = this.bookmarks.get(name);
    if (span && !this.ended.has(name)) span.to = this.inLine ? this.here() : this.behind();
    this.ended.add(name);
  }

  /** @param {(() => void)[][]} rows what writes each cell of each row */
  table(rows) {
    const table = this.tables++;
    if (this.cells.length > DEEPEST) return;
    for (const [row, cells] of rows.entries())
      for (const [column, write] of cells.entries()) {
        this.cells.push({ table, row, column });
        write();
        this.cells.pop();
      }
  }

  /** @param {Map<string, string>} properties @returns {Flow} */
  finished(properties) {
    const bookmarks = [...this.bookmarks.values()].filter(
      ({ from }) => from[0] < this.lines.length,
    );
    return {
      lines: this.lines,
      spans: [...this.spans.filter(({ from }) => from[0] < this.lines.length), ...bookmarks],
      properties,
    };
  }
}
