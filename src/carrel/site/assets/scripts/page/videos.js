// Films: captions on the first play, and films of other hosts when they are asked for.

import { partAddress } from "./parts.js";
import { isFromFolder } from "./site.js";

/**
 * Shows a film's captions from the first play on. They are not fetched before: few pages' films are played.
 * @param {Event} event
 */
export function showCaptions(event) {
  const film = /** @type {HTMLVideoElement} */ (event.target);
  if (film.dataset.played) return;
  film.dataset.played = "yes";
  for (const track of film.textTracks) if (track.kind === "captions") track.mode = "showing";
}

/**
 * Plays a film of another host in place, if this page can.
 * @param {HTMLAnchorElement} link
 */
export async function playFilm(link) {
  if (isFromFolder()) return location.assign(link.href); // a folder's pages cannot load modules
  try {
    const video = await import(partAddress("video"));
    video.play(link);
  } catch {
    location.href = link.href;
  }
}
