// The learner's picture in a Word file.

import { xml } from "../lib/xml.js";
import { lookAt } from "./docx-place.js";
import { paragraph, runs } from "./docx-text.js";

/**
 * @typedef {import("../documents/description.js").PaperField} PaperField
 * @typedef {import("../documents/description.js").Picture} Picture
 * @typedef {import("./docx-place.js").Place} Place
 * @typedef {import("./docx-text.js").Draft} Draft
 */

const MAX_WIDTH = 8.5; // centimeters
const MAX_HEIGHT = 10;
const EMU_PER_CM = 360000;
const EMU_PER_PIXEL = 9525;
const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";
export const MEDIA_TYPES = /** @type {Record<string, string>} */ ({
  "image/png": "png",
  "image/jpeg": "jpeg",
  "image/gif": "gif",
});

/**
 * The learner's picture, or a frame to draw in.
 * @param {PaperField} field
 * @param {Place} place
 * @param {Draft} draft
 * @returns {string}
 */
export function pictureXml(field, place, draft) {
  const picture = field.picture;
  const ending = picture && MEDIA_TYPES[picture.type];
  if (!picture || !ending)
    return place.inTable || !field.blank
      ? ""
      : paragraph(
          { style: "CarrelFrame", indent: place.indent, rtl: draft.rtl },
          runs(draft.words.word_draw),
        );
  draft.media.push({ name: `picture${draft.media.length + 1}.${ending}`, bytes: picture.bytes });
  return paragraph(
    { ...lookAt(place, draft), keep: true },
    drawingXml(field, picture, draft.media.length),
  );
}

/** @param {Picture} picture @returns {{ cx: number, cy: number }} */
function sizeOf(picture) {
  const [width, height] = [picture.width, picture.height].map(
    (pixels) => Math.max(1, pixels) * EMU_PER_PIXEL,
  );
  const scale = Math.min(1, (MAX_WIDTH * EMU_PER_CM) / width, (MAX_HEIGHT * EMU_PER_CM) / height);
  return { cx: Math.round(width * scale), cy: Math.round(height * scale) };
}

/** @param {PaperField} field @param {Picture} picture @param {number} number @returns {string} */
function drawingXml(field, picture, number) {
  const size = sizeOf(picture);
  const named = {
    id: number,
    name: `Picture ${number}`,
    descr: field.blank ? field.label : String(field.value).slice(0, 2000),
  };
  const uri = `${DRAWING}/picture`;
  const data = xml("a:graphicData", { uri }, pictureBody(number, named, size));
  const inline = xml(
    "wp:inline",
    { distT: 0, distB: 0, distL: 0, distR: 0 },
    xml("wp:extent", size),
    xml("wp:docPr", named),
    xml("a:graphic", { "xmlns:a": `${DRAWING}/main` }, data),
  );
  return xml("w:r", {}, xml("w:drawing", {}, inline));
}

/**
 * @param {number} number
 * @param {Record<string, string | number>} named
 * @param {{ cx: number, cy: number }} size
 * @returns {string}
 */
function pictureBody(number, named, size) {
  const shape = xml(
    "pic:spPr",
    {},
    xml("a:xfrm", {}, '<a:off x="0" y="0"/>', xml("a:ext", size)),
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
  );
  const fill = xml(
    "pic:blipFill",
    {},
    xml("a:blip", { "r:embed": `picture${number}` }),
    "<a:stretch><a:fillRect/></a:stretch>",
  );
  return xml(
    "pic:pic",
    { "xmlns:pic": `${DRAWING}/picture` },
    xml("pic:nvPicPr", {}, xml("pic:cNvPr", named), "<pic:cNvPicPr/>"),
    fill,
    shape,
  );
}
