import { pictureXml } from "../../word/docx-drawing.js";
import { describeControl } from "../describe-field.js";
import { textForm } from "./text-form.js";

/** @typedef {import("../description.js").Picture} Picture */

/** A picture, or a text in its place. @type {import("../forms.js").Form} */
export const pictureForm = {
  ...textForm,
  paragraphs: false,
  describe(element, reading) {
    const control = element.querySelector("textarea");
    if (!control) return null;
    const field = describeControl(control, reading);
    const picture = reading.pictures.get(field.key) ?? pictureOnPage(element.querySelector("img"));
    if (picture) field.picture = picture;
    return field;
  },
  toPlan: (field, language) =>
    field.picture ? [{ kind: "field", field }] : textForm.toPlan(field, language),
  toWord: (field, place, draft) =>
    pictureXml(field, place, draft) + textForm.toWord(field, place, draft),
};

/**
 * The learner's picture, as the page shows it.
 * @param {HTMLImageElement | null} image
 * @returns {Picture | undefined}
 */
function pictureOnPage(image) {
  const [, type, data] =
    /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/=]+)$/.exec(image?.src ?? "") ?? [];
  if (!image || !data) return undefined;
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return { bytes, type, width: image.naturalWidth || 800, height: image.naturalHeight || 600 };
}
