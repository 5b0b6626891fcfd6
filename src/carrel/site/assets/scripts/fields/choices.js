// What the kinds of blanks with choices have in common.

/**
 * Returns true if a choice on the page is the one with this id, now or under an earlier id.
 * @param {HTMLInputElement} box
 * @param {string} choice
 */
export function means(box, choice) {
  const id = box.dataset.choice ?? box.value;
  return (
    choice !== "" && (choice === id || (box.dataset.wasValue ?? "").split(" ").includes(choice))
  );
}

/** The parts of a kind that is answered by choosing. */
export const choices = {
  form: "ticks",
  choices: true,
  /** @param {HTMLInputElement[]} boxes @param {string | string[]} value */
  put(boxes, value) {
    for (const box of boxes) box.checked = [value].flat().some((choice) => means(box, choice));
  },
  /** @param {HTMLInputElement[]} boxes @param {string | string[]} value */
  holds: (boxes, value) =>
    [value].flat().every((choice) => choice === "" || boxes.some((box) => means(box, choice))),
  /** @param {HTMLInputElement[]} boxes @param {string | string[]} value */
  inWords: (boxes, value) =>
    [value]
      .flat()
      .map((choice) => wordsOf(boxes.find((box) => means(box, choice))) ?? choice)
      .join("; "),
};

/**
 * Returns the text of one choice.
 * @param {HTMLInputElement | undefined} box
 * @returns {string | undefined}
 */
function wordsOf(box) {
  const words = box?.closest("td")?.dataset.label ?? box?.labels?.[0]?.textContent;
  return words?.replace(/\s+/g, " ").trim();
}
