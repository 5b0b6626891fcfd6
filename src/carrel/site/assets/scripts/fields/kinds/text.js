/** Text of several lines, in a text area. @type {import("../kinds.js").Kind} */
export const text = {
  form: "text",
  blank: "",
  read: ([control]) => control.value,
  put([control], value) {
    const written = [value].flat().join("\n");
    if (control.value === written) return;
    const { selectionStart, selectionEnd } = control; // null in a date, which has no selection
    control.value = written;
    if (control === document.activeElement && selectionStart !== null)
      control.setSelectionRange(selectionStart, selectionEnd);
  },
  holds: (_, value) => typeof value === "string",
  inWords: (_, value) => [value].flat().join("; "),
};
