// A picture from the learner's device, no larger than it needs to be on a page or on paper.

import { chooseFile, paragraph, tell } from "../page/dialogs.js";
import { t } from "../page/messages.js";

const LONGEST_SIDE = 1600; // pixels
const QUALITY = 0.82;

/**
 * Lets the learner choose a picture.
 * @returns {Promise<string>} its data address; empty where there is none
 */
export async function choosePicture() {
  const file = await chooseFile("image/*");
  if (!file) return "";
  try {
    return await shrink(file);
  } catch {
    await tell(t("picture_title"), paragraph(t("picture_unreadable")));
    return "";
  }
}

/**
 * Drawing it again makes it small, and leaves out what a camera writes into a photo, such as where
 * it was taken.
 * @param {Blob} file
 * @returns {Promise<string>}
 */
async function shrink(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = "#fff"; // a drawing may have no background
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", QUALITY);
}
