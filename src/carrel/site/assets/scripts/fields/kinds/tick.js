import { choices } from "../choices.js";

/** Boxes to tick: the ids of the ticked ones. @type {import("../kinds.js").Kind} */
export const tick = {
  ...choices,
  blank: [],
  read: (boxes) => boxes.filter((box) => box.checked).map((box) => box.value),
};
