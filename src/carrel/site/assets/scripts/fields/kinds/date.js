import { formatDate } from "../../page/messages.js";
import { text } from "./text.js";

/** A day: YYYY-MM-DD. @type {import("../kinds.js").Kind} */
export const date = {
  ...text,
  form: "date",
  holds: (_, value) => typeof value === "string" && /^(\d{4,6}-\d\d-\d\d)?$/.test(value),
  shown: formatDate,
};
