// Videos: captions from the first play on, and videos of other sites when they are played.

import { partAddress } from "./parts.js";
import { isFromFolder } from "./site.js";

/**
 * Shows a video's captions from its first play on. They are not fetched before.
 * @param {Event} event
 */
export function showCaptions(event) {
  const video = /** @type {HTMLVideoElement} */ (event.target);
  if (video.dataset.played) return;
  video.dataset.played = "yes";
  for (const track of video.textTracks) if (track.kind === "captions") track.mode = "showing";
}

/**
 * Plays a video of another site in the page; if that fails, opens its address.
 * @param {HTMLAnchorElement} link
 */
export async function playVideo(link) {
  if (isFromFolder()) return location.assign(link.href); // pages in a folder cannot import modules
  try {
    const { play } = await import(partAddress("video"));
    play(link);
  } catch {
    location.href = link.href;
  }
}
