import { choices } from "../choices.js";

/** One choice of several: its id. @type {import("../kinds.js").Kind} */
export const choose = {
  ...choices,
  blank: "",
  read: (boxes) => boxes.find((box) => box.checked)?.value ?? "",
};
