import { text } from "./text.js";

/** A gap in a line of text. @type {import("../kinds.js").Kind} */
export const short = { ...text, form: "line" };
