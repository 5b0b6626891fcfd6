import { choices, means } from "../choices.js";

/**
 * Items in an order: the ids of those that have a place, the first one first.
 * @type {import("../kinds.js").Kind}
 */
export const rank = {
  ...choices,
  form: "ranks",
  blank: [],
  read: (boxes) =>
    boxes
      .filter((box) => box.value !== "")
      .sort((one, other) => Number(one.value) - Number(other.value))
      .map((box) => box.dataset.choice ?? ""),
  put(boxes, value) {
    const named = [value]
      .flat()
      .map((choice) => boxes.find((box) => means(box, choice)))
      .filter((box) => box !== undefined);
    const list = boxes[0].closest("ul, ol");
    [...named, ...boxes.filter((box) => !named.includes(box))].forEach((box, index) => {
      box.value = index < named.length ? String(index + 1) : "";
      const item = box.closest("li");
      if (item && list) list.append(item);
    });
  },
};
