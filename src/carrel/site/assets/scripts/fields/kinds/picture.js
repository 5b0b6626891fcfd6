import { text } from "./text.js";

/**
 * A picture, or a text in its place. The picture is a separate answer: see pictures.js.
 * @type {import("../kinds.js").Kind}
 */
export const picture = { ...text, form: "picture" };
