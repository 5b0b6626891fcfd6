import { choose } from "./choose.js";

/** One step of a scale, in a row of a table: its id. @type {import("../kinds.js").Kind} */
export const rating = { ...choose, form: "scale" };
